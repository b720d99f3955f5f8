"""An article's page becomes its title, text and date."""

import logging
from datetime import UTC, datetime

import pytest

from tapewire.errors import TapewireError
from tapewire.fulltext.article import article

URL = "https://x.example/news/story"
LONG = (
    "The index rose for a third day as lenders gained, turnover grew and traders in the city spoke of a turning tide."
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Stocks &amp; bonds rise | X</title>
<meta property="og:title" content="Stocks &amp;amp; bonds rise">
<meta property="article:published_time" content="2025-07-04T21:00:00+08:00">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/markets">Markets</a></li></ul></nav>
<article><h1>Stocks &amp; bonds rise</h1>
<p>The Hang Seng Index rose 0.7 per cent to 22,774.46, a level last seen on <a href="/october">October 7</a>. {LONG}</p>
<h2>Winners</h2><ul><li>Xiaomi gained 4.9 per cent to HK$47.25.</li><li>BYD gained 2.6 per cent to HK$365.</li></ul>
<blockquote><p>It is a clear signal to every private firm in the country, an economist said on Tuesday.</p></blockquote>
<p>Bonds rose <b>too</b>. {LONG} {LONG}</p>
</article><aside>Most read today</aside><footer>Copyright, all rights reserved</footer>
<script>track()</script></body></html>"""


def test_the_article_is_found_in_its_page() -> None:
    found = article(PAGE.encode(), URL)
    assert found.title == "Stocks & bonds rise"
    assert found.published == datetime(2025, 7, 4, 13, 0, tzinfo=UTC)
    paragraphs = found.body.text.split("\n\n")
    assert paragraphs[0].startswith(
        "The Hang Seng Index rose 0.7 per cent to 22,774.46, a level last seen on October 7."
    )
    assert paragraphs[1] == "Winners"
    assert paragraphs[2] == "• Xiaomi gained 4.9 per cent to HK$47.25.\n• BYD gained 2.6 per cent to HK$365."
    assert paragraphs[3].startswith("It is a clear signal")
    assert paragraphs[4].startswith("Bonds rose too.")
    for words in ("Home", "Most read", "Copyright", "track()"):
        assert words not in found.body.text


def test_links_and_marks_survive() -> None:
    body = article(PAGE.encode(), URL).body
    assert {(mark.kind, body.text[mark.start : mark.end]) for mark in body.marks} >= {
        ("link", "October 7"),
        ("heading", "Winners"),
        ("strong", "too"),
    }
    assert [mark.href for mark in body.marks if mark.href] == ["https://x.example/october"]


@pytest.mark.parametrize(
    ("page", "title", "text"),
    [
        ("<title>T</title><nav>Home</nav><main><p>Short.</p></main>", "T", "Short."),
        ("<html><body><p>Only this.", "", "Only this."),
        ("Just words\n\nand more.", "", "Just words\n\nand more."),
    ],
)
def test_a_short_page_is_read_as_it_is(page: str, title: str, text: str) -> None:
    found = article(page.encode(), None)
    assert (found.title, found.body.text, found.published) == (title, text, None)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"datePublished":"2025-07-04T13:00:00Z"}</script>',
        '<meta content="2025-07-04 13:00" itemprop="datePublished">',
        "<body><time datetime='2025-07-04T21:00+08:00'>yesterday</time>",
        "<meta name=date content='soon'><meta name=pubdate content='Fri, 04 Jul 2025 21:00:00 HKT'>",
    ],
)
def test_a_pages_date_is_found_where_it_says_it(head: str) -> None:
    assert article(f"{head}<p>Words.".encode(), None).published == datetime(2025, 7, 4, 13, 0, tzinfo=UTC)


def test_a_page_in_another_charset_is_read() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head><body><p>港股收市'
    assert article(page.encode("big5"), None).body.text == "港股收市"
    assert article("<p>港股".encode("big5"), None, "text/html; charset=big5").body.text == "港股"


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"  \n",
        b"<html><body><script>render()</script></body></html>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ],
)
def test_a_page_without_text_is_said_in_a_sentence(page: bytes) -> None:
    with pytest.raises(TapewireError, match=r"^(There is|The page is) no text.*\.$"):
        article(page, URL)


@pytest.mark.parametrize(
    "page",
    ["<div>" * 50_000 + "x", "<p><a>x" * 20_000, "<b>" * 20_000 + "</i>" * 20_000 + "x", "<meta " * 100_000 + ">x"],
)
def test_hostile_pages_give_their_words(page: str) -> None:
    assert "x" in article(page.encode(), URL).body.text


def test_the_libraries_below_write_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TapewireError):
        article(b"<html></html>", URL)
    logging.getLogger("trafilatura.core").error("discarding data")
    assert capfd.readouterr() == ("", "")
