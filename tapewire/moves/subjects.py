"""Who moved: the subject of a verb or of a bare "up 2%", across lists, asides, relative clauses, prepositions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.focus import REFUSED, Focus, Ref, Resolved
from tapewire.moves.items import Item
from tapewire.moves.refs import resolve
from tapewire.moves.tokens import Story
from tapewire.moves.words import words


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a clause speaks of."""

    refs: tuple[Ref, ...] = ()
    """Empty where nothing traded is known to be spoken of."""
    is_refused: bool = False
    """It is known to be something that is not traded."""
    start: int | None = None
    """Offset where its words begin, if they stand right before the predicate; None for a subject taken over."""
    is_certain: bool = True


NOBODY: Final = Subject()
_SKIPPED: Final = frozenset(
    (
        "ADV",
        "AUX",
        "DAY",
        "AT",
        "PERIOD",
        "PAREN",
        "CODE",
        "HEDGE",
        "NOT",
        "RESP",
        "NOT_A_PERIOD",
        "MODAL",
        "DET",
        "LP",
        "RP",
        "EXTENT",
    )
)
_CARRIERS: Final = words(
    """
    shares share stock stocks futures future yield yields price prices contract contracts units adrs adr gains
    losses
    """
)
# After these a bare "up 2%" belongs to the name that they bring in, not to the clause's subject.
_INTRODUCING: Final = frozenset(("by", "with", "including", "like", "among", "such", "led", "followed"))
_DAY_WORDS: Final = words(
    """
    day session trading morning afternoon week month year close trade deals hands
    """
)
_EXCHANGES: Final = words("comex nymex cbot ice lme shfe dce exchange bourse mercantile cme euronext")
_RATING_VERBS: Final = words(
    """
    upgrade downgrade initiate reiterate maintain recommend rate say tell expect forecast predict estimate
    note warn raise cut lift cite write
    """
)
_BROKERS: Final = frozenset(
    [
        "Goldman Sachs",
        "JPMorgan",
        "Morgan Stanley",
        "Citigroup",
        "UBS",
        "Barclays",
        "Jefferies",
        "Nomura",
        "HSBC",
        "Bank of America",
        "Wells Fargo",
        "Deutsche Bank",
        "Macquarie",
        "CICC",
        "Daiwa",
    ]
)


