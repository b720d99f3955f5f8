"""The library's front: stories, searchable and countable, in one SQLite file that any number of threads may use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tapewire.analysis import AnalysedEntry, Digest
from tapewire.library import (
    aliases,
    feed_texts,
    feeds,
    flags,
    headlines,
    meta,
    notes_and_tags,
    retention,
    revisions,
    stated,
    stories,
)
from tapewire.library.connections import Connections
from tapewire.library.feeds import FeedState
from tapewire.library.mutes import Mutes
from tapewire.library.searches import Searches
from tapewire.library.stories import StoreOutcome
from tapewire.model import EventRole, Feed, Headline, HeadlineQuery, Move, MuteRule, Revision, Story, StoryText

if TYPE_CHECKING:
    from tapewire.related.ranking import Ranked


EVENTS_AT_ONCE = 10
"""Stories that are given their events in one transaction: some 30 ms, so that whoever else writes hardly waits."""


class Library:
    """Every story that feeds brought, and bookmarked ones beside them.

    All methods may be called from any thread. Readers never wait for writers, in this process or another. Each method
    raises `StoreError`, in words for the user, where the file cannot be read or written.
    """

    def __init__(self, connections: Connections) -> None:
        """Take over open connections; `open` makes them."""
        self._connections = connections
        self._searches = Searches()
        self._mutes = Mutes()

    @classmethod
    def open(cls, path: Path | None) -> Library:
        """Open a library, make it where there is none, or make it anew where it is damaged (see `notice`).

        Args:
            path: Its file; None for a library in memory.

        Raises:
            StoreError: The file cannot be used: it was made by a newer version, or its folder may not be written to.
        """
        return cls(Connections(path))

    @property
    def notice(self) -> str | None:
        """What the user should know of the opening: that a damaged file was set aside, and where. Mostly None."""
        return self._connections.notice

    def close(self) -> None:
        """Let go of the file, once what is under way is done. Afterwards every method raises `StoreError`."""
        self._connections.close()

    # -- writing -----------------------------------------------------------------------------------------------------

    def store(self, feed: Feed, digest: Digest, *, now: datetime, state: FeedState | None = None) -> StoreOutcome:
        """Write what a feed brought, in one transaction. An edited story keeps its first-seen time and its flags.

        Args:
            feed: Whose stories they are.
            digest: What a worker made of its document.
            now: When new stories count as first seen.
            state: How the feed answered, to be remembered with its stories; None to leave that as it is.
        """
        marked = self._mutes.decided(feed, digest, now=now)
        with self._connections.writing() as connection:
            self._mutes.note_arrivals(connection)
            stored = stories.store(connection, feed, marked, now=now)
            if state is not None:
                feeds.save_state(connection, feed.key, state, feed.name)
            return stored

    def store_full_text(self, analysed: AnalysedEntry) -> bool:
        """Give a story the text of its page; what its feed gives is put aside.

        Args:
            analysed: The story with its page's text.

        Returns:
            Whether the story is still there.
        """
        with self._connections.writing() as connection:
            return stories.store_full_text(connection, analysed)

    def restore(
        self, missing: Iterable[tuple[Story, AnalysedEntry]], feed_texts: Mapping[str, StoryText] | None = None
    ) -> None:
        """Put bookmarked stories back; those that the library holds stay as they are.

        Args:
            missing: Each with what its analysis gives.
            feed_texts: What feeds give of those that have the text of their page, by id; None: none has.
        """
        # In full, as nobody else can write while they are being made.
        ready = [(story, self._mutes.decided_story(story, analysed)) for story, analysed in missing]
        with self._connections.writing() as connection:
            self._mutes.note_arrivals(connection)
            stories.restore(connection, ready, feed_texts or {})

    def find_waiting_events(self) -> int:
        """Give a few stories their events that were not given them on arrival.

        Returns:
            How many; 0 when none wait.
        """
        from tapewire.library.event_book import find_waiting

        with self._connections.writing() as connection:
            return find_waiting(connection, most=EVENTS_AT_ONCE)

    def trim(self, feed: Feed, *, now: datetime) -> int:
        """Delete a few of a feed's stories that are past its limits (see `tapewire.library.retention`).

        Args:
            feed: Whose stories, and by whose limits.
            now: The present time.

        Returns:
            How many; 0 when there are none left.
        """
        with self._connections.reading() as connection:
            if not retention.outdated(connection, feed, limit=1):
                return 0
        with self._connections.writing() as connection:
            numbers = retention.outdated(connection, feed)  # anew, since one may have been bookmarked
            retention.remove(connection, feed, numbers, now=now)
            return len(numbers)

    def set_read(self, story_ids: Collection[str], read: bool) -> None:
        """Mark stories read or unread, also those that have not arrived yet."""
        with self._connections.writing() as connection:
            flags.set_flag(connection, "is_read", story_ids, read)

    def set_saved(self, story_ids: Collection[str], saved: bool) -> None:
        """Mark stories as bookmarked or not, also those that have not arrived yet."""
        with self._connections.writing() as connection:
            flags.set_flag(connection, "is_saved", story_ids, saved)

    def sync_flags(self, read_ids: Collection[str], saved_ids: Collection[str], *, stamp: str) -> None:
        """Set all flags anew, as the state has them.

        Args:
            read_ids: All stories that are read, known here or not.
            saved_ids: All stories that are bookmarked, known here or not.
            stamp: Which state that is; see `flags_stamp`.
        """
        with self._connections.writing() as connection:
            flags.mirror(connection, read_ids, saved_ids)
            meta.set_flags_stamp(connection, stamp)

    def set_notes(self, notes: Mapping[str, str], tags: Mapping[str, Collection[str]]) -> None:
        """Note what the user wrote on some stories, known here or not, and how they are tagged.

        Args:
            notes: By story; empty for none. Stories that are not named stay as they are.
            tags: All tags of a story, by story. Likewise.
        """
        with self._connections.writing() as connection:
            notes_and_tags.put(connection, notes, tags)

    def sync_notes(self, notes: Mapping[str, str], tags: Mapping[str, Collection[str]]) -> None:
        """Set all notes and tags anew, as the state has them."""
        with self._connections.writing() as connection:
            notes_and_tags.mirror(connection, notes, tags)

    def flags_stamp(self) -> str | None:
        """Tell which state the flags mirror; None if that is not known."""
        with self._connections.reading() as connection:
            return meta.flags_stamp(connection)

    def set_flags_stamp(self, stamp: str | None) -> None:
        """Note which state the flags mirror; None: from now on they may differ from it."""
        with self._connections.writing() as connection:
            meta.set_flags_stamp(connection, stamp)

    # -- mute rules ----------------------------------------------------------------------------------------------------

    def mute_by(self, rules: tuple[MuteRule, ...]) -> None:
        """Decide by these rules which arriving stories are muted; for the stored ones see `decide_mutes`."""
        self._mutes.use(rules)

    def decide_mutes(self) -> bool:
        """Bring the stored stories in line with the rules in force, if they are not. Others may write meanwhile.

        Returns:
            Whether any story became muted or is so no more.
        """
        return self._mutes.decide_stored(self._connections)

    @property
    def mute_notices(self) -> tuple[str, ...]:
        """Which mute rules were given up since they take too long, in words."""
        return self._mutes.notices

    # -- feeds ---------------------------------------------------------------------------------------------------------

    def name_feeds(self, named: Iterable[Feed]) -> None:
        """Head the stories of feeds with the names that these have now; feeds that are not known here are left out."""
        with self._connections.writing() as connection:
            feeds.rename(connection, {feed.key: feed.name for feed in named})

    def feed_state(self, feed_key: str) -> FeedState:
        """Tell how a feed answered when it was last asked; all defaults if it never was."""
        with self._connections.reading() as connection:
            return feeds.load_state(connection, feed_key)

    def feed_states(self) -> dict[str, FeedState]:
        """Tell the same of all feeds that were ever asked or brought stories, by key."""
        with self._connections.reading() as connection:
            return feeds.load_states(connection)

    def recent_times(self, limit: int) -> dict[str, list[datetime]]:
        """List when at most ``limit`` of the newest stories of each feed were published, the newest first, by key."""
        with self._connections.reading() as connection:
            return feeds.recent_times(connection, limit)

    def any_feed_answered(self) -> bool:
        """Whether any feed has ever answered with a feed; if not, all stories were put here by bookmarks."""
        with self._connections.reading() as connection:
            return feeds.any_answered(connection)

    def save_feed_state(self, feed_key: str, state: FeedState, *, name: str | None = None) -> None:
        """Remember how a feed answered, and what its stories are headed with from now on (None: as before)."""
        with self._connections.writing() as connection:
            feeds.save_state(connection, feed_key, state, name)

    def fingerprints(self, feed_key: str) -> dict[str, str]:
        """List the fingerprint of each story of a feed, by every id that it came under; `GONE` for deleted stories."""
        with self._connections.reading() as connection:
            return stories.fingerprints(connection, feed_key)

    def feed_counts(self) -> dict[str, tuple[int, int]]:
        """List how many stories of each feed lists show, unread and in all, by key; feeds without such are left out."""
        with self._connections.reading() as connection:
            return feeds.counts(connection)

    # -- lists ---------------------------------------------------------------------------------------------------------

    def headlines(self, query: HeadlineQuery, *, offset: int, limit: int) -> list[Headline]:
        """List headlines ``offset`` … ``offset + limit`` of those that a query asks for."""
        with self._connections.reading() as connection:
            if query.is_search:
                numbers = self._searches.found(connection, query)[offset : offset + limit]
            else:
                numbers = headlines.window(connection, query, offset, limit)
            return headlines.load(connection, numbers)

    def count(self, query: HeadlineQuery) -> int:
        """Count the headlines that a query asks for; of a search, those that it finds (`query_sql.FOUND_AT_MOST`)."""
        with self._connections.reading() as connection:
            if query.is_search:
                return len(self._searches.found(connection, query))
            return headlines.count(connection, query)

    def count_unread(self, query: HeadlineQuery) -> int:
        """Count the unread ones of the headlines that a search asks for."""
        with self._connections.reading() as connection:
            return len(headlines.unread_of(connection, self._searches.found(connection, query)))

    def position(self, query: HeadlineQuery, story_id: str) -> int | None:
        """Tell at which place, from 0, a story stands in a list; None if it does not."""
        with self._connections.reading() as connection:
            place = headlines.place(connection, story_id)
            if place is None:
                return None
            if query.is_search:
                found = self._searches.found(connection, query)
                return found.index(place[1]) if place[1] in found else None
            return headlines.count_above(connection, query, place)

    def next_unread(self, query: HeadlineQuery, after: str | None) -> Headline | None:
        """Find the first unread story of a list below one, going on from the top.

        Args:
            query: The list.
            after: The story, whether it is in the list or not; None to start from the top.

        Returns:
            Its headline; None where the list has no unread story, or ``after`` is the only one.
        """
        with self._connections.reading() as connection:
            if query.is_search:
                number = self._searches.next_unread(connection, query, after)
            else:
                number = headlines.next_unread(connection, query, after)
            return None if number is None else headlines.load(connection, [number])[0]

    def headlines_by_id(self, story_ids: Collection[str]) -> dict[str, Headline]:
        """Read the headlines of stories, by id; unknown ones are left out."""
        with self._connections.reading() as connection:
            return headlines.load_by_id(connection, story_ids)

    def commonest_symbols(self, limit: int) -> list[str]:
        """List the symbols whose moves most stories state, those first."""
        with self._connections.reading() as connection:
            return stated.commonest_symbols(connection, limit)

    def saved_count(self) -> int:
        """Count the bookmarked stories that the library holds."""
        return self.count(HeadlineQuery(saved_only=True))

    # -- stories -------------------------------------------------------------------------------------------------------

    def story(self, story_id: str) -> Story | None:
        """Read a story; None if it is not known."""
        with self._connections.reading() as connection:
            return stories.load_story(connection, story_id)

    def moves(self, story_id: str) -> tuple[Move, ...]:
        """Read the moves that a story states; none if it is not known."""
        with self._connections.reading() as connection:
            return stories.load_moves(connection, story_id)

    def feed_text(self, story_id: str) -> StoryText | None:
        """Read what the feed gives of a story that has the text of its page; None for all others."""
        with self._connections.reading() as connection:
            return feed_texts.load(connection, story_id)

    def revisions(self, story_id: str) -> tuple[Revision, ...]:
        """List what a story said before it was edited, the earliest first; nothing if it never was."""
        with self._connections.reading() as connection:
            return revisions.load(connection, story_id)

    def all_ids(self, story_ids: Collection[str]) -> set[str]:
        """List the ids of stories, the other ones under which their feeds brought them included."""
        with self._connections.reading() as connection:
            return aliases.all_ids(connection, story_ids)

    def unmarked_ids(self) -> list[str]:
        """List the other ids of stories that are read which are not marked read themselves."""
        with self._connections.reading() as connection:
            return aliases.unmarked(connection)

    def find_ids(self, prefix: str) -> list[str]:
        """List at most two of the story ids that start so: enough to see whether the prefix tells which."""
        with self._connections.reading() as connection:
            return stories.find_ids(connection, prefix)

    # -- how stories hang together: loaded when first asked for, as a start does not need it ---------------------------

    def story_count(self) -> int:
        """Count all stories, muted ones too."""
        with self._connections.reading() as connection:
            return feeds.story_count(connection)

    def related(self, story_id: str, *, now: datetime, limit: int) -> list[Ranked]:
        """Rank the stories that have to do with one. See `tapewire.related.ranking.related`."""
        from tapewire.library import relations

        with self._connections.reading() as connection:
            return relations.related(connection, story_id, now=now, limit=limit)

    def events_of(self, story_ids: Collection[str]) -> dict[str, int]:
        """Tell which event each story belongs to; see `relations.events_of`."""
        from tapewire.library import relations

        with self._connections.reading() as connection:
            return relations.events_of(connection, story_ids)

    def tellings(self, events: Collection[int]) -> dict[int, list[tuple[str, EventRole]]]:
        """List the stories of events with what each is in its event, the lead first; see `relations.tellings`."""
        from tapewire.library import relations

        with self._connections.reading() as connection:
            return relations.tellings(connection, events)

    def thread(self, story_id: str) -> list[int]:
        """List the events of a story's thread, its own first; see `relations.thread`."""
        from tapewire.library import relations

        with self._connections.reading() as connection:
            return relations.thread(connection, story_id)
