"""Rows of tables: "Dow Jones (0DJIA) 33545.92 +600.68 +1.82", "FTSE 100: 8,210.55, up 0.4%", agency market lists."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final

from tapewire.model import Direction, Instrument, Move
from tapewire.moves.gazetteer import CURRENCY_OF_MARKET, Entry, gazetteer
from tapewire.moves.instruments import dollar_pair, written_pair
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
    rf"(?:[-*•]\s*)?(?:(?P<place>[A-Z][\w ]{{2,20}}?)\s[-–—]\s)?(?P<name>[A-Z][\w&/.' \-]{{1,48}}?):\s*(?P<way>UP|DOWN|FLAT|up|down|flat)\s+"
    rf"(?:(?P<percent>{_NUMBER})\s?(?:%|per ?cent|pct)\s+)?at\s+(?P<sign>[$£€¥]?)(?P<level>{_NUMBER})(?P<unit>\s(?:yen|pence|per barrel|points))?"
    rf"(?P<rest>[^\n]{{0,80}})$"
)
# Name, level, level before, signed per cent: "Jakarta 7,628.61 7,766.85 -1.78".
_CHANGE_ROW: Final = re.compile(
    rf"(?P<name>[A-Za-z][\w&/.' \-]{{1,40}}?)\s*[:|]?\s+(?P<level>{_NUMBER})[,;|]?\s+(?P<previous>{_NUMBER})[,;|]?\s+"
    rf"(?P<percent>{_SIGN}?\s?{_NUMBER})\s?%?\s*$"
)
# Under a head that says "% change": "Chile IPSA 9062.11 -0.12".
_PERCENT_ROW: Final = re.compile(
    rf"(?P<name>[A-Za-z][\w&/.' \-]{{1,40}}?)\s*[:|]?\s+[$£€¥]?(?P<level>{_NUMBER})[,;|]?\s+(?P<percent>{_SIGN}?\s?{_NUMBER})\s?%?\s*$"
)
# Read here: "Five-year Canada yield 2.77% +2 bps"
_YIELD_ROW: Final = re.compile(
    rf"(?P<name>[A-Za-z\d][\w&/.' \-]{{1,40}}?)\s*[:|]?\s+(?P<level>{_NUMBER})\s?%[,;|]?\s+(?P<change>{_SIGN}?\s?{_NUMBER})\s?(?:bps?|basis points?)\s*$"
)
# Lines such as "S&P 500: 6,512.61 (+0.27%)", "USD/JPY: 147.20 (-0.3%)", "Gold: $3,636.90/oz, +0.5%", "10-year Treasury yield: 4.08% (+4 bps)"
_LISTED_ROW: Final = re.compile(
    rf"(?:[-*•]\s*)?(?P<name>[A-Za-z\d][\w&/.' \-]{{1,40}}?):\s+(?:US)?(?P<sign>[$£€¥]?)(?P<level>{_NUMBER})\s?(?P<unit>%?)(?:/\w{{1,6}})?,?\s+"
    rf"\(?(?P<way>[+\-–])\s?(?P<change>{_NUMBER})\s?(?P<of>%|bps?|basis points?)\)?\s*$"
)
_ROW_ENDS: Final = frozenset("%),;|pst")
"""What a row may end in, but for a digit: "bps" and "basis point" are among these."""
_YIELD_NAME: Final = re.compile(r"-year|\byields?\b|\b(?:bund|gilt|jgb|treasury|oat|btp)\b", re.IGNORECASE)
_FROM: Final = re.compile(rf"\bfrom\s+[$£€¥]?(?P<previous>{_NUMBER})")
_CURRENCIES: Final = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}


def read_row(story: Story, start: int, end: int, *, in_percent: bool) -> list[Move] | None:
    """Read a sentence that is a row of a table.

    Args:
        story: The text.
        start: Where the line begins.
        end: Where it ends.
        in_percent: The table's head says that a bare change is one in per cent.

    Returns:
        Its move; an empty list for a row of something that is not traded; None where the line is no row.
    """
    if end - start > 160:
        return None
    line = story.plain[start:end]
    if line[-1] in _ROW_ENDS or line[-1].isdigit():
        row = _figures_row(line, story, start, in_percent=in_percent)
        if row is not None:
            return row
    if ":" in line:
        agency = _AGENCY_ROW.match(line)
        if agency is not None:
            return _agency_row(agency, story, start)
    return None


def _figures_row(line: str, story: Story, start: int, *, in_percent: bool) -> list[Move] | None:
    """Read a row that ends in a figure."""
    change = _CHANGE_ROW.match(line)
    if change is not None:
        read = _change_row(change, story, start)
        if read is not None:
            return read
    if in_percent:
        percent = _PERCENT_ROW.match(line)
        if percent is not None:
            return _percent_row(percent, story, start)
    signed = _SIGNED_ROW.match(line)
    if signed is not None:
        return _signed_row(signed, story, start)
    if ":" in line:
        listed = _LISTED_ROW.match(line)
        if listed is not None:
            return _listed_row(listed, story, start)
    of_yield = _YIELD_ROW.match(line)
    if of_yield is not None and _YIELD_NAME.search(of_yield["name"]):
        return [_yield_row(of_yield, story, start)]
    return None


def _number(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))


def _entry(name: str) -> Entry | None:
    found = gazetteer().by_name.get(name.strip().lower())
    return found[0] if found is not None else None


def _instrument(name: str, entry: Entry | None) -> tuple[Instrument, str | None] | None:
    """Name a row's instrument and the currency of its level; None for what is not traded."""
    if entry is None:
        pair = written_pair(name)
        return (
            (Instrument(name=name, symbol=f"{pair[0]}{pair[1]}=X", kind="currency"), pair[1])
            if pair is not None
            else None
        )
    if entry.is_place:
        return None
    instrument = Instrument(name=name, symbol=entry.symbols[0] if entry.symbols else None, kind=entry.kind)
    if entry.kind in ("stock", "fund"):
        return instrument, CURRENCY_OF_MARKET.get(entry.market or "US")
    return instrument, "USD" if entry.kind in ("commodity", "crypto") else None


