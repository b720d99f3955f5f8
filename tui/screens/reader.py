"""The reader's screen: it hands the newsroom's answers to the widgets, and the widgets' messages to the newsroom."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer, Input
from textual.worker import Worker

from tapewire.errors import FetchError, FullTextError, TapewireError
from tapewire.model import Headline, OpenedStory
from tapewire.newsroom import Newsroom
from tui.browser import open_page
from tui.desk import Desk
from tui.keys import bindings
from tui.listing import ALL, Listing
from tui.refresher import Refresher
from tui.screens.feeds import FeedsScreen
from tui.screens.help import HelpScreen
from tui.status import Status
from tui.subscriptions import Subscriptions
from tui.tell import TellsErrors
from widgets.headline_list import HeadlineList
from widgets.moves_list import MovesList
from widgets.related_list import RelatedList
from widgets.section_list import SectionList
from widgets.status_line import RefreshProgress
from widgets.story_view import StoryView

PREVIEW_DELAY_S = 0.04
"""How long the cursor must rest on a headline before its story is fetched: holding a key down fetches only the last."""

HISTORY_KEPT = 100
"""How many stories Backspace can go back."""

AGES_S = 30
"""How often ages are brought up to date."""

NOTICE_S = 20
"""How long a notice about the user's data stands on the screen."""


