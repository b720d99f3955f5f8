"""config.yaml → `Config`. A fault is named by its line and its key."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import msgspec
import yaml

from tapewire.config_faults import Place, at_mark, fault_in_words, line_of, place_name, place_of
from tapewire.config_instruments import InstrumentEntry, read_instruments
from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError
from tapewire.filters import FIRST_YEAR, LAST_YEAR, check_regex
from tapewire.model import KEEP_DAYS, KEEP_STORIES, Feed, MuteRule, OwnInstrument, SavedSearch
from tapewire.text import clean_line

if TYPE_CHECKING:
    from yaml import SafeLoader as _AnyLoader
else:
    _AnyLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is missing from some builds of PyYAML


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The user's settings. Every key is described in ``config.example.yaml``."""

    feeds: tuple[Feed, ...] = STARTING_FEEDS
    """In the order in which they are listed; keys are unique."""
    refresh_minutes: int = 15
    """How often the open reader refreshes by itself, in minutes; 0 for only when asked."""
    theme: str = "tapewire-dark"
    """Name of a theme of the reader."""
    red_is_up: bool = False
    """Show rises in red and falls in green, as East Asian markets do."""
    keep_days: int = KEEP_DAYS
    """See `Feed.keep_days`; of feeds that do not say otherwise."""
    keep_stories: int = KEEP_STORIES
    """See `Feed.keep_stories`; of feeds that do not say otherwise."""
    mute: tuple[MuteRule, ...] = ()
    """Which stories are left out of lists, in the order in which the rules are listed; all differ."""
    searches: tuple[SavedSearch, ...] = ()
    """Searches that stand among the sections, in the order in which they are listed."""
    instruments: tuple[OwnInstrument, ...] = ()
    """What the parser of moves knows besides its own tables; all names differ."""


_Limit = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class _FeedEntry(msgspec.Struct, forbid_unknown_fields=True):
    url: Annotated[str, msgspec.Meta(min_length=1)]
    name: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    folder: str = ""
    user_agent: Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[\x20-\x7e]*\Z")] | None = None
    enabled: bool = True
    full_text: bool = False
    keep_days: _Limit | None = None
    keep_stories: _Limit | None = None


class _MuteEntry(msgspec.Struct, forbid_unknown_fields=True):
    word: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    regex: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    source: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    author: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    within: Literal["title", "text"] = msgspec.field(name="in", default="title")
    until: date | None = None


class _ConfigFile(msgspec.Struct, forbid_unknown_fields=True):
    feeds: list[_FeedEntry] | None = None
    refresh_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] = 15
    theme: str = "tapewire-dark"
    red_is_up: bool = False
    keep_days: _Limit = KEEP_DAYS
    keep_stories: _Limit = KEEP_STORIES
    mute: list[_MuteEntry] | None = None
    searches: dict[str, str] | None = None
    instruments: list[InstrumentEntry] | None = None


_KINDS = {"timestamp": "date or time", "int": "whole number", "float": "number", "bool": "true or false"}
"""What YAML's names of types mean to a person."""
_DEEPEST = 50
"""How many lists and mappings may lie in one another; a config needs three."""
_MUTE_KEYS = ("word", "regex", "source", "author")
"""What a mute rule can ask of a story; it needs one of them."""
# Everything but what YAML 1.1 lets a document hold (section 5.1).
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _UnusableScalarError(Exception):
    """A scalar is not of the type that its tag or its look gives it."""

    def __init__(self, node: yaml.Node) -> None:
        super().__init__(node)
        self.node = node


