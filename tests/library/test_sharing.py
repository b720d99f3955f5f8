"""Several threads, several processes, and processes that die, on one library."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tapewire.library.library import Library
from tapewire.model import HeadlineQuery
from tapewire.query.parser import parse

ROOT = Path(__file__).parents[2]

WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path

    from tapewire.analysis import AnalysedEntry, Digest, fingerprint
    from tapewire.feeds.document import Entry
    from tapewire.library.library import Library
    from tapewire.model import Body, Feed
    from tapewire.related.index import Term

    path, name, rounds, stories = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    feed = Feed(key=name, url=name, name=name)
    now = datetime(2026, 11, 20, tzinfo=UTC)

    def entry(place):
        title, body = f"{name} {place}", Body(text=f"gold {place} " * 100)
        return AnalysedEntry(
            entry=Entry(
                id=f"{name}{place:015}", title=title, url=None, author=None, published=None, body=body
            ),
            moves=(), badge=None, terms=(Term("w:gold", "word", "gold", 1.0),), fingerprint=fingerprint(title, body),
        )

    sys.stdin.readline()
    library = Library.open(path)
    for number in range(rounds):
        fresh = tuple(entry(number * stories + place) for place in range(stories))
        library.store(feed, Digest(title="", fresh=fresh, unchanged=(), warnings=()), now=now)
        library.set_read([fresh[0].entry.id], True)
        print(number, flush=True)
    library.close()
    """
)


@pytest.fixture
def writer(tmp_path):
    """Starts a process that stores feed after feed, as soon as it is sent a line."""
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    started = []

    def start(path, name, *, rounds, stories):
        process = subprocess.Popen(
            [sys.executable, str(script), str(path), name, str(rounds), str(stories)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def go(*processes):
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def check(path):
    """Assert that a library is whole, in its own tables and in both full-text indexes."""
    library = Library.open(path)
    while library.find_waiting_events():
        pass
    library.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for index in ("fulltext", "spoken"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    counted = connection.execute("SELECT count(*), total(is_read = 0) FROM stories").fetchone()
    assert counted == connection.execute("SELECT total(total), total(unread) FROM feeds").fetchone()
    for table in ("bodies", "pages"):
        assert counted[0] == connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert counted[0] == connection.execute("SELECT total(total) FROM days").fetchone()[0]
    connection.close()


def test_processes_that_make_and_fill_one_library_at_once_lose_nothing(path, writer):
    processes = [writer(path, name, rounds=15, stories=20) for name in "abc"]
    go(*processes)
    outputs = [process.communicate(timeout=60)[0].split() for process in processes]
    assert outputs == [[str(number) for number in range(15)]] * 3
    check(path)
    library = Library.open(path)
    assert library.feed_counts() == dict.fromkeys("abc", (285, 300))
    library.close()


@pytest.mark.parametrize("rounds_seen", [1, 2, 3])
def test_a_process_killed_while_it_stores_leaves_whole_feeds_and_a_whole_library(path, writer, rounds_seen):
    process = writer(path, "a", rounds=1000, stories=50)
    go(process)
    for _ in range(rounds_seen):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    library = Library.open(path)
    assert library.notice is None
    count = library.story_count()
    assert count >= 50 * rounds_seen
    assert count % 50 == 0
    assert library.count(HeadlineQuery(condition=parse("gold").query.condition)) == min(count, 2000)
    library.close()
    check(path)


def test_readers_do_not_wait_for_a_writer_and_see_what_was_there(path, analysed, digest, feed, now, story_id):
    library = Library.open(path)
    library.store(feed("post"), digest(analysed("one")), now=now)
    with library._connections.writing() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute("UPDATE stories SET title = 'half done'")
        title = pool.submit(lambda: library.story(story_id("one")).title).result(timeout=10)
    assert title == "Markets rise"
    assert library.story(story_id("one")).title == "half done"
    library.close()


def test_a_write_that_fails_half_way_leaves_nothing_behind(library, analysed, digest, feed, now):
    unwritable = analysed("two", "\ud800")
    with pytest.raises(UnicodeEncodeError):
        library.store(feed("post"), digest(analysed("one"), unwritable, analysed("three")), now=now)
    assert library.story_count() == 0
    assert library.count(HeadlineQuery(condition=parse("shares").query.condition)) == 0
    library.store(feed("post"), digest(analysed("one")), now=now)
    assert library.story_count() == 1


def test_many_threads_read_and_write_at_once(path, analysed, digest, feed, now, story_id):
    library = Library.open(path)

    def work(number):
        name = f"{number:02}"
        library.store(feed(f"feed{number % 4}"), digest(analysed(name, f"Gold {number}")), now=now)
        library.set_read([story_id(name)], number % 2 == 0)
        assert library.count(HeadlineQuery(condition=parse("gold").query.condition)) >= 1
        return library.headlines(HeadlineQuery(), offset=0, limit=100)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(48)))
    assert library.story_count() == 48
    assert library.count(HeadlineQuery(unread_only=True)) == 24
    library.close()
    check(path)
