"""Stories that have to do with the open one, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList

from tapewire.model import Related
from widgets.ages import age, utc_now
from widgets.cells import cut
from widgets.headline_row import UNTITLED
from widgets.row_list import RowList
from widgets.wrapping import wrap_words

_TITLE_LINES = 2
# In a lower list a blank line behind each story would leave room for two stories in place of three.
_BLANK_LINES_FROM = 12


class RelatedList(RowList[Related]):
    """Related stories: source and age, the title on at most two lines, what the two share."""

    DEFAULT_CSS = """
    RelatedList > .related--source { color: $text-accent; }
    RelatedList > .related--title { text-style: bold; }
    RelatedList > .related--read { text-style: none; }
    RelatedList > .related--reasons { color: $foreground 60%; text-style: italic; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "related--source",
        "related--title",
        "related--read",
        "related--reasons",
    }

    BORDER_TITLE = "RELATED"

    EMPTY = "No related stories yet"

    now: reactive[datetime] = reactive(utc_now, init=False)
    """Aware instant that ages are counted from."""

    @dataclass
    class Chosen(Message):
        """The reader asked to open a related story."""

        related: Related

    def show_related(self, related: Sequence[Related], now: datetime) -> None:
        """Show the stories related to one.

        Args:
            related: Strongest first.
            now: Aware instant that their ages are counted from.
        """
        self.border_title = f"{self.BORDER_TITLE} {len(related)}" if related else self.BORDER_TITLE
        self.set_reactive(RelatedList.now, now)
        self.show_rows(related, None)

    def watch_now(self) -> None:
        """Tell the ages anew."""
        self.redraw_rows()

    def row_content(self, row: Related, width: int) -> Content:
        """Draw a related story on three or four lines, with a blank one behind where there is room."""
        headline = row.headline
        lines = [Content.styled(cut(f"{headline.source} · {age(headline.time, self.now)}", width), ".related--source")]
        look = ".related--read" if headline.is_read else ".related--title"
        lines += [Content.styled(line, look) for line in _title_lines(headline.title or UNTITLED, width)]
        lines.append(Content.styled(cut(", ".join(row.reasons), width), ".related--reasons"))
        if self.size.height >= _BLANK_LINES_FROM:
            lines.append(Content(""))
        return Content("\n").join(lines)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (related := self.highlighted_row) is not None:
            self.post_message(self.Chosen(related))


def _title_lines(title: str, width: int) -> list[str]:
    """Break a title into at most two lines, the last of which is cut if there is more."""
    lines: list[str] = []
    for start, end in wrap_words(title, 0, len(title), width):
        if len(lines) == _TITLE_LINES - 1:
            return [*lines, cut(title[start:], width)]
        lines.append(title[start:end])
    return lines
