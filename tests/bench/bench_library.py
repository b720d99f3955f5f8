"""What the library's answers cost at 1,000, 20,000 and 100,000 stories.

Run as a script: ``python tests/bench/bench_library.py [--sizes 1000 20000] [--folder DIR]``. With ``--folder`` the
libraries are built there once and used again. Every figure is the best of several runs, in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from tapewire.analysis import AnalysedEntry, Digest, fingerprint
from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Body, Feed, HeadlineQuery
from tapewire.related.index import Term

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEEDS = 200
STORIES_A_ROUND = 50
VOCABULARY = 40_000
RUNS = 7
WINDOW = 60


class Press:
    """Writes stories whose words are as unevenly common as those of a language."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        weights = [1 / (place + 2) for place in range(len(letters))]
        self.words = [
            "".join(self._random.choices(letters, weights, k=self._random.randint(2, 9))) for _ in range(VOCABULARY)
        ]
        self._weights = list(accumulate(1 / (place + 3) for place in range(VOCABULARY)))

    def story(self, name: str, published: datetime) -> AnalysedEntry:
        title = self._words(9)
        body = self._words(250 if self._random.random() < 0.4 else 45)
        text = " ".join(body)
        return AnalysedEntry(
            entry=Entry(
                id=blake2b(name.encode(), digest_size=8).hexdigest(),
                title=" ".join(title),
                url=f"https://news.example/{name}",
                author=None,
                published=published,
                body=Body(text=text),
            ),
            moves=(),
            badge=None,
            terms=_terms(title, body),
            fingerprint=fingerprint(" ".join(title), Body(text=text)),
        )

    def rounds(self, stories: int) -> Iterator[tuple[Feed, list[AnalysedEntry], datetime]]:
        """Give what the feeds bring in turn, until there are so many stories."""
        step = timedelta(days=120) / stories
        for place in range(0, stories, STORIES_A_ROUND):
            number = place // STORIES_A_ROUND
            feed = feed_named(number % FEEDS)
            newest = NOW - timedelta(days=120) + step * (place + STORIES_A_ROUND)
            brought = [
                self.story(f"{stories}-{number}-{item}", newest - step * item * FEEDS / 4)
                for item in range(STORIES_A_ROUND)
            ]
            yield feed, brought, newest + timedelta(minutes=5)

    def _words(self, count: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._weights, k=count)


def _terms(title: list[str], body: list[str]) -> tuple[Term, ...]:
    weights: dict[str, float] = {}
    for words, weight in ((title, 2.0), (body[:60], 1.5), (body[60:], 0.5)):
        for word in words[:]:
            weights[f"w:{word}"] = weights.get(f"w:{word}", 0.0) + weight
        if weight > 1:
            for first, second in zip(words[::2], words[1::2], strict=False):
                weights.setdefault(f"p:{first} {second}", weight)
    terms = [Term(key, "word" if key[0] == "w" else "pair", key[2:].title(), weight) for key, weight in weights.items()]
    return tuple(terms[:200])


def feed_named(number: int) -> Feed:
    return Feed(key=f"https://feeds.example/{number}", url=f"https://feeds.example/{number}", name=f"Source {number}")


def build(path: Path, stories: int) -> float:
    """Fill a library; returns the seconds of CPU that storing took."""
    library = Library.open(path)
    spent = 0.0
    for feed, brought, now in Press(stories).rounds(stories):
        digest = Digest(title="", fresh=tuple(brought), unchanged=(), warnings=())
        start = time.process_time()
        library.store(feed, digest, now=now)
        spent += time.process_time() - start
    ids = [headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=stories)]
    library.set_read(ids[::2], True)
    library.set_saved(ids[::500], True)
    library.close()
    return spent


