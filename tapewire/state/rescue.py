"""What a damaged state file still tells: documents that are whole, and how many there were.

The file has one document to a line, so that damage costs the lines that it touches and no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from tapewire.state.layout import ABOUT, Document, Tables, about, format_of

_TABLE = re.compile(rb'"(\w{1,64})": \{')
_DOCUMENT = re.compile(rb'"(0|[1-9][0-9]{0,15})": (\{.*\}),?')

_NAMES = {
    "read": ("read mark", "read marks"),
    "bookmarks": ("bookmark", "bookmarks"),
    "notes": ("note", "notes"),
    "tags": ("tag", "tags"),
    "highlights": ("highlight", "highlights"),
    "watchlist": ("symbol of the watchlist", "symbols of the watchlist"),
    "queries": ("saved search", "saved searches"),
}
"""What the documents of a table are called, one and several."""


class Rescue(NamedTuple):
    """What was found in a damaged file."""

    tables: Tables
    counts: Mapping[str, int] | None
    """How many documents each table had before the damage; None where that line is lost too."""


def rescue(content: bytes) -> Rescue:
    """Read the lines of a damaged file that are whole.

    Raises:
        NewerFormatError: Its format is one that we do not know.
        DamagedError: Its format number is none.
    """
    tables: Tables = {}
    for name, number, document in _documents(content):
        tables.setdefault(name, {})[number] = document
    format_of(tables)
    try:
        counts = msgspec.convert(about(tables).get("counts"), dict[str, int] | None)
    except msgspec.ValidationError:
        counts = None
    return Rescue({name: each for name, each in tables.items() if name != ABOUT}, counts)


def combine(copy: Tables, found: Rescue) -> Tables:
    """Put what a damaged file still had on top of an earlier copy of it.

    Where all documents of a table were found, the table is as it was. Else those that were not found are the copy's.
    """
    tables = {name: documents for name, documents in copy.items() if name != ABOUT}
    for name, documents in found.tables.items():
        if found.counts is not None and len(documents) == found.counts.get(name):
            tables[name] = documents
        else:
            tables[name] = {**tables.get(name, {}), **_clear_of(tables.get(name, {}), documents)}
    for name, count in (found.counts or {}).items():
        if not count:
            tables[name] = {}
    return tables


def losses(tables: Tables, found: Rescue) -> str | None:
    """Say how many documents are not there any more, in words that fit before "is lost"; None where it is not known.

    Returns:
        An empty text where nothing is lost.
    """
    if found.counts is None:
        return None
    lost = {name: count - len(tables.get(name, {})) for name, count in found.counts.items()}
    parts = [
        f"{number:,} {_NAMES.get(name, (f'entry of {name}', f'entries of {name}'))[number > 1]}"
        for name, number in lost.items()
        if number > 0
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _documents(content: bytes) -> Iterator[tuple[str, str, Document]]:
    """Each whole document, with its table and number."""
    table: str | None = None
    for line in content.split(b"\n"):
        if line in (b"}", b"},"):
            table = None
        elif header := _TABLE.fullmatch(line):
            table = header[1].decode()
        elif table is not None and (match := _DOCUMENT.fullmatch(line)):
            try:
                document: Any = msgspec.json.decode(match[2])
            except (ValueError, RecursionError):  # msgspec's and Unicode's errors are ValueErrors
                continue
            yield table, match[1].decode(), document


def _clear_of(taken: Mapping[str, Document], documents: Mapping[str, Document]) -> dict[str, Document]:
    """Number documents so that each takes the place of its own earlier version and of no other document."""
    places = {document.get("id"): number for number, document in taken.items() if "id" in document}
    free = max(map(int, taken), default=0)
    numbered: dict[str, Document] = {}
    for document in documents.values():
        place = places.get(document.get("id"))
        if place is None:
            free += 1
            place = str(free)
        numbered[place] = document
    return numbered
