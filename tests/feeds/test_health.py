"""How each feed is doing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tapewire.feeds.health import feed_health, is_stale
from tapewire.library.feeds import FeedState
from tapewire.model import Feed, FeedHealth

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def feed(name):
    return Feed(key=name, url=f"https://{name}.example/feed", name=name.title())


def health(states, times=None, counts=None):
    feeds = [feed(name) for name in states]
    return feed_health(feeds, states, counts=counts or {}, times=times or {}, now=NOW)


def test_all_that_is_remembered_of_a_feed_is_told():
    state = FeedState(
        checked_at=NOW - 1 * DAY,
        succeeded_at=NOW - 2 * DAY,
        next_check_at=NOW + DAY,
        errors=3,
        error="It is broken.",
        gone_at=None,
        moved_to="https://new.example/feed",
        body_bytes=700,
        took_s=0.5,
    )
    assert health({"a": state}, times={"a": [NOW - 2 * DAY, NOW - 3 * DAY]}, counts={"a": (2, 9)}) == (
        FeedHealth(
            feed=feed("a"),
            stories=9,
            unread=2,
            checked_at=NOW - 1 * DAY,
            succeeded_at=NOW - 2 * DAY,
            next_check_at=NOW + DAY,
            errors=3,
            error="It is broken.",
            newest_at=NOW - 2 * DAY,
            moved_to="https://new.example/feed",
            size=700,
            took_s=0.5,
        ),
    )
    assert feed_health([feed("new")], {}, counts={}, times={}, now=NOW) == (FeedHealth(feed=feed("new")),)


def test_a_feed_that_is_gone_is_never_asked_again_and_one_whose_host_is_paused_later():
    gone, waiting = health(
        {
            "gone": FeedState(gone_at=NOW - DAY, next_check_at=NOW + DAY),
            "waiting": FeedState(),
            "busy": FeedState(retry_host="waiting.example", retry_at=NOW + DAY),
        }
    )[:2]
    assert (gone.gone_at, gone.next_check_at) == (NOW - DAY, None)
    assert waiting.next_check_at == NOW + DAY


def test_feeds_that_come_from_one_address_in_the_end_are_duplicates_of_the_first():
    states = {
        "a": FeedState(final_url="https://x.example/feed"),
        "b": FeedState(final_url="https://x.example/other"),
        "c": FeedState(final_url="https://x.example/feed"),
        "d": FeedState(final_url="https://a.example/feed"),
        "e": FeedState(),
        "f": FeedState(final_url="https://e.example/feed"),
    }
    assert [each.duplicate_of for each in health(states)] == [None, None, "A", None, None, "E"]


@pytest.mark.parametrize(
    ("gap", "silence", "stale"),
    [
        (timedelta(hours=1), 30 * DAY, False),
        (timedelta(hours=1), 31 * DAY, True),
        (30 * DAY, 119 * DAY, False),
        (30 * DAY, 121 * DAY, True),
    ],
)
def test_a_feed_is_stale_when_it_is_silent_for_long_by_its_own_rhythm(gap, silence, stale):
    times = [NOW - gap * place for place in range(20)]
    assert is_stale(times, NOW + silence) is stale


def test_a_feed_is_not_called_stale_for_what_nobody_knows():
    assert not is_stale([], NOW)
    assert not is_stale([NOW - 90 * DAY], None)
    assert is_stale([NOW - 90 * DAY], NOW)
    # It has not been asked for long: whether it is silent is not known.
    assert not is_stale([NOW - 90 * DAY], NOW - 80 * DAY)
    (failing,) = health({"a": FeedState(succeeded_at=NOW, error="Broken.", errors=1)}, times={"a": [NOW - 90 * DAY]})
    assert not failing.is_stale
