from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from widgets.ages import AGE_WIDTH, age, ago, exact_time

NOW = datetime(2025, 2, 18, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_hong_kong(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "HKT-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(hours=-3), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=1), "1m"),
        (timedelta(minutes=59, seconds=59), "59m"),
        (timedelta(hours=1), "1h"),
        (timedelta(hours=23, minutes=59), "23h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=6, hours=23), "6d"),
        (timedelta(days=7), "11 Feb"),
        (timedelta(days=49), "31 Dec"),
        (timedelta(days=365), "Feb'24"),
    ],
)
def test_ages_read_as_on_a_news_page(passed: timedelta, expected: str) -> None:
    assert age(NOW - passed, NOW) == expected


@pytest.mark.parametrize(
    ("passed", "expected"),
    [(timedelta(), "now"), (timedelta(hours=2), "2h ago"), (timedelta(days=7), "11 Feb"), (timedelta(400), "Jan'24")],
)
def test_only_a_count_is_ago(passed: timedelta, expected: str) -> None:
    assert ago(NOW - passed, NOW) == expected


def test_the_date_of_an_age_is_the_local_one() -> None:
    assert age(datetime(2025, 1, 31, 17, 0, tzinfo=UTC), NOW) == "1 Feb"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_no_age_is_wider_than_its_column(then: datetime, now: datetime) -> None:
    assert 0 < len(age(then, now)) <= AGE_WIDTH
    assert exact_time(then)


def test_the_exact_time_is_local_and_names_its_zone() -> None:
    assert exact_time(datetime(2025, 2, 18, 8, 8, tzinfo=UTC)) == "Tue 18 Feb 2025, 16:08 HKT"
