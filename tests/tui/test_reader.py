"""What the keys of the reader do, from the screen's side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tapewire.config import Config
from tapewire.errors import StoreError
from tapewire.model import HeadlineQuery
from tui.keys import COMMANDS
from tui.listing import Listing
from widgets.headline_list import HeadlineList
from widgets.moves_list import MovesList
from widgets.related_list import RelatedList
from widgets.section_list import SectionList
from widgets.story_view import StoryView

Reading = Callable[..., Any]
Make = Callable[..., Any]


def titles(newsroom: Any, **conditions: Any) -> list[str]:
    return [row.title for row in newsroom.headlines(HeadlineQuery(**conditions), limit=50)]


async def test_the_newest_story_is_shown_with_its_moves_and_related_stories(reading: Reading) -> None:
    async with reading() as reader:
        assert "Hong Kong stocks close higher" in reader.text
        assert "26,310.55" in reader.text
        assert "MOVES 4" in reader.text
        assert "RELATED 1" in reader.text
        assert "1/5" in reader.text


async def test_looking_at_a_story_leaves_it_unread_and_opening_it_marks_it_read(
    reading: Reading, make_newsroom: Make
) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("j", "j", "k")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 5
        await reader.press("enter")
        assert titles(newsroom, unread_only=True) == [
            title for title in titles(newsroom) if title != "Shanghai slips as Hong Kong gains"
        ]
        assert reader.app.screen.focused is reader.app.screen.query_one(StoryView)


async def test_titles_that_look_like_markup_are_shown_whole(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("j", "j", "enter")
        assert reader.text.count("[Video] Fed cuts: stocks up [10%] [/b]") == 2


async def test_m_marks_read_and_unread_again(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("m")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 4
        await reader.press("m")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 5


async def test_s_bookmarks_the_story_and_removes_the_bookmark_again(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("s")
        (saved,) = newsroom.bookmarks()
        assert saved.story.title.startswith("Hong Kong stocks close higher")
        assert len(saved.moves) == 4
        assert "★" in reader.text
        await reader.press("s")
        assert newsroom.bookmarks() == ()


async def test_n_opens_the_unread_story_under_the_cursor_first(reading: Reading) -> None:
    async with reading() as reader:
        story = reader.app.screen.query_one(StoryView)
        await reader.press("n")
        assert story.story.story.title.startswith("Hong Kong stocks close higher")
        await reader.press("n")
        assert story.story.story.title == "Shanghai slips as Hong Kong gains"


async def test_keys_typed_faster_than_stories_are_fetched_all_count(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.burst("n", "n", "n")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 2
        await reader.burst("escape", "j", "s", "j", "m")
        (saved,) = newsroom.bookmarks()
        assert saved.story.title == "Ferry timetable changes for the new pier"
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 1
        await reader.burst("tab", "tab", "tab")
        assert isinstance(reader.app.screen.focused, RelatedList)
        await reader.burst("escape", "slash", *"tram")
        assert reader.app.screen.query_one(HeadlineList).count == 1


async def test_n_goes_from_unread_story_to_unread_story_and_says_when_there_is_none(
    reading: Reading, make_newsroom: Make
) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("n", "n", "n", "n", "n")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 0
        await reader.press("n")
        assert "Nothing unread here" in reader.text


async def test_a_story_read_in_the_unread_section_stays_in_its_place(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("S", "j", "enter")
        assert "Unread  1/5" in reader.text
        await reader.press("enter", "escape", "j", "enter", "escape")
        headlines = reader.app.screen.query_one(HeadlineList)
        assert headlines.cursor_position == 1
        assert headlines.count == 5
        await reader.press("S", "enter")
        assert reader.app.screen.query_one(HeadlineList).count == 3


async def test_choosing_a_move_marks_the_words_that_state_it(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("tab", "tab", "j", "enter")
        story = reader.app.screen.query_one(StoryView)
        assert story.chosen_move is not None
        assert story.chosen_move.evidence == "Tencent gained 2.5 per cent to HK$612.50"


async def test_a_related_story_opens_and_backspace_goes_back(reading: Reading) -> None:
    async with reading() as reader:
        await reader.press("tab", "tab", "tab", "enter")
        story = reader.app.screen.query_one(StoryView)
        assert story.story is not None
        assert story.story.story.title == "Shanghai slips as Hong Kong gains"
        await reader.press("backspace")
        assert story.story.story.title.startswith("Hong Kong stocks close higher")
        await reader.press("backspace")
        assert "No story was open before" in reader.text


async def test_search_narrows_the_list_as_one_types_and_escape_brings_it_back(reading: Reading) -> None:
    async with reading() as reader:
        headlines = reader.app.screen.query_one(HeadlineList)
        await reader.press("slash", *"ferry")
        assert headlines.count == 1
        await reader.press("enter")
        assert reader.app.screen.focused is headlines
        await reader.press("escape")
        assert headlines.count == 5
        assert headlines.highlighted.title == "Ferry timetable changes for the new pier"
        await reader.press("slash", *"zzz")
        assert "holds “zzz”" in reader.text
        assert not reader.app.screen.query_one(StoryView).story


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
async def test_tab_goes_through_every_pane_and_shows_each(size: tuple[int, int], reading: Reading) -> None:
    async with reading(size=size) as reader:
        seen = []
        for _ in range(5):
            focused = reader.app.screen.focused
            assert focused.region.width > 20
            assert focused.region.height > 3
            seen.append(type(focused))
            await reader.press("tab")
        assert seen == [HeadlineList, StoryView, MovesList, RelatedList, SectionList]
        assert isinstance(reader.app.screen.focused, HeadlineList)
        await reader.press("shift+tab")
        assert isinstance(reader.app.screen.focused, SectionList)


async def test_news_that_arrives_on_top_leaves_the_cursor_on_its_story(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("j")
        newsroom.arriving = (make_entry("courier", "new", 1, "Fresh news from the harbour", "Just in."),)
        await reader.press("r")
        headlines = reader.app.screen.query_one(HeadlineList)
        assert headlines.count == 6
        assert headlines.cursor_position == 2
        assert headlines.highlighted.title == "Shanghai slips as Hong Kong gains"
        assert "Fresh news from the harbour" in reader.text


async def test_without_network_the_bundled_edition_is_shown_until_a_feed_answers(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    empty, bundled = make_newsroom(()), make_newsroom()
    bundled.is_bundled = True
    empty.failing = "The host is not known."
    async with reading(empty, demo=bundled) as reader:
        assert "Bundled edition, invented: no feed answered. r tries again" in reader.text
        assert "No feed answered" in reader.text
        assert "Hong Kong stocks close higher" in reader.text
        empty.failing = None
        empty.arriving = (make_entry("courier", "new", 1, "The wire is back", "Just in."),)
        await reader.press("r")
        assert "The wire is back" in reader.text
        assert "Bundled edition" not in reader.text
        assert reader.app.screen.query_one(HeadlineList).count == 1


async def test_going_over_to_the_live_feeds_leaves_nothing_of_the_bundled_edition_behind(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    empty, bundled = make_newsroom(()), make_newsroom()
    bundled.is_bundled = True
    empty.failing = "The host is not known."
    async with reading(empty, demo=bundled) as reader:
        await reader.press("n", "n")
        empty.failing = None
        empty.arriving = (make_entry("courier", "new", 1, "The wire is back", "Just in."),)
        await reader.press("r")
        assert isinstance(reader.app.screen.focused, HeadlineList)
        await reader.press("backspace")
        assert "No story was open before this one" in reader.text
        await reader.press("m")
        assert empty.count(HeadlineQuery(unread_only=True)) == 0


async def test_a_newsroom_whose_every_story_is_bookmarked_is_still_the_users_own(
    reading: Reading, make_newsroom: Make
) -> None:
    newsroom, bundled = make_newsroom(), make_newsroom()
    bundled.is_bundled = True
    for title in newsroom.headlines(HeadlineQuery(), limit=9):
        newsroom.save(title.id)
    async with reading(newsroom, demo=bundled) as reader:
        assert "Bundled edition" not in reader.text


async def test_a_section_chosen_while_news_arrives_is_the_one_that_is_shown(
    reading: Reading, make_newsroom: Make, make_entry: Make
) -> None:
    newsroom = make_newsroom()
    newsroom.arriving = (make_entry("courier", "new", 1, "Fresh news from the harbour", "Just in."),)
    async with reading(newsroom) as reader:
        listing = reader.app.screen.query_one(Listing)
        bulletin = next(section for section in newsroom.sections() if section.name == "Bulletin")
        listing.show(bulletin)
        listing.renew()
        await reader.press("down")
        assert (listing.headlines.heading, listing.headlines.count) == ("Bulletin", 2)


async def test_a_store_that_cannot_be_written_is_told_and_the_reader_goes_on(
    reading: Reading, make_newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = make_newsroom()

    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(newsroom, "mark_read", fail)
    async with reading(newsroom) as reader:
        await reader.press("m")
        assert "The disk is full." in reader.text
        await reader.press("j")
        assert "2/5" in reader.text


async def test_a_feed_that_failed_says_why_in_its_own_section(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    newsroom.failing = "There is nothing at this address."
    async with reading(newsroom) as reader:
        assert "There is nothing" not in reader.text
        await reader.press("S", "G", "enter")
        assert "There is nothing at this address." in reader.text


async def test_an_empty_reader_says_what_is_so_and_which_key_helps(reading: Reading, make_newsroom: Make) -> None:
    async with reading(make_newsroom(())) as reader:
        assert "No stories yet" in reader.text
        assert "r fetches the feeds" in reader.text
        await reader.press("S", "j", "j", "enter")
        assert "s saves a story whole" in reader.text


async def test_help_names_every_command_and_its_keys(reading: Reading) -> None:
    async with reading(size=(120, 100)) as reader:
        await reader.press("question_mark")
        text = " ".join(reader.text.replace("│", " ").split())
        for command in COMMANDS:
            assert command.help.split(".")[0][:40] in text, command.name
        await reader.press("escape")
        assert "Hong Kong stocks close higher" in reader.text


async def test_keys_that_the_list_of_commands_leaves_to_panes_are_bound_by_them(reading: Reading) -> None:
    async with reading() as reader:
        for pane in (HeadlineList, StoryView, MovesList, RelatedList, SectionList):
            bound = reader.app.screen.query_one(pane)._bindings.key_to_bindings.keys()
            for command in COMMANDS:
                if command.action is None and command.name != "open":
                    assert set(command.keys) <= bound, (pane.__name__, command.name)


async def test_the_palette_runs_commands_on_the_screen_it_was_opened_on(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("ctrl+p", *"mark read", "enter")
        await reader.press("enter")
        assert newsroom.count(HeadlineQuery(unread_only=True)) == 4


async def test_a_theme_that_does_not_exist_is_named_and_replaced(reading: Reading) -> None:
    async with reading(config=Config(theme="no-such-theme", refresh_minutes=0)) as reader:
        assert reader.app.theme == "tapewire-dark"
        assert "no-such-theme" in reader.text


async def test_red_is_up_swaps_the_colours_of_the_moves(reading: Reading) -> None:
    def colour(reader: Any) -> Any:
        return reader.app.screen.query_one(MovesList).get_visual_style("move--up").foreground

    async with reading() as reader:
        green = colour(reader)
    async with reading(config=Config(red_is_up=True, refresh_minutes=0)) as reader:
        red = colour(reader)
    assert green.g > green.r
    assert red.r > red.g
