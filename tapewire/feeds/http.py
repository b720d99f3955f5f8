"""From an address to bytes: conditional GET, local files, the bundled edition; everything bounded.

What the bytes mean is left to `tapewire.feeds.parse`; when to ask, to the round that calls.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import stat
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from tapewire.errors import FetchError, TapewireError
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.refusals import CONNECT_S, failure, refusal
from tapewire.feeds.unpack import MAX_BODY, check_size, unpacked
from tapewire.model import Feed
from tapewire.text import clean_line

REQUEST_S: Final = 20.0
"""For one request with all its redirects, however slowly the answer drips; waiting for a free slot not counted."""
MAX_REDIRECTS: Final = 10
MAX_CONNECTIONS: Final = 16
MAX_PER_HOST: Final = 2
_FEED_TYPES: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, */*;q=0.5"
)
_PAGE_TYPES: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave to recognise its last answer by; None where it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The answer that the document is still the one that the validators stand for."""

    validators: Validators = Validators()
    """To be sent the next time: those that were sent, or newer ones that came with the answer."""


class Fetcher:
    """Fetches feeds and pages. An async context manager; may be used by many tasks of one event loop.

    Args:
        demo: Gives the document of the bundled edition for the name that follows ``demo:``; raises TapewireError for a
            name that it does not know. None where there is no bundled edition.
    """

    def __init__(self, demo: Callable[[str], bytes] | None = None) -> None:
        self._demo = demo
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._connections = asyncio.Semaphore(MAX_CONNECTIONS)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def fetch(self, feed: Feed, validators: Validators) -> FeedDocument | NotModified:
        """Fetch a feed's document, if it changed.

        Args:
            feed: Its ``url`` is an http(s) address, the absolute path of a file, or ``demo:NAME``.
            validators: Those of the document that we have; empty to fetch in any case.

        Raises:
            FetchError: For every failure, with a sentence for the user.
        """
        scheme, colon, rest = feed.url.partition(":")
        if scheme == "demo" and colon:
            return await asyncio.to_thread(self._from_demo, feed.url, rest)
        if Path(feed.url).is_absolute():
            return await asyncio.to_thread(_read_file, feed.url, validators)
        headers = {"Accept": _FEED_TYPES}
        if feed.user_agent is not None:
            headers["User-Agent"] = feed.user_agent
        if validators.etag is not None:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified is not None:
            headers["If-Modified-Since"] = validators.last_modified
        answer = await self._get(feed.url, headers)
        if isinstance(answer, NotModified):
            return NotModified(
                validators=Validators(
                    etag=answer.validators.etag or validators.etag,
                    last_modified=answer.validators.last_modified or validators.last_modified,
                )
            )
        return answer

    async def fetch_page(self, url: str) -> FeedDocument:
        """Fetch a web page, an article's say.

        Raises:
            FetchError: For every failure, with a sentence for the user.
        """
        answer = await self._get(url, {"Accept": _PAGE_TYPES})
        if isinstance(answer, NotModified):
            raise FetchError("The server says 'not modified' to a first request (304).", url=url, status=304)
        return answer

    def _from_demo(self, url: str, name: str) -> FeedDocument:
        if self._demo is None:
            raise FetchError("The bundled edition is not open here.", url=url)
        try:
            return FeedDocument(url=url, content=self._demo(name))
        except TapewireError as error:
            raise FetchError(str(error), url=url) from error

    async def _get(self, url: str, headers: Mapping[str, str]) -> FeedDocument | NotModified:
        client = await self._opened()
        left_s = REQUEST_S
        place = _web_address(url, url)
        clock = asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            async with self._slot(place.host):
                started_at = clock()
                try:
                    async with asyncio.timeout(left_s):
                        answer = await _request(client, place, headers, url)
                except TimeoutError:
                    raise FetchError(f"The answer took longer than {REQUEST_S:.0f} seconds.", url=url) from None
                left_s -= clock() - started_at
            if not isinstance(answer, httpx.URL):
                return answer
            place = answer
        raise FetchError(f"The address leads on more than {MAX_REDIRECTS} times, perhaps in a circle.", url=url)

    async def _opened(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._client is None:
                # Reading the certificates takes some 20 ms: too long for the event loop.
                self._client = await asyncio.to_thread(_client)
            return self._client

    @asynccontextmanager
    async def _slot(self, host: str) -> AsyncIterator[None]:
        # The host's first: whoever waits for a busy host must not keep a connection from the others.
        async with self._hosts[host], self._connections:
            yield


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        http2=True,
        follow_redirects=False,
        # Only what is unpacked here, under our own bound.
        headers={"User-Agent": user_agent(), "Accept-Encoding": "gzip, deflate"},
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS),
        timeout=httpx.Timeout(REQUEST_S, connect=CONNECT_S),
    )


def user_agent() -> str:
    """What we say we are: the product and its version."""
    return f"Tapewire/{importlib.metadata.version('tapewire')}"


def _web_address(address: str | httpx.URL, url: str) -> httpx.URL:
    try:
        place = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"The address cannot be read: {clean_line(str(error))}.", url=url) from error
    if place.scheme not in ("http", "https"):
        what = f"leads to {place.scheme}:" if str(address) != url else f"begins with {place.scheme or 'no scheme'}:"
        raise FetchError(f"The address {what} only http and https are fetched.", url=url)
    if not place.host:
        raise FetchError("The address names no host.", url=url)
    return place


async def _request(
    client: httpx.AsyncClient, place: httpx.URL, headers: Mapping[str, str], url: str
) -> FeedDocument | NotModified | httpx.URL:
    # One step: the document, or the place where it is said to be.
    try:
        async with client.stream("GET", place, headers=headers) as response:
            if response.status_code == 304:
                return NotModified(validators=_validators(response))
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return _redirect(place, response.headers["location"], url)
            if not response.is_success:
                raise refusal(response, url)
            content = await unpacked(response, url)
            validators = _validators(response)
            return FeedDocument(
                url=str(place),
                content=content,
                content_type=response.headers.get("content-type"),
                etag=validators.etag,
                last_modified=validators.last_modified,
            )
    except UnicodeEncodeError as error:
        raise FetchError("The feed's user_agent holds a character that no HTTP header can.", url=url) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise FetchError(failure(error, place.host), url=url) from error


def _redirect(place: httpx.URL, location: str, url: str) -> httpx.URL:
    try:
        target = place.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            f"The server leads on to an address that cannot be read: {clean_line(str(error))}.", url=url
        ) from error
    return _web_address(target, url)


def _validators(response: httpx.Response) -> Validators:
    etag, last_modified = response.headers.get("etag"), response.headers.get("last-modified")
    # Only what can be sent back as a header.
    return Validators(
        etag=etag if etag and etag.isascii() else None,
        last_modified=last_modified if last_modified and last_modified.isascii() else None,
    )


def _read_file(path: str, validators: Validators) -> FeedDocument | NotModified:
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise FetchError(f"{path} is no regular file.", url=path)
        check_size(status.st_size, path)
        etag = f"{status.st_mtime_ns}-{status.st_size}"
        if etag == validators.etag:
            return NotModified(validators=Validators(etag=etag))
        with Path(path).open("rb") as file:
            content = file.read(MAX_BODY + 1)
    except FileNotFoundError as error:
        raise FetchError(f"There is no file {path}. Check the feed's url.", url=path) from error
    except (OSError, ValueError) as error:
        raise FetchError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.", url=path) from error
    check_size(len(content), path)
    return FeedDocument(url=path, content=content, etag=etag)
