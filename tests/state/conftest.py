"""Stories to bookmark, and stores on disks that fail when told to."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tapewire.model import Body, Bookmark, Instrument, Mark, Move, Story
from tapewire.state.files import Files
from tapewire.state.storage import AtomicStorage
from tapewire.state.store import StateStore

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


class FailingFiles(Files):
    """A disk that fails at a chosen call: set ``fails`` to the name of a method, and ``error`` to what it raises."""

    def __init__(self) -> None:
        self.fails: str | None = None
        self.error = OSError()
        self.moves: list[Path] = []

    def write_new(self, path: Path, chunks: Iterable[bytes], *, mode: int = 0o600) -> None:
        self._perhaps_fail("write_new")
        super().write_new(path, chunks, mode=mode)

    def keep_copy(self, path: Path, copy: Path) -> None:
        self._perhaps_fail("keep_copy")
        super().keep_copy(path, copy)

    def move(self, source: Path, target: Path) -> None:
        self._perhaps_fail("move")
        super().move(source, target)
        self.moves.append(target)

    def sync_folder(self, folder: Path) -> None:
        self._perhaps_fail("sync_folder")
        super().sync_folder(folder)

    def _perhaps_fail(self, call: str) -> None:
        if self.fails == call:
            raise self.error


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def make_bookmark() -> Callable[..., Bookmark]:
    def make(story_id: str, *, title: str = "Hong Kong stocks advance", saved_at: datetime = NOW) -> Bookmark:
        text = "The Hang Seng Index rose 0.7 per cent to 22,774.46."
        move = Move(
            instrument=Instrument(name="Hang Seng Index", symbol="^HSI", kind="index"),
            direction="up",
            percent=0.7,
            change=None,
            level=22774.46,
            currency=None,
            period="session",
            at=None,
            approx=False,
            evidence=text[4:50],
            start=4,
            end=50,
        )
        story = Story(
            id=story_id,
            feed_key="https://example.com/feed",
            source="Example",
            title=title,
            url="https://example.com/story",
            author="A. Writer",
            published=NOW,
            first_seen=NOW,
            body=Body(text=text, marks=(Mark(start=4, end=19, kind="link", href="https://example.com/hsi"),)),
        )
        return Bookmark(story=story, moves=(move,), saved_at=saved_at)

    return make


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.json"


@pytest.fixture
def failing_files() -> FailingFiles:
    return FailingFiles()


@pytest.fixture
def failing_store(state_file: Path, failing_files: FailingFiles) -> Iterator[StateStore]:
    """A store on a disk that fails when told to, and does so no more when the test is over."""
    store = StateStore(AtomicStorage(state_file, files=failing_files))
    yield store
    failing_files.fails = None
    store.close()
