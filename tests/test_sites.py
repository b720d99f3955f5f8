from __future__ import annotations

import pytest

from tapewire.sites import site_of


@pytest.mark.parametrize(
    ("feed_url", "story_url", "site"),
    [
        (
            "https://feeds.paper.example/rss?x=1",
            "https://www.paper.example:8443/a/b",
            "https://www.paper.example:8443/",
        ),
        ("https://me:secret@paper.example/feed", None, "https://paper.example/"),
        ("/home/me/feed.xml", "http://paper.example/1", "http://paper.example/"),
        ("/home/me/feed.xml", None, None),
        ("https://paper.example/feed", "http://[broken", "https://paper.example/"),
        ("https://paper.example/feed", "mailto:desk@paper.example", "https://paper.example/"),
    ],
)
def test_the_site_is_where_stories_are_else_where_the_feed_is(
    feed_url: str, story_url: str | None, site: str | None
) -> None:
    assert site_of(feed_url, story_url) == site
