"""Numbers of a sentence → tokens: amounts with their unit, ranges, quotes, tenors, and numbers that are names."""

from __future__ import annotations

from typing import Final

from tapewire.moves.figures import Figure, read_figure
from tapewire.moves.gazetteer import gazetteer
from tapewire.moves.pieces import Pieces
from tapewire.moves.tokens import Token

# "The benchmark 2035 government bond"
_DEBT: Final = frozenset(
    ("government", "bond", "bonds", "note", "notes", "gilt", "gilts", "maturity", "treasury", "paper")
)
_MATURITIES: Final = range(2026, 2071)
_JOINS: Final = frozenset(("-", "–", "/"))
_UNITS: Final = {
    "point": "pts", "points": "pts", "percent": "pct", "per": "pct", "pct": "pct", "basis": "bps",
}  # fmt: skip
_PRICED_IN: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "usd": "dollar"}
_LARGEST_LABEL: Final = 5000
"""A number up to here may be part of a name: "Nikkei 225", "CSI 300"."""


def read_number(pieces: Pieces, i: int, plain: str, low: str, tokens: list[Token]) -> int:
    """Read the number that begins at a piece, and add its tokens.

    Args:
        pieces: Of the sentence.
        i: Number of the piece: a number or a currency sign.
        plain: The text, apostrophes and spaces plain.
        low: The same in lower case.
        tokens: Those of the sentence so far; extended in place.

    Returns:
        The number of the piece after what was read.
    """
    start = pieces.starts[i]
    read = read_figure(pieces, i, plain)
    if read is None:
        tokens.append(Token("W", start, pieces.ends[i], pieces.lows[i], False))
        return i + 1
    figure, j = read
    end = pieces.ends[j - 1]
    if figure.unit == "num":
        following = pieces.lows[j]
        if not figure.decimals and figure.value in _MATURITIES and following in _DEBT:
            tokens.append(Token("TENOR", start, end, low[start:end]))
            return j
        is_joined = j < pieces.count and pieces.starts[j] == end
        if is_joined and following in _JOINS:
            return _read_compound(pieces, i, j, figure, plain, low, tokens)
        if j == i + 1 and _is_label(pieces, i, figure, plain, tokens):
            tokens.append(Token("W", start, end, low[start:end], True))
            return j
        if is_joined and pieces.kinds[j] == "word":
            # "2330TT", "3rd", "20s": no amount.
            end = pieces.ends[j]
            tokens.append(Token("W", start, end, low[start:end], False))
            return j + 1
    tokens.append(Token("FIG", start, end, low[start:end], figure))
    return _read_per_unit(pieces, j, tokens)


def _is_label(pieces: Pieces, i: int, figure: Figure, plain: str, tokens: list[Token]) -> bool:
    """Tell the number of a name from an amount: "the Straits 30 Index"."""
    if figure.decimals or figure.value >= _LARGEST_LABEL or not tokens or "," in pieces.lows[i]:
        return False
    previous = tokens[-1]
    if previous.end != pieces.starts[i] - 1:
        return False
    if previous.kind == "NAME":
        return i + 1 < pieces.count and plain[pieces.starts[i + 1]].isupper()
    return previous.kind == "W" and bool(previous.info)


def _read_per_unit(pieces: Pieces, j: int, tokens: list[Token]) -> int:
    """Read "R18.97/$" and "NIS 3.228/$" as so much to the dollar."""
    if pieces.lows[j] != "/" or pieces.starts[j] != pieces.ends[j - 1]:
        return j
    unit = _PRICED_IN.get(pieces.lows[j + 1])
    if unit is None:
        return j
    tokens.append(Token("PREP", pieces.starts[j], pieces.ends[j], "to"))
    currency = gazetteer().by_name[unit][0]
    tokens.append(Token("NAME", pieces.starts[j + 1], pieces.ends[j + 1], unit, currency))
    return j + 2


def _read_compound(pieces: Pieces, i: int, j: int, figure: Figure, plain: str, low: str, tokens: list[Token]) -> int:
    """Read "12-month", "225-issue", "109.61-63 yen", "2-4 per cent", "a 100-point drop"."""
    start = pieces.starts[i]

    def add(kind: str, end: int, info: Figure | bool | None = None) -> None:
        tokens.append(Token(kind, start, end, low[start:end], info))

    if j + 1 >= pieces.count or pieces.starts[j + 1] != pieces.ends[j]:
        add("FIG", pieces.ends[j - 1], figure)
        return j + 1
    if pieces.kinds[j + 1] == "word":
        unit = _UNITS.get(pieces.lows[j + 1])
        end = pieces.ends[j + 1]
        k = j + 2
        while k + 1 < pieces.count and pieces.lows[k] == "-" and pieces.starts[k] == end:
            end = pieces.ends[k + 1]
            k += 2
        if unit is not None:
            add("FIG", end, Figure(unit, figure.value, decimals=figure.decimals))
        else:
            add("TENOR" if pieces.lows[k - 1] == "year" else "ADJ", end)
        return k
    read = read_figure(pieces, j + 1, plain)
    if read is None:
        add("FIG", pieces.ends[j - 1], figure)
        return j + 1
    second, after = read
    end = pieces.ends[after - 1]
    if figure.decimals >= 2 and second.decimals == 0:
        # A dealer's quote, "109.61-63 yen", not a range as "2-4 per cent".
        add("FIG", end, Figure(second.unit, figure.value, second.currency, decimals=figure.decimals))
    elif second.unit == "num" and second.value > 1000 > figure.value:
        add("W", end, False)
    else:
        add("FIG", end, Figure(second.unit, figure.value, second.currency, high=second.value, decimals=figure.decimals))
    return after
