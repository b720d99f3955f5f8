"""What a table says about a name, and the markets that symbols belong to."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Final, NamedTuple

from tapewire.model import Kind, OwnInstrument


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
    is_sector: bool = False
    """It is an index of one industry: a sector, unless a text gives it its proper name, which ends in "Index"."""


MARKET_OF_ENDING: Final = {
    "HK": "HK", "SS": "CN", "SZ": "CN", "T": "JP", "KS": "KR", "KQ": "KR", "TW": "TW", "TWO": "TW", "NS": "IN", "BO": "IN", "AX": "AU",
    "NZ": "NZ", "SI": "SG", "KL": "MY", "JK": "ID", "BK": "TH", "PS": "PH", "VN": "VN", "L": "GB", "PA": "FR", "DE": "DE", "MI": "IT",
    "MC": "ES", "AS": "NL", "BR": "BE", "SW": "CH", "ST": "SE", "CO": "DK", "OL": "NO", "HE": "FI", "IR": "IE", "LS": "PT", "VI": "AT",
    "WA": "PL", "AT": "GR", "PR": "CZ", "BD": "HU", "IC": "IS", "IS": "TR", "ME": "RU", "SR": "SA", "AE": "AE", "QA": "QA", "KW": "KW",
    "CA": "EG", "TA": "IL", "JO": "ZA", "NR": "KE", "SA": "BR", "MX": "MX", "BA": "AR", "SN": "CL", "CL": "CO", "KA": "PK", "TO": "CA",
    "V": "CA", "NE": "CA", "RO": "RO",
}  # fmt: skip
"""The part of a symbol behind its last point → market."""
CURRENCY_OF_MARKET: Final = {
    "HK": "HKD", "CN": "CNY", "SZ": "CNY", "JP": "JPY", "KR": "KRW", "TW": "TWD", "IN": "INR", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "MY": "MYR",
    "ID": "IDR", "TH": "THB", "PH": "PHP", "GB": "GBP", "FR": "EUR", "DE": "EUR", "IT": "EUR", "ES": "EUR", "NL": "EUR", "BE": "EUR",
    "CH": "CHF", "SE": "SEK", "DK": "DKK", "NO": "NOK", "FI": "EUR", "IE": "EUR", "PT": "EUR", "AT": "EUR", "PL": "PLN", "TR": "TRY",
    "RU": "RUB", "SA": "SAR", "AE": "AED", "AD": "AED", "QA": "QAR", "KW": "KWD", "EG": "EGP", "IL": "ILS", "ZA": "ZAR", "BR": "BRL", "MX": "MXN",
    "CA": "CAD", "HU": "HUF", "US": "USD", "EU": "EUR", "VN": "VND", "PK": "PKR", "AR": "ARS", "CL": "CLP", "GR": "EUR", "CZ": "CZK", "IS": "ISK",
    "CO": "COP", "PE": "PEN", "KE": "KES", "NG": "NGN", "BD": "BDT", "LK": "LKR", "BH": "BHD", "OM": "OMR", "RO": "RON",
}  # fmt: skip


def market_of(symbol: str) -> str | None:
    """Name the market of a stock's symbol: ``0700.HK`` is ``HK``, ``AAPL`` is ``US``."""
    if symbol.startswith("^") or "=" in symbol:
        return None
    _, point, ending = symbol.rpartition(".")
    return MARKET_OF_ENDING.get(ending) if point else "US"


def own_entry(own: OwnInstrument) -> Entry:
    """Turn what the user added into an entry like those of the tables."""
    symbols = (own.symbol,) if own.symbol is not None else ()
    market = market_of(own.symbol) if own.symbol is not None and own.kind in ("stock", "fund") else None
    kind: Kind = "index" if own.kind == "sector" else own.kind
    return Entry(own.name, symbols, kind, market, is_sector=own.kind == "sector")
