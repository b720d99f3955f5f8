"""A round as it is seen: how far it is, what it brings, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapewire.library.library import Library
from tapewire.model import HeadlineQuery
from tapewire.state.store import StateStore
from widgets.headline_list import HeadlineList

Reading = Callable[..., Any]
Make = Callable[..., Any]


async def test_a_round_tells_which_feed_it_waits_for_and_shows_what_has_come(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("j")
        newsroom.held = "gazette"
        newsroom.arriving = (make_entry("courier", "new", 1, "Fresh news from the harbour", "Just in."),)
        await reader.press("r")
        assert "Fetching Gazette  1/3  ━━━╸┄┄┄┄┄┄┄  Esc stops" in reader.text
        headlines = reader.app.screen.query_one(HeadlineList)
        assert headlines.count == 6
        assert headlines.highlighted.title == "Shanghai slips as Hong Kong gains"


async def test_escape_stops_a_round_once_there_is_nothing_else_to_leave(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        newsroom.held = "gazette"
        newsroom.arriving = (make_entry("courier", "new", 1, "Fresh news from the harbour", "Just in."),)
        await reader.press("r", "slash", "x", "escape", "enter", "escape")
        assert "Fetching Gazette" in reader.text
        await reader.press("escape")
        assert "Fetching" not in reader.text
        assert "Refresh stopped. What it fetched stays" in reader.text
        assert newsroom.count(HeadlineQuery()) == 6
        newsroom.held = None
        await reader.press("r")
        assert "Updated now" in reader.text


async def test_r_pressed_twice_begins_one_round(reading: Reading) -> None:
    async with reading() as reader:
        before = len(reader.newsroom.asked)
        await reader.burst("r", "r")
        assert len(reader.newsroom.asked) == before + 1


async def test_a_round_stopped_before_it_began_keeps_no_other_from_beginning(reading: Reading) -> None:
    async with reading() as reader:
        await reader.burst("r", "escape")
        before = len(reader.newsroom.asked)
        await reader.press("r")
        assert len(reader.newsroom.asked) == before + 1


async def test_quitting_in_the_middle_of_a_round_keeps_every_feed_that_was_stored(
    reading: Reading, make_newsroom: Make, make_entry: Make, tmp_path: Path
) -> None:
    newsroom = make_newsroom((), folder=tmp_path)
    newsroom.held = "gazette"
    newsroom.arriving = (make_entry("courier", "new", 1, "Fresh news from the harbour", "Just in."),)
    async with reading(newsroom) as reader:
        await reader.press("j", "m", "q")
    newsroom.close()
    library = Library.open(tmp_path / "library.sqlite")
    (stored,) = library.headlines(HeadlineQuery(), offset=0, limit=9)
    library.close()
    assert stored.title == "Fresh news from the harbour"
    assert StateStore.open(tmp_path / "state.json").is_read(stored.id)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=str)
async def test_the_status_line_keeps_its_width_while_a_round_goes_on(
    size: tuple[int, int], reading: Reading, make_newsroom: Make
) -> None:
    newsroom = make_newsroom()
    newsroom.held = "bulletin"
    async with reading(newsroom, size=size) as reader:
        line = next(line for line in reader.text.splitlines() if "Fetching Bulletin" in line)
        assert "2/3" in line
        assert len(line) == size[0]
