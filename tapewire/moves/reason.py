"""Why something moved, in the story's own words: the clause beside a statement that says so, or nothing.

Nothing is composed here: a reason is a run of the text. Where it is not plain which statement a clause explains, it is
left out: a reader forgives a missing reason and not a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from tapewire.moves import introducers as table
from tapewire.moves.clauses import LONGEST, reason_at, trimmed
from tapewire.moves.openings import Opening, Span, opening_at, openings
from tapewire.moves.parts import WORDS
from tapewire.moves.verbs import has_finite_verb

_FARTHEST: Final = 180
"""Characters between a statement and its reason, at most: "…, to HK$5, its lowest since May, as …"."""
_MOST_OPENINGS: Final = 6
"""Words that may bring in a reason which are tried on each side of a statement."""
_WIDEST: Final = 400
"""Characters on either side of a statement that are looked at, which keeps a sentence without end linear."""
_DIGIT: Final = re.compile(r"\d")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
# What may stand before a clause that opens a sentence: a bullet, a dateline, "But".
_LEAD_IN: Final = re.compile(
    r"(?:[\s*•>\"'“‘-]|(?:and|but|also|meanwhile|still|yet|elsewhere|separately|overseas|however|later|conversely),?\s)*"
)
_DATELINE: Final = re.compile(r"[^.!?]{0,60}?(?:\([a-z /-]{2,24}\)|\b\w+ \d{1,2})?\s*(?::|--?|[–—])\s+")
_LONGEST_LEAD: Final = 120
_JOINED: Final = re.compile(r"(?:;|, (?:and|but)|\bwhile)\s+")
# Between a clause that opens a sentence and the words that state the move.
_THIN: Final = re.compile(
    r"\s*,\s*(?:(?:the|its|their|a|an|both|shares|share|stocks?|units|prices?|futures|of|in|on|for|and|benchmark|broader|key|main|local|us|u\.s\.)\s+)*"
)
_ADVERB: Final = re.compile(
    r"[\s,]*(?:\b(?:also|then|later|has|had|have|further|and|that|which|temporarily|briefly|quickly|initially|helped|to)[\s,]+)*$"
)
_CLAUSE_START: Final = re.compile(r"(?:;|,? (?:while|whereas|but)\b|, and\b|[.!?]\s|\s[–—-]{1,2}\s)\s*")
_ASIDE: Final = re.compile(r",\s*(?:which|that|who) (?:was|were|is|are|has been|had been|have been)\s+$|,\s*$")
# "Bucking a wider decline as …": the reason is the decline's.
_OF_ANOTHERS: Final = re.compile(
    r".*,\s*(?:buck|def[iy]|outperform|lag|underperform|revers|eras|mirror|contrast|after|despite|from|against|compared|snapp|trail)[^,]*$",
    re.DOTALL,
)
_NEWS: Final = re.compile(
    r"(?:\S+ )?(?:news|word|reports?|speculation|fears?|hopes?|signs?|worries|concerns?|expectations|data|talk"
    r"|rumou?rs) (?:that|show|from|of)"
)
_SINCE: Final = re.compile(
    r"\b(?:last|not|never|first) seen\b|\bhaving \S+|\b(?:since|when|before|than|that|which|where|after|as)\b[^,;]*"
)


def find_reason(
    low: str,
    move: Span,
    sentence: Span,
    *,
    since: int | None = None,
    until: int | None = None,
    before: Span | None = None,
    after: Span | None = None,
) -> Span | None:
    """Find the clause that says why a move was made.

    Args:
        low: The whole text in lower case, apostrophes and spaces plain.
        move: Where it is stated.
        sentence: Where the sentence stands that states it.
        since: Offset past the statement of another instrument before it in the sentence; None for none.
        until: Offset of the statement of another instrument behind it in the sentence; None for none.
        before: The sentence before, if a "That sent …" may point to it; None where there is none in the paragraph.
        after: The sentence behind, if a "The gains came after …" may explain this one; None where it may not.

    Returns:
        A run of the text with the word that brings it in and without punctuation behind it, clear of the
        move's figures; None where the story gives no reason.
    """
    return (
        _causer(low, move, sentence, max(sentence.start if since is None else since, move.start - _WIDEST), before)
        or _behind(low, move, sentence, until)
        or _aside(low, move)
        or _leaning(low, move, sentence)
        or _in_front(low, move, sentence)
        or (_next_sentence(low, after) if after is not None else None)
    )


def _behind(low: str, move: Span, sentence: Span, until: int | None) -> Span | None:
    """Read "rose 2% to 5 on Tuesday, its highest since May, as oil fell"."""
    nearest = sentence.end if until is None else until
    for opening in islice(openings(low, move.end, min(nearest, move.end + _FARTHEST)), _MOST_OPENINGS):
        if _is_cut_off(low, move.end, opening):
            return None
        limit = sentence.end if until is None else min(sentence.end, _clause_before(low, opening, until))
        found = reason_at(low, opening, limit)
        if found is not None:
            return found
    return None


def _is_cut_off(low: str, start: int, opening: Opening) -> bool:
    """Tell whether another clause, or another's participle, stands between a statement and an opening."""
    gap = low[start : opening.start]
    if table.BREAK.search(gap):
        return True
    said = re.search(r"\band\b(?! (?:was|were|is|are|down|up)\b)", gap)
    if said is not None and has_finite_verb(gap, said.start(), len(gap)):
        return True
    if _OF_ANOTHERS.match(gap) and not gap.rstrip().endswith(","):
        return True
    return has_finite_verb(_SINCE.sub(" ", gap), 0, len(gap))


