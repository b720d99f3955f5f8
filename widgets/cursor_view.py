"""What the long lists share: a cursor among rows that are drawn as they come into view, and the keys that move it."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import clamp
from textual.scroll_view import ScrollView


class CursorView(ScrollView, can_focus=True):
    """A scrolled list of rows, a line each, with a cursor. A subclass holds the rows and draws them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False),
        Binding("k,up", "move(-1)", "Previous", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
    ]

    HEAD_LINES: ClassVar[int] = 0
    """How many lines at the top stay while the rows are scrolled."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cursor = 0

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows the list has."""

    @abstractmethod
    def move_cursor(self, position: int) -> None:
        """Put the cursor on a row and bring it into view.

        Args:
            position: From 0; the nearest row there is.
        """

    @property
    def cursor_position(self) -> int | None:
        """Position of the cursor, from 0; None in an empty list."""
        return self._cursor if self.count else None

    @property
    def _page(self) -> int:
        """How many rows there is room for."""
        return max(self.scrollable_content_region.height - self.HEAD_LINES, 0)

    def _show_cursor(self) -> None:
        """Scroll no further than it takes to have the cursor in view."""
        top = self.scroll_offset.y
        height = self._page
        if height:
            self._scroll_to_row(clamp(top, self._cursor - height + 1, self._cursor))

    def _scroll_to_row(self, row: int) -> None:
        if self.is_attached and row != self.scroll_offset.y:
            self.scroll_to(y=clamp(row, 0, self.max_scroll_y), animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.move_cursor(self._cursor + rows)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.move_cursor(self._cursor + direction * max(self._page - 1, 1))

    def action_half_page(self, direction: int) -> None:
        """Move the cursor by half a page."""
        self.move_cursor(self._cursor + direction * max(self._page // 2, 1))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.move_cursor(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.move_cursor(self.count - 1)
