from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.content import Content

from tapewire.model import Mark, Move, OpenedStory
from widgets.story_view import StoryView

SIZE = (80, 21)

LEAD = "The Hang Seng Index climbed 0.7 per cent at the close.\n\n"
LONG = LEAD + "\n\n".join(f"Paragraph {number} of the story." for number in range(200)) + "\n\n升恒生指數收市跌1.5%。"


@pytest.fixture
def opened(make_opened: Callable[..., OpenedStory], make_move: Callable[..., Move]) -> OpenedStory:
    falls = LONG.index("跌1.5%")
    moves = (
        make_move(start=4, end=40),
        make_move(start=falls, end=falls + 5, direction="down", percent=-1.5),
        make_move(direction="down"),
    )
    close = LONG.index("at the close")
    marks = (Mark(start=close, end=close + 12, kind="link", href="https://example.org/close"),)
    return make_opened(LONG, moves=moves, marks=marks)


def words_styled(app: Any, component: str) -> str:
    """What on the screen has the look of a component, line breaks left out."""
    wanted = app.widget.get_visual_style(component).rich_style
    return "".join(
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and (segment.style.color, segment.style.bgcolor) == (wanted.color, wanted.bgcolor)
    ).strip()


async def test_a_story_is_set_in_a_column_and_scrolls_by_keys(host: Callable[..., Any], opened: OpenedStory) -> None:
    app = host(StoryView())
    async with app.run_test(size=(120, 21)) as pilot:
        app.widget.story = opened
        await pilot.pause()
        lines = app.screen_lines()
        assert lines[1].strip() == "Hong Kong stocks advance"
        assert lines[5].strip() == LEAD.strip()
        places = []
        for key in ["j", "down", "k", "space", "pagedown", "pageup", "ctrl+d", "ctrl+u", "G", "g", "end", "home"]:
            await pilot.press(key)
            places.append(app.widget.scroll_offset.y)
        end = app.widget.max_scroll_y
        assert places == [1, 2, 1, 20, 39, 20, 30, 20, end, 0, end, 0]
        assert end > 380


async def test_stated_moves_are_coloured_where_they_stand(host: Callable[..., Any], opened: OpenedStory) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        await pilot.pause()
        assert words_styled(app, "move--up") == "Hang Seng Index climbed 0.7 per cent"
        up, down = (app.widget.get_visual_style(name).rich_style.color for name in ("move--up", "move--down"))
        app.add_class("-red-up")
        await pilot.pause()
        assert app.widget.get_visual_style("move--up").rich_style.color == down
        assert app.widget.get_visual_style("move--down").rich_style.color == up


async def test_a_chosen_move_is_scrolled_to_and_marked_until_another_is(
    host: Callable[..., Any], opened: OpenedStory
) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        await pilot.pause()
        app.widget.show_move(opened.moves[1])
        await pilot.pause()
        assert words_chosen(app) == "跌1.5%"
        app.widget.show_move(opened.moves[0])
        await pilot.pause()
        assert words_chosen(app) == "Hang Seng Index climbed 0.7 per cent"
        app.widget.show_move(opened.moves[2])
        await pilot.pause()
        assert (words_chosen(app), app.widget.scroll_offset.y) == ("Hong Kong stocks advance", 0)
        app.widget.story = replace(opened, story=replace(opened.story, id="b" * 16))
        await pilot.pause()
        assert (words_chosen(app), app.widget.chosen_move) == ("", None)


async def test_the_words_that_say_why_are_marked_with_the_move(
    host: Callable[..., Any], opened: OpenedStory, make_move: Callable[..., Move]
) -> None:
    why = LONG.index("at the close")
    told = make_move(start=4, end=40, reason="at the close", reason_start=why, reason_end=why + 12)
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = replace(opened, moves=(told, opened.moves[1]))
        await pilot.pause()
        assert words_chosen(app, "story--reason") == ""
        app.widget.show_move(told)
        await pilot.pause()
        assert words_chosen(app, "story--reason") == "at the close"
        assert words_chosen(app) == "Hang Seng Index climbed 0.7 per cent"
        app.widget.show_move(opened.moves[1])
        await pilot.pause()
        assert words_chosen(app, "story--reason") == ""


def words_chosen(app: Any, component: str = "story--chosen") -> str:
    background = app.widget.get_visual_style(component).rich_style.bgcolor
    return "".join(
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and segment.style.bgcolor == background
    )


