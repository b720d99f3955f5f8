"""Searching by other things than words."""

import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tapewire.library.codec import pack_moves
from tapewire.library.schema import STEPS, migrate
from tapewire.model import Badge, HeadlineQuery, Instrument, MuteRule
from tapewire.query.parser import parse
from tapewire.query.resolving import resolve

FOLDERS = {"Hong Kong": frozenset(["https://post.example/feed"]), "Hongqiao": frozenset(["https://sun.example/feed"])}


@pytest.fixture
def filled(library, analysed, digest, feed, now, hour, move, story_id):
    def stating(symbol, percent):
        direction = "up" if percent > 0 else "down" if percent < 0 else "flat"
        instrument = Instrument(name=symbol, symbol=symbol, kind="stock")
        return replace(move, instrument=instrument, direction=direction, percent=percent)

    library.mute_by((MuteRule(word="sponsored"),))
    library.store(
        feed("post"),
        digest(
            analysed("a", "Tencent", moves=(stating("0700.HK", 4.0), stating("1810.HK", -5.0)), published=now - hour),
            analysed("b", "Xiaomi", moves=(stating("1810.HK", 2.0),), published=now - 30 * hour),
            analysed("c", "Sponsored", published=now - 40 * hour),
        ),
        now=now,
    )
    library.store(
        feed("sun"),
        digest(
            analysed("d", "Meituan", moves=(stating("3690.HK", 0.0),), published=now - 3 * hour),
            analysed("e", "Weather", published=now - 100 * hour),
            analysed("f", "Index", moves=(replace(stating("^HSI", -1.0), percent=None),), published=now - 50 * hour),
        ),
        now=now,
    )
    library.set_read([story_id("a"), story_id("d")], True)
    library.set_saved([story_id("b")], True)
    return library


def asked(text, now, **others):
    parsed = parse(text)
    assert parsed.faults == ()
    condition = parsed.query.condition
    resolved = condition and resolve(condition, folders=FOLDERS, now=now)
    return HeadlineQuery(condition=resolved, sort=parsed.query.sort, **others)


def found(library, text, now, **others):
    query = asked(text, now, **others)
    titles = [headline.title for headline in library.headlines(query, offset=0, limit=100)]
    assert library.count(query) == len(titles)
    return titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("is:read", "Tencent Meituan"),
        ("is:unread", "Xiaomi Sponsored Index Weather"),
        ("-is:unread", "Tencent Meituan"),
        ("is:saved", "Xiaomi"),
        ("is:muted", "Sponsored"),
        ("-is:muted -has:moves", "Weather"),
        ("has:moves is:unread", "Xiaomi Index"),
        ("source:su", "Meituan Index Weather"),
        ("source:https://sun.example/feed", "Meituan Index Weather"),
        ("source:moon", ""),
        ('in:"hong kong"', "Tencent Xiaomi Sponsored"),
        ("in:hongq", "Meituan Index Weather"),
        ("in:hong", "Tencent Meituan Xiaomi Sponsored Index Weather"),
        ("-in:hong", ""),
        ("age:<2h", "Tencent"),
        ("age:>2d", "Index Weather"),
        ("-age:<2d", "Index Weather"),
        ("after:2026-11-19", "Tencent Meituan Xiaomi"),
        ("before:2026-11-18", "Weather"),
        ("after:2026-11-18 before:2026-11-19", "Sponsored Index"),
        ("sym:0700.HK", "Tencent"),
        ("sym:1810.hk", "Tencent Xiaomi"),
        ("sym:36*", "Meituan"),
        ("-sym:1810.HK has:moves", "Meituan Index"),
        ("move:>3", "Tencent"),
        ("move:<-3", "Tencent"),
        ("move:>=2", "Tencent Xiaomi"),
        ("move:>3 sym:1810.HK", ""),
        ("sym:1810.HK move:<-3", "Tencent"),
        ("sym:0700.HK move:>3 sym:1810.HK move:<-3", "Tencent"),
        ("sym:0700.HK move:>3 sym:1810.HK move:>3", ""),
        ("sym:0700.HK sym:1810.HK", "Tencent"),
        ("up:", "Tencent Xiaomi"),
        ("down:", "Tencent Index"),
        ("up: down:", "Tencent"),
        ("up:1810.HK", "Xiaomi"),
        ("up:1810.HK move:>3", ""),
        ("-up: -down:", "Meituan Sponsored Weather"),
        ("move:<1 -move:<0", "Meituan"),
        ("weather or up:1810.HK", "Xiaomi Weather"),
        ("-(weather or has:moves)", "Sponsored"),
        ("title:xiaomi or (rose is:read)", "Tencent Meituan Xiaomi"),
        ("rose -source:sun is:read", "Tencent"),
        ("sort:source", "Tencent Xiaomi Sponsored Meituan Index Weather"),
        ("source:sun sort:time", "Meituan Index Weather"),
    ],
)
def test_each_condition_finds_what_it_says(filled, now, text, titles):
    order = ["Tencent", "Meituan", "Xiaomi", "Sponsored", "Index", "Weather"]
    wanted = titles.split()
    shown = found(filled, text, now)
    assert shown == wanted if "sort" in text else sorted(shown, key=order.index) == wanted


