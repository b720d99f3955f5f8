"""The edition's figures are what its stories state, and agree with each other over all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tapewire.feeds.document import Entry
from tapewire.model import Move
from tapewire.moves import parse_moves

LABELS = json.loads((Path(__file__).parent / "moves.json").read_text("utf-8"))
FIGURES = ("direction", "percent", "change", "level", "currency", "period")

CLOSES = {
    "^HSI": (25012.35, 25086.03, 25389.60, 25446.22, 25187.51, 25140.36, 25706.77),
    "^HSCE": (8942.83, 9041.20, 8985.76, 8962.40, 9170.63),
    "HSTECH.HK": (5646.53, 5604.18, 5803.47),
    "000001.SS": (3812.51, 3874.47, 3870.60, 3829.87, 3821.44, 3846.90),
    "000300.SS": (4486.10, 4534.28),
    "399001.SZ": (12771.01, 12740.36, 12931.72),
    "399006.SZ": (2985.12, 3051.08),
    "000688.SS": (1318.44, 1296.95),
    "^N225": (43459.29, 43512.60, 43968.11),
    "^GSPC": (6587.47, 6584.29, 6615.28, 6606.76, 6648.15),
    "^DJI": (46108.00, 45834.22, 45883.45, 45757.90, 46018.32),
    "^IXIC": (22043.07, 22141.10, 22348.75, 22333.96, 22591.40),
    "^RUT": (2403.03, 2441.48),
    "^STOXX": (550.84, 550.12),
    "^GDAXI": (23329.24, 23359.18),
    "^FCHI": (7818.22, 7786.98),
    "^FTSE": (9195.66, 9208.37),
    "^KS11": (3413.40, 3461.30),
    "^TWII": (25438.25, 25769.36),
    "BZ=F": (66.42, 68.15),
    "CL=F": (62.30, 64.09),
    "NVDA": (174.88, 181.70),
    "AMD": (160.46, 168.98),
    "MU": (158.80, 164.85),
    "9988.HK": (152.40, 160.60),
    "0700.HK": (612.00, 629.50),
    "1810.HK": (53.80, 54.10, 56.45),
    "3690.HK": (98.20, 97.85),
    "0005.HK": (104.60, 105.70),
    "1299.HK": (73.15, 74.90),
    "0388.HK": (438.80, 452.60),
    "0016.HK": (93.40, 96.20),
    "0981.HK": (71.55, 69.05),
    "1347.HK": (58.60, 57.05),
    "1211.HK": (110.60, 108.30),
    "7203.T": (2881.0, 2794.5),
    "6902.T": (2098.0, 2031.0),
}
"""What each instrument closed at, day by day; a stated per cent or change is counted from one of them."""


@pytest.fixture(scope="module")
def stated(stories: tuple[Entry, ...]) -> Mapping[str, tuple[Move, ...]]:
    """The moves of every story, by its address."""
    return {story.url or "": parse_moves(story.body.text, title=story.title) for story in stories}


def half_a_digit(percent: float) -> float:
    """How far the truth may lie from a per cent as printed, and a hair for the prices' own rounding."""
    decimals = len(f"{percent:.2f}".rstrip("0").partition(".")[2])
    return 0.5 * 10.0**-decimals + 0.002


def test_labelled_evidence_stands_in_its_story(stories: tuple[Entry, ...]) -> None:
    texts = {story.url: story.body.text for story in stories}
    for label in LABELS:
        for move in label["moves"]:
            assert move["evidence"] in texts[label["url"]]


@pytest.mark.parametrize("label", LABELS, ids=[label["url"].removeprefix("https://") for label in LABELS])
def test_labelled_stories_give_exactly_their_moves(
    label: dict[str, Any], stated: Mapping[str, tuple[Move, ...]]
) -> None:
    def is_wanted(move: Move, wanted: dict[str, Any]) -> bool:
        symbols = {move.instrument.symbol, wanted["symbol"]}
        shorter, longer = sorted((move.instrument.name.casefold(), wanted["name"].casefold()), key=len)
        is_same = shorter in longer if None in symbols else len(symbols) == 1
        return is_same and all(getattr(move, name) == wanted[name] for name in FIGURES)

    missed = list(label["moves"])
    invented = []
    for move in stated[label["url"]]:
        match = next((wanted for wanted in missed if is_wanted(move, wanted)), None)
        if match is None:
            invented.append(move)
        else:
            missed.remove(match)
    assert (missed, invented) == ([], [])


def test_level_change_and_per_cent_of_a_move_agree(stated: Mapping[str, tuple[Move, ...]]) -> None:
    checked = 0
    for move in (move for moves in stated.values() for move in moves):
        if move.percent is not None and move.change is not None and move.level is not None:
            before = move.level - move.change
            assert 100 * move.change / before == pytest.approx(move.percent, abs=half_a_digit(move.percent)), move
            checked += 1
    assert checked > 20


def test_figures_agree_over_all_stories(stated: Mapping[str, tuple[Move, ...]]) -> None:
    checked = set()
    for url, moves in stated.items():
        for move in moves:
            closes = CLOSES.get(move.instrument.symbol or "")
            if (
                closes is None
                or move.level is None
                or move.percent is None
                or move.period not in ("session", "intraday")
            ):
                continue
            off = half_a_digit(move.percent)
            assert any(abs(100 * (move.level / close - 1) - move.percent) <= off for close in closes), (url, move)
            if move.at == "close":
                assert move.level in closes, (url, move)
            checked.add(move.instrument.symbol)
    assert len(checked) > 30


def test_two_stories_in_three_state_moves(stated: Mapping[str, tuple[Move, ...]]) -> None:
    with_moves = sum(bool(moves) for moves in stated.values())
    assert 0.55 < with_moves / len(stated) < 0.75
    assert max(len(moves) for moves in stated.values()) >= 12
