"""Refreshing in the background of a screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import work
from textual.message import Message

from tapewire.model import FeedResult, RefreshReport
from tapewire.newsroom import Newsroom
from tui.tell import TellsErrors


class Refresher(TellsErrors):
    """Runs one round at a time and tells how it goes. Takes no room on the screen."""

    DEFAULT_CSS = "Refresher { display: none; }"

    @dataclass
    class Advanced(Message):
        """A round has begun, or is done with one more feed."""

        done: int
        total: int
        result: FeedResult | None
        """What came of the feed; None at the beginning."""

    @dataclass
    class CaughtUp(Message):
        """Read marks and bookmarks that the list did not show were taken in."""

    @dataclass
    class Ended(Message):
        """A round is over."""

        report: RefreshReport | None
        """None where it broke off; the reason was told."""

    def start(self, newsroom: Newsroom) -> None:
        """Begin a round, unless one is under way."""
        if not any(worker.group == "round" and not worker.is_finished for worker in self.workers):
            self._run(newsroom)

    @work(group="round", exit_on_error=False)
    async def _run(self, newsroom: Newsroom) -> None:
        """Bring the newsroom in line with the user's state, then fetch all its feeds."""
        done, total = 0, len(newsroom.enabled_feeds)
        report = None

        def count(result: FeedResult) -> None:
            nonlocal done
            done += 1
            self.post_message(self.Advanced(done, total, result))

        try:
            if await asyncio.to_thread(newsroom.catch_up):
                self.post_message(self.CaughtUp())
            self.post_message(self.Advanced(0, total, None))
            report = await newsroom.refresh(on_result=count)
        finally:
            self.post_message(self.Ended(report))
