"""Stories as JSON lines → each with its event and its related stories: the engine of ``tapewire related --jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tapewire.errors import TapewireError
from tapewire.moves import parse_moves
from tapewire.related.events import Arrival, join
from tapewire.related.index import Term
from tapewire.related.memory import MemoryBook, MemoryIndex
from tapewire.related.ranking import rank
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
    stories: dict[str, tuple[datetime | None, StoryLine, tuple[Term, ...]]] = {}
    for line in read_story_lines(lines):
        story_id = json.dumps(line.id)
        if story_id in stories:
            raise TapewireError(
                f"Line {line.number}: the id {story_id} was there before. Give every story an id of its own."
            )
        moves = parse_moves(line.text, title=line.title)
        stories[story_id] = (_time(line), line, story_terms(line.title, line.text, moves))
    index = MemoryIndex([(story_id, time, terms) for story_id, (time, _, terms) in stories.items()])
    book = MemoryBook()
    numbers = {story_id: number for number, story_id in index.ids(range(len(stories))).items()}
    for story_id, number in numbers.items():
        time, line, terms = stories[story_id]
        join(Arrival(number=number, time=time, title=line.title, text=line.text, terms=terms), index, book)
    for story_id in stories:
        number = numbers[story_id]
        ranking = rank(number, index, book, limit=limit)
        ids = index.ids([item.number for item in ranking.scored])
        related = ", ".join(f"[{ids[item.number]}, {round(item.score, 6)}]" for item in ranking.scored)
        event = index.ids([min(book.members(ranking.pages[number].event, most=len(stories)))])
        yield f'{{"id": {story_id}, "event": {next(iter(event.values()))}, "related": [{related}]}}'


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
