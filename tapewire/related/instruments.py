"""Which instrument a name or a symbol stands for: Alibaba, Alibaba Group Holding, 9988.HK and BABA are one."""

from __future__ import annotations

from tapewire.model import Instrument
from tapewire.moves.gazetteer import gazetteer


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


def symbol_named(name: str) -> str | None:
    """Find the instrument that a name stands for.

    Args:
        name: As a story writes it.

    Returns:
        The symbol of its home listing; None where the name is no instrument's, or a place's or a currency's.
    """
    known = gazetteer().by_name.get(name.lower())
    if known is None or known[0].is_place or not known[0].symbols:
        return None
    return known[0].symbols[0]
