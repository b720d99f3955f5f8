"""What is worked out about a story when it arrives."""

from __future__ import annotations

import pytest

from tapewire.analysis import badge_for, fingerprint, is_edit
from tapewire.model import Badge, Body, Direction, Instrument, Kind, Mark, Move, Period


def move(
    name: str, percent: float | None, *, kind: Kind = "stock", period: Period = "session", direction: Direction = "up"
) -> Move:
    return Move(
        instrument=Instrument(name=name, symbol=None, kind=kind),
        direction=direction,
        percent=percent,
        change=None,
        level=None,
        currency=None,
        period=period,
        at=None,
        approx=False,
        evidence="",
        start=None,
        end=None,
    )


@pytest.mark.parametrize(
    ("moves", "badge"),
    [
        ((), None),
        ((move("Xiaomi", None),), None),
        ((move("Xiaomi", 0, direction="flat"),), None),
        (
            (move("Xiaomi", 4.9), move("BYD", -6.1, direction="down")),
            Badge(label="BYD", direction="down", percent=-6.1),
        ),
        (
            (move("Xiaomi", 4.9), move("Hang Seng Index", 0.7, kind="index"), move("Tech Index", 0.8, kind="index")),
            Badge(label="Hang Seng Index", direction="up", percent=0.7),
        ),
        (
            (move("Nikkei", 9.0, kind="index", period="ytd"), move("Sony", 1.0)),
            Badge(label="Sony", direction="up", percent=1.0),
        ),
        ((move("Copper", 9.0, kind="commodity", period="week"),), Badge(label="Copper", direction="up", percent=9.0)),
    ],
    ids=["none", "no figure", "unchanged", "largest", "first index", "session first", "other period"],
)
def test_the_badge_is_the_move_that_stands_for_the_story(moves: tuple[Move, ...], badge: Badge | None) -> None:
    chosen = badge_for(moves)

    assert (chosen is None) == (badge is None)
    if chosen and badge:
        assert (chosen.direction, chosen.percent) == (badge.direction, badge.percent)
        assert chosen.label[:4] == badge.label[:4] or chosen.label == "HSI"


def test_a_fingerprint_changes_with_title_text_and_links_and_with_nothing_else() -> None:
    body = Body(text="Rates fall.", marks=(Mark(start=0, end=5, kind="link", href="https://a.example"),))
    elsewhere = Body(text="Rates fall.", marks=(Mark(start=0, end=5, kind="link", href="https://b.example"),))

    prints = {
        fingerprint("News", body),
        fingerprint("News", elsewhere),
        fingerprint("News", Body(text="Rates rise.")),
        fingerprint("Newer", body),
    }

    assert len(prints) == 4
    assert fingerprint("News", body) == fingerprint("News", Body(text=body.text, marks=body.marks))


def test_a_new_analysis_is_no_edit() -> None:
    assert not is_edit("1-00ff", "2-00ff")
    assert is_edit("1-00ff", "1-00fe")
