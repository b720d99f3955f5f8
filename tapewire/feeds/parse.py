"""A feed's document to entries: cleaned, dated, identified. feedparser's dictionaries are known here only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import feedparser

from tapewire.body import plain_body, to_body
from tapewire.errors import FeedParseError
from tapewire.feeds.bounds import left_out_warning, within_bounds
from tapewire.feeds.charset import decode
from tapewire.feeds.dates import local_zones, parse_date
from tapewire.feeds.document import Entry, FeedDocument, ParsedFeed
from tapewire.feeds.identity import RawKeys, identities, story_id
from tapewire.feeds.jsonfeed import NotJsonFeedError, read_json_feed
from tapewire.feeds.mend import mended, root_name
from tapewire.feeds.pace import pace_s
from tapewire.feeds.raw import RawEntry, RawFeed, RawText
from tapewire.model import Body, Comments, Feed
from tapewire.text import clean_line, plain_title, safe_url, shorten

TITLE_FROM_BODY: Final = 80
"""Characters of a title that is made of the body's first words."""
_MAX_AUTHOR: Final = 200
_HTML_TYPES: Final = frozenset(("text/html", "application/xhtml+xml", "application/xml", "text/xml", "image/svg+xml"))
# RSS wants "mail (name)"; "name <mail>" and "name (mail)" are as common. Only the name is shown.
_MAIL_FIRST = re.compile(r"\S+@\S+\s+\((?P<name>[^()]+)\)")
_MAIL_LAST = re.compile(r"\s*[(<](?:mailto:)?[^\s()<>]+@[^\s()<>]+[)>]\Z")
_COUNT = re.compile("[0-9]{1,7}")
_NOT_FEEDS: Final = {
    **dict.fromkeys(
        ("html", "head", "body"), "an HTML page, not a feed. Check the address; the page may name its feed"
    ),
    "opml": "an OPML list of feeds, not a feed",
    "urlset": "a sitemap, not a feed",
    "sitemapindex": "a sitemap, not a feed",
    "svg": "a picture, not a feed",
}


def parse_feed(document: FeedDocument, feed: Feed) -> ParsedFeed:
    """Read a feed's document: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed.

    Args:
        document: As fetched.
        feed: Whose document it is; its key goes into the stories' ids.

    Raises:
        FeedParseError: It is no feed that we can read. No other exception is raised, whatever the bytes.
    """
    raw = _raw_feed(document)
    base_url = _web(document.url) or safe_url(raw.link, None)
    zones = local_zones(base_url or "", raw.language)
    warnings = list(raw.warnings)
    read: list[tuple[RawKeys, Entry]] = []
    for number, raw_entry in enumerate(raw.entries, start=1):
        try:
            keyed = _entry(raw_entry, base_url, zones)
        except Exception as error:  # noqa: BLE001 (one entry that nobody foresaw must not cost the others)
            warnings.append(f"Entry {number} was left out: it cannot be read ({type(error).__name__}).")
            continue
        if keyed is None:
            warnings.append(f"Entry {number} was left out: it has no title, no text and no link.")
        else:
            read.append(keyed)
    entries: dict[str, Entry] = {}
    seen: set[object] = set()
    for identity, (_, entry) in zip(identities([keys for keys, _ in read]), read, strict=True):
        key = story_id(feed.key, identity)
        if entry.published is None or entry not in seen:  # else listed twice under two ids, and the same in all else
            entries.setdefault(key, replace(entry, id=key))
        seen.add(entry)
    return ParsedFeed(
        title=plain_title(raw.title), entries=tuple(entries.values()), warnings=tuple(warnings), pace_s=raw.pace_s
    )


def _raw_feed(document: FeedDocument) -> RawFeed:
    text = decode(document.content, document.content_type).lstrip("\ufeff \t\r\n\0")
    if not text.strip():
        raise FeedParseError("The answer is empty.", url=document.url)
    if text[0] in "{[":
        try:
            return read_json_feed(text)
        except NotJsonFeedError as error:
            raise FeedParseError(f"The answer is {error}.", url=document.url) from error
    root = root_name(text)
    local_root = root.rpartition(":")[2]
    if local_root in _NOT_FEEDS:
        raise FeedParseError(f"The answer is {_NOT_FEEDS[local_root]}.", url=document.url)
    if not root:
        raise FeedParseError(f"The answer is {_kind_of(document.content)}, not a feed.", url=document.url)
    return _read_xml(text, root, document.url)


def _kind_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "a PDF document"
    return "a binary file" if b"\0" in content[:1024] else "text without markup"


