"""A collection of stories held in memory, and a book of their events: for streams of stories, and for tests."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tapewire.related.book import Page, Tie
from tapewire.related.index import Found, Looked, Posting, Term

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class MemoryIndex:
    """A `tapewire.related.index.TermIndex` over stories that are given once and do not change."""

    def __init__(self, stories: Collection[tuple[str, datetime | None, Sequence[Term]]]) -> None:
        """Build the postings.

        Args:
            stories: Of each its id, when it counts as published (aware; None if that is not known) and its terms. Ids
                are unique.
        """
        ordered = sorted(stories, key=lambda story: (story[1] or _BEFORE_ALL, story[0]))
        self._ids = [story_id for story_id, _, _ in ordered]
        self._numbers = {story_id: number for number, story_id in enumerate(self._ids)}
        self._times = [time or _BEFORE_ALL for _, time, _ in ordered]
        self._terms = [tuple(terms) for _, _, terms in ordered]
        self._postings: defaultdict[str, list[Posting]] = defaultdict(list)
        for number, terms in enumerate(self._terms):
            for term in terms:
                self._postings[term.key].append((number, term.weight))

    def number(self, story_id: str) -> int | None:
        """See `TermIndex`."""
        return self._numbers.get(story_id)

    def ids(self, numbers: Collection[int]) -> Mapping[int, str]:
        """See `TermIndex`."""
        return {number: self._ids[number] for number in numbers if 0 <= number < len(self._ids)}

    def nearest(self, keys: Collection[str], number: int, *, each_side: int) -> Looked:
        """See `TermIndex`."""
        found: dict[str, Found] = {}
        for key in keys:
            postings = self._postings.get(key)
            if postings:
                at = bisect_left(postings, (number + 1,))
                read = postings[max(0, at - each_side) : at + each_side]
                found[key] = Found(read, len(postings) / len(self._ids))
        return Looked(found, len(self._ids))

    def around(self, keys: Collection[str], number: int, *, within: timedelta, most: int) -> Looked:
        """See `TermIndex`. What is newer than the story is left out: stories arrive here in the order of their time."""
        time = self._times[number]
        first = bisect_left(self._times, time - within) if time != _BEFORE_ALL else 0
        found: dict[str, Found] = {}
        for key in keys:
            postings = self._postings.get(key)
            if postings:
                low, high = bisect_left(postings, (first,)), bisect_left(postings, (number + 1,))
                found[key] = Found(postings[max(low, high - most) : high], len(postings) / len(self._ids))
        return Looked(found, len(self._ids))

    def terms(self, number: int) -> Sequence[Term]:
        """See `TermIndex`."""
        return self._terms[number] if 0 <= number < len(self._terms) else ()


class MemoryBook:
    """A `tapewire.related.book.EventBook` that is forgotten with the process."""

    def __init__(self) -> None:
        self._pages: dict[int, Page] = {}
        self._ties: dict[int, Sequence[Tie]] = {}
        self._digests: defaultdict[int, list[int]] = defaultdict(list)
        self._members: dict[int, list[int]] = {}
        self._events = 0

    def pages(self, numbers: Collection[int]) -> Mapping[int, Page]:
        """See `EventBook`."""
        return {number: self._pages[number] for number in numbers if number in self._pages}

    def with_digest(self, digest: int) -> Sequence[Page]:
        """See `EventBook`."""
        return [self._pages[number] for number in self._digests.get(digest, ())]

    def member_count(self, event: int) -> int:
        """See `EventBook`."""
        return len(self._members.get(event, ()))

    def members(self, event: int, *, most: int) -> Sequence[int]:
        """See `EventBook`."""
        return sorted(self._members.get(event, ()), reverse=True)[:most]

    def new_event(self) -> int:
        """See `EventBook`."""
        self._events += 1
        return self._events

    def ties(self, numbers: Collection[int]) -> Mapping[int, Sequence[Tie]]:
        """See `EventBook`."""
        return {number: self._ties[number] for number in numbers if number in self._ties}

    def enter(self, page: Page, ties: Sequence[Tie]) -> None:
        """See `EventBook`."""
        self._pages[page.number] = page
        self._ties[page.number] = ties
        self._digests[page.digest].append(page.number)
        self._members.setdefault(page.event, []).append(page.number)

    def merge(self, event: int, into: int) -> None:
        """See `EventBook`."""
        moved = self._members.pop(event)
        self._members[into] += moved
        for number in moved:
            self._pages[number] = replace(self._pages[number], event=into)
