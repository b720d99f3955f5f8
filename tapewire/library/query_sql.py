"""A search's tree → SQL over the library's tables, and the numbers of the stories that it finds.

Words are looked up in the full-text index, which gives stories in the order of their numbers, so of time, and can be
left off once enough are found. What else is asked for is a condition on the table ``stories``, here called ``s``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from tapewire.library import headlines, search
from tapewire.library.codec import to_us
from tapewire.library.numbers import first_number
from tapewire.library.rows import placeholders
from tapewire.model import HeadlineQuery
from tapewire.query.tree import (
    After,
    Age,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Feeds,
    Folder,
    Has,
    Is,
    Not,
    Note,
    Size,
    Source,
    Span,
    Symbol,
    Tag,
    Way,
    Words,
    all_of,
)

FOUND_AT_MOST = 2_000
"""How many stories a search finds, the newest: so that a keystroke costs the same however many match."""

NEARLY_EQUAL = 0.5
"""Matches whose BM25 scores differ by less are ordered by time."""

_NOTHING = "FALSE"

OnMove = Symbol | Way | Size
"""What can be asked of a move."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with what is bound to it."""

    text: str
    parameters: tuple[object, ...] = ()


def find(connection: sqlite3.Connection, query: HeadlineQuery) -> list[int]:
    """Find the stories that a search asks for.

    Args:
        connection: For reading.
        query: With a condition or an order; the condition is resolved (see `tapewire.query.resolving`).

    Returns:
        Their numbers, in the order that the query asks for; of at most `FOUND_AT_MOST`, the newest, or in the order of
        moves those with the largest.
    """
    members = query.condition.conditions if isinstance(query.condition, AllOf) else (query.condition,)
    worded = all_of([each for each in members if each is not None and _is_worded(each)])
    expression = None if worded is None else _expression(worded)
    rest = all_of([each for each in members if each is not None and (expression is None or not _is_worded(each))])
    translation = _Translation(connection, query)
    where = translation.list_condition()
    if rest is not None:
        asked = translation.condition(rest)
        where = Sql(f"{where.text} AND {asked.text}", where.parameters + asked.parameters)
    if expression is None:
        return _by_row(connection, where, query)
    since = [each.since for each in members if isinstance(each, Span) and each.since is not None]
    lowest = max((first_number(to_us(each)) for each in since), default=0)
    return _by_words(connection, expression, where, query, lowest=lowest)


def _by_row(connection: sqlite3.Connection, where: Sql, query: HeadlineQuery) -> list[int]:
    order = "abs(badge_percent) DESC NULLS LAST, n DESC" if query.sort == "move" else "n DESC"
    rows = connection.execute(
        f"SELECT n, feed FROM stories AS s WHERE {where.text} ORDER BY {order} LIMIT {FOUND_AT_MOST}", where.parameters
    ).fetchall()
    return _by_source(connection, rows) if query.sort == "source" else [n for n, _ in rows]


