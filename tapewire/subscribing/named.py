"""Which feed a person means by its name or its address."""

from __future__ import annotations

from collections.abc import Sequence

from tapewire.errors import ConfigError
from tapewire.model import Feed
from tapewire.subscribing.addresses import completed, place_of
from tapewire.text import clean_line


def feed_meant(words: str, feeds: Sequence[Feed]) -> Feed:
    """Find the feed that has a name, or an address.

    Args:
        words: The name in upper or lower case, or the address, with or without its scheme.
        feeds: Those that are followed.

    Raises:
        ConfigError: None has it, or several have that name.
    """
    wanted = clean_line(words)
    for feed in feeds:
        if feed.key == wanted:
            return feed
    places = {place_of(address) for address in (wanted, *completed(wanted))}
    found = [feed for feed in feeds if place_of(feed.url) in places or feed.name.casefold() == wanted.casefold()]
    if len(found) > 1:
        addresses = ", ".join(feed.key for feed in found)
        raise ConfigError(f"Several feeds are named {wanted}: give the address of one of them ({addresses}).")
    if not found:
        raise ConfigError(f"No feed has the name or the address {wanted!r}. `tapewire feeds` lists them.")
    return found[0]
