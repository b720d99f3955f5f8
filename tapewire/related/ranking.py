"""Which stories are related to one, how closely, and why. Asks an index and a book of events; keeps nothing.

The stories of its own event come first, then all others by what they share with it, lifted where their event has ties
to the story's own; closeness in time raises a score. All of it is bounded: the cost does not grow with the library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import exp2, sqrt
from typing import NamedTuple

from tapewire.related.book import EventBook, Page
from tapewire.related.index import Term, TermIndex
from tapewire.related.reasons import shared_reasons, time_between
from tapewire.related.roles import is_copy
from tapewire.related.signature import length, rarities, shared, telling
from tapewire.related.weights import (
    CLOSENESS_FLOOR,
    CLOSENESS_HALVES_AFTER,
    NAMED_TERMS,
    NEIGHBOUR_EVENTS,
    NEIGHBOUR_LIFT,
    QUERY_TERMS,
    READ_EACH_SIDE,
    SAMPLED_MEMBERS,
    WEIGHED,
)

SAME_EVENT_REASON = "same event"
OWN_EVENT_SHOWN = 6
"""How many stories of its own event a story is shown with at most, so that what came before and after has room."""
OTHER_EVENT_SHOWN = 2
"""How many stories of any other event, so that no event is told five times."""
_HALVES_AFTER = CLOSENESS_HALVES_AFTER.total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story that is related to another."""

    story_id: str
    score: float
    """In (0, 1]: above 0.5 the two tell of one event, 1 is a copy. Comparable only within one ranking."""
    reasons: tuple[str, ...]
    """What the two share, as a reader would call it, strongest first. Never empty."""


class Scored(NamedTuple):
    """A story's score in one ranking, without reasons."""

    number: int
    score: float


class Ranking(NamedTuple):
    """All that was worked out about the stories around one."""

    scored: Sequence[Scored]
    """Closest first, never the story itself."""
    pages: Mapping[int, Page]
    """Of those stories and of the one asked for, where they have one."""
    worth: Mapping[str, float]
    """How much each of the story's terms counts that were looked up."""
    alike: Mapping[int, float]
    """What each story shares with the one asked for, in [0, 1], whatever the time between them."""


def related(
    story_id: str, index: TermIndex, book: EventBook, *, now: datetime | None = None, limit: int = 12
) -> list[Ranked]:
    """Find the stories that are related to one, each with reasons.

    Args:
        story_id: The story asked for.
        index: Where it and all others are.
        book: Their events.
        now: When stories whose time is not known count as published; None leaves their time out of account.
        limit: How many answers to give at most.

    Returns:
        Closest first, never the story itself, only stories of its event and those that share what can be named as a
        reason; few of one event, and of copies one. Empty for a story that the index does not know.
    """
    number = index.number(story_id)
    if number is None:
        return []
    ranking = rank(number, index, book, now=now, limit=WEIGHED)
    own = index.terms(number)
    ids = index.ids([item.number for item in ranking.scored])
    asked = ranking.pages.get(number)
    shown: list[Page] = []
    answers: list[Ranked] = []
    for item in ranking.scored:
        page = ranking.pages.get(item.number)
        if item.number not in ids or (page is not None and not _adds(page, shown, asked)):
            continue
        reasons = _reasons(own, index.terms(item.number), ranking.worth, asked, page)
        if not reasons:
            continue
        answers.append(Ranked(story_id=ids[item.number], score=item.score, reasons=reasons))
        if page is not None:
            shown.append(page)
        if len(answers) == limit:
            break
    return answers


