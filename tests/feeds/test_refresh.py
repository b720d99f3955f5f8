"""The round: one feed's failure costs the others nothing, and each feed's state says what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tapewire.analysis import Digest, analyse
from tapewire.errors import FeedParseError, StoreError
from tapewire.feeds import refresh as refresh_module
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.feeds.http import Fetcher
from tapewire.feeds.identity import story_id
from tapewire.feeds.refresh import refresh
from tapewire.feeds.schedule import LONGEST_PACE, VALIDATORS_FOR
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Body, Feed, FeedResult, HeadlineQuery, RefreshReport

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = LONGEST_PACE
"""After so long every feed is due that did not fail."""


class FakeWorkers:
    """Makes one story of each document whose content is its title; one that begins with "<" is no feed."""

    def __init__(self) -> None:
        self.read: list[bytes] = []

    async def digest(self, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
        self.read.append(document.content)
        if document.content.startswith(b"<"):
            raise FeedParseError("It is an HTML page.", url=document.url)
        title = document.content.decode()
        entry = Entry(
            id=story_id(feed.key, "1"), title=title, url=None, author=None, published=NOW, body=Body(text=title)
        )
        analysed = analyse(entry)
        if known.get(entry.id) == analysed.fingerprint:
            return Digest(title="", fresh=(), unchanged=(entry.id,), warnings=())
        return Digest(title="", fresh=(analysed,), unchanged=(), warnings=())


class Rounds:
    """Rounds over feeds of the loopback server, at a time that the test moves."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.library = Library.open(None)
        self.workers = FakeWorkers()
        self.now = NOW
        self.names: dict[str, str] = {}

    async def __call__(
        self,
        *paths: str,
        after: timedelta = LATER,
        is_forced: bool = False,
        on_result: Callable[[FeedResult], None] = lambda _: None,
    ) -> tuple[FeedResult, ...]:
        """Refresh the feeds at these paths, or whole addresses, after some time has passed."""
        self.now += after
        self.server.requests.clear()
        self.workers.read.clear()
        async with Fetcher(clock=lambda: self.now) as fetcher:
            report: RefreshReport = await refresh(
                [self.feed(path) for path in paths],
                library=self.library,
                fetcher=fetcher,
                workers=self.workers,  # type: ignore[arg-type]
                clock=lambda: self.now,
                is_forced=is_forced,
                jitter=lambda: 1.0,
                on_result=on_result,
            )
        return report.results

    async def outcome(self, path: str, after: timedelta = LATER, *, is_forced: bool = False) -> str:
        """Refresh one feed and tell what came of it."""
        (result,) = await self(path, after=after, is_forced=is_forced)
        return result.outcome

    def feed(self, path: str) -> Feed:
        url = path if path.startswith("http") else self.server.url + path
        return Feed(key=path, url=url, name=self.names.get(path, path))

    def state(self, path: str) -> FeedState:
        return self.library.feed_state(path)

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for in the last round."""
        return [request.path for request in self.server.requests]

    @property
    def headers(self) -> dict[str, str]:
        """What came with the last request."""
        headers: dict[str, str] = self.server.requests[-1].headers
        return headers


@pytest.fixture
async def rounds(server: Any) -> AsyncIterator[Rounds]:
    made = Rounds(server)
    yield made
    made.library.close()


async def test_a_failing_feed_is_reported_and_the_others_are_stored(rounds: Rounds) -> None:
    rounds.server.answer("/missing", status="404 Not Found")
    rounds.server.answer("/page", b"<html>")
    rounds.server.answer("/good", b"News")

    results = await rounds("/missing", "/page", "/good")

    assert [(result.feed.key, result.outcome, result.new) for result in results] == [
        ("/missing", "failed", 0),
        ("/page", "failed", 0),
        ("/good", "updated", 1),
    ]
    assert "404" in (results[0].error or "")
    assert [row.title for row in rounds.library.headlines(HeadlineQuery(), offset=0, limit=9)] == ["News"]
    assert (rounds.state("/missing").errors, rounds.state("/missing").error) == (1, results[0].error)


async def test_what_nobody_foresaw_in_one_feed_costs_the_others_nothing(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds.server.answer("/odd", b"Odd")
    rounds.server.answer("/good", b"News")
    read = FakeWorkers.digest

    async def digest(self: FakeWorkers, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
        if feed.key == "/odd":
            raise KeyError("\x1b[31m")
        return await read(self, document, feed, known)

    monkeypatch.setattr(FakeWorkers, "digest", digest)
    odd, good = await rounds("/odd", "/good")

    assert (odd.outcome, good.outcome) == ("failed", "updated")
    assert "fault in Tapewire (KeyError" in (odd.error or "")
    assert "\x1b" not in (odd.error or "")


async def test_an_edited_story_counts_as_changed(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News")
    await rounds("/good")
    rounds.server.answer("/good", b"News, corrected")

    (edited,) = await rounds("/good")

    assert (edited.outcome, edited.new, edited.changed) == ("updated", 0, 1)
    assert rounds.library.story_count() == 1


async def test_the_same_bytes_are_not_parsed_again(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds.server.answer("/good", b"News")
    await rounds("/good")
    assert rounds.workers.read == [b"News"]

    assert await rounds.outcome("/good") == "unchanged"
    assert rounds.workers.read == []
    assert rounds.state("/good").succeeded_at == rounds.state("/good").fetched_at == rounds.now

    monkeypatch.setattr(refresh_module, "ANALYSIS", 99)  # a version of ours that reads them otherwise
    await rounds("/good")
    assert rounds.workers.read == [b"News"]


async def test_bytes_that_were_no_feed_are_looked_at_again(rounds: Rounds) -> None:
    rounds.server.answer("/page", b"<html>")
    assert [await rounds.outcome("/page"), await rounds.outcome("/page")] == ["failed", "failed"]


async def test_validators_are_kept_by_not_modified_and_dropped_after_eight_days(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News", etag='"7"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT")
    await rounds("/good")
    fetched_at = rounds.now
    rounds.server.answer("/good", status="304 Not Modified")

    day = timedelta(days=1)
    while rounds.now + day - fetched_at < VALIDATORS_FOR:
        assert await rounds.outcome("/good", day) == "unchanged"
        assert rounds.headers["if-none-match"] == '"7"'
        assert rounds.headers["if-modified-since"] == "Tue, 03 Mar 2026 10:00:00 GMT"
    rounds.server.answer("/good", b"News at last", etag='"8"')

    assert await rounds.outcome("/good", day) == "updated"
    assert not {"if-none-match", "if-modified-since"} & rounds.headers.keys()


async def test_validators_are_not_sent_for_what_an_older_version_of_ours_read(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds.server.answer("/good", b"News", etag='"7"')
    await rounds("/good")
    monkeypatch.setattr(refresh_module, "ANALYSIS", 99)
    await rounds("/good")
    assert "if-none-match" not in rounds.headers


async def test_a_feed_is_left_alone_for_as_long_as_its_server_says(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News", cache_control="max-age=1800")
    await rounds("/good")

    assert await rounds.outcome("/good", 20 * MINUTE) == "deferred"
    assert rounds.asked == []
    assert await rounds.outcome("/good", MINUTE, is_forced=True) == "unchanged"
    assert await rounds.outcome("/good", 30 * MINUTE) == "unchanged"


async def test_a_feed_that_fails_is_asked_ever_more_rarely_until_it_answers(rounds: Rounds) -> None:
    rounds.server.answer("/bad", status="500 Internal Server Error")
    waits, wait = [], timedelta()
    for _ in range(12):
        if wait:
            assert await rounds.outcome("/bad", wait - 2 * MINUTE) == "deferred"
            wait = 2 * MINUTE
        assert await rounds.outcome("/bad", wait) == "failed"
        wait = (rounds.state("/bad").next_check_at or NOW) - rounds.now
        waits.append(wait // MINUTE)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440, 1_440]
    assert rounds.state("/bad").errors == 12

    rounds.server.answer("/bad", b"News")
    assert await rounds.outcome("/bad", is_forced=True) == "updated"
    assert (rounds.state("/bad").errors, rounds.state("/bad").error) == (0, None)


async def test_a_host_that_asks_for_time_gets_it_from_every_feed_even_where_a_user_insists(
    rounds: Rounds, named: Any
) -> None:
    busy, neighbour = (named(f"{name}.localhost", rounds.server) for name in ("busy", "neighbour"))
    rounds.server.answer("/busy", status="429 Too Many Requests", retry_after="3600")
    rounds.server.answer("/good", b"News")
    await rounds(f"{busy}/busy")

    for is_forced in (False, True):
        results = await rounds(
            f"{busy}/busy", f"{busy}/good", f"{neighbour}/good", after=3 * MINUTE, is_forced=is_forced
        )
        assert [result.outcome for result in results[:2]] == ["deferred", "deferred"]
        assert [request.headers["host"] for request in rounds.server.requests] == [neighbour.removeprefix("http://")]
    results = await rounds(f"{busy}/busy", f"{busy}/good", after=60 * MINUTE)
    assert [result.outcome for result in results] == ["failed", "updated"]


async def test_a_feed_that_is_gone_is_asked_no_more_unless_a_user_insists(rounds: Rounds) -> None:
    rounds.server.answer("/gone", status="410 Gone")
    (result,) = await rounds("/gone")
    assert "gone for good" in (result.error or "")
    rounds.server.answer("/gone", b"Back again")

    assert await rounds.outcome("/gone", timedelta(days=30)) == "deferred"
    assert rounds.asked == []
    assert await rounds.outcome("/gone", is_forced=True) == "updated"
    assert await rounds.outcome("/gone") == "unchanged"


async def test_a_feed_that_moved_for_good_is_fetched_where_it_moved_and_keeps_its_stories(rounds: Rounds) -> None:
    rounds.server.answer("/old", status="301 Moved Permanently", location="/new")
    rounds.server.answer("/new", b"News", etag='"7"')

    asked = []
    for _ in range(3):
        await rounds("/old")
        asked.append(rounds.asked)

    assert asked == [["/old", "/new"], ["/old", "/new"], ["/new"]]
    assert rounds.headers["if-none-match"] == '"7"'
    assert rounds.state("/old").moved_to == f"{rounds.server.url}/new"
    assert rounds.library.story_count() == 1

    rounds.server.answer("/new", status="404 Not Found")
    rounds.server.answer("/old", b"Back home")
    await rounds("/old")
    await rounds("/old")
    assert rounds.asked == ["/old"]
    assert rounds.state("/old").moved_to is None


async def test_a_login_page_moves_no_feed(rounds: Rounds) -> None:
    rounds.server.answer("/feed", status="308 Permanent Redirect", location="/login")
    rounds.server.answer("/login", b"<html>Who are you?")
    for _ in range(3):
        assert await rounds.outcome("/feed", timedelta(days=1)) == "failed"
    assert (rounds.state("/feed").moving_to, rounds.state("/feed").moved_to) == (None, None)


async def test_what_a_round_stored_before_it_was_cut_short_is_kept_with_its_state(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News", etag='"7"')
    rounds.server.answer("/bad", b"Never read")

    class Broken(FakeWorkers):
        async def digest(self, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
            if feed.key == "/bad":
                while rounds.library.story_count() == 0:  # noqa: ASYNC110 (nothing tells of it)
                    await asyncio.sleep(0)
                raise StoreError("The disk is full.")
            return await super().digest(document, feed, known)

    rounds.workers = Broken()
    with pytest.raises(StoreError):
        await rounds("/good", "/bad")
    assert rounds.library.story_count() == 1
    assert rounds.state("/good").etag == '"7"'


async def test_a_host_that_hangs_keeps_no_other_feed_waiting(rounds: Rounds, named: Any) -> None:
    slow, quick = (named(f"{name}.localhost", rounds.server) for name in ("slow", "quick"))
    quick_is_done = asyncio.Event()

    async def hang(_request: object, writer: asyncio.StreamWriter) -> None:
        await quick_is_done.wait()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nNews")

    def on_result(result: FeedResult) -> None:
        if result.feed.key.startswith(quick):
            quick_is_done.set()

    slow_paths = [f"{slow}/{number}" for number in range(refresh_module.IN_HAND + 1)]
    rounds.server.answers |= {path.removeprefix(slow): hang for path in slow_paths}
    rounds.server.answer("/quick", b"News")
    async with asyncio.timeout(20):
        results = await rounds(*slow_paths, f"{quick}/quick", on_result=on_result)
    assert {result.outcome for result in results} == {"updated"}


async def test_a_feed_that_is_renamed_is_so_even_if_nothing_else_is_new(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News", etag='"7"')
    await rounds("/good")
    rounds.server.answer("/good", status="304 Not Modified")
    rounds.names["/good"] = "The Good"

    await rounds("/good")

    assert [row.source for row in rounds.library.headlines(HeadlineQuery(), offset=0, limit=9)] == ["The Good"]


async def test_a_clock_that_was_wrong_puts_no_feed_off_for_years(rounds: Rounds) -> None:
    rounds.server.answer("/good", b"News", etag='"7"', cache_control="max-age=3600")
    rounds.now += timedelta(days=3_650)
    await rounds("/good")

    rounds.now = NOW
    assert await rounds.outcome("/good") == "unchanged"
    assert "if-none-match" not in rounds.headers
