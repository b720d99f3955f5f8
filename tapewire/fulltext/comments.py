"""The comments on a story, set one below the other as one text: what a worker process does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tapewire.errors import FullTextError
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.feeds.parse import parse_feed
from tapewire.model import Body, Feed, Mark

MOST: Final = 200
"""Comments that are shown, the newest."""
_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


def read_comments(document: FeedDocument, feed: Feed) -> Body:
    """Read a feed of comments.

    Args:
        document: As fetched.
        feed: Stands for it.

    Returns:
        Each comment under a heading that names its author and its time (UTC), the oldest first.

    Raises:
        FeedParseError: It is no feed.
        FullTextError: There are no comments in it.
    """
    entries = parse_feed(document, feed).entries
    entries = tuple(sorted(entries, key=lambda entry: entry.published or _EARLIEST))[-MOST:]
    if not entries:
        raise FullTextError("There are no comments yet.")
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for entry in entries:
        heading = _heading(entry)
        marks.append(Mark(start=length, end=length + len(heading), kind="heading"))
        at = length + len(heading) + 2
        marks += (replace(mark, start=mark.start + at, end=mark.end + at) for mark in entry.body.marks)
        pieces += (heading, entry.body.text or "(no text)")
        length = at + len(pieces[-1]) + 2
    return Body(text="\n\n".join(pieces), marks=tuple(marks))


def _heading(entry: Entry) -> str:
    said = entry.author or entry.title or "Somebody"
    return f"{said} · {entry.published:%Y-%m-%d %H:%M} UTC" if entry.published else said
