"""A noun phrase made ready for `tapewire.moves.refs`: its words apart from determiners, its names, codes and places."""

from __future__ import annotations

from typing import Final

from tapewire.moves.focus import Focus, Ref
from tapewire.moves.items import Item
from tapewire.moves.tokens import Story, Token

_SKIPPED_AT_END: Final = frozenset(("CODE", "PAREN", "POSS", "BOND"))


class NounPhrase:
    """A noun phrase, and where it stands.

    Attributes:
        item: As gathered.
        words: Its tokens without determiners, adjectives that are no part of a name, and a code or bracket at its end.
        head: The last of them; None where there is none.
        names: Names of the gazetteer in it.
        codes: Symbols of the exchange codes printed in it.
        first: Its first word, in lower case.
        focus: What the story last spoke of.
        story: The story.
    """

    __slots__ = ("codes", "first", "focus", "head", "item", "names", "story", "words")

    def __init__(self, item: Item, focus: Focus, story: Story) -> None:
        self.item = item
        self.focus = focus
        self.story = story
        self.first = item.tokens[0].low
        words: list[Token] = []
        names: list[Token] = []
        codes: tuple[str, ...] = ()
        for n, token in enumerate(item.tokens):
            kind = token.kind
            if kind == "DET":
                if token.low == "its":
                    words.append(token)
            elif kind != "ADJ" or _is_name_part(item.tokens, n, story):
                words.append(token)
            if kind == "NAME":
                names.append(token)
            elif kind == "CODE":
                codes += token.info
        while len(words) > 1 and words[-1].kind in _SKIPPED_AT_END:
            words.pop()
        if not words and item.low == "benchmark":
            # An adjective before a name, and a noun where it stands alone: "the benchmark rose".
            words.append(item.tokens[-1])
        self.words = words
        self.head = words[-1] if words else None
        self.names = names
        self.codes = codes

    def text(self, start: int, end: int) -> str:
        """Quote the story."""
        return self.story.text[start:end]

    def markets(self) -> tuple[str, ...]:
        """Markets of the places that it names: "Hong Kong-listed", "Shenzhen shares"."""
        return tuple(token.info.market for token in self.names if token.info.is_place and token.info.market)

    def is_capital(self, token: Token) -> bool:
        """Tell whether a word of it is written with a capital."""
        return self.story.plain[token.start].isupper() or (token.kind == "W" and bool(token.info))

    def has(self, *lows: str) -> bool:
        """Tell whether it holds one of some words."""
        return any(token.low in lows for token in self.item.tokens)

    def has_possessive(self) -> bool:
        """Tell whether a word of it stands in the possessive."""
        return any(token.kind == "POSS" for token in self.words)

    def place(self, token: Token) -> Ref:
        """Refer to the market of a place that it names."""
        return Ref(self.text(token.start, token.end), "index", token.start, self.item.end, token.info)

    def benchmark(self) -> Token | None:
        """Find the first place in it whose market has a benchmark."""
        return next((token for token in self.names if token.info.is_place and token.info.symbols), None)


def _is_name_part(tokens: list[Token], n: int, story: Story) -> bool:
    """Tell "FAR International" and "Straight Path" from "Benchmark crude"."""
    if not story.plain[tokens[n].start].isupper():
        return False
    before = tokens[n - 1] if n else None
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    if before is not None and before.kind == "W" and before.info:
        return True
    return after is not None and after.kind == "W" and bool(after.info)
