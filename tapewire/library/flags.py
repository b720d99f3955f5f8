"""The mirror of what the user made of stories: read and saved flags.

The table ``flags`` holds the flags of every story that has one set, whether or not the library holds the story, so that
a mark takes effect when its story arrives later. The columns in ``stories`` are always in line with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from tapewire.library.meta import count_change

Flag = Literal["is_read", "is_saved"]

Flags = tuple[bool, bool]
"""Read, and saved."""

NEITHER: Flags = (False, False)


def set_flag(connection: sqlite3.Connection, flag: Flag, story_ids: Collection[str], value: bool) -> None:
    """Set one flag of some stories, known or not.

    Args:
        connection: In a write transaction.
        flag: Which.
        story_ids: Of which stories.
        value: To what.
    """
    wanted = {}
    for story_id in story_ids:
        is_read, is_saved = flags_of(connection, story_id)
        wanted[story_id] = (value, is_saved) if flag == "is_read" else (is_read, value)
    _write(connection, wanted)


def flags_of(connection: sqlite3.Connection, story_id: str) -> Flags:
    """Read the flags of a story, known or not."""
    row = connection.execute("SELECT is_read, is_saved FROM flags WHERE id = ?", (story_id,)).fetchone()
    return NEITHER if row is None else (bool(row[0]), bool(row[1]))


def mirror(connection: sqlite3.Connection, read_ids: Collection[str], saved_ids: Collection[str]) -> None:
    """Set all flags anew: those named are set, all others are not.

    Args:
        connection: In a write transaction.
        read_ids: Stories that are read.
        saved_ids: Stories that are bookmarked.
    """
    held = {
        story_id: (bool(r), bool(s)) for story_id, r, s in connection.execute("SELECT id, is_read, is_saved FROM flags")
    }
    read, saved = set(read_ids), set(saved_ids)
    wanted = {story_id: (story_id in read, story_id in saved) for story_id in read | saved | held.keys()}
    _write(connection, {story_id: flags for story_id, flags in wanted.items() if held.get(story_id) != flags})


def _write(connection: sqlite3.Connection, wanted: Mapping[str, Flags]) -> None:
    if not wanted:
        return
    connection.executemany(
        "UPDATE stories SET is_read = ?, is_saved = ? WHERE id = ? AND (is_read, is_saved) <> (?, ?)",
        ((*flags, story_id, *flags) for story_id, flags in wanted.items()),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO flags (id, is_read, is_saved) VALUES (?, ?, ?)",
        ((story_id, *flags) for story_id, flags in wanted.items() if flags != NEITHER),
    )
    connection.executemany("DELETE FROM flags WHERE id = ?", _those_with(wanted, NEITHER))
    count_change(connection, "flag_changes")


def _those_with(wanted: Mapping[str, Flags], flags: Flags) -> Iterable[tuple[str]]:
    return ((story_id,) for story_id, each in wanted.items() if each == flags)
