"""Which event a story tells of, found when it arrives: told by several sources, copied, or told again as it went on.

A story is tied to what was there before it by what they share, less for the time between them and for other figures.
It joins the event to whose members it is tied most on average, or founds one; two events become one when it ties them
together as closely. As it is the mean that counts, a story in between does not glue two events together; columns, live
pages and lists of briefs have no ties at all. The cost of an arrival is bounded: it does not grow with the library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nlargest
from math import exp2, sqrt
from zlib import crc32

from tapewire.related.book import EventBook, Page, Tie
from tapewire.related.index import Term, TermIndex
from tapewire.related.medleys import is_medley
from tapewire.related.reasons import things_shared
from tapewire.related.signature import length, rarities, shared, telling
from tapewire.related.sketch import COPY, digest, likeness, sketch
from tapewire.related.weights import (
    COMPARED,
    EVENT_HALVES_AFTER,
    EVENT_TERMS,
    EVENT_WINDOW,
    FIGURES_STATED,
    LEAST_THINGS,
    LEAST_TIE,
    OTHER_FIGURES,
    OTHER_SESSION,
    READ_FOR_EVENTS,
    SAME_EVENT,
    SAME_FIGURES,
    SAME_SESSION,
    SAMPLED_MEMBERS,
    TIED_MEMBERS,
    TIES,
)

_HALVES_AFTER = EVENT_HALVES_AFTER.total_seconds()
_WINDOW = EVENT_WINDOW.total_seconds()
_SESSION = SAME_SESSION.total_seconds()
_DIGITS = 7
_LEAST_DIGITS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A story that is in the index and has no page yet."""

    number: int
    time: datetime | None
    """When it counts as published; None: not known."""
    title: str
    text: str
    terms: Sequence[Term]


def join(arrival: Arrival, index: TermIndex, book: EventBook) -> int:
    """Find the event of a story, and enter it in the book.

    Args:
        arrival: The story.
        index: Where it and others are; stories that are not in the book are left out of account.
        book: Changed.

    Returns:
        The event.
    """
    page, raw = _look_up(arrival, index)
    copied = _copied(page, book.with_digest(page.digest)) if page.digest else None
    best = nlargest(2 * TIES, raw, key=raw.__getitem__)
    candidates = book.pages(best)
    if copied is None:
        copied = _copied(page, [candidates[number] for number in best[:COMPARED] if number in candidates])
    ties = _ties(page, raw, candidates)
    events = {tie.number: candidates[tie.number].event for tie in ties}
    if copied is not None:
        ties = [Tie(copied.number, 1.0), *(tie for tie in ties if tie.number != copied.number)][:TIES]
        events[copied.number] = copied.event
    tied = _tied_events(ties, events)
    event = copied.event if copied is not None else _closest(arrival, ties, events, index, book)
    page = replace(page, event=book.new_event() if event is None else event)
    book.enter(page, ties)
    if event is None:
        return page.event
    for other, strengths in tied.items():
        if other not in (page.event, event) and _mean(strengths, book.member_count(other)) >= SAME_EVENT:
            event = _merged(event, other, book)
    return event


