"""The noun phrase or list that ends at an item, with what it hangs on: "shares of A and B", "the yield on", "which"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.carriers import CARRIERS, TIES, as_futures, carried, is_rate_of
from tapewire.moves.clause_subject import NOBODY, NOT_TRADED, Subject
from tapewire.moves.focus import Focus, Ref
from tapewire.moves.index_refs import GAUGES
from tapewire.moves.items import Item
from tapewire.moves.name_lists import NameLists, is_named
from tapewire.moves.tokens import Story
from tapewire.moves.words import words

_EXCHANGES: Final = words("comex nymex cbot ice lme shfe dce exchange bourse mercantile cme euronext")
_LEGAL: Final = frozenset(("inc", "inc.", "ltd", "ltd.", "llc", "corp", "corp.", "co", "co.", "plc", "s.a.", "sa"))
_TRADED: Final = frozenset(("SHARE", "PRICE", "FUT", "YIELD"))
_BARE: Final = frozenset(("DET", "ADJ", "INDEXN"))
_BETWEEN: Final = frozenset(("COMMA", "PAREN", "CODE", "LP", "RP", "PREP", "DASH", "DAY"))
_CODES: Final = frozenset(("CODE", "PAREN"))
_ABSTRACT: Final = ("tion", "ment", "ness", "ship", "tance", "dance", "ivity", "icity", "ility", "ism", "hood")
_LISTED: Final = frozenset(("companies", "currencies", "firms", "chips", "caps"))
ARTICLES: Final = frozenset(("the", "a", "an", "its"))


class SubjectPhrases(NameLists):
    """Reads subjects that stand as a phrase.

    Attributes:
        clause: The subject of the clause last read.
        main: The subject of the sentence's first clause.
    """

    def __init__(self, items: list[Item], focus: Focus, story: Story, *, is_title_case: bool = False) -> None:
        super().__init__(items, focus, story, is_title_case=is_title_case)
        self.clause = NOBODY
        self.main = NOBODY

    def _from_phrase(self, k: int, leans: bool) -> Subject:
        """Read the phrase or list that ends at an item.

        Args:
            k: Number of the item.
            leans: A bare "up 2%" follows, which belongs to the name beside it rather than to what that hangs on.
        """
        items = self.items
        if items[k].low in _LEGAL and self._ends_name(k):
            k -= 2
        if items[k].low == "it" and self.main.is_refused and not self.clause.refs:
            # Read here: "The home-price index was up 1.4% from a year earlier, and it slipped 0.5%"
            return NOT_TRADED
        first = self._group_start(k, leans=leans)
        opener = kind(items, first - 1)
        if opener == "REL" and items[first - 1].low == "whose":
            is_traded = first == k and items[k].tokens[-1].kind in _TRADED
            return self._antecedent(first - 1) if is_traded else NOT_TRADED
        if first == k and items[k].low == "index" and items[k].tokens[0].low == "its" and self.main.is_refused:
            # Read here: "World food prices rose 1.6%, with its sugar index up 6.6%"
            return NOT_TRADED
        subject = self._local_gauge(first) if first == k else NOBODY
        if not subject.refs:
            members = [items[k]] if first == k else [item for item in items[first : k + 1] if item.kind == "NP"]
            subject = self._from_members(members)
        place = items[k].tokens[-1]
        is_place = place.kind == "NAME" and place.info.is_place
        if is_place and opener == "V" and first == k and not leans and kind(items, first - 2) == "REL":
            # "Sales in the region that includes China rose": China is no more than told of the region.
            return self._antecedent(first - 2)
        if opener != "PREP":
            is_doubtful = first == k == 0 and not leans and _is_doubtful(items[0])
            return Subject(start=items[0].start, is_certain=False) if is_doubtful else subject
        if self._is_part_of_statistic(items[first - 1], subject):
            return NOT_TRADED
        before = kind(items, first - 2)
        if before in ("REL", "DET"):
            said = self._said_before(first - 2, subject)
            if said is not None:
                return said
        if before == "V" and items[first - 2].low in TIES:
            return self._tied(first - 3, subject)
        is_by = items[first - 1].low == "by" and not leans
        if is_by and before == "V" and kind(items, first - 3) == "NP" and items[first - 2].low.endswith("ed"):
            # "World food prices tracked by the FAO rose": the participle describes what rose.
            return self._from_phrase(first - 3, leans)
        if before != "NP":
            return NOBODY if is_place and first == k and not leans else subject
        return self._hanging_on(first, k, leans, subject)

    def _ends_name(self, k: int) -> bool:
        """Tell the last word of "Century Pacific Food, Inc." from a name."""
        items = self.items
        return len(items[k].tokens) == 1 and kind(items, k - 1) == "COMMA" and kind(items, k - 2) == "NP"

    def _is_part_of_statistic(self, preposition: Item, subject: Subject) -> bool:
        """Tell "Retail prices rose 0.3%, with gasoline jumping 11.8%" from what gasoline did on an exchange."""
        if preposition.low != "with" or not (self.main.is_refused or self.clause.is_refused):
            return False
        return bool(subject.refs) and all(ref.kind == "commodity" for ref in subject.refs)

    def _hanging_on(self, first: int, k: int, leans: bool, subject: Subject) -> Subject:
        """Read on where a preposition and a further phrase stand before: "the yield on", "front-month futures on"."""
        items = self.items
        head, preposition = items[first - 2], items[first - 1]
        if preposition.low == "of" and head.low in GAUGES:
            return self._gauge_of(head, items[k], subject)
        is_place = all(ref.entry is not None and ref.entry.is_place for ref in subject.refs)
        if preposition.low in ("on", "in", "at") and self._is_traded_at(head, items[k], subject):
            # "front-month futures on Comex", "iron ore futures in Dalian", "the Kospi in Seoul"
            traded = self._from_phrase(first - 2, leans)
            if traded.refs or traded.is_refused:
                return traded
        if is_rate_of(head, subject.refs):
            return replace(subject, start=head.start)
        is_placed = is_place and preposition.low in ("in", "on", "at")
        if head.low in CARRIERS and (not is_placed or head.low in ("shares", "stocks")):
            return carried(head, subject)
        if leans and preposition.low not in ("of", "on"):
            return subject
        top = first - 2
        while kind(items, top - 1) == "PREP" and kind(items, top - 2) == "NP":
            if items[top - 2].low in CARRIERS:
                return carried(items[top - 2], self._from_members([items[top]]))
            top -= 2
        return self._from_phrase(top, leans)

    def _gauge_of(self, head: Item, last: Item, subject: Subject) -> Subject:
        """Tell "MSCI's gauge of Asian shares" and "the CSI 300 Index of blue chips" from "a measure of sentiment"."""
        named = self.subject_of(head)
        if any(token.kind == "NAME" and token.info.kind == "index" for token in head.tokens) and named.refs:
            return named
        of = next(token for token in reversed(last.tokens) if token.kind not in _CODES or token is last.tokens[0])
        is_sector = any(token.kind == "SECTOR" for token in last.tokens)
        is_traded = of.kind in ("SHARE", "SECTOR") or of.low in _LISTED or (of.kind == "NAME" and of.info.code)
        if subject.is_refused or not is_traded or any(token.kind == "REFUSE" for token in (*head.tokens, *last.tokens)):
            return NOT_TRADED
        start = next(token.start for token in head.tokens if token.kind not in ("DET", "ADJ"))
        if head.low == "basket":
            # A basket of luxury shares is known by what is in it.
            start = next(token.start for token in last.tokens if token.kind != "DET")
        name = self.story.text[start : of.end]
        return Subject((Ref(name, "sector" if is_sector else "index", start, of.end),), start=head.start)

    def _is_traded_at(self, head: Item, place: Item, subject: Subject) -> bool:
        """Tell "futures on Comex" and "the Kospi in Seoul" from "shares in Tencent"."""
        if any(token.low in _EXCHANGES for token in place.tokens):
            return True
        is_named_head = any(token.kind == "NAME" and not token.info.is_place for token in head.tokens)
        return is_named_head and all(ref.entry is None or ref.entry.is_place for ref in subject.refs)

    def _said_before(self, k: int, subject: Subject) -> Subject | None:
        """Read "those on the Dow" after futures on another index, "that on services" after spending on property."""
        items = self.items
        if items[k].low not in ("those", "that"):
            return None
        if self.clause.is_refused or (self.main.is_refused and not self.clause.refs):
            return NOT_TRADED
        latest = self.focus.latest
        if items[k].low == "those" and latest is not None and latest.is_future:
            refs = as_futures(tuple(ref for ref in subject.refs if ref.kind == "index"))
            return Subject(refs, start=items[k].start) if refs else None
        return None

    def _local_gauge(self, k: int) -> Subject:
        """Read "In Abu Dhabi, the index rose": the benchmark of the place just named."""
        items = self.items
        if items[k].low not in ("index", "benchmark", "gauge"):
            return NOBODY
        j = k - 2 if kind(items, k - 1) == "COMMA" else k - 1
        if kind(items, j) != "NP" or kind(items, j - 1) != "PREP" or items[j - 1].low != "in":
            return NOBODY
        place = items[j].tokens[-1]
        if place.kind != "NAME" or not place.info.is_place or not place.info.symbols:
            return NOBODY
        if any(token.kind not in _BARE for token in items[k].tokens):
            return NOBODY
        name = self.story.text[place.start : place.end]
        return Subject((Ref(name, "index", place.start, place.end, place.info),), start=items[k].start)

    def _tied(self, j: int, subject: Subject) -> Subject:
        """Read "those tied to the S&P 500": futures."""
        if j >= 0 and self.items[j].low in ("those", "contracts", "futures"):
            return Subject(as_futures(subject.refs), start=self.items[j].start)
        return NOBODY

    def _antecedent(self, k: int) -> Subject:
        """Find what "which" or "that" stands for: the name before it, over an aside that describes the name."""
        items = self.items
        j = k - 1
        for _ in range(3):
            while j >= 0 and items[j].kind in _BETWEEN:
                j -= 1
            if kind(items, j) != "NP":
                return self.clause
            first = self._group_start(j, leans=True)
            near = self._from_phrase(j, True)
            is_aside = self._is_aside(first, j)
            if near.refs and not (is_aside and kind(items, first - 2) == "NP"):
                return near if first == j or len(near.refs) == 1 else Subject(near.refs[-1:], start=items[j].start)
            if near.is_refused:
                return near
            if not is_aside:
                return NOBODY
            j = first - 1
        return NOBODY

    def several_before(self, i: int, size: int) -> Subject | None:
        """Find the list that "which" stands for where as many figures follow: "A and B, which lost 2% and 1%"."""
        items = self.items
        k = i - 1
        while k >= 0 and items[k].kind in ("AUX", "ADV"):
            k -= 1
        if kind(items, k) != "REL":
            return None
        k -= 1
        while k >= 0 and items[k].kind in _BETWEEN and items[k].kind != "PREP":
            k -= 1
        if kind(items, k) != "NP":
            return None
        listed = self._from_phrase(k, True)
        return listed if len(listed.refs) == size else None

    def _is_aside(self, first: int, k: int) -> bool:
        """Tell "the world's biggest maker of phones" after a comma from a name."""
        item = self.items[first]
        return (
            first == k
            and first > 1
            and self.items[first - 1].kind == "COMMA"
            and item.tokens[0].low in ARTICLES
            and not is_named(item)
        )


def _is_doubtful(item: Item) -> bool:
    """A lone capitalised plural or abstract noun that opens a sentence is no name: "Analysts", "Migration"."""
    token = item.tokens[-1]
    if len(item.tokens) > 1 or token.kind != "W":
        return False
    return (token.low.endswith("s") and not token.low.endswith("ss")) or token.low.endswith(_ABSTRACT)
