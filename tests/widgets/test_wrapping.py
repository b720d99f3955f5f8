from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.cells import clusters
from widgets.wrapping import _ALL_NARROW, wrap_hard, wrap_words

PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "a",
            "tape",
            "0.7%",
            " ",
            " ",
            "  ",
            "-",
            "well-known",
            "升",
            "恒生指数",
            "，",
            "”",
            "“",
            "🚀",
            "👩\u200d👧",
            "e\u0301",
            "x" * 30,
        ]
    ),
    max_size=60,
).map("".join)
WIDTHS = st.integers(2, 30)


@given(PARAGRAPHS, WIDTHS)
def test_the_lines_of_a_paragraph_are_its_text_but_for_blanks_between_them(text: str, width: int) -> None:
    lines = list(wrap_words(text, 0, len(text), width))
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(lines)]
    assert lines[0][0] == 0
    assert set("".join(gaps) + text[lines[-1][1] :]) <= {" "}
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "")


@given(PARAGRAPHS, WIDTHS)
def test_no_line_is_wider_than_asked_and_no_character_is_cut(text: str, width: int) -> None:
    borders = {0, len(text)} | {end for _start, end, _cells in clusters(text)}
    for wrap in (wrap_words, wrap_hard):
        for start, end in wrap(text, 0, len(text), width):
            assert cell_len(text[start:end]) <= width
            assert {start, end} <= borders


@given(PARAGRAPHS, WIDTHS)
def test_code_keeps_every_blank(text: str, width: int) -> None:
    assert "".join(text[start:end] for start, end in wrap_hard(text, 0, len(text), width)) == text


@given(PARAGRAPHS, WIDTHS)
def test_a_word_that_fits_on_a_line_is_not_cut(text: str, width: int) -> None:
    whole = {word for word in text.split(" ") if word.isascii() and "-" not in word and len(word) <= width}
    shown = {word for start, end in wrap_words(text, 0, len(text), width) for word in text[start:end].split(" ")}
    assert whole - {""} <= shown


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("The index rose to a record", 10, ["The index", "rose to a", "record"]),
        ("a well-known name", 8, ["a well-", "known", "name"]),
        ("down -5 points", 6, ["down", "-5", "points"]),
        ("https://example.org/long", 10, ["https://ex", "ample.org/", "long"]),
        ("恒生指数收涨", 8, ["恒生指数", "收涨"]),
        ("恒生指数，收涨", 8, ["恒生指", "数，收涨"]),
        ("恒生（指数）", 6, ["恒生", "（指", "数）"]),
        ("小米rose 5%", 7, ["小米", "rose 5%"]),
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("  • nested item", 8, ["  •", "nested", "item"]),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in wrap_words(text, 0, len(text), width)] == expected


def test_a_stretch_inside_a_text_is_broken_by_itself() -> None:
    text = "before\nThe index rose\nafter"
    assert list(wrap_words(text, 7, 21, 9)) == [(7, 16), (17, 21)]


def test_characters_that_are_taken_for_narrow_are() -> None:
    narrow = [character for character in map(chr, range(0x3000)) if _ALL_NARROW(character)]
    assert len(narrow) > 700
    assert {cell_len(character) for character in narrow} == {1}


class CountedText(str):
    """A text that counts how many of its characters were looked at."""

    looked_at = 0

    def __getitem__(self, place: object) -> str:
        piece = super().__getitem__(place)  # type: ignore[index]
        CountedText.looked_at += len(piece)
        return piece


@pytest.mark.parametrize("piece", ["word ", "升", "x", "e\u0301", "“quoted” "])
def test_the_work_grows_with_the_text_alone(piece: str) -> None:
    def work(length: int) -> int:
        CountedText.looked_at = 0
        text = CountedText(piece * (length // len(piece)))
        assert list(wrap_words(text, 0, len(text), 72))
        return CountedText.looked_at

    assert work(40_000) < 12 * 40_000
    assert work(40_000) < 4.5 * work(10_000)
