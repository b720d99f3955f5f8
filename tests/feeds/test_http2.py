"""Fetching over HTTP/2, from a server of our own on loopback whose certificate the test trusts."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import Any

import pytest

from tapewire.errors import FetchError
from tapewire.feeds.document import Answer, Validators
from tapewire.feeds.http import Fetcher
from tapewire.feeds.unpack import MAX_BODY
from tapewire.model import Feed

RSS = b"<rss version='2.0'><channel/></rss>"


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(Path(__file__).parent / "loopback.pem"))


async def ask(fetcher: Fetcher, url: str, **validators: str) -> Answer:
    return await fetcher.fetch(Feed(key=url, url=url, name="X"), Validators(**validators))


async def test_feeds_of_a_host_share_one_connection(h2_server: Any) -> None:
    paths = [f"/{number}" for number in range(12)]
    for path in paths:
        h2_server.answers[path] = ("200", {"content-encoding": "gzip", "etag": path}, gzip.compress(RSS))
    async with Fetcher() as fetcher:
        answers = [await ask(fetcher, h2_server.url + paths[0])]
        answers += await asyncio.gather(*(ask(fetcher, h2_server.url + path) for path in paths[1:]))
    assert [answer.document.content for answer in answers if answer.document] == [RSS] * 12
    assert [answer.validators.etag for answer in answers] == paths
    assert h2_server.connections == 1


async def test_not_modified_redirects_and_refusals_are_the_same_as_over_http_1(h2_server: Any) -> None:
    h2_server.answers |= {
        "/old": ("308", {"location": "/new"}, b""),
        "/new": ("304", {"cache-control": "max-age=600"}, b""),
        "/busy": ("503", {"retry-after": "120"}, b""),
    }
    async with Fetcher() as fetcher:
        answer = await ask(fetcher, f"{h2_server.url}/old", etag="7")
        assert (answer.document, answer.is_moved, answer.url) == (None, True, f"{h2_server.url}/new")
        assert answer.fresh_for is not None
        assert answer.fresh_for.total_seconds() == 600
        assert h2_server.requests[-1]["if-none-match"] == "7"
        with pytest.raises(FetchError) as raised:
            await ask(fetcher, f"{h2_server.url}/busy")
    assert (raised.value.status, raised.value.retry_after_s) == (503, 120)


async def test_a_body_that_is_too_large_is_given_up_and_the_connection_serves_others(h2_server: Any) -> None:
    h2_server.answers |= {"/large": ("200", {}, bytes(MAX_BODY + 1)), "/feed": ("200", {}, RSS)}
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match="larger than 15 MiB"):
            await ask(fetcher, f"{h2_server.url}/large")
        answer = await ask(fetcher, f"{h2_server.url}/feed")
    assert answer.document is not None
    assert answer.document.content == RSS


async def test_no_request_finds_a_connection_open_that_it_might_not_have_made(h2_server: Any, named: Any) -> None:
    intranet = named("intranet.example", h2_server)
    h2_server.answers |= {"/local": ("302", {"location": f"{intranet}/feed"}, b""), "/feed": ("200", {}, RSS)}
    async with Fetcher() as fetcher:
        assert (await ask(fetcher, f"{h2_server.url}/local")).document is not None
        with pytest.raises(FetchError, match="local network"):
            await ask(fetcher, f"{intranet}/feed")


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    h2_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match=r"certificate of 127\.0\.0\.1 is not valid: [^.]+\.$"):
            await ask(fetcher, f"{h2_server.url}/feed")
