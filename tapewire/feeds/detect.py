"""Guessing the charset of bytes that say nothing of it, or that say what cannot be.

charset-normalizer does the guessing, on the words alone and at most a few kilobytes of them: two to five milliseconds.
It gives a charset up for a single byte that is none of its own, so it is asked about several heaps of words, and what
most heaps say counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

_WORDS_AT_MOST: Final = 8_192
"""Bytes that are looked at."""
_SEARCHED: Final = 1024 * 1024
"""Bytes at the start of a document in which they are looked for."""
_PIECE: Final = 400
_HEAPS: Final = 5
_SURE_HEAPS: Final = 4
_MOSTLY: Final = 0.5
"""From which share of bytes above ASCII on, in the words that have any, a script is not Latin. Words with accented
letters have 0.16 to 0.26; Shift-JIS and Big5, whose second bytes are often ASCII, 0.85; other scripts 1."""
_FEW: Final = 40
"""Accented letters that are too few to tell the Latin charsets apart by."""

# Between "<" and ">", which no charset here uses for a part of a character.
_PIECES = re.compile(rb"[^<>\n]*[\x80-\xff][^<>\n]*")
_WORD = re.compile(rb"[A-Za-z]*+[\x80-\xff][A-Za-z\x80-\xff]*")
# Letters of Central Europe that ISO 8859-2 has elsewhere, where Windows has its quotation marks.
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_LANGUAGE = re.compile(rb"""<(?:\w+:)?language>\s*([a-zA-Z]{2})\b|\bxml:lang\s*=\s*["']([a-zA-Z]{2})\b""")

_CANDIDATES: Final = (
    *("big5hkscs", "gb18030", "cp932", "euc_jis_2004", "cp949"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "iso8859_2"),
)
_LATIN: Final[Mapping[str, str]] = {
    **dict.fromkeys(["bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"], "cp1250"),
    **dict.fromkeys(["az", "tr"], "cp1254"),
    **dict.fromkeys(["et", "lt", "lv"], "cp1257"),
    "vi": "cp1258",
}
"""What languages that are written in Latin letters other than the western ones are mostly sent in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What charset bytes seem to be in."""

    codec: str
    """One of Python's names."""
    is_sure: bool
    """Whether to believe it rather than what the document or its server declares."""
    is_latin: bool
    """Whether the bytes above ASCII stand among ASCII letters, as accented letters do."""


def guess(content: bytes) -> Guess | None:
    """Guess what charset a document is in that is not UTF-8.

    Args:
        content: Of any length; a bounded part is looked at.

    Returns:
        None where nothing fits, or there is nothing above ASCII.
    """
    pieces: list[bytes] = []
    room = _WORDS_AT_MOST
    for piece in _PIECES.finditer(content, 0, _SEARCHED):
        pieces.append(piece[0][:_PIECE])
        room -= len(pieces[-1])
        if room < 0:
            break
    words = b" ".join(pieces)
    high = len(re.findall(rb"[\x80-\xff]", words))
    if not high:
        return None
    if high < _MOSTLY * sum(map(len, _WORD.findall(words))):
        return _guess_latin(content, words, high)
    heaps = min(_HEAPS, len(pieces))
    votes = Counter(_ask(b" ".join(islice(pieces, start, None, heaps))) for start in range(heaps))
    del votes[None]
    if not votes:
        return None
    ((codec, count),) = votes.most_common(1)
    return Guess(codec=str(codec), is_sure=count >= _SURE_HEAPS, is_latin=False)


def _guess_latin(content: bytes, words: bytes, high: int) -> Guess | None:
    language = _LANGUAGE.search(content, 0, _SEARCHED)
    if language:
        codec = _LATIN.get((language[1] or language[2]).lower().decode(), "cp1252")
        if codec == "cp1250" and not _ONLY_WINDOWS.search(words):
            codec = "iso8859-2"
        return Guess(codec=codec, is_sure=codec != "cp1252", is_latin=True)
    asked = _ask(words) if high >= _FEW else None
    return Guess(codec=asked or "cp1252", is_sure=False, is_latin=True)


def _ask(words: bytes) -> str | None:
    import charset_normalizer  # here, because few feeds need it

    found = charset_normalizer.from_bytes(
        words, cp_isolation=list(_CANDIDATES), preemptive_behaviour=False, enable_fallback=False
    ).best()
    return found.encoding if found else None
