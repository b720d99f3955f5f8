"""Text → pieces: words, numbers, signs and codes with their places. The only stage that looks at single characters."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final, NamedTuple


class Piece(NamedTuple):
    """A word, number, sign or code."""

    kind: str
    """``word``, ``number``, ``money`` (a currency sign before a number), ``code`` (of an exchange) or ``sign``."""
    start: int
    end: int


_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "‑": "-", "−": "-", "\n": " ", "\t": " "}
)

_PIECE: Final = re.compile(
    r"""
    (?P<code><[A-Z0-9.^=]{2,14}> | (?<![\w.])\.[A-Z][A-Z0-9]{1,11}\b
        | (?<![\w.])[A-Z0-9]{1,10}\.(?:HK|SS|SZ|SH|TWO|TW|KS|KQ|NS|BO|AX|NZ|SI|KL|JK|BK|PS|PA|DE|MI|MC|AS|BR|SW|ST|CO|OL|HE|SA|MX|JO|SR|AE|QA|TA|LN|TO|OQ|SG)\b
        | (?<![\w.])[A-Z0-9]{2,8}\.(?:N|O|K|L|T|A|P)\b )
  | (?P<money>(?<![A-Za-z0-9])(?:(?:HK|US|NT|NZ|AU|CA|Mex|MX|A|S|C|R|Z|J|T|M)?\$(?:US|NZ|CA|HK|A|C|S)?|Rs\.?|RM|Rp\.?|NIS|Dhs?|CHF|S[Ff]r\.?|[NSD][Kk]r\.?|PHP|SEK|NOK|DKK
        |HKD|USD|AUD|NZD|CAD|SGD|CNY|RMB|JPY|EUR|GBP|INR|KRW|TWD|THB|IDR|MYR|AED|SAR|QAR|KWD|ZAR|BRL|MXN|PLN|TRY|ILS|Php|P|QR|SR|KD|R|Bt|Tk
        |(?:JP|CN)?¥|[€£₹₩₱฿₫₪₺₽₦])\ ?(?=\d) )
  | (?P<number>\d{1,4}(?:\.\d\d)?[-\ ][1357]/(?:2|4|8|16|32)\b | [1357]/[248](?=\ (?:cent|point|penny)) | \d{1,3}(?:,\d\d\d?)+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?[½¼¾]? | [½¼¾] )
  | (?P<word>(?:[A-Z]\.){2,} | [^\W\d_]+(?:(?:[&./+](?=[^\W_])|-(?!listed|traded|quoted|based|backed|owned|linked|tied|related|denominated)|'(?!s\b|s$))[^\W_]+)* )
  | (?P<sign>'s\b|--|[^\s\w]|_)
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    """Write typographic apostrophes, spaces and minus signs plainly. The result is as long as the text."""
    return text.translate(_PLAIN)


def lower(text: str) -> str:
    """Lower the case without changing the length (a few capitals have longer lower-case forms)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def cut_pieces(plain_text: str, start: int, end: int) -> list[Piece]:
    """Cut a sentence into pieces, in order; white space is dropped."""
    return [
        Piece(match.lastgroup or "sign", match.start(), match.end())
        for match in _PIECE.finditer(plain_text, start, end)
    ]
