"""Runs of items that state amounts: how much ("about 0.7%, or 12 points"), and where to ("to close at HK$5 from HK$4")."""

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
    is_paired: bool = False
    """"Respectively" was said."""
    first: int = 0
    """Number of the item that holds the first figure."""


@dataclass(slots=True)
class Tail:
    """What follows a change in the same clause."""

    levels: list[Figure] = field(default_factory=list)
    previous: Figure | None = None
    moments: list[Item] = field(default_factory=list)
    places: list[Item] = field(default_factory=list)
    end: int = 0
    """Number of the item after the last one that was understood."""
    is_hedged: bool = False
    is_closing: bool = False
    is_extreme: bool = False
    last_figure: int = 0
    """Number of the item after the last figure, or after the change where there is none."""


_BEFORE_AMOUNT: Final = frozenset(("ADV", "HEDGE", "EXTENT", "DET"))
_MOMENTS: Final = frozenset(("PERIOD", "DAY", "AT"))


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
    if items[i].info.high is not None:
        delta.is_range = delta.is_hedged = True
        delta.figures = [[items[i].info]]
        delta.end = i + 1
        return delta
    groups: list[list[Figure]] = [[items[i].info]]
    i += 1
    while True:
        following, j = _next_figure(items, i, delta)
        if following is None:
            break
        same = following.unit == groups[-1][0].unit
        joined = items[j - 1].low if j > i + 1 else ""
        if delta.is_range and same:
            return Delta([[groups[0][0]]], j, True, delta.is_extreme, True, False, delta.first)
        between = [items[k].low for k in range(i, j - 1)]
        if not same:
            if "or" in between or "," in between or not between or kind(items, i) == "LP":
                if (
                    len(groups[-1]) >= 2
                    or groups[-1][0].unit == "num"
                    or ("," in between and "or" not in between and not _closes(items, j))
                ):
                    break
                groups[-1].append(following)
                i = j
                if kind(items, i) == "RP":
                    i += 1
                continue
            break
        if "or" in between:
            break
        groups.append([following])
        i = j
        del joined
    if len(groups) > 1:
        unit = groups[-1][0].unit
        groups = [
            [_with_unit(group[0], groups[-1][0])] + group[1:] if group[0].unit == "num" else group for group in groups
        ]
        del unit
    delta.figures = groups
    if kind(items, i) == "COMMA" and kind(items, i + 1) == "RESP":
        i += 1
    if kind(items, i) == "RESP":
        delta.is_paired = True
        i += 1
    if kind(items, i) == "HEDGE":
        delta.is_hedged = True
        i += 1
    delta.end = i
    return delta


def _closes(items: list[Item], j: int) -> bool:
    """Tell whether an amount between commas is an aside: "22.4 points, 0.41 per cent, higher"."""
    return kind(items, j) == "COMMA" or j >= len(items)


def _skip_to_figure(items: list[Item], i: int, delta: Delta) -> int:
    while i < len(items):
        item = items[i]
        if item.kind == "HEDGE":
            delta.is_hedged = True
        elif item.kind == "EXTENT":
            delta.is_extreme = True
        elif item.kind == "RESP":
            delta.is_paired = True
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
    while kind(items, j) in ("COMMA", "CONJ", "LP", "HEDGE", "ADV"):
        if kind(items, j) == "CONJ" and items[j].low not in ("and", "or"):
            return None, i
        j += 1
    if kind(items, j) == "PREP" and items[j].low == "to" and j == i and kind(items, j + 1) == "FIG":
        first, second = items[i - 1].info, items[j + 1].info
        if first.unit == second.unit == "pct" and kind(items, j + 2) in ("", "COMMA", "SEMI", "DAY"):
            delta.is_range = True
            return second, j + 2
    if kind(items, j) != "FIG" or not _is_change(items[j].info) or j == i:
        return None, i
    figure = items[j].info
    if (
        figure.unit == "num"
        and kind(items, i) != "COMMA"
        and not any(kind(items, k) in ("COMMA", "CONJ") for k in range(j + 1, j + 3))
    ):
        return None, i
    if kind(items, j - 1) == "HEDGE":
        delta.is_hedged = True
    return figure, j + 1


def _with_unit(figure: Figure, like: Figure) -> Figure:
    return Figure(like.unit, figure.value, like.currency, figure.sign, decimals=figure.decimals, is_minor=like.is_minor)


def read_tail(items: list[Item], i: int) -> Tail:
    """Read what follows a change: where to, where from, when and where."""
    tail = Tail(end=i, last_figure=i)
    n = len(items)
    while i < n:
        item = items[i]
        if item.kind in _MOMENTS:
            tail.moments.append(item)
            i += 1
            continue
        if item.kind in ("NOT_A_PERIOD", "ADV", "PER", "CODE", "PAREN", "RESP"):
            i += 1
            continue
        step = _read_level(items, i, tail)
        if step is None:
            break
        i = step
        tail.end = tail.last_figure = i
    tail.end = max(tail.end, _trim(items, i))
    return tail


