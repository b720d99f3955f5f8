"""The list of sections: what there is to read, folder by folder, and how much of it is unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from tapewire.model import Section, SectionKind
from widgets.cells import pad
from widgets.row_list import RowList

CURRENT_MARK = "▸"
_ICONS: dict[SectionKind, str] = {"all": "≡", "unread": "●", "saved": "★", "search": "⌕", "folder": "▾", "feed": ""}
_SHORTEST_LABEL = 3


@dataclass(frozen=True, slots=True)
class _Row:
    section: Section
    indented: bool
    current: bool


class SectionList(RowList[_Row]):
    """Sections with their counts. Feeds that stand behind a folder are indented as its own."""

    DEFAULT_CSS = """
    SectionList > .section--current { color: $text-accent; text-style: bold; }
    SectionList > .section--unread { text-style: bold; }
    SectionList > .section--folder { color: $foreground 60%; }
    SectionList > .section--count { color: $foreground 60%; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "section--current",
        "section--unread",
        "section--folder",
        "section--count",
    }

    BORDER_TITLE = "SECTIONS"

    EMPTY = "No sections"

    @dataclass
    class Chosen(Message):
        """The reader asked to see a section."""

        section: Section

    def show_sections(self, sections: Sequence[Section], current: Section | None = None) -> None:
        """Show sections, or the same sections with other counts.

        Args:
            sections: From top to bottom; a folder before its feeds, and feeds of no folder before the first folder.
            current: The section that is being read, which is marked; None for none. Counts do not matter here.
        """
        under = self.highlighted_row
        kept = _key(under.section) if under is not None else _key(current) if current is not None else None
        mark = None if current is None else _key(current)
        rows: list[_Row] = []
        in_folder = False
        for section in sections:
            in_folder = section.kind == "folder" or (in_folder and section.kind == "feed")
            rows.append(_Row(section, in_folder and section.kind == "feed", _key(section) == mark))
        places = {_key(row.section): place for place, row in enumerate(rows)}
        self.show_rows(rows, None if kept is None else places.get(kept, 0))

    def row_content(self, row: _Row, width: int) -> Content:
        """Draw a section: mark, icon, name, and its count on the right."""
        section = row.section
        count = section.total if section.kind in ("all", "saved") else section.unread
        figure = f"{count:,}" if count else ""
        icon = _ICONS[section.kind]
        label = f"{'  ' if row.indented else ''}{icon + ' ' if icon else ''}{section.name}"
        if width - cell_len(figure) - 2 < _SHORTEST_LABEL:
            # Half a count would be a wrong one.
            figure = ""
        room = max(width - cell_len(figure) - 2, 1)
        if row.current:
            look = ".section--current"
        elif section.kind == "folder":
            look = ".section--folder"
        else:
            look = ".section--unread" if section.unread else ""
        return Content.assemble(
            (CURRENT_MARK if row.current else " ", ".section--current"),
            (pad(label, room), look),
            " ",
            (figure, ".section--count"),
        )

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (row := self.highlighted_row) is not None:
            self.post_message(self.Chosen(row.section))


def _key(section: Section) -> tuple[SectionKind, str]:
    return (section.kind, section.key)
