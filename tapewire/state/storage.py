"""A TinyDB storage that a crash cannot halve, and that a damaged file does not stop.

TinyDB's own storage writes over the file in place: killed at the wrong moment it leaves one that no longer opens.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tinydb import Storage

from tapewire.errors import StoreError
from tapewire.state.files import Files, Identity, reason_for
from tapewire.state.layout import FORMAT, DamagedError, NewerFormatError, Tables, decode, encode


class DamagedStateError(StoreError):
    """The state file cannot be read as one; `AtomicStorage.recover` puts that right."""


class AtomicStorage(Storage):
    """Keeps tables in a JSON file that is replaced whole.

    Beside ``state.json`` there may lie ``state.json.bak``, the content before the last change; ``state.json.new``, a
    change that was never finished; and ``state.json.damaged-TIME``, what could not be read. Writing and recovering need
    the lock of `tapewire.state.lock`; reading does not, because the file is whole at every moment.

    Attributes:
        path: The file itself, where the given path was a symbolic link to it.
        notice: What was found damaged and what was done about it, in words; None if nothing was.
    """

    def __init__(
        self, path: Path, *, files: Files | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = Path(os.path.realpath(path))  # unlike `Path.resolve`, does not raise on a loop of links
        self.notice: str | None = None
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
            self._known = None
            return None
        except IsADirectoryError:
            raise StoreError(
                f"{self.path} is a folder, but should be the file of read marks and bookmarks. "
                "Move it away, or name another data folder with --data."
            ) from None
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror}.") from error
        if not content and not self._copy.exists():
            self._known = identity
            return None
        tables = self._decode(content, self.path)
        self._known = identity
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
            self._files.write_new(self._new, encode(data))
            self._files.keep_copy(self.path, self._copy)
            self._put_in_place()
        except OSError as error:
            raise StoreError(f"{self.path} could not be written: {reason_for(error)}.") from error

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
        """Set a damaged file aside and go on with the copy from before the last change; say so in `notice`.

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
        tables, copy_says = self._read_copy()
        self.notice = " ".join(filter(None, [f"{damage}.", copy_says, self._mend(tables) if mend else None]))
        return tables

    @property
    def _copy(self) -> Path:
        return self.path.with_name(self.path.name + ".bak")

    @property
    def _new(self) -> Path:
        return self.path.with_name(self.path.name + ".new")

    def _put_in_place(self) -> None:
        self._files.move(self._new, self.path)
        self._files.sync_folder(self.path.parent)
        self._known = self._files.identity(self.path)

    def _mend(self, tables: Tables | None) -> str | None:
        """Put tables in the place of the damaged file; say what became of it."""
        try:
            set_aside = self._set_aside()
            if tables is not None:
                self._files.write_new(self._new, encode(tables))
                self._put_in_place()
        except OSError as error:
            return f"It could not be mended on the disk: {reason_for(error)}."
        return None if set_aside is None else f"The damaged file is kept as {set_aside.name}."

    def _read_copy(self) -> tuple[Tables | None, str]:
        """The copy's tables, if it has any, and what to tell the user of it."""
        try:
            content, _ = self._files.read(self._copy)
            tables = self._decode(content, self._copy)
        except FileNotFoundError:
            return None, "There is no copy of it: read marks and bookmarks start anew."
        except (DamagedStateError, OSError) as error:
            return None, f"Nor can its copy be read ({error}): read marks and bookmarks start anew."
        return tables, "The copy from before the last change is used; that change, at most, is lost."

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

    def _decode(self, content: bytes, path: Path) -> Tables:
        try:
            return decode(content)
        except NewerFormatError as error:
            raise StoreError(
                f"{path} was written by a newer Tapewire (format {error.number}; this one knows {FORMAT}). "
                "It was left as it is. Update Tapewire, or name another data folder with --data."
            ) from error
        except DamagedError as error:
            raise DamagedStateError(f"{path} was damaged: it {error}") from error
