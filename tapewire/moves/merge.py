"""Moves stated more than once → one move each, with the most precise and most complete figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tapewire.model import Move
from tapewire.moves.arithmetic import check_move
from tapewire.moves.words import words

_MANY: Final = frozenset(("intraday", "earlier", "since"))
_NEAR: Final = 60
"""Characters between two halves of one statement, at most."""
_NOISE: Final = words(
    """
    the group holding holdings ltd limited inc corp corporation co plc company index shares stock sa ag nv se
    composite average bhd and
    """
)


def merge_moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Merge moves of one instrument and period.

    Of ``intraday``, ``earlier`` and ``since`` an instrument may have several, told apart by their figures. Merging what
    was merged changes nothing.

    Returns:
        Moves in the order of their words; those that only the headline states come first.
    """
    kept: list[Move] = []
    places: dict[tuple[str, str], list[int]] = {}
    for move in moves:
        key = (_key(move), move.period)
        into = None
        listed_here = [n for n in places.get(key, ()) if not _are_other_listings(kept[n], move)]
        for n in listed_here:
            if kept[n].direction == move.direction and _agree(kept[n], move):
                into = n
                break
            if move.period not in _MANY and into is None and kept[n].direction == move.direction:
                into = n
        if into is None:
            if move.period not in _MANY and listed_here:
                held = listed_here[0]
                if kept[held].start is None and move.start is not None:
                    # The body knows better than a headline that it contradicts.
                    kept[held] = move
                continue
            places.setdefault(key, []).append(len(kept))
            kept.append(move)
        else:
            kept[into] = _merged(kept[into], move)
    kept.sort(key=lambda move: (-1, 0) if move.start is None else (move.start, move.end or 0))
    return tuple(kept)


def _key(move: Move) -> str:
    if move.instrument.symbol:
        return move.instrument.symbol
    words = [
        word for word in move.instrument.name.lower().replace("'s", "").replace("’s", "").split() if word not in _NOISE
    ]
    return " ".join(words) or move.instrument.name.lower()


def _are_other_listings(one: Move, other: Move) -> bool:
    """Tell "HK$27.40" from "its Shenzhen shares … 31.85 yuan" where no symbol does."""
    return (
        one.instrument.kind == "stock"
        and one.instrument.symbol is None
        and None not in (one.currency, other.currency)
        and one.currency != other.currency
    )


def _agree(one: Move, other: Move) -> bool:
    """Tell whether two statements can be of the same change: no figure of one contradicts the other's."""
    shared = False
    for name in ("percent", "change", "level"):
        a, b = getattr(one, name), getattr(other, name)
        if a is None or b is None:
            continue
        tolerance = 0.3 if one.approx or other.approx else 0.06
        rounding = 0.5 * 10.0 ** -min(_decimals(a), _decimals(b)) if name == "percent" else 0.0
        if abs(a - b) > max(tolerance * max(abs(a), abs(b), 0.1), rounding + 1e-9):
            return False
        shared = True
    return shared or one.period not in _MANY or _complete_each_other(one, other)


def _complete_each_other(one: Move, other: Move) -> bool:
    """Tell whether two statements without a figure in common are one: "slumped by 25%, dropping by 30p to 86p"."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    apart = max(one.start, other.start) - min(one.end, other.end)
    return apart < _NEAR and (one.percent is None) != (other.percent is None)


def _merged(one: Move, other: Move) -> Move:
    first, second = (one, other) if _weight(one) >= _weight(other) else (other, one)
    agree = _agree(one, other)
    if not agree and one.start is None:
        first, second = other, one
    percent = first.percent
    approx = first.approx
    if agree and second.percent is not None:
        if percent is None:
            percent = second.percent
            approx = approx or second.approx
        elif (first.approx and not second.approx) or (
            first.approx == second.approx and _decimals(second.percent) > _decimals(percent)
        ):
            percent = second.percent
            approx = second.approx
    change = first.change if first.change is not None or not agree else second.change
    if agree and change is not None and second.change is not None and _decimals(second.change) > _decimals(change):
        # A headline's "more than $1.70" gives way to the body's $1.79.
        change = second.change
    level = first.level if first.level is not None or not agree else second.level
    currency = first.currency or (second.currency if agree else None)
    anchor = one if one.start is not None and (first is one or other.start is None) else other
    if anchor.start is None:
        anchor = first
    told = _that_tells_why(anchor, one if anchor is other else other) if agree else anchor
    name = anchor.instrument if len(anchor.instrument.name) > 2 else first.instrument
    merged = replace(
        first,
        instrument=name,
        percent=percent,
        change=change,
        level=level,
        currency=currency,
        approx=approx,
        at=first.at or second.at,
        evidence=anchor.evidence,
        start=anchor.start,
        end=anchor.end,
        reason=told.reason,
        reason_start=told.reason_start,
        reason_end=told.reason_end,
    )
    if not agree:
        return merged
    if "unknown" not in (one.check, other.check):
        return replace(merged, check="agrees" if one.check == other.check == "agrees" else "conflicts")
    if one.check == other.check:
        return replace(merged, check=check_move(merged))
    return replace(merged, check=one.check if other.check == "unknown" else other.check)


def _that_tells_why(anchor: Move, other: Move) -> Move:
    """Of two statements choose the one whose reason counts: the anchor's, else one in the body, else the headline's."""
    if anchor.reason_start is not None or other.reason is None:
        return anchor
    if other.reason_start is None or other.reason_end is None:
        return other if anchor.reason is None else anchor
    if anchor.start is None or anchor.end is None:
        return other
    is_clear = other.reason_end <= anchor.start or anchor.end <= other.reason_start
    return other if is_clear else anchor


def _weight(move: Move) -> tuple[int, bool, int]:
    figures = sum(value is not None for value in (move.percent, move.change, move.level))
    return (figures, not move.approx, _decimals(move.percent or 0.0))


def _decimals(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])
