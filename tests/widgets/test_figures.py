from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.model import Badge, Move
from widgets.figures import badge_text, change_text, level_text, percent_text, period_tag


@pytest.mark.parametrize(
    ("percent", "approx", "expected"),
    [
        (0.7, False, "0.7%"),
        (-4.95, False, "4.95%"),
        (10.0, False, "10%"),
        (3.0, True, "~3%"),
        (0.0, False, "0%"),
        (0.004, False, "0.004%"),
        (1234.5, False, "1,234.5%"),
        (math.nan, False, ""),
        (math.inf, False, ""),
        (None, True, ""),
    ],
)
def test_percentages(percent: float | None, approx: bool, expected: str) -> None:
    assert percent_text(percent, approx=approx) == expected


@pytest.mark.parametrize(
    ("kind", "currency", "level", "expected"),
    [
        ("index", None, 22774.46, "22,774.46"),
        ("index", None, 38000.0, "38,000"),
        ("stock", "HKD", 47.25, "HK$47.25"),
        ("stock", "HKD", 47.2, "HK$47.20"),
        ("stock", "JPY", 3250.0, "¥3,250"),
        ("stock", "EUR", 101.5, "€101.50"),
        ("stock", "MYR", 10.5, "10.50 MYR"),
        ("currency", "JPY", 144.82, "144.82"),
        ("currency", "USD", 1.0845, "1.0845"),
        ("yield", None, 4.2, "4.20%"),
        ("yield", None, 4.0, "4.00%"),
        ("yield", None, 4.205, "4.205%"),
        ("index", None, None, ""),
        ("index", None, math.inf, ""),
    ],
)
def test_levels(
    make_move: Callable[..., Move], kind: str, currency: str | None, level: float | None, expected: str
) -> None:
    assert level_text(make_move(kind=kind, currency=currency, level=level)) == expected


@pytest.mark.parametrize(
    ("kind", "currency", "change", "expected"),
    [
        ("index", None, 153.88, "+153.88"),
        ("yield", None, -5.0, "-5 bp"),
        ("yield", None, 2.5, "+2.5 bp"),
        ("stock", "HKD", -1.2, "-HK$1.20"),
        ("currency", "JPY", 0.41, "+0.41"),
        ("index", None, None, ""),
    ],
)
def test_changes(
    make_move: Callable[..., Move], kind: str, currency: str | None, change: float | None, expected: str
) -> None:
    assert change_text(make_move(kind=kind, currency=currency, change=change)) == expected


@given(st.floats())
def test_no_figure_is_longer_than_a_column_can_be(value: float) -> None:
    assert len(percent_text(value)) <= 25


def test_the_session_goes_without_saying(make_move: Callable[..., Move]) -> None:
    assert [period_tag(make_move(period=period)) for period in ("session", "week", "ytd", "extended")] == [
        "",
        "week",
        "ytd",
        "pre/after",
    ]


@pytest.mark.parametrize(
    ("changes", "width", "labelled", "expected"),
    [
        ({}, 20, True, "▲ HSI 0.7%"),
        ({"direction": "down", "percent": -0.7}, 20, True, "▼ HSI 0.7%"),
        ({"direction": "flat", "percent": 0.0}, 20, True, "◆ HSI 0%"),
        ({"label": "Shanghai Composite"}, 16, True, "▲ Shanghai… 0.7%"),
        ({"label": "[b]恒生"}, 12, True, "▲ [b]… 0.7%"),
        ({}, 8, True, "▲ … 0.7%"),
        ({}, 7, True, "▲ 0.7%"),
        ({}, 20, False, "▲ 0.7%"),
    ],
)
def test_badges(
    make_badge: Callable[..., Badge], changes: dict[str, Any], width: int, labelled: bool, expected: str
) -> None:
    assert badge_text(make_badge(**changes), width, labelled=labelled) == expected
