"""Nouns that carry an instrument: "shares of", "futures on", "the yield on", "the price of"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tapewire.moves.clause_subject import Subject
from tapewire.moves.focus import Ref
from tapewire.moves.items import Item
from tapewire.moves.words import words

CARRIERS: Final = words(
    """
    shares share stock stocks futures future yield yields price prices contract contracts units adrs adr gains
    losses
    """
)
# Read here: "those tied to the S&P 500"
TIES: Final = frozenset(("tied", "linked", "related"))
_RATES: Final = frozenset(("rate", "parity", "midpoint", "fixing"))
_RETURNS: Final = frozenset(("return", "returns", "rate", "rates"))


def carried(head: Item, subject: Subject) -> Subject:
    """Combine a carrying noun with what it is of."""
    low = head.low
    if low in ("adr", "adrs"):
        return Subject(tuple(replace(ref, is_adr=True) for ref in subject.refs), start=head.start)
    if low.startswith(("future", "contract")):
        return Subject(as_futures(subject.refs), subject.is_refused, head.start)
    if low.startswith("yield"):
        refs = tuple(
            replace(ref, is_yield=True, kind="yield")
            for ref in subject.refs
            if ref.kind in ("yield", "stock", "index") or ref.entry is None
        )
        return Subject(refs, start=head.start)
    if low.startswith("price"):
        refs = tuple(ref for ref in subject.refs if ref.kind in ("commodity", "crypto"))
        return Subject(refs, not refs, head.start)
    listed = tuple(
        token.info.market for token in head.tokens if token.kind == "NAME" and token.info.is_place and token.info.market
    )
    if listed and any(token.low in ("listed", "traded") for token in head.tokens):
        # "U.S.-listed shares of the Danish drugmaker"
        return Subject(tuple(replace(ref, markets=listed) for ref in subject.refs), subject.is_refused, head.start)
    return Subject(subject.refs, subject.is_refused, head.start)


def as_futures(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Turn indices into the futures on them; those on a commodity stay what they are."""
    return tuple(replace(ref, is_future=True, kind="future" if ref.kind == "index" else ref.kind) for ref in refs)


def is_rate_of(head: Item, refs: tuple[Ref, ...]) -> bool:
    """Tell "the midpoint of the yuan" and "the return on 10-year Treasuries", which say no more than the name."""
    if head.low in _RATES and all(ref.kind == "currency" for ref in refs):
        return True
    return head.low in _RETURNS and bool(refs) and refs[0].kind == "yield"
