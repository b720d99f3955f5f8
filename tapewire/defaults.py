"""The starting set of feeds: what a reader without a config follows."""

from __future__ import annotations

from tapewire.model import Feed


def _folder(name: str, *feeds: tuple[str, str]) -> tuple[Feed, ...]:
    return tuple(Feed(key=url, url=url, name=source, folder=name) for source, url in feeds)


# Each answered at least two independent probes in 2026. Left out: feeds that refuse plain clients, those whose links
# lead to a redirecting script page, and those that still answer but have stopped.
STARTING_FEEDS: tuple[Feed, ...] = (
    *_folder(
        "Hong Kong & China",
        ("RTHK Finance", "https://rthk.hk/rthk/news/rss/e_expressnews_efinance.xml"),
        ("RTHK Greater China", "https://rthk.hk/rthk/news/rss/e_expressnews_egreaterchina.xml"),
        ("SCMP Business", "https://www.scmp.com/rss/92/feed"),
    ),
    *_folder(
        "Asia",
        ("Nikkei Asia", "https://asia.nikkei.com/rss/feed/nar"),
        ("Kyodo", "https://english.kyodonews.net/list/feed/rss4kyodonews-fzone"),
        ("Economic Times", "https://economictimes.indiatimes.com/markets/rssfeeds/1977021501.cms"),
        ("Mint", "https://www.livemint.com/rss/markets"),
    ),
    *_folder(
        "United States",
        ("CNBC", "https://www.cnbc.com/id/10000664/device/rss/rss.html"),
        ("MarketWatch", "https://feeds.content.dowjones.io/public/rss/mw_topstories"),
        ("Yahoo Finance", "https://finance.yahoo.com/news/rssindex"),
        ("Nasdaq", "https://www.nasdaq.com/feed/rssoutbound?category=Markets"),
        ("Seeking Alpha", "https://seekingalpha.com/market_currents.xml"),
    ),
    *_folder(
        "Europe",
        ("Financial Times", "https://www.ft.com/rss/home"),
        ("FT Markets", "https://www.ft.com/markets?format=rss"),
        ("BBC Business", "https://feeds.bbci.co.uk/news/business/rss.xml"),
        ("Guardian Business", "https://www.theguardian.com/uk/business/rss"),
    ),
    *_folder(
        "Central banks & regulators",
        ("Federal Reserve", "https://www.federalreserve.gov/feeds/press_all.xml"),
        ("ECB", "https://www.ecb.europa.eu/rss/press.html"),
        ("SEC", "https://www.sec.gov/news/pressreleases.rss"),
    ),
)
