"""Items of a sentence → statements of change: a small grammar of the ways in which market reports say it.

Each rule is a method that looks at the item where it may begin and returns where it ended, or None. `RULES` says which
rules are tried for which kind of item, in order. Who moved is found by `tapewire.moves.subjects`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta
from tapewire.moves.figures import Figure
from tapewire.moves.items import Item
from tapewire.moves.lexicon import BEARING, CLOSING, EXTREME, OPENING, PRESENT
from tapewire.moves.refs import REFUSED, UNKNOWN, Ref
from tapewire.moves.statements import Statement
from tapewire.moves.subjects import Subject, SubjectFinder
from tapewire.moves.tails import MOMENTS, Tail, read_tail
from tapewire.moves.trace import Trace
from tapewire.moves.words import words

_BETWEEN: Final = frozenset(("ADV", "DAY", "AT", "NOT_A_PERIOD", "PAREN", "CODE"))
_VERBAL: Final = frozenset(("DIRV", "LVL", "V", "AUX", "MODAL"))


class SentenceReader:
    """Reads one sentence from left to right."""

    def __init__(self, items: list[Item], finder: SubjectFinder, trace: Trace | None) -> None:
        self.items = items
        self.finder = finder
        self.trace = trace
        self.found: list[Statement] = []
        self.fronted: list[Item] = []
        """Time expressions that open the sentence and hold for all of it."""

    def read(self) -> list[Statement]:
        """Read the statements of the sentence, in order."""
        items = self.items
        i = 0
        while kind(items, i) in ("PERIOD", "DAY", "AT", "ADV"):
            if items[i].kind != "ADV":
                self.fronted.append(items[i])
            i += 1
        if kind(items, i) != "COMMA" and i < len(items) and kind(items, i) not in ("NP",):
            self.fronted = self.fronted if kind(items, i) in ("DET", "FIG") else []
        i = 0
        while i < len(items):
            after = None
            for rule in RULES.get(items[i].kind, ()):
                after = rule(self, i)
                if after is not None:
                    break
            if after is None:
                self.finder.pass_over(i)
                after = i + 1
            i = max(after, i + 1)
        return self.found

    # --- rules -------------------------------------------------------------------------------------------------

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

    def _verb_and_level(self, i: int, direction: str, form: str) -> int | None:
        if direction == "any":
            return None
        j = self._skip(i + 1)
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
        if kind(items, j) in ("ABOVE", "DIRA"):
            return self._distance(start, delta, j)
        while kind(items, j) in ("ADV", "AT", "PERIOD") or (kind(items, j) == "NP" and items[j].tokens[0].kind in ("W", "ADJ")):
            j += 1
        if kind(items, j) == "DIRN" and j <= delta.end + 2:
            return self._noun(start, delta, j)
        return None

    def _say_again(self, delta: Delta) -> None:
        """Read on in "45.6 points lower, or 0.6 per cent, at 7,701"."""
        items = self.items
        j = delta.end
        if kind(items, j) == "COMMA":
            j += 1
        if kind(items, j) != "CONJ" or items[j].low != "or" or len(delta.figures) > 1 or len(delta.figures[0]) > 1:
            return
        other = read_delta(items, j + 1)
        if other is not None and len(other.figures) == 1 and other.figures[0][0].unit != delta.figures[0][0].unit:
            delta.figures[0].extend(other.figures[0])
            delta.end = other.end

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

    def noun_of_change(self, i: int) -> int | None:
        """Read "a gain of 3%", "loss for the week to 0.7%", "a fall of 2% in N"; the figure comes after the noun."""
        items = self.items
        j = i + 1
        moments = []
        while kind(items, j) in ("PERIOD", "DAY", "AT") or (
            kind(items, j) == "PREP" and items[j].low in ("over", "for", "in") and kind(items, j + 1) == "PERIOD"
        ):
            if kind(items, j) != "PREP":
                moments.append(items[j])
            j += 1
        if kind(items, i - 1) == "PERIOD":
            moments.append(items[i - 1])
        if (kind(items, j) == "PREP" and items[j].low in ("of", "to")) or (
            kind(items, j) == "V" and items[j].info[0] in ("top", "reach", "total")
        ):
            delta = read_delta(items, j + 1)
            if delta is not None and all(group[0].unit in ("pct", "pts", "bps", "pp") for group in delta.figures):
                if kind(items, j) == "V":
                    return self._gains_reached(i, j, delta, moments)
                return self._noun_with_figure(i, i, delta, items[i].info, moments, delta.end)
        return None

    def _gains_reached(self, i: int, j: int, delta: Delta, moments: list[Item]) -> int | None:
        """Read "Total gains over the year topped 107%": the gains are those of what was last spoken of."""
        latest = self.finder.focus.latest
        before = self.items[i - 1] if i else None
        if latest is None or (before is not None and before.kind == "NP" and before.tokens[0].low not in ("total", "its", "the")):
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
        if kind(items, j) == "PREP" and items[j].low in ("in", "for", "on", "of", "by") and kind(items, j + 1) == "NP":
            if self._is_supposed(begin, "noun"):
                self._note(start, "a forecast or a condition")
                return after
            subject, end = self.finder.group_from(j + 1)
            if subject.is_refused:
                self._note(start, "of something that is not traded")
                return end
            if subject.refs and not all(ref.entry is not None and ref.entry.is_place for ref in subject.refs):
                delta.end = end
                return self._state_for(subject, first, direction, delta, "noun of change in", trailing, begin)
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
        bearer = self._bearer(begin)
        is_preposed = is_preposed or any(moment.kind == "PERIOD" for moment in moments)
        if bearer is None and not is_preposed:
            self._note(start, "nothing bears this gain or loss")
            return None
        subject = self.finder.clause
        if subject.is_refused or not subject.refs:
            return None
        delta.end = j if j > after else after
        statement_end = self._state_for(subject, first, direction, delta, "noun of change", trailing, begin)
        is_left_behind = kind(items, begin - 1) == "PREP" and items[begin - 1].low == "from"
        if self.found and bearer is not None and (is_left_behind or bearer.low in ("after", "following")):
            self.found[-1].is_after = True
        return statement_end

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

    def level_verb(self, i: int) -> int | None:
        """Read "was at 1.0851 from 1.0727", "closed at 18.94 on Thursday, down 2.5%", "is at 3.93, up 20%"."""
        items = self.items
        j = i + 1
        moments: list[Item] = []
        while (
            kind(items, j) in ("ADV", "DAY", "AT", "PERIOD")
            or (kind(items, j) == "NP" and items[j].low in ("day", "session", "trading", "trade", "hands"))
            or (kind(items, j) == "LVL" and items[j].info[1] == "ing")
        ):
            if kind(items, j) in ("DAY", "AT", "PERIOD"):
                moments.append(items[j])
            j += 1
        tail = read_tail(items, j) if kind(items, j) == "PREP" else Tail(end=j, last_figure=j)
        if not tail.levels and self._is_price(i, j):
            figure = j + 1 if kind(items, j) == "HEDGE" else j
            tail = read_tail(items, figure + 1)
            tail.is_hedged = tail.is_hedged or figure > j
            tail.levels.insert(0, items[figure].info)
        if not tail.levels:
            return None
        subject = self.finder.before(i, self._form(i))
        self.finder.clause = subject
        tail.moments = moments + tail.moments
        k = tail.end
        is_closing = kind(items, i) == "LVL" and items[i].info[0] in CLOSING
        step = self._change_after_level(i, k, tail, subject, is_closing)
        if step is not None:
            return step
        if tail.previous is None:
            return None if kind(items, i) == "AUX" else tail.last_figure
        if not subject.refs or len(tail.levels) != 1:
            return tail.end
        after = self._add(subject, "", Delta([], k), tail, "two levels", i, moments, is_closing=is_closing)
        while kind(items, after) == "CONJ" and kind(items, after + 1) == "PREP" and items[after + 1].low == "at":
            # "at R12.98 to the dollar from R13.12 and at R14.08 to the euro from R14.05"
            further = read_tail(items, after + 1)
            if len(further.levels) != 1 or further.previous is None:
                break
            further.moments = further.moments + tail.moments
            after = self._add(subject, "", Delta([], further.end), further, "two levels", after + 1, moments)
        return after

    def _is_price(self, i: int, j: int) -> bool:
        """Tell "fetched 109.61 yen" and "was $1,335.92" from an amount of something else."""
        items = self.items
        if kind(items, j) == "HEDGE":
            j += 1
        if kind(items, j) != "FIG" or kind(items, j + 1) in ("DIRA", "DIRN", "NP", "ABOVE") or items[j].info.is_large:
            return False
        return items[j].info.unit == "money" or (items[j].info.unit == "num" and kind(items, i) == "LVL" and items[j].info.decimals >= 2)

    def _change_after_level(self, i: int, k: int, tail: Tail, subject: Subject, is_closing: bool) -> int | None:
        """Read the change that follows a level in the same clause: ", down 2.5%", "gaining $1.43", ", a 2% rise"."""
        items = self.items
        limit = min(len(items), k + 12)
        extra: list[Item] = []
        while k < limit and kind(items, k) != "COMMA":
            if kind(items, k) in ("DAY", "AT", "PERIOD"):
                extra.append(items[k])
            if kind(items, k) in ("SEMI", "SUB", "CONJ", "DIRV", "LVL", "REL", "DASH", "MODAL"):
                return None
            if kind(items, k) in ("DIRA",):
                break
            k += 1
        if k >= limit:
            return None
        if kind(items, k) == "COMMA":
            k += 1
        while kind(items, k) in ("ADV", "HEDGE"):
            k += 1
        direction = ""
        if kind(items, k) == "DIRA":
            direction = items[k].info
        elif kind(items, k) == "DIRV" and items[k].info[1] == "ing":
            direction = items[k].info[0]
        delta = read_delta(items, k + 1) if direction else None
        if not direction:
            start = k
            delta = read_delta(items, k)
            if delta is not None and kind(items, delta.end) in ("DIRA", "DIRN"):
                direction = items[delta.end].info
                delta.end += 1
            else:
                return None
            del start
        if delta is None:
            if kind(items, k + 1) == "PREP" and items[k + 1].low == "from" and direction:
                further = read_tail(items, k + 1)
                if further.previous is not None and subject.refs and len(tail.levels) == 1:
                    tail.previous = further.previous
                    tail.end = further.end
                    return self._add(
                        subject,
                        direction,
                        Delta([], further.end),
                        tail,
                        "two levels",
                        i,
                        tail.moments + extra,
                        is_closing=is_closing,
                    )
            return None
        if direction == "any" or not subject.refs or subject.is_refused:
            return None
        further = read_tail(items, delta.end)
        tail.end = further.end
        tail.last_figure = max(further.last_figure, delta.end)
        tail.previous = tail.previous or further.previous
        tail.moments = tail.moments + further.moments
        return self._add(
            subject,
            direction,
            delta,
            tail,
            "level and change",
            i,
            self._trailing(tail.end) + extra,
            is_closing=is_closing,
        )

    def verbless_level(self, i: int) -> int | None:
        """Read "the yield on the R186 at 8.63% from 8.64%"."""
        if kind(self.items, i - 1) != "NP" or self.items[i].low not in ("at", "to"):
            return None
        if self.items[i].low == "to" and not (self.found and self.found[-1].previous is not None):
            return None
        tail = read_tail(self.items, i)
        if len(tail.levels) != 1 or tail.previous is None:
            return None
        subject = self.finder.before(i, "particle")
        if not subject.refs or subject.is_refused or subject.refs[0].kind not in ("yield", "currency", "commodity", "crypto"):
            return None
        return self._add(subject, "", Delta([], tail.end), tail, "two levels", i, self._leading(i))

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
            if not sign:
                return None
            direction = "up" if sign > 0 else "down"
        owner = items[i - 1] if i and kind(items, i - 1) == "NP" else None
        if owner is None:
            return None
        subject = self.finder.subject_of(owner)
        if not subject.refs:
            return None
        delta.end += 1
        return self._add(subject, direction, delta, Tail(end=delta.end, last_figure=delta.end), "bracket", i, [])

    def ellipsis(self, i: int) -> int | None:
        """Read "the Dow 0.3%" after "the S&P 500 rose 0.5%": another name, place, window or currency, the verb left out."""
        items = self.items
        if not self.found or self.found[-1].direction not in ("up", "down"):
            return None
        delta = read_delta(items, i)
        if delta is None or delta.figures[0][0].unit not in ("pct", "pts") or len(delta.figures) > 1:
            return None
        last = self.found[-1]
        k = i - 1
        while kind(items, k) in ("HEDGE", "ADV", "CODE") or (kind(items, k) == "PREP" and items[k].low in ("at", "by")):
            k -= 1
        tail = read_tail(items, delta.end)
        if kind(items, k) == "NP":
            subject = self.finder.subject_of(items[k])
            opener = items[k - 1] if k else None
            is_joined = opener is not None and (opener.kind in ("COMMA", "CONJ", "SEMI", "NP") or opener.info == "led by")
            if not subject.refs or subject.is_refused or not is_joined:
                return None
            return self._add(subject, last.direction, delta, tail, "ellipsis", k, self._trailing(tail.end), inherit=last)
        if kind(items, k) not in ("CONJ", "COMMA") or len(last.refs) != 1:
            return None
        moments = self._trailing(tail.end)
        window = any(item.kind == "PERIOD" for item in (*tail.moments, *moments))
        place = next((item for item in tail.places if item.tokens[-1].kind == "NAME"), None)
        other_place = place is not None and bool(last.places) and place.low != last.places[0].low
        if not (other_place or (window and kind(items, k) == "CONJ")):
            return None
        return self._add(Subject(last.refs), last.direction, delta, tail, "ellipsis", i, moments, inherit=None if window else last)

    # --- what the rules share ----------------------------------------------------------------------------------

    def _form(self, i: int) -> str:
        item = self.items[i]
        return item.info[1] if item.kind in ("LVL", "DIRV", "V") else "finite"

    def _skip(self, i: int) -> int:
        """Pass what may stand between a verb and its figure: "on Tuesday", "marginally", "in early trade"."""
        items = self.items
        while i < len(items):
            if (
                items[i].kind in _BETWEEN
                or (items[i].kind == "PERIOD" and items[i].info != "since")
                or items[i].kind == "RESP"
            ):
                i += 1
            elif (
                items[i].kind == "PREP"
                and items[i].low in ("in", "on", "for")
                and kind(items, i + 1) == "NP"
                and kind(items, i + 2) in ("FIG", "HEDGE", "EXTENT", "DAY", "PERIOD")
            ):
                i += 2
            elif items[i].kind == "PREP" and items[i].low == "at" and kind(items, i + 1) == "FIG" and items[i + 1].info.unit == "pct":
                i += 1
            elif (items[i].kind == "DET" and kind(items, i + 1) in ("FIG", "HEDGE", "EXTENT")) or (
                items[i].kind == "NP"
                and items[i].low in ("day", "session", "trading", "morning", "afternoon", "week", "month", "year")
                and kind(items, i + 1) in ("FIG", "DIRA", "HEDGE", "EXTENT", "PREP")
            ):
                i += 1
            else:
                break
        return i

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
        while kind(items, j) in ("DAY", "AT", "PERIOD") and kind(items, j + 1) == "DIRA":
            j += 1
        return j

    def _compares(self, j: int) -> bool:
        """Tell "higher than" and "up from" of something else from a move."""
        return kind(self.items, j + 1) == "PREP" and self.items[j + 1].low == "than"

    def _is_level_said(self, i: int) -> bool:
        """Tell whether a verb of closing or trading governs the particle: "closed down at 5"."""
        return self._has_verb_before(i, None)

    def _has_verb_before(self, i: int, bases: frozenset[str] | None) -> bool:
        items = self.items
        k = i - 1
        while k >= 0 and k >= i - 6:
            if items[k].kind == "LVL":
                return bases is None or items[k].info[0] in bases
            if items[k].kind == "AUX":
                return bases is None
            if items[k].kind in ("COMMA", "SEMI", "SUB", "CONJ", "FIG"):
                return False
            k -= 1
        return False

    def _continues_level(self, i: int) -> bool:
        return kind(self.items, i - 1) == "COMMA"

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
            self._note(i, "a share of something")
            return True
        return False

    def _state(self, i: int, form: str, direction: str, delta: Delta, rule: str) -> int | None:
        if self._is_supposed(i, form):
            self._note(i, "a forecast or a condition")
            return delta.end
        subject = self.finder.before(i, form)
        if form == "ing" and not subject.refs and not subject.is_refused:
            subject = self._to_come(i, delta.end)
        if form != "particle":
            self.finder.clause = subject
        return self._state_for(subject, i, direction, delta, rule, [], i)

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
            moments + self._leading(i) + self._trailing(tail.end),
            is_closing=closing,
            anchor=i,
        )

    def _state_level(self, i: int, form: str, direction: str, tail: Tail, rule: str) -> int | None:
        if self._is_supposed(i, form):
            return None
        subject = self.finder.before(i, form)
        if form != "particle":
            self.finder.clause = subject
        if subject.is_refused or not subject.refs or not tail.levels:
            return None
        step = self._change_after_level(i, tail.end, tail, subject, False)
        if step is not None:
            return step
        closing = self._has_verb_before(i, CLOSING)
        return self._add(
            subject,
            direction,
            Delta([], tail.end),
            tail,
            rule,
            i,
            self._leading(i) + self._trailing(tail.end),
            is_closing=closing,
            anchor=i,
        )

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
            moments=tail.moments + moments + self.fronted,
            places=tail.places + self._places(tail.end),
            is_hedged=delta.is_hedged or tail.is_hedged,
            is_extreme=delta.is_extreme or tail.is_extreme or self._comes_before_reversal(tail.end),
            is_range=delta.is_range,
            is_closing=is_closing or tail.is_closing,
            is_opening=self._has_verb_before(anchor, OPENING)
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

    def _comes_before_reversal(self, j: int) -> bool:
        """Tell "rose 3% before paring gains" from "rose 3%"."""
        items = self.items
        for k in range(j, min(len(items), j + 3)):
            if kind(items, k) in ("SUB", "PREP") and items[k].low == "before":
                following = items[k + 1] if k + 1 < len(items) else None
                return following is not None and following.kind in ("DIRV", "V", "LVL") and following.info[1] == "ing"
            if kind(items, k) in ("COMMA", "SEMI", "CONJ"):
                return False
        return False

    def _leading(self, i: int) -> list[Item]:
        """Time expressions between the clause's beginning and its predicate."""
        items = self.items
        found = []
        k = i - 1
        while k >= 0 and k >= i - 14 and kind(items, k) not in ("SEMI", "FIG", "SUB", "DIRN", "REL", "COMMA", "CONJ"):
            if kind(items, k) in MOMENTS and not (kind(items, k) == "PERIOD" and items[k].info == "since"):
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
            if item.kind in ("PERIOD", "DAY", "AT") and not (superlative and item.kind == "PERIOD"):
                found.append(item)
        return found

    def _places(self, j: int) -> list[Item]:
        """Places and counterparts after the figures: "in Hong Kong", "against the dollar"."""
        items = self.items
        found = []
        if kind(items, 0) == "PREP" and items[0].low in ("in", "against") and kind(items, 1) == "NP" and kind(items, 2) == "COMMA":
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
        k = i - 1
        while k >= 0 and items[k].kind in ("ADV", "NOT_A_PERIOD", "HEDGE"):
            k -= 1
        if form == "base" and kind(items, k) == "PREP" and items[k].low == "to":
            if kind(items, k - 1) == "V" and items[k - 1].info[0] in ("continue", "begin"):
                return False
            return not self._follows_a_move(k)
        k = i - 1
        while k >= 0 and items[k].kind not in ("COMMA", "SEMI", "SUB", "CONJ", "FIG", "COLON", "DASH"):
            if items[k].kind == "MODAL":
                return True
            if items[k].kind in ("DIRV",) and k < i - 1 and items[k].info[1] != "ing":
                break
            k -= 1
        if (
            form in ("ing", "particle")
            and kind(items, i - 1) == "V"
            and items[i - 1].info[0] in ("see", "expect", "forecast")
        ):
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
            if items[k].kind not in ("ADV", "DET", "HEDGE"):
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

    def _note(self, i: int, reason: str) -> None:
        if self.trace is not None:
            self.trace.refused(self.items[i], reason)


_SUPERLATIVES: Final = words(
    """
    most biggest largest highest lowest best worst steepest sharpest first seen level high low longest
    strongest weakest last gain loss smallest
    """
)
Rule = Callable[[SentenceReader, int], "int | None"]
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "DIRV": (SentenceReader.verb_and_change,),
    "DIRA": (SentenceReader.particle_and_change,),
    "FIG": (SentenceReader.change_and_adjective, SentenceReader.ellipsis),
    "DIRN": (SentenceReader.noun_of_change,),
    "LVL": (SentenceReader.level_verb,),
    "AUX": (SentenceReader.level_verb,),
    "FLAT": (SentenceReader.unchanged,),
    "LP": (SentenceReader.bracket,),
    "PREP": (SentenceReader.verbless_level,),
}
__all__ = ["REFUSED", "RULES", "UNKNOWN", "Figure", "Ref", "SentenceReader"]
