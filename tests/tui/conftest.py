"""A newsroom typed by hand and an app on it, with a clock that stands still and feeds that nobody fetches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from tapewire.analysis import Digest, analyse
from tapewire.config import Config
from tapewire.errors import FullTextError, StoreError
from tapewire.feeds.document import Entry
from tapewire.feeds.identity import story_id
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Body, Feed, FeedResult, RefreshReport
from tapewire.newsroom import Newsroom
from tapewire.state.store import StateStore
from tui.app import TapewireApp

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

COURIER = Feed(key="courier", url="https://courier.example/feed", name="Courier", folder="Harbour")
GAZETTE = Feed(key="gazette", url="https://gazette.example/feed", name="Gazette", folder="Harbour")
BULLETIN = Feed(key="bulletin", url="https://bulletin.example/feed", name="Bulletin", folder="")

CLOSE = (
    "The Hang Seng Index rose 1.4 per cent to 26,310.55 at the close on Wednesday, as traders bet on cheaper "
    "credit.\n\n"
    "Tencent gained 2.5 per cent to HK$612.50 and Meituan added 3.1 per cent to HK$142.80. "
    "The Hang Seng Tech Index climbed 2.2 per cent.\n\n"
    "Turnover was HK$241 billion, the most in three weeks."
)
SHANGHAI = (
    "The Shanghai Composite Index closed 0.3 per cent lower at 3,871.20 while the Hang Seng Index ended 1.4 per cent "
    "higher. Tencent led the way in Hong Kong."
)
STORIES: tuple[tuple[Feed, str, int, str, str], ...] = (
    (COURIER, "close", 20, "Hong Kong stocks close higher on hopes of cheaper credit", CLOSE),
    (GAZETTE, "shanghai", 65, "Shanghai slips as Hong Kong gains", SHANGHAI),
    (GAZETTE, "video", 130, "[Video] Fed cuts: stocks up [10%] [/b]", "What the cut means, in ninety seconds."),
    (BULLETIN, "ferry", 300, "Ferry timetable changes for the new pier", "Boats will leave every twelve minutes."),
    (BULLETIN, "tram", 3_000, "香港電車 returns to the harbour 🚋", "Old trams run again along the harbour."),
)


class QuietNewsroom(Newsroom):
    """A newsroom whose refresh brings what a test has put into `arriving`, through the library but not the network."""

    arriving: tuple[tuple[Feed, Entry], ...] = ()
    failing: str | None = None
    held: str | None = None
    """Key of a feed whose server does not answer, so that a round ends only by being stopped."""
    asked: tuple[tuple[Feed, ...], ...] = ()
    """Which feeds each round was to ask."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self._holding = asyncio.Event()

    page: str | None = None
    """The text of every story's page; None: none is to be had."""

    async def fetch_full_text(self, story_id: str) -> None:
        if self.page is None:
            raise FullTextError("No page is to be had here.")
        story = self.open(story_id).story
        fetched = entry(COURIER, "", 0, story.title, self.page)
        self._library.store_full_text(analyse(replace(fetched, id=story_id)))

    @property
    def is_held_up(self) -> bool:
        """Whether a round waits for the feed that does not answer."""
        return self._holding.is_set()

    async def has_held_up(self) -> None:
        """Wait until a round does so."""
        await self._holding.wait()

    async def refresh(
        self,
        feeds: Any = None,
        *,
        is_forced: bool = False,
        on_result: Callable[[FeedResult], None] = lambda _: None,
    ) -> RefreshReport:
        results = []
        self.asked = (*self.asked, tuple(feeds or self.enabled_feeds))
        for feed in self.asked[-1]:
            if feed.key == self.held:
                self._holding.set()
                try:
                    await asyncio.Event().wait()
                finally:
                    self._holding.clear()
            if self.failing is not None:
                results.append(FeedResult(feed=feed, outcome="failed", error=self.failing))
                self._library.save_feed_state(
                    feed.key, FeedState(checked_at=self.clock(), errors=1, error=self.failing), name=feed.name
                )
            else:
                fresh = tuple(analyse(entry) for owner, entry in self.arriving if owner.key == feed.key)
                digest = Digest(title=feed.name, fresh=fresh, unchanged=(), warnings=())
                stored = self._library.store(feed, digest, now=self.clock())
                answered = FeedState(checked_at=self.clock(), succeeded_at=self.clock())
                self._library.save_feed_state(feed.key, answered)
                results.append(FeedResult(feed=feed, outcome="updated", new=stored.new))
            on_result(results[-1])
        return RefreshReport(results=tuple(results))


