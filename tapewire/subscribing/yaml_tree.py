"""A YAML document as a tree of places in its text, so that a value can be changed and all else left as it stands.

Libraries that read a document and write it anew move comments: with the best known one a feed that is added comes to
stand behind the comment of the key that follows the list, and one that is removed takes its neighbour's comment along.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as _AnyLoader
else:
    _AnyLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | bool | date
"""What can be written as the value of a key."""

LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1 (section 5.4)."""
# Begins and ends with a letter or digit and holds nothing that can mean anything in YAML, as names and addresses do.
_PLAIN = re.compile(r"[^\W_](?:[\w./?=&%+~@(),;'–—-]|:(?! )| (?!#)|#(?<! #))*")


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlNode:
    """A value of the document, and where it stands."""

    kind: Literal["scalar", "list", "map", "alias"]
    start: int
    """Offset of its first character; of its first item or key, where it is no flow collection."""
    end: int
    """Offset past its last character that is no comment and no blank."""
    column: int
    """How far `start` stands from the beginning of its line."""
    is_flow: bool = False
    """Written in brackets, as JSON is."""
    value: str = ""
    """What a scalar says, as text."""
    children: tuple[YamlNode, ...] = ()
    """A list's items; a map's keys and values, in turn."""

    def pair(self, key: str) -> tuple[YamlNode, YamlNode] | None:
        """Find the key of a map and its value; None where there is none, or this is no map."""
        if self.kind == "map":
            for name, value in zip(self.children[::2], self.children[1::2], strict=True):
                if name.kind == "scalar" and name.value == key:
                    return name, value
        return None


def read_tree(text: str) -> YamlNode | None:
    """Read a document.

    Args:
        text: One document of valid YAML, whose collections do not lie in one another too deeply.

    Returns:
        Its top value; None where it has none.
    """
    open_nodes: list[tuple[Any, list[YamlNode]]] = []
    for event in yaml.parse(text, Loader=_AnyLoader):
        node: YamlNode | None = None
        start: Any = event.start_mark
        end: Any = event.end_mark
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event, []))
        elif isinstance(event, yaml.ScalarEvent):
            node = YamlNode(
                kind="scalar",
                start=start.index,
                end=end.index,
                column=start.column,
                value=event.value,
                is_flow=event.style in ("'", '"'),
            )
        elif isinstance(event, yaml.AliasEvent):
            node = YamlNode(kind="alias", start=start.index, end=end.index, column=start.column)
        elif isinstance(event, yaml.CollectionEndEvent):
            opening, children = open_nodes.pop()
            first = opening.start_mark
            node = YamlNode(
                kind="list" if isinstance(opening, yaml.SequenceStartEvent) else "map",
                start=first.index,
                end=end.index if opening.flow_style or not children else children[-1].end,
                column=first.column,
                is_flow=bool(opening.flow_style),
                children=tuple(children),
            )
        if node is not None:
            if not open_nodes:
                return node
            open_nodes[-1][1].append(node)
    return None


def scalar(value: Value, *, in_flow: bool = False) -> str:
    """Write a value so that it is read as what it is, plainly where that can be done."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not in_flow and _PLAIN.fullmatch(value) and value[-1] not in ": " and _reads_as(value, value):
        return value
    return json.dumps(value, ensure_ascii=False)


def newline_of(text: str) -> str:
    """Tell how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, offset: int) -> int:
    """Find the beginning of the line in which an offset stands."""
    return max((text.rfind(mark, 0, offset) for mark in "\n\r\x85\u2028\u2029"), default=-1) + 1


def next_line(text: str, offset: int) -> int:
    """Find the beginning of the line after the one in which a value ends, which may have no line after it.

    Args:
        text: The document.
        offset: Past the value; at the beginning of a line if the value takes in its last line break.
    """
    if offset and line_start(text, offset) == offset:
        return offset
    found = LINE_BREAK.search(text, offset)
    return found.end() if found else len(text)


def _reads_as(written: str, value: str) -> bool:
    try:
        read: object = yaml.load(f"- {written}", Loader=_AnyLoader)
    except yaml.YAMLError:
        return False
    return read == [value]
