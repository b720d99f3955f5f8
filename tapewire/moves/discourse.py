"""What a whole story says about its parts: whose market it reports, on which day, and what a time means then."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final

from tapewire.model import Period
from tapewire.moves.gazetteer import gazetteer, market_of
from tapewire.moves.items import Item
from tapewire.moves.statements import Statement

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A search for what is sure to be there is fast; the name of the day stands before it.
_DAY: Final = re.compile(r"day\b(?!'s)")
_DAY_NAME: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun|yester)$")
_COMPARED: Final = re.compile(
    r"(?:from|than|since|until|by|ahead of|last|next|before|after|for)\s(?:late\s|early\s|last\s)?$"
)
_PREMARKET: Final = re.compile(
    r"\b(?:pre-?market|before the (?:opening )?bell|"
    r"futures (?:rise|fall|climb|slip|gain|drop|edge|jump|dip|slide|inch|mixed|higher|lower|up|down|point|were|are))\b"
)
_IN_PREMARKET: Final = ("market", "bell", "futures")
# Of a headline, and of the line under it that says what the list is of.
_AFTER_HOURS: Final = re.compile(
    r"\bafter[- ]hours\b|\bextended[- ](?:trading|hours)\b|\bafter the (?:closing )?bell\b"
)
_LIST_OF_MOVERS: Final = re.compile(r"\b(?:companies|stocks|names) (?:making|moving)\b|\bbiggest moves?\b|\bmovers\b")
_DATED_LEVEL: Final = re.compile(
    r"week|month|year|january|february|march|april|may|june|july|august|september|october|november|december|\b20\d\d"
)
_MARKET_WORDS: Final = re.compile(
    r"\b(?:shares?|stocks?|equit(?:y|ies)|bourses?|ind(?:ex|exes|ices)|stock markets?|markets|nikkei|dow)\b"
)
_LEAD_LENGTH: Final = 700
_DATELINE: Final = re.compile(r"\s*([a-z][a-z .]{2,20}?)(?:,[^\n]{0,18})?\s*(?:\([^()\n]{1,24}\))?\s*(?:--|[-–—:])\s")
_OPENING: Final = 160
_WORTH_READING: Final = 1500
"""Characters of a story: of its opening, whose names count thrice, and of what tells its market at all."""
_OF_ASIA: Final = re.compile(
    r"\basian? (?:[a-z-]+ )?(?:markets?|stocks|shares|equities|bourses|investors)\b|\bin asia\b"
)
_LONGEST_MARKET: Final = 4
_HANGING_ON: Final = (".", "'s")
_WORD: Final = re.compile(r"([a-z][a-z0-9&./']*[a-z0-9.]|[a-z])")
_DATELINE_WEIGHT: Final = 8
_HOME_SYMBOL: Final = re.compile(r"\.(hk|ss|sz|t|ks|tw)\b|\((nyse|nasdaq|tase|nse|asx|lse|sgx|jse)\b")
_NUMBER_OF_STOCK: Final = re.compile(r"\b\d{3,6}$")
_OF_DATELINE: Final = {
    "TASE": "IL",
    "NYSE": "US",
    "NASDAQ": "US",
    "NSE": "IN",
    "ASX": "AU",
    "LSE": "GB",
    "SGX": "SG",
    "JSE": "ZA",
}


class Setting:
    """Where and when a story stands. Each is worked out when it is first asked for: many stories need none."""

    def __init__(self, title: str, low: str) -> None:
        """Take a story.

        Args:
            title: The headline, lower case.
            low: The text, lower case.
        """
        self._title = title
        self._low = low
        self._lead = low[:_LEAD_LENGTH]

    @cached_property
    def market(self) -> str | None:
        """The market that it reports, or None where it cannot be told."""
        return _market(self._title, self._low)

    @cached_property
    def day(self) -> str | None:
        """The weekday of the session that it reports, in lower case; "yesterday" counts as one."""
        day = next(_days(self._lead, 0), None)
        if day is None:
            for later in _days(self._low, _LEAD_LENGTH):
                day = later
        return day

    @cached_property
    def is_extended(self) -> bool:
        """It reports dealings before the opening bell, or after the closing one."""
        return _is_extended(self._title, self._lead[:300])

    @cached_property
    def speaks_of_markets(self) -> bool:
        """Its headline or beginning names shares, stocks, a market or an index."""
        return bool(_MARKET_WORDS.search(self._title) or _MARKET_WORDS.search(self._lead))


def _days(text: str, start: int) -> Iterator[str]:
    """Find the days that a text names, but for those that something is compared with."""
    for found in _DAY.finditer(text, start):
        name = _DAY_NAME.search(text, max(start, found.start() - 7), found.start())
        if name is not None and not _COMPARED.search(text, max(0, name.start() - 16), name.start()):
            yield text[name.start() : found.end()]


def _is_extended(title: str, lead: str) -> bool:
    for text in (title, lead):
        if any(word in text for word in _IN_PREMARKET) and _PREMARKET.search(text):
            return True
    is_list = _LIST_OF_MOVERS.search(title) or _LIST_OF_MOVERS.search(lead)
    return bool(is_list and (_AFTER_HOURS.search(title) or _AFTER_HOURS.search(lead)))


def _market(title: str, low: str) -> str | None:
    votes: Counter[str] = Counter()
    for market, weight, _ in _named_markets(title):
        votes[market] += 3 * weight
    for market, weight, opens in _named_markets(low[:_WORTH_READING]):
        votes[market] += (3 if opens else 1) * weight
    for found_code in _HOME_SYMBOL.finditer(low, 0, 4000):
        ending, exchange = found_code.groups()
        at = found_code.start()
        if ending and _NUMBER_OF_STOCK.search(low, max(0, at - 7), at) is None:
            continue
        listed = _OF_DATELINE.get(exchange.upper(), "US") if exchange else market_of("X." + ending.upper())
        if listed is not None:
            votes[_group(listed)] += 1
    dateline = _dateline(low)
    if dateline is not None:
        votes[_group(dateline)] += _DATELINE_WEIGHT
    for region in ("EU", "WORLD", "ASIA", "EM"):
        votes.pop(region, None)
    if _OF_ASIA.search(title) or _OF_ASIA.search(low[:_OPENING]):
        votes.pop("US", None)
    return votes.most_common(1)[0][0] if votes else None


def _named_markets(text: str) -> Iterator[tuple[str, int, bool]]:
    """Find the markets that a text names: which, how much that says, and whether in the text's opening."""
    names, openers = gazetteer().by_name, gazetteer().market_openers
    known = names.known
    # What lies between the words, and each word behind it.
    parts = _WORD.split(text)
    opening = bisect_right(list(accumulate(map(len, parts[:_OPENING]))), _OPENING)
    for n in [
        2 * n + 1
        for n, word in enumerate(parts[1::2])
        if word in openers or (word.endswith(_HANGING_ON) and _bare(word) in openers)
    ]:
        for last in range(n, min(len(parts), n + 2 * _LONGEST_MARKET), 2):
            name = "".join(parts[n : last + 1])
            if name.endswith(_HANGING_ON):
                name = _bare(name)
            if name in known:
                entry = names[name][0]
                if entry.market is not None and entry.kind == "index":
                    yield _group(entry.market), 1 if entry.is_place else 2, last < opening


