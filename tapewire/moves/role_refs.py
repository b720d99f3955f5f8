"""Phrases that end in a role ("the carmaker", "the metal", "the currency") → whom or what they stand for."""

from __future__ import annotations

from typing import Final

from tapewire.moves.focus import UNKNOWN, Ref, Resolved
from tapewire.moves.gazetteer import market_of
from tapewire.moves.name_refs import known_name, unknown_name
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_LABELS: Final = words("fund trust token coin cryptocurrency metal group company counter name")
_SUPERLATIVES: Final = ("biggest", "largest", "top", "leading", "oldest", "second-largest", "second-biggest", "most")
_LABELLED: Final = frozenset(("fund", "stock", "crypto", "commodity"))
_CURRENCY_ROLES: Final = words("currency unit greenback")
_GOODS_ROLES: Final = words("metal commodity token coin cryptocurrency")
# "Its unit" is another company.
_RELATIONS: Final = words("unit subsidiary rival peer parent business supplier provider")


def local_currency(phrase: NounPhrase) -> Resolved:
    """Read "the local currency" and "the local note": that of the place named, or of the story's market."""
    item = phrase.item
    name = phrase.text(item.start, item.end)
    return (Ref(name, "currency", item.start, item.end, markets=phrase.markets()),)


def resolve_role(phrase: NounPhrase, head: Token) -> Resolved:
    """Say whom a role stands for: the name beside it, or the instrument of its kind last spoken of."""
    focus, tokens = phrase.focus, phrase.words
    owner = tokens[-2] if len(tokens) > 1 else head
    if head.low in ("metal", "contract") and len(focus.heading) == 1 and focus.heading[0].kind == "commodity":
        return focus.heading
    if head.low in _LABELS and owner.kind == "NAME" and owner.info.kind in _LABELLED:
        # "the SPDR Gold Shares fund", "the solana token": the role says no more than the name.
        return known_name(phrase, owner)
    if phrase.has_possessive() and phrase.names and phrase.names[0].info.is_place and phrase.has(*_SUPERLATIVES):
        # "South-east Asia's biggest lender": whoever it is, the story has said so.
        return (focus.stock,) if focus.stock is not None else UNKNOWN
    if any(token.kind == "W" and token.info for token in tokens[:-1]):
        return unknown_name(phrase)
    if head.low in _CURRENCY_ROLES:
        if phrase.markets() or phrase.has("local", "domestic"):
            return local_currency(phrase)
        return (focus.currency,) if focus.currency is not None else UNKNOWN
    if phrase.first == "the" and len(focus.heading) == 1:
        return focus.heading
    if head.low == "counter" and focus.stock is not None:
        return (focus.stock,)
    if phrase.first not in ("the", "its", "this", "that") or phrase.has_possessive():
        return UNKNOWN
    if head.low in _GOODS_ROLES:
        return (focus.latest,) if focus.latest is not None and focus.latest.kind in ("commodity", "crypto") else UNKNOWN
    if phrase.first == "its" and head.low in _RELATIONS:
        return UNKNOWN
    listed = _listed_in(phrase) if phrase.has("listed") else None
    if listed is not None:
        return (listed,)
    stock = stock_of_role(phrase)
    return (stock,) if stock is not None else UNKNOWN


def stock_of_role(phrase: NounPhrase) -> Ref | None:
    """Find whom "the German carmaker" stands for: the last share of that country, else the last of all."""
    focus = phrase.focus
    markets = phrase.markets() if not phrase.has("listed", "traded") else ()
    for ref in reversed(focus.last(1, "stock") and focus.recent):
        if markets and ref.kind == "stock" and ref.entry is not None and ref.entry.market in markets:
            return ref
    return focus.stock


def _listed_in(phrase: NounPhrase) -> Ref | None:
    """Find whom "the Shanghai-listed company" stands for: the last known firm that has a listing there."""
    markets = phrase.markets()
    for ref in reversed(phrase.focus.recent):
        symbols = ref.entry.symbols if ref.kind == "stock" and ref.entry is not None else ()
        if any(market_of(symbol) in markets for symbol in symbols):
            return ref
    return None
