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
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from statistics import median

from tapewire.analysis import AnalysedEntry, Digest, digest, fingerprint
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Badge, Body, Feed, HeadlineQuery, Instrument, Move
from tapewire.query.parser import parse
from tapewire.query.resolving import resolve
from tapewire.related.index import Term

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEEDS = 200
STORIES_A_ROUND = 50
VOCABULARY = 40_000
INSTRUMENTS = 3_000
STOP_WORDS = 15
"""How many of the commonest words are no terms: the next one stands in a quarter of all stories."""
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
        self._stop_words = set(self.words[:STOP_WORDS])
        self._weights = list(accumulate(1 / (place + 3) for place in range(VOCABULARY)))
        self._traded = list(accumulate(1 / (place + 5) for place in range(INSTRUMENTS)))

    def story(self, name: str, published: datetime) -> AnalysedEntry:
        title = self.choose(9)
        body = self.choose(250 if self._random.random() < 0.4 else 45)
        text = " ".join(body)
        moves = tuple(self._move() for _ in range(self._random.choice((0, 0, 0, 1, 1, 3))))
        strongest = max(moves, key=lambda move: abs(move.percent or 0), default=None)
        return AnalysedEntry(
            entry=Entry(
                id=blake2b(name.encode(), digest_size=8).hexdigest(),
                title=" ".join(title),
                url=f"https://news.example/{name}",
                author=None,
                published=published,
                body=Body(text=text),
            ),
            moves=moves,
            badge=strongest and Badge(label="X", direction=strongest.direction, percent=strongest.percent or 0),
            terms=_terms(title, body, self._stop_words),
            fingerprint=fingerprint(" ".join(title), Body(text=text)),
        )

    def _move(self) -> Move:
        number = self._random.choices(range(INSTRUMENTS), cum_weights=self._traded)[0]
        percent = round(self._random.gauss(0, 2), 1)
        return Move(
            instrument=Instrument(name=f"Firm {number}", symbol=f"{number:04}.HK", kind="stock"),
            direction="up" if percent > 0 else "down" if percent < 0 else "flat",
            percent=percent,
            change=None,
            level=None,
            currency=None,
            period="session",
            at=None,
            approx=False,
            evidence="",
            start=0,
            end=1,
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

    def choose(self, count: int) -> list[str]:
        """Choose words, common ones more often."""
        return self._random.choices(self.words, cum_weights=self._weights, k=count)


def _terms(title: list[str], body: list[str], stop_words: set[str]) -> tuple[Term, ...]:
    weights: dict[str, float] = {}
    for line, weight in ((title, 2.0), (body[:60], 1.5), (body[60:], 0.5)):
        words = [word for word in line if word not in stop_words]
        for word in words:
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
        brought_by_feed = Digest(title="", fresh=tuple(brought), unchanged=(), warnings=())
        start = time.process_time()
        library.store(feed, brought_by_feed, now=now)
        spent += time.process_time() - start
    ids = [headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=stories)]
    library.set_read(ids[::2], True)
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
    figures = {"open, first window, counts": best_ms(partial(_first_paint, path))}
    library = Library.open(path)
    folder = HeadlineQuery(feed_keys=frozenset(feed_named(number).key for number in range(20)))
    lists = {
        "all": HeadlineQuery(),
        "unread": HeadlineQuery(unread_only=True),
        "a feed": HeadlineQuery(feed_keys=frozenset((feed_named(7).key,))),
        "a folder of 20": folder,
    }
    for name, query in lists.items():
        total = library.count(query)
        for where, offset in (("top", 0), ("middle", total // 2), ("end", max(total - WINDOW, 0))):
            window = partial(library.headlines, query, offset=offset, limit=WINDOW)
            figures[f"window of {name}, {where}"] = best_ms(window)
        middle = library.headlines(query, offset=total // 2, limit=1)[0].id
        figures[f"count {name}"] = best_ms(partial(library.count, query))
        figures[f"position in {name}, middle"] = best_ms(partial(library.position, query, middle))
        figures[f"next unread in {name}, middle"] = best_ms(partial(library.next_unread, query, middle))
    figures["feed_counts"] = best_ms(library.feed_counts)
    figures["story with moves"] = best_ms(lambda: (library.story(middle), library.moves(middle)))
    _measure_search(library, figures, Press(stories).words, folder)
    _measure_terms(library, figures, stories)
    _measure_writing(library, figures)
    _measure_refresh(library, figures)
    _measure_deleting(library, figures)
    library.close()
    return figures


def _first_paint(path: Path) -> None:
    library = Library.open(path)
    library.headlines(HeadlineQuery(), offset=0, limit=WINDOW)
    library.feed_counts()
    library.close()


def _measure_search(library: Library, figures: dict[str, float], words: list[str], folder: HeadlineQuery) -> None:
    common, second, rare = words[0], words[1], words[3000]

    def cost(text: str, listed: HeadlineQuery, *, is_typing: bool = False) -> float:
        for word in words[100:120]:  # the library keeps what the last few searches found
            library.count(_asked(word, HeadlineQuery()))
        query = _asked(text, listed, is_typing=is_typing)
        return best_ms(lambda: (library.headlines(query, offset=0, limit=WINDOW), library.count(query)), runs=1)

    typed = [common[:1], common[:2], common, f"{common} {second[:1]}", f"{common} {second}", rare]
    lists = {"all": HeadlineQuery(), "unread": HeadlineQuery(unread_only=True), "a folder of 20": folder}
    for name, listed in lists.items():
        costs = [cost(text, listed, is_typing=True) for text in typed]
        figures[f"search in {name}, median keystroke"] = median(costs)
        figures[f"search in {name}, slowest keystroke"] = max(costs)
    kinds = {
        "a phrase": f'"{common} {second}"',
        "a title": f"title:{common}",
        "or, -": f"({common} or {rare}) -{second}",
        "a mark": "is:unread",
        "a mark and a word": f"{common} is:saved",
        "a source": 'source:"Source 17"',
        "a source and a word": f'{common} source:"Source 17"',
        "a folder": "in:folder",
        "an age": "age:<2d",
        "days and a word": f"{common} before:2026-08-01",
        "a symbol": "sym:0700.HK",
        "a symbol and a word": f"{common} sym:0700.HK",
        "a size": "move:>3",
        "a wide size": "move:>0.1",
        "a symbol and a size": "sym:0005.HK move:<-3",
        "a direction": "up:",
        "by source": f"{common} sort:source",
        "by size": f"{common} sort:move",
        "all by size": "sort:move",
        "much at once": f"({common} or {second}) -({rare} or is:read) age:<30d up: sort:move",
    }
    for kind, text in kinds.items():
        figures[f"search: {kind}"] = min(cost(text, HeadlineQuery()) for _ in range(3))


def _asked(text: str, listed: HeadlineQuery, *, is_typing: bool = False) -> HeadlineQuery:
    query = parse(text, is_typing=is_typing).query
    folders = {"folder": frozenset(feed_named(number).key for number in range(20))}
    condition = query.condition and resolve(query.condition, folders=folders, now=NOW)
    return replace(listed, condition=condition, sort=query.sort)


def _measure_terms(library: Library, figures: dict[str, float], stories: int) -> None:
    first, second = (
        library.headlines(HeadlineQuery(), offset=offset, limit=1)[0].id for offset in (stories // 2, stories // 3)
    )
    figures["related stories, first asked for"] = best_ms(partial(library.related, first, now=NOW, limit=12), runs=1)
    figures["related stories of another"] = best_ms(partial(library.related, second, now=NOW, limit=12), runs=1)


def _measure_writing(library: Library, figures: dict[str, float]) -> None:
    ids = [headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=500_000)]
    figures["mark one read and back"] = best_ms(
        lambda: (library.set_read(ids[:1], True), library.set_read(ids[:1], False))
    )
    library.sync_flags([], [], stamp="0")
    figures["mirror half of all as read and a few as saved"] = best_ms(
        lambda: library.sync_flags(ids[::2], ids[::500], stamp="1"), runs=1
    )
    figures["the same again, nothing changed"] = best_ms(
        lambda: library.sync_flags(ids[::2], ids[::500], stamp="1"), runs=1
    )
    press = Press(-1)
    costs = []
    for number in range(20):
        now = NOW + timedelta(minutes=number)
        fresh = tuple(press.story(f"later-{time.time_ns()}-{item}", now) for item in range(STORIES_A_ROUND))
        brought = Digest(title="", fresh=fresh, unchanged=(), warnings=())
        costs.append(best_ms(partial(library.store, feed_named(7), brought, now=now), runs=1))
    figures["store a feed of 50, median of 20"] = median(costs)
    figures["store a feed of 50, worst of 20"] = max(costs)
    figures["fingerprints of that feed"] = best_ms(partial(library.fingerprints, feed_named(7).key))


def _measure_refresh(library: Library, figures: dict[str, float]) -> None:
    """Time all of a refresh but the network and the hand-over to a worker: one feed of fifty stories, five of them new.

    The feed is a new one, which has as many stories in a small library as in a large one.
    """
    feed = Feed(key="https://feeds.example/refreshed", url="https://feeds.example/refreshed", name="Refreshed")
    press = Press(-2)
    items = [_item(press, number) for number in range(STORIES_A_ROUND)]
    whole, stored, trimmed = [], [], []
    for number in range(30):
        items = [*(_item(press, STORIES_A_ROUND * (number + 1) + new) for new in range(5)), *items[:-5]]
        xml = f'<rss version="2.0"><channel><title>Refreshed</title>{"".join(items)}</channel></rss>'
        document = FeedDocument(url=feed.url, content=xml.encode())
        start = time.perf_counter()
        made = digest(document, feed, library.fingerprints(feed.key))
        analysed = time.perf_counter()
        library.store(feed, made, now=NOW + timedelta(minutes=number), state=FeedState(checked_at=NOW))
        kept = time.perf_counter()
        library.trim(feed, now=NOW)
        end = time.perf_counter()
        if number:  # the first finds all stories new
            whole.append((end - start) * 1000)
            stored.append((kept - analysed) * 1000)
            trimmed.append((end - kept) * 1000)
    figures["refresh a feed (5 of 50 new), median of 29"] = median(whole)
    figures["  of this, storing"] = median(stored)
    figures["  of this, looking for old stories"] = median(trimmed)


def _item(press: Press, number: int) -> str:
    title, text = " ".join(press.choose(9)), " ".join(press.choose(60))
    date = f"{NOW + timedelta(minutes=number):%d %b %Y %H:%M:%S} GMT"
    return (
        f"<item><title>{title}</title><link>https://x.example/{number}</link><guid>{number}</guid>"
        f"<pubDate>{date}</pubDate><description>{text}</description></item>"
    )


def _measure_deleting(library: Library, figures: dict[str, float]) -> None:
    """Time how long other writers wait while old stories are deleted, and what each deleted story costs."""
    feed = replace(feed_named(3), keep_days=1, keep_stories=0)
    costs, deleted = [], 0
    while True:
        start = time.perf_counter()
        few = library.trim(feed, now=NOW)
        if not few:
            break
        costs.append((time.perf_counter() - start) * 1000)
        deleted += few
    figures["delete a batch of old stories, worst"] = max(costs, default=float("nan"))
    figures["delete a story"] = sum(costs) / deleted if deleted else float("nan")


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
