"""Subjects that stand further left than right before their predicate: over asides, in front of ", up 2%"."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.carriers import CARRIERS
from tapewire.moves.clause_subject import NOT_TRADED, Subject
from tapewire.moves.items import Item
from tapewire.moves.name_lists import INTRODUCING, is_named
from tapewire.moves.subject_phrases import ARTICLES, SubjectPhrases

_BRACKETED: Final = frozenset(("PAREN", "CODE", "LP", "RP"))
_BETWEEN: Final = frozenset(("PAREN", "CODE", "NOT_A_PERIOD", "DAY", "PERIOD", "AT"))
_SEPARATORS: Final = frozenset(("COMMA", "SEMI", "DASH"))
_CLAUSE_OPENERS: Final = frozenset(("COMMA", "SEMI", "COLON", "SUB", "DASH"))
_VERBS: Final = frozenset(("DIRV", "LVL", "V", "AUX"))
_PREDICATES: Final = frozenset(("DIRV", "LVL", "AUX"))
_CLOSING_COUNT: Final = frozenset(("DIRV", "LVL", "AUX", "SEMI", "DASH", "FLAT"))


class DistantSubjects(SubjectPhrases):
    """Finds subjects across commas."""

    def _leaning(self, comma: int) -> Subject:
        """Find whom ", up 2%" leans on: the name right before it, or the clause's subject."""
        items = self.items
        k = comma - 1
        while k >= 0 and items[k].kind in _BRACKETED:
            k -= 1
        if kind(items, k) != "NP":
            return self._of_clause(comma)
        if kind(items, k - 1) == "NP" and items[k].tokens[0].low in ARTICLES and not is_named(items[k]):
            # "with financials the worst performer, dropping 1.8 per cent"
            k -= 1
        first = self._group_start(k)
        near = self._from_phrase(k, True)
        opener = kind(items, first - 1)
        if not near.refs:
            is_alone = opener in ("", "COMMA", "SEMI", "CONJ", "SUB")
            return near if near.is_refused and is_alone else self._of_clause(comma)
        if opener == "" or opener in _CLAUSE_OPENERS or items[comma].kind == "DASH":
            return near if not self._is_aside(first, k) else self._of_clause(comma)
        if opener == "AUX" and self.clause.refs and items[k].tokens[0].low in ARTICLES and not is_named(items[k]):
            # Read here: "Banks were the laggard, losing 0.7%"
            return self.clause
        if opener in ("CONJ", "AUX"):
            return near
        before = items[first - 1]
        if before.low == "among" and self.clause.refs:
            # Read here: "Alibaba was the best among the blue chips, up 5%"
            return self.clause
        if opener == "PREP":
            is_introduced = before.tokens[0].low.split(" ", 1)[0] in INTRODUCING
            carrier = kind(items, first - 2)
            is_carried = carrier == "NP" and items[first - 2].low in CARRIERS
            # Read here: "Losses in Boeing, off 3.3%, weighed on the Dow"
            is_share_of_loss = carrier == "DIRN" and not self.clause.refs
            if is_introduced or is_carried or is_share_of_loss:
                return near
        if opener in ("V", "DIRV") and not self.clause.refs:
            return near
        return self._of_clause(comma)

    def _of_clause(self, comma: int) -> Subject:
        items = self.items
        k = comma - 1
        while k >= 0 and items[k].kind not in _SEPARATORS:
            if items[k].kind == "SUB" and any(items[m].kind in _VERBS for m in range(k)):
                return self.main if self.main.refs or self.main.is_refused else self.clause
            k -= 1
        if self._has_counted(comma) or self._is_count_of_unknown(comma):
            return NOT_TRADED
        return self.clause if self.clause.refs or self.clause.is_refused else self.main

    def _is_count_of_unknown(self, comma: int) -> bool:
        """Tell "Attendance was 73,815, up 0.2%" from "The Dow was 41,953, up 0.2%"."""
        items = self.items
        if kind(items, comma - 1) != "FIG" or kind(items, comma - 2) != "AUX":
            return False
        is_bare = items[comma - 1].info.unit in ("num", "count")
        return is_bare and any(ref.entry is None and not ref.is_certain for ref in self.clause.refs)

    def _has_counted(self, comma: int) -> bool:
        """Tell "shipped 40 million phones, up 33%": it is the number that is up."""
        items = self.items
        has_figure = False
        for k in range(comma - 1, -1, -1):
            there = items[k].kind
            if there in _CLOSING_COUNT:
                return False
            if there == "V":
                return has_figure
            has_figure = has_figure or there == "FIG"
        return False

    def _over_aside(self, comma: int) -> Subject:
        """Step over what stands between commas: "X, the biggest of them, rose", "X, which tracks Y, rose"."""
        items = self.items
        end = comma
        for _ in range(5):
            start = end - 1
            while start >= 0 and items[start].kind not in _SEPARATORS:
                start -= 1
            if start < 0 or items[start].kind == "SEMI" or start + 1 == end:
                break
            segment = items[start + 1 : end]
            if segment[0].kind == "NP" and _has_predicate(segment):
                return self.clause
            if self._is_relative(start):
                # "X, which will cut 3,000 jobs, or 5% of its workforce, dropped": the aside is still going on.
                end = start
                continue
            k = start - 1
            while k > 0 and items[k].kind in _BETWEEN:
                k -= 1
            if kind(items, k) == "NP":
                if len(segment) == 1 and is_named(segment[0]):
                    return self._from_phrase(end - 1, False)
                subject = self._from_phrase(k, False)
                if subject.refs or subject.is_refused:
                    return subject
            end = start
        return self.clause

    def _is_relative(self, comma: int) -> bool:
        """Tell whether what stands between a comma and the one before it begins with "which" or "who"."""
        k = comma - 1
        while k >= 0 and self.items[k].kind not in _SEPARATORS:
            k -= 1
        return k >= 0 and kind(self.items, k + 1) == "REL"


def _has_predicate(segment: list[Item]) -> bool:
    """Tell "A, B rose" from "A, helped by B,"."""
    for n in range(1, len(segment)):
        if segment[n].kind in _PREDICATES and not (n + 1 < len(segment) and segment[n + 1].low == "by"):
            return True
    return False
