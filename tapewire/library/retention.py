"""Which stories are old enough to go, and their going: a few at a time, so that nobody waits for long.

Age is counted back from the newest story of the feed, not from today: a feed that has stopped, or that shrinks or
answers with nothing, loses no story by that, and neither does a reader whose clock jumps.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Final

from tapewire.library import aliases, gone, revisions
from tapewire.library.feeds import feed_number
from tapewire.library.meta import count_change
from tapewire.library.stories import delete
from tapewire.model import Feed

ALWAYS_KEPT: Final = 50
"""The newest stories of a feed, which stay however old they are: about what its document lists."""
AT_ONCE: Final = 20
"""Stories that go in one transaction, in some 30 ms."""
_DAY_US: Final = 86_400_000_000


def outdated(connection: sqlite3.Connection, feed: Feed, limit: int = AT_ONCE) -> list[int]:
    """List stories of a feed that may go: unmarked ones past its `keep_days`, read ones past its `keep_stories` too.

    Args:
        connection: For reading.
        feed: Whose stories are looked at, and by whose limits.
        limit: How many to list at most.

    Returns:
        Their numbers, the oldest first; none that is bookmarked, and none of the newest `ALWAYS_KEPT`.
    """
    row = connection.execute("SELECT feed, total FROM feeds WHERE key = ?", (feed.key,)).fetchone()
    always = min(ALWAYS_KEPT, feed.keep_stories or ALWAYS_KEPT)
    if row is None or row[1] <= always:
        return []
    number = row[0]
    oldest, newest = _span(connection, number)
    too_old = newest - feed.keep_days * _DAY_US if feed.keep_days else None
    too_many = feed.keep_stories and row[1] > feed.keep_stories
    if not too_many and (too_old is None or oldest >= too_old):
        return []
    kept = _boundary(connection, number, always)
    counted = _boundary(connection, number, feed.keep_stories) if too_many else (0, 0)
    rows = connection.execute(
        """
        SELECT n FROM stories
        WHERE feed = :feed AND is_muted IN (0, 1) AND NOT is_saved AND (time, n) < (:kept_time, :kept_n)
            AND (time < :too_old AND first_seen < :too_old OR is_read AND (time, n) < (:counted_time, :counted_n))
        ORDER BY time, n LIMIT :limit
        """,
        {
            "feed": number,
            "kept_time": kept[0],
            "kept_n": kept[1],
            "counted_time": counted[0],
            "counted_n": counted[1],
            "too_old": 0 if too_old is None else too_old,
            "limit": limit,
        },
    )
    return [n for (n,) in rows]


def remove(connection: sqlite3.Connection, feed: Feed, numbers: list[int], *, now: datetime) -> None:
    """Delete stories, and remember that they are not to come back.

    Args:
        connection: In a write transaction.
        feed: Whose stories they are.
        numbers: Which, as `outdated` lists them.
        now: The present time.
    """
    number = feed_number(connection, feed.key, None)
    for n in sorted(numbers):  # both full-text indexes take rising numbers best
        (story_id,) = connection.execute("SELECT id FROM stories WHERE n = ?", (n,)).fetchone()
        delete(connection, n)
        revisions.forget(connection, story_id)
        gone.add(connection, number, (story_id, *aliases.forget(connection, story_id)), now=now)
    count_change(connection, "story_changes")


def _span(connection: sqlite3.Connection, feed: int) -> tuple[int, int]:
    # One lookup in the index for each: with both in one query SQLite reads all of the feed's.
    ends = [
        connection.execute(
            f"SELECT {end}(time) FROM stories WHERE feed = ? AND is_muted = ?", (feed, is_muted)
        ).fetchone()[0]
        for end in ("min", "max")
        for is_muted in (0, 1)
    ]
    times = [time for time in ends if time is not None]
    return min(times), max(times)


def _boundary(connection: sqlite3.Connection, feed: int, place: int) -> tuple[int, int]:
    # Time and number of the story that is the last of the newest so many.
    row: tuple[int, int] | None = connection.execute(
        """
        SELECT time, n FROM stories WHERE feed = ? AND is_muted IN (0, 1)
        ORDER BY time DESC, n DESC LIMIT 1 OFFSET ?
        """,
        (feed, place - 1),
    ).fetchone()
    return row or (0, 0)
