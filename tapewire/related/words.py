"""Text → tokens and their stems. Knows no weights and no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tapewire.related.vocabulary import STOP_WORDS

LONGEST_WORD = 40
"""Characters; what is longer is an address, a hash or noise, and is no word."""

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|\d+(?:\.\d+)?(?!\w))"
    r"|(?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<word>[^\W_]+(?:['’&][^\W_]+)*)"
)
_SENTENCE_END = re.compile(r"(?:[.!?:;\n|•–—]|\s-\s)[\s\"'“”‘’)\]]*|[\"“‘(]\s*$")
_HYPHENS = ("-", "‑", "‐")
_VOWEL = re.compile(r"[aeiouyà-ÿ]")

_SAME_THING = {
    "u.s": "US",
    "u.s.a": "US",
    "usa": "US",
    "u.k": "UK",
    "e.u": "EU",
    "u.n": "UN",
}
"""Forms of one acronym, by the lower-case form without the last dot."""


class Token(NamedTuple):
    """A word or a number of a text."""

    start: int
    """Offset of its first character."""
    surface: str
    """As written, without a possessive."""
    lower: str
    stem: str
    """Of a number: its digits, without thousands separators and idle zeros."""
    is_number: bool
    owns: bool
    """It was written with a possessive, so that what follows is another thing: China's Comac."""
    is_stop: bool
    """It says nothing of what a story is about. "US" is a country, "us" is not."""
    is_capitalised: bool
    """It is written with a capital letter, or with one inside ("iPhone")."""
    opens: bool
    """It stands at the start of a sentence, a quotation or a line, where a capital letter means nothing."""
    joined: bool
    """Only blanks, or a hyphen alone, stand between it and the token before it."""
    hyphened: bool
    """A hyphen alone stands between it and the token before it."""


def tokens(text: str, *, most: int) -> Iterator[Token]:
    """Cut a text into words and numbers.

    Args:
        text: Plain text.
        most: How many tokens to read at most.

    Yields:
        The tokens in their order. Time is linear in the length of what is read.
    """
    past = 0
    for match in islice(_TOKEN.finditer(text), most):
        start, end = match.span()
        if end - start > LONGEST_WORD:
            continue
        between = text[past:start]
        if between == " " and past:
            opens, joined, hyphened = False, True, False
        else:
            opens = past == 0 or _SENTENCE_END.search(between) is not None
            hyphened = past > 0 and between in _HYPHENS
            joined = hyphened or (past > 0 and between.isspace())
        past = end
        form = _form(match.group(), match.lastgroup or "word")
        if form is not None:
            yield Token(start, *form, opens, joined, hyphened)


@lru_cache(maxsize=50_000)
def _form(written: str, kind: str) -> tuple[str, str, str, bool, bool, bool, bool] | None:
    """Say what a token is wherever it stands: from its surface to whether it is capitalised; None if it is no word."""
    if kind == "number":
        digits = _plain_number(written)
        return digits, digits, digits, True, False, False, False
    surface = written.replace("’", "'")
    owns = surface.endswith(("'s", "'S"))
    if owns:
        surface = surface[:-2]
    if kind == "acronym":
        surface = surface.rstrip(".")
    surface = _SAME_THING.get(surface.lower(), surface)
    lower = surface.lower()
    if not lower:
        return None
    is_stop = lower in STOP_WORDS and surface != "US"
    return surface, lower, stem(lower), False, owns, is_stop, surface != lower


def _plain_number(written: str) -> str:
    digits = written.replace(",", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut the ending that English adds for number and tense: rallies, rallied → rally; tariffs → tarif.

    Lighter than Porter's stemmer: it leaves -er, -ion, -ment and the like, which make another word ("compute" and
    "computer" are two things to a reader of news). A stem is a key and is never shown.

    Args:
        word: In lower case.
    """
    if len(word) < 4 or word == "news" or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5 and _VOWEL.search(word[:-3]):
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4 and _VOWEL.search(word[:-2]):
        word = word[:-2]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word
