"""What can be told at a glance: most sentences of most stories state no move, and reading them whole would be waste."""

from __future__ import annotations

import re
from typing import Final

from tapewire.moves.figures import UNIT_WORDS
from tapewire.moves.parts import PHRASES, WORDS
from tapewire.moves.words import words

_DIGIT: Final = re.compile(r"[\d½¼¾%]")
_SIGNED: Final = re.compile(r"[+\-–(:]\s?[$€£¥]?\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# These set a time: "In the previous session on Monday, …", "For the week:".
_SETS_TIME: Final = re.compile(r"previous\b|prior\b|earlier\b|preceding\b|:$")
_TELLING: Final = frozenset(("DIRV", "DIRN", "DIRA", "FLAT", "LVL", "ABOVE"))
_OF_PHRASES: Final = [(phrase, kind) for rows in PHRASES.values() for phrase, kind, _ in rows]
# "Stood pat", "little changed": a move without a figure.
_UNCHANGED: Final = frozenset(
    (
        *(word for word, (kind, _) in WORDS.items() if kind == "FLAT"),
        *(re.split(r"[ -]", phrase)[-1] for phrase, kind in _OF_PHRASES if kind == "FLAT"),
    )
)
# Words one of which every statement of a change has, if no sign.
_CHANGING: Final = frozenset(
    (
        *(part for word, (kind, _) in WORDS.items() if kind in _TELLING for part in word.split("-")),
        *(part for phrase, kind in _OF_PHRASES if kind in _TELLING for part in re.split(r"[ -]", phrase)[:1]),
        *words("from against versus compared than"),
    )
)
_TELLING_WORDS: Final = _UNCHANGED | _CHANGING | UNIT_WORDS


def may_hold_figures(low: str) -> bool:
    """Tell whether a text can hold any figure; most stories that are not about markets cannot.

    Args:
        low: The text in lower case.
    """
    if _DIGIT.search(low) is not None:
        return True
    said = _LETTERS.findall(low)
    return not (UNIT_WORDS.isdisjoint(said) and _UNCHANGED.isdisjoint(said))


def may_state(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence can state a move.

    Args:
        low: The text in lower case.
        start: Where the sentence begins.
        end: Where it ends.
    """
    said = _TELLING_WORDS.intersection(_LETTERS.findall(low, start, end))
    if not _UNCHANGED.isdisjoint(said):
        return True
    if _DIGIT.search(low, start, end) is None and UNIT_WORDS.isdisjoint(said):
        return False
    return not _CHANGING.isdisjoint(said) or _SIGNED.search(low, start, end) is not None


def may_set_time(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence can say when the moves of those that follow it took place."""
    return _SETS_TIME.search(low, start, end) is not None