def best_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """Time a piece of work."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def measure(path: Path, stories: int) -> dict[str, float]:
    """Ask one library everything that a reader asks."""
    figures = {"open, first window, counts": best_ms(lambda: _first_paint(path))}
    library = Library.open(path)
    everything = HeadlineQuery()
    unread = HeadlineQuery(unread_only=True)
    one_feed = HeadlineQuery(feed_keys=frozenset((feed_named(7).key,)))
    folder = HeadlineQuery(feed_keys=frozenset(feed_named(number).key for number in range(20)))
    for name, query in (("all", everything), ("unread", unread), ("a feed", one_feed), ("a folder of 20", folder)):
        total = library.count(query)
        for where, offset in (("top", 0), ("middle", total // 2), ("end", max(total - WINDOW, 0))):
            figures[f"window of {name}, {where}"] = best_ms(
                lambda query=query, offset=offset: library.headlines(query, offset=offset, limit=WINDOW)
            )
        figures[f"count {name}"] = best_ms(lambda query=query: library.count(query))
        middle = library.headlines(query, offset=total // 2, limit=1)[0].id
        figures[f"position in {name}, middle"] = best_ms(
            lambda query=query, middle=middle: library.position(query, middle)
        )
        figures[f"next unread in {name}, middle"] = best_ms(
            lambda query=query, middle=middle: library.next_unread(query, middle)
        )
    figures["feed_counts"] = best_ms(library.feed_counts)
    _measure_search(library, figures, Press(stories).words, folder)
    story = library.headlines(everything, offset=stories // 2, limit=1)[0]
    figures["story with moves"] = best_ms(lambda: (library.story(story.id), library.moves(story.id)))
    figures["mark one read and back"] = best_ms(
        lambda: (library.set_read([story.id], True), library.set_read([story.id], False))
    )
    keys = [term.key for term in library.terms_of(story.id)]
    figures[f"frequencies of {len(keys)} terms"] = best_ms(lambda: library.frequencies(keys))
    figures["postings of 40 terms, 300 each"] = best_ms(lambda: library.postings(keys[:40], limit=300))
    _measure_store(library, figures)
    library.close()
    return figures


def _first_paint(path: Path) -> None:
    library = Library.open(path)
    library.headlines(HeadlineQuery(), offset=0, limit=WINDOW)
    library.feed_counts()
    library.close()


def _measure_search(library: Library, figures: dict[str, float], words: list[str], folder: HeadlineQuery) -> None:
    common, second = words[0], words[1]
    typed = [common[:1], common[:2], common, f"{common} {second[:1]}", f"{common} {second}", words[3000]]

    def keystroke(text: str, restriction: HeadlineQuery) -> None:
        query = HeadlineQuery(words=text, feed_keys=restriction.feed_keys, unread_only=restriction.unread_only)
        library.headlines(query, offset=0, limit=WINDOW)
        library.count(query)

    for name, restriction in (
        ("all", HeadlineQuery()),
        ("unread", HeadlineQuery(unread_only=True)),
        ("a folder of 20", folder),
    ):
        slowest = 0.0
        for text in typed:
            # Another search in between: the results of the last few are kept.
            runs = [best_ms(lambda: keystroke(f"{text}", restriction), runs=1)]  # noqa: B023
            slowest = max(slowest, min(runs))
            for other in range(4):
                library.count(HeadlineQuery(words=words[100 + other]))
        figures[f"slowest keystroke in {name}"] = slowest


def _measure_store(library: Library, figures: dict[str, float]) -> None:
    press = Press(-1)
    runs = []
    for run in range(20):
        brought = [
            press.story(f"later-{run}-{item}-{time.time()}", NOW + timedelta(minutes=run))
            for item in range(STORIES_A_ROUND)
        ]
        digest = Digest(title="", fresh=tuple(brought), unchanged=(), warnings=())
        now = NOW + timedelta(minutes=run)
        runs.append(best_ms(lambda: library.store(feed_named(7), digest, now=now), runs=1))  # noqa: B023
    figures["store a feed of 50, median of 20"] = sorted(runs)[10]
    figures["store a feed of 50, worst of 20"] = max(runs)
    known = best_ms(lambda: library.fingerprints(feed_named(7).key))
    figures["fingerprints of a feed"] = known


def main() -> None:
    """Build, measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = arguments.folder or Path(scratch)
        columns = []
        for size in arguments.sizes:
            path = folder / f"library-{size}.sqlite"
            figures = {}
            if not path.exists():
                figures["build, CPU for each 50 stories"] = build(path, size) * 1000 * STORIES_A_ROUND / size
            figures |= measure(path, size)
            figures["size in MB"] = path.stat().st_size / 1e6
            columns.append(figures)
        names = dict.fromkeys(name for figures in columns for name in figures)
        print(f"{'ms, unless said otherwise':45}" + "".join(f"{size:>12,}" for size in arguments.sizes))
        for name in names:
            print(f"{name:45}" + "".join(f"{figures.get(name, float('nan')):12.2f}" for figures in columns))
        peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"peak memory {peak_kib / 1024:.0f} MiB", file=sys.stderr)


if __name__ == "__main__":
    main()
