"""Lists of headlines: windows, counts and places, each at a cost that hardly grows with the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tapewire.library.codec import from_us, optional_time
from tapewire.library.feeds import counts, feed_numbers
from tapewire.library.rows import chunks, placeholders
from tapewire.model import Badge, Headline, HeadlineQuery

_NO_FEED = 0
"""A number that no feed has."""

Place = tuple[int, int]
"""A story's time and number: where it stands in every list that is ordered by time."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The stories that a query asks for, leaving its condition out of account, as SQL."""

    where: str
    """A condition on ``stories``."""
    parameters: tuple[object, ...]
    index: str
    """The index that has them in the order of time and answers the condition by itself."""
    set_index: str
    """The index that has them together, in any order."""
    kept_where: str = ""
    """A condition for those that are listed although ``where`` leaves them out; empty for none."""
    kept_parameters: tuple[object, ...] = ()

    def in_order(self, condition: str = "TRUE", bound: tuple[object, ...] = ()) -> tuple[str, tuple[object, ...]]:
        """Make a query for numbers and times, that can be ordered by time at no cost.

        The few that are kept are merged into the order as it is read.

        Args:
            condition: What else is asked of each.
            bound: Its parameters.

        Returns:
            The query and its parameters.
        """
        rows = f"SELECT n, time FROM stories INDEXED BY {self.index} WHERE {self.where} AND {condition}"
        parameters = (*self.parameters, *bound)
        if not self.kept_where:
            return rows, parameters
        kept = f"SELECT n, time FROM stories WHERE {self.kept_where} AND {condition}"
        return f"{rows} UNION ALL {kept}", (*parameters, *self.kept_parameters, *bound)

    def as_set(self) -> tuple[str, tuple[object, ...]]:
        """Make a query for the numbers alone, in any order, with its parameters."""
        rows = f"SELECT n FROM stories INDEXED BY {self.set_index} WHERE {self.where}"
        if not self.kept_where:
            return rows, self.parameters
        kept = f"SELECT n FROM stories WHERE {self.kept_where}"
        return f"{rows} UNION ALL {kept}", (*self.parameters, *self.kept_parameters)


def select(connection: sqlite3.Connection, query: HeadlineQuery) -> Selection:
    """Translate what a query asks for other than its condition."""
    muted = _muted_wanted(query)
    where = [] if muted is None else [f"is_muted = {muted:d}"]
    parameters: tuple[object, ...] = ()
    by = set_by = "time"
    if query.feed_keys is not None:
        numbers = feed_numbers(connection)
        parameters = tuple(sorted(numbers[key] for key in query.feed_keys if key in numbers)) or (_NO_FEED,)
        set_by = "feed"
        if len(parameters) == 1:
            where.append("feed = ?")
            by = "feed"
        else:
            where.append(f"feed IN ({placeholders(parameters)})")
    state = "stories"
    if query.saved_only:
        where.append("is_saved = 1")
        state, by, set_by = "saved", "time", "time"
    if not query.unread_only:
        return Selection(" AND ".join(where) or "TRUE", parameters, f"{state}_by_{by}", f"{state}_by_{set_by}")
    if not query.saved_only:
        state = "unread"
    kept = tuple(sorted(query.kept))
    return Selection(
        where=" AND ".join((*where, "is_read = 0")),
        parameters=parameters,
        index=f"{state}_by_{by}",
        set_index=f"{state}_by_{set_by}",
        kept_where=" AND ".join((*where, "is_read = 1", f"id IN ({placeholders(kept)})")) if kept else "",
        kept_parameters=(*parameters, *kept),
    )


def _muted_wanted(query: HeadlineQuery) -> bool | None:
    # None: muted stories and others.
    if query.muted is None and not query.is_search and not query.saved_only:
        return False
    return query.muted


def count(connection: sqlite3.Connection, query: HeadlineQuery) -> int:
    """Count the stories that a query asks for, leaving its condition out of account."""
    if query.saved_only or query.muted or (query.unread_only and query.kept):
        rows, parameters = select(connection, query).as_set()
        (found,) = connection.execute(f"SELECT count(*) FROM ({rows})", parameters).fetchone()
        return int(found)
    wanted = counts(connection)
    chosen = [wanted[key] for key in (wanted.keys() if query.feed_keys is None else wanted.keys() & query.feed_keys)]
    return sum(unread if query.unread_only else total for unread, total in chosen)


