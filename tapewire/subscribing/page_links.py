"""Where a web page may keep its feeds: what its markup says, and where sites mostly have them. Fetches nothing.

The markup is searched rather than parsed: pages are often broken and can be made to stall a parser, and a link that was
not meant costs no more than a request.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from tapewire.text import plain_title, safe_url

How = Literal["itself", "link", "anchor", "path"]
"""How a feed was come by: the address was the feed's own; a link tag of the page; a link in its text; a usual place."""

MAX_PAGE: Final = 3_000_000
"""Characters of a page that are searched."""
MAX_TAGS: Final = 10_000
"""Tags of a page that are looked at; the longest lists of feeds have some hundred."""
MAX_LINKS: Final = 24
"""How many places one page may name."""

_USUAL_PLACES: Final = (
    "feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "feeds/posts/default", "?feed=rss2"
)  # fmt: skip
_FEED_TYPES: Final = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x-rss+xml",
    )
)
_VAGUE_TYPES: Final = frozenset(("application/xml", "text/xml", "application/json", "text/rss"))
_TAG = re.compile(r"<(?P<name>link|a|base)\s(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(?P<name>[\w:-]{1,40})\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._?&=-])(?:rss|atom|feeds?|rdf)[0-9]{0,2}(?:$|[/._?&=-])|[?&](?:format|type|output)=xml\b",
    re.IGNORECASE,
)
_SAYS_FEED = re.compile(r"\b(?:rss|atom|xml feed|json feed|news ?feeds?|subscribe by feed)\b", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_COMMENT = (re.compile("<!--"), re.compile("-->"))
_SCRIPT = (re.compile(r"<script\b", re.IGNORECASE), re.compile("</script", re.IGNORECASE))
_LINK_TEXT: Final = 300
"""Characters behind an anchor in which its words and its end are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A place where a feed may be."""

    url: str
    """An http(s) address."""
    how: How
    title: str = ""
    """What the page calls it; may be empty."""


def links_of(page: str, base_url: str) -> tuple[FeedLink, ...]:
    """Find the places that a page names as feeds.

    Args:
        page: Its markup.
        base_url: Its address.

    Returns:
        The likeliest first: link tags before links in the text, feeds of comments last, each in the page's order. At
        most `MAX_LINKS`, each once, without the page itself.
    """
    page = _without_asides(page[:MAX_PAGE])
    base = base_url
    ranked: dict[str, tuple[int, FeedLink]] = {}
    for tag in islice(_TAG.finditer(page), MAX_TAGS):
        attributes = _attributes(tag["attributes"])
        url = safe_url(attributes.get("href", ""), base)
        if url is None or not url.startswith(("http://", "https://")):
            continue
        name = tag["name"].lower()
        if name == "base":
            base = url
            continue
        url = url.partition("#")[0]
        if name == "link":
            rank = _rank_of_link(attributes, url)
            link = FeedLink(url=url, how="link", title=plain_title(attributes.get("title", "")))
        else:
            words = plain_title(re.split(r"</a\b", page[tag.end() : tag.end() + _LINK_TEXT], maxsplit=1)[0])
            rank = _rank_of_anchor(attributes, url, words)
            link = FeedLink(url=url, how="anchor", title=words)
        if rank is None or url == base_url:
            continue
        if _OF_COMMENTS.search(urlsplit(url).path) or _OF_COMMENTS.search(link.title):
            rank += 10
        if url not in ranked or rank < ranked[url][0]:
            ranked[url] = (rank, link)
    found = sorted(ranked.values(), key=lambda pair: pair[0])  # stable: the page's order
    return tuple(link for _, link in found[:MAX_LINKS])


def usual_places(url: str) -> tuple[FeedLink, ...]:
    """List where a site mostly has its feeds: below the page's address, then below the site's.

    Args:
        url: The page's http(s) address.
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}/"
    below = site + parts.path.strip("/") + "/" if parts.path.strip("/") else site
    places = (urljoin(folder, place) for folder in dict.fromkeys((below, site)) for place in _USUAL_PLACES)
    return tuple(FeedLink(url=place, how="path") for place in dict.fromkeys(places))


def _rank_of_link(attributes: dict[str, str], url: str) -> int | None:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    if "alternate" in relations or "feed" in relations:
        if kind in _FEED_TYPES or "feed" in relations:
            return 0
        if kind in _VAGUE_TYPES and _LOOKS_LIKE_FEED.search(_tail(url)):
            return 1
    return None


def _rank_of_anchor(attributes: dict[str, str], url: str, words: str) -> int | None:
    if attributes.get("type", "").partition(";")[0].strip().lower() in _FEED_TYPES:
        return 2
    if _LOOKS_LIKE_FEED.search(_tail(url)):
        return 3
    named = " ".join(
        (words, attributes.get("title", ""), attributes.get("aria-label", ""), attributes.get("class", ""))
    )
    return 4 if _SAYS_FEED.search(named) else None


def _tail(url: str) -> str:
    parts = urlsplit(url)
    host = "feeds" if (parts.hostname or "").startswith(("feeds.", "feed.", "rss.")) else ""
    return f"{host}{parts.path}?{parts.query}" if parts.query else f"{host}{parts.path}"


def _attributes(text: str) -> dict[str, str]:
    return {
        found["name"].lower(): html.unescape(found["double"] or found["single"] or found["bare"] or "")
        for found in _ATTRIBUTE.finditer(text[:8_192])
    }


def _without_asides(page: str) -> str:
    # What stands in comments and scripts is not meant, or no markup.
    return "".join(_outside("".join(_outside(page, _COMMENT)), _SCRIPT))


def _outside(page: str, marks: tuple[re.Pattern[str], re.Pattern[str]]) -> Iterator[str]:
    opening, closing = marks
    position = 0
    while (start := opening.search(page, position)) and (end := closing.search(page, start.end())):
        yield page[position : start.start()]
        position = end.end()
    yield page[position:]
