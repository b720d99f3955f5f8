"""``tapewire feeds``."""

from __future__ import annotations

import argparse

from tapewire.model import FeedHealth
from tui.commands.common import iso, newsroom_for, print_json
from widgets.ages import age


def feeds(options: argparse.Namespace) -> int:
    """List the feeds in the order of the config, with what each holds and when it last answered."""
    with newsroom_for(options) as newsroom:
        health = newsroom.feed_health()
        now = newsroom.clock()
    if options.json:
        print_json([_json(each) for each in health])
        return 0
    width = max((len(each.feed.name) for each in health), default=0)
    for each in health:
        answered = age(each.succeeded_at, now) if each.succeeded_at else "never"
        line = f"{each.feed.name:<{width}}  {each.unread:>5} unread of {each.stories:>5}  answered: {answered}"
        print(f"{line}  {each.error}" if each.error else line)
    return 0


def _json(health: FeedHealth) -> dict[str, object]:
    return {
        "feed": health.feed.key,
        "name": health.feed.name,
        "folder": health.feed.folder,
        "url": health.feed.url,
        "stories": health.stories,
        "unread": health.unread,
        "checked": iso(health.checked_at),
        "succeeded": iso(health.succeeded_at),
        "error": health.error,
    }
