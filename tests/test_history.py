"""What happens to stories over many refreshes, through the front door and with real documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.library.library import Library
from tapewire.model import Feed, HeadlineQuery
from tapewire.newsroom import Newsroom
from tapewire.paths import DataFolder
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return Feed(key="courier.xml", url=str(tmp_path / "courier.xml"), name="Courier")


def newsroom_of(feed: Feed, folder: Path) -> Newsroom:
    data = DataFolder.at(folder / "data")
    return Newsroom(
        feeds=(feed,),
        library=Library.open(data.library),
        state=lambda: StateStore.open(data.state),
        clock=lambda: NOW,
    )


def publish(feed: Feed, *items: str) -> None:
    listed = "".join(f"<item>{item}</item>" for item in items)
    Path(feed.url).write_text(f'<rss version="2.0"><channel><title>Courier</title>{listed}</channel></rss>', "utf-8")


def item(guid: str, text: str, *, hours: int = 1) -> str:
    return (
        f"<title>Xiaomi leads Hong Kong</title><guid>{guid}</guid><link>https://x.example/20260304/xiaomi</link>"
        f"<pubDate>{NOW - timedelta(hours=hours):%d %b %Y %H:%M} GMT</pubDate><description>{text}</description>"
    )


async def test_an_edited_story_under_a_new_guid_stays_read_even_when_the_library_is_lost(
    feed: Feed, tmp_path: Path
) -> None:
    newsroom = newsroom_of(feed, tmp_path)
    publish(feed, item("one", "Xiaomi rose 4.9 per cent.", hours=3))
    await newsroom.refresh()
    (first,) = newsroom.headlines(HeadlineQuery(), limit=9)
    newsroom.mark_read([first.id])

    publish(feed, item("two", "Xiaomi rose 5.2 per cent."))
    report = await newsroom.refresh(is_forced=True)
    (edited,) = newsroom.headlines(HeadlineQuery(), limit=9)
    assert (report.results[0].new, report.results[0].changed) == (0, 1)
    assert (edited.id, edited.is_read) == (first.id, True)
    assert [revision.text for revision in newsroom.revisions(first.id)] == ["Xiaomi rose 4.9 per cent."]
    assert "5.2" in newsroom.open(first.id).story.body.text
    newsroom.close()

    for file in (tmp_path / "data").glob("library*"):
        file.unlink()
    newsroom = newsroom_of(feed, tmp_path)
    await newsroom.refresh()
    (again,) = newsroom.headlines(HeadlineQuery(), limit=9)
    assert again.is_read
    newsroom.close()


async def test_old_stories_go_after_a_refresh_and_do_not_come_back(feed: Feed, tmp_path: Path) -> None:
    items = [f"<title>Story {number}</title><guid>{number}</guid>" for number in range(30)]
    feed = replace(feed, keep_stories=10)
    newsroom = newsroom_of(feed, tmp_path)
    publish(feed, *items)
    await newsroom.refresh()
    assert newsroom.story_count() == 30
    everything = [headline.id for headline in newsroom.headlines(HeadlineQuery(), limit=99)]
    newsroom.mark_read(everything)
    newsroom.save(everything[-1])

    publish(feed, "<title>Story 30</title><guid>30</guid>", *items)
    report = await newsroom.refresh(is_forced=True)
    assert report.new == 1
    assert newsroom.story_count() == 11
    assert everything[-1] in {headline.id for headline in newsroom.headlines(HeadlineQuery(), limit=99)}

    publish(feed, *items)
    report = await newsroom.refresh(is_forced=True)
    assert report.new == 0
    assert newsroom.story_count() == 11
    newsroom.close()
