"""What is worked out about a story when it arrives."""

from __future__ import annotations

import pytest

from tapewire import analysis
from tapewire.analysis import GONE, badge_for, digest, fingerprint, is_edit
from tapewire.feeds.document import FeedDocument
from tapewire.model import Badge, Body, Direction, Feed, Instrument, Kind, Mark, Move, Period

FEED = Feed(key="https://x.example/feed", url="https://x.example/feed", name="X")
DOCUMENT = FeedDocument(
    url=FEED.url,
    content=b"""<rss version="2.0"><channel><title>X</title>
        <item><title>Xiaomi rose 4.9% in Hong Kong</title><guid>1</guid></item>
        <item><title>BYD fell 6.1% in Hong Kong</title><guid>2</guid></item></channel></rss>""",
)


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


def test_only_what_is_new_or_edited_is_analysed() -> None:
    first = digest(DOCUMENT, FEED, {})
    one, two = first.fresh
    again = digest(DOCUMENT, FEED, {one.entry.id: one.fingerprint, two.entry.id: "2-edited"})
    assert again.unchanged == (one.entry.id,)
    assert [analysed.entry.id for analysed in again.fresh] == [two.entry.id]


def test_a_deleted_story_is_passed_over_however_it_is_edited() -> None:
    one, two = digest(DOCUMENT, FEED, {}).fresh
    again = digest(DOCUMENT, FEED, {one.entry.id: GONE})
    assert again.unchanged == (one.entry.id,)
    assert again.fresh == (two,)


def test_stories_for_which_there_is_no_time_are_brought_and_analysed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    analysed = digest(DOCUMENT, FEED, {}).fresh
    assert all(each.moves for each in analysed)
    with monkeypatch.context() as hurried:
        hurried.setattr(analysis, "DIGEST_S", 0.0)
        hasty = digest(DOCUMENT, FEED, {})
    assert [each.entry for each in hasty.fresh] == [each.entry for each in analysed]
    assert not any(each.moves or each.terms for each in hasty.fresh)
    assert hasty.warnings == ("2 stories have no moves until the feed changes: it brought too many at once.",)
    assert not any(
        is_edit(one.fingerprint, other.fingerprint) for one, other in zip(hasty.fresh, analysed, strict=True)
    )
    assert digest(DOCUMENT, FEED, {each.entry.id: each.fingerprint for each in hasty.fresh}).fresh == analysed
