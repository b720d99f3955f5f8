"""The pages of all stories: to which event each belongs, and what is kept of it to find the event of the next."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from struct import Struct

from tapewire.analysis import AnalysedEntry
from tapewire.library.codec import from_us, unpack_terms
from tapewire.library.postings import StoredIndex
from tapewire.library.rows import chunks, placeholders
from tapewire.related.book import Page, Tie
from tapewire.related.events import Arrival, join

_TIE = Struct("<qf")
AT_ONCE = 12
"""How many stories of one document are given their events on arrival: a feed's first document, or one after long, may
bring hundreds, and nobody waits for their events."""
_COPIES_READ = 20
_MICRO = 1_000_000
_PAGE = "SELECT n, event, time, length, digest, sketch, figures, size, is_medley FROM pages"


def find_events(connection: sqlite3.Connection, added: Iterable[tuple[int, AnalysedEntry]]) -> None:
    """Find the events of stories that were entered into the index, in the order of their numbers.

    Args:
        connection: In a write transaction.
        added: Their numbers and what their analysis gave.
    """
    index, book = StoredIndex(connection), StoredBook(connection)
    for n, analysed in added:
        (time,) = connection.execute("SELECT time FROM stories WHERE n = ?", (n,)).fetchone()
        entry = analysed.entry
        arrival = Arrival(number=n, time=from_us(time), title=entry.title, text=entry.body.text, terms=analysed.terms)
        join(arrival, index, book)


def find_waiting(connection: sqlite3.Connection, *, most: int) -> int:
    """Find the events of stories that were put off, the newest first.

    Args:
        connection: In a write transaction.
        most: How many stories to take.

    Returns:
        How many were taken; 0 when none wait.
    """
    waiting = connection.execute(
        """
        SELECT n, time, title, text, terms FROM stories JOIN bodies USING (n)
        WHERE NOT EXISTS (SELECT 1 FROM pages WHERE pages.n = stories.n) ORDER BY n DESC LIMIT ?
        """,
        (most,),
    ).fetchall()
    index, book = StoredIndex(connection), StoredBook(connection)
    for n, time, title, text, terms in waiting:
        join(Arrival(number=n, time=from_us(time), title=title, text=text, terms=unpack_terms(terms)), index, book)
    return len(waiting)


class StoredBook:
    """A `tapewire.related.book.EventBook` in a library, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write through a connection."""
        self._connection = connection

    def pages(self, numbers: Collection[int]) -> Mapping[int, Page]:
        """See `EventBook`."""
        found: dict[int, Page] = {}
        for some in chunks(list(numbers)):
            rows = self._connection.execute(f"{_PAGE} WHERE n IN ({placeholders(some)})", some)
            found.update((row[0], _page(row)) for row in rows)
        return found

    def with_digest(self, digest: int) -> Sequence[Page]:
        """See `EventBook`."""
        rows = self._connection.execute(f"{_PAGE} WHERE digest = ? ORDER BY n DESC LIMIT ?", (digest, _COPIES_READ))
        return [_page(row) for row in rows]

    def member_count(self, event: int) -> int:
        """See `EventBook`."""
        return int(self._connection.execute("SELECT count(*) FROM pages WHERE event = ?", (event,)).fetchone()[0])

    def members(self, event: int, *, most: int) -> Sequence[int]:
        """See `EventBook`."""
        rows = self._connection.execute("SELECT n FROM pages WHERE event = ? ORDER BY n DESC LIMIT ?", (event, most))
        return [n for (n,) in rows]

    def new_event(self) -> int:
        """See `EventBook`."""
        return int(self._connection.execute("SELECT coalesce(max(event), 0) + 1 FROM pages").fetchone()[0])

    def ties(self, numbers: Collection[int]) -> Mapping[int, Sequence[Tie]]:
        """See `EventBook`."""
        found: dict[int, Sequence[Tie]] = {}
        for some in chunks(list(numbers)):
            rows = self._connection.execute(f"SELECT n, ties FROM pages WHERE n IN ({placeholders(some)})", some)
            found.update((n, [Tie(*tie) for tie in _TIE.iter_unpack(ties)]) for n, ties in rows)
        return found

    def enter(self, page: Page, ties: Sequence[Tie]) -> None:
        """See `EventBook`."""
        self._connection.execute(
            """
            INSERT INTO pages (n, event, time, length, digest, sketch, figures, size, is_medley, ties)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                page.number,
                page.event,
                None if page.seconds is None else round(page.seconds * _MICRO),
                page.length,
                page.digest,
                page.sketch,
                array("I", sorted(page.figures)).tobytes(),
                page.size,
                page.is_medley,
                b"".join(_TIE.pack(*tie) for tie in ties),
            ),
        )

    def merge(self, event: int, into: int) -> None:
        """See `EventBook`."""
        self._connection.execute("UPDATE pages SET event = ? WHERE event = ?", (into, event))


def _page(row: tuple[int, int, int | None, float, int, bytes, bytes, int, int]) -> Page:
    n, event, time, length, digest, sketch, figures, size, is_medley = row
    return Page(
        number=n,
        event=event,
        seconds=None if time is None else time / _MICRO,
        length=length,
        digest=digest,
        sketch=sketch,
        figures=frozenset(array("I", figures)),
        size=size,
        is_medley=bool(is_medley),
    )
