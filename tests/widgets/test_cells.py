from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.cells import ELLIPSIS, clusters, cut, pad, pad_left

# What titles are made of. A joiner without anything to join does not get past ``tapewire.text``.
TITLES = st.lists(
    st.sampled_from(["a", "b1", " ", "-", "，", "升", "跌日", "🚀", "👩\u200d👧", "❤\ufe0f", "e\u0301", "é", "🇭🇰"]),
    max_size=40,
).map("".join)


@given(st.text(st.sampled_from("a 升🚀\u0301\u200d\ufe0f")))
def test_clusters_cover_the_text_without_gap_or_overlap(text: str) -> None:
    parts = list(clusters(text))
    assert "".join(text[start:end] for start, end, _cells in parts) == text
    assert [start for start, _end, _cells in parts[1:]] == [end for _start, end, _cells in parts[:-1]]


@given(TITLES, st.integers(0, 45))
def test_a_cut_text_fits_and_is_as_long_as_it_can_be(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= width
    if sum(cells for _start, _end, cells in clusters(text)) <= width:
        assert shown == (text if width else "")
    elif width:
        assert shown.endswith(ELLIPSIS)
        assert text.startswith(shown.removesuffix(ELLIPSIS))


@given(TITLES, st.integers(0, 45))
def test_a_padded_text_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(pad(text, width)) == cell_len(pad_left(text, width)) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("tape", 4, "tape"),
        ("tapes", 4, "tap…"),
        ("two words", 5, "two…"),
        ("升跌升", 6, "升跌升"),
        ("升跌升", 5, "升跌…"),
        ("升跌升", 4, "升…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("word", 1, "…"),
        ("word", 0, ""),
        ("word", -3, ""),
    ],
)
def test_what_is_left_of_a_text(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_padding_to_the_left_aligns_to_the_right() -> None:
    assert pad_left("2h", 5) == "   2h"
    assert pad("升", 5) == "升   "
