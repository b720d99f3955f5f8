"""A feed as fetched, and as parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tapewire.model import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """The bytes that an address answered with, and what the headers said of them."""

    url: str
    """Where the bytes came from in the end, after redirects; relative links are resolved against it."""
    content: bytes
    """Decoded from the transfer (gzip and the like), not from its charset."""
    content_type: str | None = None
    """The ``Content-Type`` header as sent, or None."""
    etag: str | None = None
    last_modified: str | None = None
    """Validators as sent, to be sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story as a feed states it: cleaned, identified, not yet analysed or stored."""

    id: str
    """See `tapewire.model.Story.id`."""
    title: str
    url: str | None
    author: str | None
    published: datetime | None
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed's document says."""

    title: str
    """The feed's own name for itself; may be empty."""
    entries: tuple[Entry, ...]
    """In the document's order; ids are unique."""
    warnings: tuple[str, ...] = ()
    """Entries that were left out, each with the reason, in words."""
    pace_s: int | None = None
    """How often it says that it is published anew, in seconds; None where it does not say."""
