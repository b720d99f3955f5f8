"""A story's event and what came of it: which other events belong to its thread."""

from __future__ import annotations

from collections.abc import Sequence

from tapewire.related.book import EventBook, Page
from tapewire.related.events import tell_apart
from tapewire.related.index import Term, TermIndex
from tapewire.related.ranking import rank
from tapewire.related.reasons import shared_names
from tapewire.related.weights import FOLLOWS, WEIGHED

MOST_EVENTS = 12
"""How many other events a thread has at most, those closest to the story."""


def thread_events(number: int, index: TermIndex, book: EventBook) -> list[int]:
    """Find the events that led to a story's or followed from it.

    An event belongs to the thread if a story of it shares with this one a name that is no everyday one, and much else
    besides, and the two do not state the figures of two sessions or of two quarters.

    Args:
        number: The story, by its number in the index.
        index: Where it and all others are.
        book: Their events.

    Returns:
        The events other than its own, closest first; at most `MOST_EVENTS`.
    """
    ranking = rank(number, index, book, limit=WEIGHED)
    asked = ranking.pages.get(number)
    if asked is None:
        return []
    own = index.terms(number)
    events: dict[int, None] = {}
    for item in ranking.scored:
        page = ranking.pages.get(item.number)
        if page is None or page.event == asked.event or page.event in events or page.is_medley:
            continue
        if ranking.alike.get(item.number, 0.0) >= FOLLOWS and _goes_on(asked, own, page, index):
            events[page.event] = None
    return list(events)[:MOST_EVENTS]


def _goes_on(asked: Page, own: Sequence[Term], page: Page, index: TermIndex) -> bool:
    return not tell_apart(asked.figures, page.figures) and bool(shared_names(own, index.terms(page.number)))
