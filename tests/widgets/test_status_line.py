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
    assert line.split("  ")[-1].strip() == "Refreshing 9/18 · [b]恒生 ━━━━────"


async def test_in_a_narrow_line_a_refresh_is_a_count(drawn: Callable[..., Any]) -> None:
    line = await drawn(40, section="Markets", progress=RefreshProgress(done=9, total=18, feed_name="Morning Tape"))
    assert line == " Markets".ljust(24) + "Refreshing 9/18 "


async def test_the_notice_gives_way_first(drawn: Callable[..., Any]) -> None:
    line = await drawn(34, section="Markets", place=1, total=9, notice="Something long to tell", failed=0)
    assert line.startswith(" Markets  1/9 ")
    assert line.rstrip().endswith("…")


async def test_hostile_names_neither_break_nor_widen_it(
    drawn: Callable[..., Any], hostile_titles: tuple[str, ...]
) -> None:
    for title in hostile_titles:
        progress = RefreshProgress(done=20, total=0, feed_name=title)
        for width in (100, 20, 4):
            await drawn(width, section=title, notice=title, place=1, total=2, progress=progress)
