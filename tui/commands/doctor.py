"""``tapewire doctor``."""

from __future__ import annotations

import argparse
import asyncio
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace

from tapewire.config import Config
from tapewire.doctor.feeds import check_feeds, check_online
from tapewire.doctor.finding import Finding
from tapewire.doctor.locks import check_locks
from tapewire.doctor.places import check_config, check_folder
from tapewire.doctor.stores import check_library, check_state
from tapewire.errors import StoreError
from tapewire.library.feeds import FeedState
from tapewire.library.library import Library
from tapewire.model import FeedHealth
from tapewire.newsroom import open_newsroom, utc_now
from tapewire.paths import DataFolder, default_data_folder
from tui.commands.common import print_json
from tui.commands.terminal import check_terminal

_LABELS = {"ok": "ok", "note": "note", "fault": "FAULT"}
_INDENT = " " * 18


def doctor(options: argparse.Namespace) -> int:
    """Look at everything that Tapewire stands on; exit status 1 where something does not work."""
    found = [_with_options(finding, options) for finding in _examine(options)]
    if options.json:
        print_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            print(f"{finding.area:<9} {_LABELS[finding.level]:<7} {finding.what}")
            if finding.mend is not None:
                print(f"{_INDENT}→ {finding.mend}")
        print(_summary(found))
    return int(any(finding.level == "fault" for finding in found))


def _examine(options: argparse.Namespace) -> Iterator[Finding]:
    yield from check_terminal(
        os.environ, size=os.get_terminal_size() if sys.stdout.isatty() else None, encoding=sys.stdout.encoding
    )
    config, found = check_config(options.config)
    yield from found
    folder = DataFolder(root=options.data or default_data_folder())
    of_folder = check_folder(folder.root)
    yield from of_folder
    if any(finding.level == "fault" for finding in of_folder):
        return
    yield from check_locks(folder)
    of_library = check_library(folder)
    yield from of_library
    yield from check_state(folder)
    if config is not None and not any(finding.level == "fault" for finding in of_library):
        yield from _feeds(config, folder, is_online=options.online)


def _feeds(config: Config, folder: DataFolder, *, is_online: bool) -> Iterator[Finding]:
    """Look at the feeds. Nothing is made: where there is no library yet, they were never asked."""
    try:
        states: Mapping[str, FeedState] = {}
        if folder.library.exists():
            with closing(open_newsroom(config, folder)) as newsroom:
                yield from check_feeds(newsroom.feed_health())
            with closing(Library.open(folder.library)) as library:
                states = library.feed_states()
        else:
            yield from check_feeds([FeedHealth(feed=feed) for feed in config.feeds])
        if is_online:
            yield from asyncio.run(check_online(config.feeds, states, clock=utc_now))
    except StoreError as error:
        yield Finding(area="library", level="fault", what=str(error))


def _with_options(finding: Finding, options: argparse.Namespace) -> Finding:
    """Name the same config and data folder in the command that mends as were named here."""
    given = [("--config", options.config), ("--data", options.data)]
    named = "".join(f" {name} {shlex.quote(str(value))}" for name, value in given if value is not None)
    mend = finding.mend
    if mend is None or not named:
        return finding
    before, word, after = mend.rpartition("tapewire ")
    return replace(finding, mend=f"{before}tapewire{named} {after}") if word else finding


def _summary(found: Sequence[Finding]) -> str:
    faults = sum(finding.level == "fault" for finding in found)
    notes = sum(finding.level == "note" for finding in found)
    counts = [
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in ((faults, "fault"), (notes, "note"))
        if number
    ]
    return f"{', '.join(counts)}." if counts else "Nothing is wrong."
