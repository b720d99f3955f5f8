"""``tapewire subscribe`` and ``tapewire unsubscribe``."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from tapewire.errors import ConfigError, TapewireError
from tapewire.model import Feed
from tapewire.subscribing.config_file import ConfigFile
from tapewire.subscribing.discovery import FoundFeed, discover
from tapewire.subscribing.named import feed_meant
from tapewire.text import clean_line
from tui.commands.common import say
from widgets.ages import age

_HOW = {"itself": "a feed", "link": "named by the page", "anchor": "linked on the page", "path": "in a usual place"}


def subscribe(options: argparse.Namespace) -> int:
    """Find the feeds behind each address, let the user choose where there are several, and write them to the config."""
    if options.name is not None and len(options.addresses) > 1:
        say("--name can be given with one address only.")
        return 2
    file = ConfigFile(options.config)
    file.config()  # a fault in it is told before anything is fetched
    failures = 0
    for address, found in zip(
        options.addresses, asyncio.run(_search(options.addresses, options.user_agent)), strict=True
    ):
        if isinstance(found, TapewireError):
            say(f"{address}: {found}")
            failures += 1
            continue
        chosen = _chosen(address, found, takes_first=options.first)
        failures += not chosen
        for feed in chosen:
            failures += not _follow(file, feed, options)
    return 1 if failures else 0


def unsubscribe(options: argparse.Namespace) -> int:
    """Take feeds out of the config, each meant by its name or its address; all of them or none."""
    file = ConfigFile(options.config)
    config = file.config()
    feeds = list(dict.fromkeys(feed_meant(words, config.feeds) for words in options.feeds))
    file.unsubscribe([feed.key for feed in feeds])
    for feed in feeds:
        print(f"No longer followed: {feed.name}  {feed.key}")
    say("what they brought stays in the library.")
    return 0


async def _search(addresses: Sequence[str], user_agent: str | None) -> list[tuple[FoundFeed, ...] | TapewireError]:
    from tapewire.feeds.http import Fetcher
    from tapewire.feeds.workers import Workers

    async with Fetcher() as fetcher, Workers() as workers:

        async def one(address: str) -> tuple[FoundFeed, ...] | TapewireError:
            try:
                return await discover(address, fetcher=fetcher, workers=workers, user_agent=user_agent)
            except TapewireError as error:
                return error

        return await asyncio.gather(*(one(address) for address in addresses))


def _chosen(address: str, found: Sequence[FoundFeed], *, takes_first: bool) -> Sequence[FoundFeed]:
    if len(found) == 1 or takes_first:
        _preview(found[0])
        return found[:1]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        say(f"{address} leads to {len(found)} feeds. Give the address of one of them, or --first for the first:")
        for feed in found:
            say(f"  {feed.url}  {feed.name}")
        return ()
    for number, feed in enumerate(found, start=1):
        _preview(feed, number)
    while True:
        print("Which? A number or several, a for all, q for none [1]: ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        numbers = _numbers(answer.strip().lower() or "1", len(found)) if answer else []
        if numbers is not None:
            return [found[number - 1] for number in numbers]
        say(f"there are the numbers 1 to {len(found)}.")


def _numbers(answer: str, highest: int) -> list[int] | None:
    """Read which of the feeds are wanted; None: that is no answer."""
    if answer in ("q", "quit", "n", "none", "no"):
        return []
    if answer in ("a", "all"):
        return list(range(1, highest + 1))
    if not re.fullmatch(r"[0-9]{1,4}([\s,]+[0-9]{1,4})*", answer):
        return None
    numbers = list(dict.fromkeys(int(figures) for figures in re.findall("[0-9]+", answer)))
    return numbers if all(1 <= number <= highest for number in numbers) else None


def _preview(feed: FoundFeed, number: int | None = None) -> None:
    now = datetime.now(UTC)
    place = "" if number is None else f"{number}. "
    stories = "1 story" if feed.stories == 1 else f"{feed.stories} stories"
    print(f"{place}{feed.name}  {feed.url}  ({_HOW[feed.how]}, {stories})", file=sys.stderr)
    for story in feed.newest:
        print(f"   {age(story.published, now) if story.published else '':>6}  {story.title}", file=sys.stderr)


def _follow(file: ConfigFile, found: FoundFeed, options: argparse.Namespace) -> bool:
    feed = Feed(
        key=found.url,
        url=found.url,
        name=clean_line(options.name or "") or found.name,
        folder=clean_line(options.folder),
        user_agent=options.user_agent,
    )
    try:
        edit = file.subscribe([feed])
    except ConfigError as error:
        say(str(error))
        return False
    if edit.before is None:
        say(f"made {edit.path} from the example; the starting set of feeds stands in it.")
    followed = edit.config.feeds[-1]
    print(f"Followed: {followed.name}  {followed.key}" + (f"  in {followed.folder}" if followed.folder else ""))
    return True
