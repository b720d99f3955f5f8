"""What is kept of each story so that the next one can find its event, whoever keeps it: the library, or memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Tie(NamedTuple):
    """How strongly a story is tied to one that was there before it."""

    number: int
    strength: float
    """In (0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is kept of one story."""

    number: int
    """The story's number in the index."""
    event: int
    """The same for the stories of one event."""
    seconds: float | None
    """When it counts as published, in seconds since 1970; None: not known."""
    length: float
    """See `tapewire.related.signature.length`."""
    digest: int
    """See `tapewire.related.sketch.digest`."""
    sketch: bytes
    """See `tapewire.related.sketch.sketch`."""
    figures: frozenset[int]
    """Checksums of the figures that it states with a decimal point: percentages, prices, levels. See
    `tapewire.related.events`."""
    size: int
    """How complete it is: the characters of its text."""
    is_medley: bool
    """See `tapewire.related.medleys`."""


class EventBook(Protocol):
    """A page for each story."""

    def pages(self, numbers: Collection[int]) -> Mapping[int, Page]:
        """The pages of stories; those without one are left out."""
        ...

    def with_digest(self, digest: int) -> Sequence[Page]:
        """The pages of the newest stories with a digest; there may be none."""
        ...

    def member_count(self, event: int) -> int:
        """How many stories an event has."""
        ...

    def members(self, event: int, *, most: int) -> Sequence[int]:
        """The numbers of an event's newest stories."""
        ...

    def new_event(self) -> int:
        """A number that no event has."""
        ...

    def ties(self, numbers: Collection[int]) -> Mapping[int, Sequence[Tie]]:
        """The ties of stories to those that were there before them, strongest first; without those of no page."""
        ...

    def enter(self, page: Page, ties: Sequence[Tie]) -> None:
        """Keep a story's page, and its ties to stories that were there before it."""
        ...

    def merge(self, event: int, into: int) -> None:
        """Make all stories of one event stories of another."""
        ...
