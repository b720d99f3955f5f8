from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from widgets.status_line import RefreshProgress, StatusLine


@pytest.fixture
def drawn(host: Callable[..., Any], now: datetime) -> Callable[..., Any]:
    async def draw(width: int, **values: Any) -> str:
        app = host(StatusLine())
        async with app.run_test(size=(width, 3)) as pilot:
            app.widget.now = now
            for name, value in values.items():
                setattr(app.widget, name, value)
            await pilot.pause()
            line = app.screen_lines()[0]
            assert cell_len(line) == width
            return str(line)

    return draw


async def test_it_tells_place_notice_and_the_age_of_the_last_refresh(drawn: Callable[..., Any], now: datetime) -> None:
    line = await drawn(
        80,
        section="Markets",
        place=12,
        total=1204,
        notice="Bundled edition: no network",
        updated_at=now - timedelta(minutes=2),
        failed=3,
    )
    assert line == " Markets  12/1,204    Bundled edition: no network     Updated 2m ago · 3 failed "


async def test_it_shows_how_far_a_refresh_is(drawn: Callable[..., Any], now: datetime) -> None:
    progress = RefreshProgress(done=9, total=18, feed_name="[b]恒生")
    line = await drawn(70, section="All", progress=progress, updated_at=now)
    assert line.split() == ["All", "Fetching", "[b]恒生", "9/18", "━━━━┄┄┄┄"]


async def test_a_wide_line_has_a_longer_bar_and_names_the_key_that_stops_it(drawn: Callable[..., Any]) -> None:
    progress = RefreshProgress(done=24, total=40, feed_name="Morning Tape")
    line = await drawn(120, section="All", progress=progress, stop_hint="Esc stops")
    assert line.endswith("Fetching Morning Tape  24/40  ━━━━━━╸┄┄┄┄  Esc stops ")
    half = RefreshProgress(done=25, total=40, feed_name="")
    line = await drawn(102, progress=half, stop_hint="Esc stops")
    assert line.endswith("  Refreshing 25/40  ━━━━━━┄┄┄┄  Esc stops ")


async def test_in_a_narrow_line_a_refresh_is_a_count(drawn: Callable[..., Any]) -> None:
    line = await drawn(40, section="Markets", progress=RefreshProgress(done=9, total=18, feed_name="Morning Tape"))
    assert line == " Markets".ljust(23) + "Refreshing  9/18 "


async def test_when_no_feed_answered_it_says_so_rather_than_updated(drawn: Callable[..., Any], now: datetime) -> None:
    values = {"section": "All", "updated_at": now - timedelta(minutes=2), "failed": 19}
    assert (await drawn(60, **values, asked=19)).endswith("  No feed answered · 2m ago ")
    assert (await drawn(60, **values, asked=20)).endswith("  Updated 2m ago · 19 failed ")
    assert (await drawn(60, **values)).endswith("  Updated 2m ago · 19 failed ")


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (90, "Markets 12/1,204 Pull the cord to stop and the bell to go Updated now · 3 failed"),
        (82, "Markets 12/1,204 Pull the cord to stop and the bell to go 3 failed"),
        (68, "Markets 12/1,204 Pull the cord to stop and the bell to go"),
        (60, "12/1,204 Pull the cord to stop and the bell to go"),
        (40, "12/1,204 Pull the cord to stop and t…"),
        (7, "Pull…"),
    ],
)
async def test_the_notice_stays_whole_until_all_else_is_bare(
    drawn: Callable[..., Any], now: datetime, width: int, line: str
) -> None:
    notice = "Pull the cord to stop and the bell to go"
    shown = await drawn(width, section="Markets", place=12, total=1204, notice=notice, updated_at=now, failed=3)
    assert " ".join(shown.split()) == line


async def test_a_notice_shortens_a_refresh_that_is_under_way(drawn: Callable[..., Any]) -> None:
    progress = RefreshProgress(done=9, total=18, feed_name="Morning Tape")
    line = await drawn(80, section="All", notice="x" * 40, progress=progress)
    assert line.split() == ["All", "x" * 40, "Refreshing", "9/18", "━━━━┄┄┄┄"]
    assert (await drawn(80, section="All", notice="x" * 60, progress=progress)).endswith("  9/18 ")


async def test_hostile_names_neither_break_nor_widen_it(
    drawn: Callable[..., Any], hostile_titles: tuple[str, ...]
) -> None:
    for title in hostile_titles:
        progress = RefreshProgress(done=20, total=0, feed_name=title)
        for width in (100, 20, 4):
            await drawn(width, section=title, notice=title, place=1, total=2, progress=progress)
