"""Whether an entry that comes under a new id is a story that its feed brought before under another.

Some feeds make a new guid whenever they touch a story. A pure decision, and a wary one: two stories taken for one hide
the second from who has read the first, while one taken for two is only shown twice. So a daily column under its one
title, an hourly snapshot at its one address, and texts that are the same for every entry are never taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

NEAR: Final = timedelta(hours=12)
"""How far apart two datings of one story may be; columns and reports come no oftener than daily, or twice a day."""
LONG_TEXT: Final = 200
"""Characters from which on a text can be a story's own; shorter ones ("Read more", "Photo: Reuters") recur."""

_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a story can be recognised by other than its id."""

    title: str
    url: str | None
    published: datetime | None
    time: datetime
    """When it counts as published; see `tapewire.model.story_time`."""
    text: str


def is_same_story(one: Traits, other: Traits) -> bool:
    """Tell whether two entries of one feed, which never stood in one document, are one story.

    Of one date they are, if title and link, or a long text, are the same; without dates, if title, link and text are,
    and the link or the text is a story's own; of two dates near each other, if the link is a story's own, and the
    title or the long text is the same.
    """
    same_title = title_key(one.title) == title_key(other.title)
    link = link_key(one.url)
    same_link = bool(link) and link == link_key(other.url)
    same_text = len(one.text) >= LONG_TEXT and one.text == other.text
    if one.published is not None and one.published == other.published:
        return same_text or (same_title and same_link)
    if one.published is None and other.published is None:
        return same_title and same_link and one.text == other.text and (same_text or _is_of_one_story(link))
    is_near = abs(one.time - other.time) <= NEAR
    return is_near and same_link and _is_of_one_story(link) and (same_title or same_text)


def title_key(title: str) -> str:
    """Make titles equal that differ in case and blanks only."""
    return " ".join(title.casefold().split())


def link_key(url: str | None) -> str:
    """Make addresses equal that differ only in how they are reached and by what they are tracked; empty for None."""
    address = _ADDRESS.fullmatch(url or "")
    if address is None:
        return url or ""
    host, path, query, fragment = address.groups(default="")
    asked = "&".join(field for field in query.split("&") if not field.startswith("utm_"))
    return f"{host.lower()}{path.rstrip('/')}?{asked}{fragment}"


def _is_of_one_story(link: str) -> bool:
    # A story's own address has a number or a date in it, that of a column or of a page of quotes has none.
    return _NUMBER.search(link.partition("/")[2]) is not None
