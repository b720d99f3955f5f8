"""From an address to the feeds behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.errors import FetchError, NoFeedError
from tapewire.feeds.document import Answer, FeedDocument
from tapewire.feeds.http import Fetcher
from tapewire.subscribing.addresses import completed, same_place
from tapewire.subscribing.discovery import discover
from tapewire.subscribing.page_links import MAX_LINKS, links_of, usual_places

PAGE = "https://paper.example/markets/index.html"


def urls(page: str) -> list[str]:
    return [link.url for link in links_of(page, PAGE)]


async def test_a_feeds_own_address_gives_that_feed_and_its_newest_stories(find, site, rss):
    site.pages["/x"] = rss("Courier")
    (found,) = await find(f"{site.url}/x")
    assert (found.url, found.name, found.how, found.stories) == (f"{site.url}/x", "Courier", "itself", 3)
    assert [story.title for story in found.newest] == ["Courier: newer", "Courier: older", "Courier: undated"]
    assert site.asked == ["/x"]


async def test_link_tags_come_before_anchors_and_comments_last_and_dead_links_are_left_out(find, site, rss):
    site.pages["/"] = """<html><head>
        <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
        <link rel='alternate' type='application/atom+xml; charset=utf-8' href='main'>
        <link rel="alternate" type="application/rss+xml" href="/dead">
        <link rel="stylesheet" href="/rss.css"></head><body>
        <a href="/markets.rss">Markets</a> <a href="/about">About</a></body></html>"""
    site.pages |= {path: rss(path) for path in ("/comments/feed", "/main", "/markets.rss")}
    found = await find(site.url)
    assert [(each.url.removeprefix(site.url), each.how) for each in found] == [
        ("/main", "link"),
        ("/markets.rss", "anchor"),
        ("/comments/feed", "link"),
    ]


async def test_a_page_that_lists_feeds_is_followed_one_step(find, site, rss):
    site.pages["/"] = '<a href="/feeds/">RSS feeds</a>'
    site.pages["/feeds/"] = '<a href="/feeds/business.xml">Business</a> <a href="/feeds/world.xml">World</a>'
    site.pages |= {"/feeds/business.xml": rss("Business"), "/feeds/world.xml": rss("World")}
    assert [each.name for each in await find(site.url)] == ["Business", "World"]


async def test_the_usual_places_are_tried_where_the_page_names_none(find, site, rss):
    site.pages["/news/"] = "<html><body>No links</body></html>"
    site.pages["/news/feed.xml"] = rss("Found")
    (found,) = await find(f"{site.url}/news/")
    assert (found.how, found.url) == ("path", f"{site.url}/news/feed.xml")


async def test_a_feed_that_is_led_to_twice_is_found_once(find, site, rss):
    site.pages["/"] = '<a href="/rss">RSS</a> <a href="/atom">Atom</a>'
    site.pages |= {"/rss": (302, {"Location": "/real.xml"}, ""), "/atom": (302, {"Location": "/real.xml"}, "")}
    site.pages["/real.xml"] = rss("Real")
    assert len(await find(site.url)) == 1


async def test_a_feed_that_moved_for_good_is_followed_at_its_new_address(find, site, rss):
    site.pages |= {"/old": (301, {"Location": "/new"}, ""), "/now": (302, {"Location": "/new"}, ""), "/new": rss("New")}
    assert [(await find(f"{site.url}{path}"))[0].url for path in ("/old", "/now")] == [
        f"{site.url}/new",
        f"{site.url}/now",
    ]


async def test_a_place_on_a_private_host_is_only_tried_for_a_page_on_one(inline_workers, site, rss):
    site.pages["/rss"] = rss("Router")
    page = f'<link rel="alternate" type="application/rss+xml" href="{site.url}/rss">'.encode()

    class Public(Fetcher):
        async def fetch(self, feed, validators, *, url=None):
            if url is None:
                return Answer(document=FeedDocument(url=feed.url, content=page), url=feed.url)
            return await super().fetch(feed, validators, url=url)

    async with Public() as fetcher:
        with pytest.raises(NoFeedError):
            await discover("https://paper.example/", fetcher=fetcher, workers=inline_workers)
    assert site.asked == []


async def test_what_leads_nowhere_is_said_in_words(find, site, tmp_path: Path):
    site.pages["/"] = "<html>Nothing</html>"
    with pytest.raises(NoFeedError, match=r"No feed was found .*\(9 addresses were tried\)"):
        await find(site.url)
    site.pages |= {"/data": '{"a": 1}', "/broken": "<rss version='2.0'></rss>", "/text": "words"}
    for path, why in (("/data", "JSON"), ("/text", "text without markup")):
        with pytest.raises(NoFeedError, match=f"is no feed. The answer is .*{why}"):
            await find(site.url + path)
    with pytest.raises(FetchError, match="404 Not Found"):
        await find(f"{site.url}/gone")
    with pytest.raises(FetchError, match="neither an http"):
        await find("mailto:a@b.example")
    page = tmp_path / "page.html"
    page.write_text("<html>Nothing</html>", "utf-8")
    with pytest.raises(NoFeedError, match="is no feed"):
        await find(str(page))


async def test_a_file_can_be_followed(find, tmp_path: Path, rss):
    file = tmp_path / "saved.xml"
    file.write_text(rss("Saved"), "utf-8")
    (found,) = await find(str(file))
    assert (found.url, found.name) == (str(file), "Saved")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<LINK REL=alternate TYPE=application/rss+xml HREF=/a>", ["https://paper.example/a"]),
        ('<base href="https://cdn.example/x/"><a href="rss">R</a>', ["https://cdn.example/x/rss"]),
        ('<a href="?format=rss&amp;s=1">all</a>', ["https://paper.example/markets/index.html?format=rss&s=1"]),
        ('<a href="https://feeds.example/paper">x</a>', ["https://feeds.example/paper"]),
        ('<a href="/all" class="icon-rss"></a>', ["https://paper.example/all"]),
        ('<a href="/x.xml">Our <b>RSS</b></a>', ["https://paper.example/x.xml"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/posts/1">', []),
        ('<link rel="alternate" type="application/json" href="/feed.json">', ["https://paper.example/feed.json"]),
        ('<!-- <a href="/rss">R</a> --><script>"<a href=/rss>"</script>', []),
        ('<a href="javascript:rss()">R</a><a href="file:///rss">R</a><a href="mailto:rss@x.example">R</a>', []),
        ('<a href="/pressroom">Press</a><a href="/atomic-energy">Energy</a><a href="/feedback">Write</a>', []),
        ('<a href="/rss#top">R</a><a href="/rss#end">R</a>', ["https://paper.example/rss"]),
        ('<link rel="alternate" hreflang="fr" href="/fr/rss-page">', []),
    ],
)
def test_what_counts_as_a_link_to_a_feed(page: str, expected: list[str]) -> None:
    assert urls(page) == expected


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<script", '<a href="', "<a href=/rss>", "<link x=1", "<a href='rss' "]
)
def test_no_page_takes_long_or_names_many(piece: str) -> None:
    assert len(urls(piece * 200_000)) <= MAX_LINKS


@given(st.text(st.sampled_from("<>a=\"' /rsfedlink!-:?"), max_size=200))
def test_whatever_a_page_holds_only_web_addresses_come_of_it(page: str) -> None:
    assert all(url.startswith(("http://", "https://")) for url in urls(page))


def test_the_usual_places_lie_below_the_page_and_the_site() -> None:
    places = [link.url for link in usual_places("https://paper.example/blog?x=1")]
    assert places.index("https://paper.example/blog/feed") < places.index("https://paper.example/feed")
    assert len(places) == len(set(places)) == 18


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("paper.example/x", ("https://paper.example/x", "http://paper.example/x")),
        ("localhost:8080", ("https://localhost:8080", "http://localhost:8080")),
        ("feed://paper.example/x", ("https://paper.example/x",)),
        ("feed:http://paper.example/x", ("http://paper.example/x",)),
        ("HTTP://paper.example", ("http://paper.example",)),
        ("ftp://paper.example", ()),
        ("javascript:alert(1)", ()),
        ("", ()),
    ],
)
def test_an_address_is_completed_as_people_write_it(address: str, expected: tuple[str, ...]) -> None:
    assert completed(address) == expected


def test_addresses_that_mean_the_same_place() -> None:
    assert same_place("https://Paper.example/feed/", "http://paper.example:80/feed#x")
    assert not same_place("https://paper.example/Feed", "https://paper.example/feed")
    assert not same_place("https://paper.example:8443/", "https://paper.example/")
    assert not same_place("/a/b.xml", "/a/B.xml")
