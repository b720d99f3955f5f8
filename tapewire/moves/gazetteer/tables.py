"""The tables (``*.tsv``): which there are, what their columns mean, and how a row becomes an `Entry`."""

from __future__ import annotations

from typing import Final, NamedTuple

from tapewire.model import Kind
from tapewire.moves.gazetteer.entry import Entry, market_of

TABLES: Final[dict[str, Kind]] = {
    "indices": "index",
    "sectors": "index",
    "yields": "yield",
    "currencies": "currency",
    "commodities": "commodity",
    "crypto": "crypto",
    "funds": "fund",
    "places": "index",
    "companies_us_uk": "stock",
    "companies_china": "stock",
    "companies_asia": "stock",
    "companies_world": "stock",
    "companies_frontier": "stock",
    "companies_listed": "stock",
}
"""Table → what its rows are. Of two rows that have one name the first wins, in this order.

A table's first line names its columns, every other line is a row, and its last cell holds the names.
"""


class Row(NamedTuple):
    """A row as it stands in its table."""

    table: str
    line: str

    def entry(self) -> Entry:
        """Read what the row names."""
        cells = self.line.split("\t")
        kind = TABLES[self.table]
        label = self.names()[0].removeprefix("=")
        if self.table == "places":
            return Entry(cells[2], self.symbols(), kind, _unless_dash(cells[0]), is_place=True)
        if kind == "currency":
            return Entry(label, (), kind, None, _unless_dash(cells[0]))
        symbols = self.symbols()
        if symbols and kind in ("stock", "fund"):
            return Entry(label, symbols, kind, market_of(symbols[0]))
        market = cells[1] if len(cells) == 3 else None
        return Entry(label, symbols, kind, market, is_sector=self.table == "sectors")

    def symbols(self) -> tuple[str, ...]:
        """List the symbols, the home listing first; empty where there is none."""
        cells = self.line.split("\t")
        return () if self.table == "currencies" else _symbols(cells[1 if self.table == "places" else 0])

    def names(self) -> list[str]:
        """List the names as they are written, ``=`` before those that ask for exactly that spelling."""
        return self.line.rpartition("\t")[2].split("|")


def spelling(names: list[str], low: str) -> str:
    """Choose among the spellings of one name in a row the one that asks for least.

    Args:
        names: As `Row.names` gives them.
        low: The name in lower case, without ``=``.
    """
    chosen = ""
    for name in names:
        if name.removeprefix("=").lower() != low:
            continue
        is_laxer = name[0].islower() or (chosen.isupper() and not name.isupper())
        if not chosen or (is_laxer and chosen[0] != "="):
            chosen = name
    return chosen


def _symbols(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))


def _unless_dash(cell: str) -> str | None:
    return None if cell == "-" else cell
