"""What the short lists share: rows made for the width there is, vi keys, a word where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, Literal, TypeVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size, clamp
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from widgets.look import CURSOR_MARK, list_css, pane_css

RowT = TypeVar("RowT")


class RowList(OptionList, Generic[RowT]):
    """A list of values, each drawn by `row_content`, which a subclass gives together with its messages.

    For tens of rows, or hundreds: every row is measured at each change of size.
    """

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next", show=False),
        Binding("k", "cursor_up", "Previous", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
    ]

    DEFAULT_CSS = (
        pane_css("RowList")
        + list_css("RowList", cursor="option-list--option-highlighted")
        + """
    RowList { max-height: 100%; text-wrap: nowrap; text-overflow: ellipsis; }
    RowList > .option-list--option-hover { background: $foreground 5%; }
    RowList > .option-list--option-disabled { color: $foreground 60%; }
    """
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--mark"}

    EMPTY: ClassVar[str] = ""
    """What stands in the list when it has no rows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[RowT, ...] = ()
        self._drawn_size = Size()
        self.show_rows((), None)

    def row_content(self, row: RowT, width: int) -> Content:
        """Draw a row.

        Args:
            row: The value.
            width: How many cells a line of the list has.

        Returns:
            One or more lines, none wider than ``width``.
        """
        raise NotImplementedError

    def drawn_row(self, at: int) -> Content:
        """Draw the row at a position, from 0, as it now stands in the list."""
        return self.row_content(self._rows[at], self._width())

    @property
    def highlighted_row(self) -> RowT | None:
        """The value under the cursor; None in an empty list and before the cursor is in it."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def show_rows(self, rows: Sequence[RowT], highlighted: int | None) -> None:
        """Show other rows.

        Args:
            rows: The values from top to bottom.
            highlighted: Which of them the cursor stands on; None for the first, once the list is focused.
        """
        before, self._rows = self._rows, tuple(rows)
        if highlighted is None and self.has_focus:
            highlighted = 0
        with self.prevent(OptionList.OptionHighlighted):
            if len(before) != len(self._rows) or not before or self._drawn_size != self.size:
                self.set_options(self._drawn_options())
            else:
                # Mostly a few counts have changed: to make a thousand rows anew would hold a key up.
                for at, (old, row) in enumerate(zip(before, self._rows, strict=True)):
                    if row != old:
                        self.replace_option_prompt_at_index(at, self.drawn_row(at))
            self.highlighted = None if highlighted is None or not rows else clamp(highlighted, 0, len(rows) - 1)

    def redraw_rows(self) -> None:
        """Draw the same rows anew where they stand, after something that they depend on has changed."""
        self._drawn_size = self.size
        for at in range(len(self._rows)):
            self.replace_option_prompt_at_index(at, self.drawn_row(at))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen, with a mark before the row under the cursor."""
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        lines = self._lines
        row_classes: tuple[str, ...] = ("option-list--option",)
        mark = " "
        if self.highlighted is not None and at < len(lines) and lines[at][0] == self.highlighted:
            row_classes = (*row_classes, "option-list--option-highlighted")
            mark = CURSOR_MARK
        style = self.get_visual_style(*row_classes, "list--mark").rich_style
        return Strip([Segment(mark, style), *strip]).crop(0, self.scrollable_content_region.width)

    def _get_left_gutter_width(self) -> int:
        return len(CURSOR_MARK)

    def _width(self) -> int:
        return self.scrollable_content_region.width - self._get_left_gutter_width()

    def _drawn_options(self) -> list[Option]:
        self._drawn_size = self.size
        if not self._rows:
            return [Option(Content(self.EMPTY), disabled=True)] if self.EMPTY else []
        return [Option(self.drawn_row(at)) for at in range(len(self._rows))]

    def _on_resize(self) -> None:
        if self.size != self._drawn_size:
            self.redraw_rows()
            self.scroll_to_highlight()

    def _on_focus(self, _event: events.Focus) -> None:
        if self.highlighted is None and self._rows:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = 0

    def notify_style_update(self) -> None:
        """Forget rows drawn in the old colours: the base keeps them for as long as the row's own style is the same."""
        self._option_render_cache.clear()
        super().notify_style_update()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        # The base looks up lines that it does not make while the list has no room.
        if self.scrollable_content_region:
            super()._move_page(direction)

    @on(OptionList.OptionHighlighted)
    def _keep_to_itself(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    def action_cursor_down(self) -> None:
        """Move the cursor down, and stop at the end."""
        if self.highlighted is None or self.highlighted + 1 < self.option_count:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Move the cursor up, and stop at the top."""
        if self.highlighted != 0:
            super().action_cursor_up()

    def action_half_page(self, direction: int) -> None:
        """Move the cursor by half of the lines on the screen."""
        if self.highlighted is not None:
            rows = max(self.scrollable_content_region.height // 2, 1)
            self.highlighted = clamp(self.highlighted + direction * rows, 0, self.option_count - 1)
