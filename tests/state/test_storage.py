"""Damaged files, failing disks, newer formats: what happens to the data, and the sentence that the user sees."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from tapewire.errors import StoreError
from tapewire.model import Bookmark
from tapewire.state.files import Files
from tapewire.state.storage import AtomicStorage
from tapewire.state.store import StateStore

A, B, C = "a" * 16, "b" * 16, "c" * 16

UNKNOWN = "What was changed since then, at most, is lost."
ONE = "Lost: 1 bookmark."
NOTHING = "Nothing is lost."

DAMAGE = {
    "truncated": (lambda content: content[:-40], {A}, ONE),
    "truncated between lines": (lambda content: content[: content.rindex(b"\n", 0, -2) + 1], {A, B}, NOTHING),
    "trailing garbage": (lambda content: content + b'"2": {}}\n', {A, B}, NOTHING),
    "not JSON": (lambda content: b"<html>not a state file</html>", {A}, UNKNOWN),
    "an array": (lambda content: b"[1, 2, 3]", {A}, UNKNOWN),
    "a table that is a list": (lambda content: b'{"read": [1]}', {A}, UNKNOWN),
    "a document that is a text": (lambda content: b'{"read": {"1": "a"}}', {A}, UNKNOWN),
    "documents without numbers": (lambda content: b'{"read": {"one": {}}}', {A}, UNKNOWN),
    "numbers in another form": (lambda content: b'{"read": {"007": {"id": "a"}}}', {A}, UNKNOWN),
    "a format that is a text": (lambda content: b'{"tapewire": {"1": {"format": "one"}}}', {A}, UNKNOWN),
    "NULs for all": (lambda content: b"\0" * len(content), {A}, UNKNOWN),
    "NULs at the end": (lambda content: content[:-30] + b"\0" * 30, {A}, ONE),
    "NULs in the first lines": (lambda content: content[:40] + b"\0" * 10 + content[50:], {A, B}, UNKNOWN),
    "empty": (lambda content: b"", {A}, UNKNOWN),
    "bytes that are no UTF-8": (lambda content: content.replace(b"Example", b"\xff\xfe\x80"), {A}, ONE),
    "a table's name lost": (lambda content: content.replace(b'"bookmarks": {\n', b"\n"), {A}, ONE),
    "nested without end": (lambda content: b'{"a":' * 100_000, {A}, UNKNOWN),
}


@pytest.fixture
def two_saved(state_file: Path, make_bookmark: Callable[..., Bookmark]) -> Path:
    """A state file with two bookmarks, whose previous copy has the first only."""
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.save_bookmark(make_bookmark(B))
    store.close()
    return state_file


def names_beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def names_but_daily(path: Path) -> list[str]:
    return [name for name in names_beside(path) if ".json.20" not in name]


@pytest.mark.parametrize(("damage", "left", "loss"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_set_aside_and_its_copy_and_what_is_whole_in_it_taken(
    two_saved: Path,
    damage: Callable[[bytes], bytes],
    left: set[str],
    loss: str,
    make_bookmark: Callable[..., Bookmark],
) -> None:
    damaged = damage(two_saved.read_bytes())
    two_saved.write_bytes(damaged)
    os.utime(two_saved.with_name("state.json.bak"), (1767605400, 1767605400))
    store = StateStore(AtomicStorage(two_saved, clock=lambda: datetime(2026, 1, 5, 9, 30, 7, tzinfo=UTC)))
    assert store.saved_ids() == left
    assert store.notice is not None
    assert store.notice.startswith(f"{two_saved} was damaged: it ")
    assert store.notice.endswith(
        f". The copy of 2026-01-05 09:30 UTC is used. {loss} "
        "The damaged file is kept as state.json.damaged-20260105T093007Z."
    )
    assert two_saved.with_name("state.json.damaged-20260105T093007Z").read_bytes() == damaged
    store.save_bookmark(make_bookmark(C))
    store.close()
    again = StateStore.open(two_saved)
    assert (again.saved_ids(), again.notice) == (left | {C}, None)


def test_what_is_lost_is_counted_by_its_kind(state_file: Path, now: datetime) -> None:
    ids = [f"{number:016x}" for number in range(3_000)]
    store = StateStore.open(state_file)
    store.mark_read(ids, read=True, now=now)
    store.close()
    state_file.write_bytes(state_file.read_bytes()[:100_000])
    store = StateStore.open(state_file)
    left = len(store.read_ids())
    assert 1_000 < left < 2_000
    assert store.notice is not None
    assert f"There is no copy of it. Lost: {3_000 - left:,} read marks. The damaged file is kept" in store.notice


def test_where_the_last_copy_is_damaged_too_the_latest_daily_one_is_taken(state_file: Path, make_bookmark) -> None:
    day = datetime(2026, 1, 4, 23, 59, tzinfo=UTC)
    store = StateStore(AtomicStorage(state_file, clock=lambda: day))
    for story_id in (A, B, C):
        store.save_bookmark(make_bookmark(story_id))
    store.close()
    assert "state.json.2026-01-04" in names_beside(state_file)
    for name in ("state.json", "state.json.bak"):
        state_file.with_name(name).write_bytes(b"\0")
    store = StateStore.open(state_file)
    assert store.saved_ids() == {A}, "as it was before the second change of that day, when there first was something"


def test_daily_copies_are_kept_for_a_week_whatever_the_clock_does(state_file: Path, make_bookmark) -> None:
    times = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 12)]
    times += [datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 1, 12, 5, tzinfo=UTC)]
    clock = iter(())
    store = StateStore(AtomicStorage(state_file, clock=lambda: next(clock)))
    for number, time in enumerate(times):
        clock = iter([time])
        store.save_bookmark(make_bookmark(f"{number:016x}"))
        if time.year == 2025:
            assert "state.json.2025-06-01" in names_beside(state_file), "the clock jumped back: a copy all the same"
    store.close()
    days = [name for name in names_beside(state_file) if ".202" in name]
    assert days == [f"state.json.2026-01-{day:02}" for day in range(6, 13)]
    kept = json.loads(state_file.with_name(days[-1]).read_text(encoding="utf-8"))
    assert len(kept["bookmarks"]) == 12, "the content before that day's first change"


def test_a_daily_copy_that_cannot_be_made_does_not_stop_a_change(
    state_file: Path, make_bookmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Files, "keep_daily", fail)
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A}


def test_a_damaged_file_without_a_copy_is_set_aside_and_said_so(two_saved: Path) -> None:
    for copy in two_saved.parent.glob("state.json.[b2]*"):
        copy.unlink()
    two_saved.write_bytes(b"{")
    store = StateStore.open(two_saved)
    assert store.saved_ids() == frozenset()
    assert store.notice is not None
    assert "There is no copy of it. It starts anew, with nothing in it." in store.notice
    assert not two_saved.exists()
    assert StateStore.open(two_saved).notice is None


def test_a_damaged_file_with_a_damaged_copy_is_set_aside_and_said_so(two_saved: Path, now: datetime) -> None:
    for copy in two_saved.parent.glob("state.json.[b2]*"):
        copy.write_bytes(b"\0\0")
    two_saved.write_bytes(b"{")
    store = StateStore.open(two_saved)
    assert store.notice is not None
    assert "Nor can any copy of it be read" in store.notice
    assert "holds nothing but NUL bytes" in store.notice
    store.mark_read([A], read=True, now=now)
    store.close()
    assert StateStore.open(two_saved).read_ids() == {A}


def test_damaged_files_do_not_replace_each_other(two_saved: Path) -> None:
    for content in (b"one", b"two", b"three"):
        two_saved.write_bytes(content)
        StateStore(AtomicStorage(two_saved, clock=lambda: datetime(2026, 1, 5, tzinfo=UTC)))
    kept = [name for name in names_beside(two_saved) if "damaged" in name]
    assert [two_saved.with_name(name).read_bytes() for name in kept] == [b"one", b"two", b"three"]


def test_a_file_that_is_gone_is_made_anew_from_its_copy(two_saved: Path) -> None:
    two_saved.unlink()
    store = StateStore.open(two_saved)
    assert store.saved_ids() == {A}
    assert store.notice is not None
    assert store.notice.startswith(f"{two_saved} is missing. The copy of ")
    assert store.notice.endswith(" is used. What was changed since then, at most, is lost.")
    assert two_saved.exists()


def test_a_file_damaged_under_an_open_store_is_mended_with_its_next_change(
    two_saved: Path, make_bookmark: Callable[..., Bookmark]
) -> None:
    store = StateStore.open(two_saved)
    two_saved.write_bytes(b"{")
    store.save_bookmark(make_bookmark(C))
    assert store.saved_ids() == {A, C}
    assert store.notice is not None
    store.close()
    assert StateStore.open(two_saved).saved_ids() == {A, C}


def test_an_empty_file_and_an_empty_object_are_a_new_state(state_file: Path, now: datetime) -> None:
    for content in (b"", b"{}"):
        state_file.parent.mkdir(exist_ok=True)
        state_file.write_bytes(content)
        store = StateStore.open(state_file)
        assert (store.read_ids(), store.notice) == (frozenset(), None)
        store.mark_read([A], read=True, now=now)
        store.close()
        assert StateStore.open(state_file).read_ids() == {A}
        for name in names_beside(state_file):
            state_file.with_name(name).unlink()


def test_a_file_written_by_hand_over_many_lines_is_read(state_file: Path) -> None:
    state_file.parent.mkdir()
    state_file.write_text(json.dumps({"read": {"7": {"id": A}, "9": {"id": B}}}, indent=4), encoding="utf-8")
    assert StateStore.open(state_file).read_ids() == {A, B}


@pytest.mark.parametrize("name", ["state.json", "state.json.bak"])
def test_a_newer_format_is_refused_and_left_as_it_is(two_saved: Path, name: str) -> None:
    two_saved.write_bytes(b"{")
    newer = two_saved.with_name(name)
    newer.write_bytes(b'{"tapewire": {"1": {"format": 3}}, "read": ["another shape"]}')
    before = {each: two_saved.with_name(each).read_bytes() for each in names_beside(two_saved)}
    with pytest.raises(StoreError) as refused:
        StateStore.open(two_saved)
    assert str(refused.value) == (
        f"{newer} was written by a newer Tapewire (format 3; this one knows 2). It was left as it is. "
        "Update Tapewire, or name another data folder with --data."
    )
    assert {each: two_saved.with_name(each).read_bytes() for each in names_beside(two_saved)} == before


def test_a_newer_program_that_takes_the_file_over_stops_our_writing_only(two_saved: Path, now: datetime) -> None:
    store = StateStore.open(two_saved)
    two_saved.write_bytes(b'{"tapewire": {"1": {"format": 3}}}')
    store.mark_read([A], read=True, now=now)
    with pytest.raises(StoreError, match="newer Tapewire"):
        store.close()
    assert store.is_read(A)
    assert two_saved.read_bytes() == b'{"tapewire": {"1": {"format": 3}}}'


def test_a_folder_in_the_place_of_the_file_is_named(state_file: Path) -> None:
    state_file.mkdir(parents=True)
    with pytest.raises(StoreError) as refused:
        StateStore.open(state_file)
    assert str(refused.value) == (
        f"{state_file} is a folder, but should be the file of read marks and bookmarks. "
        "Move it away, or name another data folder with --data."
    )


@pytest.mark.parametrize("name", ["state.json.new", "state.json.bak"])
def test_a_folder_in_the_place_of_a_copy_is_said_and_once_it_is_gone_all_is_written(
    two_saved: Path, make_bookmark: Callable[..., Bookmark], name: str
) -> None:
    store = StateStore.open(two_saved)
    two_saved.with_name(name).unlink(missing_ok=True)
    two_saved.with_name(name).mkdir()
    with pytest.raises(StoreError, match="a folder lies where a copy of it belongs"):
        store.save_bookmark(make_bookmark(C))
    two_saved.with_name(name).rmdir()
    store.close()
    assert StateStore.open(two_saved).saved_ids() == {A, B, C}


FAULTS = {
    "full disk": (errno.ENOSPC, "the disk is full. Free some space."),
    "quota": (errno.EDQUOT, "the disk quota is used up. Free some space."),
    "read-only disk": (errno.EROFS, "it lies on a read-only disk. Name another folder with --data."),
    "read-only folder": (
        errno.EACCES,
        "the folder may not be written to. Change its permissions, or name another with --data.",
    ),
    "broken disk": (errno.EIO, "the disk reports an error. Check the disk."),
}


@pytest.mark.parametrize("call", ["write_new", "keep_copy", "move", "sync_folder"])
@pytest.mark.parametrize(("number", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_bookmark_that_cannot_be_written_is_refused_in_words(
    state_file: Path,
    failing_files,
    failing_store: StateStore,
    make_bookmark: Callable[..., Bookmark],
    call: str,
    number: int,
    words: str,
) -> None:
    failing_store.save_bookmark(make_bookmark(A))
    failing_files.fails, failing_files.error = call, OSError(number, os.strerror(number))
    with pytest.raises(StoreError) as refused:
        failing_store.save_bookmark(make_bookmark(B))
    assert str(refused.value) == (
        f"{state_file} could not be written: {words} "
        "What you change is kept in memory, and writing it is tried again every few seconds."
    )
    assert failing_store.notice == str(refused.value)
    assert failing_store.saved_ids() == {A}
    assert StateStore.open(state_file).saved_ids() >= {A}
    failing_files.fails = None
    failing_store.save_bookmark(make_bookmark(C))
    assert failing_store.saved_ids() == {A, B, C}
    assert failing_store.notice is None


def test_read_marks_that_cannot_be_written_are_kept_and_written_with_the_next(
    state_file: Path, failing_files, now: datetime
) -> None:
    told: list[str] = []
    store = StateStore(AtomicStorage(state_file, files=failing_files), on_problem=told.append)
    failing_files.fails, failing_files.error = "write_new", OSError(errno.ENOSPC, "No space left on device")
    store.mark_read([A], read=True, now=now)
    with pytest.raises(StoreError, match="the disk is full"):
        store.flush()
    sentence = (
        f"{state_file} could not be written: the disk is full. Free some space. "
        "What you change is kept in memory, and writing it is tried again every few seconds."
    )
    assert (store.notice, told) == (sentence, [sentence])
    assert store.is_read(A)
    failing_files.fails = None
    store.mark_read([B], read=True, now=now)
    store.flush()
    assert store.notice is None
    assert StateStore.open(state_file).read_ids() == {A, B}
    store.close()


def test_marks_that_failed_are_tried_again_on_closing(
    state_file: Path, failing_files, failing_store: StateStore, now: datetime
) -> None:
    failing_files.fails, failing_files.error = "move", OSError(errno.EIO, "Input/output error")
    failing_store.mark_read([A], read=True, now=now)
    with pytest.raises(StoreError):
        failing_store.flush()
    failing_store.mark_read([B], read=True, now=now)
    failing_store.mark_read([A], read=False, now=now)
    failing_files.fails = None
    failing_store.close()
    assert StateStore.open(state_file).read_ids() == {B}


def test_a_damaged_file_on_a_disk_that_cannot_be_written_is_read_from_its_copy(
    two_saved: Path, failing_files, make_bookmark: Callable[..., Bookmark]
) -> None:
    two_saved.write_bytes(b"damaged")
    failing_files.fails, failing_files.error = "move", OSError(errno.EROFS, "Read-only file system")
    store = StateStore(AtomicStorage(two_saved, files=failing_files))
    assert store.saved_ids() == {A}
    assert store.notice is not None
    assert "It could not be mended on the disk: it lies on a read-only disk." in store.notice
    with pytest.raises(StoreError, match="not the file that was read"):
        store.save_bookmark(make_bookmark(C))
    assert two_saved.read_bytes() == b"damaged"
    failing_files.fails = None
    store.save_bookmark(make_bookmark(C))
    store.close()
    assert StateStore.open(two_saved).saved_ids() == {A, C}


def test_a_file_that_another_program_holds_is_said_to_be_locked(
    two_saved: Path, make_bookmark: Callable[..., Bookmark]
) -> None:
    store = StateStore.open(two_saved, lock_timeout_s=0.05)
    with FileLock(two_saved.with_name("state.json.lock")):
        two_saved.with_name("state.json.lock").write_text("4711 example-host\n", encoding="utf-8")
        with pytest.raises(StoreError) as refused:
            store.save_bookmark(make_bookmark(C))
        assert StateStore.open(two_saved).saved_ids() == {A, B}, "reading needs no lock"
    assert str(refused.value) == (
        f"{two_saved} has been locked for 0.05 seconds by process 4711 on example-host. "
        "End that program and try again. "
        "What you change is kept in memory, and writing it is tried again every few seconds."
    )
    store.save_bookmark(make_bookmark(C))
    store.close()


def test_a_damaged_file_that_another_program_has_locked_is_read_from_its_copy(two_saved: Path) -> None:
    two_saved.write_bytes(b"damaged")
    with FileLock(two_saved.with_name("state.json.lock")):
        store = StateStore.open(two_saved, lock_timeout_s=0.05)
    assert store.saved_ids() == {A}
    assert two_saved.read_bytes() == b"damaged"


def test_only_the_user_may_read_the_files(two_saved: Path) -> None:
    assert names_but_daily(two_saved) == ["state.json", "state.json.bak", "state.json.lock"]
    assert {two_saved.with_name(name).stat().st_mode & 0o777 for name in names_beside(two_saved)} == {0o600}


def test_the_previous_copy_is_the_content_before_the_last_change(two_saved: Path) -> None:
    copy = json.loads(two_saved.with_name("state.json.bak").read_text(encoding="utf-8"))
    assert [document["id"] for document in copy["bookmarks"].values()] == [A]


def test_a_copy_that_is_the_file_itself_is_replaced_all_the_same(
    two_saved: Path, make_bookmark: Callable[..., Bookmark]
) -> None:
    copy = two_saved.with_name("state.json.bak")
    copy.unlink()
    copy.hardlink_to(two_saved)  # as a crash between keeping the copy and replacing the file leaves it
    store = StateStore.open(two_saved)
    store.save_bookmark(make_bookmark(C))
    store.close()
    assert names_but_daily(two_saved) == ["state.json", "state.json.bak", "state.json.lock"]
    assert len(json.loads(copy.read_text(encoding="utf-8"))["bookmarks"]) == 2


def test_a_file_system_without_second_names_keeps_the_copy_by_moving(
    state_file: Path, make_bookmark: Callable[..., Bookmark], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(link: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.save_bookmark(make_bookmark(B))
    store.close()
    assert StateStore.open(state_file).saved_ids() == {A, B}
    state_file.write_bytes(b"damaged")
    assert StateStore.open(state_file).saved_ids() == {A}


def test_a_link_to_the_file_stays_a_link(tmp_path: Path, now: datetime) -> None:
    real = tmp_path / "cloud" / "state.json"
    real.parent.mkdir()
    link = tmp_path / "state.json"
    link.symlink_to(real)
    store = StateStore.open(link)
    store.mark_read([A], read=True, now=now)
    store.close()
    assert link.is_symlink()
    assert StateStore.open(real).read_ids() == {A}
    assert names_beside(link) == ["cloud", "state.json"]


def test_what_an_interrupted_write_left_is_no_obstacle(two_saved: Path, make_bookmark: Callable[..., Bookmark]) -> None:
    two_saved.with_name("state.json.new").write_bytes(b'{"tapewire": {"1": {"form')
    two_saved.with_name("state.json.bak.new").write_bytes(b"")
    store = StateStore.open(two_saved)
    assert (store.saved_ids(), store.notice) == ({A, B}, None)
    store.save_bookmark(make_bookmark(C))
    store.close()
    assert names_but_daily(two_saved) == ["state.json", "state.json.bak", "state.json.lock"]


def test_the_same_file_with_other_content_is_told_apart_by_its_identity(tmp_path: Path) -> None:
    files, path = Files(), tmp_path / "file"
    assert files.identity(path) is None
    files.write_new(path, [b"one"])
    first = files.identity(path)
    files.keep_copy(path, tmp_path / "copy")
    files.write_new(path, [b"two"])
    assert files.identity(path) != first


@pytest.mark.skipif(os.name == "nt", reason="the limit on a file's size is a POSIX one")
def test_a_write_that_stops_half_way_leaves_the_file_whole(two_saved: Path) -> None:
    """The one fault that the system itself can be made to show without a disk of its own."""
    code = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from tapewire.errors import StoreError
from tapewire.state.store import StateStore
store = StateStore.open(Path(sys.argv[1]))
limit = Path(sys.argv[1]).stat().st_size + 2000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
store.mark_read([f"{n:016x}" for n in range(5000)], read=True, now=datetime.now(UTC))
try:
    store.flush()
except StoreError as error:
    print(error)
"""
    child = subprocess.run([sys.executable, "-c", code, str(two_saved)], capture_output=True, text=True, check=True)
    assert child.stdout == (
        f"{two_saved} could not be written: it would be larger than files may be here. Raise the limit.\n"
    )
    again = StateStore.open(two_saved)
    assert (again.saved_ids(), again.read_ids(), again.notice) == ({A, B}, frozenset(), None)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_that_may_not_be_written_to_is_read_and_named(
    two_saved: Path, make_bookmark: Callable[..., Bookmark]
) -> None:
    two_saved.write_bytes(b"damaged")
    two_saved.parent.chmod(0o500)
    try:
        store = StateStore.open(two_saved)
        assert store.saved_ids() == {A}
        assert store.notice is not None
        assert "It could not be mended on the disk" in store.notice
        with pytest.raises(StoreError):
            store.save_bookmark(make_bookmark(C))
        assert two_saved.read_bytes() == b"damaged"
    finally:
        two_saved.parent.chmod(0o700)


