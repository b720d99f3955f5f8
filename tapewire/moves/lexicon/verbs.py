"""Verbs: which way they point, what they may govern, and their forms.

A row is a base form (inflected by rule) or all forms of an irregular verb: base, -s, past, participle, -ing.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Final

from tapewire.moves.words import words

UP_VERBS: Final = """
gain; climb; advance; jump; surge; soar; rally rallies rallied rallied rallying; leap leaps leapt leaped leaping; add;
rise rises rose risen rising; rocket; skyrocket; spike; rebound; recover; strengthen; firm; appreciate; increase;
improve; bounce; pop pops popped popped popping; zoom; vault; win wins won won winning; lift; outperform; accelerate;
catapult; balloon; harden; perk; escalate; ascend; mount; spurt; boom; revive; uptick upticks upticked upticked upticking;
accumulate; rack; reap; returned returned returned returned returning; spring springs sprang sprung springing; snowball; levitate; extend
"""
DOWN_VERBS: Final = """
fall falls fell fallen falling; drop drops dropped dropped dropping; lose loses lost lost losing; decline;
slip slips slipped slipped slipping; slide slides slid slid sliding; sink sinks sank sunk sinking; tumble; plunge;
plummet; slump; shed sheds shed shed shedding; retreat; ease; dip dips dipped dipped dipping; weaken; soften; depreciate;
decrease; crash; dive dives dived dove diving; nosedive; collapse; tank; skid skids skidded skidded skidding;
sag sags sagged sagged sagging; cede; surrender; crumble; crater; stumble; swoon; shave; subside; recede; relinquish;
buckle; cave; slouch; implode; forfeit; pare; trim trims trimmed trimmed trimming; wilt; falter; reel; deteriorate;
devalue; drain; droop; lower; sell-off; backtrack; underperform; cheapen; stagger; slither; topple; erode
"""
# These move whichever way the word after them says: "edged 0.2% lower", "shot up 4%", "inched down".
NEUTRAL_VERBS: Final = """
edge; inch inches inched inched inching; tick; nudge; creep creeps crept crept creeping; drift; move; push pushes pushed
pushed pushing; power; head; shoot shoots shot shot shooting; march marches marched marched marching; go goes went gone
going; swing swings swung swung swinging; veer; race; grind grinds ground ground grinding; float; send sends sent sent
sending; come comes came came coming; run runs ran run running; turn; pull; scoot; storm; wobble; roar; sweep sweeps swept
swept sweeping; fly flies flew flown flying; sail; sprint; steam; bolt; bob; knock; drag drags dragged dragged dragging
"""
# A figure after these is where the instrument stands: "closed at", "was trading at", "fetched".
LEVEL_VERBS: Final = """
close; end; finish finishes finished finished finishing; settle; trade; open; fetch fetches fetched fetched fetching;
quote; change; conclude; start; begin begins began begun beginning; buy buys bought bought buying; hit hits hit hit hitting;
reach reaches reached reached reaching; touch touches touched touched touching; stand stands stood stood standing; hover;
hold holds held held holding; print; wrap wraps wrapped wrapped wrapping; remain; resume; complete;
spend spends spent spent spending; value; stretch; widen; narrow; sit sits sat sat sitting; linger; rest; fix fixes fixed fixed fixing; exit; show
"""
CLOSING: Final = words("close end finish settle conclude wrap complete")
OPENING: Final = words("open start begin")
EXTREME: Final = words("hit reach touch")

# Verbs that carry a noun of direction: "posted a 2% gain", "suffered a 3% loss", "extended its slide to 4%".
BEARING: Final = words(
    """
    post book notch record log register suffer enjoy see score clock chalk mark end close finish hold take
    show show extend pare trim widen narrow erase bring make stage log deliver top reach total put mount have
    be lead stand stretch sustain swing snap suffer endure rack secure cap complete settle trade earn eke
    experience compound accelerate achieve go give display manage capped seal shrug bounce open account recoup
    start begin post-
    """
)

# Other verbs: they end a noun phrase and give a clause its subject, and no more.
OTHER_VERBS: Final = """
say says said said saying; tell tells told told telling; lead leads led led leading; help; make makes made made making;
see sees saw seen seeing; post; report; record; book; continue; buck; react; follow; snap snaps snapped snapped snapping;
notch; eke; suffer; enjoy; face; beat beats beat beaten beating; top tops topped topped topping; miss misses missed missed
missing; announce; expect; forecast forecasts forecast forecast forecasting; predict; estimate; warn; raise; cut cuts cut
cut cutting; launch; unveil; agree; include; show; mean; weigh; boost; support; pressure; hurt hurts hurt hurt hurting;
want; plan plans planned planned planning; say; call; ask; join; become becomes became become becoming; leave leaves left
left leaving; bring brings brought brought bringing; extend; pare; erase; widen; narrow; register; score; clock; log;
lift; find finds found found finding; get gets got gotten getting; grow grows grew grown growing; shrink shrinks shrank
shrunk shrinking; expand; contract; sell sells sold sold selling; pay pays paid paid paying; file; win; sign;
receive; set sets set set setting; deliver; produce; earn; generate; account; represent; own; hold; believe; think thinks
thought thought thinking; note; add; cite; publish; release; downgrade; upgrade; rate; recommend; initiate; maintain;
reiterate; appear; seem; look; try; begin; need; prepare; await; approve; propose; consider; drive drives drove driven
driving; spark; trigger; prompt; fuel; stoke; underpin; dent; cheer; welcome; digest; assess; shrug shrugs shrugged
shrugged shrugging; worry; fear; hope; bet; wait; dominate; contribute; remain; stage; attract; benefit; carry; halt;
suspend; resume; price; list; raise; absorb; build builds built built building; buy; track; imply implies implied implied
implying; outpace; lag lags lagged lagged lagging; reverse; recoup; regain; stretch; cap caps capped capped capping;
outnumber; total; wipe; average; mirror; shadow; emerge; rank; experience; overtake overtakes overtook overtaken overtaking;
take takes took taken taking; keep keeps kept kept keeping; stay; exceed; swell; give gives gave given giving; dump; offload; snap; speak speaks spoke spoken speaking; argue; urge; mirror; reflect; retain; introduce; vote; decide;
anticipate; envisage; foresee foresees foresaw foreseen foreseeing; reckon; indicate; suggest; collect; gather
"""


def _inflect(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base, base + "s", base + "d", base + "d", base[:-1] + "ing")
    if base.endswith(("sh", "ch", "ss", "x")):
        return (base, base + "es", base + "ed", base + "ed", base + "ing")
    if base.endswith("y") and base[-2] not in "aeiou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing")
    return (base, base + "s", base + "ed", base + "ed", base + "ing")


def forms(rows: str) -> dict[str, tuple[str, str]]:
    """Spell out a table of verbs.

    Returns:
        For each written form, its base form and what the form is: ``base``, ``finite`` (past or third person, which are
        also past participles) or ``ing``.
    """
    known: dict[str, tuple[str, str]] = {}
    for row in rows.split(";"):
        words = row.split()
        if not words:
            continue
        base, third, past, participle, ing = words if len(words) == 5 else _inflect(words[0])
        for form, kind in ((base, "base"), (third, "finite"), (past, "finite"), (participle, "finite"), (ing, "ing")):
            if kind == "finite" or form not in known:
                known[form] = (base, kind)
    return known
