"""What follows a change: "to HK$5 from HK$4", ", to close at 27,323", "at the noon break", "against the dollar"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tapewire.moves.amounts import kind, with_unit
from tapewire.moves.figures import Figure
from tapewire.moves.items import Item
from tapewire.moves.lexicon import CLOSING, EXTREME

MOMENTS: Final = frozenset(("PERIOD", "DAY", "AT"))
_PASSED: Final = frozenset(("NOT_A_PERIOD", "ADV", "PER", "CODE", "PAREN", "RESP"))
_LEVEL_PREPOSITIONS: Final = frozenset(("to", "at", "on", "around", "near"))
_VAGUE: Final = frozenset(("around", "near"))
_DAY_WORDS: Final = frozenset(["day", "session", "trading", "week", "month", "year"])
_PEAKS: Final = frozenset(["high", "low", "record", "close", "peak", "level", "highs", "lows", "closing"])
_PLAIN_PEAKS: Final = frozenset(["a", "an", "the", "its", "high", "low", "peak", "of"])


@dataclass(slots=True)
class Tail:
    """What follows a change in the same clause."""

    levels: list[Figure] = field(default_factory=list)
    """Where it went: one, or one for each name of a list."""
    previous: Figure | None = None
    """Where it came from."""
    further_previous: Figure | None = None
    """Where it came from in the second of two currencies: "against $1.0917 and 162.87 yen"."""
    moments: list[Item] = field(default_factory=list)
    places: list[Item] = field(default_factory=list)
    """Where it is quoted, or against what."""
    end: int = 0
    """Number of the item after the last one that was understood."""
    last_figure: int = 0
    """Number of the item after the last figure, or after the change where there is none."""
    is_hedged: bool = False
    is_closing: bool = False
    is_extreme: bool = False


def read_tail(items: list[Item], i: int) -> Tail:
    """Read what follows a change: where to, where from, when and where."""
    tail = Tail(end=i, last_figure=i)
    while i < len(items):
        item = items[i]
        if item.kind in MOMENTS:
            # After "from 4.25%" a time says when it stood there, not when it moved.
            if tail.previous is None:
                tail.moments.append(item)
            i += 1
        elif item.kind in _PASSED or item.low == "each":
            i += 1
            if item.kind == "NOT_A_PERIOD" and tail.previous is None:
                i = _read_source(items, i, tail)
        else:
            step = _read_after_comma(items, i, tail) if item.kind in ("COMMA", "CONJ") else _read_part(items, i, tail)
            if step is None:
                break
            i = step
            if items[i - 1].kind == "FIG":
                tail.last_figure = max(tail.last_figure, i)
        tail.end = i
    return tail


def _read_source(items: list[Item], i: int, tail: Tail) -> int:
    """Read the level in "from Friday's R13.1286" and "compared with Monday's close of 129.30"."""
    if not items[i - 1].low.startswith(("from", "against", "compared", "than", "versus")):
        return i
    k = i + 1 if kind(items, i) == "PREP" and items[i].low == "of" else i
    if kind(items, k) == "FIG" and is_level(items[k].info) and items[k].info.unit != "pct":
        tail.previous = items[k].info
        tail.last_figure = k + 1
        return k + 1
    return i


def _read_after_comma(items: list[Item], i: int, tail: Tail) -> int | None:
    j = i + 1
    if kind(items, j) == "CONJ" and items[j].low == "and":
        j += 1
    if items[j - 1].kind == "CONJ" and items[j - 1].low == "and" and tail.levels and kind(items, j) == "DIRA":
        # "from 58.23 at 7.30am and up from 57.61 yesterday": the day's own change is measured from the last.
        figure = (
            items[j + 2].info
            if kind(items, j + 1) == "PREP" and items[j + 1].low == "from" and kind(items, j + 2) == "FIG"
            else None
        )
        if figure is not None and is_level(figure):
            tail.previous = figure
            return j + 3
        return None
    if tail.levels and tail.previous is None and kind(items, j) == "NP":
        return _read_source_after_aside(items, j, tail)
    if kind(items, j) in MOMENTS:
        if tail.previous is None:
            tail.moments.append(items[j])
        return j + 1
    if kind(items, j) == "NOT_A_PERIOD":
        return _read_source(items, j + 1, tail)
    if kind(items, j) == "LVL" or (
        kind(items, j) == "PREP" and (items[j].low in (*_LEVEL_PREPOSITIONS, "from") or items[j].info == "against")
    ):
        return _read_part(items, j, tail, after_and=items[j - 1].kind == "CONJ")
    return None


def _read_source_after_aside(items: list[Item], i: int, tail: Tail) -> int | None:
    """Read on behind the aside of "rose to 1.525%, its highest since 2008, from 1.515%"."""
    if not any(token.low in _PEAKS or token.low.endswith("est") for token in items[i].tokens):
        return None
    for k in range(i + 1, min(len(items) - 1, i + 9)):
        if items[k].kind == "COMMA":
            is_source = items[k + 1].kind == "PREP" and items[k + 1].low == "from"
            return _read_previous(items, k + 1, tail) if is_source else None
        if items[k].kind not in ("PERIOD", "NP", "PREP", "ADV", "DAY", "FIG", "DET", "MODAL"):
            return None
    return None


def _read_part(items: list[Item], i: int, tail: Tail, *, after_and: bool = False) -> int | None:
    item = items[i]
    if item.kind == "LVL":
        return _read_closing(items, i, tail) if item.info[1] == "ing" or after_and else None
    if item.kind != "PREP":
        return None
    is_than = item.low == "than" and kind(items, i - 1) == "DIRA"
    if item.low == "from" or item.info == "against" or is_than:
        step = _read_previous(items, i, tail)
        if step is not None or item.low == "from":
            return step
    if item.low == "to" and kind(items, i + 1) == "LVL" and items[i + 1].low == items[i + 1].info[0]:
        return _read_closing(items, i + 1, tail)
    if item.low in _LEVEL_PREPOSITIONS and not (after_and and item.low == "at"):
        step = _read_level(items, i, tail)
        if step is not None:
            return step
    return _read_circumstance(items, i, tail)


def _read_previous(items: list[Item], i: int, tail: Tail) -> int | None:
    k = i + 1
    while kind(items, k) in ("HEDGE", "DET", "ADV", "DAY", "NOT_A_PERIOD"):
        k += 1
    if kind(items, k) == "NP" and kind(items, k + 1) == "FIG" and items[k].tokens[-1].kind in ("POSS", "W", "ADJ"):
        k += 1
    if kind(items, k) == "NP" and any(token.kind == "OFFER" for token in items[k].tokens):
        return k + 1
    if kind(items, k) != "FIG" or not is_level(items[k].info):
        return None
    if tail.previous is None:
        tail.previous = items[k].info
    k = _past_offer(items, k + 1)
    if len(tail.levels) == 2 and kind(items, k) == "CONJ" and kind(items, k + 1) == "FIG":
        further: Figure = items[k + 1].info
        if is_level(further) and further.currency == tail.levels[1].currency:
            after = _past_offer(items, k + 2)
            if _is_contested(items, after, tail):
                tail.previous = None
                return None
            tail.further_previous = further
            return after
    return k


def _is_contested(items: list[Item], k: int, tail: Tail) -> bool:
    """Tell "against $1.1672 in New York and $1.1682 in Tokyo" about 1.1680: up from the one and down from the other."""
    if [kind(items, k + n) for n in range(4)] != ["PREP", "NP", "CONJ", "FIG"] or tail.previous is None:
        return False
    level = tail.levels[0].value
    other: Figure = items[k + 3].info
    return (level - tail.previous.value) * (level - other.value) < 0


def _past_offer(items: list[Item], k: int) -> int:
    """Pass the second half of a dealer's quote: "$1.0919-0920"."""
    is_offer = kind(items, k) == "FIG" and kind(items, k - 1) == "FIG" and items[k].start == items[k - 1].end + 1
    return k + 1 if is_offer else k


