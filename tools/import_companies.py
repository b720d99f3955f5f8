"""Write ``companies_listed.tsv`` from pytickersymbols (MIT): members of US and European indices with their symbols.

Run it in a scratch environment that has pytickersymbols; the engine does not depend on it. The file is data like the
tables written by hand; what those know already is left out::

    python tools/import_companies.py > tapewire/moves/gazetteer/companies_listed.tsv
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pytickersymbols import PyTickerSymbols  # type: ignore[import-not-found]

INDICES = {
    "S&P 500": "",
    "NASDAQ 100": "",
    "DOW JONES": "",
    "S&P 600": "",
    "FTSE 100": ".L",
    "DAX": ".DE",
    "MDAX": ".DE",
    "SDAX": ".DE",
    "TecDAX": ".DE",
    "CAC_40": ".PA",
    "CAC Mid 60": ".PA",
    "EURO STOXX 50": None,
    "IBEX 35": ".MC",
    "AEX": ".AS",
    "BEL 20": ".BR",
    "OMX Stockholm 30": ".ST",
    "OMX Helsinki 25": ".HE",
    "Switzerland 20": ".SW",
    "NIKKEI 225": ".T",
}
"""Index → the ending of its home exchange; None where the index has several."""
TABLES = Path(__file__).parents[1] / "tapewire" / "moves" / "gazetteer"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL = _words("""
    group holding holdings ltd limited inc corp corporation co company plc ag sa se nv ab asa oyj spa kgaa industries
""")
"""The parser reads these behind a name by itself; see ``tokens.py``."""
TOO_COMMON = {
    *_words("""
    alamo andersons ball bancorp bgc block booking box brady buckle cactus carnival city compass dana deluxe
    employers enact everest fox frontdoor gates geo griffon harmonic hawkins hayward hci hilltop hub integer
    interface knowles lindsay match mitsubishi myr news next noble now pool pra prog progressive radian rogers ses
    shift southern strategy stride sumitomo target trimble universal
    """),
    *("national bank", "independent bank", "first bancorp", "healthcare services", "concentra group holdings parent"),
}
"""Everyday words, surnames and what many companies share: such a name would name the wrong thing."""
WRONG = _words("MHK AIZ BLL RE PEAK CENTA UA WLTW IAG.MC INDV ICP.L SHELL.AS")
"""Symbols that the source gives to another company, or that are no longer in use."""
_ENDINGS = re.compile(
    r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|PLC|plc|Plc|SE|AG|SA|S\.A|N\.V|NV|KGaA|SpA|AB|Oyj|ASA|"
    r"Incorporated|"
    r"Holdings?|Group|\(.*\)|Class [A-C]|The|& Co)\.?$"
)


def short_forms(name: str) -> list[str]:
    """Strip legal endings one by one: "Amphenol Corp." gives "Amphenol"."""
    names = [name]
    while (shorter := _ENDINGS.sub("", names[-1])) != names[-1] and len(shorter) > 2:
        names.append(shorter)
    return names


def home_symbol(stock: dict[str, Any], ending: str | None) -> str | None:
    """Choose the symbol of the index's own exchange; None where it is not listed there."""
    symbols = [row["yahoo"] for row in stock.get("symbols", ()) if row.get("yahoo")]
    if ending == "":
        return next((symbol for symbol in symbols if "." not in symbol), None)
    return next((symbol for symbol in symbols if ending is not None and symbol.endswith(ending)), None)


def written_by_hand() -> tuple[set[str], set[str]]:
    """Gather the symbols and the names (in lower case) that the other tables have."""
    symbols: set[str] = set()
    names: set[str] = set()
    for path in TABLES.glob("*.tsv"):
        if path.stem != "companies_listed":
            for line in path.read_text("utf-8").splitlines()[1:]:
                first, *_, last = line.split("\t")
                symbols.update(first.split(",") if path.stem.startswith("companies") else ())
                names.update(name.removeprefix("=").lower() for name in last.split("|"))
    return symbols, names


def worth_keeping(names: list[str], known: set[str]) -> list[str]:
    """Drop names that are too common, that another table has, or that another name and a legal ending make up."""
    kept = [name for name in names if name.lower() not in TOO_COMMON | known and not name.endswith("&")]
    lowered = {name.lower() for name in kept}
    return [name for name in kept if not lowered.intersection(_without_endings(name))]


def _without_endings(name: str) -> list[str]:
    words = name.lower().replace(",", "").split()
    shorter = []
    while len(words) > 1 and words[-1].rstrip(".") in LEGAL:
        words = words[:-1]
        shorter.append(" ".join(words))
    return shorter


def main() -> None:
    """Print the table."""
    rows: dict[str, list[str]] = {}
    symbols, known = written_by_hand()
    source = PyTickerSymbols()
    for index, ending in INDICES.items():
        for stock in source.get_stocks_by_index(index):
            symbol = home_symbol(stock, ending)
            name = " ".join(stock["name"].replace("’", "'").split()).removeprefix("The ").rstrip(",")
            if symbol is None or "|" in name or "\t" in name or "-P" in symbol or symbol in symbols | WRONG:
                continue
            names = rows.setdefault(symbol.replace("BRK.B", "BRK-B"), [])
            names.extend(form for form in reversed(short_forms(name)) if form not in names)
    print("# symbol (written by tools/import_companies.py; do not edit by hand)", "names", sep="\t")
    for symbol, names in sorted(rows.items()):
        kept = worth_keeping(names, known)
        known.update(name.lower() for name in kept)
        if kept:
            print(symbol, "|".join(kept), sep="\t")


if __name__ == "__main__":
    main()
