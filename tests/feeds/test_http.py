"""Fetching, against a real server on loopback."""

from __future__ import annotations

import asyncio
import errno
import gzip
import os
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest

from tapewire.errors import FetchError, HostPausedError, NetworkDownError, TapewireError
from tapewire.feeds import guard, http
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.http import MAX_PER_HOST, MAX_REDIRECTS, Fetcher
from tapewire.feeds.refusals import failure
from tapewire.feeds.unpack import MAX_BODY
from tapewire.model import Feed

RSS = b"<rss version='2.0'><channel/></rss>"


def feed(url: str, user_agent: str | None = None) -> Feed:
    return Feed(key=url, url=url, name="X", user_agent=user_agent)


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(demo=bundled) as open_fetcher:
        yield open_fetcher


async def ask(fetcher: Fetcher, url: str, **validators: str) -> Answer:
    return await fetcher.fetch(feed(url), Validators(**validators))


async def fetch(fetcher: Fetcher, url: str) -> FeedDocument:
    answer = await ask(fetcher, url)
    assert answer.document is not None
    return answer.document


async def refusal(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as raised:
        await ask(fetcher, url)
    assert str(raised.value).endswith(".")
    assert raised.value.url == url
    return raised.value


async def test_a_document_comes_with_what_its_headers_say(fetcher: Fetcher, server: Any) -> None:
    server.answer(
        "/feed", RSS, content_type="text/xml; charset=utf-8", etag='"7"', last_modified="Fri, 04 Jul 2025 13:00:00 GMT"
    )
    answer = await ask(fetcher, f"{server.url}/feed")
    assert answer.document == FeedDocument(
        url=f"{server.url}/feed", content=RSS, content_type="text/xml; charset=utf-8"
    )
    assert answer.validators == Validators(etag='"7"', last_modified="Fri, 04 Jul 2025 13:00:00 GMT")
    assert (answer.url, answer.is_moved, answer.fresh_for) == (f"{server.url}/feed", False, None)
    assert answer.took_s > 0
    asked = server.requests[0].headers
    assert asked["user-agent"].startswith("Tapewire/")
    assert asked["accept-encoding"] == "gzip, deflate, br"
    assert "if-none-match" not in asked


async def test_validators_are_sent_through_redirects_and_kept_when_nothing_changed(
    fetcher: Fetcher, server: Any
) -> None:
    server.answer("/old", status="301 Moved Permanently", location="/new")
    server.answer("/new", status="304 Not Modified", etag='"8"')
    answer = await ask(fetcher, f"{server.url}/old", etag='"7"', last_modified="Fri, 04 Jul 2025 13:00:00 GMT")
    assert (answer.document, answer.is_moved) == (None, True)
    assert answer.validators == Validators(etag='"8"', last_modified="Fri, 04 Jul 2025 13:00:00 GMT")
    for request in server.requests:
        assert request.headers["if-none-match"] == '"7"'
        assert request.headers["if-modified-since"] == "Fri, 04 Jul 2025 13:00:00 GMT"


async def test_a_feed_may_say_who_asks(fetcher: Fetcher, server: Any) -> None:
    server.answer("/feed", RSS)
    await fetcher.fetch(feed(f"{server.url}/feed", "Jane Reader jane@mail.example"), Validators())
    assert server.requests[0].headers["user-agent"] == "Jane Reader jane@mail.example"
    for impossible in ("Jänë", "a\nb: c"):
        with pytest.raises(FetchError):
            await fetcher.fetch(feed(f"{server.url}/feed", impossible), Validators())


async def test_the_document_is_said_to_come_from_where_redirects_led(fetcher: Fetcher, server: Any) -> None:
    server.answer("/a", status="302 Found", location="b/c")
    server.answer("/b/c", status="307 Temporary Redirect", location=f"{server.url}/d")
    server.answer("/d", RSS)
    answer = await ask(fetcher, f"{server.url}/a")
    assert answer.document is not None
    assert answer.document.url == answer.url == f"{server.url}/d"


@pytest.mark.parametrize(
    ("statuses", "is_moved"),
    [
        (["301 Moved", "308 Moved"], True),
        (["301 Moved", "302 Found"], False),
        (["307 Found", "301 Moved"], False),
        (["301 Moved", "303 Other", "301 Moved"], False),
    ],
)
async def test_only_a_wholly_permanent_chain_is_a_move(
    fetcher: Fetcher, server: Any, statuses: list[str], is_moved: bool
) -> None:
    for hop, status in enumerate(statuses):
        server.answer(f"/{hop}", status=status, location=f"/{hop + 1}")
    server.answer(f"/{len(statuses)}", RSS)
    answer = await ask(fetcher, f"{server.url}/0")
    assert (answer.is_moved, answer.url) == (is_moved, f"{server.url}/{len(statuses)}")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x", "http://[::1", "http://", "//xn--"]
)
async def test_a_redirect_leads_to_the_web_only(fetcher: Fetcher, server: Any, target: str) -> None:
    server.answer("/feed", status="302 Found", location=target)
    await refusal(fetcher, f"{server.url}/feed")


