"""Looks at how each feed answered, and asks them all if that is wanted."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tapewire.doctor.finding import Finding, Level
from tapewire.errors import FeedParseError, FetchError, HostPausedError
from tapewire.model import Feed, FeedHealth
from tapewire.sites import site_of

if TYPE_CHECKING:
    from tapewire.library.feeds import FeedState

ERRORS_IN_A_ROW: Final = 3
"""How many failures in a row make a fault: servers are away for an hour now and then."""
_REFUSED: Final = (401, 403)
IN_HAND: Final = 8
"""How many documents may be in memory at once."""


def check_feeds(health: Sequence[FeedHealth]) -> list[Finding]:
    """Tell what is wrong with each feed by what is remembered of it; those that are well share one line."""
    if not health:
        return [Finding(area="feeds", level="note", what="No feed is followed.", mend="tapewire subscribe https://…")]
    found = [finding for each in health if (finding := _finding(each)) is not None]
    never = sum(each.checked_at is None and each.feed.is_enabled for each in health)
    if never:
        what = "1 feed was never asked yet." if never == 1 else f"{never} feeds were never asked yet."
        found.append(Finding(area="feeds", level="note", what=what, mend="tapewire refresh"))
    well = sum(each.error is None and each.checked_at is not None for each in health)
    if well:
        what = f"{well} of {len(health)} feeds answered when they were last asked."
        found.insert(0, Finding(area="feeds", level="ok", what=what))
    return found


def _finding(health: FeedHealth) -> Finding | None:
    name, key = health.feed.name, shlex.quote(health.feed.key)
    if health.gone_at is not None:
        what = f"{name}: {health.error or 'its server says that it is gone for good'}"
        return Finding(area="feeds", level="fault", what=what, mend=f"tapewire unsubscribe {key}")
    if health.error is not None:
        is_fault = health.errors >= ERRORS_IN_A_ROW
        site = site_of(health.feed.url, None)
        mend = f"tapewire subscribe {shlex.quote(site)}" if is_fault and site else "tapewire refresh --force"
        times = f" ({health.errors} times in a row)" if health.errors > 1 else ""
        level: Level = "fault" if is_fault else "note"
        return Finding(area="feeds", level=level, what=f"{name}: {health.error}{times}", mend=mend)
    if health.duplicate_of is not None:
        what = f"{name}: the same feed as {health.duplicate_of}; both come from one address."
        return Finding(area="feeds", level="note", what=what, mend=f"tapewire unsubscribe {key}")
    if health.is_stale and health.newest_at is not None:
        what = f"{name}: it answers, but its newest story is of {health.newest_at:%Y-%m-%d}."
        return Finding(area="feeds", level="note", what=what, mend=f"tapewire unsubscribe {key}")
    return None


async def check_online(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    *,
    clock: Callable[[], datetime],
) -> list[Finding]:
    """Ask every feed that is enabled and read what it answers with, storing nothing.

    Args:
        feeds: Those that are followed.
        states: What is remembered of them, by key; hosts that asked to be left alone are.
        clock: Gives the present time.
    """
    from tapewire.feeds.document import Validators
    from tapewire.feeds.http import Fetcher
    from tapewire.feeds.schedule import fetch_url, pauses
    from tapewire.feeds.workers import Workers
    from tapewire.library.feeds import FeedState

    in_hand = asyncio.Semaphore(IN_HAND)
    asked = [feed for feed in feeds if feed.is_enabled]
    async with Fetcher(clock=clock) as fetcher, Workers() as workers:
        for host, until in pauses(states.values(), now=clock()).items():
            fetcher.pause(host, until)

        async def one(feed: Feed) -> Finding | None:
            async with in_hand:
                try:
                    url = fetch_url(feed, states.get(feed.key, FeedState()))
                    answer = await fetcher.fetch(feed, Validators(), url=url)
                    assert answer.document is not None  # nothing was known that could be unchanged
                    await workers.digest(answer.document, feed, {})
                except HostPausedError as error:
                    return Finding(area="feeds", level="note", what=f"{feed.name}, not asked: {error}")
                except (FetchError, FeedParseError) as error:
                    what = f"{feed.name}, asked now: {error}"
                    return Finding(area="feeds", level="fault", what=what, mend=_way_out(feed, error))
                return None

        found = [finding for finding in await asyncio.gather(*map(one, asked)) if finding is not None]
    what = f"{len(asked) - len(found)} of {len(asked)} feeds that were asked now can be read."
    return [Finding(area="feeds", level="ok", what=what), *found]


def _way_out(feed: Feed, error: FetchError | FeedParseError) -> str | None:
    """What helps with a feed that cannot be had; None for a file, which only its owner can mend."""
    if isinstance(error, FetchError) and error.status in _REFUSED:
        return "tapewire refresh --force"  # after what the error says was done
    site = site_of(feed.url, None)
    return f"tapewire subscribe {shlex.quote(site)}" if site else None
