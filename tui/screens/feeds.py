"""The screen of feeds: how each is doing, and what can be done about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from tapewire.model import Feed
from tapewire.newsroom import Newsroom
from tui.browser import open_page
from tui.keys import bindings
from tui.refresher import Refresher
from tui.screens.add_feed import AddFeedScreen
from tui.screens.help import HelpScreen
from tui.screens.prompt import PromptScreen
from tui.status import Status
from tui.subscriptions import Subscriptions
from tui.tell import TellsErrors
from widgets.feed_details import FeedDetails
from widgets.feed_table import FeedTable
from widgets.status_line import RefreshProgress

RENEWAL_DELAY_S = 0.4
"""How long the outcomes of a round are gathered before the table is drawn anew."""

AGES_S = 30
"""How often the table is brought up to date without a round."""


class FeedsScreen(Screen[str | None], TellsErrors):
    """The table of feeds with the particulars of one; gives the key of the feed whose headlines are asked for."""

    AUTO_FOCUS = "FeedTable"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("feeds")]

    def __init__(self, *, newsroom: Newsroom, subscriptions: Subscriptions, refresher: Refresher) -> None:
        """Make the screen.

        Args:
            newsroom: Whose feeds.
            subscriptions: Changes them.
            refresher: Asks them; it belongs to the screen below and goes on there.
        """
        super().__init__()
        self._newsroom = newsroom
        self._subscriptions = subscriptions
        self._refresher = refresher
        self._changing = asyncio.Lock()
        """Held during a change, so that each key is about the feeds as the one before has left them."""
        self._is_renewing_soon = False
        self._table = FeedTable(id="feeds")
        self._details = FeedDetails(id="feed-details")
        self._status = Status()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Container(id="feeds-desk"):
            yield self._table
            yield self._details
        yield self._status
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show how the feeds are doing, and keep that up to date."""
        self._table.placeholder = Content("Looking at your feeds…")
        self._table.border_title = "FEEDS"
        self._details.show_feed(None, self._newsroom.clock())
        self._status.section = "Feeds"
        self.watch(self._refresher, "progress", self._follow_round)
        self.set_interval(AGES_S, self._show_health)
        self._show_health()

    # -- the table -----------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="health", exit_on_error=False)
    async def _show_health(self, feed_key: str | None = None) -> None:
        health = await asyncio.to_thread(self._newsroom.feed_health)
        self._table.now = self._newsroom.clock()
        self._table.placeholder = Content("No feed is followed.\na adds one, by its address or its page's.")
        self._table.show_feeds(health, feed_key)
        wrong = sum(each.error is not None for each in health)
        self._table.border_title = f"FEEDS {len(health):,}" + (f" · {wrong:,} failing" if wrong else "")
        self._show_place()

    def _follow_round(self, progress: RefreshProgress | None) -> None:
        self._status.progress = progress
        if not self._is_renewing_soon:
            self._is_renewing_soon = True
            self._renew_soon()

    @work(group="renewal", exit_on_error=False)
    async def _renew_soon(self) -> None:
        await asyncio.sleep(RENEWAL_DELAY_S)
        self._is_renewing_soon = False
        self._show_health()

    @on(FeedTable.Highlighted)
    def _show_details(self, event: FeedTable.Highlighted) -> None:
        self._details.show_feed(event.health, self._newsroom.clock())
        self._show_place()

    def _show_place(self) -> None:
        position = self._table.cursor_position
        self._status.place = 0 if position is None else position + 1
        self._status.total = self._table.count

    @on(FeedTable.Chosen)
    def _read(self, event: FeedTable.Chosen) -> None:
        self.dismiss(event.health.feed.key)

    def _meant(self) -> Feed | None:
        """The feed under the cursor; where there is none, that is said."""
        health = self._table.highlighted
        if health is None:
            self._status.remark("No feed is followed. a adds one")
            return None
        return health.feed

    # -- changing ------------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="question", exit_on_error=False)
    async def action_add_feed(self) -> None:
        """Find a feed, follow it, and fetch it."""
        under = self._table.highlighted
        found = await self.app.push_screen_wait(AddFeedScreen(self._subscriptions.find))
        if found is not None:
            folder = under.feed.folder if under is not None else ""
            self._change(lambda: self._subscriptions.follow(found, folder), new_key=found.url)

    @work(exclusive=True, group="question", exit_on_error=False)
    async def action_rename_feed(self) -> None:
        """Ask for another name."""
        feed = self._meant()
        if feed is not None:
            prompt = PromptScreen(
                title="Name of the feed", value=feed.name, hint="It stands beside the feed's headlines."
            )
            name = await self.app.push_screen_wait(prompt)
            if name is not None and name.strip() != feed.name:
                self._change(lambda: self._subscriptions.rename(feed, name))

    @work(exclusive=True, group="question", exit_on_error=False)
    async def action_move_feed(self) -> None:
        """Ask for a folder."""
        feed = self._meant()
        if feed is not None:
            folders = sorted({each.folder for each in self._newsroom.feeds if each.folder})
            listed = f"There are: {', '.join(folders)}." if folders else "There is none yet."
            prompt = PromptScreen(
                title=f"Folder of {feed.name}",
                value=feed.folder,
                hint=f"A new name makes a folder; an empty line takes the feed out of its own. {listed}",
                suggestions=folders,
            )
            folder = await self.app.push_screen_wait(prompt)
            if folder is not None and folder.strip() != feed.folder:
                self._change(lambda: self._subscriptions.move(feed, folder.strip()))

    def action_switch_feed(self) -> None:
        """Switch the feed off, or on again."""
        feed = self._meant()
        if feed is not None:
            self._change(lambda: self._subscriptions.switch(feed))

    def action_mute_feed(self) -> None:
        """Leave the feed's stories out of the lists, or show them again."""
        feed = self._meant()
        if feed is not None:
            self._change(lambda: self._subscriptions.mute(feed))

    def action_remove_feed(self) -> None:
        """Follow the feed no more."""
        feed = self._meant()
        if feed is not None:
            self._change(lambda: self._subscriptions.remove(feed))

    @work(group="change", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take back the last change."""
        async with self._changing:
            what = await asyncio.to_thread(self._subscriptions.undo)
        self._status.remark(what or "There is no change of the feeds to take back")
        self._show_health()

    @work(group="change", exit_on_error=False)
    async def _change(self, change: Callable[[], str], *, new_key: str | None = None) -> None:
        """Change the feeds, and say how to take that back.

        Args:
            change: Returns what was done, in a few words.
            new_key: Of a feed that is new by this, which is fetched; None where none is.
        """
        async with self._changing:
            what = await asyncio.to_thread(change)
        self._status.remark(f"{what}. u takes it back")
        self._show_health(new_key)
        added = [feed for feed in self._newsroom.feeds if feed.key == new_key]
        if added:
            self._refresher.start(self._newsroom, added)

    # -- the world outside ---------------------------------------------------------------------------------------------

    def action_refresh_feed(self) -> None:
        """Ask the feed now."""
        feed = self._meant()
        if feed is not None and not self._refresher.start(self._newsroom, [feed]):
            self._status.remark(f"{feed.name} is asked when this refresh is over")

    def action_refresh(self) -> None:
        """Fetch all feeds that are due, unless that is under way."""
        self._refresher.start(self._newsroom)

    @work(group="browser", exit_on_error=False)
    async def action_open_site(self) -> None:
        """Open the front page of the feed's site."""
        feed = self._meant()
        if feed is None:
            return
        site = await asyncio.to_thread(self._newsroom.site, feed)
        if site is None:
            self._status.remark("This feed is a file, and its stories have no pages")
        elif not await open_page(self.app, site):
            self._status.remark(f"No browser found. The address is {site}")

    def action_help(self) -> None:
        """Show the page of keys."""
        self.app.push_screen(HelpScreen(first="Feeds"))

    def action_back(self) -> None:
        """Go back to the reader; a round goes on."""
        self.dismiss(None)
