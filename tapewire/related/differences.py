"""Where the stories of one event disagree on how far an instrument moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tapewire.model import Difference, Headline, Move, Statement
from tapewire.related.instruments import home_symbol
from tapewire.related.weights import SAME_SESSION

_SAME_MOMENT = timedelta(minutes=90)
"""Closer than this, two stories that do not both say when in the session they mean the same moment of it."""
_APPROXIMATE = 1.0
"""How many units of its last digit more a hedged figure ("nearly 3 per cent") may be off."""


def differences(stated: Sequence[tuple[Headline, Sequence[Move]]]) -> tuple[Difference, ...]:
    """Compare the moves that the stories of an event state for the same instrument and session.

    Two percentages agree if they are less than a unit of the coarser one's last digit apart: 0.64 and 0.7 do, 0.6 and
    0.9 do not. Figures of different times of the session (midday and close) are not compared; where a time is not
    stated, only those of stories that were published one soon after the other are.

    Args:
        stated: The stories of one event with their moves.

    Returns:
        For each instrument on which two stories disagree all that is said of it, oldest first; the widest
        disagreement first. A story that says the same figure again is named once.
    """
    by_instrument: dict[str, list[Statement]] = {}
    for headline, moves in sorted(stated, key=lambda story: (story[0].time, story[0].id)):
        said: set[tuple[str, float | None]] = set()
        for move in moves:
            symbol = home_symbol(move.instrument)
            if move.period == "session" and move.percent is not None and (symbol, move.percent) not in said:
                said.add((symbol, move.percent))
                by_instrument.setdefault(symbol, []).append(Statement(headline=headline, move=move))
    found = [
        Difference(instrument=statements[0].move.instrument, statements=tuple(statements))
        for statements in by_instrument.values()
        if any(
            one.headline.id != other.headline.id
            and _speak_of_one_moment(one, other)
            and not _agree(one.move, other.move)
            for at, one in enumerate(statements)
            for other in statements[:at]
        )
    ]
    found.sort(key=lambda difference: (-_spread(difference), difference.instrument.name))
    return tuple(found)


def _speak_of_one_moment(one: Statement, other: Statement) -> bool:
    apart = abs(one.headline.time - other.headline.time)
    if one.move.at is not None and other.move.at is not None:
        return one.move.at == other.move.at and apart < SAME_SESSION
    return apart < _SAME_MOMENT


def _agree(one: Move, other: Move) -> bool:
    assert one.percent is not None
    assert other.percent is not None
    allowed = max(_unit(one.percent), _unit(other.percent))
    if one.approx or other.approx:
        allowed += _APPROXIMATE * allowed
    # In billionths, so that 0.7 − 0.6 is a whole unit in spite of binary fractions.
    return round(abs(one.percent - other.percent) * 1e9) < round(allowed * 1e9)


def _unit(percent: float) -> float:
    """The worth of a figure's last digit; a whole one may be rounded to whole per cents."""
    digits = repr(abs(percent)).partition(".")[2]
    return 1.0 if digits in ("", "0") else 10.0 ** -len(digits)


def _spread(difference: Difference) -> float:
    figures = [statement.move.percent or 0.0 for statement in difference.statements]
    return max(figures) - min(figures)
