"""The library's file on the disk: opening it, and setting a damaged one aside."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tapewire.errors import StoreError
from tapewire.library.schema import check_format, migrate

BUSY_TIMEOUT_S = 20.0
"""How long a writer waits for another process's transaction: a feed's takes some 20 ms, all flags' a second."""

_WRITER_CACHE_KIB = 8 * 1024
_READER_CACHE_KIB = 2 * 1024
"""Of each of the few readers; the operating system keeps the rest of the file at hand."""
_CHECKPOINT_PAGES = 4_000
"""How much is written before the file proper is brought up to date: some twenty feeds. With SQLite's 1,000 a refresh
spends twice the time on it, as the same pages are written again and again."""
_WAL_LIMIT_BYTES = 16 * 1024 * 1024
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_COMPANIONS = ("", "-wal", "-shm")


def open_writer(path: Path | None) -> tuple[sqlite3.Connection, str | None]:
    """Open the library's file for reading and writing, make it if it is missing, and bring it to the present format.

    A damaged file is set aside under a new name and a fresh one made: a refresh brings its stories back.

    Args:
        path: The file; None for one in memory.

    Returns:
        The connection, and a sentence for the user if a damaged file was set aside.

    Raises:
        StoreError: The file cannot be used, and it would not help to make it anew.
    """
    try:
        if path is None:
            return _opened(None), None
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _marker(path).exists():
            try:
                return _opened(path), None
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
        return _opened_anew(path)
    except OSError as error:
        raise StoreError(
            f"The library's folder {path and path.parent} cannot be used: {error.strerror or error}."
        ) from error
    except StoreError as error:
        raise StoreError(f"The library {path} cannot be used: {error}.") from error
    except sqlite3.Error as error:
        raise in_words(error, path) from error


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a further connection to a library that is open, for reading only."""
    connection = _connected(path, _READER_CACHE_KIB)
    connection.execute("PRAGMA query_only = 1")
    return connection


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is damaged or no database at all."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED


def in_words(error: sqlite3.Error, path: Path | None) -> StoreError:
    """Say what went wrong and what helps; a damaged file is also noted, so that the next start sets it aside."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_damage(error):
        if path is not None:
            _note_damage(path)
        return StoreError(f"The library {path} is damaged ({error}). Start Tapewire again: it then makes a fresh one.")
    help_by_code = {
        sqlite3.SQLITE_BUSY: f"another program has been using it for {BUSY_TIMEOUT_S:g} seconds. End it and try again",
        sqlite3.SQLITE_FULL: "the disk is full. Free some space",
        sqlite3.SQLITE_READONLY: "it may not be written to. Check its permissions and its folder's",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Check that it is a file, its permissions and its folder's",
    }
    return StoreError(f"The library {path or 'in memory'} cannot be used: {help_by_code.get(code, str(error))}.")


def _opened(path: Path | None) -> sqlite3.Connection:
    connection = _connected(path, _WRITER_CACHE_KIB)
    try:
        check_format(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT_BYTES}")
        migrate(connection)
        connection.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path | None, cache_kib: int) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path or ":memory:", timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    return connection


def _opened_anew(path: Path) -> tuple[sqlite3.Connection, str]:
    from filelock import FileLock  # only ever needed here

    with FileLock(path.with_name(path.name + ".lock"), timeout=BUSY_TIMEOUT_S):
        if not _marker(path).exists():
            try:  # another process that found the damage as well may have been quicker
                return _opened(path), f"The library {path} was damaged; it was set aside and is built again."
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
        aside = _set_aside(path)
        _marker(path).unlink(missing_ok=True)
        return _opened(path), f"The library was damaged. It was set aside as {aside} and is built again by a refresh."


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for companion in _COMPANIONS:
        part = path.with_name(path.name + companion)
        if part.exists():
            part.rename(aside.with_name(aside.name + companion))
    return aside


def _marker(path: Path) -> Path:
    return path.with_name(path.name + ".is-damaged")


def _note_damage(path: Path) -> None:
    with suppress(OSError):  # then the next start runs into the damage as this one did
        _marker(path).touch()