def _by_words(
    connection: sqlite3.Connection, expression: str, where: Sql, query: HeadlineQuery, *, lowest: int
) -> list[int]:
    order = "abs(badge_percent) DESC NULLS LAST, n DESC" if query.sort == "move" else "fulltext.rowid DESC"
    score = f"bm25(fulltext, {search.TITLE_WEIGHT}, 1.0)" if query.sort is None else "0"
    # CROSS: SQLite else looks each allowed story up in the full-text index, one by one.
    rows = connection.execute(
        f"""
        SELECT n, feed, {score} FROM fulltext CROSS JOIN stories AS s ON n = fulltext.rowid
        WHERE fulltext MATCH ? AND fulltext.rowid >= ? AND {where.text} ORDER BY {order} LIMIT {FOUND_AT_MOST}
        """,
        (expression, lowest, *where.parameters),
    ).fetchall()
    if query.sort == "source":
        return _by_source(connection, [(n, feed) for n, feed, _ in rows])
    if query.sort is None:
        rows.sort(key=lambda row: row[2] // NEARLY_EQUAL)  # stable: the order of the numbers is that of time
    return [n for n, *_ in rows]


def _by_source(connection: sqlite3.Connection, rows: Sequence[tuple[int, int]]) -> list[int]:
    names = {feed: name.casefold() for feed, name in connection.execute("SELECT feed, name FROM feeds")}
    return [n for n, _ in sorted(rows, key=lambda row: names[row[1]])]


# -- words: one expression of the full-text index ----------------------------------------------------------------------


def _is_worded(condition: Condition) -> bool:
    """Tell whether the full-text index alone can decide a condition, or what it turns round."""
    if isinstance(condition, Not):
        return _is_worded(condition.condition)
    if isinstance(condition, AllOf | AnyOf):
        return all(_is_worded(each) for each in condition.conditions)
    return isinstance(condition, Words)


def _expression(condition: Condition) -> str | None:
    """Write a condition on words for the full-text index; None for one that only says what shall not be there."""
    if isinstance(condition, Words):
        return search.phrase(condition)
    if isinstance(condition, AnyOf):
        parts = [_expression(each) for each in condition.conditions]
        return None if None in parts else f"({' OR '.join(filter(None, parts))})"
    if isinstance(condition, AllOf):
        wanted = [_expression(each) for each in condition.conditions if not isinstance(each, Not)]
        unwanted = [_expression(each.condition) for each in condition.conditions if isinstance(each, Not)]
        if not wanted or None in wanted or None in unwanted:
            return None
        both = f"({' AND '.join(filter(None, wanted))})"
        return f"({both} NOT ({' OR '.join(filter(None, unwanted))}))" if unwanted else both
    return None


# -- everything else: a condition on a row -----------------------------------------------------------------------------


class _Translation:
    def __init__(self, connection: sqlite3.Connection, query: HeadlineQuery) -> None:
        self._connection = connection
        self._query = query

    def list_condition(self) -> Sql:
        """What the list asks of each story in which is searched."""
        selection = headlines.select(self._connection, self._query)
        if not selection.kept_where:
            return Sql(f"({selection.where})", selection.parameters)
        return Sql(
            f"(({selection.where}) OR ({selection.kept_where}))",
            selection.parameters + selection.kept_parameters,
        )

    def condition(self, condition: Condition) -> Sql:
        match condition:
            case Not():
                turned = self.condition(condition.condition)
                return Sql(f"NOT {turned.text}", turned.parameters)
            case AllOf():
                on_moves = [each for each in condition.conditions if isinstance(each, Symbol | Way | Size)]
                others = [each for each in condition.conditions if not isinstance(each, Symbol | Way | Size)]
                return _joined("AND", [*map(self.condition, others), *map(_states, _moves_meant(on_moves))])
            case AnyOf():
                return _joined("OR", [self.condition(each) for each in condition.conditions])
            case Words():
                return Sql("n IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?)", (search.phrase(condition),))
            case Source():
                return self._from(self._feeds_named(condition.name))
            case Feeds():
                return self._from(self._feeds_of(condition.keys))
            case Is():
                return self._is(condition)
            case Has():
                return Sql("moves > 0" if condition.thing == "moves" else "id IN (SELECT id FROM notes)")
            case Tag():
                return Sql("id IN (SELECT id FROM tags WHERE tag = ?)", (condition.name.casefold(),))
            case Note():
                return Sql("id IN (SELECT id FROM notes WHERE instr(text, ?))", (condition.text.casefold(),))
            case Span():
                return _span(condition.since, condition.until)
            case Symbol() | Way() | Size():
                return _states((condition,))
            case Folder() | After() | Before() | Age():
                raise TypeError(f"{condition} is not resolved")
            case _:
                assert_never(condition)

    def _is(self, condition: Is) -> Sql:
        if condition.state != "unread":
            return Sql(f"is_{condition.state} = 1")
        kept = tuple(sorted(self._query.kept))
        return Sql(f"(is_read = 0 OR id IN ({placeholders(kept)}))", kept) if kept else Sql("is_read = 0")

    def _from(self, feeds: Sequence[int]) -> Sql:
        return Sql(f"feed IN ({','.join(map(str, feeds))})") if feeds else Sql(_NOTHING)

    def _feeds_named(self, name: str) -> list[int]:
        wanted = name.casefold()
        rows = self._connection.execute("SELECT feed, key, name FROM feeds")
        return [feed for feed, key, own in rows if wanted in own.casefold() or key == name]

    def _feeds_of(self, keys: frozenset[str]) -> list[int]:
        return [feed for feed, key in self._connection.execute("SELECT feed, key FROM feeds") if key in keys]


def _joined(by: str, parts: Sequence[Sql]) -> Sql:
    return Sql(
        f"({f' {by} '.join(part.text for part in parts)})",
        tuple(parameter for part in parts for parameter in part.parameters),
    )


def _span(since: datetime | None, until: datetime | None) -> Sql:
    parts = []
    if since is not None:
        # Numbers are in the order of time: the first says where to leave off.
        parts.append(Sql("n >= ? AND time >= ?", (first_number(to_us(since)), to_us(since))))
    if until is not None:
        parts.append(Sql("time < ?", (to_us(until),)))
    return _joined("AND", parts)


def _moves_meant(conditions: Sequence[OnMove]) -> list[tuple[OnMove, ...]]:
    """Tell which conditions are on one move: a further symbol or way begins another."""
    moves: list[list[OnMove]] = []
    for each in conditions:
        if not moves or _conflicts(each, moves[-1]):
            moves.append([])
        moves[-1].append(each)
    return [tuple(move) for move in moves]


def _conflicts(condition: OnMove, move: Sequence[OnMove]) -> bool:
    if isinstance(condition, Symbol):
        return any(_symbol_of(each) is not None for each in move)
    if isinstance(condition, Way):
        has_symbol = condition.of is not None and any(_symbol_of(each) is not None for each in move)
        return has_symbol or any(isinstance(each, Way) for each in move)
    return False


def _symbol_of(condition: OnMove) -> Symbol | None:
    return condition if isinstance(condition, Symbol) else condition.of if isinstance(condition, Way) else None


def _states(conditions: tuple[OnMove, ...]) -> Sql:
    """Ask for stories with one move for which all holds."""
    parts: list[Sql] = []
    for each in conditions:
        symbol = _symbol_of(each)
        if symbol is not None and symbol.is_open:
            parts.append(Sql("symbol >= ? AND symbol < ?", (symbol.symbol, f"{symbol.symbol}\U0010ffff")))
        elif symbol is not None:
            parts.append(Sql("symbol = ?", (symbol.symbol,)))
        if isinstance(each, Way):
            parts.append(Sql("direction = ?", (each.direction,)))
        elif isinstance(each, Size):
            parts.append(Sql(f"percent {each.bound} ?", (each.percent,)))
    asked = _joined("AND", parts)
    if all(isinstance(each, Way) and each.of is None for each in conditions):
        # Every third story states a rise: the newest are found sooner one by one.
        return Sql(f"EXISTS (SELECT 1 FROM stated WHERE stated.n = s.n AND {asked.text})", asked.parameters)
    return Sql(f"n IN (SELECT n FROM stated WHERE {asked.text})", asked.parameters)
