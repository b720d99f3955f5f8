"""The one thread that writes the state: gathers small changes, writes urgent ones at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

from tapewire.errors import StoreError
from tapewire.state.documents import Changes, IfMissing
from tapewire.state.layout import Document

GATHER_S = 0.1
"""How long changes wait for others. Together with the write itself (0.1 s for 17 MB) they are on the disk in 0.25 s."""

RETRY_S = 5.0
"""After how long what could not be written is tried again, if nothing else brings that about before."""

_Gathered = dict[str, dict[str, Document | None]]


class Writer:
    """Hands changes to a function that writes them, in one thread, in the order in which they came.

    Args:
        write: Writes changes; raises StoreError if it cannot. Never called twice at once.
        on_failure: Told why changes could not be written, or None once they were. They are kept, and tried again after
            a while, and with the next change, `flush` and `close`.
    """

    def __init__(self, write: Callable[[Changes], None], on_failure: Callable[[str | None], None]) -> None:
        self._write = write
        self._on_failure = on_failure
        self._wake = threading.Condition()
        self._waiting: _Gathered = {}
        self._in_flight: _Gathered = {}
        self._due_at: float | None = None
        self._is_failing = False
        self._requests: list[Future[None]] = []
        self._thread: threading.Thread | None = None
        self._closing = False

    def write_soon(self, changes: Changes) -> None:
        """Have changes written within a moment. Returns at once."""
        with self._wake:
            self._start()
            _merge(self._waiting, changes)
            soon = time.monotonic() + GATHER_S
            if self._due_at is None or soon < self._due_at:
                self._due_at = soon
                self._wake.notify()

    def write_now(self, changes: Changes) -> None:
        """Write changes, and whatever waits with them; return when they are on the disk.

        Raises:
            StoreError: They could not be written. They are kept and tried again.
        """
        written: Future[None] = Future()
        with self._wake:
            self._start()
            _merge(self._waiting, changes)
            self._requests.append(written)
            self._wake.notify()
        written.result()

    def flush(self) -> None:
        """Return when everything that waits is on the disk.

        Raises:
            StoreError: It could not be written.
        """
        with self._wake:
            idle = not (self._waiting or self._in_flight or self._requests)
        if not idle:
            self.write_now({})

    def close(self) -> None:
        """Take no more changes, write everything that waits, and end the thread. Doing so twice does no harm.

        Raises:
            StoreError: It could not be written, and is lost.
        """
        last: Future[None] | None = None
        with self._wake:
            if not self._closing and (self._waiting or self._in_flight):
                last = Future()
                self._requests.append(last)
            self._closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()
        if last is not None:
            last.result()

    def unwritten(self, table: str) -> dict[str, Document | None]:
        """What is not known to be on the disk yet, by key."""
        with self._wake:
            return {**self._in_flight.get(table, {}), **self._waiting.get(table, {})}

    def _start(self) -> None:
        if self._closing:
            raise StoreError("The state file is closed already.")
        if self._thread is None:
            # A daemon: a program that forgets to close ends all the same.
            self._thread = threading.Thread(target=self._run, name="tapewire-state", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (requests := self._next()) is not None:
            failure: Exception | None = None
            try:
                self._write(self._in_flight)
            except Exception as error:  # noqa: BLE001 -- whoever waits must be told, and the thread must live
                failure = error
            with self._wake:
                in_flight, self._in_flight = self._in_flight, {}
                if failure is not None:
                    _merge(in_flight, self._waiting)
                    self._waiting = in_flight
                    self._due_at = time.monotonic() + RETRY_S
            if failure is not None or self._is_failing:
                self._is_failing = failure is not None
                with suppress(Exception):  # a listener that fails must not stop the writing
                    self._on_failure(None if failure is None else str(failure))
            for written in requests:
                if failure is None:
                    written.set_result(None)
                else:
                    written.set_exception(failure)

    def _next(self) -> list[Future[None]] | None:
        """Wait for something to write: puts what waits in flight, returns who waits for it; None at the end."""
        with self._wake:
            while not self._requests:
                if self._closing:
                    return None
                wait_s = None if self._due_at is None else self._due_at - time.monotonic()
                if wait_s is not None and wait_s <= 0:
                    break
                self._wake.wait(wait_s)
            self._due_at = None
            self._in_flight, self._waiting = self._waiting, {}
            requests, self._requests = self._requests, []
            return requests


def _merge(into: _Gathered, changes: Changes) -> None:
    """Add later changes to earlier ones; of two to one document the later counts."""
    for table, documents in changes.items():
        merged = into.setdefault(table, {})
        for key, document in documents.items():
            if isinstance(document, IfMissing) and key in merged:
                document = merged[key] or Document(document)  # what was to be removed is to be there after all
            merged[key] = document
