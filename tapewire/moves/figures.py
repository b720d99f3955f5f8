"""Numbers with their units: ``HK$47.25``, ``1.5 per cent``, ``12½p``, ``23 229.21``, ``half a sen``, ``five basis points``.

Reads pieces and says what amount they spell and in what unit. Whether an amount is a change, a level or neither is the
grammar's business.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from tapewire.moves.lexicon import NUMBER_WORDS
from tapewire.moves.pieces import Piece
from tapewire.moves.words import words


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as printed."""

    unit: str
    """``pct``, ``pp`` (percentage points), ``pts``, ``bps``, ``pips``, ``money``, ``num`` (no unit) or ``count`` (of something else)."""
    value: float
    """Never negative; money in the main unit (86p is 0.86)."""
    currency: str | None = None
    """ISO 4217; ``$`` for dollars and ``c`` for cents of a country that is not said. None for what is no money."""
    sign: int = 0
    """+1 or -1 where a sign is printed."""
    is_large: bool = False
    """Millions and more: an amount of business rather than a price."""
    high: float | None = None
    """The upper end of a range; ``value`` is then the lower one."""
    decimals: int = 0
    """How many decimals are printed, as given in the main unit."""
    is_minor: bool = False
    """Printed in cents, pence, sen and the like."""


SIGNS: Final = {
    "hk$": "HKD", "us$": "USD", "$us": "USD", "nt$": "TWD", "nz$": "NZD", "$nz": "NZD", "a$": "AUD", "au$": "AUD", "$a": "AUD",
    "s$": "SGD", "$s": "SGD", "c$": "CAD", "ca$": "CAD", "$c": "CAD", "$ca": "CAD", "r$": "BRL", "mex$": "MXN", "mx$": "MXN",
    "$": "$", "rs": "INR", "rs.": "INR", "₹": "INR", "rm": "MYR", "rp": "IDR", "rp.": "IDR", "nis": "ILS", "₪": "ILS",
    "nkr": "NOK", "nkr.": "NOK", "skr": "SEK", "skr.": "SEK", "dkr": "DKK", "dkr.": "DKK", "sfr.": "CHF", "dh": "AED", "dhs": "AED", "chf": "CHF", "sfr": "CHF", "€": "EUR", "£": "GBP", "¥": "JPY", "jp¥": "JPY", "cn¥": "CNY", "₩": "KRW", "₱": "PHP",
    "php": "PHP", "p": "PHP", "฿": "THB", "bt": "THB", "₫": "VND", "₺": "TRY", "qr": "QAR", "sr": "SAR", "kd": "KWD", "r": "ZAR",
    "rmb": "CNY", "$hk": "HKD", "z$": "ZWL", "j$": "JMD", "t$": "TTD", "₽": "RUB", "₦": "NGN", "tk": "BDT", "m$": "MXN",
}  # fmt: skip
_CODES: Final = words(
    """
    HKD USD AUD NZD CAD SGD CNY JPY EUR GBP INR KRW TWD THB IDR MYR AED SAR QAR KWD ZAR BRL MXN PLN TRY ILS
    SEK NOK DKK CHF PHP
    """
)
# Words after a number that make it money: (currency, how many make one main unit).
_MONEY_WORDS: Final = {
    "yuan": ("CNY", 1), "renminbi": ("CNY", 1), "yen": ("JPY", 1), "won": ("KRW", 1), "euros": ("EUR", 1), "euro": ("EUR", 1),
    "dollars": ("$", 1), "dollar": ("$", 1), "pounds": ("GBP", 1), "pound": ("GBP", 1), "pence": ("GBP", 100), "p": ("GBP", 100),
    "penny": ("GBP", 100), "cents": ("c", 100), "cent": ("c", 100), "c": ("c", 100), "¢": ("c", 100), "rupees": ("INR", 1), "rupee": ("INR", 1),
    "paise": ("INR", 100), "paisa": ("INR", 100), "ringgit": ("MYR", 1), "sen": ("MYR", 100), "baht": ("THB", 1), "satang": ("THB", 100),
    "rupiah": ("IDR", 1), "pesos": ("PHP", 1), "peso": ("PHP", 1), "dong": ("VND", 1), "rand": ("ZAR", 1), "francs": ("CHF", 1),
    "kroner": ("DKK", 1), "krone": ("DKK", 1), "kronor": ("SEK", 1), "crowns": ("SEK", 1), "krona": ("SEK", 1), "reais": ("BRL", 1), "real": ("BRL", 1),
    "centavos": ("PHP", 100), "centavo": ("PHP", 100), "riyals": ("SAR", 1), "riyal": ("SAR", 1), "dirhams": ("AED", 1), "dirham": ("AED", 1),
    "fils": ("AED", 100), "halalas": ("SAR", 100), "dinars": ("KWD", 1), "shekels": ("ILS", 1), "shekel": ("ILS", 1), "agorot": ("ILS", 100),
    "lira": ("TRY", 1), "liras": ("TRY", 1), "zlotys": ("PLN", 1), "zloty": ("PLN", 1), "roubles": ("RUB", 1), "rubles": ("RUB", 1),
    "forints": ("HUF", 1), "kopecks": ("RUB", 100), "eurocents": ("EUR", 100), "naira": ("NGN", 1), "shillings": ("KES", 1), "taka": ("BDT", 1),
}  # fmt: skip
_NATIONS: Final = {
    "hk": "HKD", "us": "USD", "u.s.": "USD", "nt": "TWD", "australian": "AUD", "singapore": "SGD", "canadian": "CAD",
    "taiwan": "TWD", "american": "USD", "hong kong": "HKD", "new zealand": "NZD", "mexican": "MXN", "philippine": "PHP",
    "swiss": "CHF", "danish": "DKK", "norwegian": "NOK", "swedish": "SEK", "euro": "EUR", "indian": "INR", "new taiwan": "TWD",
}  # fmt: skip
_PERCENT: Final = frozenset(("%", "percent", "pct", "pc", "per-cent"))
_POINTS: Final = words("points point pts pt pts. index-points ticks")
_LARGE: Final = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "m": 1e6, "tn": 1e12, "b": 1e9,
                 "crore": 1e7, "lakh": 1e5, "trn": 1e12, "bln": 1e9, "mln": 1e6, "thousand": 1e3, "k": 1e3}  # fmt: skip
