"""The state store: what the user made, as it is and as it is on the disk."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec
from tinydb.storages import MemoryStorage

from tapewire.errors import StoreError
from tapewire.model import Bookmark
from tapewire.state.annotations import TABLES, Annotations
from tapewire.state.codec import bookmark_from_json, bookmark_to_json, related_from_json, time_to_json
from tapewire.state.documents import KEY, Changes, Documents, IfMissing
from tapewire.state.layout import Document
from tapewire.state.lock import TIMEOUT_S
from tapewire.state.storage import AtomicStorage
from tapewire.state.writer import Writer

READ = "read"
BOOKMARKS = "bookmarks"

_KEPT = "What you change is kept in memory, and writing it is tried again every few seconds."


class StateStore:
    """What the user made, in memory and in one file that other processes may change as well.

    Every change is applied, under a lock, to what is on the disk at that moment. One that cannot be written is kept in
    memory and tried again. Safe to call from any thread. Opening, `save_bookmark`, `remove_bookmark`, `apply`,
    `reload_if_changed`, `flush` and `close` wait for the disk; all else never does.
    """

    def __init__(
        self,
        storage: AtomicStorage | MemoryStorage,
        *,
        lock_timeout_s: float = TIMEOUT_S,
        on_problem: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._storage = storage
        self._on_problem = on_problem
        self._documents = Documents(storage, lock_timeout_s=lock_timeout_s)
        self._documents_lock = threading.Lock()
        """Held while files are read and written. Taken before `_view_lock`, never after it."""
        self._view_lock = threading.Lock()
        """Held for moments only."""
        self._writer = Writer(self._write, self._note_failure)
        self._failure: str | None = None
        self._unreadable: str | None = None
        self._seen_generation = 0
        self._changed_elsewhere = False
        self._read: set[str] = set()
        self._read_frozen: frozenset[str] | None = None
        self._read_sum = 0
        self._bookmarks: dict[str, Bookmark] = {}
        self._related: dict[str, object] = {}
        """The related stories of bookmarks as the file has them: they are read when a bookmark is asked for."""
        self._added: dict[str, dict[str, Document]] = {name: {} for name in TABLES}
        self._annotations: Annotations | None = None
        self._is_overdue = False
        """Whether a change that somebody waited for is kept, to be written later."""
        self.reload_if_changed()

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        on_problem: Callable[[str], None] = lambda _: None,
        lock_timeout_s: float = TIMEOUT_S,
    ) -> StateStore:
        """Open a state file, or start one with the first change.

        A damaged file is set aside and its previous copy taken; `notice` then says so.

        Args:
            path: The file; None keeps everything in memory.
            on_problem: Told, in the writer's thread, when read marks could not be written.
            lock_timeout_s: How long to wait for another process that is changing the file.

        Raises:
            StoreError: The file cannot be read, or was written by a newer program.
        """
        storage = MemoryStorage() if path is None else AtomicStorage(path)  # type: ignore[no-untyped-call]
        return cls(storage, lock_timeout_s=lock_timeout_s, on_problem=on_problem)

    @property
    def notice(self) -> str | None:
        """What the user should know: damage that was mended, changes that are not on the disk. None: all is well."""
        mended = self._storage.notice if isinstance(self._storage, AtomicStorage) else None
        return " ".join(filter(None, (mended, self._unreadable, self._failure))) or None

    def read_ids(self) -> frozenset[str]:
        """The ids of the stories that are marked read."""
        with self._view_lock:
            if self._read_frozen is None:
                self._read_frozen = frozenset(self._read)
            return self._read_frozen

    def is_read(self, story_id: str) -> bool:
        """Whether a story is marked read."""
        return story_id in self._read

    def mark_read(self, story_ids: Collection[str], *, read: bool, now: datetime) -> None:
        """Mark stories read or unread. Counts at once, and is on the disk within a quarter of a second.

        Args:
            story_ids: Which; those that are so already are passed over.
            read: Whether they are read.
            now: When they were marked.
        """
        marked_at = time_to_json(now)
        with self._view_lock:
            changed = {story_id for story_id in story_ids if (story_id in self._read) is not read}
            if not changed:
                return
            self._writer.write_soon({READ: {story_id: {"at": marked_at} if read else None for story_id in changed}})
            self._put_read_marks(changed, read=read)

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, the newest first."""
        with self._view_lock:
            bookmarks = list(self._bookmarks.values())
        bookmarks = list(map(self._whole, bookmarks))
        return tuple(sorted(bookmarks, key=lambda each: (each.saved_at, each.story.id), reverse=True))

    def bookmark(self, story_id: str) -> Bookmark | None:
        """A story's bookmark, with the user's note, tags and highlights; None if it has none."""
        bookmark = self._bookmarks.get(story_id)
        return None if bookmark is None else self._whole(bookmark)

    @property
    def annotations(self) -> Annotations:
        """Notes, tags, highlights, watchlist and saved searches, those not yet on the disk included."""
        with self._view_lock:
            if self._annotations is None:
                self._annotations = Annotations(self._added)
            return self._annotations

    def saved_ids(self) -> frozenset[str]:
        """The ids of the stories that are bookmarked."""
        with self._view_lock:
            return frozenset(self._bookmarks)

    def save_bookmark(self, bookmark: Bookmark) -> None:
        """Keep a story. It is on the disk when this returns; one that is there already is replaced.

        Its note, tags and highlights are not looked at: `apply` changes these.

        Raises:
            StoreError: It could not be written yet, and does not count as saved until it is.
        """
        self.apply({BOOKMARKS: {bookmark.story.id: bookmark_document(bookmark)}})

    def remove_bookmark(self, story_id: str) -> None:
        """Remove a story's bookmark, if it has one. It is gone from the disk when this returns.

        Raises:
            StoreError: That could not be written yet, and the bookmark is still there.
        """
        self.apply({BOOKMARKS: {story_id: None}})

    def apply(self, changes: Changes) -> Changes:
        """Make changes. They are on the disk when this returns.

        A bookmark that the user's notes, tags or highlights hang on is not removed.

        Args:
            changes: Of bookmarks and of the tables of `tapewire.state.annotations`.

        Returns:
            The changes that take these back.

        Raises:
            StoreError: They could not be written yet. Bookmarks count when they are, all else does already.
            ValueError: A document cannot be put into the file, or is no bookmark; nothing is changed.
        """
        msgspec.json.encode(changes)
        for document in changes.get(BOOKMARKS, {}).values():
            if document is not None:
                bookmark_from_json(document)  # what could not be read again must not count as saved
        with self._view_lock:
            inverse = {name: {key: self._document(name, key) for key in wanted} for name, wanted in changes.items()}
            self._add(changes)
        annotations = self.annotations
        wanted = {
            story_id: document
            for story_id, document in changes.get(BOOKMARKS, {}).items()
            if document is not None or not annotations.is_annotated(story_id)
        }
        try:
            self._writer.write_now({**changes, BOOKMARKS: wanted})
        except StoreError as error:
            self._is_overdue = True
            raise StoreError(f"{error} {_KEPT}") from error
        return inverse

    def flush(self) -> None:
        """Return when everything is on the disk.

        Raises:
            StoreError: It could not be written.
        """
        self._writer.flush()

    def close(self) -> None:
        """Write what is not on the disk yet, and end the writer's thread. Doing so twice does no harm.

        Raises:
            StoreError: It could not be written, and is lost.
        """
        self._writer.close()

    def stamp(self) -> str:
        """A short text that is the same for the same read marks, bookmarked stories, notes and tags only."""
        added = self.annotations.digest
        with self._view_lock:
            saved = blake2b(digest_size=8)
            for story_id in sorted(self._bookmarks):
                saved.update(f"{story_id} {self._bookmarks[story_id].saved_at.timestamp()}\n".encode())
            return f"{len(self._read)}-{self._read_sum:x}-{saved.hexdigest()}-{added}"

    def reload_if_changed(self) -> bool:
        """Take in what other processes wrote since the last time.

        Returns:
            Whether read marks, bookmarks, notes or tags changed by that, or were written that were overdue.

        Raises:
            StoreError: The file cannot be read; all stays as it was.
        """
        with self._documents_lock, _uncollected():
            self._documents.load_if_changed()
            self._take_over()
            changed, self._changed_elsewhere = self._changed_elsewhere, False
            return changed

    def _write(self, changes: Changes) -> None:
        """Write changes; runs in the writer's thread."""
        with self._documents_lock:
            try:
                self._documents.apply(changes)
            finally:
                self._take_over()
            with self._view_lock:
                for story_id, document in changes.get(BOOKMARKS, {}).items():
                    if document is None:
                        self._bookmarks.pop(story_id, None)
                    elif not isinstance(document, IfMissing) or story_id not in self._bookmarks:
                        self._bookmarks[story_id] = bookmark_from_json(document, with_related=False)
                        self._related[story_id] = document.get("related", ())
            if self._is_overdue:
                self._is_overdue, self._changed_elsewhere = False, True

    def _note_failure(self, reason: str | None) -> None:
        """Say why changes are not on the disk, or with None that they are; runs in the writer's thread."""
        if reason is None:
            self._failure = None
        else:
            self._failure = f"{reason} {_KEPT}"
            self._on_problem(self._failure)

    def _take_over(self) -> None:
        """Bring the view in line with documents that were read anew, with what is not written yet on top."""
        if self._documents.generation == self._seen_generation:
            return
        self._seen_generation = self._documents.generation
        read = set(self._documents.keys(READ))
        bookmarks: dict[str, Bookmark] = {}
        related: dict[str, object] = {}
        unreadable: list[str] = []
        for story_id, document in self._documents.table(BOOKMARKS).items():
            try:
                bookmarks[story_id] = bookmark_from_json(document, with_related=False)
                related[story_id] = document.get("related", ())
            except ValueError as error:
                unreadable.append(f"The bookmark {story_id} cannot be read and was left in the file ({error}).")
        added = {name: self._documents.table(name) for name in TABLES}
        read_sum = _sum(read)
        if bookmarks != self._bookmarks:
            self._changed_elsewhere = True
        with self._view_lock:
            before = len(self._read), self._read_sum
            digest = Annotations(self._added).digest
            self._added, self._annotations = added, None
            self._add({name: self._writer.unwritten(name) for name in TABLES})
            self._annotations = Annotations(self._added)
            if self._annotations.digest != digest:
                self._changed_elsewhere = True
            unreadable += self._annotations.unreadable
            self._unreadable = " ".join(unreadable) or None
            self._bookmarks, self._related = bookmarks, related
            self._read, self._read_sum = read, read_sum
            for story_id, mark in self._writer.unwritten(READ).items():
                if (story_id in read) is (mark is None):
                    self._put_read_marks([story_id], read=mark is not None)
            self._read_frozen = None
            if before != (len(self._read), self._read_sum):
                self._changed_elsewhere = True

    def _add(self, changes: Changes) -> None:
        """Change the view of annotations. The caller holds `_view_lock`."""
        for name in TABLES:
            if name in changes:
                documents = dict(self._added[name])
                for key, document in changes[name].items():
                    if document is None:
                        documents.pop(key, None)
                    else:
                        documents[key] = {KEY: key, **document}
                self._added = {**self._added, name: documents}
                self._annotations = None

    def _document(self, table: str, key: str) -> Document | None:
        """A document as it is seen here. The caller holds `_view_lock`."""
        if table != BOOKMARKS:
            return self._added[table].get(key)
        bookmark = self._bookmarks.get(key)
        return None if bookmark is None else bookmark_document(self._with_related(bookmark))

    def _whole(self, bookmark: Bookmark) -> Bookmark:
        """A bookmark with all that is kept beside it."""
        return self.annotations.added_to(self._with_related(bookmark))

    def _with_related(self, bookmark: Bookmark) -> Bookmark:
        return replace(bookmark, related=related_from_json(self._related.get(bookmark.story.id, ())))

    def _put_read_marks(self, story_ids: Collection[str], *, read: bool) -> None:
        """Change the view, by ids that are not so already. The caller holds `_view_lock`."""
        numbers = _sum(story_ids)
        if read:
            self._read.update(story_ids)
            self._read_sum += numbers
        else:
            self._read.difference_update(story_ids)
            self._read_sum -= numbers
        self._read_frozen = None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector off: it goes through all documents again and again while they become more.

    With 50,000 marks and 1,000 bookmarks that takes as long as the reading itself, 180 ms.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def bookmark_document(bookmark: Bookmark) -> Document:
    """A bookmark as the file has it: without note, tags and highlights, which have tables of their own."""
    return bookmark_to_json(replace(bookmark, note="", tags=(), highlights=()))


def _sum(story_ids: Iterable[str]) -> int:
    """A number for a set of ids. Ids are digits of hashes, so that no two sets have the same by accident."""
    return sum(map(int.from_bytes, map(str.encode, story_ids)))