def rank(number: int, index: TermIndex, book: EventBook, *, now: datetime | None = None, limit: int) -> Ranking:
    """Rank all stories that share anything with one, without asking whether it is enough to call them related.

    Args:
        number: The story asked for, by its number in the index.
        index: Where it and all others are.
        book: Their events.
        now: As for `related`.
        limit: How many answers to give at most.
    """
    terms = telling(index.terms(number), QUERY_TERMS, named=NAMED_TERMS)
    looked = index.nearest([term.key for term in terms], number, each_side=max(READ_EACH_SIDE, limit // 2))
    worth = rarities(terms, looked)
    raw = shared(terms, worth, looked)
    raw.pop(number, None)
    best = [other for other, _ in nlargest(max(WEIGHED, limit), raw.items(), key=lambda item: item[1])]
    pages = dict(book.pages([number, *best]))
    asked = pages.get(number)
    near = _near_events(asked, best[:WEIGHED], pages, book, limit) if asked is not None else {}
    own_length = length(terms, worth)
    unknown = None if now is None else now.timestamp()
    own_time = unknown if asked is None or asked.seconds is None else asked.seconds
    scored = []
    alike: dict[int, float] = {}
    for other in {*best, *pages} - {number}:
        page = pages.get(other)
        own_event = page is not None and asked is not None and page.event == asked.event
        score = raw.get(other, 0.0) / sqrt(own_length * (page.length if page is not None else own_length))
        alike[other] = min(score, 1.0)
        time = unknown if page is None or page.seconds is None else page.seconds
        score = alike[other] * _closeness(own_time, time)
        if page is not None and not own_event:
            score += NEIGHBOUR_LIFT * near.get(page.event, 0.0)
        if own_event or score > 0:
            scored.append((0.5 * min(score, 1.0) + (0.5 if own_event else 0.0), other))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return Ranking([Scored(other, score) for score, other in scored[:limit]], pages, worth, alike)


def _near_events(
    asked: Page, best: Sequence[int], pages: dict[int, Page], book: EventBook, limit: int
) -> dict[int, float]:
    """How close other events are to the story's own, by the ties between their stories.

    Args:
        asked: The story asked for.
        best: The stories that share most with it.
        pages: Of the stories found so far; the members of its event and of the events nearest to it are added.
        book: All events.
        limit: How many members of each event are added at most.
    """
    pages.update(_unknown(book.members(asked.event, most=limit), pages, book))
    own = {number: page for number, page in pages.items() if page.event == asked.event}
    ties = book.ties(nlargest(SAMPLED_MEMBERS, own)).values()
    pages.update(_unknown({tie.number for each in ties for tie in each}, pages, book))
    sums: defaultdict[int, float] = defaultdict(float)
    for each in ties:
        for number, strength in each:
            if number in pages and number not in own:
                sums[pages[number].event] += strength
    for other, back in book.ties([other for other in best if other in pages and other not in own]).items():
        for number, strength in back:
            if number in own:
                sums[pages[other].event] += strength
    near = {event: total / (len(own) * sqrt(book.member_count(event))) for event, total in sums.items()}
    nearest = nlargest(NEIGHBOUR_EVENTS, near, key=lambda event: (near[event], event))
    for event in nearest:
        pages.update(_unknown(book.members(event, most=SAMPLED_MEMBERS), pages, book))
    return near


def _unknown(numbers: Sequence[int] | set[int], known: Mapping[int, Page], book: EventBook) -> Mapping[int, Page]:
    return book.pages([number for number in numbers if number not in known])


def _closeness(own: float | None, theirs: float | None) -> float:
    """What the time between two stories leaves of their score: 1 at once, falling towards `CLOSENESS_FLOOR`."""
    if own is None or theirs is None:
        return 1.0
    return CLOSENESS_FLOOR + (1.0 - CLOSENESS_FLOOR) * exp2(-abs(own - theirs) / _HALVES_AFTER)


def _adds(page: Page, shown: Sequence[Page], asked: Page | None) -> bool:
    """Whether a story tells what those that are shown already do not."""
    is_own = asked is not None and page.event == asked.event
    if sum(other.event == page.event for other in shown) >= (OWN_EVENT_SHOWN if is_own else OTHER_EVENT_SHOWN):
        return False
    return not any(is_copy(page, other) for other in shown)


def _reasons(
    own: Sequence[Term], theirs: Sequence[Term], worth: Mapping[str, float], asked: Page | None, page: Page | None
) -> tuple[str, ...]:
    reasons = shared_reasons(own, theirs, worth)
    if asked is None or page is None:
        return reasons
    if page.event == asked.event:
        return (SAME_EVENT_REASON, *reasons)
    between = time_between(asked.seconds, page.seconds)
    return (*reasons, between) if reasons and between else reasons
