"""The instruments that we know by name: tables written by hand (``*.tsv``) and what they say, looked up by name.

Of ten thousand names a story uses thirty: a start only learns in which row each name stands, and a row is read when a
story first names it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from tapewire.model import OwnInstrument
from tapewire.moves.gazetteer.compiled import Compiled, load
from tapewire.moves.gazetteer.entry import CURRENCY_OF_MARKET, MARKET_OF_ENDING, Entry, market_of, own_entry
from tapewire.moves.gazetteer.tables import TABLES, Row, spelling
from tapewire.moves.own import own_instruments, own_version

__all__ = ["CURRENCY_OF_MARKET", "MARKET_OF_ENDING", "Entry", "Gazetteer", "Names", "Symbols", "gazetteer", "market_of"]


class _Rows:
    """All rows of all tables, by number; those that were asked for are kept as entries."""

    __slots__ = ("_entries", "_lines", "_starts")

    def __init__(self, compiled: Compiled) -> None:
        self._lines = compiled.lines
        self._starts = compiled.starts
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, number: int) -> Row:
        return Row(_TABLE_NAMES[bisect_right(self._starts, number) - 1], self._lines[number])

    def entry(self, number: int) -> Entry:
        entry = self._entries.get(number)
        if entry is None:
            entry = self._entries[number] = self.row(number).entry()
        return entry


class Names:
    """Name in lower case → the entry, and the name as its table writes it.

    Attributes:
        known: Every name, to ask quickly whether there is such a one.
    """

    __slots__ = ("_found", "_rows", "known")

    def __init__(self, numbers: dict[str, int], rows: _Rows) -> None:
        self.known = numbers
        self._rows = rows
        self._found: dict[str, tuple[Entry, str]] = {}

    def get(self, low: str) -> tuple[Entry, str] | None:
        """Look a name up; None if no table has it."""
        number = self.known.get(low)
        if number is None:
            return None
        found = self._found.get(low)
        if found is None:
            found = self._found[low] = (self._rows.entry(number), spelling(self._rows.row(number).names(), low))
        return found

    def put(self, name: str, entry: Entry) -> None:
        """Let a name stand for an entry, whatever the tables say."""
        self.known[name.lower()] = -1
        self._found[name.lower()] = (entry, name)

    def __getitem__(self, low: str) -> tuple[Entry, str]:
        found = self.get(low)
        if found is None:
            raise KeyError(low)
        return found

    def __len__(self) -> int:
        return len(self.known)

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)


class Symbols:
    """Symbol → the entry whose home listing it is, else the first that has it."""

    __slots__ = ("_numbers", "_own", "_rows")

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows
        self._numbers: dict[str, int] = {}
        self._own: dict[str, Entry] = {}

    def put(self, symbol: str, entry: Entry) -> None:
        """Let a symbol stand for an entry, whatever the tables say."""
        self._own[symbol] = entry

    def get(self, symbol: str) -> Entry | None:
        """Look a symbol up; None if no table has it. The first call takes some milliseconds."""
        if symbol in self._own:
            return self._own[symbol]
        if not self._numbers:
            listed = [(number, self._rows.row(number).symbols()) for number in range(len(self._rows) - 1, -1, -1)]
            for number, symbols in listed:
                self._numbers.update(dict.fromkeys(symbols[1:], number))
            for number, symbols in listed:
                self._numbers.update(dict.fromkeys(symbols[:1], number))
        first = self._numbers.get(symbol)
        return self._rows.entry(first) if first is not None else None


class Gazetteer:
    """All tables, and before them what the user added, ready to be asked.

    Attributes:
        by_name: Name in lower case → entry and spelling.
        by_symbol: Symbol → entry.
        lower_first: First words of names that may be written in lower case ("gold", "crude oil").
        market_openers: First words of the names that tell a market: of indices and places.
    """

    __slots__ = ("by_name", "by_symbol", "lower_first", "market_openers")

    def __init__(self, compiled: Compiled, own: tuple[OwnInstrument, ...] = ()) -> None:
        rows = _Rows(compiled)
        self.by_name = Names(compiled.numbers, rows)
        self.by_symbol = Symbols(rows)
        self.lower_first = compiled.lower_first
        self.market_openers = compiled.market_openers
        for instrument in reversed(own):
            self._add(instrument)

    def _add(self, own: OwnInstrument) -> None:
        entry = own_entry(own)
        held = self.by_symbol.get(own.symbol) if own.symbol is not None else None
        if held is not None and held.kind == entry.kind and own.symbol is not None:
            # A known company under another name keeps its other listings.
            others = tuple(symbol for symbol in held.symbols if symbol != own.symbol)
            entry = held._replace(label=own.name, symbols=(own.symbol, *others), market=entry.market or held.market)
        if own.symbol is not None:
            self.by_symbol.put(own.symbol, entry)
        names = (own.name, *own.aliases)
        for name in names:
            self.by_name.put(name, entry)
        self.lower_first |= {name.split(" ", 1)[0].lower() for name in names if name[0].islower()}


_TABLE_NAMES = tuple(TABLES)


def gazetteer() -> Gazetteer:
    """Load the tables, with the user's own instruments that are in use (see `tapewire.moves.own`).

    The first call takes some milliseconds, the others nothing.
    """
    return _gazetteer(own_version())


@lru_cache(maxsize=1)
def _gazetteer(_: int) -> Gazetteer:
    return Gazetteer(load(), own_instruments())
