"""Several processes on one file, and processes that are killed."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tapewire.state.store import StateStore

CHANGES = 100
"""Read marks; with bookmarks, tags and removals each process makes 210 changes."""

CHANGE_AND_SAY_SO = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tapewire.model import Body, Bookmark, Story
from tapewire.state.store import StateStore

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = datetime(2026, 1, 5, tzinfo=UTC)
store = StateStore.open(path)
print("open", flush=True)
for number in range(count):
    story_id = f"{name}-{number}"
    store.mark_read([story_id], read=True, now=now)
    if number % 5 == 4:
        store.flush()
        print("read", story_id, flush=True)
    if number % 2:
        story = Story(id=story_id, feed_key="k", source="s", title="t", url=None, author=None, published=None,
                      first_seen=now, body=Body(text="x" * 300))
        store.save_bookmark(Bookmark(story=story, moves=(), saved_at=now))
        print("saved", story_id, flush=True)
        store.apply({"tags": {f"common {story_id}": {"story": "common", "tag": story_id}}})
        print("tagged", story_id, flush=True)
    if number % 10 == 9:
        gone = f"{name}-{number - 8}"
        store.remove_bookmark(gone)
        print("removed", gone, flush=True)
store.close()
"""


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHANGE_AND_SAY_SO, str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_that_write_at_once_lose_nothing(state_file: Path, processes: int) -> None:
    running = [start(state_file, f"p{number}", CHANGES) for number in range(processes)]
    assert [process.communicate()[1] or process.returncode for process in running] == [0] * processes
    store = StateStore.open(state_file)
    names = range(processes)
    assert store.read_ids() == {f"p{name}-{number}" for name in names for number in range(CHANGES)}
    assert store.saved_ids() == {
        f"p{name}-{number}" for name in names for number in range(1, CHANGES, 2) if number % 10 != 1
    }
    tags = {f"p{name}-{number}" for name in names for number in range(1, CHANGES, 2)}
    assert set(store.annotations.tags("common")) == tags, "all processes tagged one story"
    assert store.notice is None


def test_processes_killed_at_any_moment_leave_a_whole_file_with_all_that_was_reported(state_file: Path) -> None:
    """Twenty processes, four at a time, each killed within 80 ms of beginning to write."""
    chance = random.Random(5)
    read: set[str] = set()
    saved: set[str] = set()
    tagged: set[str] = set()
    removed: set[str] = set()
    attempted_to_remove: set[str] = set()
    for run in range(5):
        processes = [start(state_file, f"r{run}p{number}", 5_000) for number in range(4)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=chance.uniform(0, 0.08))
            process.kill()
        for process in processes:
            reports, _ = process.communicate()
            for report in reports.split("\n")[:-1]:
                what, story_id = report.split()
                {"read": read, "saved": saved, "tagged": tagged, "removed": removed}[what].add(story_id)
            name, _, last = reports.rstrip("\n").rpartition("\n")[2].partition(" ")[2].partition("-")
            if last:
                attempted_to_remove |= {f"{name}-{number}" for number in range(int(last) + 2) if number % 10 == 1}
        store = StateStore.open(state_file)
        assert store.notice is None
        assert store.read_ids() >= read
        assert set(store.annotations.tags("common")) >= tagged
        assert store.saved_ids() >= saved - removed - attempted_to_remove
        assert not store.saved_ids() & removed
    assert saved, "no process came to save anything: the test showed nothing"
