"""What the library remembers of each feed: its number, its name, and how it answered when it was last asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from tapewire.library.codec import from_us, optional_time, optional_us


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """How a feed answered, and what to say when it is asked again. All defaults: it was never asked."""

    title: str = ""
    """The feed's own name for itself."""
    checked_at: datetime | None = None
    """When it was last asked."""
    succeeded_at: datetime | None = None
    """When it last answered with a feed, or that it has not changed."""
    next_check_at: datetime | None = None
    """Before when a round need not ask it; None: every round may."""
    retry_at: datetime | None = None
    """Before when `retry_host` asked not to be asked again; nothing overrules that."""
    retry_host: str | None = None
    """The host that said so, with its port where that is not the usual one. None together with ``retry_at``."""
    errors: int = 0
    """How many attempts have failed in a row."""
    error: str | None = None
    """Why the last attempt failed, in words; None if it did not."""
    gone_at: datetime | None = None
    """When the server said that the feed is gone for good (410). It is then asked only where a user insists."""
    etag: str | None = None
    last_modified: str | None = None
    """Validators of the last document that was stored, as the server sent them."""
    fetched_at: datetime | None = None
    """When the server last sent the document, rather than say that it has not changed."""
    body_hash: str | None = None
    """What that document's bytes are recognised by; see `tapewire.feeds.refresh.body_hash`."""
    body_bytes: int | None = None
    """How large that document was, unpacked."""
    took_s: float | None = None
    """How long the server took to answer, in seconds, redirects included and waiting for our own turn not."""
    pace_s: int | None = None
    """How often the document says that it is published anew, in seconds; None where it does not say."""
    final_url: str | None = None
    """Where redirects led the last time that it answered."""
    moving_to: str | None = None
    """Where a wholly permanent chain of redirects led the last time, for the first time in a row."""
    moved_to: str | None = None
    """Where to fetch in place of the config's address, since the feed has moved there for good."""


_COLUMNS: Final = tuple(field.name for field in fields(FeedState))
"""Each field is a column of the same name; those whose name ends in ``_at`` are instants."""


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


def rename(connection: sqlite3.Connection, names: Mapping[str, str]) -> None:
    """Give feeds that have brought stories other names, by key.

    Args:
        connection: In a write transaction.
        names: Of feeds that may not be known here.
    """
    connection.executemany(
        "UPDATE feeds SET name = ? WHERE key = ? AND name NOT IN ('', ?)",
        ((name, key, name) for key, name in names.items()),
    )


def feed_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """List the numbers of all feeds, by key."""
    return dict(connection.execute("SELECT key, feed FROM feeds"))


def counts(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """List how many stories of each feed lists show, unread and in all, by key; feeds without such are left out."""
    rows = connection.execute("SELECT key, unread - muted_unread, total - muted FROM feeds WHERE total > muted")
    return {key: (unread, total) for key, unread, total in rows}


def story_count(connection: sqlite3.Connection) -> int:
    """Count the stories of all feeds, muted ones too."""
    (total,) = connection.execute("SELECT coalesce(sum(total), 0) FROM feeds").fetchone()
    return int(total)


def any_answered(connection: sqlite3.Connection) -> bool:
    """Whether any feed has ever answered with a feed."""
    return connection.execute("SELECT 1 FROM feeds WHERE succeeded_at IS NOT NULL LIMIT 1").fetchone() is not None


def load_state(connection: sqlite3.Connection, key: str) -> FeedState:
    """Read the state of a feed."""
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE key = ?", (key,)).fetchone()
    return FeedState() if row is None else _state(row)


def load_states(connection: sqlite3.Connection) -> dict[str, FeedState]:
    """Read the states of all feeds, by key."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)}, key FROM feeds")
    return {key: _state(row) for *row, key in rows}


def save_state(connection: sqlite3.Connection, key: str, state: FeedState, name: str | None) -> None:
    """Write the state of a feed; for the name see `feed_number`."""
    values = ((name, getattr(state, name)) for name in _COLUMNS)
    connection.execute(
        f"UPDATE feeds SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE feed = ?",
        (
            *(optional_us(value) if name.endswith("_at") else value for name, value in values),
            feed_number(connection, key, name),
        ),
    )


def recent_times(connection: sqlite3.Connection, limit: int) -> dict[str, list[datetime]]:
    """List when the newest stories of each feed were published, the newest first, by key.

    Args:
        connection: The library's.
        limit: How many of each feed at most.
    """
    return {
        key: [
            from_us(time)
            for (time,) in connection.execute(
                "SELECT time FROM stories WHERE feed = ? ORDER BY time DESC, n DESC LIMIT ?", (number, limit)
            )
        ]
        for key, number in feed_numbers(connection).items()
    }


def _state(row: Sequence[Any]) -> FeedState:
    columns = zip(_COLUMNS, row, strict=True)
    values: dict[str, Any] = {name: optional_time(value) if name.endswith("_at") else value for name, value in columns}
    return FeedState(**values)
