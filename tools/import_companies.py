"""Write ``companies_listed.tsv`` from pytickersymbols (MIT): members of US and European indices with their symbols.

Run it in a scratch environment that has pytickersymbols; the engine does not depend on it. The file is data like the
tables written by hand, which win wherever both name a company::

    python tools/import_companies.py > tapewire/moves/gazetteer/companies_listed.tsv
"""

from __future__ import annotations

import re
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


def main() -> None:
    """Print the table."""
    rows: dict[str, list[str]] = {}
    source = PyTickerSymbols()
    for index, ending in INDICES.items():
        for stock in source.get_stocks_by_index(index):
            symbol = home_symbol(stock, ending)
            name = " ".join(stock["name"].replace("’", "'").split()).removeprefix("The ").rstrip(",")
            if symbol is None or "|" in name or "\t" in name:
                continue
            names = rows.setdefault(symbol.replace("BRK.B", "BRK-B"), [])
            names.extend(form for form in reversed(short_forms(name)) if form not in names)
    print("# written by tools/import_companies.py; do not edit by hand")
    for symbol, names in sorted(rows.items()):
        print(symbol, "|".join(names), sep="\t")


if __name__ == "__main__":
    main()
