"""Plain text broken into lines of a given width. Pure, and linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from widgets.cells import clusters

# What may not begin a line, or end one, in Chinese and Japanese typesetting.
_NEVER_FIRST = frozenset("，。、；：？！）」』】》〉〕…—～％,.;:?!)]}%’”")
_NEVER_LAST = frozenset("（「『【《〈〔([{‘“$￥")

# Letters, signs and typographic punctuation that take one cell each, whatever stands beside them.
_ALL_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u20a0-\u20b0]*").fullmatch


def wrap_words(text: str, start: int, end: int, width: int, *, hang: int = 0) -> Iterator[tuple[int, int]]:
    """Break a stretch of text at blanks, after hyphens and between wide characters; only a longer word is cut.

    Args:
        text: The text that the stretch lies in.
        start: Offset of its first character.
        end: Offset past its last character; there is no line break between the two.
        width: Cells to a line; less than 2 counts as 2, so that a wide character always fits.
        hang: By how many cells the lines after the first are shorter.

    Yields:
        For each line the offset of its first character and the offset past its last. Between two lines, and after the
        last, nothing but blanks is left out. An empty or blank stretch has one empty line.
    """
    while end > start and text[end - 1] == " ":
        end -= 1
    if start >= end:
        yield start, start
        return
    while start < end:
        stop = _line_end(text, start, end, max(width, 2))
        width -= hang
        hang = 0
        last = stop
        while last > start and text[last - 1] == " ":
            last -= 1
        yield start, last
        start = stop
        while start < end and text[start] == " ":
            start += 1


def wrap_hard(text: str, start: int, end: int, width: int, *, hang: int = 0) -> Iterator[tuple[int, int]]:
    """Break a stretch of text at the width alone, as code and tables need it: every blank is kept.

    Args:
        text: The text that the stretch lies in.
        start: Offset of its first character.
        end: Offset past its last character; there is no line break between the two.
        width: Cells to a line; less than 2 counts as 2.
        hang: By how many cells the lines after the first are shorter.

    Yields:
        For each line the offset of its first character and the offset past its last; each begins where the one before
        ended. An empty stretch has one empty line.
    """
    first, used = start, 0
    for at, _past, cells in clusters(text, start, end):
        if used + cells > max(width, 2) and at > first:
            yield first, at
            width -= hang
            hang = 0
            first, used = at, 0
        used += cells
    yield first, end


def _line_end(text: str, start: int, end: int, width: int) -> int:
    """Offset past the last character that goes on the line which begins at ``start``, blanks behind it included."""
    # Most lines of most stories, and the search runs in C: a megabyte takes 40 ms instead of 600.
    window = text[start : min(start + width + 1, end)]
    if _ALL_NARROW(window):
        return _narrow_line_end(window, start, end, width)
    used = 0
    chance = start
    previous, previous_cells = "", 0
    for at, _past, cells in clusters(text, start, end):
        character = text[at]
        if character != " " and at > start and _may_break(previous, previous_cells, character, cells):
            chance = at
        used += cells
        # A blank may hang over the edge: it is not drawn.
        if used > width and character != " ":
            return chance if chance > start else max(at, _first_cluster_end(text, start, end))
        previous, previous_cells = character, cells
    return end


def _narrow_line_end(window: str, start: int, end: int, width: int) -> int:
    if start + width >= end:
        return end
    blank = window.rfind(" ", 1)
    hyphen = window.rfind("-", 1, width)
    while hyphen > blank and not (window[hyphen - 1].isalpha() and window[hyphen + 1].isalpha()):
        hyphen = window.rfind("-", 1, hyphen)
    if hyphen > blank:
        return start + hyphen + 1
    return start + (blank + 1 if blank > 0 else width)


def _may_break(previous: str, previous_cells: int, character: str, cells: int) -> bool:
    if previous == " ":
        return True
    if previous == "-":
        return character.isalpha()
    if previous_cells == 2 or cells == 2:
        return character not in _NEVER_FIRST and previous not in _NEVER_LAST
    return False


def _first_cluster_end(text: str, start: int, end: int) -> int:
    return next(past for _at, past, _cells in clusters(text, start, end))
