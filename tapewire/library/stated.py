"""The table of stated moves: which instrument moved which way by how much, in which story."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tapewire.model import Move


def add(connection: sqlite3.Connection, n: int, moves: Sequence[Move]) -> None:
    """Enter the moves that a story states. They go with the story's row."""
    connection.executemany(
        "INSERT INTO stated (n, place, symbol, direction, percent) VALUES (?, ?, ?, ?, ?)",
        (
            (
                n,
                place,
                None if move.instrument.symbol is None else move.instrument.symbol.upper(),
                move.direction,
                move.percent,
            )
            for place, move in enumerate(moves)
        ),
    )


def commonest_symbols(connection: sqlite3.Connection, limit: int) -> list[str]:
    """List the symbols whose moves most stories state, those first."""
    rows = connection.execute(
        "SELECT symbol FROM stated WHERE symbol IS NOT NULL GROUP BY symbol ORDER BY count(*) DESC, symbol LIMIT ?",
        (limit,),
    )
    return [symbol for (symbol,) in rows]
