from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

from tapewire.analysis import fingerprint, is_edit
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.refresh import body_hash
from tapewire.feeds.workers import Workers
from tapewire.model import Body, Feed, Instrument, OwnInstrument
from tapewire.moves import short_name
from tapewire.moves.gazetteer import gazetteer
from tapewire.moves.own import own_mark, use_own

GLOBEX = OwnInstrument(name="Globex", symbol="GBX.L", aliases=("Globex Industries", "gbx paper"))
READ = """
import json, sys
from tapewire.model import OwnInstrument
from tapewire.moves import parse_moves
from tapewire.moves.own import use_own
from tapewire.moves.wire import move_to_json
own, texts = json.load(sys.stdin)
use_own(tuple(OwnInstrument(**{**one, "aliases": tuple(one["aliases"])}) for one in own))
print(json.dumps([[move_to_json(move) for move in parse_moves(text)] for text in texts]))
"""


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    yield
    use_own(())


def read(own: tuple[OwnInstrument, ...], *texts: str) -> list[dict[str, Any]]:
    """The last move of each text, in a process that had the instruments before it read anything."""
    asked = json.dumps([[asdict(one) for one in own], texts])
    answer = subprocess.run([sys.executable, "-c", READ], input=asked, capture_output=True, text=True, check=True)
    return [moves[-1] for moves in json.loads(answer.stdout)]


def test_what_the_user_added_is_read_and_goes_before_the_tables() -> None:
    own = (
        GLOBEX,
        OwnInstrument(name="Apple", symbol="APL.L"),
        OwnInstrument(name="green hydrogen", kind="commodity"),
        OwnInstrument(name="Harbour 30", symbol="^HBR30", kind="index"),
        OwnInstrument(name="Harbour Shippers", kind="sector"),
        OwnInstrument(name="Wayfoong", symbol="0005.HK"),
    )
    moves = read(
        own,
        "The FTSE 100 fell 1%. Globex rose 2.1% to 312p.",
        "The FTSE 100 fell 1%. Globex Industries rose 2.1%.",
        "The FTSE 100 fell 1%. Shares of gbx paper rose 2.1%.",
        "Apple rose 2.1%.",
        "Oil fell 2%. Green hydrogen gained 3%.",
        "The Harbour 30 rose 12 points to 1,312.",
        "The FTSE 100 fell 1%. The Harbour Shippers index fell 2%.",
        # another name for a known company keeps its other listings
        "Wayfoong rose 2% to 912p.",
        "Wayfoong rose 2% to HK$91.20.",
    )
    assert [(move["symbol"], move["kind"]) for move in moves] == [
        ("GBX.L", "stock"),
        ("GBX.L", "stock"),
        ("GBX.L", "stock"),
        ("APL.L", "stock"),
        (None, "commodity"),
        ("^HBR30", "index"),
        (None, "sector"),
        ("HSBA.L", "stock"),
        ("0005.HK", "stock"),
    ]
    assert (moves[0]["level"], moves[0]["currency"]) == (3.12, "GBP")


async def test_the_workers_are_told() -> None:
    item = "<item><title>Globex</title><description>Globex rose 2.1% to 312p.</description></item>"
    document = FeedDocument(url="f", content=f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    use_own((GLOBEX,))
    async with Workers() as pool:
        made = await pool.digest(document, Feed(key="f", url="f", name="F"), {})
    (entry,) = made.fresh
    assert [move.instrument.symbol for move in entry.moves] == ["GBX.L"]
    assert entry.fingerprint == fingerprint("Globex", entry.entry.body)


def test_badges_show_the_user_s_name_until_it_is_taken_away() -> None:
    hsbc = Instrument(name="HSBC Holdings", symbol="0005.HK", kind="stock")
    use_own((OwnInstrument(name="Wayfoong", symbol="0005.HK", aliases=("Focus",)),))
    assert short_name(hsbc) == "Wayfoong"
    assert gazetteer().by_name["focus"][0].symbols[:2] == ("0005.HK", "HSBA.L")
    use_own(())
    assert short_name(hsbc) == "HSBC"
    assert gazetteer().by_name.get("focus") is None


def test_stories_are_read_anew_when_what_was_added_changes_and_that_is_no_edit() -> None:
    document = FeedDocument(url="https://paper.example/feed", content=b"<rss/>", content_type="text/xml")

    def marks() -> tuple[str, str, str]:
        return own_mark(), fingerprint("Title", Body(text="Text")), body_hash(document)

    without = marks()
    use_own((GLOBEX,))
    added = marks()
    use_own((OwnInstrument(name="Globex", symbol="GBX.DE", aliases=GLOBEX.aliases),))
    changed = marks()
    use_own(())
    assert marks() == without
    for n in range(3):
        assert len({without[n], added[n], changed[n]}) == 3
    assert without[0] == ""
    assert not is_edit(without[1], added[1])