def _trim(items: list[Item], i: int) -> int:
    return i


_LEVEL_PREPOSITIONS: Final = frozenset(("to", "at", "on", "around", "near"))


def _read_level(items: list[Item], i: int, tail: Tail) -> int | None:
    """Read one of: "to 5", ", at 5", "to close at 5", "and ended at 5", "from 4", "in Tokyo to 5"."""
    j = i
    if kind(items, j) in ("COMMA", "CONJ"):
        j += 1
        if kind(items, j) == "CONJ" and items[j].low == "and":
            j += 1
        if kind(items, j) in _MOMENTS:
            tail.moments.append(items[j])
            return j + 1
    item = items[j] if j < len(items) else None
    if item is None:
        return None
    if item.kind == "PREP" and item.low == "from":
        k = j + 1
        while kind(items, k) in ("HEDGE", "DET", "ADV", "DAY", "NOT_A_PERIOD"):
            k += 1
        if kind(items, k) == "NP" and kind(items, k + 1) == "FIG" and items[k].tokens[-1].kind in ("POSS", "W", "ADJ"):
            k += 1
        if kind(items, k) == "FIG" and _is_level(items[k].info):
            tail.previous = items[k].info
            return k + 1
        return None
    closing = False
    if item.kind == "PREP" and item.low == "to" and kind(items, j + 1) in ("LVL", "V", "DIRV"):
        closing = items[j + 1].kind == "LVL"
        if items[j + 1].kind != "LVL":
            return None
        tail.is_closing = tail.is_closing or items[j + 1].info[0] in ("close", "end", "finish", "settle")
        j += 2
    elif item.kind == "LVL" and j > i - 1 and (item.info[1] == "ing" or (j > i and item.info[1] == "finite")):
        closing = True
        tail.is_closing = tail.is_closing or item.info[0] in ("close", "end", "finish", "settle")
        j += 1
    if closing:
        while kind(items, j) in ("DAY", "AT", "ADV", "PERIOD") or (
            kind(items, j) == "NP" and items[j].low in ("day", "session", "trading", "week")
        ):
            if kind(items, j) in _MOMENTS:
                tail.moments.append(items[j])
            j += 1
    if kind(items, j) == "DIRA" and closing:
        return None
    if kind(items, j) == "PREP" and items[j].low in _LEVEL_PREPOSITIONS:
        k = j + 1
        hedged = items[j].low in ("around", "near")
        while (
            kind(items, k) in ("HEDGE", "ADV", "DET")
            or (kind(items, k) == "NP" and _is_high(items[k]))
            or (kind(items, k) == "PREP" and items[k].low == "of" and k > j + 1)
            or kind(items, k) == "PERIOD"
        ):
            if kind(items, k) == "PERIOD":
                if items[k].info != "intraday":
                    return None
                tail.is_extreme = True
            hedged = hedged or kind(items, k) == "HEDGE"
            k += 1
        if kind(items, k) == "FIG" and _is_level(items[k].info):
            figure: Figure = items[k].info
            tail.levels.append(figure)
            tail.is_hedged = tail.is_hedged or hedged
            k += 1
            while (
                kind(items, k) in ("COMMA", "CONJ")
                and kind(items, k + 1) == "FIG"
                and _is_level(items[k + 1].info)
                and items[k + 1].info.unit in (figure.unit, "money")
            ):
                following: Figure = items[k + 1].info
                if kind(items, k) == "COMMA" and kind(items, k + 2) not in ("COMMA", "CONJ"):
                    break
                tail.levels.append(following)
                k += 2
            if len(tail.levels) > 1 and tail.levels[0].unit == "num":
                tail.levels = [_with_unit(level, tail.levels[-1]) for level in tail.levels]
            return k
        if kind(items, j) == "PREP" and kind(items, j + 1) == "NP":
            return None
    if item.kind == "PREP" and j == i and kind(items, j + 1) == "NP":
        # A place or a circumstance between the change and the level: "rose 2% in Hong Kong to HK$5".
        after = j + 2
        if item.low in ("in", "on", "at", "against", "with"):
            step = (
                _read_level(items, after, tail)
                if after < len(items) and kind(items, after) == "PREP" and items[after].low in ("to", "at")
                else None
            )
            if step is not None:
                tail.places.append(items[j + 1])
                return step
    return None


def _is_high(item: Item) -> bool:
    return all(token.kind in ("DET", "ADJ", "W", "TENOR") for token in item.tokens) and any(
        token.low in ("high", "low", "record", "close", "peak", "level", "highs", "lows") for token in item.tokens
    )


def _is_level(figure: Figure) -> bool:
    return (
        figure.unit in ("num", "pts", "money", "pct", "pp")
        and not figure.is_large
        and figure.sign == 0
        and figure.high is None
    )
