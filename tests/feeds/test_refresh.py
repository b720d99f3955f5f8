"""The round: one feed's failure costs the others nothing, and each feed's state says what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from tapewire.analysis import Digest, analyse
from tapewire.errors import FeedParseError, FetchError
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.feeds.http import NotModified, Validators
from tapewire.feeds.identity import story_id
from tapewire.feeds.refresh import after_failure, after_success, refresh
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Body, Feed, HeadlineQuery

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=3)
KNOWN = FeedState(etag='"7"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT", checked_at=EARLIER, succeeded_at=EARLIER)


def feed(name: str) -> Feed:
    return Feed(key=name, url=f"https://{name}.example/feed", name=name.title())


class FakeFetcher:
    """Answers as told, by feed key, and remembers what it was asked with."""

    def __init__(self, answers: Mapping[str, FeedDocument | NotModified | FetchError]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Validators]] = []

    async def fetch(self, feed: Feed, validators: Validators) -> FeedDocument | NotModified:
        self.asked.append((feed.key, validators))
        answer = self.answers[feed.key]
        if isinstance(answer, FetchError):
            raise answer
        return answer


class FakeWorkers:
    """Makes one story of each document whose content is its title; an empty one is no feed."""

    async def digest(self, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
        if not document.content:
            raise FeedParseError("It is empty.", url=document.url)
        title = document.content.decode()
        entry = Entry(
            id=story_id(feed.key, "1"), title=title, url=None, author=None, published=EARLIER, body=Body(text=title)
        )
        analysed = analyse(entry)
        if known.get(entry.id) == analysed.fingerprint:
            return Digest(title="", fresh=(), unchanged=(entry.id,), warnings=())
        return Digest(title="", fresh=(analysed,), unchanged=(), warnings=())


def document(title: str, etag: str | None = None) -> FeedDocument:
    return FeedDocument(url="https://x.example", content=title.encode(), etag=etag)


async def one_round(
    library: Library, answers: Mapping[str, FeedDocument | NotModified | FetchError], now: datetime = NOW
):
    fetcher = FakeFetcher(answers)
    report = await refresh(
        [feed(key) for key in answers],
        library=library,
        fetcher=fetcher,  # type: ignore[arg-type]
        workers=FakeWorkers(),  # type: ignore[arg-type]
        clock=lambda: now,
    )
    return report, fetcher


@pytest.fixture
def library():
    library = Library.open(None)
    yield library
    library.close()


async def test_a_failing_feed_is_reported_and_the_others_are_stored(library: Library) -> None:
    gone = FetchError("There is nothing at this address.", url="https://gone.example/feed", status=404)

    report, _ = await one_round(library, {"gone": gone, "empty": document(""), "good": document("News")})

    assert [(result.feed.key, result.outcome, result.error) for result in report.results] == [
        ("gone", "failed", "There is nothing at this address."),
        ("empty", "failed", "It is empty."),
        ("good", "updated", None),
    ]
    assert report.new == 1
    assert [row.title for row in library.headlines(HeadlineQuery(), offset=0, limit=9)] == ["News"]
    assert library.feed_state("gone").error == "There is nothing at this address."


async def test_an_edited_story_counts_as_changed_and_a_known_one_as_nothing(library: Library) -> None:
    await one_round(library, {"good": document("News")})

    again, _ = await one_round(library, {"good": document("News")})
    edited, _ = await one_round(library, {"good": document("News, corrected")})

    assert [(r.outcome, r.new, r.changed) for r in again.results] == [("unchanged", 0, 0)]
    assert [(r.outcome, r.new, r.changed) for r in edited.results] == [("updated", 0, 1)]
    assert library.story_count() == 1


async def test_validators_are_sent_back_and_kept_by_an_answer_of_not_modified(library: Library) -> None:
    await one_round(library, {"good": document("News", etag='"7"')})

    report, fetcher = await one_round(library, {"good": NotModified(validators=Validators(etag='"7"'))})
    _, later = await one_round(library, {"good": NotModified(validators=Validators(etag='"7"'))})

    assert report.results[0].outcome == "unchanged"
    assert fetcher.asked == later.asked == [("good", Validators(etag='"7"'))]


async def test_a_server_that_asks_for_time_is_left_alone_until_then(library: Library) -> None:
    busy = FetchError("Too often.", url="https://busy.example", status=429, retry_after_s=600)
    await one_round(library, {"busy": busy})

    sooner, not_asked = await one_round(library, {"busy": document("News")}, now=NOW + timedelta(seconds=599))
    later, _ = await one_round(library, {"busy": document("News")}, now=NOW + timedelta(seconds=601))

    assert sooner.results[0].outcome == "deferred"
    assert not_asked.asked == []
    assert later.results[0].outcome == "updated"


def test_a_success_clears_the_error_and_takes_the_new_validators() -> None:
    failed = after_failure(KNOWN, FetchError("Broken.", url="", retry_after_s=5), now=EARLIER)

    state = after_success(failed, Validators(etag='"8"'), now=NOW)

    assert state == FeedState(etag='"8"', last_modified=None, checked_at=NOW, succeeded_at=NOW)


def test_a_failure_keeps_the_validators_and_the_last_success() -> None:
    state = after_failure(KNOWN, FeedParseError("It is an HTML page.", url=""), now=NOW)

    assert (state.etag, state.last_modified, state.succeeded_at) == (KNOWN.etag, KNOWN.last_modified, EARLIER)
    assert (state.checked_at, state.error, state.retry_at) == (NOW, "It is an HTML page.", None)
