from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from tapewire.model import Feed, FeedHealth
from widgets.feed_details import FeedDetails
from widgets.feed_table import FeedTable
from widgets.feed_words import condition, next_text, notes


@pytest.fixture
def health(now: datetime) -> FeedHealth:
    return FeedHealth(
        feed=Feed(key="https://tape.example/rss", url="https://tape.example/rss", name="Morning Tape", folder="Asia"),
        stories=1340,
        unread=12,
        checked_at=now - timedelta(minutes=4),
        succeeded_at=now - timedelta(minutes=4),
        next_check_at=now + timedelta(minutes=26),
        size=41_000,
        took_s=0.42,
    )


@pytest.fixture
def drawn(host: Callable[..., Any], now: datetime) -> Callable[..., Any]:
    async def draw(width: int, *feeds: FeedHealth) -> list[str]:
        app = host(FeedTable())
        async with app.run_test(size=(width, 8)) as pilot:
            app.widget.now = now
            app.widget.show_feeds(feeds)
            await pilot.pause()
            return [line.rstrip() for line in app.screen_lines()[1:]]

    return draw


async def test_the_columns_that_a_line_has_no_room_for_are_left_out_one_by_one(
    drawn: Callable[..., Any], health: FeedHealth
) -> None:
    async def headings(width: int) -> str:
        lines = await drawn(width, health)
        assert max(map(cell_len, lines)) <= width
        return " ".join(lines[0].split())

    assert await headings(120) == "FEED STATE FOLDER UNREAD STORIES LAST OK NEXT ERRORS SIZE TIME"
    assert await headings(80) == "FEED STATE FOLDER UNREAD STORIES LAST OK NEXT ERRORS"
    assert await headings(70) == "FEED STATE UNREAD STORIES LAST OK NEXT ERRORS"
    assert await headings(44) == "FEED STATE LAST OK"
    assert await headings(24) == "FEED STATE"
    assert len(await drawn(3, health)) == 7


async def test_a_line_tells_how_a_feed_is_doing(drawn: Callable[..., Any], health: FeedHealth) -> None:
    lines = await drawn(100, health, replace(health, feed=replace(health.feed, key="2", name="[/b]恒生"), errors=3))
    assert lines[1].split() == [
        "▌Morning",
        "Tape",
        "ok",
        "Asia",
        "12",
        "1,340",
        "4m",
        "26m",
        "-",
        "41",
        "kB",
        "0.4",
        "s",
    ]
    assert lines[2].split()[:2] == ["[/b]恒生", "ok"]
    assert lines[2].split()[-5:-4] == ["3"]


async def test_the_cursor_stays_on_its_feed_and_each_change_of_it_is_told_once(
    host: Callable[..., Any], health: FeedHealth
) -> None:
    feeds = [replace(health, feed=replace(health.feed, key=str(number))) for number in range(30)]
    app = host(FeedTable())
    async with app.run_test(size=(80, 8)) as pilot:
        app.widget.focus()
        app.widget.show_feeds(feeds)
        await pilot.press("pagedown", "j")
        assert app.widget.highlighted == feeds[6]
        app.widget.show_feeds(feeds[1:])
        assert (app.widget.highlighted, app.widget.cursor_position) == (feeds[6], 5)
        app.widget.show_feeds([*feeds[1:6], replace(feeds[6], errors=1), *feeds[7:]])
        app.widget.show_feeds(feeds[1:6])
        assert app.widget.highlighted == feeds[5]
        app.widget.show_feeds(())
        await pilot.press("j", "enter")
        assert app.widget.highlighted is None
        told = [message.health for message in app.heard if isinstance(message, FeedTable.Highlighted)]
        assert told == [feeds[0], feeds[5], feeds[6], replace(feeds[6], errors=1), feeds[5], None]


async def test_a_click_chooses_a_line_and_a_double_click_opens_it(host: Callable[..., Any], health: FeedHealth) -> None:
    feeds = [replace(health, feed=replace(health.feed, key=str(number))) for number in range(30)]
    app = host(FeedTable())
    async with app.run_test(size=(80, 8)) as pilot:
        app.widget.show_feeds(feeds)
        await pilot.click(FeedTable, offset=(5, 4))
        assert app.widget.highlighted == feeds[2]
        await pilot.click(FeedTable, offset=(5, 4), times=2)
        assert [message.health for message in app.heard if isinstance(message, FeedTable.Chosen)] == [feeds[2]]


async def test_the_particulars_say_what_is_wrong_in_sentences(
    host: Callable[..., Any], health: FeedHealth, now: datetime
) -> None:
    app = host(FeedDetails())
    async with app.run_test(size=(80, 9)) as pilot:
        app.widget.show_feed(
            replace(health, errors=2, error="No answer from [/b].", moved_to="https://new.example/"), now
        )
        await pilot.pause()
        assert [line.strip() for line in app.screen_lines()[1:7]] == [
            "https://tape.example/rss",
            "Asked 4m ago · answered 4m ago · next in 26m",
            "1,340 stories, 12 unread · 41 kB · took 0.4 s · in folder Asia",
            "2 errors in a row: No answer from [/b].",
            "Moved for good, and is fetched from https://new.example/.",
            "",
        ]
        app.widget.show_feed(None, now)
        await pilot.pause()
        assert "stand here" in app.screen_lines()[1]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "ok"),
        ({"checked_at": None, "succeeded_at": None}, "new"),
        ({"moved_to": "https://new.example/"}, "moved"),
        ({"moved_to": "https://new.example/", "is_stale": True}, "stale"),
        ({"is_stale": True, "duplicate_of": "Other"}, "twice"),
        ({"duplicate_of": "Other", "error": "No answer."}, "failing"),
    ],
)
def test_the_worst_is_said_first(health: FeedHealth, changes: dict[str, Any], word: str) -> None:
    assert condition(replace(health, **changes)) == word


def test_a_feed_that_is_gone_or_off_is_asked_no_more(health: FeedHealth, now: datetime) -> None:
    gone = replace(health, gone_at=now, error="It is gone.")
    off = replace(gone, feed=replace(health.feed, is_enabled=False))
    assert (condition(gone), next_text(gone, now)) == ("gone", "never")
    assert (condition(off), next_text(off, now)) == ("off", "off")
    assert list(notes(health)) == []
