"""What a search asks for, as a tree of frozen values.

A person's words (a folder, a calendar day, an age) stand in it as they were typed; `tapewire.query.resolving` turns
them into feeds and instants. Trees are in one normal form: `AllOf` and `AnyOf` have two members or more and none of
their own kind, and `Not` holds no `Not`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

State = Literal["unread", "read", "saved", "muted"]
Thing = Literal["moves", "note"]
Sort = Literal["time", "source", "move"]
"""``time``: newest first. ``source``: by the source's name, each newest first. ``move``: the largest badge first."""
Bound = Literal["<", "<=", ">", ">="]
Unit = Literal["m", "h", "d", "w"]
"""Minutes, hours, days, weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A word, or a phrase of several."""

    text: str
    """Without quotes and line breaks, with single blanks; holds a letter or digit."""
    in_title: bool = False
    is_open: bool = False
    """The last word may go on: ``semi`` finds semiconductors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The feed's name holds this, in upper or lower case, or its address is this."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The feed lies in the folder of this name, in upper or lower case; if there is none, in one that starts so."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The user gave the story this tag."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The user's note on the story holds this, in upper or lower case."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The story has this mark, or lacks it."""

    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Has:
    """The story states moves, or has a note of the user's."""

    thing: Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Published on this day of the user's calendar or later."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Published before this day of the user's calendar."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Published less, or more, than so long ago."""

    bound: Bound
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """The story states a move of the instrument with this symbol."""

    symbol: str
    """Yahoo-style, in capitals."""
    is_open: bool = False
    """The symbol may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The story states a rise or a fall, of an instrument or of any."""

    direction: Literal["up", "down"]
    of: Symbol | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The story states a move of more, or less, than so many per cent, counted with its sign."""

    bound: Bound
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """The story is of one of these feeds, by key."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Published in a stretch of time."""

    since: datetime | None = None
    """Aware; the first instant. None: no bound."""
    until: datetime | None = None
    """Aware; the first instant after it. None: no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """What does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """All of these hold. Conditions on moves that follow one another are on one move."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One of these holds, or several."""

    conditions: tuple[Condition, ...]


Asked = Words | Source | Folder | Tag | Note | Is | Has | After | Before | Age | Symbol | Way | Size
"""What a person can ask for by itself."""
Condition = Asked | Feeds | Span | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A whole search."""

    condition: Condition | None = None
    """None: any story."""
    sort: Sort | None = None
    """None: the best match first where words are asked for, else the newest."""


def negated(condition: Condition) -> Condition:
    """Turn a condition round."""
    return condition.condition if isinstance(condition, Not) else Not(condition=condition)


def all_of(conditions: list[Condition]) -> Condition | None:
    """Ask for all conditions; None where there are none."""
    members = [part for each in conditions for part in (each.conditions if isinstance(each, AllOf) else (each,))]
    return members[0] if len(members) == 1 else AllOf(conditions=tuple(members)) if members else None


def any_of(conditions: list[Condition]) -> Condition | None:
    """Ask for one of the conditions; None where there are none."""
    members = [part for each in conditions for part in (each.conditions if isinstance(each, AnyOf) else (each,))]
    return members[0] if len(members) == 1 else AnyOf(conditions=tuple(members)) if members else None


def leaves(condition: Condition | None) -> list[Condition]:
    """List the conditions of a tree that hold no others."""
    if condition is None:
        return []
    if isinstance(condition, Not):
        return leaves(condition.condition)
    if isinstance(condition, AllOf | AnyOf):
        return [leaf for member in condition.conditions for leaf in leaves(member)]
    return [condition]
