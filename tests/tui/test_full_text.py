"""The whole story and its comments, from the screen's side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tapewire.model import Body, Comments, HeadlineQuery, Story

Reading = Callable[..., Any]
Make = Callable[..., Any]
PAGE = "The whole story: the Nikkei fell 2.7 per cent to 38,120.44. " + "Traders spoke of little else all day. " * 30


async def test_f_fetches_the_page_and_goes_between_the_two_texts(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    newsroom.page = PAGE
    async with reading(newsroom) as reader:
        await reader.press("enter", "f")
        assert "The whole story" in reader.text
        assert "full text" in reader.text
        assert "MOVES 1" in reader.text
        await reader.press("f")
        assert "The whole story:" not in reader.text
        assert "the feed's text" in reader.text
        assert "MOVES 4" in reader.text
        await reader.press("f")
        assert "The whole story" in reader.text


async def test_a_page_that_is_not_to_be_had_is_said_and_the_story_stays(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("enter", "f")
        assert "No page is to be had here." in reader.text
        assert "MOVES 4" in reader.text


async def test_bookmarking_a_teaser_fetches_its_page_and_says_quietly_where_it_cannot(
    reading: Reading, make_newsroom: Make
) -> None:
    newsroom = make_newsroom()
    newsroom.page = PAGE
    async with reading(newsroom) as reader:
        await reader.press("s")
        assert "The whole story" in reader.text
        newsroom.page = None
        await reader.press("j", "s")
        assert "Saved as the feed gives it. No page is to be had here." in reader.text
    assert len(newsroom.bookmarks()) == 2


async def test_c_shows_comments_and_goes_back_to_the_story(
    reading: Reading, make_newsroom: Make, monkeypatch: Any
) -> None:
    newsroom = make_newsroom()
    open_story = newsroom.open

    def with_comments(story_id: str) -> Any:
        opened = open_story(story_id)
        comments = Comments(feed="https://courier.example/comments", count=1_204)
        return replace(opened, story=replace(opened.story, comments=comments))

    async def comments(story_id: str) -> Story:
        story = open_story(story_id).story
        return replace(story, title=f"Comments: {story.title}", body=Body(text="Marek\n\nLovely piece."))

    monkeypatch.setattr(newsroom, "open", with_comments)
    monkeypatch.setattr(newsroom, "comments", comments)
    async with reading(newsroom) as reader:
        await reader.press("enter")
        assert "1,204 comments" in reader.text
        await reader.press("c")
        assert "Lovely piece." in reader.text
        await reader.press("c")
        assert "Lovely piece." not in reader.text
        assert "MOVES 4" in reader.text


async def test_c_says_where_there_are_no_comments(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("enter", "c")
        assert "names no comments" in reader.text
    assert newsroom.count(HeadlineQuery()) == 5
