"""The bundled edition reads as real feeds do, and says nothing of the calendar or of real newspapers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from tapewire.analysis import fingerprint
from tapewire.demo.edition import document, feeds
from tapewire.errors import TapewireError
from tapewire.feeds.document import Entry, FeedDocument, ParsedFeed
from tapewire.feeds.parse import parse_feed

CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec|20[1-4]\d)\b"
)
OUTLETS = re.compile(
    r"\b(?:Reuters|Bloomberg|CNBC|RTHK|SCMP|South China Morning Post|HKFP|Xinhua|Yicai|Caixin|AAStocks|Kyodo|Yonhap"
    r"|Nikkei Asia|Jiji|Associated Press|AP|AFP|BBC|Guardian|Financial Times|FT|WSJ|Wall Street Journal|MarketWatch"
    r"|Barron’s|Economist|TechCrunch|CoinDesk|Handelsblatt|Argus|Platts|Daily8)\b"
)


def test_every_feed_parses_whole_with_the_stories_it_should_have(parsed: Mapping[str, ParsedFeed]) -> None:
    assert {key: len(feed.entries) for key, feed in parsed.items()} == {
        "demo:harbour-ledger": 11,
        "demo:lantau-radio": 8,
        "demo:canton-wire": 8,
        "demo:hudson-tape": 10,
        "demo:rhine-and-thames": 8,
        "demo:kanda-dispatch": 7,
        "demo:barrel-and-bushel": 9,
        "demo:crossrate": 9,
        "demo:circuit-post": 8,
    }
    assert not [warning for feed in parsed.values() for warning in feed.warnings]


def test_a_feed_calls_itself_what_the_section_list_calls_it(parsed: Mapping[str, ParsedFeed]) -> None:
    for feed in feeds():
        assert parsed[feed.key].title.startswith(feed.name)
        assert feed.folder
        assert feed.url == feed.key


def test_all_formats_are_there(now: datetime) -> None:
    roots = []
    for feed in feeds():
        found = re.search(rb"<(rss|feed|rdf:RDF)\b|jsonfeed\.org", document(feed.key.removeprefix("demo:"), now=now))
        assert found
        roots.append(found[0].decode())
    assert {root: roots.count(root) for root in roots} == {"<rss": 5, "<feed": 2, "<rdf:RDF": 1, "jsonfeed.org": 1}


def test_every_date_is_filled_in_and_every_story_has_its_own_id(stories: tuple[Entry, ...], now: datetime) -> None:
    for feed in feeds():
        assert b"{{" not in document(feed.key.removeprefix("demo:"), now=now)
    assert len({story.id for story in stories}) == len(stories)


def test_one_story_is_undated_and_the_others_are_minutes_to_days_old(stories: tuple[Entry, ...], now: datetime) -> None:
    ages = sorted(now - story.published for story in stories if story.published)
    assert len(ages) == len(stories) - 1
    assert timedelta(minutes=12) <= ages[0] < timedelta(minutes=18)
    assert timedelta(days=6) < ages[-1] < timedelta(days=7)
    assert sum(age < timedelta(hours=30) for age in ages) > len(ages) * 2 / 3


def test_one_story_was_updated_after_it_was_published(now: datetime) -> None:
    dates = re.findall(
        r"<published>(\S+?)</published>\s*<updated>(\S+?)</updated>", document("rhine-and-thames", now=now).decode()
    )
    assert sum(published < updated for published, updated in dates) == 1


def test_a_later_rendering_moves_dates_and_nothing_else(parsed: Mapping[str, ParsedFeed], now: datetime) -> None:
    later = now + timedelta(days=1)
    for feed in feeds():
        name = feed.key.removeprefix("demo:")
        again = parse_feed(FeedDocument(url=feed.url, content=document(name, now=later)), feed)
        before = parsed[feed.key].entries
        assert [story.id for story in again.entries] == [story.id for story in before]
        assert [fingerprint(story.title, story.body) for story in again.entries] == [
            fingerprint(story.title, story.body) for story in before
        ]
        assert [story.published for story in again.entries if story.published] == [
            story.published + timedelta(days=1) for story in before if story.published
        ]


def test_a_rendering_a_minute_later_is_the_same(now: datetime) -> None:
    for feed in feeds():
        name = feed.key.removeprefix("demo:")
        assert document(name, now=now) == document(name, now=now + timedelta(minutes=1))


def test_an_unknown_name_is_refused_with_the_names_that_there_are(now: datetime) -> None:
    with pytest.raises(TapewireError, match=r"no feed “evening-post”.*harbour-ledger"):
        document("evening-post", now=now)


def test_stories_name_no_day_month_or_year_and_no_real_newspaper(stories: tuple[Entry, ...]) -> None:
    for story in stories:
        for text in (story.title, story.body.text):
            assert not CALENDAR.search(text), text
            assert not OUTLETS.search(text), text


def test_every_link_leads_nowhere_real(stories: tuple[Entry, ...]) -> None:
    links = [story.url for story in stories] + [
        mark.href for story in stories for mark in story.body.marks if mark.href
    ]
    assert len(links) > len(stories)
    for link in links:
        assert link
        assert re.match(r"https://[a-z-]+\.example/", link), link


def test_stories_are_of_a_newspapers_length_and_some_are_formatted(stories: tuple[Entry, ...]) -> None:
    words = [len(story.body.text.split()) for story in stories]
    assert min(words) >= 25
    assert max(words) <= 450
    assert sum(150 <= count <= 350 for count in words) > len(words) / 2
    kinds = {mark.kind for story in stories for mark in story.body.marks}
    assert kinds >= {"link", "emphasis", "strong", "heading", "quote", "item"}
