"""Lists ordered by time."""

import pytest

from tapewire.library import headlines
from tapewire.library.connections import Connections
from tapewire.model import HeadlineQuery

EVERYTHING = HeadlineQuery()


def titles(library, query=EVERYTHING):
    return [headline.title for headline in library.headlines(query, offset=0, limit=100)]


def test_undated_and_future_dated_stories_count_as_first_seen(library, analysed, digest, feed, now, hour):
    library.store(
        feed("post"),
        digest(
            analysed("a", "An hour ago", published=now - hour),
            analysed("b", "Next year", published=now + 9000 * hour),
            analysed("c", "Without a date"),
            analysed("d", "A little ahead", published=now + hour / 60),
            analysed("e", "Before all computers", published=now.replace(year=1)),
        ),
        now=now,
    )
    library.store(feed("times"), digest(analysed("f", "Later", published=now + hour)), now=now + hour)
    assert titles(library) == [
        "Later",
        "A little ahead",
        "Next year",
        "Without a date",
        "An hour ago",
        "Before all computers",
    ]


def test_undated_stories_stay_in_the_order_of_their_document_even_when_edited(
    library, analysed, digest, feed, now, hour
):
    library.store(feed("post"), digest(*(analysed(name, name) for name in "abc")), now=now)
    library.store(feed("post"), digest(analysed("b", "b, edited")), now=now + hour)
    assert titles(library) == ["a", "b, edited", "c"]


def test_a_window_is_a_slice_of_the_whole_list_from_either_end(library, analysed, digest, feed, now, hour):
    for name in ("post", "times", "sun"):
        entries = (analysed(f"{name[0]}{place}", f"{name} {place}", published=now - place * hour) for place in range(9))
        library.store(feed(name), digest(*entries), now=now)
    whole = titles(library)
    assert len(whole) == 27
    for offset in range(29):
        window = library.headlines(EVERYTHING, offset=offset, limit=5)
        assert [headline.title for headline in window] == whole[offset : offset + 5]
        assert [library.position(EVERYTHING, headline.id) for headline in window] == [
            place for place in range(27) if offset <= place < offset + 5
        ]


def test_feeds_that_nobody_knows_have_no_headlines(library, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one")), now=now)
    for keys in (frozenset(), frozenset(("https://unknown.example",))):
        query = HeadlineQuery(feed_keys=keys)
        assert (library.count(query), titles(library, query), library.next_unread(query, None)) == (0, [], None)


def test_next_unread_goes_down_and_on_from_the_top(library, analysed, digest, feed, now, hour, story_id):
    entries = [analysed(name, name, published=now - place * hour) for place, name in enumerate("abcde")]
    library.store(feed("post"), digest(*entries), now=now)
    library.set_read([story_id("c")], True)

    def below(name):
        found = library.next_unread(EVERYTHING, story_id(name) if name else None)
        return found and found.title

    assert [below(name) for name in (None, "a", "b", "c", "d", "e")] == ["a", "b", "d", "d", "e", "a"]
    library.set_read([story_id(name) for name in "abde"], True)
    assert below("b") is None
    library.set_read([story_id("a")], False)
    assert [below(name) for name in (None, "b", "a")] == ["a", "a", None]


def test_a_story_that_is_not_in_a_list_has_no_place_in_it(library, analysed, digest, feed, now, story_id):
    library.store(feed("post"), digest(analysed("one"), analysed("two")), now=now)
    library.set_read([story_id("one")], True)
    assert library.position(HeadlineQuery(unread_only=True), story_id("one")) is None
    assert library.position(HeadlineQuery(unread_only=True), story_id("two")) == 0
    assert library.position(HeadlineQuery(feed_keys=frozenset()), story_id("two")) is None


@pytest.mark.parametrize("saved_only", [False, True])
@pytest.mark.parametrize("unread_only", [False, True])
@pytest.mark.parametrize("feeds", [None, 1, 2])
def test_no_list_is_sorted_or_read_row_by_row_when_it_is_asked_for(
    library, analysed, digest, feed, now, saved_only, unread_only, feeds
):
    """The cost of a window must not grow with the library: an index has the order and answers the conditions."""
    for name in ("post", "times", "sun"):
        library.store(feed(name), digest(analysed(name)), now=now)
    keys = None if feeds is None else frozenset(feed(name).key for name in ("post", "times")[:feeds])
    query = HeadlineQuery(feed_keys=keys, unread_only=unread_only, saved_only=saved_only)
    connections: Connections = library._connections
    with connections.reading() as connection:
        rows, parameters = headlines.select(connection, query).in_order()
        plan = connection.execute(f"EXPLAIN QUERY PLAN {rows} ORDER BY time DESC, n DESC", parameters).fetchall()
    steps = [step for *_, step in plan]
    assert not any("TEMP B-TREE" in step for step in steps)
    if not (saved_only and unread_only):  # the few saved ones are looked up
        assert all("COVERING INDEX" in step for step in steps if "stories" in step)
