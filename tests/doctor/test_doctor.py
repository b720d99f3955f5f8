"""Each finding: that it is made where it should be, and only there."""

from __future__ import annotations

import http.server
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tapewire.analysis import Digest
from tapewire.doctor import places
from tapewire.doctor.feeds import check_feeds, check_online
from tapewire.doctor.finding import Finding
from tapewire.doctor.locks import check_locks
from tapewire.doctor.places import check_config, check_folder
from tapewire.doctor.stores import check_library, check_state
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import Feed, FeedHealth
from tapewire.paths import DataFolder
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
FEED = Feed(key="https://tape.example/rss", url="https://tape.example/rss", name="Tape")


def told(findings: list[Finding]) -> list[tuple[str, str | None]]:
    """What is not as it should be: the level, and the command that mends it."""
    return [(finding.level, finding.mend) for finding in findings if finding.level != "ok"]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with a sound library and a sound state, which was written twice."""
    made = DataFolder(root=tmp_path / "data of mine")
    made.root.mkdir(mode=0o700)
    with closing(Library.open(made.library)) as library:
        library.store(FEED, Digest(title="Tape", fresh=(), unchanged=(), warnings=()), now=NOW)
    for story_id in ("a" * 16, "b" * 16):
        with closing(StateStore.open(made.state)) as state:
            state.mark_read([story_id], read=True, now=NOW)
    return made


def test_a_sound_installation_has_nothing_to_mend(folder: DataFolder) -> None:
    checks = (check_folder(folder.root), check_locks(folder), check_library(folder), check_state(folder))
    assert [told(findings) for findings in checks] == [[], [], [], []]
    assert "2 read marks and 0 bookmarks" in checks[3][0].what


def test_what_is_not_there_yet_is_no_fault_and_is_not_made(tmp_path: Path) -> None:
    folder = DataFolder(root=tmp_path / "none" / "yet")
    checks = (check_folder(folder.root), check_locks(folder), check_library(folder), check_state(folder))
    assert [told(findings) for findings in checks] == [[], [], [], []]
    assert not (tmp_path / "none").exists()


# -- the config --------------------------------------------------------------------------------------------------------


def test_a_fault_of_the_config_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "con fig.yaml"
    path.write_text("feeds:\n  - nam: x\n")
    config, findings = check_config(path)
    assert config is None
    assert "line 2" in findings[0].what
    assert told(findings) == [("fault", f"${{EDITOR:-vi}} '{path}'")]


def test_a_config_that_was_named_but_is_missing_is_a_fault_and_the_usual_one_is_not(tmp_path: Path) -> None:
    assert told(check_config(tmp_path / "none.yaml")[1]) == [("fault", "tapewire subscribe https://…")]
    config, findings = check_config(None)
    assert config is not None
    assert told(findings) == []


def test_passwords_that_others_may_read_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("feeds: [{url: 'https://me:secret@tape.example/a@b'}]")
    path.chmod(0o644)
    assert told(check_config(path)[1]) == [("note", f"chmod 600 {path}")]
    path.chmod(0o600)
    assert told(check_config(path)[1]) == []


def test_a_config_that_may_not_be_written_to_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("feeds: []")
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    assert told(check_config(path)[1]) == [("note", f"chmod u+w {path}")]


# -- folders -----------------------------------------------------------------------------------------------------------


def test_a_file_in_the_folders_place_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert told(check_folder(tmp_path / "data")) == [("fault", f"mv {tmp_path}/data {tmp_path}/data.aside")]


def test_a_folder_that_others_may_look_into_is_noted(folder: DataFolder) -> None:
    folder.root.chmod(0o755)
    assert told(check_folder(folder.root)) == [("note", f"chmod 700 '{folder.root}'")]


def test_folders_that_may_not_be_used_are_faults(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    assert told(check_folder(folder.root)) == [("fault", f"chmod u+rwx '{folder.root}'")]
    missing = folder.root / "deeper" / "still"
    assert told(check_folder(missing)) == [("fault", f"chmod u+rwx '{folder.root}'")]


def test_a_disk_that_is_nearly_full_is_noted(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(folder.root)._replace(free=5_000_000)
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _: usage)
    (finding,) = [each for each in check_folder(folder.root) if each.level == "note"]
    assert "Only 5 MB are free" in finding.what


# -- locks -------------------------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from tapewire.state.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(folder: DataFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the state."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_a_lock_that_is_held_names_its_holder_and_one_left_behind_is_none(
    folder: DataFolder, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tapewire.doctor.locks.PATIENCE_S", 0.01)
    assert told(check_locks(folder)) == [("fault", f"kill {holder.pid}")]
    lock = folder.state.with_name("state.json.lock")
    lock.write_text("not a process\n")
    assert told(check_locks(folder)) == [("fault", f"fuser -v '{lock}'")]
    holder.kill()
    holder.wait()
    assert told(check_locks(folder)) == []


def test_a_program_that_writes_to_the_library_for_long_is_a_fault(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tapewire.doctor.locks.PATIENCE_S", 0.01)
    with closing(sqlite3.connect(folder.library, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert told(check_locks(folder)) == [("fault", f"fuser -v '{folder.library}'")]
        other.execute("ROLLBACK")
    assert told(check_locks(folder)) == []


# -- the library -------------------------------------------------------------------------------------------------------


def rebuild(folder: DataFolder) -> list[tuple[str, str | None]]:
    return [("fault", f"touch '{folder.library}.is-damaged' && tapewire refresh")]


def test_a_library_that_is_no_database_is_a_fault_and_stays_as_it_is(folder: DataFolder) -> None:
    folder.library.write_bytes(b"not a database, whatever its name says" * 100)
    before = folder.library.read_bytes()
    assert told(check_library(folder)) == rebuild(folder)
    assert folder.library.read_bytes() == before


def test_a_damaged_page_is_found(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.library)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'stories_by_time'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with folder.library.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert told(check_library(folder)) == rebuild(folder)


def test_another_programs_database_and_a_newer_one_are_faults(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.library)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    (finding,) = check_library(folder)
    assert "newer Tapewire" in finding.what
    assert told([finding]) == [("fault", f"mv '{folder.library}' '{folder.library}.aside'")]
    with closing(sqlite3.connect(folder.library)) as connection:
        connection.execute("PRAGMA application_id = 1")
    assert "another program's" in check_library(folder)[0].what


def test_damage_that_was_noted_or_set_aside_is_told(folder: DataFolder) -> None:
    aside = folder.library.with_name("library.sqlite.damaged-20260304T093000Z")
    aside.write_bytes(b"")
    assert told(check_library(folder)) == [("note", f"rm '{aside}'")]
    folder.library.with_name("library.sqlite.is-damaged").touch()
    assert told(check_library(folder))[0] == ("fault", "tapewire refresh")


# -- the state ---------------------------------------------------------------------------------------------------------


def test_a_damaged_state_is_a_fault_that_tells_of_its_copy_and_changes_nothing(folder: DataFolder) -> None:
    folder.state.write_bytes(b'{"read": ')
    (finding,) = check_state(folder)
    assert "The copy from before the last change is whole" in finding.what
    assert told([finding]) == [("fault", "tapewire bookmarks")]
    assert folder.state.read_bytes() == b'{"read": '
    folder.state.with_name("state.json.bak").write_bytes(b"[]")
    assert "There is no copy that can be read" in check_state(folder)[0].what


def test_a_newer_state_is_a_fault(folder: DataFolder) -> None:
    folder.state.write_text('{"tapewire": {"1": {"format": 99}}}')
    (finding,) = check_state(folder)
    assert (finding.level, "newer Tapewire" in finding.what) == ("fault", True)


def test_a_damaged_copy_and_loose_permissions_are_noted(folder: DataFolder) -> None:
    copy = folder.state.with_name("state.json.bak")
    copy.write_bytes(b"half of {")
    folder.state.chmod(0o644)
    assert told(check_state(folder)) == [("note", f"rm '{copy}'"), ("note", f"chmod 600 '{folder.state}'")]


def test_a_state_that_cannot_be_read_is_a_fault(folder: DataFolder) -> None:
    folder.state.unlink()
    folder.state.mkdir()
    assert told(check_state(folder)) == [("fault", f"ls -l '{folder.state}'*")]


# -- feeds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "level", "mend"),
    [
        ({"errors": 1, "error": "No answer."}, "note", "tapewire refresh --force"),
        ({"errors": 3, "error": "No answer."}, "fault", "tapewire subscribe https://tape.example/"),
        ({"errors": 1, "error": "Gone.", "gone_at": NOW}, "fault", "tapewire unsubscribe https://tape.example/rss"),
        ({"is_stale": True, "newest_at": NOW}, "note", "tapewire unsubscribe https://tape.example/rss"),
        ({"duplicate_of": "Other"}, "note", "tapewire unsubscribe https://tape.example/rss"),
        ({"checked_at": None}, "note", "tapewire refresh"),
    ],
)
def test_what_is_wrong_with_a_feed_has_a_command_that_mends_it(changes: dict[str, Any], level: str, mend: str) -> None:
    health = FeedHealth(**{"feed": FEED, "checked_at": NOW, "succeeded_at": NOW - timedelta(days=1), **changes})
    assert told(check_feeds([health])) == [(level, mend)]


def test_feeds_that_are_well_share_a_line_and_no_feeds_are_noted() -> None:
    assert [finding.what for finding in check_feeds([FeedHealth(feed=FEED, checked_at=NOW)] * 2)] == [
        "2 of 2 feeds answered when they were last asked."
    ]
    assert told(check_feeds([])) == [("note", "tapewire subscribe https://…")]


@pytest.fixture
def server() -> Iterator[str]:
    """A server with a feed at /feed, and one that is refused at /closed."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<rss version='2.0'><channel><item><guid>1</guid><title>Up</title></item></channel></rss>"
            self.send_response({"/feed": 200, "/closed": 403}.get(self.path, 404))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


async def test_online_every_feed_is_asked_but_those_that_asked_to_be_left_alone(server: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><p>No feed.</p></html>")
    urls = {
        "Good": f"{server}/feed",
        "Shut": f"{server}/closed",
        "Lost": f"{server}/other",
        "Page": str(page),
        "Left": "http://left.invalid/",
    }
    feeds = [Feed(key=url, url=url, name=name) for name, url in urls.items()]
    feeds.append(Feed(key="off", url="http://off.invalid/", name="Off", is_enabled=False))
    left = FeedState(retry_at=NOW + timedelta(hours=1), retry_host="left.invalid")

    found = await check_online(feeds, {urls["Left"]: left}, clock=lambda: NOW)

    assert found[0].what == "1 of 5 feeds that were asked now can be read."
    assert [(finding.level, finding.what.partition(",")[0], finding.mend) for finding in found[1:]] == [
        ("fault", "Shut", "tapewire refresh --force"),
        ("fault", "Lost", f"tapewire subscribe {server}/"),
        ("fault", "Page", None),
        ("note", "Left", None),
    ]
