"""The library's file: made, found damaged, too new, another program's, or of an older format."""

import sqlite3
from datetime import UTC, datetime

import pytest

from tapewire.errors import StoreError
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.library.schema import APPLICATION_ID, STEPS, migrate
from tapewire.model import HeadlineQuery


@pytest.fixture
def filled(path, analysed, digest, feed, now):
    """The path of a library of two hundred stories that has been closed."""
    library = Library.open(path)
    entries = [analysed(f"{place:04}", f"Story {place}", f"words {place} " * 200) for place in range(200)]
    library.store(feed("post"), digest(*entries), now=now)
    library.close()
    return path


def test_a_library_is_made_with_its_folder_and_found_again(path, analysed, digest, feed, now):
    library = Library.open(path)
    library.store(feed("post"), digest(analysed("one")), now=now)
    library.close()
    again = Library.open(path)
    assert (again.story_count(), again.notice) == (1, None)
    again.close()


def test_a_closed_library_says_so(path):
    library = Library.open(path)
    library.close()
    library.close()
    with pytest.raises(StoreError, match="closed"):
        library.story_count()
    with pytest.raises(StoreError, match="closed"):
        library.set_read(["0" * 16], True)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: b"no database " * 1000, id="other content"),
        pytest.param(lambda whole: b"\0" * 100 + whole[100:], id="zeroed header"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut in half"),
        pytest.param(lambda whole: whole[:16] + b"\xff" * 84 + whole[100:], id="garbled header"),
        pytest.param(lambda whole: whole[:100] + b"\xff" * 4000 + whole[4100:], id="garbled schema"),
    ],
)
def test_a_damaged_file_is_set_aside_and_a_fresh_one_made(filled, damage, analysed, digest, feed, now):
    damaged = damage(filled.read_bytes())
    filled.write_bytes(damaged)
    library = Library.open(filled)
    assert library.notice is not None
    (aside,) = filled.parent.glob("*.damaged-*Z")
    assert str(aside) in library.notice
    assert aside.read_bytes() == damaged
    assert library.story_count() == 0
    library.store(feed("post"), digest(analysed("one")), now=now)
    library.close()
    again = Library.open(filled)
    assert (again.story_count(), again.notice) == (1, None)
    again.close()


def test_damage_that_shows_only_later_is_reported_and_mended_by_the_next_start(filled):
    whole = filled.read_bytes()
    sound = len(whole) // 2
    filled.write_bytes(whole[:sound] + b"\xff" * (len(whole) - sound))
    library = Library.open(filled)
    assert library.notice is None

    def read_everything():
        for headline in library.headlines(HeadlineQuery(), offset=0, limit=200):
            library.story(headline.id)

    with pytest.raises(StoreError, match="damaged"):
        read_everything()
    library.close()
    again = Library.open(filled)
    assert again.notice is not None
    assert again.story_count() == 0
    again.close()
    assert [file for file in filled.parent.iterdir() if file.name.endswith("is-damaged")] == []


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(filled):
    connection = sqlite3.connect(filled)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = filled.read_bytes()
    with pytest.raises(StoreError, match=r"newer Tapewire .* Update Tapewire, or delete the file"):
        Library.open(filled)
    assert filled.read_bytes() == before
    assert list(filled.parent.glob("*damaged*")) == []


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "library.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program's database"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_path_that_cannot_be_used_is_named(tmp_path):
    with pytest.raises(StoreError, match=str(tmp_path)):
        Library.open(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=str(tmp_path / "file")):
        Library.open(tmp_path / "file" / "library.sqlite")


def test_an_older_format_is_brought_up_to_the_newest_step_by_step():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    first = ("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
    second = ("ALTER TABLE t ADD COLUMN b", "UPDATE t SET b = a + 1")
    third = ("UPDATE t SET b = b * 10",)
    migrate(connection, (first,))
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    migrate(connection, (first, second, third))
    assert connection.execute("SELECT * FROM t").fetchall() == [(1, 20)]
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    migrate(connection, (first, second, third))
    assert connection.execute("SELECT * FROM t").fetchall() == [(1, 20)]
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


def test_a_step_that_fails_leaves_the_older_format_whole():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    first = ("CREATE TABLE t (a)",)
    migrate(connection, (first,))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (first, ("INSERT INTO t VALUES (1)", "UPDATE nowhere SET a = 1")))
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_a_library_of_the_first_format_keeps_what_it_knew_of_its_feeds(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, STEPS[:1])
    connection.execute(
        "INSERT INTO feeds (key, etag, checked_at, error) VALUES ('post', '7', 1000000, 'It is broken.')"
    )
    connection.close()

    library = Library.open(path)

    checked_at = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert library.feed_state("post") == FeedState(etag="7", checked_at=checked_at, error="It is broken.")
    library.close()
