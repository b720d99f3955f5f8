"""A collection of stories held in memory: for streams of stories, and for tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from tapewire.related.index import Posting, Term

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class MemoryIndex:
    """A `tapewire.related.index.TermIndex` over stories that are given once and do not change."""

    def __init__(self, stories: Collection[tuple[str, datetime | None, Sequence[Term]]]) -> None:
        """Build the postings.

        Args:
            stories: Of each its id, when it counts as published (aware; None if that is not known) and its terms. Ids
                are unique.
        """
        self._terms = {story_id: tuple(terms) for story_id, _, terms in stories}
        self._times = {story_id: time for story_id, time, _ in stories if time is not None}
        self._lengths = {story_id: sum(term.weight for term in terms) for story_id, terms in self._terms.items()}
        self._mean_length = sum(self._lengths.values()) / len(self._lengths) if self._lengths else 0.0
        self._postings: dict[str, list[Posting]] = {}
        newest_first = sorted(
            self._terms, key=lambda story_id: (self._times.get(story_id, _BEFORE_ALL), story_id), reverse=True
        )
        for story_id in newest_first:
            for term in self._terms[story_id]:
                self._postings.setdefault(term.key, []).append(Posting(story_id, term.weight))

    def story_count(self) -> int:
        """See `TermIndex`."""
        return len(self._terms)

    def frequencies(self, keys: Collection[str]) -> Mapping[str, int]:
        """See `TermIndex`."""
        return {key: len(self._postings[key]) for key in keys if key in self._postings}

    def postings(self, keys: Collection[str], *, limit: int) -> Mapping[str, Sequence[Posting]]:
        """See `TermIndex`."""
        return {key: self._postings[key][:limit] for key in keys if key in self._postings}

    def terms_of(self, story_id: str) -> Sequence[Term]:
        """See `TermIndex`."""
        return self._terms.get(story_id, ())

    def times(self, story_ids: Collection[str]) -> Mapping[str, datetime]:
        """See `TermIndex`."""
        return {story_id: self._times[story_id] for story_id in story_ids if story_id in self._times}

    def lengths(self, story_ids: Collection[str]) -> Mapping[str, float]:
        """See `TermIndex`."""
        return {story_id: self._lengths[story_id] for story_id in story_ids if story_id in self._lengths}

    def mean_length(self) -> float:
        """See `TermIndex`."""
        return self._mean_length