def test_a_folder_that_is_a_link_stays_one_and_is_written_through(tmp_path: Path, make_bookmark) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    store = StateStore.open(tmp_path / "link" / "state.json")
    store.save_bookmark(make_bookmark(A))
    store.close()
    assert (tmp_path / "link").is_symlink()
    assert StateStore.open(tmp_path / "real" / "state.json").saved_ids() == {A}


def test_a_file_of_the_first_format_is_read_and_becomes_one_of_this_with_the_next_change(
    state_file: Path, make_bookmark
) -> None:
    state_file.parent.mkdir()
    old = b'{\n"tapewire": {\n"1": {"format":1}\n},\n"read": {\n"1": {"id":"%s"}\n}\n}\n' % A.encode()
    state_file.write_bytes(old)
    store = StateStore.open(state_file)
    assert store.is_read(A)
    assert state_file.read_bytes() == old, "reading changes nothing"
    store.save_bookmark(make_bookmark(B))
    store.close()
    tables = json.loads(state_file.read_text(encoding="utf-8"))
    assert tables["tapewire"]["1"] == {"format": 2, "serial": 1, "counts": {"read": 1, "bookmarks": 1}}
    assert state_file.with_name("state.json.bak").read_bytes() == old


def test_a_damaged_file_of_a_newer_format_is_left_as_it_is(two_saved: Path) -> None:
    damaged = two_saved.read_bytes().replace(b'"format":2', b'"format":3')[:-40]
    two_saved.write_bytes(damaged)
    with pytest.raises(StoreError, match="newer Tapewire"):
        StateStore.open(two_saved)
    assert two_saved.read_bytes() == damaged


def test_a_loop_of_links_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(StoreError, match="one cannot be read: Too many levels of symbolic links"):
        StateStore.open(one)
