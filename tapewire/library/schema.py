"""The tables of the library, and how the file of an older version becomes one of this version."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tapewire.errors import StoreError

APPLICATION_ID = 0x54415045
"""Says in the file's header whose it is: "TAPE" in ASCII."""

Step = tuple[str, ...]
"""Statements that make a file of one format into one of the next."""

# Stories are numbered by time (see `tapewire.library.stories`), so that "newest first" is the order of the row numbers
# in both full-text indexes, which can be read backwards and left off early. The counts in `feeds` are kept by triggers:
# counting stories would cost the more the more there are. The partial indexes hold the column that their condition
# names, though it is always the same, because SQLite else reads each row to look at it.
_FIRST: Step = (
    """
    CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value ANY
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE feeds (
        feed INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        etag TEXT,
        last_modified TEXT,
        checked_at INTEGER,
        succeeded_at INTEGER,
        retry_at INTEGER,
        error TEXT,
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        length REAL NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE stories (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        feed INTEGER NOT NULL REFERENCES feeds (feed),
        time INTEGER NOT NULL,
        is_read INTEGER NOT NULL,
        is_saved INTEGER NOT NULL,
        published INTEGER,
        first_seen INTEGER NOT NULL,
        title TEXT NOT NULL,
        url TEXT,
        author TEXT,
        moves INTEGER NOT NULL,
        badge_label TEXT,
        badge_direction TEXT,
        badge_percent REAL,
        fingerprint TEXT NOT NULL,
        length REAL NOT NULL
    )
    """,
    "CREATE INDEX stories_by_time ON stories (time DESC, n DESC, feed)",
    "CREATE INDEX stories_by_feed ON stories (feed, time DESC, n DESC)",
    "CREATE INDEX unread_by_time ON stories (time DESC, n DESC, feed, is_read) WHERE is_read = 0",
    "CREATE INDEX unread_by_feed ON stories (feed, time DESC, n DESC, is_read) WHERE is_read = 0",
    "CREATE INDEX saved_by_time ON stories (time DESC, n DESC, feed, is_saved) WHERE is_saved = 1",
    """
    CREATE TABLE bodies (
        n INTEGER PRIMARY KEY,
        marks BLOB NOT NULL,
        moves BLOB NOT NULL,
        terms BLOB NOT NULL,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE flags (
        id TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL,
        is_saved INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE VIRTUAL TABLE fulltext USING fts5 (
        title, body, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
    """,
    "CREATE VIRTUAL TABLE spoken USING fts5 (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii')",
    "CREATE VIRTUAL TABLE spoken_terms USING fts5vocab (spoken, row)",
    """
    CREATE TRIGGER story_added AFTER INSERT ON stories BEGIN
        UPDATE feeds SET total = total + 1, unread = unread + (new.is_read = 0), length = length + new.length
        WHERE feed = new.feed;
    END
    """,
    """
    CREATE TRIGGER story_removed AFTER DELETE ON stories BEGIN
        UPDATE feeds SET total = total - 1, unread = unread - (old.is_read = 0), length = length - old.length
        WHERE feed = old.feed;
    END
    """,
    """
    CREATE TRIGGER story_read AFTER UPDATE OF is_read ON stories WHEN old.is_read <> new.is_read BEGIN
        UPDATE feeds SET unread = unread + old.is_read - new.is_read WHERE feed = new.feed;
    END
    """,
)

# When each feed is asked again, where it moved, and what its last answer was like.
_FEED_HEALTH: Step = tuple(
    f"ALTER TABLE feeds ADD COLUMN {column}"
    for column in (
        "fetched_at INTEGER",
        "body_hash TEXT",
        "body_bytes INTEGER",
        "took_s REAL",
        "pace_s INTEGER",
        "next_check_at INTEGER",
        "retry_host TEXT",
        "errors INTEGER NOT NULL DEFAULT 0",
        "gone_at INTEGER",
        "final_url TEXT",
        "moving_to TEXT",
        "moved_to TEXT",
    )
)

