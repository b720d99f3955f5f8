"""From a story's page on a loopback site to its text in the library and in its bookmark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tapewire.errors import FetchError, FullTextError, UnknownStoryError
from tapewire.fulltext import manners
from tapewire.library.library import Library
from tapewire.model import Feed, HeadlineQuery, OpenedStory
from tapewire.newsroom import Newsroom
from tapewire.paths import DataFolder
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)
ReadPage = Callable[[str], tuple[bytes, str]]


def rss(site, teaser: str = "Bank shares climbed on Wednesday.", title: str = "Lenders lead rally") -> str:
    return (
        f"<rss version='2.0'><channel><item><guid>1</guid><title>{title}</title><link>{site.url}/story</link>"
        f"<pubDate>Wed, 04 Mar 2026 16:20:00 GMT</pubDate><description>{teaser}</description></item></channel></rss>"
    )


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "PAUSE_S", 0.0)


@pytest.fixture
def newsroom_of(site, tmp_path: Path) -> Callable[[], Newsroom]:
    """Opens a newsroom that follows the site's feed."""
    data = DataFolder.at(tmp_path)
    site.put("/feed", rss(site))
    feed = Feed(key=f"{site.url}/feed", url=f"{site.url}/feed", name="Ledger")

    def made() -> Newsroom:
        return Newsroom(
            feeds=(feed,),
            library=Library.open(data.library),
            state=lambda: StateStore.open(data.state),
            clock=lambda: NOW,
        )

    return made


def delete_library(folder: Path) -> None:
    for file in folder.glob("library*"):
        file.unlink()


async def the_story(newsroom: Newsroom) -> str:
    await newsroom.refresh(is_forced=True)
    (headline,) = newsroom.headlines(HeadlineQuery(), limit=5)
    return headline.id


def opened(newsroom: Newsroom, story_id: str) -> tuple[str, set[str], bool]:
    found: OpenedStory = newsroom.open(story_id)
    return found.story.body.text, {move.instrument.name for move in found.moves}, found.is_full


async def test_the_pages_text_takes_the_place_of_the_teaser_with_its_moves_and_the_teaser_stays_beside(
    site, newsroom_of: Callable[[], Newsroom], read_article_page: ReadPage
) -> None:
    site.put("/story", read_article_page("broadsheet")[0])
    newsroom = newsroom_of()
    story_id = await the_story(newsroom)
    before = newsroom.open(story_id)
    assert newsroom.wants_full_text(story_id)

    await newsroom.fetch_full_text(story_id)

    text, movers, is_full = opened(newsroom, story_id)
    assert is_full
    assert text.endswith("about a fifth more than the average of the past month.")
    assert movers >= {"Northgate Bank", "Harbour Savings"}
    full = newsroom.open(story_id)
    assert full.swapped().story == before.story
    assert full.swapped().swapped() == full
    assert not newsroom.wants_full_text(story_id)
    assert newsroom.headlines(HeadlineQuery(), limit=1)[0].moves == len(full.moves)
    newsroom.close()


async def test_rounds_leave_the_full_text_as_it_is_and_bring_the_feeds_edits_to_its_own(
    site, newsroom_of: Callable[[], Newsroom], read_article_page: ReadPage
) -> None:
    site.put("/story", read_article_page("broadsheet")[0])
    newsroom = newsroom_of()
    story_id = await the_story(newsroom)
    await newsroom.fetch_full_text(story_id)
    text, movers, _ = opened(newsroom, story_id)

    await newsroom.refresh(is_forced=True)
    assert opened(newsroom, story_id) == (text, movers, True)

    site.put("/feed", rss(site, "Bank shares climbed further.", "Lenders lead the rally on"))
    report = await newsroom.refresh(is_forced=True)
    found = newsroom.open(story_id)

    assert report.results[0].changed == 1
    assert found.story.title == "Lenders lead the rally on"
    assert opened(newsroom, story_id) == (text, movers, True)
    assert found.other_text is not None
    assert found.other_text.body.text == "Bank shares climbed further."
    newsroom.close()


async def test_a_bookmark_has_both_texts_and_outlives_the_library_and_the_site(
    site, newsroom_of: Callable[[], Newsroom], read_article_page: ReadPage, tmp_path: Path
) -> None:
    site.put("/story", read_article_page("broadsheet")[0])
    newsroom = newsroom_of()
    story_id = await the_story(newsroom)
    newsroom.save(story_id)
    await newsroom.fetch_full_text(story_id)
    full = newsroom.open(story_id)
    newsroom.close()
    delete_library(tmp_path)
    site.pages.clear()

    newsroom = newsroom_of()
    site.pages.clear()
    newsroom.catch_up()
    again = newsroom.open(story_id)

    assert (again.story, again.moves, again.other_text) == (full.story, full.moves, full.other_text)
    assert again.is_full
    site.put("/feed", rss(site))
    assert (await newsroom.refresh(is_forced=True)).results[0].changed == 0  # the round knows it for unchanged
    assert newsroom._library.story(story_id).body == full.story.body
    newsroom.close()


async def test_a_page_that_is_not_to_be_had_is_said_and_the_feeds_text_stays(
    site, newsroom_of: Callable[[], Newsroom]
) -> None:
    site.put("/story", "<p>Bank shares climbed.", 403)
    newsroom = newsroom_of()
    story_id = await the_story(newsroom)
    before = newsroom.open(story_id)

    with pytest.raises(FullTextError, match="refuses"):
        await newsroom.fetch_full_text(story_id)

    assert newsroom.open(story_id) == before
    newsroom.close()


async def test_a_page_that_hangs_its_reader_is_given_up(
    site, newsroom_of: Callable[[], Newsroom], read_article_page: ReadPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tapewire.feeds import workers

    site.put("/story", b"<p>" + b"<table><tr><td><i>word " * 200_000)
    newsroom = newsroom_of()
    story_id = await the_story(newsroom)
    monkeypatch.setattr(workers, "PARSE_DEADLINE_S", 0.1)

    with pytest.raises(FullTextError, match="longer than"):
        await newsroom.fetch_full_text(story_id)
    newsroom.close()


async def test_a_feed_that_asks_for_it_has_its_new_stories_pages_fetched_in_the_round(
    site, newsroom_of: Callable[[], Newsroom], read_article_page: ReadPage
) -> None:
    site.put("/story", read_article_page("broadsheet")[0])
    newsroom = newsroom_of()
    newsroom.feeds = tuple(replace(feed, is_full_text=True) for feed in newsroom.feeds)

    story_id = await the_story(newsroom)
    await newsroom.refresh(is_forced=True)

    assert newsroom.open(story_id).is_full
    assert site.asked.count("/story") == 1
    newsroom.close()


async def test_what_cannot_be_fetched_is_an_error_in_words(site, newsroom_of: Callable[[], Newsroom]) -> None:
    site.put("/feed", rss(site).replace(f"{site.url}/story", "http://192.168.7.7/story"))
    newsroom = newsroom_of()
    site.put("/feed", rss(site).replace(f"{site.url}/story", "http://192.168.7.7/story"))
    story_id = await the_story(newsroom)

    with pytest.raises(FetchError, match="192"):
        await newsroom.fetch_full_text(story_id)
    with pytest.raises(UnknownStoryError):
        await newsroom.fetch_full_text("0" * 16)
    newsroom.close()