def _bare(name: str) -> str:
    return name.rstrip(".").removesuffix("'s")


def _dateline(text: str) -> str | None:
    """Read the market of "SEOUL, Oct. 31 (Yonhap) --" or "Hong Kong - "."""
    found = _DATELINE.match(text)
    if found is None:
        return None
    entry = gazetteer().by_name.get(found.group(1).strip())
    return entry[0].market if entry is not None and entry[0].is_place else None


def _group(market: str) -> str:
    return "CN" if market == "SZ" else market


def period_of(
    statement: Statement, setting: Setting, *, market: str | None, is_us_future: bool
) -> tuple[Period, str | None]:
    """Say what a statement's change spans, and when in the session it was read off.

    Args:
        statement: As read.
        setting: Of the story.
        market: Of the instrument.
        is_us_future: The instrument is a future on a US index, which trades round the clock.
    """
    at = "close" if statement.is_closing else None
    period: Period | None = None
    day: str | None = None
    is_past = False
    """Told before the opening bell of the day's own fall: "Wednesday's 5.8% decline"."""
    for moment in statement.moments:
        if moment.kind == "PERIOD" and period is None:
            period = _window(moment, statement, market)
        elif moment.kind == "DAY" and day is None:
            day = moment.info
            is_past = setting.is_extended and "'s" in moment.low
        elif moment.kind == "AT" and (at is None or moment.info == "open"):
            at = moment.info
    if period == "earlier" and day is not None and day == setting.day and not statement.is_after:
        period = None
    if statement.is_extreme and period in (None, "earlier"):
        return "intraday", at
    if period is not None:
        return period, at
    if statement.is_opening or at == "open":
        return ("earlier" if _is_earlier(day, setting, market) else "intraday"), "open"
    if is_past or _is_earlier(day, setting, market) or statement.is_after:
        return "earlier", at
    if is_us_future and at != "close":
        return "extended", at
    return "session", at


def _window(moment: Item, statement: Statement, market: str | None) -> Period | None:
    if moment.info == "since_level":
        # "is down 10% from its record" spans the way from there; "fell 0.2% from its record" is a day's move.
        is_far = statement.is_present or _DATED_LEVEL.search(moment.low) is not None
        return "since" if is_far else None
    if moment.low.startswith("for ") and moment.info == "month" and "month" not in moment.low:
        # "Crude for December" is a contract, "gained 5% for December" a month.
        return None if any(ref.is_future or ref.kind == "commodity" for ref in statement.refs) else "month"
    if moment.info == "during":
        # "During the day, it jumped 701 points" tells of the way, "climbed 0.3 per cent during the day" of the session.
        return "intraday" if moment.start < statement.start else None
    if moment.info == "late":
        # On Wall Street "in late trading" is after the bell, elsewhere it is before.
        is_american = market == "US" and all(ref.kind == "stock" for ref in statement.refs)
        return "extended" if is_american else _part_of_day(statement)
    if moment.info == "daypart":
        return _part_of_day(statement)
    if moment.info == "year" and statement.is_present and moment.low.startswith("in 20"):
        return "ytd"
    if moment.info == "same":
        return "since"
    window: Period = moment.info
    return window


def _part_of_day(statement: Statement) -> Period | None:
    """Tell "having been 43 points ahead in the morning", on the way, from "rose in the morning", so far."""
    return "intraday" if statement.is_after else None


def _is_earlier(day: str | None, setting: Setting, market: str | None) -> bool:
    if not day or setting.day is None or day == setting.day or day == "yesterday":
        return False
    if setting.day == "yesterday" or day in ("saturday", "sunday"):
        return False
    if market in ("US", "CA", "BR", "MX") and setting.market not in ("US", "CA", "BR", "MX"):
        # The last finished session of a market that closes after ours opened.
        ahead = (_DAYS.index(setting.day) - _DAYS.index(day)) % 7
        return not (ahead == 1 or (setting.day == "monday" and day == "friday"))
    return True
