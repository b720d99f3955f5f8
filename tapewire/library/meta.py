"""Small facts about the library as a whole: how often it changed, and which state of the user's flags it mirrors."""

from __future__ import annotations

import sqlite3
from typing import Literal

Counter = Literal["story_changes", "flag_changes"]
"""``story_changes`` rises when stories are added or edited, ``flag_changes`` when any is marked read, saved or muted or
loses its mark."""

_FLAGS_STAMP = "flags_stamp"
_MUTE_KEYS = "mute_keys"


def count_change(connection: sqlite3.Connection, counter: Counter) -> None:
    """Note a change, so that what was worked out before it, in any process, is known to be old."""
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", (counter,)
    )


def change_count(connection: sqlite3.Connection, counter: Counter) -> int:
    """Read how many changes were noted."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (counter,)).fetchone()
    return 0 if row is None else int(row[0])


def flags_stamp(connection: sqlite3.Connection) -> str | None:
    """Read which state of the user's flags the library mirrors; None if it is not known."""
    return _fact(connection, _FLAGS_STAMP)


def set_flags_stamp(connection: sqlite3.Connection, stamp: str | None) -> None:
    """Note which state of the user's flags the library mirrors; None: not known."""
    _set_fact(connection, _FLAGS_STAMP, stamp)


def mute_keys(connection: sqlite3.Connection) -> str | None:
    """Read by which rules stories were marked as muted, as `tapewire.library.mutes` notes them; None: not known."""
    return _fact(connection, _MUTE_KEYS)


def set_mute_keys(connection: sqlite3.Connection, keys: str | None) -> None:
    """Note by which rules stories were marked as muted; None: not known."""
    _set_fact(connection, _MUTE_KEYS, keys)


def _fact(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def _set_fact(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    if value is None:
        connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
