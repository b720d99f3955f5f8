"""Dates as feeds write them, made aware UTC.

Feeds should write RFC 822 (RSS) or RFC 3339 (Atom, JSON Feed) and write what they like. Words are looked up, not
placed: a date is a month's name with a day and a year about it, or year-month-day in figures, then a time, then a zone.
feedparser's own reading is not used: it takes HKT, SGT, JST, IST and KST for UTC without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

FIRST_YEAR: Final = 1971
"""Earlier dates are no news: 1970 is a clock at zero, year 1 an empty field."""
LAST_YEAR: Final = 2100
"""Later dates are mistakes; 9999 means "for ever"."""
_MAX_RAW: Final = 100

_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv ene enero gennaio gen janeiro januari",
            "feb february februar février fév fevrier febrero febbraio fevereiro fev februari",
            "mar march märz mär mars marzo março maart mrt",
            "apr april avril avr abr abril aprile",
            "may mai mayo maggio mag maio mei",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august août aout ago agosto augustus",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre déc decembre dic diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}

# Hours east of Greenwich. Names that several places use are read as RFC 822 does (CST, MST), or as the market press
# does: IST is India's, BST British summer, GST the Gulf's, AST the Atlantic's. `local_zones` knows where else.
_ZONES: Final[Mapping[str, float]] = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "WEST", "CET", "MEZ", "WAT"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "SAST", "CAT"), 2),
    **dict.fromkeys(("EEST", "MSK", "TRT", "EAT", "IDT"), 3),
    "IRST": 3.5,
    **dict.fromkeys(("GST", "SAMT", "AZT"), 4),
    **dict.fromkeys(("PKT", "UZT"), 5),
    **dict.fromkeys(("IST", "SLST"), 5.5),
    "NPT": 5.75,
    **dict.fromkeys(("BDT", "BTT"), 6),
    "MMT": 6.5,
    **dict.fromkeys(("WIB", "ICT"), 7),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "PHST", "AWST", "WITA", "BNT"), 8),
    **dict.fromkeys(("JST", "KST", "WIT"), 9),
    "ACST": 9.5,
    **dict.fromkeys(("AEST", "CHST", "PGT"), 10),
    "ACDT": 10.5,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "NDT": -2.5,
    **dict.fromkeys(("BRT", "ART", "CLST", "UYT", "ADT"), -3),
    "NST": -3.5,
    **dict.fromkeys(("AST", "CLT", "EDT"), -4),
    **dict.fromkeys(("EST", "CDT", "COT", "PET"), -5),
    **dict.fromkeys(("CST", "MDT"), -6),
    **dict.fromkeys(("MST", "PDT"), -7),
    **dict.fromkeys(("PST", "AKDT"), -8),
    "AKST": -9,
    "HST": -10,
}

_LOCAL_ZONES: Final[Mapping[str, Mapping[str, float]]] = {
    place: zones
    for places, zones in (
        ("cn tw hk mo zh", {"CST": 8.0}),
        ("il he", {"IST": 2.0}),
        ("ie ga", {"IST": 1.0}),
        ("bd bn", {"BST": 6.0}),
        ("sa kw qa bh iq ar", {"AST": 3.0}),
    )
    for place in places.split()
}
"""What names of zones mean in documents from a host under a country's domain, or in a language."""

_DOMAIN = re.compile(r"https?://[^/?#:]*\.([A-Za-z]+)(?=[/?#:]|\Z)")
_IN_FIGURES = re.compile(
    r"(?<!\d)(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d)|年\s*(\d{1,2})月\s*(\d{1,2})日)(?!\d)"
)
_MONTH_NAME = re.compile(r"[^\W\d_]{3,}")
_TIME = re.compile(r"(?<![\d:+-])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?![\d:])\s*([AaPp]\.?[Mm]\b\.?)?")
_COMPACT_TIME = re.compile(r"(?<=\dT)(\d\d)(\d\d)(\d\d)?(?!\d)")
_OFFSET = re.compile(r"([+\-−])(\d{1,2}):?(\d\d)?(?!\d)")
_ZONE_NAME = re.compile(r"\b[A-Z]{1,5}\b")
_NUMBER = re.compile(r"\d+")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?")


def local_zones(address: str, language: str) -> Mapping[str, float]:
    """Tell which zones' names mean something else in a document: CST is Chicago's, and in China China's.

    Args:
        address: Of the document or the feed's page; empty where there is none.
        language: As the document names its own, such as ``zh-hk``; empty where it does not.

    Returns:
        Hours east of Greenwich by name, for `parse_date`.
    """
    domain = _DOMAIN.match(address)
    by_domain = _LOCAL_ZONES.get(domain[1].lower()) if domain else None
    return by_domain or _LOCAL_ZONES.get(language[:2].lower(), {})


def parse_date(raw: str, zones: Mapping[str, float] | None = None) -> datetime | None:
    """Read a date.

    Args:
        raw: As the feed writes it. A date without a zone is taken as UTC; one without a time as midnight.
        zones: What names of zones mean in this document, if it is not what they mean mostly.

    Returns:
        Aware, in UTC, between `FIRST_YEAR` and `LAST_YEAR`; None for anything that cannot be such a date.
    """
    text = " ".join(raw[:_MAX_RAW].split())
    try:
        moment = _from_epoch(text) or _from_words(text, zones or {})
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _from_epoch(text: str) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _from_words(text: str, zones: Mapping[str, float]) -> datetime | None:
    clock = _TIME.search(text) or _COMPACT_TIME.search(text)
    head, tail = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    # "Fri Jul 4 13:00:00 HKT 2025" has its year behind the time.
    date = _date(head) or (_date(f"{head} {tail[-4:]}") if tail[-4:].isdigit() else None)
    if date is None:
        return None
    year, month, day = date
    moment = datetime(year, month, day, tzinfo=_zone(tail, zones)) + _since_midnight(clock)
    return moment.astimezone(UTC)


def _date(text: str) -> tuple[int, int, int] | None:
    figures = _IN_FIGURES.search(text)
    if figures:
        year, month, day = (int(group) for group in figures.groups() if group and group.isdigit())
        return year, month, day
    for name in _MONTH_NAME.finditer(text):
        number = _MONTHS.get(name[0].lower())
        before, after = _NUMBER.findall(text[: name.start()]), _NUMBER.findall(text[name.end() :])
        if number and before and after:
            return _year(after[0]), number, int(before[-1])
        if number and len(after) > 1:
            return _year(after[1]), number, int(after[0])
    return None


def _year(figures: str) -> int:
    # RFC 2822, 4.3: two digits below 50 are this century's.
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < 50 else 1900)


def _since_midnight(clock: re.Match[str] | None) -> timedelta:
    if clock is None:
        return timedelta()
    hour, minute, second = int(clock[1]), int(clock[2]), min(int(clock[3] or 0), 59)
    half = clock[4][0].lower() if clock.re is _TIME and clock[4] else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        raise ValueError(clock[0])
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(text: str, zones: Mapping[str, float]) -> timezone:
    offset = _OFFSET.search(text)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    names = (zones.get(name[0], _ZONES.get(name[0])) for name in _ZONE_NAME.finditer(text.upper()))
    return timezone(timedelta(hours=next((hours for hours in names if hours is not None), 0)))
