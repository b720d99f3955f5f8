"""newsboat's ``urls`` file: a feed a line, with tags behind it (newsboat's manual, "The urls file")."""

from __future__ import annotations

import re
from typing import Final

from tapewire.errors import SubscriptionListError
from tapewire.subscribing.feed_list import OUTPUT, FeedList, ListBuilder, shown

# A word, or one in double quotes, in which a backslash quotes the character after it.
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}
_ADDRESS = re.compile(r"(?:https?|feed|file):", re.IGNORECASE)
_OTHER_SOURCES: Final = {"exec": OUTPUT, "filter": "a feed that a program changes"}


def read_newsboat(text: str) -> FeedList:
    """Read a ``urls`` file.

    The first tag of a feed becomes its folder, a tag that begins with "~" its name.

    Raises:
        SubscriptionListError: The text is no such file.
    """
    building = ListBuilder()
    is_one = False
    for number, line in enumerate(text.splitlines(), start=1):
        words = _words(line)
        if not words:
            continue
        where = f"line {number}: "
        kind, _, rest = words[0].partition(":")
        if kind == "query":
            is_one = True
            name, _, query = rest.partition(":")
            building.remark(
                f"{where}the query feed {shown(name)} was left out, as it is a search and no feed: {shown(query)}."
            )
        elif kind in _OTHER_SOURCES and rest:
            is_one = True
            building.remark(f"{where}{shown(words[0])} was left out: {_OTHER_SOURCES[kind]} cannot be followed.")
        elif _ADDRESS.match(words[0]):
            is_one = True
            _add(building, words, where)
        else:
            building.remark(f"{where}{shown(line)} was left out: it begins with no feed's address.")
    if not is_one:
        raise SubscriptionListError(
            "The file is neither OPML nor a `urls` file of newsboat's: no line of it begins with a feed's address."
        )
    return building.built("newsboat")


def _add(building: ListBuilder, words: list[str], where: str) -> None:
    address, *tags = words
    name = next((tag[1:] for tag in tags if tag.startswith("~")), "")
    folders = [tag for tag in tags if tag and not tag.startswith(("~", "!"))]
    building.add(address, name=name, folder=folders[0] if folders else "", where=where)
    if len(folders) > 1:
        left_out = ", ".join(shown(tag) for tag in folders[1:])
        building.remark(
            f"{where}{shown(name or address)} is put into the folder {shown(folders[0])}; "
            f"a feed has one here, so these tags were left out: {left_out}."
        )
    if any(tag.startswith("!") for tag in tags):
        building.remark(f"{where}{shown(name or address)} is hidden in newsboat; here it is listed.")


def _words(line: str) -> list[str]:
    words = []
    for found in _WORD.finditer(line):
        if found[2] is not None and found[2].startswith("#"):
            break
        quoted = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), found[1] or "")
        words.append(quoted if found[2] is None else found[2])
    return words
