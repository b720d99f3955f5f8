"""What the grammar hands on: a statement of change, before instruments and days are worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapewire.moves.figures import Figure
from tapewire.moves.focus import Ref
from tapewire.moves.items import Item


@dataclass(slots=True)
class Statement:
    """One subject (or a list of them) and one change, as the sentence states it."""

    refs: tuple[Ref, ...]
    direction: str
    """``up``, ``down`` or ``flat``; empty where only two levels are given."""
    rule: str
    """The grammar rule that read it, for the explanation."""
    figures: list[list[Figure]]
    """The change: for each place of a list, one figure or two in different units."""
    levels: list[Figure]
    previous: Figure | None
    start: int
    """Offset of the first character that states it."""
    end: int
    moments: list[Item] = field(default_factory=list)
    places: list[Item] = field(default_factory=list)
    """Where it is quoted: "in Hong Kong"; or against what: "against the dollar"."""
    is_hedged: bool = False
    is_extreme: bool = False
    is_range: bool = False
    is_closing: bool = False
    is_opening: bool = False
    is_after: bool = False
    """It stands in an "after" clause: it came before what the sentence reports."""
    is_present: bool = False
    """Told in the present tense: "is up 5%"."""
    is_unchanged: bool = False
    leans: bool = False
    """A participle or a bare "up 2%", which takes its time from the clause that it hangs on."""
