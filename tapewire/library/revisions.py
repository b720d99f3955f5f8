"""What stories said before they were edited."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime
from typing import Final

from tapewire.library.codec import from_us, to_us
from tapewire.model import Revision

KEPT: Final = 10
"""Earlier wordings of one story that are kept: its first, and the last ones. Live blogs have hundreds."""
MAX_TEXT: Final = 100_000
"""Characters of an earlier text that are kept."""


def add(connection: sqlite3.Connection, story_id: str, title: str, text: str, *, until: datetime) -> None:
    """Keep what a story said until now. A wording that it had before is not kept twice.

    Args:
        connection: In a write transaction.
        story_id: Whose wording it was.
        title: As it was.
        text: As it was; at most `MAX_TEXT` characters are kept.
        until: When another took its place.
    """
    packed = zlib.compress(text[:MAX_TEXT].encode("utf-8"), level=6)
    wordings = connection.execute(
        "SELECT revision, title, text FROM revisions WHERE id = ? ORDER BY revision", (story_id,)
    ).fetchall()
    outdated = [revision for revision, *wording in wordings if wording == [title, packed]]
    # A feed that two servers answer for goes back and forth between two wordings.
    others = [revision for revision, *_ in wordings if revision not in outdated]
    outdated += others[1 : max(len(others) - KEPT + 2, 1)]
    connection.executemany("DELETE FROM revisions WHERE revision = ?", ((revision,) for revision in outdated))
    connection.execute(
        "INSERT INTO revisions (id, until, title, text) VALUES (?, ?, ?, ?)", (story_id, to_us(until), title, packed)
    )


def load(connection: sqlite3.Connection, story_id: str) -> tuple[Revision, ...]:
    """Read what a story said before, the earliest first."""
    rows = connection.execute(
        "SELECT title, text, until FROM revisions WHERE id = ? ORDER BY revision", (story_id,)
    ).fetchall()
    return tuple(
        Revision(title=title, text=zlib.decompress(packed).decode("utf-8"), until=from_us(until))
        for title, packed, until in rows
    )


def forget(connection: sqlite3.Connection, story_id: str) -> None:
    """Drop what a story said before."""
    connection.execute("DELETE FROM revisions WHERE id = ?", (story_id,))
