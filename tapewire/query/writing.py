"""A search's tree → text that parses to the same tree."""

from __future__ import annotations

import re
from typing import assert_never

from tapewire.query.lexer import tokens
from tapewire.query.tree import (
    After,
    Age,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Feeds,
    Folder,
    Has,
    Is,
    Not,
    Note,
    Query,
    Size,
    Source,
    Span,
    Symbol,
    Tag,
    Way,
    Words,
)


def write(query: Query) -> str:
    """Write a search out. Its conditions must be such as a person can ask for."""
    parts = [] if query.condition is None else [_write(query.condition)]
    return " ".join([*parts, *([f"sort:{query.sort}"] if query.sort else [])])


def quoted(value: str) -> str:
    """Write a value as it can stand behind a colon: in quotes where it needs them."""
    return f'"{value}"' if not value or re.search(r'[\s()*"]', value) else value


def _write(condition: Condition) -> str:
    match condition:
        case Words():
            star = "*" if condition.is_open else ""
            if condition.in_title:
                return f"title:{quoted(condition.text)}{star}"
            return f"{_word(condition.text)}{star}"
        case Source():
            return f"source:{quoted(condition.name)}"
        case Folder():
            return f"in:{quoted(condition.name)}"
        case Tag():
            return f"tag:{quoted(condition.name)}"
        case Note():
            return f"note:{quoted(condition.text)}"
        case Is():
            return f"is:{condition.state}"
        case Has():
            return f"has:{condition.thing}"
        case After():
            return f"after:{condition.day.isoformat()}"
        case Before():
            return f"before:{condition.day.isoformat()}"
        case Age():
            return f"age:{condition.bound}{condition.amount}{condition.unit}"
        case Symbol():
            return f"sym:{_symbol(condition)}"
        case Way():
            return f"{condition.direction}:{_symbol(condition.of) if condition.of else ''}"
        case Size():
            return f"move:{condition.bound}{condition.percent:.4f}".rstrip("0").rstrip(".")
        case Not():
            return f"-{_member(condition.condition)}"
        case AllOf():
            return " ".join(_member(each) if isinstance(each, AnyOf) else _write(each) for each in condition.conditions)
        case AnyOf():
            return " or ".join(_write(each) for each in condition.conditions)
        case Feeds() | Span():
            raise TypeError(f"{condition} is not what a person can write")
        case _:
            assert_never(condition)


def _member(condition: Condition) -> str:
    return f"({_write(condition)})" if isinstance(condition, AllOf | AnyOf) else _write(condition)


def _word(text: str) -> str:
    found = list(tokens(text))
    is_plain = len(found) == 1 and found[0].kind == "term" and not found[0].field and found[0].value == text
    return text if is_plain else f'"{text}"'


def _symbol(symbol: Symbol) -> str:
    return quoted(symbol.symbol) + ("*" if symbol.is_open else "")
