"""The bundled edition: the feeds that it has, and each one's document as of a moment.

The documents are templates in ``feeds/``. Each holds its dates as ages, ``{{ago 1d3h20m rfc822}}`` or
``{{ago 50m iso}}`` (days, hours and minutes; the form that its format asks for). Sources, people and events are made
up; the figures agree with each other over all stories.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files

from tapewire.errors import TapewireError
from tapewire.model import Feed

SCHEME = "demo:"
"""What the address of a bundled feed starts with."""

_STEP = timedelta(minutes=5)
"""Ages are counted from the last full step, so that a story keeps its time from one refresh to the next."""

_AGE = re.compile(r"\{\{ago (?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)? (rfc822|iso)\}\}")

_FEEDS = (
    ("harbour-ledger.xml", "Harbour Ledger", "Hong Kong"),
    ("lantau-radio.xml", "Lantau Radio", "Hong Kong"),
    ("canton-wire.xml", "Canton Wire", "China"),
    ("hudson-tape.xml", "Hudson Tape", "United States"),
    ("rhine-and-thames.xml", "Rhine & Thames", "Europe"),
    ("kanda-dispatch.xml", "Kanda Dispatch", "Japan and Asia"),
    ("barrel-and-bushel.xml", "Barrel & Bushel", "Commodities"),
    ("crossrate.xml", "Crossrate", "Currencies and crypto"),
    ("circuit-post.json", "Circuit Post", "Technology"),
)
"""File, name and folder of each feed, in the order of the sections; the file's stem is the name in its address."""


def feeds() -> tuple[Feed, ...]:
    """List the feeds of the bundled edition."""
    return tuple(
        Feed(key=SCHEME + _stem(file), url=SCHEME + _stem(file), name=name, folder=folder)
        for file, name, folder in _FEEDS
    )


def document(name: str, *, now: datetime) -> bytes:
    """Render the document of one feed.

    Args:
        name: What follows ``demo:`` in the feed's address.
        now: Aware UTC instant that the stories' ages are counted from.

    Returns:
        RSS, RDF or Atom in UTF-8, or JSON Feed. Nothing but dates differs from one instant to another.

    Raises:
        TapewireError: The edition has no such feed.
    """
    file = next((file for file, _, _ in _FEEDS if _stem(file) == name), None)
    if file is None:
        known = ", ".join(_stem(file) for file, _, _ in _FEEDS)
        raise TapewireError(f"The bundled edition has no feed “{name}”. It has: {known}.")
    template = (files(__package__) / "feeds" / file).read_text("utf-8")
    elapsed = (now - datetime.min.replace(tzinfo=UTC)) % _STEP
    return _AGE.sub(lambda age: _date(age, now - elapsed), template).encode()


def _stem(file: str) -> str:
    return file.rpartition(".")[0]


def _date(age: re.Match[str], now: datetime) -> str:
    days, hours, minutes = (int(number or 0) for number in age.group(1, 2, 3))
    moment = now - timedelta(days=days, hours=hours, minutes=minutes)
    return format_datetime(moment) if age.group(4) == "rfc822" else moment.isoformat()
