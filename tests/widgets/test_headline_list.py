from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from textual.content import Content
from textual.events import MouseScrollDown
from textual.message import Message

from tapewire.model import Headline
from widgets.headline_list import HeadlineList
from widgets.headline_rows import LOOK_AHEAD

HEIGHT = 20
SIZE = (80, HEIGHT + 1)
"""The list's heading takes a line."""


def told(messages: Sequence[Message]) -> list[tuple[Any, ...]]:
    """Messages as tuples that can be compared."""
    short: list[tuple[Any, ...]] = []
    for message in messages:
        if isinstance(message, HeadlineList.RowsWanted):
            short.append(("wanted", message.start, message.end))
        elif isinstance(message, HeadlineList.Highlighted):
            short.append(("highlighted", int(message.headline.id, 16)))
        elif isinstance(message, HeadlineList.Opened):
            short.append(("opened", int(message.headline.id, 16)))
    return short


@pytest.fixture
def rows(make_headline: Callable[..., Headline]) -> Callable[[int, int], list[Headline]]:
    return lambda start, end: [make_headline(number) for number in range(start, end)]


@pytest.fixture
def filled(host: Callable[..., Any], make_headline: Callable[..., Headline]) -> Callable[[int], Any]:
    """An app with a list of so many rows, which answers every request at once; ``news`` of them are new ones on top."""

    class Answering(HeadlineList):
        news = 0

        def _on_headline_list_rows_wanted(self, event: HeadlineList.RowsWanted) -> None:
            numbers = [at - self.news if at >= self.news else 1_000 + at for at in range(event.start, event.end)]
            self.supply(event.start, [make_headline(number) for number in numbers], version=event.version)

    def make(count: int) -> Any:
        app = host(Answering())
        app.call_later(lambda: app.widget.set_count(count))
        return app

    return make


async def test_a_hundred_thousand_rows_ask_for_those_on_the_screen(filled: Callable[[int], Any]) -> None:
    app = filled(100_000)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert told(app.heard) == [("wanted", 0, HEIGHT + LOOK_AHEAD), ("highlighted", 0)]
        assert "Story 19" in app.screen_lines()[HEIGHT]
        app.heard.clear()
        await pilot.press("G")
        assert told(app.heard) == [("wanted", 100_000 - HEIGHT - LOOK_AHEAD, 100_000), ("highlighted", 99_999)]
        assert "Story 99999" in app.screen_lines()[HEIGHT]


async def test_rows_are_asked_for_before_they_come_into_view(filled: Callable[[int], Any]) -> None:
    app = filled(1_000)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.heard.clear()
        for _ in range(5):
            await pilot.press("pagedown")
            assert "·" not in "".join(app.screen_lines())
        asked = [(start, end) for name, start, *rest in told(app.heard) if name == "wanted" for end in rest]
        assert asked == [(80, 118), (118, 156)]


async def test_the_cursor_moves_by_row_page_and_half_page(filled: Callable[[int], Any]) -> None:
    app = filled(200)
    async with app.run_test(size=SIZE) as pilot:
        app.widget.focus()
        places = []
        for key in ["j", "down", "k", "ctrl+d", "pagedown", "pageup", "ctrl+u", "up", "G", "end", "g", "home"]:
            await pilot.press(key)
            places.append(app.widget.cursor_position)
        assert places == [1, 2, 1, 11, 30, 11, 1, 0, 199, 199, 0, 0]


async def test_enter_opens_the_story_under_the_cursor(filled: Callable[[int], Any]) -> None:
    app = filled(50)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        assert told(app.heard)[1:] == [("highlighted", 0), ("highlighted", 1), ("opened", 1)]


async def test_a_click_highlights_and_another_opens_once(filled: Callable[[int], Any]) -> None:
    app = filled(50)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.heard.clear()
        await pilot.click(HeadlineList, offset=(20, 4))
        await pilot.click(HeadlineList, offset=(20, 4))
        assert told(app.heard) == [("highlighted", 3), ("opened", 3)]
        app.heard.clear()
        await pilot.click(HeadlineList, offset=(20, 6), times=2)
        assert told(app.heard) == [("highlighted", 5), ("opened", 5)]
        app.heard.clear()
        await pilot.click(HeadlineList, offset=(30, 6), times=2)
        assert told(app.heard) == [("opened", 5)]


