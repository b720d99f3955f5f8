"""A story that comes under a new id stays the story that it was."""

from dataclasses import replace

import pytest

from tapewire.analysis import GONE
from tapewire.library.aliases import KEPT
from tapewire.model import HeadlineQuery

LINK = "https://news.example/2026/07/03/xiaomi"


@pytest.fixture
def post(feed):
    return feed("post")


def titles(library):
    return [headline.title for headline in library.headlines(HeadlineQuery(), offset=0, limit=100)]


def test_an_edited_story_under_a_new_id_keeps_its_marks_and_its_first_id(
    library, analysed, digest, post, now, hour, story_id
):
    library.store(post, digest(analysed("one", "Xiaomi up", "Up 4.9%.", published=now, url=LINK)), now=now)
    library.set_read([story_id("one")], True)
    library.set_saved([story_id("one")], True)
    edited = analysed("two", "Xiaomi up", "Up 5.2%.", published=now + hour, url=LINK)
    outcome = library.store(post, digest(edited), now=now + hour)
    assert (outcome.new, outcome.changed) == (0, 1)
    (headline,) = library.headlines(HeadlineQuery(), offset=0, limit=2)
    assert (headline.id, headline.is_read, headline.is_saved) == (story_id("one"), True, True)
    assert library.story(story_id("one")).body.text == "Up 5.2%."
    assert library.story(story_id("one")).first_seen == now
    assert [revision.text for revision in library.revisions(story_id("one"))] == ["Up 4.9%."]


def test_the_new_id_is_remembered_so_that_it_is_not_looked_at_again(
    library, analysed, digest, post, now, hour, story_id
):
    library.store(post, digest(analysed("one", published=now, url=LINK)), now=now)
    library.store(post, digest(analysed("two", published=now, url=LINK)), now=now + hour)
    known = library.fingerprints(post.key)
    assert known[story_id("one")] == known[story_id("two")]
    later = now + 100 * hour
    moved_on = analysed("two", "Xiaomi falls", "All is new here.", published=later, url="https://news.example/9")
    assert library.store(post, digest(moved_on), now=later).new == 0
    assert titles(library) == ["Xiaomi falls"]


def test_entries_of_one_document_are_never_one_story(library, analysed, digest, post, now):
    one, two = (analysed(name, published=now, url=LINK) for name in ("one", "two"))
    library.store(post, digest(one), now=now)
    assert library.store(post, digest(one, two), now=now).new == 1
    assert library.story_count() == 2


def test_an_id_that_stands_beside_its_story_later_is_a_story_of_its_own(
    library, analysed, digest, post, now, hour, story_id
):
    one, two = (analysed(name, text=name, published=now, url=LINK) for name in ("one", "two"))
    library.store(post, digest(one), now=now)
    library.store(post, digest(two), now=now)
    assert library.story_count() == 1
    library.store(post, digest(one, two), now=now + hour)
    assert library.story_count() == 2
    assert library.story(story_id("one")).body.text == "one"
    assert library.story(story_id("two")).body.text == "two"


def test_where_two_stories_could_be_meant_neither_is(library, analysed, digest, post, now):
    library.store(post, digest(*(analysed(name, published=now, url=LINK) for name in ("one", "two"))), now=now)
    assert library.store(post, digest(analysed("three", published=now, url=LINK)), now=now).new == 1
    library.store(post, digest(analysed("four", "Other", published=now, url=LINK + "1")), now=now)
    again = (analysed(name, "Other", published=now, url=LINK + "1") for name in ("five", "six"))
    assert library.store(post, digest(*again), now=now).new == 2


def test_a_text_that_many_entries_share_makes_no_two_of_them_one(library, analysed, digest, post, now):
    text = "This is a paid announcement, for which the company that issues it is alone responsible. " * 4
    library.store(post, digest(analysed("one", "A opens", text, published=now, url=LINK + "1")), now=now)
    others = (analysed(name, name, text, published=now, url=LINK + name) for name in ("two", "three"))
    assert library.store(post, digest(*others), now=now).new == 2
    three, four = (analysed(name, name, text, published=now, url=LINK + name) for name in ("three", "four"))
    assert library.store(post, digest(three, four), now=now).new == 1


def test_an_edited_headline_at_a_new_address_is_recognised_by_its_text(library, analysed, digest, post, now):
    text = "Xiaomi rose 4.9 per cent after it raised its forecast for deliveries of cars this year. " * 4
    library.store(post, digest(analysed("one", "Xiaomi up", text, published=now, url=LINK)), now=now)
    edited = analysed("two", "Xiaomi soars", text, published=now, url=LINK + "-soars")
    assert library.store(post, digest(edited), now=now).new == 0
    assert titles(library) == ["Xiaomi soars"]


def test_another_feeds_story_is_another_story(library, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one", published=now, url=LINK)), now=now)
    assert library.store(feed("times"), digest(analysed("two", published=now, url=LINK)), now=now).new == 1


def test_a_daily_column_is_a_new_story_each_day(library, analysed, digest, post, now, hour):
    for day in range(5):
        moment = now + 24 * day * hour
        column = analysed(f"day{day}", "Market wrap", f"Day {day}.", published=moment, url="https://news.example/wrap")
        assert library.store(post, digest(column), now=moment).new == 1
    assert library.story_count() == 5


def test_a_feed_that_makes_new_ids_each_time_keeps_one_story_and_a_few_ids(
    library, analysed, digest, post, now, hour, story_id
):
    for number in range(30):
        again = analysed(f"v{number}", published=now, url=LINK)
        library.store(post, digest(again), now=now + number * hour)
    assert library.story_count() == 1
    assert library.revisions(story_id("v0")) == ()
    assert len(library.fingerprints(post.key)) == 1 + KEPT
    assert story_id("v29") in library.fingerprints(post.key)


def test_undated_stories_of_such_a_feed_are_found_however_old_they_are(library, analysed, digest, post, now, hour):
    for day in range(4):
        library.store(post, digest(analysed(f"v{day}", url=LINK)), now=now + 24 * day * hour)
    assert library.story_count() == 1


def test_all_ids_of_a_story_are_told_and_those_that_lack_its_mark(library, analysed, digest, post, now, hour, story_id):
    library.store(post, digest(analysed("one", published=now, url=LINK)), now=now)
    library.set_read([story_id("one")], True)
    assert library.unmarked_ids() == []
    library.store(post, digest(analysed("two", published=now, url=LINK)), now=now + hour)
    assert library.all_ids([story_id("one"), "f" * 16]) == {story_id("one"), story_id("two"), "f" * 16}
    assert library.unmarked_ids() == [story_id("two")]
    library.set_read([story_id("two")], True)
    assert library.unmarked_ids() == []


def test_a_bookmarked_story_that_was_put_back_is_recognised_under_its_new_id(
    library, analysed, digest, post, now, hour, story_id
):
    one = analysed("one", published=now, url=LINK)
    library.store(post, digest(one), now=now)
    story = library.story(story_id("one"))
    library.restore([(replace(story, id=story_id("b"), title="B"), analysed("b", "B", published=now, url=LINK + "b"))])
    assert library.store(post, digest(analysed("b2", "B", published=now, url=LINK + "b")), now=now + hour).new == 0
    assert GONE not in library.fingerprints(post.key).values()
