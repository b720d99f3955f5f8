"""Kill the writer of the state file at random moments, many times; the same with TinyDB's own storage beside it.

Run: python tests/bench/bench_state_kill.py [runs]. Exit status 1 if our file was unreadable or lost anything
reported as saved, or a mark older than 250 ms.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from tinydb import TinyDB

from tapewire.model import Body, Bookmark, Story
from tapewire.state.store import StateStore

NOW = datetime(2026, 1, 5, tzinfo=UTC)
DOCUMENTS = 2_000
LONGEST_RUN_S = 0.6
PROMISED_S = 0.25

Report = Callable[[str], None]


@dataclass(slots=True)
class Tally:
    unreadable: int = 0
    lost_saved: int = 0
    lost_notes: int = 0
    lost_marks: int = 0
    saved: int = 0
    marks: int = 0


def use_our_store(path: Path, run: int, report: Report) -> None:
    """Mark and bookmark as fast as may be, some of it long gone on the next turn, and say what is on the disk."""
    store = StateStore.open(path)
    report("open")
    number = 0
    while True:
        number += 1
        mark = f"m{run}-{number}"
        store.mark_read([mark], read=True, now=NOW)
        report(f"mark {mark} {time.monotonic()}")
        if run % 2 and number % 7 == 0:  # in the other runs, marks alone: nothing urgent takes them along
            saved = f"s{run}-{number}"
            story = Story(
                id=saved, feed_key="k", source="s", title="t", url=None, author=None, published=None, first_seen=NOW,
                body=Body(text="word " * random.randrange(1, 4_000)),
            )  # fmt: skip
            store.save_bookmark(Bookmark(story=story, moves=(), saved_at=NOW))
            report(f"saved {saved}")
            store.apply(
                {
                    "notes": {saved: {"text": f"note {number}", "at": ""}},
                    "tags": {f"{saved} tag": {"story": saved, "tag": "tag", "at": ""}},
                }
            )
            report(f"noted {saved}")
            if number % 14 == 0:
                gone = f"s{run}-{number - 7}"
                store.apply({"bookmarks": {gone: None}, "notes": {gone: None}, "tags": {f"{gone} tag": None}})
        time.sleep(0.002)


def use_tinydb(path: Path, run: int, report: Report) -> None:
    """The same with TinyDB as it comes."""
    database = TinyDB(path)
    table = database.table("read")
    report("open")
    number = 0
    while True:
        number += 1
        saved = f"s{run}-{number}"
        document = table.insert({"id": saved, "text": "word " * random.randrange(1, 4_000)})
        report(f"saved {saved}")
        if number % 2 == 0:
            table.remove(doc_ids=[document])


def kill_midway(work: Callable[[Path, int, Report], None], path: Path, run: int) -> tuple[list[str], float]:
    """Let a child process work on the file for a random while and kill it; return its reports and when it died."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        work_for_ever(work, path, run, writer)
    os.close(writer)
    content = b""
    while b"open\n" not in content:
        content += os.read(reader, 65536)
    end = time.monotonic() + random.uniform(0, LONGEST_RUN_S)
    while (left := end - time.monotonic()) > 0:
        if select.select([reader], [], [], left)[0]:
            content += os.read(reader, 65536)
    died_at = time.monotonic()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        content += more
    os.close(reader)
    return content.decode().split("\n")[:-1], died_at


def work_for_ever(work: Callable[[Path, int, Report], None], path: Path, run: int, writer: int) -> NoReturn:
    random.seed(run)
    try:
        work(path, run, lambda line: (os.write(writer, f"{line}\n".encode()), None)[1])
    finally:
        os._exit(1)


def ids_in(path: Path) -> tuple[set[str], set[str]]:
    store = StateStore.open(path)
    if store.notice:
        raise ValueError(store.notice)
    noted = {story_id for story_id in store.annotations.notes if store.annotations.tags(story_id)}
    return set(store.read_ids()) | {f"noted {story_id}" for story_id in noted}, set(store.saved_ids())


def ids_in_tinydb(path: Path) -> tuple[set[str], set[str]]:
    documents = json.loads(path.read_text(encoding="utf-8")).get("read", {})
    return set(), {document["id"] for document in documents.values()}


def put_back(pristine: Path, path: Path) -> None:
    """Begin anew: without the lock's file, since the store waits for content that is younger than an older one."""
    shutil.copy(pristine, path)
    path.with_name(f"{path.name}.lock").unlink(missing_ok=True)


def survey(
    runs: int,
    path: Path,
    work: Callable[[Path, int, Report], None],
    read_back: Callable[[Path], tuple[set[str], set[str]]],
) -> Tally:
    tally = Tally()
    pristine = path.with_name("pristine")
    shutil.copy(path, pristine)
    for run in range(runs):
        reports, died_at = kill_midway(work, path, run)
        saved = [line.split()[1] for line in reports if line.startswith("saved ")]
        marks = [line.split()[1:] for line in reports if line.startswith("mark ")]
        tally.saved += len(saved)
        tally.marks += len(marks)
        try:
            read, there = read_back(path)
        except ValueError as error:
            tally.unreadable += 1
            print(f"  run {run}: {error}"[:150])
            put_back(pristine, path)
            continue
        # Every second one is removed on purpose, by the next change or by one that was under way.
        kept = saved[1::2] if work is use_our_store else saved[0::2]
        tally.lost_saved += len(set(kept) - there)
        noted = [line for line in reports if line.startswith("noted ")]
        tally.lost_notes += len(set(noted[1::2]) - read)
        tally.lost_marks += len({mark for mark, at in marks if float(at) < died_at - PROMISED_S} - read)
        if run % 25 == 24:
            put_back(pristine, path)  # or the file would grow for ever
    return tally


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "ours" / "state.json"
        store = StateStore.open(ours)
        store.mark_read([f"old-{number}" for number in range(DOCUMENTS)], read=True, now=NOW)
        store.close()
        theirs = Path(folder) / "theirs" / "state.json"
        theirs.parent.mkdir()
        with TinyDB(theirs) as database:
            database.table("read").insert_multiple({"id": f"old-{number}"} for number in range(DOCUMENTS))
        result = survey(runs, ours, use_our_store, ids_in)
        print(
            f"ours:   {runs} runs, {result.unreadable} unreadable; of {result.saved} bookmarks reported as saved"
            f" {result.lost_saved} lost, of their notes and tags {result.lost_notes};"
            f" of {result.marks} marks {result.lost_marks} older than 250 ms lost"
        )
        other = survey(runs, theirs, use_tinydb, ids_in_tinydb)
        print(
            f"TinyDB: {runs} runs, {other.unreadable} unreadable; of {other.saved} inserts that returned"
            f" {other.lost_saved} lost in readable files"
        )
    return 1 if result.unreadable or result.lost_saved or result.lost_notes or result.lost_marks else 0


if __name__ == "__main__":
    sys.exit(main())
