"""``tapewire feeds``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime

from tapewire.model import FeedHealth
from tui.commands.common import iso, newsroom_for, print_json
from widgets.ages import age, exact_time
from widgets.cells import pad, pad_left
from widgets.wrapping import wrap_words

_WIDTH = 80
_NAME = 26
"""Cells of the longest name that is shown whole."""
_NOTE_INDENT = "    "
_COLUMNS = (("UNREAD", 7), ("STORIES", 8), ("NEWEST", 7), ("LAST OK", 8), ("NEXT", 6), ("SIZE", 9), ("TIME", 7))
"""The headings behind the name, each with the cells of its column, the blank before it counted."""


def feeds(options: argparse.Namespace) -> int:
    """List the feeds in the order of the config: how each is doing, and beneath it in words what is wrong."""
    with newsroom_for(options) as newsroom:
        health = newsroom.feed_health()
        now = newsroom.clock()
    if options.json:
        print_json([_json(each) for each in health])
        return 0
    print(_row("FEED", [heading for heading, _ in _COLUMNS]))
    for each in health:
        print(_row(each.feed.name, _figures(each, now)))
        for note in _notes(each):
            for start, end in wrap_words(note, 0, len(note), _WIDTH - len(_NOTE_INDENT)):
                print(_NOTE_INDENT + note[start:end].rstrip())
    return 0


def _row(name: str, figures: list[str]) -> str:
    cells = (pad_left(figure, width) for figure, (_, width) in zip(figures, _COLUMNS, strict=True))
    return pad(name, _NAME) + "".join(cells)


def _figures(health: FeedHealth, now: datetime) -> list[str]:
    return [
        str(health.unread),
        str(health.stories),
        age(health.newest_at, now) if health.newest_at else "-",
        age(health.succeeded_at, now) if health.succeeded_at else "never",
        _next(health, now),
        _size(health.size),
        "-" if health.took_s is None else f"{health.took_s:.1f} s",
    ]


def _next(health: FeedHealth, now: datetime) -> str:
    if not health.feed.is_enabled:
        return "off"
    if health.gone_at is not None:
        return "never"
    if health.next_check_at is None:
        return "due"
    minutes = -(-(health.next_check_at - now).total_seconds() // 60)
    return f"{minutes:.0f}m" if minutes < 60 else f"{minutes / 60:.0f}h"


def _size(size: int | None) -> str:
    if size is None:
        return "-"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _notes(health: FeedHealth) -> Iterator[str]:
    if health.error is not None:
        times = f"{health.errors} errors in a row: " if health.errors > 1 else "error: "
        yield times + health.error
    if health.is_stale and health.newest_at is not None:
        yield f"stale: it answers, but its newest story is of {exact_time(health.newest_at)}"
    if health.moved_to is not None:
        yield f"moved for good, and is fetched from {health.moved_to}"
    if health.duplicate_of is not None:
        yield f"the same feed as {health.duplicate_of}: both come from one address"


def _json(health: FeedHealth) -> dict[str, object]:
    return {
        "feed": health.feed.key,
        "name": health.feed.name,
        "folder": health.feed.folder,
        "url": health.feed.url,
        "enabled": health.feed.is_enabled,
        "stories": health.stories,
        "unread": health.unread,
        "newest": iso(health.newest_at),
        "checked": iso(health.checked_at),
        "succeeded": iso(health.succeeded_at),
        "next": iso(health.next_check_at),
        "errors": health.errors,
        "error": health.error,
        "stale": health.is_stale,
        "gone": iso(health.gone_at),
        "moved_to": health.moved_to,
        "duplicate_of": health.duplicate_of,
        "bytes": health.size,
        "seconds": None if health.took_s is None else round(health.took_s, 3),
    }
