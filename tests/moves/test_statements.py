# ruff: noqa: E501  (a row of a table is a line)
"""The ways of saying it: what each sentence states, as (symbol, period, direction, percent, change, level)."""

from __future__ import annotations

import pytest

from tapewire.moves import parse_moves

N = None
STATED = [
    # verbs
    ("The Nikkei 225 rose 1.2 percent, or 456.78 points, to 38,560.11.", [("^N225", "session", "up", 1.2, 456.78, 38560.11)]),
    ("Infosys shed ₹12, or 0.8 per cent, to ₹1,480.", [("INFY.NS", "session", "down", -0.8, -12, 1480)]),
    ("The CAC 40 won 0.89 percent.", [("^FCHI", "session", "up", 0.89, N, N)]),
    ("The Kosdaq edged 0.2 percent higher to 862.3.", [("^KQ11", "session", "up", 0.2, N, 862.3)]),
    ("Barclays took on 8.5p to 188.5p.", [("BARC.L", "session", "up", N, 0.085, 1.885)]),
    ("Transocean rose 36 cents, or 2.9 percent, to $12.79.", [("RIG", "session", "up", 2.9, 0.36, 12.79)]),
    # particles and adjectives
    ("The S&P/ASX200 index was 45.6 points lower, or 0.6 per cent, at 7,701.2 points.", [("^AXJO", "session", "down", -0.6, -45.6, 7701.2)]),
    ("HSBC shares ended 2.1 per cent lower at 612.3p in London.", [("HSBA.L", "session", "down", -2.1, N, 6.123)]),
    ("The Dow closed 450.02 points, or 1.18%, up at 38,675.68.", [("^DJI", "session", "up", 1.18, 450.02, 38675.68)]),
    ("Brent traded higher by 2.13 per cent to $78.68 a barrel.", [("BZ=F", "session", "up", 2.13, N, 78.68)]),
    ("Rolls-Royce was the biggest faller, off 3.2% or 14.6p to 438.9p.", [("RR.L", "session", "down", -3.2, -0.146, 4.389)]),
    # nouns
    ("Apple's 2.6% decline was the heaviest weight.", [("AAPL", "session", "down", -2.6, N, N)]),
    ("Dubai's main index gained 0.5%, helped by a 1.2% rise in Emaar Properties.", [("DFMGI.AE", "session", "up", 0.5, N, N), ("EMAAR.AE", "session", "up", 1.2, N, N)]),
    ("UOB booked a gain of 0.04 per cent, or 1 cent, to $28.27.", [("U11.SI", "session", "up", 0.04, 0.01, 28.27)]),
    ("Bitcoin slipped 2.5 per cent, extending its loss for the week to 9 per cent.", [("BTC-USD", "session", "down", -2.5, N, N), ("BTC-USD", "week", "down", -9, N, N)]),
    # lists, ellipsis, asides
    ("Nvidia, Intel and AMD gained 1.2, 0.9 and 3.4 per cent respectively.", [("NVDA", "session", "up", 1.2, N, N), ("INTC", "session", "up", 0.9, N, N), ("AMD", "session", "up", 3.4, N, N)]),
    ("The S&P 500 rose 0.5%, the Dow 0.3%, and the Nasdaq 1.2%.", [("^GSPC", "session", "up", 0.5, N, N), ("^DJI", "session", "up", 0.3, N, N), ("^IXIC", "session", "up", 1.2, N, N)]),
    ("Lloyds and NatWest gained between 1.2% and 2.8%.", [("LLOY.L", "session", "up", N, N, N), ("NWG.L", "session", "up", N, N, N)]),
    ("Zijin Mining rose 7.5 per cent in Hong Kong and 5.9 per cent in Shanghai.", [("2899.HK", "session", "up", 7.5, N, N), ("601899.SS", "session", "up", 5.9, N, N)]),
    ("EasyJet, the budget airline, lost 3.2%, and IAG, which owns British Airways, was down 1.5%.", [("EZJ.L", "session", "down", -3.2, N, N), ("IAG.L", "session", "down", -1.5, N, N)]),
    ("Leading the decliners was Techtronic, down 4.1 per cent at HK$94.30, followed by CK Asset, which lost 3.3 per cent.", [("0669.HK", "session", "down", -4.1, N, 94.3), ("1113.HK", "session", "down", -3.3, N, N)]),
    ("Top gainers: Lenovo (+5.2%), Xiaomi (+3.1%).", [("0992.HK", "session", "up", 5.2, N, N), ("1810.HK", "session", "up", 3.1, N, N)]),
    ("LVMH and PPR slid by 3.36 and 2.07 percent respectively, to end at 127.80 and 125.25 euros.", [("MC.PA", "session", "down", -3.36, N, 127.8), ("PPR", "session", "down", -2.07, N, 125.25)]),
    ("Nvidia, Intel — The chip stocks lost 3.1% and 2.8%, respectively.", [("NVDA", "session", "down", -3.1, N, N), ("INTC", "session", "down", -2.8, N, N)]),
    # pronouns, markets, sectors
    ("It was the Dow's worst day in two years: the index lost 1,033 points, or 2.6%.", [("^DJI", "session", "down", -2.6, -1033, N)]),
    ("In Kuwait the index gained 0.5% to 7,860.", [("^BKP.KW", "session", "up", 0.5, N, 7860)]),
    ("Indian shares fell 0.5% and the Nikkei 225 added 0.1%, while Seoul lost 1%.", [("^NSEI", "session", "down", -0.5, N, N), ("^N225", "session", "up", 0.1, N, N), ("^KS11", "session", "down", -1, N, N)]),
    # periods
    ("The S&P 500 has climbed 7.1% so far this year, and is up 38% from its October 2022 low.", [("^GSPC", "ytd", "up", 7.1, N, N), ("^GSPC", "since", "up", 38, N, N)]),
    ("For the month, the Nasdaq rose 6.1% and the Dow gained 2.2%.", [("^IXIC", "month", "up", 6.1, N, N), ("^DJI", "month", "up", 2.2, N, N)]),
    ("Novo Nordisk fell as much as 5.9% before paring losses to trade 3% lower.", [("NOVO-B.CO", "intraday", "down", -5.9, N, N), ("NOVO-B.CO", "session", "down", -3, N, N)]),
    ("After falling 3.2 per cent on Thursday, the Kospi rebounded 1.9 per cent.", [("^KS11", "earlier", "down", -3.2, N, N), ("^KS11", "session", "up", 1.9, N, N)]),
    ("Netflix surged more than 10% in extended trading.", [("NFLX", "extended", "up", 10, N, N)]),
    ("Nvidia closed at a record $950.02, up 3.6 percent on the day and 92 percent for the year.", [("NVDA", "session", "up", 3.6, N, 950.02), ("NVDA", "ytd", "up", 92, N, N)]),
    ("The Kospi rebounded from a 3.2% slump on Thursday to gain 1.9%.", [("^KS11", "earlier", "down", -3.2, N, N), ("^KS11", "session", "up", 1.9, N, N)]),
    # currencies, yields
    ("The dollar rose to 144.82 yen from 144.41 yen.", [("USDJPY=X", "session", "up", N, 0.41, 144.82)]),
    ("The yuan weakened 0.2 per cent to 7.28 a dollar.", [("USDCNY=X", "session", "up", 0.2, N, 7.28)]),
    ("Against the yen, the dollar rose 0.4% to 150.68.", [("USDJPY=X", "session", "up", 0.4, N, 150.68)]),
    ("At 5.20pm, the rand had weakened 0.58% to R18.9723/$ and 0.37% to R20.5612/€.", [("USDZAR=X", "session", "up", 0.58, N, 18.9723), ("EURZAR=X", "session", "up", 0.37, N, 20.5612)]),
    ("The yuan closed at 7.2460 per dollar, 30 pips weaker than the previous close.", [("USDCNY=X", "session", "up", N, 0.003, 7.246)]),
    ("The 10-year Treasury yield fell to 4.20% from 4.25%.", [("^TNX", "session", "down", N, -5, 4.2)]),
    ("US 10-year Treasury yields were up 3bps at 4.31 per cent.", [("^TNX", "session", "up", N, 3, 4.31)]),
    ("Indexes rose 0.7% in Shanghai but fell 1.2% in Hong Kong.", [("000001.SS", "session", "up", 0.7, N, N), ("^HSI", "session", "down", -1.2, N, N)]),
    ("The FTSE 100 closed 26.34 points lower, 0.3%, at 8,224.19.", [("^FTSE", "session", "down", -0.3, -26.34, 8224.19)]),
    ("Getty Images soared 24.1% after it agreed to buy Shutterstock, whose shares jumped 14.8%.", [("Getty Images", "session", "up", 24.1, N, N), ("SSTK", "session", "up", 14.8, N, N)]),
    ("Maybank and Public Bank lost two sen each to RM10.52 and RM4.46, respectively.", [("1155.KL", "session", "down", N, -0.02, 10.52), ("1295.KL", "session", "down", N, -0.02, 4.46)]),
    ("Sterling was quoted at $1.2283 at the London close on Friday, lower compared to $1.2297 on Thursday.", [("GBPUSD=X", "session", "down", N, -0.0014, 1.2283)]),
    # tables
    ("S&P 500 4262.73 +89.62 +2.15", [("^GSPC", "session", "up", 2.15, 89.62, 4262.73)]),
    ("Euro/pound: UP at 85.83 pence from 85.75 pence", [("EURGBP=X", "session", "up", N, 0.0008, 0.8583)]),
    ("Brent crude: $83.33, down 0.2%", [("BZ=F", "session", "down", -0.2, N, 83.33)]),
]  # fmt: skip

