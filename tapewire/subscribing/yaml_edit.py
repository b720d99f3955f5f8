"""Changes of lists of mappings in a YAML text: items added, removed and changed; every other line stays as it is.

Each function takes the whole text and gives the new one. Whether that says what was meant is for the caller to check by
reading it, since a document can always be stranger than this expects (anchors, tags, merged keys).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tapewire.subscribing.yaml_tree import Value, YamlNode, line_start, newline_of, next_line, read_tree, scalar

Item = Mapping[str, Value]
"""A mapping to be written: keys in order, with their values."""


class StrangeYamlError(Exception):
    """The text is written in a way that cannot be changed here."""


def append_items(text: str, key: str, items: Sequence[Item]) -> str:
    """Put items at the end of the list that stands under a key of the top mapping; the key may be missing or empty.

    Raises:
        StrangeYamlError: The document has no mapping on top, or no list under the key.
    """
    root = read_tree(text)
    if root is None or (root.kind == "scalar" and not root.value):
        return _with_lines(text, len(text), [f"{key}:", *_block(items, 2)])
    if root.kind != "map":
        raise StrangeYamlError
    pair = root.pair(key)
    if root.is_flow:
        inner = ", ".join(map(_flow, items))
        if pair is None:
            return _into_flow(text, root, f'"{key}": [{inner}]')
        if pair[1].kind != "list":
            raise StrangeYamlError
        return _into_flow(text, pair[1], inner)
    if pair is None:
        lines = [f"{key}:", *_block(items, 2)]
        return _with_lines(text, next_line(text, root.end), [" " * root.column + line for line in lines])
    name, value = pair
    if value.kind == "list" and value.children:
        if value.is_flow:
            return _into_flow(text, value, ", ".join(map(_flow, items)))
        return _with_lines(text, next_line(text, value.end), _block(items, value.column))
    if value.kind == "list" and re.fullmatch(r"\[\s*\]", text[value.start : value.end]):
        text = text[: value.start].rstrip(" \t") + text[value.end :]
    elif value.kind == "list":
        return _into_flow(text, value, ", ".join(map(_flow, items)))
    elif value.kind == "scalar" and not value.is_flow and text[value.start : value.end].lower() in ("", "~", "null"):
        text = text[: value.start].rstrip(" \t") + text[value.end :]
    else:
        raise StrangeYamlError
    return _with_lines(text, next_line(text, name.end), _block(items, name.column + 2))


def remove_item(text: str, key: str, place: int) -> str:
    """Take an item out of a list. Comments on lines of their own stay, but for those between the item's own lines."""
    name, items = _list(text, key)
    item = items.children[place]
    if items.is_flow:
        return _out_of_flow(text, items, place)
    text = text[: line_start(text, _dash(text, items, item))] + text[next_line(text, item.end) :]
    if len(items.children) == 1:  # nothing under a key means all defaults
        colon = text.index(":", name.end) + 1
        text = f"{text[:colon]} []{text[colon:]}"
    return text


def set_value(text: str, key: str, place: int, name: str, value: str | bool) -> str:
    """Set one key of an item of a list, which may lack it."""
    _, items = _list(text, key)
    item = items.children[place]
    if item.kind != "map" or not item.children:
        raise StrangeYamlError
    pair = item.pair(name)
    if pair is not None:
        old = pair[1]
        written = scalar(value, in_flow=item.is_flow)
        if old.start == old.end:
            return f"{text[: old.start]} {written}{text[old.end :]}"
        tail = newline_of(text) if text[old.start : old.end].endswith("\n") else ""
        return text[: old.start] + written + tail + text[old.end :]
    if item.is_flow:
        return _into_flow(text, item, f"{name}: {scalar(value, in_flow=True)}")
    first = item.children[1]
    return _with_lines(text, next_line(text, first.end), [f"{' ' * item.column}{name}: {scalar(value)}"])


def drop_value(text: str, key: str, place: int, name: str, default: str | bool) -> str:
    """Take one key out of an item of a list; where it shares its line with others, give it its default in place."""
    _, items = _list(text, key)
    item = items.children[place]
    pair = item.pair(name)
    if pair is None:
        return text
    start = line_start(text, pair[0].start)
    if item.is_flow or text[start : pair[0].start].strip():
        return set_value(text, key, place, name, default)
    return text[:start] + text[next_line(text, pair[1].end) :]


def _list(text: str, key: str) -> tuple[YamlNode, YamlNode]:
    root = read_tree(text)
    pair = root.pair(key) if root is not None else None
    if pair is None or pair[1].kind != "list":
        raise StrangeYamlError
    return pair


def _block(items: Sequence[Item], column: int) -> list[str]:
    lines = []
    for item in items:
        written = [f"{name}: {scalar(value)}" for name, value in item.items()]
        lines += [" " * column + ("  " if place else "- ") + line for place, line in enumerate(written)]
    return lines


def _flow(item: Item) -> str:
    return "{" + ", ".join(f"{name}: {scalar(value, in_flow=True)}" for name, value in item.items()) + "}"


def _with_lines(text: str, offset: int, lines: Sequence[str]) -> str:
    newline = newline_of(text)
    before, after = text[:offset], text[offset:]
    if before and line_start(text, offset) != offset:
        before += newline
    return before + "".join(line + newline for line in lines) + after


def _into_flow(text: str, node: YamlNode, written: str) -> str:
    if node.children:
        last = node.children[-1].end
        return f"{text[:last]}, {written}{text[last:]}"
    return f"{text[: node.start + 1]}{written}{text[node.start + 1 :]}"


def _out_of_flow(text: str, items: YamlNode, place: int) -> str:
    item = items.children[place]
    if place + 1 < len(items.children):
        comma = text.find(",", item.end)
        end = comma + 1
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        return text[: item.start] + text[end:]
    if place:
        before = items.children[place - 1].end
        between = text[before : item.start]
        start = before if re.fullmatch(r"\s*,\s*", between) else item.start
        return text[:start] + text[item.end :]
    return text[: item.start] + text[item.end :]


def _dash(text: str, items: YamlNode, item: YamlNode) -> int:
    # The dashes of a list stand below one another; between an item's and the item there may be lines of comment.
    start = line_start(text, item.start)
    while text[start + items.column : start + items.column + 1] != "-" or text[start : start + items.column].strip():
        if start == 0:
            raise StrangeYamlError
        start = line_start(text, start - 1)
    return start + items.column
