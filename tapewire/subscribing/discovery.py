"""From the address that a person knows to the feeds behind it, each read once so that it can be shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tapewire.errors import FeedParseError, FetchError, NoFeedError
from tapewire.feeds.charset import decode
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.http import Fetcher
from tapewire.feeds.mend import root_name
from tapewire.feeds.workers import Workers
from tapewire.model import Feed
from tapewire.subscribing.addresses import completed, same_place
from tapewire.subscribing.page_links import FeedLink, How, links_of, usual_places
from tapewire.text import clean_line, shorten

SEARCH_S: Final = 40.0
"""How long the places that a page names are tried."""
MAX_TRIED: Final = 40
"""How many places are tried in all."""
SHOWN_STORIES: Final = 5
"""How many of a feed's stories a preview shows."""
_FEED_ROOTS: Final = frozenset(("rss", "feed", "rdf", "channel"))
MAX_NAME: Final = 60
"""Characters of a feed's name; what feeds call themselves is at times a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStory:
    """A story in a preview."""

    title: str
    published: datetime | None
    """None where the feed does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that was found, read and can be followed."""

    url: str
    """What to write into the config: an http(s) address, or the absolute path of a file."""
    name: str
    """What it calls itself; else what the page calls it, else its host. Never empty."""
    how: How
    stories: int
    """How many it lists at present."""
    newest: tuple[FoundStory, ...]
    """At most `SHOWN_STORIES`, the newest first; undated ones come last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    link: FeedLink
    answer: Answer
    found: FoundFeed | None
    """None: it is no feed."""
    why_not: str = ""
    """Why it is none, in words."""


async def discover(
    address: str, *, fetcher: Fetcher, workers: Workers, user_agent: str | None = None
) -> tuple[FoundFeed, ...]:
    """Find the feeds of an address: itself, if it is one; else those that the page there names or that lie about it.

    A place that a page names may be on a private host only if the page itself is.

    Args:
        address: As a person writes it: the scheme may be missing, and it may be the path of a file.
        fetcher: Open.
        workers: Open: what is found is read by them, under their deadline.
        user_agent: See `tapewire.model.Feed.user_agent`.

    Returns:
        At least one, the likeliest first.

    Raises:
        FetchError: Nothing could be fetched from the address.
        NoFeedError: It is no feed, and none was found.
    """
    page = await _first(address, fetcher, user_agent)
    tries = _Tries(_asked(page.url, user_agent), fetcher, workers)
    itself = await tries.read(FeedLink(url=page.url, how="itself"), page.answer)
    if itself.found is not None:
        return (itself.found,)
    if page.answer.document is None or Path(page.url).is_absolute() or not _is_page(page.answer.document):
        raise NoFeedError(f"{page.url} is no feed. {itself.why_not}")
    links = await _links_of(page.answer.document)
    try:
        async with asyncio.timeout(SEARCH_S):
            await tries.follow(links)
            if not tries.found:
                await tries.all(usual_places(page.answer.document.url))
    except TimeoutError:
        pass  # what was found by then is there
    if not tries.found:
        raise NoFeedError(
            f"No feed was found on {page.url}, nor in the usual places about it ({tries.count} addresses were tried). "
            "Look for its feed's own address."
        )
    return _ranked(tries.found, links)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    url: str
    """The address that was fetched, or a file's absolute path."""
    answer: Answer