def _signed_row(row: re.Match[str], story: Story, start: int) -> list[Move]:
    name = row["name"].strip()
    entry = gazetteer().by_symbol.get((row["code"] or "").strip())
    if entry is None or entry.kind != "fund":
        entry = _entry(name)
    named = _instrument(name, entry)
    if named is None:
        return []
    level = _number(row["level"])
    first, second = _number(row["first"]), row["second"]
    sign = 1 if row["first"].lstrip()[0] == "+" else -1
    percent: float | None = None
    change: float | None = None
    if row["unit1"]:
        percent, change = first, _number(second) if second else None
    elif second is not None:
        change, percent = first, _number(second)
        # Of two bare figures the second is a percentage only if the arithmetic says so.
        if not row["unit2"] and abs(100 * change / max(level - sign * change, 1e-9) - percent) > 0.06 + 0.02 * percent:
            return []
    else:
        change = first
    return [_move(named, sign, percent, change, level, None, story, start + row.start(), start + row.end())]


def _listed_row(row: re.Match[str], story: Story, start: int) -> list[Move]:
    """Read a line of a market list; nothing where what it names is not known."""
    name = row["name"].strip()
    entry = _entry(name) or _entry(name.removesuffix(" yield"))
    way = -1 if row["way"] in "-–" else 1
    level, change = _number(row["level"]), _number(row["change"])
    end = start + row.end()
    is_yield = (entry is not None and entry.kind == "yield") or _YIELD_NAME.search(name) is not None
    if row["of"] != "%":
        if not is_yield or not row["unit"]:
            return []
        symbol = entry.symbols[0] if entry is not None and entry.kind == "yield" and entry.symbols else None
        bond: tuple[Instrument, str | None] = (Instrument(name=name, symbol=symbol, kind="yield"), None)
        return [_move(bond, way, None, change, level, None, story, start, end)]
    named = _instrument(name, entry)
    if named is None or row["unit"] or is_yield:
        return []
    printed = _CURRENCIES.get(row["sign"]) if named[1] is not None else None
    named = (named[0], printed or named[1])
    return [_move(named, way, change, None, level, None, story, start, end)]


def _yield_row(row: re.Match[str], story: Story, start: int) -> Move:
    name = row["name"].strip()
    entry = _entry(name.removesuffix(" yield"))
    symbol = entry.symbols[0] if entry is not None and entry.kind == "yield" and entry.symbols else None
    points = _number(row["change"])
    sign = 0 if not points else -1 if row["change"].lstrip()[0] in "-–" else 1
    named: tuple[Instrument, str | None] = (Instrument(name=name, symbol=symbol, kind="yield"), None)
    return _move(named, sign, None, points, _number(row["level"]), None, story, start, start + row.end())


