"""Text → sentences, as spans. Knows abbreviations, decimal points, initials, bullets and lines; nothing of markets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tapewire.moves.words import words


class Sentence(NamedTuple):
    """A run of the text that is read on its own."""

    start: int
    end: int
    paragraph: int
    """Number of the paragraph that it stands in, from 0."""
    opens: bool
    """It is the first sentence of its paragraph."""


# A word with a point that does not end a sentence. Months and company endings may end one, and then a capital follows;
# they are kept together all the same, because a name cut in two costs more than two sentences read as one.
_ABBREVIATIONS = words(
    """
    mr mrs ms dr prof st sr jr gov gen sen rep hon no nos vs etc eg ie approx est dept ave fig jan feb mar apr
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri ltd inc corp co cos bros plc llc intl
    sa ag nv bhd tbk pt rs us uk eu un u.s u.k u.n e.u p.m a.m d.c bn mn pct cf al
    """
)
# These end a sentence when a capital follows and the name is complete: "rose 5% in the U.S. The Dow fell".
_MAY_END = words(
    """
    u.s u.k u.n e.u p.m a.m d.c ltd inc corp co plc sa ag nv bhd tbk etc pct bn mn
    """
)
_STARTERS = words(
    """
    the a an in on at it its he she they we but and while meanwhile elsewhere for shares among analysts that
    this these those as after all both other most some however also by us japan's china's
    """
)
LONGEST_SENTENCE: Final = 1500
"""In characters. Sentences of the press stay far below; reading is linear in the text because of this bound."""
# Begins with a set of characters because the search for one is fast.
_END = re.compile(r"[.!?…\n](?:(?<=\n)(?:\s*\n)?|(?<!\n)[.!?…]*[\"'”’)\]]*(?=\s|$))")
_LAST_WORD = re.compile(r"[\w.&']+$")
_NEXT_WORD = re.compile(r"[\s\"'“‘(*•\-–]*([\w']+)")


def split_sentences(text: str) -> Iterator[Sentence]:
    """Cut a text into sentences.

    Args:
        text: Paragraphs separated by a blank line; a single line break always ends a sentence, as in lists and tables.

    Yields:
        Sentences in the order of the text, without the white space around them; empty ones are left out.
    """
    start = 0
    paragraph = 0
    opens = True
    for found in _END.finditer(text):
        point, end = found.span()
        is_line = text[point] == "\n"
        if not is_line and not _ends_sentence(text, start, point, end):
            continue
        for span in _spans(text, start, end):
            yield Sentence(*span, paragraph, opens)
            opens = False
        start = end
        if is_line and end - point > 1:
            paragraph += 1
            opens = True
    for span in _spans(text, start, len(text)):
        yield Sentence(*span, paragraph, opens)


def _ends_sentence(text: str, start: int, point: int, after: int) -> bool:
    if text[point] != "." or after - point > 1:
        return True
    before = _LAST_WORD.search(text, max(start, point - 24, text.rfind(" ", start, point)), point)
    if before is None:
        return True
    word = before.group().lower().strip("'")
    following = _NEXT_WORD.match(text, after, after + 40)
    if following is None:
        return True
    next_word = following.group(1)
    if word in _ABBREVIATIONS:
        return word in _MAY_END and (next_word.lower() in _STARTERS and next_word[0].isupper())
    if len(word) == 1 or ("." in word and all(len(part) == 1 for part in word.split("."))):
        # An initial, "J. Smith" or "A.P. Moller". A lone letter elsewhere ("vitamin A.") is rare in market stories.
        return next_word.lower() in _STARTERS and next_word[0].isupper()
    return not next_word[0].islower()


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Strip a sentence, and cut what is too long to be one."""
    while start < end:
        stop = min(end, start + LONGEST_SENTENCE)
        span = _strip(text, start, stop)
        if span is not None:
            yield span
        start = stop


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
