"""A TinyDB storage that a crash cannot halve, and that a damaged file does not stop.

TinyDB's own storage writes over the file in place: killed at the wrong moment it leaves one that no longer opens.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from tinydb import Storage

from tapewire.errors import StoreError
from tapewire.state.files import Files, Identity, reason_for
from tapewire.state.layout import (
    FORMAT,
    DamagedError,
    NewerFormatError,
    Tables,
    decode,
    encode,
    serial_of,
    with_about,
)
from tapewire.state.rescue import Rescue, combine, losses, rescue

T = TypeVar("T")

DAYS_KEPT = 7
"""How many daily copies there are."""


class DamagedStateError(StoreError):
    """The state file cannot be read as one; `AtomicStorage.recover` puts that right."""


class AtomicStorage(Storage):
    """Keeps tables in a JSON file that is replaced whole.

    Beside ``state.json`` there may lie ``state.json.bak``, the content before the last change; ``state.json.DATE``, the
    content before the first change of that day (UTC); ``state.json.new``, a change that was never finished; and
    ``state.json.damaged-TIME``, what could not be read. Writing and recovering need
    the lock of `tapewire.state.lock`; reading does not, because the file is whole at every moment.

    Attributes:
        path: The file itself, where the given path was a symbolic link to it.
        notice: What was found damaged and what was done about it, in words; None if nothing was.
        serial: The number of the content that was last read or written here; see `layout.with_about`.
    """

    def __init__(
        self, path: Path, *, files: Files | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = Path(os.path.realpath(path))  # unlike `Path.resolve`, does not raise on a loop of links
        self.notice: str | None = None
        self.serial = 0
        self._files = files or Files()
        self._clock = clock
        self._known: Identity | None = None

    def read(self) -> Tables | None:
        """Read the tables; None where there is no file yet.

        Raises:
            DamagedStateError: The file is damaged, or gone while its copy is there: call `recover`.
            StoreError: It cannot be read, or was written by a newer program.
        """
        try:
            content, identity = self._files.read(self.path)
        except FileNotFoundError:
            if self._copy.exists():
                raise DamagedStateError(f"{self.path} is missing") from None
            self._known, self.serial = None, 0
            return None
        except IsADirectoryError:
            raise StoreError(
                f"{self.path} is a folder, but should be the file of read marks and bookmarks. "
                "Move it away, or name another data folder with --data."
            ) from None
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror}.") from error
        if not content and not self._copy.exists():
            self._known, self.serial = identity, 0
            return None
        tables = self._decode(content, self.path, decode)
        self._known, self.serial = identity, serial_of(tables)
        return tables

    def write(self, data: Tables) -> None:
        """Replace the file, so that at every moment either the old content or the new is there, whole.

        Raises:
            StoreError: It could not be written, or is another than was last read or written here. Whichever content is
                there is whole.
        """
        try:
            if self._files.identity(self.path) != self._known:
                # It must not become the copy: it may be damaged, or be changed by a program that knows no lock.
                raise StoreError(f"{self.path} could not be written: it is not the file that was read.")
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._files.write_new(self._new, encode(with_about(data, serial=self.serial + 1)))
            self._files.keep_copy(self.path, self._copy)
            self._put_in_place()
        except OSError as error:
            raise StoreError(f"{self.path} could not be written: {reason_for(error)}.") from error
        with suppress(OSError):  # the change itself is on the disk; the next one tries again
            self._files.keep_daily(
                self._copy, self._beside(f"{self._clock().astimezone(UTC):%Y-%m-%d}"), most=DAYS_KEPT
            )

    def changed(self) -> bool:
        """Whether the file is another than was last read or written here.

        Raises:
            StoreError: It cannot be looked at.
        """
        try:
            return self._files.identity(self.path) != self._known
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror}.") from error

    def recover(self, *, mend: bool = True) -> Tables | None:
        """Set a damaged file aside and go on with the best copy, and with what it still had; say so in `notice`.

        The best copy is the one from before the last change, else the latest daily one, that can be read.

        Args:
            mend: False to leave the disk as it is, where there is no lock to be had.

        Returns:
            What `read` would have: None where there is no copy that can be read.

        Raises:
            StoreError: The copy was written by a newer program, or the file cannot be read at all.
        """
        try:
            return self.read()
        except DamagedStateError as error:
            damage = str(error)
        found = self._rescue()
        tables, copy_says = self._best_copy()
        if tables is not None or found.tables:
            tables = combine(tables or {}, found)
        says = [f"{damage}.", copy_says, _loss(tables or {}, found), self._mend(tables) if mend else None]
        self.notice = " ".join(filter(None, says))
        return tables

    @property
    def _copy(self) -> Path:
        return self._beside("bak")

    @property
    def _new(self) -> Path:
        return self._beside("new")

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{suffix}")

    def _put_in_place(self) -> None:
        self._files.move(self._new, self.path)
        self._files.sync_folder(self.path.parent)
        self._known, self.serial = self._files.identity(self.path), self.serial + 1

    def _mend(self, tables: Tables | None) -> str | None:
        """Put tables in the place of the damaged file; say what became of it."""
        try:
            set_aside = self._set_aside()
            if tables is not None:
                self._files.write_new(self._new, encode(with_about(tables, serial=self.serial + 1)))
                self._put_in_place()
        except OSError as error:
            return f"It could not be mended on the disk: {reason_for(error)}."
        return None if set_aside is None else f"The damaged file is kept as {set_aside.name}."

    def _rescue(self) -> Rescue:
        """What the damaged file still has."""
        try:
            return self._understood(self.path, rescue)
        except (DamagedStateError, OSError):
            return Rescue({}, None)

    def _best_copy(self) -> tuple[Tables | None, str]:
        """The tables of the best copy, if there is one, and what to tell the user of it."""
        unreadable: list[str] = []
        try:
            dailies = self._files.dailies(self.path.parent, self.path.name)
        except OSError:
            dailies = []
        for copy in (self._copy, *dailies):
            try:
                identity = self._files.identity(copy)
                tables = self._understood(copy, decode)
            except FileNotFoundError:
                continue
            except (DamagedStateError, OSError) as error:
                unreadable.append(str(error))
                continue
            self.serial = serial_of(tables)
            return tables, f"The copy of {_time_of(identity)} is used."
        if unreadable:
            return None, f"Nor can any copy of it be read ({'; '.join(unreadable)})."
        return None, "There is no copy of it."

    def _set_aside(self) -> Path | None:
        """Give the damaged file another name; None where there is none. The caller holds the lock."""
        if not self.path.exists():
            return None
        stem = f"{self.path.name}.damaged-{self._clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
        target = self.path.with_name(stem)
        again = 1
        while target.exists():
            again += 1
            target = self.path.with_name(f"{stem}-{again}")
        self._files.move(self.path, target)
        self._known = None
        return target

    def _understood(self, path: Path, understand: Callable[[bytes], T]) -> T:
        return self._decode(self._files.read(path)[0], path, understand)

    def _decode(self, content: bytes, path: Path, understand: Callable[[bytes], T]) -> T:
        try:
            return understand(content)
        except NewerFormatError as error:
            raise StoreError(
                f"{path} was written by a newer Tapewire (format {error.number}; this one knows {FORMAT}). "
                "It was left as it is. Update Tapewire, or name another data folder with --data."
            ) from error
        except DamagedError as error:
            raise DamagedStateError(f"{path} was damaged: it {error}") from error


def _loss(tables: Tables, found: Rescue) -> str:
    """Say what is not there any more."""
    lost = losses(tables, found)
    if lost is None:
        return "What was changed since then, at most, is lost." if tables else "It starts anew, with nothing in it."
    return f"Lost: {lost}." if lost else "Nothing is lost."


def _time_of(identity: Identity | None) -> str:
    if identity is None:
        return "an unknown time"
    return f"{datetime.fromtimestamp(identity.modified_ns / 1e9, UTC):%Y-%m-%d %H:%M} UTC"
