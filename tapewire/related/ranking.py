"""Terms → which stories are related to one, how closely, and why. Asks a `TermIndex`; keeps nothing.

A story is scored by what it shares with the one asked for: BM25 over their terms, with frequencies smoothed by those of
market news at large, so that it works in a library of four stories too. The best answers then vote again, and closeness
in time raises a score. All of it is bounded: the cost does not grow with the library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp2, log
from typing import NamedTuple

from tapewire.related.background import usual_share
from tapewire.related.index import Term, TermIndex, TermKind
from tapewire.related.reasons import SHARED_ENOUGH, shared_reasons

KIND_WEIGHTS: Mapping[TermKind, float] = {"instrument": 1.0, "name": 0.6, "pair": 0.6, "word": 1.0, "number": 0.6}
"""What a term of each kind counts for beside its rarity. Below 1 for those whose words count by themselves too."""

SATURATION = 1.0
"""At this weight a term counts for half of what it can count for at most: BM25's k1."""
LENGTH_SHARE = 0.4
"""How much a long story is held to be long-winded rather than rich: BM25's b."""

BACKGROUND_STORIES = 300
"""As how many stories of the library the table of usual words counts."""

QUERY_TERMS = 40
"""How many of a story's terms are looked up, those that tell most."""
POSTINGS_PER_TERM = 300
"""How many stories are read under each term, the newest: enough to find an event, bounded in any library."""
POSTINGS_PER_ANSWER = 4
"""Whoever asks for more answers reads deeper: so many stories under each term for each answer."""

VOTERS = 5
"""How many of the best answers vote again."""
VOTE = 0.4
"""What their votes count for, at most, beside the story's own terms."""
VOTER_TERMS = 15
"""How many of a voter's terms vote."""

CLOSENESS_FLOOR = 0.5
CLOSENESS_HALVES_AFTER_S = 4 * 86_400.0
"""How a score fades with the time between two stories: by half of what is above the floor in so many seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story that is related to another."""

    story_id: str
    score: float
    """In (0, 1]: 1 is a copy at the same time. Comparable only within one ranking."""
    reasons: tuple[str, ...]
    """What the two share, as a reader would call it, strongest first. Never empty."""


class Scored(NamedTuple):
    """A story's score in one ranking, without reasons."""

    story_id: str
    score: float


def related(story_id: str, index: TermIndex, *, now: datetime | None = None, limit: int = 12) -> list[Ranked]:
    """Find the stories that are related to one.

    Args:
        story_id: The story asked for.
        index: Where it and all others are.
        now: When stories whose time the index does not know count as published; None leaves their time out of account.
        limit: How many answers to give at most.

    Returns:
        Closest first, never the story itself, only stories that share what can be named as a reason. Empty for a story
        that the index does not know.
    """
    own = index.terms_of(story_id)
    ranked: list[Ranked] = []
    for candidate in rank(story_id, index, now=now, limit=2 * limit):
        others = index.terms_of(candidate.story_id)
        weigh = rarity(index, {term.key: term.kind for term in (*own, *others)})
        evidence, reasons = shared_reasons(own, others, weigh)
        if reasons and evidence >= SHARED_ENOUGH:
            ranked.append(Ranked(story_id=candidate.story_id, score=candidate.score, reasons=reasons))
        if len(ranked) == limit:
            break
    return ranked


def rank(story_id: str, index: TermIndex, *, now: datetime | None = None, limit: int) -> list[Scored]:
    """Rank all stories that share anything with one, without asking whether it is enough to call them related.

    Args:
        story_id: The story asked for.
        index: Where it and all others are.
        now: As for `related`.
        limit: How many answers to give at most.

    Returns:
        Closest first, never the story itself; equal scores in the order of nearness in length, then of ids.
    """
    query = _query(index.terms_of(story_id), index)
    if not query:
        return []
    depth = max(POSTINGS_PER_TERM, POSTINGS_PER_ANSWER * limit)
    sums = _sums(query, index, depth)
    first = _normalised(story_id, sums, index, most=max(4 * limit, 50))
    voters = [scored for scored in first if scored.story_id != story_id][:VOTERS]
    votes = _votes(voters, index)
    if votes:
        for candidate, value in _sums(votes, index, depth).items():
            sums[candidate] += VOTE * value
    scored = _normalised(story_id, sums, index, most=max(4 * limit, 50))
    return _timed(story_id, scored, index, now)[:limit]


