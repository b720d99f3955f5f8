"""Lists of names: "A, B and C", "shares of A and B"; and what each of their members refers to."""

from __future__ import annotations

from typing import Final

from tapewire.moves.amounts import kind
from tapewire.moves.carriers import CARRIERS, TIES, carried
from tapewire.moves.clause_subject import NOT_TRADED, Subject
from tapewire.moves.focus import REFUSED, Focus, Ref, Resolved
from tapewire.moves.index_refs import sector_ref
from tapewire.moves.items import Item
from tapewire.moves.noun_phrases import NounPhrase
from tapewire.moves.refs import resolve
from tapewire.moves.tokens import Story

# After these a bare "up 2%" belongs to the name that they bring in, not to the clause's subject.
INTRODUCING: Final = frozenset(("by", "with", "including", "like", "among", "such", "led", "followed"))
_PREDICATES: Final = frozenset(("DIRV", "LVL", "AUX", "V", "DIRA", "FIG", "MODAL"))
_DESCRIBING: Final = frozenset(("W", "SECTOR", "ADJ", "DET", "ROLE"))
_OPENING_ROLE: Final = frozenset(("W", "SECTOR", "ADJ"))


class NameLists:
    """The noun phrases of one sentence, and what they refer to at this point of the story.

    Attributes:
        items: Of the sentence.
        focus: What the story last spoke of.
        story: The story.
    """

    def __init__(self, items: list[Item], focus: Focus, story: Story, *, is_title_case: bool = False) -> None:
        self.items = items
        self.focus = focus
        self.story = story
        self.is_title_case = is_title_case
        focus.heading = ()

    def sector_of(self, item: Item) -> Ref:
        """Take a phrase for a sector: a member of a list of sectors whose name says something else elsewhere."""
        return sector_ref(NounPhrase(item, self.focus, self.story))

    def subject_of(self, item: Item) -> Subject:
        """Resolve one noun phrase."""
        found = self._resolve(item)
        if not isinstance(found, tuple):
            return Subject(is_refused=found == REFUSED, start=item.start)
        is_certain = all(ref.is_certain or ref.entry is not None for ref in found)
        return Subject(found, start=item.start, is_certain=is_certain)

    def group_from(self, j: int) -> tuple[Subject, int]:
        """Read the list of names that begins at an item, as after "gains in"; also tells the item after it."""
        items = self.items
        members = [items[j]]
        k = j + 1
        while kind(items, k + 1) == "NP" and (
            kind(items, k) == "COMMA" or (kind(items, k) == "CONJ" and items[k].low in ("and", "or"))
        ):
            following = kind(items, k + 2)
            if following in _PREDICATES or (items[k].kind == "COMMA" and following not in ("COMMA", "CONJ")):
                break
            members.append(items[k + 1])
            k += 2
        if (
            kind(items, k) == "PREP"
            and items[k].low in ("of", "on", "in", "for")
            and kind(items, k + 1) == "NP"
            and members[0].low in CARRIERS
        ):
            inner, end = self.group_from(k + 1)
            return carried(members[0], inner), end
        refs: list[Ref] = []
        for member in members:
            found = self._resolve(member)
            if found == REFUSED:
                return NOT_TRADED, k
            if isinstance(found, tuple):
                refs.extend(found)
        return Subject(tuple(refs), start=members[0].start), k

    def _resolve(self, item: Item) -> Resolved:
        return resolve(item, self.focus, self.story, is_title_case=self.is_title_case)

    def _from_members(self, members: list[Item]) -> Subject:
        """Gather what the members of a list refer to; nothing where its last is no instrument."""
        refs: tuple[Ref, ...] = ()
        is_certain = True
        found: Resolved = ()
        for member in members:
            found = self._resolve(member)
            if isinstance(found, tuple):
                for ref in found:
                    is_certain = is_certain and ref.is_certain
                    if not refs or not _is_named_before(ref, refs):
                        refs += (ref,)
        if not isinstance(found, tuple):
            return Subject(is_refused=found == REFUSED, start=members[0].start, is_certain=is_certain)
        return Subject(refs, start=members[0].start, is_certain=is_certain)

    def _group_start(self, k: int, *, leans: bool = False) -> int:
        """Walk left over a list of noun phrases: "A, B and C"."""
        items = self.items
        first = k
        joined = False
        while first > 1:
            j = first - 1
            through_and = items[j].kind == "CONJ" and items[j].low in ("and", "or")
            if through_and:
                j -= 1
                if kind(items, j) == "COMMA":
                    j -= 1
            elif items[j].kind == "COMMA":
                j -= 1
            else:
                return first
            if kind(items, j) != "NP" or not (through_and or joined or _both_named(items[j], items[first])):
                return first
            if not isinstance(self._resolve(items[j]), tuple) or kind(items, j - 1) == "FIG":
                return first
            before = kind(items, j - 1)
            if before == "PREP" and not self._brings_in(j, leans=leans):
                return first
            if before in ("V", "DIRV") and not joined and not through_and:
                return first
            if through_and and _describes_together(items[j], items[first]):
                return first
            first = j
            joined = joined or through_and
        return first

    def _brings_in(self, j: int, *, leans: bool) -> bool:
        """Tell whether the preposition before a name brings in a list: "shares of A and B", "with A and B down"."""
        items = self.items
        if (leans and items[j - 1].tokens[0].low in INTRODUCING) or items[j - 1].low == "led by":
            return True
        return kind(items, j - 2) in ("NP", "V") and (items[j - 2].low in CARRIERS or items[j - 2].low in TIES)


def is_named(item: Item) -> bool:
    """Tell whether a phrase ends in the known name of an instrument, or has an exchange code."""
    if item.kind != "NP":
        return False
    last = None
    for token in item.tokens:
        if token.kind == "CODE":
            return True
        if token.kind != "PAREN":
            last = token
    return last is not None and last.kind == "NAME" and not last.info.is_place


def _is_named_before(ref: Ref, refs: tuple[Ref, ...]) -> bool:
    """Tell "the VIX, Wall Street's fear gauge", one index by two names, from a list."""
    return ref.entry is not None and any(held.entry is ref.entry and held.kind == ref.kind for held in refs)


def _both_named(left: Item, right: Item) -> bool:
    return is_named(left) and is_named(right)


def _describes_together(left: Item, right: Item) -> bool:
    """Tell "smartphone and car maker Xiaomi", one company, from "Lenovo and car maker BYD", two."""
    kinds = [token.kind for token in right.tokens if token.kind not in ("DET", "CODE", "PAREN")]
    is_described = len(kinds) > 1 and kinds[0] in _OPENING_ROLE and "ROLE" in kinds[1:-1]
    return is_described and all(token.kind in _DESCRIBING for token in left.tokens)
