"""Looks at the two stores without changing them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tapewire.doctor.finding import Area, Finding, quoted
from tapewire.errors import StoreError
from tapewire.library.schema import check_format
from tapewire.paths import DataFolder
from tapewire.state.layout import DamagedError, NewerFormatError, decode
from tapewire.state.storage import AtomicStorage, DamagedStateError
from tapewire.state.store import BOOKMARKS, READ


def check_library(folder: DataFolder) -> list[Finding]:
    """Check the library's file: its format, and whether each of its pages is whole (0.3 s for 100,000 stories)."""
    path = folder.library
    marker = path.with_name(path.name + ".is-damaged")
    found = _set_aside("library", path)
    if marker.exists():
        what = f"{path} was found damaged; the next start sets it aside and builds it again."
        return [Finding(area="library", level="fault", what=what, mend="tapewire refresh"), *found]
    if not path.exists():
        what = "There is no library yet; a refresh makes it."
        return [Finding(area="library", level="ok", what=what), *found]
    rebuild = f"touch {quoted(marker)} && tapewire refresh"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            check_format(connection)
            damage = [row[0] for row in connection.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
            stories = connection.execute("SELECT coalesce(sum(total), 0) FROM feeds").fetchone()[0]
    except StoreError as error:
        mend = f"mv {quoted(path)} {quoted(path.with_name(path.name + '.aside'))}"
        return [Finding(area="library", level="fault", what=f"{path} cannot be used: {error}.", mend=mend), *found]
    except sqlite3.OperationalError as error:  # it is not the content, but the way to it
        what = f"{path} cannot be read: {error}."
        return [Finding(area="library", level="fault", what=what, mend=f"ls -l {quoted(path)}*"), *found]
    except sqlite3.DatabaseError as error:
        what = f"{path} is damaged ({error}). Stories that feeds still list come back, and bookmarks are not in it."
        return [Finding(area="library", level="fault", what=what, mend=rebuild), *found]
    if damage:
        what = f"{path} is damaged ({damage[0].splitlines()[-1]}). Bookmarks and read marks are not in it."
        return [Finding(area="library", level="fault", what=what, mend=rebuild), *found]
    size = path.stat().st_size / 1_000_000
    what = f"{path} is whole: {stories:,} stories in {size:,.1f} MB."
    return [Finding(area="library", level="ok", what=what), *found]


def check_state(folder: DataFolder) -> list[Finding]:
    """Check the file of read marks and bookmarks, and its previous copy."""
    path = folder.state
    found = _set_aside("state", path)
    try:
        tables = AtomicStorage(path).read()
    except DamagedStateError as error:
        sound = _copy_fault(path) == ""
        copy = "The copy from before the last change is whole" if sound else "There is no copy that can be read"
        what = f"{error}. {copy}; the next start goes on with {'it' if sound else 'none'} and keeps the damaged file."
        return [Finding(area="state", level="fault", what=what, mend="tapewire bookmarks"), *found]
    except StoreError as error:
        return [Finding(area="state", level="fault", what=str(error), mend=f"ls -l {quoted(path)}*"), *found]
    if tables is None:
        what = "There are no read marks and bookmarks yet."
        return [Finding(area="state", level="ok", what=what), *found]
    read, saved = len(tables.get(READ, {})), len(tables.get(BOOKMARKS, {}))
    what = f"{path} is whole: {read:,} read marks and {saved:,} bookmarks."
    found.insert(0, Finding(area="state", level="ok", what=what))
    copy_fault = _copy_fault(path)
    if copy_fault:
        what = f"The previous copy of {path} cannot be read: it {copy_fault}. The next change replaces it."
        found.append(Finding(area="state", level="note", what=what, mend=f"rm {quoted(_copy(path))}"))
    if os.name != "nt" and path.stat().st_mode & 0o077:
        what = f"Other users may read {path}, and so what you read."
        found.append(Finding(area="state", level="note", what=what, mend=f"chmod 600 {quoted(path)}"))
    return found


def _copy(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _copy_fault(path: Path) -> str | None:
    """Why the previous copy cannot be read, in words that fit after "it"; empty: it can. None: there is none."""
    try:
        decode(_copy(path).read_bytes())
    except FileNotFoundError:
        return None
    except DamagedError as error:
        return str(error)
    except NewerFormatError as error:
        return f"has the newer format {error.number}"
    except OSError as error:
        return f"cannot be opened ({error.strerror})"
    return ""


def _set_aside(area: Area, path: Path) -> list[Finding]:
    parts = sorted(path.parent.glob(f"{path.name}.damaged-*")) if path.parent.is_dir() else []
    if not parts:
        return []
    names = ", ".join(part.name for part in parts)
    what = f"Damaged files were set aside here: {names}. If you miss nothing, they can go."
    return [Finding(area=area, level="note", what=what, mend="rm " + " ".join(quoted(part) for part in parts))]
