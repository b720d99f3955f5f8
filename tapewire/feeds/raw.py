"""A feed as the reader of its format gives it, not yet cleaned, dated or identified: the same for XML and JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """A text of an entry."""

    value: str
    is_html: bool
    base_url: str | None = None
    """What its relative links are resolved against, where the document says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry, its strings as the document has them; empty where it has none."""

    guid: str = ""
    title: str = ""
    link: str = ""
    author: str = ""
    dates: tuple[str, ...] = ()
    """Best first; the first that can be read counts."""
    texts: tuple[RawText, ...] = ()
    """The full text before the summary."""
    comments_page: str = ""
    comments_feed: str = ""
    comment_count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """One document."""

    title: str
    entries: tuple[RawEntry, ...]
    warnings: tuple[str, ...] = ()
    """Entries that could not be read, each with the reason, in words."""
    link: str = ""
    """The feed's own page: what links are relative to where the document's address is not known."""
    language: str = ""
    """As the document names it, such as ``zh-hk``."""
    pace_s: int | None = None
    """See `ParsedFeed.pace_s`."""
