"""Lists of feeds that other readers wrote: told apart by what is in them, and made into feeds of ours.

What cannot be taken as it stands is mended or left out, with a word about it; nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from tapewire.config import name_from
from tapewire.errors import SubscriptionListError
from tapewire.feeds.charset import decode
from tapewire.model import Feed
from tapewire.subscribing.addresses import completed, place_of
from tapewire.text import clean_line, shorten

MAX_LIST: Final = 10 * 1024 * 1024
"""Bytes of a list; one of a thousand feeds has some 200 kB."""
MAX_FEEDS: Final = 10_000
_MAX_NAME: Final = 200
_SHOWN: Final = 80
"""Characters of what a list says that a remark repeats."""
OUTPUT: Final = "the output of a program"

ListKind = Literal["OPML", "newsboat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """What a list says."""

    kind: ListKind
    feeds: tuple[Feed, ...]
    """In the list's order; each place once."""
    remarks: tuple[str, ...]
    """What was mended or left out and why, a sentence each, in the list's order."""

    def not_in(self, followed: Sequence[Feed]) -> FeedList:
        """Leave out what is followed already, with a remark on each."""
        names = {place_of(feed.url): feed.name for feed in followed}
        remarks = [
            f"{shown(feed.name)} is followed already, as {names[place]}."
            for feed in self.feeds
            if (place := place_of(feed.url)) in names
        ]
        return replace(
            self,
            feeds=tuple(feed for feed in self.feeds if place_of(feed.url) not in names),
            remarks=(*self.remarks, *remarks),
        )


def read_feed_list(content: bytes) -> FeedList:
    """Read an OPML file, or a ``urls`` file of newsboat's.

    Raises:
        SubscriptionListError: It is neither, or lists no feed; says what it is.
    """
    if len(content) > MAX_LIST:
        raise SubscriptionListError(f"The list is larger than {MAX_LIST // 1024**2} MiB.")
    text = decode(content, None).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise SubscriptionListError("The list is empty.")
    if text.startswith("<"):
        from tapewire.subscribing.opml import read_opml

        return _unless_empty(read_opml(text))
    if "\0" in text[:1024] or text.startswith(("%PDF", "PK\x03\x04")):
        raise SubscriptionListError("The file is no text: give an OPML file, or newsboat's `urls`.")
    from tapewire.subscribing.newsboat import read_newsboat

    return _unless_empty(read_newsboat(text))


class ListBuilder:
    """Gathers the feeds of a list, each place once, and the remarks on them."""

    def __init__(self) -> None:
        self._feeds: dict[tuple[str, ...], Feed] = {}
        self._remarks: dict[str, None] = {}

    def remark(self, sentence: str) -> None:
        """Say what was mended or left out; said twice it counts once."""
        self._remarks.setdefault(sentence)

    def add(
        self,
        address: str,
        *,
        name: str = "",
        folder: str = "",
        user_agent: str | None = None,
        is_enabled: bool = True,
        where: str = "",
    ) -> None:
        """Take a feed in, if it can be fetched and is not there yet.

        Args:
            address: As the list has it.
            name: As the list has it; empty to name it after its host.
            folder: Likewise; empty for none.
            user_agent: See `tapewire.model.Feed.user_agent`.
            is_enabled: See `tapewire.model.Feed.is_enabled`.
            where: What remarks begin with, such as ``"line 3: "``.
        """
        called = shown(name or address)
        if clean_line(address).startswith("|"):  # a command line, as Liferea writes it
            self.remark(f"{where}{called} was left out: {OUTPUT} cannot be followed.")
            return
        key = _usable(address)
        if key is None:
            self.remark(f"{where}{called} was left out: {shown(address)} is no http(s) address.")
            return
        if len(self._feeds) >= MAX_FEEDS:
            self.remark(f"Only the first {MAX_FEEDS:,} feeds were taken.")
            return
        feed = Feed(
            key=key,
            url=key,
            name=shorten(clean_line(name), _MAX_NAME) or name_from(key),
            folder=shorten(clean_line(folder), _MAX_NAME),
            user_agent=user_agent,
            is_enabled=is_enabled,
        )
        twin = self._feeds.setdefault(place_of(key), feed)
        if twin is not feed:
            in_folder = f" in {twin.folder}" if twin.folder else ""
            self.remark(f"{where}{called} was left out: it is listed before, as {shown(twin.name)}{in_folder}.")
        elif key != clean_line(address) and not key.startswith("/"):
            self.remark(f"{where}{shown(address)} was read as {shown(key)}.")

    def built(self, kind: ListKind) -> FeedList:
        """Give what was gathered."""
        return FeedList(kind=kind, feeds=tuple(self._feeds.values()), remarks=tuple(self._remarks))


def shown(text: str) -> str:
    """Repeat what a list says, safely and shortly."""
    return shorten(clean_line(text), _SHOWN) or "''"


def _usable(address: str) -> str | None:
    address = clean_line(address)
    if address.lower().startswith("file:"):
        try:
            path = Path(unquote(urlsplit(address).path))
        except ValueError:
            return None
        return str(path) if path.is_absolute() and clean_line(str(path)) == str(path) else None
    addresses = completed(address) if "." in address or ":" in address else ()
    # "/etc/passwd" and "saved/feed.xml" are no hosts; such a path means something only where the list was written.
    return addresses[0] if addresses and not address.startswith(("/", ".")) and " " not in address else None


def _unless_empty(found: FeedList) -> FeedList:
    if not found.feeds and not found.remarks:
        raise SubscriptionListError("The list names no feed.")
    return found
