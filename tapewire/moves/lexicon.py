"""The words of market reports, as data: which way they point and what part they play in a sentence.

To teach the parser a verb, add a row to `UP_VERBS`, `DOWN_VERBS` or `NEUTRAL_VERBS`; a regular verb needs its base form
only. Longer turns of phrase stand in `PHRASES`. Nothing here is computed from a story.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Final

from tapewire.moves.words import words

# --- verbs -------------------------------------------------------------------------------------------------------
# A row is a base form (inflected by rule) or all forms of an irregular verb: base, -s, past, participle, -ing.

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
swept sweeping; bob; knock; drag drags dragged dragged dragging
"""
# A figure after these is where the instrument stands: "closed at", "was trading at", "fetched".
LEVEL_VERBS: Final = """
close; end; finish finishes finished finished finishing; settle; trade; open; fetch fetches fetched fetched fetching;
quote; change; conclude; start; begin begins began begun beginning; buy buys bought bought buying; hit hits hit hit hitting;
reach reaches reached reached reaching; touch touches touched touched touching; stand stands stood stood standing; hover;
hold holds held held holding; print; wrap wraps wrapped wrapped wrapping; remain; resume; complete;
spend spends spent spent spending; value; fix fixes fixed fixed fixing; exit; show
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
take takes took taken taking; keep keeps kept kept keeping; stay; exceed; swell; give gives gave given giving; dump; offload; snap; speak speaks spoke spoken speaking; argue; urge; mirror; reflect; retain; introduce; vote; decide
"""

# --- nouns and adjectives ----------------------------------------------------------------------------------------
UP_NOUNS: Final = """gain gains rise rises increase increases advance advances jump jumps surge climb rally leap leaps
rebound recovery uptick upswing spike bounce upturn appreciation pop improvement upmove spurt run-up"""
DOWN_NOUNS: Final = """fall falls drop drops decline declines loss losses slide slump plunge tumble retreat dip dips
sell-off selloff rout crash decrease setback pullback nosedive dive downturn reversal depreciation slip weakening
collapse skid correction drawdown meltdown markdown swoon"""
UP_ADJECTIVES: Final = "up better higher firmer stronger ahead above upwards upward dearer"
DOWN_ADJECTIVES: Final = "down worse lower off weaker softer below downwards downward cheaper easier"
FLAT_WORDS: Final = "unchanged flat steady flattish"

# --- roles of nouns ----------------------------------------------------------------------------------------------
SHARES: Final = """share shares stock stocks counter scrip equity equities adr adrs ads adss securities unit units
h-shares a-shares b-shares h-share a-share h shareprice stockprice paper script issues counters plays"""
PLURAL_SHARES: Final = words("shares stocks equities units adrs adss issues counters plays")
INDEX_NOUNS: Final = """index indices indexes gauge benchmark barometer measure subindex sub-index sub-indices average
sector segment group gauges benchmarks sub-gauge subgauge composite basket industry groups sectors averages board
subsector sub-sector"""
FUTURES: Final = "futures future contract contracts e-mini e-minis emini eminis"
YIELDS: Final = "yield yields"
PRICES: Final = "price prices quote quotes rate rates value benchmark-price"
BONDS: Final = "bond bonds note notes"
PRONOUNS: Final = "it they"
# The company under another name: "the carmaker", "the lender". Words that end in -maker count as well.
ROLES: Final = words(
    """
    company firm group giant maker lender bank insurer carmaker automaker chipmaker drugmaker retailer miner
    developer builder housebuilder airline operator brokerage broker producer manufacturer supplier provider
    conglomerate startup start-up rival peer bellwether heavyweight utility refiner explorer platform business
    brand owner telco carrier grocer supermarket brewer distiller steelmaker planemaker smelter shipper trader
    publisher broadcaster studio hotelier restaurateur outsourcer contractor trust fund corporation bourse
    exchange foundry subsidiary parent tobacco pharma biotech drugstore e-tailer streamer designer software
    investor shop store chain seller vendor lessor shipbuilder jeweller jeweler furrier caterer restaurant eatery
    marketplace newcomer debutant leader laggard heavyweights titan behemoth powerhouse specialist pioneer
    financier reinsurer underwriter tycoon-controlled spinoff spin-off offshoot affiliate arm hospitality
    counter name cooperative dairy trucker homebuilder landlord railroad railway cryptocurrency token coin
    metal commodity currency unit greenback
    """
)

