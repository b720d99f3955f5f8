"""Muted stories: decided on arrival and anew when the rules change, left out of lists, never lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapewire.filters import Candidate, MuteFilter
from tapewire.library import headlines
from tapewire.library.library import Library
from tapewire.model import HeadlineQuery, MuteRule
from tapewire.query.parser import parse

GOLD = MuteRule(word="gold")
RULES = (
    GOLD,
    MuteRule(word="silver", in_text=True),
    MuteRule(regex="^tin"),
    MuteRule(source="Post", word="copper"),
    MuteRule(author="writer", until=date(2026, 11, 19)),
    MuteRule(word="金", in_text=True),
)
STORIES = (
    ("a", "Gold rises", "Silver too."),
    ("b", "Metals wrap", "Silver was flat."),
    ("c", "Tin rises", "Gold fell."),
    ("d", "Copper rises", "金價上升"),
    ("e", "Golden days", "Nothing of note."),
)


def titles(library, **query):
    return {each.title for each in library.headlines(HeadlineQuery(**query), offset=0, limit=100)}


@pytest.fixture
def filled(library, analysed, digest, feed, now, hour):
    for name in ("post", "times"):
        entries = (
            analysed(f"{name[0]}{key}", f"{title} ({name})", text, published=now - 24 * hour * place)
            for place, (key, title, text) in enumerate(STORIES)
        )
        library.store(feed(name), digest(*entries), now=now)
    return library


def test_a_muted_story_is_in_no_list_and_in_no_count_but_a_search_finds_it(filled, feed):
    filled.mute_by((GOLD,))
    assert filled.decide_mutes()

    post = frozenset((feed("post").key,))
    assert "Gold rises (post)" not in titles(filled) | titles(filled, unread_only=True) | titles(filled, feed_keys=post)
    assert filled.feed_counts() == {feed(name).key: (4, 4) for name in ("post", "times")}
    assert filled.count(HeadlineQuery()) == filled.count(HeadlineQuery(unread_only=True)) == 8
    assert titles(filled, muted=True) == {"Gold rises (post)", "Gold rises (times)"}
    assert titles(filled, muted=True, feed_keys=post) == {"Gold rises (post)"}
    found = filled.headlines(HeadlineQuery(condition=parse("gold rises").query.condition), offset=0, limit=9)
    assert [each.is_muted for each in found if each.title.startswith("Gold rises")] == [True, True]
    assert "Gold rises (post)" not in titles(filled, condition=parse("gold").query.condition, muted=False)
    assert filled.story_count() == 10


def test_a_bookmarked_story_stays_among_the_bookmarks(filled, story_id):
    filled.set_saved([story_id("pa")], True)
    filled.mute_by((GOLD,))
    filled.decide_mutes()
    assert titles(filled, saved_only=True) == {"Gold rises (post)"}


def test_arriving_and_edited_stories_are_decided_on(filled, analysed, digest, feed, now):
    filled.mute_by((GOLD,))
    filled.decide_mutes()
    filled.store(feed("post"), digest(analysed("pa", "Lead rises"), analysed("pz", "Gold falls")), now=now)
    assert "Lead rises" in titles(filled)
    assert "Gold falls" in titles(filled, muted=True)


def test_counts_follow_read_marks_of_muted_stories(filled, story_id, feed):
    filled.mute_by((GOLD,))
    filled.decide_mutes()
    filled.set_read([story_id("pa"), story_id("pb")], True)
    assert filled.feed_counts()[feed("post").key] == (3, 4)
    filled.set_read([story_id("pa")], False)
    filled.mute_by(())
    filled.decide_mutes()
    assert filled.feed_counts()[feed("post").key] == (4, 5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(st.sampled_from(RULES), unique=True).map(tuple), min_size=1, max_size=4))
def test_after_any_changes_the_marks_are_those_that_the_present_rules_make(
    steps, analysed, digest, feed, now, hour, story_id
):
    library = Library.open(None)
    entries = [
        analysed(key, title, text, published=now - 24 * hour * place)
        for place, (key, title, text) in enumerate(STORIES)
    ]
    library.store(feed("post"), digest(*entries), now=now)
    for number, rules in enumerate(steps):
        library.mute_by(rules)
        expected = {
            each.entry.title
            for each in entries
            if MuteFilter(rules).mutes(
                Candidate(
                    feed_key=feed("post").key,
                    source="Post",
                    title=each.entry.title,
                    author=each.entry.author,
                    time=each.entry.published,
                    text=each.entry.body.text,
                )
            )
        }
        before = titles(library, muted=True)
        assert library.decide_mutes() == (before != expected)
        assert titles(library, muted=True) == expected, number
        assert not library.decide_mutes()
    library.close()


def test_stories_that_another_program_stored_by_other_rules_are_decided_on_anew(path, analysed, digest, feed, now):
    old, new = Library.open(path), Library.open(path)
    new.mute_by((GOLD,))
    new.decide_mutes()
    old.store(feed("post"), digest(analysed("pa", "Gold rises")), now=now)
    assert titles(new) == {"Gold rises"}
    assert new.decide_mutes()
    assert titles(new) == set()
    old.close()
    new.close()


def test_deciding_that_was_cut_short_is_done_anew(filled, monkeypatch):
    filled.mute_by((GOLD,))
    with monkeypatch.context() as patch:
        patch.setattr("tapewire.library.mutes._Scan.to_mute", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            filled.decide_mutes()
    assert titles(filled, muted=True) == set()
    assert filled.decide_mutes()
    assert titles(filled, muted=True) == {"Gold rises (post)", "Gold rises (times)"}


def test_without_rules_nothing_is_written(path, monkeypatch):
    library = Library.open(path)
    monkeypatch.setattr(library._connections, "writing", None)
    assert not library.decide_mutes()
    monkeypatch.undo()
    library.close()


@pytest.mark.parametrize("muted", [True, False])
@pytest.mark.parametrize("unread_only", [True, False])
@pytest.mark.parametrize("feeds", [None, 1])
def test_neither_kind_of_list_is_sorted_or_read_row_by_row(filled, feed, muted, unread_only, feeds):
    keys = None if feeds is None else frozenset((feed("post").key,))
    query = HeadlineQuery(feed_keys=keys, unread_only=unread_only, muted=muted)
    with filled._connections.reading() as connection:
        rows, parameters = headlines.select(connection, query).in_order()
        plan = connection.execute(f"EXPLAIN QUERY PLAN {rows} ORDER BY time DESC, n DESC", parameters).fetchall()
    assert all("COVERING INDEX" in step and "TEMP B-TREE" not in step for *_, step in plan)
