"""Reasons and checks of whole texts: who shares a reason, what the headline adds, what merging keeps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.model import Move
from tapewire.moves import explain, parse_moves
from tapewire.moves.merge import merge_moves


def why(text: str, title: str = "") -> dict[str, str | None]:
    return {move.instrument.name: move.reason for move in parse_moves(text, title=title)}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "The Dow fell 0.5%, the S&P 500 lost 0.8% and the Nasdaq dropped 1.2% as bond yields climbed.",
            dict.fromkeys(("Dow", "S&P 500", "Nasdaq"), "as bond yields climbed"),
        ),
        (
            "On hopes of a truce, the S&P 500 rose 0.8% and the Nasdaq gained 1.2%.",
            dict.fromkeys(("S&P 500", "Nasdaq"), "On hopes of a truce"),
        ),
        (
            "The S&P 500 rose 0.8% while the Nasdaq fell 1.2% after Apple cut its outlook.",
            {"S&P 500": None, "Nasdaq": "after Apple cut its outlook"},
        ),
        (
            "Nvidia gained 3%, Apple added 1% and Intel fell 4% after it delayed a factory.",
            {"Nvidia": None, "Apple": None, "Intel": "after it delayed a factory"},
        ),
        (
            "Alibaba and Tencent both rose 2 per cent after Beijing ended its review.",
            dict.fromkeys(("Alibaba", "Tencent"), "after Beijing ended its review"),
        ),
        (
            "Exxon gained 2% as Brent crude climbed 3% after OPEC cut output.",
            {"Exxon": "as Brent crude climbed 3% after OPEC cut output", "Brent crude": "after OPEC cut output"},
        ),
        ("Brent crude rose 2%. The gains came after OPEC cut output.", {"Brent crude": "after OPEC cut output"}),
        (
            "Brent crude rose 2% and gold lost 1%. The gains came after OPEC cut output.",
            {"Brent crude": None, "gold": None},
        ),
    ],
)
def test_a_list_shares_a_reason_only_where_it_moves_as_one(text: str, reasons: dict[str, str | None]) -> None:
    assert why(text) == reasons


def test_one_name_has_a_reason_for_each_period() -> None:
    moves = parse_moves("Rolls-Royce, up 150% this year, added 2% after Airbus said it would raise output.")
    assert [(move.period, move.reason) for move in moves] == [
        ("ytd", None),
        ("session", "after Airbus said it would raise output"),
    ]


def test_a_reason_of_the_headline_alone_has_no_place_in_the_text() -> None:
    (move,) = parse_moves("Tencent gained 2 per cent to HK$400.", title="Tencent gains 2% on hopes of a buyback")
    assert (move.reason, move.reason_start, move.reason_end) == ("on hopes of a buyback", None, None)
    assert move.start == 0


def test_a_reason_of_the_body_goes_before_the_headlines() -> None:
    text = "Tencent closed higher on Monday. It gained 2 per cent to HK$400 after its board approved a buyback."
    (move,) = parse_moves(text, title="Tencent gains 2% on hopes of a buyback")
    assert move.reason == "after its board approved a buyback"
    assert move.reason_start is not None
    assert text[move.reason_start : move.reason_end] == move.reason


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The Dow closed down 153.88 points or 0.64 percent at 23,916.06.", "agrees"),
        ("The Dow closed down 153.88 points or 0.46 percent at 23,916.06.", "conflicts"),
        ("The Dow closed down 0.64 percent at 23,916.06.", "unknown"),
        ("OCBC Bank added 0.2 per cent, or 3 cents, to close at $12.88 in Singapore.", "agrees"),
        ("Brent crude rose 2.0% to $84.10 a barrel from $82.45.", "agrees"),
        ("Brent crude rose 3.0% to $84.10 a barrel from $82.45.", "conflicts"),
        ("The dollar fell to 158.78 yen from 159.13 yen.", "unknown"),
        ("The 10-year Treasury yield fell 5 basis points to 4.20% from 4.25%.", "agrees"),
        ("The 10-year Treasury yield fell 15 basis points to 4.20% from 4.25%.", "conflicts"),
        ("The Hang Seng fell about 300 points, or nearly 1.5 per cent, to 20,100.", "agrees"),
        ("S&P 500 4262.73 +89.62 +2.15", "agrees"),
    ],
)
def test_the_figures_of_a_statement_are_checked(text: str, check: str) -> None:
    assert [move.check for move in parse_moves(text)] == [check]


def test_figures_told_in_two_places_are_checked_together() -> None:
    text = "The Dow fell 0.64 percent.\n\nThe Dow ended the day down 153.88 points at 23,916.06."
    assert [move.check for move in parse_moves(text)] == ["agrees"]


def test_the_explanation_tells_why_and_whether_the_figures_agree() -> None:
    told = explain("The Dow closed down 153.88 points or 0.64 percent at 23,916.06 after the Fed raised rates.")
    assert told.endswith("· the figures agree\n  because after the Fed raised rates")


WORDLY = """
Tencent The Hang Seng Index Brent rose fell gained was closed up down by a half of one per cent percent pct two basis
points point cents cent yen won sen p quarter unchanged no change not changed flat, Tuesday. nearly percentage an five
pence dollars at to
"""


@given(st.lists(st.sampled_from(WORDLY.split()), max_size=25).map(" ".join))
def test_no_text_is_passed_over_that_states_a_move_in_words(text: str) -> None:
    # The explanation reads every text to its end.
    assert ("\n  move " in explain(text)) == bool(parse_moves(text))


names = st.sampled_from(("Tencent", "The Hang Seng Index", "Brent crude", "Shares of Tesla", "The euro"))
verbs = st.sampled_from(("rose", "fell", "gained", "was down", "tumbled"))
reasons = st.sampled_from(
    (
        "",
        ", as oil fell 3%",
        " after it cut its outlook",
        ", helped by a 2% rise in Alibaba,",
        " on hopes of stimulus",
        " after a 0.6% dip on Monday",
        ". The move came after talks failed",
    )
)
clauses = st.tuples(names, verbs, st.decimals(0, 30, places=1), reasons)


def told(clause: tuple[str, str, object, str]) -> str:
    name, verb, percent, reason = clause
    return f"{name} {verb} {percent}%{reason}"


@given(st.lists(clauses, min_size=1, max_size=4), st.sampled_from((". ", ", while ", ", and ", "\n\n", "; ")))
def test_a_reason_is_a_run_of_the_text_clear_of_the_moves_figures(
    chosen: list[tuple[str, str, object, str]], joint: str
) -> None:
    text = joint.join(told(clause) for clause in chosen) + "."
    moves = parse_moves(text)
    for move in moves:
        if move.reason is not None:
            assert move.reason_start is not None
            assert move.reason_end is not None
            assert text[move.reason_start : move.reason_end] == move.reason
            assert all(not _overlaps(figure, move) for figure in _figures(text, move))
    assert merge_moves(moves) == moves


def _figures(text: str, move: Move) -> list[tuple[int, int]]:
    """Where the move's own figures stand, which are those of its evidence that it has for its percentage."""
    percent = f"{abs(move.percent or 0.0):.1f}%"
    return [
        found.span()
        for found in re.finditer(re.escape(percent), text)
        if found.start() >= (move.start or 0) and found.end() <= (move.end or 0)
    ]


def _overlaps(figure: tuple[int, int], move: Move) -> bool:
    return figure[0] < (move.reason_end or 0) and (move.reason_start or 0) < figure[1]
