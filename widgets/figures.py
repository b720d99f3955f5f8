"""Moves in figures, as a market page prints them."""

from __future__ import annotations

import math

from tapewire.model import Badge, Direction, Move
from widgets.cells import cut

ARROWS: dict[Direction, str] = {"up": "▲", "down": "▼", "flat": "◆"}
"""The sign of a direction, so that it is never told by colour alone."""

HEDGE = "~"
"""Stands before a figure that the story hedges: about, nearly, more than."""

_CURRENCY_SIGNS = {
    "AUD": "A$",
    "CAD": "C$",
    "CNY": "¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "SGD": "S$",
    "TWD": "NT$",
    "USD": "$",
}
_PERIOD_TAGS = {"session": "", "extended": "pre/after"}
# Beyond this a figure is a mistake somewhere, and its digits would only push the others off the line.
_LONGEST_PLAIN = 1e15


def percent_text(percent: float | None, *, approx: bool = False) -> str:
    """Word a percentage without its sign, which the arrow gives.

    Args:
        percent: Signed, in per cent; None where none is stated.
        approx: Whether the figure is hedged.

    Returns:
        "0.7%", "~3%", or the empty string for None.
    """
    if percent is None or not math.isfinite(percent):
        return ""
    return f"{HEDGE if approx else ''}{_number(abs(percent), least=0)}%"


def level_text(move: Move) -> str:
    """Word where an instrument stands.

    Args:
        move: Any move.

    Returns:
        "22,774.46", "HK$47.25", "47.25 MYR", "4.20%" for a yield, "144.82" for a currency pair; empty where no level is
        stated.
    """
    if move.level is None or not math.isfinite(move.level):
        return ""
    if move.instrument.kind == "yield":
        return f"{_number(move.level, most=3, whole=False)}%"
    return _priced(move.level, move)


def change_text(move: Move) -> str:
    """Word a change in the instrument's own unit, with its sign.

    Args:
        move: Any move.

    Returns:
        "+153.88", "-HK$1.20", "+5 bp" for a yield; empty where no change is stated.
    """
    if move.change is None or not math.isfinite(move.change):
        return ""
    sign = "-" if move.change < 0 else "+"
    if move.instrument.kind == "yield":
        return f"{sign}{_number(abs(move.change), least=0)} bp"
    return sign + _priced(abs(move.change), move)


def period_tag(move: Move) -> str:
    """Name the period of a move, if it is not the session that the story reports.

    Args:
        move: Any move.

    Returns:
        "week", "ytd", "pre/after" and so on; empty for the session.
    """
    return _PERIOD_TAGS.get(move.period, move.period)


def badge_text(badge: Badge, width: int, *, labelled: bool = True) -> str:
    """Word the move that stands for a story.

    Args:
        badge: The move.
        width: How many cells there are at most; the label gives way first.
        labelled: False leaves the label out.

    Returns:
        "▲ HSI 0.7%", or "▲ 0.7%" without its label.
    """
    arrow, percent = ARROWS[badge.direction], percent_text(badge.percent)
    room = width - len(arrow) - len(percent) - 2
    label = cut(badge.label, room) if labelled else ""
    return f"{arrow} {label} {percent}" if label else f"{arrow} {percent}"


def _priced(amount: float, move: Move) -> str:
    figure = _number(amount, most=4)
    # A pair's quote currency is in its name, and tables of rates do not repeat it.
    if move.currency is None or move.instrument.kind == "currency":
        return figure
    sign = _CURRENCY_SIGNS.get(move.currency)
    return f"{sign}{figure}" if sign else f"{figure} {move.currency}"


def _number(value: float, *, least: int = 2, most: int = 2, whole: bool = True) -> str:
    """Print a number with thousands separated and ``least`` to ``most`` decimals, or none if ``whole`` and it is whole.

    Whole levels stay bare: "about 38,000" printed as 38,000.00 would claim a precision that the story does not.
    """
    if abs(value) >= _LONGEST_PLAIN:
        return f"{value:.3g}"
    units, _, decimals = f"{value:,.{most}f}".partition(".")
    decimals = decimals.rstrip("0")
    if not decimals and value != 0 and units.strip("-") == "0":
        return f"{value:.1g}"
    if decimals or not whole:
        decimals = decimals.ljust(least, "0")
    return f"{units}.{decimals}" if decimals else units
