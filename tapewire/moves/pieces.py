"""Text → pieces: words, numbers, signs and codes with their places. The only stage that looks at single characters."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final


class Pieces:
    """The pieces of a sentence in order, as columns: a sentence has dozens, and a value for each would cost too much.

    Behind the last piece each column goes on for `PADDING` empty places, so that a reader may look ahead freely.

    Attributes:
        count: How many there are.
        kinds: ``word``, ``number``, ``money`` (a currency sign before a number), ``code`` (of an exchange) or ``sign``.
        starts: Offset of each one's first character.
        ends: Offset past its last.
        lows: Its text in lower case.
        end: Offset past the sentence.
    """

    __slots__ = ("count", "end", "ends", "kinds", "lows", "starts")

    def __init__(self, kinds: list[str], starts: list[int], ends: list[int], lows: list[str], end: int) -> None:
        self.count = len(kinds)
        self.end = end
        self.kinds = kinds
        self.starts = starts
        self.ends = ends
        self.lows = lows


PADDING: Final = 4
_PLAIN: Final = (
    *((quote, "'") for quote in "’‘"),
    *((space, " ") for space in "\u00a0\u2009\u202f"),
    *((minus, "-") for minus in "‑−"),
)

_WORD_TAIL: Final = r"(?:(?:[&./+](?=[^\W_])|-(?!listed|traded|quoted|based|backed|owned|linked|tied|related|denominated)|'(?!s\b|s$))[^\W_]+)*"
# What most pieces are stands first, told by what follows it: a word before a space or comma, a sign that begins nothing
# else, a number before a word or "%". Nothing else begins with a small letter, no currency sign is a capital and three
# small ones. White space before a piece is part of the match, so that nothing is tried at it.
_PIECE: Final = re.compile(
    rf"""\s*(?:
    ( [a-z]++(?=[ ,]) | [A-Z][a-z]{{3,}}+(?=[ ,]) )
  | ( [,();%] | \.(?=\s|$) )
  | ( \d++(?:\.\d++)?(?=%|\ [a-z]) )
  | ( [a-z][^\W\d_]*{_WORD_TAIL} )
  | ( <[A-Z0-9.^=]{{2,14}}> | (?<![\w.])\.[A-Z][A-Z0-9]{{1,11}}\b
        | (?<![\w.])[A-Z0-9]{{1,10}}\.(?:HK|SS|SZ|SH|TWO|TW|KS|KQ|NS|BO|AX|NZ|SI|KL|JK|BK|PS|PA|DE|MI|MC|AS|BR|SW|ST|CO|OL|HE|SA|MX|JO|SR|AE|QA|TA|LN|TO|OQ|SG)\b
        | (?<![\w.])[A-Z0-9]{{2,8}}\.(?:N|O|K|L|T|A|P)\b )
  | ( (?<![A-Za-z0-9])(?:(?:HK|US|NT|NZ|AU|CA|Mex|MX|A|S|C|R|Z|J|T|M)?\$(?:US|NZ|CA|HK|A|C|S)?|Rs\.?|RM|Rp\.?|NIS|Dhs?|CHF|S[Ff]r\.?|[NSD][Kk]r\.?|PHP|SEK|NOK|DKK
        |HKD|USD|AUD|NZD|CAD|SGD|CNY|RMB|JPY|EUR|GBP|INR|KRW|TWD|THB|IDR|MYR|AED|SAR|QAR|KWD|ZAR|BRL|MXN|PLN|TRY|ILS|Php|P|QR|SR|KD|R|Bt|Tk
        |(?:JP|CN)?¥|[€£₹₩₱฿₫₪₺₽₦])\ ?(?=\d) | \bUS(?=\d[\d.,]*c\b) )
  | ( \d{{1,4}}(?:\.\d\d)?[-\ ][1357]/(?:2|4|8|16|32)\b | [1357]/[248](?=\ (?:cent|point|penny)) | \d{{1,3}}(?:,\d\d\d?)+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?[½¼¾]? | [½¼¾] )
  | ( (?:[A-Z]\.){{2,}} | [^\W\d_]+{_WORD_TAIL} )
  | ( 's\b|--|[^\s\w]|_ )
    )""",
    re.VERBOSE,
)
_KINDS: Final = ("", "word", "sign", "number", "word", "code", "money", "number", "word", "sign")
"""What each group of the pattern is."""


def plain(text: str) -> str:
    """Write typographic apostrophes, spaces and minus signs plainly. The result is as long as the text."""
    text = text.replace("\n", " ").replace("\t", " ")
    if not text.isascii():
        for typographic, char in _PLAIN:
            text = text.replace(typographic, char)
    return text


def lower(text: str) -> str:
    """Lower the case without changing the length (a few capitals have longer lower-case forms)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def cut_pieces(plain_text: str, low: str, start: int, end: int) -> Pieces:
    """Cut a sentence into pieces; white space is dropped.

    Args:
        plain_text: The text, apostrophes, spaces and minus signs plain.
        low: The same in lower case.
        start: Where the sentence begins.
        end: Where it ends.
    """
    found = list(_PIECE.finditer(plain_text, start, end))
    groups = [match.lastindex or 0 for match in found]
    kinds = [_KINDS[group] for group in groups]
    starts = [match.start(group) for match, group in zip(found, groups, strict=True)]
    # Nothing of a match stands behind its piece.
    ends = [match.end() for match in found]
    lows = [low[first:last] for first, last in zip(starts, ends, strict=True)]
    pieces = Pieces(kinds, starts, ends, lows, end)
    kinds.extend(("",) * PADDING)
    lows.extend(("",) * PADDING)
    starts.extend((end,) * PADDING)
    ends.extend((end,) * PADDING)
    return pieces
