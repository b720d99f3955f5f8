"""When a feed is asked again. Pure: the caller brings the time and the chance.

Three things put a feed off. What it or its server says of how often it changes is heeded up to `LONGEST_PACE`. After
errors we stay away twice as long each time, up to `LONGEST_BACK_OFF`. A user who insists overrules both. What nobody
overrules is a server's ``Retry-After``: it holds for every feed of that host. A host is its name and port, not its
address: behind the one address of a content network stand many hosts that did not ask for anything.

Files and the bundled edition cost nobody anything and are looked at in every round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from tapewire.library.feeds import FeedState
from tapewire.model import Feed

SHORTEST_PACE: Final = timedelta(minutes=2)
"""No feed is asked more often unless a user insists, however many rounds there are."""
LONGEST_PACE: Final = timedelta(hours=5)
"""A year's ``max-age`` is a mistake, and even a true one must not cost the news of a day."""
EARLY: Final = timedelta(minutes=1)
"""A feed that is due so soon is due: else one that asks for fifteen minutes is left out of every other round of a
reader that refreshes every fifteen."""
FIRST_BACK_OFF: Final = timedelta(minutes=5)
LONGEST_BACK_OFF: Final = timedelta(days=1)
VALIDATORS_FOR: Final = timedelta(days=8)
"""Some servers answer "not modified" for ever: so long after the last whole document we ask for it unconditionally."""

Jitter = Callable[[], float]
"""Gives numbers in [0, 1) at random, so that feeds that failed together are not all asked again together."""


def is_web(feed: Feed) -> bool:
    """Tell whether a feed is fetched from a server, rather than read from a file or the bundled edition."""
    return feed.url[:8].lower().startswith(("http://", "https://"))


def fetch_url(feed: Feed, state: FeedState) -> str:
    """Say where to fetch a feed: the config's address, or the one where it moved for good."""
    return state.moved_to or feed.url


def host_key(url: str) -> str:
    """Name the host of an address, with its port where that is not the usual one; empty where there is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return host if port in (None, usual) else f"{host}:{port}"


def pauses(states: Iterable[FeedState], *, now: datetime) -> dict[str, datetime]:
    """List the hosts that asked to be left alone, and until when.

    Args:
        states: Of all feeds that are remembered.
        now: What has passed by now is left out.
    """
    until: dict[str, datetime] = {}
    for state in states:
        bar = _bar(state.retry_at, now)
        if bar is not None and state.retry_host is not None:
            until[state.retry_host] = max(bar, until.get(state.retry_host, bar))
    return until


def is_due(feed: Feed, state: FeedState, *, now: datetime, is_forced: bool) -> bool:
    """Tell whether a round is to ask a feed, if its host is not paused.

    Args:
        feed: Which.
        state: What is remembered of it.
        now: The present time.
        is_forced: A user insists.
    """
    if is_forced or not is_web(feed):
        return True
    return state.gone_at is None and _bar(state.next_check_at, now + EARLY) is None


def resting_until(feed: Feed, state: FeedState, paused: Mapping[str, datetime], *, now: datetime) -> datetime | None:
    """Say before when no round will ask a feed, of itself; None: the next one will.

    Args:
        feed: Which.
        state: What is remembered of it.
        paused: See `pauses`.
        now: The present time.
    """
    if not is_web(feed):
        return None
    moments = (state.next_check_at, state.retry_at, paused.get(host_key(fetch_url(feed, state))))
    return max((bar for moment in moments if (bar := _bar(moment, now))), default=None)


def has_usable_validators(state: FeedState, *, now: datetime) -> bool:
    """Tell whether to ask only for what changed since the last document."""
    return state.fetched_at is not None and timedelta() <= now - state.fetched_at < VALIDATORS_FOR


def next_check(*, fresh_for: timedelta | None, pace_s: int | None, now: datetime) -> datetime:
    """Say when to ask a feed again that answered: after the longest of what it asks for, within bounds.

    Args:
        fresh_for: How long the answer is good for, by its headers; None where they do not say.
        pace_s: How often the document says that it is published anew, in seconds; None where it does not say.
        now: When it was asked.
    """
    asked_for = max(fresh_for or timedelta(), timedelta(seconds=pace_s or 0))
    return now + min(max(asked_for, SHORTEST_PACE), LONGEST_PACE)


def back_off(errors: int, jitter: Jitter) -> timedelta:
    """Say how long to stay away from a feed that failed.

    Args:
        errors: How many attempts have failed in a row; 1 or more.
        jitter: Decides where in the second half of the time.
    """
    # Past a dozen doublings the longest is long reached, and two to the power of a thousand is no number of minutes.
    whole = min(FIRST_BACK_OFF * (1 << min(errors - 1, 12)), LONGEST_BACK_OFF)
    return whole * (0.5 + jitter() / 2)


def pause(retry_after_s: float, *, now: datetime) -> datetime:
    """Say until when a host is left alone that asks for so many seconds: a day at most, and not into the past."""
    return now + timedelta(seconds=min(max(retry_after_s, 0.0), LONGEST_BACK_OFF.total_seconds()))


def _bar(moment: datetime | None, now: datetime) -> datetime | None:
    """Give a moment that bars asking before it; None for one that is past, or that a clock put too far ahead."""
    return moment if moment is not None and now < moment <= now + LONGEST_BACK_OFF else None
