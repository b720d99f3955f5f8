"""The status line, with remarks that stand for a moment."""

from __future__ import annotations

from textual.timer import Timer

from widgets.status_line import StatusLine

REMARK_S = 5
"""How long a remark stands."""


class Status(StatusLine):
    """A status line whose notice gives way to remarks, and comes back."""

    DEFAULT_CSS = ""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._standing = ""
        self._remark: Timer | None = None

    def stand(self, notice: str) -> None:
        """Say something until something else is to be said; empty for nothing."""
        self._standing = notice
        if self._remark is None:
            self.notice = notice

    def remark(self, remark: str) -> None:
        """Say something for a moment."""
        if self._remark is not None:
            self._remark.stop()
        self.notice = remark
        self._remark = self.set_timer(REMARK_S, self._end_remark)

    def _end_remark(self) -> None:
        self._remark = None
        self.notice = self._standing
