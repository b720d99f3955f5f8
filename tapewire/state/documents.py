"""Keyed documents in TinyDB tables, changed in such a way that no process loses what another wrote."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document as NumberedDocument

from tapewire.state.layout import Document, Tables
from tapewire.state.lock import TIMEOUT_S, Held, LockError, exclusive
from tapewire.state.storage import AtomicStorage, DamagedStateError
from tapewire.state.transaction import Transaction

KEY = "id"
"""The field by which a document is known."""

LATE_S = 3.0
"""How long to wait for a file that another machine replaced: network file systems look anew every three seconds."""
_POLL_S = 0.05


class IfMissing(Document):
    """A document that shall be there; one that is there already stays as it is."""


Changes = Mapping[str, Mapping[str, Document | None]]
"""By table and key: the fields that a document shall have, or None where there shall be no document.

Fields that are not named stay as they are. Such a change comes to the same however often it is made.
"""


class Documents:
    """The tables of one state file, or of memory alone. Not thread-safe.

    Attributes:
        generation: Rises whenever the tables were read anew and may hold another process's changes.
    """

    def __init__(self, storage: AtomicStorage | MemoryStorage, *, lock_timeout_s: float = TIMEOUT_S) -> None:
        self.generation = 0
        self._file = storage if isinstance(storage, AtomicStorage) else None
        self._lock_timeout_s = lock_timeout_s
        self._transaction = Transaction(storage)
        self._tinydb = TinyDB(storage=lambda: self._transaction)
        self._numbers: dict[str, dict[str, str]] = {}

    def table(self, name: str) -> dict[str, Document]:
        """The documents of a table by their keys. They must not be changed."""
        documents = self._transaction.read().get(name, {})
        return {key: documents[number] for key, number in self._numbers.get(name, {}).items()}

    def keys(self, name: str) -> Collection[str]:
        """The keys of a table's documents."""
        return self._numbers.get(name, {}).keys()

    def load_if_changed(self) -> None:
        """Read the tables if they are not those last read or written here.

        Raises:
            StoreError: They cannot be read.
        """
        try:
            self._load_if_changed()
        except DamagedStateError:
            try:
                with self._lock() as lock:
                    self._recover()
                    if lock is not None and self._file is not None:
                        lock.note(self._file.serial)
            except LockError:
                self._recover(mend=False)

    def apply(self, changes: Changes) -> None:
        """Make changes to what is on the disk now, whoever wrote it.

        Raises:
            StoreError: They could not be written; then none of them is made here.
        """
        with self._lock() as lock:
            try:
                self._load_if_changed()
                self._wait_for(lock)
            except DamagedStateError:
                self._recover()
            try:
                numbers = {name: self._change(name, wanted) for name, wanted in changes.items()}
                self._transaction.commit()
            except BaseException:
                self._transaction.rollback()
                raise
            self._numbers |= numbers
            if self._file is not None and lock is not None and lock.serial != self._file.serial:
                lock.note(self._file.serial)

    @contextmanager
    def _lock(self) -> Iterator[Held | None]:
        if self._file is None:
            yield None
        else:
            with exclusive(self._file.path, timeout_s=self._lock_timeout_s) as held:
                yield held

    def _wait_for(self, lock: Held | None) -> None:
        """Wait for the content that the lock's last holder wrote, should the file system show an older one.

        One that still is not there after a while never comes: the user put an older file there.
        """
        deadline = time.monotonic() + LATE_S
        while lock is not None and self._file is not None and self._file.serial < lock.serial:
            if time.monotonic() > deadline:
                return
            time.sleep(_POLL_S)
            self._load_if_changed()

    def _load_if_changed(self) -> None:
        if self._file is not None and (not self.generation or self._file.changed()):
            self._begin_from(self._file.read())

    def _recover(self, *, mend: bool = True) -> None:
        if self._file is not None:
            self._begin_from(self._file.recover(mend=mend))

    def _begin_from(self, tables: Tables | None) -> None:
        self._transaction.begin_from(tables)
        self._numbers = {name: _numbers_by_key(documents) for name, documents in (tables or {}).items()}
        self.generation += 1

    def _change(self, name: str, wanted: Mapping[str, Document | None]) -> dict[str, str]:
        """Change one table in memory, in two TinyDB operations at most; return its documents' numbers by key."""
        stored = self._transaction.read().get(name, {})
        numbers = dict(self._numbers.get(name, {}))
        free = max(map(int, stored), default=0) + 1
        gone: list[int] = []
        put: list[NumberedDocument] = []
        for key, fields in wanted.items():
            number = numbers.get(key)
            old = None if number is None else stored[number]
            if isinstance(fields, IfMissing) and old is not None:
                continue
            new = None if fields is None else {KEY: key, **(old or {}), **fields}
            if new == old:
                continue
            if number is not None:
                gone.append(int(number))
            if new is None:
                del numbers[key]
                continue
            if number is None:
                number, free = str(free), free + 1
            numbers[key] = number
            put.append(NumberedDocument(new, doc_id=int(number)))
        table = self._tinydb.table(name)
        if gone:
            table.remove(doc_ids=gone)
        if put:
            table.insert_multiple(put)
        return numbers


def _numbers_by_key(documents: dict[str, Document]) -> dict[str, str]:
    """Find each document by its key; of several with one key, which another program has made, drop all but the last.

    A document without a key is not ours: it stays in the file and is not looked at.
    """
    numbers = {key: number for number, document in documents.items() if isinstance(key := document.get(KEY), str)}
    if len(numbers) < len(documents):
        others = documents.keys() - numbers.values()
        for number in [number for number in others if isinstance(documents[number].get(KEY), str)]:
            del documents[number]
    return numbers
