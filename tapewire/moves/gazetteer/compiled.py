"""The tables in the form that loads fastest, kept where Python keeps its compiled modules, and by the same rules.

Reading the tables takes three times as long as reading what was noted of them at the last start: which name stands in
which row. The note holds the time and size of each table and module that it was made from, and is made anew when one of
them differs. Where it cannot be written, every start reads the tables.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from tapewire.moves.gazetteer.tables import TABLES

_FOLDER: Final = Path(__file__).parent
_LOWER_FIRST: Final = re.compile(r"[\t|]=?([a-z][^ |\n]*)")


class Compiled(NamedTuple):
    """The rows of all tables, and where each name stands."""

    numbers: dict[str, int]
    """Name in lower case → the number of the first row that has it."""
    lines: list[str]
    """The rows, table after table."""
    starts: list[int]
    """The number of each table's first row."""
    lower_first: frozenset[str]
    """First words of names that may be written in lower case, in lower case."""
    market_openers: frozenset[str]
    """First words, in lower case, of the names that tell a market: indices and places."""


def load() -> Compiled:
    """Take what was noted at an earlier start, or read the tables and note it."""
    stamp = _stamp()
    try:
        noted, numbers, text, *others = marshal.loads(_note().read_bytes())
        if noted == stamp:
            return Compiled(numbers, text.split("\n"), *others)
    except (OSError, NotImplementedError, EOFError, ValueError, TypeError):
        pass
    compiled = compile_tables()
    if not sys.dont_write_bytecode:
        _write((stamp, compiled.numbers, "\n".join(compiled.lines), *compiled[2:]))
    return compiled


def compile_tables() -> Compiled:
    """Read the tables."""
    lines: list[str] = []
    lowered: list[str] = []
    starts = []
    lower_first: set[str] = set()
    market_openers: set[str] = set()
    for table, kind in TABLES.items():
        _, _, text = (_FOLDER / f"{table}.tsv").read_text("utf-8").rstrip("\n").partition("\n")
        starts.append(len(lines))
        if not text:
            continue
        lines += text.split("\n")
        lowered += text.lower().replace("\t=", "\t").replace("|=", "|").split("\n")
        lower_first.update(_LOWER_FIRST.findall(text))
        if kind == "index":
            names = chain.from_iterable(line.rpartition("\t")[2].split("|") for line in lowered[starts[-1] :])
            market_openers.update(opener(name) for name in names)
    numbers = {}
    # From the last to the first, so that the first row that has a name keeps it.
    for number in range(len(lines) - 1, -1, -1):
        for name in lowered[number].rpartition("\t")[2].split("|"):
            numbers[name] = number
    return Compiled(numbers, lines, starts, frozenset(word.lower() for word in lower_first), frozenset(market_openers))


def opener(name: str) -> str:
    """Take the first word of a name without what may hang on to it: "India's Nifty" gives "india"."""
    return name.partition(" ")[0].rstrip(".,").removesuffix("'s")


def _stamp() -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of every file that the note is made from."""
    with os.scandir(_FOLDER) as found:
        files = [(file.name, file.stat()) for file in found if file.name.endswith((".tsv", ".py"))]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))


def _note() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".tables")


def _write(content: tuple[Any, ...]) -> None:
    with suppress(OSError, NotImplementedError):
        note = _note()
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_name(f"{note.name}.{os.getpid()}")
        part.write_bytes(marshal.dumps(content))
        part.replace(note)
