"""Do a move's figures agree? "Down 153.88 points or 0.64 percent at 23,916.06" says one thing three times.

A printed figure stands for a range. Figures agree where one true level before and one true level after would print as
all of them. The range is one last printed digit to either side, and not the half of one that rounding asks for: some
papers cut figures off (23.85 points as 23), others round what was rounded (0.248 as 0.25 as 0.3). With the half, three
of a hundred moves of labelled stories were in conflict, and all three of these kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tapewire.model import Check, Kind, Move
from tapewire.moves.figures import Figure

_LEAST_ROUND: Final = 100
"""Whole numbers from here on may be rounded, to two digits at the most: "38,000 points", "200 points"."""
_HEDGED_SHARE: Final = 0.1
"""How far off "nearly 3%" may be beyond that, as a share of the figure."""
_MOST_DECIMALS: Final = 8
_FARTHEST_FACTOR: Final = 5
"""A level so many times the level before is one in another unit (pence and pounds), and says nothing."""
# How much smaller a change may be given than it was printed: as a power of ten, printed over given.
_SCALES: Final = tuple((power, 10.0**-power) for power in (0, 2, -2, 4, -4))


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a story prints it."""

    value: float
    """Signed."""
    decimals: int
    """Decimals printed: 2 for "0.70". Below 0 where the figure was printed in a smaller unit: -1 for tens."""


