"""The config: every key, every default, and a fault named by its line and key."""

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from tapewire.config import Config, load_config, parse_config
from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError

ROOT = Path(__file__).parent.parent
HERE = Path("/home/reader/news/config.yaml")


def test_the_example_loads_and_shows_every_key_with_its_default() -> None:
    example = ROOT / "config.example.yaml"
    config = load_config(example)
    stated = yaml.safe_load(example.read_text(encoding="utf-8"))

    assert set(stated) == {field.name for field in fields(Config)}
    defaults = {key: value for key, value in stated.items() if key != "feeds"}
    assert defaults == {key: getattr(Config(), key) for key in defaults}
    assert {key for feed in stated["feeds"] for key in feed} == {"url", "name", "folder", "user_agent"}
    assert len(config.feeds) == len(stated["feeds"])


def test_without_feeds_the_starting_set_is_followed_hong_kong_and_china_first() -> None:
    assert parse_config("", path=HERE).feeds == STARTING_FEEDS
    assert parse_config("refresh_minutes: 5", path=HERE).feeds == STARTING_FEEDS
    assert parse_config("feeds: []", path=HERE).feeds == ()
    assert len(STARTING_FEEDS) >= 15
    assert STARTING_FEEDS[0].folder == "Hong Kong & China"
    assert all(feed.folder for feed in STARTING_FEEDS)


def test_a_path_is_relative_to_the_config_and_files_stories_under_what_was_written() -> None:
    (feed,) = parse_config("feeds:\n  - url: saved/rthk.xml\n", path=HERE).feeds

    assert feed.key == "saved/rthk.xml"
    assert feed.url == "/home/reader/news/saved/rthk.xml"
    assert feed.name == "rthk"


def test_a_feed_without_a_name_is_called_after_its_host() -> None:
    (feed,) = parse_config("feeds:\n  - url: https://www.feeds.paper.example/x.xml\n", path=HERE).feeds

    assert feed.name == "paper.example"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("feeds:\n  - url: a\n  - nme: b\n", "line 3: feeds[1].nme: there is no such key"),
        ("feeds:\n  - name: b\n", "line 2: feeds[0]: needs a key `url`"),
        ("\nrefresh_minutes: often\n", "line 2: refresh_minutes: expected a whole number, got text"),
        ("refresh_minutes: -1\n", "line 1: refresh_minutes: expected a whole number >= 0"),
        ("colour: red\n", "line 1: colour: there is no such key"),
        ("feeds: [\n", "line 2: not valid YAML"),
        ("- 1\n", "line 1: the file: expected keys with values, got a list"),
        ("feeds:\n  - url: a\n  - url: a\n", "line 3: feeds[1].url: a is listed twice"),
        ("feeds:\n  - url: file:///etc/passwd\n", "line 2: feeds[0].url: file:///etc/passwd is neither"),
        ("feeds:\n  - url: javascript:alert(1)\n", "line 2: feeds[0].url: javascript:alert(1) is neither"),
        ('feeds:\n  - url: a\n    user_agent: "x\\r\\ny"\n', "line 3: feeds[0].user_agent: expected text"),
    ],
)
def test_a_fault_is_named_by_its_line_and_key(text: str, fault: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(text, path=HERE)

    assert f"{HERE}, {fault}" in str(raised.value)


def test_a_config_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml cannot be read"):
        load_config(tmp_path / "nowhere.yaml")


def test_a_config_in_another_charset_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes("feeds: [] # 香港".encode("utf-16"))

    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(path)
