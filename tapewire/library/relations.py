"""What hangs together in the library: related stories, the stories of an event, the events of a thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from tapewire.library.event_book import StoredBook
from tapewire.library.postings import StoredIndex
from tapewire.library.rows import chunks, placeholders
from tapewire.model import EventRole
from tapewire.related import ranking
from tapewire.related.ranking import Ranked
from tapewire.related.roles import Telling, assign_roles
from tapewire.related.threads import thread_events

MOST_TOLD = 200
"""How many stories of one event are listed at most, the newest."""


def related(connection: sqlite3.Connection, story_id: str, *, now: datetime, limit: int) -> list[Ranked]:
    """Rank the stories that have to do with one. See `tapewire.related.ranking.related`."""
    return ranking.related(story_id, StoredIndex(connection), StoredBook(connection), now=now, limit=limit)


def events_of(connection: sqlite3.Connection, story_ids: Collection[str]) -> dict[str, int]:
    """Tell which event each story belongs to; unknown stories, and those that were never grouped, are left out."""
    found: dict[str, int] = {}
    for some in chunks(list(story_ids)):
        found.update(
            connection.execute(
                f"SELECT id, event FROM stories JOIN pages USING (n) WHERE id IN ({placeholders(some)})", some
            )
        )
    return found


def tellings(connection: sqlite3.Connection, events: Collection[int]) -> dict[int, list[tuple[str, EventRole]]]:
    """List the stories of events, without muted ones.

    Args:
        connection: In a transaction.
        events: Which.

    Returns:
        For each event the ids of its stories with what each is in it, the lead first. An event all of whose stories
        are muted is left out.
    """
    book = StoredBook(connection)
    told: dict[int, list[tuple[str, EventRole]]] = {}
    for event in events:
        numbers = book.members(event, most=MOST_TOLD)
        rows = _rows(connection, numbers)
        pages = book.pages(list(rows))
        members = [Telling(page=pages[n], feed=feed, title=title) for n, (_, feed, title) in rows.items()]
        if members:
            told[event] = [(rows[each.page.number][0], role) for each, role in assign_roles(members)]
    return told


def thread(connection: sqlite3.Connection, story_id: str) -> list[int]:
    """List the events of a story's thread, its own first; empty if it is not known or was never grouped."""
    index, book = StoredIndex(connection), StoredBook(connection)
    number = index.number(story_id)
    page = None if number is None else book.pages([number]).get(number)
    if page is None:
        return []
    return [page.event, *thread_events(page.number, index, book)]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[str, int, str]]:
    rows: dict[int, tuple[str, int, str]] = {}
    for some in chunks(numbers):
        for n, story_id, feed, title in connection.execute(
            f"SELECT n, id, feed, title FROM stories WHERE NOT is_muted AND n IN ({placeholders(some)})", some
        ):
            rows[n] = (story_id, feed, title)
    return rows
