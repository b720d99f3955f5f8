"""A body's text and marks as a tree of blocks, lines and spans, which any markup language can be written from."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from tapewire.model import Body, Mark, MarkKind

BlockKind = Literal["paragraph", "heading", "item", "code"]

_BLOCKS = ("code", "heading", "item", "quote")
_SPANS = ("code", "emphasis", "link", "strong")
_BULLET = re.compile(r"(?:[•‣◦▪●–*-]|(?P<number>[0-9]{1,9}[.)]))\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A marked run of one line."""

    kind: MarkKind
    """``link``, ``emphasis``, ``strong`` or ``code``."""
    href: str | None
    """As in `Mark.href`."""
    content: Line
    """Its text, and the marked runs inside it."""


Line = tuple["str | Span", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or block of code."""

    kind: BlockKind
    is_quoted: bool
    lines: tuple[Line, ...]
    """At least one. In a block of code a line is one string, with its blanks; others begin and end with none."""
    number: str = ""
    """What a list item calls itself: "3."; empty for a mere bullet, which is not in the lines either."""
    level: int = 0
    """How many lists a list item's own list lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceLine:
    start: int
    """Of its first character that is not blank."""
    end: int
    indent: int
    """How many blanks come before."""
    around: tuple[Mark, ...]
    """The block marks that hold the line whole."""
    inside: tuple[Mark, ...]
    """The marks of words that touch it."""
    paragraph: int
    """How many ends of paragraphs come before it."""


def blocks(body: Body) -> tuple[Block, ...]:
    """Take a body apart. All its words are in the blocks, in order."""
    return tuple(
        _block(body.text, around, list(lines))
        for (around, _), lines in groupby(_source_lines(body), key=lambda line: (line.around, line.paragraph))
    )


def plain(line: Line) -> str:
    """The words of a line, without what marks them."""
    return "".join(part if isinstance(part, str) else plain(part.content) for part in line)


def _block(text: str, around: Sequence[Mark], lines: Sequence[_SourceLine]) -> Block:
    kinds = {mark.kind for mark in around}
    is_quoted = "quote" in kinds
    if "code" in kinds:
        code = tuple((" " * line.indent + text[line.start : line.end],) for line in lines)
        return Block(kind="code", is_quoted=is_quoted, lines=code)
    first = lines[0]
    number, level = "", 0
    if "item" in kinds and (bullet := _BULLET.match(text, first.start, first.end)):
        number, level = bullet["number"] or "", first.indent // 2
        lines = [replace(first, start=bullet.end()), *lines[1:]]
    return Block(
        kind="heading" if "heading" in kinds else "item" if "item" in kinds else "paragraph",
        is_quoted=is_quoted,
        lines=tuple(_spans(text, line.start, line.end, line.inside) for line in lines),
        number=number,
        level=level,
    )


def _source_lines(body: Body) -> Iterator[_SourceLine]:
    """Go through the lines that are not blank with the marks that touch each, in one sweep over both."""
    coming = deque(sorted(body.marks, key=lambda mark: (mark.start, -mark.end)))
    touching: list[Mark] = []
    line_start = paragraph = 0
    for text in body.text.split("\n"):
        start, end = _without_blanks(body.text, line_start, line_start + len(text))
        indent = start - line_start
        line_start += len(text) + 1
        while coming and coming[0].start < end:
            touching.append(coming.popleft())
        touching = [mark for mark in touching if mark.end > start]
        if start == end:
            # A blank line inside a block of code is one of its lines.
            around = tuple(mark for mark in touching if mark.kind == "code" and mark.start < start)
            paragraph += not around
            if not around:
                continue
        else:
            around = tuple(
                mark for mark in touching if mark.kind in _BLOCKS and mark.start <= start and mark.end >= end
            )
        inside = tuple(mark for mark in touching if mark.kind in _SPANS and mark not in around)
        yield _SourceLine(start=start, end=end, indent=indent, around=around, inside=inside, paragraph=paragraph)


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a stretch to what is not blank at its ends; where all is blank, to nothing at its end."""
    line = text[start:end]
    return end - len(line.lstrip()), start + len(line.rstrip()) if line.strip() else end


def _spans(text: str, start: int, end: int, marks: Sequence[Mark]) -> Line:
    """Nest the marks of a stretch of one line; where two cross, the later one ends with the earlier."""
    parts: list[str | Span] = []
    place = start
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        first, last = _without_blanks(text, max(mark.start, place), max(place, min(mark.end, end)))
        if first >= last:
            continue
        inner = index
        while index < len(marks) and marks[index].start < last:
            index += 1
        if first > place:
            parts.append(text[place:first])
        is_code = mark.kind == "code"
        content: Line = (text[first:last],) if is_code else _spans(text, first, last, marks[inner:index])
        parts.append(Span(kind=mark.kind, href=mark.href, content=content))
        place = last
    if place < end:
        parts.append(text[place:end])
    return tuple(parts)