async def test_the_wheel_scrolls_and_leaves_the_cursor(filled: Callable[[int], Any]) -> None:
    app = filled(100)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], HeadlineList, offset=(5, 5))
        assert app.widget.scroll_offset.y > 0
        assert app.widget.cursor_position == 0


async def test_when_news_arrives_on_top_the_cursor_stays_on_its_story_and_its_line(
    filled: Callable[[int], Any],
) -> None:
    app = filled(100)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.widget.move_cursor(30)
        await pilot.pause()
        line = next(y for y, text in enumerate(app.screen_lines()) if "Story 30 " in text)
        app.heard.clear()
        app.widget.news = 3
        app.widget.refresh_rows(103, 33)
        await pilot.pause()
        assert app.widget.cursor_position == 33
        assert "Story 30 " in app.screen_lines()[line]
        assert [name for name, *_ in told(app.heard)] == ["wanted"]


async def test_a_cursor_that_moved_on_while_news_arrived_stays_where_it_went(filled: Callable[[int], Any]) -> None:
    app = filled(100)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j")
        asked_for = app.widget.highlighted
        await pilot.press("j")
        app.heard.clear()
        app.widget.news = 3
        app.widget.refresh_rows(103, 5, story_id=asked_for.id)
        await pilot.pause()
        assert (app.widget.cursor_position, app.widget.highlighted.title) == (6, "Story 3")
        assert [name for name, *_ in told(app.heard)] == ["wanted"]


