"""Clauses that say why: where one ends. Pure functions over text in lower case."""

from __future__ import annotations

import re
from typing import Final

from tapewire.moves.causes import says_why
from tapewire.moves.introducers import BREAK
from tapewire.moves.openings import Opening, Span
from tapewire.moves.parts import WORDS
from tapewire.moves.verbs import has_finite_verb

LONGEST: Final = 240
"""Characters of a reason, at most: a longer one is a paragraph, and its end was probably missed."""

_FIRST_WORD: Final = re.compile(r"\s*([^\W\d_][\w'&-]*)")
# "On the news" points to a reason that is told elsewhere.
_BARE: Final = re.compile(
    r" (?:the|this|that|those|these|such) (?:news|reports?|announcements?|words?|results?|data|figures|comments|remarks"
    r"|plans?|deal|day|talks?)$"
)
_REPORTING: Final = re.compile(
    r"\b(?:reported|said|says|announced|warned|showed|confirmed|disclosed|told (?:\S+ ){1,3}?\S+|revealed|added|noted"
    r"|signalled|signaled|indicated)$"
)
# The point of a company's name, which may end the sentence too: "a merger with Anglo American PLC. Shareholders will".
_POINT: Final = re.compile(r"\b(?:plc|inc|corp|ltd|co|sa|ag|nv)(?P<point>\.)\s")
# Behind a comma these go back to the move, or on to something else.
_GOES_ON: Final = re.compile(r"\s+(?:that|and that)\b")
_CONJOINED: Final = re.compile(r"[^,;:()]{1,70}?(?:, and | and | or )[^,;:()]{2,80}")
_RETURNS: Final = re.compile(
    r" (?:and|before|to) (?=(?:clos|end|finish|settl|trad|par|eas|trimm|retreat|recover|pull|giv|eras)"
    r"(?:e|ed|ing|es)\b)"
    r"| according to | to (?:close|end|finish|settle) (?:\S+ ){0,3}?at "
)
_TRIMMED: Final = " \t\n,.;:!?…\"'”’»*|-–—"


def reason_at(low: str, opening: Opening, limit: int) -> Span | None:
    """Read the reason that begins at an opening.

    Args:
        low: The text in lower case, apostrophes and spaces plain.
        opening: Where it may begin.
        limit: Offset past which it cannot reach.

    Returns:
        Its run, without the punctuation behind it; None where what follows says no reason.
    """
    if not says_why(low, opening, limit):
        return None
    end = _end(low, opening, limit)
    end = trimmed(low, opening.rest, end)
    inside = low[opening.rest : end]
    if inside.count("(") > inside.count(")"):
        end = trimmed(low, opening.rest, opening.rest + inside.rindex("("))
    end = _with_closing_quote(low, opening.rest, end)
    if (
        _BARE.match(low, opening.rest, end)
        or end - opening.start > LONGEST
        or sum(map(str.isalpha, low[opening.rest : end])) < 3
    ):
        return None
    return Span(opening.start, end)


def trimmed(low: str, start: int, end: int) -> int:
    """Find where a run of the text ends without the punctuation behind it."""
    while end > start and low[end - 1] in _TRIMMED:
        end -= 1
    # The last point of "the U.S." belongs to it.
    return end + 1 if end - start > 2 and low[end - 2] == "." and low[end : end + 1] == "." else end


def _with_closing_quote(low: str, start: int, end: int) -> int:
    """Take in the end of a quotation: "called the cut “insurance,”"."""
    for opens, closes in ("“”", '""'):
        inside = low[start:end]
        is_open = inside.count(opens) > inside.count(closes) if opens != closes else inside.count(opens) % 2 == 1
        at = low.find(closes, end, end + 3) if is_open else -1
        if at >= 0:
            return at + 1
    return end


def _end(low: str, opening: Opening, limit: int) -> int:
    """Find where a reason ends: at the first comma behind which it does not go on."""
    limit = min(limit, opening.rest + LONGEST + 60)
    ending = BREAK.search(low, opening.rest, limit)
    if ending is not None:
        limit = ending.start()
    for point in _POINT.finditer(low, opening.rest, limit):
        if has_finite_verb(low, opening.rest, point.start("point")):
            limit = point.start("point")
            break
    returning = _RETURNS.search(low, opening.rest + 1, limit)
    if returning is not None:
        limit = returning.start()
    at = opening.rest
    while True:
        comma = _next_comma(low, at, limit)
        if comma is None:
            return limit
        if not _goes_on(low, opening, comma, limit):
            return comma
        at = comma + 1


def _next_comma(low: str, at: int, limit: int) -> int | None:
    while True:
        comma = low.find(",", at, limit)
        if comma < 0:
            return None
        if low[comma + 1 : comma + 2].isspace() or low[comma + 1 : comma + 2] in "\"'”’":
            return comma
        at = comma + 1


def _goes_on(low: str, opening: Opening, comma: int, limit: int) -> bool:
    if _GOES_ON.match(low, comma + 1, limit):
        return True
    if _REPORTING.search(low[opening.rest : comma]) and not re.match(
        r" (?:adding|sending|taking|leaving)\b", low[comma + 1 : comma + 12]
    ):
        return True
    if opening.test in ("clause", "with") or (opening.test == "event" and _begins_with_subject(low, opening)):
        if not has_finite_verb(low, opening.rest, comma):
            return has_finite_verb(low, comma, limit) and opening.test != "with"
        return False
    return _lists_more(low, comma, limit)


def _begins_with_subject(low: str, opening: Opening) -> bool:
    """Tell "after its chief executive, …, resigned" from "after winning approval, …" and "after strong results, …"."""
    first = _FIRST_WORD.match(low, opening.rest)
    if first is None or first.group(1).endswith("ing"):
        return False
    comma = _next_comma(low, opening.rest, opening.rest + LONGEST)
    if comma is None:
        return False
    # An aside closes with a comma, and then the verb comes.
    second = _next_comma(low, comma + 1, comma + 120)
    if second is None:
        return False
    following = _FIRST_WORD.match(low, second + 1)
    if following is None:
        return False
    kind, info = WORDS.get(following.group(1), ("", None))
    if not kind:
        return following.group(1).endswith("ed")
    return kind in ("AUX", "MODAL") or (kind in ("V", "DIRV", "LVL") and info[1] == "finite")


def _lists_more(low: str, comma: int, limit: int) -> bool:
    """Tell "weak demand, rising costs and a strong yen" from "weak demand, and the Dow fell"."""
    more = _CONJOINED.match(low, comma + 1, limit)
    if more is None or re.search(r"\d", more.group()):
        return False
    start = _FIRST_WORD.match(low, comma + 1)
    if start is None or WORDS.get(start.group(1), ("",))[0] in (
        "PREP",
        "SUB",
        "CONJ",
        "PRON",
        "REL",
        "AUX",
        "DIRA",
        "DIRV",
        "LVL",
        "V",
    ):
        return False
    return not has_finite_verb(low, comma + 1, more.end())
