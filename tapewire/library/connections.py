"""Who may use the library's file when: one writer at a time, any number of readers that never wait for it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tapewire.errors import StoreError
from tapewire.library.files import in_words, open_reader, open_writer


class Connections:
    """The connections of one open library."""

    def __init__(self, path: Path | None) -> None:
        """Open the file.

        Args:
            path: The file; None for a library in memory, whose readers do wait for the writer.

        Raises:
            StoreError: It cannot be used.
        """
        self._path = path
        self._writer, self.notice = open_writer(path)
        self._writing = threading.Lock()
        self._pooling = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the writer for one transaction, which is kept only if nothing is raised.

        Raises:
            StoreError: The library is closed, in another program's hands for too long, damaged, or the disk is full.
        """
        with self._writing, self._worded():
            self._writer.execute("BEGIN IMMEDIATE")
            with _finished(self._writer, "COMMIT"):
                yield self._writer

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold a connection that sees one unchanging state of the library.

        Raises:
            StoreError: The library is closed or damaged.
        """
        if self._path is None:
            with self._writing, self._worded():
                yield self._writer
            return
        with self._worded():
            connection = self._take()
            try:
                connection.execute("BEGIN")
                with _finished(connection, "ROLLBACK"):
                    yield connection
            finally:
                self._give_back(connection)

    def close(self) -> None:
        """Let go of the file, after what is being written. Readers at work finish first. May be called twice."""
        with self._pooling:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._writing:
            self._writer.close()

    def _take(self) -> sqlite3.Connection:
        with self._pooling:
            if self._idle and not self._is_closed:
                return self._idle.pop()
        assert self._path is not None
        return open_reader(self._path)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._pooling:
            if not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def _worded(self) -> Iterator[None]:
        if self._is_closed:
            raise StoreError("The library has been closed.")
        try:
            yield
        except sqlite3.Error as error:
            raise in_words(error, self._path) from error


@contextmanager
def _finished(connection: sqlite3.Connection, last: str) -> Iterator[None]:
    try:
        yield
        connection.execute(last)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
