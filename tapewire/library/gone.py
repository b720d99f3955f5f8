"""Ids of deleted stories, for as long as their feeds may list them: they must not come back as new and unread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from tapewire.analysis import Digest

REMEMBERED_DAYS: Final = 30
"""How long an id is remembered after its feed last listed it."""
_SECONDS_A_DAY: Final = 86_400


def add(connection: sqlite3.Connection, feed: int, story_ids: Iterable[str], *, now: datetime) -> None:
    """Remember that stories were deleted.

    Args:
        connection: In a write transaction.
        feed: The feed's number.
        story_ids: Every id that they came under.
        now: The present time.
    """
    connection.executemany(
        "INSERT OR REPLACE INTO gone (feed, id, listed) VALUES (?, ?, ?)",
        ((feed, bytes.fromhex(story_id), _day(now)) for story_id in story_ids),
    )


def forget(connection: sqlite3.Connection, feed: int, story_id: str) -> None:
    """Let a deleted story come back."""
    connection.execute("DELETE FROM gone WHERE feed = ? AND id = ?", (feed, bytes.fromhex(story_id)))


def ids(connection: sqlite3.Connection, feed: int) -> set[str]:
    """List the ids of a feed's deleted stories."""
    return {story_id.hex() for (story_id,) in connection.execute("SELECT id FROM gone WHERE feed = ?", (feed,))}


def note_listed(connection: sqlite3.Connection, feed: int, digest: Digest, *, now: datetime) -> set[str]:
    """Note which deleted stories a feed still lists, and forget those that it has not listed for long.

    Args:
        connection: In a write transaction.
        feed: The feed's number.
        digest: What a worker made of its document.
        now: The present time.

    Returns:
        Ids of the deleted stories that the document lists.
    """
    deleted = ids(connection, feed)
    if not deleted:
        return deleted
    listed = deleted.intersection(digest.unchanged)
    listed.update(analysed.entry.id for analysed in digest.fresh if analysed.entry.id in deleted)
    today = _day(now)
    connection.executemany(
        "UPDATE gone SET listed = ? WHERE feed = ? AND id = ? AND listed < ?",
        ((today, feed, bytes.fromhex(story_id), today) for story_id in listed),
    )
    connection.execute("DELETE FROM gone WHERE feed = ? AND listed < ?", (feed, today - REMEMBERED_DAYS))
    return listed


def _day(now: datetime) -> int:
    return int(now.timestamp()) // _SECONDS_A_DAY
