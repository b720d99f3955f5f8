"""Statements → moves: signs, units, levels and periods, and the refusal of what cannot be a move of that instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tapewire.model import Direction, Instrument, Move
from tapewire.moves.arithmetic import check_stated
from tapewire.moves.discourse import Setting, period_of
from tapewire.moves.figures import Figure
from tapewire.moves.focus import Ref
from tapewire.moves.instruments import currency_of, home_currency, instrument_of, pair_of
from tapewire.moves.statements import Statement
from tapewire.moves.tokens import Story

_LARGEST_BARE_PERCENT: Final = 10
_FLIPPED: Final[dict[str, Direction]] = {"up": "down", "down": "up"}
_WAYS: Final[dict[str, Direction]] = {"up": "up", "down": "down", "flat": "flat"}


@dataclass(slots=True)
class _Amounts:
    percent: float | None = None
    change: float | None = None
    level: float | None = None
    previous: float | None = None
    currency: str | None = None


def build_moves(statement: Statement, story: Story, setting: Setting, sentence: str) -> list[Move]:
    """Turn a statement into one move for each instrument of its list; none where it cannot be right."""
    refs = statement.refs
    figures = statement.figures
    if len(figures) > 1 and len(figures) != len(refs):
        return []
    if len(statement.levels) > 1 and len(statement.levels) != len(refs):
        return []
    moves = []
    for n, ref in enumerate(refs):
        own = figures[n] if len(figures) > 1 else (figures[0] if figures else [])
        level = (
            statement.levels[n]
            if len(statement.levels) > 1
            else (statement.levels[0] if statement.levels and len(refs) == 1 else None)
        )
        move = _build(ref, own, level, statement, story, setting, sentence)
        if move is not None:
            moves.append(move)
    return moves


def _build(
    ref: Ref,
    figures: list[Figure],
    level: Figure | None,
    statement: Statement,
    story: Story,
    setting: Setting,
    sentence: str,
) -> Move | None:
    instrument, market = instrument_of(ref, statement, setting, sentence)
    flips, quote = False, None
    if instrument.kind == "currency":
        _, flips, quote = pair_of(ref, statement, setting)
    amounts = _Amounts()
    for figure in figures:
        if not _take_change(figure, amounts, instrument, market, setting):
            return None
    if level is not None:
        _take_level(level, amounts, instrument, market, setting)
    if statement.previous is not None and amounts.level is not None:
        # "at 59.40 US cents, against 59.21"
        is_in_parts = level is not None and level.is_minor and statement.previous.unit == "num"
        amounts.previous = statement.previous.value / (100 if is_in_parts else 1)
    direction = statement.direction
    computed = _computed_change(amounts, instrument)
    if instrument.kind == "currency":
        amounts.currency = quote if amounts.level is not None or amounts.change is not None else None
        if flips and direction in _FLIPPED:
            direction = _FLIPPED[direction]
    if computed is not None and amounts.change is None:
        if computed == 0 and not figures:
            return None
        if not figures:
            direction = "up" if computed > 0 else "down"
        amounts.change = abs(computed)
    way = _WAYS.get(direction)
    if way is None:
        return None
    if statement.is_range:
        amounts.percent = amounts.change = None
    if (
        not statement.is_range
        and direction != "flat"
        and amounts.percent is None
        and amounts.change is None
        and amounts.level is None
    ):
        return None
    if direction == "flat":
        amounts.percent = 0.0 if statement.is_unchanged else None
        amounts.change = None
    sign = -1 if direction == "down" else 1
    if (
        amounts.currency is None
        and instrument.kind in ("stock", "fund")
        and (amounts.level is not None or amounts.change is not None)
    ):
        amounts.currency = home_currency(market or setting.market)
    is_us_future = instrument.kind == "future" and instrument.symbol in ("ES=F", "NQ=F", "YM=F", "RTY=F")
    period, at = period_of(statement, setting, market=market, is_us_future=is_us_future)
    if instrument.kind == "stock" and not ref.is_certain and not _is_plausible(amounts, statement):
        return None
    percent, change = _signed(amounts.percent, sign), _signed(amounts.change, sign)
    reached = _rounded(amounts.level)
    return Move(
        instrument=instrument,
        direction=way,
        percent=percent,
        change=change,
        level=reached,
        currency=amounts.currency,
        period=period,
        at=at,
        approx=statement.is_hedged,
        evidence=story.text[statement.start : statement.end],
        start=statement.start,
        end=statement.end,
        check=check_stated(
            percent,
            change,
            reached,
            instrument.kind,
            figures,
            level,
            statement.previous,
            is_hedged=statement.is_hedged,
        ),
    )


def _take_change(
    figure: Figure, amounts: _Amounts, instrument: Instrument, market: str | None, setting: Setting
) -> bool:
    kind = instrument.kind
    if figure.unit == "pct":
        if kind == "yield" and figure.value < 0.5 and figure.decimals >= 2:
            amounts.change = round(figure.value * 100, 4)
        else:
            amounts.percent = figure.value
    elif figure.unit == "pp":
        if kind != "yield":
            return False
        amounts.change = round(figure.value * 100, 4)
    elif figure.unit == "bps":
        if kind != "yield":
            return False
        amounts.change = figure.value
    elif figure.unit == "pts":
        if kind == "yield":
            return False
        if kind in ("index", "future", "sector"):
            amounts.change = figure.value
        elif amounts.percent is None and kind == "stock":
            return False
    elif figure.unit == "pips":
        amounts.change = round(figure.value / 10_000, 6)
    elif figure.unit == "money":
        if kind in ("index", "sector", "yield", "future"):
            return False
        amounts.change = figure.value
        amounts.currency = currency_of(figure, instrument, market, setting)
    elif figure.unit == "num":
        if kind == "index" and amounts.percent is None and figure.value < _LARGEST_BARE_PERCENT and figure.decimals:
            # "added 0.7" in a list of percentages
            amounts.percent = figure.value
        elif kind in ("index", "future") or amounts.percent is not None:
            amounts.change = figure.value
        else:
            return False
    return True


def _take_level(
    figure: Figure, amounts: _Amounts, instrument: Instrument, market: str | None, setting: Setting
) -> None:
    kind = instrument.kind
    if kind == "yield":
        if figure.unit in ("pct", "num", "pp"):
            amounts.level = figure.value
        return
    if figure.unit in ("pct", "pp"):
        return
    if kind in ("index", "future", "sector"):
        if figure.unit in ("pts", "num"):
            amounts.level = figure.value
        return
    if figure.unit == "pts":
        return
    amounts.level = figure.value
    if figure.unit == "money":
        amounts.currency = currency_of(figure, instrument, market, setting)
    elif kind in ("commodity", "crypto"):
        amounts.currency = "USD"


def _computed_change(amounts: _Amounts, instrument: Instrument) -> float | None:
    """Subtract the levels where both are stated; for a yield in basis points."""
    if (
        amounts.level is None
        or amounts.previous is None
        or instrument.kind not in ("currency", "yield", "commodity", "crypto")
    ):
        return None
    difference = amounts.level - amounts.previous
    return round(difference * 100, 6) if instrument.kind == "yield" else round(difference, 8)


def _is_plausible(amounts: _Amounts, statement: Statement) -> bool:
    """A name that no table knows needs more than a bare number to count as a share."""
    return (
        amounts.percent is not None
        or (amounts.change is not None and amounts.level is not None)
        or statement.is_range
        or statement.is_unchanged
        or (statement.direction == "flat" and amounts.level is not None)
    )


def _signed(value: float | None, sign: int) -> float | None:
    return None if value is None else _rounded(value * sign)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 8)
