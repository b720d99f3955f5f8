"""What a person looks at, drawn and compared; look at the report before accepting a change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tapewire.config import Config
from tui.app import TapewireApp

SIZES = [(80, 24), (120, 40), (200, 50)]
SCREENS = {
    "list": (),
    "story": ("enter",),
    "move": ("enter", "tab", "j"),
    "reason": ("enter", "tab", "j", "k"),
    "related": ("enter", "tab", "tab"),
    "sections": ("S",),
    "search": ("slash", *"hong"),
    "help": ("question_mark",),
    "feeds": ("F", "j"),
    "add feed": ("F", "a"),
    "feed folder": ("F", "f"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(
    screen: str,
    size: tuple[int, int],
    make_newsroom: Callable[..., Any],
    settled: Callable[[Pilot[Any]], Awaitable[None]],
    snap_compare: Callable[..., bool],
) -> None:
    async def press(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        for key in SCREENS[screen]:
            await pilot.press(key)
            await settled(pilot)

    app = TapewireApp(newsroom=make_newsroom(), demo=None, config=Config(refresh_minutes=0))
    assert snap_compare(app, terminal_size=size, run_before=press)


def test_light_theme(
    make_newsroom: Callable[..., Any],
    settled: Callable[[Pilot[Any]], Awaitable[None]],
    snap_compare: Callable[..., bool],
) -> None:
    config = Config(theme="tapewire-light", red_is_up=True, refresh_minutes=0)
    app = TapewireApp(newsroom=make_newsroom(), demo=None, config=config)
    assert snap_compare(app, terminal_size=(120, 40), run_before=settled)
