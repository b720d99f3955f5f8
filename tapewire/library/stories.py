"""Writing stories: what a feed brought, and bookmarked stories that the library lacks."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tapewire.analysis import GONE, AnalysedEntry, Digest, is_edit
from tapewire.library import aliases, feed_texts, gone, postings, revisions, search, stated
from tapewire.library.codec import (
    from_us,
    optional_us,
    pack_marks,
    pack_moves,
    pack_terms,
    to_us,
    unpack_marks,
    unpack_moves,
    unpack_terms,
)
from tapewire.library.feeds import feed_number
from tapewire.library.flags import flags_of
from tapewire.library.meta import count_change
from tapewire.library.numbers import PLACES_BITS, first_number
from tapewire.model import Body, Comments, Feed, Move, Story, StoryText, story_time


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOutcome:
    """What storing one feed came to."""

    new: int
    """Stories that were not known before."""
    changed: int
    """Known stories whose title or text was edited."""
    new_ids: tuple[str, ...]
    """In the document's order."""


def store(connection: sqlite3.Connection, feed: Feed, digest: Digest, *, now: datetime) -> StoreOutcome:
    """Write what a feed brought.

    Args:
        connection: In a write transaction.
        feed: Whose stories they are.
        digest: What a worker made of its document.
        now: When new stories count as first seen.
    """
    number = feed_number(connection, feed.key, feed.name)
    deleted = gone.note_listed(connection, number, digest, now=now)
    known_as = aliases.recognise(connection, number, digest, now=now)
    new_ids: list[str] = []
    changed = 0
    added: list[tuple[int, AnalysedEntry]] = []
    # From the last to the first, so that of undated stories, which all count as first seen now, the topmost is newest.
    for analysed in _under_first_ids(digest, known_as, deleted):
        held = connection.execute(
            "SELECT n, time, first_seen, fingerprint, published, url, author FROM stories WHERE id = ?",
            (analysed.entry.id,),
        ).fetchone()
        if held is None:
            added.append((_insert(connection, number, analysed, first_seen=now), analysed))
            new_ids.append(analysed.entry.id)
            continue
        n, time, first_seen, *known = held
        if known == _comparable(analysed):
            continue
        full = feed_texts.with_full_text(connection, analysed)
        told = full or analysed
        wording = delete(connection, n)
        if wording != (told.entry.title, told.entry.body.text):
            revisions.add(connection, told.entry.id, *wording, until=now)
        keep = n if time == _time(told, from_us(first_seen)) else None
        added.append((_insert(connection, number, told, first_seen=from_us(first_seen), n=keep), told))
        if full:
            feed_texts.save(connection, told.entry.id, StoryText(body=analysed.entry.body, moves=analysed.moves))
        changed += is_edit(known[0], analysed.fingerprint)
    _index(connection, added)
    connection.executemany(
        """
        UPDATE stories SET comments_page = ?, comments_feed = ?, comment_count = ?
        WHERE id = ? AND (comments_page, comments_feed, comment_count) IS NOT (?, ?, ?)
        """,
        (
            (*(columns := _comment_columns(comments)), known_as.get(story_id, story_id), *columns)
            for story_id, comments in digest.comments
        ),
    )
    return StoreOutcome(new=len(new_ids), changed=changed, new_ids=tuple(reversed(new_ids)))


def store_full_text(connection: sqlite3.Connection, analysed: AnalysedEntry) -> bool:
    """Give a story the text of its page; what its feed gives is put aside.

    Args:
        connection: In a write transaction.
        analysed: The story with its page's text.

    Returns:
        Whether the story is still there.
    """
    story_id = analysed.entry.id
    row = connection.execute(
        "SELECT n, feed, first_seen, fingerprint, is_muted FROM stories WHERE id = ?", (story_id,)
    ).fetchone()
    story = load_story(connection, story_id)
    if row is None or story is None:
        return False
    n, feed, first_seen, known, is_muted = row
    feed_text = feed_texts.load(connection, story_id) or StoryText(
        body=story.body, moves=load_moves(connection, story_id)
    )
    # The fingerprint stays that of what the feed gives, by which the next round knows the story for unchanged.
    told = replace(
        analysed,
        entry=replace(
            analysed.entry,
            title=story.title,
            url=story.url,
            author=story.author,
            published=story.published,
            comments=story.comments,
        ),
        fingerprint=known,
        is_muted=bool(is_muted),
    )
    delete(connection, n)
    _insert(connection, feed, told, first_seen=from_us(first_seen), n=n)
    feed_texts.save(connection, story_id, feed_text)
    _index(connection, [(n, told)])
    return True