def _change_row(row: re.Match[str], story: Story, start: int) -> list[Move] | None:
    """Read a row of an index table; the arithmetic says that it is one."""
    name = row["name"].strip()
    entry = _entry(name)
    level, previous, percent = _number(row["level"]), _number(row["previous"]), _number(row["percent"])
    sign = -1 if row["percent"].lstrip()[0] in "-–" else 1
    if entry is None or not previous or abs(100 * (level / previous - 1) - sign * percent) > 0.011:
        return None
    named: tuple[Instrument, str | None] | None = _benchmark(name, entry) or _instrument(name, entry)
    if named is None:
        return None
    change = abs(level - previous) if named[0].kind in ("currency", "commodity", "crypto") else None
    return [_move(named, sign if percent else 0, percent, change, level, None, story, start, start + row.end())]


def _percent_row(row: re.Match[str], story: Story, start: int) -> list[Move]:
    """Read a row under "Latest | % change": of a currency it is the currency that gained, not the pair."""
    name = row["name"].strip()
    sign = -1 if row["percent"].lstrip()[0] in "-–" else 1
    percent = _number(row["percent"])
    level, end = _number(row["level"]), start + row.end()
    entry = _entry(name) or _entry(name.replace(" ", "'s ", 1)) or _without_place(name)
    if entry is None:
        return []
    named = _benchmark(name, entry) or _instrument(name, entry)
    if entry.kind == "currency" and entry.code not in (None, "USD"):
        symbol, flips, quote = dollar_pair(entry.code or "")
        named = (Instrument(name=name, symbol=symbol, kind="currency"), quote)
        sign = -sign if flips else sign
    if named is None:
        return []
    return [_move(named, sign if percent else 0, percent, None, level, None, story, start, end)]


def _without_place(name: str) -> Entry | None:
    """Read "Mexico IPC" as the index that is named behind its country."""
    place, _, rest = name.partition(" ")
    at = _entry(place)
    return _entry(rest) if rest and at is not None and at.is_place else None


def _benchmark(name: str, entry: Entry) -> tuple[Instrument, str | None] | None:
    """Take a place that heads a row of figures for its benchmark."""
    if not entry.is_place:
        return None
    return Instrument(name=name, symbol=entry.symbols[0] if entry.symbols else None, kind="index"), None


def _agency_row(row: re.Match[str], story: Story, start: int) -> list[Move] | None:
    name = row["name"].strip()
    named = _instrument(name, _entry(name) or _entry(f"{row['place'] or ''} {name}"))
    if named is None:
        return None
    instrument, currency = named
    parts = 100 if (row["unit"] or "").strip() == "pence" else 1
    level = _number(row["level"]) / parts
    came_from = _FROM.search(row["rest"])
    change: float | None = None
    if came_from is not None and instrument.kind in ("currency", "commodity", "crypto"):
        change = abs(level - _number(came_from["previous"]) / parts)
    percent = _number(row["percent"]) if row["percent"] else None
    sign = {"up": 1, "down": -1}.get(row["way"].lower(), 0)
    at = "close" if "close" in row["rest"] else None
    printed = _CURRENCIES.get(row["sign"]) if currency is not None else None
    end = start + row.end("level")
    named = (instrument, currency if instrument.kind == "currency" else printed or currency)
    return [_move(named, sign, percent, change, level, at, story, start + row.start("name"), end)]


def _move(
    named: tuple[Instrument, str | None],
    sign: int,
    percent: float | None,
    change: float | None,
    level: float,
    at: str | None,
    story: Story,
    start: int,
    end: int,
) -> Move:
    direction: Direction = "up" if sign > 0 else "down" if sign < 0 else "flat"
    return Move(
        instrument=named[0],
        direction=direction,
        percent=None if percent is None or not sign else sign * percent,
        change=None if change is None or not sign else round(sign * change, 8),
        level=level,
        currency=named[1],
        period="session",
        at=at,
        approx=False,
        evidence=story.text[start:end],
        start=start,
        end=end,
    )
