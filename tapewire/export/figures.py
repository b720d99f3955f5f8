"""Moves and times in words, the same in every form of export."""

from __future__ import annotations

from datetime import UTC, datetime

from tapewire.model import Move

COLUMNS = ("", "Instrument", "Symbol", "Percent", "Change", "Level", "Period", "Stated as")

_ARROWS = {"up": "▲", "down": "▼", "flat": "="}


def move_cells(move: Move) -> tuple[str, ...]:
    """Say a move in as many cells as there are `COLUMNS`; what is not stated is empty."""
    about = "about " if move.approx else ""
    period = move.period if move.at is None else f"{move.period}, {move.at}"
    return (
        _ARROWS[move.direction],
        move.instrument.name,
        move.instrument.symbol or "",
        "" if move.percent is None else f"{about}{_number(move.percent, sign='+')}%",
        "" if move.change is None else _with_unit(_number(move.change, sign="+"), move, "bp"),
        "" if move.level is None else _with_unit(_number(move.level), move, "%"),
        period,
        move.evidence,
    )


def time_in_words(time: datetime) -> str:
    """Write an instant to the minute, in UTC."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _number(value: float, *, sign: str = "") -> str:
    """Write a figure with thousands separated, and only the digits that it has. No change has no sign."""
    return f"{value:{sign if value else ''},}".removesuffix(".0")


def _with_unit(number: str, move: Move, yield_unit: str) -> str:
    if move.instrument.kind == "yield":
        return f"{number} {yield_unit}" if yield_unit.isalpha() else number + yield_unit
    return number if move.currency is None else f"{number} {move.currency}"
