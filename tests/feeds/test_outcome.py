"""What is remembered of a feed after it was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tapewire.analysis import Digest
from tapewire.errors import FeedParseError, FetchError, NetworkDownError
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.outcome import TRIES_ELSEWHERE, after_answer, after_failure
from tapewire.feeds.schedule import FIRST_BACK_OFF, SHORTEST_PACE
from tapewire.library.feeds import FeedState
from tapewire.model import Feed

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=3)
FEED = Feed(key="f", url="https://f.example/feed", name="F")
NEW, OTHER = "https://new.example/feed", "https://other.example/feed"
KNOWN = FeedState(
    title="The F",
    checked_at=EARLIER,
    succeeded_at=EARLIER,
    next_check_at=EARLIER + SHORTEST_PACE,
    etag='"7"',
    last_modified="Tue",
    fetched_at=EARLIER,
    body_hash="old",
    body_bytes=9,
    took_s=0.25,
    pace_s=600,
    final_url=FEED.url,
)


def answer(url: str = FEED.url, *, is_moved: bool = False, content: bytes | None = b"<rss/>") -> Answer:
    document = None if content is None else FeedDocument(url=url, content=content)
    return Answer(
        document=document, url=url, is_moved=is_moved, validators=Validators(etag='"8"'), took_s=0.5, fresh_for=None
    )


def digest(pace_s: int | None = None) -> Digest:
    return Digest(title="A new title", fresh=(), unchanged=(), warnings=(), pace_s=pace_s)


def answered(state: FeedState, given: Answer, feed: Feed = FEED) -> FeedState:
    return after_answer(feed, state, given, digest() if given.document else None, "new", now=NOW)


def failed(state: FeedState, error: FetchError | FeedParseError, feed: Feed = FEED) -> FeedState:
    return after_failure(feed, state, error, now=NOW, jitter=lambda: 1.0)


def test_a_document_brings_all_that_it_is_to_be_known_by() -> None:
    broken = replace(KNOWN, error="No.", errors=4, retry_at=NOW, retry_host="f.example", gone_at=EARLIER)

    state = after_answer(FEED, broken, answer(), digest(pace_s=900), "new", now=NOW)

    assert state == FeedState(
        title="A new title",
        checked_at=NOW,
        succeeded_at=NOW,
        next_check_at=NOW + timedelta(minutes=15),
        etag='"8"',
        last_modified=None,
        fetched_at=NOW,
        body_hash="new",
        body_bytes=6,
        took_s=0.5,
        pace_s=900,
        final_url=FEED.url,
    )


def test_not_modified_keeps_what_the_document_said_and_when_it_came() -> None:
    state = answered(KNOWN, answer(content=None))

    assert state == replace(
        KNOWN,
        checked_at=NOW,
        succeeded_at=NOW,
        next_check_at=NOW + timedelta(seconds=600),
        etag='"8"',
        last_modified=None,
        took_s=0.5,
    )


def test_the_same_bytes_count_as_a_whole_document_but_say_nothing_new() -> None:
    state = after_answer(FEED, KNOWN, answer(), None, "old", now=NOW)

    assert (state.fetched_at, state.title, state.pace_s) == (NOW, "The F", 600)


def test_a_failure_keeps_the_validators_and_the_last_success() -> None:
    state = failed(KNOWN, FeedParseError("It is an HTML page.", url=""))

    assert state == replace(
        KNOWN, checked_at=NOW, next_check_at=NOW + FIRST_BACK_OFF, errors=1, error="It is an HTML page."
    )
    assert failed(state, FetchError("Gone fishing.", url="", status=500)).next_check_at == NOW + 2 * FIRST_BACK_OFF


def test_a_request_for_time_is_kept_with_the_host_that_made_it() -> None:
    busy = FetchError("Too often.", url="", status=429, retry_after_s=90, host="cdn.example")
    state = failed(KNOWN, busy)

    assert (state.retry_at, state.retry_host) == (NOW + timedelta(seconds=90), "cdn.example")
    assert failed(state, FetchError("Broken.", url="", status=500)).retry_at is None


def test_a_machine_without_network_puts_no_feed_off() -> None:
    state = failed(KNOWN, NetworkDownError("No network.", url=""))

    assert state == replace(KNOWN, checked_at=NOW, error="No network.")


def test_410_stops_a_feed_until_it_answers_again() -> None:
    gone = failed(KNOWN, FetchError("Gone.", url="", status=410))

    assert gone.gone_at == NOW
    assert failed(gone, FetchError("Broken.", url="", status=500)).gone_at == NOW
    assert answered(gone, answer()).gone_at is None


def test_a_file_is_never_put_off() -> None:
    file = Feed(key="x", url="/x.xml", name="X")

    assert failed(KNOWN, FetchError("No file.", url=""), file).next_check_at is None
    assert answered(KNOWN, answer(), file).next_check_at is None


def moved(*given: Answer | FetchError | FeedParseError, state: FeedState = KNOWN) -> str | None:
    for each in given:
        state = answered(state, each) if isinstance(each, Answer) else failed(state, each)
    return state.moved_to


TO_NEW = answer(NEW, is_moved=True)
TO_OTHER = answer(OTHER, is_moved=True)
LOGIN = FeedParseError("The answer is an HTML page.", url=NEW)


@pytest.mark.parametrize(
    ("given", "moved_to"),
    [
        ([TO_NEW], None),
        ([TO_NEW, TO_NEW], NEW),
        ([TO_NEW, answer(NEW, is_moved=True, content=None)], NEW),
        ([answer(NEW, is_moved=True, content=None)] * 5, None),
        ([TO_NEW, answer(), TO_NEW], None),
        ([TO_NEW, answer(NEW), TO_NEW], None),
        ([TO_NEW, TO_OTHER], None),
        ([TO_NEW, TO_OTHER, TO_OTHER], OTHER),
        ([TO_NEW, LOGIN, TO_NEW], None),
        ([LOGIN, LOGIN], None),
        ([TO_NEW, TO_NEW, answer(NEW)], NEW),
        ([TO_NEW, TO_NEW, TO_OTHER, TO_OTHER], OTHER),
        ([TO_NEW, TO_NEW, answer(is_moved=True), answer(is_moved=True)], None),
    ],
    ids=[
        "once",
        "twice",
        "twice, unchanged",
        "never read",
        "not in a row",
        "not for good in between",
        "two places",
        "the second of two places",
        "a login page in between",
        "a login page",
        "stays",
        "moves on",
        "moves back",
    ],
)
def test_a_feed_has_moved_when_a_permanent_chain_gave_a_feed_from_one_place_twice_in_a_row(given, moved_to) -> None:
    assert moved(*given) == moved_to


def test_a_feed_that_is_lost_where_it_moved_to_is_looked_for_where_it_was() -> None:
    there = replace(KNOWN, moved_to=NEW)
    gone = failed(there, FetchError("Gone.", url=NEW, status=410))
    trouble = FetchError("Trouble.", url=NEW, status=500)

    assert (gone.moved_to, gone.gone_at) == (None, None)
    assert moved(FetchError("Nothing there.", url=NEW, status=404), state=there) is None
    assert moved(*[trouble] * (TRIES_ELSEWHERE - 1), state=there) == NEW
    assert moved(*[trouble] * TRIES_ELSEWHERE, state=there) is None
