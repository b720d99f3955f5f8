"""What the user adds to stories and keeps beside them: notes, tags, highlights, the watchlist and saved searches.

Each is a document of its own, so that two programs that add to one story both have their way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import Generic, TypeVar

import msgspec

from tapewire.model import Body, Bookmark, Highlight, SavedQuery, TagCount
from tapewire.state.layout import Document

NOTES = "notes"
TAGS = "tags"
HIGHLIGHTS = "highlights"
WATCHLIST = "watchlist"
QUERIES = "queries"


class _Note(msgspec.Struct, frozen=True):
    id: str
    text: str


class _Tag(msgspec.Struct, frozen=True):
    story: str
    tag: str


class _Highlight(msgspec.Struct, frozen=True):
    id: str
    story: str
    start: int
    end: int
    text: str
    comment: str = ""


class _Symbol(msgspec.Struct, frozen=True):
    id: str
    at: str = ""


class _Query(msgspec.Struct, frozen=True):
    id: str
    query: str


TABLES = (NOTES, TAGS, HIGHLIGHTS, WATCHLIST, QUERIES)

T = TypeVar("T", bound=msgspec.Struct)


class _Parsed(Generic[T]):
    """The documents of a table that can be read, and the keys of those that cannot."""

    def __init__(self, documents: Mapping[str, Document], kind: type[T]) -> None:
        self.entries: list[T] = []
        self.unreadable: list[str] = []
        for key, document in documents.items():
            try:
                self.entries.append(msgspec.convert(document, kind))
            except msgspec.ValidationError:
                self.unreadable.append(key)


class Annotations:
    """All of these at one moment, taken from documents that do not change any more."""

    def __init__(self, tables: Mapping[str, Mapping[str, Document]]) -> None:
        """Take documents by table and key."""
        self._tables = tables
        notes = self._parsed(NOTES, _Note)
        tags = self._parsed(TAGS, _Tag)
        highlights = self._parsed(HIGHLIGHTS, _Highlight)
        watched = self._parsed(WATCHLIST, _Symbol)
        queries = self._parsed(QUERIES, _Query)
        self.notes: dict[str, str] = {note.id: note.text for note in notes.entries}
        """By story."""
        self._tags: dict[str, dict[str, str]] = {}
        for tag in tags.entries:
            self._tags.setdefault(tag.story, {})[tag.tag.casefold()] = tag.tag
        self._highlights: dict[str, list[_Highlight]] = {}
        for highlight in highlights.entries:
            self._highlights.setdefault(highlight.story, []).append(highlight)
        self.watchlist = tuple(each.id for each in sorted(watched.entries, key=lambda each: each.at))
        """Symbols, in the order in which they were added."""
        self.queries: tuple[SavedQuery, ...] = tuple(
            SavedQuery(name=each.id, query=each.query) for each in queries.entries
        )
        """In the order in which they were first saved."""
        unreadable = (notes.unreadable, tags.unreadable, highlights.unreadable, watched.unreadable, queries.unreadable)
        self.unreadable = tuple(
            f"An entry of {name!r} cannot be read and was left in the file ({key})."
            for name, keys in zip(TABLES, unreadable, strict=True)
            for key in keys
        )
        """What could not be read, in words."""

    def tags(self, story_id: str) -> tuple[str, ...]:
        """A story's tags, in the order of the alphabet."""
        return tuple(tag for _, tag in sorted(self._tags.get(story_id, {}).items()))

    @property
    def tags_by_story(self) -> dict[str, tuple[str, ...]]:
        """All tags, by story."""
        return {story_id: self.tags(story_id) for story_id in self._tags}

    @cached_property
    def tag_counts(self) -> tuple[TagCount, ...]:
        """All tags, the commonest first. Of several ways to write one in upper and lower case, the first is taken."""
        counts = Counter(folded for tags in self._tags.values() for folded in tags)
        names = {folded: tag for tags in reversed(self._tags.values()) for folded, tag in tags.items()}
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        return tuple(TagCount(name=names[folded], stories=count) for folded, count in ordered)

    def highlights(self, story_id: str, body: Body) -> tuple[Highlight, ...]:
        """A story's highlights, with their places in its text as it is now, in the order of the text."""
        placed = [
            Highlight(start=each.start, end=each.end, text=each.text, comment=each.comment, key=each.id).placed_in(
                body.text
            )
            for each in self._highlights.get(story_id, ())
        ]
        return tuple(sorted(placed, key=lambda each: (each.start is None, each.start or 0, each.end or 0, each.key)))

    def added_to(self, bookmark: Bookmark) -> Bookmark:
        """A bookmark with its note, tags and highlights."""
        story = bookmark.story
        return replace(
            bookmark,
            note=self.notes.get(story.id, ""),
            tags=self.tags(story.id),
            highlights=self.highlights(story.id, story.body),
        )

    def keys_of(self, story_id: str) -> dict[str, list[str]]:
        """The keys of all that was added to a story, by table."""
        return {
            NOTES: [story_id] if story_id in self.notes else [],
            TAGS: [tag_key(story_id, tag) for tag in self._tags.get(story_id, ())],
            HIGHLIGHTS: [each.id for each in self._highlights.get(story_id, ())],
        }

    def is_annotated(self, story_id: str) -> bool:
        """Whether anything was added to a story."""
        return story_id in self.notes or story_id in self._tags or story_id in self._highlights

    @cached_property
    def digest(self) -> str:
        """The same for the same notes and tags, and for those only."""
        content = msgspec.json.encode([sorted(self.notes.items()), sorted(self.tags_by_story.items())])
        return blake2b(content, digest_size=8).hexdigest()

    def _parsed(self, name: str, kind: type[T]) -> _Parsed[T]:
        return _Parsed(self._tables.get(name, {}), kind)


def tag_key(story_id: str, tag: str) -> str:
    """The key of a story's tag: the same however it is written in upper and lower case."""
    return f"{story_id} {tag.casefold()}"


def highlight_key(story_id: str, start: int, end: int) -> str:
    """The key of a highlight: a passage is highlighted once."""
    return f"{story_id} {start}-{end}"


def tag_documents(story_id: str, *, now: Collection[str], wanted: Iterable[str], at: str) -> dict[str, Document | None]:
    """What is to be changed for a story to have other tags.

    Args:
        story_id: The story.
        now: The tags that it has.
        wanted: Those that it shall have.
        at: The present time, as the file has it.
    """
    asked = {tag.casefold(): tag for tag in wanted}
    documents: dict[str, Document | None] = {tag_key(story_id, tag): None for tag in now if tag.casefold() not in asked}
    for tag in asked.values():
        if tag not in now:
            documents[tag_key(story_id, tag)] = {"story": story_id, "tag": tag, "at": at}
    return documents
