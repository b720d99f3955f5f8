"""Lists of what a search found. They are kept for a while: one screenful, its count and its places ask for the same."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict

from tapewire.library import headlines
from tapewire.library.meta import change_count
from tapewire.model import HeadlineQuery

_KEPT = 16
"""The list that is shown, those that a keystroke or two ago were shown, and the saved searches'."""


class Searches:
    """Searches, answered. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], list[int]] = OrderedDict()

    def found(self, connection: sqlite3.Connection, query: HeadlineQuery) -> list[int]:
        """List the numbers of the stories that a query asks for, in the order of the query.

        It is searched for anew only if something has changed since that could change what is found.
        """
        from tapewire.library import query_sql  # a start needs no search
        from tapewire.query.tree import Has, Is, Note, Tag, leaves

        asks_flags = any(isinstance(leaf, Has | Is | Note | Tag) for leaf in leaves(query.condition))
        has_flags = query.unread_only or query.saved_only or query.muted is not None or asks_flags
        flag_changes = change_count(connection, "flag_changes") if has_flags else None
        key = (query, change_count(connection, "story_changes"), flag_changes)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = query_sql.find(connection, query)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def next_unread(self, connection: sqlite3.Connection, query: HeadlineQuery, after: str | None) -> int | None:
        """Find the first unread story below one, going on from the top; see `headlines.next_unread`."""
        found = self.found(connection, query)
        unread = headlines.unread_of(connection, found)
        place = headlines.place(connection, after) if after else None
        start = found.index(place[1]) + 1 if place and place[1] in found else 0
        rest = found[start:] + found[: max(start - 1, 0)]
        return next((number for number in rest if number in unread), None)
