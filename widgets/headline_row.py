"""One row of the list of headlines, put together for a width. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from tapewire.model import Headline
from widgets.ages import AGE_WIDTH, age
from widgets.cells import pad, pad_left
from widgets.figures import badge_text
from widgets.look import move_class

UNREAD_DOT = "●"
STAR = "★"
UNTITLED = "(no title)"

# In a narrower row the title, which is what people read, would lose half of itself to it.
_SOURCE_FROM = 90
_SHORT_SOURCE_FROM = 60
_WIDEST_SOURCE = 24
_LABELLED_BADGE_FROM = 50
_NARROWEST_TITLE = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a row that looks the same throughout."""

    text: str
    component: str
    """Component class of its look, laid over the row's own."""


def headline_row(headline: Headline, *, width: int, now: datetime, source: int) -> tuple[Piece, ...]:
    """Put a row together: dot, star, age, source, title, badge.

    Args:
        headline: What to show.
        width: The width of the row in cells.
        now: Aware instant that the age is counted from.
        source: The width of the sources' column, see `source_width`; 0 for none.

    Returns:
        Pieces whose widths add up to ``width``; below some twenty cells they are more, and the caller crops.
    """
    return tuple(_pieces(headline, width, now, source))


def source_width(width: int, widest: int) -> int:
    """Decide how many cells the sources' column gets.

    Args:
        width: The width of the row in cells.
        widest: The width of the widest source in the list.

    Returns:
        Its width without the blank behind it; 0 where there is no room for one. In a narrow list the titles come first:
        only short sources ("RTHK") stand beside them, and those are whole.
    """
    if width >= _SOURCE_FROM:
        return min(widest, width // 5, _WIDEST_SOURCE)
    return widest if width >= _SHORT_SOURCE_FROM and widest <= width // 8 else 0


def _pieces(headline: Headline, width: int, now: datetime, source: int) -> Iterator[Piece]:
    title_class = "headline--read" if headline.is_read else "headline--unread"
    yield Piece(" " if headline.is_read else UNREAD_DOT, "headline--dot")
    yield Piece(STAR if headline.is_saved else " ", "headline--star")
    yield Piece(f"{pad_left(age(headline.time, now), AGE_WIDTH + 1)} ", "headline--age")
    left = width - AGE_WIDTH - 4
    if source:
        yield Piece(pad(headline.source, source) + " ", "headline--source")
        left -= source + 1
    badge = headline.badge
    if badge is None:
        yield Piece(pad(headline.title or UNTITLED, left), title_class)
        return
    mark = badge_text(badge, max(left // 3, 8), labelled=width >= _LABELLED_BADGE_FROM)
    room = left - cell_len(mark) - 1
    if room < _NARROWEST_TITLE:
        yield Piece(pad(headline.title or UNTITLED, left), title_class)
        return
    yield Piece(pad(headline.title or UNTITLED, room) + " ", title_class)
    yield Piece(mark, move_class(badge.direction))
