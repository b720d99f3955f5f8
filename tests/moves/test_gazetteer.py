from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapewire.moves.gazetteer import CURRENCY_OF_MARKET, MARKET_OF_ENDING, Gazetteer, compiled, gazetteer, market_of
from tapewire.moves.gazetteer.tables import TABLES, Row, spelling

FOLDER = Path(compiled.__file__).parent
NAMING = Path(__file__).with_name("naming.tsv")
TAILS = frozenset(
    [
        *("group", "holding", "holdings", "ltd", "limited", "inc", "corp", "corporation", "co", "company", "plc"),
        *("futures", "yield", "index"),
    ]
)
"""What the parser reads behind a name by itself."""


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
    of_markets = {low for low, (entry, _) in ((low, known.by_name[low]) for low in seen) if entry.kind == "index"}
    assert {low.split(" ")[0].rstrip(".,").removesuffix("'s") for low in of_markets} <= known.market_openers


def test_every_symbol_leads_to_the_row_whose_home_listing_it_is() -> None:
    listed = list(reversed(list(rows())))
    first = {symbol: row.entry() for row in listed for symbol in row.symbols()}
    first |= {row.symbols()[0]: row.entry() for row in listed if row.symbols()}
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
        if row.table.startswith("companies") and row.symbols():
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


SHAPES = {
    "HK": r"\d{4}",
    "SS": r"6\d{5}",
    "SZ": r"(?:00[0-3]|30[0-2])\d{3}",
    "T": r"\d{3}[\dA-Z]",
    "KS": r"\d{5}[05]",
    "KQ": r"\d{5}0",
    "TW": r"\d{4}",
    "TWO": r"\d{4}",
    "NS": r"[A-Z0-9&-]{2,11}",
    "BO": r"[A-Z0-9]{2,10}",
    "AX": r"[A-Z0-9]{3}",
    "NZ": r"[A-Z0-9]{3}",
    "SI": r"[A-Z0-9]{3,4}",
    "KL": r"\d{4}(?:SS)?",
    "JK": r"[A-Z]{4}",
    "BK": r"[A-Z0-9]{2,6}",
    "PS": r"[A-Z0-9]{2,6}",
    "VN": r"[A-Z]{3}",
    "KA": r"[A-Z]{3,7}",
    "NR": r"[A-Z]{2,4}",
    "SR": r"[1-9]\d{3}",
    "AE": r"[A-Z0-9]{2,12}",
    "QA": r"[A-Z]{4}",
    "KW": r"[A-Z]{3,9}",
    "CA": r"[A-Z]{4}",
    "TA": r"[A-Z0-9]{2,5}",
    "JO": r"[A-Z0-9]{3}",
    "SA": r"[A-Z0-9]{4}(?:3|4|5|6|11)",
    "MX": r"[A-Z0-9&-]{1,12}",
    "SN": r"[A-Z-]{3,10}",
    "TO": r"[A-Z]{1,5}(?:-(?:A|B|UN))?",
    "L": r"[A-Z0-9]{1,4}(?:-A)?",
    "DE": r"[A-Z0-9]{2,5}",
    "PA": r"[A-Z-]{2,6}",
    "AS": r"[A-Z0-9]{2,5}",
    "BR": r"[A-Z]{3,5}",
    "SW": r"[A-Z]{2,4}",
    "MI": r"[A-Z0-9]{1,7}",
    "MC": r"[A-Z0-9]{3,7}",
    "ST": r"[A-Z0-9]{2,6}(?:-(?:A|B|C|R|SE|SDB))?",
    "CO": r"[A-Z]{2,6}(?:-[AB])?",
    "OL": r"[A-Z0-9]{3,5}",
    "HE": r"[A-Z0-9]{3,7}(?:-FI)?",
    "IR": r"[A-Z0-9]{3,4}",
    "LS": r"[A-Z]{3,4}",
    "VI": r"[A-Z]{2,4}",
    "WA": r"[A-Z0-9]{3}",
    "AT": r"[A-Z]{2,8}",
    "PR": r"[A-Z]{3,5}",
    "BD": r"[A-Z0-9]{3,8}",
    "IC": r"[A-Z]{3,6}",
    "IS": r"[A-Z]{4,5}",
    "ME": r"[A-Z]{4,5}",
    "RO": r"[A-Z0-9]{3}",
    "BA": r"[A-Z]{4,5}",
    "CL": r"[A-Z]{3,9}",
}
"""How the exchange behind each ending writes its codes."""


def test_symbols_have_the_shape_of_their_exchange() -> None:
    for row in rows():
        if row.entry().kind not in ("stock", "fund"):
            continue
        for symbol in row.symbols():
            root, point, ending = symbol.rpartition(".")
            if not point:
                assert re.fullmatch(r"[A-Z]{1,5}(?:-[AB])?", symbol), row
            else:
                assert re.fullmatch(SHAPES[ending], root), row


def test_every_market_of_a_company_has_a_currency() -> None:
    assert {market_of(f"X.{ending}") for ending in SHAPES} == set(MARKET_OF_ENDING.values())
    for row in rows():
        for symbol in row.symbols() if row.entry().kind == "stock" else ():
            assert CURRENCY_OF_MARKET[market_of(symbol) or ""], row


def test_the_press_s_names_lead_to_the_right_listing() -> None:
    """Mentions from every region, as market pages print them, written down before any of them was looked up."""
    known = gazetteer().by_name
    missed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong = []
    for line in NAMING.read_text("utf-8").splitlines()[1:]:
        region, symbol, mention = line.split("\t")
        words = mention.lower().split()
        while (found := known.get(" ".join(words))) is None and len(words) > 1 and words[-1].rstrip(".") in TAILS:
            words.pop()
        asked[region] += 1
        if found is None:
            missed[region] += 1
        elif symbol != "-" and symbol not in found[0].symbols:
            wrong.append((mention, symbol, found[0].symbols))
    assert not wrong
    assert missed.total() <= 0.01 * asked.total()
    assert all(missed[region] <= max(2, 0.05 * asked[region]) for region in asked), missed
