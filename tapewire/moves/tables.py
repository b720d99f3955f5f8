"""Tables flattened to lines: what heads a table says what the figures of its rows are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tapewire.model import Move, Period
from tapewire.moves.table_rows import read_row
from tapewire.moves.tokens import Story

_LONGEST_HEAD: Final = 72
"""Characters of a line that may head a table: longer ones are prose."""
_PERIODS: Final[tuple[tuple[re.Pattern[str], Period], ...]] = (
    (
        re.compile(r"so far (?:in|this)|year[- ]to[- ]date|\bytd\b|since (?:the )?(?:start|beginning) of|from end"),
        "ytd",
    ),
    (re.compile(r"\bweek(?:ly)?\b"), "week"),
    (re.compile(r"\bmonth(?:ly)?\b"), "month"),
    (re.compile(r"\bday\b|\bdaily\b|\btoday\b|\bnet\b"), "session"),
)
_COLUMNS: Final = re.compile(
    r"\b(?:current|latest|last|close|closing|previous|prev|level|price|value|pct|chg|change|move|percent)\b|%"
)
_PERCENT: Final = re.compile(r"%|\bpct\b|\bper ?cent\b")


class TableReader:
    """Follows the lines of a story, and reads those that are rows."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._period: Period | None = None
        """What the rows' changes span, where a head said so."""
        self._in_percent = False

    @property
    def is_open(self) -> bool:
        """Whether a head stands above that gives bare figures a meaning."""
        return self._in_percent

    def read(self, start: int, end: int) -> list[Move] | None:
        """Read a sentence that is a row of a table.

        Returns:
            Its move; an empty list for a row of something that is not traded; None where the line is no row.
        """
        row = read_row(self._story, start, end, in_percent=self._in_percent)
        if row is None:
            self._take_head(self._story.low[start:end])
            return None
        if self._period is not None:
            row = [replace(move, period=self._period) for move in row]
        return row

    def skip(self, start: int, end: int) -> None:
        """Take note of a sentence that can be no row."""
        self._take_head(self._story.low[start:end])

    def _take_head(self, line: str) -> None:
        if len(line) > _LONGEST_HEAD or line.endswith((".", "!", "?")):
            self._period, self._in_percent = None, False
            return
        said = next((period for pattern, period in _PERIODS if pattern.search(line)), None)
        if _COLUMNS.search(line) is None:
            self._period, self._in_percent = said, False
        else:
            self._period = said or self._period
            self._in_percent = _PERCENT.search(line) is not None
