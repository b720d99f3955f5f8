from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from rich.cells import cell_len

from tapewire.model import Badge, Headline
from widgets.headline_row import headline_row, source_width


@pytest.fixture
def row(make_headline: Callable[..., Headline], now: datetime) -> Callable[..., str]:
    def drawn(width: int, source_column: int = 0, **changes: object) -> str:
        headline = make_headline(2, **changes)
        return "".join(piece.text for piece in headline_row(headline, width=width, now=now, source=source_column))

    return drawn


def test_a_row_has_dot_star_age_source_title_and_badge(
    row: Callable[..., str], make_badge: Callable[..., Badge]
) -> None:
    assert row(64, 10, is_saved=True, badge=make_badge()) == "●★     2h Morning T… Story 2".ljust(54) + "▲ HSI 0.7%"
    assert row(64, 14, is_read=True) == "       2h Morning Tape   Story 2".ljust(64)


def test_a_narrow_row_has_no_source_and_a_shorter_badge(
    row: Callable[..., str], make_badge: Callable[..., Badge]
) -> None:
    assert row(40, badge=make_badge(direction="down")) == "●      2h Story 2                 ▼ 0.7%"
    assert row(24, badge=make_badge()) == "●      2h Story 2       "


def test_a_story_without_title_says_so(row: Callable[..., str]) -> None:
    assert row(30, title="") == "●      2h (no title)          "


@pytest.mark.parametrize("width", [20, 39, 40, 59, 60, 80, 200])
def test_every_row_is_as_wide_as_the_list(
    row: Callable[..., str], make_badge: Callable[..., Badge], hostile_titles: tuple[str, ...], width: int
) -> None:
    for title in hostile_titles:
        for badge in (None, make_badge(label=title)):
            assert cell_len(row(width, width // 5, title=title, source=title, badge=badge)) == width


def test_the_sources_column_is_as_wide_as_the_widest_source_where_the_title_can_spare_it() -> None:
    assert [source_width(width, 14) for width in (60, 89, 90, 400)] == [0, 0, 14, 14]
    assert [source_width(width, 5) for width in (59, 60, 90)] == [0, 5, 5]
    assert [source_width(width, 1_000) for width in (90, 400)] == [18, 24]
