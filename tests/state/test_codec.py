"""Bookmarks to JSON and back."""

import json
import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.model import (
    Body,
    Bookmark,
    Check,
    Direction,
    Headline,
    Highlight,
    Instrument,
    Kind,
    Mark,
    MarkKind,
    Move,
    Period,
    Related,
    Story,
)
from tapewire.state.codec import bookmark_from_json, bookmark_to_json, time_to_json
from tapewire.state.layout import DamagedError, decode, encode

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
figures = st.none() | st.floats(allow_nan=False, allow_infinity=False)
instants = st.integers(0, 10**16).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))
offsets = st.integers(0, 2**40)
marks = st.builds(Mark, start=offsets, end=offsets, kind=st.sampled_from(get_args(MarkKind)), href=st.none() | words)
moves = st.builds(
    Move,
    instrument=st.builds(Instrument, name=words, symbol=st.none() | words, kind=st.sampled_from(get_args(Kind))),
    direction=st.sampled_from(get_args(Direction)),
    percent=figures,
    change=figures,
    level=figures,
    currency=st.none() | words,
    period=st.sampled_from(get_args(Period)),
    at=st.none() | words,
    approx=st.booleans(),
    evidence=words,
    start=st.none() | offsets,
    end=st.none() | offsets,
    reason=st.none() | words,
    reason_start=st.none() | offsets,
    reason_end=st.none() | offsets,
    check=st.sampled_from(get_args(Check)),
)
stories = st.builds(
    Story,
    id=st.text(string.hexdigits, min_size=1, max_size=16),
    feed_key=words,
    source=words,
    title=words,
    url=st.none() | words,
    author=st.none() | words,
    published=st.none() | instants,
    first_seen=instants,
    body=st.builds(Body, text=words, marks=st.lists(marks, max_size=3).map(tuple)),
)
related = st.builds(
    Related,
    headline=st.builds(
        Headline,
        id=words,
        feed_key=words,
        source=words,
        title=words,
        url=st.none() | words,
        published=st.none() | instants,
        time=instants,
        is_read=st.just(False),
        is_saved=st.just(False),
        moves=st.just(0),
        badge=st.none(),
        is_muted=st.just(False),
    ),
    score=st.floats(0, 1),
    reasons=st.lists(words, max_size=2).map(tuple),
)
highlights = st.builds(
    Highlight, start=st.none() | offsets, end=st.none() | offsets, text=words, comment=words, key=words
)
bookmarks = st.builds(
    Bookmark,
    story=stories,
    moves=st.lists(moves, max_size=3).map(tuple),
    saved_at=instants,
    revision=st.integers(0, 9),
    related=st.lists(related, max_size=2).map(tuple),
    note=words,
    tags=st.lists(words, max_size=2).map(tuple),
    highlights=st.lists(highlights, max_size=2).map(tuple),
)


@given(bookmarks)
def test_a_bookmark_comes_back_from_json_as_it_was(bookmark: Bookmark) -> None:
    document = bookmark_to_json(bookmark)
    assert bookmark_from_json(json.loads(json.dumps(document))) == bookmark


@given(st.lists(bookmarks, max_size=4))
def test_documents_come_back_from_the_file_as_they_were(saved: list[Bookmark]) -> None:
    tables = {
        "tapewire": {"1": {"format": 2}},
        "read": {},
        'a " {table}': {str(number): bookmark_to_json(bookmark) for number, bookmark in enumerate(saved)},
    }
    content = b"".join(encode(tables))
    assert decode(content) == tables == json.loads(content)
    assert content.count(b"\n") == 2 + 2 * len(tables) + 1 + len(saved), "a line for each document"


@given(st.lists(bookmarks, min_size=1, max_size=4), st.data())
def test_no_part_of_a_file_is_taken_for_the_whole(saved: list[Bookmark], data: st.DataObject) -> None:
    content = b"".join(encode({"bookmarks": {str(n): bookmark_to_json(each) for n, each in enumerate(saved)}}))
    cut = data.draw(st.integers(0, len(content) - 2))
    with pytest.raises(DamagedError):
        decode(content[:cut])


def test_a_bookmark_saved_by_the_first_format_is_read_for_ever() -> None:
    document = {
        "id": "0123456789abcdef",
        "feed_key": "https://example.com/feed",
        "source": "Example",
        "title": "Yields fall",
        "url": None,
        "author": None,
        "published": "2026-01-05T09:30:00Z",
        "first_seen": "2026-01-05T10:00:00.5+01:00",
        "body": {"text": "It fell to 4.20%.", "marks": [{"start": 0, "end": 2, "kind": "strong", "href": None}]},
        "moves": [
            {
                "name": "10-year Treasury yield",
                "symbol": "^TNX",
                "kind": "yield",
                "direction": "down",
                "percent": None,
                "change": -5,
                "level": 4.2,
                "currency": None,
                "period": "session",
                "at": None,
                "approx": False,
                "evidence": "fell to 4.20%",
                "start": 3,
                "end": 16,
                "confidence": "a key of a later version",
            }
        ],
        "saved_at": "2026-01-05T11:00:00Z",
        "sound": {"a key": "of a later version"},
    }
    bookmark = bookmark_from_json(document)
    assert bookmark.story.first_seen == datetime(2026, 1, 5, 9, 0, 0, 500_000, tzinfo=UTC)
    assert bookmark.story.body.marks == (Mark(start=0, end=2, kind="strong"),)
    assert bookmark.moves[0].instrument == Instrument(name="10-year Treasury yield", symbol="^TNX", kind="yield")
    assert (bookmark.moves[0].change, bookmark.moves[0].end) == (-5.0, 16)
    assert (bookmark.moves[0].reason, bookmark.moves[0].check) == (None, "unknown")
    assert bookmark.saved_at == datetime(2026, 1, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first_seen": "soon"}, "first_seen"),
        ({"title": 7}, "title"),
        ({"body": {"text": "x", "marks": [{"start": 0}]}}, "body.marks"),
        ({"moves": [{"name": "HSI"}]}, "missing"),
        ({"moves": "none"}, "array"),
        ({"moves": None}, "array"),
        ({"saved_at": None}, "datetime"),
    ],
)
def test_a_document_that_is_no_bookmark_is_refused_with_the_reason(
    make_bookmark: Callable[..., Bookmark], change: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        bookmark_from_json(bookmark_to_json(make_bookmark("a" * 16)) | change)


def test_a_document_without_its_moves_is_refused(make_bookmark: Callable[..., Bookmark]) -> None:
    document = bookmark_to_json(make_bookmark("a" * 16))
    del document["moves"]
    with pytest.raises(ValueError, match="missing required field `moves`"):
        bookmark_from_json(document)


def test_half_a_surrogate_pair_does_not_stop_a_bookmark(make_bookmark: Callable[..., Bookmark]) -> None:
    bookmark = make_bookmark("a" * 16, title="Up \ud83d down")
    assert bookmark_from_json(bookmark_to_json(bookmark)).story.title == "Up ? down"


def test_times_are_written_in_utc() -> None:
    hong_kong = timezone(timedelta(hours=8))
    assert time_to_json(datetime(2026, 1, 5, 17, 30, tzinfo=hong_kong)) == "2026-01-05T09:30:00Z"
