"""Short names of instruments, for a badge beside a headline."""

from __future__ import annotations

import re
from typing import Final

from tapewire.model import Instrument
from tapewire.moves.gazetteer import gazetteer

_ENDINGS: Final = re.compile(
    r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|PLC|Plc|plc|SE|AG|SA|NV|AB|A/S|ASA|Bhd|"
    r"Holdings?|Group|Index|index|Industries|shares|stocks)\.?$"
)
_LONGEST: Final = 16


def short_name(instrument: Instrument) -> str:
    """Shorten an instrument's name for a badge: "HSI", "Xiaomi", "S&P 500".

    Returns:
        The gazetteer's label where it has the symbol; else the name without its legal ending, at most 16 characters.
    """
    if instrument.symbol is not None:
        entry = gazetteer().by_symbol.get(instrument.symbol)
        if entry is not None:
            return entry.label
        if instrument.kind == "currency" and instrument.symbol.endswith("=X") and len(instrument.symbol) == 8:
            return f"{instrument.symbol[:3]}/{instrument.symbol[3:6]}"
    name = instrument.name
    while (shorter := _ENDINGS.sub("", name)) != name and shorter:
        name = shorter
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
