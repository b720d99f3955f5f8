"""Which words of a clause say what something does or did, where a word may be a verb or a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tapewire.moves.parts import WORDS
from tapewire.moves.words import words

WORD: Final = re.compile(r"[^\W\d_][\w'&-]*|\d[\w.,]*|[^\w\s]")
"""A word, a number or a sign."""
# Third-person forms that are nouns in market reports more often than verbs.
_NOUNS: Final = words(
    """
    reports report plans prices forecasts estimates hopes fears worries bets lists sets wins cuts cut rates notes
    calls looks needs votes trades holds shows records books posts ranks signs files leads releases changes values
    prints starts ends closes averages caps tops pays builds sells finds produces supports boosts pressures triggers
    dents opens runs moves turns fear hope plan price bet bid set hit list listed lower combined estimated forecast
    expected proposed
    """
)
# Verbs that say why and that the parser of moves has no use for.
_VERBS: Final = words(
    """
    offset offsets took takes drew draws kept keeps gave gives felt feels knew knows wrote writes broke breaks threw
    throws blew blows shook shakes stuck sticks quit struck strikes dealt burst fed feeds meant caught catches outweighs
    overshadows lets ran stays loses pushes sends lingers looms persists weighs stokes fades fade grow grows rages rage
    """
)
_OBJECT: Final = re.compile(r" (?:its|their|his|her|the|a|an|that|it|them)\b")
_BEFORE_MAY: Final = words("last early late since")
_BEFORE_NOUN: Final = frozenset(("DET", "ADJ", "PREP", "POSS", "SECTOR", "HEDGE"))


def has_finite_verb(low: str, start: int, end: int) -> bool:
    """Tell whether a run of the text says what something does or did."""
    return next(finite_verbs(low, start, end), None) is not None


def finite_verbs(low: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the verbs of a run of the text, in order; its first word is never taken for one."""
    before = ""
    for found in WORD.finditer(low, start, end):
        word = found.group()
        kind, info = WORDS.get(word, ("", None))
        is_verb = False
        if word in _NOUNS:
            is_plain = not word.endswith("s") and takes_plain_verb(low, found.start())
            is_verb = before != "" and (is_plain or _OBJECT.match(low, found.end(), end) is not None)
        elif word == "may" and (WORDS.get(before, ("",))[0] in _BEFORE_NOUN or before in _BEFORE_MAY):
            pass
        elif kind in ("AUX", "MODAL"):
            is_verb = word not in ("having", "be", "been", "being", "doing")
        elif kind in ("V", "LVL", "DIRV"):
            form = info[1]
            is_verb = before != "" and (
                (form == "finite" and before != "to")
                or (form in ("base", "noun or verb") and takes_plain_verb(low, found.start()))
            )
        elif word in _VERBS:
            is_verb = before not in ("", "to")
        elif not kind and word.endswith("ed") and len(word) > 4:
            is_verb = before != "" and WORDS.get(before, ("",))[0] not in _BEFORE_NOUN
        if is_verb:
            yield found
        before = word


def takes_plain_verb(low: str, start: int) -> bool:
    """Tell "as bond yields rise" from "as a share price rise": the word before is a plural, or stands for people."""
    before = low[max(0, start - 24) : start].split()
    word = before[-1] if before else ""
    return word in ("they", "we", "people", "who", "that", "which") or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s"))
    )
