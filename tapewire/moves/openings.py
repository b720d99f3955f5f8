"""Where a reason may begin: finds the words of `tapewire.moves.introducers` in a text in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tapewire.moves.introducers import INTRODUCERS, NARROWING, Test


class Span(NamedTuple):
    """A run of the text."""

    start: int
    end: int


class Opening(NamedTuple):
    """Where a reason may begin."""

    start: int
    """Offset of its first word."""
    rest: int
    """Offset past the words that bring it in."""
    word: str
    """The words that bring it in."""
    test: Test


_TESTS: Final[tuple[Test, ...]] = tuple(test for _, test in INTRODUCERS)
_OPENING: Final = re.compile(
    rf"(?<![\w'-])(?:{NARROWING} )?(?:"
    + "|".join(f"(?P<i{n}>{pattern})" for n, (pattern, _) in enumerate(INTRODUCERS))
    + r")(?= )"
)


def openings(low: str, start: int, end: int) -> Iterator[Opening]:
    """Find the words that may bring in a reason, from left to right."""
    return map(_opening, _OPENING.finditer(low, start, end))


def opening_at(low: str, start: int, end: int) -> Opening | None:
    """Read the words that may bring in a reason at an offset; None where there are none."""
    found = _OPENING.match(low, start, end)
    return None if found is None else _opening(found)


def _opening(found: re.Match[str]) -> Opening:
    name = found.lastgroup
    assert name is not None
    return Opening(found.start(), found.end(), found[name], _TESTS[int(name[1:])])
