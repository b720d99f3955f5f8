"""Phrases that end in "shares", "stock", "share price" or "ADRs" → whose shares they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tapewire.moves.focus import UNKNOWN, Ref, Resolved
from tapewire.moves.gazetteer import Entry
from tapewire.moves.index_refs import sector_ref
from tapewire.moves.lexicon import PLURAL_SHARES
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.role_refs import stock_of_role
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_ADR: Final = words("adr adrs ads adss")
_DESCRIBING: Final = frozenset(("W", "SECTOR", "REFUSE", "ROLE", "MARKET", "INDEXN", "ADJ"))
_OF_LISTING: Final = frozenset(("listed", "traded", "its", "local"))


def resolve_shares(phrase: NounPhrase, head: Token) -> Resolved:
    """Say whose shares a phrase speaks of: a company's, a sector's, a market's, or those last spoken of."""
    focus = phrase.focus
    traded = [token for token in phrase.names if not token.info.is_place]
    if traded:
        return _of_name(next((token for token in reversed(traded) if _is_listed(token)), traded[-1]), phrase, head)
    is_plural = head.low in PLURAL_SHARES
    others = [token for token in phrase.words[:-1] if token.kind in _DESCRIBING and token.low not in _OF_LISTING]
    has_possessive = phrase.has_possessive()
    has_owner = has_possessive or any(token.low in ("its", "their") for token in phrase.words)
    has_role = any(token.kind == "ROLE" for token in others)
    begins = phrase.first
    size = len(phrase.item.tokens)
    if focus.heading and (begins == "the" or size == 1) and (is_plural or len(focus.heading) == 1):
        return focus.heading
    if begins == "both" and len(focus.heading) == 2:
        return focus.heading
    capitals = _capitals(phrase, others, has_possessive=has_possessive)
    if capitals and not (has_owner and has_role):
        return _of_unknown(capitals, phrase, head)
    if has_owner and has_role and begins in ("the", "its"):
        others = []
    if is_plural and any(token.kind == "SECTOR" for token in others):
        return (sector_ref(phrase),)
    if not is_plural and begins in ("the", "this") and focus.stock is not None:
        return (focus.stock,)
    if any(token.kind in ("REFUSE", "W") for token in others):
        return UNKNOWN
    if is_plural and _counts(phrase, len(focus.group)):
        return focus.group
    if phrase.has("both") and not others:
        return focus.last(2, "stock", "fund") or UNKNOWN
    if head.low in ("stocks", "equities") and size == 1:
        return UNKNOWN
    if phrase.names and is_plural and not _is_listing(phrase):
        place = phrase.names[0]
        return (phrase.place(place),) if place.info.symbols else UNKNOWN
    places = phrase.markets()
    if (phrase.names and not places) or focus.stock is None:
        return UNKNOWN
    item = phrase.item
    stock = stock_of_role(phrase) if has_role else focus.stock
    return (
        replace(
            stock or focus.stock,
            start=item.start,
            end=item.end,
            symbols=phrase.codes or (stock or focus.stock).symbols,
            markets=() if has_role and not _is_listing_place(phrase) else places,
            is_adr=_is_adr(head),
            is_certain=True,
        ),
    )


def _is_listing_place(phrase: NounPhrase) -> bool:
    """Tell "the carmaker's Hong Kong shares" from "the German carmaker's shares"."""
    return not phrase.names or phrase.has("listed", "traded") or phrase.names[0] is phrase.words[-2]


def _is_adr(head: Token) -> bool:
    return head.low in _ADR or "deposit" in head.low


def _is_listed(token: Token) -> bool:
    return token.info.kind in ("stock", "fund")


def _of_name(token: Token, phrase: NounPhrase, head: Token) -> Resolved:
    entry: Entry = token.info
    if entry.kind == "commodity":
        return (sector_ref(phrase),)
    if entry.kind not in ("stock", "fund"):
        return UNKNOWN
    name = phrase.text(token.start, token.end)
    return (Ref(name, entry.kind, token.start, token.end, entry, phrase.codes, phrase.markets(), _is_adr(head)),)


def _capitals(phrase: NounPhrase, others: list[Token], *, has_possessive: bool) -> list[Token]:
    """Find the capitalised words that name the owner of the shares."""
    opening = phrase.item.tokens[0]
    capitals = [token for token in others if token is not opening and phrase.is_capital(token)]
    if not others or others[0] is not opening or not phrase.is_capital(opening):
        return capitals
    if capitals:
        return others
    # A capital that opens a phrase is a name if it owns the shares ("Thorntons' shares") or is no known word.
    is_name = has_possessive or (opening.kind == "W" and phrase.item.start != phrase.story.sentence_start)
    return [opening] if is_name else []


def _of_unknown(capitals: list[Token], phrase: NounPhrase, head: Token) -> Resolved:
    start, end = capitals[0].start, capitals[-1].end
    name = phrase.text(start, end)
    earlier = phrase.focus.known.get(name.split(" ", 1)[0].lower())
    if earlier is None:
        return (Ref(name, "stock", start, end, None, phrase.codes, phrase.markets(), _is_adr(head)),)
    return (
        replace(
            earlier,
            start=start,
            end=end,
            symbols=phrase.codes or earlier.symbols,
            markets=phrase.markets(),
            is_adr=_is_adr(head),
        ),
    )


def _counts(phrase: NounPhrase, size: int) -> bool:
    """Tell whether "both stocks", "the shares" or "all three counters" stands for a list of that length."""
    if size < 2:
        return False
    if phrase.has("both", "two"):
        return size == 2
    return (phrase.has("the") and not phrase.names) or phrase.has("three")


def _is_listing(phrase: NounPhrase) -> bool:
    return any(
        token.low in ("listed", "traded", "its", "their") or token.kind in ("ROLE", "POSS")
        for token in phrase.item.tokens
    )
