"""The config's own instruments, and what is said of faulty ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapewire.config import parse_config
from tapewire.errors import ConfigError
from tapewire.model import OwnInstrument

HERE = Path("/home/reader/news/config.yaml")


def test_instruments_are_read_as_they_stand() -> None:
    text = """
instruments:
  - {name: Globex, symbol: GBX.L, aliases: [Globex  Industries, GLBX]}
  - {name: green hydrogen, kind: commodity}
"""
    assert parse_config(text, path=HERE).instruments == (
        OwnInstrument(name="Globex", symbol="GBX.L", aliases=("Globex Industries", "GLBX")),
        OwnInstrument(name="green hydrogen", kind="commodity"),
    )
    assert parse_config("instruments: []", path=HERE).instruments == parse_config("", path=HERE).instruments == ()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["- symbol: GBX.L"], "line 2: instruments[0]: needs a key `name`"),
        (["- name: Globex", "  ticker: GBX"], "line 3: instruments[0].ticker: there is no such key"),
        (["- name: Globex", "  kind: bond"], "line 3: instruments[0].kind: is none of index, stock"),
        (["- name: Globex", "  symbol: gbx london"], "line 3: instruments[0].symbol: gbx london is no symbol such as"),
        (["- name: '123'"], "line 2: instruments[0].name: has no letter in it"),
        (["- name: ' '"], "line 2: instruments[0].name: has no letter in it"),
        (["- name: " + "Globex " * 12], "line 2: instruments[0].name: has more than 80 characters"),
        (
            ["- name: Globex", "  aliases:", "    - GLBX", "    - ''"],
            "line 5: instruments[0].aliases[1]: expected text",
        ),
        (
            ["- name: Globex", "- name: Other", "  aliases: [globex]"],
            "line 4: instruments[1].aliases[0]: globex is named",
        ),
        (["- name: Globex", "- name: GLOBEX"], "line 3: instruments[1].name: GLOBEX is named twice, first on line 2."),
        (["- Globex"], "line 2: instruments[0]: expected keys with values, got text"),
    ],
)
def test_faults_are_named_by_line_and_key(lines: list[str], fault: str) -> None:
    text = "instruments:\n" + "\n".join(f"  {line}" for line in lines)
    with pytest.raises(ConfigError) as raised:
        parse_config(text, path=HERE)
    assert f"{HERE}, {fault}" in str(raised.value)
