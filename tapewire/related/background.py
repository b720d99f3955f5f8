"""How usual a word is in market news at large, so that a library of four stories can tell a rare word from a usual one.

A hand-made table: the shares are rounded judgements of one writer of the table, good to a factor of two or three, which
is all that a logarithm needs. In a library of thousands of stories the library's own counts outweigh it.
"""

from __future__ import annotations

from functools import lru_cache

from tapewire.related.index import TermKind
from tapewire.related.vocabulary import USUAL
from tapewire.related.words import stem

_SHARES: dict[str, float] = {stem(word): share for share, words in sorted(USUAL.items()) for word in sorted(words)}

UNKNOWN_WORD_SHARE = 0.002
"""What a word that is not in the table is taken for: one story in five hundred."""
_SMALL_NUMBER_SHARE = 0.05
_YEAR_SHARE = 0.1
_FIGURE_SHARE = 0.004
_PAIR_FACTOR = 0.1
"""A pair is at most as usual as its rarer word, and mostly a tenth of that."""


def usual_share(kind: TermKind, key: str) -> float:
    """Estimate in what share of all market news a term stands.

    Args:
        kind: What the term is.
        key: The term's key; see `tapewire.related.index.Term`.

    Returns:
        Above 0, below 1.
    """
    body = key[2:]
    if kind == "number":
        return _number_share(body)
    if kind == "instrument":
        return UNKNOWN_WORD_SHARE
    if " " not in body:
        return _word_share(body)
    rarest = min(map(_word_share, body.split(" ")))
    return rarest * _PAIR_FACTOR if kind == "pair" else rarest


@lru_cache(maxsize=50_000)
def _word_share(word: str) -> float:
    return _SHARES.get(stem(word), UNKNOWN_WORD_SHARE)


def is_usual(stemmed: str) -> bool:
    """Tell whether a stem is a word of everyday market news."""
    return stemmed in _SHARES


def _number_share(digits: str) -> float:
    if "." in digits:
        return _FIGURE_SHARE
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return _YEAR_SHARE
    return _SMALL_NUMBER_SHARE if len(digits) < 4 else UNKNOWN_WORD_SHARE
