"""How many stories each term stands in, kept in memory until stories change.

SQLite counts them by reading through the index: a millisecond for a word that half of 100,000 stories share. The
ranking asks for the same common words again with every story that is opened.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection

from tapewire.library import postings
from tapewire.library.meta import change_count

_KEPT = 20_000
"""Terms; some two megabytes."""


class TermCounts:
    """Counts of terms, counted at most once for each state of the library. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changes = -1
        self._counts: dict[str, int] = {}

    def of(self, connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, int]:
        """See `tapewire.related.index.TermIndex.frequencies`."""
        changes = change_count(connection, "story_changes")
        with self._lock:
            if changes != self._changes or len(self._counts) > _KEPT:
                self._changes, self._counts = changes, {}
            counts = self._counts
        missing = [key for key in keys if key not in counts]
        if missing:
            found = postings.frequencies(connection, missing)
            counts.update((key, found.get(key, 0)) for key in missing)
        return {key: counts[key] for key in keys if counts[key]}
