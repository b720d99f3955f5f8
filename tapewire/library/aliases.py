"""Other ids under which a feed brought a story that it already had, so that marks and history stay with the story."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from tapewire.analysis import AnalysedEntry, Digest
from tapewire.feeds.sameness import NEAR, Traits, is_same_story, link_key, title_key
from tapewire.library.codec import from_us, optional_time, to_us
from tapewire.library.rows import chunks, placeholders
from tapewire.model import story_time

KEPT: Final = 8
"""Other ids that are remembered of one story, the latest: a feed that makes new ones each time needs only the last."""
_OF_ONE_DATE: Final = 20
"""Feeds that date every entry by the hour of the answer are not looked through for stories of one date."""

_COLUMNS: Final = "SELECT n, id, title, url, published, time FROM stories"
_Row = tuple[int, str, str, str | None, int | None, int]


def known_as(connection: sqlite3.Connection, feed: int, ids: Collection[str]) -> dict[str, str]:
    """Tell which of some ids are other ids of stories of a feed, and whose."""
    found: dict[str, str] = {}
    for some in chunks(list(ids)):
        found.update(
            connection.execute(
                f"SELECT id, story FROM aliases WHERE feed = ? AND id IN ({placeholders(some)})", (feed, *some)
            )
        )
    return found


def recognise(connection: sqlite3.Connection, feed: int, digest: Digest, *, now: datetime) -> dict[str, str]:
    """Tell which entries of a document are stories that came under another id, and remember the new ids.

    Args:
        connection: In a write transaction.
        feed: The feed's number.
        digest: What a worker made of its document.
        now: When entries without a date count as published.

    Returns:
        Ids of stories, by the ids of the entries that are them.
    """
    listed = {*digest.unchanged, *(analysed.entry.id for analysed in digest.fresh)}
    known = _without_disproved(connection, feed, known_as(connection, feed, listed), listed)
    strangers = [analysed for analysed in digest.fresh if analysed.entry.id not in known]
    strangers = _not_held(connection, strangers)
    if strangers:
        found = _Earlier(connection, feed, strangers, listed | set(known.values()), now).matches(digest)
        for new_id, story_id in found.items():
            _remember(connection, feed, new_id, story_id, now)
        known |= found
    return known


def all_ids(connection: sqlite3.Connection, story_ids: Collection[str]) -> set[str]:
    """List the ids of stories, the other ones under which they came included."""
    ids = set(story_ids)
    for some in chunks(list(story_ids)):
        rows = connection.execute(f"SELECT id FROM aliases WHERE story IN ({placeholders(some)})", some)
        ids.update(story_id for (story_id,) in rows)
    return ids


def unmarked(connection: sqlite3.Connection) -> list[str]:
    """List the other ids of stories that are read which are not marked read themselves."""
    rows = connection.execute(
        """
        SELECT aliases.id FROM aliases JOIN flags ON flags.id = story
        WHERE is_read AND NOT EXISTS (SELECT 1 FROM flags AS own WHERE own.id = aliases.id AND own.is_read)
        """
    )
    return [story_id for (story_id,) in rows]


def forget(connection: sqlite3.Connection, story_id: str) -> list[str]:
    """Drop the other ids of a story, and tell which they were."""
    rows = connection.execute("DELETE FROM aliases WHERE story = ? RETURNING id", (story_id,))
    return [other_id for (other_id,) in rows]


def _without_disproved(
    connection: sqlite3.Connection, feed: int, known: dict[str, str], listed: Collection[str]
) -> dict[str, str]:
    # What stands beside its story, or beside another id of it, in one document is a story of its own after all.
    counts = Counter(known.values())
    disproved = [new_id for new_id, story_id in known.items() if story_id in listed or counts[story_id] > 1]
    connection.executemany("DELETE FROM aliases WHERE feed = ? AND id = ?", ((feed, new_id) for new_id in disproved))
    return {new_id: story_id for new_id, story_id in known.items() if new_id not in disproved}


def _not_held(connection: sqlite3.Connection, entries: list[AnalysedEntry]) -> list[AnalysedEntry]:
    # Those that the library does not know under their own id, as a story or as one that was deleted.
    held: set[str] = set()
    for some in chunks([analysed.entry.id for analysed in entries]):
        held.update(
            story_id
            for (story_id,) in connection.execute(f"SELECT id FROM stories WHERE id IN ({placeholders(some)})", some)
        )
    return [analysed for analysed in entries if analysed.entry.id not in held]


def _remember(connection: sqlite3.Connection, feed: int, new_id: str, story_id: str, now: datetime) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO aliases (feed, id, story, added) VALUES (?, ?, ?, ?)",
        (feed, new_id, story_id, to_us(now)),
    )
    connection.execute(
        """
        DELETE FROM aliases WHERE feed = ? AND id IN (
            SELECT id FROM aliases WHERE story = ? ORDER BY added DESC, id LIMIT -1 OFFSET ?
        )
        """,
        (feed, story_id, KEPT),
    )


class _Earlier:
    """The stories of a feed that new entries may be: near them in time, and not in the document themselves."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        feed: int,
        strangers: list[AnalysedEntry],
        listed: Collection[str],
        now: datetime,
    ) -> None:
        self._connection = connection
        self._texts: dict[int, str] = {}
        self._strangers = {
            analysed.entry.id: Traits(
                title=analysed.entry.title,
                url=analysed.entry.url,
                published=analysed.entry.published,
                time=story_time(analysed.entry.published, now),
                text=analysed.entry.body.text,
            )
            for analysed in strangers
        }
        times = [stranger.time for stranger in self._strangers.values()]
        rows = connection.execute(
            f"{_COLUMNS} WHERE feed = ? AND is_muted IN (0, 1) AND time BETWEEN ? AND ?",
            (feed, to_us(min(times) - NEAR), to_us(max(times) + NEAR)),
        ).fetchall()
        if any(stranger.published is None for stranger in self._strangers.values()):
            rows += connection.execute(f"{_COLUMNS} WHERE feed = ? AND published IS NULL", (feed,))
        self._rows: list[_Row] = [row for row in rows if row[1] not in listed]
        self._listed: list[_Row] = [row for row in rows if row[1] in listed]

    def matches(self, digest: Digest) -> dict[str, str]:
        """Pair entries with stories, where each is the only one for the other."""
        if not self._rows:
            return {}
        by_key = self._by_key()
        texts = Counter(analysed.entry.body.text for analysed in digest.fresh)
        found: dict[str, set[str]] = {}
        for new_id, stranger in self._strangers.items():
            candidates = {row[0]: row for key in _keys(stranger) for row in by_key.get(key, ())}
            found[new_id] = {
                row[1]
                for row in candidates.values()
                if is_same_story(self._traits(row), stranger)
                and (title_key(row[2]) == title_key(stranger.title) or not self._recurs(stranger, texts))
            }
        claims = Counter(story_id for story_ids in found.values() for story_id in story_ids)
        return {
            new_id: story_id
            for new_id, story_ids in found.items()
            if len(story_ids) == 1 and claims[story_id := next(iter(story_ids))] == 1
        }

    def _recurs(self, stranger: Traits, texts: Mapping[str, int]) -> bool:
        # Whether other entries of the document, new or known ones, have the same text: then it is no story's own.
        known = (row for row in self._listed if optional_time(row[4]) == stranger.published)
        return texts[stranger.text] > 1 or any(self._traits(row).text == stranger.text for row in known)

    def _by_key(self) -> Mapping[object, list[_Row]]:
        by_key: defaultdict[object, list[_Row]] = defaultdict(list)
        for row in self._rows:
            for key in _keys_of(row[2], row[3], optional_time(row[4])):
                by_key[key].append(row)
        return {key: rows for key, rows in by_key.items() if not isinstance(key, datetime) or len(rows) <= _OF_ONE_DATE}

    def _traits(self, row: _Row) -> Traits:
        n, _, title, url, published, time = row
        if n not in self._texts:
            (self._texts[n],) = self._connection.execute("SELECT text FROM bodies WHERE n = ?", (n,)).fetchone()
        return Traits(title=title, url=url, published=optional_time(published), time=from_us(time), text=self._texts[n])


def _keys(stranger: Traits) -> Iterable[object]:
    return _keys_of(stranger.title, stranger.url, stranger.published)


def _keys_of(title: str, url: str | None, published: datetime | None) -> Iterable[object]:
    # One of these is the same wherever `is_same_story` may say so.
    yield "title", title_key(title)
    if url:
        yield "link", link_key(url)
    if published is not None:
        yield published
