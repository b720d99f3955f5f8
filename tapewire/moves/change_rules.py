"""Rules for verbs and adjectives: "rose 2%", "2% higher", "up 2%", "(+2%)", "unchanged", and what is left out."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta, with_unit
from tapewire.moves.level_rules import LevelRules
from tapewire.moves.lexicon import CLOSING
from tapewire.moves.noun_rules import NounRules
from tapewire.moves.statements import Statement
from tapewire.moves.subjects import Subject
from tapewire.moves.tails import Tail, read_tail

# "Advantest gained 7.3%, pushing the index up by 160 points": a part of the index's move.
_PUSHING: Final = frozenset(("pushing", "dragging", "pulling", "nudging"))
_LIFTING: Final = frozenset(("lifted", "lifting", "lifts", "lowered", "lowering"))
# A bare number of a list of percentages.
_LARGEST_LISTED: Final = 30
# Read here: "There were gains for A (1.2%) and B (0.9%)"
_LISTING: Final = frozenset(("for", "in", "by", "of", "among", "from", "led by", "include", "including"))


class ChangeRules(LevelRules, NounRules):
    """Changes stated by a verb, an adjective, a bracket or a gap."""

    def verb_and_change(self, i: int) -> int | None:
        """Read "rose 2% to 5", "fell by as much as 3%", "edged 0.2% lower", "shot up 4%"."""
        items = self.items
        direction, form = items[i].info
        j = self._skip(i + 1)
        if kind(items, j) == "DIRA" and (
            direction in ("any", items[j].info) or items[j].low in ("back", "ahead", "further")
        ):
            direction = items[j].info if direction == "any" else direction
            j = self._skip(j + 1)
        if kind(items, j) == "NP" and kind(items, j + 1) == "FIG" and items[i].low in _LIFTING:
            return self._object_moved(i, j, direction, form)
        is_level = kind(items, j) == "EXTENT" and items[j].info == "level"
        delta = None if is_level else read_delta(items, j)
        if delta is None:
            return self._verb_and_level(i, direction, form)
        if kind(items, delta.end) == "DIRN":
            return None
        j = self._skip_comma_before_adjective(delta)
        if kind(items, j) == "DIRA" and not self._compares(j):
            if direction == "any" or direction == items[j].info:
                direction = items[j].info
                delta.end = j + 1
            elif delta.end != j:
                return None
        elif kind(items, delta.end) == "ABOVE" and direction == "any":
            return None
        if direction == "any":
            return None
        if self._is_refused_figure(delta, i):
            return delta.end
        return self._state(i, form, direction, delta, "verb and change")

    def _object_moved(self, i: int, j: int, direction: str, form: str) -> int | None:
        """Read "a run that has lifted the carmaker 89% this year": it is the object that moved."""
        items = self.items
        delta = read_delta(items, j + 1)
        if delta is None or delta.figures[0][0].unit != "pct":
            return None
        subject = self.finder.subject_of(items[j])
        if not subject.refs or subject.is_refused or self._is_supposed(i, form) or self._is_refused_figure(delta, i):
            return None
        return self._state_for(subject, i, direction, delta, "object moved", [], i)

    def _verb_and_level(self, i: int, direction: str, form: str) -> int | None:
        if direction == "any":
            return None
        j = self._skip(i + 1)
        if kind(self.items, j) == "NP" and self.items[j].low in ("amount", "margin", "extent"):
            # "gained a similar amount to $1.3573"
            j += 1
        extreme = kind(self.items, j) == "EXTENT"
        if extreme and kind(self.items, j + 1) == "FIG":
            tail = read_tail(self.items, j + 2)
            tail.levels.insert(0, self.items[j + 1].info)
        else:
            tail = read_tail(self.items, j)
        tail.is_extreme = tail.is_extreme or extreme
        if not tail.levels:
            return None
        return self._state_level(i, form, direction, tail, "verb and level")

    def particle_and_change(self, i: int) -> int | None:
        """Read "up 54 points at 6514", "down 3%, at 5", "higher by 2.1%", "down at 23,916"."""
        items = self.items
        if kind(items, i + 1) == "PREP" and items[i + 1].low == "than":
            return None
        direction = items[i].info
        j = i + 1
        delta = read_delta(items, j)
        if (
            delta is None
            and kind(items, j) == "PREP"
            and items[j].low == "at"
            and kind(items, j + 1) == "FIG"
            and items[j + 1].info.unit == "pct"
        ):
            delta = read_delta(items, j + 1)
        if delta is None:
            tail = read_tail(items, j)
            if tail.levels and (self._is_level_said(i) or tail.previous is not None):
                return self._state_level(i, "particle", direction, tail, "particle and level")
            if tail.previous is not None and self.found and self._continues_level(i):
                return None
            return None
        if kind(items, delta.end) == "DIRN":
            return None
        if kind(items, i - 1) == "NP" and kind(items, i - 2) == "DIRV" and items[i - 2].low in _PUSHING:
            self._note(i, "what one share did to an index")
            return delta.end
        if self._is_refused_figure(delta, i):
            return delta.end
        return self._state(i, "particle", direction, delta, "particle and change")

    def change_and_adjective(self, i: int) -> int | None:
        """Read "1.2% higher at 5", "20 cents up", "22.4 points, or 0.4%, higher", "12% above its offer price"."""
        items = self.items
        start = i
        while start > 0 and kind(items, start - 1) in ("HEDGE", "EXTENT"):
            start -= 1
        delta = read_delta(items, start)
        if delta is None:
            return None
        j = self._skip_comma_before_adjective(delta)
        if kind(items, j) == "DIRA" and not self._compares(j):
            direction = items[j].info
            delta.end = j + 1
            if self._is_refused_figure(delta, i):
                return j + 1
            self._say_again(delta)
            return self._state(start, "particle", direction, delta, "change and adjective")
        if kind(items, j) == "ABOVE" and self._is_last_close(j + 1):
            direction = items[j].info
            delta.end = j + 2
            return self._state(start, "particle", direction, delta, "above the last close")
        if kind(items, j) in ("ABOVE", "DIRA"):
            return self._distance(start, delta, j)
        while kind(items, j) in ("ADV", "AT", "PERIOD") or (
            kind(items, j) == "NP" and items[j].tokens[0].kind in ("W", "ADJ")
        ):
            j += 1
        if kind(items, j) == "DIRN" and j <= delta.end + 2:
            return self._noun(start, delta, j)
        return None

    def _say_again(self, delta: Delta) -> None:
        """Read on in "45.6 points lower, or 0.6 per cent, at 7,701" and "26.34 points lower, 0.3%, at 8,224"."""
        items = self.items
        j = delta.end
        has_comma = kind(items, j) == "COMMA"
        j += has_comma
        says_or = kind(items, j) == "CONJ" and items[j].low == "or"
        if len(delta.figures) > 1 or len(delta.figures[0]) > 1 or not (says_or or has_comma):
            return
        other = read_delta(items, j + says_or)
        if other is None or len(other.figures) > 1 or other.figures[0][0].unit == delta.figures[0][0].unit:
            return
        if says_or or (kind(items, other.end) in ("COMMA", "PREP", "") and other.figures[0][0].unit in ("pct", "pts")):
            delta.figures[0].extend(other.figures[0])
            delta.end = other.end

    def _skip_comma_before_adjective(self, delta: Delta) -> int:
        """Pass the comma of "22.4 points, or 0.41 per cent, higher"; that of "$90,000, up from $87,900" stays."""
        items = self.items
        j = delta.end
        is_change = len(delta.figures[0]) > 1 or delta.figures[0][0].unit in ("pct", "pts", "bps")
        following = kind(items, j + 2)
        is_final = following in ("", "COMMA", "SEMI", "ADV", "DAY", "AT", "PERIOD", "NOT_A_PERIOD", "CONJ") or (
            following == "PREP" and items[j + 2].low in ("at", "to", "in", "on")
        )
        if is_change and is_final and kind(items, j) == "COMMA" and kind(items, j + 1) == "DIRA":
            return j + 1
        if is_change and kind(items, j) == "COMMA" and kind(items, j + 1) == "ABOVE":
            return j + 1
        while kind(items, j) in ("DAY", "AT", "PERIOD") and kind(items, j + 1) == "DIRA":
            j += 1
        return j

    def _is_last_close(self, j: int) -> bool:
        """Tell "above Friday's close" and "below the previous close" from a distance to some other level."""
        items = self.items
        low = items[j].low if j < len(items) else ""
        return (kind(items, j) == "DAY" and "'s" in low) or (
            kind(items, j) in ("NOT_A_PERIOD", "PERIOD") and low.endswith("close")
        )

    def _is_level_said(self, i: int) -> bool:
        """Tell whether a verb of closing or trading governs the particle: "closed down at 5"."""
        return self._has_verb_before(i, None)

    def _continues_level(self, i: int) -> bool:
        return kind(self.items, i - 1) == "COMMA"

    def _distance(self, start: int, delta: Delta, j: int) -> int | None:
        items = self.items
        direction = items[j].info
        k = j + 1
        while (
            k < len(items)
            and k <= j + 2
            and (kind(items, k) in ("NP", "DET", "PERIOD", "REL") or items[k].low == "than")
        ):
            if any(token.kind == "OFFER" for token in items[k].tokens) or (
                kind(items, k) == "PERIOD" and items[k].info == "ytd"
            ):
                delta.end = k if kind(items, k) == "PERIOD" else k + 1
                return self._state(start, "particle", direction, delta, "distance")
            k += 1
        self._note(start, "a distance from a level is no move")
        return k

    def unchanged(self, i: int) -> int | None:
        """Read "was unchanged at HK$0.55", "ended flat at 5"."""
        items = self.items
        tail = read_tail(items, i + 1)
        subject = self.finder.before(i, "particle")
        if not subject.refs or subject.is_refused or len(tail.levels) > 1:
            return None
        is_unchanged = items[i].info == "none"
        if not tail.levels and not is_unchanged:
            return None
        closing = self._has_verb_before(i, CLOSING)
        after = self._add(
            subject, "flat", Delta([], i + 1), tail, "unchanged", i, self._trailing(tail.end), is_closing=closing
        )
        self.found[-1].is_unchanged = is_unchanged
        return after

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
            k = self._name_before_aside(k)
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