# What stories said before they were edited, the other ids that they came under, and which were deleted. A deleted
# story's id is kept as eight bytes, with the day (since 1970) on which its feed last listed it.
_HISTORY: Step = (
    """
    CREATE TABLE revisions (
        revision INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        until INTEGER NOT NULL,
        title TEXT NOT NULL,
        text BLOB NOT NULL
    )
    """,
    "CREATE INDEX revisions_by_story ON revisions (id, revision)",
    """
    CREATE TABLE aliases (
        feed INTEGER NOT NULL REFERENCES feeds (feed),
        id TEXT NOT NULL,
        story TEXT NOT NULL,
        added INTEGER NOT NULL,
        PRIMARY KEY (feed, id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX aliases_by_story ON aliases (story, added)",
    """
    CREATE TABLE gone (
        feed INTEGER NOT NULL REFERENCES feeds (feed),
        id BLOB NOT NULL,
        listed INTEGER NOT NULL,
        PRIMARY KEY (feed, id)
    ) WITHOUT ROWID
    """,
)

# Which stories the user's mute rules leave out of lists. The indexes hold the mark before the time, so that either kind
# is read in order, and a feed's stories, muted or not, stay together; `total` and `unread` go on counting all.
_MUTES: Step = (
    "ALTER TABLE stories ADD COLUMN is_muted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN muted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN muted_unread INTEGER NOT NULL DEFAULT 0",
    *(f"DROP INDEX {name}" for name in ("stories_by_time", "stories_by_feed", "unread_by_time", "unread_by_feed")),
    "CREATE INDEX stories_by_time ON stories (is_muted, time DESC, n DESC, feed)",
    "CREATE INDEX stories_by_feed ON stories (feed, is_muted, time DESC, n DESC)",
    "CREATE INDEX unread_by_time ON stories (is_muted, time DESC, n DESC, feed, is_read) WHERE is_read = 0",
    "CREATE INDEX unread_by_feed ON stories (feed, is_muted, time DESC, n DESC, is_read) WHERE is_read = 0",
    """
    CREATE TRIGGER muted_story_added AFTER INSERT ON stories WHEN new.is_muted BEGIN
        UPDATE feeds SET muted = muted + 1, muted_unread = muted_unread + (new.is_read = 0) WHERE feed = new.feed;
    END
    """,
    """
    CREATE TRIGGER muted_story_removed AFTER DELETE ON stories WHEN old.is_muted BEGIN
        UPDATE feeds SET muted = muted - 1, muted_unread = muted_unread - (old.is_read = 0) WHERE feed = old.feed;
    END
    """,
    """
    CREATE TRIGGER story_muted AFTER UPDATE OF is_read, is_muted ON stories
    WHEN (old.is_muted OR new.is_muted) AND (old.is_read, old.is_muted) <> (new.is_read, new.is_muted) BEGIN
        UPDATE feeds SET muted = muted + new.is_muted - old.is_muted,
            muted_unread = muted_unread + (new.is_muted AND NOT new.is_read) - (old.is_muted AND NOT old.is_read)
        WHERE feed = new.feed;
    END
    """,
)

# The event that each story tells of, with what the next story's event is found by; stories from before this format have
# no page until they are analysed anew. How many stories each day has tells how usual a term is from a few of its
# postings. The day is that of the story's number, which has its minute above sixteen bits.
_EVENTS: Step = (
    """
    CREATE TABLE pages (
        n INTEGER PRIMARY KEY,
        event INTEGER NOT NULL,
        time INTEGER,
        length REAL NOT NULL,
        digest INTEGER NOT NULL,
        sketch BLOB NOT NULL,
        figures BLOB NOT NULL,
        size INTEGER NOT NULL,
        is_medley INTEGER NOT NULL,
        ties BLOB NOT NULL
    )
    """,
    "CREATE INDEX pages_by_event ON pages (event, n)",
    "CREATE INDEX pages_by_digest ON pages (digest, n)",
    "CREATE TABLE days (day INTEGER PRIMARY KEY, total INTEGER NOT NULL)",
    "INSERT INTO days SELECT (n >> 16) / 1440, count(*) FROM stories GROUP BY 1",
    """
    CREATE TRIGGER story_dated AFTER INSERT ON stories BEGIN
        INSERT OR IGNORE INTO days VALUES ((new.n >> 16) / 1440, 0);
        UPDATE days SET total = total + 1 WHERE day = (new.n >> 16) / 1440;
    END
    """,
    """
    CREATE TRIGGER page_removed AFTER DELETE ON stories BEGIN
        UPDATE days SET total = total - 1 WHERE day = (old.n >> 16) / 1440;
        DELETE FROM pages WHERE n = old.n;
    END
    """,
)

# The moves that stories state, to be searched by instrument and size.
_STATED: Step = (
    """
    CREATE TABLE stated (
        n INTEGER NOT NULL,
        place INTEGER NOT NULL,
        symbol TEXT,
        direction TEXT NOT NULL,
        percent REAL,
        PRIMARY KEY (n, place)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO stated
    SELECT stories.n, move.key, upper(json_extract(move.value, '$.symbol')), json_extract(move.value, '$.direction'),
        json_extract(move.value, '$.percent')
    FROM stories JOIN bodies USING (n), json_each(CAST(bodies.moves AS TEXT)) AS move WHERE stories.moves > 0
    """,
    "CREATE INDEX stated_by_symbol ON stated (symbol, direction, percent)",
    "CREATE INDEX stated_by_percent ON stated (percent, direction, symbol)",
    """
    CREATE TRIGGER stated_removed AFTER DELETE ON stories BEGIN
        DELETE FROM stated WHERE n = old.n;
    END
    """,
)

# What feeds give of the stories whose text was fetched from their pages: those have the page's text for body. And where
# the comments on a story are.
_FULL_TEXTS: Step = (
    """
    CREATE TABLE feed_texts (
        id TEXT PRIMARY KEY,
        marks BLOB NOT NULL,
        moves BLOB NOT NULL,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE TRIGGER feed_text_removed AFTER DELETE ON stories BEGIN
        DELETE FROM feed_texts WHERE id = old.id;
    END
    """,
    "ALTER TABLE stories ADD COLUMN comments_page TEXT",
    "ALTER TABLE stories ADD COLUMN comments_feed TEXT",
    "ALTER TABLE stories ADD COLUMN comment_count INTEGER",
)

# The user's notes and tags, of stories here or not, to be searched. A tag is kept folded, so that case is no matter.
_NOTES: Step = (
    "CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE tags (tag TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tag, id)) WITHOUT ROWID",
    "CREATE INDEX tags_by_story ON tags (id)",
    "DELETE FROM meta WHERE name = 'flags_stamp'",
)

STEPS: tuple[Step, ...] = (_FIRST, _FEED_HEALTH, _HISTORY, _MUTES, _EVENTS, _FULL_TEXTS, _STATED, _NOTES)
"""The first makes an empty file one of format 1, each further one raises the format by one. Only ever added to."""


def check_format(connection: sqlite3.Connection, newest: int = len(STEPS)) -> int:
    """Tell which format a library file has, without changing it.

    Args:
        connection: Its file may be empty.
        newest: The newest format that can be read.

    Returns:
        The format; 0 for an empty file.

    Raises:
        StoreError: The file was made by a newer version, or is another program's.
        sqlite3.Error: It cannot be read.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise StoreError("it is another program's database. Move it away, or use another data folder")
        return 0
    if version > newest:
        raise StoreError(
            f"it was made by a newer Tapewire (its format is {version}, this version reads up to {newest}). "
            "Update Tapewire, or delete the file: a refresh builds it again"
        )
    return int(version)


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring a library file to the newest format, in one transaction.

    Args:
        connection: In autocommit mode. Its file may be empty.
        steps: See `STEPS`.

    Raises:
        StoreError: As for `check_format`.
        sqlite3.Error: It cannot be read or written.
    """
    if check_format(connection, len(steps)) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[check_format(connection, len(steps)) :]:  # another process may have been quicker
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
