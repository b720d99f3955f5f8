"""A story's body laid out: which words stand on which line, and what they look like. Pure functions.

Offsets are those of the body's text throughout, so that a move's ``start`` and ``end`` find their words on any line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from tapewire.model import Body, Mark
from widgets.wrapping import wrap_hard, wrap_words

Block = Literal["text", "heading", "quote", "code"]
"""What the paragraph that a line belongs to is."""

QUOTE_BAR = "▎ "
# Deeper nesting says nothing more to a reader, and would leave no room for the words.
_DEEPEST = 3
_CONTINUED = "  "
_BULLET = re.compile(r" *(?:•|\d{1,6}\.) ")
"""How an item of a list begins in a body's text; further lines hang below what follows it."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of the screen."""

    start: int
    """Offset of its first character in the body's text."""
    end: int
    """Offset past its last character; equal to ``start`` for an empty line."""
    prefix: str
    """What is drawn before its words and is not in the text: the bars of a quote, an indent."""
    block: Block


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the text that has a look of its own."""

    start: int
    end: int
    style: str
    """Name of the look."""
    href: str | None = None
    """Where a link leads; None for everything else."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the text all of which looks the same. Runs do not overlap."""

    start: int
    end: int
    styles: tuple[str, ...]
    """Names of the looks that apply, sorted; empty for plain words."""
    href: str | None


def lay_out(body: Body, width: int) -> tuple[StoryLine, ...]:
    """Break a body into lines.

    Args:
        body: Text and marks; marks that reach outside of the text are cut to it.
        width: Cells to a line.

    Returns:
        The lines from top to bottom. Together they hold every character of the text but blanks and line breaks at their
        ends; each is at most ``width`` cells wide, prefix included (8 cells at the least).
    """
    text = body.text
    if not text:
        return ()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    quotes = _depths(body.marks, "quote", starts, len(text))
    items = _depths(body.marks, "item", starts, len(text))
    headings = _depths(body.marks, "heading", starts, len(text))
    codes = _depths([mark for mark in body.marks if _is_block(mark, text)], "code", starts, len(text))
    lines: list[StoryLine] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        bars = QUOTE_BAR * min(quotes[number], _DEEPEST)
        bullet = _BULLET.match(text, start, end) if items[number] else None
        first = rest = bars + _CONTINUED * min(items[number], _DEEPEST)
        if bullet is not None:
            first, rest = bars, bars + " " * (bullet.end() - bullet.start())
        if len(rest) > width // 2:
            first = rest = ""
        block: Block = (
            "code" if codes[number] else "heading" if headings[number] else "quote" if quotes[number] else "text"
        )
        lines.extend(_broken(text, start, end, max(width, 8), first, rest, block))
    return tuple(lines)


def to_runs(spans: Iterable[Span]) -> tuple[Run, ...]:
    """Flatten overlapping spans into runs.

    Args:
        spans: Any spans, in any order; empty ones are passed over.

    Returns:
        Runs in the order of the text, none for words that no span covers. Where links overlap, the one that began last
        counts.
    """
    edges: list[tuple[int, bool, Span]] = []
    for span in spans:
        if span.end > span.start:
            edges += [(span.start, True, span), (span.end, False, span)]
    edges.sort(key=lambda edge: (edge[0], edge[1]))
    runs: list[Run] = []
    open_styles: Counter[str] = Counter()
    open_links: dict[int, str] = {}
    at = 0
    for offset, begins, span in edges:
        if offset > at and open_styles:
            runs.append(Run(at, offset, tuple(sorted(open_styles)), next(reversed(open_links.values()), None)))
        at = offset
        if begins:
            open_styles[span.style] += 1
            if span.href is not None:
                open_links[id(span)] = span.href
        else:
            open_styles[span.style] -= 1
            if not open_styles[span.style]:
                del open_styles[span.style]
            open_links.pop(id(span), None)
    return tuple(runs)


def runs_within(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """Cut out a stretch of the text, plain words included.

    Args:
        runs: As `to_runs` gives them.
        start: Offset of the stretch's first character.
        end: Offset past its last.

    Returns:
        Runs that follow one another without a gap from ``start`` to ``end``.
    """
    pieces: list[Run] = []
    at = start
    index = bisect_right(runs, start, key=lambda run: run.end)
    while at < end:
        if index >= len(runs) or runs[index].start >= end:
            pieces.append(Run(at, end, (), None))
            break
        run = runs[index]
        if run.start > at:
            pieces.append(Run(at, run.start, (), None))
        pieces.append(Run(max(run.start, start), min(run.end, end), run.styles, run.href))
        at = run.end
        index += 1
    return pieces


def line_at(lines: Sequence[StoryLine], offset: int) -> int:
    """Find the line that shows a character of the text.

    Args:
        lines: As `lay_out` gives them; not empty.
        offset: Offset into the text.

    Returns:
        The number of the last line that begins at or before ``offset``.
    """
    return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)


def mark_spans(marks: Iterable[Mark]) -> list[Span]:
    """Turn the marks that change how words look into spans; blocks are the lines' affair, see `StoryLine.block`."""
    return [
        Span(mark.start, mark.end, mark.kind, mark.href)
        for mark in marks
        if mark.kind in ("link", "emphasis", "strong", "code")
    ]


def _broken(text: str, start: int, end: int, width: int, first: str, rest: str, block: Block) -> Iterable[StoryLine]:
    wrap = wrap_hard if block == "code" else wrap_words
    pieces = wrap(text, start, end, width - len(first), hang=len(rest) - len(first))
    for number, (line_start, line_end) in enumerate(pieces):
        yield StoryLine(line_start, line_end, rest if number else first, block)


def _depths(marks: Iterable[Mark], kind: str, starts: Sequence[int], length: int) -> list[int]:
    """For each line of the text, how many marks of a kind cover its first character. One pass over marks and lines."""
    changes = [0] * (len(starts) + 1)
    for mark in marks:
        if mark.kind == kind:
            changes[bisect_left(starts, mark.start)] += 1
            changes[bisect_left(starts, min(mark.end, length))] -= 1
    return list(accumulate(changes))


def _is_block(mark: Mark, text: str) -> bool:
    """Whether a mark covers whole lines."""
    begins = mark.start <= 0 or text[mark.start - 1 : mark.start] == "\n"
    return begins and (mark.end >= len(text) or text[mark.end : mark.end + 1] == "\n")
