"""The commands as filters: what they print where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tapewire.errors import StoreError
from tapewire.library.files import open_writer
from tui import cli

ROOT = Path(__file__).parent.parent.parent

FEED = """<rss version="2.0"><channel><title>Harbour Courier</title>
<item><guid>close</guid><title>Hong Kong stocks rise</title><link>https://courier.example/close</link>
<pubDate>Mon, 02 Mar 2026 08:00:00 +0800</pubDate>
<description>The Hang Seng Index rose 1.4 per cent to 26,310.55 on Monday.</description></item>
<item><guid>midday</guid><title>Hong Kong stocks gain at midday</title>
<pubDate>Mon, 02 Mar 2026 04:00:00 +0800</pubDate>
<description>The Hang Seng Index was up 0.9 per cent at the noon break.</description></item>
</channel></rss>"""

Run = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on one feed in a file; gives exit status, standard output and standard error."""
    (tmp_path / "courier.xml").write_text(FEED, "utf-8")
    config = tmp_path / "config.yaml"
    config.write_text("feeds:\n  - {url: courier.xml, name: Courier, folder: Harbour}\n", "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.main(["--config", str(config), "--data", str(tmp_path / "data"), *arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def stdin(text: str) -> io.TextIOWrapper:
    """A standard input that holds the text; a lone surrogate stands for a byte that is no UTF-8."""
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogateescape")))


@pytest.fixture
def filled(run: Run) -> Run:
    """The same, once the feed was fetched."""
    assert run("refresh")[0] == 0
    return run


def test_a_refresh_reports_what_is_new_and_fails_if_a_feed_does(run: Run, tmp_path: Path) -> None:
    assert run("refresh") == (0, "1 feed refreshed: 2 new, 0 edited\n", "")
    (tmp_path / "courier.xml").unlink()

    status, out, err = run("refresh", "--json")

    assert status == 1
    (feed,) = json.loads(out)["feeds"]
    assert (feed["feed"], feed["outcome"]) == ("courier.xml", "failed")
    assert err == f"tapewire: Courier (courier.xml): {feed['error']}\n"
    assert "There is no file" in feed["error"]


def test_list_is_an_array_of_headlines(filled: Run) -> None:
    status, out, _ = filled("list", "--json")
    close, midday = json.loads(out)

    assert status == 0
    assert close == {
        "id": close["id"],
        "title": "Hong Kong stocks rise",
        "source": "Courier",
        "feed": "courier.xml",
        "url": "https://courier.example/close",
        "published": "2026-03-02T00:00:00Z",
        "read": False,
        "bookmarked": False,
        "muted": False,
        "moves": 1,
    }
    assert midday["url"] is None
    assert filled("list", "midday", "noon", "--limit", "1")[1].count("\n") == 1


def test_a_list_for_a_person_is_short_and_says_so_and_json_is_whole(run: Run, tmp_path: Path) -> None:
    items = "".join(f"<item><guid>{number}</guid><title>Item {number}</title></item>" for number in range(53))
    (tmp_path / "courier.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', "utf-8")
    run("refresh")

    status, out, err = run("list")
    assert (status, out.count("\n"), err) == (0, 50, "tapewire: 3 more; `--limit 53` lists them all.\n")
    status, out, err = run("list", "--json")
    assert (status, len(json.loads(out)), err) == (0, 53, "")
    assert len(json.loads(run("list", "--json", "--limit", "2")[1])) == 2
    assert run("list", "--limit", "53")[2] == ""


def test_show_adds_text_moves_and_related(filled: Run) -> None:
    newest = json.loads(filled("list", "--json")[1])[0]["id"]
    shown = json.loads(filled("show", newest[:6], "--json")[1])

    assert shown["id"] == newest
    (move,) = shown["moves"]
    assert shown["text"][move["start"] : move["end"]] == move["evidence"]
    assert (move["symbol"], move["percent"], move["level"]) == ("^HSI", 1.4, 26310.55)
    (related,) = shown["related"]
    assert set(related) == {"id", "title", "source", "published", "score", "reasons"}
    assert "Hang Seng Index" in related["reasons"]
    in_words = filled("show", newest)[1]
    assert "▲ Hang Seng Index (^HSI) 1.4% 26,310.55" in in_words
    assert "Hong Kong stocks gain at midday" in in_words


def test_moves_reads_texts_pages_and_streams(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "story.txt"
    text.write_text("The Nikkei 225 fell 2.1 per cent to 38,012.40. Sony lost 3 per cent.", "utf-8")

    (nikkei, sony) = json.loads(run("moves", str(text), "--json")[1])
    rows = list(csv.DictReader(io.StringIO(run("moves", str(text), "--csv")[1])))
    lines = run("moves", str(text))[1].splitlines()

    assert (nikkei["symbol"], nikkei["percent"], sony["name"]) == ("^N225", -2.1, "Sony")
    assert [row["symbol"] for row in rows] == ["^N225", "6758.T"]
    assert [line[:8] for line in lines] == ["▼ Nikkei", "▼ Sony ("]
    assert "Nikkei" in run("moves", str(text), "--explain")[1]

    page = tmp_path / "page.html"
    sentence = "The FTSE 100 closed 0.6 per cent higher at 9,310.22 on Tuesday as miners rose. "
    page.write_text(
        f"<html><head><title>London closes higher</title></head><body><nav>Home 5%</nav><article><h1>London</h1>"
        f"<p>{sentence}</p><p>{'Traders had expected less of the day. ' * 12}</p></article></body></html>",
        "utf-8",
    )
    (ftse,) = json.loads(run("moves", str(page), "--json")[1])
    assert (ftse["symbol"], ftse["percent"]) == ("^FTSE", 0.6)

    stories = '{"id": 7, "title": "Gold rises 2%"}\n\n{"id": "b", "text": "Nothing\u2028moved."}\n'
    monkeypatch.setattr(sys, "stdin", stdin(stories))
    first, second = map(json.loads, run("moves", "--jsonl")[1].splitlines())
    assert (first["id"], first["moves"][0]["percent"], first["moves"][0]["start"]) == (7, 2.0, None)
    assert second == {"id": "b", "moves": []}
    (tmp_path / "stories.jsonl").write_text(stories, "utf-8")
    assert run("moves", "--jsonl", str(tmp_path / "stories.jsonl"))[1].count("\n") == 2


def test_moves_answers_each_line_before_it_reads_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()

    class Lines(io.RawIOBase):
        """Two lines, the second of which is only there once the first was answered."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            answers.append(written.getvalue().count(b"\n"))
            line = (b'{"id": 1, "title": "a"}\n', b'{"id": 2, "title": "b"}\n', b"")[len(answers) - 1]
            buffer[: len(line)] = line
            return len(line)

    answers: list[int] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Lines())))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "utf-8"))

    assert cli.main(["moves", "--jsonl"]) == 0
    assert answers == [0, 1, 2]


def test_half_a_character_in_a_story_is_written_as_json_can_say_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    line = r'{"id": "\udc00", "title": "Gold \ud800 rises 2%"}'
    monkeypatch.setattr(sys, "stdin", stdin(line))

    assert json.loads(run("moves", "--jsonl")[1])["id"] == "\udc00"


@pytest.mark.parametrize("command", ["moves", "related"])
def test_a_broken_line_of_a_stream_is_named(command: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in ('{"id": ', '{"id": "b"}', '{"id": "b", "text": ["a"]}', '{"id": 1.5, "text": ""}', "\udcff"):
        monkeypatch.setattr(sys, "stdin", stdin('{"id": "a", "title": "", "text": ""}\n' + broken + "\n"))

        status, _, err = run(command, "--jsonl")

        assert (status, err.count("\n")) == (1, 1)
        assert err.startswith("tapewire: Line 2")


def test_related_ranks_a_stream_among_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [
        {"id": "a", "title": "Toyota recalls hybrids over brake software", "published": 1_700_000_000},
        {"id": "b", "title": "Brake software recall hits Toyota hybrids", "published": 1_700_000_100},
        {"id": "c", "title": "Ferries to leave every twelve minutes", "published": None},
    ]
    monkeypatch.setattr(sys, "stdin", stdin("".join(json.dumps(story) + "\n" for story in stories)))

    ranked = {line["id"]: line for line in map(json.loads, run("related", "--jsonl", "--limit", "5")[1].splitlines())}

    assert ranked["a"]["related"][0][0] == "b"
    assert ranked["a"]["event"] == ranked["b"]["event"] != ranked["c"]["event"]


def test_bookmarks_are_saved_listed_and_exported(filled: Run, tmp_path: Path) -> None:
    newest = json.loads(filled("list", "--json")[1])[0]["id"]

    status, out, err = filled("bookmark", newest[:8], "ffffffffffff")
    assert (status, out.startswith(newest[:8])) == (1, True)
    assert "No story has the id" in err
    (saved,) = json.loads(filled("bookmarks", "--json")[1])
    assert (saved["id"], saved["moves"]) == (newest, 1)
    for form, ending in (("--markdown", ".md"), ("--html", ".html"), ("--json", ".jsonl")):
        folder = tmp_path / form.strip("-")
        folder.mkdir()
        (written,) = filled("export", form, str(folder))[1].split()
        assert Path(written).read_text("utf-8").count("26,310.55") >= 1
        assert Path(written).suffix == ending


def test_a_bookmark_is_dated_by_the_local_day(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = json.loads(filled("list", "--json")[1])[0]["id"]
    filled("bookmark", newest)
    (saved,) = json.loads(filled("bookmarks", "--json")[1])
    saved_at = datetime.fromisoformat(saved["saved"])

    days = set()
    for zone, hours in (("AHEAD-14", 14), ("BEHIND12", -12)):  # between them there are always two days
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        day = f"{saved_at + timedelta(hours=hours):%Y-%m-%d}"
        assert filled("bookmarks")[1].split()[1] == day
        days.add(day)
    assert len(days) == 2


def test_a_library_that_may_not_be_written_to_is_read_all_the_same(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = json.loads(filled("list", "--json")[1])[0]["id"]
    filled("bookmark", newest)

    def open_for_reading(path: Path | None) -> tuple[sqlite3.Connection, str | None]:
        connection, notice = open_writer(path)
        connection.execute("PRAGMA query_only = 1")
        return connection, notice

    monkeypatch.setattr("tapewire.library.connections.open_writer", open_for_reading)
    monkeypatch.setattr("tapewire.library.library.Library.flags_stamp", lambda _: None)  # out of line with the state
    refused = "it may not be written to. Check its permissions and its folder's.\n"
    for command in (["list"], ["show", newest], ["bookmarks"], ["feeds"], ["related", newest]):
        status, out, err = filled(*command)
        assert (status, out != "", err.endswith(refused), err.count("\n")) == (0, True, True, 1), command


def test_the_bundled_edition_is_refreshed_once(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--demo", "refresh")

    assert (status, err) == (0, "")
    assert re.fullmatch(r"\d+ feeds refreshed: [1-9]\d* new, 0 edited\n", out)


def test_feeds_tells_how_each_is_doing(filled: Run) -> None:
    (feed,) = json.loads(filled("feeds", "--json")[1])

    assert (feed["feed"], feed["folder"], feed["stories"], feed["unread"], feed["error"]) == (
        *("courier.xml", "Harbour", 2, 2),
        None,
    )
    assert re.search(r"^Courier +2 +2 ", filled("feeds")[1], re.MULTILINE)


def test_an_empty_library_and_an_empty_search_say_what_to_do(run: Run) -> None:
    assert run("list", "--json") == (0, "[]\n", "tapewire: the library is empty; `tapewire refresh` fills it.\n")
    run("refresh")
    assert run("list", "zzz") == (0, "", "tapewire: no story holds “zzz”.\n")


def test_a_search_of_the_list_is_read_whole_or_its_fault_is_marked(run: Run) -> None:
    assert run("list", "gold mvoe:>3") == (
        1,
        "",
        "tapewire: the search cannot be read.\n  gold mvoe:>3\n       ^^^^^^^\n"
        'There is no mvoe: to search by. Did you mean move:? As words: "mvoe:>3".\n',
    )
    assert run("list", "恒生 is:")[2].splitlines()[1:3] == ["  恒生 is:", "       ^^^"]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["show", "0000"], 1, "No story has the id '0000'"),
        (["related"], 2, "one of the arguments ID --jsonl is required"),
        (["related", "0000", "--jsonl"], 2, "argument --jsonl: not allowed with argument ID"),
        (["related", "--jsonl", "0000"], 2, "not allowed with argument"),
        (["moves", "/nowhere.txt"], 1, "/nowhere.txt cannot be read"),
        (["moves", "/nowhere.jsonl", "--jsonl"], 1, "/nowhere.jsonl cannot be read"),
        (["moves", "/"], 1, "/ cannot be read: Is a directory"),
        (["moves", ""], 2, "the name is empty; give a file"),
        (["moves", "--demo"], 2, "unrecognized arguments: --demo"),
        (["export"], 1, "there are no bookmarks to export"),
        (["sell"], 2, "invalid choice"),
        (["list", "--limit", "0"], 2, "--limit: '0' is not a whole number from 1"),
        (["list", "--limit", "x"], 2, "--limit: 'x' is not a whole number from 1"),
        (["list", "--limit", "9" * 5_000], 2, "is not a whole number from 1"),
        ([], 2, "the reader needs a terminal"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_what_goes_wrong_is_said_on_standard_error(arguments: list[str], status: int, sentence: str, run: Run) -> None:
    ended, out, err = run(*arguments)

    assert (ended, out) == (status, "")
    assert sentence in err


def test_a_reader_who_has_seen_enough_ends_the_output_quietly(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m tui.cli --demo --data {tmp_path} list --limit 500 --json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.stdout == "[\n  {\n    "
    assert done.stderr == ""


def test_the_readme_names_every_command_and_every_key() -> None:
    from tui.keys import COMMANDS, key_names

    readme = (ROOT / "README.md").read_text("utf-8")
    parser: Any = cli._parser()
    (commands,) = (action.choices for action in parser._actions if action.dest == "==SUPPRESS==" and action.choices)
    for name in commands:
        assert f"`tapewire {name}" in readme, name
    for command in COMMANDS:
        if command.name not in ("leave",):
            assert f"`{key_names(command).split()[0]}`" in readme, command.name


def test_the_readme_starts_with_two_commands_and_ci_runs_the_second() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    run_command, test_command = re.findall(r"<!-- (?:run|test) command -->\n```sh\n(.*)\n```", readme)

    assert run_command.endswith(".venv/bin/tapewire")
    assert test_command.endswith(".venv/bin/pytest")
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text("utf-8")


class Opened:
    """A newsroom that the reader opened; tells whether it was closed."""

    def __init__(self, *, demo: bool) -> None:
        self.demo = demo
        self.is_closed = False

    def has_fetched(self) -> bool:
        return False

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """The newsrooms that the reader opens, on what looks like a terminal; no screen is shown."""
    newsrooms: list[Opened] = []

    def open_newsroom(config: object, folder: object, *, demo: bool) -> Opened:
        newsrooms.append(Opened(demo=demo))
        return newsrooms[-1]

    monkeypatch.setattr("tui.commands.reader.open_newsroom", open_newsroom)
    monkeypatch.setattr("tui.app.TapewireApp", lambda **_: SimpleNamespace(run=lambda: None, return_code=None))
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr("tui.commands.reader.sys", SimpleNamespace(stdin=terminal, stdout=terminal))
    monkeypatch.setenv("TERM", "xterm")
    return newsrooms


def test_the_reader_closes_what_it_opened(opened: list[Opened], run: Run) -> None:
    assert run()[0] == 0
    assert [(newsroom.demo, newsroom.is_closed) for newsroom in opened] == [(False, True), (True, True)]


def test_the_reader_closes_the_newsroom_if_the_bundled_edition_fails(
    opened: list[Opened], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_newsroom(config: object, folder: object, *, demo: bool) -> Opened:
        if demo:
            raise StoreError("The bundled edition is not there.")
        opened.append(Opened(demo=demo))
        return opened[-1]

    monkeypatch.setattr("tui.commands.reader.open_newsroom", open_newsroom)

    assert run() == (1, "", "tapewire: The bundled edition is not there.\n")
    assert [newsroom.is_closed for newsroom in opened] == [True]


def test_who_follows_no_feeds_is_not_shown_the_bundled_edition(opened: list[Opened], run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("feeds: []\n", "utf-8")

    assert run()[0] == 0
    assert [newsroom.demo for newsroom in opened] == [False]
