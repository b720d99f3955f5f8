"""Stories to rank: those labelled by hand, and ways to make one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tapewire.model import Instrument, Move
from tapewire.moves import parse_moves
from tapewire.related.index import Term
from tapewire.related.memory import MemoryIndex
from tapewire.related.terms import story_terms

START = datetime(2025, 3, 3, tzinfo=UTC)

MakeIndex = Callable[..., MemoryIndex]
MakeMove = Callable[..., Move]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A story of ``stories.jsonl``, and the event that it tells of."""

    id: str
    title: str
    text: str
    published: datetime
    event: str


@pytest.fixture(scope="session")
def labelled() -> list[Labelled]:
    lines = (Path(__file__).parent / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Labelled(
            id=row["id"],
            title=row["title"],
            text=row["text"],
            published=datetime.fromisoformat(row["published"]),
            event=row["story"],
        )
        for row in map(json.loads, lines)
    ]


@pytest.fixture(scope="session")
def labelled_index(labelled: list[Labelled]) -> MemoryIndex:
    return MemoryIndex([(story.id, story.published, terms_of(story)) for story in labelled])


def terms_of(story: Labelled) -> tuple[Term, ...]:
    return story_terms(story.title, story.text, parse_moves(story.text, title=story.title))


@pytest.fixture(scope="session")
def make_index() -> MakeIndex:
    """An index of stories given as id=title, or id=(title, text), an hour apart unless told otherwise."""

    def make(apart: timedelta = timedelta(hours=1), **stories: str | tuple[str, str]) -> MemoryIndex:
        rows = []
        for number, (story_id, story) in enumerate(stories.items()):
            title, text = (story, "") if isinstance(story, str) else story
            rows.append((story_id, START + number * apart, story_terms(title, text, ())))
        return MemoryIndex(rows)

    return make


@pytest.fixture(scope="session")
def make_move() -> MakeMove:
    """A rise of one per cent of an instrument, at an offset of the text (None: in the title)."""

    def make(name: str, symbol: str | None, start: int | None = None) -> Move:
        return Move(
            instrument=Instrument(name=name, symbol=symbol, kind="index" if symbol else "sector"),
            direction="up",
            percent=1.0,
            change=None,
            level=None,
            currency=None,
            period="session",
            at=None,
            approx=False,
            evidence=name,
            start=start,
            end=None if start is None else start + len(name),
        )

    return make