class SubjectFinder:
    """Finds subjects in one sentence.

    Attributes:
        clause: The subject of the clause last read.
        main: The subject of the sentence's first clause.
    """

    def __init__(self, items: list[Item], focus: Focus, story: Story, *, is_title_case: bool = False) -> None:
        self.items = items
        self.focus = focus
        self.story = story
        self.is_title_case = is_title_case
        self.clause = NOBODY
        self.main = NOBODY
        self._has_stated = False
        focus.heading = ()

    def subject_of(self, item: Item) -> Subject:
        """Resolve one noun phrase."""
        return self._wrap(self._resolve(item), item)

    def before(self, i: int, form: str) -> Subject:
        """Find the subject of a predicate.

        Args:
            i: Number of the item where the predicate begins.
            form: ``particle`` and ``ing`` for what may lean on a subject further away, else a finite verb's form.
        """
        items = self.items
        leans = form in ("particle", "ing")
        k = i - 1
        while k >= 0:
            item = items[k]
            if item.kind in _SKIPPED or (
                item.kind == "NP" and item.low in _DAY_WORDS and k and items[k - 1].kind in ("LVL", "DET", "V", "DIRV")
            ):
                is_perfect = item.low == "been" and k and items[k - 1].low == "having"
                leans = leans and not (item.kind == "AUX" and item.low != "having" and not is_perfect)
            elif (item.kind == "LVL" and (leans or form == "noun")) or (
                item.kind == "DIRV" and form == "particle" and item.info[0] == "any"
            ):
                leans = item.info[1] == "ing"
            elif (
                item.kind == "NP"
                and k
                and items[k - 1].kind == "PREP"
                and items[k - 1].low in ("in", "on", "at")
                and leans
                and item.low in ("trade", "trading", "session", "deals", "dealings")
            ):
                k -= 1
            else:
                break
            k -= 1
        if k < 0:
            return self.clause if leans else NOBODY
        item = items[k]
        if item.kind == "NP":
            if item.tokens[-1].kind == "POSS" and not self._has_stated:
                owner = item.tokens[-2] if len(item.tokens) > 1 else None
                latest = self.focus.latest
                if owner is not None and owner.kind == "NAME" and owner.info.symbols and owner.info.is_place:
                    # Read here: "The Abu Dhabi index was flat, while Dubai's rose 0.5%"
                    name = self.story.text[owner.start : owner.end]
                    is_index = self.clause.refs and self.clause.refs[0].kind == "index"
                    if is_index or (latest is not None and latest.kind == "index" and k == 0):
                        return Subject((Ref(name, "index", owner.start, owner.end, owner.info),), start=item.start)
                # "Wages at Amazon rose 4%, Walmart's rose 3%": it is not Walmart that rose.
                return Subject(is_refused=True)
            return self._from_phrase(k, leans)
        if item.kind == "COMMA" or item.kind == "DASH":
            return self._leaning(k) if leans else self._over_aside(k)
        if item.kind == "REL":
            return self._antecedent(k)
        if item.kind == "PREP" and item.low == "to" and form == "particle" and kind(items, k + 1) != "LVL":
            # "Expects sales to be up 9%" says nothing of the clause's subject, "paring losses to trade lower" does.
            return NOBODY
        if item.kind in ("CONJ", "PREP", "SUB"):
            return self.clause
        if leans or item.kind in ("V", "LVL", "DIRV"):
            return self.clause
        return NOBODY

    def group_from(self, j: int) -> tuple[Subject, int]:
        """Read the list of names that begins at an item, as after "gains in"; also tells the item after it."""
        items = self.items
        members = [items[j]]
        k = j + 1
        while ((kind(items, k) == "CONJ" and items[k].low in ("and", "or")) or kind(items, k) == "COMMA") and kind(
            items, k + 1
        ) == "NP":
            if kind(items, k + 2) in ("DIRV", "LVL", "AUX", "V", "DIRA", "FIG", "MODAL"):
                break
            if kind(items, k) == "COMMA" and kind(items, k + 2) not in ("COMMA", "CONJ"):
                break
            members.append(items[k + 1])
            k += 2
        if (
            kind(items, k) == "PREP"
            and items[k].low in ("of", "on", "in", "for")
            and kind(items, k + 1) == "NP"
            and members[0].low in _CARRIERS
        ):
            inner, end = self.group_from(k + 1)
            return self._carried(members[0], inner), end
        refs: list[Ref] = []
        for member in members:
            found = self._resolve(member)
            if found == REFUSED:
                return Subject(is_refused=True), k
            if isinstance(found, tuple):
                refs.extend(found)
        return Subject(tuple(refs), start=members[0].start), k

    def pass_over(self, i: int) -> None:
        """Take note of an item that states nothing: a verb gives its clause a subject, a heading a focus."""
        items = self.items
        item = items[i]
        if item.kind in ("V", "LVL", "DIRV", "AUX"):
            if item.kind == "AUX" and self._is_helping(i):
                return
            form = item.info[1] if item.kind != "AUX" else "finite"
            if form == "ing":
                k = i - 1
                while kind(items, k) in ("ADV", "NOT"):
                    k -= 1
                if kind(items, k) != "AUX":
                    return
                form = "finite"
            subject = self.before(i, form)
            self.clause = subject
            if self.main is NOBODY:
                self.main = subject
            if self._sets_focus(i, item, subject):
                for ref in subject.refs[-1:]:
                    self.focus.saw(ref)
                if len(subject.refs) > 1:
                    self.focus.group = subject.refs
        elif item.kind in ("DASH", "COLON") and i and items[i - 1].kind == "NP" and self._group_start(i - 1) == 0:
            subject = self._from_phrase(i - 1, True)
            if subject.refs:
                self.focus.saw(subject.refs[-1])
                self.focus.group = self.focus.heading = subject.refs
                self.clause = subject
        elif item.kind == "NP" and not self._has_stated and not any(before.kind == "SUB" for before in items[:i]):
            self._see_owner(item)
        elif item.kind == "SEMI":
            self.main = NOBODY

    def _see_owner(self, item: Item) -> None:
        """Remember the owner in "the Dow's worst day", "Cairn Energy's turn": what follows speaks of it."""
        for token, following in zip(item.tokens, item.tokens[1:], strict=False):
            if (
                token.kind == "NAME"
                and following.kind == "POSS"
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
        return kind(self.items, k) in ("V", "DIRV", "LVL")

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

    # -------------------------------------------------------------------------------------------------------------

    def _resolve(self, item: Item) -> Resolved:
        return resolve(item, self.focus, self.story, is_title_case=self.is_title_case)

    def _wrap(self, found: Resolved, item: Item) -> Subject:
        if isinstance(found, tuple):
            return Subject(
                found, start=item.start, is_certain=all(ref.is_certain or ref.entry is not None for ref in found)
            )
        return Subject(is_refused=found == REFUSED, start=item.start)

    def _sets_focus(self, i: int, item: Item, subject: Subject) -> bool:
        """Tell whether a later "the stock" will mean this clause's subject."""
        if not subject.refs or self._has_stated or self._speaks_as_broker(item, subject):
            return False
        first = next((n for n in range(i) if self.items[n].start == subject.start), None)
        if first is None or (first and self.items[first - 1].kind == "REL"):
            return False
        return subject.is_certain or first > 0

    def _speaks_as_broker(self, verb: Item, subject: Subject) -> bool:
        if verb.kind != "V" or verb.info[0] not in _RATING_VERBS:
            return False
        return any(ref.entry is not None and ref.entry.label in _BROKERS for ref in subject.refs) or verb.info[0] in (
            "upgrade",
            "downgrade",
            "initiate",
        )

    def _group_start(self, k: int, *, leans: bool = False) -> int:
        """Walk left over a list of noun phrases: "A, B and C"."""
        items = self.items
        first = k
        joined = False
        while True:
            j = first - 1
            through_and = kind(items, j) == "CONJ" and items[j].low in ("and", "or")
            if through_and:
                j -= 1
                if kind(items, j) == "COMMA":
                    j -= 1
            elif kind(items, j) == "COMMA":
                j -= 1
            else:
                return first
            if kind(items, j) != "NP" or not (through_and or joined or self._both_named(items[j], items[first])):
                return first
            if not isinstance(self._resolve(items[j]), tuple) or kind(items, j - 1) == "FIG":
                return first
            before = items[j - 1] if j else None
            if before is not None and before.kind == "PREP" and not self._brings_in(j, leans=leans):
                return first
            if before is not None and before.kind in ("V", "DIRV") and not joined and not through_and:
                return first
            if through_and and _describes_together(items[j], items[first]):
                return first
            first = j
            joined = joined or through_and

    def _brings_in(self, j: int, *, leans: bool) -> bool:
        """Tell whether the preposition before a name brings in a list: "shares of A and B", "with A and B down"."""
        items = self.items
        if (leans and items[j - 1].tokens[0].low in _INTRODUCING) or items[j - 1].low == "led by":
            return True
        return kind(items, j - 2) in ("NP", "V") and items[j - 2].low in (*_CARRIERS, "tied", "linked", "related")

    def _both_named(self, left: Item, right: Item) -> bool:
        return all(_named_instrument(item) for item in (left, right))

    def _from_phrase(self, k: int, leans: bool) -> Subject:
        """Read the noun phrase or list that ends at an item, with what it hangs on: "shares of", "the yield on"."""
        items = self.items
        first = self._group_start(k, leans=leans)
        if kind(items, first - 1) == "REL" and items[first - 1].low == "whose":
            is_traded = first == k and items[k].tokens[-1].kind in ("SHARE", "PRICE", "FUT", "YIELD")
            return self._antecedent(first - 1) if is_traded else Subject(is_refused=True)
        subject = self._local_gauge(first) if first == k else NOBODY
        subject = (
            subject
            if subject.refs
            else self._from_members([item for item in items[first : k + 1] if item.kind == "NP"])
        )
        if kind(items, first - 1) != "PREP":
            if (
                len(items[first].tokens) == 1
                and first == 0
                and first == k
                and not leans
                and self._is_doubtful(items[first])
            ):
                return Subject(start=items[first].start, is_certain=False)
            return subject
        preposition = items[first - 1]
        if kind(items, first - 2) == "REL" or kind(items, first - 2) == "DET":
            said = self._said_before(first - 2, subject)
            if said is not None:
                return said
        if kind(items, first - 2) == "V" and items[first - 2].low in ("tied", "linked", "related"):
            return self._tied(first - 3, subject)
        if kind(items, first - 2) != "NP":
            place = items[k].tokens[-1]
            is_circumstance = not leans and place.kind == "NAME" and place.info.is_place and first == k
            return NOBODY if is_circumstance else subject
        is_placed = preposition.low in ("in", "on", "at") and all(
            ref.entry is not None and ref.entry.is_place for ref in subject.refs
        )
        head = items[first - 2]
        is_named = any(token.kind == "NAME" and not token.info.is_place for token in head.tokens)
        if preposition.low in ("on", "in", "at") and (
            any(token.low in _EXCHANGES for token in items[k].tokens)
            or (is_named and all(ref.entry is None or ref.entry.is_place for ref in subject.refs))
        ):
            # "front-month futures on Comex", "iron ore futures in Dalian", "the Kospi in Seoul"
            traded = self._from_phrase(first - 2, leans)
            if traded.refs or traded.is_refused:
                return traded
        if items[first - 2].low in ("rate", "parity", "midpoint", "fixing") and all(
            ref.kind == "currency" for ref in subject.refs
        ):
            return replace(subject, start=items[first - 2].start)
        if (
            items[first - 2].low in ("return", "returns", "rate", "rates")
            and subject.refs
            and subject.refs[0].kind == "yield"
        ):
            return replace(subject, start=items[first - 2].start)
        if items[first - 2].low in _CARRIERS and not (is_placed and items[first - 2].low not in ("shares", "stocks")):
            return self._carried(items[first - 2], subject)
        if leans and preposition.low not in ("of", "on"):
            return subject
        top = first - 2
        while kind(items, top - 1) == "PREP" and kind(items, top - 2) == "NP":
            if items[top - 2].low in _CARRIERS:
                return self._carried(items[top - 2], self._from_members([items[top]]))
            top -= 2
        return self._from_phrase(top, leans)

    def _said_before(self, k: int, subject: Subject) -> Subject | None:
        """Read "those on the Dow" after futures on another index, "that on services" after spending on property."""
        items = self.items
        if items[k].low not in ("those", "that"):
            return None
        if self.clause.is_refused or (self.main.is_refused and not self.clause.refs):
            return Subject(is_refused=True)
        latest = self.focus.latest
        if items[k].low == "those" and latest is not None and latest.is_future:
            refs = tuple(replace(ref, is_future=True, kind="future") for ref in subject.refs if ref.kind == "index")
            return Subject(refs, start=items[k].start) if refs else None
        return None

    def _local_gauge(self, k: int) -> Subject:
        """Read "In Abu Dhabi, the index rose": the benchmark of the place just named."""
        items = self.items
        is_bare = all(token.kind in ("DET", "ADJ", "INDEXN") for token in items[k].tokens)
        if items[k].low not in ("index", "benchmark", "gauge") or not is_bare:
            return NOBODY
        j = k - 2 if kind(items, k - 1) == "COMMA" else k - 1
        if kind(items, j) != "NP" or kind(items, j - 1) != "PREP" or items[j - 1].low != "in":
            return NOBODY
        place = items[j].tokens[-1]
        if place.kind != "NAME" or not place.info.is_place or not place.info.symbols:
            return NOBODY
        name = self.story.text[place.start : place.end]
        return Subject((Ref(name, "index", place.start, place.end, place.info),), start=items[k].start)

    def _from_members(self, members: list[Item]) -> Subject:
        refs: list[Ref] = []
        is_certain = True
        is_refused = False
        for member in members:
            found = self._resolve(member)
            if isinstance(found, tuple):
                refs.extend(found)
                is_certain = is_certain and all(ref.is_certain for ref in found)
            elif member is members[-1]:
                is_refused = found == REFUSED
                refs.clear()
        return Subject(tuple(refs), is_refused, members[0].start, is_certain)

    def _tied(self, j: int, subject: Subject) -> Subject:
        """Read "those tied to the S&P 500": futures."""
        if j >= 0 and self.items[j].low in ("those", "contracts", "futures"):
            refs = tuple(replace(ref, is_future=True, kind="future") for ref in subject.refs)
            return Subject(refs, start=self.items[j].start)
        return NOBODY

    def _is_doubtful(self, item: Item) -> bool:
        """A lone capitalised plural that opens a sentence is no name: "Analysts", "Decliners"."""
        token = item.tokens[-1]
        return len(item.tokens) == 1 and token.kind == "W" and token.low.endswith("s") and not token.low.endswith("ss")

    def _carried(self, head: Item, subject: Subject) -> Subject:
        """Combine "shares of", "futures on", "the yield on", "the price of" with what they are of."""
        low = head.low
        if low in ("shares", "share", "stock", "stocks", "units"):
            return replace(subject, start=head.start, is_certain=True)
        if low in ("adr", "adrs"):
            return Subject(tuple(replace(ref, is_adr=True) for ref in subject.refs), start=head.start)
        if low.startswith(("future", "contract")):
            refs = tuple(
                replace(ref, is_future=True, kind="future" if ref.kind == "index" else ref.kind) for ref in subject.refs
            )
            return Subject(refs, subject.is_refused, head.start)
        if low.startswith("yield"):
            refs = tuple(
                replace(ref, is_yield=True, kind="yield")
                for ref in subject.refs
                if ref.kind in ("yield", "stock", "index") or ref.entry is None
            )
            return Subject(refs, start=head.start)
        if low.startswith("price"):
            refs = tuple(ref for ref in subject.refs if ref.kind in ("commodity", "crypto"))
            return Subject(refs, not refs, head.start)
        return Subject(subject.refs, subject.is_refused, head.start)

    def _leaning(self, comma: int) -> Subject:
        """Find whom ", up 2%" leans on: the name right before it, or the clause's subject."""
        items = self.items
        k = comma - 1
        while k >= 0 and items[k].kind in ("PAREN", "CODE", "LP", "RP"):
            k -= 1
        if kind(items, k) != "NP":
            return self._of_clause(comma)
        first = self._group_start(k)
        near = self._from_phrase(k, True)
        before = items[first - 1] if first else None
        if not near.refs:
            return (
                near
                if near.is_refused and (before is None or before.kind in ("COMMA", "SEMI", "CONJ", "SUB"))
                else self._of_clause(comma)
            )
        if before is None or before.kind in ("COMMA", "SEMI", "COLON", "SUB", "DASH") or items[comma].kind == "DASH":
            return near if not self._is_aside(first, k) else self._of_clause(comma)
        if before.kind == "CONJ":
            return near
        if before.low == "among" and self.clause.refs:
            # Read here: "Alibaba was the best among the blue chips, up 5%"
            return self.clause
        if before.kind == "PREP" and before.tokens[0].low.split(" ", 1)[0] in _INTRODUCING:
            return near
        if before.kind == "PREP" and kind(items, first - 2) == "NP" and items[first - 2].low in _CARRIERS:
            return near
        if before.kind == "AUX":
            return near
        if before.kind in ("V", "DIRV") and not self.clause.refs:
            return near
        return self._of_clause(comma)

    def _is_aside(self, first: int, k: int) -> bool:
        """Tell "the world's biggest maker of phones" after a comma from a name."""
        item = self.items[first]
        return (
            first == k
            and self.items[first - 1].kind == "COMMA"
            and first > 1
            and item.tokens[0].low in ("the", "a", "an", "its")
            and not _named_instrument(item)
        )

    def _of_clause(self, comma: int) -> Subject:
        items = self.items
        k = comma - 1
        while k >= 0 and items[k].kind not in ("COMMA", "SEMI", "DASH"):
            if items[k].kind == "SUB" and any(items[m].kind in ("DIRV", "LVL", "V", "AUX") for m in range(k)):
                return self.main if self.main.refs or self.main.is_refused else self.clause
            k -= 1
        if self._has_counted(comma):
            return Subject(is_refused=True)
        return self.clause if self.clause.refs or self.clause.is_refused else self.main

    def _has_counted(self, comma: int) -> bool:
        """Tell "shipped 40 million phones, up 33%": it is the number that is up."""
        items = self.items
        for k in range(comma - 1, -1, -1):
            item = items[k]
            if item.kind in ("DIRV", "LVL", "AUX", "SEMI", "DASH", "FLAT"):
                return False
            if item.kind == "V":
                return any(later.kind == "FIG" for later in items[k + 1 : comma])
        return False

    def _over_aside(self, comma: int) -> Subject:
        """Step over what stands between commas: "X, the biggest of them, rose", "X, which tracks Y, rose"."""
        items = self.items
        end = comma
        for _ in range(5):
            start = end - 1
            while start >= 0 and items[start].kind not in ("COMMA", "DASH", "SEMI"):
                start -= 1
            if start < 0 or items[start].kind == "SEMI":
                break
            segment = items[start + 1 : end]
            if not segment:
                break
            if segment[0].kind in ("NP",) and any(
                item.kind in ("DIRV", "LVL", "AUX") and not (n < len(segment) and segment[n].low == "by")
                for n, item in enumerate(segment[1:], 2)
            ):
                return self.clause
            if kind(items, start - 1) == "NP" or kind(items, start - 1) in ("PAREN", "CODE"):
                k = start - 1
                while k > 0 and items[k].kind in ("PAREN", "CODE"):
                    k -= 1
                if (
                    segment[0].kind == "REL"
                    or not _named_instrument(segment[0])
                    or segment[0].kind != "NP"
                    or len(segment) > 1
                ):
                    subject = self._from_phrase(k, False)
                    if subject.refs or subject.is_refused:
                        return subject
                elif segment[0].kind == "NP":
                    return self._from_phrase(end - 1, False)
            end = start
        return self.clause

    def _antecedent(self, k: int) -> Subject:
        """Find what "which" or "that" stands for: the name before it, over an aside that describes the name."""
        items = self.items
        j = k - 1
        for _ in range(3):
            while j >= 0 and items[j].kind in ("COMMA", "PAREN", "CODE", "LP", "RP", "PREP", "DASH", "DAY"):
                j -= 1
            if kind(items, j) != "NP":
                return self.clause
            first = self._group_start(j, leans=True)
            near = self._from_phrase(j, True)
            if near.refs and not (self._is_aside(first, j) and kind(items, first - 2) == "NP"):
                return near if first == j or len(near.refs) == 1 else Subject(near.refs[-1:], start=items[j].start)
            if near.is_refused:
                return near
            if kind(items, first - 1) != "COMMA" or not self._is_aside(first, j):
                return NOBODY
            j = first - 1
        return NOBODY


def _describes_together(left: Item, right: Item) -> bool:
    """Tell "smartphone and car maker Xiaomi", one company, from "Lenovo and car maker BYD", two."""
    kinds = [token.kind for token in right.tokens if token.kind not in ("DET", "CODE", "PAREN")]
    is_described = len(kinds) > 1 and kinds[0] in ("W", "SECTOR", "ADJ") and "ROLE" in kinds[1:-1]
    return is_described and all(token.kind in ("W", "SECTOR", "ADJ", "DET", "ROLE") for token in left.tokens)


def _named_instrument(item: Item) -> bool:
    if item.kind != "NP":
        return False
    tokens = [token for token in item.tokens if token.kind not in ("CODE", "PAREN")]
    return (bool(tokens) and tokens[-1].kind == "NAME" and not tokens[-1].info.is_place) or any(
        token.kind == "CODE" for token in item.tokens
    )
