"""How often a feed says that it is published anew."""

import pytest

from tapewire.feeds.document import FeedDocument
from tapewire.feeds.pace import pace_s
from tapewire.feeds.parse import parse_feed
from tapewire.model import Feed


@pytest.mark.parametrize(
    ("ttl", "period", "frequency", "expected"),
    [
        ("15", "", "", 900),
        (" 60\n", "", "", 3_600),
        ("15.0", "", "", 900),
        ("", "hourly", "", 3_600),
        ("", " Hourly ", "4", 900),
        ("", "", "2", 43_200),
        ("15", "hourly", "1", 3_600),
        ("0", "", "", None),
        ("-5", "", "", None),
        ("soon", "often", "", None),
        ("9" * 5_000, "weekly", "0", 604_800),
        ("", "", "", None),
    ],
)
def test_the_slower_of_what_a_document_states_counts(ttl, period, frequency, expected):
    assert pace_s(ttl=ttl, period=period, frequency=frequency) == expected


def test_a_parsed_feed_carries_its_pace():
    syndication = b"http://purl.org/rss/1.0/modules/syndication/"
    documents = {
        b"<rss version='2.0'><channel><title>T</title><ttl>45</ttl></channel></rss>": 2_700,
        b"<rss version='2.0' xmlns:s='" + syndication + b"'><channel><title>T</title>"
        b"<s:updatePeriod>daily</s:updatePeriod><s:updateFrequency>8</s:updateFrequency></channel></rss>": 10_800,
        b"<rss version='2.0'><channel><title>T</title></channel></rss>": None,
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}': None,
    }
    feed = Feed(key="f", url="https://f.example", name="F")
    found = [parse_feed(FeedDocument(url="https://f.example", content=each), feed).pace_s for each in documents]
    assert found == list(documents.values())
