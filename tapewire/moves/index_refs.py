"""Phrases that end in "index", "gauge", "sub-index" or "sector" → the index, sector or market that they name."""

from __future__ import annotations

from typing import Final

from tapewire.moves.focus import REFUSED, UNKNOWN, Ref, Resolved
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

# An index of these is a statistic, not a market.
_STATISTICS: Final = words(
    """
    managers manager's confidence sentiment pmi ism production activity leading manufacturing optimism climate ifo zew
    freight containerized containerised dry
    economic home house case-shiller purchasing conditions surprise inflation misery happiness price prices
    """
)
_BENCHMARKED: Final = frozenset(("commodity", "yield"))
_SUB_INDICES: Final = frozenset(("subindex", "sub-index", "sub-gauge", "subgauge"))
_SECTOR_HEADS: Final = frozenset((*_SUB_INDICES, "sector", "industry", "segment", "subsector", "sub-sector"))
GAUGES: Final = frozenset(("index", "gauge", "benchmark", "barometer", "measure", "average", "basket"))
_PARTS: Final = frozenset(("sectors", "groups", "industries", "segments", "sub-indices"))
_SEVERAL: Final = frozenset(("indices", "indexes", "gauges", "benchmarks", "averages"))


def resolve_index(phrase: NounPhrase, head: Token) -> Resolved:
    """Say which index or sector a phrase speaks of."""
    tokens = phrase.words
    if any(token.kind == "REFUSE" or token.low in _STATISTICS for token in tokens):
        return REFUSED
    known = [token for token in phrase.names if not token.info.is_place]
    inner = [token for token in tokens[:-1] if token.kind in ("W", "SECTOR", "ROLE", "SHARE")]
    capitals = [token for token in inner if token.low != "csi" and phrase.is_capital(token)]
    if head.low == "index" and phrase.story.text[head.start].isupper() and (capitals or (inner and known)):
        return _titled(phrase, head)
    if (
        any(token.kind in ("SECTOR", "ROLE") for token in inner)
        or any(token.info.kind in ("commodity", "stock") for token in known)
        or (head.low in _SUB_INDICES and len(tokens) > 1)
    ):
        return (sector_ref(phrase),)
    if head.low in _PARTS and known:
        # "Nine of the S&P 500 sectors": not the index, and not known which
        return UNKNOWN
    if known:
        return _of_name(phrase, known[-1], capitals)
    if capitals:
        start = capitals[0].start
        return (Ref(phrase.text(start, head.end), "index", start, head.end),)
    return _last_spoken_of(phrase, head)


def _titled(phrase: NounPhrase, head: Token) -> Resolved:
    """Take a proper name that ends in Index, from behind its owner: "MSCI's All Country Index"."""
    tokens = phrase.item.tokens
    owner = max((n + 1 for n, token in enumerate(tokens) if token.kind == "POSS"), default=0)
    start = next(token.start for token in tokens[owner:] if token.kind != "DET" or token.low == "all")
    return (Ref(phrase.text(start, head.end), "index", start, head.end),)


def _of_name(phrase: NounPhrase, token: Token, capitals: list[Token]) -> Resolved:
    if capitals and token.end < capitals[-1].start:
        return (Ref(phrase.text(token.start, capitals[-1].end), "index", token.start, phrase.item.end),)
    if token.info.kind != "index":
        return UNKNOWN
    return (Ref(phrase.text(token.start, token.end), "index", token.start, token.end, token.info),)


def _last_spoken_of(phrase: NounPhrase, head: Token) -> Resolved:
    """Read "the gauge", "the sector" and "Japan's benchmark"."""
    focus = phrase.focus
    if head.low in _SECTOR_HEADS:
        return (focus.sector,) if focus.sector is not None else UNKNOWN
    if head.low in _SEVERAL:
        return named_together(phrase)
    if head.low not in GAUGES:
        return UNKNOWN
    place = next((token for token in reversed(phrase.names) if token.info.is_place and token.info.symbols), None)
    if place is not None:
        return (phrase.place(place),)
    if any(token.kind == "W" for token in phrase.words[:-1]) or not phrase.has("the", "its", "that", "this"):
        return UNKNOWN
    latest = focus.latest
    if latest is not None and (latest.kind == "index" or (head.low == "benchmark" and latest.kind in _BENCHMARKED)):
        return (latest,)
    return (focus.index,) if focus.index is not None else UNKNOWN


def named_together(phrase: NounPhrase) -> Resolved:
    """Read "both benchmarks" and "the three indexes" after a list of that length."""
    focus = phrase.focus
    size = 2 if phrase.has("both", "two") else 3 if phrase.has("three") else 0
    if not size or focus.latest is None:
        return UNKNOWN
    if len(focus.group) == size and focus.group[-1].kind == focus.latest.kind:
        return focus.group
    return focus.last(size, focus.latest.kind) or UNKNOWN


def sector_ref(phrase: NounPhrase) -> Ref:
    """Refer to a sector by the words that name it, without what describes it or owns it."""
    tokens = [token for token in phrase.item.tokens if token.kind not in ("DET", "CODE", "PAREN")]
    first = 0
    if any(token.low == "and" for token in tokens):
        # "The personal and household goods index": each word is part of the name.
        start, end = tokens[0].start, tokens[-1].end
        return Ref(phrase.text(start, end), "sector", start, end)
    while first < len(tokens) - 1 and (
        tokens[first].kind in ("ADJ", "POSS")
        or (tokens[first].kind == "W" and not tokens[first].info)
        or (tokens[first].kind == "NAME" and tokens[first + 1].kind == "POSS")
    ):
        first += 1
    last = len(tokens) - 1
    while last > first and tokens[last].kind == "ADJ":
        last -= 1
    start, end = tokens[first].start, tokens[last].end
    return Ref(phrase.text(start, end), "sector", start, end)
