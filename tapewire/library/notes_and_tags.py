"""The mirror of the user's notes and tags, so that they can be searched for. The state has them for good.

Both are kept folded: upper and lower case make no difference.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from tapewire.library.meta import count_change


def put(connection: sqlite3.Connection, notes: Mapping[str, str], tags: Mapping[str, Collection[str]]) -> None:
    """Set the notes and tags of some stories.

    Args:
        connection: In a write transaction.
        notes: By story; empty for none.
        tags: All tags of a story, by story.
    """
    connection.executemany("DELETE FROM notes WHERE id = ?", ((story_id,) for story_id in notes))
    connection.executemany(
        "INSERT INTO notes (id, text) VALUES (?, ?)",
        ((story_id, text.casefold()) for story_id, text in notes.items() if text),
    )
    connection.executemany("DELETE FROM tags WHERE id = ?", ((story_id,) for story_id in tags))
    connection.executemany(
        "INSERT OR IGNORE INTO tags (tag, id) VALUES (?, ?)",
        ((tag.casefold(), story_id) for story_id, given in tags.items() for tag in given),
    )
    if notes or tags:
        count_change(connection, "flag_changes")


def mirror(connection: sqlite3.Connection, notes: Mapping[str, str], tags: Mapping[str, Collection[str]]) -> None:
    """Set all notes and tags anew: of stories that are not named there are none afterwards.

    Args:
        connection: In a write transaction.
        notes: By story.
        tags: All tags of a story, by story.
    """
    connection.execute("DELETE FROM notes")
    connection.execute("DELETE FROM tags")
    put(connection, notes, tags)
