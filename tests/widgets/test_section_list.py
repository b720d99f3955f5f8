from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tapewire.model import Section
from widgets.section_list import SectionList

SECTIONS = (
    Section(kind="all", name="All", unread=312, total=1204),
    Section(kind="unread", name="Unread", unread=312, total=312),
    Section(kind="saved", name="Saved", total=14),
    Section(kind="feed", name="Alone", key="alone"),
    Section(kind="folder", name="Markets", key="Markets", unread=1071),
    Section(kind="feed", name="[/b]恒生通訊社新聞網站", key="first", unread=40),
    Section(kind="feed", name="Second", key="second"),
    Section(kind="folder", name="World", key="World"),
)


async def test_sections_have_their_counts_on_the_right_and_feeds_stand_under_their_folder(
    host: Callable[..., Any],
) -> None:
    app = host(SectionList())
    async with app.run_test(size=(25, 10)) as pilot:
        app.widget.show_sections(SECTIONS, SECTIONS[1])
        await pilot.pause()
        assert [line.rstrip() for line in app.screen_lines()[1:9]] == [
            "  ≡ All           1,204",
            "▌▸● Unread          312",
            "  ★ Saved            14",
            "  Alone",
            "  ▾ Markets       1,071",
            "    [/b]恒生通訊社…  40",
            "    Second",
            "  ▾ World",
        ]


async def test_enter_and_click_choose_a_section(host: Callable[..., Any]) -> None:
    app = host(SectionList())
    async with app.run_test(size=(25, 10)) as pilot:
        app.widget.show_sections(SECTIONS)
        await pilot.press("j", "k", "k", "j", "enter", "G", "j", "enter", "g", "enter")
        await pilot.click(SectionList, offset=(5, 4))
        assert [message.section.name for message in app.heard] == ["Unread", "World", "All", "Alone"]


async def test_new_counts_leave_the_cursor_on_its_section(host: Callable[..., Any]) -> None:
    app = host(SectionList())
    async with app.run_test(size=(25, 10)) as pilot:
        app.widget.show_sections(SECTIONS, SECTIONS[0])
        await pilot.press("G", "k")
        more = (Section(kind="all", name="All", unread=313, total=1205), *SECTIONS[1:5], *SECTIONS[6:])
        app.widget.show_sections(more, more[0])
        await pilot.press("enter")
        assert [message.section.name for message in app.heard] == ["Second"]
        assert "1,205" in app.screen_lines()[1]


async def test_the_rows_follow_the_width(host: Callable[..., Any]) -> None:
    app = host(SectionList())
    async with app.run_test(size=(25, 10)) as pilot:
        app.widget.show_sections(SECTIONS)
        for width, height in ((60, 10), (12, 3), (3, 2), (1, 1), (25, 10)):
            await pilot.resize_terminal(width, height)
            await pilot.press("pagedown", "ctrl+d", "pageup", "ctrl+u")
        assert app.screen_lines()[1].rstrip() == "▌ ≡ All           1,204"


async def test_no_count_is_cut_however_narrow_and_short_the_list(host: Callable[..., Any]) -> None:
    app = host(SectionList())
    async with app.run_test(size=(25, 4)) as pilot:
        await pilot.pause()
        app.widget.show_sections(SECTIONS[:1] * 9)
        for width in range(25, 0, -1):
            await pilot.resize_terminal(width, 4)
            await pilot.pause()
            for line in app.screen_lines()[1:]:
                assert "1" not in line or "1,204" in line
        await pilot.resize_terminal(14, 4)
        assert "1,204" in app.screen_lines()[1]