NOT_STATED = [
    "Apple's revenue rose 5% to $94.8 billion and iPhone sales gained 2 percent.",
    "Toyota sold 2.5% more cars in May and its market share rose to 12%.",
    "Inflation rose 0.3 per cent in June, while retail sales fell 1.2 per cent.",
    "Goldman Sachs raised its price target on Nvidia by 12% to $1,000, which implies upside of 9%.",
    "The Fed cut rates by 25 basis points to a range of 4.5% to 4.75%.",
    "Alibaba could fall 10 per cent if tariffs rise 5 per cent.",
    "Analysts expect Tesla to gain 8% next year.",
    "US futures were pointing to a 0.3% decline for the S&P 500.",
    "Xiaomi shipped 40 million phones, up 33.8 per cent.",
    "Vanguard owns 8% of Apple, up 0.5% from last year.",
    "Wages at Amazon rose 4%, Walmart's rose 3%.",
    "Bitcoin's hash rate climbed 5%.",
    "The Hang Seng Index is 19% below its record.",
    "Net profit at Ping An fell 5%, and its dividend was raised 3%.",
    "Oil production rose 2% to 13.2 million barrels a day.",
    "Unemployment in France fell 0.2 percentage points to 7.5%.",
    "Its bid values Hargreaves Lansdown at £11.40 a share, a 12% premium to Tuesday's close.",
    "HSBC also rose.",
    "Hong Kong's economy shrank 1.3 per cent; Singapore gained 2.7 per cent.",
    "China Vanke's bonds fell 10 cents.",
    "MediaTek said the chip designer expects sales to be flat to up 9 per cent.",
    "The consumer confidence index rose 2 points to 105 and the Purchasing Managers' Index fell 0.3 points.",
    "Crude stocks fell by 2.5 million barrels and gasoline stocks rose 0.9 million.",
    "Labour leads by 20 points, up 2 points.",
    "The index is on track for a weekly loss of 1.2 per cent.",
    "Home prices in Hong Kong fell 2.1 per cent in the third quarter.",
]


@pytest.mark.parametrize(("text", "wanted"), STATED, ids=[text[:48] for text, _ in STATED])
def test_a_statement_is_read(text: str, wanted: list[tuple[object, ...]]) -> None:
    found = [
        (
            move.instrument.symbol or move.instrument.name,
            move.period,
            move.direction,
            move.percent,
            move.change,
            move.level,
        )
        for move in parse_moves(text)
    ]
    assert found == wanted


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_is_no_move_is_refused(text: str) -> None:
    assert parse_moves(text) == ()
