"""The state store: read marks and bookmarks, as they are and as they are on the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from tinydb.storages import MemoryStorage

from tapewire.model import Bookmark
from tapewire.state.codec import bookmark_from_json, bookmark_to_json, time_to_json
from tapewire.state.documents import Changes, Documents
from tapewire.state.lock import TIMEOUT_S
from tapewire.state.storage import AtomicStorage
from tapewire.state.writer import Writer

READ = "read"
BOOKMARKS = "bookmarks"


class StateStore:
    """What the user made, in memory and in one file that other processes may change as well.

    Every change is applied, under a lock, to what is on the disk at that moment. Safe to call from any thread. Opening,
    `save_bookmark`, `remove_bookmark`, `reload_if_changed`, `flush` and `close` wait for the disk; all else never does.
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
        return tuple(sorted(bookmarks, key=lambda each: (each.saved_at, each.story.id), reverse=True))

    def bookmark(self, story_id: str) -> Bookmark | None:
        """A story's bookmark; None if it has none."""
        return self._bookmarks.get(story_id)

    def saved_ids(self) -> frozenset[str]:
        """The ids of the stories that are bookmarked."""
        with self._view_lock:
            return frozenset(self._bookmarks)

    def save_bookmark(self, bookmark: Bookmark) -> None:
        """Keep a story. It is on the disk when this returns; one that is there already is replaced.

        Raises:
            StoreError: It could not be written, and is not kept here either.
        """
        document = bookmark_to_json(bookmark)
        bookmark_from_json(document)  # what could not be read again must not count as saved
        self._writer.write_now({BOOKMARKS: {bookmark.story.id: document}})

    def remove_bookmark(self, story_id: str) -> None:
        """Remove a story's bookmark, if it has one. It is gone from the disk when this returns.

        Raises:
            StoreError: That could not be written, and the bookmark is still there.
        """
        self._writer.write_now({BOOKMARKS: {story_id: None}})

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
        """A short text that is the same for the same read marks and the same bookmarked stories, and for those only."""
        with self._view_lock:
            saved = blake2b(digest_size=8)
            for story_id in sorted(self._bookmarks):
                saved.update(f"{story_id} {self._bookmarks[story_id].saved_at.timestamp()}\n".encode())
            return f"{len(self._read)}-{self._read_sum:x}-{saved.hexdigest()}"

    def reload_if_changed(self) -> bool:
        """Take in what other processes wrote since the last time.

        Returns:
            Whether read marks or bookmarks changed by that.

        Raises:
            StoreError: The file cannot be read; all stays as it was.
        """
        with self._documents_lock:
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
                    else:
                        self._bookmarks[story_id] = bookmark_from_json(document)

    def _note_failure(self, reason: str | None) -> None:
        """Say why read marks are not on the disk, or with None that they are; runs in the writer's thread."""
        if reason is None:
            self._failure = None
        else:
            self._failure = f"{reason} Read marks are kept in memory and written with the next change."
            self._on_problem(self._failure)

    def _take_over(self) -> None:
        """Bring the view in line with documents that were read anew, with what is not written yet on top."""
        if self._documents.generation == self._seen_generation:
            return
        self._seen_generation = self._documents.generation
        read = set(self._documents.keys(READ))
        bookmarks: dict[str, Bookmark] = {}
        unreadable: list[str] = []
        for story_id, document in self._documents.table(BOOKMARKS).items():
            try:
                bookmarks[story_id] = bookmark_from_json(document)
            except ValueError as error:
                unreadable.append(f"The bookmark {story_id} cannot be read and was left in the file ({error}).")
        read_sum = _sum(read)
        if bookmarks != self._bookmarks:
            self._changed_elsewhere = True
        with self._view_lock:
            before = len(self._read), self._read_sum
            self._unreadable = " ".join(unreadable) or None
            self._bookmarks = bookmarks
            self._read, self._read_sum = read, read_sum
            for story_id, mark in self._writer.unwritten(READ).items():
                if (story_id in read) is (mark is None):
                    self._put_read_marks([story_id], read=mark is not None)
            self._read_frozen = None
            if before != (len(self._read), self._read_sum):
                self._changed_elsewhere = True

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


def _sum(story_ids: Iterable[str]) -> int:
    """A number for a set of ids. Ids are digits of hashes, so that no two sets have the same by accident."""
    return sum(map(int.from_bytes, map(str.encode, story_ids)))
