"""A feed as fetched, and as parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tapewire.model import Body, Comments


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """The bytes that an address answered with, and what the headers said of them."""

    url: str
    """Where the bytes came from in the end, after redirects; relative links are resolved against it."""
    content: bytes
    """Decoded from the transfer (gzip and the like), not from its charset."""
    content_type: str | None = None
    """The ``Content-Type`` header as sent, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave to recognise its last answer by; None where it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking for a feed."""

    document: FeedDocument | None
    """None: it is still the one that the validators stand for."""
    url: str
    """Where redirects led."""
    is_moved: bool = False
    """There were redirects, and every one of them was permanent (301 or 308)."""
    validators: Validators = Validators()
    """To be sent the next time: those of the document; else those that were sent, or newer ones that came along."""
    fresh_for: timedelta | None = None
    """How long the headers say that the answer is good for; None where they do not say."""
    took_s: float = 0.0
    """How long the servers took, in seconds; waiting for a free connection not counted."""


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
    comments: Comments | None = None
    """None where the feed says nothing of comments."""


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
