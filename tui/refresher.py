"""Refreshing in the background of a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.reactive import var
from textual.worker import Worker

from tapewire.model import Feed, FeedResult, RefreshReport
from tapewire.newsroom import Newsroom
from tui.tell import TellsErrors
from widgets.status_line import RefreshProgress

_GROUP = "round"


class Refresher(TellsErrors):
    """Runs one round at a time and tells how it goes. Takes no room on the screen."""

    DEFAULT_CSS = "Refresher { display: none; }"

    progress: var[RefreshProgress | None] = var(None)
    """How far the round is; None while none is under way."""

    @dataclass
    class Advanced(Message):
        """A round has begun, or is done with one more feed."""

        result: FeedResult | None
        """What came of the feed; None at the beginning."""

    @dataclass
    class CaughtUp(Message):
        """Read marks and bookmarks that the list did not show were taken in."""

    @dataclass
    class Ended(Message):
        """A round is over."""

        report: RefreshReport | None
        """None where it was stopped, or broke off; the reason was told."""
        is_whole: bool
        """Whether it was a round of all feeds, rather than of chosen ones."""

    def __init__(self) -> None:
        super().__init__()
        self._wished: dict[str, Feed] = {}
        """Single feeds to ask when the round is over, by their key."""

    def start(self, newsroom: Newsroom, feeds: Sequence[Feed] = ()) -> bool:
        """Begin a round.

        Args:
            newsroom: Whose feeds.
            feeds: Single feeds, which are asked although they are not due; none for a round of all that are.

        Returns:
            Whether it began at once. While another is under way, single feeds are asked after it, and a round of all
            is not begun.
        """
        if self.progress is None:
            # Set here rather than by the worker, which begins a moment later: two keys may come before that.
            self.progress = RefreshProgress(done=0, total=len(feeds) or len(newsroom.enabled_feeds), feed_name="")
            self._run(newsroom, tuple(feeds))
            return True
        self._wished.update({feed.key: feed for feed in feeds})
        return False

    def stop(self) -> bool:
        """End the round that is under way; what it has stored stays.

        Returns:
            Whether there was one.
        """
        self._wished.clear()
        running = [worker for worker in self.workers if worker.group == _GROUP and not worker.is_finished]
        for worker in running:
            worker.cancel()
        return bool(running)

    @work(group=_GROUP, exit_on_error=False)
    async def _run(self, newsroom: Newsroom, feeds: tuple[Feed, ...]) -> None:
        await self._round(newsroom, feeds)
        while self._wished:
            feeds = tuple(self._wished.values())
            self._wished.clear()
            await self._round(newsroom, feeds)
        self.progress = None
        await newsroom.find_events()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Note that no round is under way, also where it was stopped before it began."""
        if event.worker.is_finished:
            self.progress = None
        super().on_worker_state_changed(event)

    async def _round(self, newsroom: Newsroom, feeds: tuple[Feed, ...]) -> None:
        """Bring the newsroom in line with the user's state, then fetch its feeds, all or some."""
        waiting = {feed.key: feed for feed in feeds or newsroom.enabled_feeds}
        total = len(waiting)
        report = None

        def show() -> None:
            # Feeds are asked in their order, as fast as there is room: the first that is not done is being asked.
            first = next(iter(waiting.values()), None)
            self.progress = RefreshProgress(
                done=total - len(waiting), total=total, feed_name="" if first is None else first.name
            )

        def count(result: FeedResult) -> None:
            waiting.pop(result.feed.key, None)
            show()
            self.post_message(self.Advanced(result))

        try:
            if await asyncio.to_thread(newsroom.catch_up):
                self.post_message(self.CaughtUp())
            show()
            self.post_message(self.Advanced(None))
            report = await newsroom.refresh(feeds or None, is_forced=bool(feeds), on_result=count)
        finally:
            self.post_message(self.Ended(report, is_whole=not feeds))
