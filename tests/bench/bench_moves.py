"""What it costs to read the moves of a story, beside what feedparser takes for an entry of a real feed in the same run.

Run as a script: ``python tests/bench/bench_moves.py [--feeds FOLDER]``, with a folder of feed files.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser

from tapewire.moves.gazetteer.compiled import compile_tables, load
from tapewire.moves.parse import explain, parse_moves

HERE = Path(__file__).resolve().parent
STORIES = HERE.parent / "moves" / "stories"
FEEDS = HERE.parents[2] / "shared" / "feeds" / "whole"
WORDS = 300
ROUNDS = 15
QUIET = "The minister said that the bill would come before parliament again, and the opposition asked for more time. "


def cpu_ms(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds of CPU."""
    runs = []
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        work()
        runs.append((time.process_time_ns() - start) / 1e6)
    return statistics.median(runs)


def stories() -> Iterator[tuple[str, str]]:
    """Titles and texts of market stories, each repeated or cut to the same number of words."""
    for path in sorted(STORIES.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        if story["moves"]:
            paragraphs = story["text"].split("\n\n")
            kept: list[str] = []
            words = 0
            while words < WORDS:
                paragraph = paragraphs[len(kept) % len(paragraphs)]
                kept.append(" ".join(paragraph.split()[: WORDS - words]))
                words += len(paragraph.split())
            yield story["title"], "\n\n".join(kept)


def entry_ms(folder: Path) -> list[float]:
    """What feedparser takes for an entry, for each feed of a folder, least first."""
    costs = []
    for path in sorted(folder.glob("*")):
        content = path.read_bytes()
        start = time.process_time_ns()
        entries = len(feedparser.parse(content).entries)
        if entries:
            costs.append((time.process_time_ns() - start) / 1e6 / entries)
    return sorted(costs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=Path, default=FEEDS)
    arguments = parser.parse_args()

    sys.dont_write_bytecode = False  # so that what Python notes of its modules is noted of the tables too
    with tempfile.TemporaryDirectory() as notes:
        sys.pycache_prefix = notes
        load()
        tracemalloc.start()
        held = load()
        size, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"gazetteer                 {cpu_ms(load):7.2f} ms to load, {cpu_ms(compile_tables):.2f} ms from the tables"
        )
    print(f"                          {len(held.numbers):,} names, {size / 1e6:.1f} MB, at most {peak / 1e6:.1f} MB")

    costs = []
    for title, text in stories():
        found = len(parse_moves(text, title=title))
        costs.append((cpu_ms(lambda text=text, title=title: parse_moves(text, title=title)), found))  # type: ignore[misc]
    story = statistics.median(cost for cost, _ in costs)
    per_move = statistics.median(found for _, found in costs)
    worst = max(cost for cost, _ in costs)
    print(f"market story, {WORDS} words   {story:7.2f} ms at the median, {worst:.2f} at worst ({per_move:.0f} moves)")
    quiet = " ".join((QUIET * WORDS).split()[:WORDS])
    print(f"story without a figure    {cpu_ms(lambda: parse_moves(quiet, title='Bill delayed')):7.2f} ms")
    title, text = next(stories())
    print(f"market story, explained   {cpu_ms(lambda: explain(text, title)):7.2f} ms")
    for name, hostile in (
        ("one sentence of 1 MB", "as Tencent rose 2% after " * 42_000),
        ("a million digits", "1" * 1_000_000),
        ("nested brackets", "Tencent (" * 110_000),
    ):
        start = time.process_time()
        parse_moves(hostile)
        print(f"{name:25} {(time.process_time() - start) * 1000:7.0f} ms")

    entries = entry_ms(arguments.feeds)
    if not entries:
        print(f"no feeds in {arguments.feeds}: no ratio to feedparser")
        return
    for name, entry in (("median", statistics.median(entries)), ("dearest", entries[-1])):
        print(f"feedparser, {name} feed  {entry:7.2f} ms an entry; a market story takes {story / entry:.2f} of that")


if __name__ == "__main__":
    main()
