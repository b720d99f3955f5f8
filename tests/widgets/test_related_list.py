from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tapewire.model import Related
from widgets.related_list import RelatedList


async def test_a_related_story_shows_source_age_title_and_reasons(
    host: Callable[..., Any], make_related: Callable[..., Related], now: datetime
) -> None:
    app = host(RelatedList())
    long = "Hong Kong stocks advance as support for the private sector lifts the mood and more"
    async with app.run_test(size=(37, 12)) as pilot:
        app.widget.show_related([make_related(2, title=long), make_related(3, title="升")], now)
        await pilot.pause()
        assert "RELATED 2" in app.screen_lines()[0]
        lines = app.screen_lines()[1:8]
        assert [line[0] for line in lines] == ["▌"] * 4 + [" "] * 3
        assert [line[1:].strip() for line in lines] == [
            "Morning Tape · 2h",
            "Hong Kong stocks advance as",
            "support for the private sector li…",
            "Hang Seng Index, DeepSeek",
            "Morning Tape · 3h",
            "升",
            "Hang Seng Index, DeepSeek",
        ]


async def test_enter_and_click_choose_a_story(
    host: Callable[..., Any], make_related: Callable[..., Related], now: datetime
) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(36, 12)) as pilot:
        app.widget.show_related([make_related(number) for number in range(3)], now)
        await pilot.press("j", "enter")
        await pilot.click(RelatedList, offset=(5, 8))
        assert [message.related.headline.title for message in app.heard] == ["Story 1", "Story 2"]


async def test_without_related_stories_it_says_so(host: Callable[..., Any]) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(36, 12)) as pilot:
        await pilot.press("j", "enter")
        assert app.screen_lines()[1].strip() == "No related stories yet"
        assert app.heard == []


async def test_hostile_titles_are_shown_as_they_are(
    host: Callable[..., Any],
    make_related: Callable[..., Related],
    now: datetime,
    hostile_titles: tuple[str, ...],
) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(60, 60)) as pilot:
        app.widget.show_related([make_related(1, (title,), title=title, source=title) for title in hostile_titles], now)
        await pilot.pause()
        shown = "\n".join(app.screen_lines())
        for title in hostile_titles:
            assert shown.count((title or "(no title)")[:12]) >= (3 if title else 1)
        for size in ((30, 10), (8, 4), (1, 1), (60, 60)):
            await pilot.resize_terminal(*size)
            await pilot.press("j")
