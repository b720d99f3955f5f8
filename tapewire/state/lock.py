"""The lock that keeps two processes from changing the state file at once."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tapewire.errors import StoreError
from tapewire.state.files import PRIVATE, reason_for

TIMEOUT_S = 10.0
"""How long to wait for another process: its changes take a tenth of a second."""

_POLL_S = 0.01
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)


class LockError(StoreError):
    """The lock could not be had."""


class Held:
    """A lock that is held.

    Its file names the process that held it last and its machine, and the number of the content that was written last:
    a network file system may show that content later than it hands over the lock.
    """

    def __init__(self, lock_path: Path, *, is_kept: bool) -> None:
        """Take over a lock; its file can be written to if it is one that is kept."""
        self._path = lock_path
        self._is_kept = is_kept
        self.serial = _serial(lock_path) if is_kept else 0
        self.note(self.serial)

    def note(self, serial: int) -> None:
        """Note the number of the content that is there now."""
        import socket

        self.serial = serial
        if self._is_kept:
            with suppress(OSError):  # no more than a help for whoever comes next
                self._path.write_text(f"{os.getpid()} {socket.gethostname()} {serial}\n", encoding="utf-8")


@contextmanager
def exclusive(path: Path, *, timeout_s: float = TIMEOUT_S) -> Iterator[Held]:
    """Hold the lock of a file while changing it.

    The system itself lets go of the lock when its holder dies, so that none is ever left behind. Where the file system
    knows no locks, one is made of a file ``.lock.holder`` that names its process and machine and is deleted at the end;
    one that was left behind is recognised by there being no such process on this machine any more.

    Args:
        path: The file that is to be changed; the lock lies beside it.
        timeout_s: How long to wait for another holder.

    Raises:
        LockError: Another process holds it for that long, or there cannot be a lock in the folder.
    """
    from filelock import FileLock, SoftFileLock, Timeout, UnixFileLock  # 30 ms that a mere start need not spend

    lock_path = path.with_name(path.name + ".lock")
    lock: FileLock | SoftFileLock = FileLock(lock_path, timeout=timeout_s, mode=PRIVATE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            lock.acquire(poll_interval=_POLL_S)
        except OSError as error:
            if isinstance(error, Timeout) or error.errno not in _NO_LOCKS:
                raise
            lock_path = path.with_name(path.name + ".lock.holder")
            lock = SoftFileLock(lock_path, timeout=timeout_s, mode=PRIVATE)
            lock.acquire(poll_interval=_POLL_S)
    except Timeout:
        raise LockError(
            f"{path} has been locked for {timeout_s:g} seconds by {_holder(lock_path)}. End that program and try again."
            f"{f' If it has ended, delete {lock_path}.' if isinstance(lock, SoftFileLock) else ''}"
        ) from None
    except OSError as error:
        raise LockError(f"{path} could not be written: {reason_for(error)}.") from error
    try:
        yield Held(lock_path, is_kept=isinstance(lock, UnixFileLock))
    finally:
        lock.release()


def _serial(lock_path: Path) -> int:
    try:
        return int(lock_path.read_text(encoding="utf-8").split()[2])
    except (OSError, ValueError, IndexError):
        return 0


def _holder(lock_path: Path) -> str:
    try:
        pid, host = lock_path.read_text(encoding="utf-8").split()[:2]
    except (OSError, ValueError):
        return "another program"
    return f"process {pid} on {host}"
