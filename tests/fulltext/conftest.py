"""Article pages in the manner of real sites, each with the words that are its story, and a site that serves pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

PAGES = Path(__file__).parent / "pages"
STORY = re.compile(r"<!--story-->(.*?)<!--/story-->", re.DOTALL)


def page_and_story(name: str) -> tuple[bytes, str]:
    """Read a page as a server would send it, and the text between its marks, which are taken out of it."""
    marked = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    story = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)) for part in STORY.findall(marked))
    page = re.sub(r"<!--/?story-->", "", marked)
    return page.encode("cp1252" if "windows-1252" in page else "utf-8"), story


@pytest.fixture
def read_article_page() -> Callable[[str], tuple[bytes, str]]:
    """Gives a page's bytes and its story's text, by name."""
    return page_and_story


@dataclass
class Site:
    """Its pages by path, each with a status; what is not there is answered with 404."""

    url: str = ""
    pages: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    open_now: int = 0
    open_at_most: int = 0
    lock: Lock = field(default_factory=Lock)

    def put(self, path: str, content: bytes | str, status: int = 200) -> str:
        """Put a page on the site; returns its address."""
        self.pages[path] = (status, content.encode() if isinstance(content, str) else content)
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site on loopback."""
    state = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with state.lock:
                state.asked.append(self.path)
                state.open_now += 1
                state.open_at_most = max(state.open_at_most, state.open_now)
            status, content = state.pages.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("content-type", "application/rss+xml" if b"<rss" in content[:200] else "text/html")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            with state.lock:
                state.open_now -= 1
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()
