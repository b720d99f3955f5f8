"""Stories as JSON lines → each with its event and its related stories: the engine of ``tapewire related --jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tapewire.errors import TapewireError
from tapewire.moves import parse_moves
from tapewire.related.events import NEIGHBOURS, group
from tapewire.related.index import Term
from tapewire.related.memory import MemoryIndex
from tapewire.related.ranking import Ranker, Scored
from tapewire.related.terms import story_terms
from tapewire.storylines import StoryLine, read_story_lines


def rank_stream(lines: Iterable[str | bytes], *, limit: int) -> Iterator[str]:
    """Rank and group the stories of a stream among themselves.

    Args:
        lines: Stories as `read_story_lines` reads them, ``published`` being seconds since 1970, an ISO 8601 time (UTC
            where it names no zone), or null or missing: not known. All are read before the first answer.
        limit: How many related stories to name for each at most.

    Yields:
        A JSON object a line, in the order of the stories: ``id``, ``event`` (the same for stories of one event) and
        ``related``: pairs of id and score, closest first. Whatever shares a term is ranked: it is for the reader of the
        stream to cut.

    Raises:
        TapewireError: A line cannot be used, or an id comes twice; names the line.
    """
    # By what the id is in JSON: 7 and "7" are two stories, and the answers need no further encoding.
    stories: dict[str, tuple[datetime | None, tuple[Term, ...]]] = {}
    for line in read_story_lines(lines):
        story_id = json.dumps(line.id)
        if story_id in stories:
            raise TapewireError(
                f"Line {line.number}: the id {story_id} was there before. Give every story an id of its own."
            )
        moves = parse_moves(line.text, title=line.title)
        stories[story_id] = (_time(line), story_terms(line.title, line.text, moves))
    index = MemoryIndex([(story_id, *story) for story_id, story in stories.items()])
    ranker = Ranker(index)
    nearest: dict[str, list[Scored]] = {}
    # Written at once: millions of pairs kept as objects cost more than the ranking.
    answers: dict[str, str] = {}
    for story_id in stories:
        ranked = ranker.rank(story_id, limit=max(limit, NEIGHBOURS))
        nearest[story_id] = ranked[:NEIGHBOURS]
        answers[story_id] = ", ".join(f"[{item.story_id}, {round(item.score, 6)}]" for item in ranked[:limit])
    events = group(index, stories, ranked=nearest)
    for story_id, related in answers.items():
        yield f'{{"id": {story_id}, "event": {events[story_id]}, "related": [{related}]}}'


def _time(line: StoryLine) -> datetime | None:
    value = line.published
    try:
        if value is None:
            return None
        if isinstance(value, str):
            time = datetime.fromisoformat(value)
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise TapewireError(f'Line {line.number}: "published" is no time: {error}.') from error
    raise TapewireError(f'Line {line.number}: "published" is neither seconds, nor an ISO 8601 time, nor null.')
