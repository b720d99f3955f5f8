"""An article's page to its title, text and date. Where the page comes from is left to others."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import trafilatura

from tapewire.body import MAX_HTML, plain_body, to_body
from tapewire.errors import TapewireError
from tapewire.feeds.charset import decode
from tapewire.feeds.dates import parse_date
from tapewire.fulltext.prune import pruned
from tapewire.fulltext.tidy import tidied
from tapewire.model import Body
from tapewire.text import plain_title, unescape

# Without a handler of its own a library's warnings go to the terminal, across the reader's screen.
for _library in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_TITLE_NAMES: Final = ("og:title", "twitter:title", "dc.title", "title")
_DATE_NAMES: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "date",
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_MAIN_PARTS: Final = ("article", "main")
_TITLE_TAG = re.compile(r"<title\b[^<>]*>(?P<words>[^<]*)<", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z]")
_SAYING_TAG = re.compile(r"<(?P<tag>meta|time)\s(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(?P<name>[\w:-]{1,40})\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says, without what stands around it."""

    title: str
    """One line; empty where the page names none."""
    body: Body
    """Its text, never empty; the title is not repeated in it."""
    published: datetime | None
    """Aware, in UTC; None where the page does not say."""


def article(html: bytes, url: str | None, content_type: str | None = None) -> Article:
    """Find the article in a page.

    Args:
        html: The page as fetched or saved; plain text is taken as it is.
        url: Where it stands, for its relative links; None if that is not known.
        content_type: The ``Content-Type`` header, or None.

    Raises:
        TapewireError: There is no text in it.
    """
    if html.startswith(b"%PDF") or b"\0\0" in html[:1024].lstrip(b"\xff\xfe"):
        raise TapewireError("The page is no text: a PDF document, a picture or another binary file.")
    page = decode(html, content_type)[:MAX_HTML]
    if not _TAG.search(page):
        return _found("", plain_body(page), None)
    named = _named_values(page)
    title = _title(page, named)
    extracted = _extracted(page, url)
    body = tidied(to_body(extracted, base_url=url, title=title), title) if extracted else Body()
    if not body.text:
        body = to_body(_main_part(page), base_url=url, title=title)
    return _found(title, body, _published(page, named))


def _extracted(page: str, url: str | None) -> str | None:
    tree = pruned(page)
    try:
        found: str | None = trafilatura.extract(
            page if tree is None else tree,
            url=url,
            output_format="html",
            include_links=True,
            include_formatting=True,
            include_comments=False,
        )
    except Exception:  # noqa: BLE001 (a page on which the search fails can still be read as a whole)
        return None
    return found


def _found(title: str, body: Body, published: datetime | None) -> Article:
    if not body.text:
        raise TapewireError("There is no text in the page. Some pages write theirs by script; a browser shows them.")
    return Article(title=title, body=body, published=published)


def _named_values(page: str) -> dict[str, str]:
    # What the page says of itself, by name in lower case; the first of a name counts.
    values: dict[str, str] = {}
    for tag in _SAYING_TAG.finditer(page):
        attributes = {
            match["name"].lower(): unescape(match["double"] or match["single"] or match["bare"] or "")
            for match in _ATTRIBUTE.finditer(tag["attributes"])
        }
        if tag["tag"].lower() == "time":
            values.setdefault("time", attributes.get("datetime", ""))
        else:
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            values.setdefault(name.lower(), attributes.get("content", ""))
    return values


def _title(page: str, named: dict[str, str]) -> str:
    tag = _TITLE_TAG.search(page)
    candidates = (*(named.get(name, "") for name in _TITLE_NAMES), tag["words"] if tag else "")
    return next((title for candidate in candidates if (title := plain_title(candidate))), "")


def _published(page: str, named: dict[str, str]) -> datetime | None:
    linked_data = _JSON_LD_DATE.search(page)
    candidates = (
        *(named.get(name, "") for name in _DATE_NAMES),
        linked_data[1] if linked_data else "",
        named.get("time", ""),
    )
    return next((moment for candidate in candidates if (moment := parse_date(candidate))), None)


def _main_part(page: str) -> str:
    # What is not found by its words is looked for by its tag; the whole page is better than nothing.
    lowered = page.lower()
    for name in _MAIN_PARTS:
        start, end = lowered.find(f"<{name}"), lowered.rfind(f"</{name}>")
        if 0 <= start < end:
            return page[start:end]
    return page
