"""What feeds give of the stories whose text was fetched from their pages."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tapewire.analysis import AnalysedEntry
from tapewire.library.codec import pack_marks, pack_moves, unpack_marks, unpack_moves, unpack_terms
from tapewire.model import Badge, Body, StoryText


def load(connection: sqlite3.Connection, story_id: str) -> StoryText | None:
    """Read what the feed gives of a story; None where the story's own body is that."""
    row = connection.execute("SELECT text, marks, moves FROM feed_texts WHERE id = ?", (story_id,)).fetchone()
    if row is None:
        return None
    text, marks, moves = row
    return StoryText(body=Body(text=text, marks=unpack_marks(marks)), moves=unpack_moves(moves))


def save(connection: sqlite3.Connection, story_id: str, text: StoryText) -> None:
    """Put aside what the feed gives of a story. It goes when the story's row does."""
    connection.execute(
        "INSERT OR REPLACE INTO feed_texts (id, marks, moves, text) VALUES (?, ?, ?, ?)",
        (story_id, pack_marks(text.body.marks), pack_moves(text.moves), text.body.text),
    )


def with_full_text(connection: sqlite3.Connection, analysed: AnalysedEntry) -> AnalysedEntry | None:
    """Give an entry the page's text that its story already has.

    Args:
        connection: The story's row is still there.
        analysed: What the feed now gives of it.

    Returns:
        The entry with the page's text, moves and terms, and with the fingerprint of what the feed gives; None where the
        story has no text but the feed's.
    """
    row = connection.execute(
        """
        SELECT bodies.text, bodies.marks, bodies.moves, terms, badge_label, badge_direction, badge_percent
        FROM feed_texts JOIN stories USING (id) JOIN bodies USING (n) WHERE id = ?
        """,
        (analysed.entry.id,),
    ).fetchone()
    if row is None:
        return None
    text, marks, moves, terms, label, direction, percent = row
    return replace(
        analysed,
        entry=replace(analysed.entry, body=Body(text=text, marks=unpack_marks(marks))),
        moves=unpack_moves(moves),
        badge=None if label is None else Badge(label=label, direction=direction, percent=percent),
        terms=unpack_terms(terms),
    )
