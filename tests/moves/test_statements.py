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
    # lists whose verb is said once
    ("Tencent rose 1 per cent to HK$600 and HSBC itself 0.7 per cent to HK$105.30.", [("0700.HK", "session", "up", 1, N, 600), ("0005.HK", "session", "up", 0.7, N, 105.3)]),
    ("The Dow lost 1.1 percent and the Nasdaq 1.7.", [("^DJI", "session", "down", -1.1, N, N), ("^IXIC", "session", "down", -1.7, N, N)]),
    ("Citigroup gained 1.7%, and Wells Fargo, another big lender, 1.5%.", [("C", "session", "up", 1.7, N, N), ("WFC", "session", "up", 1.5, N, N)]),
    ("Stocks climbed 1.4% in Hong Kong, 1.2% in Shanghai and 1% in Tokyo.", [("^HSI", "session", "up", 1.4, N, N), ("000001.SS", "session", "up", 1.2, N, N), ("^N225", "session", "up", 1, N, N)]),
    ("Shares in Shanghai were 0.6 percent lower and those in Shenzhen 1.1 percent.", [("000001.SS", "session", "down", -0.6, N, N), ("399001.SZ", "session", "down", -1.1, N, N)]),
    ("There were gains for the Nikkei 225 (0.9 per cent) and the Kospi (1.7 per cent).", [("^N225", "session", "up", 0.9, N, N), ("^KS11", "session", "up", 1.7, N, N)]),
    ("Sands China (01928.HK)/ Wynn Macau (01128.HK) climbed 1.9%/ 0.6%.", [("1928.HK", "session", "up", 1.9, N, N), ("1128.HK", "session", "up", 0.6, N, N)]),
    ("The dollar lost 0.2 per cent to ¥147.19 and 0.4 per cent to SFr0.7962.", [("USDJPY=X", "session", "down", -0.2, N, 147.19), ("USDCHF=X", "session", "down", -0.4, N, 0.7962)]),
    # whose change it is
    ("Phone and car maker Xiaomi added 4.3 per cent to HK$56.45.", [("1810.HK", "session", "up", 4.3, N, 56.45)]),
    ("Meituan was the star among the blue chips, soaring 5.4 percent.", [("3690.HK", "session", "up", 5.4, N, N)]),
    ("HSBC rose 1.2 per cent and AIA fell 2 per cent. The pair have lost 8 per cent and 4 per cent this month.", [("0005.HK", "session", "up", 1.2, N, N), ("1299.HK", "session", "down", -2, N, N), ("0005.HK", "month", "down", -8, N, N), ("1299.HK", "month", "down", -4, N, N)]),
    ("S&P 500 futures rose 0.3%. Those on the Dow slipped 41 points.", [("ES=F", "extended", "up", 0.3, N, N), ("YM=F", "extended", "down", N, -41, N)]),
    ("The BIST 100 fell 3.6% after a court ruling, having been down over 5.5% at one stage.", [("XU100.IS", "session", "down", -3.6, N, N), ("XU100.IS", "intraday", "down", -5.5, N, N)]),
    ("The Saudi index eased 0.1%, hit by a 1.2% slide in ACWA Power.", [("^TASI.SR", "session", "down", -0.1, N, N), ("2082.SR", "session", "down", -1.2, N, N)]),
    ("Copper: Three-month metal on the London Metal Exchange was 0.1% higher at $9,916.", [("HG=F", "session", "up", 0.1, N, 9916)]),
    ("Up 5 per cent at HK$12.40, Geely led the gains.", [("0175.HK", "session", "up", 5, N, 12.4)]),
    ("GameStop (GME): +8.1%", [("GME", "session", "up", 8.1, N, N)]),
    # a change said again, and over another time
    ("Nasdaq 100 slid 70 points to 23,700, a dip of 0.3%.", [("^NDX", "session", "down", -0.3, -70, 23700)]),
    ("Coffee rose 1.2%, for a gain of 5.1% over the week.", [("KC=F", "session", "up", 1.2, N, N), ("KC=F", "week", "up", 5.1, N, N)]),
    ("The dollar index fell 0.3 per cent, taking its decline since early August to 2.7 per cent.", [("DX-Y.NYB", "session", "down", -0.3, N, N), ("DX-Y.NYB", "since", "down", -2.7, N, N)]),
    ("Alibaba has doubled since the start of the year, against a gain of 28% for the Hang Seng Index.", [("^HSI", "ytd", "up", 28, N, N)]),
    ("Bitcoin ends week 4% higher", [("BTC-USD", "week", "up", 4, N, N)]),
    ("Nvidia rose 1.2% to $183.88, adding to its 3.9% jump in the previous session.", [("NVDA", "session", "up", 1.2, N, 183.88), ("NVDA", "earlier", "up", 3.9, N, N)]),
    ("Currys leapt 17% to 124.9p on a buyback, before settling 15.2% up at 123p.", [("CURY.L", "intraday", "up", 17, N, 1.249), ("CURY.L", "session", "up", 15.2, N, 1.23)]),
    # levels
    ("The Hang Seng Index stood at 24,871, a loss of 318 points or 1.26 percent on the day.", [("^HSI", "session", "down", -1.26, -318, 24871)]),
    ("The Nikkei stood 184.56 points, or 0.41 percent, above Friday's close at 44,952.68.", [("^N225", "session", "up", 0.41, 184.56, 44952.68)]),
    ("Lanhai Robotics closed at HK$40.35 on its first day, 40.1 per cent above its offer price.", [("Lanhai Robotics", "session", "up", 40.1, N, 40.35)]),
    ("Sterling traded at 86.45p against the euro, unchanged.", [("EURGBP=X", "session", "flat", 0, N, 0.8645)]),
    ("The Tadawul index shed 56.43 points on Sunday, or 0.54 percent, to end at 10,397.24.", [("^TASI.SR", "session", "down", -0.54, -56.43, 10397.24)]),
    # units
    ("Corn for December shed 2-1/4 cents to $4.19-3/4 a bushel.", [("ZC=F", "session", "down", N, -0.0225, 4.1975)]),
    ("Zetrix AI improved half-a-sen to 91.5 sen.", [("0138.KL", "session", "up", N, 0.005, 0.915)]),
    ("Westpac eased a cent to $32.82.", [("WBC.AX", "session", "down", N, -0.01, 32.82)]),
    ("The Canadian dollar traded for 72.26 cents US compared with 72.44 cents US on Monday.", [("CADUSD=X", "session", "down", N, -0.0018, 0.7226)]),
    ("The yield on the benchmark 2035 government bond shed 4.5 basis points to 9.545%.", [("2035 government bond", "session", "down", N, -4.5, 9.545)]),
    ("Jakarta 7,628.61 7,766.85 -1.78", [("^JKSE", "session", "down", -1.78, N, 7628.61)]),
    ("S&P 500: 6,512.61 (+0.27%)", [("^GSPC", "session", "up", 0.27, N, 6512.61)]),
    ("Gold: $3,636.90/oz, +0.5%", [("GC=F", "session", "up", 0.5, N, 3636.9)]),
    ("10-year Treasury yield: 4.08% (+4 bps)", [("^TNX", "session", "up", N, 4, 4.08)]),
    ("EUR/USD rose 0.2% to 1.1730.", [("EURUSD=X", "session", "up", 0.2, N, 1.173)]),
    ("Five-year Canada yield 2.77% +2 bps", [("Five-year Canada yield", "session", "up", N, 2, 2.77)]),
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
    "Revenue: $94.80 (+5%)",
    "Approval: 41% (-3 bps)",
    "Housing starts fall 8.5%",
    "Single-family starts dropped 7.0%.",
    "Groundbreaking on new homes fell 8.5%.",
    "The committee voted 7–2 for no change.",
    "For services the index slipped by 3 points in the poll.",
    "Spending on property sank 12.9 per cent and that on services climbed 8.1 per cent.",
    "Crude steel slipped 0.7 per cent and freight on the river added 4 per cent.",
    "The Sensex has never dropped 10% in such a year.",
    "Fortescue, whose shipments rose 4 per cent, meets on Monday.",
    "The odds of a cut rise to 98% on Polymarket.",
    "Economists polled by Dow Jones look for a monthly rise of 0.3%.",
    "The yuan is allowed to rise or fall by 2 percent each day.",
    "The bank sees Brent falling 10% to $60 by year-end.",
    "A 10% drop in the S&P 500 would wipe out $5 trillion.",
    "Had the yen risen 10%, profit would have fallen 5%.",
    "A case of the liquor fetched 1,660 yuan a bottle, down 3%.",
    "Net foreign buying of Indian shares rose 5% to $1.2 billion.",
    "Memory prices rose 10% and freight rates to Los Angeles fell 6%.",
    "Apple trades at 30 times earnings, up from 25 a year ago.",
    "The broker's TP for Galaxy was trimmed 6% to HK$50.",
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
