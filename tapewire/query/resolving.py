"""A person's folders, days and ages → feeds and instants, as they are at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from tapewire.query.tree import After, Age, AllOf, AnyOf, Before, Condition, Feeds, Folder, Not, Span

_LENGTHS: dict[Literal["m", "h", "d", "w"], timedelta] = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def resolve(condition: Condition, *, folders: Mapping[str, frozenset[str]], now: datetime) -> Condition:
    """Put feeds and instants in the place of folders, days and ages.

    Args:
        condition: As parsed.
        folders: The keys of the feeds in each folder, by its name.
        now: Aware instant that ages are counted from.
    """
    match condition:
        case Folder():
            return Feeds(keys=_feeds_in(condition.name, folders))
        case After():
            return Span(since=_start_of(condition.day))
        case Before():
            return Span(until=_start_of(condition.day))
        case Age():
            then = now - condition.amount * _LENGTHS[condition.unit]
            return Span(since=then) if condition.bound in ("<", "<=") else Span(until=then)
        case Not():
            return Not(condition=resolve(condition.condition, folders=folders, now=now))
        case AllOf():
            return AllOf(conditions=tuple(resolve(each, folders=folders, now=now) for each in condition.conditions))
        case AnyOf():
            return AnyOf(conditions=tuple(resolve(each, folders=folders, now=now) for each in condition.conditions))
        case _:
            return condition


def _feeds_in(name: str, folders: Mapping[str, frozenset[str]]) -> frozenset[str]:
    wanted = name.casefold()
    named = [keys for folder, keys in folders.items() if folder.casefold() == wanted]
    begun = [keys for folder, keys in folders.items() if folder and folder.casefold().startswith(wanted)]
    return frozenset().union(*(named or begun))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()  # midnight by the user's own clock
