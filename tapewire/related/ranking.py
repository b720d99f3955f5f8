"""Terms → which stories are related to one, how closely, and why. Asks a `TermIndex`; keeps nothing.

A story is scored by what it shares with the one asked for: BM25 over their terms, with frequencies smoothed by those of
market news at large, so that it works in a library of four stories too. The best answers then vote again, and closeness
in time raises a score. All of it is bounded: the cost does not grow with the library.

The weights below were chosen on 4,305 headlines of two days in 50 events, ids shuffled and times left out, each so that
it helps whole events of up to 322 headlines without hurting the same events cut down to three headlines each. Most of
them have a flat optimum: half or twice the value costs less than 0.01 of MAP. Chosen by four fifths of the events and
measured on the last fifth, in turn, they give MAP .80 and nDCG@5 .90.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp2, log1p
from operator import itemgetter
from typing import NamedTuple

from tapewire.related.background import usual_share
from tapewire.related.index import Posting, TermIndex, TermKind
from tapewire.related.reasons import shared_reasons

KIND_WEIGHTS: Mapping[TermKind, float] = {"instrument": 0.4, "name": 0.4, "pair": 0.4, "word": 1.0, "number": 0.6}
"""What a term of each kind counts for beside its rarity. Below 1 for instruments, names and pairs, whose words count by
themselves too; and for numbers, which meet by chance."""

SATURATION = 1.0
"""At this weight a term counts for half of what it can count for at most: BM25's k1."""
LENGTH_SHARE = 0.4
"""How much a long story is held to be long-winded rather than rich: BM25's b."""

BACKGROUND_STORIES = 500
"""As how many stories of the library the table of usual words counts."""

QUERY_TERMS = 30
"""How many of a story's terms are looked up, those that tell most."""
NAMED_TERMS = 20
"""How many of its other names and instruments are looked up besides: in a small library they may be all it shares."""
POSTINGS_PER_TERM = 300
"""How many stories are read under each term, the newest: enough to find an event, bounded in any library."""
POSTINGS_PER_ANSWER = 4
"""Whoever asks for more answers reads deeper: so many stories under each term for each answer."""
SPARE_CANDIDATES = 80
"""How many more stories than are asked for are weighed in full, of those that share most: length and time lift some."""

VOTERS = 20
"""How many of the best answers vote again, at most."""
VOTE = 3.0
"""How much the votes count for beside the story's own terms, where there are many voters and they are sure."""
VOTER_POWER = 3
"""A voter's weight is its score to this power: an event's own stories vote, the stories beside a small event do not."""
LEAST_VOTER = 0.2
"""The score from which an answer votes; below, its weight is under a hundredth."""
VOTED_TERMS = 60
"""How many terms the voters bring in together."""

ROUNDING = 1e-9
HIGHEST_OTHER = 0.999
"""What a story that is no copy scores at most."""

CLOSENESS_FLOOR = 0.5
CLOSENESS_HALVES_AFTER = timedelta(days=4)
"""How a score fades with the time between two stories: by half of what is above the floor in so long. Set by judgement
(a market's story is old after a week), not by the headlines, whose times tell their events."""


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
    return Ranker(index, now=now).related(story_id, limit=limit)


