"""Why two stories are related, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tapewire.related.background import is_usual
from tapewire.related.index import Term, TermKind
from tapewire.related.words import stem

MOST_REASONS = 4
"""What fits one line of the pane."""
SHARED_ENOUGH = 1.0
"""How much two stories must share before they are called related: rarity times weight, over what can be named. Chosen
so that one firm or two usual places suffice, and one usual word does not."""
WORD_SPOKEN_OF = 1.0
"""From which weight in both stories a mere word is a reason: title or lead, or more than once in the text."""

_RANK: Mapping[TermKind, int] = {"instrument": 0, "name": 1, "pair": 2, "word": 3, "number": 4}


def shared_reasons(
    own: Sequence[Term], others: Sequence[Term], rarity: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    """Name what two stories share.

    Args:
        own: The terms of the story asked for.
        others: The terms of the other one.
        rarity: How telling each term is, by its key.

    Returns:
        How much they share of what can be named, and up to `MOST_REASONS` labels: instruments first, then names, then
        rare words, each group by how much both stories speak of it. No label says again what another says.
    """
    theirs = {term.key: term for term in others}
    shared = [
        (rarity[term.key], min(term.weight, theirs[term.key].weight), max(term.weight, theirs[term.key].weight), term)
        for term in own
        if term.key in theirs and _can_be_named(term, theirs[term.key])
    ]
    shared.sort(key=lambda item: (_RANK[item[3].kind], -item[0] * item[1], -item[2], item[3].key))
    labels: list[str] = []
    said: list[frozenset[str]] = []
    for _, _, _, term in shared:
        words = frozenset(stem(word) for word in term.label.lower().replace("-", " ").split())
        if any(words <= before or before <= words for before in said):
            continue
        said.append(words)
        labels.append(term.label)
    return sum(rare * spoken for rare, spoken, _, _ in shared), tuple(labels[:MOST_REASONS])


def _can_be_named(term: Term, other: Term) -> bool:
    if term.kind in ("instrument", "name"):
        return True
    if term.kind == "number" or min(term.weight, other.weight) < WORD_SPOKEN_OF:
        return False
    stems = term.key[2:].split(" ")
    return not any(is_usual(word) or word.isdigit() for word in stems)
