"""Typed tokens → items: noun phrases gathered into one, everything else as it is."""

from __future__ import annotations

from typing import Any, Final

from tapewire.moves.tokens import Token
from tapewire.moves.words import words

NOMINAL: Final = words(
    """
    DET W NAME POSS SHARE INDEXN FUT YIELD PRICE ROLE REFUSE SECTOR ADJ CODE PAREN PRON MARKET TENOR OFFER BOND
    """
)


_OPENING: Final = frozenset(("DET", "PRON"))
_LINKING: Final = frozenset(("DET", "POSS"))
_NAMING: Final = frozenset(("W", "SECTOR", "ADJ", "LVL"))
_PLAIN: Final = frozenset(("W", "SECTOR", "ADJ"))
_GAUGES: Final = frozenset(("index", "sub-index", "subindex", "sector", "gauge", "group", "company", "firm"))
_LEGAL: Final = words("co corp ltd inc company plc bhd tbk")


class Phrase:
    """A noun phrase.

    Attributes:
        kind: ``NP``, or ``DET`` for one of determiners alone.
        tokens: Its tokens.
        start: Offset of its first character in the text.
        end: Offset past its last.
        low: Its last word in lower case.
        info: That of its last token.
    """

    __slots__ = ("end", "info", "kind", "low", "start", "tokens")

    def __init__(self, kind: str, tokens: list[Token]) -> None:
        last = tokens[-1]
        self.kind = kind
        self.tokens = tokens
        self.start = tokens[0].start
        self.end = last.end
        self.low = last.low
        self.info: Any = last.info

    def __repr__(self) -> str:
        return f"{self.kind}[{' '.join(token.low for token in self.tokens)}]"


Item = Phrase | Token
"""A noun phrase, or a token that belongs to none."""


def _is_inside_name(tokens: list[Token], n: int) -> bool:
    """Tell the "and" of "Batic Investments and Logistics Co" and "the oil and gas index" from that of a list."""
    before = tokens[n - 1]
    k = n + 1
    while k < len(tokens) and k < n + 5 and tokens[k].kind in _NAMING:
        if tokens[k].low in _LEGAL and (tokens[k].info or tokens[k].kind == "LVL"):
            return before.kind == "W" and bool(before.info)
        k += 1
    is_described = n > 1 and tokens[n - 2].kind == "DET" and before.kind in _PLAIN and not before.info
    return is_described and n + 1 < k < len(tokens) and tokens[k].low in _GAUGES


def gather(tokens: list[Token]) -> list[Item]:
    """Gather the noun phrases of a sentence."""
    items: list[Item] = []
    current: list[Token] = []
    for n, token in enumerate(tokens):
        kind = token.kind
        if kind not in NOMINAL:
            if kind == "CONJ" and current and _is_inside_name(tokens, n):
                current.append(Token("W", token.start, token.end, token.low, current[-1].info))
                continue
            if kind == "DAY" and current and token.low.endswith("'s"):
                continue
            if current:
                items.append(_phrase(current))
                current = []
            items.append(token)
        elif not current:
            current.append(token)
        elif kind == "W" and not token.info and current[-1].kind == "NAME":
            # "Vale offset losses", "Tencent founder": what follows the name is no part of it.
            items.append(_phrase(current))
            current = []
            items.append(token)
        elif (kind in _OPENING and current[-1].kind not in _LINKING) or (current[0].kind == "PRON" and kind != "POSS"):
            items.append(_phrase(current))
            current = [token]
        else:
            current.append(token)
    if current:
        items.append(_phrase(current))
    return items


def _phrase(tokens: list[Token]) -> Phrase:
    is_bare = tokens[-1].kind == "DET" and all(token.kind == "DET" for token in tokens)
    return Phrase("DET" if is_bare else "NP", tokens)
