"""Bounds on what one document may ask of the parser: how many entries, and how deep markup may be nested.

feedparser takes 0.3 ms for each entry and longer for each tag the more are open, and what is new is then analysed at
some 3 ms a story, all within the worker's deadline. A document that is over the bounds is cut before it is parsed, so
that it gives its newest stories rather than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tapewire.feeds.dates import parse_date
from tapewire.feeds.mend import parts

MAX_ENTRIES: Final = 1_000
"""Entries of one document that are read. Of 116 real feeds the longest has 700."""
MAX_DEPTH: Final = 200
"""Tags that may be open at once inside an entry; markup in real feeds nests some thirty deep."""
_MANY_TAGS: Final = 20_000
"""Below so many tags no nesting can cost more than half a second, so that depth need not be looked at."""

_ENTRY = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s/>])[^<>]*>")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)[^<>]*?(/?)>")
_ENTRY_NAMES: Final = frozenset(("item", "entry"))
_DATE = re.compile(
    r"<(?:[\w.-]+:)?(?:pubDate|published|updated|date|issued|modified)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<>\]]{6,60})"
)
_UNDATED: Final = datetime.min.replace(tzinfo=UTC)


def within_bounds(text: str) -> tuple[str, int]:
    """Cut an XML document down to its newest entries and to a depth that can be parsed.

    Args:
        text: As decoded, not mended.

    Returns:
        The text with at most `MAX_ENTRIES` entries, as they stand, and how many were left out. Tags that lie deeper
        than `MAX_DEPTH` inside an entry are gone; their words are not.
    """
    left_out = 0
    if len(_ENTRY.findall(text)) > MAX_ENTRIES:  # end tags count too: what follows is exact
        text, left_out = _newest_entries(text)
    return (_flattened(text) if text.count("<") > _MANY_TAGS else text), left_out


def newest(dates: Sequence[str], limit: int) -> frozenset[int]:
    """Choose the newest of a document's entries.

    Args:
        dates: Of each entry, as written; empty where it has none, which counts as oldest.
        limit: How many to choose.

    Returns:
        Their places. Of entries of one date, and where none has one, the first.
    """
    moments = [parse_date(date) or _UNDATED for date in dates]
    return frozenset(sorted(range(len(moments)), key=moments.__getitem__, reverse=True)[:limit])


def left_out_warning(left_out: int) -> str:
    """Say that entries were left out."""
    return f"{left_out:,} entries were left out: only the newest {MAX_ENTRIES:,} of a document are read."


def _newest_entries(text: str) -> tuple[str, int]:
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for tag in _ENTRY.finditer(_without_cdata(text)):
        if start is not None:
            spans.append((start, tag.end() if tag[1] else tag.start()))
        start = None if tag[1] else tag.start()
    if len(spans) <= MAX_ENTRIES:
        return text, 0
    dates = (_DATE.search(text, *span) for span in spans)
    chosen = newest([date[1] if date else "" for date in dates], MAX_ENTRIES)
    pieces: list[str] = []
    position = 0
    for place, (start, end) in enumerate(spans):
        if place not in chosen:
            pieces.append(text[position:start])
            position = end
    return "".join((*pieces, text[position:])), len(spans) - MAX_ENTRIES


def _flattened(text: str) -> str:
    pieces: list[str] = []
    position = depth = 0
    for tag in _TAG.finditer(_without_cdata(text)):
        is_end, name, is_empty = tag.groups()
        if name.rpartition(":")[2] in _ENTRY_NAMES:
            depth = 0  # tags that are never closed in one entry must not cost the next one anything
            continue
        is_deep = depth > MAX_DEPTH if is_end else depth >= MAX_DEPTH
        if not is_empty:
            depth = max(depth - 1, 0) if is_end else depth + 1
        if is_deep:
            pieces.append(text[position : tag.start()])
            position = tag.end()
    return " ".join((*pieces, text[position:])) if pieces else text


def _without_cdata(text: str) -> str:
    # Of the same length, so that places in it are places in the text.
    return "".join(" " * len(part) if is_quoted else part for is_quoted, part in parts(text))
