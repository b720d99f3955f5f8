"""What surrounds a predicate: its times and places, its tense, and whether it is meant at all."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.forecasts import foreseen
from tapewire.moves.items import Item
from tapewire.moves.lexicon import CLOSING, PRESENT
from tapewire.moves.statements import Statement
from tapewire.moves.subjects import SubjectFinder
from tapewire.moves.tails import MOMENTS
from tapewire.moves.trace import Trace
from tapewire.moves.words import words

_BETWEEN: Final = frozenset(("ADV", "DAY", "AT", "NOT_A_PERIOD", "PAREN", "CODE"))
_DAY_WORDS: Final = words("day session trading morning afternoon week month year")
_CALLED: Final = frozenset(("called", "seen", "indicated", "tipped"))
_ADJECTIVAL: Final = frozenset(("weekly", "monthly", "quarterly", "annual", "half-yearly", "year-on-year"))
_BEFORE_CLAUSE: Final = frozenset(("SEMI", "FIG", "SUB", "DIRN", "REL", "COMMA", "CONJ"))
_CONTRACTS: Final = frozenset(("delivery", "settlement", "shipment", "expiry"))
_TURNING: Final = words(
    """
    buck bucked defy defied reverse reversed shrug shrugged erase erased pare pared snap snapped overcome overcame
    recover recovered resist resisted outpace outpaced outperform outperformed lead led top topped trim trimmed
    """
)
_DENYING: Final = frozenset(("never", "rarely", "seldom", "nor", "hardly"))
_SUPERLATIVES: Final = words(
    """
    most biggest largest highest lowest best worst steepest sharpest first seen level high low longest strongest
    weakest last gain loss smallest
    """
)


class Surroundings:
    """The items of one sentence, and what can be asked about the place of one of them."""

    def __init__(self, items: list[Item], finder: SubjectFinder, trace: Trace | None) -> None:
        self.items = items
        self.finder = finder
        self.trace = trace
        self.found: list[Statement] = []
        self.fronted: list[Item] = []
        """Time expressions that open the sentence and hold for all of it."""
        self._foreseen: list[range] | None = None

    def _has_verb_before(self, i: int, bases: frozenset[str] | None) -> bool:
        items = self.items
        k = i - 1
        while k >= 0 and k >= i - 6:
            if items[k].kind == "LVL" and kind(items, k + 1) == "PREP" and items[k + 1].low == "by":
                # Read here: "hit by a 1.7% fall in N"
                return False
            if items[k].kind == "LVL":
                return bases is None or items[k].info[0] in bases
            if items[k].kind == "AUX":
                return bases is None
            if items[k].kind in ("COMMA", "SEMI", "SUB", "CONJ", "FIG", "COLON", "DASH"):
                return False
            k -= 1
        return False

    def _compares(self, j: int) -> bool:
        """Tell "higher than" and "better off than" something else from a move."""
        while kind(self.items, j + 1) == "DIRA":
            j += 1
        return kind(self.items, j + 1) == "PREP" and self.items[j + 1].low == "than"

    def _skip(self, i: int) -> int:
        """Pass what may stand between a verb and its figure: "on Tuesday", "marginally", "in early trade"."""
        while i < len(self.items):
            step = self._length_between(i)
            if not step:
                break
            i += step
        return i

    def _length_between(self, i: int) -> int:
        """Count the items of one such expression; 0 where none begins."""
        items = self.items
        item = items[i]
        following = kind(items, i + 1)
        is_amount = following in ("FIG", "HEDGE", "EXTENT")
        if item.kind in _BETWEEN or item.kind == "RESP" or (item.kind == "PERIOD" and item.info != "since"):
            return 1
        if item.kind == "PREP":
            if item.low == "at":
                return int(following == "FIG" and items[i + 1].info.unit == "pct")
            if item.low == "by" and following == "NP" and items[i + 1].low in ("limit", "maximum"):
                return 3 if kind(items, i + 2) == "PREP" else 2
            is_time_or_amount = kind(items, i + 2) in ("FIG", "HEDGE", "EXTENT", "DAY", "PERIOD")
            return 2 if item.low in ("in", "on", "for") and following == "NP" and is_time_or_amount else 0
        if item.kind == "DET":
            return int(is_amount)
        return int(item.kind == "NP" and item.low in _DAY_WORDS and (is_amount or following in ("DIRA", "PREP")))

    def _comes_before_reversal(self, j: int) -> bool:
        """Tell "rose 3% before paring gains" from "rose 3%"."""
        items = self.items
        stop = min(len(items) - 1, j + 16)
        if all(items[k].low != "before" for k in range(j, stop)):
            return False
        for k in range(j, min(stop, j + 3)):
            if items[k].low == "before" and items[k].kind in ("SUB", "PREP"):
                following = items[k + 1]
                return following.kind in ("DIRV", "V", "LVL") and bool(following.info[1] == "ing")
            if items[k].kind in ("COMMA", "SEMI", "CONJ"):
                break
        for k in range(j, stop):
            if items[k].kind in ("SEMI", "DASH") or (items[k].kind == "DIRV" and items[k].info[1] == "finite"):
                break
            if items[k].low == "before" and items[k + 1].kind == "LVL":
                # Read here: "leapt 17% to 124.9p on a buyback, before settling 15% up"
                return items[k + 1].info[1] == "ing" and items[k + 1].info[0] in CLOSING
        return False

    def _leading(self, i: int) -> list[Item]:
        """Time expressions between the clause's beginning and its predicate."""
        items = self.items
        found = []
        k = i - 1
        while k >= 0 and k >= i - 14 and (there := items[k].kind) not in _BEFORE_CLAUSE:
            if there in MOMENTS and not (there == "PERIOD" and self._is_no_window(k)):
                found.append(items[k])
            k -= 1
        if kind(items, k) == "COMMA":
            # "On Tuesday, the index fell": the time opens the clause.
            m = k - 1
            while m >= 0 and kind(items, m) in (*MOMENTS, "ADV", "PREP"):
                m -= 1
            if m < k - 1 and kind(items, m) in ("", "SEMI", "COMMA", "CONJ", "SUB", "DASH"):
                found.extend(item for item in items[m + 1 : k] if item.kind in MOMENTS)
        return found

    def _is_no_window(self, k: int) -> bool:
        """Tell "since" of another clause and "for delivery in May" from the time that a change spans."""
        items = self.items
        is_of_contract = kind(items, k - 1) == "NP" and items[k - 1].low in _CONTRACTS
        return items[k].info == "since" or is_of_contract or self._describes(k)

    def _describes(self, k: int) -> bool:
        """Tell the adjective of "on a quarterly sales miss" from "gained 5% annually"."""
        return self.items[k].low in _ADJECTIVAL and kind(self.items, k + 1) in ("NP", "V", "LVL", "W")

    def _span_of_clause(self, i: int) -> list[Item]:
        """Read "has moved higher in three sessions, advancing 330 points": the participle spans its clause's time."""
        items = self.items
        is_participle = items[i].kind in ("DIRV", "V") and items[i].info[1] == "ing"
        if self.found or kind(items, i - 1) != "COMMA" or not is_participle:
            return []
        clause = items[: i - 1]
        has_figure = any(item.kind in ("FIG", "COMMA", "SUB") for item in clause)
        has_moved = any(item.kind == "DIRV" for item in clause)
        # "Fell for the first day this week" tells of a day.
        is_of_day = any(
            item.kind == "NOT_A_PERIOD" or (item.kind == "NP" and item.low in _DAY_WORDS) for item in clause
        )
        return [] if has_figure or not has_moved or is_of_day else [item for item in clause if item.kind == "PERIOD"]

    def _trailing(self, j: int) -> list[Item]:
        """Time expressions after the figures, up to the end of the clause."""
        items = self.items
        found = []
        superlative = False
        for k in range(j, min(len(items), j + 14)):
            item = items[k]
            if item.kind in ("SEMI", "FIG", "DIRV", "LVL", "SUB", "DASH", "DIRN", "REL") or (
                item.kind == "V" and item.info[1] != "ing"
            ):
                break
            if item.kind in ("COMMA", "CONJ"):
                if kind(items, k + 1) not in MOMENTS:
                    break
                continue
            if item.kind == "PERIOD" and kind(items, k + 1) == "DIRN":
                break
            if item.kind in ("NP", "ADV", "ADJ") and any(token.low in _SUPERLATIVES for token in item.tokens):
                superlative = True
            is_window = item.kind == "PERIOD" and not superlative and not self._describes(k)
            if is_window or item.kind in ("DAY", "AT"):
                found.append(item)
        return found

    def _places(self, j: int) -> list[Item]:
        """Places and counterparts after the figures: "in Hong Kong", "against the dollar"."""
        items = self.items
        found = []
        if (
            kind(items, 0) == "PREP"
            and items[0].low in ("in", "against")
            and kind(items, 1) == "NP"
            and kind(items, 2) == "COMMA"
        ):
            found.append(items[1])
        for k in range(j, min(len(items), j + 8)):
            if items[k].kind in ("COMMA", "SEMI", "CONJ", "SUB", "FIG", "DIRV", "LVL"):
                break
            if (
                items[k].kind == "PREP"
                and items[k].low in ("in", "on", "against", "to", "versus")
                and kind(items, k + 1) == "NP"
            ):
                found.append(items[k + 1])
        return found

    def _is_supposed(self, i: int, form: str) -> bool:
        """Refuse forecasts and conditions: "could rise 10%", "to fall 5%", "if it drops 2%"."""
        items = self.items
        if self._foreseen is None:
            self._foreseen = foreseen(items)
        for reach in self._foreseen:
            if i in reach:
                return True
        k = i - 1
        while k >= 0 and items[k].kind in ("ADV", "NOT_A_PERIOD", "HEDGE"):
            k -= 1
        if kind(items, k) == "CONJ" and items[k].low == "or" and kind(items, k - 1) == "DIRV":
            k -= 2
        if form == "base" and kind(items, k) == "PREP" and items[k].low == "to":
            if kind(items, k - 1) == "V" and items[k - 1].info[0] in ("continue", "begin"):
                return False
            return not (self._follows_a_move(k) or self._turns(k))
        k = i - 1
        while k >= 0 and items[k].kind not in ("COMMA", "SEMI", "SUB", "CONJ", "FIG", "COLON", "DASH"):
            if items[k].kind in ("MODAL", "NOT") or items[k].low in _DENYING:
                return True
            if items[k].kind in ("DIRV",) and k < i - 1 and items[k].info[1] != "ing":
                break
            k -= 1
        if kind(items, i - 1) == "V" and items[i - 1].low in _CALLED and form == "particle":
            # Read here: "The S&P 500 is being called up 0.3%", "the index is seen 20 points higher"
            return True
        if items[0].low == "had" and any(item.kind == "MODAL" for item in items[i:]):
            # Read here: "Had the yen risen 10%, profit would have fallen"
            return True
        return k >= 0 and items[k].kind == "SUB" and items[k].low in ("if", "unless", "whether", "until")

    def _follows_a_move(self, k: int) -> bool:
        """Tell "rebounded from a slump to gain 1.9%" from "is to gain 1.9%"."""
        items = self.items
        for m in range(k - 1, max(-1, k - 9), -1):
            if items[m].kind == "DIRV":
                return bool(items[m].info[1] == "finite")
            if items[m].kind in ("V", "MODAL", "SUB", "SEMI", "COMMA", "AUX"):
                return False
        return False

    def _turns(self, k: int) -> bool:
        """Tell "bucked the trend to climb 1.3%" from "plans to climb"."""
        items = self.items
        m = k - 1
        while kind(items, m) in ("NP", "ADV"):
            m -= 1
        return kind(items, m) == "V" and items[m].info[1] == "finite" and items[m].info[0] in _TURNING

    def _stands_after(self, i: int) -> bool:
        items = self.items
        k = i - 1
        while k >= 0 and k >= i - 3:
            if items[k].kind == "SUB":
                return items[k].low == "after"
            if items[k].kind == "PREP" and items[k].low == "following":
                return True
            if items[k].kind == "AUX" and items[k].low == "having":
                return True
            if items[k].kind not in ("ADV", "DET", "HEDGE") and items[k].low != "been":
                return False
            k -= 1
        return False

    def _leans(self, i: int) -> bool:
        item = self.items[i]
        if item.kind == "DIRV":
            return bool(item.info[1] == "ing")
        return item.kind in ("DIRA", "FIG") and not self._has_verb_before(i, None)

    def _is_present(self, i: int) -> bool:
        items = self.items
        leans = self._leans(i)
        for k in range(i, max(-1, i - 12), -1):
            if items[k].kind == "AUX":
                return items[k].low in PRESENT
            if items[k].kind == "LVL" and items[k].info[0] == "remain":
                return bool(items[k].low != "remained")
            if items[k].kind in ("SEMI", "SUB") or (items[k].kind in ("COMMA", "CONJ") and not leans):
                return False
        return False