def _clause_before(low: str, opening: Opening, until: int) -> int:
    """Where a reason must end at the latest: before another statement, unless it is itself part of the reason."""
    joined = None
    for found in re.finditer(r",? (?:and|while|but|with|whereas)\b|,|;", low[opening.rest : until]):
        joined = found
    if joined is None or until - opening.rest - joined.end() > 24:
        return len(low)
    return opening.rest + joined.start()


def _aside(low: str, move: Span) -> Span | None:
    """Read "Tencent, helped by strong sales, rose 3%" and "Tesla slid after a recall, dropping 3%"."""
    digit = _DIGIT.search(low, move.start, move.end)
    figure = digit.start() if digit is not None else move.end
    if low.find(",", move.start, figure) < 0:
        return None
    for opening in islice(openings(low, move.start, figure), _MOST_OPENINGS):
        found = reason_at(low, opening, figure)
        if found is not None and low[found.end : found.end + 1] == "," and found.end < figure:
            is_participle = opening.test == "noun" and _ASIDE.search(low, move.start, opening.start) is not None
            head = low[move.start : opening.start]
            if is_participle or has_finite_verb(head, 0, len(head)) or head.rstrip().endswith(","):
                return found
    return None


def _leaning(low: str, move: Span, sentence: Span) -> Span | None:
    """Read "Its units slid after a recall, falling 3%", where the statement is the participle alone."""
    first = _FIRST_WORD.match(low, move.start)
    kind, info = ("", None) if first is None else WORDS.get(first.group(), ("", None))
    if kind != "DIRA" and not (kind == "DIRV" and info is not None and info[1] == "ing"):
        return None
    for opening in openings(low, max(sentence.start, move.start - _WIDEST), move.start):
        found = reason_at(low, opening, move.start)
        if found is not None and low[found.end : move.start].strip() == ",":
            return found
    return None


def _in_front(low: str, move: Span, sentence: Span) -> Span | None:
    """Read "After winning approval, Tencent rose 2%" and "…, and on hopes of stimulus, the yuan gained 1%"."""
    if low.find(",", sentence.start, move.start) < 0:
        return None
    for start in _clause_starts(low, move, sentence):
        opening = opening_at(low, start, move.start)
        found = None if opening is None else reason_at(low, opening, move.start)
        if found is None or low[found.end : found.end + 1] != ",":
            continue
        between = _THIN.match(low, found.end)
        if between is not None and between.end() >= move.start:
            return found
    return None


