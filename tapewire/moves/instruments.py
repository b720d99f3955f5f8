"""References and statements → instruments with symbols, and amounts in the instrument's own unit."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from itertools import chain
from typing import Final

from tapewire.model import Instrument, Kind
from tapewire.moves.discourse import Setting
from tapewire.moves.figures import Figure
from tapewire.moves.focus import Ref
from tapewire.moves.gazetteer import CURRENCY_OF_MARKET, gazetteer, market_of
from tapewire.moves.statements import Statement
from tapewire.moves.words import words

_FUTURE_OF: Final = {
    "^DJI": "YM=F",
    "^GSPC": "ES=F",
    "^IXIC": "NQ=F",
    "^NDX": "NQ=F",
    "^RUT": "RTY=F",
    "^N225": "NIY=F",
    "^HSI": "HSI=F",
}
_DOLLARS: Final = words("USD AUD NZD SGD HKD CAD TWD")
_CODES: Final = words(
    """
    HKD CNY CNH GBP JPY KRW TWD INR AUD NZD SGD USD ZAR ILS EUR CAD BRL CHF SAR MYR IDR THB PHP MXN SEK NOK DKK PLN TRY
    """
)
_CENTS: Final = words("USD AUD NZD SGD HKD CAD EUR ZAR")
# Words that several currencies share, by the market that says which is meant.
_NAMESAKES: Final = {
    "PHP": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP"}, "DKK": {"NO": "NOK", "DK": "DKK"}, "SEK": {"SE": "SEK", "NO": "NOK", "DK": "DKK"},
    "SAR": {"QA": "QAR", "SA": "SAR"}, "INR": {"PK": "PKR", "IN": "INR"}, "AED": {"KW": "KWD"}, "KWD": {"BH": "BHD", "KW": "KWD"},
    "GBP": {"EG": "EGP", "GB": "GBP"}, "ZAR": {"ZA": "ZAR"},
}  # fmt: skip
_TENOR: Final = re.compile(r"\b(?:(\d+)|ten|thirty|five|two)-year")
_TREASURY: Final = {"10": "^TNX", "ten": "^TNX", "30": "^TYX", "thirty": "^TYX", "5": "^FVX", "five": "^FVX"}
_LOCAL: Final = {
    "KR": "KRW",
    "JP": "JPY",
    "IN": "INR",
    "CN": "CNY",
    "HK": "HKD",
    "TW": "TWD",
    "MY": "MYR",
    "ID": "IDR",
    "TH": "THB",
    "PH": "PHP",
    "ZA": "ZAR",
    "SG": "SGD",
    "BR": "BRL",
}


def stock_symbol(ref: Ref, statement: Statement, setting: Setting) -> str | None:
    """Choose the listing that the story speaks of."""
    known = ref.entry.symbols if ref.entry is not None else ()
    listed = {market_of(symbol): symbol for symbol in reversed(known)}
    codes = [code for code in ref.symbols if code and not (known and market_of(code) == "US" and code not in known)]
    said = [*ref.markets, *(_place_market(item) for item in statement.places)]
    elsewhere = next((listed[market] for market in said if market in listed), None)
    if codes and elsewhere is not None and len(codes) == 1 and known and codes[0] in known:
        # Read here: "Novo Nordisk (NVO) …; in Copenhagen the stock rose 0.3%"
        return elsewhere
    if codes:
        return _by_code(codes, known, listed, setting)
    if not known:
        return None
    if ref.is_adr and "US" in listed:
        return listed["US"]
    for market in said:
        if market == "SZ":
            match = next((symbol for symbol in known if symbol.endswith(".SZ")), None)
            if match:
                return match
        if market in listed:
            return listed[market]
    if len(known) == 1:
        return known[0]
    return _priced_in(statement, known) or listed.get(setting.market) or known[0]


def _priced_in(statement: Statement, known: tuple[str, ...]) -> str | None:
    """Find the listing whose currency a price is in: "Nestle fell 60 sen to RM96" is the company in Kuala Lumpur."""
    prices = [figure for figure in (*statement.levels, *chain(*statement.figures)) if figure.unit == "money"]
    for price in prices:
        for symbol in known:
            if price.currency is not None and CURRENCY_OF_MARKET.get(market_of(symbol) or "") == price.currency:
                return symbol
    return None


def _place_market(item: object) -> str | None:
    for token in getattr(item, "tokens", ()):
        if token.kind == "NAME" and token.info.is_place:
            market: str | None = token.info.market
            return market
    return None


def _by_code(codes: list[str], known: tuple[str, ...], listed: dict[str | None, str], setting: Setting) -> str:
    for code in codes:
        if code in known and len(codes) == 1:
            return code
    if len(codes) > 1:
        home = next((code for code in codes if market_of(code) == setting.market), None)
        if home is not None:
            return home
    market = market_of(codes[0])
    return listed.get(market, codes[0]) if known and codes[0] not in known else codes[0]


def pair_of(ref: Ref, statement: Statement, setting: Setting) -> tuple[str | None, bool, str | None]:
    """Work out the currency pair that is spoken of.

    Returns:
        Its symbol, whether the currency named is the pair's second one (so that the pair moves the other way), and the
        quote currency. All None and False where a lone "dollar" leaves the pair open.
    """
    written = written_pair(ref.name)
    if written is not None:
        return f"{written[0]}{written[1]}=X", False, written[1]
    code = ref.entry.code if ref.entry is not None else _local_code(ref, statement, setting)
    if code in ("PHP", "INR") and " " not in ref.name:
        near = [market for market in (*ref.markets, setting.market) if market in _NAMESAKES[code]]
        code = _NAMESAKES[code][near[0]] if near else code
    if code is None:
        return None, False, None
    priced = next(
        (
            _plain_code(level.currency)
            for level in (*statement.levels, *filter(None, (statement.previous,)))
            if level.currency
        ),
        None,
    )
    counter = next((other for other in map(_currency_named, statement.places) if other and other != code), None)
    if priced is not None and priced != code:
        return f"{code}{priced}=X", False, priced
    if counter is None:
        if code == "USD":
            return None, False, None
        counter = "USD"
    return _pair(code, counter)


def dollar_pair(code: str) -> tuple[str, bool, str]:
    """Name a currency's pair with the dollar.

    Returns:
        Its symbol, whether the currency is the pair's second one, and the quote currency.
    """
    return _pair(code, "USD")


def _pair(code: str, counter: str) -> tuple[str, bool, str]:
    base, quote = (code, counter) if _rank(code) < _rank(counter) else (counter, code)
    return f"{base}{quote}=X", quote == code, quote


_ON_BSE: Final = re.compile(r"\bon (?:the )?bse\b")
_RANK: Final = ("EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF")


def _rank(code: str) -> int:
    return _RANK.index(code) if code in _RANK else len(_RANK)


def _plain_code(code: str | None) -> str | None:
    return "USD" if code in ("$", "c") else code


def _local_code(ref: Ref, statement: Statement, setting: Setting) -> str | None:
    priced = next(
        (level.currency for level in statement.levels if level.currency and level.currency not in ("$", "c")), None
    )
    for market in (*ref.markets, setting.market):
        if market is not None and market in _LOCAL:
            return _LOCAL[market]
    return priced


def _currency_named(item: object) -> str | None:
    for token in reversed(getattr(item, "tokens", ())):
        if token.kind == "NAME" and token.info.kind == "currency":
            code: str | None = token.info.code
            return code
    return None


def written_pair(name: str) -> tuple[str, str] | None:
    """Read "shekel-dollar rate", "Euro/dollar" or "USD/JPY": the codes in the order in which the pair is quoted."""
    parts = re.split(r"[-/]", name.lower().replace(" rate", ""))
    if len(parts) != 2:
        return None
    first, second = (_code_of(part.strip()) for part in parts)
    if first is None or second is None:
        return None
    return (first, second) if _rank(first) < _rank(second) else (second, first)


def _code_of(name: str) -> str | None:
    found = gazetteer().by_name.get(name)
    if found is not None and found[0].kind == "currency":
        return found[0].code
    return name.upper() if name.upper() in _CODES else None


def yield_symbol(ref: Ref, sentence: str, setting: Setting) -> str | None:
    """Choose the symbol of a yield: those of US Treasuries have one."""
    if ref.entry is not None and ref.entry.kind == "yield":
        return ref.entry.symbols[0] if ref.entry.symbols else None
    tenor = _TENOR.search(ref.name.lower())
    if tenor is None or any(market != "US" for market in ref.markets):
        return None
    is_american = "US" in ref.markets or "treasur" in sentence or setting.market in ("US", None)
    symbol = _TREASURY.get(tenor.group(1) or tenor.group().split("-")[0])
    return symbol if is_american else None


def instrument_of(ref: Ref, statement: Statement, setting: Setting, sentence: str) -> tuple[Instrument, str | None]:
    """Name the instrument, and the market that it belongs to."""
    entry = ref.entry
    kind: Kind = ref.kind
    if ref.is_future and (entry is None or entry.kind == "index"):
        symbol = _FUTURE_OF.get(entry.symbols[0]) if entry is not None and entry.symbols else None
        return Instrument(name=ref.name, symbol=symbol, kind="future"), entry.market if entry else None
    if ref.is_yield or kind == "yield":
        return Instrument(name=ref.name, symbol=yield_symbol(ref, sentence, setting), kind="yield"), None
    if kind == "currency":
        return Instrument(name=ref.name, symbol=pair_of(ref, statement, setting)[0], kind="currency"), None
    if kind in ("stock", "fund"):
        symbol = stock_symbol(ref, statement, setting)
        if symbol is not None and symbol.endswith(".NS") and not ref.symbols and _ON_BSE.search(sentence):
            symbol = symbol[:-3] + ".BO"
        market = market_of(symbol) if symbol else entry.market if entry is not None else None
        return Instrument(name=ref.name, symbol=symbol, kind=kind), market
    if entry is not None and entry.is_sector and not ref.name.endswith("Index"):
        # "The Nifty Pharma index" is a sector; "the Nifty Pharma Index" is the proper name of an index.
        return Instrument(name=ref.name, symbol=None, kind="sector"), entry.market
    symbol = entry.symbols[0] if entry is not None and entry.symbols else None
    return Instrument(name=ref.name, symbol=symbol, kind=kind), entry.market if entry is not None else None


def currency_of(figure: Figure, instrument: Instrument, market: str | None, setting: Setting) -> str | None:
    """Say which currency a price is in: "$" and "cents" are those of the listing, of the story's market, or American."""
    code = figure.currency
    if code is None:
        return None
    home = CURRENCY_OF_MARKET.get(market or setting.market or "US")
    if instrument.kind in ("commodity", "crypto", "currency"):
        home = "USD"
    if code == "$":
        return home if home in _DOLLARS else "USD"
    if code == "c":
        return home if home in _CENTS else "USD"
    namesakes = _NAMESAKES.get(code)
    if namesakes is not None and instrument.kind != "currency":
        return namesakes.get(market or setting.market or "", code)
    return code


def home_currency(entry_market: str | None) -> str | None:
    """Currency in which a market's stocks are quoted."""
    return CURRENCY_OF_MARKET.get(entry_market) if entry_market is not None else None
