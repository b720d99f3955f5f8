"""When a feed is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.feeds.schedule import (
    EARLY,
    FIRST_BACK_OFF,
    LONGEST_BACK_OFF,
    LONGEST_PACE,
    SHORTEST_PACE,
    back_off,
    has_usable_validators,
    host_key,
    is_due,
    next_check,
    pause,
    pauses,
    resting_until,
)
from tapewire.library.feeds import FeedState
from tapewire.model import Feed

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FEED = Feed(key="f", url="https://f.example/feed", name="F")
FILE = Feed(key="x", url="/feeds/x.xml", name="X")


@pytest.mark.parametrize(
    ("fresh_for", "pace_s", "wait"),
    [
        (None, None, SHORTEST_PACE),
        (timedelta(), 0, SHORTEST_PACE),
        (timedelta(minutes=15), None, timedelta(minutes=15)),
        (timedelta(minutes=15), 3_600, HOUR),
        (2 * HOUR, 900, 2 * HOUR),
        (timedelta(days=365), None, LONGEST_PACE),
        (None, 604_800, LONGEST_PACE),
    ],
)
def test_a_feed_is_asked_after_the_longest_of_what_it_asks_for_within_bounds(fresh_for, pace_s, wait):
    assert next_check(fresh_for=fresh_for, pace_s=pace_s, now=NOW) == NOW + wait


def test_each_failure_doubles_the_wait_up_to_a_day():
    waits = [back_off(errors, lambda: 1.0) for errors in range(1, 12)]
    assert waits[0] == FIRST_BACK_OFF
    assert waits[:4] == [FIRST_BACK_OFF * each for each in (1, 2, 4, 8)]
    assert waits[-1] == LONGEST_BACK_OFF == timedelta(days=1)


@given(errors=st.integers(1, 10**9), chance=st.floats(0, 1, exclude_max=True))
def test_chance_spreads_the_wait_over_its_second_half(errors, chance):
    whole = back_off(errors, lambda: 1.0)
    assert whole / 2 <= back_off(errors, lambda: chance) <= whole <= LONGEST_BACK_OFF


def test_a_feed_is_due_when_its_time_has_all_but_come():
    def due(wait, **asked):
        return is_due(FEED, FeedState(next_check_at=NOW + wait), now=NOW, **{"is_forced": False, **asked})

    assert due(EARLY)
    assert not due(EARLY + timedelta(seconds=1))
    assert due(HOUR, is_forced=True)
    assert is_due(FEED, FeedState(), now=NOW, is_forced=False)


def test_a_feed_that_is_gone_is_asked_only_where_a_user_insists():
    gone = FeedState(gone_at=NOW - 30 * 24 * HOUR)
    assert not is_due(FEED, gone, now=NOW, is_forced=False)
    assert is_due(FEED, gone, now=NOW, is_forced=True)


def test_files_are_looked_at_in_every_round():
    later = FeedState(next_check_at=NOW + HOUR, retry_at=NOW + HOUR)
    assert is_due(FILE, later, now=NOW, is_forced=False)
    assert resting_until(FILE, later, {}, now=NOW) is None


def test_a_feed_rests_until_the_last_of_what_holds_it_back():
    state = FeedState(next_check_at=NOW + MINUTE, retry_at=NOW + 3 * MINUTE)
    paused = {"f.example": NOW + 2 * MINUTE, "other.example": NOW + HOUR}
    assert resting_until(FEED, state, paused, now=NOW) == NOW + 3 * MINUTE
    assert resting_until(FEED, FeedState(), paused, now=NOW) == NOW + 2 * MINUTE
    assert resting_until(FEED, replace(state, moved_to="https://other.example/"), paused, now=NOW) == NOW + HOUR
    assert resting_until(FEED, state, paused, now=NOW + 3 * MINUTE) is None


def test_the_hosts_that_asked_for_time_are_told_from_all_feeds():
    states = [
        FeedState(retry_host="a.example", retry_at=NOW + MINUTE),
        FeedState(retry_host="a.example", retry_at=NOW + 2 * MINUTE),
        FeedState(retry_host="b.example", retry_at=NOW),
        FeedState(),
    ]
    assert pauses(states, now=NOW) == {"a.example": NOW + 2 * MINUTE}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example/a", "news.example"),
        ("https://news.example:443/b", "news.example"),
        ("http://user:word@news.example:80", "news.example"),
        ("http://news.example:8080/", "news.example:8080"),
        ("http://[::1]:70000/", ""),
        ("http://[::1", ""),
        ("/a/file", ""),
    ],
)
def test_a_host_is_its_name_and_its_port_where_that_is_unusual(url, host):
    assert host_key(url) == host


def test_validators_are_used_for_eight_days_after_the_last_whole_document():
    state = FeedState(etag="7", fetched_at=NOW)
    assert has_usable_validators(state, now=NOW + timedelta(days=8) - MINUTE)
    assert not has_usable_validators(state, now=NOW + timedelta(days=8))
    assert not has_usable_validators(FeedState(etag="7"), now=NOW)


@pytest.mark.parametrize(("asked", "wait"), [(90.0, 90), (-5.0, 0), (1e300, 86_400), (float("inf"), 86_400)])
def test_a_host_is_left_alone_for_a_day_at_most(asked, wait):
    assert pause(asked, now=NOW) == NOW + timedelta(seconds=wait)
