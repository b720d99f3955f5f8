"""Which stories tell of the same event: told by several sources, copied, or told again as it went on.

Stories are joined pair by pair, closest first, and two groups are joined by the mean of what all their pairs share, so
that one story in between (a list of briefs, a live blog) does not glue two events together. The outcome depends on
the set of stories alone, not on the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush
from math import exp2, sqrt

from tapewire.related.index import TermIndex
from tapewire.related.ranking import Ranker, Scored

SAME_EVENT = 0.2
"""From what mean score in both directions two groups are one event."""
NEIGHBOURS = 100
"""How many of a story's closest are looked at."""
GROUP_SHARE = 20
"""Of a larger group, so many members must share with the newcomers what a small group's members all must: the stories
of a large event differ more among themselves."""

EVENT_HALVES_AFTER = timedelta(days=2)
"""How what two stories share loses its force for their being one event, with the time between them."""
FIGURES_STATED = 2
"""From how many figures on a story states figures, so that it matters whether another story states the same."""
SAME_FIGURES = 0.25
"""From what share of the figures of the poorer of two stories on they agree; a few small percentages meet by chance."""
SAME_SESSION = timedelta(hours=10)
"""Farther apart than this, two stories that state other figures tell of two sessions, or of two quarters."""
OTHER_FIGURES = 0.6
OTHER_SESSION = 0.3
"""What is left of their score where the figures differ, within a session's time and beyond it."""

_NO_TIME = datetime.min.replace(tzinfo=UTC)


def group(
    index: TermIndex,
    story_ids: Collection[str],
    *,
    ranked: Mapping[str, Sequence[Scored]] | None = None,
) -> dict[str, str]:
    """Group stories by the event that they tell of.

    Args:
        index: Where the stories are.
        story_ids: Which stories to group; others are left out of account.
        ranked: For each of them what `Ranker.rank` answered, if that is known already (at least `NEIGHBOURS` answers);
            None to ask for it here.

    Returns:
        For each story the id of its event, which is the id of its event's earliest story: a story that is alone is its
        own event.
    """
    wanted = sorted(set(story_ids))
    if ranked is None:
        ranker = Ranker(index)
        ranked = {story_id: ranker.rank(story_id, limit=NEIGHBOURS) for story_id in wanted}
    groups = _Groups(_links(wanted, ranked, index))
    groups.join_closest()
    times = index.times(wanted)
    events: dict[str, str] = {}
    for members in groups.members(wanted):
        earliest = min(members, key=lambda story_id: (times.get(story_id, _NO_TIME), story_id))
        events.update(dict.fromkeys(members, earliest))
    return events


def _links(
    wanted: Sequence[str], ranked: Mapping[str, Sequence[Scored]], index: TermIndex
) -> dict[tuple[str, str], float]:
    """How strongly two stories each point to the other, for every pair that does, the smaller id first."""
    among = set(wanted)
    nearest = {
        story_id: {item.story_id: item.score for item in ranked[story_id][:NEIGHBOURS] if item.story_id in among}
        for story_id in wanted
    }
    times = index.times(among)
    figures = {story_id: _figures(index, story_id) for story_id in wanted}
    links: dict[tuple[str, str], float] = {}
    for one in wanted:
        for other, score in nearest[one].items():
            back = nearest[other].get(one)
            if back is None or other < one:
                continue
            apart = _apart(times.get(one), times.get(other))
            strength = sqrt(score * back) * exp2(-apart / EVENT_HALVES_AFTER)
            if _tell_apart(figures[one], figures[other]):
                strength *= OTHER_FIGURES if apart < SAME_SESSION else OTHER_SESSION
            links[one, other] = strength
    return links


def _apart(one: datetime | None, other: datetime | None) -> timedelta:
    return abs(one - other) if one is not None and other is not None else timedelta(0)


def _figures(index: TermIndex, story_id: str) -> frozenset[str]:
    """The figures that a story states with a decimal point: percentages, prices, levels."""
    return frozenset(term.key for term in index.terms_of(story_id) if term.kind == "number" and "." in term.key)


def _tell_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= FIGURES_STATED and len(one & other) < SAME_FIGURES * fewer


class _Groups:
    """Groups of stories that grow by joining the two closest, by the mean strength of the links between them."""

    def __init__(self, links: Mapping[tuple[str, str], float]) -> None:
        self._strengths: dict[str, dict[str, float]] = {}
        for (one, other), strength in links.items():
            self._strengths.setdefault(one, {})[other] = strength
            self._strengths.setdefault(other, {})[one] = strength
        self._members = {story_id: [story_id] for story_id in self._strengths}

    def join_closest(self) -> None:
        """Join groups until no two are close enough."""
        waiting = [self._offer(one, other) for one in self._strengths for other in self._strengths[one] if one < other]
        heapify(waiting)
        while waiting:
            offered, one, other = heappop(waiting)
            if -offered < SAME_EVENT:
                return
            if other not in self._strengths.get(one, {}) or self._offer(one, other)[0] != offered:
                continue
            self._join(one, other)
            for neighbour in self._strengths[one]:
                heappush(waiting, self._offer(*sorted((one, neighbour))))

    def members(self, story_ids: Iterable[str]) -> list[list[str]]:
        """All groups; a story without links is one of its own."""
        alone = [[story_id] for story_id in story_ids if story_id not in self._strengths]
        return alone + [members for members in self._members.values() if members]

    def _offer(self, one: str, other: str) -> tuple[float, str, str]:
        pairs = min(len(self._members[one]), GROUP_SHARE) * min(len(self._members[other]), GROUP_SHARE)
        return (-self._strengths[one][other] / pairs, one, other)

    def _join(self, one: str, other: str) -> None:
        self._members[one] += self._members[other]
        self._members[other] = []
        for neighbour, strength in self._strengths[other].items():
            del self._strengths[neighbour][other]
            if neighbour != one:
                self._strengths[one][neighbour] = self._strengths[one].get(neighbour, 0.0) + strength
                self._strengths[neighbour][one] = self._strengths[one][neighbour]
        self._strengths[other] = {}
