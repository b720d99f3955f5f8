"""Nouns and adjectives of direction, and the parts that other nouns play."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Final

from tapewire.moves.words import words

UP_NOUNS: Final = """gain gains rise rises increase increases advance advances jump jumps surge climb rally leap leaps
rebound recovery uptick upswing spike bounce upturn appreciation pop improvement upmove spurt run-up"""
DOWN_NOUNS: Final = """fall falls drop drops decline declines loss losses slide slump plunge tumble retreat dip dips
sell-off selloff rout crash decrease setback pullback nosedive dive downturn reversal depreciation slip weakening
collapse skid correction drag drawdown meltdown markdown swoon"""
UP_ADJECTIVES: Final = "up better higher firmer stronger ahead above upwards upward dearer"
DOWN_ADJECTIVES: Final = "down worse lower off weaker softer below downwards downward cheaper easier"
FLAT_WORDS: Final = "unchanged flat steady flattish"

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
    club marketplace newcomer debutant leader laggard heavyweights titan behemoth powerhouse specialist pioneer
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
    buying selling purchasing lpr lprs tp tps levels pool listing listings fundraising placement placements
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