# A figure said of these is no move of an instrument.
REFUSED: Final = words(
    """
    revenue revenues sales profit profits earnings income margin margins ebitda ebit turnover volume volumes
    output production exports imports export import trade deliveries shipments orders order demand supply
    supplies inventories inventory stockpiles stockpile stake stakes holding holdings stakeholding weighting
    weight weightings dividend dividends payout payouts target targets forecast forecasts estimate estimates
    outlook guidance gdp inflation cpi ppi economy economies growth unemployment jobless payrolls payroll jobs
    job wage wages salary salaries pay spending consumption investment investments tariff tariffs tax taxes
    duty duties levy levies premium discount valuation valuations multiple multiples capitalisation
    capitalization worth assets deposits loans lending credit debt cost costs expenses budget population users
    subscribers customers members downloads traffic visitors arrivals passengers bookings reservations rents
    rent rental rentals home homes house houses housing property-prices homeprices apartment apartments
    mortgage mortgages reserves inflows outflows flows inflow outflow funding probability odds chance chances
    support approval rating ratings polls poll votes vote seats share-of-market market-share staff headcount
    workforce capacity utilisation utilization efficiency speed temperature emissions deficit surplus balance
    bid bids offer offers deal deals ipo ipos issuance proceeds fees fee commission commissions interest eps
    cash free-cash-flow capex expenditure expenditures shipment purchase purchases factory factories
    construction registrations starts permits claims applications applicants openings vacancies pmi surveys
    survey reading readings confidence sentiment productivity remittances tourism retail-sales downside upside
    return returns fare fares tuition donations number numbers amount percentage proportion portion ratio
    contribution penetration coverage cases deaths bill bills backlog pipeline loss-making royalties penalty
    penalties fine fines consensus buybacks buyback repurchase adoption sales-volume gmv arpu nav aum backlog
    rainfall harvest crop crops yield-curve spread spreads rate-cut stimulus quota goal goals expectations
    hikes hike cuts cut increase-in price-target prices-paid rates surcharge toll tolls electricity-prices
    buying selling purchasing tp tps levels pool listing listings fundraising placement placements
    """
)
# Sectors named by a bare noun: "banks firmed 2.35%". Before "shares", "index" or "sector" any word may name one.
SECTOR_WORDS: Final = words(
    """
    resource bank banks banking lenders financials financial finance insurers insurance insurer property properties
    real-estate developers miners mining materials resources energy oil-and-gas utilities utility technology
    tech technologies it telecoms telecom telecommunications telecommunication healthcare health-care pharma
    pharmaceuticals pharmaceutical biotech consumer retailers retail retailers industrials industrial industry
    autos auto automobile automobiles automakers carmakers chipmakers semiconductors semiconductor chip chips
    airlines airline aviation travel leisure media transport transportation logistics shipping shippers steel
    steelmakers metals metal cement coal construction housing homebuilders builders food beverages beverage
    drug tobacco luxury defence defense aerospace gaming casinos casino software internet e-commerce ecommerce
    hardware electronics platinums golds goldminers gold-miners brokerages brokers securities staples
    discretionary fmcg realty infrastructure capital-goods psu plantation plantations reits reit real
    chemicals chemical agriculture education solar battery batteries lithium copper nonferrous non-ferrous
    power gas commerce communication communications services hospital hospitals household textiles paper
    machinery cyclicals cyclical growth value small-cap small-caps smallcaps mid-cap mid-caps midcaps
    large-caps smallcap midcap largecap teck blue-chips rare-earth rare-earths robotics ai ev evs liquor spirits conglomerates refiners
    producers explorers
    """
)

