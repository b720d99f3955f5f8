"""The one front door: everything that the screens and the commands can ask for.

Methods that are not coroutines touch files: a screen calls them in a thread. All of them may be called from any thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from tapewire import coverage
from tapewire.config import Config
from tapewire.errors import FullTextError, StoreError, UnknownStoryError
from tapewire.fulltext.texts import FullTexts
from tapewire.library.library import Library
from tapewire.mirror import Mirror
from tapewire.model import (
    Bookmark,
    Difference,
    Event,
    Feed,
    FeedHealth,
    FeedResult,
    Headline,
    HeadlineQuery,
    OpenedStory,
    RefreshReport,
    Related,
    Revision,
    SavedSearch,
    Section,
    SectionKind,
    Story,
    ThreadEntry,
)
from tapewire.moves.own import use_own
from tapewire.notebook import Notebook
from tapewire.paths import DataFolder
from tapewire.sites import site_of
from tapewire.state.store import StateStore

if TYPE_CHECKING:  # a start needs no search
    from tapewire.query.completion import Vocabulary
    from tapewire.query.tree import Query

DELETED_A_ROUND = 2_000
"""Old stories that one round deletes at most, in some three seconds; the next goes on."""
FULL_TEXTS_A_ROUND = 20
"""Of how many new stories of a feed a round fetches the pages, the topmost: a new feed must not hold it up for long."""
RELATED_SHOWN = 12
"""How many related stories a story is shown with."""
RELATED_IF_MUTED = 8
"""How many times as many are ranked where muted ones are among them."""
SYMBOLS_OFFERED = 1_000
"""How many symbols are known by name to whoever types a search, those of most stories."""


def utc_now() -> datetime:
    """The present time, aware and in UTC."""
    return datetime.now(UTC)


class Newsroom(Notebook):
    """The feeds that are followed, their stories, and what the user made of them."""

    def __init__(
        self,
        *,
        feeds: tuple[Feed, ...],
        library: Library,
        state: Callable[[], StateStore],
        searches: tuple[SavedSearch, ...] = (),
        is_bundled: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Put a newsroom together; `open_newsroom` does so from a config and a folder.

        Args:
            feeds: What is followed, in the order of the sections.
            library: Open; closed with the newsroom.
            state: Opens the state when it is first needed, so that the first paint need not wait for it.
            searches: Those that stand among the sections.
            is_bundled: Whether this is the bundled edition, whose news are invented.
            clock: Gives the present time.
        """
        self.feeds = feeds
        self.searches = searches
        self.is_bundled = is_bundled
        self.clock = clock
        self._library = library
        self._mirror = Mirror(library, state)
        self._full_texts = FullTexts(library, self._mirror, clock)
        self._found: dict[str, tuple[int, int]] = {}
        """What saved searches found when they were last counted, unread and in all, by name."""

    # -- reading -----------------------------------------------------------------------------------------------------

    def sections(self) -> tuple[Section, ...]:
        """What the reader can list: all, unread, saved, the saved searches, then each folder followed by its feeds.

        Feeds without a folder come before the first folder. Searches have the counts that `count_searches` found.
        """
        counts = self._library.feed_counts()

        def section(kind: SectionKind, name: str, key: str, feed_keys: Collection[str]) -> Section:
            held = [counts.get(feed_key, (0, 0)) for feed_key in feed_keys]
            return Section(
                kind=kind,
                name=name,
                key=key,
                unread=sum(unread for unread, _ in held),
                total=sum(total for _, total in held),
            )

        everything = section("all", "All", "", counts.keys())
        sections = [
            everything,
            Section(kind="unread", name="Unread", unread=everything.unread, total=everything.unread),
            Section(kind="saved", name="Saved", total=self._library.saved_count()),
        ]
        for search in self.searches:
            unread, total = self._found.get(search.name, (0, 0))
            sections.append(_search_section(search, unread, total))
        for folder in dict.fromkeys(feed.folder for feed in sorted(self.feeds, key=lambda feed: bool(feed.folder))):
            members = [feed for feed in self.feeds if feed.folder == folder]
            if folder:
                sections.append(section("folder", folder, folder, [feed.key for feed in members]))
            sections += [section("feed", feed.name, feed.key, [feed.key]) for feed in members]
        return tuple(sections)

    def count_searches(self) -> bool:
        """Bring the counts of the saved searches up to date.

        Returns:
            Whether any is another one now.
        """
        found = {}
        for search in self.searches:
            query = self.query(_search_section(search))
            found[search.name] = (self._library.count_unread(query), self._library.count(query))
        has_changed = found != self._found
        self._found = found
        return has_changed

    def query(self, section: Section, search: Query | None = None) -> HeadlineQuery:
        """Say which headlines a section lists, as things are now.

        Args:
            section: One of `sections`.
            search: What to search for in it; None for nothing.
        """
        feed_keys: frozenset[str] | None = None
        if section.kind == "folder":
            feed_keys = frozenset(feed.key for feed in self.feeds if feed.folder == section.key)
        elif section.kind == "feed":
            feed_keys = frozenset((section.key,))
        listed = HeadlineQuery(
            feed_keys=feed_keys, unread_only=section.kind == "unread", saved_only=section.kind == "saved"
        )
        saved = [each.query for each in self.searches if section.kind == "search" and each.name == section.key]
        # A section is a list, which leaves muted stories out; what is typed finds them.
        if search is None:
            return self._narrowed(listed, saved, is_list=True) if saved else listed
        return self._narrowed(listed, [*saved, search], is_list=False)

    def vocabulary(self) -> Vocabulary:
        """List the names that searches can ask for."""
        from tapewire.query.completion import Vocabulary

        return Vocabulary(
            sources=tuple(dict.fromkeys(feed.name for feed in self.feeds)),
            folders=tuple(dict.fromkeys(feed.folder for feed in self.feeds if feed.folder)),
            symbols=tuple(self._library.commonest_symbols(SYMBOLS_OFFERED)),
            tags=tuple(each.name for each in self.all_tags()),
        )

    def headlines(self, query: HeadlineQuery, *, offset: int = 0, limit: int) -> list[Headline]:
        """List headlines ``offset`` … ``offset + limit`` of those that the query asks for."""
        return self._library.headlines(query, offset=offset, limit=limit)

    def count(self, query: HeadlineQuery) -> int:
        """Count the headlines that the query asks for."""
        return self._library.count(query)

    def position(self, query: HeadlineQuery, story_id: str) -> int | None:
        """Tell at which place (from 0) a story stands in a list; None if it does not."""
        return self._library.position(query, story_id)

    def next_unread(self, query: HeadlineQuery, after: str | None) -> Headline | None:
        """Find the next unread story below ``after``, going on from the top; None where there is none."""
        return self._library.next_unread(query, after)

    def headlines_by_id(self, story_ids: Collection[str]) -> list[Headline]:
        """Fetch single headlines, in any order; ids that the library does not know are left out."""
        return list(self._library.headlines_by_id(story_ids).values())

    def story_count(self) -> int:
        """Count the stories that feeds brought, and bookmarked ones beside them."""
        return self._library.story_count()

    def has_fetched(self) -> bool:
        """Tell whether any feed has ever answered; if none has, all stories there are were put back by bookmarks."""
        return self._library.any_feed_answered()

    def find(self, prefix: str) -> str:
        """Find the one story whose id starts so.

        Raises:
            UnknownStoryError: None does, or several do.
        """
        found = self._library.find_ids(prefix.lower())
        if len(found) != 1:
            raise UnknownStoryError(prefix, is_ambiguous=bool(found))
        return found[0]

    def open(self, story_id: str) -> OpenedStory:
        """Fetch all that is shown of a story: a bookmarked one as it was saved.

        Its related stories are those of the library now, or where that has none those of the time when it was saved.

        Raises:
            UnknownStoryError: Neither the library nor the bookmarks know it.
        """
        bookmark = self._state.bookmark(story_id)
        if bookmark is not None:
            story, moves, feed_text = bookmark.story, bookmark.moves, bookmark.feed_text
        else:
            stored = self._library.story(story_id)
            if stored is None:
                raise UnknownStoryError(story_id)
            story, moves = stored, self._library.moves(story_id)
            feed_text = self._library.feed_text(story_id)
        return OpenedStory(
            story=story,
            moves=moves,
            related=self.related(story_id) or (bookmark.related if bookmark else ()),
            is_read=self._state.is_read(story_id),
            is_saved=bookmark is not None,
            other_text=feed_text,
            is_full=feed_text is not None,
            note=bookmark.note if bookmark else "",
            tags=bookmark.tags if bookmark else (),
            highlights=bookmark.highlights if bookmark else (),
        )

    def related(self, story_id: str, *, limit: int = RELATED_SHOWN) -> tuple[Related, ...]:
        """Rank the stories of the whole library that have to do with this one, but for muted ones."""
        shown: tuple[Related, ...] = ()
        for looked_at in (limit, limit * RELATED_IF_MUTED):
            ranked = self._library.related(story_id, now=self.clock(), limit=looked_at)
            headlines = self._library.headlines_by_id([each.story_id for each in ranked])
            shown = tuple(
                Related(headline=headline, score=each.score, reasons=each.reasons)
                for each in ranked
                if (headline := headlines.get(each.story_id)) and not headline.is_muted
            )
            if len(shown) >= limit or len(ranked) < looked_at:
                break
        return shown[:limit]

    def events(self, story_ids: Collection[str]) -> dict[str, Event]:
        """Find the events of a list's stories, so that it can show each event once.

        Args:
            story_ids: The stories, as many as a page of the list has.

        Returns:
            By the id of each story that is not the only one to tell of its event; stories of one event have the same
            value. Muted stories are left out of events.
        """
        return coverage.events(self._library, story_ids)

    def thread(self, story_id: str) -> tuple[ThreadEntry, ...]:
        """Tell a story's event, what led to it and what followed, oldest first.

        Returns:
            A line for each story of its own event but copies, and one for the lead of each other event of the thread;
            empty for a story that the library does not know.
        """
        return coverage.thread(self._library, story_id)

    def differences(self, story_id: str) -> tuple[Difference, ...]:
        """Tell where the stories of a story's event disagree on how far an instrument moved. Mostly nowhere."""
        return coverage.differences(self._library, story_id)

    def feed_health(self) -> tuple[FeedHealth, ...]:
        """Tell how each feed is doing, in the order of the config."""
        from tapewire.feeds.health import RHYTHM_OF, feed_health

        return feed_health(
            self.feeds,
            self._library.feed_states(),
            counts=self._library.feed_counts(),
            times=self._library.recent_times(RHYTHM_OF),
            now=self.clock(),
        )

    def site(self, feed: Feed) -> str | None:
        """Guess the front page of a feed's site; None where it has none."""
        newest = self._library.headlines(HeadlineQuery(feed_keys=frozenset((feed.key,))), offset=0, limit=1)
        return site_of(feed.url, newest[0].url if newest else None)

    def is_read(self, story_id: str) -> bool:
        """Whether a story is marked read."""
        return self._state.is_read(story_id)

    def is_saved(self, story_id: str) -> bool:
        """Whether a story is bookmarked."""
        return self._state.bookmark(story_id) is not None

    def revisions(self, story_id: str) -> tuple[Revision, ...]:
        """Tell what a story said before it was edited, the earliest first; nothing if it never was."""
        return self._library.revisions(story_id)

    # -- what the user makes -------------------------------------------------------------------------------------------

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks, the newest first."""
        return self._state.bookmarks()

    def mark_read(self, story_ids: Collection[str], *, read: bool = True) -> None:
        """Mark stories read or unread; on the disk within a moment."""
        self._mirror.mark_read(self._library.all_ids(story_ids), read=read, now=self.clock())

    def save(self, story_id: str) -> Bookmark:
        """Bookmark a story: it is on the disk, whole, when this returns. A bookmarked one stays as it was saved.

        Raises:
            UnknownStoryError: The library does not know it.
            StoreError: It could not be written.
        """
        bookmark = self._state.bookmark(story_id)
        if bookmark is None:
            bookmark = self.freeze(story_id)
            self._mirror.save(bookmark)
        return bookmark

    def freeze(self, story_id: str) -> Bookmark:
        """Make a bookmark of a story as it is now, and do not keep it.

        Raises:
            UnknownStoryError: The library does not know it.
        """
        story = self._library.story(story_id)
        if story is None:
            raise UnknownStoryError(story_id)
        return Bookmark(
            story=story,
            moves=self._library.moves(story_id),
            saved_at=self.clock(),
            feed_text=self._library.feed_text(story_id),
            revision=len(self._library.revisions(story_id)),
            related=self.related(story_id),
        )

    def catch_up(self) -> bool:
        """Take in what other processes marked, and put bookmarked stories back that the library lacks.

        Needed once after opening.

        Returns:
            Whether anything changed that a list may show.
        """
        has_changed = self._mirror.catch_up()
        return self._library.decide_mutes() or has_changed

    def adopt(self, config: Config) -> None:
        """Go by a changed config: its feeds, their names and its mute rules, for the stories that are here too.

        The bundled edition keeps its own feeds.
        """
        if not self.is_bundled:
            self.feeds = config.feeds
            self.searches = config.searches
            self._library.name_feeds(config.feeds)
        self._library.mute_by(config.mute)
        self._library.decide_mutes()

    def notices(self) -> tuple[str, ...]:
        """What the user should know: a file was damaged, changes are not yet on the disk, a mute rule is too slow."""
        of_stores = (notice for notice in (self._state.notice, self._library.notice) if notice)
        return (*of_stores, *self._library.mute_notices)

    # -- refreshing ----------------------------------------------------------------------------------------------------

    @property
    def enabled_feeds(self) -> tuple[Feed, ...]:
        """The feeds that a round asks, in the order of the sections."""
        return tuple(feed for feed in self.feeds if feed.is_enabled)

    async def refresh(
        self,
        feeds: Sequence[Feed] | None = None,
        *,
        is_forced: bool = False,
        on_result: Callable[[FeedResult], None] = lambda _: None,
    ) -> RefreshReport:
        """Refresh feeds in the background: only waits, parses in worker processes and stores in threads.

        Args:
            feeds: Which; None for all that are followed and enabled.
            is_forced: Also ask feeds that are not due, or gone: for a user who insists. A host that asked to be left
                alone is, all the same.
            on_result: Called in the event loop as each feed is done.

        Raises:
            StoreError: The library cannot be written.
        """
        # In a thread: importing the HTTP client takes longer than a frame.
        await asyncio.to_thread(import_module, "tapewire.feeds.http")
        await asyncio.to_thread(import_module, "tapewire.feeds.refresh")
        from tapewire.feeds.http import Fetcher
        from tapewire.feeds.refresh import refresh
        from tapewire.feeds.workers import Workers

        async with Fetcher(demo=self._demo_document, clock=self.clock) as fetcher, Workers() as workers:
            report = await refresh(
                self.enabled_feeds if feeds is None else feeds,
                library=self._library,
                fetcher=fetcher,
                workers=workers,
                clock=self.clock,
                is_forced=is_forced,
                on_result=on_result,
            )
        await self._tidy(tuple(result.feed for result in report.results if result.outcome in ("updated", "unchanged")))
        wanted = [
            story_id
            for result in report.results
            if result.feed.is_full_text
            for story_id in result.new_ids[:FULL_TEXTS_A_ROUND]
        ]
        if wanted:
            await self._full_texts.fetch(wanted)  # those that are not to be had stay as their feeds give them
        return report

    async def find_events(self) -> None:
        """Give those stories their events that came too many at once, in the background and a few at a time."""
        while await asyncio.to_thread(self._library.find_waiting_events):
            pass

    async def fetch_full_text(self, story_id: str) -> None:
        """Fetch a story's page and keep its text, from which moves and related stories are worked out anew.

        The library has it then, and the bookmark if there is one; `open` gives it, with the feed's own text beside it.

        Raises:
            FullTextError: The page is not to be had, or is not the story; says why.
            FetchError: No answer came.
            UnknownStoryError: Neither the library nor the bookmarks know the story.
            StoreError: The library or the state cannot be written.
        """
        if self.is_bundled:
            raise FullTextError("The stories of the bundled edition are invented and have no pages.")
        for error in (await self._full_texts.fetch([story_id])).values():
            raise error

    async def comments(self, story_id: str) -> Story:
        """Fetch the comments on a story.

        Returns:
            The story with the comments in place of its text.

        Raises:
            FullTextError: There are none, or its feed names no feed of them.
            FetchError: No answer came.
            UnknownStoryError: Neither the library nor the bookmarks know the story.
        """
        opened = await asyncio.to_thread(self.open, story_id)
        return await self._full_texts.comments(opened.story)

    def wants_full_text(self, story_id: str) -> bool:
        """Tell whether what is known of a story is a teaser of a page that can be fetched."""
        from tapewire.fulltext.teaser import is_teaser

        opened = self.open(story_id)
        has_page = opened.story.url is not None and not self.is_bundled
        return has_page and not opened.is_full and is_teaser(opened.story.body.text)

    async def _tidy(self, feeds: Sequence[Feed]) -> None:
        """Carry read marks over to the new ids of stories, and delete what feeds that answered no longer keep."""
        try:
            await asyncio.to_thread(self._mirror.catch_up)
            unmarked = await asyncio.to_thread(self._library.unmarked_ids)
            if unmarked:
                await asyncio.to_thread(self._mirror.mark_read, unmarked, read=True, now=self.clock())
        except StoreError:
            return  # without the state it is not known what is bookmarked
        deleted = 0
        for feed in feeds:
            # One transaction after the other, so that others can write, and the round be cut short, between them.
            while deleted < DELETED_A_ROUND and (
                few := await asyncio.to_thread(self._library.trim, feed, now=self.clock())
            ):
                deleted += few

    def close(self) -> None:
        """Write what is not yet on the disk, and let go of the files.

        Raises:
            StoreError: The state could not be written.
        """
        try:
            self._mirror.close()
        finally:
            self._library.close()

    def _demo_document(self, name: str) -> bytes:
        from tapewire.demo.edition import document

        return document(name, now=self.clock())

    def _narrowed(self, listed: HeadlineQuery, searches: Sequence[Query], *, is_list: bool) -> HeadlineQuery:
        from tapewire.query.resolving import resolve
        from tapewire.query.tree import Is, all_of, leaves

        asked = all_of([each.condition for each in searches if each.condition is not None])
        now = self.clock().replace(second=0, microsecond=0)  # so that a search asked for twice in a minute is the same
        return replace(
            listed,
            condition=asked and resolve(asked, folders=self._folders(), now=now),
            sort=next((each.sort for each in reversed(searches) if each.sort), None),
            muted=False if is_list and Is(state="muted") not in leaves(asked) else None,
        )

    def _folders(self) -> dict[str, frozenset[str]]:
        names = dict.fromkeys(feed.folder for feed in self.feeds if feed.folder)
        return {name: frozenset(feed.key for feed in self.feeds if feed.folder == name) for name in names}

    @property
    def _state(self) -> StateStore:
        return self._mirror.state


def _search_section(search: SavedSearch, unread: int = 0, total: int = 0) -> Section:
    return Section(kind="search", name=search.name, key=search.name, unread=unread, total=total)


def open_newsroom(config: Config, folder: DataFolder, *, demo: bool = False) -> Newsroom:
    """Open the newsroom of a config, or of the bundled edition.

    Args:
        config: Whose feeds are followed.
        folder: Where the stores lie.
        demo: The bundled edition in place of the config's feeds. Its stories, whose times are relative to now, are kept
            in memory; read marks and bookmarks are the user's, whatever they were made on.

    Raises:
        StoreError: The library cannot be opened.
    """
    feeds = config.feeds
    if demo:
        from tapewire.demo.edition import feeds as demo_feeds

        feeds = demo_feeds()
    library = Library.open(None if demo else folder.library)
    library.mute_by(config.mute)
    use_own(config.instruments)
    return Newsroom(
        feeds=feeds,
        library=library,
        state=lambda: StateStore.open(folder.state),
        searches=config.searches,
        is_bundled=demo,
    )
