"""Looks for programs that keep others from writing to the stores."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tapewire.doctor.finding import Finding, quoted
from tapewire.paths import DataFolder

PATIENCE_S: Final = 1.0
"""How long a lock may be held before that is a fault: a change takes a tenth of a second."""


def check_locks(folder: DataFolder) -> list[Finding]:
    """Try each lock of a data folder that is there; a lock is let go of by the system when its holder ends."""
    held = [*_held(folder.state), *_held(folder.library), *_writing(folder.library)]
    return held or [Finding(area="locks", level="ok", what="No other program keeps the stores from being written to.")]


def _held(path: Path) -> list[Finding]:
    lock = path.with_name(path.name + ".lock")
    if not lock.exists():
        return []
    from filelock import FileLock, Timeout

    try:
        with FileLock(lock, timeout=PATIENCE_S):
            return []
    except Timeout:
        pid = _named(lock)
        if pid is None:
            what = f"{path} is locked by a program that does not say which it is."
            return [Finding(area="locks", level="fault", what=what, mend=f"fuser -v {quoted(lock)}")]
        what = f"{path} is locked by process {pid}. If it hangs, end it."
        return [Finding(area="locks", level="fault", what=what, mend=f"kill {pid}")]
    except OSError as error:
        what = f"The lock {lock} cannot be used: {error.strerror}."
        return [Finding(area="locks", level="fault", what=what, mend=f"rm {quoted(lock)}")]


def _named(lock: Path) -> int | None:
    """Which process of this machine the lock names; None where it names none that runs."""
    try:
        pid, host = lock.read_text(encoding="utf-8").split()[:2]
        if host != socket.gethostname():
            return None
        os.kill(int(pid), 0)
    except PermissionError:  # it runs, as another user's
        return int(pid)
    except (OSError, ValueError):
        return None
    return int(pid)


def _writing(path: Path) -> list[Finding]:
    if not path.exists():
        return []
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE_S)
        ) as connection:
            connection.isolation_level = None
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) == sqlite3.SQLITE_BUSY:
            what = f"Another program has been writing to {path} for {PATIENCE_S:g} second. If it hangs, end it."
            return [Finding(area="locks", level="fault", what=what, mend=f"fuser -v {quoted(path)}")]
    return []  # what else is wrong with the file is told of the library
