"""``tapewire bookmark``, ``tapewire bookmarks`` and ``tapewire export``."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from tapewire.errors import FetchError, FullTextError, UnknownStoryError
from tapewire.newsroom import Newsroom
from tui.commands.common import iso, newsroom_for, print_json, say


def bookmark(options: argparse.Namespace) -> int:
    """Save stories whole; those whose id is not known are named, the others are saved all the same."""
    unknown = 0
    with newsroom_for(options) as newsroom:
        for prefix in options.ids:
            try:
                saved = newsroom.save(newsroom.find(prefix))
            except UnknownStoryError as error:
                say(str(error))
                unknown += 1
            else:
                print(f"{saved.story.id[:8]}  {saved.story.source}: {saved.story.title}")
                if newsroom.wants_full_text(saved.story.id):
                    _add_full_text(newsroom, saved.story.id)
    return 1 if unknown else 0


def _add_full_text(newsroom: Newsroom, story_id: str) -> None:
    try:
        asyncio.run(newsroom.fetch_full_text(story_id))
    except (FetchError, FullTextError) as error:
        say(f"saved as the feed gives it, since {story_id[:8]} has no full text: {error}")


def bookmarks(options: argparse.Namespace) -> int:
    """List the bookmarks, the newest first."""
    with newsroom_for(options) as newsroom:
        saved = newsroom.bookmarks()
    if options.json:
        print_json(
            [
                {
                    "id": each.story.id,
                    "title": each.story.title,
                    "source": each.story.source,
                    "feed": each.story.feed_key,
                    "url": each.story.url,
                    "published": iso(each.story.published),
                    "saved": iso(each.saved_at),
                    "moves": len(each.moves),
                }
                for each in saved
            ]
        )
    else:
        for each in saved:
            print(
                f"{each.story.id[:8]}  {each.saved_at.astimezone():%Y-%m-%d}  {each.story.source}: {each.story.title}"
            )
        if not saved:
            say("there are no bookmarks.")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the bookmarks to files and print the name of each."""
    from tapewire.export import export_bookmarks

    with newsroom_for(options) as newsroom:
        saved = newsroom.bookmarks()
    if not saved:
        say("there are no bookmarks to export.")
        return 1
    for path in export_bookmarks(saved, Path(options.target), options.form):
        print(path)
    return 0
