"""Many TinyDB operations, one write."""

from __future__ import annotations

from tinydb import Storage

from tapewire.state.layout import Tables


class Transaction(Storage):
    """Holds the tables of another storage in memory, and writes them there once for many operations, or not at all."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._saved: Tables = {}
        self._current: Tables = {}

    def begin_from(self, tables: Tables | None) -> None:
        """Go on from other tables; None stands for none."""
        self._saved = self._current = tables or {}

    def read(self) -> Tables:
        """The tables as changed so far. TinyDB puts new tables in the place of old ones, so a shallow copy will do."""
        return dict(self._current)

    def write(self, data: Tables) -> None:
        """Take changed tables; `commit` writes them."""
        self._current = data

    def commit(self) -> None:
        """Write what changed, if anything did.

        Raises:
            StoreError: It could not be written.
        """
        if self._current is not self._saved:
            self._storage.write(self._current)
            self._saved = self._current

    def rollback(self) -> None:
        """Forget the changes since the last `commit`."""
        self._current = self._saved
