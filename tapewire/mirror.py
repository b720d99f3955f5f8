"""Read marks and bookmarks: kept in the state, mirrored as flags in the library, and the two held together.

The state is the truth. The library's flags let lists and counts be indexed queries. They carry the stamp of the state
that they mirror, which is taken away while they may differ from it: what a run that ended badly left, the next mends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Bookmark, Story
from tapewire.state.annotations import NOTES, TAGS
from tapewire.state.documents import Changes
from tapewire.state.layout import Document
from tapewire.state.store import BOOKMARKS, StateStore, bookmark_document

if TYPE_CHECKING:
    from tapewire.analysis import AnalysedEntry


class Mirror:
    """A state and its mirror in a library. May be used from any thread."""

    def __init__(self, library: Library, open_state: Callable[[], StateStore]) -> None:
        """Hold the two together.

        Args:
            library: Open; closed by its owner, after the mirror.
            open_state: Opens the state when it is first needed, so that the first paint need not wait for it.
        """
        self._library = library
        self._open_state = open_state
        self._opening = threading.Lock()
        self._opened: StateStore | None = None
        self._changing = threading.Lock()
        """Held while both are changed, so that neither misses what the other is told."""
        self._has_caught_up = False
        self._is_stamped = True

    @property
    def state(self) -> StateStore:
        """The state, for reading."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open_state()
            return self._opened

    def mark_read(self, story_ids: Collection[str], *, read: bool, now: datetime) -> None:
        """Mark stories read or unread."""
        with self._changing:
            self._unstamp()
            self.state.mark_read(story_ids, read=read, now=now)
            self._library.set_read(story_ids, read)

    def save(self, bookmark: Bookmark) -> None:
        """Keep a bookmark.

        Raises:
            StoreError: It could not be written yet, and does not count as saved until it is.
        """
        self.apply({BOOKMARKS: {bookmark.story.id: bookmark_document(bookmark)}})

    def apply(self, changes: Changes) -> Changes:
        """Change bookmarks and what is added to them; see `StateStore.apply`.

        Returns:
            The changes that take these back.

        Raises:
            StoreError: They could not be written yet.
        """
        with self._changing:
            self._unstamp()
            inverse = self.state.apply(changes)
            saved = self.state.saved_ids()
            for story_id in changes.get(BOOKMARKS, {}):
                self._library.set_saved([story_id], story_id in saved)
            annotations = self.state.annotations
            noted = changes.get(NOTES, {})
            tagged = {str(document["story"]) for each in (changes, inverse) for document in _documents(each, TAGS)}
            if noted or tagged:
                self._library.set_notes(
                    {story_id: annotations.notes.get(story_id, "") for story_id in noted},
                    {story_id: annotations.tags(story_id) for story_id in tagged},
                )
            return inverse

    def catch_up(self) -> bool:
        """Bring the flags in line with the state, and put bookmarked stories back that the library lacks.

        Needed once after opening, and whenever another process may have changed the state.

        Returns:
            Whether anything changed.
        """
        with self._changing:
            changed_elsewhere = self.state.reload_if_changed()
            stamp = self.state.stamp()
            in_line = not changed_elsewhere if self._has_caught_up else stamp == self._library.flags_stamp()
            if not in_line:
                self._restore_bookmarked()
                annotations = self.state.annotations
                self._library.sync_notes(annotations.notes, annotations.tags_by_story)
                self._library.sync_flags(self.state.read_ids(), self.state.saved_ids(), stamp=stamp)
                self._is_stamped = True
            self._has_caught_up = True
            return not in_line

    def close(self) -> None:
        """Write what is not yet on the disk.

        Raises:
            StoreError: It could not be written.
        """
        if self._opened is None:
            return
        self._opened.close()
        if self._has_caught_up and not self._is_stamped:
            self._library.set_flags_stamp(self._opened.stamp())

    def _unstamp(self) -> None:
        if self._is_stamped:
            self._library.set_flags_stamp(None)
            self._is_stamped = False

    def _restore_bookmarked(self) -> None:
        saved = {bookmark.story.id: bookmark for bookmark in self.state.bookmarks()}
        missing = sorted(saved.keys() - self._library.headlines_by_id(saved.keys()).keys())
        self._library.restore(
            ((saved[story_id].story, _analysed(saved[story_id])) for story_id in missing),
            {story_id: text for story_id in missing if (text := saved[story_id].feed_text) is not None},
        )


def _analysed(bookmark: Bookmark) -> AnalysedEntry:
    from tapewire.analysis import analyse, fingerprint

    story, feed_text = bookmark.story, bookmark.feed_text
    analysed = analyse(_entry(story))
    if feed_text is None:
        return analysed
    # By what its feed gives, so that the next round knows the story for unchanged.
    return replace(analysed, fingerprint=fingerprint(story.title, feed_text.body))


def _documents(changes: Changes, table: str) -> list[Document]:
    return [dict(document) for document in changes.get(table, {}).values() if document is not None]


def _entry(story: Story) -> Entry:
    return Entry(
        id=story.id,
        title=story.title,
        url=story.url,
        author=story.author,
        published=story.published,
        body=story.body,
        comments=story.comments,
    )
