"""What the screens change of the feeds that are followed: it is in the config at once, and can be taken back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tapewire.errors import ConfigError
from tapewire.model import Feed, MuteRule
from tapewire.newsroom import Newsroom

if TYPE_CHECKING:  # what only a change needs is loaded for the first change
    from tapewire.subscribing.config_file import ConfigEdit, ConfigFile
    from tapewire.subscribing.discovery import FoundFeed


class Subscriptions:
    """The feeds of a newsroom, changed in its config.

    What changes something reads and writes files, raises `ConfigError` and `StoreError`, and returns what was done, in
    a few words: a screen calls it in a thread.
    """

    def __init__(self, newsroom: Newsroom, config_path: Path | None) -> None:
        """Hold the two together.

        Args:
            newsroom: Goes by the config as soon as that has changed.
            config_path: The config; None for the default place.
        """
        self._newsroom = newsroom
        self._config_path = config_path
        self._changing = threading.Lock()
        self._done: list[tuple[str, ConfigEdit]] = []
        """The changes that can be taken back, the last at the end, each with what was done."""

    async def find(self, address: str) -> tuple[FoundFeed, ...]:
        """Find the feeds of an address; see `tapewire.subscribing.discovery.discover`."""
        self._refuse_bundled()
        # In a thread: importing the HTTP client takes longer than a frame.
        await asyncio.to_thread(import_module, "tapewire.subscribing.discovery")
        from tapewire.feeds.http import Fetcher
        from tapewire.feeds.workers import Workers
        from tapewire.subscribing.discovery import discover

        async with Fetcher() as fetcher, Workers() as workers:
            return await discover(address, fetcher=fetcher, workers=workers)

    def follow(self, found: FoundFeed, folder: str) -> str:
        """Follow a feed; it comes to stand at the end."""
        feed = Feed(key=found.url, url=found.url, name=found.name, folder=folder)
        return self._keep(f"Followed {found.name}", lambda file: file.subscribe([feed]))

    def rename(self, feed: Feed, name: str) -> str:
        """Give a feed another name."""
        return self._keep(f"Renamed {feed.name}", lambda file: file.rename(feed.key, name))

    def move(self, feed: Feed, folder: str) -> str:
        """Put a feed into a folder; an empty one means none."""
        place = f"to {folder}" if folder else "out of its folder"
        return self._keep(f"Moved {feed.name} {place}", lambda file: file.move(feed.key, folder))

    def switch(self, feed: Feed) -> str:
        """Have a feed refreshed no more, or again."""
        is_on = not feed.is_enabled
        return self._keep(
            f"Switched {feed.name} {'on' if is_on else 'off'}", lambda file: file.enable(feed.key, enabled=is_on)
        )

    def mute(self, feed: Feed) -> str:
        """Leave all stories of a feed out of the lists, or no more, by a mute rule of its own."""
        rule = MuteRule(source=feed.key)
        if rule in self._file().config().mute:
            return self._keep(f"Showed the stories of {feed.name}", lambda file: file.unmute(rule))
        return self._keep(f"Muted {feed.name}", lambda file: file.mute(rule))

    def remove(self, feed: Feed) -> str:
        """Follow a feed no more; what it brought stays in the library."""
        return self._keep(f"Removed {feed.name}", lambda file: file.unsubscribe([feed.key]))

    def undo(self) -> str | None:
        """Take the last change back that was not yet; None where there is none."""
        with self._changing:
            if not self._done:
                return None
            what, edit = self._done[-1]
            undone = self._file().undo(edit)
            self._done.pop()
            self._newsroom.adopt(undone.config)
            return f"Taken back: {what[:1].lower()}{what[1:]}"

    def _keep(self, what: str, change: Callable[[ConfigFile], ConfigEdit]) -> str:
        self._refuse_bundled()
        with self._changing:
            edit = change(self._file())
            self._done.append((what, edit))
            self._newsroom.adopt(edit.config)
            return what

    def _file(self) -> ConfigFile:
        from tapewire.subscribing.config_file import ConfigFile

        return ConfigFile(self._config_path)

    def _refuse_bundled(self) -> None:
        if self._newsroom.is_bundled:
            raise ConfigError(
                "The feeds of the bundled edition cannot be changed. Start without --demo to follow yours."
            )
