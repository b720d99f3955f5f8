"""The line that says where one is, what is amiss, and how the refresh goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from widgets.ages import ago, utc_now
from widgets.cells import cut

_BAR_WIDTH = 8
_BAR_FROM = 60
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
    """The feed that was finished last; empty for none yet."""


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

    updated_at: reactive[datetime | None] = reactive(None)
    """When the last refresh ended; None if there was none."""

    failed: reactive[int] = reactive(0)
    """How many feeds failed in it."""

    now: reactive[datetime] = reactive(utc_now)
    """Aware instant that the age of the last refresh is counted from."""

    def render(self) -> Content:
        """Draw the line: the right part stays whole, then the left, and the notice gets what is left."""
        width = self.size.width
        right = self._refresh_part(width)
        left = self._place_part(max(width - right.cell_length - _GAP, 0))
        room = width - left.cell_length - right.cell_length - 2 * _GAP
        notice = cut(self.notice, room)
        gap = width - left.cell_length - cell_len(notice) - right.cell_length
        before = max(gap // 2, 0)
        return Content.assemble(left, " " * before, (notice, ".status--notice"), " " * max(gap - before, 0), right)

    def _place_part(self, room: int) -> Content:
        figures = f"{self.place:,}/{self.total:,}" if self.total else ""
        section = cut(self.section, max(room - cell_len(figures) - _GAP, 0))
        return Content.assemble((section, ".status--section"), "  " if section else "", (figures, ".status--quiet"))

    def _refresh_part(self, width: int) -> Content:
        if self.progress is not None:
            return _progress_part(self.progress, width)
        if self.updated_at is None:
            return Content("")
        words = f"Updated {ago(self.updated_at, self.now)}"
        failed = f" · {self.failed} failed" if self.failed else ""
        return Content.assemble((words, ".status--quiet"), (failed, ".status--notice"))


def _progress_part(progress: RefreshProgress, width: int) -> Content:
    """Count, feed and bar; the feed gives way first, then the bar."""
    words = f"Refreshing {progress.done}/{progress.total}"
    room = width // 2 - cell_len(words) - 3
    if progress.feed_name and room >= _SHORTEST_NAME:
        words = f"{words} · {cut(progress.feed_name, room)}"
    if width < _BAR_FROM:
        return Content.styled(words, ".status--quiet")
    filled = _BAR_WIDTH * min(progress.done, progress.total) // max(progress.total, 1)
    return Content.assemble(
        (words + " ", ".status--quiet"),
        ("━" * filled, ".status--bar"),
        ("─" * (_BAR_WIDTH - filled), ".status--quiet"),
    )