def test_what_has_no_words_is_listed_by_time_and_moves_by_their_size(filled, now, analysed, digest, feed):
    assert found(filled, "has:moves", now) == ["Tencent", "Meituan", "Xiaomi", "Index"]
    badged = [
        replace(analysed(name, name), badge=Badge(label="X", direction="up", percent=percent))
        for name, percent in (("small", 1.0), ("large", -7.0), ("middle", 3.0))
    ]
    filled.store(feed("moon"), digest(*badged), now=now)
    assert found(filled, "source:moon sort:move", now) == ["large", "middle", "small"]
    assert found(filled, "rose source:moon sort:move", now) == ["large", "middle", "small"]
    assert found(filled, "sort:move", now)[:3] == ["large", "middle", "small"]


def test_a_search_keeps_to_its_list_and_to_what_was_being_read_in_it(filled, now, story_id):
    assert found(filled, "has:moves", now, unread_only=True) == ["Xiaomi", "Index"]
    assert found(filled, "has:moves", now, feed_keys=frozenset(["https://sun.example/feed"])) == ["Meituan", "Index"]
    kept = frozenset([story_id("a")])
    assert found(filled, "has:moves", now, unread_only=True, kept=kept) == ["Tencent", "Xiaomi", "Index"]
    assert found(filled, "has:moves is:unread", now, kept=kept) == ["Tencent", "Xiaomi", "Index"]


def test_a_search_by_marks_sees_that_they_changed(filled, now, story_id):
    assert found(filled, "is:saved", now) == ["Xiaomi"]
    filled.set_saved([story_id("e")], True)
    assert found(filled, "is:saved", now) == ["Xiaomi", "Weather"]


def test_stated_moves_go_and_change_with_their_story(filled, analysed, digest, feed, now, hour):
    filled.store(
        feed("post"), digest(analysed("b", "Xiaomi", "Corrected: unchanged.", published=now - 30 * hour)), now=now
    )
    assert found(filled, "sym:1810.HK", now) == ["Tencent"]
    assert filled.commonest_symbols(9) == ["0700.HK", "1810.HK", "3690.HK", "^HSI"]


def test_days_are_those_of_the_users_own_clock(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Hong_Kong")
    time.tzset()
    since = resolve(parse("after:2026-11-01").query.condition, folders={}, now=datetime(2026, 11, 20, tzinfo=UTC)).since
    assert since == datetime(2026, 10, 31, 16, tzinfo=UTC)
    monkeypatch.undo()
    time.tzset()


def test_moves_of_an_older_library_can_be_searched(move):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, STEPS[: next(number for number, step in enumerate(STEPS) if "stated" in step[0])])
    connection.execute("INSERT INTO feeds (feed, key) VALUES (1, 'post')")
    connection.execute(
        """
        INSERT INTO stories (n, id, feed, time, is_read, is_saved, first_seen, title, moves, fingerprint, length)
        VALUES (7, 'a', 1, 0, 0, 0, 0, 'Index', 2, '', 0)
        """
    )
    packed = pack_moves((move, replace(move, percent=None)))
    connection.execute("INSERT INTO bodies (n, marks, moves, terms, text) VALUES (7, '', ?, '', '')", (packed,))
    migrate(connection)
    rows = connection.execute("SELECT * FROM stated ORDER BY place").fetchall()
    assert rows == [(7, 0, "^HSI", "up", 0.7), (7, 1, "^HSI", "up", None)]
    connection.close()


def test_the_widest_search_is_within_the_bounds_of_the_database(filled, now):
    wide = " or ".join(f"sym:{number} source:x{number}" for number in range(32))
    assert found(filled, wide, now) == []
    deep = "(" * 19 + "gold or (is:read -" + "x -(" * 10
    parsed = parse(deep)
    filled.count(HeadlineQuery(condition=parsed.query.condition))
    many = parse("-(" + " ".join(f"w{number}" for number in range(62)) + ") weather")
    assert filled.count(HeadlineQuery(condition=many.query.condition)) == 1


def test_a_folder_without_stories_finds_nothing(filled, now):
    condition = resolve(parse("in:x").query.condition, folders={"x": frozenset(["x"])}, now=now)
    assert filled.count(HeadlineQuery(condition=condition)) == 0
