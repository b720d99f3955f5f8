"""What of a story's terms is looked up, how much each counts, and how that adds up to what two stories share.

Two stories share the sum over common terms of rarity, times how much each speaks of it, on a scale where a story
shares 1 with itself: a cosine. Frequencies are smoothed by those of market news at large, so that it works in a library
of four stories too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log1p

from tapewire.related.background import usual_share
from tapewire.related.index import Looked, Term
from tapewire.related.weights import BACKGROUND_STORIES, KIND_WEIGHTS, SATURATION


def telling(terms: Sequence[Term], most: int, *, named: int = 0) -> list[Term]:
    """Choose which terms to look up.

    Args:
        terms: What a story speaks of, the most telling first.
        most: How many to choose.
        named: How many names and instruments to choose from the rest besides.
    """
    rest = [term for term in terms[most:] if term.kind in ("instrument", "name")]
    return [*terms[:most], *rest[:named]]


def rarities(terms: Sequence[Term], looked: Looked) -> dict[str, float]:
    """Tell how much each term counts: its inverse document frequency times the weight of its kind.

    Args:
        terms: Those that were looked up.
        looked: What that came to.
    """
    everything = looked.among + BACKGROUND_STORIES
    worth: dict[str, float] = {}
    for term in terms:
        here = looked.found.get(term.key)
        have = BACKGROUND_STORIES * usual_share(term.kind, term.key) + (looked.among * here.share if here else 0.0)
        worth[term.key] = KIND_WEIGHTS[term.kind] * log1p((everything - have + 0.5) / (have + 0.5))
    return worth


def length(terms: Sequence[Term], worth: Mapping[str, float]) -> float:
    """The square of a story's length in the space of its terms: what it would share with itself; above 0."""
    return sum(worth[term.key] * saturated(term.weight) ** 2 for term in terms if term.key in worth) or 1.0


def shared(terms: Sequence[Term], worth: Mapping[str, float], looked: Looked) -> dict[int, float]:
    """Add up what each story found shares with one.

    Args:
        terms: Its terms that were looked up.
        worth: How much each counts.
        looked: What was found under them.

    Returns:
        By the number of each story, not yet divided by the lengths of the two.
    """
    sums: defaultdict[int, float] = defaultdict(float)
    for term in terms:
        here = looked.found.get(term.key)
        if here is not None:
            value = worth[term.key] * saturated(term.weight)
            for number, weight in here.postings:
                sums[number] += value * weight / (weight + SATURATION)
    return sums


def saturated(weight: float) -> float:
    """How much an occurrence more still adds: from 0 towards 1."""
    return weight / (weight + SATURATION)
