"""Stories to rank and to group: those labelled by hand, and ways to make one."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.model import Instrument, Move
from tapewire.moves import parse_moves
from tapewire.related.events import Arrival, join
from tapewire.related.index import Term
from tapewire.related.memory import MemoryBook, MemoryIndex
from tapewire.related.ranking import Ranked, rank, related
from tapewire.related.terms import story_terms

START = datetime(2025, 3, 3, tzinfo=UTC)

MakeMove = Callable[..., Move]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A story as a test gives it."""

    id: str
    title: str
    text: str = ""
    published: datetime | None = START
    moves: tuple[Move, ...] = ()
    event: str = ""
    """The event that it tells of, where that is known."""
    source: str = ""

    @property
    def terms(self) -> tuple[Term, ...]:
        return story_terms(self.title, self.text, self.moves)


class Collection:
    """Stories in memory that have arrived in the order of their time."""

    def __init__(self, stories: Iterable[Given]) -> None:
        self.stories = {story.id: story for story in stories}
        self.index = MemoryIndex([(story.id, story.published, story.terms) for story in self.stories.values()])
        self.book = MemoryBook()
        for number, story_id in self.index.ids(range(len(self.stories))).items():
            story = self.stories[story_id]
            join(
                Arrival(number=number, time=story.published, title=story.title, text=story.text, terms=story.terms),
                self.index,
                self.book,
            )

    def related(self, story_id: str, *, now: datetime | None = None, limit: int = 12) -> list[Ranked]:
        return related(story_id, self.index, self.book, now=now, limit=limit)

    def ranked(self, story_id: str, limit: int = 100) -> list[str]:
        number = self.index.number(story_id)
        assert number is not None
        scored = rank(number, self.index, self.book, limit=limit).scored
        ids = self.index.ids([item.number for item in scored])
        return [ids[item.number] for item in scored]

    def events(self) -> dict[str, int]:
        ids = self.index.ids(range(len(self.stories)))
        return {ids[number]: page.event for number, page in self.book.pages(list(ids)).items()}


@pytest.fixture(scope="session")
def given_story() -> type[Given]:
    return Given


@pytest.fixture(scope="session")
def collection() -> type[Collection]:
    return Collection


@pytest.fixture(scope="session")
def labelled() -> list[Given]:
    """Stories written for these tests, as they would be read, and the events that they tell of."""
    lines = (Path(__file__).parent / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Given(
            id=row["id"],
            title=row["title"],
            text=row["text"],
            published=datetime.fromisoformat(row["published"]),
            moves=parse_moves(row["text"], title=row["title"]),
            event=row["story"],
            source=row.get("source", ""),
        )
        for row in map(json.loads, lines)
    ]


@pytest.fixture(scope="session")
def labelled_collection(labelled: list[Given]) -> Collection:
    return Collection(labelled)


@pytest.fixture(scope="session")
def collect() -> Callable[..., Collection]:
    """A collection of stories given as id=title, or id=(title, text), an hour apart unless told otherwise."""

    def make(apart: timedelta = timedelta(hours=1), **stories: str | tuple[str, str]) -> Collection:
        given = []
        for number, (story_id, story) in enumerate(stories.items()):
            title, text = (story, "") if isinstance(story, str) else story
            given.append(Given(id=story_id, title=title, text=text, published=START + number * apart))
        return Collection(given)

    return make


@pytest.fixture(scope="session")
def make_move() -> MakeMove:
    """A rise of an instrument, at an offset of the text (None: in the title)."""

    def make(
        name: str,
        symbol: str | None,
        start: int | None = None,
        *,
        percent: float | None = 1.0,
        at: str | None = None,
        approx: bool = False,
    ) -> Move:
        return Move(
            instrument=Instrument(name=name, symbol=symbol, kind="index" if symbol else "sector"),
            direction="up",
            percent=percent,
            change=None,
            level=None,
            currency=None,
            period="session",
            at=at,
            approx=approx,
            evidence=name,
            start=start,
            end=None if start is None else start + len(name),
        )

    return make
