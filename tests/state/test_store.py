"""What a state store does, on a file and in memory alike, and what it does with a file that others change too."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from tapewire.errors import StoreError
from tapewire.model import Bookmark
from tapewire.state import writer
from tapewire.state.files import Files
from tapewire.state.storage import AtomicStorage
from tapewire.state.store import StateStore

A, B, C = "a" * 16, "b" * 16, "c" * 16

MakeBookmark = Callable[..., Bookmark]


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, state_file: Path) -> Iterator[StateStore]:
    opened = StateStore.open(state_file if request.param == "file" else None)
    yield opened
    opened.close()


def test_a_new_store_is_empty(store: StateStore) -> None:
    assert (store.read_ids(), store.saved_ids(), store.bookmarks(), store.notice) == (
        frozenset(),
        frozenset(),
        (),
        None,
    )
    assert not store.is_read(A)
    assert store.bookmark(A) is None


def test_a_read_mark_counts_at_once(store: StateStore, now: datetime) -> None:
    store.mark_read([A, B], read=True, now=now)
    store.mark_read([A], read=False, now=now)
    assert store.read_ids() == {B}
    assert not store.is_read(A)
    assert store.is_read(B)


def test_bookmarks_come_back_whole_and_the_newest_first(
    store: StateStore, make_bookmark: MakeBookmark, now: datetime
) -> None:
    older = make_bookmark(A, saved_at=now)
    newer = make_bookmark(B, saved_at=now + timedelta(minutes=1))
    store.save_bookmark(newer)
    store.save_bookmark(older)
    assert store.bookmarks() == (newer, older)
    assert store.bookmark(A) == older
    assert store.saved_ids() == {A, B}


def test_a_removed_bookmark_is_gone_and_removing_it_again_does_nothing(
    store: StateStore, make_bookmark: MakeBookmark
) -> None:
    store.save_bookmark(make_bookmark(A))
    store.remove_bookmark(A)
    store.remove_bookmark(A)
    assert store.bookmarks() == ()


def test_a_bookmark_that_is_saved_again_is_replaced(store: StateStore, make_bookmark: MakeBookmark) -> None:
    store.save_bookmark(make_bookmark(A, title="First"))
    store.save_bookmark(make_bookmark(A, title="Second"))
    assert [each.story.title for each in store.bookmarks()] == ["Second"]


def test_the_stamp_stands_for_what_is_read_and_saved(
    store: StateStore, make_bookmark: MakeBookmark, now: datetime
) -> None:
    stamps = [store.stamp()]
    store.mark_read([A], read=True, now=now)
    stamps.append(store.stamp())
    store.save_bookmark(make_bookmark(A))
    stamps.append(store.stamp())
    store.mark_read([B, C], read=True, now=now)
    stamps.append(store.stamp())
    assert len(set(stamps)) == 4
    store.mark_read([B, C], read=False, now=now)
    assert store.stamp() == stamps[2]


def test_a_closed_store_takes_no_changes(store: StateStore, now: datetime) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.mark_read([A], read=True, now=now)
    assert not store.is_read(A)


def test_everything_is_there_after_closing_and_opening(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    store = StateStore.open(state_file)
    store.mark_read([A], read=True, now=now)
    store.save_bookmark(make_bookmark(B))
    store.mark_read([C], read=True, now=now)
    stamp = store.stamp()
    store.close()
    again = StateStore.open(state_file)
    assert (again.read_ids(), again.bookmarks()) == ({A, C}, (make_bookmark(B),))
    assert (again.stamp(), again.notice) == (stamp, None)


def test_a_saved_bookmark_is_on_the_disk_before_the_store_is_closed(
    state_file: Path, make_bookmark: MakeBookmark
) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    assert StateStore.open(state_file).saved_ids() == {A}
    store.close()


def test_marks_reach_the_disk_without_being_asked_for(state_file: Path, now: datetime) -> None:
    written = threading.Event()

    class WatchedFiles(Files):
        def sync_folder(self, folder: Path) -> None:
            super().sync_folder(folder)
            written.set()

    store = StateStore(AtomicStorage(state_file, files=WatchedFiles()))
    store.mark_read([A], read=True, now=now)
    assert written.wait(10)
    assert StateStore.open(state_file).read_ids() == {A}
    store.close()


def test_marks_are_gathered_into_one_write(state_file: Path, failing_files, failing_store, now: datetime) -> None:
    for number in range(200):
        failing_store.mark_read([f"{number:016x}"], read=True, now=now)
    failing_store.flush()
    assert len(failing_files.moves) <= 2
    assert len(StateStore.open(state_file).read_ids()) == 200


def test_marking_does_not_wait_for_a_write_that_is_going_on(state_file: Path, now: datetime) -> None:
    writing, go_on = threading.Event(), threading.Event()

    class SlowFiles(Files):
        def sync_folder(self, folder: Path) -> None:
            writing.set()
            assert go_on.wait(10)

    store = StateStore(AtomicStorage(state_file, files=SlowFiles()))
    store.mark_read([A], read=True, now=now)
    assert writing.wait(10)
    store.mark_read([B], read=True, now=now)
    assert store.read_ids() == {A, B}
    go_on.set()
    store.close()
    assert StateStore.open(state_file).read_ids() == {A, B}


def test_a_change_that_changes_nothing_is_not_written(
    failing_files, failing_store: StateStore, make_bookmark: MakeBookmark
) -> None:
    failing_store.remove_bookmark(A)
    assert failing_files.moves == []
    failing_store.save_bookmark(make_bookmark(A))
    failing_files.moves.clear()
    failing_store.save_bookmark(make_bookmark(A))
    failing_store.remove_bookmark(B)
    assert failing_files.moves == []


def test_the_file_is_plain_tinydb_with_one_document_to_a_line(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    store = StateStore.open(state_file)
    store.mark_read([A], read=True, now=now)
    store.save_bookmark(make_bookmark(B, title="港股上升"))
    store.close()
    with TinyDB(state_file) as database:
        assert database.table("read").all() == [{"id": A, "at": "2026-01-05T09:30:00Z"}]
        (found,) = database.table("bookmarks").search(Query().id == B)
    assert found["body"]["text"].startswith("The Hang Seng Index")
    lines = state_file.read_text(encoding="utf-8").splitlines()
    assert '"1": {"id":"aaaaaaaaaaaaaaaa","at":"2026-01-05T09:30:00Z"}' in lines
    assert any('"title":"港股上升"' in line for line in lines)


def test_what_other_programs_put_into_the_file_stays_there(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.close()
    with TinyDB(state_file) as database:
        database.table("bookmarks").update({"tags": ["later"]})
        database.table("read").insert({"note": "no id"})
        database.table("notes").insert({"text": "mine"})
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A, title="Edited"))
    store.mark_read([B], read=True, now=now)
    store.close()
    tables = json.loads(state_file.read_text(encoding="utf-8"))
    assert tables["bookmarks"]["1"]["tags"] == ["later"]
    assert tables["bookmarks"]["1"]["title"] == "Edited"
    assert tables["read"] == {"1": {"note": "no id"}, "2": {"id": B, "at": "2026-01-05T09:30:00Z"}}
    assert tables["notes"] == {"1": {"text": "mine"}}


def test_documents_that_another_program_doubled_become_one(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A, title="First"))
    store.close()
    with TinyDB(state_file) as database:
        database.table("bookmarks").insert(database.table("bookmarks").all()[0] | {"title": "Second"})
        database.table("read").insert_multiple([{"id": B}, {"id": B}])
    store = StateStore.open(state_file)
    assert [each.story.title for each in store.bookmarks()] == ["Second"]
    store.remove_bookmark(A)
    store.mark_read([B], read=False, now=now)
    store.close()
    again = StateStore.open(state_file)
    assert (again.read_ids(), again.saved_ids()) == (frozenset(), frozenset())


def test_a_bookmark_that_cannot_be_read_is_named_and_left_in_the_file(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    store = StateStore.open(state_file)
    store.save_bookmark(make_bookmark(A))
    store.save_bookmark(make_bookmark(B))
    store.close()
    with TinyDB(state_file) as database:
        database.table("bookmarks").update({"first_seen": "soon"}, Query().id == A)
    store = StateStore.open(state_file)
    assert store.saved_ids() == {B}
    assert store.notice is not None
    assert f"The bookmark {A} cannot be read and was left in the file" in store.notice
    store.mark_read([C], read=True, now=now)
    store.close()
    assert json.loads(state_file.read_text(encoding="utf-8"))["bookmarks"]["1"]["first_seen"] == "soon"


def test_two_stores_on_one_file_lose_nothing_of_each_other(
    state_file: Path, make_bookmark: MakeBookmark, now: datetime
) -> None:
    one, two = StateStore.open(state_file), StateStore.open(state_file)
    one.mark_read([A], read=True, now=now)
    two.mark_read([B], read=True, now=now)
    two.save_bookmark(make_bookmark(C))
    one.save_bookmark(make_bookmark(A))
    assert one.saved_ids() == {A, C}, "what the other wrote was taken in on writing"
    assert one.reload_if_changed()
    assert not one.reload_if_changed()
    assert two.reload_if_changed()
    assert one.read_ids() == two.read_ids() == {A, B}
    assert one.stamp() == two.stamp()
    one.close()
    two.close()


def test_what_is_not_written_yet_outlives_a_reload(
    state_file: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "GATHER_S", 3600.0)
    one, two = StateStore.open(state_file), StateStore.open(state_file)
    two.mark_read([A, B], read=True, now=now)
    two.flush()
    one.mark_read([C], read=True, now=now)
    assert one.reload_if_changed()
    assert one.read_ids() == {A, B, C}
    one.mark_read([A], read=False, now=now)
    two.mark_read([A], read=True, now=now)
    one.close()
    two.close()
    assert StateStore.open(state_file).read_ids() == {B, C}


def test_a_listener_that_fails_does_not_stop_the_writing(
    state_file: Path, failing_files, make_bookmark: MakeBookmark, now: datetime
) -> None:
    def fail(problem: str) -> None:
        raise RuntimeError(problem)

    store = StateStore(AtomicStorage(state_file, files=failing_files), on_problem=fail)
    failing_files.fails, failing_files.error = "move", OSError(5, "Input/output error")
    store.mark_read([A], read=True, now=now)
    with pytest.raises(StoreError):
        store.flush()
    failing_files.fails = None
    store.save_bookmark(make_bookmark(B))
    store.close()
    assert StateStore.open(state_file).read_ids() == {A}


def test_no_mark_is_lost_between_threads_that_mark_and_one_that_closes(state_file: Path, now: datetime) -> None:
    store = StateStore.open(state_file)
    begun = threading.Barrier(5)
    taken: list[str] = []

    def mark(name: str) -> None:
        begun.wait(10)
        for number in range(2_000):
            try:
                store.mark_read([f"{name}-{number}"], read=True, now=now)
            except StoreError:
                return
            taken.append(f"{name}-{number}")

    threads = [threading.Thread(target=mark, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    store.close()
    for thread in threads:
        thread.join()
    assert StateStore.open(state_file).read_ids() == set(taken)
