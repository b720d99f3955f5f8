"""Runs of items that say how far something moved: "about 0.7%, or 12 points", "1.2, 0.9 and 3.4 per cent"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tapewire.moves.figures import Figure
from tapewire.moves.items import Item

CHANGE_UNITS: Final = frozenset(("pct", "pts", "bps", "pp", "pips", "money", "num"))


@dataclass(slots=True)
class Delta:
    """How far something moved, as stated for one subject or for a list of them."""

    figures: list[list[Figure]]
    """For each place of a list, one figure or two in different units; one place where no list is given."""
    end: int
    """Number of the item after it."""
    is_hedged: bool = False
    is_extreme: bool = False
    """"As much as": an extreme inside the session."""
    is_range: bool = False
    first: int = 0
    """Number of the item that holds the first figure."""
    moments: list[Item] = field(default_factory=list)
    """Times between the figures: "shed 56 points on Sunday, or 0.5 per cent"."""


_BEFORE_AMOUNT: Final = frozenset(("RESP", "ADV", "HEDGE", "EXTENT", "DET"))
# What may stand behind an amount that goes on.
_GOING_ON: Final = frozenset(("COMMA", "CONJ", "LP", "HEDGE", "ADV", "PREP", "RESP", "DAY", "AT"))
_BEFORE_NEXT: Final = frozenset(("COMMA", "CONJ", "LP", "HEDGE", "ADV"))


def kind(items: list[Item], i: int) -> str:
    """Kind of an item, or nothing past the end."""
    return items[i].kind if 0 <= i < len(items) else ""


def read_delta(items: list[Item], i: int) -> Delta | None:
    """Read an amount of change that begins at an item, with what hedges it."""
    delta = Delta([], i)
    i = _skip_to_figure(items, i, delta)
    if kind(items, i) != "FIG" or not _is_change(items[i].info):
        return None
    delta.first = i
    delta.figures = [[items[i].info]]
    delta.end = i + 1
    if items[i].info.high is not None:
        delta.is_range = delta.is_hedged = True
        return delta
    following = kind(items, delta.end)
    if following not in _GOING_ON:
        return delta
    if following in ("DAY", "AT") and [kind(items, delta.end + n) for n in (1, 2)] == ["COMMA", "CONJ"]:
        figure, after = _next_figure(items, delta.end + 1, delta)
        if figure is not None and items[delta.end + 2].low == "or" and figure.unit != delta.figures[0][0].unit:
            delta.moments.append(items[delta.end])
            delta.figures[0].append(figure)
            delta.end = after
            return delta
    while True:
        figure, after = _next_figure(items, delta.end, delta)
        if figure is None:
            break
        same = figure.unit == delta.figures[-1][0].unit or delta.figures[-1][0].unit == "num"
        if delta.is_range and same:
            low = delta.figures[0][0]
            delta.figures = [[with_unit(low, figure) if low.unit == "num" else low]]
            delta.end, delta.is_hedged = after, True
            return delta
        between = [item.low for item in items[delta.end : after - 1]]
        if same and "or" in between:
            if delta.figures[-1][0].unit != "num" or figure.unit == "num" or len(delta.figures[-1]) > 1:
                break
            # A bare number said again: "dropped 375.12, or 1%".
            same = False
        if same:
            delta.figures.append([figure])
        elif _adds_unit(items, delta, figure, between, after):
            delta.figures[-1].append(figure)
        else:
            break
        delta.end = after + 1 if kind(items, after) == "RP" and "(" in between else after
    _share_unit(delta)
    _read_respectively(items, delta)
    return delta


def _adds_unit(items: list[Item], delta: Delta, figure: Figure, between: list[str], after: int) -> bool:
    """Tell whether an amount says the last one over again in another unit: "146 points, or 0.6 per cent"."""
    if len(delta.figures[-1]) > 1:
        return False
    if figure.unit == "num":
        # Read here: "rose 0.98% or 0.66 to $67.90 a barrel"
        return delta.figures[-1][0].unit == "pct" and figure.decimals > 0 and between == ["or"]
    if "or" in between or "(" in between:
        return True
    return between == [","] and (kind(items, after) in ("COMMA", "") or kind(items, after) == "DIRA")


def _share_unit(delta: Delta) -> None:
    last = delta.figures[-1][0]
    if len(delta.figures) > 1:
        delta.figures = [
            [with_unit(group[0], last), *group[1:]] if group[0].unit == "num" else group for group in delta.figures
        ]


def _read_respectively(items: list[Item], delta: Delta) -> None:
    i = delta.end
    there = kind(items, i)
    if there == "COMMA" and kind(items, i + 1) == "RESP":
        i += 1
        there = "RESP"
    if there == "RESP":
        i += 1
        there = kind(items, i)
    if there == "HEDGE":
        delta.is_hedged = True
        i += 1
    delta.end = i


def _skip_to_figure(items: list[Item], i: int, delta: Delta) -> int:
    while i < len(items):
        item = items[i]
        if item.kind == "HEDGE":
            delta.is_hedged = True
        elif item.kind == "EXTENT":
            delta.is_extreme = True
        elif item.kind == "PREP" and item.low in ("by", "between"):
            if item.low == "between":
                delta.is_range = True
        elif (
            item.kind == "NP"
            and len(item.tokens) <= 2
            and all(token.kind in ("DET", "ADJ", "W") and not token.info for token in item.tokens)
        ):
            if kind(items, i + 1) not in ("FIG", "HEDGE", "RESP"):
                break
        elif item.kind not in _BEFORE_AMOUNT:
            break
        i += 1
    return i


def _is_change(figure: Figure) -> bool:
    return figure.unit in CHANGE_UNITS and not figure.is_large


def _next_figure(items: list[Item], i: int, delta: Delta) -> tuple[Figure | None, int]:
    """Find the next amount of the same run: after a comma, "or", "and", in brackets, or after "and" of a range."""
    j = i
    there = kind(items, j)
    while there in _BEFORE_NEXT:
        if there == "CONJ" and items[j].low not in ("and", "or"):
            return None, i
        j += 1
        there = kind(items, j)
    if (
        there == "PREP"
        and items[j].low == "to"
        and j == i
        and kind(items, j + 1) == "FIG"
        and kind(items, i - 1) == "FIG"
    ):
        first, second = items[i - 1].info, items[j + 1].info
        if (
            first.unit in ("pct", "num")
            and second.unit == "pct"
            and first.value < second.value
            and kind(items, j + 2) in ("", "COMMA", "SEMI", "DAY")
        ):
            delta.is_range = True
            return second, j + 2
    if there != "FIG" or not _is_change(items[j].info) or j == i:
        return None, i
    figure = items[j].info
    if (
        figure.unit == "num"
        and kind(items, i) != "COMMA"
        and not (kind(items, i) == "CONJ" and items[i].low == "or" and kind(items, j + 1) == "PREP")
        and not any(kind(items, k) in ("COMMA", "CONJ") for k in range(j + 1, j + 3))
    ):
        return None, i
    if kind(items, j - 1) == "HEDGE":
        delta.is_hedged = True
    return figure, j + 1


def with_unit(figure: Figure, like: Figure) -> Figure:
    """Give a bare number the unit of the list that it stands in."""
    return Figure(like.unit, figure.value, like.currency, figure.sign, decimals=figure.decimals, is_minor=like.is_minor)
