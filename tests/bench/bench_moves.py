"""What it costs to read the moves of a story, beside what feedparser takes for an entry of a real feed in the same run.

Run as a script: ``python tests/bench/bench_moves.py [--feeds FOLDER]``, with a folder of feed files.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import feedparser

from tapewire.moves.gazetteer.compiled import compile_tables, load
from tapewire.moves.parse import explain, parse_moves

HERE = Path(__file__).resolve().parent
DENSE = HERE.parent / "moves" / "stories"
ORDINARY = HERE.parent / "moves" / "blind"
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


def dense_stories() -> Iterator[tuple[str, str]]:
    """Titles and texts of short stories that are full of moves, each repeated or cut to the same number of words."""
    for path in sorted(DENSE.glob("*.json")):
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


def ordinary_stories() -> Iterator[tuple[str, str]]:
    """Titles of ordinary pages about markets, and as many words of their beginnings as stand for a story."""
    for path in sorted(ORDINARY.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        beginning = re.match(rf"\s*(?:\S+\s+){{{WORDS - 1}}}\S+", story["text"])
        if story["moves"] and beginning is not None:
            yield story["title"], beginning.group()


def story_costs(stories: Iterator[tuple[str, str]]) -> list[tuple[float, int]]:
    """What each story costs, in milliseconds of CPU, and how many moves it states."""
    return [
        (cpu_ms(partial(parse_moves, text, title=title)), len(parse_moves(text, title=title)))
        for title, text in stories
    ]


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

    costs = {}
    for kind, told in (("ordinary page", ordinary_stories()), ("dense report", dense_stories())):
        measured = story_costs(told)
        costs[kind] = statistics.median(cost for cost, _ in measured)
        print(
            f"{kind + f', {WORDS} words':25} {costs[kind]:7.2f} ms at the median of {len(measured)},"
            f" {max(measured)[0]:.2f} at worst ({statistics.median(found for _, found in measured):.0f} moves)"
        )
    quiet = " ".join((QUIET * WORDS).split()[:WORDS])
    print(f"story without a figure    {cpu_ms(lambda: parse_moves(quiet, title='Bill delayed')):7.2f} ms")
    title, text = next(ordinary_stories())
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
        ratios = ", ".join(f"{kind} {cost / entry:.2f} of that" for kind, cost in costs.items())
        print(f"feedparser, {name} feed".ljust(25), f"{entry:7.2f} ms an entry; {ratios}")


if __name__ == "__main__":
    main()
