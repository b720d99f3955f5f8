"""Time expressions are looked for only where one may begin; nothing may be lost by that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapewire.moves import periods
from tapewire.moves.pieces import Pieces, cut_pieces, lower, plain
from tapewire.moves.sentences import split_sentences

FOLDERS = ("stories", "blind")


def sentences(text: str) -> Iterator[tuple[str, Pieces]]:
    flat = plain(text)
    low = lower(flat)
    for sentence in split_sentences(text):
        yield low, cut_pieces(flat, low, sentence.start, sentence.end)


def tried_everywhere(low: str, pieces: Pieces) -> list[tuple[int, int]]:
    found = []
    past = 0
    for start in pieces.starts[: pieces.count]:
        match = periods._TIMES.match(low, start, pieces.end) if start >= past else None
        if match is not None and match.end() > match.start():
            past = match.end()
            found.append(match.span())
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_words_of_an_expression_say_where_it_may_begin(folder: str) -> None:
    for path in sorted((Path(__file__).parent / folder).glob("*.json")):
        for low, pieces in sentences(json.loads(path.read_text(encoding="utf-8"))["text"]):
            found = [(moment.start, moment.end) for moment in periods.find_moments(low, pieces)]
            assert found == tried_everywhere(low, pieces), low[pieces.starts[0] : pieces.end]


@pytest.mark.parametrize(
    "text",
    [
        "on the day",
        "in the week",
        "for the month",
        "the five-day stretch",
        "a day's low",
        "to an intraday high",
        "at 10.30am",
        "by 1530 gmt",
        "10:15 am in tokyo",
        "2026 so far",
        "12-month",
        "than the previous close",
        "against late friday",
        "after the bell",
        "about 23:00 gmt",
        "year to date",
        "year-on-year",
        "next quarter",
        "one day earlier",
        "two days ago",
        "in a couple of sessions",
        "its level at the start of the year",
        "over the past three trading days",
        "hit the day's low",
    ],
)
def test_an_expression_alone_is_found_as_if_every_place_were_tried(text: str) -> None:
    ((low, pieces),) = sentences(text)
    found = [(moment.start, moment.end) for moment in periods.find_moments(low, pieces)]
    assert found == tried_everywhere(low, pieces)