def window(connection: sqlite3.Connection, query: HeadlineQuery, offset: int, limit: int) -> list[int]:
    """List the numbers of some of the stories that a query asks for but for its condition, the newest first.

    The index is read from the nearer end: it has to be stepped through up to the offset.
    """
    rows, parameters = select(connection, query).in_order()
    total = count(connection, query)
    taken = max(min(limit, total - offset), 0)
    from_end = total - offset - taken
    is_nearer_end = from_end < offset
    order = "time, n" if is_nearer_end else "time DESC, n DESC"
    found = connection.execute(
        f"{rows} ORDER BY {order} LIMIT ? OFFSET ?", (*parameters, taken, from_end if is_nearer_end else offset)
    ).fetchall()
    numbers = [n for n, _ in found]
    return numbers[::-1] if is_nearer_end else numbers


def place(connection: sqlite3.Connection, story_id: str) -> Place | None:
    """Find out where a story stands in lists ordered by time; None if it is not known."""
    row: Place | None = connection.execute("SELECT time, n FROM stories WHERE id = ?", (story_id,)).fetchone()
    return row


def count_above(connection: sqlite3.Connection, query: HeadlineQuery, at: Place) -> int | None:
    """Count the stories of a list ordered by time that stand above one; None if that one is not in the list."""
    selection = select(connection, query)
    here, bound = selection.in_order("(time, n) = (?, ?)", at)
    if not connection.execute(here, bound).fetchone():
        return None
    above, bound = selection.in_order("(time, n) > (?, ?)", at)
    (found,) = connection.execute(f"SELECT count(*) FROM ({above})", bound).fetchone()
    return int(found)


def next_unread(connection: sqlite3.Connection, query: HeadlineQuery, after: str | None) -> int | None:
    """Find the first unread story of a list ordered by time below one, going on from the top.

    Returns:
        Its number; None where the list has no unread story, or ``after`` is the only one.
    """
    selection = select(connection, replace(query, unread_only=True, kept=frozenset()))
    at = place(connection, after) if after else None
    row = None
    if at is not None:
        below, bound = selection.in_order("(time, n) < (?, ?)", at)
        row = connection.execute(f"{below} ORDER BY time DESC, n DESC LIMIT 1", bound).fetchone()
    if row is None:
        newest, bound = selection.in_order()
        row = connection.execute(f"{newest} ORDER BY time DESC, n DESC LIMIT 1", bound).fetchone()
    return None if row is None or (at is not None and row[0] == at[1]) else int(row[0])


def load(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Headline]:
    """Read the headlines of stories, in the order of the numbers."""
    found = _load(connection, "n", numbers)
    return [found[n] for n in numbers]


def load_by_id(connection: sqlite3.Connection, story_ids: Collection[str]) -> dict[str, Headline]:
    """Read the headlines of stories, by id; unknown ones are left out."""
    return {headline.id: headline for headline in _load(connection, "id", list(story_ids)).values()}


def unread_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
    """Choose those stories that are unread."""
    unread: set[int] = set()
    for some in chunks(numbers):
        rows = connection.execute(f"SELECT n FROM stories WHERE is_read = 0 AND n IN ({placeholders(some)})", some)
        unread.update(n for (n,) in rows)
    return unread


def _load(connection: sqlite3.Connection, column: str, values: Sequence[object]) -> dict[int, Headline]:
    headlines: dict[int, Headline] = {}
    for some in chunks(values):
        rows = connection.execute(
            f"""
            SELECT n, id, feeds.key, feeds.name, stories.title, url, published, time, is_read, is_saved, is_muted,
                moves, badge_label, badge_direction, badge_percent
            FROM stories CROSS JOIN feeds USING (feed) WHERE stories.{column} IN ({placeholders(some)})
            """,
            some,
        )
        for row in rows:
            n, story_id, feed_key, source, title, url, published, time, is_read, is_saved, is_muted, moves, *badge = row
            label, direction, percent = badge
            headlines[n] = Headline(
                id=story_id,
                feed_key=feed_key,
                source=source,
                title=title,
                url=url,
                published=optional_time(published),
                time=from_us(time),
                is_read=bool(is_read),
                is_saved=bool(is_saved),
                is_muted=bool(is_muted),
                moves=moves,
                badge=None if label is None else Badge(label=label, direction=direction, percent=percent),
            )
    return headlines
