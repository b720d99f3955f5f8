"""Words that no table has, and words that may play two parts: what they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tapewire.moves.tokens import Token

_TELLING_ENDS: Final = frozenset(("ar", "ed", "er", "rs"))
_VERBAL: Final = frozenset(("V", "LVL", "DIRV"))
_UNSETTLED: Final = _VERBAL | {"ADJ", "MODAL"}
_AFTER_MODAL: Final = frozenset(("V", "DIRV", "LVL", "AUX", "ADV", "NOT", "DIRN", "FLAT", "REFUSE"))
# Verbs that stand in names of firms and indices, and what follows them there.
_TITLE_WORDS: Final = frozenset(
    ("holding", "total", "trading", "building", "shipping", "mining", "banking", "clearing")
)
_TITLE_ENDS: Final = frozenset(("co", "company", "group", "ltd", "corp", "inc", "return", "index", "holdings"))
_STATISTICS: Final = frozenset(("starts", "spending", "completions", "closings"))


def guess_part(low: str, *, capital: bool) -> tuple[str, Any]:
    """Guess the part of a word that no table has, from its ending."""
    if low[-2:] not in _TELLING_ENDS:
        return "W", capital
    if low.endswith("-year"):
        return "TENOR", None
    if low.endswith("ed") and "-" in low:
        return "ADJ", None
    if low.endswith("ed") and not capital and len(low) > 3 and not low.endswith("eed"):
        return "V", (low, "finite")
    if low.endswith("maker"):
        return "ROLE", None
    if low.endswith("makers"):
        return "SECTOR", None
    return "W", capital


def may_state_move(low: str) -> bool:
    """Tell whether what stands in brackets may be a change: "(+1.2%)", "(up 2%)", "(1.9 per cent)"."""
    if not any(char.isdigit() for char in low):
        return False
    first = low.lstrip()[:1]
    if first.isdigit() and low.rstrip().endswith(("%", "cent", "percent", "pct", "pc", "points", "pts")):
        return True
    return first in "+-–−" or low.strip().split(" ", 1)[0] in (
        "up",
        "down",
        "plus",
        "minus",
        "off",
        "rose",
        "fell",
        "gained",
        "lost",
    )


def _form(low: str) -> str:
    return "ing" if low.endswith("ing") else "finite" if low.endswith("s") else "base"


def _is_month(tokens: list[Token], n: int) -> bool:
    """Tell "May soybeans" and "in May" from "may fall"."""
    following = tokens[n + 1].kind if n + 1 < len(tokens) else ""
    if following in _AFTER_MODAL:
        return False
    return following != "W" or bool(tokens[n + 1].info) or (n > 0 and tokens[n - 1].kind == "PREP")


def _describes(tokens: list[Token], n: int) -> bool:
    is_between = 0 < n < len(tokens) - 1 and tokens[n - 1].kind == "DET"
    return is_between and tokens[n - 1].low in ("the", "a") and tokens[n + 1].kind == "W"


def _is_in_title(tokens: list[Token], n: int) -> bool:
    """Tell a verb written with a capital inside a proper name from one of the sentence."""
    if not 0 < n < len(tokens) - 1 or tokens[n].low not in _TITLE_WORDS:
        return False
    before, after = tokens[n - 1], tokens[n + 1]
    is_joined = before.end == tokens[n].start - 1 and tokens[n].end == after.start - 1
    return is_joined and before.kind == "W" and bool(before.info) and (bool(after.info) or after.low in _TITLE_ENDS)


def _tells(tokens: list[Token], n: int) -> bool:
    """Tell "Visionary Sense (06795.HK) listed today" from "Hong Kong-listed shares"."""
    following = tokens[n + 1].kind if n + 1 < len(tokens) else ""
    return n > 0 and tokens[n - 1].kind in ("CODE", "NAME", "PAREN") and following in ("", "ADV", "DAY", "AT")


def settle_ambiguous(tokens: list[Token]) -> list[Token]:
    """Decide for words that are noun and verb alike ("gain", "falls") which of them stands here."""
    for n, token in enumerate(tokens):
        if token.kind not in _UNSETTLED:
            continue
        if token.kind == "ADJ" and token.low in ("listed", "debuted") and _tells(tokens, n):
            token.kind, token.info = "V", ("list", "finite")
            continue
        if token.kind == "V" and token.info[1] == "ing" and _describes(tokens, n):
            # "the building products group"
            token.kind, token.info = "W", False
            continue
        if token.kind in ("V", "LVL") and _is_in_title(tokens, n):
            # "Magnificent 7 Total Return Index", "Industrial and Commercial Holding Co"
            token.kind, token.info = "W", True
            continue
        if token.kind == "V" and n and tokens[n - 1].kind == "POSS" and token.info[1] == "base":
            # "the gainers' list"
            token.kind, token.info = "W", False
            continue
        if token.low == "may" and token.kind == "MODAL" and _is_month(tokens, n):
            token.kind = "ADJ"
            continue
        if token.kind not in _VERBAL:
            continue
        if token.low in ("buying", "selling") and n + 1 < len(tokens) and tokens[n + 1].low == "of":
            # Read here: "Net buying of Indian shares rose 5%"
            token.kind = "REFUSE"
            continue
        if token.kind == "LVL" and token.low in _STATISTICS and n + 1 < len(tokens):
            # "Housing starts fell", "spending on services rose": these are counted, not traded.
            following = tokens[n + 1]
            if (token.low == "spending" and following.low in ("on", "by", "in")) or (
                token.low != "spending"
                and following.kind in ("DIRV", "AUX", "FIG", "MODAL")
                and n
                and tokens[n - 1].kind in ("REFUSE", "ADJ", "W", "SECTOR")
            ):
                token.kind = "REFUSE"
                continue
        if token.kind == "DIRV" and token.info[1] == "noun or verb":
            before = tokens[n - 1] if n else None
            after = tokens[n + 1] if n + 1 < len(tokens) else None
            is_noun = (
                (before is not None and before.kind in ("DET", "FIG", "POSS", "ADJ", "PERIOD", "DAY", "RP"))
                or (before is not None and before.kind == "PREP" and before.low != "to")
                or (before is not None and before.kind == "CONJ" and n > 1 and tokens[n - 2].kind == "DIRN")
                or (before is not None and before.kind == "W" and not before.info)
                or (before is not None and before.kind == "V" and before.info[1] != "base")
                or (before is not None and before.kind in ("ADV", "TENOR") and n > 1 and tokens[n - 2].kind == "FIG")
                or (after is not None and after.low == "of")
                or (before is not None and before.low == "total")
            )
            token.kind = "DIRN" if is_noun else "DIRV"
            token.info = token.info[0] if is_noun else (token.info[0], _form(token.low))
    return tokens
