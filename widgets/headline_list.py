"""The list of headlines: a hundred thousand rows cost what the rows on the screen cost.

The list holds no stories but those near the screen. It asks for rows with `HeadlineList.RowsWanted`, and its owner
answers with `HeadlineList.supply`, now or later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tapewire.model import Headline
from widgets.ages import utc_now
from widgets.cursor_view import CursorView
from widgets.headline_row import headline_row, source_width
from widgets.headline_rows import HeadlineRows
from widgets.look import CURSOR_MARK, MOVE_CLASSES, list_css, move_css, pane_css
from widgets.placeholder import placeholder_line

_STRIPS_KEPT = 512


class HeadlineList(CursorView):
    """A virtual list of headlines with a cursor."""

    ALLOW_SELECT = False
    SCOPED_CSS = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False),
    ]

    DEFAULT_CSS = (
        pane_css("HeadlineList")
        + list_css("HeadlineList", cursor="list--cursor")
        + move_css("HeadlineList")
        + """
    HeadlineList > .headline--unread { text-style: bold; }
    HeadlineList > .headline--read { color: $foreground 60%; }
    HeadlineList > .headline--dot { color: $text-accent; }
    HeadlineList > .headline--star { color: $text-warning; }
    HeadlineList > .headline--age { color: $foreground 60%; }
    HeadlineList > .headline--source { color: $foreground 60%; }
    HeadlineList > .headline--pending { color: $foreground 40%; }
    HeadlineList > .headline--placeholder { color: $foreground 60%; }
    """
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "headline--unread",
        "headline--read",
        "headline--dot",
        "headline--star",
        "headline--age",
        "headline--source",
        "headline--pending",
        "headline--placeholder",
        "list--cursor",
        "list--mark",
        *MOVE_CLASSES,
    }

    heading: reactive[str] = reactive("HEADLINES")
    """What stands on the heading line, as it is."""

    now: reactive[datetime] = reactive(utc_now, init=False)
    """Aware instant that ages are counted from."""

    placeholder: reactive[Content] = reactive(Content("No stories"))
    """What is shown, in the middle, while there are no rows."""

    @dataclass
    class RowsWanted(Message):
        """Rows are needed for drawing; answer with `HeadlineList.supply`. A newer request makes this one needless."""

        headline_list: HeadlineList
        start: int
        """Position of the first row, from 0."""
        end: int
        """Position past the last row."""
        version: int
        """Which list the rows are of; hand it back with the rows if they come later."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on a story."""

        headline: Headline

    @dataclass
    class Opened(Message):
        """The reader asked to open a story."""

        headline: Headline

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = HeadlineRows()
        self._strips: dict[tuple[int, bool], Strip] = {}
        """What was drawn, by position and whether the cursor stood there: scrolling draws only what is new."""
        self._strips_width = 0
        self._widest_source = 0
        """In the rows that were supplied, in cells. It only grows, so that the column stays where it is."""
        self._announced: str | None = None
        """Id of the story that `Highlighted` last told of."""
        self._arrived = 0
        """How many rows arrived above what is in view and were not scrolled to since."""
        self._opens_when_supplied = False
        self._click_opened = False

    # What the owner says and asks.

    @property
    def count(self) -> int:
        """How many rows the list has."""
        return self._rows.count

    @property
    def highlighted(self) -> Headline | None:
        """The headline under the cursor; None in an empty list, and until its row is supplied."""
        return self._rows.at(self._cursor)

    def set_count(self, count: int, cursor_position: int = 0) -> None:
        """Show another list. Nothing of the list before it is kept, and its rows are dropped if they come late.

        Args:
            count: How many rows it has.
            cursor_position: Where to put the cursor, from 0, with the rows around it in view.
        """
        self._rows.reset(count)
        self._cursor = clamp(cursor_position, 0, max(count - 1, 0))
        self._widest_source = 0
        self._announced = None
        self._arrived = 0
        self._renew()
        self._show_heading()
        self._scroll_to_row(max(self._cursor - self.scrollable_content_region.height // 2, 0))
        self._ask()

    def refresh_rows(self, count: int, cursor_position: int | None, *, story_id: str | None = None) -> None:
        """Show the same list as it now is, with the cursor on its story and the story on its line of the screen.

        Rows that are shown stay until the new ones are supplied. The heading tells how many came above what is in view.

        Args:
            count: How many rows it has now.
            cursor_position: Where the story under the cursor now stands; None if it is gone: the cursor stays in place.
            story_id: Which story that was when its place was asked for, as the cursor may have moved on since. None:
                the one under the cursor now.
        """
        was_at = next(iter(self._rows.positions_of(story_id)), self._cursor) if story_id else self._cursor
        shift = 0 if cursor_position is None else cursor_position - was_at
        top = self.scroll_offset.y + shift
        cursor_was_in_view = self._cursor in self._view()
        self._cursor = clamp(self._cursor + shift, 0, max(count - 1, 0))
        if cursor_position is None:
            self._announced = None
        self._rows.rebuild(count, shift)
        self._renew()
        self._scroll_to_row(top)
        if cursor_was_in_view:
            self._show_cursor()
        self._arrived = min(max(self._arrived + shift, 0), self.scroll_offset.y)
        self._show_heading()
        self._ask()

    def supply(self, start: int, rows: Sequence[Headline], *, version: int | None = None) -> None:
        """Answer a request for rows.

        Args:
            start: Position of the first of them.
            rows: The headlines, in order; fewer than asked for where the list has become shorter.
            version: The request's; rows of an older list are dropped. None: they are of the present list.
        """
        if version is not None and version != self._rows.version:
            return
        self._make_room_for_sources(rows)
        self._redraw(self._rows.put(start, rows))
        self._rows.forget_far(self._view(), self._cursor)
        self._announce()

    def update_headline(self, headline: Headline) -> None:
        """Show a story as it now is, wherever it stands, without asking for rows.

        Args:
            headline: The story with its new flags; passed over if its row is not held.
        """
        self._redraw(self._rows.replace(headline))

    def move_cursor(self, position: int) -> None:
        """Put the cursor on a row and bring it into view.

        Args:
            position: From 0; the nearest row there is.
        """
        if not self.count:
            return
        position = clamp(position, 0, self.count - 1)
        if position != self._cursor:
            self.refresh_line(self._cursor)
            self.refresh_line(position)
            self._cursor = position
            self._opens_when_supplied = False
        self._show_cursor()
        self._ask()
        self._announce()

    # Watchers.

    def watch_heading(self) -> None:
        """Show the heading."""
        self._show_heading()

    def watch_now(self) -> None:
        """Tell the ages anew."""
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that have come into view."""
        super().watch_scroll_y(old_value, new_value)
        if self._arrived > new_value:
            self._arrived = int(new_value)
            self._show_heading()
        self._ask()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        position = self.scroll_offset.y + y
        if not self.count:
            return placeholder_line(self, self.placeholder, y, self.get_visual_style("headline--placeholder"))
        if position >= self.count:
            return Strip.blank(width, self.rich_style)
        if width != self._strips_width:
            self._strips.clear()
            self._strips_width = width
        key = (position, position == self._cursor)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[key] = self._row_strip(position, width)
        return strip

    def notify_style_update(self) -> None:
        """Forget rows drawn in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def _row_strip(self, position: int, width: int) -> Strip:
        row_classes = ("list--cursor",) if position == self._cursor else ()
        row_style = self._style(*row_classes)
        headline = self._rows.at(position)
        mark = CURSOR_MARK if row_classes else " "
        segments = [Segment(mark, self._style(*row_classes, "list--mark"))]
        if headline is None:
            segments.append(Segment("  ·", self._style(*row_classes, "headline--pending")))
            return Strip(segments).adjust_cell_length(width, row_style)
        source = source_width(width - 1, self._widest_source)
        segments += [
            Segment(piece.text, self._style(*row_classes, piece.component))
            for piece in headline_row(headline, width=width - 1, now=self.now, source=source)
        ]
        return Strip(segments).adjust_cell_length(width, row_style)

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style

    def _show_heading(self) -> None:
        # A feed's name may look like markup.
        news = f"  {self._arrived:,} new ↑" if self._arrived else ""
        self.border_title = Content((self.heading or " ") + news)

    # Rows.

    def _renew(self) -> None:
        self._strips.clear()
        self._opens_when_supplied = False
        self.virtual_size = Size(self.scrollable_content_region.width, self.count)
        self.refresh()

    def _view(self) -> range:
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, self.count))

    def _ask(self) -> None:
        """Post a request if rows near the screen are missing and no request for them is under way."""
        if self.size.height and (wanted := self._rows.to_ask_for(self._view())) is not None:
            self.post_message(self.RowsWanted(self, wanted.start, wanted.stop, self._rows.version))

    def _make_room_for_sources(self, rows: Sequence[Headline]) -> None:
        widest = max((cell_len(row.source) for row in rows), default=0)
        if widest > self._widest_source:
            self._widest_source = widest
            self._strips.clear()
            self.refresh()

    def _redraw(self, positions: Iterable[int]) -> None:
        view = self._view()
        for position in positions:
            self._strips.pop((position, False), None)
            self._strips.pop((position, True), None)
            if position in view:
                self.refresh_line(position)

    def _announce(self) -> None:
        """Tell of the story under the cursor, once its row is there, unless it was told of already."""
        headline = self.highlighted
        if headline is None or self._rows.is_missing(self._cursor):
            return
        if headline.id != self._announced:
            self._announced = headline.id
            self.post_message(self.Highlighted(headline))
        if self._opens_when_supplied:
            self.action_open()

    # Handlers.

    def _on_resize(self, _event: events.Resize) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count)
        self._show_cursor()
        self._ask()

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        position = self.scroll_offset.y + offset.y
        if position >= self.count:
            return
        event.stop()
        if position != self._cursor:
            self._click_opened = False
            self.move_cursor(position)
        elif event.chain == 1 or not self._click_opened:
            self._click_opened = True
            self.action_open()

    # Actions.

    def action_open(self) -> None:
        """Open the story under the cursor, as soon as its row is there."""
        headline = self.highlighted
        self._opens_when_supplied = headline is None and self.count > 0
        if headline is not None:
            self.post_message(self.Opened(headline))