async def test_no_feed_of_others_leads_into_the_local_network(fetcher: Fetcher, server: Any, named: Any) -> None:
    server.answer("/feed", RSS)
    # As a name whose second look-up gives another address: nothing that was looked up before can vouch for it.
    for name in ("rebound.example", "xn--bcher-kva.example", "rebound.example."):
        assert "local network" in str(await refusal(fetcher, f"{named(name, server)}/feed"))
    assert "local network" in str(
        await refusal(fetcher, f"{named('xn--bcher-kva.example', server)}/feed".replace("xn--bcher-kva", "bücher"))
    )
    for host in ("127.0.0.1", "[::1]", "localhost", "printer", "192.168.1.1", "169.254.169.254", "nas.local"):
        with pytest.raises(FetchError, match="local network"):
            await fetcher.fetch_page(f"http://{host}/feed")
    assert server.requests == []


async def test_a_public_feed_is_not_led_into_the_local_network(
    fetcher: Fetcher, server: Any, named: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, rebound = named("public.example", server), named("rebound.example", server)
    looked_at: list[str] = []

    def is_private(address: str) -> bool:
        looked_at.append(address)
        return len(looked_at) > 1  # the first connection is as if to the public internet

    monkeypatch.setattr(guard, "is_private_address", is_private)
    server.answer("/literal", status="301 Moved Permanently", location=f"{server.url}/feed")
    server.answer("/name", status="301 Moved Permanently", location=f"{rebound}/feed")
    server.answer("/feed", RSS)
    for path in ("/literal", "/name"):
        looked_at.clear()
        assert "local network" in str(await refusal(fetcher, public + path))
    assert [request.path for request in server.requests] == ["/literal", "/name"]


async def test_a_feed_of_the_local_network_may_lead_about_in_it(fetcher: Fetcher, server: Any, named: Any) -> None:
    server.answer("/feed", status="302 Found", location=f"{named('nas.local', server)}/there")
    server.answer("/there", RSS)
    assert (await fetch(fetcher, f"{server.url}/feed")).content == RSS


async def test_what_a_redirect_says_besides_is_not_waited_for(fetcher: Fetcher, server: Any) -> None:
    done = asyncio.Event()

    async def drip(_request: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: /feed\r\ntransfer-encoding: chunked\r\n\r\n1\r\n ")
        await done.wait()

    server.answers["/drips"] = drip
    server.answer("/feed", RSS)
    assert (await fetch(fetcher, f"{server.url}/drips")).content == RSS
    done.set()


async def test_a_circle_of_redirects_is_left(fetcher: Fetcher, server: Any) -> None:
    server.answer("/a", status="302 Found", location="/a")
    assert "circle" in str(await refusal(fetcher, f"{server.url}/a"))
    assert len(server.requests) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("401 Unauthorized", "password"),
        ("403 Forbidden", "user_agent"),
        ("404 Not Found", "nothing at this address"),
        ("410 Gone", "gone for good"),
        ("429 Too Many Requests", "too often"),
        ("418 I'm a teapot", "418"),
        ("500 Internal Server Error", "trouble (500 Internal Server Error)"),
        ("302 Found", "302"),
    ],
)
async def test_each_refusal_is_said_in_a_sentence(fetcher: Fetcher, server: Any, status: str, words: str) -> None:
    server.answer("/feed", RSS, status=status)
    error = await refusal(fetcher, f"{server.url}/feed")
    assert words in str(error)
    assert error.status == int(status[:3])
    assert error.retry_after_s is None