def restore(
    connection: sqlite3.Connection,
    stories: Iterable[tuple[Story, AnalysedEntry]],
    feed_texts_by_id: Mapping[str, StoryText],
) -> None:
    """Put stories back that the library lacks; those that it holds stay as they are.

    Args:
        connection: In a write transaction.
        stories: Each with what its analysis gives.
        feed_texts_by_id: What feeds give of those that have the text of their page.
    """
    added: list[tuple[int, AnalysedEntry]] = []
    for story, analysed in stories:
        if connection.execute("SELECT 1 FROM stories WHERE id = ?", (story.id,)).fetchone():
            continue
        known = connection.execute("SELECT feed FROM feeds WHERE key = ? AND name <> ''", (story.feed_key,)).fetchone()
        number = known[0] if known else feed_number(connection, story.feed_key, story.source)
        gone.forget(connection, number, story.id)
        added.append((_insert(connection, number, analysed, first_seen=story.first_seen), analysed))
        if story.id in feed_texts_by_id:
            feed_texts.save(connection, story.id, feed_texts_by_id[story.id])
    _index(connection, added)


def fingerprints(connection: sqlite3.Connection, feed_key: str) -> dict[str, str]:
    """List the fingerprint of each story of a feed, by every id that it came under; `GONE` for deleted stories."""
    row = connection.execute("SELECT feed FROM feeds WHERE key = ?", (feed_key,)).fetchone()
    if row is None:
        return {}
    own = dict(connection.execute("SELECT id, fingerprint FROM stories WHERE feed = ?", row))
    others = connection.execute(
        "SELECT aliases.id, fingerprint FROM aliases JOIN stories ON stories.id = story WHERE aliases.feed = ?", row
    )
    return dict.fromkeys(gone.ids(connection, row[0]), GONE) | dict(others) | own


def load_story(connection: sqlite3.Connection, story_id: str) -> Story | None:
    """Read a story; None if it is not known."""
    row = connection.execute(
        """
        SELECT feeds.key, feeds.name, stories.title, url, author, published, first_seen, text, marks,
            comments_page, comments_feed, comment_count
        FROM stories JOIN feeds USING (feed) JOIN bodies USING (n) WHERE id = ?
        """,
        (story_id,),
    ).fetchone()
    if row is None:
        return None
    feed_key, source, title, url, author, published, first_seen, text, marks, *comments = row
    return Story(
        id=story_id,
        feed_key=feed_key,
        source=source,
        title=title,
        url=url,
        author=author,
        published=None if published is None else from_us(published),
        first_seen=from_us(first_seen),
        body=Body(text=text, marks=unpack_marks(marks)),
        comments=_comments(*comments),
    )


def _comments(page: str | None, feed: str | None, count: int | None) -> Comments | None:
    return None if page is None and feed is None and count is None else Comments(page=page, feed=feed, count=count)


def load_moves(connection: sqlite3.Connection, story_id: str) -> tuple[Move, ...]:
    """Read the moves that a story states; none if it is not known."""
    row = connection.execute(
        "SELECT bodies.moves FROM stories JOIN bodies USING (n) WHERE id = ?", (story_id,)
    ).fetchone()
    return () if row is None else unpack_moves(row[0])


def find_ids(connection: sqlite3.Connection, prefix: str) -> list[str]:
    """List at most two of the story ids that start so: enough to see whether the prefix tells which."""
    if not prefix.isascii():  # what SQLite cannot even be asked for may have been typed
        return []
    rows = connection.execute(
        "SELECT id FROM stories WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (prefix, prefix + "\U0010ffff")
    )
    return [story_id for (story_id,) in rows]


