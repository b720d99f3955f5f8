"""Where in a config a fault lies, by line and key, and what it is in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tapewire.text import clean_line, shorten

Place = tuple[str | int, ...]
"""The way from the top of the file to a value: keys, and places in lists from 0."""

_IN_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing",
    "date": "a date",
    "datetime": "a date and time",
    "bytes": "binary data",
}
"""What msgspec's names of types mean to a person."""
_OTHERWISE = {
    "Invalid enum value": "expected title or text",
    "Invalid RFC3339 encoded date": "expected a day such as 2026-12-31",
}
"""Complaints of msgspec's that no person can do anything with."""
_KEY_SHOWN = 60
"""Characters of an unknown key that an error repeats at most."""


def fault_in_words(error: msgspec.ValidationError, root: yaml.Node | None, path: Path) -> str:
    """Put msgspec's complaint into a sentence with the line of the key that it is about.

    Args:
        error: What msgspec raised.
        root: The file's top node; None for an empty file.
        path: Where the file lies.
    """
    message, _, where = str(error).rpartition(" - at `")
    if not message:  # about the file as a whole
        message, where = where, ""
    place = tuple(_path_steps(where.rstrip("`")))
    unknown = re.search(r"unknown field `(.*)`$", message, re.DOTALL)
    missing = re.search(r"missing required field `([^`]+)`", message)
    if unknown:
        place = (*place, unknown[1])
        message = "there is no such key; config.example.yaml lists them all"
    elif missing:
        message = f"needs a key `{missing[1]}`"
    elif where.startswith("key` in"):
        message = "has a key that is not text"
    else:
        message = re.sub(r"`(\w+)(?: \| null)?`", lambda named: _IN_WORDS.get(named[1], named[0]), message)
        message = message.replace(" of length >= 1", " that is not empty")
        message = re.sub(r" matching regex .*", " in plain ASCII on one line", message)
        message = _OTHERWISE.get(message.partition(" '")[0], message)
    return f"{path}, line {line_of(root, place)}: {place_name(place)}: {clean_line(message[0].lower() + message[1:])}."


def place_name(place: Place) -> str:
    """Word a place as a person would: ``feeds[1].url``."""
    steps = (
        f"[{step}]" if isinstance(step, int) else f".{shorten(clean_line(step), _KEY_SHOWN) or repr('')}"
        for step in place
    )
    return "".join(steps).removeprefix(".") or "the file"


def _path_steps(path: str) -> Iterator[str | int]:
    for step in re.finditer(r"\.([^.\[\]]+)|\[(\d+)\]", path):
        yield step[1] if step[1] is not None else int(step[2])


def line_of(root: yaml.Node | None, place: Place) -> int:
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


def place_of(root: yaml.Node | None, wanted: yaml.Node) -> Place | None:
    """Find the way from the root to the node, which may also be a key; None if there is none."""
    # Aliases can lead to one node by a million ways: each node is looked at once.
    ways: list[tuple[Place, yaml.Node]] = [((), root)] if root is not None else []
    seen: set[int] = set()
    while ways:
        place, node = ways.pop()
        if node is wanted:
            return place
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                named = (*place, str(key.value))
                ways += [(named, value), (named, key)]
        elif isinstance(node, yaml.SequenceNode):
            ways += [((*place, index), item) for index, item in enumerate(node.value)]
    return None


def at_mark(mark: Any) -> str:
    """Name the line of one of PyYAML's marks, to stand after the file's name; empty for None."""
    return f", line {mark.line + 1}" if mark else ""
