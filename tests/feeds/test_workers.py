"""The worker processes: what one document does to its worker, no other document feels."""

import asyncio
import multiprocessing

import pytest

from tapewire.errors import FeedParseError
from tapewire.feeds import workers
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.workers import Workers
from tapewire.model import Feed

FEED = Feed(key="f", url="https://f.example", name="F")
RSS = FeedDocument(
    url="https://f.example",
    content=b"<rss version='2.0'><channel><item><guid>1</guid><title>Rates fall</title></item></channel></rss>",
)
ENDLESS = FeedDocument(
    url="https://f.example", content=b"<rss><channel>" + b"<item><title>On and on</title></item>" * 200_000
)
PAGE = FeedDocument(url="https://f.example", content=b"<!doctype html><html><body>Hello</body></html>")


async def test_a_document_becomes_a_digest_and_a_page_an_error_that_names_its_address() -> None:
    async with Workers() as pool:
        with pytest.raises(FeedParseError) as raised:
            await pool.digest(PAGE, FEED, {})
        made = await pool.digest(RSS, FEED, {})

    assert raised.value.url == "https://f.example"
    assert [each.entry.title for each in made.fresh] == ["Rates fall"]


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Workers() as pool:
        await pool.digest(RSS, FEED, {})
        with monkeypatch.context() as patched:
            patched.setattr(workers, "PARSE_DEADLINE_S", 0.1)
            with pytest.raises(FeedParseError, match="longer than"):
                await pool.digest(ENDLESS, FEED, {})
        made = await pool.digest(RSS, FEED, {})

    assert len(made.fresh) == 1


async def test_a_document_that_hangs_costs_those_beside_it_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Workers() as pool:
        await pool.digest(RSS, FEED, {})
        with monkeypatch.context() as patched:
            patched.setattr(workers, "PARSE_DEADLINE_S", 0.1)
            hanging = asyncio.create_task(pool.digest(ENDLESS, FEED, {}))
            await asyncio.sleep(0)  # it is on its way to a worker
        made = await asyncio.gather(*(pool.digest(RSS, FEED, {}) for _ in range(12)))
        with pytest.raises(FeedParseError, match="longer than"):
            await hanging

    assert [len(each.fresh) for each in made] == [1] * 12


async def test_documents_that_come_at_once_share_the_workers_and_none_outlives_the_round() -> None:
    async with Workers() as pool:
        made = await asyncio.gather(*(pool.digest(RSS, FEED, {}) for _ in range(8)))
        during = len(multiprocessing.active_children())

    assert [len(each.fresh) for each in made] == [1] * 8
    assert during == workers.WORKERS
    assert multiprocessing.active_children() == []
