"""What can stand before a colon in a search, and what behind it. Parser, completion and help all read this one list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from tapewire.query.tree import (
    After,
    Age,
    Asked,
    Before,
    Bound,
    Folder,
    Has,
    Is,
    Note,
    Size,
    Sort,
    Source,
    State,
    Symbol,
    Tag,
    Thing,
    Unit,
    Way,
    Words,
)

Names = Literal["sources", "folders", "tags", "symbols"]
"""Which names a field takes, where only the newsroom knows them."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_BEGUN = re.compile(r"[0-9]{0,4}|[0-9]{4}-[0-9]{0,2}|[0-9]{4}-[0-9]{2}-[0-9]?")
_AGE = re.compile(r"(<=|>=|<|>)([0-9]{1,5})([mhdw])")
_AGE_BEGUN = re.compile(r"([<>]=?[0-9]{0,5})?")
_SIZE = re.compile(r"(<=|>=|<|>)([+-]?[0-9]{1,6}(?:\.[0-9]{1,4})?)%?")
_SIZE_BEGUN = re.compile(r"([<>]=?[+-]?([0-9]{1,6}\.?)?)?")
_SHORT_CODE = re.compile(r"^([0-9]{1,3})(\.HK)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that a search can ask for by name."""

    name: str
    """What stands before the colon."""
    example: str
    meaning: str
    """What the example finds or does."""
    read: Callable[[str, bool], Asked | Sort | None]
    """Makes a condition of a value that may be open; None for a value that cannot be read."""
    wants: str
    """What a value must be, in words."""
    values: tuple[str, ...] = ()
    """All values, where there are few."""
    names: Names | None = None
    begun: re.Pattern[str] | None = None
    """What a value looks like that more typing makes readable."""
    may_be_empty: bool = False

    def may_become(self, value: str) -> bool:
        """Tell whether a value that cannot be read could be, once it is typed to its end."""
        if not value:
            return True
        return any(each.startswith(value.lower()) for each in self.values) or bool(
            self.begun and self.begun.fullmatch(value)
        )


def has_word(text: str) -> bool:
    """Tell whether there is anything in a text that can be looked for."""
    return any(character.isalnum() for character in text)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Instants of its first and last hours must exist in any time zone.
    return day if 1900 <= day.year <= 9000 else None


def _title(value: str, is_open: bool) -> Asked | None:
    return Words(text=value, in_title=True, is_open=is_open) if has_word(value) else None


def _after(value: str, _: bool) -> Asked | None:
    day = _day(value)
    return None if day is None else After(day=day)


def _before(value: str, _: bool) -> Asked | None:
    day = _day(value)
    return None if day is None else Before(day=day)


def _age(value: str, _: bool) -> Asked | None:
    read = _AGE.fullmatch(value.lower())
    return read and Age(bound=cast(Bound, read[1]), amount=int(read[2]), unit=cast(Unit, read[3]))


def _size(value: str, _: bool) -> Asked | None:
    read = _SIZE.fullmatch(value.replace("−", "-"))
    # Zero has no sign: "-0" is 0.
    return read and Size(bound=cast(Bound, read[1]), percent=float(read[2]) or 0.0)


def _symbol(value: str, is_open: bool) -> Symbol | None:
    whole = value.upper()
    if not has_word(whole):
        return None
    # Hong Kong's codes are written without their zeros, too.
    return Symbol(symbol=_SHORT_CODE.sub(lambda code: code[1].zfill(4) + code[2], whole), is_open=is_open)


def _is(value: str, _: bool) -> Asked | None:
    return Is(state=cast(State, value.lower())) if value.lower() in get_args(State) else None


def _has(value: str, _: bool) -> Asked | None:
    return Has(thing=cast(Thing, value.lower())) if value.lower() in get_args(Thing) else None


def _sort(value: str, _: bool) -> Sort | None:
    return cast(Sort, value.lower()) if value.lower() in get_args(Sort) else None


def _way(direction: Literal["up", "down"]) -> Callable[[str, bool], Asked | None]:
    def read(value: str, is_open: bool) -> Asked | None:
        if not value:
            return Way(direction=direction)
        of = _symbol(value, is_open)
        return of and Way(direction=direction, of=of)

    return read


_DAYS = "a day such as 2026-11-01"
_A_SYMBOL = "a symbol such as 0700.HK or ^HSI"

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(
            name="title",
            example='title:"interest rates"',
            meaning="the headline holds it",
            read=_title,
            wants="a word or a phrase in quotes",
        ),
        Field(
            name="source",
            example="source:reuters",
            meaning="the feed's name holds it, or its address is it",
            read=lambda value, _: Source(name=value) if value else None,
            wants="a feed's name, in quotes if it has blanks",
            names="sources",
        ),
        Field(
            name="in",
            example="in:regulators",
            meaning="of the feeds in this folder",
            read=lambda value, _: Folder(name=value) if value else None,
            wants="a folder's name, in quotes if it has blanks",
            names="folders",
        ),
        Field(
            name="is",
            example="is:unread",
            meaning="unread, read, saved or muted",
            read=_is,
            wants="unread, read, saved or muted",
            values=get_args(State),
        ),
        Field(
            name="has",
            example="has:moves",
            meaning="the story states moves; has:note that you wrote a note on it",
            read=_has,
            wants="moves or note",
            values=get_args(Thing),
        ),
        Field(
            name="tag",
            example="tag:banks",
            meaning="you gave it this tag",
            read=lambda value, _: Tag(name=value) if value else None,
            wants="a tag, in quotes if it has blanks",
            names="tags",
        ),
        Field(
            name="note",
            example="note:margins",
            meaning="your note on it holds this",
            read=lambda value, _: Note(text=value) if value else None,
            wants="a word or a phrase in quotes",
        ),
        Field(
            name="after",
            example="after:2026-11-01",
            meaning="published on this day or later",
            read=_after,
            wants=_DAYS,
            begun=_DAY_BEGUN,
        ),
        Field(
            name="before",
            example="before:2026-12-01",
            meaning="published before this day",
            read=_before,
            wants=_DAYS,
            begun=_DAY_BEGUN,
        ),
        Field(
            name="age",
            example="age:<2d",
            meaning="younger than two days; > for older; m, h, d, w",
            read=_age,
            wants="< or >, a whole number and m, h, d or w for minutes, hours, days or weeks, such as <2d",
            begun=_AGE_BEGUN,
        ),
        Field(
            name="sym",
            example="sym:0700.HK",
            meaning="states a move of this instrument",
            read=_symbol,
            wants=_A_SYMBOL,
            names="symbols",
        ),
        Field(
            name="move",
            example="move:>3",
            meaning="states a rise of over 3 per cent; move:<-3 a fall of more",
            read=_size,
            wants="< or > and per cent with their sign, such as >3 or <-3",
            begun=_SIZE_BEGUN,
        ),
        Field(
            name="up",
            example="up:",
            meaning="states a rise; up:0700.HK one of this instrument",
            read=_way("up"),
            wants=f"{_A_SYMBOL}, or nothing",
            names="symbols",
            may_be_empty=True,
        ),
        Field(
            name="down",
            example="down:",
            meaning="states a fall; down:0700.HK one of this instrument",
            read=_way("down"),
            wants=f"{_A_SYMBOL}, or nothing",
            names="symbols",
            may_be_empty=True,
        ),
        Field(
            name="sort",
            example="sort:move",
            meaning="by time, source or move, the largest first",
            read=_sort,
            wants="time, source or move",
            values=get_args(Sort),
        ),
    )
}