async def test_a_move_chosen_while_the_story_is_hidden_is_in_view_when_it_shows(
    host: Callable[..., Any], opened: OpenedStory
) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.display = False
        await pilot.pause()
        app.widget.story = opened
        app.widget.show_move(opened.moves[1])
        app.widget.display = True
        await pilot.pause()
        await pilot.pause()
        assert words_chosen(app) == "跌1.5%"


async def test_words_in_view_are_not_scrolled_to(host: Callable[..., Any], opened: OpenedStory) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        await pilot.press("j", "j")
        app.widget.show_move(opened.moves[0])
        await pilot.pause()
        assert app.widget.scroll_offset.y == 2


async def test_a_change_of_flags_keeps_the_place_and_another_story_begins_at_its_top(
    host: Callable[..., Any], opened: OpenedStory
) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        await pilot.press("space")
        app.widget.story = replace(opened, is_saved=True)
        await pilot.pause()
        assert app.widget.scroll_offset.y == 19
        app.widget.story = replace(opened, story=replace(opened.story, id="b" * 16))
        await pilot.pause()
        assert app.widget.scroll_offset.y == 0


async def test_the_words_at_the_top_stay_there_when_the_width_changes(
    host: Callable[..., Any], make_opened: Callable[..., OpenedStory]
) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = make_opened("\n\n".join(f"Paragraph {at} " + "of words " * 30 for at in range(50)))
        await pilot.pause()
        await pilot.press("space", "space", "space")
        while "Paragraph" not in app.screen_lines()[1]:
            await pilot.press("j")
        top = app.screen_lines()[1].split("of")[0]
        for width in (40, 120, 60):
            await pilot.resize_terminal(width, 21)
            await pilot.pause()
            assert app.screen_lines()[1].startswith(top)


async def test_a_click_on_a_link_tells_where_it_leads(host: Callable[..., Any], opened: OpenedStory) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        await pilot.pause()
        lines = app.screen_lines()
        link = next(y for y, line in enumerate(lines) if "at the close" in line)
        await pilot.click(StoryView, offset=(lines[link].index("the close"), link))
        await pilot.click(StoryView, offset=(lines[link].index("Hang"), link))
        page = next(y for y, line in enumerate(lines) if "https:" in line)
        await pilot.click(StoryView, offset=(3, page))
        assert [message.href for message in app.heard] == ["https://example.org/close", "https://example.org/story"]


async def test_without_a_story_it_says_so(host: Callable[..., Any], opened: OpenedStory) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = opened
        app.widget.placeholder = Content("[b]Nothing[/b] open")
        app.widget.story = None
        await pilot.press("j", "space", "G")
        assert [line.strip() for line in app.screen_lines()[1:] if line.strip()] == ["[b]Nothing[/b] open"]
        grounds = {
            segment.style.bgcolor
            for strip in app.screen._compositor.render_strips()[1:]
            for segment in strip
            if segment.style is not None
        }
        assert len(grounds) == 1


async def test_hostile_stories_are_shown_as_they_are(
    host: Callable[..., Any], make_opened: Callable[..., OpenedStory], hostile_titles: tuple[str, ...]
) -> None:
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        for title in hostile_titles:
            app.widget.story = make_opened(f"{title}\n\nend", title=title, source=title, author=title)
            await pilot.pause()
            shown = "".join(line.strip() for line in app.screen_lines())
            assert (title or "(no title)")[:12].strip() in shown
        for size in ((40, 10), (12, 4), (3, 2), (1, 1), SIZE):
            await pilot.resize_terminal(*size)
            await pilot.press("j", "G")


async def test_a_megabyte_is_drawn_line_by_line(
    host: Callable[..., Any], make_opened: Callable[..., OpenedStory], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = 0
    draw = StoryView._segments

    def counted(self: StoryView, line: Any) -> Any:
        nonlocal drawn
        drawn += 1
        return draw(self, line)

    monkeypatch.setattr(StoryView, "_segments", counted)
    app = host(StoryView())
    async with app.run_test(size=SIZE) as pilot:
        app.widget.story = make_opened("word " * 200_000 + "end")
        await pilot.press("G")
        assert "end" in "".join(app.screen_lines())
        assert 0 < drawn < 100