# "Shed a cent to $32.82", "was a point higher"
_SINGLE: Final = ("cent", "penny", "sen", "point", "tick", "pip", "paisa", "satang")
_HALF: Final = re.compile(r"(half|quarter)-(?:an?|of-a)-(\w+)")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}


# A number in words needs one of these behind it, and "unchanged" is a figure too.
_UNIT_WORDS: Final = {word for word in (*_PERCENT, *_POINTS, *_MONEY_WORDS, *_SINGLE) if len(word) > 1} | words(
    "per basis percentage unchanged change changed"
)
_DIGIT: Final = re.compile(r"[\d½¼¾%]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def may_hold_figures(low: str) -> bool:
    """Tell at a glance whether a text can state any figure; most stories that are not about markets cannot.

    Args:
        low: The text in lower case.
    """
    return _DIGIT.search(low) is not None or not _UNIT_WORDS.isdisjoint(_LETTERS.findall(low))


def read_figure(pieces: list[Piece], i: int, plain: str, low: str) -> tuple[Figure, int] | None:
    """Read the amount that begins at a piece.

    Args:
        pieces: Of one sentence.
        i: Where to begin.
        plain: The text, apostrophes and spaces plain.
        low: The same in lower case.

    Returns:
        The figure and the number of the piece after it, or None where no amount begins.
    """
    sign = 0
    currency: str | None = None
    n = len(pieces)
    first = pieces[i]
    if first.kind == "sign":
        if (
            low[first.start] not in "+-–"
            or i + 1 >= n
            or pieces[i + 1].start != first.end
            or pieces[i + 1].kind not in ("number", "money")
        ):
            return None
        before = plain[first.start - 1] if first.start else " "
        if before not in " (\u2009/:|,":
            return None
        sign = 1 if low[first.start] == "+" else -1
        i += 1
    if pieces[i].kind == "money":
        currency = _sign_currency(low[pieces[i].start : pieces[i].end].strip())
        i += 1
        if i >= n:
            return None
    half = _HALF.fullmatch(low, pieces[i].start, pieces[i].end) if pieces[i].kind == "word" else None
    if half is not None:
        amount = 0.5 if half.group(1) == "half" else 0.25
        if half.group(2) in _POINTS:
            return Figure("pts", amount, decimals=1), i + 1
        if half.group(2) not in _MONEY_WORDS:
            return None
        code, parts = _MONEY_WORDS[half.group(2)]
        return Figure("money", amount / parts, code, decimals=3, is_minor=parts == 100), i + 1
    number = _read_number(pieces, i, low)
    if number is None:
        return None
    value, decimals, i = number
    figure, i = _read_unit(pieces, i, plain, low, Figure("num", value, sign=sign, decimals=decimals), currency)
    return figure, i


def _sign_currency(sign: str) -> str | None:
    return SIGNS.get(sign) or (sign.upper() if sign.upper() in _CODES else None)


def _read_number(pieces: list[Piece], i: int, low: str) -> tuple[float, int, int] | None:
    piece = pieces[i]
    word = low[piece.start : piece.end]
    if piece.kind == "word":
        return _read_number_word(pieces, i, word, low)
    if piece.kind != "number":
        return None
    i += 1
    if "/" in word:
        return (*_read_fraction(word), i)
    if word[-1] in _FRACTIONS:
        whole = word[:-1]
        return float(whole.replace(",", "") or 0) + _FRACTIONS[word[-1]], 2, i
    digits = word.replace(",", "")
    # "23 229.21": thousands set apart by a space.
    while i < len(pieces) and pieces[i].kind == "number" and len(digits) <= 3 and "." not in digits and "," not in word:
        following = low[pieces[i].start : pieces[i].end]
        whole = following.partition(".")[0]
        if (
            len(whole) != 3
            or pieces[i].start - pieces[i - 1].end != 1
            or not following[0].isdigit()
            or "," in following
        ):
            break
        digits += following
        i += 1
    if len(digits) > 18:
        return None
    return float(digits), len(digits.partition(".")[2]), i


def _read_fraction(word: str) -> tuple[float, int]:
    """Read "2-1/4" and "3/4"; of a price with cents ("4.19-3/4") the fraction is one of a cent."""
    whole, _, part = word.replace(" ", "-").rpartition("-")
    above, _, below = part.partition("/")
    is_of_cent = "." in whole
    return round(float(whole or 0) + int(above) / int(below) / (100 if is_of_cent else 1), 6), 4 if is_of_cent else 2


def _read_number_word(pieces: list[Piece], i: int, word: str, low: str) -> tuple[float, int, int] | None:
    following = low[pieces[i + 1].start : pieces[i + 1].end] if i + 1 < len(pieces) else ""
    if word in NUMBER_WORDS:
        if (
            following in _PERCENT
            or following in _MONEY_WORDS
            or following in _POINTS
            or following in ("per", "basis", "percentage")
        ):
            return float(NUMBER_WORDS[word]), 0, i + 1
        return None
    if word in ("half", "quarter") and following in ("a", "of"):
        j = i + 2
        if following == "of" and j < len(pieces) and low[pieces[j].start : pieces[j].end] in ("a", "one"):
            j += 1
        unit = low[pieces[j].start : pieces[j].end] if j < len(pieces) else ""
        if unit in _PERCENT or unit in ("per", "percentage", "sen", "cent", "point", "penny", "basis"):
            return (0.5 if word == "half" else 0.25), 1, j
    if word in ("a", "an") and following in ("percentage", "basis", *_SINGLE):
        return 1.0, 0, i + 1
    return None


def _read_unit(
    pieces: list[Piece], i: int, plain: str, low: str, figure: Figure, currency: str | None
) -> tuple[Figure, int]:
    def word(k: int) -> str:
        return low[pieces[k].start : pieces[k].end] if k < len(pieces) else ""

    here = word(i)
    if currency is not None:
        scale = _LARGE.get(here)
        if scale is not None and (len(here) > 2 or pieces[i].start == pieces[i - 1].end or here in ("bn", "mn", "tn")):
            return replace(
                figure, unit="money", currency=currency, value=figure.value * scale, is_large=scale > 1e3
            ), i + 1
        if currency == "$" and here == "us" and word(i + 1) in ("cents", "dollars"):
            i += 1
        return replace(figure, unit="money", currency=currency), i
    if here in _PERCENT or (here == "per" and word(i + 1) == "cent"):
        i += 1 if here in _PERCENT else 2
        if word(i) in ("point", "points"):
            return replace(figure, unit="pp"), i + 1
        return replace(figure, unit="pct"), i
    if here == "percentage" and word(i + 1) in ("point", "points"):
        return replace(figure, unit="pp"), i + 2
    if here in ("ppt", "ppts", "pps", "pp"):
        return replace(figure, unit="pp"), i + 1
    if here == "basis" and word(i + 1) in ("point", "points"):
        return replace(figure, unit="bps"), i + 2
    if here in ("bps", "bp"):
        return replace(figure, unit="bps"), i + 1
    if here in ("pips", "pip"):
        return replace(figure, unit="pips"), i + 1
    if here in _POINTS:
        return replace(figure, unit="pts"), i + 1
    scale = _LARGE.get(here)
    if scale is not None and (len(here) > 2 or pieces[i].start == pieces[i - 1].end):
        value = figure.value * scale
        nation, j = _nation(pieces, i + 1, low)
        if word(j) in _MONEY_WORDS:
            code, parts = _MONEY_WORDS[word(j)]
            return replace(
                figure, unit="money", value=value, currency=nation or code, is_large=scale > 1e6 or code != "KRW"
            ), j + 1
        return replace(figure, unit="count", value=value, is_large=True), i + 1
    nation, j = _nation(pieces, i, low)
    unit = word(j)
    if unit in _MONEY_WORDS and (len(unit) > 1 or pieces[j].start == pieces[j - 1].end):
        code, parts = _MONEY_WORDS[unit]
        if nation is not None and code in ("$", "c", "CHF", "DKK", "PHP", "SEK", "GBP", "INR"):
            code = nation
        extra = 2 if parts == 100 else 0
        if code == "c" and word(j + 1) == "us" and plain[pieces[j + 1].start : pieces[j + 1].end] == "US":
            # "72.26 cents US"
            code, j = "USD", j + 1
        return replace(
            figure,
            unit="money",
            value=figure.value / parts,
            currency=code,
            decimals=figure.decimals + extra,
            is_minor=parts == 100,
        ), j + 1
    if unit.upper() in _CODES and plain[pieces[j].start : pieces[j].end].isupper() and j == i:
        return replace(figure, unit="money", currency=unit.upper()), j + 1
    return figure, i


def _nation(pieces: list[Piece], i: int, low: str) -> tuple[str | None, int]:
    for length in (2, 1):
        if i + length < len(pieces):
            words = low[pieces[i].start : pieces[i + length - 1].end]
            if words in _NATIONS:
                return _NATIONS[words], i + length
    return None, i
