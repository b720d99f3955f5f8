"""Stories typed by hand, and libraries to put them in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from tapewire.analysis import AnalysedEntry, Digest, fingerprint
from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Body, Feed, Instrument, Mark, Move
from tapewire.related.index import Term


class Analysed(Protocol):
    """Makes an entry as the worker hands it over. Names are padded to ids of sixteen characters."""

    def __call__(
        self,
        name: str,
        title: str = ...,
        text: str = ...,
        *,
        published: datetime | None = ...,
        marks: tuple[Mark, ...] = ...,
        moves: tuple[Move, ...] = ...,
        terms: tuple[Term, ...] = ...,
        url: str | None = ...,
    ) -> AnalysedEntry: ...


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def hour() -> timedelta:
    return timedelta(hours=1)


@pytest.fixture(scope="session")
def story_id() -> Callable[[str], str]:
    return lambda name: name.encode().hex().ljust(16, "0")[:16]


@pytest.fixture(scope="session")
def feed() -> Callable[[str], Feed]:
    return lambda name: Feed(key=f"https://{name}.example/feed", url=f"https://{name}.example/feed", name=name.title())


@pytest.fixture(scope="session")
def analysed(story_id: Callable[[str], str]) -> Analysed:
    def make(
        name: str,
        title: str = "Markets rise",
        text: str = "Shares rose on Friday.",
        *,
        published: datetime | None = None,
        marks: tuple[Mark, ...] = (),
        moves: tuple[Move, ...] = (),
        terms: tuple[Term, ...] = (),
        url: str | None = "https://news.example/story",
    ) -> AnalysedEntry:
        body = Body(text=text, marks=marks)
        entry = Entry(id=story_id(name), title=title, url=url, author="A. Writer", published=published, body=body)
        return AnalysedEntry(entry=entry, moves=moves, badge=None, terms=terms, fingerprint=fingerprint(title, body))

    return make


@pytest.fixture(scope="session")
def digest() -> Callable[..., Digest]:
    return lambda *fresh: Digest(title="", fresh=fresh, unchanged=(), warnings=())


@pytest.fixture(scope="session")
def move() -> Move:
    return Move(
        instrument=Instrument(name="Hang Seng Index", symbol="^HSI", kind="index"),
        direction="up",
        percent=0.7,
        change=None,
        level=22774.46,
        currency=None,
        period="session",
        at="close",
        approx=False,
        evidence="Shares rose",
        start=0,
        end=11,
        reason="on hopes",
        reason_start=12,
        reason_end=20,
        check="agrees",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture(params=["file", "memory"])
def library(request: pytest.FixtureRequest, path: Path) -> Iterator[Library]:
    opened = Library.open(path if request.param == "file" else None)
    yield opened
    opened.close()
