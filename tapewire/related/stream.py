"""Stories as JSON lines → each with its event and its related stories: the engine of ``tapewire related --jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from tapewire.errors import TapewireError
from tapewire.moves import parse_moves
from tapewire.related.events import NEIGHBOURS, group
from tapewire.related.index import Term
from tapewire.related.memory import MemoryIndex
from tapewire.related.ranking import Ranker, Scored
from tapewire.related.terms import story_terms


def rank_stream(lines: Iterable[str], *, limit: int) -> Iterator[str]:
    """Rank and group the stories of a stream among themselves.

    Args:
        lines: A JSON object a line: ``id``, ``title``, ``text`` (may be missing or null) and ``published`` (seconds
            since 1970, an ISO 8601 time, which is UTC where it names no zone, or null or missing: not known). Blank
            lines are passed over. All are read before the first answer.
        limit: How many related stories to name for each at most.

    Yields:
        A JSON object a line, in the order of the stories: ``id``, ``event`` (the same for stories of one event) and
        ``related``: pairs of id and score, closest first. Whatever shares a term is ranked: it is for the reader of the
        stream to cut.

    Raises:
        TapewireError: A line cannot be used, or an id comes twice; names the line.
    """
    stories: dict[str, tuple[datetime | None, tuple[Term, ...]]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        story_id, published, terms = _story(line, number)
        if story_id in stories:
            raise TapewireError(
                f"Line {number}: the id {story_id} was there before. Give every story an id of its own."
            )
        stories[story_id] = (published, terms)
    index = MemoryIndex([(story_id, *story) for story_id, story in stories.items()])
    ranker = Ranker(index)
    nearest: dict[str, list[Scored]] = {}
    # Written at once: millions of pairs kept as objects cost more than the ranking.
    answers: dict[str, str] = {}
    for story_id in stories:
        ranked = ranker.rank(story_id, limit=max(limit, NEIGHBOURS))
        nearest[story_id] = ranked[:NEIGHBOURS]
        answers[story_id] = json.dumps([(item.story_id, round(item.score, 6)) for item in ranked[:limit]])
    events = group(index, stories, ranked=nearest)
    for story_id, related in answers.items():
        yield f'{{"id": {json.dumps(story_id)}, "event": {json.dumps(events[story_id])}, "related": {related}}}'


def _story(line: str, number: int) -> tuple[str, datetime | None, tuple[Term, ...]]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TapewireError(f"Line {number} is not JSON: {error}. Give one JSON object a line.") from error
    if not isinstance(fields, dict):
        raise TapewireError(f"Line {number} is not a JSON object. Give one story a line, as an object.")
    story_id = _text(fields, "id", number)
    if not story_id:
        raise TapewireError(f'Line {number} has no "id". Give every story an id, as a string.')
    title = _text(fields, "title", number)
    text = _text(fields, "text", number)
    return story_id, _time(fields.get("published"), number), story_terms(title, text, parse_moves(text, title=title))


def _text(fields: dict[str, Any], key: str, number: int) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TapewireError(f'Line {number}: "{key}" is {type(value).__name__}, not a string.')
    return value


def _time(value: object, number: int) -> datetime | None:
    try:
        if value is None:
            return None
        if isinstance(value, str):
            time = datetime.fromisoformat(value)
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise TapewireError(f'Line {number}: "published" is no time: {error}.') from error
    raise TapewireError(f'Line {number}: "published" is {type(value).__name__}, not seconds, an ISO 8601 time or null.')