def _read_closing(items: list[Item], verb: int, tail: Tail) -> int | None:
    """Read "to close Monday at 5", "ending at 5", "to settle below the 21,700 mark at 21,660"."""
    j = verb + 1
    moments = []
    while kind(items, j) in ("DAY", "AT", "ADV", "PERIOD", "DET") or (
        kind(items, j) == "NP" and items[j].low in _DAY_WORDS
    ):
        if kind(items, j) in MOMENTS:
            moments.append(items[j])
        j += 1
    if kind(items, j) in ("ABOVE", "PREP") and items[j].low in ("below", "above", "under", "over", "beneath"):
        k = j + 1
        while kind(items, k) in ("DET", "ADV", "HEDGE"):
            k += 1
        if kind(items, k) == "FIG" and kind(items, k + 1) == "NP":
            j = k + 2
    is_hit = kind(items, j) == "FIG" and items[verb].low in EXTREME and kind(items, verb - 1) == "PREP"
    is_near = kind(items, j) == "HEDGE" and items[j].low in _LEVEL_PREPOSITIONS
    if is_hit or is_near:
        # Read here: "fell 2% to hit $71.51", "to trade near $83,900"
        j -= 1
    elif kind(items, j) != "PREP" or items[j].low not in _LEVEL_PREPOSITIONS:
        return None
    step = _read_level(items, j, tail)
    if step is not None:
        tail.moments.extend(moments)
        tail.is_closing = tail.is_closing or items[verb].info[0] in CLOSING
    return step


