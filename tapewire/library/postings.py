"""The index of what stories speak of: which stories each term stands in, with which weight.

It is kept in a full-text index of SQLite, whose "words" are the terms' keys in hexadecimal: writing a feed's thousands
of postings to it costs a few milliseconds in a library of any size, where a plain table takes one random page for each.
Such an index keeps no weights, so a story is entered once for each weight that its terms have, under a row number made
of the story's number and the weight. As stories are numbered by time, so are the postings: those of any time can be
read without those before and after it.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate

from tapewire.library.codec import unpack_terms
from tapewire.library.rows import chunks, placeholders
from tapewire.related.index import Found, Looked, Posting, Term

_STEPS_OF_WEIGHT = 4
"""Weights are kept in quarters. `tapewire.related.terms` makes halves."""
_WEIGHT_BITS = 8
_HEAVIEST = (1 << _WEIGHT_BITS) - 1
_MINUTE_BITS = 16
"""A story's number is its minute, followed by so many bits: see `tapewire.library.stories`."""
_DAY_BITS = 1440 << _MINUTE_BITS
_LAST = (1 << 63 - _WEIGHT_BITS) - 1

_BEFORE = "SELECT rowid FROM spoken WHERE spoken MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
_AFTER = "SELECT rowid FROM spoken WHERE spoken MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"


def add(connection: sqlite3.Connection, n: int, terms: Sequence[Term]) -> None:
    """Enter a story under its terms."""
    connection.executemany("INSERT INTO spoken (rowid, terms) VALUES (?, ?)", _entries(n, terms))


def remove(connection: sqlite3.Connection, n: int, terms: Sequence[Term]) -> None:
    """Take a story out again: the terms must be as they were added."""
    connection.executemany("INSERT INTO spoken (spoken, rowid, terms) VALUES ('delete', ?, ?)", _entries(n, terms))


class StoredIndex:
    """A `tapewire.related.index.TermIndex` over the stories of a library, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through a connection."""
        self._connection = connection
        self._stories = _Density(connection)

    def number(self, story_id: str) -> int | None:
        """See `TermIndex`."""
        row = self._connection.execute("SELECT n FROM stories WHERE id = ?", (story_id,)).fetchone()
        return None if row is None else int(row[0])

    def ids(self, numbers: Collection[int]) -> Mapping[int, str]:
        """See `TermIndex`. Muted stories are left out: they are not to be shown."""
        ids: dict[int, str] = {}
        for some in chunks(list(numbers)):
            ids.update(
                self._connection.execute(
                    f"SELECT n, id FROM stories WHERE NOT is_muted AND n IN ({placeholders(some)})", some
                )
            )
        return ids

    def nearest(self, keys: Collection[str], number: int, *, each_side: int) -> Looked:
        """See `TermIndex`."""
        found: dict[str, Found] = {}
        for key in keys:
            before = self._read(_BEFORE, key, 0, number, each_side)
            after = self._read(_AFTER, key, number + 1, _LAST, each_side)
            if before or after:
                first = before[-1][0] if len(before) == each_side else 0
                last = after[-1][0] if len(after) == each_side else _LAST
                found[key] = Found(before + after, (len(before) + len(after)) / self._stories.between(first, last))
        return Looked(found, self._stories.between(0, _LAST))

    def around(self, keys: Collection[str], number: int, *, within: timedelta, most: int) -> Looked:
        """See `TermIndex`."""
        reach = within // timedelta(minutes=1) << _MINUTE_BITS
        first, last = max(0, number - reach), min(_LAST, number + reach)
        found: dict[str, Found] = {}
        for key in keys:
            read = self._read(_BEFORE, key, first, last, most)
            if read:
                since = read[-1][0] if len(read) == most else first
                found[key] = Found(read, len(read) / self._stories.between(since, last))
        return Looked(found, self._stories.between(first, last))

    def terms(self, number: int) -> Sequence[Term]:
        """See `TermIndex`."""
        row = self._connection.execute("SELECT terms FROM bodies WHERE n = ?", (number,)).fetchone()
        return () if row is None else unpack_terms(row[0])

    def _read(self, statement: str, key: str, first: int, last: int, most: int) -> list[Posting]:
        rows = self._connection.execute(
            statement, (_word(key), first << _WEIGHT_BITS, last << _WEIGHT_BITS | _HEAVIEST, most)
        )
        return [(row >> _WEIGHT_BITS, (row & _HEAVIEST) / _STEPS_OF_WEIGHT) for (row,) in rows]


class _Density:
    """How many stories there are in which time: about, as within a day they are taken to be spread evenly."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT day, total FROM days WHERE total > 0 ORDER BY day").fetchall()
        self._days: list[int] = [day for day, _ in rows]
        self._before: list[int] = [0, *accumulate(total for _, total in rows)]

    def between(self, first: int, last: int) -> float:
        """The stories from one number to another; at least one."""
        return max(1.0, self._upto(last + 1) - self._upto(first))

    def _upto(self, number: int) -> float:
        day, rest = divmod(number, _DAY_BITS)
        at = bisect_left(self._days, day)
        share = rest / _DAY_BITS if at < len(self._days) and self._days[at] == day else 0.0
        return self._before[at] + (share * (self._before[at + 1] - self._before[at]) if share else 0.0)


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
