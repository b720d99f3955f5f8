"""The round: fetch every feed, hand it to the workers, store what is new, and report feed by feed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tapewire.errors import FeedParseError, FetchError
from tapewire.feeds.http import Fetcher, NotModified, Validators
from tapewire.feeds.workers import Workers
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Feed, FeedResult, RefreshReport

IN_HAND = 24
"""How many feeds may be between fetching and storing at once: enough to keep 16 connections and the workers busy,
few enough that a thousand documents are never in memory together."""

Clock = Callable[[], datetime]


async def refresh(
    feeds: Sequence[Feed],
    *,
    library: Library,
    fetcher: Fetcher,
    workers: Workers,
    clock: Clock,
    on_result: Callable[[FeedResult], None] = lambda _: None,
) -> RefreshReport:
    """Refresh feeds; one that fails costs the others nothing.

    Args:
        feeds: Which, in the order of the report.
        library: Where stories and the feeds' states go, one transaction a feed: a round that is cut short keeps what
            it had stored.
        fetcher: Open.
        workers: Open.
        clock: Gives the present time, aware and in UTC.
        on_result: Called in the event loop as each feed is done, in the order in which they finish.

    Raises:
        StoreError: The library cannot be written.
    """
    in_hand = asyncio.Semaphore(IN_HAND)

    async def one(feed: Feed) -> FeedResult:
        async with in_hand:
            result = await _refresh_one(feed, library=library, fetcher=fetcher, workers=workers, clock=clock)
        on_result(result)
        return result

    tasks = [asyncio.create_task(one(feed)) for feed in feeds]
    try:
        results = await asyncio.gather(*tasks)
    finally:
        # Where one has met a fault, or the round is cut short, the others must be over before the library closes.
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return RefreshReport(results=tuple(results))


async def _refresh_one(feed: Feed, *, library: Library, fetcher: Fetcher, workers: Workers, clock: Clock) -> FeedResult:
    state = await asyncio.to_thread(library.feed_state, feed.key)
    now = clock()
    if state.retry_at is not None and state.retry_at > now:
        return FeedResult(feed=feed, outcome="deferred")
    try:
        fetched = await fetcher.fetch(feed, Validators(etag=state.etag, last_modified=state.last_modified))
        if isinstance(fetched, NotModified):
            answered = after_success(state, fetched.validators, now=now)
            await asyncio.to_thread(library.save_feed_state, feed.key, answered)
            return FeedResult(feed=feed, outcome="unchanged")
        known = await asyncio.to_thread(library.fingerprints, feed.key)
        made = await workers.digest(fetched, feed, known)
    except (FetchError, FeedParseError) as error:
        await asyncio.to_thread(library.save_feed_state, feed.key, after_failure(state, error, now=now))
        return FeedResult(feed=feed, outcome="failed", error=str(error))
    stored = await asyncio.to_thread(library.store, feed, made, now=now)
    validators = Validators(etag=fetched.etag, last_modified=fetched.last_modified)
    answered = replace(after_success(state, validators, now=now), title=made.title)
    await asyncio.to_thread(library.save_feed_state, feed.key, answered)
    return FeedResult(
        feed=feed,
        outcome="updated" if stored.new or stored.changed else "unchanged",
        new=stored.new,
        changed=stored.changed,
        warnings=made.warnings,
    )


def after_success(state: FeedState, validators: Validators, *, now: datetime) -> FeedState:
    """Work out a feed's state after it answered.

    Args:
        state: As it was.
        validators: What its document is to be recognised by the next time.
        now: When it was asked.
    """
    return replace(
        state,
        etag=validators.etag,
        last_modified=validators.last_modified,
        checked_at=now,
        succeeded_at=now,
        retry_at=None,
        error=None,
    )


def after_failure(state: FeedState, error: FetchError | FeedParseError, *, now: datetime) -> FeedState:
    """Work out a feed's state after it failed: the validators stay, and a server's "come back later" is kept."""
    wait_s = error.retry_after_s if isinstance(error, FetchError) else None
    retry_at = now + timedelta(seconds=wait_s) if wait_s is not None else None
    return replace(state, checked_at=now, retry_at=retry_at, error=str(error))
