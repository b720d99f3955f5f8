"""``tapewire import`` and ``tapewire export --opml``: feeds from other readers and for them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tapewire.config import load_config
from tapewire.errors import SubscriptionListError
from tapewire.subscribing.config_file import ConfigFile
from tapewire.subscribing.feed_list import MAX_LIST, read_feed_list
from tui.commands.common import say


def import_list(options: argparse.Namespace) -> int:
    """Follow the feeds of a list that another reader wrote, but for those that are followed already."""
    file = ConfigFile(options.config)
    listed = read_feed_list(_content(options.file)).not_in(file.config().feeds)
    for remark in listed.remarks:
        say(remark)
    if not listed.feeds:
        say("nothing was added.")
        return 1
    if not options.dry_run:
        edit = file.subscribe(listed.feeds)
        if edit.before is None:
            say(f"made {edit.path} from the example; the starting set of feeds stands in it.")
    for feed in listed.feeds:
        print(f"{feed.name}  {feed.key}" + (f"  in {feed.folder}" if feed.folder else ""))
    number = f"{len(listed.feeds)} feed" + ("s" if len(listed.feeds) > 1 else "")
    say(f"{number} would be added." if options.dry_run else f"{number} added to {file.path}.")
    return 0


def export_opml(options: argparse.Namespace) -> int:
    """Write the feeds of the config as OPML and print the name of the file; ``-`` is standard output."""
    from tapewire.export.files import file_in, write_file
    from tapewire.subscribing.opml import write_opml

    feeds = load_config(options.config).feeds
    if not feeds:
        say("there are no feeds to export.")
        return 1
    written = write_opml(feeds)
    if options.target == "-":
        sys.stdout.write(written)
    else:
        print(write_file(file_in(Path(options.target), "feeds.opml"), written))
    return 0


def _content(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_LIST + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_LIST + 1)
    except (OSError, ValueError) as error:
        raise SubscriptionListError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
