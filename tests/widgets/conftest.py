"""Stories typed by hand, and an app of five lines to mount a widget in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tapewire.model import Badge, Body, Headline, Instrument, Mark, Move, OpenedStory, Related, Story

NOW = datetime(2025, 2, 18, 10, 0, tzinfo=UTC)

HOSTILE_TITLES = (
    "[Video] Fed cuts",
    "stocks up [10%]",
    "[/b]",
    "[@click=app.quit]press[/]",
    "恒生指數收市升0.7%，小米創新高",
    "Rockets 🚀🚀 and 👩‍👩‍👧 families, 🇭🇰 flags, ❤️ hearts",
    "e\u0301" * 200,
    "x" * 10_000,
    "升" * 10_000,
    "",
)


class Host(App[None]):
    """Mounts one widget and remembers the messages of our own that come up from it."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    async def _dispatch_message(self, message: Message) -> None:
        if type(message).__module__.startswith("widgets."):
            self.heard.append(message)
        await super()._dispatch_message(message)

    def screen_lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [strip.text for strip in self.screen._compositor.render_strips()]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def hostile_titles() -> tuple[str, ...]:
    return HOSTILE_TITLES


@pytest.fixture
def host() -> Callable[[Widget], Host]:
    return Host


@pytest.fixture
def make_headline() -> Callable[..., Headline]:
    def make(number: int = 0, **changes: Any) -> Headline:
        plain = Headline(
            id=f"{number:016x}",
            feed_key="https://example.org/feed",
            source="Morning Tape",
            title=f"Story {number}",
            url=f"https://example.org/{number}",
            published=NOW - timedelta(hours=number),
            time=NOW - timedelta(hours=number),
        )
        return replace(plain, **changes)

    return make


@pytest.fixture
def make_badge() -> Callable[..., Badge]:
    def make(**changes: Any) -> Badge:
        return replace(Badge(label="HSI", direction="up", percent=0.7), **changes)

    return make


@pytest.fixture
def make_move() -> Callable[..., Move]:
    def make(name: str = "Hang Seng Index", symbol: str | None = "^HSI", kind: Any = "index", **changes: Any) -> Move:
        plain = Move(
            instrument=Instrument(name=name, symbol=symbol, kind=kind),
            direction="up",
            percent=0.7,
            change=None,
            level=None,
            currency=None,
            period="session",
            at=None,
            approx=False,
            evidence="",
            start=None,
            end=None,
        )
        return replace(plain, **changes)

    return make


@pytest.fixture
def make_opened() -> Callable[..., OpenedStory]:
    def make(
        text: str = "",
        *,
        marks: tuple[Mark, ...] = (),
        moves: tuple[Move, ...] = (),
        is_saved: bool = False,
        **changes: Any,
    ) -> OpenedStory:
        plain = Story(
            id="a" * 16,
            feed_key="https://example.org/feed",
            source="Morning Tape",
            title="Hong Kong stocks advance",
            url="https://example.org/story",
            author="A. Writer",
            published=NOW - timedelta(hours=2),
            first_seen=NOW,
            body=Body(text=text, marks=marks),
        )
        story = replace(plain, **changes)
        return OpenedStory(story=story, moves=moves, related=(), is_read=False, is_saved=is_saved)

    return make


@pytest.fixture
def make_related(make_headline: Callable[..., Headline]) -> Callable[..., Related]:
    def make(number: int = 0, reasons: tuple[str, ...] = ("Hang Seng Index", "DeepSeek"), **changes: Any) -> Related:
        return Related(headline=make_headline(number, **changes), score=0.5, reasons=reasons)

    return make
