"""Rules for nouns: "a 3% gain for N", "N's 7% fall", "posted a loss of 2%", "the week-to-date gain to 18%"."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta
from tapewire.moves.clause_subject import Subject
from tapewire.moves.items import Item
from tapewire.moves.lexicon import BEARING
from tapewire.moves.reading import Reading

# Read here: "That took its loss for the year to 56%"
_WIDENING: Final = frozenset(
    (
        *("extend", "bring", "take", "widen", "push", "carry", "trim", "pare", "narrow", "cut", "stretch", "lift"),
        *("reduce", "raise", "compound", "swell", "make", "put", "leave", "drive", "expand", "increase", "deepen"),
    )
)


class NounRules(Reading):
    """Changes stated by a noun: whose they are is said in many ways."""

    def noun_of_change(self, i: int) -> int | None:
        """Read "a gain of 3%", "loss for the week to 0.7%", "a fall of 2% in N"; the figure comes after the noun."""
        items = self.items
        j = i + 1
        moments = []
        while kind(items, j) in ("PERIOD", "DAY", "AT", "ADV") or (
            kind(items, j) == "PREP" and items[j].low in ("over", "for", "in") and kind(items, j + 1) == "PERIOD"
        ):
            if kind(items, j) in ("PERIOD", "DAY", "AT"):
                moments.append(items[j])
            j += 1
            if items[j - 1].low == "since":
                # Read here: "its decline since early August to 2.7%"
                while kind(items, j) in ("ADV", "NP", "MODAL", "DET") and j < i + 6:
                    j += 1
        if kind(items, i - 1) == "PERIOD":
            moments.append(items[i - 1])
        if (
            kind(items, j) == "PREP"
            and items[j].low in ("with", "at", "by")
            and kind(items, i - 1) == "V"
            and items[i - 1].info[0] == "lead"
        ):
            delta = read_delta(items, j + 1)
            if delta is not None and delta.figures[0][0].unit == "pct":
                return self._state(i - 1, "finite", items[i].info, delta, "led gains with")
        if kind(items, j) == "LVL" and items[j].info[0] == "stand" and kind(items, j + 1) == "PREP":
            # Read here: "its gain since the January low stands at 6%"
            j += 1
        stands = kind(items, j - 1) == "LVL" and items[j].low == "at"
        if (kind(items, j) == "PREP" and (items[j].low in ("of", "to") or stands)) or (
            kind(items, j) == "V" and items[j].info[0] in ("top", "reach", "total")
        ):
            delta = read_delta(items, j + 1)
            if items[j].low == "to" and not self._may_reach(i):
                return None
            if delta is not None and all(group[0].unit in ("pct", "pts", "bps", "pp") for group in delta.figures):
                if kind(items, j) == "V":
                    return self._gains_reached(i, delta, moments)
                return self._noun_with_figure(i, i, delta, items[i].info, moments, delta.end)
        return None

    def _may_reach(self, i: int) -> bool:
        """Tell "extended its loss to 6%" and "the week's gain to 18%" from "the probability of a cut rises to 98%"."""
        items = self.items
        if kind(items, i - 1) in ("PERIOD", "DAY"):
            return True
        if kind(items, i - 1) in ("V", "LVL", "DIRV"):
            return False
        for k in range(i - 1, max(-1, i - 6), -1):
            if items[k].kind in ("V", "DIRV", "LVL"):
                return items[k].info[0] in _WIDENING or items[k].kind == "DIRV"
            if items[k].kind in ("COMMA", "SEMI", "CONJ"):
                break
        return False

    def _gains_reached(self, i: int, delta: Delta, moments: list[Item]) -> int | None:
        """Read "Total gains over the year topped 107%": the gains are those of what was last spoken of."""
        latest = self.finder.focus.latest
        before = self.items[i - 1] if i else None
        if latest is None or (
            before is not None and before.kind == "NP" and before.tokens[0].low not in ("total", "its", "the")
        ):
            return None
        return self._state_for(Subject((latest,)), i, self.items[i].info, delta, "gains reached", moments, i)

    def _noun(self, start: int, delta: Delta, j: int) -> int | None:
        return self._noun_with_figure(start, j, delta, self.items[j].info, [], j + 1)

    def _noun_with_figure(
        self, start: int, noun: int, delta: Delta, direction: str, moments: list[Item], after: int
    ) -> int | None:
        """Decide whose gain or loss it is: "in N", "for N", "N's", or of the clause whose verb bears the noun."""
        items = self.items
        j = after
        trailing = list(moments)
        while kind(items, j) in ("PERIOD", "DAY", "AT", "ADV", "NOT_A_PERIOD"):
            trailing.append(items[j])
            j += 1
        first = min(start, noun)
        begin = first
        while begin > 0 and kind(items, begin - 1) in ("DET", "HEDGE", "EXTENT", "ADV", "PERIOD"):
            begin -= 1
        is_preposed = kind(items, begin) == "DAY" and items[begin].low.endswith("'s")
        if kind(items, begin - 1) == "DAY" and items[begin - 1].low.endswith("'s"):
            trailing.append(items[begin - 1])
            is_preposed = True
            begin -= 1
        if kind(items, j) == "PREP" and kind(items, j + 1) == "PERIOD" and kind(items, j + 2) == "NP":
            # Read here: "a 4% increase in quarterly profit"
            subject, end = self.finder.group_from(j + 2)
            if not subject.refs:
                self._note(start, "of something that is not traded")
                return end
        if kind(items, j) == "PREP" and items[j].low in ("in", "for", "on", "of", "by") and kind(items, j + 1) == "NP":
            if self._is_supposed(begin, "noun"):
                self._note(start, "a forecast or a condition")
                return after
            subject, end = self.finder.group_from(j + 1)
            if subject.is_refused:
                self._note(start, "of something that is not traded")
                return end
            if kind(items, end) == "MODAL":
                self._note(start, "a condition")
                return end
            if subject.refs and not all(ref.entry is not None and ref.entry.is_place for ref in subject.refs):
                delta.end = end
                if not trailing and kind(items, begin - 1) == "PREP" and items[begin - 1].info == "against":
                    # "has doubled this year, against a gain of 28% for the index": over the same time.
                    trailing = [item for item in items[:begin] if item.kind == "PERIOD"][-1:]
                led = self.found[0].refs if self.found and kind(items, begin - 1) == "PREP" else ()
                read = self._state_for(subject, first, direction, delta, "noun of change in", trailing, begin)
                if len(led) == 1 and led[0].kind == "index" and subject.refs[0].kind == "stock":
                    # "The index rose 0.9%, led by a 1.6% advance in N. It has gained …": the index has.
                    self.finder.focus.saw(led[0])
                return read
            if (
                subject.refs == ()
                and items[j].low in ("in", "of", "for", "on")
                and items[j + 1].tokens[-1].kind not in ("NAME",)
            ):
                self._note(start, "of something that is not known")
                return end
        owner = items[begin - 1] if kind(items, begin - 1) == "NP" and begin - 1 >= 0 else None
        if owner is not None and owner.tokens[-1].kind == "POSS":
            subject = self.finder.subject_of(owner)
            if subject.refs:
                return self._state_for(subject, first, direction, delta, "possessive", trailing, begin - 1)
            return None
        if owner is not None and owner.low in ("its", "their") and self.finder.clause.refs:
            return self._state_for(self.finder.clause, first, direction, delta, "possessive", trailing, begin)
        if self._is_supposed(begin, "noun"):
            self._note(start, "a forecast or a condition")
            return after
        brought_in = self._brought_in(begin)
        if brought_in.refs:
            delta.end = j
            return self._state_for(brought_in, first, direction, delta, "noun of change with", trailing, begin)
        carried = self._carried_to(begin)
        if carried.refs:
            delta.end = j if j > after else after
            return self._state_for(carried, first, direction, delta, "carried to a change", trailing, begin)
        restated = self._restated(begin, direction, trailing)
        if restated.refs:
            delta.end = j if j > after else after
            return self._state_for(restated, first, direction, delta, "noun said again", trailing, begin)
        bearer = self._bearer(begin)
        is_preposed = is_preposed or any(moment.kind == "PERIOD" for moment in moments)
        if bearer is None and not is_preposed:
            self._note(start, "nothing bears this gain or loss")
            return None
        subject = self.finder.clause
        if not subject.refs and not subject.is_refused and self._is_owned(begin, first) and self.finder.focus.latest:
            subject = Subject((self.finder.focus.latest,))
        if subject.is_refused or not subject.refs:
            return None
        if bearer is None and all(ref.entry is not None and ref.entry.is_place for ref in subject.refs):
            self._note(start, "of whom is not known")
            return None
        delta.end = j if j > after else after
        statement_end = self._state_for(subject, first, direction, delta, "noun of change", trailing, begin)
        is_left_behind = kind(items, begin - 1) == "PREP" and items[begin - 1].low == "from"
        if self.found and any(item.kind == "NOT_A_PERIOD" and "day" in item.low for item in trailing):
            # Read here: "its 14.3% surge from the day before"
            self.found[-1].is_after = True
        if self.found and bearer is not None and (is_left_behind or bearer.low in ("after", "following")):
            self.found[-1].is_after = True
        return statement_end

    def _is_owned(self, begin: int, first: int) -> bool:
        """Tell "its loss" from "a loss"."""
        return any(item.low in ("its", "their") for item in self.items[begin:first])

    def _brought_in(self, begin: int) -> Subject:
        """Find whose "led by utilities with a 1.7% gain" is: the name that "led by" brings in."""
        items = self.items
        is_with = kind(items, begin - 1) == "PREP" and items[begin - 1].low == "with"
        for n in range(begin - 2, max(0, begin - 5), -1) if is_with else ():
            if items[n].kind in ("DIRV", "V") and items[n].info[1] == "ing" and kind(items, n - 1) == "NP":
                # Read here: "with the DAX outperforming its peers with a 2.8% gain"
                return self.finder.before(n, "ing") if kind(items, n - 2) == "PREP" else Subject()
        if not is_with or kind(items, begin - 2) != "NP" or kind(items, begin - 3) != "PREP":
            return Subject()
        return self.finder.subject_of(items[begin - 2]) if items[begin - 3].info == "led by" else Subject()

    def _carried_to(self, begin: int) -> Subject:
        """Find whose "The luxury heavyweights powered the CAC 40 to a 2% gain" is: the object's."""
        items = self.items
        is_to = kind(items, begin - 1) == "PREP" and items[begin - 1].low == "to"
        if not is_to or kind(items, begin - 2) != "NP" or kind(items, begin - 3) not in ("V", "DIRV", "LVL"):
            return Subject()
        return self.finder.subject_of(items[begin - 2])

    def _restated(self, begin: int, direction: str, moments: list[Item]) -> Subject:
        """Find whose "rose 7 points, a gain of 0.1%" and "for a gain of 5% over the week" are: those just spoken of."""
        items = self.items
        k = begin - 1
        if kind(items, k) == "PREP" and items[k].low in ("for", "with", "marking"):
            k -= 1
        elif kind(items, k) not in ("COMMA", "DASH"):
            return Subject()
        if not self.found or len(self.found[-1].refs) != 1:
            return Subject()
        last = self.found[-1]
        stop = next((n for n, item in enumerate(items) if item.end >= last.end), len(items))
        if any(item.kind in ("NP", "DIRV", "LVL", "V", "SUB", "SEMI") for item in items[stop + 1 : k + 1]):
            return Subject()
        is_window = any(moment.kind == "PERIOD" for moment in moments)
        return Subject(last.refs) if is_window or last.direction in (direction, "") else Subject()

    def _bearer(self, begin: int) -> Item | None:
        """Find the verb or preposition that carries a noun of change: "posted a", "after a", "ended with a"."""
        items = self.items
        k = begin - 1
        steps = 0
        while k >= 0 and steps < 6:
            item = items[k]
            if item.kind in ("V", "LVL", "DIRV"):
                return item if item.info[0] in BEARING or item.kind in ("LVL", "DIRV") else None
            if item.kind == "AUX":
                return item
            if (item.kind == "SUB" and item.low == "after") or (
                item.kind == "PREP" and item.low in ("following", "after", "despite")
            ):
                return item
            if item.kind == "PREP" and item.low == "with" and not steps:
                return item
            if item.kind not in ("PREP", "DET", "ADV", "PERIOD", "DAY", "AT", "NP", "HEDGE", "DIRN"):
                return None
            if (
                item.kind == "NP"
                and steps
                and not any(token.low in ("day", "session", "week", "stretch", "way", "month") for token in item.tokens)
            ):
                return None
            k -= 1
            steps += 1
        return None
