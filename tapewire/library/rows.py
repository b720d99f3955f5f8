"""Help with SQL statements that name many values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
"""Older builds of SQLite take at most 999 values in one statement."""

_T = TypeVar("_T")


def chunks(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Cut values into pieces that fit one statement each."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def placeholders(values: Sequence[object]) -> str:
    """Write one question mark for each value."""
    return ",".join("?" * len(values))
