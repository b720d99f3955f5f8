"""How a rule states what it has read: whose change it is, what hedges it, and when it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tapewire.moves.amounts import Delta, kind
from tapewire.moves.clause_subject import Subject
from tapewire.moves.focus import Ref
from tapewire.moves.items import Item
from tapewire.moves.lexicon import CLOSING, EXTREME, OPENING
from tapewire.moves.statements import Statement
from tapewire.moves.surroundings import Surroundings
from tapewire.moves.tails import Tail, is_level, read_tail

_MARKETS: Final = frozenset(("indexes", "indices", "stocks", "shares", "markets", "equities", "benchmarks"))


class Reading(Surroundings):
    """What all rules share."""

    def _form(self, i: int) -> str:
        item = self.items[i]
        return item.info[1] if item.kind in ("LVL", "DIRV", "V") else "finite"

    def _is_refused_figure(self, delta: Delta, i: int) -> bool:
        """Refuse what can be no change of a price: percentage points of a share, a count of things."""
        items = self.items
        after = items[delta.end] if delta.end < len(items) else None
        figure = delta.figures[0][0]
        if kind(items, delta.first - 1) == "HEDGE" and items[delta.first - 1].info == "limit":
            self._note(i, "no more than a limit")
            return True
        if figure.unit == "num" and after is not None and after.kind == "NP" and len(delta.figures) == 1:
            self._note(i, "a count, not a change")
            return True
        if (
            figure.unit == "num"
            and len(delta.figures[0]) == 1
            and (figure.value > 1000 or (len(delta.figures) == 1 and after is not None and after.kind in ("DIRN",)))
        ):
            self._note(i, "no unit")
            return True
        if after is not None and after.kind == "PREP" and after.low == "of" and kind(items, delta.end + 1) == "NP":
            if items[delta.end + 1].low == "value" and {token.low for token in items[delta.end + 1].tokens} & {
                "its",
                "their",
            }:
                # All of a price is its value: "lost 90% of its value".
                delta.end += 2
                return False
            self._note(i, "a share of something")
            return True
        return False

    def _state(
        self, i: int, form: str, direction: str, delta: Delta, rule: str, moments: list[Item] | None = None
    ) -> int | None:
        if self._is_supposed(i, form):
            self._note(i, "a forecast or a condition")
            if form == "finite":
                self.finder.clause = self.finder.before(i, form)
            return delta.end
        subject = self.finder.before(i, form)
        if len(delta.figures) > len(subject.refs) == 1:
            subject = self.finder.several_before(i, len(delta.figures)) or subject
        if (form == "ing" or not i) and not subject.refs and not subject.is_refused:
            subject = self._to_come(i, delta.end)
        if form != "particle":
            self.finder.clause = subject
        return self._state_for(subject, i, direction, delta, rule, moments or [], i)

    def _to_come(self, i: int, j: int) -> Subject:
        """Find whom "After falling 3.2% on Thursday, the Kospi rebounded" speaks of: the name after the comma."""
        items = self.items
        opens = all(item.kind in ("SUB", "PREP", "AUX", "ADV") for item in items[:i])
        while opens and j < len(items) and items[j].kind != "COMMA":
            if items[j].kind in ("DIRV", "LVL", "SEMI"):
                return Subject()
            j += 1
        if not opens or kind(items, j + 1) != "NP":
            return Subject()
        return self.finder.group_from(j + 1)[0]

    def _state_for(
        self, subject: Subject, i: int, direction: str, delta: Delta, rule: str, moments: list[Item], begin: int
    ) -> int | None:
        tail = read_tail(self.items, delta.end)
        if len(subject.refs) == 2 and len(delta.figures) == len(tail.levels) == 1:
            self._take_second_pair(delta, tail)
        if not subject.refs and not subject.is_refused:
            subject = self._market_of_place(i, tail)
        if subject.is_refused or not subject.refs:
            self._note(i, "of something that is not traded" if subject.is_refused else "by whom is not known")
            return max(delta.end, i + 1)
        closing = self._has_verb_before(i, CLOSING) or (
            self.items[i].kind == "LVL" and self.items[i].info[0] in CLOSING
        )
        return self._add(
            subject,
            direction,
            delta,
            tail,
            rule,
            begin,
            moments + self._leading(i) + self._trailing(tail.end) + self._span_of_clause(i),
            is_closing=closing,
            anchor=i,
        )

    def _take_second_pair(self, delta: Delta, tail: Tail) -> None:
        """Read on in "Westpac and ANZ fell 54c to $34.11 and 41c to $31.20, respectively"."""
        items = self.items
        k = tail.end
        if [kind(items, k + n) for n in range(4)] != ["CONJ", "FIG", "PREP", "FIG"] or items[k + 2].low != "to":
            return
        change, level = items[k + 1].info, items[k + 3].info
        if change.unit != delta.figures[0][0].unit or not is_level(level):
            return
        delta.figures.append([change])
        tail.levels.append(level)
        tail.end = tail.last_figure = k + 4

    def _market_of_place(self, i: int, tail: Tail) -> Subject:
        """Read "Indexes rose 0.7% in Shanghai but fell 1.2% in Hong Kong": the place says whose they are."""
        market = self._market_at(tail)
        if not market.refs:
            return market
        for item in self.items[:i]:
            if item.kind == "NP" and any(token.kind == "NAME" for token in item.tokens):
                continue
            if item.kind == "NP":
                is_market = item.low in _MARKETS and all(
                    token.kind in ("DET", "SHARE", "INDEXN", "MARKET", "ADJ") for token in item.tokens
                )
                if not is_market:
                    return Subject()
                return market
        return Subject()

    def _market_at(self, tail: Tail) -> Subject:
        """Name the benchmark of the place that follows a change."""
        named = [item.tokens[-1] for item in tail.places if item.tokens[-1].kind == "NAME"]
        place = next((token for token in named if token.info.is_place and token.info.symbols), None)
        if place is None:
            return Subject()
        name = self.finder.story.text[place.start : place.end]
        return Subject((Ref(name, "index", place.start, place.end, place.info),))

    def _add(
        self,
        subject: Subject,
        direction: str,
        delta: Delta,
        tail: Tail,
        rule: str,
        begin: int,
        moments: list[Item],
        *,
        is_closing: bool = False,
        inherit: Statement | None = None,
        anchor: int | None = None,
    ) -> int:
        if tail.further_previous is not None and not delta.figures and len(subject.refs) == 1:
            # "The euro was quoted at $1.0919 and 163.26 yen against $1.0917 and 162.87 yen": two pairs.
            second = replace(tail, levels=tail.levels[1:], previous=tail.further_previous, further_previous=None)
            tail = replace(tail, levels=tail.levels[:1], further_previous=None)
            self._add(subject, direction, delta, tail, rule, begin, moments, is_closing=is_closing, anchor=anchor)
            tail = second
        items = self.items
        anchor = begin if anchor is None else anchor
        end = max(delta.end, tail.last_figure)
        start = items[begin].start
        if subject.start is not None and subject.start < start:
            start = subject.start
        statement = Statement(
            subject.refs,
            direction,
            rule,
            delta.figures,
            tail.levels,
            tail.previous,
            start,
            max(items[end - 1].end, items[begin].end),
            moments=tail.moments + delta.moments + moments + self._fronted_for(is_closing=is_closing),
            places=tail.places + self._places(tail.end),
            is_hedged=delta.is_hedged or tail.is_hedged,
            is_extreme=delta.is_extreme
            or tail.is_extreme
            or self._is_brief(anchor)
            or self._comes_before_reversal(tail.end),
            is_range=delta.is_range,
            is_closing=is_closing or tail.is_closing,
            is_opening=self._has_verb_before(anchor, OPENING)
            or (items[anchor].kind == "LVL" and items[anchor].info[0] in OPENING)
            or (self._has_verb_before(anchor, EXTREME) and not tail.levels),
            is_after=self._stands_after(anchor),
            is_present=self._is_present(anchor),
            leans=self._leans(anchor),
        )
        if inherit is not None:
            statement.moments = statement.moments or inherit.moments
            statement.is_extreme = statement.is_extreme or inherit.is_extreme
        self.found.append(statement)
        self.finder.stated(subject)
        if self.trace is not None:
            self.trace.fired(rule, statement)
        return max(end, tail.end if tail.levels else end)

    def _fronted_for(self, *, is_closing: bool) -> list[Item]:
        """Choose the opening times that hold for a statement: "At one point it fell 3% before ending down 1%"."""
        if is_closing and self.found:
            return [item for item in self.fronted if item.info != "intraday"]
        return self.fronted

    def _is_brief(self, anchor: int) -> bool:
        """Tell "briefly gaining more than 900 points" from a change that held."""
        items = self.items
        if anchor and items[anchor - 1].low == "briefly":
            return True
        return anchor + 1 < len(items) and items[anchor + 1].low == "briefly"

    def _note(self, i: int, reason: str) -> None:
        if self.trace is not None:
            self.trace.refused(self.items[i], reason)
