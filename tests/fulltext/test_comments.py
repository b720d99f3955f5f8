"""Comments: where a feed names them, how many, and how they read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tapewire.errors import FullTextError
from tapewire.feeds.document import FeedDocument
from tapewire.feeds.parse import parse_feed
from tapewire.fulltext.comments import read_comments
from tapewire.library.library import Library
from tapewire.model import Comments, Feed, HeadlineQuery
from tapewire.newsroom import Newsroom
from tapewire.paths import DataFolder
from tapewire.state.store import StateStore

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)
FEED = Feed(key="https://x.example/feed", url="https://x.example/feed", name="X")
MODULES = 'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
COMMENTS = """<rss version="2.0"><channel>
<item><guid>2</guid><title>By: Jo</title><author>Jo</author><pubDate>Wed, 04 Mar 2026 12:30:00 GMT</pubDate>
<description>And <b>mind</b> the fees.</description></item>
<item><guid>1</guid><title>By: Marek</title><author>Marek</author><pubDate>Wed, 04 Mar 2026 11:00:00 GMT</pubDate>
<description>Lovely piece.</description></item></channel></rss>"""


def rss(url: str, count: str, more: str = "") -> str:
    return (
        f'<rss version="2.0" {MODULES}><channel><item><guid>1</guid><title>T</title><description>Words.</description>'
        f"<comments>{url}/story#comments</comments><wfw:commentRss>{url}/story/feed</wfw:commentRss>"
        f"<slash:comments>{count}</slash:comments>{more}</item></channel></rss>"
    )


def named(document: str) -> Comments | None:
    (entry,) = parse_feed(FeedDocument(url=FEED.url, content=document.encode()), FEED).entries
    return entry.comments


def test_a_feed_names_page_feed_and_number_of_comments() -> None:
    assert named(rss("https://x.example", "17")) == Comments(
        page="https://x.example/story#comments", feed="https://x.example/story/feed", count=17
    )
    assert named(rss("javascript:alert(1)//", "many")) is None
    assert named('<rss version="2.0"><channel><item><title>T</title></item></channel></rss>') is None


def test_atom_names_them_by_links() -> None:
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><entry>
    <id>1</id><title>T</title><link rel="replies" type="application/atom+xml" href="/c.xml"/>
    <link rel="replies" type="text/html" href="/c.html"/><thr:total>3</thr:total></entry></feed>"""
    assert named(document) == Comments(page="https://x.example/c.html", feed="https://x.example/c.xml", count=3)


def test_comments_read_from_the_oldest_each_under_who_said_it_and_when() -> None:
    body = read_comments(FeedDocument(url=FEED.url, content=COMMENTS.encode()), FEED)

    assert body.text == (
        "Marek · 2026-03-04 11:00 UTC\n\nLovely piece.\n\nJo · 2026-03-04 12:30 UTC\n\nAnd mind the fees."
    )
    assert [(mark.kind, body.text[mark.start : mark.end]) for mark in body.marks] == [
        ("heading", "Marek · 2026-03-04 11:00 UTC"),
        ("heading", "Jo · 2026-03-04 12:30 UTC"),
        ("strong", "mind"),
    ]
    with pytest.raises(FullTextError, match="no comments"):
        read_comments(FeedDocument(url=FEED.url, content=b"<rss version='2.0'><channel></channel></rss>"), FEED)


@pytest.fixture
def newsroom(site, tmp_path: Path) -> Newsroom:
    data = DataFolder.at(tmp_path)
    feed = Feed(key=f"{site.url}/feed", url=f"{site.url}/feed", name="X")
    return Newsroom(
        feeds=(feed,), library=Library.open(data.library), state=lambda: StateStore.open(data.state), clock=lambda: NOW
    )


async def test_their_number_grows_without_the_story_being_edited_and_they_are_shown_as_a_story(
    site, newsroom: Newsroom
) -> None:
    async def round_() -> tuple[str, int | None, int]:
        report = await newsroom.refresh(is_forced=True)
        (headline,) = newsroom.headlines(HeadlineQuery(), limit=2)
        comments = newsroom.open(headline.id).story.comments
        return headline.id, comments.count if comments else None, report.results[0].changed

    site.put("/feed", rss(site.url, "1"))
    story_id, *first = await round_()
    site.put("/feed", rss(site.url, "2"))
    _, *second = await round_()
    site.put("/story/feed", COMMENTS)
    shown = await newsroom.comments(story_id)
    newsroom.close()

    assert (first, second) == ([1, 0], [2, 0])
    assert shown.title == "Comments: T"
    assert shown.body.text.startswith("Marek")
    assert shown.url == f"{site.url}/story#comments"
    assert shown.id == story_id


async def test_a_story_without_a_feed_of_comments_is_said(site, newsroom: Newsroom) -> None:
    site.put("/feed", "<rss version='2.0'><channel><item><guid>1</guid><title>T</title></item></channel></rss>")
    await newsroom.refresh(is_forced=True)
    (headline,) = newsroom.headlines(HeadlineQuery(), limit=2)
    with pytest.raises(FullTextError, match="no feed of comments"):
        await newsroom.comments(headline.id)
    newsroom.close()
