"""Whether a clause says why something moved: tells reasons from times, circumstances and comparisons."""

from __future__ import annotations

import re
from typing import Final

from tapewire.moves import introducers as table
from tapewire.moves.openings import Opening
from tapewire.moves.parts import WORDS
from tapewire.moves.verbs import WORD, finite_verbs, has_finite_verb, takes_plain_verb

_LONGEST: Final = 240
"""Characters behind an opening that are looked at."""
_FIRST_WORD: Final = re.compile(r"\s*([^\W\d_][\w'&-]*)")
_STEPPED_OVER: Final = re.compile(
    r"\s+(?:briefly|initially|earlier|first|having|having been|being|also|just|recently|only)(?=\s)"
)
_AS_HIGH: Final = re.compile(r"\bas \S+ $")
# "The following day".
_BEFORE_ADJECTIVE: Final = re.compile(r"\b(?:a|the|on) $")
_STOOD: Final = re.compile(r" (?:up|down|higher|lower|at|above|below|off|on track|on course|flat|trading)\b")


def says_why(low: str, opening: Opening, limit: int) -> bool:
    """Tell whether what follows an opening says why, rather than when, by how much or since when.

    Args:
        low: The text in lower case, apostrophes and spaces plain.
        opening: Where a reason may begin.
        limit: Offset past which it cannot reach.
    """
    if low.endswith("even ", 0, opening.start):
        return False
    rest = low[opening.rest : min(limit, opening.rest + _LONGEST)]
    if opening.test == "clause":
        return _is_clause(low, opening, limit, rest)
    if opening.test == "event":
        return _is_event(low, opening, rest)
    if opening.test == "cause":
        return _is_cause(opening.word, rest)
    if opening.test == "with":
        return _is_of_people(low, opening, limit, rest)
    if opening.word == "tracking":
        return table.TRACKED.match(rest) is not None
    if opening.word.startswith("amid"):
        return table.NO_CIRCUMSTANCE.match(rest) is None
    return table.PLANNED.match(rest) is None


def _is_clause(low: str, opening: Opening, limit: int, rest: str) -> bool:
    if table.NO_CLAUSE.match(rest) or _AS_HIGH.search(low, max(0, opening.start - 24), opening.start):
        return False
    verb = next(finite_verbs(low, opening.rest, min(limit, opening.rest + 160)), None)
    if verb is None or opening.word != "as":
        return verb is not None
    if table.OWN_RECORD.match(low, verb.start()):
        return False
    subject = WORD.findall(low[opening.rest : verb.start()])
    clock = any(word in table.CLOCK_NOUNS for word in subject[-6:])
    if clock and verb.group() in table.CLOCK_VERBS:
        return False
    return not (_stands_for_the_instrument(subject) and _is_own_move(low, verb))


def _is_event(low: str, opening: Opening, rest: str) -> bool:
    if _BEFORE_ADJECTIVE.search(low, max(0, opening.start - 5), opening.start):
        return False
    at = opening.rest
    stepped = _STEPPED_OVER.match(low, at)
    while stepped is not None:
        at = stepped.end()
        stepped = _STEPPED_OVER.match(low, at)
    rest = low[at : opening.rest + _LONGEST]
    if table.NO_EVENT.match(rest):
        return False
    first = _FIRST_WORD.match(rest)
    if first is None:
        return False
    kind, info = WORDS.get(first.group(1), ("", None))
    behind = rest[first.end() :]
    if kind in ("DIRV", "LVL", "DIRA", "FLAT"):
        if kind == "LVL" and isinstance(info, tuple) and info[1] == "ing" and info[0] not in ("buy", "show"):
            return any(word in table.BUSINESS for word in WORD.findall(behind)[:6])
        if isinstance(info, tuple) and info[1] != "noun or verb":
            return table.OWN_MOVE.match(behind) is None
        if kind in ("DIRA", "FLAT") and at > opening.rest:
            return False
    return not _is_own_change(low, at, rest)


def _is_own_change(low: str, at: int, rest: str) -> bool:
    """Tell "after Monday's 3% slide" and "after it fell 2%" from "after a slide in profit"."""
    subject: list[str] = []
    for found in WORD.finditer(rest, 0, 90):
        word = found.group()
        if word in (",", "(", ";", ":"):
            return False
        kind, info = WORDS.get(word, ("", None))
        if kind == "DIRN" or (
            kind == "DIRV" and info[1] == "noun or verb" and not takes_plain_verb(low, at + found.start())
        ):
            return table.OF_ANOTHER.match(rest, found.end()) is None and not has_finite_verb(
                low, at + found.end(), min(at + len(rest), at + found.end() + 60)
            )
        if kind in ("V", "AUX", "MODAL", "LVL", "DIRV"):
            is_ing = isinstance(info, tuple) and info[1] == "ing"
            if is_ing and subject:
                continue
            return (
                _stands_for_the_instrument(subject)
                and kind in ("LVL", "DIRV", "AUX")
                and _is_own_move_at(rest, found.end(), kind)
            )
        subject.append(word)
    return False


def _stands_for_the_instrument(subject: list[str]) -> bool:
    return bool(subject) and (
        subject in (["it"], ["they"], ["shares"], ["stocks"])
        or (
            subject[0] in ("the", "its", "their")
            and subject[-1] in ("stock", "shares", "index", "gauge", "stocks", "benchmark", "counter", "currency")
        )
    )


def _is_own_move(low: str, verb: re.Match[str]) -> bool:
    kind = WORDS.get(verb.group(), ("",))[0]
    return kind in ("LVL", "DIRV", "AUX") and _is_own_move_at(low[verb.end() : verb.end() + 60], 0, kind)


def _is_own_move_at(rest: str, at: int, kind: str) -> bool:
    if kind == "AUX":
        return _STOOD.match(rest, at) is not None
    return table.OWN_MOVE.match(rest, at) is not None


def _is_cause(word: str, rest: str) -> bool:
    """Tell "on fading hopes" and "over a trade war's risks" from "on Monday", "on the Nasdaq", "over two weeks"."""
    causes = table.CAUSES_OVER if word in ("over", "at") else table.CAUSES
    for found in list(WORD.finditer(rest, 0, 90))[:8]:
        each = found.group()
        if each in causes:
            return not rest.startswith((" the data", " the day"))
        kind = WORDS.get(each, ("",))[0]
        if (
            (kind in ("PREP", "SUB", "AUX", "MODAL", "REL") and each != "of")
            or each in table.CLOCK_NOUNS
            or not (each[0].isalpha() or each == ".")
        ):
            return False
        if each.partition("'")[0] in table.NO_CAUSES:
            return False
    return False


def _is_of_people(low: str, opening: Opening, limit: int, rest: str) -> bool:
    """Tell "with investors awaiting" from "with Tencent up 2%": people or moods, and what they do."""
    first = WORD.findall(rest[:60])[:6]
    for n, word in enumerate(first):
        if word in table.PEOPLE:
            behind = WORD.findall(low[opening.rest : min(limit, opening.rest + 120)])[n + 1 : n + 6]
            return any(_is_doing(each) for each in behind)
        if not word[0].isalpha() or WORDS.get(word, ("",))[0] in ("PREP", "CONJ", "DIRA", "AUX"):
            return False
    return False


def _is_doing(word: str) -> bool:
    kind = WORDS.get(word, ("",))[0]
    return kind in ("V", "DIRV", "LVL") or word in table.MOODS or (not kind and word.endswith(("ing", "ed")))
