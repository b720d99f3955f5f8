"""The line that says where one is, what is amiss, and how the refresh goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from widgets.ages import ago, utc_now
from widgets.cells import cut

_BAR_FROM = 60
"""How wide a line has a bar, of a tenth of its width."""
_HINT_FROM = 100
_SHORTEST_NAME = 6
_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshProgress:
    """How far a refresh is."""

    done: int
    """Feeds that are finished."""
    total: int
    """Feeds in the round."""
    feed_name: str
    """The feed that is being fetched; empty for none."""


class StatusLine(Widget):
    """Section and position on the left, a notice in the middle, the refresh on the right."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        background: $foreground 8%;
        color: $foreground;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    StatusLine > .status--section { text-style: bold; }
    StatusLine > .status--quiet { color: $foreground 60%; }
    StatusLine > .status--notice { color: $text-warning; }
    StatusLine > .status--bar { color: $text-accent; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--section",
        "status--quiet",
        "status--notice",
        "status--bar",
    }

    section: reactive[str] = reactive("")
    """Name of the section that is shown."""

    place: reactive[int] = reactive(0)
    """Which row the cursor is on, counted from 1; 0 for none."""

    total: reactive[int] = reactive(0)
    """How many rows the section has."""

    notice: reactive[str] = reactive("")
    """What the reader should know now; empty for nothing."""

    progress: reactive[RefreshProgress | None] = reactive(None)
    """How far the refresh is; None while none is under way."""

    stop_hint: reactive[str] = reactive("")
    """Which key stops the refresh, in a few words for a wide line; empty for none."""

    updated_at: reactive[datetime | None] = reactive(None)
    """When the last refresh ended; None if there was none."""

    failed: reactive[int] = reactive(0)
    """How many feeds failed in it."""

    asked: reactive[int] = reactive(0)
    """How many feeds it asked; 0 for not known. Where all of them failed, the line says so."""

    now: reactive[datetime] = reactive(utc_now)
    """Aware instant that the age of the last refresh is counted from."""

    def render(self) -> Content:
        """Draw the line. For a notice that does not fit, the refresh gives way, then the section; it is cut last."""
        width = self.size.width
        for left, right in self._sides(width):
            before = _GAP if left.cell_length else 0
            after = _GAP if right.cell_length else 0
            room = width - left.cell_length - before - after - right.cell_length
            if cell_len(self.notice) <= room:
                break
        notice = cut(self.notice, room)
        slack = max(room - cell_len(notice), 0)
        return Content.assemble(
            left,
            " " * (before + slack // 2),
            (notice, ".status--notice"),
            " " * (slack - slack // 2 + after),
            right,
        )

    def _sides(self, width: int) -> Iterator[tuple[Content, Content]]:
        """What may stand on the left and on the right, from the fullest to the barest."""
        rights = self._refresh_forms() if self.progress is None else self._progress_forms(self.progress, width)
        figures = f"{self.place:,}/{self.total:,}" if self.total else ""
        # Half a figure would be a wrong one.
        figures = figures if cell_len(figures) <= width else ""
        section = cut(self.section, width - rights[0].cell_length - cell_len(figures) - 2 * _GAP)
        place = Content.styled(figures, ".status--quiet")
        left = Content.assemble((section, ".status--section"), " " * _GAP if section and figures else "", place)
        for right in rights:
            yield left, right
        yield place, rights[-1]

    def _refresh_forms(self) -> tuple[Content, ...]:
        """How the last refresh went, from the fullest to the barest."""
        if self.updated_at is None:
            return (Content(""),)
        age = ago(self.updated_at, self.now)
        if self.asked and self.failed >= self.asked:
            news = Content.styled("No feed answered", ".status--notice")
            return news + Content.styled(f" · {age}", ".status--quiet"), news, Content("")
        updated = Content.styled(f"Updated {age}", ".status--quiet")
        if not self.failed:
            return updated, Content("")
        news = Content.styled(f"{self.failed} failed", ".status--notice")
        return updated + Content.styled(" · ", ".status--quiet") + news, news, Content("")

    def _progress_forms(self, progress: RefreshProgress, width: int) -> tuple[Content, ...]:
        """Count, feed and bar, from the fullest that a line of a width has room for to the barest."""
        # As wide at the end as at the beginning, so that nothing but the feed's name moves.
        figures = f"{progress.done:>{len(str(progress.total))}}/{progress.total}"
        words = f"Refreshing {figures}"
        barest = Content.styled(figures, ".status--quiet"), Content("")
        if width < _BAR_FROM:
            return Content.styled(words, ".status--quiet"), *barest
        bar = Content.assemble("  ", (_bar(progress, max(width // 10, 8)), ".status--bar"))
        if self.stop_hint and width >= _HINT_FROM:
            bar += Content.styled(f"  {self.stop_hint}", ".status--quiet")
        plain = Content.styled(words, ".status--quiet") + bar
        room = width // 2 - bar.cell_length - cell_len(f"Fetching   {figures}")
        if not progress.feed_name or room < _SHORTEST_NAME:
            return plain, *barest
        named = Content.styled(f"Fetching {cut(progress.feed_name, room)}  {figures}", ".status--quiet") + bar
        return named, plain, *barest


def _bar(progress: RefreshProgress, width: int) -> str:
    """Draw a bar, to half a cell: its end is told by its shape as well as by its colour."""
    halves = 2 * width * min(progress.done, progress.total) // max(progress.total, 1)
    return ("━" * (halves // 2) + "╸" * (halves % 2)).ljust(width, "┄")
