"""Names that the gazetteer knows: where one begins in a sentence, how far it reaches, whether it is spelt as one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tapewire.moves.gazetteer import Entry, gazetteer
from tapewire.moves.pieces import Pieces
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_LONGEST_NAME: Final = 10
"""Pieces of a name, at most."""
_LETTERS_AND_DIGITS: Final = re.compile(r"[^\W_]+")
_SHARE_CLASSES: Final = ("-w", "-sw", "-s", "-r", "-b")
_LEGAL: Final = words(
    """
    group holding holdings ltd limited inc corp corporation co company plc ag sa se nv a/s ab asa bhd tbk oyj
    spa kgaa industries
    """
)
_INDEX_TAILS: Final = words("index composite average benchmark")
# Currencies and metals whose names are everyday words unless "the" or a country stands before them.
_NEEDS_ARTICLE: Final = frozenset(("won", "real", "sol", "lead", "tin", "pound", "dong"))


def match_name(pieces: Pieces, i: int, plain: str, low: str, tokens: list[Token]) -> tuple[int, Entry] | None:
    """Match the longest known name that begins at a piece.

    Args:
        pieces: Of the sentence.
        i: Where the name may begin: a word with a capital or one that the gazetteer has in small letters, or a number.
        plain: The text, apostrophes and spaces plain.
        low: The same in lower case.
        tokens: Those of the sentence before it: some names count only after certain words.

    Returns:
        The number of its last piece, and what it names.
    """
    first = pieces.lows[i]
    reach = _reach().get(first if first.isalnum() else _head(first))
    if reach is None:
        return None
    by_name = gazetteer().by_name
    known = by_name.known
    start = pieces.starts[i]
    ends = pieces.ends
    furthest = start + reach
    j = i
    last = min(pieces.count, i + _LONGEST_NAME) - 1
    while j < last and ends[j + 1] <= furthest:
        j += 1
    while j >= i:
        name = low[start : ends[j]]
        if name in known:
            entry, spelling = by_name[name]
            if _is_spelt(spelling, plain[start : ends[j]], tokens, name if j == i else None):
                return j, entry
        j -= 1
    if first.endswith(_SHARE_CLASSES) and plain[start : ends[i]].isupper():
        found = by_name.get(first.rpartition("-")[0])
        if found is not None:
            return i, found[0]
    return None


@cache
def _reach() -> dict[str, int]:
    """How long the longest name is, in characters, that begins with a run of letters and digits."""
    reach: dict[str, int] = {}
    for name in gazetteer().by_name:
        head = _head(name)
        if reach.get(head, 0) < len(name):
            reach[head] = len(name)
    return reach


def _head(name: str) -> str:
    """The run of letters and digits that a name begins with."""
    head = _LETTERS_AND_DIGITS.match(name)
    return name if head is None else head.group()


def _is_spelt(name: str, written: str, tokens: list[Token], single: str | None) -> bool:
    """Tell a name from everyday words that are spelt like it.

    Args:
        name: As the table writes it.
        written: As the text writes it.
        tokens: Those of the sentence before it.
        single: The word in lower case, where the name is one piece.
    """
    if name[0] == "=":
        return written == name[1:]
    if single is not None and single in _NEEDS_ARTICLE and written != "Pound":
        before = tokens[-1] if tokens else None
        if single in ("lead", "tin") and before is not None and before.kind in ("COMMA", "CONJ", "SUB", "SEMI"):
            # Read here: "zinc lost 0.4%, lead was flat and tin dropped 1.1%"
            return any(token.kind == "NAME" and token.info.kind == "commodity" for token in tokens)
        return before is not None and (
            before.low == "the" or before.kind in ("POSS", "ADJ") or (before.kind == "NAME" and before.info.is_place)
        )
    if name[0].isupper() and not written[0].isupper():
        return False
    # A short name in capitals is a name in capitals: "ABC", "AIS", but not "Abc" or "Ais".
    return not (single is not None and len(name) <= 4 and name.isupper() and not written.isupper())


def end_of_name(pieces: Pieces, j: int, plain: str, entry: Entry) -> int:
    """Pass what belongs to a name though the table does not say so: "Group Ltd.", "Composite Index".

    Args:
        pieces: Of the sentence.
        j: Number of the name's last piece.
        plain: The text, apostrophes and spaces plain.
        entry: What it names.

    Returns:
        The number of the piece after it.
    """
    k = j + 1
    lows = pieces.lows
    while k < pieces.count:
        word = lows[k]
        if not (
            (entry.kind in ("stock", "fund") and word in _LEGAL and plain[pieces.starts[k]].isupper())
            or (entry.kind == "index" and not entry.is_place and word in _INDEX_TAILS and lows[k - 1] != word)
            or (word == "." and lows[k - 1] in _LEGAL and k + 1 < pieces.count)
        ):
            break
        k += 1
    return k
