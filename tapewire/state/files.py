"""The few calls to the operating system that the state file is written with: the place where disks fail."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

PRIVATE = 0o600
"""Nobody else need know what the user reads."""


_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space",
    errno.EDQUOT: "the disk quota is used up. Free some space",
    errno.EFBIG: "it would be larger than files may be here. Raise the limit",
    errno.EROFS: "it lies on a read-only disk. Name another folder with --data",
    errno.EACCES: "the folder may not be written to. Change its permissions, or name another with --data",
    errno.EPERM: "the folder may not be written to. Change its permissions, or name another with --data",
    errno.EISDIR: "a folder lies where a copy of it belongs (.new, .bak). Move that folder away",
    errno.EIO: "the disk reports an error. Check the disk",
}
_DAY = re.compile(r"\.[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STALE_TRIES = 3
"""How often a file is opened anew that another machine replaced between our finding and our reading it."""
_NO_SECOND_NAMES = (errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


class Identity(NamedTuple):
    """Tells one content of a file from the next without reading it."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int


class Files:
    """Reads and writes the state file and its companions. Every method raises `OSError` as the system gives it."""

    def read(self, path: Path) -> tuple[bytes, Identity]:
        """Read a file whole, and tell which content it was."""
        return _unless_stale(lambda: _read(path))

    def identity(self, path: Path) -> Identity | None:
        """Tell which content a file has now; None where there is no file.

        The file is opened rather than looked up by name: a network file system asks its server then.
        """
        try:
            return _unless_stale(lambda: _look_at(path))
        except FileNotFoundError:
            return None

    def write_new(self, path: Path, chunks: Iterable[bytes], *, mode: int = PRIVATE) -> None:
        """Write a file, in the place of any of that name, and wait until it is on the disk."""
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())

    def keep_copy(self, path: Path, copy: Path) -> None:
        """Give a file, if it is there, a second name, which lasts when the first is given to a new file.

        Where the file system knows no second names, the file is moved there; ``path`` is then missing for a moment, but
        never both.
        """
        spare = copy.with_name(copy.name + ".new")
        spare.unlink(missing_ok=True)
        if not path.exists():
            return
        try:
            spare.hardlink_to(path)
        except OSError as error:
            if error.errno not in _NO_SECOND_NAMES:
                raise
            path.replace(copy)
        else:
            spare.replace(copy)
            spare.unlink(missing_ok=True)  # where both names were the same file already, the system leaves both

    def keep_daily(self, copy: Path, daily: Path, *, most: int) -> None:
        """Keep the previous content under a day's name as well, which costs no copying, and let old days go.

        Args:
            copy: The previous content; nothing is done where there is none.
            daily: The name for the day; nothing is done where it is there.
            most: How many days are kept. This one stays, of the others the latest: a clock that was wrong for a while
                takes up room, but puts nothing out.
        """
        if daily.exists() or not copy.exists():
            return
        try:
            daily.hardlink_to(copy)
        except OSError as error:
            if error.errno not in _NO_SECOND_NAMES:
                raise
            self.write_new(daily, [copy.read_bytes()])
        others = [path for path in self.dailies(daily.parent, daily.stem) if path != daily]
        for old in others[most - 1 :]:
            old.unlink(missing_ok=True)

    def dailies(self, folder: Path, stem: str) -> list[Path]:
        """The daily copies of a file, the latest first."""
        found = [path for path in folder.iterdir() if path.stem == stem and _DAY.fullmatch(path.suffix)]
        return sorted(found, reverse=True)

    def move(self, source: Path, target: Path) -> None:
        """Rename a file, in one step, over whatever is there."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk."""
        if os.name == "nt":  # Windows keeps names without being asked, and opens no folders
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason_for(error: OSError) -> str:
    """Say why a file could not be written and what to do about it, in words that fit after a colon."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def _read(path: Path) -> tuple[bytes, Identity]:
    with path.open("rb") as file:
        identity = _identity(file.fileno())
        return file.read(), identity


def _look_at(path: Path) -> Identity:
    with path.open("rb") as file:
        return _identity(file.fileno())


def _unless_stale(look: Callable[[], T]) -> T:
    """Look again where the file was replaced meanwhile and a network file system has let go of the old one."""
    for _ in range(_STALE_TRIES - 1):
        try:
            return look()
        except OSError as error:
            if error.errno != errno.ESTALE:
                raise
    return look()


def _identity(descriptor: int) -> Identity:
    status = os.fstat(descriptor)
    return Identity(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
