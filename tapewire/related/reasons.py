"""Why two stories are related, in the reader's words, and whether that is reason enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tapewire.related.background import is_usual, usual_share
from tapewire.related.index import Term, TermKind
from tapewire.related.vocabulary import NAME_FORMS
from tapewire.related.words import stem

MOST_REASONS = 4
"""What fits one line of the pane."""
WORD_SPOKEN_OF = 1.0
"""From which weight in both stories a mere word is a reason: title or lead, or more than once in the text."""
USUAL_NAME_SHARE = 0.04
"""In what share of all news a name stands that makes no two stories related by itself: "China", "US"."""
WEAK_REASONS = 2
"""How many usual names or rare words it takes where there is no firm, person or instrument."""

_RANK: Mapping[TermKind, int] = {"instrument": 0, "name": 1, "pair": 2, "word": 3, "number": 4}


def shared_reasons(own: Sequence[Term], others: Sequence[Term], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Name what two stories share, if it is enough to call them related.

    Args:
        own: The terms of the story asked for.
        others: The terms of the other one.
        rarity: How telling each term of the first is, by its key.

    Returns:
        Up to `MOST_REASONS` labels: instruments first, then names, then rare words, each group by how much both stories
        speak of it. No label says again what another says. Empty where all that is shared is usual, unless the two
        share all that they have.
    """
    theirs = {term.key: term for term in others}
    shared = [(term, theirs[term.key]) for term in own if term.key in theirs]
    is_copy = len(shared) == len(own) == len(others)
    named = [(term, other) for term, other in shared if is_copy or _can_be_named(term, other)]
    named.sort(key=lambda pair: _order(pair[0], pair[1], rarity[pair[0].key]))
    chosen: list[Term] = []
    said: list[frozenset[str]] = []
    for term, _ in named:
        words = _words(term.label)
        if not any(words <= before or before <= words for before in said):
            said.append(words)
            chosen.append(term)
    if not is_copy and len(chosen) < WEAK_REASONS and not any(_is_strong(term) for term in chosen):
        return ()
    return tuple(term.label for term in chosen[:MOST_REASONS])


def _can_be_named(term: Term, other: Term) -> bool:
    if term.kind in ("instrument", "name"):
        return True
    if term.kind == "number" or min(term.weight, other.weight) < WORD_SPOKEN_OF:
        return False
    return not any(is_usual(part) or part[0].isdigit() or len(part) < 2 for part in term.key[2:].split(" "))


def _order(term: Term, other: Term, rarity: float) -> tuple[int, float, float, str]:
    both = min(term.weight, other.weight)
    return (_RANK[term.kind], -both * rarity, -max(term.weight, other.weight), term.key)


def _is_strong(term: Term) -> bool:
    if term.kind == "name":
        return usual_share(term.kind, term.key) < USUAL_NAME_SHARE
    return term.kind in ("instrument", "pair")


def _words(label: str) -> frozenset[str]:
    label = NAME_FORMS.get(label.lower(), label)
    return frozenset(stem(word) for word in label.lower().replace("-", " ").split())
