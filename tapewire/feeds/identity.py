"""Which story an entry is: the same for ever, whatever is edited in it, and never that of another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

_EDITION = re.compile(r"(?<=.)#[0-9]+\Z", re.DOTALL)
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawKeys:
    """What an entry can be known by, as its document has it; empty where it has none."""

    guid: str = ""
    """RSS ``guid``, Atom ``id``, JSON Feed ``id``."""
    link: str = ""
    title: str = ""
    date: str = ""
    """As written, not as read: how we read dates may get better."""


def story_id(feed_key: str, identity: str) -> str:
    """Make the id of a story: 16 lower-case hexadecimal digits.

    Args:
        feed_key: `tapewire.model.Feed.key` of its feed; equal identities in two feeds are two stories.
        identity: As `identities` gives it.
    """
    text = f"{feed_key}{_SEPARATOR}{identity}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def identities(entries: Sequence[RawKeys]) -> tuple[str, ...]:
    """Decide what each entry of one document is known by.

    That is its guid without a trailing ``#123`` (a counter that rises when the story is listed anew), else its link,
    else its title and date. A key that differing entries of the document share (some feeds give every entry the same
    link) is no key: for those the counter, the title, the date and the link are added, one by one, until they differ.
    Two entries taken for one would hide a story; one taken for two only shows it twice.

    Returns:
        One identity for each entry, in order; equal for entries that are the same in all they are known by.
    """
    stories = [replace(entry, guid=_EDITION.sub("", entry.guid)) for entry in entries]
    ladders = [_ladder(entry) for entry in entries]
    chosen: list[str] = [""] * len(entries)
    undecided = list(range(len(entries)))
    for rung in range(max((len(ladder) for ladder in ladders), default=0)):
        sharing: dict[str, list[int]] = defaultdict(list)
        for index in undecided:
            chosen[index] = ladders[index][min(rung, len(ladders[index]) - 1)]
            sharing[chosen[index]].append(index)
        undecided = [
            index for indices in sharing.values() if len({stories[index] for index in indices}) > 1 for index in indices
        ]
    return tuple(chosen)


def _ladder(entry: RawKeys) -> tuple[str, ...]:
    # Ever longer identities, from the one that is wanted to the one that tells all differing entries apart.
    story, title, date = _EDITION.sub("", entry.guid), entry.title, entry.date
    if entry.guid:
        rungs: tuple[tuple[str, ...], ...] = (
            (story,),
            (entry.guid,),
            (entry.guid, title),
            (entry.guid, title, date),
            (entry.guid, title, date, entry.link),
        )
    elif entry.link:
        rungs = ((entry.link,), (entry.link, title), (entry.link, title, date))
    else:
        rungs = ((title, date),)
    return tuple(_SEPARATOR.join(rung) for rung in rungs)