def _read_xml(text: str, root: str, url: str) -> RawFeed:
    text, left_out = within_bounds(text)
    try:
        # Always a stream: feedparser would open a path or an address that it is given, in bytes too. It is not told
        # where the document comes from, since it would resolve a guid such as "123" as if it were a relative link, and
        # the story would be another one when the feed moves.
        parsed = feedparser.parse(
            io.BytesIO(mended(text)),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if not parsed.version and not parsed.entries:
            raise FeedParseError(f"The answer is an XML document (<{clean_line(root)[:40]}>), not a feed.", url=url)
        return RawFeed(
            title=_string(parsed.feed, "title"),
            entries=tuple(_raw_entry(entry, is_atom=parsed.version.startswith("atom")) for entry in parsed.entries),
            warnings=(left_out_warning(left_out),) if left_out else (),
            link=_string(parsed.feed, "link"),
            language=_string(parsed.feed, "language") or _string(parsed, "language"),
            pace_s=pace_s(
                ttl=_string(parsed.feed, "ttl"),
                period=_string(parsed.feed, "sy_updateperiod"),
                frequency=_string(parsed.feed, "sy_updatefrequency"),
            ),
        )
    except FeedParseError:
        raise
    except Exception as error:  # (feedparser's own faults: its issues 591 and 599 are open)
        raise FeedParseError(f"The answer cannot be read as a feed ({type(error).__name__}).", url=url) from error


def _raw_entry(entry: Any, *, is_atom: bool) -> RawEntry:
    details = list(dict.get(entry, "content") or ())
    summary = _string(entry, "summary")
    # Where an entry has no summary, feedparser copies its text there, without its type.
    if summary and all(_string(detail, "value") != summary for detail in details):
        details.append(dict.get(entry, "summary_detail") or {"value": summary})
    texts = (_raw_text(detail, is_atom=is_atom) for detail in details)
    return RawEntry(
        guid=_string(entry, "id"),
        title=_string(entry, "title"),
        link=_link(entry),
        author=_author(entry),
        dates=tuple(date for name in ("published", "updated", "created") if (date := _string(entry, name))),
        texts=tuple(text for text in texts if text),
        # RSS by the modules wfw and slash, Atom by links as RFC 4685 has them.
        comments_page=_string(entry, "comments") or _replies(entry, "text/html"),
        comments_feed=_string(entry, "wfw_commentrss") or _replies(entry, "application/atom+xml"),
        comment_count=_string(entry, "slash_comments") or _string(entry, "thr_total"),
    )


def _replies(entry: Any, kind: str) -> str:
    links = (link for link in dict.get(entry, "links") or () if isinstance(link, dict))
    return next(
        (_string(link, "href") for link in links if link.get("rel") == "replies" and link.get("type") == kind), ""
    )


def _link(entry: Any) -> str:
    link = _web(_string(entry, "feedburner_origlink")) or _string(entry, "link")
    # A guid is an address unless it says that it is none; many that are none do not say so.
    return "" if dict.get(entry, "guidislink") and not _web(link) else link


def _raw_text(detail: Any, *, is_atom: bool) -> RawText | None:
    value, kind = _string(detail, "value"), _string(detail, "type") or "text/html"
    if not value or not (kind.startswith("text/") or kind in _HTML_TYPES):
        return None
    # RSS has no types: what feedparser calls plain there is what it saw no markup in.
    return RawText(value=value, is_html=kind in _HTML_TYPES or not is_atom, base_url=_web(_string(detail, "base")))


def _author(entry: Any) -> str:
    authors = [author for author in dict.get(entry, "authors") or () if isinstance(author, dict)]
    if len(authors) > 1:
        return ", ".join(dict.fromkeys(name for author in authors if (name := _string(author, "name"))))
    # feedparser cuts a lone author's mail out of the name, and at times half of the name with it.
    return _string(entry, "author")


def _string(holder: Any, name: str) -> str:
    # Not through feedparser's own look-up, which gives "published" for "updated" with a warning.
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""


def _entry(raw: RawEntry, base_url: str | None, zones: Mapping[str, float]) -> tuple[RawKeys, Entry] | None:
    url = _web(safe_url(raw.link, base_url))
    title = plain_title(raw.title)
    body = _fullest(raw.texts, url or base_url, title)
    if not title and not body.text and url is None:
        return None
    shown_title = title or shorten(clean_line(body.text[: TITLE_FROM_BODY * 4]), TITLE_FROM_BODY)
    entry = Entry(
        id="",
        title=shown_title,
        url=url,
        author=_name(raw.author) or None,
        published=next(_dates(raw.dates, zones), None),
        body=body,
        comments=_comments(raw, base_url),
    )
    keys = RawKeys(
        guid=clean_line(raw.guid),
        link=clean_line(raw.link),
        title=title or body.text,
        date=raw.dates[0].strip() if raw.dates else "",
    )
    return keys, entry


def _comments(raw: RawEntry, base_url: str | None) -> Comments | None:
    page, feed = (_web(safe_url(url, base_url)) for url in (raw.comments_page, raw.comments_feed))
    count = raw.comment_count.strip()
    if not (page or feed or _COUNT.fullmatch(count)):
        return None
    return Comments(page=page, feed=feed, count=int(count) if _COUNT.fullmatch(count) else None)


def _name(author: str) -> str:
    author = clean_line(author[: _MAX_AUTHOR * 4])
    mail_first = _MAIL_FIRST.fullmatch(author)
    return shorten(mail_first["name"] if mail_first else _MAIL_LAST.sub("", author), _MAX_AUTHOR)


def _dates(raw_dates: Iterable[str], zones: Mapping[str, float]) -> Iterator[datetime]:
    return (moment for raw in raw_dates if (moment := parse_date(raw, zones)))


def _fullest(texts: tuple[RawText, ...], base_url: str | None, title: str) -> Body:
    bodies: list[Body] = []
    for text in texts:
        # A summary that is shorter than the whole text even with its markup need not be read to be told apart.
        if not bodies or len(text.value) > len(bodies[0].text):
            is_html, base = text.is_html, text.base_url or base_url
            bodies.append(to_body(text.value, base_url=base, title=title) if is_html else plain_body(text.value))
    return max(bodies, key=lambda body: len(body.text), default=Body())


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
