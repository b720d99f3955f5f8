"""What the newsroom tells of events: their stories, where these disagree, and their thread."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.analysis import Digest, analyse
from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Body, Feed
from tapewire.newsroom import Newsroom
from tapewire.state.store import StateStore

NOON = datetime(2025, 3, 17, 12, tzinfo=UTC)
POST, WIRE = (
    Feed(key=f"https://{name}.example", url=f"https://{name}.example", name=name) for name in ("Post", "Wire")
)
BID = "Supermarket group Northgate has offered 3.1 billion pounds for Palisade Foods, the maker of Marlow biscuits, {}"


@pytest.fixture
def newsroom(tmp_path: Path):
    """Two sources on a bid and, a week later, on a better one; and on a market's close, with other figures."""
    library = Library.open(None)
    stories = (
        (POST, "bid", 0, "Northgate offers 3.1 billion pounds for Palisade Foods", BID.format("it said.")),
        (WIRE, "bid-wire", 1, "Palisade Foods bid for by Northgate", BID.format("in Britain's largest food deal.")),
        (POST, "raised", 200, "Northgate raises Palisade offer", "Northgate has raised its offer for Palisade Foods."),
        (POST, "close", 30, "Hang Seng ends up", "The Hang Seng Index closed 0.6 per cent higher at 22,741.30."),
        (WIRE, "close-wire", 31, "Hang Seng closes higher", "The Hang Seng Index closed 0.9 per cent up at 22,741.30."),
    )
    for feed, name, hours, title, text in stories:
        entry = Entry(
            id=name.encode().hex().ljust(16, "0")[:16],
            title=title,
            url=None,
            author=None,
            published=NOON + timedelta(hours=hours),
            body=Body(text=text),
        )
        fresh = (analyse(entry),)
        library.store(feed, Digest(title="", fresh=fresh, unchanged=(), warnings=()), now=entry.published)
    newsroom = Newsroom(feeds=(POST, WIRE), library=library, state=lambda: StateStore.open(tmp_path / "state.json"))
    yield newsroom
    newsroom.close()


def named(name: str) -> str:
    return name.encode().hex().ljust(16, "0")[:16]


def test_a_lists_stories_have_the_event_that_they_share(newsroom):
    events = newsroom.events([named(name) for name in ("bid", "bid-wire", "raised", "nobody")])
    assert events.keys() == {named("bid"), named("bid-wire")}
    event = events[named("bid-wire")]
    assert event is events[named("bid")]
    assert (event.lead.source, [each.headline.source for each in event.others]) == ("Post", ["Wire"])


def test_a_thread_is_told_from_the_oldest_to_the_newest(newsroom):
    lines = [(entry.place, entry.headline.id, entry.others) for entry in newsroom.thread(named("raised"))]
    assert lines[0][:2] == ("before", named("bid"))
    assert lines[-1] == ("event", named("raised"), 0)
    assert [entry.place for entry in newsroom.thread(named("bid"))][-1] == "after"
    assert newsroom.thread(named("nobody")) == ()


def test_sources_that_disagree_on_a_figure_are_named(newsroom):
    (difference,) = newsroom.differences(named("close"))
    assert [(said.headline.source, said.move.percent) for said in difference.statements] == [
        ("Post", 0.6),
        ("Wire", 0.9),
    ]
    assert newsroom.differences(named("bid")) == newsroom.differences(named("nobody")) == ()
