"""What is written of a story comes back, and an edited story stays the same story."""

from dataclasses import replace
from datetime import timedelta

from tapewire.model import Badge, HeadlineQuery, Mark, Story
from tapewire.query.parser import parse

EVERYTHING = HeadlineQuery()


def test_a_story_comes_back_as_it_was_stored(library, analysed, digest, feed, now, move):
    marks = (Mark(start=0, end=6, kind="link", href="https://a.example/"), Mark(start=7, end=11, kind="strong"))
    published = now - timedelta(hours=3, microseconds=1)
    entry = replace(
        analysed("one", "Fête: 恒生", published=published, marks=marks, moves=(move,)),
        badge=Badge(label="HSI", direction="up", percent=0.7),
    )
    library.store(feed("post"), digest(entry), now=now)
    story_id = entry.entry.id
    assert library.story(story_id) == Story(
        id=story_id,
        feed_key=feed("post").key,
        source="Post",
        title="Fête: 恒生",
        url="https://news.example/story",
        author="A. Writer",
        published=published,
        first_seen=now,
        body=entry.entry.body,
    )
    assert library.moves(story_id) == (move,)
    (headline,) = library.headlines(EVERYTHING, offset=0, limit=9)
    assert headline == library.headlines_by_id([story_id, "unknown"])[story_id]
    assert (headline.moves, headline.badge, headline.time) == (1, entry.badge, published)


def test_an_unknown_story_is_none(library):
    assert library.story("0" * 16) is None
    assert library.moves("0" * 16) == ()
    assert library.position(EVERYTHING, "0" * 16) is None


def test_an_edited_story_keeps_its_first_seen_time_and_its_flags(library, analysed, digest, feed, now, hour):
    entry = analysed("one", "Stocks up", "Old words.")
    library.store(feed("post"), digest(entry), now=now)
    library.set_read([entry.entry.id], True)
    library.set_saved([entry.entry.id], True)
    edited = analysed("one", "Stocks down", "New words.")
    outcome = library.store(feed("post"), digest(edited), now=now + hour)
    assert (outcome.new, outcome.changed, outcome.new_ids) == (0, 1, ())
    (headline,) = library.headlines(EVERYTHING, offset=0, limit=9)
    assert (headline.title, headline.is_read, headline.is_saved, headline.time) == ("Stocks down", True, True, now)
    story = library.story(entry.entry.id)
    assert (story.body.text, story.first_seen) == ("New words.", now)


