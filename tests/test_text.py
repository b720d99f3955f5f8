"""The door: what comes out is safe to show, and the words are still there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.text import MAX_TITLE, MAX_URL, clean, clean_line, plain_title, safe_url, shorten, unescape

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cf", "Mn", "Cc"]),
        st.sampled_from("\x1b[]PX^_31;m\x07\\\x9b\x9d\x9c\x90\u200d\u200c\ufe0f👩🏽क्म\u0301a1 \r\n\t\x85\u2028<&"),
    )
)


@given(HOSTILE)
def test_whatever_comes_in_nothing_comes_out_that_a_terminal_obeys(text: str) -> None:
    assert not UNSAFE.search(clean(text))


@given(HOSTILE)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(HOSTILE)
def test_a_clean_line_is_one_line_with_single_blanks(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1;31mred\x9bm", "red"),
        ("a\x1b]52;c;cm0gLXJm\x07b", "ab"),
        ("a\x1b]8;;http://evil.example/\x1b\\b", "ab"),
        ("a\x9d52;c;cm0gLXJm\x9cb", "ab"),
        ("a\x90q#0;2;0;0;0\x9cb", "ab"),
        ("a\x1bPq...\x1b\\b\x1b_x\x1b\\\x1b^y\x1b\\c", "abc"),
        ("a\x1bcb\x1b(0c\x1b7d", "abcd"),
        ("a\x1b\u200b[2Jb", "a[2Jb"),
        ("end\x1b", "end"),
    ],
    ids=["sgr", "c1-csi", "clipboard", "link", "c1-osc", "c1-dcs", "dcs-apc-pm", "short", "split", "lone"],
)
def test_escape_sequences_go_as_a_whole(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


def test_an_unfinished_escape_string_does_not_swallow_the_words_after_it() -> None:
    assert clean("\x1b]0;Fed cuts rates\nStocks rise") == "0;Fed cuts rates\nStocks rise"


def test_every_kind_of_line_break_becomes_a_line_feed_and_every_blank_a_blank() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"
    assert clean("0.7\xa0%\u202f\u2009\u3000x") == "0.7 %   x"


def test_bidirectional_and_invisible_characters_go() -> None:
    assert clean("gain\u202eniag\u202c \u2066x\u2069 a\u200bb\ufeffc\xadd e\U000e0041\U000e007f") == "gainniag x abcd e"


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "नम\u200cस्\u200dते", "می\u200cخواهم", "葛\U000e0100"]
)
def test_joiners_stay_where_they_join_emoji_or_letters(text: str) -> None:
    assert clean(text) == text


def test_joiners_go_where_they_only_make_equal_words_differ() -> None:
    assert clean("Xi\u200daomi\u200d \ufe0fA\ufe0f") == "Xiaomi A"


def test_a_pile_of_combining_marks_is_capped_and_a_normal_one_kept() -> None:
    assert clean("Z" + "\u0301" * 40 + "algo") == "Z" + "\u0301" * 5 + "algo"
    assert clean("e\u0302\u0301 ก\u0e36\u0e49") == "e\u0302\u0301 ก\u0e36\u0e49"


def test_halves_of_surrogate_pairs_are_joined_and_lone_ones_replaced() -> None:
    assert clean("a\ud83d\ude00b\ud83dc\udc00") == "a😀b\ufffdc\ufffd"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("[Video] Fed cuts", "[Video] Fed cuts"),
        ("stocks up [10%] [/b]", "stocks up [10%] [/b]"),
        ("a < b and c > d", "a < b and c > d"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("we <3 markets", "we <3 markets"),
        ("F&amp;O: S&amp;amp;P", "F&O: S&P"),
        ("It&amp;#8217;s &quot;up&quot;", 'It’s "up"'),
        ("P&L&copy=1 AT&T", "P&L&copy=1 AT&T"),
        ("<b>Xiaomi</b> <a href='x'>4.9%</a><br/>up", "Xiaomi 4.9% up"),
        ("&lt;em&gt;HSI&lt;/em&gt; rises", "HSI rises"),
        ("one<!-- note --> line\n  or two", "one line or two"),
        ("&#27;[31mred", "red"),
        ("  ", ""),
    ],
)
def test_a_title_loses_markup_and_escapes_and_keeps_its_words(raw: str, title: str) -> None:
    assert plain_title(raw) == title


def test_a_title_without_end_is_cut_at_a_word() -> None:
    title = plain_title("<b " * 200_000 + "rises " * 10_000)
    assert len(title) <= MAX_TITLE
    assert plain_title("word " * 1_000).endswith("word…")


@pytest.mark.parametrize(
    ("address", "base", "safe"),
    [
        ("https://x.example/a?b=1&c=2", None, "https://x.example/a?b=1&c=2"),
        ("  http://x.example/a\n", None, "http://x.example/a"),
        ("http://x.example/a b\n\tc", None, "http://x.example/a%20bc"),
        ("/a", "https://x.example/b/c", "https://x.example/a"),
        ("../a", "https://x.example/b/c", "https://x.example/a"),
        ("//x.example/a", None, "https://x.example/a"),
        ("mailto:desk@x.example", None, "mailto:desk@x.example"),
        ("http://x.example/\x1b]8;;\x07\u202ea", None, "http://x.example/a"),
        ("/a", None, None),
        ("/a", "/home/me/feed.xml", None),
        ("javascript:alert(1)", "https://x.example/", None),
        (" JaVaScRiPt\n:alert(1)", "https://x.example/", None),
        ("java\x00script:alert(1)", "https://x.example/", None),
        ("data:text/html,x", None, None),
        ("file:///etc/passwd", "https://x.example/", None),
        ("http://", None, None),
        ("http://[::1", None, None),
        ("", "https://x.example/", None),
        ("http://x.example/" + "a" * MAX_URL, None, None),
    ],
)
def test_only_whole_web_and_mail_addresses_are_safe(address: str, base: str | None, safe: str | None) -> None:
    assert safe_url(address, base) == safe


@given(HOSTILE, st.sampled_from([None, "https://x.example/a/"]))
def test_a_safe_address_holds_no_blank_and_nothing_unsafe(address: str, base: str | None) -> None:
    url = safe_url(address, base)
    assert url is None or (url.startswith(("http://", "https://", "mailto:")) and not re.search(r"[\s\"<>]", url))
    assert url is None or clean(url) == url


def test_references_need_their_semicolon() -> None:
    assert unescape("&amp; &#8217; &#x2019; &copy &notin;") == "& ’ ’ &copy ∉"


def test_shortening_keeps_what_fits() -> None:
    assert shorten("Hang Seng", 9) == "Hang Seng"
    assert shorten("Hang Seng Index", 10) == "Hang Seng…"
    assert shorten("x" * 20, 5) == "xxxx…"
