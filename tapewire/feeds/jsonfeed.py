"""JSON Feed to raw entries, versions 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from tapewire.feeds.bounds import MAX_ENTRIES, left_out_warning, newest
from tapewire.feeds.raw import RawEntry, RawFeed, RawText


class NotJsonFeedError(Exception):
    """The text is no JSON Feed. Its text ends the sentence "The answer is ..."."""


def read_json_feed(text: str) -> RawFeed:
    """Read a JSON Feed's document.

    Raises:
        NotJsonFeedError: It is no JSON, or not a feed.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotJsonFeedError(f"broken JSON: {error.msg} at line {error.lineno}") from error
    except RecursionError as error:
        raise NotJsonFeedError("JSON that cannot be read: it is nested too deeply") from error
    except ValueError as error:
        raise NotJsonFeedError("JSON that cannot be read: a number in it is too long") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotJsonFeedError("JSON, but not a JSON Feed")
    entries: list[RawEntry] = []
    warnings: list[str] = []
    items = document["items"]
    if len(items) > MAX_ENTRIES:
        chosen = newest([next(iter(_dates(item)), "") for item in items], MAX_ENTRIES)
        warnings.append(left_out_warning(len(items) - MAX_ENTRIES))
        items = [item for place, item in enumerate(items) if place in chosen]
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            entries.append(_entry(item, _authors(document)))
        else:
            warnings.append(f"Entry {number} was left out: it is no JSON object.")
    return RawFeed(
        title=_string(document.get("title")),
        entries=tuple(entries),
        warnings=tuple(warnings),
        link=_string(document.get("home_page_url")),
        language=_string(document.get("language")),
    )


def _entry(item: dict[str, Any], feed_authors: str) -> RawEntry:
    texts = (
        RawText(value=_string(item.get("content_html")), is_html=True),
        RawText(value=_string(item.get("content_text")), is_html=False),
        RawText(value=_string(item.get("summary")), is_html=False),
    )
    return RawEntry(
        guid=_string(item.get("id")),
        title=_string(item.get("title")),
        link=_string(item.get("url")) or _string(item.get("external_url")),
        author=_authors(item) or feed_authors,
        dates=_dates(item),
        texts=tuple(text for text in texts if text.value),
    )


def _dates(item: object) -> tuple[str, ...]:
    if not isinstance(item, dict):
        return ()
    return tuple(date for name in ("date_published", "date_modified") if (date := _string(item.get(name))))


def _authors(holder: dict[str, Any]) -> str:
    # 1.1 has a list; 1.0 has one.
    authors = holder.get("authors")
    listed = authors if isinstance(authors, list) else [holder.get("author")]
    names = (_string(author.get("name")) for author in listed if isinstance(author, dict))
    return ", ".join(name for name in names if name)


def _string(value: object) -> str:
    # "id" is a number in many feeds; the specification asks readers to take it.
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