def test_an_edited_story_is_found_by_its_new_words_only(library, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one", "Copper", "Zinc")), now=now)
    library.store(feed("post"), digest(analysed("one", "Silver", "Gold")), now=now)
    found = {
        word: library.count(HeadlineQuery(condition=parse(word).query.condition))
        for word in ("copper", "zinc", "silver", "gold")
    }
    assert found == {"copper": 0, "zinc": 0, "silver": 1, "gold": 1}


def test_a_story_stored_twice_is_neither_new_nor_changed(library, analysed, digest, feed, now, hour):
    entry = analysed("one")
    library.store(feed("post"), digest(entry), now=now)
    outcome = library.store(feed("post"), digest(entry), now=now + hour)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert library.story(entry.entry.id).first_seen == now


def test_a_new_date_or_address_alone_is_taken_over_without_counting_as_an_edit(
    library, analysed, digest, feed, now, hour
):
    library.store(feed("post"), digest(analysed("one", published=now - 2 * hour)), now=now)
    moved = analysed("one", published=now - hour, url="https://news.example/moved")
    outcome = library.store(feed("post"), digest(moved), now=now)
    story = library.story(moved.entry.id)
    assert (outcome.changed, story.published, story.url) == (0, now - hour, "https://news.example/moved")
    assert library.headlines(EVERYTHING, offset=0, limit=1)[0].time == now - hour


def test_new_ids_are_in_the_order_of_the_document(library, analysed, digest, feed, now):
    entries = [analysed(name) for name in ("c", "a", "b")]
    outcome = library.store(feed("post"), digest(*entries), now=now)
    assert (outcome.new, outcome.new_ids) == (3, tuple(entry.entry.id for entry in entries))


def test_stories_that_are_missing_from_a_document_stay(library, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one")), now=now)
    library.store(feed("post"), digest(), now=now)
    assert library.story_count() == 1


def test_fingerprints_are_those_of_one_feed(library, analysed, digest, feed, now):
    one, two = analysed("one", "One"), analysed("two", "Two")
    library.store(feed("post"), digest(one), now=now)
    library.store(feed("times"), digest(two), now=now)
    assert library.fingerprints(feed("post").key) == {one.entry.id: one.fingerprint}
    assert library.fingerprints("nobody") == {}


def test_restoring_puts_back_what_is_missing_and_overwrites_nothing(library, analysed, digest, feed, now, hour):
    held, missing = analysed("held", "As the feed has it"), analysed("missing", "Bookmarked")
    library.store(feed("post"), digest(held), now=now)

    def bookmarked(entry, feed_key, title):
        story = Story(
            id=entry.entry.id,
            feed_key=feed_key,
            source="As it was called",
            title=title,
            url=None,
            author=None,
            published=None,
            first_seen=now - hour,
            body=entry.entry.body,
        )
        return story, replace(entry, entry=replace(entry.entry, title=title))

    library.restore([bookmarked(held, feed("post").key, "As it was saved"), bookmarked(missing, "gone", "Bookmarked")])
    assert library.story(held.entry.id).title == "As the feed has it"
    restored = library.story(missing.entry.id)
    assert (restored.title, restored.source, restored.first_seen) == ("Bookmarked", "As it was called", now - hour)
    assert library.feed_counts() == {feed("post").key: (1, 1), "gone": (1, 1)}
    assert library.story(held.entry.id).source == "Post"


def test_what_is_restored_may_be_made_by_asking_the_library(library, analysed, now):
    entry = analysed("one")

    def made_on_demand():
        assert library.story(entry.entry.id) is None
        yield (
            Story(
                id=entry.entry.id,
                feed_key="gone",
                source="Gone",
                title=entry.entry.title,
                url=None,
                author=None,
                published=None,
                first_seen=now,
                body=entry.entry.body,
            ),
            entry,
        )

    library.restore(made_on_demand())
    assert library.story(entry.entry.id).source == "Gone"


def test_a_renamed_feed_renames_its_headlines(library, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one")), now=now)
    library.store(replace(feed("post"), name="The Post"), digest(), now=now)
    assert library.headlines(EVERYTHING, offset=0, limit=1)[0].source == "The Post"


def test_two_ids_are_enough_to_see_that_a_prefix_is_ambiguous(library, analysed, digest, feed, now, story_id):
    library.store(feed("post"), digest(*(analysed(name) for name in ("aa", "ab", "ac", "b"))), now=now)
    assert library.find_ids(story_id("b")[:2]) == [story_id("b")]
    assert len(library.find_ids(story_id("a")[:2])) == 2
    assert library.find_ids("ffff") == []
    assert library.find_ids("\udcff") == []


def test_a_feed_state_comes_back_and_leaves_stories_alone(library, analysed, digest, feed, now):
    from tapewire.library.feeds import FeedState

    assert library.feed_state("https://post.example/feed") == FeedState()
    state = FeedState(
        title="Post",
        checked_at=now,
        succeeded_at=now,
        next_check_at=now,
        retry_at=now,
        retry_host="post.example",
        errors=3,
        error="no",
        gone_at=now,
        etag='"x"',
        last_modified="Fri",
        fetched_at=now,
        body_hash="ab",
        body_bytes=7,
        took_s=0.25,
        pace_s=900,
        final_url="https://post.example/a",
        moving_to="https://post.example/b",
        moved_to="https://post.example/c",
    )
    library.save_feed_state(feed("post").key, state)
    library.store(feed("post"), digest(analysed("one")), now=now)
    assert library.feed_state(feed("post").key) == state
    assert library.feed_states() == {feed("post").key: state}
    assert library.headlines(EVERYTHING, offset=0, limit=1)[0].source == "Post"
