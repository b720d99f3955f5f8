from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapewire.model import Headline
from widgets.headline_rows import KEPT_AROUND, LOOK_AHEAD, HeadlineRows


@pytest.fixture
def many(make_headline: Callable[..., Headline]) -> Callable[[int, int], list[Headline]]:
    return lambda start, stop: [make_headline(number) for number in range(start, stop)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 300), st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=12))
def test_once_all_requests_are_answered_nothing_in_view_is_missing(
    many: Callable[[int, int], list[Headline]], count: int, scrolls: list[tuple[int, bool]]
) -> None:
    rows = HeadlineRows()
    rows.reset(count)
    last: range | None = None
    for top, is_dropped in [*scrolls, (0, False)]:
        view = range(min(top, count), min(top + 20, count))
        wanted = rows.to_ask_for(view)
        last = wanted or last
        if last is not None and not is_dropped:
            rows.put(last.start, many(last.start, last.stop))
            last = None
    assert [rows.is_missing(position) for position in view] == [False] * len(view)


def test_a_request_is_made_once_and_for_what_is_missing(many: Callable[[int, int], list[Headline]]) -> None:
    rows = HeadlineRows()
    rows.reset(1_000)
    assert rows.to_ask_for(range(0, 20)) == range(0, 20 + LOOK_AHEAD)
    assert rows.to_ask_for(range(0, 20)) is None
    assert rows.put(0, many(0, 80)) == list(range(80))
    assert rows.to_ask_for(range(30, 50)) is None
    assert rows.to_ask_for(range(31, 51)) == range(80, 51 + LOOK_AHEAD)


def test_rows_of_before_stand_in_until_new_ones_come(many: Callable[[int, int], list[Headline]]) -> None:
    rows = HeadlineRows()
    rows.reset(3)
    rows.put(0, many(0, 3))
    rows.rebuild(5, 1)
    titles = [None if (row := rows.at(position)) is None else row.title for position in range(5)]
    assert titles == [None, "Story 0", "Story 1", "Story 2", None]
    assert all(rows.is_missing(position) for position in range(5))
    assert rows.put(0, [*many(9, 10), *many(0, 2)]) == [0]
    assert [rows.is_missing(position) for position in range(5)] == [False, False, False, True, True]


def test_rows_beyond_the_end_are_not_taken(many: Callable[[int, int], list[Headline]]) -> None:
    rows = HeadlineRows()
    rows.reset(2)
    assert rows.put(1, many(0, 5)) == [1]
    assert rows.put(7, many(0, 5)) == []


def test_rows_far_from_the_screen_are_forgotten_but_for_the_cursors(
    many: Callable[[int, int], list[Headline]],
) -> None:
    rows = HeadlineRows()
    rows.reset(10_000)
    rows.put(0, many(0, 5_000))
    rows.forget_far(range(4_000, 4_020), cursor=7)
    held = [position for position in range(10_000) if rows.at(position) is not None]
    assert held == [7, *range(4_000 - KEPT_AROUND, 5_000)]


def test_a_row_is_replaced_wherever_its_story_stands(many: Callable[[int, int], list[Headline]]) -> None:
    rows = HeadlineRows()
    rows.reset(5)
    rows.put(0, many(0, 5))
    read = replace(many(3, 4)[0], is_read=True)
    assert rows.replace(read) == [3]
    assert rows.at(3) == read
    assert rows.replace(many(8, 9)[0]) == []
