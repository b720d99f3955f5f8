"""Phrases that end in "futures", "yield", "price" or "rate" → what is quoted."""

from __future__ import annotations

from typing import Final

from tapewire.model import Kind
from tapewire.moves.focus import REFUSED, UNKNOWN, Ref, Resolved
from tapewire.moves.gazetteer import Entry
from tapewire.moves.name_refs import known_name
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_RATES: Final = words("exchange representative parity central reference midpoint official daily spot fixing")
_PRICES: Final = frozenset(("price", "prices", "quote", "quotes"))
_PAIR_ENDINGS: Final = ("-euro", "/euro", "/yen", "/usd")


def resolve_futures(phrase: NounPhrase) -> Resolved:
    """Say which contract "Dow futures", "the contract" or "share price index futures" is."""
    focus, item = phrase.focus, phrase.item
    known = [token for token in phrase.names if not token.info.is_place]
    if known:
        token = known[-1]
        start = known[0].start
        entry: Entry = token.info
        kind: Kind = "future" if entry.kind == "index" else entry.kind
        end = item.tokens[-1].end if item.tokens[-1].kind == "FUT" else token.end
        return (Ref(phrase.text(start, end), kind, start, item.end, entry, is_future=True),)
    if len(focus.heading) == 1 and focus.heading[0].kind == "commodity":
        return focus.heading
    latest = focus.latest
    if latest is not None and latest.kind == "commodity":
        is_here = len(item.tokens) == 1 and latest.start >= phrase.story.sentence_start
        if phrase.first == "the" or is_here:
            return (latest,)
    if any(token.low == "price" or token.kind in ("MARKET", "INDEXN") for token in phrase.words[:-1]):
        start = next(token.start for token in item.tokens if token.kind != "DET")
        return (Ref(phrase.text(start, item.end), "future", start, item.end, is_future=True),)
    return UNKNOWN


def resolve_yield(phrase: NounPhrase) -> Resolved:
    """Say which bond's yield "the 10-year Treasury yield" or "the benchmark 2035 bond" is."""
    item = phrase.item
    known = next((token for token in reversed(phrase.names) if token.info.kind == "yield"), None)
    entry: Entry | None = None
    if known is not None:
        at = item.tokens.index(known)
        is_dated = at > 0 and item.tokens[at - 1].kind == "TENOR"
        start, end, entry = item.tokens[at - 1].start if is_dated else known.start, known.end, known.info
    else:
        tenor = next((token for token in phrase.words if token.kind == "TENOR"), None)
        if tenor is None:
            return UNKNOWN
        tokens = item.tokens
        owner = max((n for n, token in enumerate(tokens) if token.kind == "POSS"), default=-1)
        # "The country's 10-year bond": a name owns its bond, a word says less than nothing.
        opening = 0 if owner < 1 or tokens[owner - 1].kind == "NAME" or tokens[owner - 1].info else owner
        start = next(token.start for token in tokens[opening:] if token.kind in ("NAME", "W", "TENOR"))
        end = phrase.words[-1].end
    return (Ref(phrase.text(start, end), "yield", start, item.end, entry, is_yield=True, markets=phrase.markets()),)


def resolve_price(phrase: NounPhrase, head: Token) -> Resolved:
    """Say what "oil prices", "the yen's exchange rate" or "Apple's stock price" is the price of, if it is quoted."""
    item = phrase.item
    goods = next((token for token in reversed(phrase.names) if token.info.kind in ("commodity", "crypto")), None)
    if goods is not None:
        between = [token for token in item.tokens if token.start > goods.end and token is not head]
        if head.low not in _PRICES or any(token.kind == "W" for token in between):
            return REFUSED
        return (Ref(phrase.text(goods.start, goods.end), goods.info.kind, goods.start, item.end, goods.info),)
    if head.low == "rate":
        money = next((token for token in reversed(phrase.names) if token.info.kind == "currency"), None)
        if money is not None and _is_exchange_rate(phrase, money, head):
            return known_name(phrase, money, is_rate=True)
    pair = next((token for token in reversed(item.tokens) if token.kind in ("W", "NAME") and _is_pair(token.low)), None)
    if pair is not None:
        return (Ref(phrase.text(pair.start, pair.end), "currency", pair.start, item.end),)
    if head.low == "price":
        stock = next((token for token in reversed(phrase.names) if token.info.kind == "stock"), None)
        if stock is not None:
            name = phrase.text(stock.start, stock.end)
            return (Ref(name, "stock", stock.start, item.end, stock.info, phrase.codes),)
        if phrase.focus.stock is not None and phrase.has("its"):
            return (phrase.focus.stock,)
    return REFUSED


def _is_exchange_rate(phrase: NounPhrase, money: Token, head: Token) -> bool:
    return all(
        token.kind in ("POSS", "ADJ", "DET") or token.low in _RATES
        for token in phrase.item.tokens
        if token.start > money.start and token is not head
    )


def _is_pair(low: str) -> bool:
    return (("-" in low or "/" in low) and "dollar" in low) or low.endswith(_PAIR_ENDINGS)