def tell_apart(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two stories state so different figures that they tell of two sessions, quarters or markets."""
    if min(len(one), len(other)) < FIGURES_STATED:
        return False
    return _digits(one & other) < SAME_FIGURES * min(_digits(one), _digits(other))


def _figure(key: str) -> int:
    """A checksum of a figure, with how many digits it has beyond the first in the last three bits."""
    digits = sum(letter.isdigit() for letter in key[2:].lstrip("0."))
    return crc32(key.encode()) & ~_DIGITS | min(max(digits - 1, 0), _DIGITS)


def _digits(figures: frozenset[int]) -> float:
    """How much figures tell together: 0.5 meets by chance, 23,594.21 does not."""
    return sum(_LEAST_DIGITS + (figure & _DIGITS) for figure in figures)


def _look_up(arrival: Arrival, index: TermIndex) -> tuple[Page, Mapping[int, float]]:
    """The story's page, still without its event, and what it shares with each story of its time."""
    terms = telling(arrival.terms, EVENT_TERMS)
    looked = index.around([term.key for term in terms], arrival.number, within=EVENT_WINDOW, most=READ_FOR_EVENTS)
    worth = rarities(terms, looked)
    raw = shared(terms, worth, looked)
    raw.pop(arrival.number, None)
    page = Page(
        number=arrival.number,
        event=0,
        seconds=None if arrival.time is None else arrival.time.timestamp(),
        length=length(terms, worth),
        digest=digest(arrival.title, arrival.text),
        sketch=sketch(arrival.text),
        figures=frozenset(_figure(term.key) for term in arrival.terms if term.kind == "number" and "." in term.key),
        size=len(arrival.text),
        is_medley=is_medley(arrival.title, arrival.text),
    )
    return page, raw


def _copied(page: Page, others: Iterable[Page]) -> Page | None:
    """Whom a story copies: the nearest in time of those with the same or nearly the same text."""
    alike = [
        other
        for other in others
        if _apart(page, other) <= (_WINDOW if page.sketch else _SESSION)
        and (page.digest == other.digest != 0 or likeness(page.sketch, other.sketch) >= COPY)
    ]
    return min(alike, key=lambda other: (_apart(page, other), other.number), default=None)


def _ties(page: Page, raw: Mapping[int, float], candidates: Mapping[int, Page]) -> list[Tie]:
    if page.is_medley:
        return []
    ties = [
        Tie(number, min(1.0, raw[number] / sqrt(page.length * other.length)) * _force(page, other))
        for number, other in candidates.items()
        if not other.is_medley
    ]
    strong = [tie for tie in ties if tie.strength >= LEAST_TIE]
    return nlargest(TIES, strong, key=lambda tie: (tie.strength, tie.number))


def _force(one: Page, other: Page) -> float:
    """What time and figures leave of what two stories share, for their being one event."""
    apart = _apart(one, other)
    force = exp2(-apart / _HALVES_AFTER)
    if tell_apart(one.figures, other.figures):
        force *= OTHER_FIGURES if apart < _SESSION else OTHER_SESSION
    return force


def _apart(one: Page, other: Page) -> float:
    return 0.0 if one.seconds is None or other.seconds is None else abs(one.seconds - other.seconds)


def _tied_events(ties: Sequence[Tie], events: Mapping[int, int]) -> dict[int, list[float]]:
    """The strongest ties to each event."""
    tied: defaultdict[int, list[float]] = defaultdict(list)
    for tie in ties:
        strengths = tied[events[tie.number]]
        if len(strengths) < TIED_MEMBERS:
            strengths.append(tie.strength)
    return dict(tied)


def _mean(strengths: Sequence[float], members: int) -> float:
    return sum(strengths) / min(members, TIED_MEMBERS)


def _closest(
    arrival: Arrival, ties: Sequence[Tie], events: Mapping[int, int], index: TermIndex, book: EventBook
) -> int | None:
    """The event that a story is tied to most, if that is enough to be one with it."""
    means = [
        (_mean(strengths, book.member_count(event)), event) for event, strengths in _tied_events(ties, events).items()
    ]
    mean, event = max(means, default=(0.0, 0))
    if mean < SAME_EVENT:
        return None
    closest = next(tie.number for tie in ties if events[tie.number] == event)
    return event if things_shared(arrival.terms, index.terms(closest)) >= LEAST_THINGS else None


def _merged(one: int, other: int, book: EventBook) -> int:
    """Make two events one if their members are tied closely enough on average; the event of the first."""
    fewer, more = sorted((one, other), key=book.member_count)
    small = book.ties(book.members(fewer, most=SAMPLED_MEMBERS))
    large = book.ties(book.members(more, most=SAMPLED_MEMBERS))
    between: defaultdict[int, list[float]] = defaultdict(list)
    for number, ties in small.items():
        between[number] += [tie.strength for tie in ties if tie.number in large]
    for ties in large.values():
        for tie in ties:
            if tie.number in small:
                between[tie.number].append(tie.strength)
    members = min(len(large), TIED_MEMBERS)
    mean = sum(sum(nlargest(members, strengths)) / members for strengths in between.values()) / len(small)
    if mean < SAME_EVENT:
        return one
    book.merge(fewer, more)
    return more
