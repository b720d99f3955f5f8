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

EVERYDAY_WORD_SHARE = 0.03
"""In what share of all news a word stands that does not make two stories one event: "shares", "rise"."""
_LEAST_FIGURE = 4
"""Characters of a number's key from which on it is a figure and no count: ``d:34``."""
_NEXT_DAY_FROM = 16.0
_NEXT_DAY_TO = 34.0
"""Hours apart of what reports the same thing on the next day: a wrap may come a few hours sooner or later."""

_RANK: Mapping[TermKind, int] = {"instrument": 0, "name": 1, "pair": 2, "word": 3, "number": 4}


def shared_reasons(own: Sequence[Term], others: Sequence[Term], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Name what two stories share, if it is enough to call them related.

    Args:
        own: The terms of the story asked for.
        others: The terms of the other one.
        rarity: How telling each term of the first is, by its key; one that is missing tells least.

    Returns:
        Up to `MOST_REASONS` labels: instruments first, then names, then rare words, each group by how much both stories
        speak of it. No label says again what another says. Empty where all that is shared is usual, unless the two
        share all that they have.
    """
    theirs = {term.key: term for term in others}
    shared = [(term, theirs[term.key]) for term in own if term.key in theirs]
    is_copy = len(shared) == len(own) == len(others)
    named = [(term, other) for term, other in shared if is_copy or _can_be_named(term, other)]
    named.sort(key=lambda pair: _order(pair[0], pair[1], rarity.get(pair[0].key, 0.0)))
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


def shared_names(own: Sequence[Term], others: Sequence[Term]) -> tuple[str, ...]:
    """Name the firms, people and places that two stories both speak of in title or lead, everyday ones left out."""
    theirs = {term.key: term for term in others}
    return tuple(
        term.label
        for term in own
        if term.key in theirs
        and term.kind in ("instrument", "name")
        and min(term.weight, theirs[term.key].weight) >= WORD_SPOKEN_OF
        and _is_strong(term)
    )


def things_shared(own: Sequence[Term], others: Sequence[Term]) -> int:
    """Count the words that are not everyday ones, and the figures, that two stories both have in title or lead."""
    theirs = {term.key: term for term in others}
    return sum(
        term.key in theirs
        and min(term.weight, theirs[term.key].weight) >= WORD_SPOKEN_OF
        and (
            (term.kind == "word" and usual_share(term.kind, term.key) < EVERYDAY_WORD_SHARE)
            or (term.kind == "number" and len(term.key) >= _LEAST_FIGURE)
        )
        for term in own
    )


def time_between(asked: float | None, other: float | None) -> str:
    """Say how the time of a story lies to that of the story asked for, where that may be why it is shown.

    Args:
        asked: When the story asked for was published, in seconds since 1970; None: not known.
        other: When the other one was.

    Returns:
        "the day before" or "the day after"; empty for any other time.
    """
    if asked is None or other is None:
        return ""
    hours = (other - asked) / 3600
    if not _NEXT_DAY_FROM <= abs(hours) < _NEXT_DAY_TO:
        return ""
    return "the day before" if hours < 0 else "the day after"


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
