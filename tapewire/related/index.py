"""What ranking needs to know of a collection of stories, whoever keeps it: the library, or memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

TermKind = Literal["instrument", "name", "pair", "word", "number"]
"""``instrument``: a symbol; ``name``: a capitalised run; ``pair``: two stems in a row; ``word``: a stem; ``number``."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a story speaks of."""

    key: str
    """Unique over all kinds, normalised: ``i:^HSI``, ``n:deepseek``, ``w:tariff``, ``p:rate cut``, ``d:4.9``."""
    kind: TermKind
    label: str
    """As a reader would call it: "Hang Seng Index", "DeepSeek", "tariffs"."""
    weight: float
    """How much the story speaks of it: occurrences, those in the title and first paragraph counting for more. > 0."""


class Posting(NamedTuple):
    """One story under one term."""

    story_id: str
    weight: float


class TermIndex(Protocol):
    """A collection of stories by what they speak of."""

    def story_count(self) -> int:
        """How many stories there are."""
        ...

    def frequencies(self, keys: Collection[str]) -> Mapping[str, int]:
        """In how many stories each of the terms stands; a term that stands in none is left out."""
        ...

    def postings(self, keys: Collection[str], *, limit: int) -> Mapping[str, Sequence[Posting]]:
        """The stories under each term, newest first, at most ``limit`` for each."""
        ...

    def terms_of(self, story_id: str) -> Sequence[Term]:
        """What one story speaks of; empty if it is not known."""
        ...

    def times(self, story_ids: Collection[str]) -> Mapping[str, datetime]:
        """When each story counts as published (`tapewire.model.Story.time`); unknown ones are left out."""
        ...

    def lengths(self, story_ids: Collection[str]) -> Mapping[str, float]:
        """The sum of each story's term weights, for normalising; unknown ones are left out."""
        ...

    def mean_length(self) -> float:
        """The mean of all lengths; 0 where there are no stories."""
        ...