async def test_rows_stay_on_the_screen_until_new_ones_come(
    host: Callable[..., Any], rows: Callable[[int, int], list[Headline]]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.set_count(5)
        app.widget.supply(0, rows(0, 5))
        app.widget.refresh_rows(6, 1)
        await pilot.pause()
        assert [line.split()[-1] for line in app.screen_lines()[1:7]] == ["·", "0", "1", "2", "3", "4"]
        app.widget.supply(0, rows(10, 16))
        await pilot.pause()
        assert [line.split()[-1] for line in app.screen_lines()[1:7]] == ["10", "11", "12", "13", "14", "15"]


async def test_when_news_arrives_a_list_that_was_scrolled_by_the_wheel_stays_where_it_is(
    filled: Callable[[int], Any],
) -> None:
    app = filled(200)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.widget.scroll_to(y=100, animate=False)
        await pilot.pause()
        top = app.screen_lines()[1]
        app.widget.news = 3
        app.widget.refresh_rows(203, 3)
        await pilot.pause()
        assert (app.screen_lines()[1], app.widget.cursor_position) == (top, 3)


async def test_when_the_story_under_the_cursor_is_gone_the_cursor_keeps_its_place(filled: Callable[[int], Any]) -> None:
    app = filled(10)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        app.heard.clear()
        app.widget.refresh_rows(4, None)
        await pilot.pause()
        assert app.widget.cursor_position == 3
        assert told(app.heard) == [("wanted", 0, 4), ("highlighted", 3)]


async def test_rows_of_an_older_list_are_dropped(
    host: Callable[..., Any], rows: Callable[[int, int], list[Headline]]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.set_count(3)
        await pilot.pause()
        app.widget.set_count(3)
        await pilot.pause()
        old, new = (message for message in app.heard if isinstance(message, HeadlineList.RowsWanted))
        app.widget.supply(0, rows(90, 93), version=old.version)
        assert app.widget.highlighted is None
        app.widget.supply(0, rows(0, 3), version=new.version)
        assert app.widget.highlighted == rows(0, 1)[0]


async def test_another_list_begins_at_a_story_and_keeps_nothing_of_the_one_before(
    host: Callable[..., Any], rows: Callable[[int, int], list[Headline]]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.set_count(3)
        app.widget.supply(0, rows(500, 503))
        await pilot.pause()
        searched = app.heard[0].version
        app.heard.clear()
        app.widget.set_count(200, 70)
        app.widget.supply(0, rows(500, 503), version=searched)
        await pilot.pause()
        assert "Story" not in "".join(app.screen_lines())
        (wanted,) = app.heard
        app.widget.supply(wanted.start, rows(wanted.start, wanted.end), version=wanted.version)
        await pilot.pause()
        assert told(app.heard)[1:] == [("highlighted", 70)]
        assert "▌" in app.screen_lines()[1 + HEIGHT // 2]
        assert [line.split("Story ")[1].split()[0] for line in app.screen_lines()[1:]] == [
            str(number) for number in range(60, 80)
        ]
        app.widget.set_count(2, 70)
        assert app.widget.cursor_position == 1


async def test_the_sources_column_grows_with_the_rows_and_begins_anew_with_another_list(
    host: Callable[..., Any], make_headline: Callable[..., Headline]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=(120, 6)) as pilot:
        places = []
        app.widget.set_count(1)
        for source in ("Tape", "Morning Tape", "Tape"):
            app.widget.supply(0, [make_headline(source=source)])
            await pilot.pause()
            places.append(app.screen_lines()[1].index("Story 0"))
        app.widget.set_count(1)
        app.widget.supply(0, [make_headline(source="Tape")])
        await pilot.pause()
        places.append(app.screen_lines()[1].index("Story 0"))
        assert places == [16, 24, 24, 16]


async def test_rows_that_are_late_are_drawn_quietly_and_opened_when_they_come(
    host: Callable[..., Any], rows: Callable[[int, int], list[Headline]]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.set_count(3)
        await pilot.press("j", "enter")
        assert [line.rstrip() for line in app.screen_lines()[1:5]] == ["   ·", "▌  ·", "   ·", ""]
        app.widget.supply(0, rows(0, 3))
        await pilot.pause()
        assert told(app.heard) == [("wanted", 0, 3), ("highlighted", 1), ("opened", 1)]


async def test_one_row_changes_in_place(filled: Callable[[int], Any], make_headline: Callable[..., Headline]) -> None:
    app = filled(5)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.heard.clear()
        assert app.screen_lines()[3].startswith(" ● ")
        app.widget.update_headline(replace(make_headline(2), is_read=True, is_saved=True))
        await pilot.pause()
        assert app.screen_lines()[3].startswith("  ★")
        assert app.heard == []


async def test_a_list_filled_before_it_is_mounted_shows_its_rows(
    host: Callable[..., Any], rows: Callable[[int, int], list[Headline]]
) -> None:
    headlines = HeadlineList()
    headlines.heading = "[/b]"
    headlines.set_count(100)
    headlines.supply(0, rows(0, 100))
    headlines.move_cursor(50)
    app = host(headlines)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.screen_lines()[0].startswith("━[/b]━")
        assert "Story 50 " in "".join(app.screen_lines())


async def test_an_empty_list_says_so_in_the_middle(host: Callable[..., Any]) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.placeholder = Content("[b]Nothing[/b] here")
        await pilot.press("j", "enter", "G")
        lines = [(y, line) for y, line in enumerate(app.screen_lines()[1:]) if line.strip()]
        assert [(y, line.strip()) for y, line in lines] == [(9, "[b]Nothing[/b] here")]
        assert abs(lines[0][1].index("[") - (80 - 19) // 2) <= 1
        assert app.heard == []


async def test_hostile_titles_are_shown_as_they_are(
    host: Callable[..., Any], make_headline: Callable[..., Headline], hostile_titles: tuple[str, ...]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.set_count(len(hostile_titles))
        app.widget.supply(0, [make_headline(at, title=title, source=title) for at, title in enumerate(hostile_titles)])
        await pilot.pause()
        for line, title in zip(app.screen_lines()[1:], hostile_titles, strict=False):
            assert (title or "(no title)")[:12] in line
        for size in ((40, 10), (12, 4), (3, 2), (1, 1), SIZE):
            await pilot.resize_terminal(*size)
            await pilot.press("j")


async def test_the_heading_tells_of_news_above_until_it_is_scrolled_to(
    host: Callable[..., Any], make_headline: Callable[..., Headline]
) -> None:
    app = host(HeadlineList())
    async with app.run_test(size=(60, 8)) as pilot:
        app.widget.heading = "Asia [/b]"
        app.widget.set_count(40)
        app.widget.supply(0, [make_headline(number) for number in range(40)])
        app.widget.focus()
        await pilot.press("j")
        app.widget.refresh_rows(43, 4)
        await pilot.pause()
        assert "Asia [/b]  3 new ↑" in app.screen_lines()[0]
        assert app.widget.cursor_position == 4
        await pilot.press("k", "k", "k", "k")
        await pilot.pause()
        assert "new" not in app.screen_lines()[0]
