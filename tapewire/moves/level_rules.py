"""Rules that begin with a level: "closed at 18.94, down 2.5%", "was at 1.0851 from 1.0727"."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import Delta, kind, read_delta
from tapewire.moves.clause_subject import Subject
from tapewire.moves.items import Item
from tapewire.moves.lexicon import CLOSING
from tapewire.moves.reading import Reading
from tapewire.moves.tails import MOMENTS, Tail, is_level, read_tail
from tapewire.moves.words import words

_DEALINGS: Final = frozenset(("day", "session", "trading", "trade", "hands"))
_BEFORE_LEVEL: Final = frozenset(("PREP", "FIG", "HEDGE"))
_PIECES: Final = words(
    """
    bottle case kilo kilogram kilowatt-hour square sq foot box pack head unit ticket night month day week year person
    litre liter gram teu feu container vial dose piece plate car phone copy
    """
)


class LevelRules(Reading):
    """Levels, and the changes that follow them."""

    def level_verb(self, i: int) -> int | None:
        """Read "was at 1.0851 from 1.0727", "closed at 18.94 on Thursday, down 2.5%", "is at 3.93, up 20%"."""
        items = self.items
        j = i + 1
        moments: list[Item] = []
        while True:
            there = kind(items, j)
            if there in MOMENTS:
                moments.append(items[j])
            elif there == "NP":
                is_dealing = items[j].low in _DEALINGS
                if not is_dealing and any(token.kind != "ADJ" for token in items[j].tokens):
                    break
            elif there != "ADV" and not (there == "LVL" and items[j].info[1] == "ing"):
                break
            j += 1
        if there not in _BEFORE_LEVEL:
            return None
        if there == "PREP" and items[j].low == "for" and self._is_price(i, j + 1):
            # "traded for 72.26 cents US"
            j += 1
            there = kind(items, j)
        tail = read_tail(items, j) if there == "PREP" else Tail(end=j, last_figure=j)
        if not tail.levels and self._is_price(i, j):
            figure = j + 1 if kind(items, j) == "HEDGE" else j
            tail = read_tail(items, figure + 1)
            tail.is_hedged = tail.is_hedged or figure > j
            tail.levels.insert(0, items[figure].info)
        if not tail.levels:
            return None
        if self._is_supposed(i, self._form(i)):
            self._note(i, "a forecast or a condition")
            return tail.end
        if self._is_priced_by_the_piece(tail.end):
            # Read here: "A case of its liquor fetched 1,660 yuan a bottle, down 3%"
            self.finder.clause = Subject(is_refused=True)
            return tail.end
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
        if not subject.refs or (len(tail.levels) != 1 and tail.further_previous is None):
            return tail.end
        after = self._add(subject, "", Delta([], k), tail, "two levels", i, moments, is_closing=is_closing)
        while True:
            # "at R12.98 to the dollar from R13.12, and at R14.08 to the euro from R14.05"
            k = after + (kind(items, after) == "COMMA")
            k += kind(items, k) == "CONJ"
            if k == after or kind(items, k) != "PREP" or items[k].low != "at":
                break
            further = read_tail(items, k)
            if len(further.levels) != 1 or further.previous is None:
                break
            further.moments = further.moments + tail.moments
            after = self._add(subject, "", Delta([], further.end), further, "two levels", k, moments)
        return after

    def _is_priced_by_the_piece(self, k: int) -> bool:
        """Tell "1,660 yuan a bottle" from a price of something that is quoted."""
        if kind(self.items, k) != "NP" or kind(self.items, k - 1) != "FIG":
            return False
        tokens = self.items[k].tokens
        return len(tokens) == 2 and tokens[0].low in ("a", "an") and tokens[1].kind == "W" and tokens[1].low in _PIECES

    def _is_price(self, i: int, j: int) -> bool:
        """Tell "fetched 109.61 yen" and "was $1,335.92" from an amount of something else."""
        items = self.items
        if kind(items, j) == "HEDGE":
            j += 1
        if kind(items, j) != "FIG" or kind(items, j + 1) in ("DIRA", "DIRN", "NP", "ABOVE") or items[j].info.is_large:
            return False
        delta = read_delta(items, j)
        if delta is not None and len(delta.figures[0]) > 1:
            # One change in two units: "finished $1.79, or 2.9%, higher".
            return False
        return items[j].info.unit == "money" or (
            items[j].info.unit == "num" and kind(items, i) == "LVL" and items[j].info.decimals >= 2
        )

    def _change_after_level(self, i: int, k: int, tail: Tail, subject: Subject, is_closing: bool) -> int | None:
        """Read the change that follows a level in the same clause: ", down 2.5%", "gaining $1.43", ", a 2% rise"."""
        items = self.items
        limit = min(len(items), k + 12)
        extra: list[Item] = []
        while k < limit and kind(items, k) != "COMMA":
            if kind(items, k) in ("DAY", "AT", "PERIOD"):
                extra.append(items[k])
            is_verb = kind(items, k) in ("DIRV", "LVL") and items[k].info[1] != "base"
            if is_verb or kind(items, k) in ("SEMI", "SUB", "CONJ", "REL", "DASH", "MODAL"):
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
        if kind(items, k) == "LVL" and kind(items, k + 1) == "PREP" and items[k + 1].low == "from":
            # Read here: "was quoted at 4.92%, widened from 4.89%"
            further = read_tail(items, k + 1)
            if further.previous is not None and subject.refs and len(tail.levels) == 1:
                tail.previous, tail.end = further.previous, further.end
                moments = tail.moments + extra
                return self._add(subject, "", Delta([], further.end), tail, "two levels", i, moments)
        if kind(items, k) == "AUX" and items[k].low == "having" and kind(items, k + 1) == "DIRV":
            k += 1
        if kind(items, k) == "FLAT" and items[k].info == "none" and subject.refs and not subject.is_refused:
            tail.end = k + 1
            after = self._add(
                subject,
                "flat",
                Delta([], k + 1),
                tail,
                "level and unchanged",
                i,
                tail.moments + extra,
                is_closing=is_closing,
            )
            self.found[-1].is_unchanged = True
            return after
        direction = ""
        if kind(items, k) == "DIRA":
            direction = items[k].info
        elif kind(items, k) == "DIRV" and (items[k].info[1] == "ing" or items[k - 1].low == "having"):
            direction = items[k].info[0]
        delta = read_delta(items, k + 1) if direction else None
        if not direction:
            read = self._noun_after_level(k)
            if read is None:
                return None
            direction, delta = read
        if delta is None:
            follows = items[k + 1] if k + 1 < len(items) else None
            if (
                direction
                and follows is not None
                and follows.kind == "PREP"
                and (follows.low in ("from", "than") or follows.info == "against")
            ):
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

    def _noun_after_level(self, k: int) -> tuple[str, Delta] | None:
        """Read "a 2% rise", "2% higher", "a loss of 318 points or 1.26%", "40.1% above its offer price"."""
        items = self.items
        delta = read_delta(items, k)
        if delta is not None and kind(items, delta.end) in ("DIRA", "DIRN"):
            direction: str = items[delta.end].info
            delta.end += 1
            return direction, delta
        if delta is not None and kind(items, delta.end) == "ABOVE" and kind(items, delta.end + 1) in ("NP", "DET"):
            direction = items[delta.end].info
            end = delta.end + 1 + (kind(items, delta.end + 1) == "DET")
            if kind(items, end) == "NP" and any(token.kind == "OFFER" for token in items[end].tokens):
                delta.end = end + 1
                return direction, delta
            return None
        while kind(items, k) in ("DET", "ADV") or (kind(items, k) == "PREP" and items[k].low == "for"):
            k += 1
        if kind(items, k) != "DIRN" or kind(items, k + 1) != "PREP" or items[k + 1].low != "of":
            return None
        delta = read_delta(items, k + 2)
        return None if delta is None else (items[k].info, delta)

    def listed_level(self, i: int) -> int | None:
        """Read a line of a list: "Brent crude: $83.33, down 0.2%"."""
        items = self.items
        if i != 1 or kind(items, 0) != "NP" or kind(items, 2) != "FIG" or not is_level(items[2].info):
            return None
        subject = self.finder.subject_of(items[0])
        tail = read_tail(items, 3)
        tail.levels.insert(0, items[2].info)
        if not subject.refs or len(tail.levels) > 1:
            return None
        return self._change_after_level(0, tail.end, tail, subject, False)

    def quoted_currency(self, i: int) -> int | None:
        """Read "65.12 US cents, from 65.01 US cents", a line under "One Australian dollar buys:"."""
        items = self.items
        if i or items[0].info.unit != "money":
            return None
        bought = self.finder.focus.latest
        if bought is None or bought.kind != "currency":
            return None
        tail = read_tail(items, 1)
        figure, previous = items[0].info, tail.previous
        if tail.levels or previous is None or previous.currency != figure.currency or previous.unit != "money":
            return None
        tail.levels = [figure]
        return self._add(Subject((bought,)), "", Delta([], tail.end), tail, "quoted currency", 0, [])

    def verbless_level(self, i: int) -> int | None:
        """Read "the yield on the R186 at 8.63% from 8.64%"."""
        if self.items[i].low not in ("at", "to") or kind(self.items, i - 1) != "NP":
            return None
        if self.items[i].low == "to" and not (self.found and self.found[-1].previous is not None):
            return None
        tail = read_tail(self.items, i)
        if len(tail.levels) != 1 or tail.previous is None:
            return None
        subject = self.finder.before(i, "particle")
        if (
            not subject.refs
            or subject.is_refused
            or subject.refs[0].kind not in ("yield", "currency", "commodity", "crypto")
        ):
            return None
        return self._add(subject, "", Delta([], tail.end), tail, "two levels", i, self._leading(i))

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
