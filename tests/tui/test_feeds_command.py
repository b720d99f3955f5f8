"""``tapewire feeds`` and ``tapewire refresh --force``: what is told of feeds that were asked before."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rich.cells import cell_len

from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.paths import DataFolder
from tui.cli import main

NAMES = ("The Harbour and Peninsula Morning Post", "香港電車財經新聞早晨報紙特別版", "Gone", "Moved", "Twin")


def states(now: datetime) -> tuple[FeedState, ...]:
    """How the feeds answered when they were asked just now."""
    return (
        FeedState(
            checked_at=now,
            succeeded_at=now - timedelta(days=3),
            next_check_at=now + timedelta(minutes=90, seconds=30),
            errors=12,
            error="The server refuses us (403 Forbidden). Some let readers in that name a contact: set the user_agent.",
            body_bytes=14_900_000,
            took_s=19.97,
        ),
        FeedState(succeeded_at=now, body_bytes=22_400, took_s=0.04),
        FeedState(gone_at=now, error="It is gone.", errors=1),
        FeedState(succeeded_at=now, moved_to="https://new.example/feed", final_url="https://new.example/feed"),
        FeedState(succeeded_at=now, final_url="https://new.example/feed"),
    )


@pytest.fixture
def tapewire(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command over the feeds above; returns what it prints."""
    config = tmp_path / "config.yaml"
    feeds = [{"url": f"https://{number}.invalid/feed", "name": name} for number, name in enumerate(NAMES)]
    config.write_text(json.dumps({"feeds": feeds}), encoding="utf-8")
    library = Library.open(DataFolder.at(tmp_path).library)
    for feed, state in zip(feeds, states(datetime.now(UTC)), strict=True):
        library.save_feed_state(feed["url"], state)
    library.close()

    def run(*arguments: str) -> str:
        assert main(["--config", str(config), "--data", str(tmp_path), *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_a_table_of_eighty_columns_with_what_is_wrong_in_words(tapewire: Callable[..., str]) -> None:
    lines = tapewire("feeds").splitlines()

    assert max(map(cell_len, lines)) <= 80
    assert lines == [
        "FEED                       UNREAD STORIES NEWEST LAST OK  NEXT     SIZE   TIME",
        "The Harbour and Peninsula…      0       0      -      3d    2h  14.9 MB 20.0 s",
        "    12 errors in a row: The server refuses us (403 Forbidden). Some let readers",
        "    in that name a contact: set the user_agent.",
        "香港電車財經新聞早晨報紙…       0       0      -     now   due    22 kB  0.0 s",
        "Gone                            0       0      -   never never        -      -",
        "    error: It is gone.",
        "Moved                           0       0      -     now   due        -      -",
        "    moved for good, and is fetched from https://new.example/feed",
        "Twin                            0       0      -     now   due        -      -",
        "    the same feed as Moved: both come from one address",
    ]


def test_the_same_for_programs(tapewire: Callable[..., str]) -> None:
    first, _, gone, moved, twin = json.loads(tapewire("feeds", "--json"))

    assert (first["errors"], first["bytes"], first["seconds"]) == (12, 14_900_000, 19.97)
    assert first["next"] > first["checked"] > first["succeeded"]
    assert (gone["gone"], gone["next"]) == (first["checked"], None)
    assert (moved["moved_to"], moved["duplicate_of"]) == ("https://new.example/feed", None)
    assert (twin["duplicate_of"], twin["stale"]) == ("Moved", False)


class Handler(BaseHTTPRequestHandler):
    """Gives a feed that is good for an hour."""

    def do_GET(self) -> None:
        body = b"<rss version='2.0'><channel><item><guid>1</guid><title>Rates fall</title></item></channel></rss>"
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


def test_a_feed_that_is_not_due_is_asked_only_by_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    config = tmp_path / "config.yaml"
    config.write_text(f"feeds: [url: 'http://127.0.0.1:{server.server_port}/feed']", encoding="utf-8")
    try:
        for options in ([], [], ["--force"]):
            assert main(["--config", str(config), "--data", str(tmp_path), "refresh", *options]) == 0
    finally:
        server.shutdown()
        server.server_close()
    assert capsys.readouterr().out.splitlines() == [
        "1 feed refreshed: 1 new, 0 edited",
        "0 feeds refreshed: 0 new, 0 edited; 1 not due (`tapewire feeds` tells when)",
        "1 feed refreshed: 0 new, 0 edited",
    ]
