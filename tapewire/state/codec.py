"""Bookmarks as JSON objects, whole, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from tapewire.model import Body, Bookmark, Headline, Highlight, Move, Related, Story, StoryText
from tapewire.moves.wire import move_to_json

_RELATED_FIELDS = ("id", "feed_key", "source", "title", "url", "published", "time")
"""What is kept of a related story's headline."""


class _RelatedFields(msgspec.Struct):
    id: str
    feed_key: str
    source: str
    title: str
    url: str | None
    published: datetime | None
    time: datetime
    score: float
    reasons: tuple[str, ...]


def bookmark_to_json(bookmark: Bookmark) -> dict[str, object]:
    """Write a bookmark as an object: the story's fields, ``moves`` and ``saved_at``. Times are ISO 8601 in UTC.

    What most bookmarks lack (``feed_text``, ``revision``, ``related``, ``note``, ``tags``, ``highlights``) is there
    only where the bookmark has it.

    Half of a surrogate pair, which UTF-8 cannot hold, becomes "?": every offset into the text stays good.
    """
    story: dict[str, object] = msgspec.to_builtins(bookmark.story)
    moves = [move_to_json(move) for move in bookmark.moves]
    document: dict[str, object] = {**story, "moves": moves, "saved_at": time_to_json(bookmark.saved_at)}
    if bookmark.feed_text is not None:
        body: dict[str, object] = msgspec.to_builtins(bookmark.feed_text.body)
        document["feed_text"] = {"body": body, "moves": [move_to_json(move) for move in bookmark.feed_text.moves]}
    if bookmark.related:
        document["related"] = [_related_to_json(each) for each in bookmark.related]
    document |= {name: value for name in ("revision", "note", "tags") if (value := getattr(bookmark, name))}
    if bookmark.highlights:
        document["highlights"] = msgspec.to_builtins(bookmark.highlights)
    try:
        content = msgspec.json.encode(document)
    except UnicodeEncodeError:
        content = msgspec.json.encode(_encodable(document))
    decoded: dict[str, object] = msgspec.json.decode(content)  # lists for tuples, as if read from a file
    return decoded


def bookmark_from_json(document: Mapping[str, Any], *, with_related: bool = True) -> Bookmark:
    """Read an object that `bookmark_to_json` wrote. Keys that we do not know are passed over.

    Args:
        document: The object.
        with_related: False to leave the related stories out, which take two fifths of it; see
            `related_from_json`.

    Raises:
        ValueError: A field is missing or is of the wrong kind; the text says which.
    """
    try:
        story = msgspec.convert(document, Story)
        moves = _moves(document["moves"])
        feed_text = _feed_text(document.get("feed_text"))
        saved_at = msgspec.convert(document["saved_at"], datetime)
        revision = msgspec.convert(document.get("revision", 0), int)
        related = _related_stories(document.get("related", ())) if with_related else ()
        note = msgspec.convert(document.get("note", ""), str)
        tags = msgspec.convert(document.get("tags", ()), tuple[str, ...])
        highlights = msgspec.convert(document.get("highlights", ()), tuple[Highlight, ...])
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    except KeyError as error:
        raise ValueError(f"Object missing required field `{error.args[0]}`") from error
    published = None if story.published is None else _utc(story.published)
    return Bookmark(
        story=replace(story, published=published, first_seen=_utc(story.first_seen)),
        moves=moves,
        saved_at=_utc(saved_at),
        feed_text=feed_text,
        revision=revision,
        related=related,
        note=note,
        tags=tags,
        highlights=highlights,
    )


def related_from_json(listed: object) -> tuple[Related, ...]:
    """Read the related stories of a bookmark's object; none where they cannot be read."""
    try:
        return _related_stories(listed)
    except msgspec.ValidationError:
        return ()


def _related_stories(listed: object) -> tuple[Related, ...]:
    return tuple(map(_related, msgspec.convert(listed, list[_RelatedFields])))


def _related_to_json(related: Related) -> dict[str, object]:
    headline = {name: getattr(related.headline, name) for name in _RELATED_FIELDS}
    return {**headline, "score": related.score, "reasons": list(related.reasons)}


def _related(fields: _RelatedFields) -> Related:
    headline = Headline(
        id=fields.id,
        feed_key=fields.feed_key,
        source=fields.source,
        title=fields.title,
        url=fields.url,
        published=None if fields.published is None else _utc(fields.published),
        time=_utc(fields.time),
    )
    return Related(headline=headline, score=fields.score, reasons=fields.reasons)


def _moves(listed: object) -> tuple[Move, ...]:
    # The instrument's fields stand among the move's own, and each reads those that it knows. Unlike `move_from_json`
    # this checks every one: the file may have been edited by hand.
    return msgspec.convert(
        [{**move, "instrument": move} for move in msgspec.convert(listed, list[dict[str, Any]])], tuple[Move, ...]
    )


def _feed_text(document: object) -> StoryText | None:
    if document is None:
        return None
    fields = msgspec.convert(document, dict[str, Any])
    return StoryText(body=msgspec.convert(fields["body"], Body), moves=_moves(fields["moves"]))


def time_to_json(time: datetime) -> str:
    """Write an aware instant as ISO 8601 in UTC, ending in ``Z``."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _utc(time: datetime) -> datetime:
    """Take a time without a zone, which only another program can have written, for UTC."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {key: _encodable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(each) for each in value]
    return value
