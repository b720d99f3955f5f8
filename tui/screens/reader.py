"""The reader's screen: it hands the newsroom's answers to the widgets, and the widgets' messages to the newsroom."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Input

from tapewire.errors import TapewireError
from tapewire.model import FeedResult, HeadlineQuery, OpenedStory, Section
from tapewire.newsroom import Newsroom
from tui.browser import open_page
from tui.keys import bindings
from tui.screens.help import HelpScreen
from tui.screens.placeholders import list_placeholder
from widgets.headline_list import HeadlineList
from widgets.moves_list import MovesList
from widgets.related_list import RelatedList
from widgets.section_list import SectionList
from widgets.status_line import RefreshProgress, StatusLine
from widgets.story_view import StoryView

ALL = Section(kind="all", name="All")

PREVIEW_DELAY_S = 0.04
"""How long the cursor must rest on a headline before its story is fetched: holding a key down fetches only the last."""

SEARCH_DELAY_S = 0.06
"""The same for a pause in typing."""

ARRIVAL_DELAY_S = 0.4
"""How long arriving stories are gathered before the list is drawn anew."""

HISTORY_KEPT = 100
"""How many stories Backspace can go back."""

AGES_S = 30
"""How often ages are brought up to date."""

REMARK_S = 5
"""How long a remark stands in the status line."""


class ReaderScreen(Screen[None]):
    """Sections, headlines, the story, its moves and its related stories."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    def __init__(self, *, newsroom: Newsroom, demo: Newsroom | None, refresh_minutes: int) -> None:
        """Make the screen.

        Args:
            newsroom: What to read.
            demo: What to show while ``newsroom`` is empty and no feed can be reached; None for nothing.
            refresh_minutes: How often to refresh unasked; 0 for never.
        """
        super().__init__()
        self._live = newsroom
        self._demo = demo
        self._newsroom = newsroom
        self._refresh_minutes = refresh_minutes
        self._section = ALL
        self._query = HeadlineQuery()
        self._opened: OpenedStory | None = None
        self._standing_notice = ""
        """What the status line says when no remark is made."""
        self._history: list[str] = []
        """Ids of the stories that Backspace goes back to, the last at the end."""

    def compose(self) -> ComposeResult:
        """Lay the panes out; where they stand at which width is the style sheet's."""
        with Horizontal(id="desk"):
            yield SectionList(id="sections")
            with Vertical(id="page"):
                yield Input(id="search", placeholder="Search this section", select_on_focus=False)
                yield HeadlineList(id="headlines")
                yield StoryView(id="story")
            with Vertical(id="side", classes="-moves"):
                yield MovesList(id="moves")
                yield RelatedList(id="related")
        yield StatusLine(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what the library holds, then bring it up to date."""
        self._headlines.focus()
        self._show_section(ALL)
        self.set_interval(AGES_S, self._update_ages)
        if self._refresh_minutes:
            self.set_interval(self._refresh_minutes * 60, self._refresh)
        # After the first paint: what only a refresh needs is not even imported before it.
        self.call_after_refresh(self._refresh)

    # -- the panes -----------------------------------------------------------------------------------------------------

    @property
    def _headlines(self) -> HeadlineList:
        return self.query_one(HeadlineList)

    @property
    def _story(self) -> StoryView:
        return self.query_one(StoryView)

    @property
    def _moves(self) -> MovesList:
        return self.query_one(MovesList)

    @property
    def _related(self) -> RelatedList:
        return self.query_one(RelatedList)

    @property
    def _sections(self) -> SectionList:
        return self.query_one(SectionList)

    @property
    def _status(self) -> StatusLine:
        return self.query_one(StatusLine)

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    # -- the list ------------------------------------------------------------------------------------------------------

    def _show_section(self, section: Section) -> None:
        self._section = section
        self._show_list()

    @work(exclusive=True, group="list")
    async def _show_list(self) -> None:
        """Show the section, or what a search finds in it, from the top."""
        newsroom, words = self._newsroom, self._search.value
        self._query = query = newsroom.query(self._section, words)
        count, sections = await asyncio.to_thread(lambda: (newsroom.count(query), newsroom.sections()))
        self._headlines.border_title = f"{self._section.name} · “{words}”" if words else self._section.name
        self._headlines.placeholder = list_placeholder(
            self._section, words=words, is_refreshing=self._is_refreshing, has_feeds=bool(newsroom.feeds)
        )
        self._headlines.set_count(count)
        self._show_place()
        self._sections.show_sections(sections, self._section)
        if count == 0:
            self._show_story(None)

    @work(exclusive=True, group="list")
    async def _renew_list(self, *, delay_s: float = 0) -> None:
        """Show the same list as it now is, with the cursor on its story."""
        await asyncio.sleep(delay_s)
        newsroom, query, under = self._newsroom, self._query, self._headlines.highlighted
        count, position, sections = await asyncio.to_thread(
            lambda: (
                newsroom.count(query),
                newsroom.position(query, under.id) if under is not None else None,
                newsroom.sections(),
            )
        )
        self._headlines.refresh_rows(count, position)
        self._show_place()
        self._sections.show_sections(sections, self._section)

    @on(HeadlineList.RowsWanted)
    @work(exclusive=True, group="rows")
    async def _supply_rows(self, event: HeadlineList.RowsWanted) -> None:
        rows = await asyncio.to_thread(
            self._newsroom.headlines, self._query, offset=event.start, limit=event.stop - event.start
        )
        event.headline_list.supply(event.start, rows, version=event.version)

    @on(SectionList.Chosen)
    def _choose_section(self, event: SectionList.Chosen) -> None:
        self._headlines.focus()
        self._search.value = ""
        self._show_section(event.section)

    def _update_ages(self) -> None:
        now = self._newsroom.clock()
        self._headlines.now = now
        self._status.now = now

    # -- the story -----------------------------------------------------------------------------------------------------

    @on(HeadlineList.Highlighted)
    def _preview(self, event: HeadlineList.Highlighted) -> None:
        self._show_place()
        if self._opened is None or self._opened.story.id != event.headline.id:
            self._fetch_story(event.headline.id, delay_s=PREVIEW_DELAY_S)

    def _show_place(self) -> None:
        position = self._headlines.cursor_position
        self._status.section = self._section.name
        self._status.place = 0 if position is None else position + 1
        self._status.total = self._headlines.count

    @on(HeadlineList.Opened)
    def _open_headline(self, event: HeadlineList.Opened) -> None:
        self._open(event.headline.id)

    @on(RelatedList.Chosen)
    def _open_related(self, event: RelatedList.Chosen) -> None:
        self._open(event.related.headline.id)

    def _open(self, story_id: str) -> None:
        """Open a story for reading; Backspace then goes back to the one that was open before."""
        if self._opened is not None and self._opened.story.id != story_id:
            self._history = [*self._history[-HISTORY_KEPT:], self._opened.story.id]
        self._fetch_story(story_id, read=True)
        self._story.focus()

    @work(exclusive=True, group="story")
    async def _fetch_story(self, story_id: str, *, delay_s: float = 0, read: bool = False) -> None:
        await asyncio.sleep(delay_s)
        try:
            opened = await asyncio.to_thread(self._newsroom.open, story_id)
        except TapewireError as error:
            self._tell(error)
            return
        self._show_story(opened)
        if read and not opened.is_read:
            self._mark_read(True)

    def _show_story(self, opened: OpenedStory | None) -> None:
        now = self._newsroom.clock()
        self._opened = opened
        self._story.now = now
        self._story.story = opened
        self._moves.show_moves(opened.moves if opened else ())
        self._related.show_related(opened.related if opened else (), now)

    @on(MovesList.Highlighted)
    @on(MovesList.Chosen)
    def _show_move(self, event: MovesList.Highlighted | MovesList.Chosen) -> None:
        self._story.show_move(event.move)

    @on(StoryView.LinkClicked)
    def _follow_link(self, event: StoryView.LinkClicked) -> None:
        self._open_in_browser(event.href)

    # -- what the user makes -------------------------------------------------------------------------------------------

    def action_toggle_read(self) -> None:
        """Mark the open story read, or unread again."""
        if self._opened is not None:
            self._mark_read(not self._opened.is_read)

    @work(group="marks")
    async def _mark_read(self, read: bool) -> None:
        opened = self._opened
        if opened is None:
            return
        story_id, newsroom = opened.story.id, self._newsroom
        self._query = replace(self._query, kept=self._query.kept | {story_id})
        self._change_opened(replace(opened, is_read=read))
        await asyncio.to_thread(newsroom.mark_read, [story_id], read=read)
        await self._show_flags(story_id)

    @work(group="marks")
    async def action_toggle_saved(self) -> None:
        """Bookmark the open story, or remove its bookmark. The star shows once it is on the disk."""
        opened = self._opened
        if opened is None:
            return
        story_id, newsroom, save = opened.story.id, self._newsroom, not opened.is_saved
        try:
            if save:
                await asyncio.to_thread(newsroom.save, story_id)
            else:
                await asyncio.to_thread(newsroom.unsave, story_id)
        except TapewireError as error:
            self._tell(error)
            return
        if self._opened is not None and self._opened.story.id == story_id:
            self._change_opened(replace(self._opened, is_saved=save))
        await self._show_flags(story_id)

    def _change_opened(self, opened: OpenedStory) -> None:
        self._opened = opened
        self._story.story = opened

    async def _show_flags(self, story_id: str) -> None:
        """Show in the list and the sections what has become of a story's flags."""
        newsroom = self._newsroom
        headlines, sections = await asyncio.to_thread(
            lambda: (newsroom.headlines_by_id([story_id]), newsroom.sections())
        )
        for headline in headlines:
            self._headlines.update_headline(headline)
        self._sections.show_sections(sections, self._section)

    # -- going about ---------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="story")
    async def action_next_unread(self) -> None:
        """Open the next unread story below the cursor."""
        newsroom, query, under = self._newsroom, self._query, self._headlines.highlighted
        found = await asyncio.to_thread(newsroom.next_unread, query, under.id if under else None)
        if found is None:
            self._remark("Nothing unread here")
            return
        position = await asyncio.to_thread(newsroom.position, query, found.id)
        if position is not None:
            self._headlines.move_cursor(position)
        self._open(found.id)

    def action_back(self) -> None:
        """Go back to the story that was open before."""
        if self._history:
            self._fetch_story(self._history.pop(), read=True)
            self._story.focus()

    def action_search(self) -> None:
        """Type what to search for."""
        self._search.add_class("-open")
        self._search.focus()

    @on(Input.Changed, "#search")
    @work(exclusive=True, group="typing")
    async def _search_as_typed(self) -> None:
        await asyncio.sleep(SEARCH_DELAY_S)
        self._show_list()

    @on(Input.Submitted, "#search")
    def _end_typing(self) -> None:
        self._headlines.focus()

    def action_leave(self) -> None:
        """Go to the list; from the list, end the search."""
        if self._headlines.has_focus or self._search.has_focus:
            self._search.value = ""
            self._search.remove_class("-open")
        self._headlines.focus()

    def action_sections(self) -> None:
        """Choose what the list shows."""
        self._show_pane(self._sections)

    def action_next_pane(self) -> None:
        """Go on to the next pane."""
        self._go_to_pane(1)

    def action_previous_pane(self) -> None:
        """Go back to the pane before."""
        self._go_to_pane(-1)

    def _go_to_pane(self, step: int) -> None:
        panes: list[Widget] = [self._headlines, self._story, self._moves, self._related, self._sections]
        at = next((at for at, pane in enumerate(panes) if pane.has_focus), 0 if self._search.has_focus else -1)
        self._show_pane(panes[(at + step) % len(panes)])

    def _show_pane(self, pane: Widget) -> None:
        """Give a pane the room that the width of the screen grants it, and the focus."""
        self._lay_out_for(pane)
        pane.focus()

    @on(DescendantFocus)
    def _make_room(self, event: DescendantFocus) -> None:
        self._lay_out_for(event.widget)

    def _lay_out_for(self, pane: Widget) -> None:
        side = self.query_one("#side")
        for name in ("headlines", "story", "moves", "related", "sections"):
            self.set_class(pane.id == name, f"-in-{name}")
        if pane.id in ("moves", "related"):
            side.set_class(pane.id == "moves", "-moves")
            side.set_class(pane.id == "related", "-related")

    # -- the world outside ---------------------------------------------------------------------------------------------

    def action_open_page(self) -> None:
        """Open the story's page in the browser."""
        if self._opened is None:
            return
        if self._opened.story.url is None:
            self._remark("This story has no page of its own")
        else:
            self._open_in_browser(self._opened.story.url)

    def _open_in_browser(self, url: str) -> None:
        if not open_page(self.app, url):
            self._remark(f"No browser found. The address is {url}")

    def action_refresh(self) -> None:
        """Fetch all feeds."""
        self._refresh()

    def action_help(self) -> None:
        """Show the page of keys."""
        self.app.push_screen(HelpScreen())

    @property
    def _is_refreshing(self) -> bool:
        return any(worker.group == "refresh" and not worker.is_finished for worker in self.workers)

    @work(exclusive=True, group="refresh")
    async def _refresh(self) -> None:
        """Bring the library in line with the state, then fetch all feeds while reading goes on."""
        if await asyncio.to_thread(self._newsroom.catch_up):
            self._renew_list()
        for notice in await asyncio.to_thread(self._newsroom.notices):
            self.notify(notice, title="Your data", severity="warning", markup=False, timeout=20)
        try:
            report = await self._live.refresh(on_result=self._count_result())
        except TapewireError as error:
            self._tell(error)
            return
        finally:
            self._status.progress = None
        self._status.updated_at = self._status.now = self._live.clock()
        self._status.failed = len(report.failed)
        await self._choose_edition()

    def _count_result(self) -> Callable[[FeedResult], None]:
        done, total = 0, len(self._live.feeds)
        self._status.progress = RefreshProgress(done=0, total=total, feed_name="")

        def count(result: FeedResult) -> None:
            nonlocal done
            done += 1
            self._status.progress = RefreshProgress(done=done, total=total, feed_name=result.feed.name)
            if (result.new or result.changed) and self._newsroom is self._live:
                self._renew_list(delay_s=ARRIVAL_DELAY_S)

        return count

    async def _choose_edition(self) -> None:
        """Show the bundled edition while there is nothing else to show, and the user's own feeds as soon as there is."""
        has_fetched = await asyncio.to_thread(self._live.has_fetched)
        if self._demo is None or (has_fetched and self._newsroom is self._live):
            return
        if has_fetched:
            self._newsroom = self._live
            self._set_notice("")
        else:
            self._newsroom = self._demo
            self._set_notice("Bundled edition: no feed could be reached. r tries again.")
            await self._demo.refresh()
            await asyncio.to_thread(self._demo.catch_up)
        self._show_section(ALL)

    def _set_notice(self, notice: str) -> None:
        self._standing_notice = self._status.notice = notice

    def _remark(self, remark: str) -> None:
        """Say something in the status line for a moment."""
        self._status.notice = remark
        self.set_timer(REMARK_S, lambda: self._set_notice(self._standing_notice))

    def _tell(self, error: TapewireError) -> None:
        self.notify(str(error), severity="error", markup=False, timeout=15)


