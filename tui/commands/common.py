"""What every command needs: a newsroom for its options, and printing."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tapewire.config import load_config
from tapewire.errors import StoreError
from tapewire.model import Headline, Move, Related
from tapewire.newsroom import Newsroom, open_newsroom
from tapewire.paths import DataFolder
from widgets.figures import ARROWS, change_text, level_text, percent_text, period_tag


@contextmanager
def newsroom_for(options: argparse.Namespace, *, is_refreshing: bool = False) -> Iterator[Newsroom]:
    """Open the newsroom that the options name, in line with the user's state, and close it in the end.

    Where the library cannot be brought in line (it may not be written to), it says so and is read as it is.

    Args:
        options: With ``config``, ``data`` and ``demo``.
        is_refreshing: Whether the command refreshes; for others the bundled edition, which is kept nowhere, is fetched.
    """
    newsroom = open_newsroom(load_config(options.config), DataFolder.at(options.data), demo=options.demo)
    problem = None
    try:
        try:
            newsroom.catch_up()
        except StoreError as error:
            problem = str(error)
        notices = newsroom.notices()  # where it is the state that cannot be used, this says so and ends the command
        for notice in filter(None, (problem, *notices)):
            say(notice)
        if options.demo and not is_refreshing:
            asyncio.run(newsroom.refresh())  # its times are relative to now
        yield newsroom
    finally:
        try:
            newsroom.close()
        except StoreError as error:  # what a command was asked to write is written by now
            if str(error) != problem:
                say(str(error))


def say(message: str) -> None:
    """Tell the user something that is no result."""
    print(f"tapewire: {message}", file=sys.stderr)


def print_json(value: object) -> None:
    """Print a result for a program."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def iso(time: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second: ``2025-02-18T02:14:00Z``."""
    return None if time is None else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def headline_json(headline: Headline) -> dict[str, object]:
    """A headline as ``list --json`` gives it; ``moves`` is their number."""
    return {
        "id": headline.id,
        "title": headline.title,
        "source": headline.source,
        "feed": headline.feed_key,
        "url": headline.url,
        "published": iso(headline.published),
        "read": headline.is_read,
        "bookmarked": headline.is_saved,
        "muted": headline.is_muted,
        "moves": headline.moves,
    }


def related_json(related: Related) -> dict[str, object]:
    """A related story as ``show --json`` and ``related --json`` give it."""
    return {
        "id": related.headline.id,
        "title": related.headline.title,
        "source": related.headline.source,
        "published": iso(related.headline.published),
        "score": round(related.score, 4),
        "reasons": list(related.reasons),
    }


def move_line(move: Move) -> str:
    """A move on one line: ``▲ Xiaomi (1810.HK) 4.9% HK$47.25``."""
    symbol = f"({move.instrument.symbol})" if move.instrument.symbol else ""
    figures = (percent_text(move.percent, approx=move.approx), change_text(move), level_text(move), period_tag(move))
    parts = (ARROWS[move.direction], move.instrument.name, symbol, *figures)
    return " ".join(part for part in parts if part)
