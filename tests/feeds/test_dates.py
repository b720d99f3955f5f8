"""Dates as feeds really write them, and noise."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.feeds.dates import FIRST_YEAR, LAST_YEAR, local_zones, parse_date

ONE_PM = datetime(2025, 7, 4, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "Fri, 04 Jul 2025 13:00:00 GMT",
        "Fri, 04 Jul 2025 13:00 GMT",
        "Fri,  4 Jul 25 21:00:00 +0800",
        "4 Jul 2025 13:00:00",
        "Friday, 04-Jul-25 13:00:00 GMT",
        "Fri Jul  4 13:00:00 2025",
        "Fri Jul  4 21:00:00 HKT 2025",
        "July 4, 2025 1:00 pm UTC",
        "Jul 4 2025 9:00 A.M. EDT",
        "2025-07-04T13:00:00Z",
        "2025-07-04T13:00:00.123456+00:00",
        "2025-07-04T21:00+08:00",
        "2025-07-04T08:00:00−05:00",
        "2025-07-04 13:00:00",
        "2025/07/04 22:00 JST",
        "20250704T130000Z",
        "2025年7月4日 13:00",
        "Vie, 04 jul 2025 13:00:00 +0000",
        "vendredi 4 juillet 2025 - 15:00 CEST",
        "Fr., 4. Juli 2025 15:00 MESZ",
        "Fri, 04 Jul 2025 21:00:00 GMT+0800 (HKT)",
        "  Fri, 04 Jul 2025\n 13:00:00 GMT ",
        "1751634000",
        "1751634000123",
    ],
)
def test_one_moment_in_many_writings(raw: str) -> None:
    moment = parse_date(raw)
    assert moment is not None
    assert moment.replace(microsecond=0) == ONE_PM
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("HKT", 8),
        ("SGT", 8),
        ("MYT", 8),
        ("PHT", 8),
        ("JST", 9),
        ("KST", 9),
        ("NPT", 5.75),
        ("WIB", 7),
        ("IST", 5.5),
        ("GST", 4),
        ("SAST", 2),
        ("CET", 1),
        ("CEST", 2),
        ("BST", 1),
        ("AEST", 10),
        ("AEDT", 11),
        ("NZST", 12),
        ("NZDT", 13),
        ("EST", -5),
        ("EDT", -4),
        ("CST", -6),
        ("CDT", -5),
        ("MST", -7),
        ("PST", -8),
        ("PDT", -7),
        ("UT", 0),
        ("Z", 0),
        ("XYZ", 0),
        ("", 0),
    ],
)
def test_the_zones_of_markets_are_known(zone: str, hours: float) -> None:
    assert parse_date(f"Fri, 04 Jul 2025 13:00:00 {zone}") == ONE_PM - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("address", "language", "zone", "hours"),
    [
        ("https://news.example.cn/feed", "", "CST", 8),
        ("https://news.example.com.tw:8080/feed", "en", "CST", 8),
        ("https://x.example/feed", "zh-CN", "CST", 8),
        ("https://x.example/feed.cn", "en-us", "CST", -6),
        ("", "", "CST", -6),
        ("https://x.example.il", "", "IST", 2),
        ("https://x.example.in/", "", "IST", 5.5),
        ("https://x.example.bd/", "bn", "BST", 6),
        ("https://x.example/", "ar-SA", "AST", 3),
        ("http://[::1", "", "CST", -6),
    ],
)
def test_a_zones_name_means_what_it_means_where_the_document_comes_from(
    address: str, language: str, zone: str, hours: float
) -> None:
    moment = parse_date(f"Fri, 04 Jul 2025 13:00:00 {zone}", local_zones(address, language))
    assert moment == ONE_PM - timedelta(hours=hours)


def test_a_date_alone_is_midnight() -> None:
    assert parse_date("2025-07-04") == parse_date("Fri, 04 Jul 2025") == datetime(2025, 7, 4, tzinfo=UTC)


def test_a_leap_second_and_the_end_of_a_day_are_read() -> None:
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert parse_date("2025-07-04T24:00:00Z") == datetime(2025, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Feb 2025 13:00:00 GMT",
        "2025-13-04",
        "2025-07-04T25:00:00Z",
        "2025-07-04T13:61:00Z",
        "2025-07-04T13:00:00+99:99",
        "99999999999999999999",
        "13:00",
        "Jul",
    ],
)
def test_what_cannot_be_a_date_of_news_is_none(raw: str) -> None:
    assert parse_date(raw) is None


@given(st.text(st.sampled_from("0123456789-+:/., TZJulGMTESTpm年月日٣²\n")) | st.text())
def test_noise_gives_a_sensible_moment_or_none(raw: str) -> None:
    moment = parse_date(raw)
    assert moment is None or (moment.tzinfo is UTC and FIRST_YEAR <= moment.year <= LAST_YEAR)


@given(st.integers(0, 4_000_000_000), st.integers(-12 * 60, 14 * 60))
def test_what_python_writes_is_read_back(since_1972_s: int, offset_min: int) -> None:
    moment = datetime(1972, 1, 2, tzinfo=timezone(timedelta(minutes=offset_min))) + timedelta(seconds=since_1972_s)
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.strftime("%a, %d %b %Y %H:%M:%S %z")) == moment
