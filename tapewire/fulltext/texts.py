"""Fetches the text of stories' pages and keeps it, in the library and in the bookmark."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tapewire.errors import FeedParseError, FetchError, FullTextError, TapewireError, UnknownStoryError
from tapewire.feeds.document import Entry
from tapewire.feeds.schedule import host_key
from tapewire.library.library import Library
from tapewire.mirror import Mirror
from tapewire.model import Feed, Story, StoryText

if TYPE_CHECKING:
    from tapewire.feeds.http import Fetcher
    from tapewire.feeds.workers import Workers
    from tapewire.fulltext.manners import Manners, PageFetcher

AT_ONCE: Final = 4
"""Pages that are fetched at the same time; of one host they come one after the other."""


class FullTexts:
    """The full texts of a library's stories."""

    def __init__(self, library: Library, mirror: Mirror, clock: Callable[[], datetime]) -> None:
        """Start; nothing is fetched yet.

        Args:
            library: Whose stories.
            mirror: Holds the bookmarks.
            clock: Gives the present time, aware and in UTC.
        """
        self._library = library
        self._mirror = mirror
        self._clock = clock
        self._manners: Manners | None = None

    async def comments(self, story: Story) -> Story:
        """Fetch the comments on a story.

        Args:
            story: Its feed names a feed of comments.

        Returns:
            The story with the comments in place of its text.

        Raises:
            FullTextError: There are none, or its feed names no feed of them.
            FetchError: No answer came.
        """
        if story.comments is None or story.comments.feed is None:
            raise FullTextError("The feed names no feed of comments on this story.")
        await asyncio.to_thread(import_module, "tapewire.fulltext.comments")
        await asyncio.to_thread(import_module, "tapewire.fulltext.manners")
        from tapewire.feeds.http import Fetcher
        from tapewire.feeds.workers import Workers
        from tapewire.fulltext.comments import read_comments

        url = story.comments.feed
        async with Fetcher(clock=self._clock) as fetcher, Workers(1) as workers:
            document = await self._session(fetcher).fetch(url, is_trusted=_is_of_one_host(url, story.feed_key))
            try:
                body = await workers.run(
                    document.url, read_comments, document, Feed(key=url, url=url, name=story.source)
                )
            except FeedParseError as error:
                raise FullTextError(str(error)) from error
        return replace(story, title=f"Comments: {story.title}", url=story.comments.page or story.url, body=body)

    async def fetch(self, story_ids: Sequence[str]) -> dict[str, TapewireError]:
        """Fetch the pages of stories, find their texts in worker processes, and keep them.

        Args:
            story_ids: Stories that the library or a bookmark holds.

        Returns:
            What went wrong, by id: a `FetchError` where no answer came, a `FullTextError` where the page is not the
            story, `UnknownStoryError`. Stories that are not in it have their full text now.

        Raises:
            StoreError: The library or the state cannot be written.
        """
        # In a thread: importing these takes longer than a frame.
        await asyncio.to_thread(import_module, "tapewire.fulltext.reading")
        await asyncio.to_thread(import_module, "tapewire.fulltext.manners")
        from tapewire.feeds.http import Fetcher
        from tapewire.feeds.workers import WORKERS, Workers

        failed: dict[str, TapewireError] = {}
        room = asyncio.Semaphore(AT_ONCE)
        count = min(WORKERS, len(story_ids))
        async with Fetcher(clock=self._clock) as fetcher, Workers(max(1, count)) as workers:
            pages = self._session(fetcher)

            async def one(story_id: str) -> None:
                async with room:
                    try:
                        await self._fetch_one(story_id, pages, workers)
                    except FeedParseError as error:
                        failed[story_id] = FullTextError(str(error))
                    except (FetchError, FullTextError, UnknownStoryError) as error:
                        failed[story_id] = error

            await asyncio.gather(*(one(story_id) for story_id in dict.fromkeys(story_ids)))
        return failed

    async def _fetch_one(self, story_id: str, pages: PageFetcher, workers: Workers) -> None:
        from tapewire.fulltext.reading import read_page

        story, feed_text = await asyncio.to_thread(self._known, story_id)
        if story.url is None:
            raise FullTextError("This story has no page of its own.")
        document = await pages.fetch(story.url, is_trusted=_is_of_one_host(story.url, story.feed_key))
        entry = Entry(
            id=story.id,
            title=story.title,
            url=story.url,
            author=story.author,
            published=story.published,
            body=feed_text.body if feed_text else story.body,
            comments=story.comments,
        )
        analysed = await workers.run(document.url, read_page, document, entry)
        await asyncio.to_thread(self._library.store_full_text, analysed)
        full = StoryText(body=analysed.entry.body, moves=analysed.moves)
        await asyncio.to_thread(self._put_into_bookmark, story_id, full)

    def _session(self, fetcher: Fetcher) -> PageFetcher:
        from tapewire.fulltext.manners import Manners

        if self._manners is None:
            self._manners = Manners(self._clock)
        return self._manners.session(fetcher)

    def _known(self, story_id: str) -> tuple[Story, StoryText | None]:
        bookmark = self._mirror.state.bookmark(story_id)
        if bookmark is not None:
            return bookmark.story, bookmark.feed_text
        story = self._library.story(story_id)
        if story is None:
            raise UnknownStoryError(story_id)
        return story, self._library.feed_text(story_id)

    def _put_into_bookmark(self, story_id: str, full: StoryText) -> None:
        bookmark = self._mirror.state.bookmark(story_id)
        if bookmark is not None:
            self._mirror.save(
                replace(
                    bookmark,
                    story=replace(bookmark.story, body=full.body),
                    moves=full.moves,
                    feed_text=bookmark.feed_text or StoryText(body=bookmark.story.body, moves=bookmark.moves),
                )
            )


def _is_of_one_host(url: str, feed_url: str) -> bool:
    return host_key(url) == host_key(feed_url)
