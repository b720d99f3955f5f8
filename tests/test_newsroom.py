"""The front door: sections, opening, and what outlives the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.analysis import Digest, analyse
from tapewire.config import Config
from tapewire.errors import UnknownStoryError
from tapewire.feeds.document import Entry
from tapewire.feeds.identity import story_id
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Body, Feed, HeadlineQuery, Mark, MuteRule, Section
from tapewire.newsroom import Newsroom, open_newsroom
from tapewire.paths import DataFolder
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
FEED = Feed(key="courier", url="https://courier.example/feed", name="Courier", folder="Harbour")
LOOSE = Feed(key="bulletin", url="https://bulletin.example/feed", name="Bulletin")
TEXT = "The Hang Seng Index rose 1.4 per cent to 26,310.55 at the close."


def entry(feed: Feed, guid: str, text: str = TEXT) -> Entry:
    return Entry(
        id=story_id(feed.key, guid),
        title=f"Story {guid}",
        url=None,
        author="A. Writer",
        published=NOW - timedelta(hours=1),
        body=Body(text=text, marks=(Mark(start=4, end=19, kind="strong"),)),
    )


def bring(newsroom: Newsroom, feed: Feed, *entries: Entry) -> None:
    digest = Digest(title="", fresh=tuple(analyse(each) for each in entries), unchanged=(), warnings=())
    newsroom._library.store(feed, digest, now=NOW)


def newsroom_at(folder: Path) -> Newsroom:
    data = DataFolder.at(folder)
    return Newsroom(
        feeds=(FEED, LOOSE),
        library=Library.open(data.library),
        state=lambda: StateStore.open(data.state),
        clock=lambda: NOW,
    )


def delete_library(folder: Path) -> None:
    for file in folder.glob("library*"):
        file.unlink()


def test_sections_put_feeds_without_folder_first_and_sum_folders(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"), entry(FEED, "2"))
    bring(newsroom, LOOSE, entry(LOOSE, "1"))
    newsroom.mark_read([entry(FEED, "1").id])

    assert [(each.kind, each.name, each.unread, each.total) for each in newsroom.sections()] == [
        ("all", "All", 2, 3),
        ("unread", "Unread", 2, 2),
        ("saved", "Saved", 0, 0),
        ("feed", "Bulletin", 1, 1),
        ("folder", "Harbour", 1, 2),
        ("feed", "Courier", 1, 2),
    ]
    newsroom.close()


def test_a_section_lists_its_own_stories(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"))
    bring(newsroom, LOOSE, entry(LOOSE, "2"))

    def listed(section: Section) -> list[str]:
        return [row.title for row in newsroom.headlines(newsroom.query(section), limit=9)]

    by_name = {section.name: section for section in newsroom.sections()}
    assert listed(by_name["Harbour"]) == listed(by_name["Courier"]) == ["Story 1"]
    assert listed(by_name["Bulletin"]) == ["Story 2"]
    assert listed(by_name["Saved"]) == []
    newsroom.close()


def test_a_bookmark_reads_the_same_after_edits_and_after_the_library_is_gone(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    first = entry(FEED, "1")
    bring(newsroom, FEED, first)
    before = newsroom.open(first.id)
    newsroom.save(first.id)
    bring(newsroom, FEED, entry(FEED, "1", "The Hang Seng Index fell 9 per cent."))
    edited = newsroom.open(first.id)
    newsroom.close()
    delete_library(tmp_path)

    newsroom = newsroom_at(tmp_path)
    assert newsroom.catch_up()
    (listed,) = newsroom.headlines(HeadlineQuery(saved_only=True), limit=9)
    restored = newsroom.open(listed.id)
    newsroom.close()

    assert restored.story == edited.story == before.story
    assert restored.moves == edited.moves == before.moves
    assert len(before.moves) == 1
    assert restored.is_saved


def test_what_feeds_brought_is_told_from_what_bookmarks_put_back(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"))
    newsroom.save(entry(FEED, "1").id)
    newsroom._library.save_feed_state(FEED.key, FeedState(checked_at=NOW, succeeded_at=NOW))
    assert newsroom.has_fetched()
    newsroom.close()
    delete_library(tmp_path)

    newsroom = newsroom_at(tmp_path)
    newsroom.catch_up()
    assert newsroom.story_count() == 1
    assert not newsroom.has_fetched()
    newsroom.close()


def test_a_state_that_was_changed_while_no_reader_ran_is_taken_in_whatever_closed_first(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"))
    newsroom.catch_up()
    newsroom.close()
    state = StateStore.open(tmp_path / "state.json")
    state.mark_read([entry(FEED, "1").id], read=True, now=NOW)
    state.close()

    hasty = newsroom_at(tmp_path)
    hasty.open(entry(FEED, "1").id)
    hasty.close()
    newsroom = newsroom_at(tmp_path)

    assert newsroom.catch_up()
    assert newsroom.count(HeadlineQuery(unread_only=True)) == 0
    newsroom.close()


def test_read_marks_find_their_stories_again_after_the_library_is_gone(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"), entry(FEED, "2"))
    newsroom.mark_read([entry(FEED, "1").id])
    newsroom.close()
    delete_library(tmp_path)

    newsroom = newsroom_at(tmp_path)
    newsroom.catch_up()
    bring(newsroom, FEED, entry(FEED, "1"), entry(FEED, "2"))
    unread = newsroom.headlines(HeadlineQuery(unread_only=True), limit=9)
    newsroom.close()

    assert [row.id for row in unread] == [entry(FEED, "2").id]


def test_what_another_process_marks_is_seen_after_catching_up(tmp_path: Path) -> None:
    reader, other = newsroom_at(tmp_path), newsroom_at(tmp_path)
    bring(reader, FEED, entry(FEED, "1"))
    reader.catch_up()
    other.save(entry(FEED, "1").id)
    other.close()

    assert reader.catch_up()
    assert not reader.catch_up()
    assert reader.open(entry(FEED, "1").id).is_saved
    reader.close()


def test_flags_are_set_anew_after_a_run_that_did_not_close(tmp_path: Path) -> None:
    crashed = newsroom_at(tmp_path)
    bring(crashed, FEED, entry(FEED, "1"))
    crashed.catch_up()
    crashed._mirror._unstamp()
    crashed._library.set_read([entry(FEED, "1").id], True)  # the state never heard of it
    crashed._library.close()

    newsroom = newsroom_at(tmp_path)
    assert newsroom.catch_up()
    assert newsroom.count(HeadlineQuery(unread_only=True)) == 1
    newsroom.close()


def test_a_story_that_nobody_knows_is_an_error_in_words(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, *(entry(FEED, str(number)) for number in range(40)))

    for asked in (lambda: newsroom.open("0" * 16), lambda: newsroom.save("0" * 16), lambda: newsroom.find("zz")):
        with pytest.raises(UnknownStoryError, match="tapewire list"):
            asked()
    with pytest.raises(UnknownStoryError, match="Several stories"):
        newsroom.find("")
    assert newsroom.find(entry(FEED, "7").id[:12].upper()) == entry(FEED, "7").id
    newsroom.close()


async def test_the_bundled_edition_comes_the_way_of_real_feeds(tmp_path: Path) -> None:
    newsroom = open_newsroom(Config(), DataFolder.at(tmp_path), demo=True)
    report = await newsroom.refresh()

    assert report.failed == ()
    assert len(report.results) >= 6
    assert newsroom.story_count() >= 40
    assert not (tmp_path / "library.sqlite").exists()
    opened = [newsroom.open(row.id) for row in newsroom.headlines(HeadlineQuery(), limit=60)]
    assert sum(bool(story.moves) for story in opened) > len(opened) / 2
    assert sum(bool(story.related) for story in opened) > len(opened) * 0.8
    newsroom.close()


def test_a_changed_config_is_gone_by_at_once(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"), entry(FEED, "2"))

    renamed = replace(FEED, name="The Courier", folder="", is_enabled=False)
    newsroom.adopt(Config(feeds=(renamed,), mute=(MuteRule(word="story 1"),)))

    (shown,) = newsroom.headlines(HeadlineQuery(), limit=9)
    assert (shown.title, shown.source) == ("Story 2", "The Courier")
    assert [section.name for section in newsroom.sections()][3:] == ["The Courier"]
    assert newsroom.enabled_feeds == ()
    newsroom.adopt(Config(feeds=(FEED,)))
    assert newsroom.count(HeadlineQuery()) == 2
    newsroom.close()


def test_a_muted_story_is_not_among_the_related(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path)
    bring(newsroom, FEED, entry(FEED, "1"))
    bring(newsroom, LOOSE, entry(LOOSE, "2"))
    story = entry(FEED, "1").id
    assert [related.headline.title for related in newsroom.related(story)] == ["Story 2"]

    newsroom.adopt(Config(feeds=newsroom.feeds, mute=(MuteRule(source="Bulletin"),)))

    assert newsroom.related(story) == ()
    newsroom.close()
