"""How fast the state store is with a heavy reader's file: 50,000 read marks and 1,000 bookmarks with full text.

Each bookmark has its twelve related stories, a note and two tags, every third a highlight. What is promised: 16 ms at
the 95th percentile for a mark, as the event loop feels it, and 250 ms for opening.

Run: python tests/bench/bench_state.py [marks] [bookmarks]
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from tapewire.model import Body, Bookmark, Headline, Instrument, Mark, Move, Related, Story
from tapewire.state.codec import bookmark_to_json
from tapewire.state.storage import AtomicStorage
from tapewire.state.store import StateStore

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PARAGRAPH = "The Hang Seng Index climbed 0.7 per cent to 22,774.46 at the close, as Xiaomi advanced 4.9 per cent. " * 4


def story_id(number: int) -> str:
    return blake2b(str(number).encode(), digest_size=8).hexdigest()


def full_text_bookmark(number: int) -> Bookmark:
    text = "\n\n".join([PARAGRAPH] * 15)
    move = Move(
        instrument=Instrument(name="Hang Seng Index", symbol="^HSI", kind="index"),
        direction="up",
        percent=0.7,
        change=None,
        level=22774.46,
        currency=None,
        period="session",
        at="close",
        approx=False,
        evidence=PARAGRAPH[:62],
        start=0,
        end=62,
    )
    story = Story(
        id=story_id(1_000_000 + number),
        feed_key="https://example.com/feed",
        source="Example",
        title=f"Story {number}",
        url=f"https://example.com/{number}",
        author=None,
        published=NOW,
        first_seen=NOW,
        body=Body(text=text, marks=tuple(Mark(start=n * 50, end=n * 50 + 9, kind="strong") for n in range(20))),
    )
    related = tuple(
        Related(
            headline=Headline(
                id=story_id(2_000_000 + number + place),
                feed_key="https://example.com/feed",
                source="Example",
                title=f"Hong Kong stocks advance as Beijing's support lifts the market, {place}",
                url=f"https://example.com/{number + place}",
                published=NOW,
                time=NOW,
            ),
            score=0.5,
            reasons=("Hang Seng Index", "Beijing"),
        )
        for place in range(12)
    )
    return Bookmark(story=story, moves=(move,) * 8, saved_at=NOW, related=related)


def annotations(bookmarks: int) -> dict[str, dict[str, dict[str, object]]]:
    stories = [story_id(1_000_000 + number) for number in range(1, bookmarks + 1)]
    tags = [(each, tag) for each in stories for tag in ("banks", f"tag {each[0]}")]
    fields = {"start": 4, "end": 19, "text": PARAGRAPH[4:19], "comment": "", "at": "2026-01-05T09:00:00Z"}
    return {
        "notes": {str(n): {"id": each, "text": "Ask about margins. " * 5} for n, each in enumerate(stories, 1)},
        "tags": {str(n): {"id": f"{each} {tag}", "story": each, "tag": tag} for n, (each, tag) in enumerate(tags, 1)},
        "highlights": {
            str(n): {"id": f"{each} 4-19", "story": each, **fields} for n, each in enumerate(stories[::3], 1)
        },
    }


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def lateness_while(work: Callable[[], object]) -> list[float]:
    """How late a thread wakes that wants to run every millisecond, in ms: what an event loop would feel."""
    late: list[float] = []
    done = threading.Event()
    worker = threading.Thread(target=lambda: (work(), done.set()))
    worker.start()
    while not done.is_set():
        late.append(milliseconds(lambda: time.sleep(0.001)) - 1)
    worker.join()
    return late


def loop_lateness_while_marking(store: StateStore) -> list[float]:
    """How long a loop is kept by one mark and what the writer's thread does meanwhile, in ms, at a mark each 20 ms."""

    async def mark() -> list[float]:
        late = []
        for number in range(300):
            started = time.perf_counter()
            store.mark_read([story_id(-5_000 - number)], read=True, now=NOW)
            await asyncio.sleep(0.02)
            late.append((time.perf_counter() - started - 0.02) * 1000)
        return late

    return asyncio.run(mark())


def report(name: str, samples: list[float]) -> None:
    ordered = sorted(samples)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name:44} median {statistics.median(ordered):9.3f} ms   p95 {p95:9.3f}   worst {ordered[-1]:9.3f}")


def main() -> None:
    marks, bookmarks = (int(argument) for argument in (*sys.argv[1:], "50000", "1000")[:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.json"
        AtomicStorage(path).write(
            {
                "tapewire": {"1": {"format": 1}},
                "read": {str(n): {"id": story_id(n), "at": "2026-01-05T09:00:00Z"} for n in range(1, marks + 1)},
                "bookmarks": {str(n): bookmark_to_json(full_text_bookmark(n)) for n in range(1, bookmarks + 1)},
                **annotations(bookmarks),
            }
        )
        print(f"{marks} read marks, {bookmarks} bookmarks: {path.stat().st_size / 1e6:.1f} MB")
        report("open", [milliseconds(lambda: StateStore.open(path).close()) for _ in range(9)])
        report("lateness of another thread while opening", lateness_while(lambda: StateStore.open(path)))

        store = StateStore.open(path)
        report("stamp", [milliseconds(store.stamp) for _ in range(20)])
        calls = []
        for number in range(marks, marks + 2_000):
            calls.append(milliseconds(lambda n=number: store.mark_read([story_id(n)], read=True, now=NOW)))
            time.sleep(0.001)
        report("mark_read, as its caller feels it", calls)
        store.flush()

        writes = []
        for number in range(10):
            store.mark_read([story_id(-number)], read=True, now=NOW)
            writes.append(milliseconds(store.flush))
        report("one mark to the disk", writes)
        late = []
        for number in range(10):
            store.mark_read([story_id(-100 - number)], read=True, now=NOW)
            late += lateness_while(store.flush)
        report("lateness of another thread while writing", late)
        report("an event loop's lateness while marking", loop_lateness_while_marking(store))
        report(
            "save_bookmark",
            [milliseconds(lambda n=n: store.save_bookmark(full_text_bookmark(bookmarks + n))) for n in range(1, 10)],
        )
        report(
            "a note",
            [
                milliseconds(lambda n=n: store.apply({"notes": {story_id(1_000_001): {"text": f"Note {n}", "at": ""}}}))
                for n in range(10)
            ],
        )
        report("bookmarks, all", [milliseconds(store.bookmarks) for _ in range(9)])
        other = StateStore.open(path)
        other.mark_read([story_id(-1000)], read=True, now=NOW)
        other.close()
        report("reload_if_changed, after another's change", [milliseconds(store.reload_if_changed)])
        report("reload_if_changed, nothing changed", [milliseconds(store.reload_if_changed) for _ in range(20)])
        store.close()


if __name__ == "__main__":
    main()
