"""A search's text → its tree, and what is wrong with the text. Never fails: what cannot be read is left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapewire.query.fields import FIELDS, has_word
from tapewire.query.lexer import Token, tokens
from tapewire.query.tree import Condition, Query, Sort, Words, all_of, any_of, negated

MOST_CHARACTERS = 1_000
MOST_TERMS = 64
DEEPEST = 20
"""How many parentheses may stand in one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a search that cannot be read."""

    message: str
    """What is wrong and what to do, as a sentence."""
    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset past its last."""
    is_unfinished: bool = False
    """More typing at the end of the text may mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a search's text says."""

    query: Query
    """What could be read."""
    faults: tuple[Fault, ...] = ()
    """In the order of the text; none if all could be read."""


def parse(text: str, *, is_typing: bool = False) -> Parsed:
    """Read a search.

    Args:
        text: Anything.
        is_typing: Whether the cursor stands at its end, so that a last word may go on.
    """
    return _Parser(text, is_typing=is_typing).parsed()


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses, or is the whole text."""

    start: int
    is_negated: bool
    alternatives: list[Condition] = field(default_factory=list)
    """Before the last ``or``."""
    together: list[Condition] = field(default_factory=list)
    """Since then."""
    last_or: Token | None = None
    """The ``or`` that nothing stands behind yet."""

    def add(self, condition: Condition) -> None:
        self.together.append(condition)
        self.last_or = None

    def condition(self) -> Condition | None:
        last = all_of(self.together)
        return any_of([*self.alternatives, *([] if last is None else [last])])


class _Parser:
    def __init__(self, text: str, *, is_typing: bool) -> None:
        # Half a surrogate pair cannot be handed to a database.
        self._text = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        self._is_typing = is_typing
        self._faults: list[Fault] = []
        self._groups = [_Group(0, is_negated=False)]
        self._sort: Sort | None = None
        self._terms = 0
        self._nots: list[Token] = []
        """The signs of negation right before what comes next."""
        if len(text) > MOST_CHARACTERS:
            self._fault(MOST_CHARACTERS, len(text), f"A search has at most {MOST_CHARACTERS:,} characters. Shorten it.")

    def parsed(self) -> Parsed:
        is_whole = all(self._take(token) for token in tokens(self._text))
        told = len(self._faults)
        if self._nots:
            self._dangling_not()
        while len(self._groups) > 1:
            start = self._groups[-1].start
            self._fault(start, start + 1, "This ( has no ). Put one where the group ends.", is_unfinished=True)
            self._close(len(self._text))
        self._end_group(len(self._text))
        if not is_whole:
            del self._faults[told:]  # what is left out would have closed what is open
        return Parsed(
            query=Query(condition=self._groups[0].condition(), sort=self._sort),
            faults=tuple(sorted(self._faults, key=lambda fault: fault.start)),
        )

    def _take(self, token: Token) -> bool:
        """Take the next token in; False: none further can be."""
        if token.kind == "not":
            self._nots.append(token)
        elif token.kind == "term":
            return self._take_term(token)
        elif token.kind == "open":
            if len(self._groups) > DEEPEST:
                self._fault(token.start, token.end, f"At most {DEEPEST} parentheses may stand in one another.")
                return False
            self._groups.append(_Group(token.start, is_negated=self._is_negated()))
        else:
            if self._nots:
                self._dangling_not()
            if token.kind == "or":
                self._take_or(token)
            elif len(self._groups) == 1:
                self._fault(token.start, token.end, "This ) has no (. Remove it, or put one where the group starts.")
            else:
                self._close(token.start)
        return True

    def _take_or(self, token: Token) -> None:
        group = self._groups[-1]
        before = all_of(group.together)
        if before is None:
            self._fault(
                token.start,
                token.end,
                "`or` needs something before it. To look for the word, put it in quotes.",
                is_unfinished=token.end == len(self._text),
            )
            return
        group.alternatives.append(before)
        group.together = []
        group.last_or = token

    def _take_term(self, token: Token) -> bool:
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._fault(token.start, token.end, f"A search has at most {MOST_TERMS} conditions. Leave some out.")
            return False
        start = self._nots[0].start if self._nots else token.start
        is_negated = self._is_negated()
        read = self._read(token)
        if isinstance(read, str):
            self._take_sort(token, read, start=start, is_negated=is_negated)
        elif read is not None:
            self._groups[-1].add(negated(read) if is_negated else read)
        return True

    def _read(self, token: Token) -> Condition | Sort | None:
        if not token.is_closed:
            self._fault(
                token.start, token.end, 'This phrase has no second ". Put one where it ends.', is_unfinished=True
            )
        is_at_end = self._is_typing and token.end == len(self._text)
        is_open = token.is_open or (is_at_end and not (token.is_quoted and token.is_closed))
        known = FIELDS.get(token.field)
        if known is None:
            return self._read_words(token, is_open=is_open)
        is_empty = not token.value and not (known.may_be_empty and not token.is_quoted)
        read = None if is_empty else known.read(token.value, is_open)
        if read is None:
            is_last = not self._text[token.end :].strip() if is_empty else token.end == len(self._text)
            self._fault(
                token.start,
                token.end,
                f"{token.field}: takes {known.wants}.",
                is_unfinished=is_last and not (token.is_quoted and token.is_closed) and known.may_become(token.value),
            )
        return read

    def _read_words(self, token: Token, *, is_open: bool) -> Condition | None:
        if not token.field:
            return Words(text=token.value, is_open=is_open) if has_word(token.value) else None
        if not token.value and not token.is_quoted:  # "Update: rates cut"
            return Words(text=token.field)
        from difflib import get_close_matches

        close = get_close_matches(token.field, FIELDS, n=1)
        meant = f"Did you mean {close[0]}:?" if close else f"There are {', '.join(FIELDS)}."
        whole = self._text[token.start : token.end].replace('"', "").strip()
        self._fault(
            token.start,
            token.end,
            f'There is no {token.field}: to search by. {meant} As words: "{whole}".',
        )
        return None

    def _take_sort(self, token: Token, sort: Sort, *, start: int, is_negated: bool) -> None:
        if is_negated or len(self._groups) > 1:
            self._fault(start, token.end, "sort: holds for the whole search. Put it at the end, by itself.")
        elif self._sort is not None:
            self._fault(token.start, token.end, "sort: is there twice. Remove one of the two.")
        else:
            self._sort = sort

    def _close(self, end: int) -> None:
        self._end_group(end)
        group = self._groups.pop()
        condition = group.condition()
        if condition is not None:
            self._groups[-1].add(negated(condition) if group.is_negated else condition)

    def _end_group(self, end: int) -> None:
        dangling = self._groups[-1].last_or
        if dangling is not None:
            self._fault(
                dangling.start,
                dangling.end,
                "`or` needs something behind it. To look for the word, put it in quotes.",
                is_unfinished=not self._text[dangling.end :].strip() and end == len(self._text),
            )

    def _is_negated(self) -> bool:
        count = len(self._nots)
        self._nots = []
        return count % 2 == 1

    def _dangling_not(self) -> None:
        first, last = self._nots[0], self._nots[-1]
        self._nots = []
        self._fault(first.start, last.end, "- needs something right behind it that stories shall not have.")

    def _fault(self, start: int, end: int, message: str, *, is_unfinished: bool = False) -> None:
        self._faults.append(Fault(message=message, start=start, end=end, is_unfinished=is_unfinished))
