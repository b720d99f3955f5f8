"""The list of a section, or of what a search finds in it: asks the newsroom for the rows that come into view."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tapewire.model import Headline, HeadlineQuery, Section
from tapewire.newsroom import Newsroom
from tui.placeholders import list_placeholder
from tui.search_line import SearchHint, SearchLine
from tui.tell import TellsErrors
from widgets.headline_list import HeadlineList

ALL = Section(kind="all", name="All")

SEARCH_DELAY_S = 0.06
"""How long typing must pause before what was typed is searched for."""

COUNTING_DELAY_S = 0.3
"""How long a list must stand before saved searches are counted again."""

ARRIVAL_DELAY_S = 0.4
"""How long arriving stories are gathered before the list is drawn anew."""


class Listing(Vertical, TellsErrors):
    """A line to search with, and the headlines."""

    @dataclass
    class Changed(Message):
        """Another list is shown, or the same one with other rows, counts or flags."""

        sections: tuple[Section, ...]
        """With their counts as they now are."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(id="listing")
        self.search = SearchLine(id="search")
        self._hint = SearchHint()
        self.headlines = HeadlineList(id="headlines")
        self.section = ALL
        self.may_grow = True
        """Whether stories are about to come, as an empty list then says."""
        self._newsroom = newsroom
        """Whose stories are asked for."""
        self._source = (newsroom, HeadlineQuery())
        """Whose stories are listed, and which. One value, so that rows are never asked of one for the other's list."""
        self._shown = 0
        """How many lists were shown: what was worked out for an earlier one is dropped."""
        self._is_renewing_soon = False

    def compose(self) -> ComposeResult:
        """Lay the two out."""
        yield self.search
        yield self._hint
        yield self.headlines

    # -- which list ----------------------------------------------------------------------------------------------------

    def show(self, section: Section, newsroom: Newsroom | None = None, *, at: str | None = None) -> None:
        """List another section, without a search.

        Args:
            section: Which.
            newsroom: Whose; None for the same newsroom's.
            at: Id of the story to put the cursor on; None, or a story that is not listed, for the top.
        """
        self.section = section
        with self.prevent(Input.Changed):
            self.search.value = ""
        self.search.remove_class("-open")
        self._hint.remove_class("-open")
        self._newsroom = newsroom or self._newsroom
        self._show(at=at)

    def on_mount(self) -> None:
        """What is told of a search goes by where its cursor stands."""
        self.watch(self.search, "selection", self._tell_of_typed, init=False)

    def open_search(self) -> None:
        """Show the line to search with."""
        self.search.add_class("-open")
        self._hint.add_class("-open")
        self._hint.show(self.search)
        self._learn_names()

    @work(exclusive=True, group="names", exit_on_error=False)
    async def _learn_names(self) -> None:
        self.search.vocabulary = await asyncio.to_thread(self._newsroom.vocabulary)

    @property
    def is_searching(self) -> bool:
        """Whether the line to search with is there."""
        return self.search.has_class("-open")

    def end_search(self) -> None:
        """List the whole section again, with the cursor on the story that was found."""
        if self.is_searching:
            under = self.headlines.highlighted
            self.show(self.section, at=under.id if under else None)

    @work(exclusive=True, group="list", exit_on_error=False)
    async def _show(self, *, at: str | None = None) -> None:
        newsroom, words = self._newsroom, self.search.value.strip()
        query = newsroom.query(self.section, self.search.query_typed)
        count, position, sections = await asyncio.to_thread(
            lambda: (newsroom.count(query), newsroom.position(query, at) if at else None, newsroom.sections())
        )
        self._shown += 1
        self._source = (newsroom, query)
        self.headlines.heading = f"{self.section.name} · “{words}”" if words else self.section.name
        self.headlines.placeholder = list_placeholder(
            self.section, words=words, may_grow=self.may_grow, has_feeds=bool(newsroom.feeds)
        )
        self.headlines.set_count(count, position or 0)
        self._tell_sections(sections)

    @on(Input.Changed)
    def _tell_of_typed(self) -> None:
        self._hint.show(self.search)

    @on(Input.Changed)
    @work(exclusive=True, group="typing", exit_on_error=False)
    async def _search_as_typed(self) -> None:
        await asyncio.sleep(SEARCH_DELAY_S)
        self._show()

    # -- the same list, later ------------------------------------------------------------------------------------------

    def renew_soon(self) -> None:
        """Show the same list as it will be in a moment; more changes until then are shown together."""
        if not self._is_renewing_soon:
            self._is_renewing_soon = True
            self._renew_in_a_moment()

    @work(group="arrivals", exit_on_error=False)
    async def _renew_in_a_moment(self) -> None:
        await asyncio.sleep(ARRIVAL_DELAY_S)
        self._is_renewing_soon = False
        self.renew()

    @work(exclusive=True, group="renewal", exit_on_error=False)
    async def renew(self) -> None:
        """Show the same list as it now is, with the cursor on its story."""
        (newsroom, query), shown, under = self._source, self._shown, self.headlines.highlighted
        count, position, sections = await asyncio.to_thread(
            lambda: (
                newsroom.count(query),
                newsroom.position(query, under.id) if under is not None else None,
                newsroom.sections(),
            )
        )
        if shown != self._shown:
            self.renew()  # another list has come meanwhile, perhaps counted before the news
            return
        self.headlines.refresh_rows(count, position, story_id=under.id if under else None)
        self._tell_sections(sections)

    @on(HeadlineList.RowsWanted)
    @work(exclusive=True, group="rows", exit_on_error=False)
    async def _supply_rows(self, event: HeadlineList.RowsWanted) -> None:
        event.stop()
        newsroom, query = self._source
        rows = await asyncio.to_thread(newsroom.headlines, query, offset=event.start, limit=event.end - event.start)
        event.headline_list.supply(event.start, rows, version=event.version)

    async def show_flags(self, story_id: str) -> None:
        """Show what has become of a story's flags."""
        newsroom, _ = self._source
        headlines, sections = await asyncio.to_thread(
            lambda: (newsroom.headlines_by_id([story_id]), newsroom.sections())
        )
        for headline in headlines:
            self.headlines.update_headline(headline)
        self._tell_sections(sections)

    def _tell_sections(self, sections: tuple[Section, ...]) -> None:
        self.post_message(self.Changed(sections))
        if any(section.kind == "search" for section in sections):
            self._count_searches()

    @work(exclusive=True, group="counting", exit_on_error=False)
    async def _count_searches(self) -> None:
        """Bring the counts of saved searches up to date, once the list stands: each is a search of its own."""
        newsroom = self._newsroom
        await asyncio.sleep(COUNTING_DELAY_S)
        if await asyncio.to_thread(newsroom.count_searches):
            self.post_message(self.Changed(await asyncio.to_thread(newsroom.sections)))

    def keep(self, story_id: str) -> None:
        """Keep a story's place in a list of unread stories although it is being read."""
        newsroom, query = self._source
        self._source = (newsroom, replace(query, kept=query.kept | {story_id}))

    async def next_unread(self, after: str | None) -> Headline | None:
        """Go to the next unread story below one, going on from the top; None where there is none."""
        newsroom, query = self._source
        found = await asyncio.to_thread(newsroom.next_unread, query, after)
        if found is None:
            return None
        position = await asyncio.to_thread(newsroom.position, query, found.id)
        if position is not None:
            self.headlines.move_cursor(position)
        return found
