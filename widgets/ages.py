"""Instants as a news page words them: how long ago, and exactly when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

AGE_WIDTH = 6
"""The widest age, in cells: "18 Feb", "Feb'24"."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_COUNTED = timedelta(days=7)
# Short of a year, so that a day and a month never name two dates.
_DATED_BY_DAY = timedelta(days=330)


def utc_now() -> datetime:
    """The present time, aware and in UTC: what a widget counts ages from until it is told another."""
    return datetime.now(UTC)


def age(then: datetime, now: datetime) -> str:
    """Say how long ago something was.

    Args:
        then: Aware instant.
        now: Aware instant to count from; if it is before ``then``, clocks differ and the answer is "now".

    Returns:
        "now" (under a minute), "12m", "2h", "3d" (under a week), then the local date: "18 Feb", and after eleven months
        "Feb'24". At most `AGE_WIDTH` cells, ASCII.
    """
    passed = now - then
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    if passed < _DAYS_COUNTED:
        return f"{minutes // (24 * 60)}d"
    local = _local(then)
    month = _MONTHS[local.month - 1]
    if passed < _DATED_BY_DAY:
        return f"{local.day} {month}"
    return f"{month}'{local.year % 100:02d}"


def ago(then: datetime, now: datetime) -> str:
    """Word an age for a sentence.

    Args:
        then: Aware instant.
        now: Aware instant to count from.

    Returns:
        "now", "2h ago", and the bare date where `age` gives one.
    """
    passed = age(then, now)
    return f"{passed} ago" if passed[:1].isdigit() and " " not in passed else passed


def exact_time(then: datetime) -> str:
    """Say exactly when something was, in local time.

    Args:
        then: Aware instant.

    Returns:
        "Tue 18 Feb 2025, 16:08 HKT".
    """
    local = _local(then)
    zone = local.tzname() or ""
    # Windows spells zones out ("China Standard Time"); the offset is shorter and as plain.
    if not zone or " " in zone:
        zone = "UTC" + local.strftime("%z")
    day = f"{_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local.hour:02d}:{local.minute:02d} {zone}"


def _local(then: datetime) -> datetime:
    try:
        return then.astimezone()
    except (OverflowError, ValueError, OSError):
        # The first and last days of the calendar, and years that the C library cannot place, have no local time.
        return then
