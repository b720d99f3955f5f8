"""The list of a section, or of what a search finds in it: asks the newsroom for the rows that come into view."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tapewire.model import Headline, HeadlineQuery, Section
from tapewire.newsroom import Newsroom
from tui.placeholders import list_placeholder
from widgets.headline_list import HeadlineList

ALL = Section(kind="all", name="All")

SEARCH_DELAY_S = 0.06
"""How long typing must pause before what was typed is searched for."""


class SearchLine(Input):
    """A line to search with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "To the list"),
        Binding("escape", "screen.leave", "End the search"),
    ]


class Listing(Vertical):
    """A line to search with, and the headlines."""

    @dataclass
    class Changed(Message):
        """Another list is shown, or the same one with other rows, counts or flags."""

        sections: tuple[Section, ...]
        """With their counts as they now are."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(id="listing")
        self.search = SearchLine(id="search", placeholder="Words to search for", select_on_focus=False)
        self.headlines = HeadlineList(id="headlines")
        self.section = ALL
        self.may_grow = True
        """Whether stories are about to come, as an empty list then says."""
        self._newsroom = newsroom
        self._query = HeadlineQuery()

    def compose(self) -> ComposeResult:
        """Lay the two out."""
        yield self.search
        yield self.headlines

    def show(self, section: Section, newsroom: Newsroom | None = None) -> None:
        """List another section, from its top.

        Args:
            section: Which.
            newsroom: Whose; None for the same newsroom's.
        """
        self.section = section
        self._newsroom = newsroom or self._newsroom
        self._show()

    @work(exclusive=True, group="list")
    async def _show(self) -> None:
        newsroom, words = self._newsroom, self.search.value.strip()
        query = newsroom.query(self.section, words)
        count, sections = await asyncio.to_thread(lambda: (newsroom.count(query), newsroom.sections()))
        self._query = query
        self.headlines.heading = f"{self.section.name} · “{words}”" if words else self.section.name
        self.headlines.placeholder = list_placeholder(
            self.section, words=words, may_grow=self.may_grow, has_feeds=bool(newsroom.feeds)
        )
        self.headlines.set_count(count)
        self.post_message(self.Changed(sections))

    @work(exclusive=True, group="list")
    async def renew(self, *, delay_s: float = 0) -> None:
        """Show the same list as it now is, with the cursor on its story.

        Args:
            delay_s: How long to wait for more changes, which are then shown together.
        """
        await asyncio.sleep(delay_s)
        newsroom, query, under = self._newsroom, self._query, self.headlines.highlighted
        count, position, sections = await asyncio.to_thread(
            lambda: (
                newsroom.count(query),
                newsroom.position(query, under.id) if under is not None else None,
                newsroom.sections(),
            )
        )
        self.headlines.refresh_rows(count, position, story_id=under.id if under else None)
        self.post_message(self.Changed(sections))

    async def show_flags(self, story_ids: Iterable[str]) -> None:
        """Show what has become of stories' flags."""
        newsroom, wanted = self._newsroom, list(story_ids)
        headlines, sections = await asyncio.to_thread(lambda: (newsroom.headlines_by_id(wanted), newsroom.sections()))
        for headline in headlines:
            self.headlines.update_headline(headline)
        self.post_message(self.Changed(sections))

    def keep(self, story_id: str) -> None:
        """Keep a story's place in a list of unread stories although it is being read."""
        self._query = replace(self._query, kept=self._query.kept | {story_id})

    async def next_unread(self) -> Headline | None:
        """Go to the next unread story below the cursor, going on from the top; None where there is none."""
        newsroom, query, under = self._newsroom, self._query, self.headlines.highlighted
        found = await asyncio.to_thread(newsroom.next_unread, query, under.id if under else None)
        if found is None:
            return None
        position = await asyncio.to_thread(newsroom.position, query, found.id)
        if position is not None:
            self.headlines.move_cursor(position)
        return found

    def end_search(self) -> None:
        """Empty the line to search with and put it away."""
        self.search.value = ""
        self.search.remove_class("-open")

    @on(HeadlineList.RowsWanted)
    @work(exclusive=True, group="rows")
    async def _supply_rows(self, event: HeadlineList.RowsWanted) -> None:
        event.stop()
        rows = await asyncio.to_thread(
            self._newsroom.headlines, self._query, offset=event.start, limit=event.end - event.start
        )
        event.headline_list.supply(event.start, rows, version=event.version)

    @on(Input.Changed)
    @work(exclusive=True, group="typing")
    async def _search_as_typed(self) -> None:
        await asyncio.sleep(SEARCH_DELAY_S)
        self._show()
