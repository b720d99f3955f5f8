"""The lock that keeps two processes from changing the state file at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tapewire.errors import StoreError
from tapewire.state.files import PRIVATE, reason_for

TIMEOUT_S = 10.0
"""How long to wait for another process: its changes take a tenth of a second."""

_POLL_S = 0.01


class LockError(StoreError):
    """The lock could not be had."""


@contextmanager
def exclusive(path: Path, *, timeout_s: float = TIMEOUT_S) -> Iterator[None]:
    """Hold the lock of a file while changing it.

    The system itself lets go of the lock when its holder dies, so that none is ever left behind. The lock's own file
    stays, and names the process that held it last and its machine.

    Args:
        path: The file that is to be changed; the lock lies beside it.
        timeout_s: How long to wait for another holder.

    Raises:
        LockError: Another process holds it for that long, or there cannot be a lock in the folder.
    """
    from filelock import FileLock, Timeout, UnixFileLock  # 30 ms that a start which changes nothing need not spend

    lock_path = path.with_name(path.name + ".lock")
    lock = FileLock(lock_path, timeout=timeout_s, mode=PRIVATE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(poll_interval=_POLL_S)
    except Timeout:
        raise LockError(
            f"{path} has been locked for {timeout_s:g} seconds by {_holder(lock_path)}. End that program and try again."
        ) from None
    except OSError as error:
        raise LockError(f"{path} could not be written: {reason_for(error)}.") from error
    try:
        if isinstance(lock, UnixFileLock):  # the others cannot be written to, or say so themselves
            _name_holder(lock_path)
        yield
    finally:
        lock.release()


def _name_holder(lock_path: Path) -> None:
    import socket

    with suppress(OSError):  # no more than a help for whoever waits
        lock_path.write_text(f"{os.getpid()} {socket.gethostname()}\n", encoding="utf-8")


def _holder(lock_path: Path) -> str:
    try:
        pid, host = lock_path.read_text(encoding="utf-8").split()[:2]
    except (OSError, ValueError):
        return "another program"
    return f"process {pid} on {host}"