def _under_first_ids(digest: Digest, known_as: Mapping[str, str], deleted: Collection[str]) -> list[AnalysedEntry]:
    """Give the entries to be stored, the last first, each under the id that its story first came under."""
    entries: dict[str, AnalysedEntry] = {}
    for analysed in reversed(digest.fresh):
        story_id = known_as.get(analysed.entry.id, analysed.entry.id)
        if story_id not in deleted:
            entries[story_id] = replace(analysed, entry=replace(analysed.entry, id=story_id))
    return list(entries.values())


def _comparable(analysed: AnalysedEntry) -> list[object]:
    entry = analysed.entry
    return [analysed.fingerprint, optional_us(entry.published), entry.url, entry.author]


def _time(analysed: AnalysedEntry, first_seen: datetime) -> int:
    return to_us(story_time(analysed.entry.published, first_seen))


def _insert(
    connection: sqlite3.Connection, feed: int, analysed: AnalysedEntry, *, first_seen: datetime, n: int | None = None
) -> int:
    entry, badge = analysed.entry, analysed.badge
    time = _time(analysed, first_seen)
    if n is None:
        n = _free_number(connection, time)
    connection.execute(
        """
        INSERT INTO stories (
            n, id, feed, time, is_read, is_saved, published, first_seen, title, url, author, moves,
            badge_label, badge_direction, badge_percent, fingerprint, length, is_muted,
            comments_page, comments_feed, comment_count
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            n,
            entry.id,
            feed,
            time,
            *flags_of(connection, entry.id),
            optional_us(entry.published),
            to_us(first_seen),
            entry.title,
            entry.url,
            entry.author,
            len(analysed.moves),
            badge.label if badge else None,
            badge.direction if badge else None,
            badge.percent if badge else None,
            analysed.fingerprint,
            sum(term.weight for term in analysed.terms),
            analysed.is_muted,
            *_comment_columns(entry.comments),
        ),
    )
    connection.execute(
        "INSERT INTO bodies (n, marks, moves, terms, text) VALUES (?, ?, ?, ?, ?)",
        (n, pack_marks(entry.body.marks), pack_moves(analysed.moves), pack_terms(analysed.terms), entry.body.text),
    )
    stated.add(connection, n, analysed.moves)
    return n


def _comment_columns(comments: Comments | None) -> tuple[str | None, str | None, int | None]:
    return (None, None, None) if comments is None else (comments.page, comments.feed, comments.count)


def delete(connection: sqlite3.Connection, n: int) -> tuple[str, str]:
    """Take one story out, and out of both full-text indexes.

    Args:
        connection: In a write transaction, at the end of which the change is to be counted.
        n: The story's number.

    Returns:
        Its title and its text.
    """
    title, text, terms = connection.execute(
        "SELECT title, text, terms FROM stories JOIN bodies USING (n) WHERE n = ?", (n,)
    ).fetchone()
    search.remove(connection, n, title, text)
    postings.remove(connection, n, unpack_terms(terms))
    connection.execute("DELETE FROM bodies WHERE n = ?", (n,))
    connection.execute("DELETE FROM stories WHERE n = ?", (n,))
    return title, text


def _index(connection: sqlite3.Connection, added: list[tuple[int, AnalysedEntry]]) -> None:
    """Enter stories into both full-text indexes, in rising order: each falling number would cost a write."""
    if not added:
        return
    from tapewire.library.event_book import AT_ONCE, find_events  # a start does not need it

    rising = sorted(added, key=lambda pair: pair[0])
    for n, analysed in rising:
        search.add(connection, n, analysed.entry.title, analysed.entry.body.text)
        postings.add(connection, n, analysed.terms)
    if len(rising) <= AT_ONCE:
        find_events(connection, rising)
    count_change(connection, "story_changes")


def _free_number(connection: sqlite3.Connection, time: int) -> int:
    """Choose a row number for a story, such that numbers are in the order of time, to the minute."""
    first = first_number(time)
    while True:
        last = first + (1 << PLACES_BITS) - 1
        (highest,) = connection.execute("SELECT max(n) FROM stories WHERE n BETWEEN ? AND ?", (first, last)).fetchone()
        if highest is None:
            return first
        if highest < last:
            return int(highest) + 1
        first = last + 1
