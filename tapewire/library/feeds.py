"""What the library remembers of each feed: its number, its name, and how it answered when it was last asked."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from tapewire.library.codec import optional_time, optional_us


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """How a feed answered, and what to say when it is asked again. All defaults: it was never asked."""

    etag: str | None = None
    last_modified: str | None = None
    """Validators of the last document that was stored, as the server sent them."""
    checked_at: datetime | None = None
    """When it was last asked."""
    succeeded_at: datetime | None = None
    """When it last answered with a feed, or that it has not changed."""
    retry_at: datetime | None = None
    """Before when the server asked not to be asked again."""
    error: str | None = None
    """Why the last attempt failed, in words; None if it did not."""
    title: str = ""
    """The feed's own name for itself."""


def feed_number(connection: sqlite3.Connection, key: str, name: str | None) -> int:
    """Find the number of a feed, giving it one if it has none.

    Args:
        connection: In a write transaction.
        key: See `tapewire.model.Feed.key`.
        name: What its stories are headed with from now on; None to leave that as it is.
    """
    connection.execute("INSERT INTO feeds (key) VALUES (?) ON CONFLICT (key) DO NOTHING", (key,))
    if name is not None:
        connection.execute("UPDATE feeds SET name = ? WHERE key = ? AND name <> ?", (name, key, name))
    (number,) = connection.execute("SELECT feed FROM feeds WHERE key = ?", (key,)).fetchone()
    return int(number)


def feed_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """List the numbers of all feeds, by key."""
    return dict(connection.execute("SELECT key, feed FROM feeds"))


def counts(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """List how many stories each feed has, unread and in all, by key; feeds without stories are left out."""
    rows = connection.execute("SELECT key, unread, total FROM feeds WHERE total > 0")
    return {key: (unread, total) for key, unread, total in rows}


def any_answered(connection: sqlite3.Connection) -> bool:
    """Whether any feed has ever answered with a feed."""
    return connection.execute("SELECT 1 FROM feeds WHERE succeeded_at IS NOT NULL LIMIT 1").fetchone() is not None


def load_state(connection: sqlite3.Connection, key: str) -> FeedState:
    """Read the state of a feed."""
    row = connection.execute(
        "SELECT etag, last_modified, checked_at, succeeded_at, retry_at, error, title FROM feeds WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return FeedState()
    etag, last_modified, checked_at, succeeded_at, retry_at, error, title = row
    return FeedState(
        etag=etag,
        last_modified=last_modified,
        checked_at=optional_time(checked_at),
        succeeded_at=optional_time(succeeded_at),
        retry_at=optional_time(retry_at),
        error=error,
        title=title,
    )


def save_state(connection: sqlite3.Connection, key: str, state: FeedState) -> None:
    """Write the state of a feed."""
    connection.execute(
        """
        UPDATE feeds
        SET etag = ?, last_modified = ?, checked_at = ?, succeeded_at = ?, retry_at = ?, error = ?, title = ?
        WHERE feed = ?
        """,
        (
            state.etag,
            state.last_modified,
            optional_us(state.checked_at),
            optional_us(state.succeeded_at),
            optional_us(state.retry_at),
            state.error,
            state.title,
            feed_number(connection, key, None),
        ),
    )
