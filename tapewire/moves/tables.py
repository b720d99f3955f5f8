"""Lines of tables: "Dow Jones (0DJIA) 33545.92 +600.68 +1.82", "FTSE 100: 8,210.55, up 0.4%", agency market lists."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final

from tapewire.model import Direction, Instrument, Move
from tapewire.moves.discourse import Setting
from tapewire.moves.gazetteer import CURRENCY_OF_MARKET, Entry, gazetteer, market_of
from tapewire.moves.instruments import pair_of
from tapewire.moves.refs import Ref
from tapewire.moves.statements import Statement
from tapewire.moves.tokens import Story

_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SIGN: Final = r"[+\-–]"
# Name, perhaps a code, then a level and signed figures and nothing else.
_SIGNED_ROW: Final = re.compile(
    rf"(?P<name>[A-Za-z][\w&/.' \-]{{1,40}}?)\s*(?:\((?P<code>[^()]{{1,12}})\))?\s*[:|]?\s+(?:[$£€¥]|HK\$)?(?P<level>{_NUMBER})[,;|]?\s+"
    rf"(?P<first>{_SIGN}\s?{_NUMBER})(?P<unit1>%?)[,;|]?(?:\s+\(?(?P<second>{_SIGN}?\s?{_NUMBER})(?P<unit2>%?)\)?)?\s*$"
)
# "Hong Kong - Hang Seng Index: DOWN 1.2 percent at 17,000.10 (close)", "Euro/dollar: UP at $1.0850 from $1.0840".
_AGENCY_ROW: Final = re.compile(
    rf"(?:[-*•]\s*)?(?:[A-Z][\w ]{{2,20}}\s[-–—]\s)?(?P<name>[A-Z][\w&/.' \-]{{1,48}}?):\s*(?P<way>UP|DOWN|FLAT|up|down|flat)\s+"
    rf"(?:(?P<percent>{_NUMBER})\s?(?:%|per ?cent|pct)\s+)?at\s+(?P<sign>[$£€¥]?)(?P<level>{_NUMBER})(?P<unit>\s(?:yen|pence|per barrel|points))?"
    rf"(?P<rest>[^\n]{{0,80}})$"
)
_FROM: Final = re.compile(rf"\bfrom\s+[$£€¥]?(?P<previous>{_NUMBER})")
_CURRENCIES: Final = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}


def read_row(story: Story, start: int, end: int, setting: Setting) -> list[Move] | None:
    """Read a sentence that is a line of a table.

    Returns:
        Its move; an empty list for a row of something that is not traded; None where the line is no row.
    """
    if end - start > 160:
        return None
    line = story.plain[start:end]
    signed = _SIGNED_ROW.match(line)
    if signed is not None:
        return _signed_row(signed, story, start)
    if ":" in line:
        agency = _AGENCY_ROW.match(line)
        if agency is not None:
            return _agency_row(agency, story, start, setting)
    return None


def _number(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))


def _entry(name: str) -> Entry | None:
    found = gazetteer().by_name.get(name.strip().lower())
    return found[0] if found is not None else None


def _signed_row(row: re.Match[str], story: Story, start: int) -> list[Move]:
    name = row["name"].strip()
    entry = gazetteer().by_symbol.get((row["code"] or "").strip())
    if entry is None or entry.kind != "fund":
        entry = _entry(name)
    if entry is None or entry.is_place:
        return []
    level = _number(row["level"])
    first, second = _number(row["first"]), row["second"]
    direction: Direction = "up" if row["first"].lstrip()[0] == "+" else "down"
    sign = 1 if direction == "up" else -1
    percent: float | None = None
    change: float | None = None
    if row["unit1"]:
        percent, change = first, _number(second) if second else None
    elif row["unit2"] or second is not None:
        change, percent = first, _number(second or "0")
        if not row["unit2"] and abs(100 * change / max(level - sign * change, 1e-9) - percent) > 0.06 + 0.02 * percent:
            return []
    else:
        change = first
    market = entry.market
    is_priced = entry.kind in ("stock", "fund", "commodity", "crypto")
    currency = (
        (CURRENCY_OF_MARKET.get(market or "US") if entry.kind in ("stock", "fund") else "USD") if is_priced else None
    )
    return [
        Move(
            instrument=Instrument(name=name, symbol=entry.symbols[0] if entry.symbols else None, kind=entry.kind),
            direction=direction, percent=None if percent is None else sign * percent, change=None if change is None else sign * change,
            level=level, currency=currency, period="session", at=None, approx=False,
            evidence=story.text[start + row.start() : start + row.end()], start=start + row.start(), end=start + row.end(),
        )
    ]  # fmt: skip


def _agency_row(row: re.Match[str], story: Story, start: int, setting: Setting) -> list[Move] | None:
    name = row["name"].strip()
    entry = _entry(name) or _entry(name.rpartition(" - ")[2])
    level = _number(row["level"])
    came_from = _FROM.search(row["rest"])
    previous = _number(came_from["previous"]) if came_from is not None else None
    direction: Direction = {"up": "up", "down": "down"}.get(row["way"].lower(), "flat")  # type: ignore[assignment]
    sign = -1 if direction == "down" else 1
    currency = _CURRENCIES.get(row["sign"])
    if entry is None:
        ref = Ref(name, "currency", start, start)
        symbol, _, quote = pair_of(ref, Statement((ref,), direction, "", [], [], None, start, start), setting)
        if symbol is None or quote is None:
            return None
        unit = (row["unit"] or "").strip()
        instrument = Instrument(name=name, symbol=symbol, kind="currency")
        level = level / 100 if unit == "pence" else level
        previous = previous / 100 if previous is not None and unit == "pence" else previous
        currency = quote
    else:
        instrument = Instrument(name=name, symbol=entry.symbols[0] if entry.symbols else None, kind=entry.kind)
        if entry.kind == "stock":
            currency = currency or CURRENCY_OF_MARKET.get(market_of(entry.symbols[0]) or "")
        elif entry.kind == "index":
            currency = None
    change = (
        round(level - previous, 6)
        if previous is not None and instrument.kind in ("currency", "commodity", "crypto")
        else None
    )
    percent = float(row["percent"]) * sign if row["percent"] else None
    at = "close" if "close" in row.group() else None
    return [
        Move(
            instrument=instrument, direction=direction, percent=percent, change=change, level=level, currency=currency,
            period="session", at=at, approx=False,
            evidence=story.text[start + row.start("name") : start + row.end("level")], start=start + row.start("name"), end=start + row.end("level"),
        )
    ]  # fmt: skip