async def test_retry_after_is_read_in_both_forms(server: Any) -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    waits = []
    for status, value in [
        ("503 Service Unavailable", "120"),
        ("429 Too Many Requests", in_an_hour),
        ("503 Service Unavailable", "Fri, 04 Jul 2025 13:00:00 GMT"),
        ("503 Service Unavailable", "soon"),
        ("403 Forbidden", "120"),
    ]:
        server.answer("/feed", status=status, retry_after=value)
        async with Fetcher() as fetcher:
            waits.append((await refusal(fetcher, f"{server.url}/feed")).retry_after_s)
    assert waits[0] == 120
    assert 3_500 < (waits[1] or 0) <= 3_600
    assert waits[2:] == [0, None, None]


async def test_a_host_that_asks_for_time_is_left_alone_and_its_neighbours_at_the_address_are_not(
    server: Any, named: Any
) -> None:
    now = [datetime(2026, 3, 4, 9, 30, tzinfo=UTC)]
    busy, neighbour, elsewhere = (named(f"{name}.localhost", server) for name in ("busy", "neighbour", "elsewhere"))
    server.answer("/feed", RSS)
    server.answer("/busy", status="429 Too Many Requests", retry_after="60")
    server.answer("/leads-there", status="302 Found", location=f"{busy}/feed")
    async with Fetcher(clock=lambda: now[0]) as fetcher:
        assert (await refusal(fetcher, f"{busy}/busy")).host == busy.removeprefix("http://")
        asked = len(server.requests)
        with pytest.raises(HostPausedError, match=r"busy\.localhost asked not to be asked before 09:31 UTC\."):
            await fetch(fetcher, f"{busy}/feed")
        assert len(server.requests) == asked
        with pytest.raises(HostPausedError):
            await fetch(fetcher, f"{elsewhere}/leads-there")
        assert (await fetch(fetcher, f"{neighbour}/feed")).content == RSS
        now[0] += timedelta(seconds=60)
        assert (await fetch(fetcher, f"{busy}/feed")).content == RSS


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(RSS)),
        ("x-gzip", gzip.compress(RSS[:9]) + gzip.compress(RSS[9:])),
        ("gzip", gzip.compress(RSS) + b"\0\0trailing"),
        ("deflate", zlib.compress(RSS)),
        ("deflate", zlib.compress(RSS, wbits=-15)),
        ("identity", RSS),
        ("br", brotli.compress(RSS)),
    ],
    ids=["gzip", "members", "trailing", "zlib", "raw", "identity", "brotli"],
)
async def test_packed_answers_are_unpacked(fetcher: Fetcher, server: Any, encoding: str, packed: bytes) -> None:
    server.answer("/feed", packed, content_encoding=encoding)
    assert (await fetch(fetcher, f"{server.url}/feed")).content == RSS


async def test_a_wrong_packing_is_said(fetcher: Fetcher, server: Any) -> None:
    server.answer("/feed", RSS, content_encoding="gzip")
    assert "packed" in str(await refusal(fetcher, f"{server.url}/feed"))
    server.answer("/feed", RSS, content_encoding="br")
    assert "packed" in str(await refusal(fetcher, f"{server.url}/feed"))
    server.answer("/feed", RSS, content_encoding="zstd")
    assert "'zstd'" in str(await refusal(fetcher, f"{server.url}/feed"))


def gzip_bomb() -> bytes:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(bomb.compress(bytes(1024 * 1024)) for _ in range(200)) + bomb.flush()


