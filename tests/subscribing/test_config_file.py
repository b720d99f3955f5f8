"""The user's config, changed for them: only the lines that a change is about, whole or not at all, and undone."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapewire.config import load_config, parse_config
from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError
from tapewire.model import Feed, MuteRule
from tapewire.subscribing.config_file import ConfigFile, example_text
from tapewire.text import clean_line

COMMENTED = """\
# My config, kept since 2019.
theme:   nord   # dark

feeds:   # the list
  # -- Hong Kong
  - url: https://rthk.example/rss   # public
    name: 'RTHK'
    folder: Hong Kong
  # SCMP has two; this is business:
  -   url: "https://scmp.example/92"

      # (its name is theirs)
      name: SCMP   Business
  - {url: https://sec.example/rss, name: SEC, user_agent: "Jane jane@mail.example"}  # needs a name
# That was all.

refresh_minutes: 5
keep_days: 30
"""
NEW = Feed(key="https://new.example/feed", url="https://new.example/feed", name="New: 中 #1", folder="Asia")
Make = Callable[[str], ConfigFile]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A config of a text."""

    def written(text: str) -> ConfigFile:
        path = tmp_path / "config.yaml"
        path.write_bytes(text.encode("utf-8"))
        return ConfigFile(path)

    return written


def lines_of(file: ConfigFile) -> list[str]:
    return file.path.read_bytes().decode("utf-8").splitlines(keepends=True)


def test_a_feed_is_added_behind_the_last_and_no_other_line_changes(make: Make) -> None:
    file = make(COMMENTED)
    edit = file.subscribe([NEW])

    before = COMMENTED.splitlines(keepends=True)
    place = before.index("# That was all.\n")
    added = ["  - url: https://new.example/feed\n", '    name: "New: 中 #1"\n', "    folder: Asia\n"]
    assert lines_of(file) == before[:place] + added + before[place:]
    assert edit.config == load_config(file.path)
    assert edit.config.feeds[-1] == replace(NEW, keep_days=30)


def test_what_is_removed_takes_no_comment_of_its_neighbours_along(make: Make) -> None:
    file = make(COMMENTED)
    file.unsubscribe(["https://scmp.example/92"])

    before = COMMENTED.splitlines(keepends=True)
    start = before.index('  -   url: "https://scmp.example/92"\n')
    assert lines_of(file) == before[:start] + before[start + 4 :]
    file.unsubscribe(["https://rthk.example/rss", "https://sec.example/rss"])
    assert load_config(file.path).feeds == ()
    assert "# -- Hong Kong" in file.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda file: file.rename("https://rthk.example/rss", "R: T"), "name: 'RTHK'\n", 'name: "R: T"\n'),
        (lambda file: file.move("https://rthk.example/rss", "Asia"), "folder: Hong Kong\n", "folder: Asia\n"),
        (lambda file: file.move("https://rthk.example/rss", ""), "    folder: Hong Kong\n", ""),
        (
            lambda file: file.enable("https://rthk.example/rss", enabled=False),
            "# public\n",
            "# public\n    enabled: false\n",
        ),
        (
            lambda file: file.move("https://scmp.example/92", "China"),
            '"https://scmp.example/92"\n',
            '"https://scmp.example/92"\n      folder: China\n',
        ),
        (
            lambda file: file.move("https://sec.example/rss", "US"),
            'jane@mail.example"}',
            'jane@mail.example", folder: "US"}',
        ),
        (
            lambda file: file.mute(MuteRule(word="cup", until=date(2026, 7, 19))),
            "keep_days: 30\n",
            "keep_days: 30\nmute:\n  - word: cup\n    until: 2026-07-19\n",
        ),
    ],
)
def test_a_change_is_where_it_belongs_and_can_be_taken_back_and_made_again(
    make: Make, change: Callable[[ConfigFile], object], old: str, new: str
) -> None:
    file = make(COMMENTED)
    edit = change(file)
    changed = COMMENTED.replace(old, new)
    assert "".join(lines_of(file)) == changed

    undone = file.undo(edit)  # type: ignore[arg-type]
    assert "".join(lines_of(file)) == COMMENTED
    assert undone.config == parse_config(COMMENTED, path=file.path)
    file.undo(undone)
    assert "".join(lines_of(file)) == changed


def test_a_change_is_not_taken_back_over_a_later_one(make: Make) -> None:
    file = make(COMMENTED)
    edit = file.rename("https://rthk.example/rss", "Radio")
    file.path.write_text(file.path.read_text("utf-8") + "# later\n", "utf-8")
    with pytest.raises(ConfigError, match="changed since"):
        file.undo(edit)
    assert file.path.read_text("utf-8").endswith("# later\n")


