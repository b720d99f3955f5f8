"""What it costs to find a story's terms, its event as it arrives, and its related stories, in libraries of two sizes.

Run as a script: ``python tests/bench/bench_related.py [--sizes 10000 100000] [--folder DIR]``. With ``--folder`` the
libraries are built there once and used again. Building 100,000 stories takes minutes. Times are of CPU; a reader asks
for stories of all ages, so the asked ones are spread over the whole library.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from tapewire.analysis import AnalysedEntry, Digest, fingerprint
from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Body, Feed, HeadlineQuery
from tapewire.related.index import Term
from tapewire.related.stream import rank_stream
from tapewire.related.terms import story_terms

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VOCABULARY = 40_000
EVENT_STORIES = 4
"""How many stories share the names of one event."""
WORDS = 120
A_DAY = 800
"""Stories; a library of ten times the size is ten times as old."""
BATCH = 50
ASKED = 60
ARRIVING = 100
FEED = Feed(key="https://feeds.example/1", url="https://feeds.example/1", name="Source")
LABELLED = Path(__file__).parent.parent / "related" / "stories.jsonl"


class Press:
    """Writes stories whose words are as unevenly common as those of a language, in events of a few stories."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._commonness = list(accumulate(1 / (place + 15) for place in range(VOCABULARY)))

    def story(self, number: int, published: datetime) -> AnalysedEntry:
        event = number // EVENT_STORIES
        weights = {f"n:name{event}": 3.5, f"w:name{event}": 3.5, f"w:thing{event}": 3.5, f"n:place{event % 300}": 1.5}
        drawn = self._chance.choices(range(VOCABULARY), cum_weights=self._commonness, k=WORDS)
        for place in drawn:
            weights[f"w:word{place}"] = weights.get(f"w:word{place}", 0.0) + self._chance.choice((0.5, 1.5, 2.0))
        kinds = {"n": "name", "w": "word"}
        terms = [Term(key, kinds[key[0]], key[2:], weight) for key, weight in weights.items()]  # type: ignore[arg-type]
        terms.sort(key=lambda term: (-len(term.key) * term.weight, term.key))
        title, text = f"Name{event} thing{event}", " ".join(f"word{place}" for place in drawn)
        entry = Entry(
            id=blake2b(f"{number}".encode(), digest_size=8).hexdigest(),
            title=title,
            url=None,
            author=None,
            published=published,
            body=Body(text=text),
        )
        return AnalysedEntry(
            entry=entry, moves=(), badge=None, terms=tuple(terms), fingerprint=fingerprint(title, entry.body)
        )


def build(path: Path, stories: int) -> None:
    """Fill a library with stories up to now, as feeds bring them."""
    library, press = Library.open(path), Press(stories)
    for first in range(0, stories, BATCH):
        times = [NOW - timedelta(days=(stories - number) / A_DAY) for number in range(first, first + BATCH)]
        fresh = tuple(press.story(first + at, published) for at, published in enumerate(times))
        library.store(FEED, Digest(title="", fresh=fresh, unchanged=(), warnings=()), now=times[-1])
    library.close()


def cpu_ms(work: Callable[[], object]) -> float:
    """Time a piece of work once."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def row(name: str, costs: Sequence[float]) -> str:
    """One line of the table."""
    return f"  {name:45} median {statistics.median(costs):7.2f} ms, worst {max(costs):7.2f} ms"


def _tell(library: Library, ids: Sequence[str]) -> None:
    library.tellings(set(library.events_of(ids).values()))


def _add(library: Library, press: Press, stories: int) -> float:
    number = 10**9 + time.time_ns() // 1000 * BATCH
    fresh = tuple(press.story(number + at, NOW + timedelta(minutes=at)) for at in range(stories))
    digest = Digest(title="", fresh=fresh, unchanged=(), warnings=())
    return cpu_ms(partial(library.store, FEED, digest, now=NOW + timedelta(hours=1))) / stories


def measure(path: Path, stories: int) -> Iterator[str]:
    """Ask a library for what a reader asks, and add to it."""
    library = Library.open(path)
    total = library.count(HeadlineQuery())
    ids = [headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=total)]
    asked = ids[:: max(1, total // ASKED)]
    yield row("related", [cpu_ms(partial(library.related, each, now=NOW, limit=12)) for each in asked])
    yield row("thread", [cpu_ms(partial(library.thread, each)) for each in asked])
    pages = [ids[at : at + 60] for at in range(0, total, max(60, total // 10))]
    yield row("events of a page of 60", [cpu_ms(partial(_tell, library, page)) for page in pages])
    press = Press(-1)
    yield row("adding a story, alone in its transaction", [_add(library, press, 1) for _ in range(ARRIVING)])
    yield row("adding a story, in a feed of ten", [_add(library, press, 10) for _ in range(ARRIVING // 10)])
    library.close()
    connection = sqlite3.connect(path)
    for name, columns in (("spoken_data", "block"), ("pages", "sketch || figures || ties")):
        (size,) = connection.execute(f"SELECT sum(length({columns}) + 60) FROM {name}").fetchone()
        yield f"  {f'{name} on disk':45} {size / 1e6:7.1f} MB of {path.stat().st_size / 1e6:.1f} MB"
    connection.close()


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()

    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    list(rank_stream(lines[:10], limit=5))
    terms = cpu_ms(lambda: [story_terms(each["title"], each["text"], ()) for each in rows])
    print(f"terms of a short story      {terms / len(lines):6.2f} ms")
    long = " ".join(f"Word{number} and so on, Mr Name{number}." for number in range(100_000))
    print(f"terms of a story of 3 MB    {cpu_ms(partial(story_terms, 'A title', long, ())):6.1f} ms")
    print(f"stream of {len(lines)} stories       {cpu_ms(lambda: list(rank_stream(lines, limit=500))):6.1f} ms")
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = arguments.folder or Path(scratch)
        for size in arguments.sizes:
            path = folder / f"related-{size}.sqlite"
            if not path.exists():
                building = cpu_ms(partial(build, path, size))
                print(f"{size:,} stories were stored in {building / size:.2f} ms each")
            print(f"{size:,} stories")
            for line in measure(path, size):
                print(line)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
