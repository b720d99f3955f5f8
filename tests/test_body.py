"""HTML becomes one plain string, with marks that fit it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.body import MAX_HTML, plain_body, to_body
from tapewire.bodywriter import MAX_MARKS, MAX_TEXT
from tapewire.model import Body
from tapewire.text import clean

BASE = "https://x.example/news/story"


def marked(html: str) -> list[tuple[str, str]]:
    body = to_body(html, base_url=BASE)
    return [(mark.kind, body.text[mark.start : mark.end]) for mark in body.marks]


def text(html: str) -> str:
    return to_body(html, base_url=BASE).text


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<div>One</div>\n  <div> Two </div>", "One\n\nTwo"),
        ("a<br>b<br/>\nc<br><br>d", "a\nb\nc\n\nd"),
        ("<p>much   \n  white\tspace</p>", "much white space"),
        ("up<b> 4.9%</b> <i>to</i>47", "up 4.9% to47"),
        ("<h2>Winners</h2>Xiaomi", "Winners\n\nXiaomi"),
        ("<p>before<hr>after</p>", "before\n\nafter"),
        ("she said <q>up</q>.", "she said “up”."),
        ("<p></p><p> </p>&nbsp;", ""),
        ("", ""),
    ],
)
def test_blocks_become_paragraphs_and_blanks_fold(html: str, plain: str) -> None:
    assert text(html) == plain


def test_lists_show_bullets_numbers_and_levels() -> None:
    assert text("<p>Up:</p><ul><li>BYD<li><p>HSBC</p></li></ul>") == "Up:\n\n• BYD\n• HSBC"
    assert text("<ol start=3><li>a</li><li value=7>b</li><li>c</li></ol>") == "3. a\n7. b\n8. c"
    assert text("<ul><li>tech<ol><li>Xiaomi</ol></li><li>banks</ul>after") == "• tech\n  1. Xiaomi\n• banks\n\nafter"


def test_tables_become_lines_and_cells_stand_apart() -> None:
    rows = "<tr><th>Index</th><th>Level</th></tr><tr><td><p>HSI</p></td><td>22,774</td></tr>"
    assert text(f"<table><caption>Close</caption>{rows}</table>") == "Close\nIndex | Level\nHSI | 22,774"


def test_cells_that_hold_paragraphs_keep_them() -> None:
    layout = "<table><tr><td><p>One.</p><p>Two.</p></td><td>Side</td></tr></table>"
    assert text(layout) == "One.\n\nTwo.\nSide"


def test_preformatted_text_keeps_its_lines_and_blanks() -> None:
    html = "<p>Run</p><pre><code>a  b\n\tc\n</code></pre><p>then <code>x  y</code></p>"
    assert text(html) == "Run\n\na  b\n    c\n\nthen x y"
    assert marked(html) == [("code", "a  b\n    c"), ("code", "x y")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>seen</p><script>if (a < b) { hidden() }</script>",
        "<style>p { color: red }</style>seen<noscript>hidden</noscript>",
        "<p hidden>hidden</p>seen<span style='color: red; DISPLAY : none'>hidden</span>",
        "<head><title>hidden</title></head><body>seen<select><option>hidden</select>",
        "seen<!-- hidden --><svg><text>hidden</text></svg><iframe>hidden</iframe>",
        "<div style='display:none'><p>hidden<br>hidden</p></div>seen",
    ],
)
def test_what_a_page_does_not_show_is_not_told(html: str) -> None:
    assert text(html) == "seen"


@pytest.mark.parametrize(
    ("image", "plain"),
    [
        ("<img src='a.jpg' alt='Traders at the exchange'>", "[Image: Traders at the exchange]"),
        ("<img src='p.gif' alt='Visit our site' width='1' height='1'>", ""),
        ("<img src='a.jpg' alt='image'>", ""),
        ("<img src='a.jpg' alt='photo video'>", ""),
        ("<img src='a.jpg' alt='DSC_1234.JPG'>", ""),
        ("<img src='a.jpg' alt=''>", ""),
        ("<img src='a.jpg'>", ""),
    ],
)
def test_a_picture_is_told_of_only_where_its_words_say_something(image: str, plain: str) -> None:
    assert text(image) == plain


def test_a_picture_that_repeats_the_title_or_another_is_not_told_of() -> None:
    pictures = "<img alt='Stocks rise again'><img alt='A trader at work'><img alt='A trader at work'>Words."
    assert to_body(pictures, base_url=None, title="Stocks rise again").text == "[Image: A trader at work]\nWords."


def test_a_bullet_is_in_its_items_mark_only() -> None:
    assert marked("<ul><li><b>BYD</b> rose</li></ul>") == [("item", "• BYD rose"), ("strong", "BYD")]


def test_inline_markup_nests_and_its_marks_fit_the_words() -> None:
    html = "<p>The <a href='/hsi'>Hang <b>Seng</b></a> <em>rose <strong> 0.7%</strong></em> .</p>"
    body = to_body(html, base_url=BASE)
    assert body.text == "The Hang Seng rose 0.7% ."
    assert marked(html) == [
        ("link", "Hang Seng"),
        ("strong", "Seng"),
        ("emphasis", "rose 0.7%"),
        ("strong", "0.7%"),
    ]
    assert body.marks[0].href == "https://x.example/hsi"


def test_block_marks_cover_whole_lines() -> None:
    html = "a<blockquote><p>one</p><p>two</p></blockquote>b<h3>head</h3>c<ul><li>item<ul><li>sub</ul></ul>"
    body = to_body(html, base_url=BASE)
    lines = {mark.kind: body.text[mark.start : mark.end] for mark in body.marks}
    assert lines == {"quote": "one\n\ntwo", "heading": "head", "item": "  • sub"}
    for mark in body.marks:
        assert mark.start == 0 or body.text[mark.start - 1] == "\n"
        assert body.text[mark.end : mark.end + 1] in ("", "\n")


def test_only_safe_links_are_links() -> None:
    html = "<a href='javascript:x()'>a</a> <a href='data:,x'>b</a> <a>c</a> <a href='mailto:d@x.example'>d</a>"
    body = to_body(html + "<a href='#e'></a>", base_url=None)
    assert body.text == "a b c d"
    assert [mark.href for mark in body.marks] == ["mailto:d@x.example"]


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("Fed &amp; ECB: a < b", "Fed & ECB: a < b"),
        ("F&amp;amp;O <b>up</b>", "F&O up"),
        ("It&amp;#8217;s<p>", "It’s"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;", "One\n\nTwo & three"),
        ("it&#146;s &#128;5<br>", "it’s €5"),
        ("&#128104;&#8205;&#128105;<br>", "👨\u200d👩"),
        ("&#27;[31mred&#x9b;0m \x1b]0;x\x07&#0;&#xD800;<br>", "red›0m \ufffd\ufffd"),
    ],
)
def test_references_become_characters_however_often_they_were_escaped(html: str, plain: str) -> None:
    assert text(html) == plain


def test_text_without_tags_keeps_its_paragraphs_and_lines() -> None:
    assert text("One.\n\n\n Two,\nin lines &amp; all.\r\n\r\nThree.") == "One.\n\nTwo,\nin lines & all.\n\nThree."


def test_hard_wrapped_text_is_unwrapped() -> None:
    wrapped = (
        "The benchmark rose to its highest level in more than four months\n"
        "after Beijing gave its strongest support yet to private firms, and\n"
        "turnover grew.\n\nShares fell later."
    )
    assert text(wrapped).count("\n") == 2
    assert "months after Beijing" in text(wrapped)


def test_plain_text_is_taken_as_it_is() -> None:
    assert plain_body("a &amp; <b>b</b>\x1b[0m\n\nc").text == "a &amp; <b>b</b>\n\nc"


TAGS = ("p", "b", "i", "ul", "ol", "li", "table", "tr", "td", "pre", "code", "blockquote", "h2", "br", "q", "div", "a")
PIECES = st.sampled_from(
    ["<a href='/x'>", "<img alt='two words'>", *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS)]
)
WORDS = st.text(st.sampled_from("ab 1\n\t&<>;\x1b[m\u0301\u200d👩é\x85\u202e"), max_size=8)


@settings(max_examples=300)
@given(st.lists(st.one_of(PIECES, WORDS)).map("".join))
def test_every_mark_lies_in_the_text_and_the_text_is_clean(html: str) -> None:
    body = to_body(html, base_url=BASE)
    assert clean(body.text) == body.text
    assert body.text.strip("\n") == body.text
    assert "\n\n\n" not in body.text or "<pre>" in html
    for mark in body.marks:
        assert 0 <= mark.start < mark.end <= len(body.text)
        assert body.text[mark.end - 1] not in " \n"
        assert (mark.href is not None) == (mark.kind == "link")
    assert list(body.marks) == sorted(body.marks, key=lambda mark: (mark.start, -mark.end))


@given(st.lists(st.text(st.sampled_from("abc é%"), min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_a_links_mark_covers_exactly_the_words_of_its_anchor(anchors: list[str]) -> None:
    html = "<p>" + " and ".join(f"<a href='/{index}'>{words}</a>" for index, words in enumerate(anchors)) + "</p>"
    body = to_body(html, base_url=BASE)
    assert [body.text[mark.start : mark.end] for mark in body.marks] == [" ".join(words.split()) for words in anchors]
    assert [mark.href for mark in body.marks] == [f"https://x.example/{index}" for index in range(len(anchors))]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<p><a>" * 100_000,
        "<b>" * 30_000 + "</i>" * 30_000 + "x",
        "<!--" * 100_000,
        "<ul><li>" * 10_000 + "x",
        "<table><tr><td>x" * 10_000,
        "<a href='" + "x" * 1_000_000 + "'>x</a>",
        "<" * 100_000,
        "<a " + "b=1 " * 50_000 + ">x</a>",
    ],
    ids=["nested", "unclosed", "unopened", "comments", "lists", "tables", "attribute", "less", "attributes"],
)
def test_hostile_markup_costs_no_recursion_and_gives_a_body(html: str) -> None:
    assert isinstance(to_body(html, base_url=None), Body)


def test_a_body_without_end_is_cut_and_says_so() -> None:
    html = "<p>word <b>bold</b></p>" * (MAX_HTML // 20)
    body = to_body(html, base_url=None)
    assert len(body.text) <= MAX_TEXT
    assert body.text.endswith("…")
    assert 0 < len(body.marks) <= MAX_MARKS
    assert len(plain_body("x" * (MAX_TEXT + 5)).text) == MAX_TEXT
