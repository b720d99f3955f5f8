"""One story under two ids is found out; two stories are never taken for one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tapewire.feeds.sameness import LONG_TEXT, Traits, is_same_story, link_key

NOON = datetime(2026, 7, 3, 12, tzinfo=UTC)
TEXT = "Xiaomi rose 4.9 per cent after it raised its forecast for deliveries of cars this year, traders said. " * 3
STORY = Traits(
    title="Xiaomi leads Hong Kong higher",
    url="https://news.example/2026/07/03/xiaomi",
    published=NOON,
    time=NOON,
    text=TEXT,
)
EDITED = TEXT.replace("4.9", "5.2")


def at(story: Traits, hours: float) -> Traits:
    moment = story.time + timedelta(hours=hours)
    return replace(story, time=moment, published=moment)


def undated(story: Traits, hours: float = 0) -> Traits:
    return replace(story, time=story.time + timedelta(hours=hours), published=None)


SAME = {
    "only the id differs": (STORY, STORY),
    "edited text": (STORY, replace(STORY, text=EDITED)),
    "edited text, dated anew": (STORY, at(replace(STORY, text=EDITED), 2)),
    "edited headline": (STORY, replace(STORY, title="Xiaomi soars")),
    "edited headline, dated anew": (STORY, at(replace(STORY, title="Xiaomi soars"), 2)),
    "tracked otherwise": (STORY, replace(STORY, text="", url=f"{STORY.url}/?utm_source=rss&utm_medium=feed")),
    "another address": (STORY, replace(STORY, url="https://m.news.example/x")),
    "title in capitals": (STORY, replace(STORY, title=STORY.title.upper(), text="")),
    "undated, days later": (undated(STORY), undated(STORY, 72)),
    "undated headline of its own": (undated(replace(STORY, text="")), undated(replace(STORY, text=""), 72)),
}
COLUMN = replace(STORY, title="Market wrap", url="https://news.example/markets/wrap")
BOILERPLATE = "For the full report, with tables and charts, see our site. " * 5
DIFFERENT = {
    "a daily column": (COLUMN, at(replace(COLUMN, text=EDITED), 24)),
    "a daily column with its date in the address": (STORY, at(replace(STORY, text=EDITED), 24)),
    "an hourly column at one address": (COLUMN, at(replace(COLUMN, text=EDITED), 1)),
    "an hourly snapshot without words": (replace(COLUMN, text=""), at(replace(COLUMN, text=""), 1)),
    "a column of the same boilerplate": (
        replace(COLUMN, text=BOILERPLATE),
        at(replace(COLUMN, text=BOILERPLATE, url="https://news.example/markets/wrap?id=20260704"), 6),
    ),
    "an undated fixing at one address": (
        undated(replace(COLUMN, text="7.1")), undated(replace(COLUMN, text="7.1"), 24)
    ),
    "an undated fixing of another figure": (
        undated(replace(STORY, text="7.1")), undated(replace(STORY, text="7.2"), 1)
    ),
    "posts of a live page": (
        replace(STORY, url="https://news.example/live/2026#block-1"),
        at(replace(STORY, url="https://news.example/live/2026#block-2", title="Shares slip", text=EDITED), 1),
    ),
    "two stories of one minute": (STORY, replace(STORY, title="Tencent", url="https://news.example/2", text=EDITED)),
    "one short text": (
        replace(STORY, text="Photo: Reuters"), replace(STORY, title="x", url=None, text="Photo: Reuters")
    ),
    "one title": (STORY, replace(STORY, url="https://news.example/9999", text=EDITED)),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_what_differs_by_an_edit_is_one_story(one: Traits, other: Traits) -> None:
    assert is_same_story(one, other)
    assert is_same_story(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_what_recurs_is_another_story_each_time(one: Traits, other: Traits) -> None:
    assert len(BOILERPLATE) > LONG_TEXT
    assert not is_same_story(one, other)
    assert not is_same_story(other, one)


def test_an_address_is_the_same_however_it_is_reached() -> None:
    assert link_key("http://www.News.example/a/?utm_source=x&id=1") == link_key("https://news.example/a?id=1")
    assert link_key("https://news.example/A") != link_key("https://news.example/a")
    assert link_key(None) == ""
