"""The weights by which stories are ranked and grouped, and the data that chose them.

The data: 4,305 headlines of two days in 50 events (up to 322 headlines each) and 152 stories of our own in 65 events
(mostly of two or three, with first paragraphs, and full of traps), both with and without their times. `SAME_EVENT`,
`TIED_MEMBERS`, `TIES`, `EVENT_TERMS`, `READ_FOR_EVENTS` and `LEAST_THINGS` were tried over ranges on all four, and
taken where the headlines and our own stories both do well; `NEIGHBOUR_LIFT` likewise. The weights of kinds, saturation
and background were chosen earlier, on the headlines alone. Whatever bounds cost is as small as the figures allow. What
says "by judgement" was not measured. `docs/related.md` has the figures, with those by cross-validation.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tapewire.related.index import TermKind

# -- what two stories share ----------------------------------------------------------------------------------------

KIND_WEIGHTS: Mapping[TermKind, float] = {"instrument": 0.4, "name": 0.4, "pair": 0.4, "word": 1.0, "number": 0.6}
"""What a term of each kind counts for beside its rarity. Below 1 for instruments, names and pairs, whose words count by
themselves too; and for numbers, which meet by chance."""
SATURATION = 1.0
"""At this weight a term counts for half of what it can count for at most: BM25's k1."""
BACKGROUND_STORIES = 500
"""As how many stories of the library the table of usual words counts."""

# -- ranking -------------------------------------------------------------------------------------------------------

QUERY_TERMS = 30
"""How many of a story's terms are looked up, those that tell most."""
NAMED_TERMS = 10
"""How many of its other names and instruments are looked up besides: in a small library they may be all it shares."""
READ_EACH_SIDE = 150
"""How many stories before and after are read under each term: bounded in any library, the same for old stories."""
WEIGHED = 120
"""How many stories are weighed in full, of those that share most."""
NEIGHBOUR_EVENTS = 8
"""How many other events, those with the strongest ties to the story's own, lift their stories."""
NEIGHBOUR_LIFT = 0.5
"""How much the ties of a story's event to another event count for beside what the two stories share themselves."""
CLOSENESS_FLOOR = 0.5
CLOSENESS_HALVES_AFTER = timedelta(days=4)
"""How a score fades with the time between two stories: by half of what is above the floor in so long. Set by judgement
(a market's story is old after a week), not by the headlines, whose times tell their events."""

FOLLOWS = 0.15
"""From what share in common on another event may belong to a story's thread."""

# -- events --------------------------------------------------------------------------------------------------------

EVENT_WINDOW = timedelta(days=4)
"""How far apart two stories of one event may be when they tie it together; a long event is a chain of such ties."""
EVENT_HALVES_AFTER = timedelta(days=2)
"""How what two stories share loses its force for their being one event, with the time between them."""
READ_FOR_EVENTS = 64
"""How many stories are read under each term when a story arrives."""
EVENT_TERMS = 24
"""How many of a story's terms are looked up when it arrives."""
TIES = 30
"""How many ties to other stories an arriving story has at most, and how many of them are kept."""
LEAST_TIE = 0.04
COMPARED = 10
"""With how many of those that share most the text of an arriving story is compared."""
SAME_EVENT = 0.17
"""From what mean tie on two groups are one event."""
LEAST_THINGS = 2
"""How many words that are not usual, or figures, a story shares with the closest of its event at least: two headlines
on one firm, or of usual words alone, are not yet one event."""
TIED_MEMBERS = 8
"""So many members of a larger event must be tied to a newcomer as the members of a small one all must: the stories of a
large event differ more among themselves."""
SAMPLED_MEMBERS = 40
"""Of how many of its newest members the ties are read when two events may be one."""
FIGURES_STATED = 2
"""From how many figures on a story states figures, so that it matters whether another story states the same."""
SAME_FIGURES = 0.25
"""From what share of the figures of the poorer of two stories on, long ones counting for more, they agree."""
SAME_SESSION = timedelta(hours=10)
"""Farther apart than this, two stories that state other figures tell of two sessions, or of two quarters."""
OTHER_FIGURES = 0.6
OTHER_SESSION = 0.3
"""What is left of their tie where the figures differ, within a session's time and beyond it."""
