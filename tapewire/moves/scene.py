"""Periods that only the whole story can tell: premarket stories, an early rise that the close undid."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tapewire.model import Move
from tapewire.moves.discourse import Setting
from tapewire.moves.gazetteer import gazetteer

_REGULAR: Final = re.compile(r"\bregular[- ](?:trading|hours|session)", re.IGNORECASE)
_TRADED: Final = re.compile(r"shares|stocks|index|equities|gauge|names|counters")


def settle_periods(moves: list[Move], setting: Setting) -> list[Move]:
    """Correct periods by what the other moves say.

    In a story told before the opening bell a stock's move is one of the extended session. Of two session moves of a
    stock that disagree, the one that is not of the close happened on the way.
    """
    if not moves:
        return moves
    if _is_extended(moves, setting):
        moves = [
            replace(move, period="extended")
            if move.period == "session"
            and move.instrument.kind in ("stock", "fund")
            and move.at is None
            and "." not in (move.instrument.symbol or "")
            and not _REGULAR.search(move.evidence)
            else move
            for move in moves
        ]
    moves = _carried_back(_without_statistics(moves, setting))
    closed = {
        move.instrument.symbol or move.instrument.name: move
        for move in moves
        if move.at == "close" and move.period == "session" and move.percent is not None
    }
    settled = []
    for move in moves:
        final = closed.get(move.instrument.symbol or move.instrument.name)
        if final is not None and move.period == "session" and move.at is None and _differs(move, final):
            move = replace(move, period="intraday")
        settled.append(move)
    return settled


def _carried_back(moves: list[Move]) -> list[Move]:
    """Read "The Sensex rose to 80,248 on Monday. The Nifty rallied to 24,276": the second is of Monday as well."""
    settled: list[Move] = []
    levels: dict[str, float | None] = {}
    for move in moves:
        name = move.instrument.symbol or move.instrument.name
        known = levels.get(name)
        if move.period == "session" and move.level is not None:
            is_other = known is not None and known != move.level
            if (
                is_other
                and settled
                and settled[-1].period == "earlier"
                and settled[-1].instrument.kind == move.instrument.kind
            ):
                move = replace(move, period="earlier")
            else:
                levels.setdefault(name, move.level)
        settled.append(move)
    return settled


def _without_statistics(moves: list[Move], setting: Setting) -> list[Move]:
    """Drop "construction fell 1.9%" and "Singapore gained 2.7%" from a story that quotes no market."""
    quoted = [move for move in moves if move.instrument.kind in ("index", "stock", "future", "fund")]
    if not setting.speaks_of_markets and all(_is_doubtful(move) for move in quoted):
        moves = [move for move in moves if move not in quoted]
        quoted = []
    if quoted:
        return moves
    return [move for move in moves if move.instrument.kind != "sector" or _TRADED.search(move.instrument.name.lower())]


def _is_doubtful(move: Move) -> bool:
    """Tell a place, and a capitalised word that no table knows and no price is said of, from an instrument."""
    entry = gazetteer().by_name.get(move.instrument.name.lower())
    if entry is not None:
        return entry[0].is_place and move.level is None
    is_bare = move.instrument.symbol is None and move.level is None and move.change is None
    return is_bare and _TRADED.search(move.evidence.lower()) is None


def _is_extended(moves: list[Move], setting: Setting) -> bool:
    if any(
        move.instrument.kind == "index"
        and move.period == "session"
        and move.instrument.symbol in ("^GSPC", "^DJI", "^IXIC")
        and setting.market == "US"
        for move in moves
    ):
        return False
    return (
        setting.is_extended or sum(move.period == "extended" and move.instrument.kind == "stock" for move in moves) > 1
    )


def _differs(move: Move, final: Move) -> bool:
    if move.percent is None or final.percent is None or move.start is None:
        return False
    if abs(move.percent - final.percent) <= 0.05 and round(move.percent, 1) == move.percent:
        # The same change, rounded.
        return False
    return abs(move.percent - final.percent) > (0.35 if move.approx or final.approx else 0.06) * max(
        abs(move.percent), abs(final.percent)
    ) and (final.start is None or move.start < final.start)
