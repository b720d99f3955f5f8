"""Rules for changes without a verb: "N (+1.2%)", "N -1.4% to 7,837", "the Dow 0.3%" in a list."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta, with_unit
from tapewire.moves.clause_subject import Subject
from tapewire.moves.reading import Reading
from tapewire.moves.statements import Statement
from tapewire.moves.tails import Tail, read_tail

# A bare number of a list of percentages.
_LARGEST_LISTED: Final = 30
# Read here: "There were gains for A (1.2%) and B (0.9%)"
_LISTING: Final = frozenset(("for", "in", "by", "of", "among", "from", "led by", "include", "including"))


class VerblessRules(Reading):
    """Changes stated by a bracket, a sign, or a place in a list."""

    def bracket(self, i: int) -> int | None:
        """Read "N (+1.2%)", "N (up 1.2%)"."""
        items = self.items
        j = i + 1
        direction = ""
        if kind(items, j) == "DIRA" or kind(items, j) == "DIRV":
            direction = items[j].info if items[j].kind == "DIRA" else items[j].info[0]
            j += 1
        delta = read_delta(items, j)
        if delta is None or kind(items, delta.end) != "RP":
            return None
        sign = delta.figures[0][0].sign
        if not direction:
            # "utilities jumped 2.29 per cent, power (2.18 per cent)": the direction is that of the list.
            listed = self._direction_of_list(i) if delta.figures[0][0].unit == "pct" else ""
            direction = ("up" if sign > 0 else "down") if sign else listed
            if not direction:
                return None
        owner = items[i - 1] if i and kind(items, i - 1) == "NP" else None
        if owner is None:
            return None
        subject = self.finder.subject_of(owner)
        if not subject.refs and self.found and self.found[-1].refs[0].kind == "sector":
            # Read here: "IT jumped 2.42 per cent, teck (1.77 per cent), metal (0.92 per cent)"
            ref = self.finder.sector_of(owner)
            subject = Subject((ref,), start=ref.start)
        if not subject.refs:
            return None
        delta.end += 1
        return self._add(subject, direction, delta, Tail(end=delta.end, last_figure=delta.end), "bracket", i, [])

    def _direction_of_list(self, i: int) -> str:
        """Find the direction of a list in brackets: that of its first member, or of "gains for" before it."""
        if self.found:
            return self.found[-1].direction
        items = self.items
        for k in range(i - 2, max(-1, i - 8), -1):
            if items[k].kind in ("FIG", "SEMI", "MODAL"):
                break
            if items[k].kind in ("DIRN", "DIRV") and kind(items, k + 1) == "PREP" and items[k + 1].low in _LISTING:
                direction = items[k].info if items[k].kind == "DIRN" else items[k].info[0]
                return direction if direction != "any" else ""
        return ""

    def signed_change(self, i: int) -> int | None:
        """Read "All Ordinaries -1.4% to 7,837"."""
        items = self.items
        figure = items[i].info
        if not figure.sign or figure.unit not in ("pct", "pts"):
            return None
        if kind(items, i - 1) == "NP":
            subject = self.finder.subject_of(items[i - 1])
        elif kind(items, i - 1) in ("COLON", "COMMA", "LVL", "AUX", "DASH", "DAY", "AT", "ADV"):
            # Read here: "GameStop (GME): +8.1%", "Galaxy was in front, +3.6%", "Apple closed -2.1%"
            subject = self.finder.before(i, "particle")
        else:
            return None
        delta = read_delta(items, i)
        if delta is None or not subject.refs:
            return None
        tail = read_tail(items, delta.end)
        direction = "up" if figure.sign > 0 else "down"
        return self._add(subject, direction, delta, tail, "signed change", i - 1, self._trailing(tail.end))

    def ellipsis(self, i: int) -> int | None:
        """Read "the Dow 0.3%" after "the S&P 500 rose 0.5%": another name, place or window, the verb left out."""
        items = self.items
        if not self.found or self.found[-1].direction not in ("up", "down"):
            return None
        delta = read_delta(items, i)
        if delta is None or len(delta.figures) > 1:
            return None
        last = self.found[-1]
        delta.is_hedged = delta.is_hedged or kind(items, i - 1) == "HEDGE"
        tail = read_tail(items, delta.end)
        if not self._fits_list(delta, tail, last):
            return None
        k = i - 1
        while kind(items, k) in ("HEDGE", "ADV", "CODE") or (kind(items, k) == "PREP" and items[k].low in ("at", "by")):
            k -= 1
        if kind(items, k) == "COMMA" and k > 2:
            is_priced = kind(items, k - 1) == "NP" and bool(tail.levels) and kind(items, k - 2) in ("CONJ", "COMMA")
            k = k - 1 if is_priced else self._name_before_aside(k)
        moments = self._trailing(tail.end)
        if kind(items, k) == "NP":
            subject = self._listed_name(k)
            if subject is None:
                return None
            return self._add(subject, last.direction, delta, tail, "ellipsis", k, moments, inherit=last)
        if kind(items, k) not in ("CONJ", "COMMA") or len(last.refs) != 1:
            return None
        window = any(item.kind == "PERIOD" for item in (*tail.moments, *moments))
        place = next((item for item in tail.places if item.tokens[-1].kind == "NAME"), None)
        other_place = place is not None and bool(last.places) and place.low != last.places[0].low
        quoted = {level.currency for level in last.levels}
        other_currency = last.refs[0].kind == "currency" and any(
            level.currency not in (None, *quoted) for level in tail.levels
        )
        if not (other_place or other_currency or (window and kind(items, k) == "CONJ")):
            return None
        market = last.refs[0].entry is not None and last.refs[0].entry.is_place
        subject = self._market_at(tail) if market and other_place else Subject(last.refs)
        if not subject.refs:
            return None
        return self._add(subject, last.direction, delta, tail, "ellipsis", i, moments, inherit=None if window else last)

    def change_by(self, i: int) -> int | None:
        """Read "Carmakers fell: Toyota by 1.2%, Honda by 0.8%": the verb before the list has no figure of its own."""
        items = self.items
        k = i - 1
        while kind(items, k) in ("HEDGE", "EXTENT"):
            k -= 1
        if kind(items, k) != "PREP" or items[k].low != "by" or kind(items, k - 1) != "NP":
            return None
        if kind(items, k - 2) not in ("COLON", "COMMA", "DASH"):
            return None
        verb = next((n for n in range(k - 2, -1, -1) if items[n].kind in ("DIRV", "LVL", "V", "FIG", "SEMI")), None)
        delta = read_delta(items, k)
        if verb is None or items[verb].kind != "DIRV" or delta is None or delta.figures[0][0].unit != "pct":
            return None
        direction, form = items[verb].info
        if direction == "any" or form == "base" or self._is_supposed(verb, form):
            return None
        subject = self.finder.subject_of(items[k - 1])
        if not subject.refs or subject.is_refused or self._is_refused_figure(delta, i):
            return None
        return self._state_for(subject, i, direction, delta, "change by", [], k - 1)

    def figure_lost(self, i: int) -> int | None:
        """Read "the 12.5% it lost in the prior session" and "the 300 points that the Dow had gained"."""
        items = self.items
        if kind(items, i - 1) != "DET" or items[i - 1].low != "the":
            return None
        delta = read_delta(items, i)
        if delta is None:
            return None
        j = delta.end + (kind(items, delta.end) == "REL")
        verb = j + 1
        while kind(items, verb) in ("AUX", "ADV"):
            verb += 1
        if kind(items, j) != "NP" or kind(items, verb) != "DIRV" or kind(items, verb + 1) in ("FIG", "HEDGE", "EXTENT"):
            return None
        direction, form = items[verb].info
        subject = self.finder.subject_of(items[j])
        if direction == "any" or form != "finite" or not subject.refs or subject.is_refused:
            return None
        delta.end = verb + 1
        return self._state_for(subject, i, direction, delta, "figure lost", [], i - 1)

    def _fits_list(self, delta: Delta, tail: Tail, last: Statement) -> bool:
        """Tell whether an amount without a verb is one more of the list: in its unit, or in per cent or points."""
        figure = delta.figures[0][0]
        if figure.unit in ("pct", "pts"):
            return True
        units = {stated.unit for group in last.figures for stated in group}
        if figure.unit == "num":
            # "the Dow lost 1.1 percent and the Nasdaq 1.7."
            ends = kind(self.items, delta.end) in ("", "COMMA", "CONJ", "SEMI", "DAY", "PERIOD", "AT")
            if units != {"pct"} or not figure.decimals or figure.value > _LARGEST_LISTED or not ends:
                return False
            delta.figures[0][0] = with_unit(figure, last.figures[0][0])
            return True
        if figure.unit == "money":
            return any(level.unit == "money" for level in tail.levels)
        return figure.unit in units and figure.unit in ("bps", "pips")

    def _name_before_aside(self, comma: int) -> int:
        """Step over the aside of "JPMorgan gained 2%, and Goldman Sachs, another big lender, 1.5%"."""
        items = self.items
        for k in range(comma - 1, max(0, comma - 9), -1):
            if items[k].kind in ("FIG", "SEMI", "DIRV", "SUB", "DIRA"):
                break
            if items[k].kind == "COMMA":
                is_name = kind(items, k - 1) == "NP" and items[k - 1].tokens[-1].kind in ("NAME", "CODE")
                is_aside = kind(items, k + 1) in ("DET", "ADV", "NP", "REL")
                return k - 1 if is_name and is_aside and kind(items, k - 2) in ("COMMA", "CONJ") else comma
        return comma

    def _listed_name(self, k: int) -> Subject | None:
        """Resolve the name of a list's further member; None where it is none."""
        items = self.items
        opener = items[k - 1] if k else None
        if opener is None:
            return None
        subject = self.finder.subject_of(items[k])
        if not subject.refs or subject.is_refused:
            return None
        if opener.kind == "PREP" and opener.low in ("in", "on") and k > 1:
            # Read here: "shares in Shanghai were 0.6% lower and those in Shenzhen 1.1%"
            is_place = all(ref.entry is not None and ref.entry.is_place for ref in subject.refs)
            return subject if is_place and items[k - 2].low in ("those", "shares", "stocks") else None
        is_joined = opener.kind in ("COMMA", "CONJ", "SEMI", "NP") or opener.info == "led by"
        return subject if is_joined else None
