"""Bookmarks as JSON lines: all that a bookmark holds, for other programs and for other machines."""

from __future__ import annotations

import json

from tapewire.model import Bookmark
from tapewire.state.codec import bookmark_from_json, bookmark_to_json

_LINE_BREAKS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"})


def to_json_line(bookmark: Bookmark) -> str:
    """Write a bookmark as one line of JSON, without the line break; none that some program may see is inside."""
    return json.dumps(bookmark_to_json(bookmark), ensure_ascii=False).translate(_LINE_BREAKS)


def from_json_line(line: str) -> Bookmark:
    """Read a line that `to_json_line` wrote.

    Raises:
        ValueError: It is no JSON, or no bookmark; the text says what is wrong.
    """
    document = json.loads(line)
    if not isinstance(document, dict):
        raise ValueError("Expected an object, got something else")
    return bookmark_from_json(document)
