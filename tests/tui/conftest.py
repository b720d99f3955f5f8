"""A newsroom typed by hand and an app on it, with a clock that stands still and feeds that nobody fetches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from tapewire.analysis import Digest, analyse
from tapewire.config import Config
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

    async def refresh(
        self, feeds: Any = None, *, on_result: Callable[[FeedResult], None] = lambda _: None
    ) -> RefreshReport:
        results = []
        for feed in self.feeds:
            if self.failing is not None:
                results.append(FeedResult(feed=feed, outcome="failed", error=self.failing))
            else:
                fresh = tuple(analyse(entry) for owner, entry in self.arriving if owner == feed)
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
    """Make newsrooms in memory, of the stories above or of others."""
    made: list[QuietNewsroom] = []

    def make(stories: tuple[tuple[Feed, str, int, str, str], ...] = STORIES) -> QuietNewsroom:
        library, state = Library.open(None), StateStore.open(None)
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
        newsroom.close()


@pytest.fixture
def settled() -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Wait until nothing is under way in an app that a test drives by itself."""
    return settle


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way: no worker, no message."""
    while True:
        await pilot.pause()
        busy = [worker for worker in pilot.app.workers if not worker.is_finished]
        if not busy:
            break
        await pilot.app.workers.wait_for_complete(busy)
    await pilot.pause()


Running = AbstractAsyncContextManager["Reader"]


class Reader:
    """A running app, driven as a person would."""

    def __init__(self, app: TapewireApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once all that the one before set off is done."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def burst(self, *keys: str) -> None:
        """Press keys faster than anything is done about them, then wait."""
        for key in keys:
            character = key if len(key) == 1 else {"slash": "/"}.get(key)
            self.app.post_message(Key(key, character))
        await settle(self.pilot)

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
    ) -> Any:
        app = TapewireApp(newsroom=newsroom or make_newsroom(), demo=demo, config=config or Config(refresh_minutes=0))
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield Reader(app, pilot)

    return run
