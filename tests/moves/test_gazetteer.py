from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapewire.moves.gazetteer import Gazetteer, compiled, gazetteer
from tapewire.moves.gazetteer.tables import TABLES, Row, spelling

FOLDER = Path(compiled.__file__).parent


def rows() -> Iterator[Row]:
    for table in TABLES:
        for line in (FOLDER / f"{table}.tsv").read_text("utf-8").splitlines()[1:]:
            yield Row(table, line)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tables that may be changed, and a folder of their own for what is noted of them."""
    tables = tmp_path / "tables"
    shutil.copytree(FOLDER, tables, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "_FOLDER", tables)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "notes"))
    return tmp_path


def the_note(notes: Path) -> Path:
    (note,) = (notes / "notes").rglob("*.tables")
    return note


def test_every_name_of_every_table_is_found_and_the_first_row_that_has_it_wins() -> None:
    known = Gazetteer(compiled.compile_tables())
    seen: set[str] = set()
    for row in rows():
        for name in row.names():
            low = name.removeprefix("=").lower()
            if low not in seen:
                assert known.by_name[low] == (row.entry(), spelling(row.names(), low)), row
        seen.update(name.removeprefix("=").lower() for name in row.names())
    assert set(known.by_name) == seen
    starts = {name.removeprefix("=").split(" ", 1)[0] for row in rows() for name in row.names()}
    assert known.lower_first == {start.lower() for start in starts if start[0].islower()}


def test_every_symbol_leads_to_the_first_row_that_has_it() -> None:
    first = {symbol: row.entry() for row in reversed(list(rows())) for symbol in row.symbols()}
    known = Gazetteer(compiled.compile_tables())
    assert {symbol: known.by_symbol.get(symbol) for symbol in first} == first
    assert known.by_symbol.get("NO-SUCH.SYMBOL") is None


def test_what_was_noted_equals_the_tables(notes: Path) -> None:
    assert compiled.load() == compiled.compile_tables()
    the_note(notes)
    assert compiled.load() == compiled.compile_tables()


def test_a_note_is_used_until_a_table_changes(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled.load()
    with monkeypatch.context() as patched:
        patched.setattr(compiled, "compile_tables", lambda: pytest.fail("read though nothing changed"))
        compiled.load()
    with (notes / "tables" / "crypto.tsv").open("a") as table:
        table.write("NEW-USD\tBrandnewcoin\n")
    loaded = compiled.load()
    assert "brandnewcoin" in loaded.numbers
    assert loaded == compiled.compile_tables()


@pytest.mark.parametrize("content", [b"", b"no such thing", b"i\x01\x00\x00\x00"])
def test_a_broken_note_is_made_anew(notes: Path, content: bytes) -> None:
    compiled.load()
    the_note(notes).write_bytes(content)
    assert compiled.load() == compiled.compile_tables()
    assert len(the_note(notes).read_bytes()) > 1000


def test_where_nothing_can_be_written_the_tables_are_read(notes: Path) -> None:
    (notes / "notes").write_text("a file stands where the folder should be")
    assert compiled.load() == compiled.compile_tables()


def test_nothing_is_noted_where_python_notes_nothing(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled.load()
    assert not (notes / "notes").exists()


def test_an_unfinished_note_is_never_seen(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", fail)
    assert compiled.load() == compiled.compile_tables()
    assert not list((notes / "notes").rglob("*.tables"))


def test_tables_are_rows_behind_a_line_of_columns() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(TABLES)
    for table in TABLES:
        head, *lines = (FOLDER / f"{table}.tsv").read_text("utf-8").splitlines()
        assert head.startswith("# "), table
        columns = head.count("\t")
        for line in lines:
            assert line.count("\t") == columns, (table, line)
            assert line == line.strip(), (table, line)
            assert re.search(r"\|\||\|$|\t\||\t\t|  |\| | \|", line) is None, (table, line)


def test_a_company_has_one_row_and_a_name_one_company() -> None:
    symbols: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows():
        if row.table.startswith("companies"):
            assert symbols.setdefault(row.symbols()[0], row.line) is row.line
        for low in {name.removeprefix("=").lower() for name in row.names()}:
            assert names.setdefault(low, row.line) is row.line, low


def test_the_gazetteer_covers_the_markets_it_promises() -> None:
    known = gazetteer()
    kinds = [row.entry().kind for row in rows()]
    assert kinds.count("index") >= 300
    assert kinds.count("stock") >= 4000
    wanted = {
        "icbc": "1398.HK",
        "tencent holdings": "0700.HK",
        "catl": "3750.HK",
        "hang seng tech index": "HSTECH.HK",
        "m&m": "M&M.NS",
        "fast retailing": "9983.T",
        "sk hynix": "000660.KS",
        "tsmc": "2330.TW",
        "dbs": "D05.SI",
        "l'oreal": "OR.PA",
        "brent": "BZ=F",
    }
    assert {name: known.by_name[name][0].symbols[0] for name in wanted} == wanted
