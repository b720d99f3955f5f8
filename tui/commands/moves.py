"""``tapewire moves``: the parser as a filter, on a text, a saved page, a web page or a stream of stories."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tapewire.errors import TapewireError
from tapewire.model import Move
from tapewire.moves import explain, parse_moves
from tapewire.moves.wire import move_to_json
from tapewire.storylines import read_story_lines
from tapewire.text import clean, clean_line
from tui.commands.common import move_line, print_json, say

COLUMNS = (
    *("name", "symbol", "kind", "direction", "percent", "change", "level", "currency"),
    *("period", "at", "approx", "evidence", "start", "end"),
    *("reason", "reason_start", "reason_end", "check"),
)
"""Of the CSV, in order."""


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    text: str


def moves(options: argparse.Namespace) -> int:
    """Print the moves of one text, or with ``--jsonl`` of a stream of stories."""
    if options.jsonl:
        return _stream(options.source)
    text = _read(options.source)
    if options.explain:
        print(explain(text.text, title=text.title))
        return 0
    found = parse_moves(text.text, title=text.title)
    if options.json:
        print_json([move_to_json(move) for move in found])
    elif options.csv:
        _print_csv(found)
    else:
        for move in found:
            print(f"{move_line(move)}  « {move.evidence} »")
        if not found:
            say("the text states no moves.")
    return 0


def _stream(source: str) -> int:
    """Read `StoryLine`s and write ``{"id", "moves"}`` lines, each as soon as its line is read."""
    for line in read_story_lines(_lines(source)):
        found = [move_to_json(move) for move in parse_moves(line.text, title=line.title)]
        print(json.dumps({"id": line.id, "moves": found}, ensure_ascii=False), flush=True)
    return 0


def _read(source: str) -> _Text:
    if source.startswith(("http://", "https://")):
        return asyncio.run(_fetch(source))
    content = b"".join(_lines(source))
    if content.lstrip()[:1] == b"<" or Path(source).suffix.lower() in (".html", ".htm", ".xhtml"):
        return _article(content, None, None)
    return _Text("", clean(content.decode("utf-8", "replace")))


async def _fetch(url: str) -> _Text:
    from tapewire.feeds.http import Fetcher

    async with Fetcher() as fetcher:
        page = await fetcher.fetch_page(url, is_typed=True)
    if page.content_type is not None and page.content_type.startswith("text/plain"):
        return _Text("", clean(page.content.decode("utf-8", "replace")))
    return _article(page.content, page.url, page.content_type)


def _article(content: bytes, url: str | None, content_type: str | None) -> _Text:
    from tapewire.fulltext.article import article

    found = article(content, url, content_type)
    return _Text(clean_line(found.title), found.body.text)


def _lines(source: str) -> Iterator[bytes]:
    try:
        if source == "-":
            yield from sys.stdin.buffer
        else:
            with Path(source).open("rb") as file:
                yield from file
    except OSError as error:
        raise TapewireError(f"{source} cannot be read: {error.strerror}.") from error


def _print_csv(found: tuple[Move, ...]) -> None:
    rows = [move_to_json(move) for move in found]
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
