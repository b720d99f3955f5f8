"""Proper names → what they refer to: names of the gazetteer, and capitalised words that no table knows."""

from __future__ import annotations

import re
from typing import Final

from tapewire.model import Kind
from tapewire.moves.focus import UNKNOWN, Ref, Resolved
from tapewire.moves.gazetteer import Entry
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_PAIR: Final = re.compile(
    r"(?:EUR|USD|GBP|AUD|NZD|CAD|CHF)/(?:USD|JPY|GBP|CHF|AUD|NZD|CAD|CNY|CNH|HKD|SGD|KRW|TWD|INR|THB|IDR|MYR|PHP|MXN|BRL|ZAR|TRY|SEK|NOK|DKK|PLN|ILS)"
)
_FUNDS: Final = (" ETF", " Fund", " Trust", " SPDR")
# Behind these stands a person.
_TITLES: Final = words(
    """
    president prime minister chairman chairwoman chair secretary governor senator chancellor king queen judge justice
    mr mrs ms dr sir lord ceo cfo general premier professor ambassador congressman
    """
)
_PROPER_HEADS: Final = frozenset(("SECTOR", "ROLE", "REFUSE", "MARKET", "ADJ"))


def known_name(phrase: NounPhrase, head: Token, *, is_rate: bool = False) -> Resolved:
    """Refer to a name of the gazetteer.

    Args:
        phrase: Where it stands.
        head: The name.
        is_rate: It is a currency of "the peso's rate", which the market last spoken of says nothing about.
    """
    entry: Entry = head.info
    if entry.is_place:
        return (phrase.place(head),) if entry.market is not None else UNKNOWN
    is_traded = entry.kind in ("stock", "fund")
    ref = Ref(
        phrase.text(head.start, head.end),
        entry.kind,
        head.start,
        head.end,
        entry,
        phrase.codes if is_traded else (),
        phrase.markets() if len(phrase.names) > 1 and phrase.has("listed", "traded") else (),
    )
    if entry.kind == "currency":
        index = phrase.focus.index
        if entry.code is None:
            ref.entry = None
        if not ref.markets and not is_rate and index is not None and index.entry is not None and index.entry.market:
            # A peso is that of the market last spoken of.
            ref.markets = (index.entry.market,)
    return (ref,)


def is_proper(phrase: NounPhrase) -> bool:
    """Tell a company's full name ("Vedanta Resources", "Hsino Tower Group") from a role, a sector or a short name."""
    tokens = phrase.words
    if len(tokens) < 2 or not phrase.is_capital(tokens[-1]):
        return False
    last, before = tokens[-1], tokens[-2]
    is_after_unknown = before.kind == "W" and bool(before.info)
    if last.kind == "NAME":
        is_short = last.info.kind == "stock" and " " not in last.info.label
        return is_short and is_after_unknown and before.start != phrase.story.sentence_start
    if last.kind not in _PROPER_HEADS:
        return False
    if before.kind in ("SECTOR", "REFUSE") and len(tokens) > 2:
        return phrase.is_capital(before) and phrase.is_capital(tokens[-3])
    return is_after_unknown or (before.kind == "NAME" and before.info.kind == "stock")


def unknown_name(phrase: NounPhrase, *, is_title_case: bool = False) -> Resolved:
    """Take the capitalised words that end a phrase for a name: "brewer Kirin", "a2 Milk".

    In a headline that writes every word with a capital only an exchange code beside it makes it one.
    """
    if is_title_case and not phrase.codes:
        return UNKNOWN
    tokens = phrase.words
    first = len(tokens) - 1
    while (
        first > 0
        and phrase.is_capital(tokens[first - 1])
        and tokens[first - 1].kind not in ("POSS", "CODE", "PAREN", "DET")
    ):
        first -= 1
    start, end = tokens[first].start, tokens[-1].end
    name = phrase.text(start, end)
    if _PAIR.fullmatch(name):
        return (Ref(name, "currency", start, end),)
    if len(name) < 2 or tokens[first].low in _TITLES:
        return UNKNOWN
    kind: Kind = "fund" if name.endswith(_FUNDS) else "stock"
    return (Ref(name, kind, start, end, None, phrase.codes, phrase.markets(), is_certain=bool(phrase.codes)),)