def test_without_a_config_one_is_made_from_the_example_with_the_starting_set(tmp_path: Path) -> None:
    file = ConfigFile(tmp_path / "new" / "config.yaml")
    edit = file.subscribe([NEW])
    assert load_config(file.path).feeds == (*STARTING_FEEDS, NEW)
    text = file.path.read_text("utf-8")
    assert text.index("# user_agent:") < text.index("- url:")
    assert "red_is_up: false" in text
    file.undo(edit)
    assert not file.path.exists()


def test_the_default_place_is_used_where_none_is_named() -> None:
    file = ConfigFile(None)
    file.subscribe([NEW])
    assert load_config(None).feeds[-1] == NEW


@pytest.mark.parametrize(
    "text", ["", "# nothing yet", "theme: nord", "feeds:\ntheme: nord\n", "feeds: ~ # none\n", "---\n"]
)
def test_who_follows_the_starting_set_without_saying_so_keeps_it(make: Make, text: str) -> None:
    file = make(text)
    file.subscribe([NEW])
    assert load_config(file.path).feeds == (*STARTING_FEEDS, NEW)
    file = make(text)
    file.unsubscribe([STARTING_FEEDS[0].key])
    assert load_config(file.path).feeds == STARTING_FEEDS[1:]
    for comment in ("# nothing yet", "# none"):
        assert (comment in text) == (comment in file.path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "feeds: []\n",
        "feeds: [] # none yet\ntheme: nord",
        "feeds: [\n  # none yet\n]\n",
        "{}\n",
        "{theme: nord}",
        "{feeds: [], theme: nord}\n",
        "feeds: [{url: a}]\n",
        "feeds:\n- url: a",
        "feeds:\r\n- url: a\r\n  name: >\r\n    two\r\n    lines\r\n\r\ntheme: nord\r\n",
        "\ufefffeeds:\n- url: a\n",
        "---\nfeeds:\n  - url: a\n...\n",
        "theme: nord\nfeeds:\n  -\n    # first\n    url: a\n    name:\n",
        "feeds:\n  - &a {url: a, folder: &f X}\n  - {url: b, folder: *f}\n",
        '"feeds": [\n  {"url": "a"}, # one\n  {"url": "b"}\n]\n',
    ],
)
def test_configs_of_every_form_can_be_changed(make: Make, text: str) -> None:
    file = make(text)
    before = file.config()
    held = () if before.feeds == STARTING_FEEDS else before.feeds
    if before.feeds == STARTING_FEEDS:
        file.unsubscribe([feed.key for feed in STARTING_FEEDS])
    file.subscribe([NEW])
    assert file.config().feeds == (*held, NEW)
    file.rename(NEW.key, "Other")
    file.enable(NEW.key, enabled=False)
    file.move(NEW.key, "")
    assert file.config().feeds == (*held, replace(NEW, name="Other", is_enabled=False, folder=""))
    for feed in reversed(held):
        file.unsubscribe([feed.key])
    file.unsubscribe([NEW.key])
    assert file.config() == replace(before, feeds=())
    assert ("\r\n" in text) == ("\r\n" in "".join(lines_of(file)))
    assert "".join(lines_of(file)).startswith("\ufeff") == text.startswith("\ufeff")


