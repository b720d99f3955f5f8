"""A web site of our own on loopback, and feeds and pages for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from tapewire.analysis import Digest, digest
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.http import Fetcher
from tapewire.model import Feed
from tapewire.subscribing.discovery import FoundFeed, discover

RSS = """<rss version="2.0"><channel><title>{title}</title>
<item><guid>{title}1</guid><title>{title}: older</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item>
<item><guid>{title}2</guid><title>{title}: newer</title><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
<item><guid>{title}3</guid><title>{title}: undated</title></item>
</channel></rss>"""


@pytest.fixture
def rss() -> Callable[[str], str]:
    """Write a feed of two dated stories and one without a date."""
    return lambda title: RSS.format(title=title)


@pytest.fixture
def site() -> Iterator[Any]:
    """A server: ``pages`` holds the answer of each path, a text or (status, headers, text); ``asked`` grows."""
    state = SimpleNamespace(pages={}, asked=[], user_agents=set(), url="")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            state.user_agents.add(self.headers["User-Agent"])
            answer = state.pages.get(self.path, (404, {}, ""))
            status, headers, text = answer if isinstance(answer, tuple) else (200, {}, answer)
            body = text if isinstance(text, bytes) else text.encode("utf-8")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


class InlineWorkers:
    """Reads feeds here: what a worker process does is tested where it belongs."""

    async def digest(self, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
        return digest(document, feed, known)


@pytest.fixture
def inline_workers() -> InlineWorkers:
    """Stands in for the pool of worker processes."""
    return InlineWorkers()


@pytest.fixture
async def find(inline_workers: InlineWorkers) -> AsyncIterator[Callable[[str], Any]]:
    """Discover the feeds of an address."""
    async with Fetcher() as fetcher:

        async def found(address: str) -> tuple[FoundFeed, ...]:
            async with asyncio.timeout(20):
                return await discover(address, fetcher=fetcher, workers=inline_workers)  # type: ignore[arg-type]

        yield found
