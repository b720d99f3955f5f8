"""The config: every key, every default, and a fault named by its line and key."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tapewire.config import Config, load_config, parse_config
from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError
from tapewire.model import MuteRule
from tapewire.query.writing import write
from tapewire.text import clean_line

ROOT = Path(__file__).parent.parent
HERE = Path("/home/reader/news/config.yaml")


def test_the_example_loads_and_shows_every_key_with_its_default() -> None:
    example = ROOT / "config.example.yaml"
    config = load_config(example)
    stated = yaml.safe_load(example.read_text(encoding="utf-8"))

    assert set(stated) == {field.name for field in fields(Config)}
    defaults = {key: value for key, value in stated.items() if key != "feeds"}
    assert defaults.pop("searches") == {}
    assert Config().searches == ()
    assert defaults == {
        key: list(value) if isinstance(value := getattr(Config(), key), tuple) else value for key in defaults
    }
    of_feeds = {"url", "name", "folder", "user_agent", "enabled", "full_text", "keep_days", "keep_stories"}
    assert {key for feed in stated["feeds"] for key in feed} == of_feeds
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


def test_mute_rules_are_read_as_they_stand() -> None:
    text = """
mute:
  - {word: world  cup, until: 2026-07-19}
  - {regex: '^Sponsored\\b', in: text}
  - {source: CNBC, author: Jane Doe}