def test_what_cannot_be_changed_safely_is_refused_and_left_alone(make: Make) -> None:
    text = "feeds:\n  - url: a\n    folder: &f X\n  - url: b\n    folder: *f\n"
    file = make(text)
    with pytest.raises(ConfigError, match="written in a way that only you can change"):
        file.move("a", "Y")
    assert file.path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "address", ["https://RTHK.example/rss/", "http://rthk.example/rss", "https://rthk.example:443/rss#x"]
)
def test_a_feed_that_is_followed_is_refused_by_its_name(make: Make, address: str) -> None:
    file = make(COMMENTED)
    with pytest.raises(ConfigError, match="followed already, as RTHK"):
        file.subscribe([replace(NEW, key=address, url=address)])
    assert "".join(lines_of(file)) == COMMENTED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: file.unsubscribe(["https://none.example"]), "is not in the config"),
        (lambda file: file.rename("https://rthk.example/rss", " \t"), "name is blank"),
        (lambda file: file.unmute(MuteRule(word="a")), "no such mute rule"),
        (lambda file: (file.mute(MuteRule(word="a")), file.mute(MuteRule(word="a"))), "such a mute rule already"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    make: Make, change: Callable[[ConfigFile], object], words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        change(make(COMMENTED))


def test_a_faulty_config_is_not_touched(make: Make) -> None:
    file = make("feeds:\n  - nme: a\n")
    with pytest.raises(ConfigError, match="line 2: feeds"):
        file.subscribe([NEW])
    assert file.path.read_text("utf-8") == "feeds:\n  - nme: a\n"


def test_the_file_behind_a_link_is_changed_and_keeps_its_permissions(make: Make, tmp_path: Path) -> None:
    real = make(COMMENTED).path.rename(tmp_path / "dotfiles.yaml")
    real.chmod(0o640)
    link = tmp_path / "config.yaml"
    link.symlink_to(real)
    ConfigFile(link).subscribe([NEW])
    assert link.is_symlink()
    assert load_config(real).feeds[-1].key == NEW.key
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.yaml", "dotfiles.yaml"]


def test_a_write_that_fails_leaves_the_old_config_and_no_other_file(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(COMMENTED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match="disk is full"):
        file.subscribe([NEW])
    assert "".join(lines_of(file)) == COMMENTED
    assert [each.name for each in file.path.parent.iterdir()] == ["config.yaml"]


def test_changes_at_the_same_time_lose_nothing(make: Make) -> None:
    path = make("feeds: []\n").path
    feeds = [replace(NEW, key=f"https://{n}.example/", url=f"https://{n}.example/") for n in range(12)]
    threads = [threading.Thread(target=lambda feed=feed: ConfigFile(path).subscribe([feed])) for feed in feeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {feed.key for feed in load_config(path).feeds} == {feed.key for feed in feeds}


characters = st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" #:-'\"{}[],&*!|>%@`")
words = st.text(characters, min_size=1).map(clean_line).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=words, folder=words, rule=words, in_list=st.booleans())
def test_any_words_are_read_as_they_were_written(make: Make, name: str, folder: str, rule: str, in_list: bool) -> None:
    file = make("feeds: [{url: a}]\nmute: [{word: b}]\n" if in_list else COMMENTED)
    feed = replace(NEW, name=name, folder=folder)
    file.subscribe([feed])
    if rule != "b":
        edit = file.mute(MuteRule(regex=".", source=rule))
        assert edit.config.mute[-1] == MuteRule(regex=".", source=rule)
    assert file.config().feeds[-1] == replace(feed, keep_days=file.config().keep_days)


remark = st.sampled_from(["", "\n", "  # a word\n", "# at the left\n", "\n   # deep\n\n"])
item = st.tuples(
    remark,
    st.sampled_from(
        [
            "  - url: {url}\n",
            "  -   url: {url}   # remark\n      name: 'A b'\n",
            "  - name: A\n\n    # within\n    url: {url}\n    folder: X\n",
            '  - {{url: "{url}", name: A}}\n',
            "  -\n    url: {url}\n    name: >-\n      two\n      lines\n",
            "  - url: {url}\n    name: |\n      kept\n\n",
            "  - # first\n    url: {url}\n    enabled: false\n",
        ]
    ),
)
changes = st.lists(
    st.tuples(st.sampled_from(["add", "drop", "rename", "move", "enable", "disable", "unfile"]), st.integers(0, 9)),
    max_size=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(item, min_size=1, max_size=4), steps=changes, tail=remark)
def test_configs_of_many_layouts_are_changed_and_keep_every_line_that_a_change_is_not_about(
    make: Make, items: list[tuple[str, str]], steps: list[tuple[str, int]], tail: str
) -> None:
    listed = "".join(before + text.format(url=f"https://{n}.example/") for n, (before, text) in enumerate(items))
    text = f"# top\nfeeds:\n{listed}{tail}theme: nord\n# end\n"
    file = make(text)
    for number, (kind, place) in enumerate(steps):
        feeds = file.config().feeds
        if kind == "add" or not feeds:
            url = f"https://new{number}.example/"
            file.subscribe([Feed(key=url, url=url, name=f"N {number}")])
            continue
        key = feeds[place % len(feeds)].key
        before = file.path.read_text("utf-8")
        match kind:
            case "drop":
                file.unsubscribe([key])
            case "rename":
                file.rename(key, f"Renamed {number}")
            case "move" | "unfile":
                file.move(key, "Folder" if kind == "move" else "")
            case _:
                file.enable(key, enabled=kind == "enable")
        after = file.path.read_text("utf-8")
        if kind != "drop":
            lost = set(before.splitlines()) - set(after.splitlines())
            assert all("#" not in line or "url:" in line for line in lost)
    left = file.path.read_text("utf-8")
    for comment in ("# top", "# end", *(line for before, _ in items for line in before.splitlines() if "#" in line)):
        assert left.count(comment) >= text.count(comment) - 10 * ("within" in comment)


def test_the_example_that_a_user_begins_with_is_whole() -> None:
    config = parse_config(example_text(), path=Path("/x/config.yaml"))
    assert config.feeds == STARTING_FEEDS
    assert config.mute == ()
    assert "Copy this file" not in example_text()
