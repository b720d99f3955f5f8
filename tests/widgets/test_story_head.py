from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from rich.cells import cell_len

from tapewire.model import OpenedStory
from widgets.story_head import NO_TEXT, head_lines, reading_minutes


@pytest.fixture(autouse=True)
def in_hong_kong(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "HKT-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_head_tells_title_source_author_age_time_and_length(
    make_opened: Callable[..., OpenedStory], now: datetime
) -> None:
    lines = head_lines(make_opened("word " * 500, is_saved=True), width=40, now=now)
    assert [(line.text, line.style, line.href) for line in lines] == [
        ("Hong Kong stocks advance", "title", None),
        ("Morning Tape · A. Writer · 2h ago", "meta", None),
        ("Tue 18 Feb 2025, 16:00 HKT · 2 min", "meta", None),
        ("★ saved", "meta", None),
        ("https://example.org/story", "link", "https://example.org/story"),
        ("", "", None),
    ]


def test_a_bare_story_has_a_head_too(make_opened: Callable[..., OpenedStory], now: datetime) -> None:
    lines = head_lines(make_opened(title="", author=None, url=None, published=None), width=60, now=now)
    assert [line.text for line in lines] == [
        "(no title)",
        "Morning Tape · now · Tue 18 Feb 2025, 18:00 HKT",
        "",
        NO_TEXT,
        "",
    ]


def test_no_line_of_the_head_is_too_wide(
    make_opened: Callable[..., OpenedStory], now: datetime, hostile_titles: tuple[str, ...]
) -> None:
    for title in hostile_titles:
        opened = make_opened("text", title=title, source=title, author=title, url="https://example.org/" + "x" * 200)
        for width in (8, 30, 74):
            assert max(cell_len(line.text) for line in head_lines(opened, width=width, now=now)) <= width


def test_reading_time_counts_words_of_latin_and_letters_of_chinese() -> None:
    assert [reading_minutes(text) for text in ("", "word " * 230 * 3, "升" * 1_350)] == [1, 2, 3]
