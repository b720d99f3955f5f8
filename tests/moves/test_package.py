from __future__ import annotations

import subprocess
import sys

from tapewire.model import Instrument
from tapewire.moves import explain, parse_moves, short_name
from tapewire.moves.wire import move_from_json, move_to_json


def test_short_names_fit_a_badge() -> None:
    wanted = {
        ("Hang Seng Index", "^HSI", "index"): "HSI",
        ("Xiaomi Corp", "1810.HK", "stock"): "Xiaomi",
        ("Standard & Poor's 500", "^GSPC", "index"): "S&P 500",
        ("dollar", "USDJPY=X", "currency"): "USD/JPY",
        ("Persistence Resources Group", None, "stock"): "Persistence Res…",
        ("Globex Ltd", None, "stock"): "Globex",
    }
    for (name, symbol, kind), label in wanted.items():
        assert short_name(Instrument(name=name, symbol=symbol, kind=kind)) == label  # type: ignore[arg-type]


def test_moves_survive_json() -> None:
    moves = parse_moves("The dollar rose to 144.82 yen from 144.41 yen. Tencent lost about 2 per cent to HK$380.")
    assert len(moves) == 2
    assert tuple(move_from_json(move_to_json(move)) for move in moves) == moves


def test_explain_names_the_rule_and_the_refusal() -> None:
    told = explain("Tencent rose 2 per cent. Its revenue could gain 5 per cent.")
    assert "verb and change: Tencent up 2 pct" in told
    assert "refused" in told


def test_importing_the_package_loads_no_tables() -> None:
    code = "import sys, tapewire.moves; print(any('gazetteer' in name or 'lexicon' in name for name in sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
