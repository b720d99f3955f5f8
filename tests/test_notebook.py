"""What the user adds to stories, through the front door, and what a bookmark outlives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.analysis import Digest, analyse
from tapewire.errors import UnknownStoryError
from tapewire.feeds.document import Entry
from tapewire.feeds.identity import story_id
from tapewire.library.library import Library
from tapewire.model import Body, Feed, SavedQuery, TagCount
from tapewire.newsroom import Newsroom
from tapewire.paths import DataFolder
from tapewire.query.parser import parse
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
FEED = Feed(key="courier", url="https://courier.example/feed", name="Courier")
TEXT = "The Hang Seng Index rose 1.4 per cent to 26,310.55 at the close as Xiaomi gained 4.9 per cent."
FIRST = story_id(FEED.key, "1")
SECOND = story_id(FEED.key, "2")

Open = Callable[..., Newsroom]


def entry(guid: str, text: str = TEXT) -> Entry:
    return Entry(
        id=story_id(FEED.key, guid),
        title=f"Hang Seng Index gains as Xiaomi rises, {guid}",
        url=None,
        author=None,
        published=NOW - timedelta(hours=int(guid)),
        body=Body(text=text),
    )


def bring(newsroom: Newsroom, *entries: Entry, now: datetime = NOW) -> None:
    digest = Digest(title="", fresh=tuple(analyse(each) for each in entries), unchanged=(), warnings=())
    newsroom._library.store(FEED, digest, now=now)


@pytest.fixture
def open_newsroom(tmp_path: Path) -> Iterator[Open]:
    opened: list[Newsroom] = []

    def open_one(*, feeds: tuple[Feed, ...] = (FEED,), without_library: bool = False) -> Newsroom:
        for newsroom in opened:
            newsroom.close()
        opened.clear()
        if without_library:
            for file in tmp_path.glob("library*"):
                file.unlink()
        data = DataFolder.at(tmp_path)
        newsroom = Newsroom(
            feeds=feeds,
            library=Library.open(data.library),
            state=lambda: StateStore.open(data.state),
            clock=lambda: NOW,
        )
        newsroom.catch_up()
        opened.append(newsroom)
        return newsroom

    yield open_one
    for newsroom in opened:
        newsroom.close()


@pytest.fixture
def newsroom(open_newsroom: Open) -> Newsroom:
    newsroom = open_newsroom()
    bring(newsroom, entry("1"), entry("2", TEXT + " Tencent fell 2 per cent."))
    return newsroom


def test_what_is_added_to_a_story_bookmarks_it_and_undoing_it_takes_both_back(newsroom: Newsroom) -> None:
    for add in (
        lambda: newsroom.set_note(FIRST, "Ask about margins."),
        lambda: newsroom.set_tags(FIRST, ["handsets"]),
        lambda: newsroom.highlight(FIRST, 4, 19, comment="the index"),
    ):
        assert not newsroom.is_saved(FIRST)
        undo = add()
        opened = newsroom.open(FIRST)
        assert opened.is_saved
        assert newsroom.headlines_by_id([FIRST])[0].is_saved
        assert opened.note or opened.tags or opened.highlights
        redo = newsroom.apply(undo)
        assert not newsroom.is_saved(FIRST)
        assert not newsroom.headlines_by_id([FIRST])[0].is_saved
        newsroom.apply(redo)
        assert newsroom.open(FIRST) == opened
        newsroom.apply(undo)


def test_undoing_a_note_leaves_the_bookmark_to_the_tag_that_came_later(newsroom: Newsroom) -> None:
    undo = newsroom.set_note(FIRST, "First.")
    newsroom.set_tags(FIRST, ["later"])
    newsroom.apply(undo)
    opened = newsroom.open(FIRST)
    assert (opened.note, opened.tags, opened.is_saved) == ("", ("later",), True)


def test_emptying_what_a_story_does_not_have_bookmarks_nothing(newsroom: Newsroom) -> None:
    newsroom.set_note(FIRST, " \n")
    newsroom.set_tags(FIRST, ["#", " "])
    assert not newsroom.is_saved(FIRST)


def test_removing_a_bookmark_takes_what_was_added_along_and_undoing_brings_all_back(newsroom: Newsroom) -> None:
    newsroom.set_note(FIRST, "One.\nTwo.")
    newsroom.set_tags(FIRST, ["#China", "banks"])
    newsroom.highlight(FIRST, 4, 19)
    before = newsroom.open(FIRST)
    undo = newsroom.unsave(FIRST)
    after = newsroom.open(FIRST)
    assert (after.is_saved, after.note, after.tags, after.highlights) == (False, "", (), ())
    newsroom.apply(undo)
    assert newsroom.open(FIRST) == before
    assert (before.note, before.tags) == ("One.\nTwo.", ("banks", "China"))
    assert newsroom.all_tags() == (TagCount(name="banks", stories=1), TagCount(name="China", stories=1))


def test_the_users_words_are_made_safe_to_show(newsroom: Newsroom) -> None:
    newsroom.set_note(FIRST, "red \x1b[31malert\r\nnext\ud83d")
    newsroom.set_tags(FIRST, ["  two \t words\n"])
    assert newsroom.note(FIRST) == "red alert\nnext\ufffd"
    assert newsroom.tags(FIRST) == ("two words",)


def test_a_highlight_holds_to_its_words_and_is_removed_by_itself(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="no passage from 4 to 4000"):
        newsroom.highlight(FIRST, 4, 4000)
    newsroom.highlight(FIRST, 4, 19)
    newsroom.highlight(FIRST, 4, 19, comment="twice is once")
    newsroom.highlight(FIRST, 20, 24)
    first, second = newsroom.highlights(FIRST)
    assert (first.text, first.comment, second.text) == ("Hang Seng Index", "twice is once", "rose")
    newsroom.apply(newsroom.remove_highlight(FIRST, first))
    newsroom.remove_highlight(FIRST, second)
    assert newsroom.highlights(FIRST) == (first,)


def test_nothing_is_added_to_a_story_that_nobody_knows(newsroom: Newsroom) -> None:
    with pytest.raises(UnknownStoryError):
        newsroom.set_note("0" * 16, "lost")
    assert newsroom.note("0" * 16) == ""


def test_watchlist_and_searches_are_kept_and_undone(newsroom: Newsroom, open_newsroom: Open) -> None:
    newsroom.watch("0700.hk")
    undo = newsroom.watch("^HSI")
    assert newsroom.apply(newsroom.watch("^HSI")).documents == (), "it is there already"
    newsroom.save_query("Chips ", "semi* move:>3")
    newsroom.save_query("Gold", "gold")
    newsroom.apply(newsroom.save_query("Gold", ""))
    newsroom = open_newsroom()
    assert newsroom.watchlist() == ("0700.HK", "^HSI")
    assert newsroom.saved_queries() == (
        SavedQuery(name="Chips", query="semi* move:>3"),
        SavedQuery(name="Gold", query="gold"),
    )
    newsroom.apply(undo)
    newsroom.watch("0700.HK", watched=False)
    assert newsroom.watchlist() == ()


def test_a_bookmark_outlives_edits_unsubscribing_pruning_and_a_deleted_library(
    newsroom: Newsroom, open_newsroom: Open
) -> None:
    newsroom.save(FIRST)
    newsroom.set_note(FIRST, "Mine.")
    newsroom.set_tags(FIRST, ["kept"])
    newsroom.highlight(FIRST, 4, 19)
    before = newsroom.open(FIRST)
    assert before.moves
    assert [each.headline.id for each in before.related] == [SECOND]

    bring(newsroom, entry("1", "Quite another text: the Hang Seng Index fell 9 per cent."))
    edited = newsroom.open(FIRST)
    assert replace(edited, related=()) == replace(before, related=())

    few = replace(FEED, keep_days=1, keep_stories=1)
    bring(newsroom, *(replace(entry("3"), id=f"{n:016x}", published=NOW) for n in range(60)), now=NOW)
    newsroom._library.trim(few, now=NOW + timedelta(days=400))
    assert newsroom.headlines_by_id([FIRST]), "a bookmarked story is not pruned"

    newsroom = open_newsroom(feeds=())
    assert replace(newsroom.open(FIRST), related=()) == replace(before, related=())

    newsroom = open_newsroom(feeds=(), without_library=True)
    after = newsroom.open(FIRST)
    assert replace(after, related=()) == replace(before, related=())
    assert [(each.headline.id, each.headline.title, each.reasons) for each in after.related] == [
        (SECOND, before.related[0].headline.title, before.related[0].reasons)
    ]
    assert newsroom.headlines_by_id([FIRST])[0].is_saved


def test_a_bookmark_tells_how_often_its_story_had_been_edited(newsroom: Newsroom) -> None:
    bring(newsroom, entry("1", TEXT + " More."))
    assert newsroom.save(FIRST).revision == 1
    assert newsroom.save(SECOND).revision == 0


@pytest.mark.parametrize(
    "search",
    ["has:note", "tag:BANKS", 'tag:"two words"', "note:MARGINS", 'note:"about margins"', "has:note tag:banks xiaomi"],
)
def test_notes_and_tags_are_searched_for(newsroom: Newsroom, open_newsroom: Open, search: str) -> None:
    def found(newsroom: Newsroom, words: str) -> list[str]:
        query = newsroom.query(newsroom.sections()[0], parse(words).query)
        return [headline.id for headline in newsroom.headlines(query, limit=9)]

    assert found(newsroom, search) == []
    undo = newsroom.set_note(FIRST, "Ask about Margins.")
    newsroom.set_tags(FIRST, ["Banks", "two words"])
    assert found(newsroom, search) == [FIRST]
    assert found(newsroom, "-has:note") == [SECOND]
    assert found(open_newsroom(without_library=True), search) == [FIRST], "the library is told anew"
    newsroom = open_newsroom()
    newsroom.apply(undo)
    newsroom.set_tags(FIRST, [])
    assert found(newsroom, search) == []
