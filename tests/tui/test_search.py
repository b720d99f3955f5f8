"""Searching from the screen, and searches that are sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.content import Content

from tapewire.model import SavedSearch
from tapewire.query.parser import parse
from tui.listing import Listing
from tui.search_line import SearchHint, SearchLine
from widgets.headline_list import HeadlineList

Reading = Callable[..., Any]
Make = Callable[..., Any]


def listed(reader: Any) -> list[str]:
    newsroom, query = reader.app.screen.query_one(Listing)._source
    return [row.title.split()[0] for row in newsroom.headlines(query, limit=50)]


def hint(reader: Any) -> str:
    shown = reader.app.screen.query_one(SearchHint).content
    assert isinstance(shown, Content)
    return shown.plain


def line(reader: Any) -> SearchLine:
    return reader.app.screen.query_one(SearchLine)  # type: ignore[no-any-return]


async def test_the_language_is_understood_as_it_is_typed(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("slash", *"source:gaz", "space", *"-video")
        assert listed(reader) == ["Shanghai"]
        await reader.press("enter")
        assert isinstance(reader.app.focused, HeadlineList)
        assert listed(reader) == ["Shanghai"]


async def test_tab_and_the_right_arrow_take_the_first_completion(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("slash", *"so")
        assert hint(reader) == "Tab: source:  sort:"
        await reader.press("tab")
        assert line(reader).value == "source:"
        await reader.press(*"gaz", "right")
        assert line(reader).value == "source:Gazette "
        assert line(reader).has_focus
        assert listed(reader) == ["Shanghai", "[Video]"]
        await reader.press("tab")
        assert not line(reader).has_focus


async def test_names_with_blanks_are_completed_in_quotes(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("slash", *"in:harb", "tab")
        assert line(reader).value == "in:Harbour "
        assert sorted(listed(reader)) == ["Hong", "Shanghai", "[Video]"]


async def test_a_fault_is_told_below_the_line_and_an_unfinished_word_is_none(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("slash", *"hong", "space", *"is:u")
        assert not reader.app.screen.query_one(SearchHint).has_class("-fault")
        assert hint(reader) == "Tab: is:unread"
        assert "Hong" in listed(reader)
        await reader.press("x", "space")
        assert reader.app.screen.query_one(SearchHint).has_class("-fault")
        assert hint(reader) == "is: takes unread, read, saved or muted."
        assert "Hong" in listed(reader)
        await reader.press("escape")
        assert not reader.app.screen.query_one(SearchHint).display


async def test_a_saved_search_is_a_section_with_its_count(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    newsroom.searches = (SavedSearch(name="Boats and trams", query=parse("ferry or tram*").query),)
    async with reading(newsroom) as reader:
        (section,) = [section for section in newsroom.sections() if section.kind == "search"]
        assert (section.unread, section.total) == (2, 2)
        await reader.press("S", "j", "j", "j")
        assert "⌕ Boats and trams" in reader.text
        await reader.press("enter")
        assert sorted(listed(reader)) == ["Ferry", "香港電車"]
        await reader.press("slash", *"boats")
        assert listed(reader) == ["Ferry"]
