"""The moves that the open story states, in aligned columns, with the reason of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from tapewire.model import Move
from widgets.cells import cut, pad, pad_left
from widgets.figures import ARROWS, HEDGE, change_text, level_text, percent_text, period_tag
from widgets.look import MOVE_CLASSES, move_class, move_css
from widgets.row_list import RowList
from widgets.wrapping import wrap_words

_NARROWEST_NAME = 8
_SHORTEST_NAME = 3
# In a wider list the eye would lose the line between a name and its figures.
_WIDEST_ROW = 64
# "1,234,567.89 MYR" fits. Half a figure would be a wrong one, so a longer one is left out.
_WIDEST_LEVEL = 18
_CONFLICT = "≠"
"""Stands before a percentage that the other figures contradict."""
_MOST_REASON_LINES = 2
# In a narrower list a reason would be a column of single words.
_NARROWEST_REASON = 16
_INDENT = "  "


class MovesList(RowList[Move]):
    """Moves, each with its arrow, instrument, percentage, level or change, and period.

    Under the row with the cursor stands why it moved, in the story's words, where the story says so.
    """

    SCOPED_CSS = False

    DEFAULT_CSS = (
        move_css("MovesList")
        + """
    MovesList > .moves--quiet { color: $foreground 60%; }
    """
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {"moves--quiet", *MOVE_CLASSES}

    BORDER_TITLE = "MOVES"

    EMPTY = "No moves stated in this story"

    @dataclass
    class Highlighted(Message):
        """The reader moved the cursor onto a move."""

        move: Move

    @dataclass
    class Chosen(Message):
        """The reader asked to see the words that state a move."""

        move: Move

    def __init__(self, *, id: str | None = None) -> None:
        self._columns = _columns(())
        self._told: int | None = None
        """Number of the row that is drawn with its reason."""
        super().__init__(id=id)

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show the moves of a story.

        Args:
            moves: In the order in which the text states them.
        """
        self.border_title = f"{self.BORDER_TITLE} {len(moves)}" if moves else self.BORDER_TITLE
        self._columns = _columns(moves)
        self._told = None
        self.show_rows(moves, None)

    def row_content(self, row: Move, width: int) -> Content:
        """Draw a move on one line; the level gives way first, then the period, then the name, then the percentage."""
        percents, levels, tags, marks = self._columns
        room = min(width, _WIDEST_ROW) - 2
        percent_room = percents if room - percents >= _SHORTEST_NAME else 0
        room -= percent_room
        mark_room = marks if percent_room and room - marks >= _NARROWEST_NAME else 0
        room -= mark_room
        tag_room = tags + 1 if tags and room - tags - 1 >= _NARROWEST_NAME else 0
        room -= tag_room
        level_room = levels + 1 if levels and room - levels - 1 >= _NARROWEST_NAME else 0
        room -= level_room
        name, symbol = _name_and_symbol(row, room - 1)
        look = "." + move_class(row.direction)
        gap = " " * (room - cell_len(name) - cell_len(symbol))
        return Content.assemble(
            (ARROWS[row.direction] + " ", look),
            name,
            (symbol, ".moves--quiet"),
            gap,
            (pad(_CONFLICT if row.check == "conflicts" else "", mark_room), ".moves--quiet"),
            (pad_left(_percent(row), percent_room), look) if percent_room else "",
            " " + pad_left(_level(row), level_room - 1) if level_room else "",
            (" " + pad(period_tag(row), tag_room - 1), ".moves--quiet") if tag_room else "",
        )

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell the reason of the move under the cursor."""
        self._tell_reason(highlighted)
        super().watch_highlighted(highlighted)

    def _tell_reason(self, at: int | None) -> None:
        """Draw the row under the cursor with its reason, and the row that was drawn so without."""
        if at == self._told:
            return
        told, self._told = self._told, at
        for number in (told, at):
            if number is not None and number < min(len(self._rows), self.option_count):
                self.replace_option_prompt_at_index(number, self.drawn_row(number))

    def drawn_row(self, at: int) -> Content:
        """Draw a row, with its reason if the cursor is on it."""
        drawn = super().drawn_row(at)
        if at != self._told:
            return drawn
        move, width = self._rows[at], self._width()
        notes = (f"\n{_INDENT}{line}" for line in _notes(move, min(width, _WIDEST_ROW) - len(_INDENT)))
        return Content.assemble(drawn, *((note, ".moves--quiet") for note in notes))

    @on(OptionList.OptionHighlighted)
    def _tell_of_move(self) -> None:
        if (move := self.highlighted_row) is not None:
            self.post_message(self.Highlighted(move))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (move := self.highlighted_row) is not None:
            self.post_message(self.Chosen(move))


def _columns(moves: Sequence[Move]) -> tuple[int, int, int, int]:
    """Widths of the columns of percentages, levels and periods, and of the marks of conflicts."""
    percents = max((cell_len(_percent(move)) for move in moves), default=0)
    levels = max((cell_len(_level(move)) for move in moves), default=0)
    tags = max((cell_len(period_tag(move)) for move in moves), default=0)
    marks = cell_len(_CONFLICT) + 1 if any(move.check == "conflicts" for move in moves) else 0
    return percents, levels, tags, marks


def _notes(move: Move, width: int) -> Iterator[str]:
    """The lines under a move: why it moved, and whether its figures conflict."""
    if width < _NARROWEST_REASON:
        return
    if move.reason:
        lines = list(wrap_words(move.reason, 0, len(move.reason), width))
        for start, end in lines[: _MOST_REASON_LINES - 1]:
            yield move.reason[start:end]
        for start, _ in lines[_MOST_REASON_LINES - 1 : _MOST_REASON_LINES]:
            yield cut(move.reason[start:], width)
    if move.check == "conflicts":
        yield cut(f"{_CONFLICT} the figures do not agree", width)


def _percent(move: Move) -> str:
    return percent_text(move.percent, approx=move.approx)


def _level(move: Move) -> str:
    """The level, or the change where no level is stated; hedged here only if no percentage carries the hedge."""
    figure = level_text(move) or change_text(move)
    if figure and move.approx and move.percent is None:
        figure = HEDGE + figure
    return figure if cell_len(figure) <= _WIDEST_LEVEL else ""


def _name_and_symbol(move: Move, room: int) -> tuple[str, str]:
    """The instrument's name, cut to the room, and its symbol if there is room for all of it."""
    name = cut(move.instrument.name, max(room, 1))
    symbol = f" {move.instrument.symbol}" if move.instrument.symbol else ""
    return name, symbol if cell_len(name) + cell_len(symbol) <= room else ""