"""
    assert parse_config(text, path=HERE).mute == (
        MuteRule(word="world cup", until=date(2026, 7, 19)),
        MuteRule(regex=r"^Sponsored\b", in_text=True),
        MuteRule(source="CNBC", author="Jane Doe"),
    )


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
        ("feeds:\n  - url: a\n  - url: a\n", "line 3: feeds[1].url: a is listed twice, first on line 2"),
        ("feeds:\n  - url: a\n  - url: ./x/../a\n", "line 3: feeds[1].url: ./x/../a is the same file as a on line 2"),
        ("feeds:\n  - url: ' '\n", "line 2: feeds[0].url: is blank"),
        ('feeds:\n  - url: "a\\0b"\n', "line 2: feeds[0].url: has a line break, double blanks or an unseen character"),
        (
            'feeds:\n  - url: "a\\u202Eb"\n',
            "line 2: feeds[0].url: has a line break, double blanks or an unseen character",
        ),
        ("feeds:\n  - url: ~nosuch/x.xml\n", "line 2: feeds[0].url: ~nosuch/x.xml is not the path of a file"),
        ("\ntheme: 2024-99-99\n", "line 2: theme: is not the date or time that it looks like"),
        ("feeds:\n  - url: a\n    name: 0x_\n", "line 3: feeds[0].name: is not the whole number that it looks like"),
        ("theme: !!bool x\n", "line 1: theme: is not the true or false that it looks like"),
        ("theme: 2024-01-01\n", "line 1: theme: expected text, got a date"),
        ("feeds:\n  - url: a\n    7: b\n", "line 2: feeds[0]: has a key that is not text"),
        ("mute:\n  - word: a\n  - regex: (\n", "line 3: mute[1].regex: is no regular expression: missing ), unterm"),
        ("mute:\n  - regex: '(?:a{200}){300}'\n", "line 2: mute[0].regex: has too many repeats in one another"),
        ("mute:\n  - until: 2026-01-01\n", "line 2: mute[0]: needs one of the keys `word`, `regex`, `source`, `auth"),
        ("mute:\n  - word: a\n    in: body\n", "line 3: mute[0].in: expected title or text"),
        ("mute:\n  - word: a\n    until: soon\n", "line 3: mute[0].until: expected a day such as 2026-12-31"),
        ("mute:\n  - word: a\n    until: 0001-01-01\n", "line 3: mute[0].until: is not within 1971 to 9998"),
        ("mute:\n  - author: ' '\n", "line 2: mute[0].author: is blank"),
        ("mute:\n  - word: a\n\n  - word: 'a '\n", "line 4: mute[1].word: this rule is listed twice, first on line 2"),
        ("mute: crypto\n", "line 1: mute: expected a list, got text"),
        ("'': b\n", "line 1: '': there is no such key"),
        ('"a\\e[31m": b\n', "line 1: a: there is no such key"),
        ("\ntheme: a\0b\n", "line 2: the character U+0000 may not be in it"),
        ("theme: \ud800\n", "line 1: the character U+D800 may not be in it"),
        ("\nfeeds: " + "[" * 100_000, "line 2: nested too deeply"),
        ("\n" + "- " * 100_000, "line 2: nested too deeply"),
        ("feeds:\n  - url: file:///etc/passwd\n", "line 2: feeds[0].url: file:///etc/passwd is neither"),
        ("feeds:\n  - url: javascript:alert(1)\n", "line 2: feeds[0].url: javascript:alert(1) is neither"),
        ('feeds:\n  - url: a\n    user_agent: "x\\r\\ny"\n', "line 3: feeds[0].user_agent: expected text"),
        ('feeds:\n  - url: a\n    user_agent: "x\\n"\n', "line 3: feeds[0].user_agent: expected text in plain ASCII"),
    ],
    ids=lambda value: value[:40].strip() if "line" in value else "",
)
def test_a_fault_is_named_by_its_line_and_key(text: str, fault: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(text, path=HERE)

    assert f"{HERE}, {fault}" in str(raised.value)


def test_names_and_folders_are_one_clean_line() -> None:
    text = 'feeds:\n  - url: a\n    name: "The\\n\\e]0;pwned\\aCourier"\n    folder: "\\e[31mHong\\tKong\\u202e"\n'
    (feed,) = parse_config(text, path=HERE).feeds

    assert (feed.name, feed.folder) == ("The Courier", "Hong Kong")
    (nameless,) = parse_config('feeds:\n  - url: x/rthk.xml\n    name: "\\e[31m"\n', path=HERE).feeds
    assert nameless.name == "rthk"


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=5),
    st.sampled_from(
        ["a", "./a", "~nosuch", "http://[", "/", "..", "\n", "\x1b[2J", "2024-99-99", "<<", "feeds", "url"]
    ),
)
_KEYS = st.one_of(
    st.sampled_from(["feeds", "refresh_minutes", "theme", "red_is_up", "url", "name", "folder"]), _SCALARS
)
_TREES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner), max_leaves=12)
_FEEDS = st.fixed_dictionaries({"feeds": st.lists(st.dictionaries(_KEYS, _SCALARS) | _TREES)})
_FRAGMENTS = st.sampled_from(
    (
        *("feeds:", "- ", "url: ", "theme: ", "\n", "\n  ", "2024-99-99", "0x_", "1:60", "~x", "\\0", "a", "!!int "),
        *(
            "!!bool ",
            "!!set ",
            "!!omap ",
            "!!timestamp ",
            "!!binary ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "? ",
            ": ",
            "&a ",
            "*a",
        ),
        *("<<: ", "'"),
    )
)


def printed(text: str) -> list[str]:
    """What a person gets to see of a config."""
    try:
        config = parse_config(text, path=HERE)
    except ConfigError as error:
        return [str(error)]
    return [text for feed in config.feeds for text in (feed.key, feed.url, feed.name, feed.folder)]


@given(st.one_of(st.text(), st.lists(_FRAGMENTS, max_size=20).map("".join)))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    assert all(clean_line(each) == each for each in printed(text))


@given(st.one_of(_TREES, _FEEDS))
def test_any_structure_is_read_or_refused_in_words(tree: object) -> None:
    assert all(clean_line(each) == each for each in printed(yaml.safe_dump(tree, allow_unicode=True)))


def test_a_config_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml cannot be read"):
        load_config(tmp_path / "nowhere.yaml")


def test_a_config_in_another_charset_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes("feeds: [] # 香港".encode("utf-16"))

    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(path)


def test_what_is_kept_of_a_feed_is_said_for_all_and_for_one() -> None:
    feeds = "feeds: [{url: a.xml}, {url: b.xml, keep_days: 0}, {url: c.xml, keep_stories: 7}]"
    kept = [(feed.keep_days, feed.keep_stories) for feed in parse_config(f"keep_days: 30\n{feeds}", path=HERE).feeds]
    assert kept == [(30, 2_000), (0, 2_000), (30, 7)]
    assert {feed.keep_stories for feed in parse_config("keep_stories: 0", path=HERE).feeds} == {0}
    with pytest.raises(ConfigError, match=r"line 1: keep_days: .*>= 0"):
        parse_config("keep_days: -1", path=HERE)


def test_searches_are_named_and_read_and_their_faults_told_by_line_and_key() -> None:
    config = parse_config("searches:\n  Falls: move:<-3\n  Rates: 'title:rates sort:time'", path=HERE)
    assert [(search.name, write(search.query)) for search in config.searches] == [
        ("Falls", "move:<-3"),
        ("Rates", "title:rates sort:time"),
    ]
    with pytest.raises(ConfigError, match=r"line 3: searches\.Falls: “mvoe:>3”: There is no mvoe: .* mean move:"):
        parse_config("searches:\n  Rates: rates\n  Falls: gold mvoe:>3", path=HERE)
    with pytest.raises(ConfigError, match=r"line 3: searches\.Falls ?: another search has this name"):
        parse_config("searches:\n  Falls: gold\n  'Falls ': silver", path=HERE)
