"""The web site behind a feed. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def site_of(feed_url: str, story_url: str | None) -> str | None:
    """Guess the front page of the site that a feed belongs to.

    Args:
        feed_url: Where the feed is fetched.
        story_url: The page of one of its stories: feeds often lie on a host of their own, which shows no pages. None
            where no story has a page.

    Returns:
        An http(s) address that ends at the host; None for a file whose stories have no pages.
    """
    for url in (story_url, feed_url):
        try:
            parts = urlsplit(url or "")
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            # A name and a password belong to the feed, not to the page.
            return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
    return None
