"""The part of the front door that is about what the user adds: notes, tags, highlights, watchlist, saved searches.

What is added to a story that is not bookmarked bookmarks it: a note on a story that may go from the library, or be
edited under it, would be lost. Each change is on the disk when its method returns, and gives back the change that
undoes it. One that cannot be written raises `StoreError`; it is kept in memory all the same, and tried again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import datetime

from tapewire.mirror import Mirror
from tapewire.model import Body, Bookmark, Highlight, SavedQuery, TagCount, UserChange
from tapewire.state.annotations import (
    HIGHLIGHTS,
    NOTES,
    QUERIES,
    TAGS,
    WATCHLIST,
    Annotations,
    highlight_key,
    tag_documents,
)
from tapewire.state.codec import time_to_json
from tapewire.state.documents import Changes, IfMissing
from tapewire.state.layout import Document
from tapewire.state.store import BOOKMARKS, bookmark_document
from tapewire.text import clean, clean_line

LONGEST_NOTE = 100_000
"""Characters of a note or a comment; what is beyond is cut off."""


class Notebook(ABC):
    """What the user adds to stories, and beside them. May be used from any thread."""

    _mirror: Mirror
    clock: Callable[[], datetime]

    def note(self, story_id: str) -> str:
        """A story's note; empty if it has none."""
        return self._annotations.notes.get(story_id, "")

    def set_note(self, story_id: str, text: str) -> UserChange:
        """Write a story's note, in place of the one that it has; an empty one removes it.

        Raises:
            UnknownStoryError: Neither the library nor the bookmarks know the story.
            StoreError: It could not be written yet.
        """
        words = clean(text).strip()[:LONGEST_NOTE]
        return self._add(story_id, {NOTES: {story_id: {"text": words, "at": self._now} if words else None}})

    def tags(self, story_id: str) -> tuple[str, ...]:
        """A story's tags, in the order of the alphabet."""
        return self._annotations.tags(story_id)

    def set_tags(self, story_id: str, tags: Iterable[str]) -> UserChange:
        """Give a story these tags and no others. Two that differ only in upper and lower case are one.

        Raises:
            UnknownStoryError: Neither the library nor the bookmarks know the story.
            StoreError: They could not be written yet.
        """
        wanted = [tag for each in tags if (tag := clean_line(each).lstrip("#").strip())]
        return self._add(
            story_id, {TAGS: tag_documents(story_id, now=self.tags(story_id), wanted=wanted, at=self._now)}
        )

    def all_tags(self) -> tuple[TagCount, ...]:
        """All tags, the commonest first."""
        return self._annotations.tag_counts

    def highlights(self, story_id: str) -> tuple[Highlight, ...]:
        """A bookmarked story's highlights, in the order of its text."""
        bookmark = self._mirror.state.bookmark(story_id)
        return () if bookmark is None else bookmark.highlights

    def highlight(self, story_id: str, start: int, end: int, *, comment: str = "") -> UserChange:
        """Mark a passage of a story, or comment one that is marked.

        Args:
            story_id: The story.
            start: Offset of the passage in the text of its body: the bookmark's if there is one, else the library's.
            end: Offset past it.
            comment: What the user says of it; may have several lines.

        Raises:
            ValueError: There is no such passage.
            UnknownStoryError: Neither the library nor the bookmarks know the story.
            StoreError: It could not be written yet.
        """
        body = self._body(story_id)
        if not 0 <= start < end <= len(body.text):
            raise ValueError(f"The text has no passage from {start} to {end}.")
        fields: Document = {
            "story": story_id,
            "start": start,
            "end": end,
            "text": body.text[start:end],
            "comment": clean(comment).strip()[:LONGEST_NOTE],
            "at": self._now,
        }
        return self._add(story_id, {HIGHLIGHTS: {highlight_key(story_id, start, end): fields}})

    def remove_highlight(self, story_id: str, highlight: Highlight) -> UserChange:
        """Take a highlight away.

        Raises:
            StoreError: That could not be written yet.
        """
        return self._add(story_id, {HIGHLIGHTS: {highlight.key: None}})

    def watchlist(self) -> tuple[str, ...]:
        """The symbols that the user watches, in the order in which they were added."""
        return self._annotations.watchlist

    def watch(self, symbol: str, *, watched: bool = True) -> UserChange:
        """Put a symbol on the watchlist or take it off; one that is so already stays where it is.

        Raises:
            ValueError: The symbol is empty.
            StoreError: It could not be written yet.
        """
        key = _named(symbol).upper()
        if watched is (key in self.watchlist()):
            return UserChange(documents=())
        return self._apply({WATCHLIST: {key: {"at": self._now} if watched else None}})

    def saved_queries(self) -> tuple[SavedQuery, ...]:
        """The searches that the user keeps, in the order in which they were first saved."""
        return self._annotations.queries

    def save_query(self, name: str, query: str) -> UserChange:
        """Keep a search under a name, in place of one of that name; an empty search removes it.

        Raises:
            ValueError: The name is empty.
            StoreError: It could not be written yet.
        """
        words = clean_line(query)
        return self._apply({QUERIES: {_named(name): {"query": words, "at": self._now} if words else None}})

    def unsave(self, story_id: str) -> UserChange:
        """Remove a story's bookmark, if it has one, with its note, tags and highlights.

        Raises:
            StoreError: It could not be written yet.
        """
        gone = {name: dict.fromkeys(keys) for name, keys in self._annotations.keys_of(story_id).items() if keys}
        return self._apply({BOOKMARKS: {story_id: None}, **gone})

    def apply(self, change: UserChange) -> UserChange:
        """Make a change that another one gave back, so undo that one.

        A bookmark that came with a note, a tag or a highlight goes with it, unless it got others since.

        Raises:
            StoreError: It could not be written yet.
        """
        changes: dict[str, dict[str, Document | None]] = {}
        for table, key, document in change.documents:
            changes.setdefault(table, {})[key] = None if document is None else dict(document)
        return self._apply(changes)

    @abstractmethod
    def freeze(self, story_id: str) -> Bookmark:
        """Make a bookmark of a story as it is now, and do not keep it.

        Raises:
            UnknownStoryError: The library does not know it.
        """

    def _add(self, story_id: str, changes: Changes) -> UserChange:
        """Change what is added to a story; bookmark it if anything is."""
        if all(document is None for documents in changes.values() for document in documents.values()):
            return self._apply(changes)
        bookmark = self._mirror.state.bookmark(story_id) or self.freeze(story_id)
        return self._apply({**changes, BOOKMARKS: {story_id: IfMissing(bookmark_document(bookmark))}})

    def _apply(self, changes: Changes) -> UserChange:
        inverse = self._mirror.apply(changes)
        return UserChange(
            documents=tuple(
                (table, key, document) for table, documents in inverse.items() for key, document in documents.items()
            )
        )

    def _body(self, story_id: str) -> Body:
        bookmark = self._mirror.state.bookmark(story_id) or self.freeze(story_id)
        return bookmark.story.body

    @property
    def _annotations(self) -> Annotations:
        return self._mirror.state.annotations

    @property
    def _now(self) -> str:
        return time_to_json(self.clock())


def _named(text: str) -> str:
    name = clean_line(text)
    if not name:
        raise ValueError("A name is wanted.")
    return name
