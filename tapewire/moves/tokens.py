"""What a sentence is read as: typed tokens, over a text made ready for reading."""

from __future__ import annotations

from typing import Any


class Token:
    """A typed run of the text.

    Attributes:
        kind: The part it can play; the kinds are listed in ``docs/moves.md``.
        start: Offset of its first character in the text.
        end: Offset past its last.
        low: Its text in lower case.
        info: What the kind asks for: a `Figure`, an `Entry`, a direction, a period.
    """

    __slots__ = ("end", "info", "kind", "low", "start")

    def __init__(self, kind: str, start: int, end: int, low: str, info: Any = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.low = low
        self.info = info

    @property
    def tokens(self) -> list[Token]:
        """Itself, as if it were a phrase of one."""
        return [self]

    def __repr__(self) -> str:
        return f"{self.kind}[{self.low}]"


class Story:
    """A text made ready for reading.

    Attributes:
        text: As given.
        plain: With plain apostrophes, spaces and minus signs; as long as the text.
        low: The same in lower case.
        sentence_start: Offset of the sentence that is being read: a capital there says nothing.
    """

    __slots__ = ("low", "plain", "sentence_start", "text")

    def __init__(self, text: str, plain: str, low: str) -> None:
        self.text = text
        self.plain = plain
        self.low = low
        self.sentence_start = 0
