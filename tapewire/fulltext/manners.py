"""What a site may expect of a program that fetches its pages: robots.txt is heeded, and nobody is hurried."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from tapewire.errors import FetchError, FullTextError, HostPausedError, NetworkDownError
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.http import Fetcher
from tapewire.feeds.schedule import host_key
from tapewire.fulltext.robots import EVERYTHING, NOTHING, Robots, parse_robots

PAUSE_S: Final = 2.0
"""Seconds between two pages of one host."""
LONGEST_PAUSE_S: Final = 30.0
"""Of what a robots.txt asks for; whoever waits for a page waits no longer."""
ROBOTS_KEPT: Final = timedelta(hours=1)
_REFUSALS: Final = {
    401: "The site wants a login before it shows the story (401)",
    402: "The page shows the whole story to paying readers only (402)",
    403: "The site refuses to give the page to a program (403)",
    404: "The page is no longer there (404)",
    410: "The page is no longer there (410)",
    429: "The site says that we ask too often (429)",
    451: "The site may not show the page here, for legal reasons (451)",
}


class Manners:
    """Remembers when each host was last asked, and what its robots.txt says. For one event loop at a time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Start without a memory.

        Args:
            clock: Gives the present time, aware and in UTC.
        """
        self._clock = clock
        self._robots: dict[str, tuple[datetime, Robots]] = {}
        self._asked: dict[str, datetime] = {}

    def session(self, fetcher: Fetcher) -> PageFetcher:
        """Begin to fetch pages with a fetcher."""
        return PageFetcher(fetcher, self._clock, self._robots, self._asked)


class PageFetcher:
    """Fetches stories' pages; may be used by many tasks of one event loop."""

    def __init__(
        self,
        fetcher: Fetcher,
        clock: Callable[[], datetime],
        robots: dict[str, tuple[datetime, Robots]],
        asked: dict[str, datetime],
    ) -> None:
        """See `Manners.session`."""
        self._fetcher = fetcher
        self._clock = clock
        self._robots = robots
        self._asked = asked
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, url: str, *, is_trusted: bool = False) -> FeedDocument:
        """Fetch a page, if its site lets programs do so, in its host's turn.

        Args:
            url: Its http(s) address.
            is_trusted: Whether the user gave an address of the same host, which may then be a private one.

        Raises:
            FullTextError: The site does not give the page to us.
            FetchError: No answer came.
        """
        host = host_key(url)
        async with self._turns[host]:
            robots = await self._robots_of(url, is_trusted)
            # In a thread: five thousand rules of a hostile file take longer than a frame.
            await asyncio.to_thread(_refuse_unwanted, robots, url)
            await self._await_turn(host, max(PAUSE_S, min(robots.delay_s, LONGEST_PAUSE_S)))
            try:
                page = await self._fetcher.fetch_page(url, is_typed=is_trusted)
            except FetchError as error:
                if error.status in _REFUSALS:
                    raise FullTextError(
                        f"{_REFUSALS[error.status]}. The feed's text stays; o opens the page in a browser."
                    ) from error
                raise
            finally:
                self._asked[host] = self._clock()
        if host_key(page.url) != host:  # a redirect led to another site, which has its own say
            await asyncio.to_thread(_refuse_unwanted, await self._robots_of(page.url, is_trusted), page.url)
        return page

    async def _await_turn(self, host: str, pause_s: float) -> None:
        asked = self._asked.get(host)
        if asked is not None:
            since_s = (self._clock() - asked).total_seconds()
            await asyncio.sleep(min(max(0.0, pause_s - since_s), pause_s))

    async def _robots_of(self, url: str, is_trusted: bool) -> Robots:
        host, now = host_key(url), self._clock()
        at, robots = self._robots.get(host, (now, None))
        if robots is None or now - at > ROBOTS_KEPT:
            robots = await self._ask_robots(url, is_trusted)
            self._robots[host] = (now, robots)
        return robots

    async def _ask_robots(self, url: str, is_trusted: bool) -> Robots:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            document = await self._fetcher.fetch_page(place, is_typed=is_trusted)
        except (HostPausedError, NetworkDownError):
            raise
        except FetchError as error:
            if error.status is None:
                raise
            return NOTHING if error.status >= 500 or error.status == 429 else EVERYTHING
        return await asyncio.to_thread(parse_robots, document.content)


def _refuse_unwanted(robots: Robots, url: str) -> None:
    if not robots.allows(url):
        raise FullTextError(
            f"{host_key(url)} does not want programs to fetch this page (robots.txt). o opens it in a browser."
        )
