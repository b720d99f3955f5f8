"""Folders on network file systems: replaced files that are seen late, and no locks."""

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tapewire.errors import StoreError
from tapewire.model import Bookmark
from tapewire.state import documents
from tapewire.state.files import Files, Identity
from tapewire.state.storage import AtomicStorage
from tapewire.state.store import StateStore

A, B, C = "a" * 16, "b" * 16, "c" * 16

MakeBookmark = Callable[..., Bookmark]


class LateFiles(Files):
    """Goes on showing the content that was there when `late` was set, for so many looks."""

    def __init__(self) -> None:
        self.late = 0
        self._old: tuple[bytes, Identity] | None = None

    def fall_behind(self, path: Path, looks: int) -> None:
        self._old, self.late = super().read(path), looks

    def read(self, path: Path) -> tuple[bytes, Identity]:
        return self._old if self._old is not None and self._is_late(path) else super().read(path)

    def identity(self, path: Path) -> Identity | None:
        return self._old[1] if self._old is not None and self._is_late(path) else super().identity(path)

    def _is_late(self, path: Path) -> bool:
        self.late -= path.name == "state.json"
        return path.name == "state.json" and self.late >= 0


def test_a_file_replaced_elsewhere_and_seen_late_is_waited_for(
    state_file: Path, make_bookmark: MakeBookmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_POLL_S", 0.0)
    files = LateFiles()
    here = StateStore(AtomicStorage(state_file, files=files))
    here.save_bookmark(make_bookmark(A))
    files.fall_behind(state_file, looks=5)
    elsewhere = StateStore.open(state_file)
    elsewhere.save_bookmark(make_bookmark(B))
    elsewhere.close()
    here.save_bookmark(make_bookmark(C))
    here.close()
    assert files.late < 0, "the old content was seen to its end"
    assert StateStore.open(state_file).saved_ids() == {A, B, C}


def test_an_older_file_that_the_user_put_back_is_taken_as_it_is(
    state_file: Path, make_bookmark: MakeBookmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LATE_S", 0.0)
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    old = state_file.read_bytes()
    store.save_bookmark(make_bookmark(B))
    store.close()
    state_file.write_bytes(old)
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(C))
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A, C}
    serial = json.loads(state_file.read_text(encoding="utf-8"))["tapewire"]["1"]["serial"]
    lock = state_file.with_name("state.json.lock").read_text(encoding="utf-8")
    assert lock == f"{os.getpid()} {socket.gethostname()} {serial}\n"


def test_a_file_that_is_replaced_while_it_is_opened_is_opened_anew(
    state_file: Path, make_bookmark: MakeBookmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.close()
    stale = iter([True, True])
    open_path = Path.open

    def open_stale(path: Path, *args: str):
        if next(stale, False):
            raise OSError(errno.ESTALE, "Stale file handle")
        return open_path(path, *args)

    monkeypatch.setattr(Path, "open", open_stale)
    assert StateStore.open(state_file).saved_ids() == {A}


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("Windows has locks everywhere")
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.usefixtures("no_locks")
def test_where_there_are_no_locks_a_file_stands_for_one(state_file: Path, make_bookmark: MakeBookmark) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.save_bookmark(make_bookmark(B))
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A, B}
    assert not state_file.with_name("state.json.lock.holder").exists()


@pytest.mark.usefixtures("no_locks")
def test_such_a_lock_is_stale_when_its_process_is_gone(state_file: Path, make_bookmark: MakeBookmark) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    state_file.parent.mkdir()
    holder = state_file.with_name("state.json.lock.holder")
    holder.write_text(f"{gone.pid}\n{socket.gethostname()}\n", encoding="utf-8")
    holder.chmod(0o600)
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A}


@pytest.mark.usefixtures("no_locks")
def test_such_a_lock_of_another_machine_is_named_with_what_to_do(state_file: Path, make_bookmark: MakeBookmark) -> None:
    state_file.parent.mkdir()
    holder = state_file.with_name("state.json.lock.holder")
    holder.write_text("4711\nexample-host\n", encoding="utf-8")
    holder.chmod(0o600)
    store = StateStore.open(state_file, lock_timeout_s=0.05)
    with pytest.raises(StoreError) as refused:
        store.save_bookmark(make_bookmark(A))
    assert str(refused.value) == (
        f"{state_file} has been locked for 0.05 seconds by process 4711 on example-host. "
        "End that program and try again."
        f" If it has ended, delete {holder}. "
        "What you change is kept in memory, and writing it is tried again every few seconds."
    )
    holder.unlink()
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A}
