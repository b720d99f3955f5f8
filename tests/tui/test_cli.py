"""The commands as filters: what they print where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
        "moves": 1,
    }
    assert midday["url"] is None
    assert filled("list", "midday", "noon", "--limit", "1")[1].count("\n") == 1


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

    stories = '{"id": 7, "title": "Gold rises 2%", "text": ""}\n\n{"id": "b", "text": "Nothing moved."}\n'
    monkeypatch.setattr(sys, "stdin", io.StringIO(stories))
    first, second = map(json.loads, run("moves", "--jsonl")[1].splitlines())
    assert (first["id"], first["moves"][0]["percent"], first["moves"][0]["start"]) == (7, 2.0, None)
    assert second == {"id": "b", "moves": []}


@pytest.mark.parametrize("command", ["moves", "related"])
def test_a_broken_line_of_a_stream_is_named(command: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": "a", "title": "", "text": ""}\n{"id": \n'))

    status, _, err = run(command, "--jsonl")

    assert status == 1
    assert re.search(r"line 2\b", err, re.IGNORECASE)


def test_related_ranks_a_stream_among_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [
        {"id": "a", "title": "Toyota recalls hybrids over brake software", "published": 1_700_000_000},
        {"id": "b", "title": "Brake software recall hits Toyota hybrids", "published": 1_700_000_100},
        {"id": "c", "title": "Ferries to leave every twelve minutes", "published": None},
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(json.dumps(story) + "\n" for story in stories)))

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


def test_feeds_tells_how_each_is_doing(filled: Run) -> None:
    (feed,) = json.loads(filled("feeds", "--json")[1])

    assert (feed["feed"], feed["folder"], feed["stories"], feed["unread"], feed["error"]) == (
        *("courier.xml", "Harbour", 2, 2),
        None,
    )
    assert "2 unread of     2" in filled("feeds")[1]


def test_an_empty_library_and_an_empty_search_say_what_to_do(run: Run) -> None:
    assert run("list", "--json") == (0, "[]\n", "tapewire: the library is empty; `tapewire refresh` fills it.\n")
    run("refresh")
    assert run("list", "zzz") == (0, "", "tapewire: no story holds “zzz”.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["show", "0000"], 1, "No story has the id '0000'"),
        (["related"], 2, "related needs a story's id, or --jsonl"),
        (["moves", "/nowhere.txt"], 1, "/nowhere.txt cannot be read"),
        (["export"], 1, "there are no bookmarks to export"),
        (["sell"], 2, "invalid choice"),
        (["list", "--limit", "0"], 2, "0 is not 1 or more"),
        ([], 2, "the reader needs a terminal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
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
