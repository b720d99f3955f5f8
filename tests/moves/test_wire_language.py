"""Sentences as news agencies write them, from all markets: a table of what each states, most of them nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapewire.moves import parse_moves

TABLE = Path(__file__).with_name("wire_language.tsv")


def number(text: str) -> float | None:
    return None if text == "-" else float(text)


def rows() -> list[tuple[str, list[tuple[object, ...]]]]:
    r"""Read the table.

    A row is a text (``\n`` is a line break), a tab, and its moves set apart by " ; ": symbol or name, period, way,
    per cent, change and level; "-" is a figure that is not stated.
    """
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, _, stated = line.partition("\t")
        moves: list[tuple[object, ...]] = []
        for part in filter(None, stated.split(" ; ")):
            name, period, direction, *figures = part.rsplit(" ", 5)
            moves.append((name, period, direction, *map(number, figures)))
        found.append((text.replace(r"\n", "\n"), moves))
    return found


@pytest.mark.parametrize(("text", "stated"), rows(), ids=[text[:60] for text, _ in rows()])
def test_wire_language_is_read(text: str, stated: list[tuple[object, ...]]) -> None:
    found = [
        (
            move.instrument.symbol or move.instrument.name,
            move.period,
            move.direction,
            move.percent,
            move.change,
            move.level,
        )
        for move in parse_moves(text)
    ]
    assert found == stated
