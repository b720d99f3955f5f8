"""A search's text → tokens with their places. Never fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["term", "open", "close", "or", "not"]

_BLANK = r"\s\x00-\x1f\x7f"
_BLANKS = re.compile(f"[{_BLANK}]*")
_FIELD = re.compile("([A-Za-z]+):(?!//)")
_QUOTED = re.compile(r'"([^"]*)("(\**))?')
_BARE = re.compile(f'[^{_BLANK}()"]*')
_NOT = re.compile(f"-(?=[^{_BLANK}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a search's text."""

    kind: TokenKind
    start: int
    end: int
    field: str = ""
    """Of a term: what stands before its colon, in small letters; empty where there is no colon."""
    value: str = ""
    """Of a term: what it asks for, without quotes, with single blanks."""
    is_quoted: bool = False
    is_closed: bool = True
    """Whether a quoted value has its second quote."""
    is_open: bool = False
    """A ``*`` stands behind the value."""


def tokens(text: str) -> Iterator[Token]:
    """Cut a search's text up.

    Args:
        text: Anything.
    """
    place = _skip(text, 0)
    after_not = False
    while place < len(text):
        token = _token(text, place, after_not=after_not)
        yield token
        after_not = token.kind == "not"
        place = _skip(text, token.end)


def _skip(text: str, place: int) -> int:
    blanks = _BLANKS.match(text, place)
    return blanks.end() if blanks else place


def _token(text: str, start: int, *, after_not: bool) -> Token:
    if text[start] in "()":
        return Token(kind="open" if text[start] == "(" else "close", start=start, end=start + 1)
    if _NOT.match(text, start):
        return Token(kind="not", start=start, end=start + 1)
    named = _FIELD.match(text, start)
    field, place = (named[1].lower(), named.end()) if named else ("", start)
    quoted = _QUOTED.match(text, place)
    if quoted:
        return Token(
            kind="term",
            start=start,
            end=quoted.end(),
            field=field,
            value=" ".join(re.split(f"[{_BLANK}]+", quoted[1])).strip(),
            is_quoted=True,
            is_closed=quoted[2] is not None,
            is_open=bool(quoted[3]),
        )
    bare = _BARE.match(text, place)
    value = bare[0] if bare else ""
    end = place + len(value)
    if value.lower() == "or" and not field and not after_not:
        return Token(kind="or", start=start, end=end)
    whole = value.rstrip("*")
    return Token(kind="term", start=start, end=end, field=field, value=whole, is_open=whole != value)
