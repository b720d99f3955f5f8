"""Text measured, cut and padded by terminal cells: a wide character takes two, a combining one none."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"
_JOINER = "\u200d"
_EMOJI_VARIANT = "\ufe0f"


def clusters(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Walk over what must stay together: a character, what combines with it, and what a joiner ties to it.

    Args:
        text: Any text.
        start: Offset to begin at.
        end: Offset to stop at; None for the end of the text.

    Yields:
        Offset of the first character, offset past the last, and the width in cells (0, 1 or 2).
    """
    stop = len(text) if end is None else end
    while start < stop:
        character = text[start]
        width = get_character_cell_size(character)
        past = start + (2 if character == _JOINER else 1)
        composed = character == _JOINER
        while past < stop:
            follower = text[past]
            if follower == _JOINER:
                past += 2
                composed = True
            elif get_character_cell_size(follower) == 0:
                past += 1
                composed = composed or follower == _EMOJI_VARIANT
            else:
                break
        past = min(past, stop)
        if composed:
            width = cell_len(text[start:past])
        yield start, past, width
        start = past


def cut(text: str, width: int) -> str:
    """Cut a line to a width, with an ellipsis where something is left out.

    Args:
        text: One line of plain text.
        width: How many cells there are; 0 and less give the empty string.

    Returns:
        The text itself if it fits, else as much of it as fits with "…" behind. May be a cell short of ``width``, since
        a wide character is never halved.
    """
    if width <= 0:
        return ""
    if len(text) <= width and text.isascii():
        return text
    used = fitting = 0
    for _start, end, cells in clusters(text):
        used += cells
        if used > width:
            return text[:fitting].rstrip() + ELLIPSIS
        if used < width:
            fitting = end
    return text


def pad(text: str, width: int) -> str:
    """Cut a line to a width and fill it up with blanks on the right.

    Args:
        text: One line of plain text.
        width: The width in cells.

    Returns:
        Text of exactly ``width`` cells.
    """
    shown = cut(text, width)
    return shown + " " * (width - cell_len(shown))


def pad_left(text: str, width: int) -> str:
    """Cut a line to a width and fill it up with blanks on the left.

    Args:
        text: One line of plain text.
        width: The width in cells.

    Returns:
        Text of exactly ``width`` cells.
    """
    shown = cut(text, width)
    return " " * (width - cell_len(shown)) + shown
