"""Old stories go, and only those: none that is bookmarked, and none because something is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tapewire.library.gone import REMEMBERED_DAYS
from tapewire.library.retention import ALWAYS_KEPT
from tapewire.model import HeadlineQuery
from tapewire.query.parser import parse
from tapewire.related.index import Term

DAY = timedelta(days=1)


@pytest.fixture
def post(feed):
    """A feed of which a hundred days and three hundred stories are kept."""
    return replace(feed("post"), keep_days=100, keep_stories=300)


@pytest.fixture
def fill(library, analysed, digest, story_id):
    """Let a feed bring a story a day, up to a given day; returns the ids, the oldest first."""

    def fill(feed, days, now):
        for day in range(days):
            moment = now - (days - 1 - day) * DAY
            term = Term("w:copper", "word", "Copper", 1.0)
            entry = analysed(f"d{day}", f"Copper on day {day}", published=moment, terms=(term,), url=None)
            library.store(feed, digest(entry), now=moment)
        return [story_id(f"d{day}") for day in range(days)]

    return fill


def trim(library, feed, now):
    deleted = 0
    while few := library.trim(feed, now=now):
        deleted += few
    return deleted


def ids(library):
    return {headline.id for headline in library.headlines(HeadlineQuery(), offset=0, limit=1_000)}


def test_stories_older_than_the_limit_go_from_everywhere(library, post, fill, now):
    stories = fill(post, 170, now)
    library.set_read(stories[:5], True)
    assert trim(library, post, now) == 69
    assert ids(library) == set(stories[69:])
    assert library.feed_counts() == {post.key: (101, 101)}
    assert library.story_count() == 101
    assert library.count(HeadlineQuery(condition=parse("copper").query.condition)) == 101
    assert library.count(HeadlineQuery(condition=parse("day 68").query.condition)) == 0
    assert library.count(HeadlineQuery(condition=parse("day 69").query.condition)) == 1
    assert library.story(stories[0]) is None
    assert trim(library, post, now) == 0


def test_what_is_bookmarked_stays_until_it_is_not(library, post, fill, now):
    stories = fill(post, 170, now)
    library.set_saved(stories[:3], True)
    assert trim(library, post, now) == 66
    assert ids(library) == {*stories[:3], *stories[69:]}
    library.set_saved(stories[:1], False)
    assert trim(library, post, now) == 1


def test_beyond_the_number_only_those_go_that_are_read(library, post, fill, now):
    post = replace(post, keep_stories=60)
    stories = fill(post, 90, now)
    assert trim(library, post, now) == 0
    library.set_read(stories[:10] + stories[-5:], True)
    assert trim(library, post, now) == 10
    assert ids(library) == set(stories[10:])


def test_nothing_is_limited_where_zero_is_said(library, post, fill, now):
    stories = fill(post, 170, now)
    library.set_read(stories, True)
    assert trim(library, replace(post, keep_days=0, keep_stories=0), now) == 0
    assert trim(library, replace(post, keep_days=1_000_000, keep_stories=0), now) == 0
    assert trim(library, replace(post, keep_days=0, keep_stories=160), now) == 10
    assert trim(library, replace(post, keep_days=1, keep_stories=1), now) == 159


def test_the_newest_stories_stay_however_old_they_are(library, post, fill, now):
    post = replace(post, keep_days=1)
    fill(post, 70, now)
    assert trim(library, post, now) == 70 - ALWAYS_KEPT
    assert library.story_count() == ALWAYS_KEPT


def test_a_feed_that_stops_shrinks_or_answers_with_nothing_loses_nothing(library, post, fill, digest, now):
    stories = fill(post, 90, now)
    library.set_read(stories, True)
    years_later = now + 4_000 * DAY
    library.store(post, digest(), now=years_later)
    assert trim(library, post, years_later) == 0
    assert len(ids(library)) == 90


def test_another_feeds_stories_are_left_alone(library, post, fill, analysed, digest, feed, now):
    fill(post, 170, now)
    old = analysed("old", published=now - 900 * DAY)
    library.store(feed("times"), digest(old), now=now - 900 * DAY)
    trim(library, post, now)
    assert library.story(old.entry.id) is not None


def test_an_archive_that_is_subscribed_to_today_is_not_old(library, post, analysed, digest, now):
    entries = (analysed(f"a{number}", published=now - number * 30 * DAY) for number in range(90))
    library.store(post, digest(*entries), now=now)
    assert trim(library, post, now) == 0


def test_what_was_deleted_does_not_come_back_while_its_feed_lists_it(
    library, post, fill, analysed, digest, now, story_id
):
    stories = fill(post, 170, now)
    trim(library, post, now)
    assert library.fingerprints(post.key)[stories[0]] == ""
    again = analysed("d0", "Copper on day 0", published=now - 169 * DAY, url=None)
    edited = analysed("d1", "Copper, edited", published=now - 168 * DAY, url=None)
    for day in range(0, 3 * REMEMBERED_DAYS, 7):
        outcome = library.store(post, digest(again, edited), now=now + day * DAY)
        assert (outcome.new, outcome.changed) == (0, 0)
    assert library.story(stories[0]) is None


def test_the_ids_of_deleted_stories_are_forgotten_when_their_feed_has_long_not_listed_them(
    library, post, fill, digest, now
):
    stories = fill(post, 170, now)
    trim(library, post, now)
    assert len(library.fingerprints(post.key)) == 170
    library.store(post, digest(), now=now + (REMEMBERED_DAYS + 2) * DAY)
    assert set(library.fingerprints(post.key)) == set(stories[69:])


def test_other_ids_and_earlier_words_go_with_their_story_and_do_not_come_back(
    library, post, fill, analysed, digest, now, story_id
):
    long_ago = now - 300 * DAY
    link = "https://news.example/20260101"
    library.store(post, digest(analysed("one", published=long_ago, url=link)), now=long_ago)
    renamed = analysed("two", text="Edited.", published=long_ago, url=link)
    library.store(post, digest(renamed), now=long_ago)
    assert len(library.revisions(story_id("one"))) == 1
    fill(post, 60, now)
    assert trim(library, post, now) == 1
    assert library.revisions(story_id("one")) == ()
    assert library.all_ids([story_id("one")]) == {story_id("one")}
    assert library.store(post, digest(renamed), now=now).new == 0


def test_a_bookmark_puts_a_deleted_story_back(library, post, fill, analysed, digest, now):
    stories = fill(post, 170, now)
    story = library.story(stories[0])
    trim(library, post, now)
    library.restore([(story, analysed("d0", story.title, published=story.published, url=None))])
    assert library.story(stories[0]).title == story.title
    edited = analysed("d0", "Copper, edited", published=story.published, url=None)
    assert library.store(post, digest(edited), now=now).changed == 1
