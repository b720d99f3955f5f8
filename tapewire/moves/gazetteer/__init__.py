"""The instruments that we know by name: tables written by hand (``*.tsv``) and what they say, looked up by name.

The first table that has a name wins. Read once, on first use.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from tapewire.model import Kind


class Entry(NamedTuple):
    """An instrument, or a place whose market has a benchmark."""

    label: str
    """Short name."""
    symbols: tuple[str, ...]
    """Home listing first; empty where there is none."""
    kind: Kind
    market: str | None
    """Two letters of the market that it belongs to; None where it belongs to none."""
    code: str | None = None
    """ISO 4217 code of a currency."""
    is_place: bool = False
    """It is named as a place; ``symbols`` are those of the place's benchmark."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, ready to be asked."""

    by_name: dict[str, tuple[Entry, str]]
    """Name in lower case → the entry and the name as the table writes it."""
    lower_first: frozenset[str]
    """First words of names that may be written in lower case ("gold", "crude oil")."""
    by_symbol: dict[str, Entry] = field(repr=False)


MARKET_OF_ENDING: Final = {
    "HK": "HK", "SS": "CN", "SZ": "CN", "T": "JP", "KS": "KR", "KQ": "KR", "TW": "TW", "TWO": "TW", "NS": "IN", "BO": "IN", "AX": "AU",
    "NZ": "NZ", "SI": "SG", "KL": "MY", "JK": "ID", "BK": "TH", "PS": "PH", "L": "GB", "PA": "FR", "DE": "DE", "MI": "IT", "MC": "ES",
    "AS": "NL", "BR": "BE", "SW": "CH", "ST": "SE", "CO": "DK", "OL": "NO", "HE": "FI", "IR": "IE", "LS": "PT", "VI": "AT", "WA": "PL",
    "IS": "TR", "ME": "RU", "SR": "SA", "AE": "AE", "QA": "QA", "KW": "KW", "CA": "EG", "TA": "IL", "JO": "ZA", "SA": "BR", "MX": "MX",
    "TO": "CA", "BD": "HU", "V": "CA",
}  # fmt: skip
CURRENCY_OF_MARKET: Final = {
    "HK": "HKD", "CN": "CNY", "SZ": "CNY", "JP": "JPY", "KR": "KRW", "TW": "TWD", "IN": "INR", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "MY": "MYR",
    "ID": "IDR", "TH": "THB", "PH": "PHP", "GB": "GBP", "FR": "EUR", "DE": "EUR", "IT": "EUR", "ES": "EUR", "NL": "EUR", "BE": "EUR",
    "CH": "CHF", "SE": "SEK", "DK": "DKK", "NO": "NOK", "FI": "EUR", "IE": "EUR", "PT": "EUR", "AT": "EUR", "PL": "PLN", "TR": "TRY",
    "RU": "RUB", "SA": "SAR", "AE": "AED", "AD": "AED", "QA": "QAR", "KW": "KWD", "EG": "EGP", "IL": "ILS", "ZA": "ZAR", "BR": "BRL", "MX": "MXN",
    "CA": "CAD", "HU": "HUF", "US": "USD", "EU": "EUR", "VN": "VND", "PK": "PKR", "AR": "ARS", "CL": "CLP",
}  # fmt: skip
_COMPANIES: Final = ("companies_us_uk", "companies_china", "companies_asia", "companies_world", "companies_listed")
# Short names of listed companies that are everyday words at the head of a sentence.
_TOO_COMMON: Final = frozenset(["news", "now", "shift", "city", "employers", "enact", "box", "hub", "match", "compass", "mitsubishi", "sumitomo", "target", "next", "gates", "pool", "ball", "ses", "universal", "southern", "progressive", "interface", "integer", "booking", "deluxe", "fox", "block", "carnival", "strategy"])  # fmt: skip


def market_of(symbol: str) -> str | None:
    """Name the market of a stock's symbol: ``0700.HK`` is ``HK``, ``AAPL`` is ``US``."""
    if symbol.startswith("^") or "=" in symbol:
        return None
    _, point, ending = symbol.rpartition(".")
    return MARKET_OF_ENDING.get(ending) if point else "US"


@cache
def gazetteer() -> Gazetteer:
    """Read the tables. The first call takes some milliseconds, the others nothing."""
    by_name: dict[str, tuple[Entry, str]] = {}
    lower_first: set[str] = set()
    by_symbol: dict[str, Entry] = {}

    def put(entry: Entry, names: str) -> None:
        for name in names.split("|"):
            exact = name[1:] if name[0] == "=" else name
            named = (entry, name)
            held = by_name.setdefault(exact.lower(), named)
            if held is named:
                if exact[0].islower():
                    lower_first.add(exact.split(" ", 1)[0].lower())
                continue
            is_laxer = name[0].islower() or (held[1].isupper() and not name.isupper())
            if held[0] is entry and is_laxer and held[1][0] != "=":
                by_name[exact.lower()] = (entry, name)
            if exact[0].islower():
                lower_first.add(exact.split(" ", 1)[0].lower())
        for symbol in entry.symbols:
            by_symbol.setdefault(symbol, entry)

    for row in _rows("indices"):
        symbol, market, names = row
        put(Entry(_first(names), _symbols(symbol), "index", market), names)
    for row in _rows("yields"):
        symbol, market, names = row
        put(Entry(_first(names), _symbols(symbol), "yield", market), names)
    for row in _rows("currencies"):
        code, names = row
        put(Entry(_first(names), (), "currency", None, code if code != "-" else None), names)
    for row in _rows("commodities"):
        put(Entry(_first(row[1]), _symbols(row[0]), "commodity", None), row[1])
    for row in _rows("crypto"):
        put(Entry(_first(row[1]), _symbols(row[0]), "crypto", None), row[1])
    for row in _rows("funds"):
        put(Entry(_first(row[1]), _symbols(row[0]), "fund", market_of(row[0])), row[1])
    for row in _rows("places"):
        market, symbol, label, names = row
        put(Entry(label, _symbols(symbol), "index", market if market != "-" else None, None, True), names)
    for table in _COMPANIES:
        for row in _rows(table):
            symbols = tuple(row[0].split(","))
            names = row[1]
            if table == "companies_listed":
                names = "|".join(name for name in names.split("|") if name.lower() not in _TOO_COMMON)
                if not names:
                    continue
            known = by_symbol.get(symbols[0])
            put(known or Entry(_first(names), symbols, "stock", market_of(symbols[0])), names)
    return Gazetteer(by_name, frozenset(lower_first), by_symbol)


def _rows(table: str) -> list[list[str]]:
    text = Path(__file__).with_name(table + ".tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


def _first(names: str) -> str:
    return names.split("|", 1)[0].lstrip("=")


def _symbols(symbol: str) -> tuple[str, ...]:
    return () if symbol == "-" else (symbol,)
