"""The commands for subscriptions and mute rules, as a person or a script runs them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tapewire.config import load_config
from tapewire.defaults import STARTING_FEEDS
from tui import cli

Run = Callable[..., "tuple[int, str, str]"]

OPML = """<opml version="2.0"><body><outline text="Asia"><outline text="A" xmlUrl="https://a.example/f"/></outline>
<outline text="B" xmlUrl="https://b.example/f"/><outline text="C" type="rss"/></body></opml>"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text("# mine\nfeeds:\n  - url: https://b.example/f  # kept\n    name: Bee\n", "utf-8")
    return path


@pytest.fixture
def run(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives exit status, standard output and standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.main(["--config", str(config), "--data", str(tmp_path / "data"), *arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


class Terminal(io.StringIO):
    """A standard stream that a person sits at."""

    def isatty(self) -> bool:
        return True


def test_subscribe_previews_a_feed_and_writes_it_to_the_config(run: Run, config: Path, site, rss) -> None:
    site.pages["/"] = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.pages["/rss"] = rss("Courier")

    status, out, err = run("subscribe", site.url, "--folder", "Asia")

    assert (status, out) == (0, f"Followed: Courier  {site.url}/rss  in Asia\n")
    assert "named by the page, 3 stories" in err
    assert "Courier: newer" in err
    assert config.read_text("utf-8").startswith("# mine\nfeeds:\n  - url: https://b.example/f  # kept\n")
    assert load_config(config).feeds[-1].folder == "Asia"
    status, out, err = run("subscribe", f"{site.url}/rss")
    assert (status, out) == (1, "")
    assert "is followed already, as Courier" in err


def test_what_the_server_is_told_we_are_is_told_from_the_first_request_on(run: Run, config: Path, site, rss) -> None:
    site.pages |= {"/": '<a href="/rss">RSS</a>', "/rss": rss("Courier")}
    assert run("subscribe", site.url, "--user-agent", "Jane jane@mail.example")[0] == 0
    assert site.user_agents == {"Jane jane@mail.example"}
    assert load_config(config).feeds[-1].user_agent == "Jane jane@mail.example"
    assert run("subscribe", site.url, "--user-agent", "a\nb")[0] == 2


def test_of_several_feeds_a_script_must_say_which_and_a_person_is_asked(
    run: Run, config: Path, site, rss, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/"] = '<a href="/rss">All</a><a href="/asia/rss">Asia</a><a href="/us/rss">US</a>'
    site.pages |= {"/rss": rss("All"), "/asia/rss": rss("Asia"), "/us/rss": rss("US")}
    before = config.read_text("utf-8")

    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    status, out, err = run("subscribe", site.url)
    assert (status, out) == (1, "")
    assert f"{site.url} leads to 3 feeds" in err
    assert f"{site.url}/asia/rss  Asia" in err
    assert config.read_text("utf-8") == before

    monkeypatch.setattr(sys, "stdin", Terminal("7\n2, 3\n"))
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert run("subscribe", site.url)[0] == 0
    assert [feed.name for feed in load_config(config).feeds] == ["Bee", "Asia", "US"]
    monkeypatch.setattr(sys, "stdin", Terminal("q\n"))
    assert run("subscribe", site.url)[0] == 1
    assert run("subscribe", site.url, "--first", "--name", "Paper")[0] == 0
    assert load_config(config).feeds[-1].name == "Paper"


def test_what_cannot_be_followed_is_told_and_the_others_are_followed(run: Run, config: Path, site, rss) -> None:
    site.pages |= {"/": "<html>none</html>", "/rss": rss("Good")}
    status, out, err = run("subscribe", site.url, f"{site.url}/gone", f"{site.url}/rss", "gopher://x")
    assert (status, out) == (1, f"Followed: Good  {site.url}/rss\n")
    assert err.count("tapewire: ") == 3
    assert run("subscribe", "a.example", "b.example", "--name", "X")[0] == 2


def test_a_feed_that_is_not_enabled_is_not_refreshed_and_keeps_its_stories(
    run: Run, config: Path, tmp_path: Path, rss
) -> None:
    (tmp_path / "courier.xml").write_text(rss("Courier"), "utf-8")
    config.write_text("feeds:\n  - {url: courier.xml, name: Courier}\n", "utf-8")
    assert run("refresh")[0] == 0
    config.write_text("feeds:\n  - {url: courier.xml, name: Courier, enabled: false}\n", "utf-8")
    assert json.loads(run("refresh", "--force", "--json")[1])["feeds"] == []
    (feed,) = json.loads(run("feeds", "--json")[1])
    assert (feed["enabled"], feed["stories"]) == (False, 3)
    assert " off " in run("feeds")[1]


def test_unsubscribe_takes_names_and_addresses_or_says_what_is_wrong(run: Run, config: Path) -> None:
    assert run("unsubscribe", "none")[0] == 1
    status, out, _ = run("unsubscribe", "bee")
    assert (status, out) == (0, "No longer followed: Bee  https://b.example/f\n")
    assert load_config(config).feeds == ()


def test_import_adds_what_is_new_and_says_a_word_on_the_rest(run: Run, config: Path, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text(OPML, "utf-8")
    before = config.read_text("utf-8")

    status, out, err = run("import", str(listed), "--dry-run")
    assert (status, out) == (0, "A  https://a.example/f  in Asia\n")
    assert "C was left out" in err
    assert "B is followed already, as Bee" in err
    assert "1 feed would be added" in err
    assert config.read_text("utf-8") == before

    assert run("import", str(listed))[:2] == (0, out)
    assert [feed.key for feed in load_config(config).feeds] == ["https://b.example/f", "https://a.example/f"]
    assert run("import", str(listed))[0] == 1
    assert "cannot be read" in run("import", str(tmp_path / "none"))[2]


def test_import_without_a_config_keeps_the_starting_set(run: Run, config: Path, tmp_path: Path) -> None:
    config.unlink()
    listed = tmp_path / "urls"
    listed.write_text("https://a.example/f markets\n", "utf-8")
    status, _, err = run("import", str(listed))
    assert status == 0
    assert "made" in err
    assert [feed.name for feed in load_config(config).feeds] == [*(feed.name for feed in STARTING_FEEDS), "a.example"]


def test_what_is_exported_can_be_imported(run: Run, config: Path, tmp_path: Path) -> None:
    assert run("export", "--opml", str(tmp_path)) == (0, f"{tmp_path / 'feeds.opml'}\n", "")
    assert run("export", "--opml", "-")[1] == (tmp_path / "feeds.opml").read_text("utf-8")
    config.write_text("feeds: []\n", "utf-8")
    assert run("import", str(tmp_path / "feeds.opml"))[0] == 0
    assert [(feed.name, feed.key) for feed in load_config(config).feeds] == [("Bee", "https://b.example/f")]


def test_a_mute_rule_hides_stories_until_it_is_taken_away(run: Run, config: Path, tmp_path: Path, rss) -> None:
    (tmp_path / "courier.xml").write_text(rss("Courier"), "utf-8")
    config.write_text("feeds:\n  - {url: courier.xml, name: Courier}\n", "utf-8")
    assert run("refresh")[0] == 0

    status, out, err = run("mute", "undated", "--until", "2999-12-31")
    assert (status, out) == (0, "Muted: undated until 2999-12-31\n")
    assert "1 story is muted" in err
    assert len(json.loads(run("list", "--json")[1])) == 2
    (muted,) = json.loads(run("list", "--muted", "--json")[1])
    assert (muted["title"], muted["muted"]) == ("Courier: undated", True)
    assert "(muted) Courier: Courier: undated" in run("list", "undated")[1]
    assert run("mute")[1] == "1. undated until 2999-12-31\n"
    assert "such a mute rule already" in run("mute", "undated", "--until", "2999-12-31")[2]
    assert "missing )" in run("mute", "--regex", "(")[2]
    assert run("mute", "--until", "soon")[0] == run("mute", "--until", "2026-01-01")[0] == 2

    assert run("unmute", "2")[0] == 1
    assert run("unmute", "1")[1] == "No longer muted: undated until 2999-12-31\n"
    assert len(json.loads(run("list", "--json")[1])) == 3
    assert load_config(config).mute == ()
