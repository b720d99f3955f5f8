"""How each feed is doing, made of what the library remembers of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from tapewire.feeds.schedule import pauses, resting_until
from tapewire.library.feeds import FeedState
from tapewire.model import Feed, FeedHealth

RHYTHM_OF: Final = 20
"""How many of a feed's newest stories tell its rhythm."""
STALE_AFTER: Final = timedelta(days=30)
"""A feed is not stale before it has been silent for so long, however often it used to have news."""
STALE_AFTER_GAPS: Final = 4
"""…nor before it has been silent for so many times the usual gap between two of its stories."""


def feed_health(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    *,
    counts: Mapping[str, tuple[int, int]],
    times: Mapping[str, Sequence[datetime]],
    now: datetime,
) -> tuple[FeedHealth, ...]:
    """Tell how each feed is doing.

    Args:
        feeds: In the order of the config.
        states: By feed key; a feed that was never asked may be missing.
        counts: How many stories each feed has, unread and in all, by key; feeds without stories may be missing.
        times: When up to `RHYTHM_OF` of its newest stories were published, the newest first, by key.
        now: The present time.

    Returns:
        As many as there are feeds, in their order.
    """
    paused = pauses(states.values(), now=now)
    places: dict[str, Feed] = {}
    health = []
    for feed in feeds:
        state = states.get(feed.key, FeedState())
        unread, stories = counts.get(feed.key, (0, 0))
        recent = times.get(feed.key, ())
        place = state.final_url or feed.url
        first = places.setdefault(place, feed)
        health.append(
            FeedHealth(
                feed=feed,
                stories=stories,
                unread=unread,
                checked_at=state.checked_at,
                succeeded_at=state.succeeded_at,
                next_check_at=None if state.gone_at else resting_until(feed, state, paused, now=now),
                errors=state.errors,
                error=state.error,
                newest_at=recent[0] if recent else None,
                is_stale=state.error is None and is_stale(recent, state.succeeded_at),
                gone_at=state.gone_at,
                moved_to=state.moved_to,
                duplicate_of=None if first.key == feed.key else first.name,
                size=state.body_bytes,
                took_s=state.took_s,
            )
        )
    return tuple(health)


def is_stale(times: Sequence[datetime], succeeded_at: datetime | None) -> bool:
    """Tell whether a feed answers but has been silent for too long.

    Args:
        times: When its newest stories were published, the newest first.
        succeeded_at: When it last answered: how long it has been silent since then is not known.

    Returns:
        False where it never answered or never had a story.
    """
    if succeeded_at is None or not times:
        return False
    gap = (times[0] - times[-1]) / max(1, len(times) - 1)
    return succeeded_at - times[0] > max(STALE_AFTER, STALE_AFTER_GAPS * gap)
