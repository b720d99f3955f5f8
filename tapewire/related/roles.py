"""What each story of an event is in it: the lead that stands for all, a report, a copy of another, or an update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tapewire.model import EventRole
from tapewire.related.book import Page
from tapewire.related.sketch import COPY, likeness

BUILDS_ON = 0.25
"""From which likeness of the texts on a later story is an earlier one taken further."""
ADDS_NOTHING = 1.2
"""Up to what share of an earlier text's length a later one, alike, is a copy: a dateline is allowed for."""
AS_COMPLETE = 0.6
"""From what share of the longest text's length on a story is about as complete."""
COMPLETE = 1500
"""Characters: what is longer is no more complete."""

_UPDATE = re.compile(r"^\W*(?:update|wrapup|refile|recast)\b(?:[ -]?\d+)?\s*[-:–—]|\bupdated?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story of an event."""

    page: Page
    feed: int
    """Whose story it is."""
    title: str


def assign_roles(tellings: Sequence[Telling]) -> list[tuple[Telling, EventRole]]:
    """Tell what each story of one event is in it.

    Args:
        tellings: The event's stories; at least one.

    Returns:
        The lead, which is the earliest of the most complete ones, then the others as they were published.
    """
    ordered = sorted(tellings, key=lambda telling: (telling.page.seconds or 0.0, telling.page.number))
    roles = [_role(telling, ordered[:at]) for at, telling in enumerate(ordered)]
    lead = _lead(ordered, roles)
    others = [(ordered[at], role) for at, role in enumerate(roles) if at != lead]
    return [(ordered[lead], "lead"), *others]


def is_copy(one: Page, other: Page) -> bool:
    """Tell whether two stories are one text, printed twice with the same figures."""
    if one.digest == other.digest != 0:
        return True
    has_other_figures = bool(one.figures - other.figures and other.figures - one.figures)
    return not has_other_figures and likeness(one.sketch, other.sketch) >= COPY


def _role(telling: Telling, earlier: Sequence[Telling]) -> EventRole:
    if any(
        is_copy(telling.page, other.page) and telling.page.size <= ADDS_NOTHING * other.page.size for other in earlier
    ):
        return "copy"
    if _UPDATE.search(telling.title) and earlier:
        return "update"
    if any(
        other.feed == telling.feed or likeness(telling.page.sketch, other.page.sketch) >= BUILDS_ON for other in earlier
    ):
        return "update"
    return "report"


def _lead(ordered: Sequence[Telling], roles: Sequence[EventRole]) -> int:
    own = [at for at, role in enumerate(roles) if role != "copy" and not ordered[at].page.is_medley] or [0]
    sizes = {at: min(ordered[at].page.size, COMPLETE) for at in own}
    enough = AS_COMPLETE * max(sizes.values())
    return next(at for at in own if sizes[at] >= enough)