def rarity(index: TermIndex, kinds: Mapping[str, TermKind]) -> dict[str, float]:
    """Weigh terms by how few stories have them.

    Args:
        index: Where to count.
        kinds: The kind of each term, by its key.

    Returns:
        The inverse document frequency of each term, smoothed by its share in news at large, times its kind's weight.
    """
    counts = index.frequencies(kinds.keys())
    everything = index.story_count() + BACKGROUND_STORIES
    weights = {}
    for key, kind in kinds.items():
        have = counts.get(key, 0) + BACKGROUND_STORIES * usual_share(kind, key)
        weights[key] = KIND_WEIGHTS[kind] * log(1 + (everything - have + 0.5) / (have + 0.5))
    return weights


def _query(terms: Sequence[Term], index: TermIndex, most: int = QUERY_TERMS) -> dict[str, float]:
    weigh = rarity(index, {term.key: term.kind for term in terms})
    query = {term.key: _saturated(term.weight) * weigh[term.key] for term in terms}
    if len(query) <= most:
        return query
    return dict(sorted(query.items(), key=lambda item: (-item[1], item[0]))[:most])


def _saturated(weight: float) -> float:
    return weight / (weight + SATURATION)


def _sums(query: Mapping[str, float], index: TermIndex, depth: int) -> defaultdict[str, float]:
    sums: defaultdict[str, float] = defaultdict(float)
    found = index.postings(query.keys(), limit=depth)
    for key in sorted(found):
        value = query[key]
        for story_id, weight in found[key]:
            sums[story_id] += value * weight / (weight + SATURATION)
    return sums


def _normalised(story_id: str, sums: Mapping[str, float], index: TermIndex, *, most: int) -> list[Scored]:
    best = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:most]
    ids = {candidate for candidate, _ in best} | {story_id}
    lengths = index.lengths(ids)
    mean = index.mean_length() or 1.0

    def shortness(candidate: str) -> float:
        return 1.0 / (1.0 - LENGTH_SHARE + LENGTH_SHARE * lengths.get(candidate, mean) / mean)

    own_length = lengths.get(story_id, mean)
    full = sums.get(story_id, 0.0) * shortness(story_id) or 1.0
    scored = [Scored(candidate, min(1.0, value * shortness(candidate) / full)) for candidate, value in best]
    scored.sort(key=lambda item: (-item.score, abs(lengths.get(item.story_id, mean) - own_length), item.story_id))
    return scored


def _votes(voters: Iterable[Scored], index: TermIndex) -> dict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    for voter in voters:
        for key, value in _query(index.terms_of(voter.story_id), index, VOTER_TERMS).items():
            votes[key] += value * voter.score / VOTERS
    return dict(votes)


def _timed(story_id: str, scored: Collection[Scored], index: TermIndex, now: datetime | None) -> list[Scored]:
    times = index.times({story_id, *(candidate.story_id for candidate in scored)})
    own_time = times.get(story_id, now)
    timed = []
    for candidate, score in scored:
        time = times.get(candidate, now)
        if candidate == story_id:
            continue
        if time is not None and own_time is not None:
            score *= closeness(abs((time - own_time).total_seconds()))
        timed.append(Scored(candidate, score))
    timed.sort(key=lambda item: -item.score)
    return timed


def closeness(apart_s: float) -> float:
    """Say what the time between two stories leaves of their score.

    Args:
        apart_s: Seconds between them.

    Returns:
        1 at once, falling towards `CLOSENESS_FLOOR`.
    """
    return CLOSENESS_FLOOR + (1.0 - CLOSENESS_FLOOR) * exp2(-apart_s / CLOSENESS_HALVES_AFTER_S)
