"""Lines of a found text that are none of the story's: adverts' labels, hints at other pages, its own title again."""

from __future__ import annotations

import re
from typing import Final

from tapewire.model import Body, Mark

LONGEST: Final = 240
"""Characters of a paragraph that may be taken for such a line: longer ones tell something."""
HEAD: Final = 0.3
"""Of the text: within it the title is looked for, above which there is nothing of the story."""

_LABELS = re.compile(
    r"""
    (?:sponsored|advertise?ment|advertentie|anzeige|publicité|publicidad|廣告|广告)\W*
    | (?:story|article)\ continues\ (?:below|after)\b.*
    | advertise?ment\W+scroll\ .*
    | (?:\W*)(?:read|see|also\ read|listen|watch|related|more|don['’]t\ miss)
      (?:\ (?:more|also|next|stories|on\ this))?:\ .+
    | (?:click|tap)\ here\b.* | \W*(?:sign\ up|subscribe)\ (?:for|to|here|now)\b.*
    | .*\bnewsletter\b.*\bsign\ up\b.* | download\ (?:our|the)\ app\b.*
    | (?:follow|like)\ us\ on\b.* | share\ (?:this|on)\b.* | our\ standards:.*
    | (?:\(c\)|©|copyright\b).* | all\ rights\ reserved\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATELINE = re.compile(
    r"(?:by\ [^.!?]{2,60}|(?:published|updated|posted|last\ updated)\b[^!?]{0,80}"
    r"|[^.!?]{0,30}\d+\ min(?:ute)?s?\ read)",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(
    r"""
    (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W+ | (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+
    | \d{1,4}(?:st|nd|rd|th)?\W+ | (?:at|am|pm|a\.m\.|p\.m\.|gmt|utc|e[sd]t|[bc]e?st)\b\W*)+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A line of nothing but a date and a time, with something behind it."""
_HEAD_LINES: Final = 4
_WORD = re.compile(r"\w+")


def tidied(body: Body, title: str) -> Body:
    """Leave out the paragraphs that are no part of the story.

    Args:
        body: As found in a page.
        title: The story's title.
    """
    spans = _paragraphs(body.text)
    first = _below_title(body.text, spans, title)
    while first < min(len(spans), _HEAD_LINES) and _is_dateline(_of(body.text, spans[first])):
        first += 1
    kept = [span for span in spans[first:] if not _is_label(_of(body.text, span))]
    return body if len(kept) == len(spans) else _cut(body, kept)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for paragraph in text.split("\n\n"):
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def _of(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def _is_label(paragraph: str) -> bool:
    return len(paragraph) <= LONGEST and bool(_LABELS.fullmatch(paragraph))


def _is_dateline(paragraph: str) -> bool:
    if len(paragraph) > LONGEST:
        return False
    return bool(_DATELINE.fullmatch(paragraph) or _DATE.fullmatch(f"{paragraph}\n"))


def _below_title(text: str, spans: list[tuple[int, int]], title: str) -> int:
    wanted = _folded(title)
    for number, (start, end) in enumerate(spans):
        if not wanted or start > HEAD * len(text):
            break
        if end - start <= 2 * len(title) + 20 and _folded(text[start:end]) == wanted:
            return number + 1
    return 0


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _cut(body: Body, kept: list[tuple[int, int]]) -> Body:
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for start, end in kept:
        shift = length - start
        marks += (
            Mark(start=mark.start + shift, end=min(mark.end, end) + shift, kind=mark.kind, href=mark.href)
            for mark in body.marks
            if start <= mark.start < end
        )
        pieces.append(body.text[start:end])
        length += end - start + 2
    return Body(text="\n\n".join(pieces), marks=tuple(marks))