def _read_level(items: list[Item], i: int, tail: Tail) -> int | None:
    """Read "to 5", "at about 5", "to a high of 5", "at 127.80 and 125.25 euros"."""
    k = i + 1
    is_hedged = items[i].low in _VAGUE
    is_peak = False
    while True:
        here = kind(items, k)
        if here in ("HEDGE", "ADV", "DET"):
            is_hedged = is_hedged or here == "HEDGE"
        elif here == "NP" and any(token.low in _PEAKS for token in items[k].tokens):
            is_peak = is_peak or {token.low for token in items[k].tokens} <= _PLAIN_PEAKS
        elif here == "PERIOD" and items[k].info == "intraday":
            is_peak = True
        elif not (here == "PREP" and items[k].low in ("of", "around", "near") and k > i + 1):
            break
        k += 1
    if here != "FIG" or not is_level(items[k].info) or kind(items, k + 1) == "DIRN":
        return None
    figure: Figure = items[k].info
    if (
        kind(items, k + 1) == "NP"
        and figure.unit == "num"
        and items[k + 1].tokens[0].kind == "W"
        and not items[k + 1].tokens[0].info
    ):
        return None
    levels = [figure]
    k = _past_offer(items, k + 1)
    while kind(items, k) in ("COMMA", "CONJ") and kind(items, k + 1) == "FIG" and is_level(items[k + 1].info):
        following: Figure = items[k + 1].info
        if following.unit not in (figure.unit, "money") or (
            kind(items, k) == "COMMA" and kind(items, k + 2) not in ("COMMA", "CONJ")
        ):
            break
        if kind(items, k + 2) == "PREP" and items[k + 2].low == "to" and following.is_minor:
            # "54c to $34.11 and 41c to $31.20": the next change.
            break
        levels.append(following)
        k = _past_offer(items, k + 2)
    if tail.levels:
        return None
    tail.levels = [
        with_unit(level, levels[-1]) if level.unit == "num" and len(levels) > 1 else level for level in levels
    ]
    tail.is_hedged = tail.is_hedged or is_hedged
    tail.is_extreme = tail.is_extreme or is_peak
    return k


def _read_circumstance(items: list[Item], i: int, tail: Tail) -> int | None:
    """Pass "in Hong Kong", "against the dollar", "per dollar" where the level or the time is still to come."""
    item = items[i]
    if kind(items, i + 1) != "NP" or (
        item.low not in ("in", "on", "at", "against", "with", "to", "per", "versus") and item.info != "against"
    ):
        return None
    named = items[i + 1].tokens[-1]
    is_currency = named.kind == "NAME" and named.info.kind == "currency"
    is_place = named.kind == "NAME" and named.info.is_place
    k = i + 2
    if (is_currency or is_place) and kind(items, k) != "W":
        tail.places.append(items[i + 1])
        return k
    if item.low in ("to", "per"):
        return None
    after = k = k + 1 if kind(items, k) == "W" else k
    while kind(items, k) in MOMENTS or kind(items, k) in ("ADV", "NOT_A_PERIOD"):
        k += 1
    if kind(items, k) == "PREP" and items[k].low in ("to", "at"):
        return after
    return None


def is_level(figure: Figure) -> bool:
    """Tell whether an amount can say where something stands."""
    return (
        figure.unit in ("num", "pts", "money", "pct", "pp")
        and not figure.is_large
        and figure.sign == 0
        and (figure.high is None or _is_dealing_quote(figure.value, figure.high, figure.decimals))
    )


def _is_dealing_quote(bid: float, offer: float, decimals: int) -> bool:
    """Tell a dealer's two prices ("4.4550/4.4700") from a range of changes ("2-4 per cent")."""
    return decimals >= 3 and bid < offer < 1.02 * bid