@dataclass(frozen=True, slots=True)
class _Range:
    low: float
    high: float

    def minus(self, other: _Range) -> _Range:
        return _Range(self.low - other.high, self.high - other.low)

    def plus(self, other: _Range) -> _Range:
        return _Range(self.low + other.low, self.high + other.high)

    def per(self, other: _Range) -> _Range:
        """Divide by a range above 0."""
        corners = [top / bottom for top in (self.low, self.high) for bottom in (other.low, other.high)]
        return _Range(min(corners), max(corners))

    def scaled(self, factor: float) -> _Range:
        return _Range(self.low * factor, self.high * factor)

    def meets(self, other: _Range) -> bool:
        # Sums of floats miss by the last bits: half a digit of 0.005 is not to fail for them.
        slack = 1e-9 * max(abs(self.low), abs(self.high), abs(other.low), abs(other.high), 1e-6)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def within(self, other: _Range) -> _Range:
        """Cut to another range that it meets."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return _Range(min(low, high), max(low, high))


def check(
    percent: Printed | None,
    change: Printed | None,
    level: Printed | None,
    previous: Printed | None,
    *,
    is_hedged: bool = False,
    per_level: float = 1.0,
    is_pair: bool = False,
) -> Check:
    """Tell whether figures of one move agree within the rounding of what was printed.

    The change is level less previous level; the percentage is the change over the previous level.

    Args:
        percent: Signed, in per cent; None where not stated, as for the others.
        change: Signed, in the instrument's own unit.
        level: Where it stands.
        previous: Where it stood before.
        is_hedged: The change is "about" so much: it is known less well.
        per_level: How many units of change make one of level: 100 for a yield in per cent that moves in basis points.
        is_pair: A currency pair, which stories may quote the other way round than they reckon the percentage: over the
            level after instead of the level before.

    Returns:
        ``unknown`` where fewer than three are stated, or levels are not above 0.
    """
    if sum(figure is not None for figure in (percent, change, level, previous)) < 3:
        return "unknown"
    share = _HEDGED_SHARE if is_hedged else 0.0
    after = None if level is None else _range(level)
    before = None if previous is None else _range(previous)
    moved = None if change is None else _range(change, share).scaled(1 / per_level)
    if after is not None and moved is not None:
        implied = after.minus(moved)
        if before is not None and not before.meets(implied):
            return "conflicts"
        before = implied if before is None else before.within(implied)
    elif after is not None and before is not None:
        moved = after.minus(before)
    if percent is None:
        return "agrees"
    assert before is not None
    assert moved is not None
    if before.low <= 0 or (after is not None and after.low <= 0):
        return "unknown"
    stated = _range(percent, share)
    if moved.per(before).scaled(100).meets(stated):
        return "agrees"
    if is_pair and (after := before.plus(moved)).low > 0 and moved.per(after).scaled(100).meets(stated):
        return "agrees"
    return "conflicts"


def check_move(
    move: Move, figures: Sequence[Figure] | None = None, level: Figure | None = None, previous: Figure | None = None
) -> Check:
    """Check a move against the figures of its statement, as `check_stated` does.

    Args:
        move: As built from them.
        figures: The amounts of change; None where it is not known how the move's figures were printed, for instance
            because two statements were merged into it.
        level: Where it went; None where not stated.
        previous: Where it came from; None where not stated.
    """
    return check_stated(
        move.percent,
        move.change,
        move.level,
        move.instrument.kind,
        figures,
        level,
        previous,
        is_hedged=move.approx,
    )


def check_stated(
    percent: float | None,
    change: float | None,
    level: float | None,
    kind: Kind,
    figures: Sequence[Figure] | None,
    printed_level: Figure | None,
    previous: Figure | None,
    *,
    is_hedged: bool,
) -> Check:
    """Check the amounts of a move against the figures of its statement, which know how they were printed.

    Args:
        percent: Of the move, signed; None where not stated, as for the others.
        change: Of the move, signed.
        level: Of the move.
        kind: Of its instrument.
        figures: The amounts of change; a change that is none of them was computed, and proves nothing. None where it is
            not known how they were printed.
        printed_level: Where it went.
        previous: Where it came from.
        is_hedged: The change is "about" so much.
    """
    if (percent is None) + (change is None) + (level is None) + (previous is None or printed_level is None) > 1:
        return "unknown"
    stated = [*(figures or ()), *([printed_level] if printed_level is not None else [])]
    is_stated = figures is None or any(_matches(change, figure) is not None for figure in figures)
    came_from = None if previous is None or printed_level is None else _previous(previous, printed_level)
    if came_from is not None and level is not None:
        factor = came_from.value / level if level else 0.0
        came_from = came_from if 1 / _FARTHEST_FACTOR < factor < _FARTHEST_FACTOR else None
    return check(
        _printed(percent, stated),
        _printed(change if is_stated else None, stated),
        _printed(level, stated),
        came_from,
        is_hedged=is_hedged,
        per_level=100 if kind == "yield" else 1,
        is_pair=kind == "currency",
    )


def _previous(previous: Figure, level: Figure) -> Printed:
    """The level before, in the unit of the level: "to 57 cents from 60"."""
    if level.is_minor and previous.unit == "num":
        return Printed(previous.value / 100, previous.decimals + 2)
    return Printed(previous.value, previous.decimals)


def _printed(value: float | None, figures: Sequence[Figure]) -> Printed | None:
    if value is None:
        return None
    known = [decimals for figure in figures if (decimals := _matches(value, figure)) is not None]
    return Printed(value, min(known) if known else _shortest(value))


def _matches(value: float | None, figure: Figure) -> int | None:
    """How many decimals of a value a figure prints; None where it is another figure."""
    if value is None:
        return None
    size, tolerance = abs(value), 1e-9 * max(figure.value, 1e-6)
    for power, factor in _SCALES:
        if abs(size * factor - figure.value) <= tolerance:
            return figure.decimals - power
    return None


def _shortest(value: float) -> int:
    """How few decimals print a value."""
    return len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def _range(figure: Printed, share: float = 0.0) -> _Range:
    step = 10.0**-figure.decimals
    whole = abs(figure.value)
    if figure.decimals <= 0 and whole >= _LEAST_ROUND:
        while whole % (step * 10) == 0 and step * 100 <= whole:
            step *= 10
    room = step + share * abs(figure.value)
    return _Range(figure.value - room, figure.value + room)