class Ranker:
    """Ranks stories of an index that does not change meanwhile; remembers what it worked out about its terms."""

    def __init__(self, index: TermIndex, *, now: datetime | None = None) -> None:
        """Rank over an index.

        Args:
            index: Where the stories are.
            now: As for `related`.
        """
        self._index = index
        self._now = now
        self._everything = index.story_count() + BACKGROUND_STORIES
        self._mean_length = index.mean_length() or 1.0
        self._rarities: dict[str, float] = {}
        self._queries: dict[str, Mapping[str, float]] = {}

    def related(self, story_id: str, *, limit: int) -> list[Ranked]:
        """Find the stories that are related to one, with reasons. See the function `related`."""
        own = self._index.terms_of(story_id)
        answers: list[Ranked] = []
        for candidate in self.rank(story_id, limit=2 * limit):
            theirs = self._index.terms_of(candidate.story_id)
            reasons = shared_reasons(own, theirs, self._rarity_of({term.key: term.kind for term in own}))
            if reasons:
                answers.append(Ranked(story_id=candidate.story_id, score=candidate.score, reasons=reasons))
            if len(answers) == limit:
                break
        return answers

    def rank(self, story_id: str, *, limit: int) -> list[Scored]:
        """Rank all stories that share anything with one, without asking whether it is enough to call them related.

        Args:
            story_id: The story asked for.
            limit: How many answers to give at most.

        Returns:
            Closest first, never the story itself; equal scores in the order of ids.
        """
        query = self._query(story_id)
        if not query:
            return []
        depth = max(POSTINGS_PER_TERM, POSTINGS_PER_ANSWER * limit)
        sums: defaultdict[str, float] = defaultdict(float)
        found = self._index.postings(query.keys(), limit=depth)
        _add(sums, query, found)
        first = self._best(story_id, sums, SPARE_CANDIDATES)
        votes, confidence = self._votes(first)
        _add(sums, votes, {**found, **self._index.postings(votes.keys() - found.keys(), limit=depth)})
        full = 1.0 + confidence
        copies = self._copies(story_id, first)
        shares = {
            candidate: 1.0 if candidate in copies else min(HIGHEST_OTHER, score / full)
            for score, candidate in self._best(story_id, sums, limit + SPARE_CANDIDATES)
        }
        return self._timed(story_id, shares, limit)

    def _query(self, story_id: str) -> Mapping[str, float]:
        """The story's most telling terms, weighed so that it scores 1 with itself."""
        known = self._queries.get(story_id)
        if known is not None:
            return known
        terms = self._index.terms_of(story_id)
        rarities = self._rarity_of({term.key: term.kind for term in terms})
        by_weight = sorted(terms, key=lambda term: (-rarities[term.key] * _saturated(term.weight), term.key))
        named = [term for term in by_weight[QUERY_TERMS:] if term.kind in ("instrument", "name")]
        telling = [
            (rarities[term.key] * _saturated(term.weight), _saturated(term.weight), term.key)
            for term in by_weight[:QUERY_TERMS] + named[:NAMED_TERMS]
        ]
        length = sum(term.weight for term in terms)
        full = sum(value * saturated for value, saturated, _ in telling) * self._shortness(length) or 1.0
        query = {key: value / full for value, _, key in telling}
        self._queries[story_id] = query
        return query

    def _rarity_of(self, kinds: Mapping[str, TermKind]) -> Mapping[str, float]:
        """The inverse document frequency of terms, smoothed by their share in all news, times their kind's weight."""
        unknown = [key for key in kinds if key not in self._rarities]
        if unknown:
            counts = self._index.frequencies(unknown)
            for key in unknown:
                have = counts.get(key, 0) + BACKGROUND_STORIES * usual_share(kinds[key], key)
                self._rarities[key] = KIND_WEIGHTS[kinds[key]] * log1p((self._everything - have + 0.5) / (have + 0.5))
        return self._rarities

    def _shortness(self, length: float) -> float:
        return 1.0 / (1.0 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean_length)

    def _best(self, story_id: str, sums: Mapping[str, float], most: int) -> list[tuple[float, str]]:
        """The stories of the greatest sums, other than the one asked for, by score: the sum, less for a long story."""
        best = sorted(sums.items(), key=itemgetter(1), reverse=True)[: most + 1]
        lengths = self._index.lengths([candidate for candidate, _ in best])
        scored = [
            (value * self._shortness(lengths.get(candidate, self._mean_length)), candidate)
            for candidate, value in best
            if candidate != story_id
        ]
        scored.sort(reverse=True)
        return scored

    def _votes(self, best: Sequence[tuple[float, str]]) -> tuple[dict[str, float], float]:
        """What the best answers ask for, weighed by their scores, and how much that counts in all."""
        voters = [(min(1.0, score), story_id) for score, story_id in best[:VOTERS] if score >= LEAST_VOTER]
        weights = {story_id: score**VOTER_POWER for score, story_id in voters}
        total = sum(weights.values())
        votes: defaultdict[str, float] = defaultdict(float)
        for story_id, weight in weights.items():
            for key, value in self._query(story_id).items():
                votes[key] += VOTE * weight / (1.0 + total) * value
        heaviest = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:VOTED_TERMS]
        return dict(heaviest), VOTE * total / (1.0 + total)

    def _copies(self, story_id: str, best: Iterable[tuple[float, str]]) -> set[str]:
        """Those that speak of the very same things as much: a copy is closest whatever the voters say."""

        def spoken(one: str) -> set[tuple[str, float]]:
            return {(term.key, term.weight) for term in self._index.terms_of(one)}

        alike = [candidate for score, candidate in best if score >= 1.0 - ROUNDING]
        own = spoken(story_id) if alike else set()
        return {candidate for candidate in alike if spoken(candidate) == own}

    def _timed(self, story_id: str, shares: Mapping[str, float], limit: int) -> list[Scored]:
        """The scores, faded by the time between the stories: the greatest of them, in order."""
        times = self._index.times([story_id, *shares])
        own_time = times.get(story_id, self._now)
        timed = []
        for candidate, share in shares.items():
            time = times.get(candidate, self._now)
            if time is not None and own_time is not None:
                share *= closeness(time - own_time)
            timed.append((-share, candidate))
        timed.sort()
        return [Scored(candidate, -score) for score, candidate in timed[:limit]]


def closeness(apart: timedelta) -> float:
    """Say what the time between two stories leaves of their score.

    Args:
        apart: The time between them, either way.

    Returns:
        1 at once, falling towards `CLOSENESS_FLOOR`.
    """
    return CLOSENESS_FLOOR + (1.0 - CLOSENESS_FLOOR) * exp2(-abs(apart / CLOSENESS_HALVES_AFTER))


def _add(sums: defaultdict[str, float], query: Mapping[str, float], found: Mapping[str, Sequence[Posting]]) -> None:
    """Add what each story has of what is asked for."""
    for key, value in query.items():
        for story_id, weight in found.get(key, ()):
            sums[story_id] += value * weight / (weight + SATURATION)


def _saturated(weight: float) -> float:
    return weight / (weight + SATURATION)
