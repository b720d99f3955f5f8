from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tapewire.model import Move
from widgets.moves_list import MovesList


@pytest.fixture
def moves(make_move: Callable[..., Move]) -> tuple[Move, ...]:
    return (
        make_move(level=22774.46, change=153.88),
        make_move(
            "Xiaomi", "1810.HK", "stock", direction="down", percent=-4.95, level=47.25, currency="HKD", approx=True
        ),
        make_move("[b]恒生科技指數", None, "index", period="week"),
        make_move("10-year yield", "^TNX", "yield", percent=None, change=-5.0, direction="down", approx=True),
        make_move("Maybank", "1155.KL", "stock", direction="flat", percent=0.0, period="extended"),
    )


async def test_figures_stand_in_columns(host: Callable[..., Any], moves: tuple[Move, ...]) -> None:
    app = host(MovesList())
    async with app.run_test(size=(59, 8)) as pilot:
        app.widget.show_moves(moves)
        await pilot.pause()
        lines = [line.rstrip() for line in app.screen_lines()]
        assert "MOVES 5" in lines[0]
        assert lines[1:6] == [
            "▌▲ Hang Seng Index ^HSI          0.7% 22,774.46",
            " ▼ Xiaomi 1810.HK              ~4.95%  HK$47.25",
            " ▲ [b]恒生科技指數               0.7%           week",
            " ▼ 10-year yield ^TNX                    ~-5 bp",
            " ◆ Maybank 1155.KL                 0%           pre/after",
        ]


async def test_in_a_narrow_list_the_level_gives_way_and_then_the_name(
    host: Callable[..., Any], moves: tuple[Move, ...]
) -> None:
    app = host(MovesList())
    async with app.run_test(size=(25, 8)) as pilot:
        app.widget.show_moves(moves[:2])
        await pilot.pause()
        assert [line.rstrip() for line in app.screen_lines()[1:3]] == [
            "▌▲ Hang Seng In…   0.7%",
            " ▼ Xiaomi        ~4.95%",
        ]


@pytest.mark.parametrize("period", ["session", "week"])
@pytest.mark.parametrize("width", [20, 24, 30, 34, 40, 46, 60, 80])
async def test_no_figure_is_cut_where_the_moves_are_more_than_the_lines(
    host: Callable[..., Any], make_move: Callable[..., Move], width: int, period: str
) -> None:
    moves = [
        make_move("Instrument", None, percent=10.01 + number, level=25_706.77 + number, currency="HKD", period=period)
        for number in range(12)
    ]
    app = host(MovesList())
    async with app.run_test(size=(width, 5)) as pilot:
        await pilot.pause()
        app.widget.show_moves(moves)
        await pilot.pause()
        for number, line in enumerate(app.screen_lines()[1:]):
            name, *figures = line.strip("▌▲▅ ").split()
            assert name == "Instrument" or name.endswith("…")
            whole = [f"{10.01 + number:.2f}%", f"HK${25_706.77 + number:,.2f}", "week"]
            assert figures[:1] == whole[:1]
            assert set(figures) <= set(whole)


@pytest.mark.parametrize("width", range(1, 16))
async def test_where_not_even_the_percentage_has_room_the_name_stands_alone(
    host: Callable[..., Any], moves: tuple[Move, ...], width: int
) -> None:
    app = host(MovesList())
    async with app.run_test(size=(width, 8)) as pilot:
        app.widget.show_moves(moves)
        await pilot.pause()
        words = " ".join(app.screen_lines()[1:4]).split()
        assert {word for word in words if set(word) & set("0.7~495%")} <= {"0.7%", "~4.95%"}


async def test_moves_are_highlighted_and_chosen(host: Callable[..., Any], moves: tuple[Move, ...]) -> None:
    app = host(MovesList())
    async with app.run_test(size=(56, 8)) as pilot:
        app.widget.show_moves(moves)
        await pilot.pause()
        await pilot.press("j", "enter", "G", "j")
        await pilot.click(MovesList, offset=(5, 1))
        assert [(type(message).__name__, message.move.instrument.name) for message in app.heard] == [
            ("Highlighted", "Xiaomi"),
            ("Chosen", "Xiaomi"),
            ("Highlighted", "Maybank"),
            ("Highlighted", "Hang Seng Index"),
            ("Chosen", "Hang Seng Index"),
        ]


async def test_under_the_cursor_stands_why_it_moved(host: Callable[..., Any], make_move: Callable[..., Move]) -> None:
    long = "as investors fled chipmakers " + "on fears of a wider ban on exports " * 5
    moves = (
        make_move(reason="after winning approval to buy [b]Sogou[/b]"),
        make_move("Topix"),
        make_move("Kospi", reason=long.strip()),
    )
    app = host(MovesList())
    async with app.run_test(size=(44, 9)) as pilot:
        app.widget.show_moves(moves)
        await pilot.pause()
        plain = ["▲ Hang Seng Index ^HSI", "▲ Topix ^HSI", "▲ Kospi ^HSI"]

        def shown() -> list[str]:
            return [line.strip("▌ ").rsplit("  ", 1)[0].rstrip() for line in app.screen_lines()[1:6] if line.strip()]

        assert shown() == [plain[0], "after winning approval to buy", "[b]Sogou[/b]", *plain[1:]]
        await pilot.press("j")
        assert shown() == plain
        await pilot.press("j")
        assert shown()[:4] == [*plain, "as investors fled chipmakers on fears"]
        assert shown()[4].endswith("…")
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        assert app.screen_lines()[4].strip("▌ ") == "as investors fled"
        app.widget.show_moves(moves[1:])
        await pilot.pause()
        assert shown()[0].startswith("▲ Topix")
        await pilot.press("k", "j", "k")
        assert app.heard[-1].move == moves[1]


async def test_figures_that_conflict_are_marked(host: Callable[..., Any], make_move: Callable[..., Move]) -> None:
    app = host(MovesList())
    async with app.run_test(size=(48, 6)) as pilot:
        app.widget.show_moves(
            [make_move("Topix", check="agrees"), make_move("Kospi", check="conflicts", level=2722.99)]
        )
        await pilot.pause()
        assert [line.rstrip() for line in app.screen_lines()[1:3]] == [
            "▌▲ Topix ^HSI                    0.7%",
            " ▲ Kospi ^HSI                  ≠ 0.7% 2,722.99",
        ]
        await pilot.press("j")
        assert app.screen_lines()[3].strip("▌ ") == "≠ the figures do not agree"
        await pilot.resize_terminal(16, 6)
        await pilot.pause()
        assert app.screen_lines()[2].strip("▌ ").split() == ["▲", "Kospi", "0.7%"]


async def test_a_story_without_moves_says_so(host: Callable[..., Any]) -> None:
    app = host(MovesList())
    async with app.run_test(size=(56, 8)) as pilot:
        await pilot.press("j", "enter")
        assert app.screen_lines()[1].strip() == "No moves stated in this story"
        assert app.heard == []


async def test_hostile_names_are_shown_as_they_are(
    host: Callable[..., Any], make_move: Callable[..., Move], hostile_titles: tuple[str, ...]
) -> None:
    app = host(MovesList())
    async with app.run_test(size=(56, 16)) as pilot:
        app.widget.show_moves([make_move(title, title, level=1e300) for title in hostile_titles])
        await pilot.pause()
        for line, title in zip(app.screen_lines()[1:], hostile_titles, strict=False):
            assert title[:12] in line
        for size in ((30, 10), (8, 4), (1, 1), (56, 16)):
            await pilot.resize_terminal(*size)
            await pilot.press("j")
