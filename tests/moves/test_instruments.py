from __future__ import annotations

import pytest

from tapewire.moves import parse_moves

LISTINGS = [
    # the price's currency says which listing is meant
    ("Nestle fell 1.2 per cent to RM96.20.", "4707.KL"),
    ("Nestle rose 0.4% to 84.20 francs.", "NESN.SW"),
    ("HSBC rose 1.2% to 950 pence.", "HSBA.L"),
    ("HSBC rose 1.2% to HK$101.20.", "0005.HK"),
    ("HSBC rose 1.2% to US$64.10.", "HSBC"),
    ("Prudential lost 2% to HK$88.10.", "2378.HK"),
    ("Prudential lost 2% to 812p.", "PRU.L"),
    ("Rio Tinto rose 1% to A$118.20.", "RIO.AX"),
    ("Rio Tinto rose 1% to 4,820 pence.", "RIO.L"),
    ("BHP fell 30 cents to A$42.10.", "BHP.AX"),
    ("BHP fell 1% to R480.10.", "BHG.JO"),
    ("Shell rose 1% to 2,710 pence.", "SHEL.L"),
    ("Shell rose 1% to 31.20 euros.", "SHELL.AS"),
    ("Unilever fell 1% to 4,410 pence.", "ULVR.L"),
    ("Alibaba rose 3% to HK$120.10.", "9988.HK"),
    ("Toyota rose 2% to 2,810 yen.", "7203.T"),
    ("Woolworths fell 2% to R63.20.", "WHL.JO"),
    ("Woolworths fell 2% to A$31.20.", "WOW.AX"),
    # the story's market says so
    ("The Hang Seng Index fell 1%. Baidu lost 2%.", "9888.HK"),
    ("The S&P 500 fell 1% on Wall Street. Baidu lost 2%.", "BIDU"),
    ("The S&P 500 fell 1% on Wall Street. TSMC lost 2%.", "TSM"),
    ("The Taiex fell 1% in Taipei. TSMC lost 2%.", "2330.TW"),
    ("The Nifty fell 1% in Mumbai. Infosys lost 2%.", "INFY.NS"),
    ("The FTSE 100 fell 1% in London. HSBC lost 2%.", "HSBA.L"),
    ("The FBM KLCI fell 1% in Kuala Lumpur. Nestle lost 2%.", "4707.KL"),
    ("The Nifty fell 1% in Mumbai. Siemens lost 2%.", "SIEMENS.NS"),
    ("The JSE All Share fell 1% in Johannesburg. Anglo American lost 2%.", "AGL.JO"),
    ("The FTSE 100 fell 1% in London. Anglo American lost 2%.", "AAL.L"),
    # the text says which
    ("Infosys ADRs fell 2%.", "INFY"),
    ("Toyota's US-listed shares fell 2%.", "TM"),
    ("JD.com's Hong Kong-listed shares fell 2%.", "9618.HK"),
    ("NetEase's American depositary receipts fell 2%.", "NTES"),
    ("BYD's Shenzhen shares fell 2%.", "002594.SZ"),
    # nothing says so: the home listing
    ("XPeng fell 2%.", "9868.HK"),
    ("Li Auto fell 2%.", "2015.HK"),
    ("Richemont fell 2%.", "CFR.SW"),
]


@pytest.mark.parametrize(("text", "symbol"), LISTINGS)
def test_the_listing_is_the_one_that_the_story_speaks_of(text: str, symbol: str) -> None:
    assert parse_moves(text)[-1].instrument.symbol == symbol


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nifty Pharma index", "sector"),
        ("Stoxx 600 banks index", "sector"),
        ("S&P 500 energy index", "sector"),
        ("Hang Seng Materials Index", "index"),
        ("Topix", "index"),
    ],
)
def test_an_index_of_one_industry_is_a_sector_unless_it_is_called_an_index(name: str, kind: str) -> None:
    (move,) = parse_moves(f"The {name} rose 1.2%.")
    assert (move.instrument.name, move.instrument.kind) == (name, kind)


def test_a_company_without_a_symbol_is_known_all_the_same() -> None:
    (move,) = parse_moves("Dangote Cement gained 4.5 per cent.")
    assert (move.instrument.kind, move.instrument.symbol) == ("stock", None)
