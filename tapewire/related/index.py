"""What ranking needs to know of a collection of stories, whoever keeps it: the library, or memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Literal, NamedTuple, Protocol

TermKind = Literal["instrument", "name", "pair", "word", "number"]
"""``instrument``: a symbol; ``name``: a capitalised run; ``pair``: two stems in a row; ``word``: a stem; ``number``."""


class Term(NamedTuple):
    """One thing that a story speaks of."""

    key: str
    """Unique over all kinds, normalised: ``i:^HSI``, ``n:deepseek``, ``w:tariff``, ``p:rate cut``, ``d:4.9``."""
    kind: TermKind
    label: str
    """As a reader would call it: "Hang Seng Index", "DeepSeek", "tariffs"."""
    weight: float
    """How much the story speaks of it: occurrences, those in the title and first paragraph counting for more. > 0."""


Posting = tuple[int, float]
"""One story under one term: its number in its collection, and the term's weight in it."""


class Found(NamedTuple):
    """What was found under one term."""

    postings: Sequence[Posting]
    """In no particular order."""
    share: float
    """In what share of the stories looked through the term stands: of a common term estimated from those read."""


class Looked(NamedTuple):
    """What a look under some terms came to."""

    found: Mapping[str, Found]
    """By the term's key; terms that no story there has are left out."""
    among: float
    """How many stories were looked through, about."""


class TermIndex(Protocol):
    """A collection of stories by what they speak of. Stories have numbers, in the order of their time."""

    def number(self, story_id: str) -> int | None:
        """The number of a story; None if it is not known."""
        ...

    def ids(self, numbers: Collection[int]) -> Mapping[int, str]:
        """The ids of stories by their numbers; unknown ones are left out."""
        ...

    def nearest(self, keys: Collection[str], number: int, *, each_side: int) -> Looked:
        """The stories under each term that are nearest in time to one, itself among them.

        Args:
            keys: The terms.
            number: The story.
            each_side: How many stories before it, and as many after it, are read under each term at most.
        """
        ...

    def around(self, keys: Collection[str], number: int, *, within: timedelta, most: int) -> Looked:
        """The newest stories under each term among those of the time around one, itself among them.

        Args:
            keys: The terms.
            number: The story.
            within: How far before and after it; without effect on stories whose time is not known.
            most: How many stories are read under each term at most.
        """
        ...

    def terms(self, number: int) -> Sequence[Term]:
        """What one story speaks of, the most telling first; empty if it is not known."""
        ...
