"""Numbers with their units: ``HK$47.25``, ``1.5 per cent``, ``12½p``, ``23 229.21``, ``half a sen``, ``five basis points``.

Reads pieces and says what amount they spell and in what unit. Whether an amount is a change, a level or neither is the
grammar's business.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final, NamedTuple

from tapewire.moves.lexicon import NUMBER_WORDS
from tapewire.moves.pieces import Pieces
from tapewire.moves.words import words


class Figure(NamedTuple):
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
    "rmb": "CNY", "us": "USD", "$hk": "HKD", "z$": "ZWL", "j$": "JMD", "t$": "TWD", "tt$": "TTD", "₽": "RUB", "₦": "NGN", "tk": "BDT", "m$": "MXN",
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
    "british": "GBP", "japanese": "JPY", "nz": "NZD", "swiss": "CHF", "danish": "DKK", "norwegian": "NOK", "swedish": "SEK", "euro": "EUR", "indian": "INR", "new taiwan": "TWD",
}  # fmt: skip
_NATION_OPENERS: Final = frozenset(nation.split(" ", 1)[0] for nation in _NATIONS)
# Names of money that several nations share: which is meant, the nation before it says.
_SHARED_BY_NATIONS: Final = frozenset(("$", "c", "CHF", "DKK", "PHP", "SEK", "GBP", "INR"))
_PLUS_OR_MINUS: Final = frozenset("+-–")
_AMOUNTS: Final = frozenset(("number", "money"))
_PERCENT: Final = frozenset(("%", "percent", "pct", "pc", "per-cent"))
_POINTS: Final = words("points point pts pt pts. index-points ticks")
_LARGE: Final = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "m": 1e6, "tn": 1e12, "b": 1e9,
                 "crore": 1e7, "lakh": 1e5, "trn": 1e12, "bln": 1e9, "mln": 1e6, "thousand": 1e3, "k": 1e3}  # fmt: skip
# "Shed a cent to $32.82", "was a point higher"
_SINGLE: Final = ("cent", "penny", "sen", "point", "tick", "pip", "paisa", "satang")
SPELT: Final = frozenset((*NUMBER_WORDS, "half", "quarter", "a", "an"))
"""Words that amounts in words begin with, but for those with a hyphen."""
_HALF: Final = re.compile(r"(half|quarter)-(?:an?|of-a)-(\w+)")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}


UNIT_WORDS: Final = frozenset(word for word in (*_PERCENT, *_POINTS, *_MONEY_WORDS, *_SINGLE) if len(word) > 1) | words(
    "per basis percentage"
)
"""Words one of which stands behind every number in words that is an amount."""


def read_figure(pieces: Pieces, i: int, plain: str) -> tuple[Figure, int] | None:
    """Read the amount that begins at a piece.

    Args:
        pieces: Of one sentence.
        i: Where to begin.
        plain: The text, apostrophes and spaces plain.

    Returns:
        The figure and the number of the piece after it, or None where no amount begins.
    """
    sign = 0
    kinds, lows = pieces.kinds, pieces.lows
    if kinds[i] == "sign":
        if lows[i] not in _PLUS_OR_MINUS or kinds[i + 1] not in _AMOUNTS or pieces.starts[i + 1] != pieces.ends[i]:
            return None
        start = pieces.starts[i]
        if start and plain[start - 1] not in " (\u2009/:|,":
            return None
        sign = 1 if lows[i] == "+" else -1
        i += 1
    currency: str | None = None
    if kinds[i] == "money":
        currency = _sign_currency(lows[i].strip())
        i += 1
    if kinds[i] == "word":
        word = lows[i]
        if "-" in word and (half := _HALF.fullmatch(word)) is not None:
            return _read_half(half, i)
        if word not in SPELT:
            return None
    number = _read_number(pieces, i)
    if number is None:
        return None
    value, decimals, i = number
    if currency is not None:
        return _read_money(pieces, i, currency, value, decimals, sign)
    return _read_unit(pieces, i, plain, value, decimals, sign)


def _read_half(half: re.Match[str], i: int) -> tuple[Figure, int] | None:
    """Read "half-a-point" and "quarter-of-a-cent"."""
    amount = 0.5 if half.group(1) == "half" else 0.25
    if half.group(2) in _POINTS:
        return Figure("pts", amount, decimals=1), i + 1
    if half.group(2) not in _MONEY_WORDS:
        return None
    code, parts = _MONEY_WORDS[half.group(2)]
    return Figure("money", amount / parts, code, decimals=3, is_minor=parts == 100), i + 1


def _sign_currency(sign: str) -> str | None:
    return SIGNS.get(sign) or (sign.upper() if sign.upper() in _CODES else None)


def _read_number(pieces: Pieces, i: int) -> tuple[float, int, int] | None:
    kind = pieces.kinds[i]
    word = pieces.lows[i]
    if kind == "word":
        return _read_number_word(pieces, i, word)
    if kind != "number":
        return None
    i += 1
    if word.isdigit() and len(word) > 3:
        return (float(word), 0, i) if len(word) <= 18 else None
    if "/" in word:
        return (*_read_fraction(word), i)
    if word[-1] in _FRACTIONS:
        whole = word[:-1]
        return float(whole.replace(",", "") or 0) + _FRACTIONS[word[-1]], 2, i
    digits = word.replace(",", "")
    # "23 229.21": thousands set apart by a space.
    while pieces.kinds[i] == "number" and len(digits) <= 3 and "." not in digits and "," not in word:
        following = pieces.lows[i]
        whole = following.partition(".")[0]
        if (
            len(whole) != 3
            or pieces.starts[i] - pieces.ends[i - 1] != 1
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


def _read_number_word(pieces: Pieces, i: int, word: str) -> tuple[float, int, int] | None:
    following = pieces.lows[i + 1]
    if word in NUMBER_WORDS:
        if (
            following in _PERCENT
            or following in _MONEY_WORDS
            or following in _POINTS
            or following in ("per", "basis", "percentage")
            or (word != "one" and following in _NATIONS and pieces.lows[i + 2] in _MONEY_WORDS)
        ):
            return float(NUMBER_WORDS[word]), 0, i + 1
        return None
    if word in ("half", "quarter") and following in ("a", "of"):
        j = i + 2
        if following == "of" and pieces.lows[j] in ("a", "one"):
            j += 1
        unit = pieces.lows[j]
        if unit in _PERCENT or unit in ("per", "percentage", "sen", "cent", "point", "penny", "basis"):
            return (0.5 if word == "half" else 0.25), 1, j
    if word in ("a", "an") and (following in _SINGLE or following in ("percentage", "basis")):
        return 1.0, 0, i + 1
    return None


def _read_money(pieces: Pieces, i: int, currency: str, value: float, decimals: int, sign: int) -> tuple[Figure, int]:
    """Read what follows "HK$47.25": "million", "US cents", or nothing that matters."""
    here = pieces.lows[i]
    is_adjacent = pieces.starts[i] == pieces.ends[i - 1]
    if here == "c" and is_adjacent and "$" not in pieces.lows[i - 2]:
        # "US58.92c"
        return Figure("money", value / 100, currency, sign, decimals=decimals + 2, is_minor=True), i + 1
    scale = _LARGE.get(here)
    if scale is not None and (len(here) > 2 or is_adjacent or here in ("bn", "mn", "tn")):
        return Figure("money", value * scale, currency, sign, scale > 1e3, decimals=decimals), i + 1
    if currency == "$" and here == "us" and pieces.lows[i + 1] in ("cents", "dollars"):
        i += 1
    return Figure("money", value, currency, sign, decimals=decimals), i


_PLAIN_UNITS: Final = {
    **dict.fromkeys(_POINTS, "pts"),
    **dict.fromkeys(("ppt", "ppts", "pps", "pp"), "pp"),
    **dict.fromkeys(("bps", "bp"), "bps"),
    **dict.fromkeys(("pips", "pip"), "pips"),
}


def _read_unit(pieces: Pieces, i: int, plain: str, value: float, decimals: int, sign: int) -> tuple[Figure, int]:
    lows = pieces.lows
    here = lows[i]
    if here in _PERCENT or (here == "per" and lows[i + 1] == "cent"):
        i += 1 if here in _PERCENT else 2
        if lows[i] in ("point", "points"):
            return Figure("pp", value, None, sign, decimals=decimals), i + 1
        return Figure("pct", value, None, sign, decimals=decimals), i
    if here in ("percentage", "basis") and lows[i + 1] in ("point", "points"):
        return Figure("pp" if here == "percentage" else "bps", value, None, sign, decimals=decimals), i + 2
    unit = _PLAIN_UNITS.get(here)
    if unit is not None:
        return Figure(unit, value, None, sign, decimals=decimals), i + 1
    scale = _LARGE.get(here)
    if scale is not None and (len(here) > 2 or pieces.starts[i] == pieces.ends[i - 1]):
        return _read_large(pieces, i, value * scale, scale, decimals, sign)
    nation, j = _nation(pieces, i)
    word = lows[j]
    money = _MONEY_WORDS.get(word)
    if money is not None and (len(word) > 1 or pieces.starts[j] == pieces.ends[j - 1]):
        code, parts = money
        if nation is not None and code in _SHARED_BY_NATIONS:
            code = nation
        if code == "c" and lows[j + 1] == "us" and plain[pieces.starts[j + 1] : pieces.ends[j + 1]] == "US":
            # "72.26 cents US"
            code, j = "USD", j + 1
        is_minor = parts == 100
        shown = decimals + (2 if is_minor else 0)
        return Figure("money", value / parts, code, sign, decimals=shown, is_minor=is_minor), j + 1
    if j == i and len(word) == 3 and word.upper() in _CODES and plain[pieces.starts[j] : pieces.ends[j]].isupper():
        return Figure("money", value, word.upper(), sign, decimals=decimals), j + 1
    return Figure("num", value, None, sign, decimals=decimals), i


def _read_large(pieces: Pieces, i: int, value: float, scale: float, decimals: int, sign: int) -> tuple[Figure, int]:
    """Read "2.5 million Hong Kong dollars", or millions of something else."""
    nation, j = _nation(pieces, i + 1)
    money = _MONEY_WORDS.get(pieces.lows[j])
    if money is None:
        return Figure("count", value, None, sign, True, decimals=decimals), i + 1
    code = money[0]
    return Figure("money", value, nation or code, sign, scale > 1e6 or code != "KRW", decimals=decimals), j + 1


def _nation(pieces: Pieces, i: int) -> tuple[str | None, int]:
    first = pieces.lows[i]
    if first in _NATION_OPENERS:
        pair = _NATIONS.get(f"{first} {pieces.lows[i + 1]}")
        if pair is not None and i + 2 < pieces.count:
            return pair, i + 2
        if first in _NATIONS and i + 1 < pieces.count:
            return _NATIONS[first], i + 1
    return None, i