class _Tries:
    """The places that were tried, none twice."""

    def __init__(self, page: Feed, fetcher: Fetcher, workers: Workers) -> None:
        self._page = page
        self._fetcher = fetcher
        self._workers = workers
        self._tried: set[str] = set()
        self._led_to: list[str] = []
        self.found: list[FoundFeed] = []

    @property
    def count(self) -> int:
        return len(self._tried)

    async def follow(self, links: Sequence[FeedLink]) -> None:
        """Try places; where one is a page that lists feeds, as many sites have, try these too."""
        tried = await self.all(links)
        pages = [each.answer.document for each in tried if each.found is None and each.link.how == "anchor"]
        for page in pages:
            if page is not None:
                await self.all(await _links_of(page))

    async def all(self, links: Iterable[FeedLink]) -> list[_Tried]:
        """Try places side by side, and keep the feeds among them."""
        chosen = [link for link in dict.fromkeys(links) if link.url not in self._tried][: MAX_TRIED - self.count]
        self._tried.update(link.url for link in chosen)
        before = len(self.found)
        tasks = [asyncio.create_task(self._try(link)) for link in chosen]
        try:
            done = await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        read = [each for each in done if each is not None]
        # In the page's order, whoever answered first.
        places = [each.found for each in read]
        self.found[before:] = sorted(self.found[before:], key=places.index)
        return read

    async def _try(self, link: FeedLink) -> _Tried | None:
        try:
            # In the page's name, so that it cannot lead us where it may not lead itself.
            answer = await self._fetcher.fetch(self._page, Validators(), url=link.url)
        except FetchError:
            return None
        tried = await self.read(link, answer)
        if tried.found is not None and not any(same_place(answer.url, other) for other in self._led_to):
            self._led_to.append(answer.url)
            self.found.append(tried.found)
        return tried

    async def read(self, link: FeedLink, answer: Answer) -> _Tried:
        """Read what a place answered with."""
        document = answer.document
        assert document is not None  # nothing was known that could be unchanged
        url = answer.url if answer.is_moved else link.url
        try:
            made = await self._workers.digest(document, Feed(key=url, url=url, name=url), {})
        except FeedParseError as error:
            return _Tried(link=link, answer=answer, found=None, why_not=str(error))
        stories = [FoundStory(title=each.entry.title, published=each.entry.published) for each in made.fresh]
        never = datetime.min.replace(tzinfo=UTC)
        stories.sort(key=lambda story: story.published or never, reverse=True)
        name = shorten(clean_line(made.title or link.title), MAX_NAME) or urlsplit(url).hostname or Path(url).stem
        found = FoundFeed(
            url=url, name=name or url, how=link.how, stories=len(stories), newest=tuple(stories[:SHOWN_STORIES])
        )
        return _Tried(link=link, answer=answer, found=found)


async def _first(address: str, fetcher: Fetcher, user_agent: str | None) -> _Page:
    file = await asyncio.to_thread(_file, address)
    candidates = (file,) if file else completed(address)
    if not candidates:
        raise FetchError(f"{clean_line(address)!r} is neither an http(s) address nor a file.", url=address)
    refused: FetchError | None = None
    for url in candidates:
        try:
            answer = await fetcher.fetch(_asked(url, user_agent), Validators())
        except FetchError as error:
            if error.status is not None:  # somebody is there
                raise
            refused = refused or error
        else:
            return _Page(url=url, answer=answer)
    assert refused is not None
    raise refused


def _asked(url: str, user_agent: str | None) -> Feed:
    return Feed(key=url, url=url, name=url, user_agent=user_agent)


def _file(address: str) -> str | None:
    try:
        path = Path(address).expanduser()
        return str(path.resolve()) if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _is_page(document: FeedDocument) -> bool:
    # What was meant as a feed but cannot be read is not searched for another.
    root = root_name(decode(document.content, document.content_type).lstrip("\ufeff \t\r\n\0")).rpartition(":")[2]
    return bool(root) and root not in _FEED_ROOTS


async def _links_of(page: FeedDocument) -> tuple[FeedLink, ...]:
    # In a thread: the longest pages take a third of a second.
    return await asyncio.to_thread(lambda: links_of(decode(page.content, page.content_type), page.url))


def _ranked(found: Sequence[FoundFeed], links: Sequence[FeedLink]) -> tuple[FoundFeed, ...]:
    """Order what was found: what has stories first, then as the page ranks it."""
    places = {link.url: place for place, link in enumerate(links)}
    last = len(places)
    return tuple(sorted(found, key=lambda feed: (feed.stories == 0, places.get(feed.url, last))))
