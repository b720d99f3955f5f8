"""What a sentence foresees: the reach of "could", "analysts expect", "is seen" over the clauses that hang on it."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.items import Item
from tapewire.moves.tokens import Token
from tapewire.moves.words import words

_FORESEEING: Final = words(
    """
    expect forecast predict estimate anticipate envisage foresee reckon indicate suggest projected pegged signalled
    signaled
    """
)
# Those whose "see" and "at" is a forecast: "the bank sees Brent at $60", but not "the session saw Brent fall 2%".
_FORECASTERS: Final = words(
    """
    analysts analyst strategists strategist economists economist forecasters poll survey median consensus bank banks
    brokers broker brokerage brokerages bankers we team
    """
)
BROKERS: Final = frozenset(
    [
        "Goldman Sachs",
        "JPMorgan",
        "Morgan Stanley",
        "Citigroup",
        "UBS",
        "Barclays",
        "Jefferies",
        "Nomura",
        "HSBC",
        "Bank of America",
        "Wells Fargo",
        "Deutsche Bank",
        "Macquarie",
        "CICC",
        "Daiwa",
    ]
)
"""Labels of the banks whose view of other companies is news."""
_PRICED: Final = frozenset(("DIRV", "LVL", "DIRA", "FIG"))
_SUPPOSITIONS: Final = frozenset(("scenario", "scenarios", "simulation", "simulations"))
_ENDS: Final = frozenset(("SEMI", "COLON", "DASH"))

# A clause that begins with these is told, whatever the one before foresees.
_TOLD: Final = frozenset(("as", "after", "while", "since", "although", "though", "because", "whereas"))
_LEANING: Final = frozenset(("DIRA", "DET", "FIG", "ABOVE", "DIRN", "CONJ", "HEDGE"))
_VERBS: Final = frozenset(("V", "DIRV", "LVL"))


def foreseen(items: list[Item]) -> list[range]:
    """Find the items of a sentence that say what may come and not what has been.

    Returns:
        Runs of numbers of items, each from the word that foresees to where its reach ends.
    """
    found = []
    for n, item in enumerate(items):
        if item.kind == "MODAL":
            found.append(range(n, _end(items, n, is_told_by_forecaster=False)))
        elif item.kind == "NP" and item.low in _SUPPOSITIONS:
            # Read here: "Stocks plunge 50% in the scenario, and the VIX spikes to 65"
            return [range(len(items))]
        elif item.kind == "V" and _foresees(items, n):
            is_strong = item.info[0] == "call" or _forecaster(items, n)
            found.append(range(n, _end(items, n, is_told_by_forecaster=is_strong)))
    return found


def _foresees(items: list[Item], n: int) -> bool:
    verb = items[n]
    before = items[n - 1] if n else None
    if verb.info[0] in _FORESEEING:
        # "As expected, the index rose", "more than expected"
        return before is None or before.low not in ("as", "than")
    if verb.info[0] == "call":
        # London's word for where futures put the opening: "The Dow was called down 0.2%, the Nasdaq down 0.4%"
        return before is not None and before.kind == "AUX" and kind(items, n + 1) in ("DIRA", "FIG", "HEDGE")
    if verb.info[0] != "see" or verb.low == "saw":
        return False
    if verb.low == "seen":
        return before is not None and before.kind in ("AUX", "ADV", "NP")
    if _forecaster(items, n):
        return True
    is_company = before is not None and before.kind == "NP" and before.tokens[-1].kind in ("NAME", "ROLE")
    # "Goldman sees Brent falling to $60", but not "Tesla sees a 5% drop"
    return is_company and kind(items, n + 1) == "NP" and kind(items, n + 2) in ("PREP", "DIRV", "LVL", "DIRA")


def _forecaster(items: list[Item], n: int) -> bool:
    """Tell whether an analyst, a bank or a poll is the subject of a verb."""
    for k in range(n - 1, max(-1, n - 10), -1):
        if items[k].kind == "NP" and any(_speaks_for_analysts(token) for token in items[k].tokens):
            return True
        if items[k].kind in ("COMMA", "SEMI", "DIRV", "LVL"):
            break
    return False


def _speaks_for_analysts(token: Token) -> bool:
    return token.low in _FORECASTERS or (token.kind == "NAME" and token.info.label in BROKERS)


def _end(items: list[Item], n: int, *, is_told_by_forecaster: bool) -> int:
    """Find where the reach of a foreseeing word ends."""
    is_priced = False
    for m in range(n + 1, len(items)):
        item = items[m]
        there = item.kind
        if there in _ENDS or (there == "SUB" and item.low in _TOLD) or item.low in ("but", "yet"):
            return m
        if there == "COMMA" and not (is_priced and _goes_on(items, m, is_told_by_forecaster)):
            return m
        if there in ("CONJ", "COMMA") and _begins_told_clause(items, m + 1):
            return m
        if there in _VERBS and item.info[1] == "finite" and not _is_governed(items, m):
            return m
        is_priced = is_priced or there in _PRICED
    return len(items)


def _goes_on(items: list[Item], comma: int, is_told_by_forecaster: bool) -> bool:
    """Tell ", up 8%" and ", with the DAX at 26,000" from the next clause."""
    following = kind(items, comma + 1)
    if following in _LEANING:
        return True
    if following in ("DIRV", "LVL"):
        return bool(items[comma + 1].info[1] == "ing")
    return is_told_by_forecaster and following in ("PREP", "NP", "V")


def _begins_told_clause(items: list[Item], m: int) -> bool:
    """Tell "and fell 2% on Friday" and "and the Nasdaq fell" from "and the Nasdaq to gain 5%"."""
    while kind(items, m) in ("CONJ", "ADV", "DET", "NP"):
        m += 1
    return kind(items, m) == "AUX" or (kind(items, m) in ("DIRV", "LVL") and items[m].info[1] == "finite")


def _is_governed(items: list[Item], m: int) -> bool:
    """Tell the infinitive of "to shed 5%" and the participle of "be followed" from a verb that tells what was."""
    k = m - 1
    while kind(items, k) == "ADV":
        k -= 1
    return kind(items, k) in ("MODAL", "AUX", "NOT") or (kind(items, k) == "PREP" and items[k].low == "to")
