"""Stories as JSON lines: what ``tapewire moves --jsonl`` and ``tapewire related --jsonl`` read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tapewire.errors import TapewireError


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line of a stream of stories. Its texts are as the line has them: offsets into them stay true."""

    number: int
    """Which line of the stream it is, from 1."""
    id: str | int
    """Never an empty string."""
    title: str
    """Empty where the line has none; then it has a text, which may be empty as well."""
    text: str
    """Empty where the line has none; then it has a title."""
    published: object
    """Whatever JSON value the line has; None where it has none."""


def read_story_lines(lines: Iterable[str | bytes]) -> Iterator[StoryLine]:
    """Read stories, each as soon as its line is there.

    Args:
        lines: A JSON object a line, bytes being UTF-8: ``id`` (a string or a whole number), ``title`` and ``text``
            (strings; one of them may be missing or null) and ``published``; other keys are passed over, as are blank
            lines.

    Raises:
        TapewireError: A line is no story; names the line and what is wrong with it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _story_line(line, number)


def _story_line(line: str | bytes, number: int) -> StoryLine:
    try:
        fields = json.loads(line)
    except UnicodeDecodeError as error:
        raise TapewireError(f"Line {number} is not UTF-8 text (byte {error.start + 1} of it).") from error
    except (ValueError, RecursionError) as error:
        fault = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise TapewireError(f"Line {number} is not JSON: {fault}. Give one JSON object a line.") from error
    if not isinstance(fields, dict):
        raise TapewireError(f"Line {number} is not a JSON object. Give one story a line, as an object.")
    story_id = fields.get("id")
    if story_id is None or story_id == "":
        raise TapewireError(f'Line {number} has no "id". Give every story one, as a string or a whole number.')
    if isinstance(story_id, bool) or not isinstance(story_id, str | int):
        raise TapewireError(f'Line {number}: "id" is {_kind(story_id)}, not a string or a whole number.')
    title, text = fields.get("title"), fields.get("text")
    for key, value in (("title", title), ("text", text)):
        if not isinstance(value, str | None):
            raise TapewireError(f'Line {number}: "{key}" is {_kind(value)}, not a string.')
    if title is None and text is None:
        raise TapewireError(f'Line {number} has neither "title" nor "text". Give every story at least one of them.')
    return StoryLine(number=number, id=story_id, title=title or "", text=text or "", published=fields.get("published"))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a number" if isinstance(value, int | float) else "a list" if isinstance(value, list) else "an object"
