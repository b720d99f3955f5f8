"""The screen of feeds: what it shows, and what its keys do to the config."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tapewire.config import load_config
from tapewire.library.feeds import FeedState
from tapewire.model import Feed
from tui.screens.feeds import FeedsScreen
from tui.subscriptions import Subscriptions
from widgets.feed_table import FeedTable

Reading = Callable[..., Any]
Make = Callable[..., Any]

FEED = """<rss version="2.0"><channel><title>Straits Wire</title>
<item><guid>1</guid><title>Stocks up [10%] [/b]</title></item></channel></rss>"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config with the feeds of the newsroom, and a comment."""
    path = tmp_path / "config.yaml"
    path.write_text(
        "feeds:\n  # the first\n  - {url: courier, name: Courier, folder: Harbour}\n"
        "  - {url: gazette, name: Gazette, folder: Harbour}\n  - {url: bulletin, name: Bulletin}\n"
    )
    return path


def text_of(config: Path) -> str:
    return config.read_text()


def add_line(config: Path, line: str) -> None:
    config.write_text(f"{config.read_text()}{line}\n")


def names(config: Path) -> list[str]:
    return [feed.name for feed in load_config(config).feeds]


async def test_each_feed_has_a_line_and_the_chosen_one_its_particulars(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    now = newsroom.clock()
    newsroom._library.save_feed_state(
        "gazette",
        FeedState(
            checked_at=now - timedelta(minutes=5),
            succeeded_at=now - timedelta(days=3),
            next_check_at=now + timedelta(hours=2),
            errors=12,
            error="The server refuses us (403 Forbidden).",
        ),
    )
    newsroom.held = "courier"
    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("F", "j")
        assert "FEEDS 3 · 1 failing" in reader.text
        line = next(line for line in reader.text.splitlines() if line.startswith("▌"))
        assert line.split() == ["▌Gazette", "failing", "Harbour", "2", "2", "3d", "2h", "12"]
        assert "Asked 5m ago · answered 3d ago · next in 2h" in reader.text
        assert "12 errors in a row: The server refuses us (403 Forbidden)." in reader.text
        assert "Feeds  2/3" in reader.text
        assert "Fetching Courier" in reader.text


async def test_changes_are_in_the_config_at_once_and_u_takes_each_of_them_back(reading: Reading, config: Path) -> None:
    before = text_of(config)
    async with reading(size=(120, 40), config_path=config) as reader:
        await reader.press("F", "n", *"!", "enter")
        assert names(config) == ["Courier!", "Gazette", "Bulletin"]
        assert "Renamed Courier. u takes it back" in reader.text
        await reader.press("f", *["backspace"] * 7, *"Asia", "enter", "j", "m", "j", "d")
        feeds = load_config(config).feeds
        assert [(feed.name, feed.folder, feed.is_enabled) for feed in feeds] == [
            ("Courier!", "Asia", True),
            ("Gazette", "Harbour", False),
        ]
        assert "# the first" in text_of(config)
        assert [feed.name for feed in reader.newsroom.feeds] == ["Courier!", "Gazette"]
        await reader.press("u")
        assert "Taken back: removed Bulletin" in reader.text
        await reader.press("u", "u", "u")
        assert text_of(config) == before
        await reader.press("u")
        assert "no change of the feeds to take back" in reader.text


async def test_a_muted_feed_has_its_stories_in_no_list_until_the_same_key_or_u(reading: Reading, config: Path) -> None:
    before = text_of(config)
    async with reading(size=(120, 40), config_path=config) as reader:
        await reader.press("F", "M")
        assert "Muted Courier. u takes it back" in reader.text
        assert [rule.source for rule in load_config(config).mute] == ["courier"]
        await reader.press("escape")
        assert "Hong Kong stocks close higher" not in reader.text
        await reader.press("F", "u")
        assert text_of(config) == before
        await reader.press("M", "M")
        assert "Showed the stories of Courier. u takes it back" in reader.text
        assert load_config(config).mute == ()
        await reader.press("escape")
        assert "Hong Kong stocks close higher" in reader.text


async def test_a_question_that_is_left_changes_nothing(reading: Reading, config: Path) -> None:
    before = text_of(config)
    async with reading(config_path=config) as reader:
        await reader.press("F", "n", "x", "escape", "f", "escape", "a", "escape", "n", "enter")
        assert text_of(config) == before
        assert isinstance(reader.app.screen, FeedsScreen)


async def test_a_blank_name_and_a_config_changed_elsewhere_are_told(reading: Reading, config: Path) -> None:
    async with reading(config_path=config) as reader:
        await reader.press("F", "n", *["backspace"] * 7, "enter")
        assert "The name is blank." in reader.text
        await reader.press("m")
        add_line(config, "# mine")
        await reader.press("u")
        assert "has been changed since" in reader.text
        assert "# mine" in text_of(config)


async def test_a_feed_is_found_previewed_followed_and_fetched(reading: Reading, config: Path, tmp_path: Path) -> None:
    (tmp_path / "wire.xml").write_text(FEED)
    async with reading(config_path=config) as reader:
        await reader.press("F", "a", *str(tmp_path / "wire.xml"), "enter")
        assert "Found. Enter follows it." in reader.text
        assert "Stocks up [10%] [/b]" in reader.text
        await reader.press("enter")
        added = load_config(config).feeds[-1]
        assert (added.name, added.folder) == ("Straits Wire", "Harbour")
        assert [feed.name for feed in reader.newsroom.asked[-1]] == ["Straits Wire"]
        assert reader.app.screen.query_one(FeedTable).highlighted.feed == added


async def test_an_address_that_leads_nowhere_is_told_in_the_prompt(reading: Reading, config: Path) -> None:
    async with reading(config_path=config) as reader:
        await reader.press("F", "a", *"ftp://x", "enter")
        assert "is neither an http(s) address nor a file" in " ".join(reader.text.split())
        await reader.press("escape")
        assert isinstance(reader.app.screen, FeedsScreen)


async def test_r_asks_one_feed_now_and_after_a_round_that_is_under_way(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom()
    async with reading(newsroom) as reader:
        await reader.press("F", "j", "r")
        assert [feed.name for feed in newsroom.asked[-1]] == ["Gazette"]
        newsroom.held = "bulletin"
        await reader.press("R", "r")
        assert "Gazette is asked when this refresh is over" in reader.text
        assert len(newsroom.asked[-1]) == 3


async def test_enter_goes_to_the_feeds_headlines_and_q_goes_back(reading: Reading, config: Path) -> None:
    async with reading(config_path=config) as reader:
        await reader.press("F", "j", "j", "enter")
        assert "Bulletin  1/2" in reader.text
        await reader.press("F", "G", "d", "q")
        assert "All  1/5" in reader.text
        assert reader.app.screen.focused.id == "headlines"


async def test_without_feeds_it_says_which_key_adds_one(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom(())
    newsroom.feeds = ()
    async with reading(newsroom) as reader:
        await reader.press("F")
        assert "No feed is followed." in reader.text
        assert "a adds one" in reader.text
        await reader.press("n", "d", "r", "o", "m", "f", "enter")
        assert "No feed is followed. a adds one" in reader.text


async def test_o_opens_the_site_of_the_feeds_stories(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    async def note(_app: object, url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("tui.screens.feeds.open_page", note)
    async with reading() as reader:
        await reader.press("F", "j", "o")
    assert opened == ["https://gazette.example/"]


async def test_the_palette_offers_the_commands_of_the_screen_it_was_opened_on(reading: Reading, config: Path) -> None:
    async with reading(config_path=config) as reader:
        await reader.press("F", "ctrl+p", *"remove the feed", "enter", "enter")
        assert names(config) == ["Gazette", "Bulletin"]
        await reader.press("escape", "ctrl+p", *"remove the feed")
        assert "Remove the feed" not in reader.text.replace("remove the feed", "")


def test_the_bundled_edition_keeps_its_feeds(make_newsroom: Make, config: Path) -> None:
    newsroom = make_newsroom()
    newsroom.is_bundled = True
    with pytest.raises(Exception, match="bundled edition cannot be changed"):
        Subscriptions(newsroom, config).remove(newsroom.feeds[0])
    assert len(names(config)) == 3


async def test_a_thousand_feeds_are_drawn_by_the_screenful(reading: Reading, make_newsroom: Make) -> None:
    newsroom = make_newsroom(())
    newsroom.held = "0"
    newsroom.feeds = tuple(
        Feed(key=str(number), url=f"https://{number}.example/", name=f"Feed {number}") for number in range(1000)
    )
    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("F", "G")
        assert "Feeds  1,000/1,000" in reader.text
        assert "▌Feed 999" in reader.text
        await reader.press("g")
        assert "▌Feed 0" in reader.text


@pytest.mark.parametrize("size", [(40, 10), (24, 8), (100, 12), (200, 9)], ids=str)
async def test_in_a_small_terminal_the_table_has_the_most_room(size: tuple[int, int], reading: Reading) -> None:
    async with reading(size=size) as reader:
        await reader.press("F", "j")
        assert "▌Gazette" in reader.text
        for key in ("n", "f", "a"):
            await reader.press(key)
            assert reader.app.screen.focused.region.height == 1
            await reader.press("escape")


async def test_help_begins_with_the_keys_of_this_screen(reading: Reading) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press("F", "question_mark")
        assert "Give the feed another name." in reader.text
        await reader.press("escape", "escape", "question_mark")
        assert "Give the feed another name." not in reader.text
