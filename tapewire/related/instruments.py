"""Which instrument a name or a symbol stands for: Alibaba, Alibaba Group Holding, 9988.HK and BABA are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tapewire.model import Instrument
from tapewire.moves.gazetteer import Entry, gazetteer

_CODE = re.compile(r"\b[0-9A-Z]{1,6}\.[A-Z]{1,3}\b")
_HONG_KONG_DIGITS = 4


def home_symbol(instrument: Instrument) -> str:
    """Name an instrument by its home listing.

    Args:
        instrument: As a move states it.

    Returns:
        The symbol of the home listing where the gazetteer knows it, else the instrument's own, else its name in lower
        case: sectors have no symbol.
    """
    if instrument.symbol is None:
        return " ".join(instrument.name.lower().split())
    known = gazetteer().by_symbol.get(instrument.symbol)
    return known.symbols[0] if known is not None else instrument.symbol


class Named(NamedTuple):
    """An instrument that a story names."""

    symbol: str
    """Of its home listing."""
    label: str
    """Short, and the same whatever the story calls it."""
    is_firm: bool


def instrument_named(name: str) -> Named | None:
    """Find the instrument that a name stands for.

    Args:
        name: As a story writes it: "Alibaba Group Holding", "BABA".

    Returns:
        None where the name is no instrument's, or a place's or a currency's.
    """
    known = gazetteer().by_name.get(name.lower())
    if known is None or known[0].is_place or not known[0].symbols:
        return None
    return _named(known[0])


def instruments_written(text: str) -> Iterator[Named]:
    """Find the symbols of listed firms in a text, as in "Tencent (0700.HK)".

    Yields:
        What each that the gazetteer knows stands for.
    """
    for match in _CODE.finditer(text):
        code, _, market = match.group().partition(".")
        if market == "HK":
            code = code.lstrip("0").zfill(_HONG_KONG_DIGITS)
        known = gazetteer().by_symbol.get(f"{code}.{market}")
        if known is not None and known.symbols:
            yield _named(known)


def _named(entry: Entry) -> Named:
    return Named(entry.symbols[0], entry.label, entry.kind == "stock")