def brotli_bomb() -> bytes:
    bomb = brotli.Compressor(quality=1)
    return b"".join(bomb.process(bytes(1024 * 1024)) for _ in range(200)) + bomb.finish()


@pytest.mark.parametrize(("encoding", "bomb"), [("gzip", gzip_bomb), ("br", brotli_bomb)])
async def test_a_bomb_of_200_mb_is_given_up_before_it_has_gone_off(
    fetcher: Fetcher, server: Any, encoding: str, bomb: Callable[[], bytes]
) -> None:
    server.answer("/feed", bomb(), content_encoding=encoding)
    server.answer("/warm", RSS)
    await fetch(fetcher, f"{server.url}/warm")  # what the client itself takes is no part of what is measured
    tracemalloc.start()
    try:
        error = await refusal(fetcher, f"{server.url}/feed")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "larger than 15 MiB" in str(error)
    assert peak < 30 * 1024 * 1024


async def test_empty_packets_without_end_are_given_up_too(fetcher: Fetcher, server: Any) -> None:
    async def endless(_request: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-encoding: gzip\r\n\r\n")
        empty = gzip.compress(bytes(0)) * 10_000
        while True:
            writer.write(empty)
            await writer.drain()

    server.answers["/feed"] = endless
    assert "larger" in str(await refusal(fetcher, f"{server.url}/feed"))


async def test_an_answer_that_says_it_is_too_large_or_goes_on_is_not_read(fetcher: Fetcher, server: Any) -> None:
    async def endless(_request: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        while True:
            writer.write(bytes(1024 * 1024))
            await writer.drain()

    server.answer("/said", b"", content_length=str(MAX_BODY + 1))
    server.answers["/endless"] = endless
    assert "larger" in str(await refusal(fetcher, f"{server.url}/said"))
    assert "larger" in str(await refusal(fetcher, f"{server.url}/endless"))


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", b"HTTP/1.1 200 OK\r\nx: "])
async def test_an_answer_that_drips_is_given_up_whatever_of_it_does(
    fetcher: Fetcher, server: Any, monkeypatch: pytest.MonkeyPatch, first: bytes
) -> None:
    async def drip(_request: object, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def lead_on(_request: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: /on\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

    monkeypatch.setattr(http, "REQUEST_S", 0.2)
    server.answers |= {"/drips": drip, "/on": lead_on}
    for path in ("/drips", "/on"):  # all redirects share the time
        assert "longer than" in str(await refusal(fetcher, server.url + path))


async def test_a_connection_that_breaks_is_said(fetcher: Fetcher, server: Any) -> None:
    server.answer("/short", RSS, content_length="1000")
    server.answers["/noise"] = b"no http at all\r\n\r\n"
    server.answers["/nothing"] = b""
    for path in ("/short", "/noise", "/nothing"):
        assert "broke off" in str(await refusal(fetcher, server.url + path))


async def test_a_host_that_is_not_there_is_said(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "refuses the connection" in str(await refusal(fetcher, f"http://127.0.0.1:{taken.getsockname()[1]}/"))
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "nowhere.invalid is not known" in str(await refusal(fetcher, "https://nowhere.invalid/feed"))


async def test_a_server_without_tls_behind_https_is_said(fetcher: Fetcher, server: Any) -> None:
    server.answer("/feed", RSS)
    assert "secure connection" in str(await refusal(fetcher, server.url.replace("http:", "https:") + "/feed"))


def test_a_bad_certificate_is_named() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "certificate has expired"
    error = httpx.ConnectError("failed")
    error.__cause__ = cause
    assert str(failure(error, "x.example", "")) == "The certificate of x.example is not valid: certificate has expired."


@pytest.mark.parametrize(
    ("cause", "is_down"),
    [
        (OSError(errno.ENETUNREACH, "Network is unreachable"), True),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), True),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), False),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), False),
    ],
)
def test_a_machine_without_network_is_told_from_a_host_that_fails(cause: OSError, is_down: bool) -> None:
    error = httpx.ConnectError("failed")
    error.__cause__ = cause
    assert isinstance(failure(error, "x.example", ""), NetworkDownError) == is_down


