from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tapewire.demo.edition import document, feeds
from tapewire.feeds.document import Entry, FeedDocument, ParsedFeed
from tapewire.feeds.parse import parse_feed

NOW = datetime(2031, 5, 14, 11, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def parsed() -> Mapping[str, ParsedFeed]:
    """Every feed of the edition as parsed, by its key."""
    return {
        feed.key: parse_feed(
            FeedDocument(url=feed.url, content=document(feed.key.removeprefix("demo:"), now=NOW)),
            feed,
        )
        for feed in feeds()
    }


@pytest.fixture(scope="session")
def stories(parsed: Mapping[str, ParsedFeed]) -> tuple[Entry, ...]:
    return tuple(entry for feed in parsed.values() for entry in feed.entries)
