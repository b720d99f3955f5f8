"""What it costs to find a story's terms, its related stories and the events of a stream.

Run as a script: ``python tests/bench/bench_related.py [--sizes 10000 100000] [--library FILE ...]``. With ``--library``
the related stories are asked of libraries too, such as ``bench_library.py --folder DIR`` leaves behind.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from tapewire.library.library import Library
from tapewire.model import HeadlineQuery
from tapewire.related.index import Term, TermIndex
from tapewire.related.memory import MemoryIndex
from tapewire.related.ranking import related
from tapewire.related.stream import rank_stream
from tapewire.related.terms import story_terms

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VOCABULARY = 40_000
EVENT_STORIES = 4
"""How many stories share the names of one event."""
ASKED = 40
LABELLED = Path(__file__).parent.parent / "related" / "stories.jsonl"


def synthetic(stories: int) -> MemoryIndex:
    """An index of stories whose words are as unevenly common as those of a language, in events of a few stories."""
    chance = random.Random(stories)
    commonness = list(accumulate(1 / (place + 15) for place in range(VOCABULARY)))
    rows = []
    for number in range(stories):
        event = number // EVENT_STORIES
        weights = {f"n:name {event}": 3.5, f"n:place {event % 300}": 1.5}
        for place in chance.choices(range(VOCABULARY), cum_weights=commonness, k=120):
            weights[f"w:word{place}"] = weights.get(f"w:word{place}", 0.0) + chance.choice((0.5, 1.5, 2.0))
        terms = [Term(key, "name" if key[0] == "n" else "word", key[2:], weight) for key, weight in weights.items()]
        rows.append((f"{number:016x}", NOW - timedelta(minutes=number), terms))
    return MemoryIndex(rows)


def related_ms(index: TermIndex, story_ids: Sequence[str]) -> str:
    """Ask for the related stories of each, once; the median and the worst in milliseconds of CPU."""
    runs = []
    for story_id in story_ids:
        start = time.process_time()
        related(story_id, index)
        runs.append((time.process_time() - start) * 1000)
    return f"median {statistics.median(runs):6.1f} ms, worst {max(runs):6.1f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--library", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    for path in arguments.library:
        if not path.is_file():
            parser.error(f"there is no library {path}")

    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    start = time.process_time()
    for row in map(json.loads, lines):
        story_terms(row["title"], row["text"], ())
    print(f"terms of a short story      {(time.process_time() - start) * 1000 / len(lines):6.2f} ms")
    start = time.process_time()
    story_terms("A title", " ".join(f"Word{number} and so on, Mr Name{number}." for number in range(100_000)), ())
    print(f"terms of a story of 3 MB    {(time.process_time() - start) * 1000:6.1f} ms")
    start = time.process_time()
    list(rank_stream(lines, limit=500))
    print(f"stream of {len(lines)} stories        {(time.process_time() - start) * 1000:6.1f} ms")

    for size in arguments.sizes:
        index = synthetic(size)
        asked = [f"{number:016x}" for number in range(0, size, size // ASKED)]
        print(f"related, {size:>9,} in memory  {related_ms(index, asked)}")
    for path in arguments.library:
        library = Library.open(path)
        total = library.count(HeadlineQuery())
        ids = [headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=total)]
        print(f"related, {total:>9,} in library {related_ms(library, ids[:: max(1, total // ASKED)])}")
        library.close()


if __name__ == "__main__":
    sys.exit(main())
