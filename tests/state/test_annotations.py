"""Notes, tags, highlights, the watchlist and saved searches in the state."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tapewire.errors import StoreError
from tapewire.model import Bookmark
from tapewire.state import writer
from tapewire.state.annotations import HIGHLIGHTS, NOTES, QUERIES, TAGS, WATCHLIST, highlight_key, tag_documents
from tapewire.state.documents import IfMissing
from tapewire.state.store import BOOKMARKS, StateStore, bookmark_document

A, B = "a" * 16, "b" * 16
AT = "2026-01-05T09:30:00Z"

MakeBookmark = Callable[..., Bookmark]


def note(story_id: str, text: str) -> dict[str, dict[str, object]]:
    return {NOTES: {story_id: {"text": text, "at": AT}}}


def tags(store: StateStore, story_id: str, *wanted: str):
    return {TAGS: tag_documents(story_id, now=store.annotations.tags(story_id), wanted=wanted, at=AT)}


def highlight(story_id: str, start: int, text: str, comment: str = ""):
    end = start + len(text)
    fields = {"story": story_id, "start": start, "end": end, "text": text, "comment": comment, "at": AT}
    return {HIGHLIGHTS: {highlight_key(story_id, start, end): fields}}


@pytest.fixture
def store(state_file: Path, make_bookmark: MakeBookmark):
    opened = StateStore.open(state_file)
    opened.save_bookmark(make_bookmark(A))
    yield opened
    opened.close()


def test_a_bookmark_comes_with_its_note_tags_and_highlights_after_opening_again(
    store: StateStore, state_file: Path
) -> None:
    store.apply({**note(A, "One.\nTwo."), **tags(store, A, "China", "banks"), **highlight(A, 4, "Hang Seng", "index")})
    bookmark = StateStore.open(state_file).bookmark(A)
    assert bookmark is not None
    assert (bookmark.note, bookmark.tags) == ("One.\nTwo.", ("banks", "China"))
    assert [(each.start, each.end, each.text, each.comment) for each in bookmark.highlights] == [
        (4, 13, "Hang Seng", "index")
    ]
    assert bookmark == store.bookmark(A) == store.bookmarks()[0]


def test_each_change_returns_the_one_that_takes_it_back(store: StateStore) -> None:
    before = store.bookmark(A)
    for changes in (note(A, "x"), tags(store, A, "x", "y"), highlight(A, 4, "Hang Seng"), {BOOKMARKS: {A: None}}):
        back = store.apply(changes)
        after = store.bookmark(A)
        assert after != before
        again = store.apply(back)
        assert store.bookmark(A) == before
        store.apply(again)
        assert store.bookmark(A) == after
        store.apply(back)


def test_a_note_keeps_its_bookmark_from_being_removed(store: StateStore) -> None:
    store.apply(note(A, "mine"))
    store.remove_bookmark(A)
    assert store.saved_ids() == {A}
    store.apply({BOOKMARKS: {A: None}, NOTES: {A: None}})
    assert store.saved_ids() == frozenset()


def test_tags_that_differ_in_capitals_are_one(store: StateStore, make_bookmark: MakeBookmark) -> None:
    store.save_bookmark(make_bookmark(B))
    store.apply(tags(store, A, "Banks", "banks ", "China"))
    store.apply(tags(store, A, "China", "banks"))
    store.apply(tags(store, B, "BANKS"))
    assert store.annotations.tags(A) == ("banks", "China")
    assert [(each.name.casefold(), each.stories) for each in store.annotations.tag_counts] == [
        ("banks", 2),
        ("china", 1),
    ]


def test_a_highlight_is_found_again_where_the_text_has_moved(store: StateStore, make_bookmark: MakeBookmark) -> None:
    store.apply({HIGHLIGHTS: {**highlight(A, 0, "Hang Seng")[HIGHLIGHTS], **highlight(A, 3, "gone words")[HIGHLIGHTS]}})
    bookmark = store.bookmark(A)
    assert bookmark is not None
    assert [(each.start, each.end, each.text) for each in bookmark.highlights] == [
        (4, 13, "Hang Seng"),
        (None, None, "gone words"),
    ]


def test_watchlist_and_searches_keep_their_order(store: StateStore, state_file: Path) -> None:
    for symbol, at in (("^HSI", "2026-01-05T09:30:00Z"), ("0700.HK", "2026-01-05T09:31:00Z")):
        store.apply({WATCHLIST: {symbol: {"at": at}}, QUERIES: {f"about {symbol}": {"query": symbol, "at": at}}})
    annotations = StateStore.open(state_file).annotations
    assert annotations.watchlist == ("^HSI", "0700.HK")
    assert [(each.name, each.query) for each in annotations.queries] == [
        ("about ^HSI", "^HSI"),
        ("about 0700.HK", "0700.HK"),
    ]


def test_two_stores_that_add_to_one_story_both_have_their_way(
    store: StateStore, state_file: Path, make_bookmark: MakeBookmark
) -> None:
    other = StateStore.open(state_file)
    store.apply(tags(store, A, "one"))
    other.apply(tags(other, A, "two"))
    other.apply({**note(A, "theirs"), BOOKMARKS: {A: IfMissing(bookmark_document(make_bookmark(A, title="Theirs")))}})
    stamp = store.stamp()
    assert store.reload_if_changed()
    assert store.stamp() == other.stamp() != stamp
    bookmark = store.bookmark(A)
    assert bookmark is not None
    assert (bookmark.tags, bookmark.note, bookmark.story.title) == (
        ("one", "two"),
        "theirs",
        make_bookmark(A).story.title,
    )
    other.close()


def test_a_note_that_meets_the_removal_of_its_bookmark_puts_it_back(
    store: StateStore, state_file: Path, make_bookmark: MakeBookmark
) -> None:
    other = StateStore.open(state_file)
    store.remove_bookmark(A)
    other.apply({**note(A, "kept"), BOOKMARKS: {A: IfMissing(bookmark_document(make_bookmark(A)))}})
    other.close()
    bookmark = StateStore.open(state_file).bookmark(A)
    assert bookmark is not None
    assert bookmark.note == "kept"


def test_what_cannot_be_written_is_kept_and_tried_again_by_itself(
    state_file: Path,
    failing_files,
    failing_store: StateStore,
    make_bookmark: MakeBookmark,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing_store.save_bookmark(make_bookmark(A))
    monkeypatch.setattr(writer, "RETRY_S", 0.01)
    failing_files.fails, failing_files.error = "write_new", OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(StoreError, match=r"disk is full.*kept in memory"):
        failing_store.apply({**note(A, "mine"), BOOKMARKS: {B: bookmark_document(make_bookmark(B))}})
    assert failing_store.annotations.notes == {A: "mine"}, "the user's words are there"
    assert failing_store.saved_ids() == {A}, "a bookmark counts when it is on the disk"
    failing_files.fails = None
    failing_store._writer.flush()
    assert (failing_store.saved_ids(), failing_store.notice) == ({A, B}, None)
    assert failing_store.reload_if_changed(), "so that the library is told"
    again = StateStore.open(state_file)
    assert (again.saved_ids(), again.annotations.notes) == ({A, B}, {A: "mine"})


def test_entries_that_cannot_be_read_are_named_and_left_in_the_file(store: StateStore, state_file: Path) -> None:
    store.apply({**note(A, "mine"), NOTES: {A: {"text": "mine"}, B: {"text": 7}}})
    again = StateStore.open(state_file)
    assert again.annotations.notes == {A: "mine"}
    assert again.notice == f"An entry of 'notes' cannot be read and was left in the file ({B})."
    assert len(json.loads(state_file.read_text(encoding="utf-8"))["notes"]) == 2


def test_half_a_character_is_refused_before_anything_is_changed(store: StateStore) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        store.apply(note(A, "\ud83d"))
    assert store.annotations.notes == {}
