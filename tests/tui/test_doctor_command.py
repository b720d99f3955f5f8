"""``tapewire doctor``: what it prints, and what it says of the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.cli import main
from tui.commands.terminal import check_terminal


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a config that lists one feed, and a terminal that can show it."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("TMUX", "STY", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "config.yaml").write_text(f"feeds: [{{url: '{tmp_path}/tape.xml', name: Tape}}]")
    (tmp_path / "tape.xml").write_text("<rss version='2.0'><channel><item><title>Up</title></item></channel></rss>")
    return tmp_path


def doctor(data: Path, *options: str) -> int:
    return main(["--config", str(data / "config.yaml"), "--data", str(data / "data"), "doctor", *options])


def test_it_makes_nothing_and_names_the_folders_that_were_given(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(data) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == [
        "feeds     note    1 feed was never asked yet.",
        f"                  → tapewire --config {data}/config.yaml --data {data}/data refresh",
        "1 note.",
    ]
    assert not (data / "data").exists()


def test_a_fault_is_exit_status_one_and_programs_can_read_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "tape.xml").write_text("no feed")
    assert doctor(data, "--online", "--json") == 1
    findings = json.loads(capsys.readouterr().out)
    assert {"area", "level", "what", "mend"} == set(findings[0])
    (fault,) = [finding for finding in findings if finding["level"] == "fault"]
    assert fault["area"] == "feeds"
    assert fault["what"].startswith("Tape, asked now: ")


def test_once_feeds_were_fetched_nothing_is_wrong(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(data / "config.yaml"), "--data", str(data / "data"), "refresh"]) == 0
    assert doctor(data, "--online") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "feeds     ok      1 of 1 feeds answered when they were last asked.",
        "feeds     ok      1 of 1 feeds that were asked now can be read.",
        "Nothing is wrong.",
    ]


def test_after_a_faulty_config_the_rest_is_looked_at_all_the_same(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "config.yaml").write_text("feeds: 3")
    assert doctor(data) == 1
    printed = capsys.readouterr().out
    assert "config    FAULT" in printed
    assert "library   ok" in printed


MODERN = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environment", "size", "encoding", "told"),
    [
        (MODERN, (120, 40), "utf-8", []),
        (MODERN, None, "UTF8", []),
        ({"TERM": "dumb"}, (80, 24), "utf-8", [("fault", "export TERM=xterm-256color")]),
        ({}, (80, 24), "utf-8", [("fault", "export TERM=xterm-256color")]),
        ({"TERM": "xterm"}, (80, 24), "utf-8", [("note", "export TERM=xterm-256color")]),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (80, 24), "utf-8", []),
        (MODERN, (39, 24), "utf-8", [("fault", "resize -s 24 80")]),
        (MODERN, (79, 24), "utf-8", [("note", "resize -s 24 80")]),
        (MODERN, (80, 24), "latin-1", [("note", "export LC_ALL=C.UTF-8")]),
        ({**MODERN, "TERM": "screen-256color", "STY": "1"}, (80, 24), "ascii", [("note", "screen -U")]),
        ({"TERM": "screen", "STY": "1"}, (80, 24), "utf-8", [("note", "exec screen -T screen-256color")]),
        (
            {"TERM": "xterm-256color", "TMUX": "/tmp/x"},
            (80, 24),
            "utf-8",
            [("note", "tmux set -g default-terminal tmux-256color && exec tmux new")],
        ),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x"}, (80, 24), "utf-8", []),
    ],
    ids=str,
)
def test_what_the_terminal_lacks_has_a_command_that_mends_it(
    environment: dict[str, str], size: tuple[int, int] | None, encoding: str, told: list[tuple[str, str]]
) -> None:
    findings = check_terminal(environment, size=size, encoding=encoding)
    assert [(finding.level, finding.mend) for finding in findings if finding.level != "ok"] == told
