"""Rules for verbs and adjectives: "rose 2%", "2% higher", "up 2%", "unchanged", and what is left out."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta
from tapewire.moves.focus import Ref
from tapewire.moves.items import Item
from tapewire.moves.level_rules import LevelRules
from tapewire.moves.lexicon import CLOSING
from tapewire.moves.noun_rules import NounRules
from tapewire.moves.tails import read_tail
from tapewire.moves.verbless_rules import VerblessRules

# "Advantest gained 7.3%, pushing the index up by 160 points": a part of the index's move.
_PUSHING: Final = frozenset(("pushing", "dragging", "pulling", "nudging"))
_GROWING: Final = {
    "grow": "up",
    "expand": "up",
    "swell": "up",
    "collect": "up",
    "gather": "up",
    "shrink": "down",
    "contract": "down",
}
_AFTER_ADJECTIVE: Final = frozenset(("", "COMMA", "SEMI", "ADV", "DAY", "AT", "PERIOD", "NOT_A_PERIOD", "CONJ"))
_LIFTING: Final = frozenset(("lifted", "lifting", "lifts", "lowered", "lowering"))


class ChangeRules(LevelRules, NounRules, VerblessRules):
    """Changes stated by a verb or an adjective."""

    def verb_and_change(self, i: int) -> int | None:
        """Read "rose 2% to 5", "fell by as much as 3%", "edged 0.2% lower", "shot up 4%"."""
        items = self.items
        direction, form = items[i].info
        j = self._skip(i + 1)
        there = kind(items, j)
        if there == "DIRA" and (direction in ("any", items[j].info) or items[j].low in ("back", "ahead", "further")):
            direction = items[j].info if direction == "any" else direction
            j = self._skip(j + 1)
            there = kind(items, j)
        if there == "NP" and items[i].low in _LIFTING and kind(items, j + 1) == "FIG":
            return self._object_moved(i, j, direction, form)
        if there == "COMMA" and j > i + 1 and kind(items, j + 1) == "PREP" and items[j + 1].low == "by":
            # Read here: "rose for a fifth day, by 2.3 cents to $2.54"
            j += 1
        is_level = there == "EXTENT" and items[j].info == "level"
        delta = None if is_level else read_delta(items, j)
        if delta is None:
            return self._verb_and_level(i, direction, form)
        following = kind(items, delta.end)
        if following == "DIRN":
            return None
        if following == "NP" and items[delta.end].low in ("limit", "maximum"):
            delta.end += 1
        j = self._skip_comma_before_adjective(delta)
        if kind(items, j) == "DIRA" and not self._compares(j):
            if direction == "any" or direction == items[j].info:
                direction = items[j].info
                delta.end = j + 1
            elif delta.end != j:
                return None
        elif kind(items, delta.end) == "ABOVE":
            if direction == "any":
                return None
            delta.end = self._past_offer_price(delta.end)
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
        return self._state(i, "particle", direction, delta, "particle and change", self._window_of_noun(i, direction))

    def growth_of_share(self, i: int) -> int | None:
        """Read "CSL grew 1.1 per cent to $258.34": what grows may be anything, what grows to a price is a share.

        So is a company in a list of shares: "Mega added 0.4 percent, Cathay collected 0.5 percent".
        """
        items = self.items
        verb, form = items[i].info
        if verb not in _GROWING or form == "base":
            return None
        delta = read_delta(items, i + 1)
        if delta is None or delta.figures[0][-1].unit != "pct" or self._is_refused_figure(delta, i):
            return None
        tail = read_tail(items, delta.end)
        is_price = bool(tail.levels) and tail.levels[0].unit == "money" and tail.previous is None
        subject = self.finder.before(i, form)
        is_said_twice = len(delta.figures[0]) > 1 and bool(subject.refs) and subject.refs[0].kind == "index"
        if not is_said_twice and not (
            _is_of_known_stocks(subject.refs) and (is_price or self._lists_shares(delta.end))
        ):
            return None
        return self._state(i, form, _GROWING[verb], delta, "growth of a share")

    def _lists_shares(self, i: int) -> bool:
        """Tell whether the sentence says of other shares, before or behind, how far they moved."""
        items = self.items
        if self.found:
            return _is_of_known_stocks(self.found[-1].refs)
        return any(items[n].kind == "DIRV" and items[n + 1].kind == "FIG" for n in range(i, len(items) - 1))

    def _window_of_noun(self, i: int, direction: str) -> list[Item]:
        """Read "its third straight weekly gain, up 1.9%": the change is that of the week."""
        items = self.items
        if kind(items, i - 1) != "COMMA" or kind(items, i - 2) != "DIRN" or kind(items, i - 3) != "PERIOD":
            return []
        return [items[i - 3]] if items[i - 2].info == direction else []

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
        there = kind(items, j)
        if there == "DIRA" and not self._compares(j):
            direction = items[j].info
            # Read here: "3.4% better off at R121"
            delta.end = j + 2 if kind(items, j + 1) == "DIRA" and items[j + 1].low == "off" else j + 1
            if self._is_refused_figure(delta, i):
                return delta.end
            self._say_again(delta)
            return self._state(start, "particle", direction, delta, "change and adjective")
        if there == "ABOVE" and self._is_last_close(j + 1):
            direction = items[j].info
            delta.end = j + 2
            return self._state(start, "particle", direction, delta, "above the last close")
        if there in ("ABOVE", "DIRA"):
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
        there = kind(items, j)
        if there == "COMMA":
            if len(delta.figures[0]) == 1 and delta.figures[0][0].unit not in ("pct", "pts", "bps"):
                return j
            adjective = kind(items, j + 1)
            if adjective == "ABOVE":
                return j + 1
            following = kind(items, j + 2)
            is_final = following in _AFTER_ADJECTIVE or (
                following == "PREP" and items[j + 2].low in ("at", "to", "in", "on")
            )
            return j + 1 if adjective == "DIRA" and is_final else j
        return j + 1 if there in ("DAY", "AT", "PERIOD") and kind(items, j + 1) == "DIRA" else j

    def _past_offer_price(self, j: int) -> int:
        """Pass "below its issue price of HK$10.70" where the level is still to come."""
        items = self.items
        if kind(items, j + 1) != "NP" or not any(token.kind == "OFFER" for token in items[j + 1].tokens):
            return j
        is_told = kind(items, j + 2) == "PREP" and items[j + 2].low == "of" and kind(items, j + 3) == "FIG"
        return j + 4 if is_told else j + 2

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


def _is_of_known_stocks(refs: tuple[Ref, ...]) -> bool:
    return bool(refs) and all(ref.kind == "stock" and ref.entry is not None for ref in refs)
