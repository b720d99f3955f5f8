"""How a feed is doing, in words and figures: what the table of feeds and the command that prints it share. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from tapewire.model import FeedHealth
from widgets.ages import exact_time

FeedCondition = Literal["off", "gone", "failing", "twice", "stale", "moved", "new", "ok"]
"""What is to be said of a feed first: ``off``: it is not refreshed; ``twice``: an earlier feed is the same; ``new``: it
was never asked."""


def condition(health: FeedHealth) -> FeedCondition:
    """Tell what is to be said of a feed first."""
    if not health.feed.is_enabled:
        return "off"
    if health.gone_at is not None:
        return "gone"
    if health.error is not None:
        return "failing"
    if health.duplicate_of is not None:
        return "twice"
    if health.is_stale:
        return "stale"
    if health.moved_to is not None:
        return "moved"
    return "new" if health.checked_at is None and health.succeeded_at is None else "ok"


def next_text(health: FeedHealth, now: datetime) -> str:
    """Tell when a feed is asked again: "off", "never", "due", "45m", "3h". At most 5 cells."""
    if not health.feed.is_enabled:
        return "off"
    if health.gone_at is not None:
        return "never"
    if health.next_check_at is None:
        return "due"
    minutes = -(-(health.next_check_at - now).total_seconds() // 60)
    return f"{minutes:.0f}m" if minutes < 60 else f"{minutes / 60:.0f}h"


def size_text(size: int | None) -> str:
    """Word a number of bytes: "22 kB", "14.9 MB", "-" for None. At most 7 cells for what a feed may have."""
    if size is None:
        return "-"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def took_text(seconds: float | None) -> str:
    """Word how long a server took: "0.4 s", "-" for None."""
    return "-" if seconds is None else f"{seconds:.1f} s"


def notes(health: FeedHealth) -> Iterator[str]:
    """Say in sentences what is wrong with a feed, or what should be known of it."""
    if health.error is not None:
        times = f"{health.errors} errors in a row: " if health.errors > 1 else "error: "
        yield times + health.error
    if health.is_stale and health.newest_at is not None:
        yield f"stale: it answers, but its newest story is of {exact_time(health.newest_at)}"
    if health.moved_to is not None:
        yield f"moved for good, and is fetched from {health.moved_to}"
    if health.duplicate_of is not None:
        yield f"the same feed as {health.duplicate_of}: both come from one address"
