from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

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


async def test_where_there_is_room_a_blank_line_parts_the_stories(
    host: Callable[..., Any], make_related: Callable[..., Related], now: datetime
) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(37, 12)) as pilot:
        app.widget.show_related([make_related(number) for number in range(9)], now)
        await pilot.pause()
        assert [line.strip(" ▌▁▂▃▄▅▆▇") for line in app.screen_lines()[3:5]] == [
            "Hang Seng Index, DeepSeek",
            "Morning Tape · 1h",
        ]
        await pilot.resize_terminal(37, 13)
        await pilot.pause()
        assert [line.strip(" ▌▁▂▃▄▅▆▇") for line in app.screen_lines()[3:6]] == [
            "Hang Seng Index, DeepSeek",
            "",
            "Morning Tape · 1h",
        ]


async def test_ages_go_on_where_the_stories_stand(
    host: Callable[..., Any], make_related: Callable[..., Related], now: datetime
) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(37, 8)) as pilot:
        app.widget.show_related([make_related(number) for number in range(9)], now)
        await pilot.press("j")
        app.widget.scroll_to(y=12, animate=False)
        await pilot.pause()
        assert app.screen_lines()[1].startswith(" Morning Tape · 4h")
        app.widget.now = now + timedelta(hours=1)
        await pilot.pause()
        assert app.screen_lines()[1].startswith(" Morning Tape · 5h")
        await pilot.press("enter")
        assert [message.related.headline.title for message in app.heard] == ["Story 1"]


@pytest.mark.parametrize("width", [37, 40, 46, 80])
async def test_what_does_not_fit_ends_in_an_ellipsis_beside_a_scrollbar_too(
    host: Callable[..., Any], make_related: Callable[..., Related], now: datetime, width: int
) -> None:
    app = host(RelatedList())
    async with app.run_test(size=(width, 8)) as pilot:
        await pilot.pause()
        app.widget.show_related([make_related(1, ("word " * 99,), title="word " * 99)] * 9, now)
        await pilot.pause()
        title, more, reasons = (line.strip(" ▌▁▂▃▄▅▆▇") for line in app.screen_lines()[2:5])
        assert set(title.split()) == {"word"}
        assert more.endswith("…")
        assert reasons.endswith("…")


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
