"""A story → the terms that it is found and ranked by: instruments, names, words, pairs of words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from tapewire.model import Move
from tapewire.related.background import usual_share
from tapewire.related.index import Term, TermKind
from tapewire.related.instruments import home_symbol, instrument_named, instruments_written
from tapewire.related.names import certain_names, find_names, is_title_case, plain_words
from tapewire.related.words import Token, tokens

TITLE_WEIGHT = 2.0
LEAD_WEIGHT = 1.5
BODY_WEIGHT = 0.5
"""What one occurrence counts for, by where it stands. Set by judgement and tried on the stories of the tests: title and
first paragraph carry most. The headlines that the ranking's weights come from have no text."""

LEAD_WORDS = 60
"""How much of the first paragraph is its lead: some sources send the whole body as one paragraph."""
BODY_WORDS = 800
"""Where reading stops: what comes later is background, and cost must stay linear and bounded."""
TITLE_WORDS = 60
MOST_TERMS = 200
"""How many terms of a story are kept, those that tell most."""


class _Gathered:
    """The terms of one story while they are counted."""

    def __init__(self) -> None:
        self._weights: dict[tuple[TermKind, str], float] = {}
        self._labels: dict[tuple[TermKind, str], str] = {}

    def add(self, kind: TermKind, key: str, label: str, weight: float) -> None:
        term = (kind, key)
        known = self._weights.get(term)
        if known is None:
            self._weights[term] = weight
            self._labels[term] = label
            return
        self._weights[term] = known + weight
        if kind in ("word", "pair") and label.islower() and not self._labels[term].islower():
            self._labels[term] = label

    def heaviest(self) -> tuple[Term, ...]:
        found = [
            (weight * log(usual_share(kind, key)), key, kind, weight) for (kind, key), weight in self._weights.items()
        ]
        found.sort()
        return tuple(Term(key, kind, self._labels[kind, key], weight) for _, key, kind, weight in found[:MOST_TERMS])


def story_terms(title: str, text: str, moves: tuple[Move, ...]) -> tuple[Term, ...]:
    """Find out what a story speaks of.

    Args:
        title: Its headline, one line; may be empty.
        text: Its body as in `tapewire.model.Body.text`; may be empty.
        moves: What `tapewire.moves.parse_moves` found in it.

    Returns:
        At most `MOST_TERMS` terms with unique keys, the most telling first; none for a story without words.
    """
    headline = list(tokens(title, most=TITLE_WORDS))
    body = list(tokens(text, most=BODY_WORDS))
    lead_end = _lead_end(text, body)
    lead_words = sum(token.start < lead_end for token in body)
    gathered = _Gathered()
    _gather_names(gathered, headline, body, lead_words)
    _gather_words(gathered, headline, [TITLE_WEIGHT] * len(headline))
    _gather_words(gathered, body, [LEAD_WEIGHT] * lead_words + [BODY_WEIGHT] * (len(body) - lead_words))
    for named in instruments_written(text[:lead_end]):
        gathered.add("instrument", f"i:{named.symbol}", named.label, LEAD_WEIGHT)
    for named in instruments_written(title):
        gathered.add("instrument", f"i:{named.symbol}", named.label, TITLE_WEIGHT)
    for move in moves:
        weight = TITLE_WEIGHT if move.start is None else LEAD_WEIGHT if move.start < lead_end else BODY_WEIGHT
        gathered.add("instrument", f"i:{home_symbol(move.instrument)}", move.instrument.name, weight)
    return gathered.heaviest()


def _lead_end(text: str, body: Sequence[Token]) -> int:
    paragraph = text.find("\n\n")
    end = 0
    for token in body[:LEAD_WORDS]:
        if 0 <= paragraph <= token.start:
            break
        end = token.start + 1
    return end


def _gather_names(gathered: _Gathered, headline: Sequence[Token], body: Sequence[Token], lead_words: int) -> None:
    in_title = find_names(headline, title_case=is_title_case(headline))
    in_body = find_names(body, title_case=False)
    certain = certain_names([*in_title, *in_body])
    plain = plain_words([*headline, *body])
    placed = [(name, TITLE_WEIGHT) for name in in_title]
    placed += [(name, LEAD_WEIGHT if name.first < lead_words else BODY_WEIGHT) for name in in_body]
    for name, weight in placed:
        if name.key in certain or (name.key not in plain and weight > BODY_WEIGHT):
            named = instrument_named(name.label)
            if named is None:
                gathered.add("name", f"n:{name.key}", name.label, weight)
                continue
            is_firm = named.is_firm
            gathered.add("name", f"n:{named.label.lower() if is_firm else name.key}", name.label, weight)
            gathered.add("instrument", f"i:{named.symbol}", named.label if is_firm else name.label, weight)


def _gather_words(gathered: _Gathered, line: Sequence[Token], weights: Sequence[float]) -> None:
    before: Token | None = None
    for token, weight in zip(line, weights, strict=True):
        if token.is_number:
            gathered.add("number", f"d:{token.stem}", token.surface, weight)
        elif token.is_stop:
            before = None
            continue
        elif len(token.lower) > 1:
            gathered.add("word", f"w:{token.stem}", token.surface, weight)
        if before is not None and token.joined and weight > BODY_WEIGHT:
            gathered.add("pair", f"p:{before.stem} {token.stem}", f"{before.surface} {token.surface}", weight)
        before = token
