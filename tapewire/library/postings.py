"""The index of what stories speak of: which stories each term stands in, with which weight.

It is kept in a full-text index of SQLite, whose "words" are the terms' keys in hexadecimal: writing a feed's thousands
of postings to it costs a few milliseconds in a library of any size, where a plain table takes one random page for each.
Such an index keeps no weights, so a story is entered once for each weight that its terms have, under a row number made
of the story's number and the weight. As stories are numbered by time, so are the postings.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from tapewire.library.codec import from_us
from tapewire.library.rows import chunks, placeholders
from tapewire.related.index import Posting, Term

_STEPS_OF_WEIGHT = 4
"""Weights are kept in quarters. `tapewire.related.terms` makes halves."""
_WEIGHT_BITS = 8
_HEAVIEST = (1 << _WEIGHT_BITS) - 1


def add(connection: sqlite3.Connection, n: int, terms: Sequence[Term]) -> None:
    """Enter a story under its terms."""
    connection.executemany("INSERT INTO spoken (rowid, terms) VALUES (?, ?)", _entries(n, terms))


def remove(connection: sqlite3.Connection, n: int, terms: Sequence[Term]) -> None:
    """Take a story out again: the terms must be as they were added."""
    connection.executemany("INSERT INTO spoken (spoken, rowid, terms) VALUES ('delete', ?, ?)", _entries(n, terms))


def frequencies(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, int]:
    """See `tapewire.related.index.TermIndex.frequencies`."""
    found: dict[str, int] = {}
    for key in keys:
        row = connection.execute("SELECT doc FROM spoken_terms WHERE term = ?", (_word(key),)).fetchone()
        if row is not None:
            found[key] = row[0]
    return found


def postings(connection: sqlite3.Connection, keys: Collection[str], limit: int) -> dict[str, list[Posting]]:
    """See `tapewire.related.index.TermIndex.postings`. Stories of one minute are ordered by arrival."""
    found: dict[str, list[tuple[int, float]]] = {}
    for key in keys:
        rows = connection.execute(
            "SELECT rowid FROM spoken WHERE spoken MATCH ? ORDER BY rowid DESC LIMIT ?", (_word(key), limit)
        ).fetchall()
        if rows:
            found[key] = [(row >> _WEIGHT_BITS, (row & _HEAVIEST) / _STEPS_OF_WEIGHT) for (row,) in rows]
    ids = _ids(connection, {n for entries in found.values() for n, _ in entries})
    return {key: [Posting(ids[n], weight) for n, weight in entries] for key, entries in found.items()}


def times(connection: sqlite3.Connection, story_ids: Collection[str]) -> dict[str, datetime]:
    """See `tapewire.related.index.TermIndex.times`."""
    return {story_id: from_us(int(time)) for story_id, time in _column(connection, "time", story_ids)}


def lengths(connection: sqlite3.Connection, story_ids: Collection[str]) -> dict[str, float]:
    """See `tapewire.related.index.TermIndex.lengths`."""
    return dict(_column(connection, "length", story_ids))


def mean_length(connection: sqlite3.Connection) -> float:
    """See `tapewire.related.index.TermIndex.mean_length`."""
    length, total = connection.execute("SELECT sum(length), sum(total) FROM feeds").fetchone()
    return float(length / total) if total else 0.0


def _entries(n: int, terms: Sequence[Term]) -> list[tuple[int, str]]:
    by_weight: defaultdict[float, list[str]] = defaultdict(list)
    for term in terms:
        by_weight[term.weight].append(_word(term.key))
    by_step: defaultdict[int, list[str]] = defaultdict(list)
    for weight, words in by_weight.items():
        by_step[min(max(round(weight * _STEPS_OF_WEIGHT), 1), _HEAVIEST)] += words
    # In rising order: the index writes out what it has gathered whenever a row number falls.
    return [(n << _WEIGHT_BITS | step, " ".join(words)) for step, words in sorted(by_step.items())]


def _word(key: str) -> str:
    return key.encode("utf-8").hex()


def _ids(connection: sqlite3.Connection, numbers: Collection[int]) -> Mapping[int, str]:
    ids: dict[int, str] = {}
    for some in chunks(sorted(numbers)):
        ids.update(connection.execute(f"SELECT n, id FROM stories WHERE n IN ({placeholders(some)})", some))
    return ids


def _column(connection: sqlite3.Connection, column: str, story_ids: Collection[str]) -> Iterator[tuple[str, float]]:
    for some in chunks(list(story_ids)):
        yield from connection.execute(f"SELECT id, {column} FROM stories WHERE id IN ({placeholders(some)})", some)
