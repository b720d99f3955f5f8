"""Who moved: the subject of a verb or of a bare "up 2%", and what each clause leaves in focus for the next."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.clause_subject import NOBODY, NOT_TRADED, Subject
from tapewire.moves.distant_subjects import DistantSubjects
from tapewire.moves.focus import Focus, Ref
from tapewire.moves.forecasts import BROKERS
from tapewire.moves.gazetteer import gazetteer
from tapewire.moves.items import Item
from tapewire.moves.tokens import Story
from tapewire.moves.words import words

_SKIPPED: Final = words(
    "ADV AUX DAY AT PERIOD PAREN CODE HEDGE NOT RESP NOT_A_PERIOD MODAL DET LP RP EXTENT",
)
_DAY_WORDS: Final = words(
    """
    day session trading morning afternoon week month year close trade deals hands daytime
    """
)
_DEALINGS: Final = frozenset(("trade", "trading", "session", "deals", "dealings"))
_RATING_VERBS: Final = words(
    """
    upgrade downgrade initiate reiterate maintain recommend rate say tell expect forecast predict estimate
    note warn raise cut lift cite write
    """
)
_RATING: Final = frozenset(("upgrade", "downgrade", "initiate"))
_VERBS: Final = frozenset(("V", "LVL", "DIRV"))
NOTABLE: Final = frozenset(("NP", "AUX", "DASH", "COLON", "SEMI", "SUB", *_VERBS))
"""Kinds of item that say something of whom is spoken; see `SubjectFinder.pass_over`."""


class SubjectFinder(DistantSubjects):
    """Finds subjects in one sentence, from left to right."""

    def __init__(self, items: list[Item], focus: Focus, story: Story, *, is_title_case: bool = False) -> None:
        super().__init__(items, focus, story, is_title_case=is_title_case)
        self._has_stated = False
        self._is_subordinate = False

    def before(self, i: int, form: str) -> Subject:
        """Find the subject of a predicate.

        Args:
            i: Number of the item where the predicate begins.
            form: ``particle`` and ``ing`` for what may lean on a subject further away, else a finite verb's form.
        """
        items = self.items
        k, leans = self._skip_left(i, form)
        if k < 0:
            return self.clause if leans else NOBODY
        item = items[k]
        if item.kind == "NP":
            if item.tokens[-1].kind == "POSS" and not self._has_stated:
                return self._owner(item, is_first=k == 0)
            return self._from_phrase(k, leans)
        if item.kind in ("COMMA", "DASH"):
            return self._leaning(k) if leans else self._over_aside(k)
        if item.kind == "REL":
            return self._antecedent(k)
        if item.kind == "PREP" and item.low == "to" and form == "particle" and kind(items, k + 1) != "LVL":
            # "Expects sales to be up 9%" says nothing of the clause's subject, "paring losses to trade lower" does.
            return NOBODY
        if item.kind == "FIG" and item.info.unit == "money" and item.info.value == 1:
            return self._one_unit(item)
        if item.low == "by" and form == "ing":
            # Read here: "technology and materials leading the laggards by losing 1.12 percent"
            lead = next((n for n in range(k - 1, max(-1, k - 4), -1) if items[n].low == "leading"), None)
            if lead is not None and items[lead].kind == "NP":
                return self._from_phrase(lead, True)
        if leans or item.kind in ("CONJ", "PREP", "SUB") or item.kind in _VERBS:
            return self.clause
        return NOBODY

    def _skip_left(self, i: int, form: str) -> tuple[int, bool]:
        """Pass what may stand between subject and predicate; tells too whether the predicate still leans."""
        items = self.items
        leans = form in ("particle", "ing")
        k = i - 1
        while k >= 0:
            item = items[k]
            there = item.kind
            if there in _SKIPPED:
                if there == "AUX" and item.low != "having":
                    leans = leans and item.low == "been" and k > 0 and items[k - 1].low == "having"
            elif there == "NP":
                before = kind(items, k - 1)
                if item.low in _DAY_WORDS and before in ("LVL", "DET", "V", "DIRV"):
                    pass
                elif leans and before == "PREP" and items[k - 1].low in ("in", "on", "at") and _is_venue(item):
                    k -= 1
                else:
                    break
            elif (there == "LVL" and (leans or form == "noun")) or (
                there == "DIRV" and form == "particle" and item.info[0] == "any"
            ):
                leans = item.info[1] == "ing"
            else:
                break
            k -= 1
        return k, leans

    def _owner(self, item: Item, *, is_first: bool) -> Subject:
        """Read "The Abu Dhabi index was flat, while Dubai's rose 0.5%" and "yields eased, the 10-year note's by 3 bps".

        In "Wages at Amazon rose 4%, Walmart's rose 3%" it is not Walmart that rose.
        """
        owner = item.tokens[-2] if len(item.tokens) > 1 else None
        if any(token.kind == "TENOR" or (token.kind == "NAME" and token.info.kind == "yield") for token in item.tokens):
            return self.subject_of(item)
        if owner is not None and owner.kind == "NAME" and owner.info.symbols and owner.info.is_place:
            is_index = bool(self.clause.refs) and self.clause.refs[0].kind == "index"
            latest = self.focus.latest if is_first and not is_index else None
            if is_index or (latest is not None and latest.kind == "index"):
                name = self.story.text[owner.start : owner.end]
                return Subject((Ref(name, "index", owner.start, owner.end, owner.info),), start=item.start)
        return NOT_TRADED

    def _one_unit(self, item: Item) -> Subject:
        """Read "One Australian dollar buys 65.12 US cents": the currency after the number."""
        first, _, name = self.story.text[item.start : item.end].partition(" ")
        entry = gazetteer().by_name.get(name.lower())
        if entry is None or entry[0].kind != "currency":
            return NOBODY
        ref = Ref(name, "currency", item.start + len(first) + 1, item.end, entry[0])
        return Subject((ref,), start=item.start)

    def pass_over(self, i: int) -> None:
        """Take note of an item that states nothing: a verb gives its clause a subject, a heading a focus."""
        item = self.items[i]
        there = item.kind
        if there == "NP":
            if not self._has_stated and not self._is_subordinate:
                self._see_owner(item)
        elif there in _VERBS or there == "AUX":
            self._begin_clause(i, item)
        elif there in ("DASH", "COLON"):
            self._set_heading(i)
        elif there == "SEMI":
            self.main = NOBODY
        elif there == "SUB":
            self._is_subordinate = True

    def stated(self, subject: Subject) -> None:
        """Take note of a statement about a subject."""
        self._has_stated = True
        if self.main is NOBODY:
            self.main = subject
        if self.clause is NOBODY:
            self.clause = subject
        for ref in subject.refs:
            self.focus.saw(ref)
        if len(subject.refs) > 1:
            self.focus.group = subject.refs
        elif subject.refs and subject.refs[0].kind == "stock":
            self.focus.leave_group(subject.refs[0])

    def _begin_clause(self, i: int, verb: Item) -> None:
        if verb.kind == "AUX":
            if self._is_helping(i):
                return
            form = "finite"
        else:
            form = verb.info[1]
        if form == "ing":
            k = i - 1
            while kind(self.items, k) in ("ADV", "NOT"):
                k -= 1
            if kind(self.items, k) != "AUX":
                return
            form = "finite"
        subject = self.before(i, form)
        self.clause = subject
        if self.main is NOBODY:
            self.main = subject
        if subject.refs and self._sets_focus(i, verb, subject):
            self.focus.saw(subject.refs[-1])
            if len(subject.refs) > 1:
                self.focus.group = subject.refs
            elif subject.refs[0].kind == "stock":
                self.focus.leave_group(subject.refs[0])

    def _set_heading(self, i: int) -> None:
        """Read "Nvidia, AMD — The chip stocks fell": the names before the dash head the sentence."""
        if kind(self.items, i - 1) != "NP" or self._group_start(i - 1) != 0:
            return
        subject = self._from_phrase(i - 1, True)
        if subject.refs:
            self.focus.saw(subject.refs[-1])
            self.focus.group = self.focus.heading = subject.refs
            self.clause = subject

    def _see_owner(self, item: Item) -> None:
        """Remember the owner in "the Dow's worst day", "Cairn Energy's turn": what follows speaks of it."""
        tokens = item.tokens
        if len(tokens) == 1:
            return
        for n in range(len(tokens) - 1):
            token = tokens[n]
            if (
                token.kind == "NAME"
                and tokens[n + 1].kind == "POSS"
                and not token.info.is_place
                and token.info.kind in ("stock", "index")
            ):
                name = self.story.text[token.start : token.end]
                self.focus.saw(Ref(name, token.info.kind, token.start, token.end, token.info))

    def _is_helping(self, i: int) -> bool:
        """Tell "was sold" from "was another winner"."""
        k = i + 1
        while kind(self.items, k) in ("ADV", "NOT", "AUX"):
            k += 1
        return kind(self.items, k) in _VERBS

    def _sets_focus(self, i: int, verb: Item, subject: Subject) -> bool:
        """Tell whether a later "the stock" will mean this clause's subject."""
        if subject.start is None or _speaks_as_broker(verb, subject):
            return False
        items = self.items
        first = 0
        while first < i and items[first].start != subject.start:
            first += 1
        if first == i or (first and items[first - 1].kind == "REL"):
            return False
        if self._has_stated:
            # "The market opened up 0.4%, and TSMC led the way": the later main clause counts.
            is_known = all(ref.entry is not None for ref in subject.refs)
            return is_known and kind(items, first - 1) == "CONJ" and not self._is_subordinate
        return subject.is_certain or first > 0


def _is_venue(item: Item) -> bool:
    """Tell "in early trade" and "in Dalian", where dealings are, from what they are in."""
    last = item.tokens[-1]
    return item.low in _DEALINGS or (last.kind == "NAME" and last.info.is_place)


def _speaks_as_broker(verb: Item, subject: Subject) -> bool:
    if verb.kind != "V" or verb.info[0] not in _RATING_VERBS:
        return False
    if verb.info[0] in _RATING:
        return True
    return any(ref.entry is not None and ref.entry.label in BROKERS for ref in subject.refs)
