"""Fetching stories' pages from a site of our own on loopback."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tapewire.errors import FetchError, FullTextError
from tapewire.feeds.http import Fetcher
from tapewire.fulltext import manners
from tapewire.fulltext.manners import Manners

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, in place of waiting."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(manners.asyncio, "sleep", sleep)
    return waited


async def fetch(site, path: str, *, known: Manners | None = None) -> bytes:
    async with Fetcher(clock=lambda: NOW) as fetcher:
        pages = (known or Manners(lambda: NOW)).session(fetcher)
        return (await pages.fetch(f"{site.url}{path}", is_trusted=True)).content


async def test_a_page_is_fetched_once_robots_allows_it_and_robots_is_remembered(site, waits: list[float]) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /shut\nCrawl-delay: 9")
    site.put("/a", b"one")
    site.put("/b", b"two")
    known = Manners(lambda: NOW)

    assert await fetch(site, "/a", known=known) == b"one"
    assert await fetch(site, "/b", known=known) == b"two"
    with pytest.raises(FullTextError, match="robots"):
        await fetch(site, "/shut/1", known=known)

    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert waits == [9.0]


async def test_pages_of_one_host_come_one_after_the_other(site, waits: list[float]) -> None:
    for name in "abc":
        site.put(f"/{name}", name.encode())
    async with Fetcher(clock=lambda: NOW) as fetcher:
        pages = Manners(lambda: NOW).session(fetcher)
        await asyncio.gather(*(pages.fetch(f"{site.url}/{name}", is_trusted=True) for name in "abc"))

    assert site.open_at_most == 1
    assert waits == [manners.PAUSE_S] * 2


@pytest.mark.parametrize(("status", "words"), [(403, "refuses"), (402, "paying"), (404, "no longer")])
async def test_a_refusal_is_said_in_words(site, status: int, words: str) -> None:
    site.put("/a", "<p>Forbidden", status)
    with pytest.raises(FullTextError, match=words):
        await fetch(site, "/a")


async def test_a_site_whose_robots_cannot_be_read_for_trouble_of_its_own_is_left_alone(site) -> None:
    site.put("/robots.txt", "", 503)
    with pytest.raises(FullTextError, match="robots"):
        await fetch(site, "/a")


async def test_a_private_address_is_not_asked_for_a_feed_from_elsewhere(site) -> None:
    async with Fetcher(clock=lambda: NOW) as fetcher:
        with pytest.raises(FetchError, match=r"private|local"):
            await Manners(lambda: NOW).session(fetcher).fetch(f"{site.url}/a")
    assert site.asked == []
