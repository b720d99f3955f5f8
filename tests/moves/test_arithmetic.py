"""Whether a move's figures agree within the rounding of what was printed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.model import Check, Instrument, Move
from tapewire.moves.arithmetic import Printed, check, check_move
from tapewire.moves.figures import Figure


def printed(text: str | None) -> Printed | None:
    return None if text is None else Printed(float(text.replace(",", "")), len(text.partition(".")[2]))


@pytest.mark.parametrize(
    ("percent", "change", "level", "previous", "expected"),
    [
        ("-0.64", "-153.88", "23916.06", None, "agrees"),
        ("0.64", "153.88", "23836.06", None, "agrees"),  # 0.6497%: cut off rather than rounded
        ("0.64", "153.88", "23116.06", None, "conflicts"),  # 0.670%
        ("-0.46", "-153.88", "23916.06", None, "conflicts"),  # two digits changed places
        ("1.2", None, "38220.15", "37766.94", "agrees"),
        ("1.2", None, "38220.15", "36766.94", "conflicts"),
        (None, "-0.35", "158.78", "159.13", "agrees"),
        (None, "-0.53", "158.78", "159.13", "conflicts"),
        ("2", "0.3", None, "15.0", "agrees"),
        ("5", "0.3", None, "15.0", "conflicts"),
        ("5", "1000", "21000", None, "agrees"),
        ("1.5", "300", "20100", None, "agrees"),
        ("0", "0", "100.5", None, "agrees"),
        ("-50", "-10", "10", None, "agrees"),
        # Too little is stated, or a level that a percentage cannot be of.
        ("1.2", None, "38220.15", None, "unknown"),
        ("1.2", "3", None, None, "unknown"),
        (None, "3", "38220.15", None, "unknown"),
        (None, None, None, None, "unknown"),
        ("-306", "-55.90", "-37.63", None, "unknown"),
    ],
)
def test_figures_are_held_against_one_another(
    percent: str | None, change: str | None, level: str | None, previous: str | None, expected: Check
) -> None:
    assert check(printed(percent), printed(change), printed(level), printed(previous)) == expected


def test_a_hedge_leaves_more_room() -> None:
    figures = (printed("3"), printed("50"), printed("1876"), None)
    assert check(*figures, is_hedged=True) == "agrees"
    assert check(printed("5"), *figures[1:], is_hedged=True) == "conflicts"
    assert check(printed("2.9"), *figures[1:]) == "conflicts"


def test_a_yield_moves_in_basis_points() -> None:
    assert check(None, printed("-5"), printed("4.20"), printed("4.25"), per_level=100) == "agrees"
    assert check(None, printed("-15"), printed("4.20"), printed("4.25"), per_level=100) == "conflicts"


def test_a_pair_may_be_quoted_the_other_way_round() -> None:
    # Ten lira a dollar to twelve and a half: the dollar is up a quarter, the lira down a fifth.
    figures = (printed("2.50"), printed("12.50"), None)
    assert check(printed("20.0"), *figures, is_pair=True) == "agrees"
    assert check(printed("25.0"), *figures, is_pair=True) == "agrees"
    assert check(printed("22.0"), *figures, is_pair=True) == "conflicts"
    assert check(printed("20.0"), *figures) == "conflicts"


levels = st.floats(0.5, 60_000)
changes = st.floats(-0.4, 0.6)
decimals = st.integers(0, 4)
which = st.sets(st.sampled_from(("percent", "change", "level", "previous")), min_size=3)


@given(levels, changes, decimals, decimals, decimals, which, st.booleans())
def test_figures_rounded_from_true_ones_always_agree(
    before: float,
    share: float,
    level_digits: int,
    change_digits: int,
    percent_digits: int,
    stated: set[str],
    hedged: bool,
) -> None:
    after = before * (1 + share)
    figures = {
        "percent": Printed(round(100 * share, percent_digits), percent_digits),
        "change": Printed(round(after - before, change_digits), change_digits),
        "level": Printed(round(after, level_digits), level_digits),
        "previous": Printed(round(before, level_digits), level_digits),
    }
    result = check(*(figures[name] if name in stated else None for name in figures), is_hedged=hedged)
    assert result in ("agrees", "unknown")
    assert result == "agrees" or min(figures["previous"].value, figures["level"].value) < 11


@given(st.floats(100, 60_000), changes, st.floats(1.01, 500), st.booleans())
def test_a_percentage_off_by_more_than_twice_the_rounding_conflicts(
    before: float, share: float, off: float, above: bool
) -> None:
    after = before * (1 + share)
    level, change = Printed(round(after, 2), 2), Printed(round(after - before, 2), 2)
    # Two digits' worth less what rounding the true one may bring back, and what the other figures' digits make of it.
    room = 0.15 + 100 * 0.04 / before
    wrong = Printed(round(100 * share, 1) + room * off * (1 if above else -1), 1)
    assert check(wrong, change, level, None) == "conflicts"


@given(st.floats(100, 60_000), changes, st.floats(0.05, 50))
def test_a_change_that_the_levels_do_not_make_conflicts(before: float, share: float, off: float) -> None:
    after = before * (1 + share)
    change = Printed(round(after - before, 2) + off, 2)
    assert check(None, change, Printed(round(after, 2), 2), Printed(round(before, 2), 2)) == "conflicts"


MOVE = Move(
    instrument=Instrument(name="Shell", symbol="SHEL.L", kind="stock"),
    direction="up",
    percent=2.3,
    change=0.56,
    level=25.02,
    currency="GBP",
    period="session",
    at=None,
    approx=False,
    evidence="",
    start=None,
    end=None,
)


def money(value: float, digits: int, *, minor: bool = False) -> Figure:
    return Figure("money", value, "GBP", decimals=digits, is_minor=minor)


@pytest.mark.parametrize(
    ("changes", "figures", "level", "previous", "expected"),
    [
        ({}, (money(0.56, 2, minor=True), Figure("pct", 2.3, decimals=1)), money(25.02, 2), None, "agrees"),
        ({}, (money(0.56, 2, minor=True), Figure("pct", 3.2, decimals=1)), money(25.02, 2), None, "agrees"),
        ({"percent": 3.2}, (money(0.56, 2), Figure("pct", 3.2, decimals=1)), money(25.02, 2), None, "conflicts"),
        # "2.30%" is known better than "2.3%".
        ({"level": 25.1}, (money(0.56, 4), Figure("pct", 2.3, decimals=1)), money(25.1, 2), None, "agrees"),
        ({"level": 25.1}, (money(0.56, 4), Figure("pct", 2.3, decimals=2)), money(25.1, 2), None, "conflicts"),
        # A change that was computed from the levels is no witness of its own.
        ({"percent": None}, (), money(25.02, 2), money(24.46, 2), "unknown"),
        ({"change": None, "level": 0.57, "percent": -5.0}, (Figure("pct", 5.0),), money(0.57, 2, minor=True),
         Figure("num", 60.0), "agrees"),
        # Pounds before and pence after: another unit, not another price.
        ({"change": None}, (Figure("pct", 2.3, decimals=1),), money(25.02, 2), money(2446.0, 0), "unknown"),
    ],
)  # fmt: skip
def test_a_move_is_checked_with_the_digits_of_its_statement(
    changes: dict[str, Any], figures: tuple[Figure, ...], level: Figure, previous: Figure | None, expected: Check
) -> None:
    assert check_move(replace(MOVE, **changes), figures, level, previous) == expected