def entry(feed: Feed, guid: str, minutes_ago: int, title: str, text: str) -> Entry:
    """An entry of a feed, as parsing makes it."""
    return Entry(
        id=story_id(feed.key, guid),
        title=title,
        url=f"https://{feed.key}.example/{guid}",
        author=None,
        published=NOW - timedelta(minutes=minutes_ago),
        body=Body(text=text),
    )


@pytest.fixture
def make_entry() -> Callable[..., tuple[Feed, Entry]]:
    """Make an entry of the feed of a key, to be put into a newsroom's `arriving`."""
    feeds = {feed.key: feed for feed in (COURIER, GAZETTE, BULLETIN)}

    def make(key: str, *fields: Any) -> tuple[Feed, Entry]:
        return feeds[key], entry(feeds[key], *fields)

    return make


@pytest.fixture
def make_newsroom() -> Iterator[Callable[..., QuietNewsroom]]:
    """Make newsrooms of the stories above or of others, in memory or in a folder."""
    made: list[QuietNewsroom] = []

    def make(
        stories: tuple[tuple[Feed, str, int, str, str], ...] = STORIES, *, folder: Path | None = None
    ) -> QuietNewsroom:
        library = Library.open(folder / "library.sqlite" if folder else None)
        state = StateStore.open(folder / "state.json" if folder else None)
        newsroom = QuietNewsroom(
            feeds=(COURIER, GAZETTE, BULLETIN), library=library, state=lambda: state, clock=lambda: NOW
        )
        for feed in newsroom.feeds:
            fresh = tuple(analyse(entry(*story)) for story in stories if story[0] == feed)
            library.store(feed, Digest(title=feed.name, fresh=fresh, unchanged=(), warnings=()), now=NOW)
        made.append(newsroom)
        return newsroom

    yield make
    for newsroom in made:
        with suppress(StoreError):  # closed already
            newsroom.close()


@pytest.fixture
def settled() -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Wait until nothing is under way in an app that a test drives by itself."""
    return settle


async def settle(pilot: Pilot[Any], newsroom: QuietNewsroom | None = None) -> None:
    """Wait until nothing is under way: no worker, no message.

    Args:
        pilot: Of the app.
        newsroom: Whose round is not waited for once a feed holds it up; None where none does.
    """
    while True:
        await pilot.pause()
        is_held = newsroom is not None and newsroom.is_held_up
        busy = [
            worker
            for worker in pilot.app.workers
            # One in the group "question" waits for the person.
            if not worker.is_finished and worker.group != "question" and not (worker.group == "round" and is_held)
        ]
        if not busy:
            break
        # Not `Worker.wait`: to give that up would cancel the worker.
        waiting = {worker._task for worker in busy if worker._task is not None}
        held_up = asyncio.create_task(newsroom.has_held_up()) if newsroom is not None and not is_held else None
        await asyncio.wait(waiting | ({held_up} if held_up else set()), return_when=asyncio.FIRST_COMPLETED)
        if held_up is not None:
            held_up.cancel()
    await pilot.pause()


Running = AbstractAsyncContextManager["Reader"]


class Reader:
    """A running app, driven as a person would."""

    def __init__(self, app: TapewireApp, pilot: Pilot[Any], newsroom: QuietNewsroom) -> None:
        self.app = app
        self.pilot = pilot
        self.newsroom = newsroom

    async def settle(self) -> None:
        """Wait until nothing is under way but a round that a feed holds up."""
        await settle(self.pilot, self.newsroom)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once all that the one before set off is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than anything is done about them, then wait."""
        for key in keys:
            character = key if len(key) == 1 else {"slash": "/"}.get(key)
            self.app.post_message(Key(key, character))
        await self.settle()

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.ljust(width) for strip in strips[:height])


@pytest.fixture
def reading(make_newsroom: Callable[..., QuietNewsroom]) -> Callable[..., Running]:
    """Open the reader on a newsroom at a size, settled."""

    @asynccontextmanager
    async def run(
        newsroom: QuietNewsroom | None = None,
        *,
        demo: QuietNewsroom | None = None,
        size: tuple[int, int] = (120, 40),
        config: Config | None = None,
        config_path: Path | None = None,
    ) -> Any:
        newsroom = newsroom or make_newsroom()
        app = TapewireApp(
            newsroom=newsroom, demo=demo, config=config or Config(refresh_minutes=0), config_path=config_path
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            reader = Reader(app, pilot, newsroom)
            await reader.settle()
            yield reader

    return run
