"""What can stand at the cursor of a search that is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from tapewire.query.fields import FIELDS
from tapewire.query.lexer import tokens
from tapewire.query.writing import quoted

MOST_CANDIDATES = 20
_SHORTEST = 2
"""How much of a field's name must be there before it is offered: one letter begins most words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names that searches can ask for, those that are likelier meant first."""

    sources: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be put in place of what was typed last."""

    start: int
    """Offset of what it replaces; that ends at the cursor."""
    text: str
    """A field with its colon, or a whole term."""

    def taken(self, text: str, cursor: int) -> tuple[str, int]:
        """Put it into a search's text.

        Returns:
            The text with it, and the cursor behind it: after a whole term, behind a blank.
        """
        inserted = self.text if self.text.endswith(":") else f"{self.text} "
        rest = text[cursor:]
        return f"{text[: self.start]}{inserted}{rest.lstrip() if inserted[-1] == ' ' else rest}", self.start + len(
            inserted
        )


def complete(text: str, cursor: int, vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    """List what what was typed before the cursor can become.

    Args:
        text: Anything.
        cursor: Offset in it.
        vocabulary: The names that there are.

    Returns:
        At most `MOST_CANDIDATES`, none that is typed already.
    """
    last = None
    for token in tokens(text[:cursor]):
        last = token
    if last is None or last.kind != "term" or last.end != cursor or last.is_open or (last.is_quoted and last.is_closed):
        return ()
    if not last.field:
        written = last.value.lower()
        is_name = len(written) >= _SHORTEST and not last.is_quoted
        names = [f"{name}:" for name in FIELDS if is_name and name.startswith(written)]
        return tuple(Candidate(start=last.start, text=name) for name in names)
    field = FIELDS.get(last.field)
    if field is None:
        return ()
    values = field.values or (getattr(vocabulary, field.names) if field.names else ())
    typed = last.value.casefold()
    fitting = [value for value in values if value.casefold().startswith(typed) and '"' not in value]
    if field.names == "sources" and typed:
        fitting += [
            value for value in values if typed in value.casefold() and value not in fitting and '"' not in value
        ]
    terms = dict.fromkeys(f"{last.field}:{quoted(value)}" for value in fitting)
    return tuple(Candidate(start=last.start, text=term) for term in terms if term != text[last.start : cursor])[
        :MOST_CANDIDATES
    ]
