"""The round: fetch every feed that is due, hand it to the workers, store what is new, and report feed by feed."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from tapewire.analysis import ANALYSIS
from tapewire.errors import FeedParseError, FetchError, HostPausedError, StoreError
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.http import MAX_PER_HOST, Fetcher
from tapewire.feeds.outcome import after_answer, after_failure
from tapewire.feeds.schedule import Jitter, fetch_url, has_usable_validators, host_key, is_due, pauses
from tapewire.feeds.workers import Workers
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Feed, FeedResult, RefreshReport
from tapewire.moves.own import own_mark
from tapewire.text import clean_line

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
    is_forced: bool = False,
    jitter: Jitter = random.random,
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
        is_forced: Also ask feeds that are not due. Hosts that asked to be left alone are, all the same.
        jitter: Spreads the next attempts at feeds that fail.
        on_result: Called in the event loop as each feed is done, in the order in which they finish.

    Raises:
        StoreError: The library cannot be written.
    """
    states = await asyncio.to_thread(library.feed_states)
    for host, until in pauses(states.values(), now=clock()).items():
        fetcher.pause(host, until)
    in_hand = _InHand()
    asking = _Asking(library=library, fetcher=fetcher, workers=workers, clock=clock, jitter=jitter)

    async def one(feed: Feed) -> FeedResult:
        state = states.get(feed.key, FeedState())
        if is_due(feed, state, now=clock(), is_forced=is_forced):
            result = await asking.one(feed, state, in_hand)
        else:
            result = FeedResult(feed=feed, outcome="deferred")
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


class _InHand:
    """Room for feeds between fetching and storing."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(IN_HAND)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))

    @asynccontextmanager
    async def taken(self, host: str) -> AsyncIterator[Callable[[], None]]:
        """Wait for room; yields what to call as soon as the host has answered.

        Only as many feeds of a host take room as it may be asked at once: those that wait for a slow host would else
        keep the room from all others.
        """
        slot = self._hosts[host]
        await slot.acquire()
        with ExitStack() as held:
            held.callback(slot.release)
            async with self._room:
                yield held.close


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Takes one feed at a time all the way from its server into the library."""

    library: Library
    fetcher: Fetcher
    workers: Workers
    clock: Clock
    jitter: Jitter

    async def one(self, feed: Feed, state: FeedState, in_hand: _InHand) -> FeedResult:
        url = fetch_url(feed, state)
        async with in_hand.taken(host_key(url)) as has_answered:
            now = self.clock()
            try:
                answer = await self.fetcher.fetch(feed, _validators(state, now), url=url)
                has_answered()
                return await self._take_in(feed, state, answer, now)
            except HostPausedError:
                return FeedResult(feed=feed, outcome="deferred")
            except StoreError:
                raise
            except (FetchError, FeedParseError) as error:
                failure = error
            except Exception as error:  # noqa: BLE001 (what nobody foresaw in one feed must not cost the others)
                reason = f"Fetching it met a fault in Tapewire ({type(error).__name__}: {error}). Please report it."
                failure = FetchError(clean_line(reason), url=url)
            await self._save(feed, after_failure(feed, state, failure, now=now, jitter=self.jitter))
            return FeedResult(feed=feed, outcome="failed", error=str(failure))

    async def _take_in(self, feed: Feed, state: FeedState, answer: Answer, now: datetime) -> FeedResult:
        document = answer.document
        hashed = None if document is None else await asyncio.to_thread(body_hash, document)
        if document is None or hashed == state.body_hash:
            await self._save(feed, after_answer(feed, state, answer, None, hashed, now=now))
            return FeedResult(feed=feed, outcome="unchanged")
        known = await asyncio.to_thread(self.library.fingerprints, feed.key)
        made = await self.workers.digest(document, feed, known)
        answered = after_answer(feed, state, answer, made, hashed, now=now)
        stored = await asyncio.to_thread(self.library.store, feed, made, now=now, state=answered)
        return FeedResult(
            feed=feed,
            outcome="updated" if stored.new or stored.changed else "unchanged",
            new=stored.new,
            changed=stored.changed,
            warnings=made.warnings,
            new_ids=stored.new_ids,
        )

    async def _save(self, feed: Feed, state: FeedState) -> None:
        await asyncio.to_thread(self.library.save_feed_state, feed.key, state, name=feed.name)


def body_hash(document: FeedDocument) -> str:
    """Tell whether a document was read before, as it is read now, so that it need not be parsed again.

    Returns:
        The number of the analysis, the mark of the user's own instruments, a hyphen, and 32 hexadecimal digits that
        change with the bytes, the address that links are relative to, and the type that may name the charset.
    """
    hashed = blake2b(document.content, digest_size=16)
    hashed.update(f"\0{document.url}\0{document.content_type}".encode("utf-8", "surrogatepass"))
    return f"{ANALYSIS}{own_mark()}-{hashed.hexdigest()}"


def _validators(state: FeedState, now: datetime) -> Validators:
    is_analysed = (state.body_hash or "").startswith(f"{ANALYSIS}{own_mark()}-")
    if not (is_analysed and has_usable_validators(state, now=now)):
        return Validators()
    return Validators(etag=state.etag, last_modified=state.last_modified)
