"""config.yaml → `Config`. A fault is named by its line and its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError
from tapewire.model import Feed

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is missing from some builds of PyYAML


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


class _FeedEntry(msgspec.Struct, forbid_unknown_fields=True):
    url: Annotated[str, msgspec.Meta(min_length=1)]
    name: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    folder: str = ""
    user_agent: Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[\x20-\x7e]*$")] | None = None


class _ConfigFile(msgspec.Struct, forbid_unknown_fields=True):
    feeds: list[_FeedEntry] | None = None
    refresh_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] = 15
    theme: str = "tapewire-dark"
    red_is_up: bool = False


_IN_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing",
}
"""What msgspec's names of types mean to a person."""


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
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}{_yaml_place(error)}: not valid YAML: {_yaml_problem(error)}.") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: nested too deeply to be a config.") from error
    finally:
        loader.dispose()
    try:
        file = msgspec.convert({} if data is None else data, _ConfigFile)
    except msgspec.ValidationError as error:
        raise ConfigError(_fault(error, root, path)) from error
    settings = Config(refresh_minutes=file.refresh_minutes, theme=file.theme, red_is_up=file.red_is_up)
    if file.feeds is None:
        return settings
    feeds: dict[str, Feed] = {}
    for place, entry in enumerate(file.feeds):
        where = f"{path}, line {_line(root, ('feeds', place, 'url'))}: feeds[{place}].url"
        feed = _feed(entry, path.parent, where=where)
        if feed.key in feeds:
            raise ConfigError(f"{where}: {feed.key} is listed twice. Remove one of the two.")
        feeds[feed.key] = feed
    return Config(
        feeds=tuple(feeds.values()), refresh_minutes=file.refresh_minutes, theme=file.theme, red_is_up=file.red_is_up
    )


def _feed(entry: _FeedEntry, folder: Path, *, where: str) -> Feed:
    address = entry.url.strip()
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
    if scheme is None:
        url = str((folder / Path(address).expanduser()).resolve())
    elif scheme[1].lower() in ("http", "https"):
        url = address
    else:
        raise ConfigError(f"{where}: {address} is neither an http(s) address nor the path of a file.")
    return Feed(
        key=address,
        url=url,
        name=entry.name or _name_from(address),
        folder=entry.folder.strip(),
        user_agent=entry.user_agent,
    )


def _name_from(address: str) -> str:
    host = re.match(r"https?://(?:www\.|feeds?\.|rss\.)*([^/:?#]+)", address, re.IGNORECASE)
    return host[1] if host else Path(address).stem


def _fault(error: msgspec.ValidationError, root: yaml.Node | None, path: Path) -> str:
    """Put msgspec's complaint into a sentence with the line of the key that it is about."""
    message, _, where = str(error).partition(" - at `")
    place = tuple(_path_steps(where.rstrip("`")))
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        place = (*place, unknown[1])
        message = "there is no such key; config.example.yaml lists them all"
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        message = f"needs a key `{missing[1]}`"
    message = re.sub(r"`(\w+)(?: \| null)?`", lambda named: _IN_WORDS.get(named[1], named[0]), message)
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    return f"{path}, line {_line(root, place)}: {name or 'the file'}: {message[0].lower()}{message[1:]}."


def _path_steps(path: str) -> Iterator[str | int]:
    for step in re.finditer(r"\.([^.\[\]]+)|\[(\d+)\]", path):
        yield step[1] if step[1] is not None else int(step[2])


def _line(root: yaml.Node | None, place: tuple[str | int, ...]) -> int:
    """Find the line (from 1) of the node at ``place``, or of the nearest node above it that there is."""
    node, line = root, 1
    for step in place:
        following: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    following, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            following = node.value[step]
            line = node.value[step].start_mark.line + 1
        node = following
    return line


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark else ""


def _yaml_problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "it cannot be read")
