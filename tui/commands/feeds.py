"""``tapewire feeds``."""

from __future__ import annotations

import argparse
from datetime import datetime

from tapewire.model import FeedHealth
from tui.commands.common import iso, newsroom_for, print_json
from widgets.ages import age
from widgets.cells import pad, pad_left
from widgets.feed_words import next_text, notes, size_text, took_text
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
        for note in notes(each):
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
        next_text(health, now),
        size_text(health.size),
        took_text(health.took_s),
    ]


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