class _Loader(_AnyLoader):
    """PyYAML's safe loader, which lets through whatever Python raises at a date, a number or a tag that is none."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError) as error:
            raise _UnusableScalarError(node) from error


def load_config(path: Path | None) -> Config:
    """Read the config.

    Args:
        path: The file; None for the default place, where a missing file means the starting set of feeds.

    Raises:
        ConfigError: The file is missing though named, cannot be read, or has a fault; says which line and key.
    """
    if path is None:
        from tapewire.paths import default_config_file

        path = default_config_file()
        if not path.exists():
            return Config()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"The config {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The config {path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    return parse_config(text, path=path)


def parse_config(text: str, *, path: Path) -> Config:
    """Read a config's text.

    Args:
        text: YAML; empty for all defaults.
        path: Where it came from: named in errors, and its folder is what relative paths of feeds start from.

    Raises:
        ConfigError: See `load_config`.
    """
    unreadable = _NOT_YAML.search(text)
    if unreadable:
        line = text.count("\n", 0, unreadable.start()) + 1
        raise ConfigError(f"{path}, line {line}: the character U+{ord(unreadable[0]):04X} may not be in it. Remove it.")
    root: yaml.Node | None = None
    loader = _Loader(text)
    try:
        _refuse_depth(text, path)
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = clean_line(str(getattr(error, "problem", None) or "it cannot be read"))
        raise ConfigError(f"{path}{at_mark(mark)}: not valid YAML: {problem}.") from error
    except _UnusableScalarError as error:
        place = place_of(root, error.node) or ()
        kind = _KINDS.get(error.node.tag.rpartition(":")[2], "value")
        raise ConfigError(
            f"{path}{at_mark(error.node.start_mark)}: {place_name(place)}: is not the {kind} that it looks like. "
            "If it is text, put it in quotes."
        ) from error
    finally:
        loader.dispose()
    try:
        file = msgspec.convert({} if data is None else data, _ConfigFile)
    except msgspec.ValidationError as error:
        raise ConfigError(fault_in_words(error, root, path)) from error
    settings = Config(
        refresh_minutes=file.refresh_minutes,
        theme=clean_line(file.theme),
        red_is_up=file.red_is_up,
        keep_days=file.keep_days,
        keep_stories=file.keep_stories,
        mute=_mute_rules(file.mute or [], root, path),
        searches=_searches(file.searches or {}, root, path),
        instruments=read_instruments(file.instruments or [], root, path),
    )
    if file.feeds is not None:
        return replace(settings, feeds=_feeds(file.feeds, root, path, settings))
    kept = (replace(feed, keep_days=file.keep_days, keep_stories=file.keep_stories) for feed in settings.feeds)
    return replace(settings, feeds=tuple(kept))


def _refuse_depth(text: str, path: Path) -> None:
    # The C loader composes nodes by recursion, and some thousand levels end the process.
    depth = 0
    for event in yaml.parse(text, Loader=_AnyLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ConfigError(f"{path}{at_mark(event.start_mark)}: nested too deeply to be a config.")


def _feeds(entries: list[_FeedEntry], root: yaml.Node | None, path: Path, settings: Config) -> tuple[Feed, ...]:
    feeds: dict[str, Feed] = {}
    lines: dict[str, int] = {}
    for place, entry in enumerate(entries):
        line = line_of(root, ("feeds", place, "url"))
        where = f"{path}, line {line}: feeds[{place}].url"
        feed = _feed(entry, path.parent, settings, where=where)
        twin = feeds.get(feed.url)
        if twin is not None:
            same = "is listed twice, first" if twin.key == feed.key else f"is the same file as {twin.key}"
            raise ConfigError(f"{where}: {feed.key} {same} on line {lines[feed.url]}. Remove one of the two.")
        feeds[feed.url] = feed
        lines[feed.url] = line
    return tuple(feeds.values())


def _feed(entry: _FeedEntry, folder: Path, settings: Config, *, where: str) -> Feed:
    address = entry.url.strip()
    if not address:
        raise ConfigError(f"{where}: is blank. Give an http(s) address or the path of a file.")
    if clean_line(address) != address:
        raise ConfigError(f"{where}: has a line break, double blanks or an unseen character in it. Remove them.")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
    if scheme is None:
        try:
            url = str((folder / Path(address).expanduser()).resolve())
        except (ValueError, RuntimeError, OSError) as error:  # no such user's home; links that lead in a circle
            raise ConfigError(f"{where}: {address} is not the path of a file: {error}") from error
    elif scheme[1].lower() in ("http", "https"):
        url = address
    else:
        raise ConfigError(f"{where}: {address} is neither an http(s) address nor the path of a file.")
    return Feed(
        key=address,
        url=url,
        name=clean_line(entry.name or "") or name_from(address),
        folder=clean_line(entry.folder),
        user_agent=entry.user_agent,
        is_enabled=entry.enabled,
        is_full_text=entry.full_text,
        keep_days=settings.keep_days if entry.keep_days is None else entry.keep_days,
        keep_stories=settings.keep_stories if entry.keep_stories is None else entry.keep_stories,
    )


def _mute_rules(entries: list[_MuteEntry], root: yaml.Node | None, path: Path) -> tuple[MuteRule, ...]:
    rules: dict[MuteRule, int] = {}
    for place, entry in enumerate(entries):
        stated = {name: value for name in _MUTE_KEYS if (value := getattr(entry, name)) is not None}
        line = line_of(root, ("mute", place, next(iter(stated), "")))

        def refuse(key: str, why: str, place: int = place) -> NoReturn:
            steps: Place = ("mute", place, key) if key else ("mute", place)
            raise ConfigError(f"{path}, line {line_of(root, steps)}: {place_name(steps)}: {why}.")

        if not stated:
            refuse("", "needs one of the keys `word`, `regex`, `source`, `author`")
        for key, value in stated.items():
            if key != "regex" and not clean_line(value):
                refuse(key, "is blank")
        fault = check_regex(entry.regex) if entry.regex is not None else None
        if fault:
            refuse("regex", fault)
        if entry.until is not None and not FIRST_YEAR <= entry.until.year <= LAST_YEAR:
            refuse("until", f"is not within {FIRST_YEAR} to {LAST_YEAR}")
        rule = MuteRule(
            word=clean_line(entry.word or ""),
            regex=entry.regex or "",
            source=clean_line(entry.source or ""),
            author=clean_line(entry.author or ""),
            in_text=entry.within == "text",
            until=entry.until,
        )
        if rule in rules:
            refuse(next(iter(stated)), f"this rule is listed twice, first on line {rules[rule]}. Remove one of the two")
        rules[rule] = line
    return tuple(rules)


def _searches(entries: dict[str, str], root: yaml.Node | None, path: Path) -> tuple[SavedSearch, ...]:
    if not entries:
        return ()
    from tapewire.query.parser import parse  # most configs keep no searches

    searches: dict[str, SavedSearch] = {}
    for key, text in entries.items():
        place = ("searches", key)
        where = f"{path}, line {line_of(root, place)}: {place_name(place)}"
        name = clean_line(key)
        if not name:
            raise ConfigError(f"{where}: has no name. Give it one.")
        if name in searches:
            raise ConfigError(f"{where}: another search has this name. Give it another.")
        parsed = parse(text)
        if parsed.faults:
            fault = parsed.faults[0]
            raise ConfigError(f"{where}: “{clean_line(text[fault.start : fault.end])}”: {fault.message}")
        searches[name] = SavedSearch(name=name, query=parsed.query)
    return tuple(searches.values())


def name_from(address: str) -> str:
    """Name a feed that was given no name: after its host, or after its file."""
    host = re.match(r"https?://(?:www\.|feeds?\.|rss\.)*([^/:?#]+)", address, re.IGNORECASE)
    return clean_line(host[1] if host else Path(address).stem) or address