class ReaderScreen(Screen[None], TellsErrors):
    """Sections, headlines, the story, its moves and its related stories."""

    AUTO_FOCUS = "HeadlineList"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]

    def __init__(
        self, *, newsroom: Newsroom, demo: Newsroom | None, subscriptions: Subscriptions, refresh_minutes: int
    ) -> None:
        """Make the screen.

        Args:
            newsroom: What to read.
            demo: What to show while ``newsroom`` is empty and no feed can be reached; None for nothing.
            subscriptions: Changes the feeds of ``newsroom``.
            refresh_minutes: How often to refresh unasked; 0 for never.
        """
        super().__init__()
        self._live = newsroom
        self._demo = demo
        self._newsroom = newsroom
        self._subscriptions = subscriptions
        self._refresh_minutes = refresh_minutes
        self._opened: OpenedStory | None = None
        self._wanted: str | None = None
        """Id of the story that is shown or being fetched."""
        self._reading: str | None = None
        """Id of the story that was opened last, rather than looked at in passing."""
        self._history: list[str] = []
        """Ids of the stories that Backspace goes back to, the last at the end."""
        self._marking = asyncio.Lock()
        """Held while a story is marked, so that a key pressed twice undoes what it did."""
        self._stepping = asyncio.Lock()
        """Held while the next unread story is looked for, so that each press of the key is a step."""
        self._fetching: set[str] = set()
        """Ids of the stories whose pages are being fetched."""
        self._failures: dict[str, str] = {}
        """Why feeds failed when they were last asked, by their key."""
        self._bundled: Worker[None] | None = None
        """Reads the bundled edition beside the first round, so that it is there if that brings nothing."""
        self._desk = Desk(newsroom)
        self._status = Status()
        self._status.stop_hint = "Esc stops"
        self._refresher = Refresher()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield self._desk
        yield self._status
        yield Footer(show_command_palette=False)
        yield self._refresher

    def on_mount(self) -> None:
        """Show what the library holds, then bring it up to date."""
        self._desk.listing.show(ALL)
        self.watch(self._refresher, "progress", self._show_progress)
        self._update_ages()
        self.set_interval(AGES_S, self._update_ages)
        if self._refresh_minutes:
            self.set_interval(self._refresh_minutes * 60, self.action_refresh)
        # After the first paint: what only a refresh needs is not even imported before it.
        self.call_after_refresh(self.action_refresh)
        if self._demo is not None:
            self._bundled = self._read_bundled_edition(self._demo)

    # -- the list ------------------------------------------------------------------------------------------------------

    @on(Listing.Changed)
    def _show_counts(self, event: Listing.Changed) -> None:
        self._desk.sections.show_sections(event.sections, self._desk.listing.section)
        self._show_place()
        if self._desk.headlines.count == 0 and self.focused is not self._desk.story:
            self._close_story()

    @on(SectionList.Chosen)
    def _choose_section(self, event: SectionList.Chosen) -> None:
        self._desk.go_to(self._desk.headlines)
        self._desk.listing.show(event.section)

    @on(Input.Submitted)
    def _end_typing(self) -> None:
        self._desk.go_to(self._desk.headlines)

    def _update_ages(self) -> None:
        self._desk.update_ages(self._newsroom.clock())
        self._status.now = self._newsroom.clock()

    def _show_progress(self, progress: RefreshProgress | None) -> None:
        self._status.progress = progress

    def _show_place(self) -> None:
        section, position = self._desk.listing.section, self._desk.headlines.cursor_position
        self._status.section = section.name
        self._status.place = 0 if position is None else position + 1
        self._status.total = self._desk.headlines.count
        if self._newsroom.is_bundled and self._newsroom is self._live:
            self._status.stand("Bundled edition: invented news that shows what Tapewire does")
        elif self._newsroom.is_bundled:
            self._status.stand("Bundled edition, invented: no feed answered. r tries again")
        else:
            self._status.stand(self._failures.get(section.key, "") if section.kind == "feed" else "")

    @property
    def _under_cursor(self) -> Headline | None:
        """The headline under the cursor while the list has the focus."""
        return self._desk.headlines.highlighted if self.focused is self._desk.headlines else None

    @property
    def _meant(self) -> str | None:
        """Id of the story that a key means: the one under the cursor of the list, else the one that was asked for.

        Not the one that is shown: keys may be typed faster than stories are fetched.
        """
        return self._under_cursor.id if self._under_cursor is not None else self._wanted

    # -- the story -----------------------------------------------------------------------------------------------------

    @on(HeadlineList.Highlighted)
    def _preview(self, event: HeadlineList.Highlighted) -> None:
        self._show_place()
        if event.headline.id != self._wanted:
            self._want_story(event.headline.id, delay_s=PREVIEW_DELAY_S)

    @on(HeadlineList.Opened)
    def _open_headline(self, event: HeadlineList.Opened) -> None:
        self._open(event.headline.id)

    @on(RelatedList.Chosen)
    def _open_related(self, event: RelatedList.Chosen) -> None:
        self._open(event.related.headline.id)

    def _open(self, story_id: str) -> None:
        """Open a story for reading; Backspace then goes back to the one that was shown before."""
        if self._opened is not None and self._opened.story.id != story_id:
            self._history = [*self._history[-HISTORY_KEPT:], self._opened.story.id]
        self._read(story_id)

    def _read(self, story_id: str) -> None:
        self._reading = story_id
        self._want_story(story_id)
        self._mark_read(story_id, True)
        self._desk.go_to(self._desk.story)

    def _want_story(self, story_id: str, *, delay_s: float = 0) -> None:
        self._wanted = story_id
        self._fetch_story(story_id, delay_s)

    @work(exclusive=True, group="story", exit_on_error=False)
    async def _fetch_story(self, story_id: str, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        try:
            opened = await asyncio.to_thread(self._newsroom.open, story_id)
        except TapewireError:
            self._wanted = self._opened.story.id if self._opened is not None else None
            raise
        self._opened = opened
        self._desk.show_story(opened, now=self._newsroom.clock())

    def _close_story(self) -> None:
        self._opened = self._wanted = self._reading = None
        self._desk.show_story(None, now=self._newsroom.clock())

    @on(MovesList.Highlighted)
    @on(MovesList.Chosen)
    def _show_move(self, event: MovesList.Highlighted | MovesList.Chosen) -> None:
        self._desk.story.show_move(event.move)

    @on(StoryView.LinkClicked)
    def _follow_link(self, event: StoryView.LinkClicked) -> None:
        self._open_in_browser(event.href)

    # -- what the user makes -------------------------------------------------------------------------------------------

    def action_toggle_read(self) -> None:
        """Mark the story read, or unread again."""
        if self._meant is not None:
            self._mark_read(self._meant, None)

    def action_toggle_saved(self) -> None:
        """Bookmark the story, or remove its bookmark."""
        if self._meant is not None:
            self._toggle_saved(self._meant)

    @work(group="marks", exit_on_error=False)
    async def _mark_read(self, story_id: str, read: bool | None) -> None:
        """Mark a story read or unread; None for what it is not."""
        newsroom = self._newsroom
        self._desk.listing.keep(story_id)
        async with self._marking:
            marked = not await asyncio.to_thread(newsroom.is_read, story_id) if read is None else read
            await asyncio.to_thread(newsroom.mark_read, [story_id], read=marked)
        if self._opened is not None and self._opened.story.id == story_id:
            self._change_opened(replace(self._opened, is_read=marked))
        await self._desk.listing.show_flags(story_id)

    @work(group="marks", exit_on_error=False)
    async def _toggle_saved(self, story_id: str) -> None:
        """Bookmark a story, or remove its bookmark. The star shows once it is on the disk."""
        newsroom = self._newsroom
        async with self._marking:
            save = not await asyncio.to_thread(newsroom.is_saved, story_id)
            await asyncio.to_thread(newsroom.save if save else newsroom.unsave, story_id)
        if self._opened is not None and self._opened.story.id == story_id:
            self._change_opened(replace(self._opened, is_saved=save))
        await self._desk.listing.show_flags(story_id)
        if save and await asyncio.to_thread(newsroom.wants_full_text, story_id):
            self._fetch_full_text(story_id, is_wished=False)

    def _change_opened(self, opened: OpenedStory) -> None:
        self._opened = self._desk.story.story = opened

    # -- the whole story -----------------------------------------------------------------------------------------------

    def action_full_text(self) -> None:
        """Fetch the story's page and show its text; where that was done, go between it and the feed's own."""
        opened = self._opened
        if opened is not None and opened.story.id == self._meant and opened.other_text is not None:
            self._opened = opened.swapped()
            self._desk.show_story(self._opened, now=self._newsroom.clock())
        elif self._meant is not None:
            self._fetch_full_text(self._meant, is_wished=True)

    @work(group="full text", exit_on_error=False)
    async def _fetch_full_text(self, story_id: str, *, is_wished: bool) -> None:
        """Fetch a story's page; where nobody asked for it, a failure is no more than a remark."""
        if story_id in self._fetching:
            return
        self._fetching.add(story_id)
        self._status.remark("Fetching the story's page")
        try:
            await self._newsroom.fetch_full_text(story_id)
        except (FetchError, FullTextError) as error:
            if is_wished:
                raise
            self._status.remark(f"Saved as the feed gives it. {error}")
            return
        finally:
            self._fetching.discard(story_id)
        self._status.remark("The whole story is here. f shows what the feed gives")
        if story_id == self._wanted:
            self._want_story(story_id)
        await self._desk.listing.show_flags(story_id)

    def action_comments(self) -> None:
        """Show the comments on the story that is shown, or open their page; where they are shown, the story again."""
        opened = self._opened
        if opened is None or opened.story.id != self._meant:
            return
        comments = opened.story.comments
        if self._desk.story.story != opened:
            self._desk.show_story(opened, now=self._newsroom.clock())
        elif comments is not None and comments.feed is not None and comments.count != 0:
            self._fetch_comments(opened)
        elif comments is not None and comments.page is not None:
            self._open_in_browser(comments.page)
        else:
            self._status.remark("The feed names no comments on this story")

    @work(group="comments", exclusive=True, exit_on_error=False)
    async def _fetch_comments(self, opened: OpenedStory) -> None:
        self._status.remark("Fetching the comments")
        story = await self._newsroom.comments(opened.story.id)
        if self._opened is opened:
            self._desk.show_story(replace(opened, story=story, moves=(), other_text=None), now=self._newsroom.clock())
            self._status.remark("c goes back to the story")

    # -- going about ---------------------------------------------------------------------------------------------------

    @work(group="steps", exit_on_error=False)
    async def action_next_unread(self) -> None:
        """Open the story under the cursor if it was not read yet, else the next unread one below."""
        async with self._stepping:
            under = self._desk.headlines.highlighted
            if under is not None and not under.is_read and under.id != self._reading:
                found: Headline | None = under
            else:
                found = await self._desk.listing.next_unread(under.id if under else None)
            if found is None or found.id == self._reading:
                self._status.remark("Nothing unread here")
            else:
                self._open(found.id)

    def action_back(self) -> None:
        """Go back to the story that was shown before."""
        if self._history:
            self._read(self._history.pop())
        else:
            self._status.remark("No story was open before this one")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no search where one is being typed; there the key to the next pane completes what can be completed."""
        del parameters
        line = self._desk.listing.search
        return self.focused is not line or not (action == "search" or (action == "next_pane" and line.candidates))

    def action_search(self) -> None:
        """Type what to search for."""
        self._desk.open_search()

    def action_leave(self) -> None:
        """Go to the list; from the list or the search, end the search; from the list without one, stop the round."""
        if self._desk.listing.is_searching:
            if self.focused in (self._desk.headlines, self._desk.listing.search):
                self._desk.listing.end_search()
        elif self.focused is self._desk.headlines and self._refresher.stop():
            self._status.remark("Refresh stopped. What it fetched stays")
        self._desk.go_to(self._desk.headlines)

    def action_sections(self) -> None:
        """Choose what the list shows."""
        self._desk.go_to(self._desk.sections)

    def action_next_pane(self) -> None:
        """Go on to the next pane."""
        self._desk.go_on(1)

    def action_previous_pane(self) -> None:
        """Go back to the pane before."""
        self._desk.go_on(-1)

    def action_help(self) -> None:
        """Show the page of keys."""
        self.app.push_screen(HelpScreen("Finding" if self._desk.listing.is_searching else None))

    def action_feeds(self) -> None:
        """Show how each feed is doing."""
        screen = FeedsScreen(newsroom=self._live, subscriptions=self._subscriptions, refresher=self._refresher)

        def come_back(feed_key: str | None) -> None:
            self._come_back(feed_key)

        self.app.push_screen(screen, come_back)

    @work(exclusive=True, group="coming back", exit_on_error=False)
    async def _come_back(self, feed_key: str | None) -> None:
        """Show the chosen feed's section; without one, the same section, if it is still there, as it now is."""
        listing = self._desk.listing
        was = listing.section
        key = (was.kind, was.key) if feed_key is None else ("feed", feed_key)
        sections = await asyncio.to_thread(self._newsroom.sections)
        found = next((section for section in sections if (section.kind, section.key) == key), ALL)
        if feed_key is None and (found.key, found.name) == (was.key, was.name):
            listing.renew()
        else:
            listing.show(found)
        self._desk.go_to(self._desk.headlines)

    # -- the world outside ---------------------------------------------------------------------------------------------

    def action_open_page(self) -> None:
        """Open the story's page in the browser."""
        shown = self._opened.story if self._opened is not None else None
        story = self._under_cursor or shown
        if story is not None and story.url is not None:
            self._open_in_browser(story.url)
        elif story is not None:
            self._status.remark("This story has no page of its own")

    @work(group="browser")
    async def _open_in_browser(self, url: str) -> None:
        if not await open_page(self.app, url):
            self._status.remark(f"No browser found. The address is {url}")

    def action_refresh(self) -> None:
        """Fetch all feeds, unless that is under way."""
        if self._refresher.start(self._live):
            self._desk.listing.may_grow = True

    @on(Refresher.CaughtUp)
    def _take_in_marks(self) -> None:
        self._desk.listing.renew()

    @on(Refresher.Advanced)
    def _take_in(self, event: Refresher.Advanced) -> None:
        result = event.result
        if result is None:
            self._show_emptiness()
        elif result.outcome == "failed":
            self._failures[result.feed.key] = result.error or ""
        elif result.outcome != "deferred":
            self._failures.pop(result.feed.key, None)
        if result is not None and result.outcome == "updated" and self._newsroom is self._live:
            self._desk.listing.renew_soon()

    @on(Refresher.Ended)
    @work(exclusive=True, group="edition", exit_on_error=False)
    async def _end_round(self, event: Refresher.Ended) -> None:
        self._desk.listing.may_grow = False
        if event.report is not None and event.is_whole:
            self._status.updated_at = self._status.now = self._live.clock()
            self._status.asked = len(event.report.results)
            self._status.failed = len(event.report.failed)
        self._show_place()
        for notice in await asyncio.to_thread(self._live.notices):
            self.notify(notice, title="Your data", severity="warning", markup=False, timeout=NOTICE_S)
        await self._choose_edition()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        """Let an empty list say anew whether stories are about to come."""
        if self._desk.headlines.count == 0 and not self._desk.listing.is_searching:
            self._desk.listing.show(self._desk.listing.section)

    @work(group="bundled edition", exit_on_error=False)
    async def _read_bundled_edition(self, demo: Newsroom) -> None:
        await demo.refresh()
        await asyncio.to_thread(demo.catch_up)

    async def _choose_edition(self) -> None:
        """Show the bundled edition while nothing else is to be had, and the user's own feeds as soon as they are."""
        has_fetched = await asyncio.to_thread(self._live.has_fetched)
        if self._demo is None or has_fetched == (self._newsroom is self._live):
            return
        if not has_fetched and self._bundled is not None:
            await self._bundled.wait()
        self._newsroom = self._live if has_fetched else self._demo
        self._history.clear()
        self._close_story()
        self._desk.go_to(self._desk.headlines)
        self._desk.listing.show(ALL, self._newsroom)
