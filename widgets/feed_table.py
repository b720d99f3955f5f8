"""The table of feeds: how each is doing, a line each, with a cursor.

A thousand feeds cost what the lines on the screen cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

from tapewire.model import FeedHealth
from widgets.ages import age, utc_now
from widgets.cells import pad, pad_left
from widgets.cursor_view import CursorView
from widgets.feed_words import FeedCondition, condition, next_text, size_text, took_text
from widgets.look import CURSOR_MARK, list_css, pane_css
from widgets.placeholder import placeholder_line

_GAP = "  "
_NARROWEST_NAME = 16
_WIDEST_NAME = 44
# In a wider table the eye would lose the line between a name and its figures.
_WIDEST_FOLDER = 16
_LOOKS: dict[FeedCondition, str] = {
    "failing": "feed--bad",
    "gone": "feed--bad",
    "twice": "feed--doubtful",
    "stale": "feed--doubtful",
    "moved": "feed--doubtful",
    "off": "feed--quiet",
    "new": "feed--quiet",
    "ok": "feed--quiet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    heading: str
    width: int
    text: Callable[[FeedHealth, datetime], str]
    gives_way: int
    """The column with the highest number is left out first where there is no room."""


_FIGURES = (
    _Column(heading="UNREAD", width=6, gives_way=2, text=lambda health, _: f"{health.unread:,}"),
    _Column(heading="STORIES", width=7, gives_way=4, text=lambda health, _: f"{health.stories:,}"),
    _Column(
        heading="LAST OK",
        width=7,
        gives_way=1,
        text=lambda health, now: age(health.succeeded_at, now) if health.succeeded_at else "never",
    ),
    _Column(heading="NEXT", width=5, gives_way=5, text=next_text),
    _Column(heading="ERRORS", width=6, gives_way=3, text=lambda health, _: str(health.errors or "-")),
    _Column(heading="SIZE", width=7, gives_way=7, text=lambda health, _: size_text(health.size)),
    _Column(heading="TIME", width=6, gives_way=8, text=lambda health, _: took_text(health.took_s)),
)
_FOLDER_GIVES_WAY = 6


class FeedTable(CursorView):
    """Feeds with their folder, their stories, and how they answer."""

    ALLOW_SELECT = False

    HEAD_LINES = 1

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Read", show=False)]

    DEFAULT_CSS = (
        pane_css("FeedTable")
        + list_css("FeedTable", cursor="list--cursor")
        + """
    FeedTable > .feed--heading { color: $foreground 60%; }
    FeedTable > .feed--quiet { color: $foreground 60%; }
    FeedTable > .feed--bad { color: $text-error; }
    FeedTable > .feed--doubtful { color: $text-warning; }
    """
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "feed--heading",
        "feed--quiet",
        "feed--bad",
        "feed--doubtful",
        "list--cursor",
        "list--mark",
    }

    now: reactive[datetime] = reactive(utc_now)
    """Aware instant that ages are counted from."""

    placeholder: reactive[Content] = reactive(Content("No feeds"))
    """What is shown, in the middle, while there are no rows."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on a feed, or what is known of that feed has changed."""

        health: FeedHealth | None
        """None: there are no feeds."""

    @dataclass
    class Chosen(Message):
        """The reader asked for the stories of a feed."""

        health: FeedHealth

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._feeds: tuple[FeedHealth, ...] = ()
        self._folder_width = 0

    # What the owner says and asks.

    @property
    def count(self) -> int:
        """How many feeds there are."""
        return len(self._feeds)

    @property
    def highlighted(self) -> FeedHealth | None:
        """The feed under the cursor; None where there are no feeds."""
        return self._feeds[self._cursor] if self._feeds else None

    def show_feeds(self, feeds: Sequence[FeedHealth], feed_key: str | None = None) -> None:
        """Show feeds, or the same feeds as they now are.

        Args:
            feeds: From top to bottom.
            feed_key: Where to put the cursor; None to leave it on its feed, or at its place where that is gone.
        """
        under = self.highlighted
        wanted = feed_key if feed_key is not None else under.feed.key if under is not None else None
        self._feeds = tuple(feeds)
        place = next((place for place, health in enumerate(feeds) if health.feed.key == wanted), self._cursor)
        self._cursor = clamp(place, 0, max(len(feeds) - 1, 0))
        self._folder_width = min(max((cell_len(each.feed.folder) for each in feeds), default=0), _WIDEST_FOLDER)
        self._lay_out()
        if self.highlighted != under or under is None:
            self.post_message(self.Highlighted(self.highlighted))

    def move_cursor(self, position: int) -> None:
        """Put the cursor on a row and bring it into view; see `CursorView.move_cursor`."""
        position = clamp(position, 0, max(self.count - 1, 0))
        if position != self._cursor:
            self._cursor = position
            self.refresh()
            self.post_message(self.Highlighted(self.highlighted))
        self._show_cursor()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen: the headings on the first."""
        width = self.scrollable_content_region.width
        if not self._feeds:
            return placeholder_line(self, self.placeholder, y, self.get_visual_style("feed--quiet"))
        place = self.scroll_offset.y + y - self.HEAD_LINES
        if y < self.HEAD_LINES:
            segments = [
                Segment(" ", self._style()),
                Segment(self._line(width - 1, None)[0][0], self._style("feed--heading")),
            ]
            return Strip(segments).adjust_cell_length(width, self._style())
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        row = ("list--cursor",) if place == self._cursor else ()
        segments = [Segment(CURSOR_MARK if row else " ", self._style(*row, "list--mark"))]
        segments += [Segment(text, self._style(*row, look)) for text, look in self._line(width - 1, self._feeds[place])]
        return Strip(segments).adjust_cell_length(width, self._style(*row))

    def _line(self, width: int, health: FeedHealth | None) -> list[tuple[str, str]]:
        """Word a row, or for None the headings, in pieces with their looks."""
        name_width, folder_width, figures = _columns(width, self._folder_width)
        if health is None:
            name, state, folder, look = "FEED", "STATE", "FOLDER", ""
        else:
            state, look = condition(health), _LOOKS[condition(health)]
            name, folder = health.feed.name, health.feed.folder
        first = pad(name, name_width) + _GAP
        second = pad(state, len("failing"))
        third = _GAP + pad(folder, folder_width) if folder_width else ""
        for column in figures:
            text = column.heading if health is None else column.text(health, self.now)
            third += _GAP + pad_left(text, column.width)
        if health is None:
            return [(first + second + third, "")]
        quiet = "feed--quiet" if look == "feed--quiet" and state != "ok" else ""
        return [(first, quiet), (second, look), (third, quiet)]

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*(name for name in components if name)).rich_style

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count + self.HEAD_LINES)
        self.refresh()
        self._show_cursor()

    # Handlers.

    def _on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self.HEAD_LINES:
            return
        place = self.scroll_offset.y + offset.y - self.HEAD_LINES
        if place >= self.count:
            return
        event.stop()
        if place != self._cursor:
            self.move_cursor(place)
        elif event.chain > 1:
            self.action_choose()

    # Actions.

    def action_choose(self) -> None:
        """Ask for the stories of the feed under the cursor."""
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))


def _columns(width: int, widest_folder: int) -> tuple[int, int, tuple[_Column, ...]]:
    """Divide a line: how wide the name and the folder are (0: it is left out), and which figures stand behind them."""
    folder = max(widest_folder, len("FOLDER")) if widest_folder else 0
    figures = list(_FIGURES)

    def name_room() -> int:
        taken = len("failing") + sum(len(_GAP) + column.width for column in figures)
        return width - len(_GAP) - taken - (folder + len(_GAP) if folder else 0)

    while name_room() < _NARROWEST_NAME and (figures or folder):
        weakest = max(figures, key=lambda column: column.gives_way, default=None)
        if weakest is None or (folder and weakest.gives_way < _FOLDER_GIVES_WAY):
            folder = 0
        else:
            figures.remove(weakest)
    return clamp(name_room(), 1, _WIDEST_NAME), folder, tuple(figures)