# --- small words -------------------------------------------------------------------------------------------------
AUXILIARIES: Final = words("was were is are has had have been be being 's did does do having")
PRESENT: Final = words("is are has have remains remain")
MODALS: Final = words(
    """
    could may might would will should can must shall wouldn't won't couldn't can't cannot
    """
)
PREPOSITIONS: Final = words(
    """
    of in on at to by for from with against amid despite versus vs into over under through via between among
    during per within without around near like including across behind toward towards because upon onto beyond
    than following alongside excluding throughout along off-side compared ahead-of out inside outside
    """
)
SUBORDINATORS: Final = words(
    """
    as while after before when since although though because if whereas until once unless whether
    """
)
CONJUNCTIONS: Final = words("and but or yet then plus & nor")
RELATIVES: Final = words("which who that whose whom where")
DETERMINERS: Final = words(
    """
    the a an its their his her this these those each every all both some most several many any no another
    other our either neither half such
    """
)
HEDGES: Final = words(
    """
    about nearly almost around roughly approximately over some circa close-to well-over just-over
    """
)
ADVERBS: Final = words(
    """
    also later again just only still now already recently lately slightly sharply modestly marginally further
    however meanwhile too even back briefly marginally separately earlier elsewhere then respectively together
    instead mostly notably largely steadily quickly strongly heavily broadly initially finally eventually
    currently provisionally indeed once not never ever so far there here likewise similarly another mere much
    rather somewhat well quite both last itself themselves today tonight yesterday overnight additionally conversely
    moderately narrowly barely hardly solidly technically officially individually collectively alone
    ultimately comfortably thus therefore nevertheless nonetheless abroad locally regionally mainly sideways
    outright as-is provisional unofficial fractionally tentatively gradually considerably significantly
    substantially dramatically
    """
)
# Adjectives that are not part of a name and stand before one.
ADJECTIVES: Final = words(
    """
    government sovereign benchmark blue-chip broader main key local mainland domestic onshore offshore wider heavyweight tech-heavy
    big top largest biggest leading listed based combined mixed pan-european export-heavy
    export-oriented commodity-heavy resource-heavy market-heavy narrower closely-watched underlying
    front-month nearby active most-active spot international global world regional national own
    hong-kong-listed fellow sister dual-listed us-listed battered troubled embattled beleaguered debt-laden
    online regional cash-strapped state-owned state-run privately unlisted popular smaller larger major fear tech-focused
    technology-heavy rate-sensitive interest-rate-sensitive representative policy-sensitive safe-haven
    risk-sensitive export-reliant
    """
)
ORDINAL_SESSIONS: Final = words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth straight
    """
)

NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip

# --- longer turns of phrase --------------------------------------------------------------------------------------
# phrase → (kind of token, what it says). Kinds are those of `tapewire.moves.tokens`.
PHRASES: Final[dict[str, tuple[str, str]]] = {
    "as much as": ("EXTENT", "intraday"), "as many as": ("EXTENT", "intraday"), "as high as": ("EXTENT", "level"),
    "as low as": ("EXTENT", "level"), "at one point": ("PERIOD", "intraday"), "at one stage": ("PERIOD", "intraday"),
    "by as much as": ("EXTENT", "intraday"), "at its peak": ("PERIOD", "intraday"), "at its lowest": ("PERIOD", "intraday"),
    "more than": ("HEDGE", "over"), "less than": ("HEDGE", "under"), "at least": ("HEDGE", "over"), "up to": ("HEDGE", "limit"),
    "at most": ("HEDGE", "under"), "close to": ("HEDGE", "about"), "just over": ("HEDGE", "over"), "just under": ("HEDGE", "under"),
    "just above": ("HEDGE", "over"), "just below": ("HEDGE", "under"), "well over": ("HEDGE", "over"), "in excess of": ("HEDGE", "over"),
    "just shy of": ("HEDGE", "under"), "upwards of": ("HEDGE", "over"), "or so": ("HEDGE", "about"), "or more": ("HEDGE", "over"),
    "some": ("DET", ""), "no more than": ("HEDGE", "under"), "no less than": ("HEDGE", "over"), "better than": ("HEDGE", "over"),
    "little changed": ("FLAT", "little"), "barely changed": ("FLAT", "little"), "almost unchanged": ("FLAT", "little"),
    "nearly unchanged": ("FLAT", "little"), "virtually unchanged": ("FLAT", "little"), "largely unchanged": ("FLAT", "little"),
    "mostly unchanged": ("FLAT", "little"), "little-changed": ("FLAT", "little"), "practically unchanged": ("FLAT", "little"),
    "roughly flat": ("FLAT", "little"), "largely flat": ("FLAT", "little"), "broadly flat": ("FLAT", "little"),
    "broadly unchanged": ("FLAT", "little"), "more or less unchanged": ("FLAT", "little"), "not changed": ("FLAT", "none"),
    "no change": ("FLAT", "none"), "stayed put": ("FLAT", "none"), "stays put": ("FLAT", "none"), "stood pat": ("FLAT", "none"),
    "was unmoved": ("FLAT", "none"), "not move": ("FLAT", "none"), "without change": ("FLAT", "none"),
    "little moved": ("FLAT", "little"), "hardly changed": ("FLAT", "little"), "scarcely changed": ("FLAT", "little"),
    "marginally changed": ("FLAT", "little"), "narrowly mixed": ("FLAT", "little"),
    "took on": ("DIRV", "up"), "put on": ("DIRV", "up"), "puts on": ("DIRV", "up"), "putting on": ("DIRV", "up"), "tacked on": ("DIRV", "up"),
    "tacking on": ("DIRV", "up"), "picked up": ("DIRV", "up"), "picking up": ("DIRV", "up"), "takes on": ("DIRV", "up"), "taking on": ("DIRV", "up"),
    "shot up": ("DIRV", "up"), "shooting up": ("DIRV", "up"), "piled on": ("DIRV", "up"), "bounced back": ("DIRV", "up"),
    "gave up": ("DIRV", "down"), "gives up": ("DIRV", "down"), "giving up": ("DIRV", "down"), "gave back": ("DIRV", "down"),
    "giving back": ("DIRV", "down"), "pulled back": ("DIRV", "down"), "pulling back": ("DIRV", "down"), "came off": ("DIRV", "down"),
    "backed off": ("DIRV", "down"), "shot down": ("DIRV", "down"), "gave away": ("DIRV", "down"), "sold off": ("DIRV", "down"),
    "gave ground": ("DIRV", "down"), "knocked off": ("DIRV", "down"), "dropped off": ("DIRV", "down"), "lost ground": ("DIRV", "down"),
    "gained ground": ("DIRV", "up"), "in the red": ("DIRA", "down"), "in the black": ("DIRA", "up"), "in the green": ("DIRA", "up"),
    "in positive territory": ("DIRA", "up"), "in negative territory": ("DIRA", "down"), "in losses": ("DIRA", "down"),
    "in gains": ("DIRA", "up"), "on the rise": ("DIRA", "up"), "to the good": ("DIRA", "up"),
    "changed hands": ("LVL", "trade"), "changes hands": ("LVL", "trade"), "changing hands": ("LVL", "trade"),
    "american depositary receipts": ("SHARE", "plural"), "american depositary shares": ("SHARE", "plural"), "american depository receipts": ("SHARE", "plural"),
    "american depository shares": ("SHARE", "plural"), "depositary receipts": ("SHARE", "plural"), "american depositary receipt": ("SHARE", ""),
    "in that case": ("MODAL", ""), "in which case": ("MODAL", ""),
    "share price": ("SHARE", ""), "share prices": ("SHARE", "plural"), "stock price": ("SHARE", ""), "stock prices": ("SHARE", "plural"),
    "shares price": ("SHARE", ""), "unit price": ("SHARE", ""), "market value": ("REFUSE", ""), "market cap": ("REFUSE", ""),
    "market capitalisation": ("REFUSE", ""), "market capitalization": ("REFUSE", ""), "market share": ("REFUSE", ""),
    "net profit": ("REFUSE", ""), "price target": ("REFUSE", ""), "target price": ("REFUSE", ""), "offer price": ("OFFER", ""),
    "issue price": ("OFFER", ""), "ipo price": ("OFFER", ""), "listing price": ("OFFER", ""), "offering price": ("OFFER", ""),
    "property prices": ("REFUSE", ""), "home prices": ("REFUSE", ""), "house prices": ("REFUSE", ""), "consumer prices": ("REFUSE", ""),
    "producer prices": ("REFUSE", ""), "factory-gate prices": ("REFUSE", ""), "food prices": ("REFUSE", ""), "price index": ("REFUSE", ""),
    "consumer price index": ("REFUSE", ""), "producer price index": ("REFUSE", ""), "interest rate": ("REFUSE", ""),
    "interest rates": ("REFUSE", ""), "purchasing managers' index": ("REFUSE", ""), "producer price": ("REFUSE", ""),
    "consumer price": ("REFUSE", ""), "wholesale prices": ("REFUSE", ""), "import prices": ("REFUSE", ""), "export prices": ("REFUSE", ""),
    "confidence index": ("REFUSE", ""), "sentiment index": ("REFUSE", ""), "mortgage rate": ("REFUSE", ""), "mortgage rates": ("REFUSE", ""),
    "prime rate": ("REFUSE", ""), "loan prime rate": ("REFUSE", ""), "repo rate": ("REFUSE", ""), "reverse repo rate": ("REFUSE", ""),
    "cash rate": ("REFUSE", ""), "deposit rate": ("REFUSE", ""), "lending rate": ("REFUSE", ""), "discount rate": ("REFUSE", ""),
    "overnight rate": ("REFUSE", ""), "funds rate": ("REFUSE", ""), "refinancing rate": ("REFUSE", ""), "lpr": ("REFUSE", ""),
    "reserve requirement ratio": ("REFUSE", ""), "selic": ("REFUSE", ""), "business confidence": ("REFUSE", ""),
    "consumer confidence": ("REFUSE", ""), "consumer sentiment": ("REFUSE", ""), "business sentiment": ("REFUSE", ""),
    "investor confidence": ("REFUSE", ""), "investor sentiment": ("REFUSE", ""), "economic sentiment": ("REFUSE", ""),
    "base rate": ("REFUSE", ""), "policy rate": ("REFUSE", ""), "operating profit": ("REFUSE", ""), "order book": ("REFUSE", ""),
    "gross domestic product": ("REFUSE", ""), "retail sales": ("REFUSE", ""), "industrial production": ("REFUSE", ""),
    "mining and oil": ("SECTOR", ""),
    "precious metals": ("SECTOR", ""), "base metals": ("SECTOR", ""), "industrial metals": ("SECTOR", ""), "nonferrous metals": ("SECTOR", ""),
    "non-ferrous metals": ("SECTOR", ""), "consumer durables": ("SECTOR", ""), "consumer services": ("SECTOR", ""), "financial services": ("SECTOR", ""),
    "clean energy": ("SECTOR", ""), "renewable energy": ("SECTOR", ""), "raw materials": ("SECTOR", ""), "life sciences": ("SECTOR", ""),
    "medical devices": ("SECTOR", ""), "oil & gas": ("SECTOR", ""), "media and entertainment": ("SECTOR", ""), "electric appliances": ("SECTOR", ""),
    "electrical machinery": ("SECTOR", ""), "transportation equipment": ("SECTOR", ""), "marine transport": ("SECTOR", ""), "land transport": ("SECTOR", ""),
    "wholesale trade": ("SECTOR", ""), "retail trade": ("SECTOR", ""), "iron and steel": ("SECTOR", ""),
    "real estate": ("SECTOR", ""), "oil and gas": ("SECTOR", ""), "health care": ("SECTOR", ""), "food and drug": ("SECTOR", ""),
    "rare earths": ("SECTOR", ""), "basic materials": ("SECTOR", ""), "consumer goods": ("SECTOR", ""), "commerce & industry": ("SECTOR", ""),
    "commerce and industry": ("SECTOR", ""), "general retailers": ("SECTOR", ""), "health care equipment": ("SECTOR", ""),
    "consumer staples": ("SECTOR", ""), "consumer discretionary": ("SECTOR", ""), "communication services": ("SECTOR", ""),
    "information technology": ("SECTOR", ""), "travel and leisure": ("SECTOR", ""), "food and beverage": ("SECTOR", ""),
    "aerospace and defence": ("SECTOR", ""), "aerospace and defense": ("SECTOR", ""), "capital goods": ("SECTOR", ""),
    "metals and mining": ("SECTOR", ""), "state-owned banks": ("SECTOR", ""), "gold miners": ("SECTOR", ""), "small caps": ("SECTOR", ""),
    "opens new tab": ("NOISE", ""),  "such as": ("PREP", "such as"), "led by": ("PREP", "led by"), "followed by": ("PREP", "led by"),
    "along with": ("PREP", "with"), "as well as": ("CONJ", "and"), "due to": ("PREP", "amid"), "because of": ("PREP", "amid"),
    "ahead of": ("PREP", "amid"), "thanks to": ("PREP", "amid"), "compared with": ("PREP", "against"), "compared to": ("PREP", "against"),
    "versus": ("PREP", "against"), "according to": ("PREP", "amid"), "on top of": ("PREP", "amid"), "in line with": ("PREP", "amid"),
    "on the back of": ("PREP", "amid"), "in spite of": ("PREP", "amid"), "rather than": ("PREP", "amid"), "owing to": ("PREP", "amid"),
    "against": ("PREP", "against"), "instead of": ("PREP", "amid"), "expected to": ("MODAL", ""), "forecast to": ("MODAL", ""),
    "set to": ("MODAL", ""), "likely to": ("MODAL", ""), "poised to": ("MODAL", ""), "look for": ("MODAL", ""), "looks for": ("MODAL", ""), "looking for": ("MODAL", ""), "looked for": ("MODAL", ""), "eyeing": ("MODAL", ""), "looks set for": ("MODAL", ""),
    "look set for": ("MODAL", ""), "on the verge of": ("MODAL", ""), "braced for": ("MODAL", ""), "bracing for": ("MODAL", ""), "calling for": ("MODAL", ""), "calls for": ("MODAL", ""), "called for": ("MODAL", ""),
    "pointing to": ("MODAL", ""), "pointed to": ("MODAL", ""),
    "due for": ("MODAL", ""), "projected to": ("MODAL", ""), "estimated to": ("MODAL", ""), "seen rising": ("MODAL", ""), "indicated to": ("MODAL", ""),
    "on track to": ("MODAL", ""), "on course to": ("MODAL", ""), "seen opening": ("MODAL", ""), "called to open": ("MODAL", ""),
    "at the same time": ("ADV", ""), "by contrast": ("ADV", ""), "in contrast": ("ADV", ""), "as well": ("ADV", ""), "in turn": ("ADV", ""),
    "for its part": ("ADV", ""), "on the other hand": ("ADV", ""), "on the flip side": ("ADV", ""), "so far": ("ADV", ""), "once more": ("ADV", ""),
    "local time": ("ADV", ""), "eastern time": ("ADV", ""), "central time": ("ADV", ""), "a further": ("ADV", ""), "the most": ("ADV", ""),
    "a barrel": ("PER", ""), "per barrel": ("PER", ""), "a tonne": ("PER", ""), "per tonne": ("PER", ""), "a ton": ("PER", ""), "per ton": ("PER", ""),
    "an ounce": ("PER", ""), "per ounce": ("PER", ""), "per fine ounce": ("PER", ""), "per troy ounce": ("PER", ""), "a pound": ("PER", ""),
    "per pound": ("PER", ""), "a bushel": ("PER", ""), "per bushel": ("PER", ""), "a gallon": ("PER", ""), "per gallon": ("PER", ""),
    "a share": ("PER", ""), "per share": ("PER", ""), "apiece": ("PER", ""), "per unit": ("PER", ""), "each": ("DET", ""), "per metric ton": ("PER", ""),
    "a metric ton": ("PER", ""), "per metric tonne": ("PER", ""), "per million british thermal units": ("PER", ""), "per mmbtu": ("PER", ""),
    "a megawatt hour": ("PER", ""), "per megawatt hour": ("PER", ""), "per megawatt-hour": ("PER", ""), "per kilogram": ("PER", ""), "per 10 grams": ("PER", ""),
    "a coin": ("PER", ""), "a bbl": ("PER", ""), "per bbl": ("PER", ""), "per oz": ("PER", ""), "an oz": ("PER", ""), "per kg": ("PER", ""),
}  # fmt: skip


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
