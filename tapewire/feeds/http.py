"""From an address to bytes: conditional GET, with everything bounded.

What the bytes mean is left to `tapewire.feeds.parse`; when to ask, to the round that calls.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from tapewire.errors import FetchError, HostPausedError, TapewireError
from tapewire.feeds.addresses import is_private_host
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.files import read_file
from tapewire.feeds.freshness import fresh_for
from tapewire.feeds.guard import guard, refuse_private
from tapewire.feeds.refusals import CONNECT_S, failure, refusal
from tapewire.feeds.schedule import host_key, pause
from tapewire.feeds.unpack import ENCODINGS, skim, unpacked
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
_LONGEST_VALIDATOR: Final = 1_000
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_PERMANENT: Final = frozenset((301, 308))


class Fetcher:
    """Fetches feeds and pages. An async context manager; may be used by many tasks of one event loop.

    Args:
        demo: Gives the document of the bundled edition for the name that follows ``demo:``; raises TapewireError for a
            name that it does not know. None where there is no bundled edition.
        clock: Gives the present time, aware and in UTC.
    """

    def __init__(
        self, demo: Callable[[str], bytes] | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._demo = demo
        self._clock = clock
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._opening = asyncio.Lock()
        self._connections = asyncio.Semaphore(MAX_CONNECTIONS)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))
        self._paused: dict[str, datetime] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._clients:
            _, client = self._clients.popitem()
            await client.aclose()

    def pause(self, host: str, until: datetime) -> None:
        """Leave a host alone for a while. A host that asks for that while we fetch is left alone without being told.

        Args:
            host: See `tapewire.feeds.schedule.host_key`.
            until: Until when.
        """
        self._paused[host] = max(until, self._paused.get(host, until))

    async def fetch(self, feed: Feed, validators: Validators, *, url: str | None = None) -> Answer:
        """Fetch a feed's document, if it changed.

        Args:
            feed: Its ``url`` is an http(s) address, the absolute path of a file, or ``demo:NAME``.
            validators: Those of the document that we have; empty to fetch in any case.
            url: Where to fetch it if that is elsewhere, because it moved.

        Raises:
            HostPausedError: A host on the way asked to be left alone for now.
            NetworkDownError: There is no network.
            FetchError: For every other failure, with a sentence for the user.
        """
        scheme, colon, rest = feed.url.partition(":")
        if scheme == "demo" and colon:
            return await asyncio.to_thread(self._from_demo, feed.url, rest)
        if Path(feed.url).is_absolute():
            return await asyncio.to_thread(read_file, feed.url, validators)
        headers = {"Accept": _FEED_TYPES}
        if feed.user_agent is not None:
            headers["User-Agent"] = feed.user_agent
        if validators.etag is not None:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified is not None:
            headers["If-Modified-Since"] = validators.last_modified
        may_be_private = is_private_host(_web_address(feed.url, feed.url).host)
        answer = await self._get(url or feed.url, headers, may_be_private=may_be_private)
        if answer.document is not None:
            return answer
        if validators == Validators():
            raise _not_modified(url or feed.url)
        return replace(
            answer,
            validators=Validators(
                etag=answer.validators.etag or validators.etag,
                last_modified=answer.validators.last_modified or validators.last_modified,
            ),
        )

    async def fetch_page(self, url: str, *, is_typed: bool = False) -> FeedDocument:
        """Fetch a web page, an article's say.

        Args:
            url: Its http(s) address.
            is_typed: Whether the user gave the address, rather than a feed: it may then name a private host.

        Raises:
            FetchError: For every failure, with a sentence for the user.
        """
        may_be_private = is_typed and is_private_host(_web_address(url, url).host)
        answer = await self._get(url, {"Accept": _PAGE_TYPES}, may_be_private=may_be_private)
        if answer.document is None:
            raise _not_modified(url)
        return answer.document

    def _from_demo(self, url: str, name: str) -> Answer:
        if self._demo is None:
            raise FetchError("The bundled edition is not open here.", url=url)
        try:
            return Answer(document=FeedDocument(url=url, content=self._demo(name)), url=url)
        except TapewireError as error:
            raise FetchError(str(error), url=url) from error

    async def _get(self, url: str, headers: Mapping[str, str], *, may_be_private: bool) -> Answer:
        client = await self._opened(may_be_private)
        left_s = REQUEST_S
        place = _web_address(url, url)
        is_moved: bool | None = None
        clock = asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            if not may_be_private:
                refuse_private(place.host, url)
            async with self._slot(place.host):
                self._refuse_paused(place, url)
                started_at = clock()
                try:
                    async with asyncio.timeout(left_s):
                        answer = await _request(client, place, headers, url, self._clock, may_be_private)
                except TimeoutError:
                    raise FetchError(f"The answer took longer than {REQUEST_S:.0f} seconds.", url=url) from None
                except FetchError as error:
                    if error.retry_after_s is not None and error.host is not None:
                        self.pause(error.host, pause(error.retry_after_s, now=self._clock()))
                    raise
                left_s -= clock() - started_at
            if isinstance(answer, Answer):
                return replace(answer, is_moved=bool(is_moved), took_s=REQUEST_S - left_s)
            place, is_permanent = answer
            is_moved = is_permanent and is_moved is not False
        raise FetchError(f"The address leads on more than {MAX_REDIRECTS} times, perhaps in a circle.", url=url)

    async def _opened(self, may_be_private: bool) -> httpx.AsyncClient:
        # Two clients, so that no request finds a connection open that it might not have made.
        async with self._opening:
            if may_be_private not in self._clients:
                # Reading the certificates takes some 20 ms: too long for the event loop.
                self._clients[may_be_private] = await asyncio.to_thread(_client)
            return self._clients[may_be_private]

    def _refuse_paused(self, place: httpx.URL, url: str) -> None:
        until = self._paused.get(host_key(str(place)))
        if until is not None and until > self._clock():
            raise HostPausedError(f"{place.host} asked not to be asked before {until:%H:%M} UTC.", url=url)

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
        headers={"User-Agent": user_agent(), "Accept-Encoding": ENCODINGS},
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS),
        timeout=httpx.Timeout(REQUEST_S, connect=CONNECT_S),
    )


def user_agent() -> str:
    """What we say we are: the product and its version."""
    return f"Tapewire/{importlib.metadata.version('tapewire')}"


def _web_address(address: str | httpx.URL, url: str) -> httpx.URL:
    try:
        place = httpx.URL(address)
        host = place.host  # a name that claims to be of another script, and is not, is found out here only
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"The address cannot be read: {clean_line(str(error))}.", url=url) from error
    if place.scheme not in ("http", "https"):
        what = f"leads to {place.scheme}:" if str(address) != url else f"begins with {place.scheme or 'no scheme'}:"
        raise FetchError(f"The address {what} only http and https are fetched.", url=url)
    if not host:
        raise FetchError("The address names no host.", url=url)
    return place


async def _request(
    client: httpx.AsyncClient,
    place: httpx.URL,
    headers: Mapping[str, str],
    url: str,
    clock: Callable[[], datetime],
    may_be_private: bool,
) -> Answer | tuple[httpx.URL, bool]:
    # One step: the answer, or the place where it is said to be and whether for good.
    extensions = {} if may_be_private else {"trace": guard(place.raw_host.decode("ascii"), url)}
    try:
        async with client.stream("GET", place, headers=headers, extensions=extensions) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                await skim(response)
                return _redirect(place, response.headers["location"], url), response.status_code in _PERMANENT
            answer = Answer(
                document=None,
                url=str(place),
                validators=_validators(response),
                fresh_for=fresh_for(response.headers, now=clock()),
            )
            if response.status_code == 304:
                await skim(response)
                return answer
            if not response.is_success:
                raise refusal(response, url)
            document = FeedDocument(
                url=str(place),
                content=await unpacked(response, url),
                content_type=response.headers.get("content-type"),
            )
            return replace(answer, document=document)
    except UnicodeEncodeError as error:
        raise FetchError("The feed's user_agent holds a character that no HTTP header can.", url=url) from error
    except UnicodeError as error:  # httpx looks at where a redirect leads, though it is not to follow
        raise FetchError("The server leads on to an address that cannot be read.", url=url) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise failure(error, place.host, url) from error


def _not_modified(url: str) -> FetchError:
    return FetchError("The server says 'not modified' to a first request (304).", url=url, status=304)


def _redirect(place: httpx.URL, location: str, url: str) -> httpx.URL:
    try:
        target = place.join(location).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            f"The server leads on to an address that cannot be read: {clean_line(str(error))}.", url=url
        ) from error
    return _web_address(target, url)


def _validators(response: httpx.Response) -> Validators:
    etag, last_modified = response.headers.get("etag"), response.headers.get("last-modified")
    return Validators(etag=_returnable(etag), last_modified=_returnable(last_modified))


def _returnable(validator: str | None) -> str | None:
    # Only what can be sent back as a header, and will not be refused for its length.
    is_good = validator and len(validator) <= _LONGEST_VALIDATOR and validator.isascii() and validator.isprintable()
    return validator if is_good else None
