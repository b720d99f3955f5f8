"""Noun phrases → what they refer to: an instrument, a sector, a market, the one last spoken of, or nothing traded."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tapewire.moves.focus import REFUSED, UNKNOWN, Focus, Resolved
from tapewire.moves.index_refs import resolve_index, sector_ref
from tapewire.moves.items import Item
from tapewire.moves.name_refs import is_proper, known_name, unknown_name
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.price_refs import resolve_futures, resolve_price, resolve_yield
from tapewire.moves.role_refs import local_currency, resolve_role
from tapewire.moves.share_refs import resolve_shares
from tapewire.moves.tokens import Story, Token

_GROUPS: Final = {"pair": 2, "duo": 2, "two": 2, "twosome": 2, "trio": 3, "three": 3, "threesome": 3}
_MEMBERS: Final = frozenset(("companies", "firms", "names", "producers", "players"))
_CLASSES: Final = frozenset(("a-share", "b-share", "h-share"))
_OF_MARKET: Final = frozenset(("DET", "ADJ", "SHARE", "MARKET"))
_WITH_YIELD: Final = frozenset(("TENOR", "INDEXN", "YIELD"))


def resolve(item: Item, focus: Focus, story: Story, *, is_title_case: bool = False) -> Resolved:
    """Say what a noun phrase refers to.

    Returns:
        One reference; several for "the two stocks" after a list of names; `REFUSED` for what is not traded (revenue, a
        target, a statistic); `UNKNOWN` where it cannot be told.
    """
    phrase = NounPhrase(item, focus, story)
    head = phrase.head
    if head is None:
        return UNKNOWN
    kinds = {token.kind for token in item.tokens}
    if "BOND" in kinds and not _has_yield(phrase, kinds):
        is_money = head.low == "note" and phrase.has("local", "domestic")
        return local_currency(phrase) if is_money else REFUSED
    if not is_title_case and is_proper(phrase):
        return unknown_name(phrase)
    kind = head.kind
    if kind == "NAME":
        if head.low in _CLASSES and focus.stock is not None:
            return _share_class(phrase)
        return known_name(phrase, head)
    if kind == "REFUSE":
        return REFUSED
    if kind == "SHARE":
        return resolve_shares(phrase, head)
    if kind == "INDEXN" or head.low == "benchmark":
        return resolve_index(phrase, head)
    if kind == "FUT":
        return resolve_futures(phrase)
    if kind == "PRON":
        return _pronoun(head, focus)
    if kind == "YIELD" or "TENOR" in kinds:
        return resolve_yield(phrase)
    if kind == "PRICE":
        return resolve_price(phrase, head)
    if kind == "MARKET":
        return _market(phrase)
    if kind == "SECTOR":
        return _sector(phrase, is_title_case=is_title_case)
    if kind == "ROLE":
        return resolve_role(phrase, head)
    if kind == "W":
        return _word(phrase, head, is_title_case=is_title_case)
    return UNKNOWN


def _has_yield(phrase: NounPhrase, kinds: set[str]) -> bool:
    """Tell "the 10-year government bond", which has a yield, from a company's bonds, which are not followed here."""
    return not _WITH_YIELD.isdisjoint(kinds) or any(token.info.kind == "yield" for token in phrase.names)


def _share_class(phrase: NounPhrase) -> Resolved:
    """Read "Its A-share (300750.SZ) rose": the company's own, not the market's."""
    stock, item = phrase.focus.stock, phrase.item
    if stock is None or not (phrase.codes or phrase.first in ("its", "the")):
        return UNKNOWN
    return (replace(stock, start=item.start, end=item.end, symbols=phrase.codes, markets=phrase.markets()),)


def _pronoun(head: Token, focus: Focus) -> Resolved:
    if head.low in ("it", "itself"):
        return (focus.latest,) if focus.latest is not None else UNKNOWN
    if head.low == "they":
        return focus.group if len(focus.group) > 1 else UNKNOWN
    return UNKNOWN


def _market(phrase: NounPhrase) -> Resolved:
    """Read "the Tokyo market", and "The market opened up 0.4%" where an index was last spoken of."""
    focus = phrase.focus
    if phrase.first == "the" and all(token.kind in _OF_MARKET for token in phrase.item.tokens):
        is_index = focus.index is not None and focus.latest is not None and focus.latest.kind == "index"
        return (focus.index,) if is_index and focus.index is not None else UNKNOWN
    place = phrase.benchmark()
    return (phrase.place(place),) if place is not None else UNKNOWN


def _sector(phrase: NounPhrase, *, is_title_case: bool) -> Resolved:
    last = phrase.names[-1] if phrase.names else None
    is_of_index = last is not None and not last.info.is_place and last.info.kind == "index"
    if not is_of_index and any(token.kind == "W" and token.info for token in phrase.words[:-1]):
        return unknown_name(phrase, is_title_case=is_title_case)
    return (sector_ref(phrase),)


def _word(phrase: NounPhrase, head: Token, *, is_title_case: bool) -> Resolved:
    focus = phrase.focus
    if head.low in _MEMBERS and any(token.kind == "SECTOR" for token in phrase.words):
        return (sector_ref(phrase),)
    if head.low in _GROUPS and phrase.first in ("the", "both"):
        return _group_of(_GROUPS[head.low], focus)
    if head.info:
        return unknown_name(phrase, is_title_case=is_title_case)
    return focus.heading if phrase.first == "the" and len(focus.heading) == 1 else UNKNOWN


def _group_of(size: int, focus: Focus) -> Resolved:
    """Find whom "the pair" or "the trio" stands for: the last list of that length, or the last shares spoken of."""
    if focus.heading and len(focus.heading) == size:
        return focus.heading
    last = focus.last(size, "stock", "fund")
    if len(focus.group) == size and (not last or focus.group[-1].name == last[-1].name):
        return focus.group
    return last or UNKNOWN
