"""Items of a sentence → statements of change: a small grammar of the ways in which market reports say it.

Each rule is a method that looks at the item where it may begin and returns the number of the item where it ended, or
None. `RULES` says which rules are tried for which kind of item, in order. Who moved is found by
`tapewire.moves.subjects`, times and places by `tapewire.moves.surroundings`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.change_rules import ChangeRules
from tapewire.moves.items import Item
from tapewire.moves.lexicon import PRESENT
from tapewire.moves.statements import Statement
from tapewire.moves.subjects import NOTABLE


def may_be_stated(items: list[Item]) -> bool:
    """Tell whether a sentence has what every statement has: "unchanged", or an amount that a price can have."""
    for item in items:
        there = item.kind
        if there == "FLAT" or (there == "FIG" and not item.info.is_large and item.info.unit != "count"):
            return True
    return False


class SentenceReader(ChangeRules):
    """Reads one sentence from left to right."""

    def read(self) -> list[Statement]:
        """Read the statements of the sentence, in order."""
        items = self.items
        kinds = [item.kind for item in items]
        if "FIG" in kinds or "FLAT" in kinds:
            self._read_fronted()
            self._read_statements()
            return self.found
        # Nothing can be stated, but the next sentence may speak of whom this one speaks of.
        for i, there in enumerate(kinds):
            if there in NOTABLE:
                self.finder.pass_over(i)
        return self.found

    def _read_fronted(self) -> None:
        """Gather the time expressions that open the sentence: "On Tuesday, the index fell"."""
        items = self.items
        i = 0
        while kind(items, i) in ("PERIOD", "DAY", "AT", "ADV"):
            if items[i].kind != "ADV":
                self.fronted.append(items[i])
            i += 1
        if i and items[0].info == "since" and kind(items, i) != "COMMA":
            self.fronted = self.fronted if self._opens_with_stretch(i) else []
        elif kind(items, i) not in ("", "COMMA", "NP", "DET", "FIG"):
            self.fronted = []

    def _opens_with_stretch(self, i: int) -> bool:
        """Tell "Since that announcement, it has lost 22%" from "Since inflation is high, gold rose 2%"."""
        items = self.items
        has_verb = False
        while i < len(items) and items[i].kind != "COMMA":
            if items[i].kind == "FIG":
                return False
            has_verb = has_verb or items[i].kind in ("V", "DIRV", "LVL", "AUX")
            i += 1
        following = items[i + 1 : i + 6]
        return not has_verb or any(item.kind == "AUX" and item.low in PRESENT for item in following)

    def _read_statements(self) -> None:
        items = self.items
        count = len(items)
        i = 0
        while i < count:
            there = items[i].kind
            after = None
            if there in RULES:
                for rule in RULES[there]:
                    after = rule(self, i)
                    if after is not None:
                        break
                if after is not None and after > i:
                    i = after
                    continue
            if after is None and there in NOTABLE:
                self.finder.pass_over(i)
            i += 1


Rule = Callable[[SentenceReader, int], "int | None"]
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "DIRV": (SentenceReader.verb_and_change,),
    "DIRA": (SentenceReader.particle_and_change,),
    "FIG": (
        SentenceReader.change_and_adjective,
        SentenceReader.signed_change,
        SentenceReader.figure_lost,
        SentenceReader.ellipsis,
        SentenceReader.change_by,
        SentenceReader.quoted_currency,
    ),
    "DIRN": (SentenceReader.noun_of_change,),
    "V": (SentenceReader.growth_of_share,),
    "LVL": (SentenceReader.level_verb,),
    "AUX": (SentenceReader.level_verb,),
    "FLAT": (SentenceReader.unchanged,),
    "LP": (SentenceReader.bracket,),
    "COLON": (SentenceReader.listed_level,),
    "PREP": (SentenceReader.verbless_level,),
}
