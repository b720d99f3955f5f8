"""Exchange codes as printed (``<0700.HK>``, ``(NYSE: TEVA)``, ``(ALIV SS)``, ``MTB.N``) → Yahoo-style symbols."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final

from tapewire.moves.gazetteer import gazetteer
from tapewire.moves.words import words

_OF_EXCHANGE: Final = {
    "nyse": "", "nasdaq": "", "nasdaqgs": "", "nasdaqgm": "", "amex": "", "otc": "", "ticker": "", "nyse american": "", "nyse arca": "", "arca": "",
    "tase": ".TA", "lse": ".L", "lon": ".L", "aim": ".L", "asx": ".AX", "nse": ".NS", "bse": ".BO", "tsx": ".TO", "tsxv": ".V",
    "hkex": ".HK", "hkg": ".HK", "sehk": ".HK", "hkse": ".HK", "sgx": ".SI", "tyo": ".T", "tse": ".T", "krx": ".KS", "jse": ".JO",
    "etr": ".DE", "fra": ".DE", "xetra": ".DE", "fwb": ".DE", "epa": ".PA", "euronext": ".PA", "nzx": ".NZ", "nze": ".NZ", "sse": ".SS",
    "szse": ".SZ", "twse": ".TW", "klse": ".KL", "bursa": ".KL", "idx": ".JK", "set": ".BK", "pse": ".PS", "bmv": ".MX", "b3": ".SA",
    "tadawul": ".SR", "dfm": ".AE", "adx": ".AE", "sha": ".SS", "she": ".SZ", "six": ".SW", "bit": ".MI", "bme": ".MC", "sto": ".ST",
    "shanghai": ".SS", "shenzhen": ".SZ", "hong kong": ".HK", "hk": ".HK", "asx code": ".AX",
}  # fmt: skip
_OF_BLOOMBERG: Final = {
    "HK": ".HK", "JP": ".T", "US": "", "UN": "", "UW": "", "LN": ".L", "GR": ".DE", "GY": ".DE", "FP": ".PA", "AU": ".AX", "AT": ".AX", "IM": ".MI",
    "SM": ".MC", "NA": ".AS", "KS": ".KS", "TT": ".TW", "IN": ".NS", "SP": ".SI", "MK": ".KL", "SJ": ".JO", "BZ": ".SA", "MM": ".MX",
    "CN": ".TO", "DC": ".CO", "SS": ".ST", "NO": ".OL", "FH": ".HE", "NZ": ".NZ", "VX": ".SW", "SW": ".SW", "BB": ".BR", "TB": ".BK", "IJ": ".JK",
    "PM": ".PS", "CH": ".SS", "AB": ".SR", "UH": ".AE", "DU": ".AE", "QD": ".QA", "IT": ".TA",
}  # fmt: skip
# Endings of Reuters codes whose root is the exchange's own, as in Yahoo's symbols.
_SHARED_ENDINGS: Final = words(
    "HK SS SZ T KS KQ TW TWO L AX NZ NS BO SI KL JK BK TA JO SR AE QA SW ST CO OL HE SA MX BA SN CA KW PS IR"
)
# Endings that Reuters writes in its own way; the root is the exchange's own.
_OTHER_ENDINGS: Final = {"SH": "SS", "S": "SW", "VX": "SW", "SE": "SR", "DU": "AE"}
# Roots of Reuters' own, some of which are the exchange's too.
_OWN_ROOTS: Final = words("PA MI DE MC AS BR LS VI AT PR WA TO")
# These write the class of a share in small letters: "VOLVb.ST".
_CLASSED_ENDINGS: Final = words("ST CO")
_US_ENDINGS: Final = words("N O OQ K A P PK")
_REUTERS: Final = re.compile(r"([A-Z0-9]{1,10})([a-z]?)\.([A-Z]{1,3})")
_PREFIXED: Final = re.compile(r"([A-Za-z0-9 ]{2,14}?)\s?:\s?([A-Z0-9.\-]{1,8})\b")
_BLOOMBERG: Final = re.compile(r"([A-Z0-9/]{1,8}) ([A-Z]{2})(?: Equity)?")
_TICKER: Final = re.compile(r"[A-Z]{1,5}(?:[.\-][A-B])?")


def symbols_of(text: str) -> tuple[str, ...] | None:
    """Read the code or codes of one instrument.

    Args:
        text: What stands in the brackets, or a bare code.

    Returns:
        Symbols in the order printed; empty for a code that is not Yahoo's (``PRTP.PA``, ``.SXPARO``); None if the text is
        no code at all.
    """
    text = text.strip("()<>[] ")
    if not text or len(text) > 60:
        return None
    if text[0] == ".":
        return ()
    reuters = _REUTERS.fullmatch(text)
    if reuters is not None:
        return _from_reuters(*reuters.groups())
    prefixed = [
        _with_ending(code, _OF_EXCHANGE[exchange.strip().lower()])
        for exchange, code in _PREFIXED.findall(text)
        if exchange.strip().lower() in _OF_EXCHANGE
    ]
    if prefixed:
        return tuple(prefixed)
    bloomberg = _BLOOMBERG.fullmatch(text)
    if bloomberg is not None and bloomberg.group(2) in _OF_BLOOMBERG:
        return (_with_ending(bloomberg.group(1), _OF_BLOOMBERG[bloomberg.group(2)]),)
    if _TICKER.fullmatch(text):
        return (text.replace(".", "-"),)
    return None


def _from_reuters(root: str, share_class: str, ending: str) -> tuple[str, ...]:
    if share_class:
        return (f"{root}-{share_class.upper()}.{ending}",) if ending in _CLASSED_ENDINGS else ()
    if ending in _US_ENDINGS:
        return (root,)
    ending = _OTHER_ENDINGS.get(ending, ending)
    if ending == "J":
        # Of Johannesburg: the root has a J of Reuters' own behind it.
        return (root.removesuffix("J") + ".JO",)
    if ending in _OWN_ROOTS and gazetteer().by_symbol.get(f"{root}.{ending}") is not None:
        return (f"{root}.{ending}",)
    if ending in _SHARED_ENDINGS:
        return (_with_ending(root, "." + ending),)
    return ()


def _with_ending(root: str, ending: str) -> str:
    root = root.rstrip(".-")
    if ending == ".HK" and root.isdigit():
        root = root.lstrip("0").zfill(4)
    if ending == ".SS" and root[:2] in ("00", "30"):
        ending = ".SZ"
    return root + ending
