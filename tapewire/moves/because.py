"""Which reason belongs to which move: asks for each statement, and shares what a list shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tapewire.model import Move
from tapewire.moves.introducers import BREAK
from tapewire.moves.openings import Span
from tapewire.moves.reason import find_reason
from tapewire.moves.sentences import Sentence

_MARKET_WIDE: Final = frozenset(("index", "yield", "currency", "future", "commodity", "crypto"))
"""What a reason told once moves together: a list of stocks is more often a list of reasons."""
_NEIGHBOURS: Final = 4
"""Statements on either side that are looked at."""
_ONE_FIRMS: Final = re.compile(r"\b(?:its|their|it|they)\b")


@dataclass(slots=True)
class Telling:
    """What one sentence tells."""

    sentence: Sentence
    statements: list[list[Move]]
    """For each statement in order, its moves, which stand in the same words; none of them empty."""


def give_reasons(text: str, low: str, tellings: Sequence[Telling]) -> list[Move]:
    """Give the moves of a text their reasons.

    Args:
        text: As given.
        low: The same in lower case, apostrophes and spaces plain.
        tellings: Its sentences in order.

    Returns:
        The moves in order.
    """
    moves: list[Move] = []
    for number, telling in enumerate(tellings):
        if telling.statements:
            before = tellings[number - 1] if number else None
            after = tellings[number + 1] if number + 1 < len(tellings) else None
            for statement, reason in zip(telling.statements, _reasons(low, telling, before, after), strict=True):
                moves.extend(statement if reason is None else [_because(move, text, reason) for move in statement])
    return moves


def _because(move: Move, text: str, reason: Span) -> Move:
    return replace(move, reason=text[reason.start : reason.end], reason_start=reason.start, reason_end=reason.end)


def _reasons(low: str, telling: Telling, before: Telling | None, after: Telling | None) -> list[Span | None]:
    statements = telling.statements
    spans = [_span(statement) for statement in statements]
    sentence = Span(telling.sentence.start, telling.sentence.end)
    is_told_behind = after is not None and not after.statements
    is_alone = is_told_behind and all(_same(statements[0], other) for other in statements)
    reasons = [
        find_reason(
            low,
            span,
            sentence,
            since=_since(statements, spans, n),
            until=_until(statements, spans, n),
            before=_sentence(before) if before is not None and not before.statements else None,
            after=_sentence(after) if after is not None and is_alone else None,
        )
        for n, span in enumerate(spans)
    ]
    _share(low, statements, spans, reasons)
    return reasons


def _span(statement: list[Move]) -> Span:
    start, end = statement[0].start, statement[0].end
    assert start is not None
    assert end is not None
    return Span(start, end)


def _sentence(telling: Telling) -> Span:
    return Span(telling.sentence.start, telling.sentence.end)


def _same(one: list[Move], other: list[Move]) -> bool:
    if one is other:
        return True
    return {move.instrument.symbol or move.instrument.name for move in one} == {
        move.instrument.symbol or move.instrument.name for move in other
    }


def _since(statements: list[list[Move]], spans: list[Span], n: int) -> int | None:
    for k in range(n - 1, max(-1, n - 1 - _NEIGHBOURS), -1):
        if spans[k].end <= spans[n].start and not _same(statements[k], statements[n]):
            return spans[k].end
    return None


def _until(statements: list[list[Move]], spans: list[Span], n: int) -> int | None:
    for k in range(n + 1, min(len(spans), n + 1 + _NEIGHBOURS)):
        is_other = not _same(statements[k], statements[n]) or statements[k][0].period != statements[n][0].period
        if spans[k].start >= spans[n].end and is_other:
            return spans[k].start
    return None


def _share(low: str, statements: list[list[Move]], spans: list[Span], reasons: list[Span | None]) -> None:
    """Let a list share the reason that its last member is followed by, or that opens the sentence.

    "The Dow rose 1%, the S&P 500 0.7% and the Nasdaq 1.2% as oil fell" tells it once for all three.
    """
    for n in range(len(spans) - 2, -1, -1):
        reason = reasons[n + 1]
        if (
            reasons[n] is None
            and reason is not None
            and reason.start >= spans[n + 1].end
            and _go_together(low, statements, spans, n)
        ):
            reasons[n] = reason
    for n in range(1, len(spans)):
        reason = reasons[n - 1]
        if (
            reasons[n] is None
            and reason is not None
            and reason.end <= spans[n - 1].start
            and _go_together(low, statements, spans, n - 1)
        ):
            reasons[n] = reason if _ONE_FIRMS.search(low, reason.start, reason.end) is None else None


def _go_together(low: str, statements: list[list[Move]], spans: list[Span], n: int) -> bool:
    one, other = statements[n][0], statements[n + 1][0]
    return (
        one.direction == other.direction
        and one.period == other.period
        and one.instrument.kind == other.instrument.kind
        and one.instrument.kind in _MARKET_WIDE
        and BREAK.search(low, spans[n].end, spans[n + 1].start) is None
    )