@pytest.mark.parametrize("url", ["ftp://x.example/", "feed", "http://", "http://[::1", "javascript:x", "demo", ""])
async def test_an_address_that_is_none_of_the_webs_is_refused(fetcher: Fetcher, url: str) -> None:
    await refusal(fetcher, url)


async def test_no_more_than_two_requests_go_to_one_host_at_once(fetcher: Fetcher, server: Any) -> None:
    full = asyncio.Event()

    async def hold(_request: object, writer: asyncio.StreamWriter) -> None:
        if server.open_now == MAX_PER_HOST:
            full.set()
        await full.wait()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

    server.answers["/feed"] = hold
    await asyncio.gather(*(fetch(fetcher, f"{server.url}/feed") for _ in range(8)))
    assert len(server.requests) == 8
    assert server.open_at_most == MAX_PER_HOST


async def test_a_cancelled_fetch_frees_its_place(fetcher: Fetcher, server: Any) -> None:
    asked = asyncio.Event()

    async def never(_request: object, _writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.Event().wait()

    server.answers["/never"] = never
    server.answer("/feed", RSS)
    for _ in range(MAX_PER_HOST + 1):
        asked.clear()
        waiting = asyncio.create_task(fetch(fetcher, f"{server.url}/never"))
        await asked.wait()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await fetch(fetcher, f"{server.url}/feed")


async def test_a_page_is_asked_for_as_a_page(fetcher: Fetcher, server: Any) -> None:
    server.answer("/story", b"<p>Hi", content_type="text/html")
    page = await fetcher.fetch_page(f"{server.url}/story", is_typed=True)
    assert (page.content, page.content_type) == (b"<p>Hi", "text/html")
    assert server.requests[0].headers["accept"].startswith("text/html")


async def test_a_proxy_of_the_environment_is_used(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    server.answer("http://x.example/feed", RSS)
    async with Fetcher() as behind_proxy:
        assert (await fetch(behind_proxy, "http://x.example/feed")).content == RSS


async def test_a_file_is_read_once_until_it_changes(fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS)
    first = await ask(fetcher, str(path))
    assert first.document == FeedDocument(url=str(path), content=RSS)
    etag = first.validators.etag
    assert etag is not None
    assert (await ask(fetcher, str(path), etag=etag)).document is None
    path.write_bytes(RSS + b"\n")
    assert (await ask(fetcher, str(path), etag=etag)).document is not None


async def test_a_connection_is_used_again_whatever_came_over_it(fetcher: Fetcher, server: Any) -> None:
    server.answer("/feed", RSS, connection="keep-alive")
    server.answer("/same", status="304 Not Modified", connection="keep-alive")
    server.answer("/moved", b"It is elsewhere", status="301 Moved", location="/feed", connection="keep-alive")
    for path in ("/feed", "/same", "/moved", "/same", "/feed"):
        await ask(fetcher, server.url + path, etag="7")
    assert server.connections == 1


async def test_only_regular_files_of_bearable_size_are_read(fetcher: Fetcher, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(MAX_BODY + 1)
    assert "no regular file" in str(await refusal(fetcher, str(tmp_path / "pipe")))
    assert "no regular file" in str(await refusal(fetcher, str(tmp_path)))
    assert "larger" in str(await refusal(fetcher, str(tmp_path / "large")))
    assert "no file" in str(await refusal(fetcher, str(tmp_path / "missing")))
    await refusal(fetcher, str(tmp_path / "a\0b"))


def bundled(name: str) -> bytes:
    if name != "markets":
        raise TapewireError(f"The bundled edition has no feed '{name}'.")
    return RSS


async def test_the_bundled_edition_is_asked_by_name(fetcher: Fetcher) -> None:
    assert await fetch(fetcher, "demo:markets") == FeedDocument(url="demo:markets", content=RSS)
    assert "'nope'" in str(await refusal(fetcher, "demo:nope"))
    async with Fetcher() as without:
        await refusal(without, "demo:markets")