def _clause_starts(low: str, move: Span, sentence: Span) -> Iterator[int]:
    """Where a clause in front of a statement may begin: with the sentence, behind its dateline, behind ", and"."""
    if move.start - sentence.start < _WIDEST:
        yield _after_lead(low, sentence.start, move.start)
        dateline = _DATELINE.match(low, sentence.start, min(move.start, sentence.start + _LONGEST_LEAD))
        if dateline is not None:
            yield _after_lead(low, dateline.end(), move.start)
    for found in _JOINED.finditer(low, max(sentence.start, move.start - LONGEST), move.start):
        yield found.end()


def _after_lead(low: str, start: int, end: int) -> int:
    lead = _LEAD_IN.match(low, start, end)
    return start if lead is None else lead.end()


def _causer(low: str, move: Span, sentence: Span, since: int, before: Span | None) -> Span | None:
    """Read "Strong sales sent Nvidia up 5%", "…, sending its shares 3% lower" and "That sent shares 3% lower"."""
    verb = table.CAUSING.search(low, max(since, move.start - 60), move.start)
    if verb is None:
        return None
    start = since
    for found in _CLAUSE_START.finditer(low, since, verb.start()):
        start = found.end()
    start = _after_lead(low, start, verb.start())
    if start == sentence.start:
        dateline = _DATELINE.match(low, start, min(verb.start(), start + 90))
        start = dateline.end() if dateline is not None else start
    is_ing = verb["verb"].endswith("ing")
    head = low[start : verb.start()]
    adverb = _ADVERB.search(head)
    relative = (
        re.search(r",\s+(?:which|that|a move that|news that)\b", head[adverb.start() :] if adverb else "") is not None
    )
    end = start + (adverb.start() if adverb is not None else len(head))
    subject = low[start:end].strip()
    if table.ANAPHOR.fullmatch(subject) or (not subject and not is_ing and head.strip() in ("that", "which")):
        return _whole(low, before) if before is not None and start - sentence.start < 12 else None
    if not subject or table.MOVERS.match(subject):
        return None
    if is_ing or relative:
        for opening in openings(low, start, end):
            told = reason_at(low, opening, end)
            if told is not None and told.end >= end - 1:
                return told
        if not has_finite_verb(low, start, end) or (_DIGIT.search(low, start, end) and _states_own_move(subject)):
            return None
    elif (has_finite_verb(low, start, end) and not _NEWS.match(subject)) or "," in subject:
        return None
    end = trimmed(low, start, end)
    if end - start > LONGEST or end - start < 4:
        return None
    return Span(start, end)


def _states_own_move(subject: str) -> bool:
    """Tell "shares slid 2%, sending …" from "the firm cut 200 jobs, sending …"."""
    return any(WORDS.get(word, ("",))[0] in ("DIRV", "LVL", "DIRA") for word in re.findall(r"[^\W\d_]+", subject))


def _whole(low: str, sentence: Span) -> Span | None:
    start, end = sentence
    if end - start > 2 * LONGEST:
        return None
    start = _after_lead(low, start, end)
    end = trimmed(low, start, end)
    if end - start > LONGEST or not has_finite_verb(low, start, end):
        return None
    return Span(start, end)


def _next_sentence(low: str, after: Span) -> Span | None:
    """Read "The gains came after OPEC cut output" and "The reason: a profit warning"."""
    given = table.THE_REASON.match(low, after.start, after.end)
    if given is not None:
        end = trimmed(low, given.end(), after.end)
        return Span(given.end(), end) if 4 < end - given.end() <= LONGEST else None
    link = table.LINK.match(low, after.start, min(after.end, after.start + 120))
    if link is None:
        return None
    noun = link["noun"]
    if noun is not None and WORDS.get(noun, ("",))[0] not in ("DIRN", "DIRV"):
        return None
    if link.group().endswith(("follows", "followed")):
        opening = Opening(link.end() - len(link.group().split()[-1]), link.end(), "following", "event")
        return reason_at(low, opening, after.end)
    for opening in openings(low, link.end(), min(after.end, link.end() + 40)):
        between = low[link.end() : opening.start]
        is_near = not between.strip() if link["state"] else not has_finite_verb(between, 0, len(between))
        return reason_at(low, opening, after.end) if is_near and not _DIGIT.search(between) else None
    return None
