"""Searching by words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tapewire.library import query_sql
from tapewire.library.library import Library
from tapewire.model import HeadlineQuery
from tapewire.query.parser import parse
from tapewire.query.resolving import resolve


def found(library, words, **others):
    query = HeadlineQuery(condition=parse(words, is_typing=True).query.condition, **others)
    shown = library.headlines(query, offset=0, limit=100)
    assert library.count(query) == len(shown)
    return [headline.title for headline in shown]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("hang seng", True),
        ("SENG hang", True),
        ("hang sen", True),
        ("hang sen ", False),
        ("se hang", False),
        ("h", True),
        ("hang dax", False),
        ("electricite", True),
        ("Électricité", True),
        ("0700.hk", True),
        ("0700", True),
        ("S&P 500", True),
        ("s&p", True),
        ("0.7%", True),
        ("0.8%", False),
        ("rose % —", True),
        ('"hang seng"', True),
        ("恒生指数", True),
        ("恒", True),
        ("生指", True),
        ("指生", False),
        ("AI芯片", True),
        ("芯片 hang", True),
        ("トヨタ", True),
        ("삼성전", True),
        ("title:hang", True),
        ("title:s", True),
        ("title:500", False),
        ('title:"hang seng"', True),
        ('"seng hang"', False),
        ("-dax", True),
        ("-hang", False),
        ("hang -seng", False),
        ("hang -dax", True),
        ("dax or hang", True),
        ("(dax or ftse) hang", False),
        ("-(dax or hang) -ftse", False),
        ("-(dax hang)", True),
        ("dax or -ftse", True),
        ("hang -(seng -dax)", False),
        ("hang NOT seng", False),
        ("hang*", True),
        ("hang^seng", True),
    ],
)
def test_words_are_found_as_a_reader_means_them(library, analysed, digest, feed, now, words, is_found):
    western = "The S&P 500, 0700.HK and Électricité de France."
    eastern = "内地与香港: 恒生指数上涨, AI芯片股领涨。トヨタ自動車 삼성전자"
    library.store(feed("post"), digest(analysed("one", "Hang Seng rose 0.7%", f"{western}\n\n{eastern}")), now=now)
    assert found(library, words) == (["Hang Seng rose 0.7%"] if is_found else [])


@pytest.mark.parametrize("words", ["  ", "%", "— -"])
def test_what_is_no_word_is_no_condition(library, words, analysed, digest, feed, now):
    library.store(feed("post"), digest(analysed("one", "One"), analysed("two", "Two")), now=now)
    assert found(library, words) == ["One", "Two"]


def test_the_best_match_comes_first_and_the_newest_of_equal_ones(library, analysed, digest, feed, now, hour):
    filler = [analysed(f"f{number:02}", "Something else", "nothing here", published=now) for number in range(30)]
    library.store(
        feed("post"),
        digest(
            analysed("a", "Oil", "copper once and many other words about oil " * 9, published=now),
            analysed("b", "Copper old", "Copper, copper.", published=now - 2 * hour),
            analysed("c", "Copper new", "Copper, copper.", published=now - hour),
            *filler,
        ),
        now=now,
    )
    assert found(library, "copper") == ["Copper new", "Copper old", "Oil"]


def test_a_search_keeps_to_the_list_that_it_is_made_in(library, analysed, digest, feed, now, story_id):
    library.store(feed("post"), digest(analysed("one", "Gold one"), analysed("two", "Gold two")), now=now)
    library.store(feed("sun"), digest(analysed("three", "Gold three")), now=now)
    library.set_read([story_id("one")], True)
    library.set_saved([story_id("one")], True)
    assert found(library, "gold", feed_keys=frozenset((feed("sun").key,))) == ["Gold three"]
    assert found(library, "gold", unread_only=True, feed_keys=frozenset((feed("post").key,))) == ["Gold two"]
    assert found(library, "gold", saved_only=True) == ["Gold one"]
    library.set_read([story_id("three")], True)
    assert found(library, "gold", unread_only=True) == ["Gold two"]


def test_a_search_sees_what_another_program_stored_since(path, analysed, digest, feed, now):
    ours, other = Library.open(path), Library.open(path)
    assert found(ours, "gold") == []
    other.store(feed("post"), digest(analysed("one", "Gold")), now=now)
    assert found(ours, "gold") == ["Gold"]
    ours.close()
    other.close()


def test_places_and_next_unread_follow_the_order_of_the_search(library, analysed, digest, feed, now, story_id):
    library.store(
        feed("post"),
        digest(analysed("a", "Oil", "gold"), analysed("b", "Gold", "gold gold"), analysed("c", "Tin", "no")),
        now=now,
    )
    query = HeadlineQuery(condition=parse("gold").query.condition)
    order = [headline.id for headline in library.headlines(query, offset=0, limit=9)]
    assert sorted(order) == [story_id("a"), story_id("b")]
    assert [library.position(query, each) for each in order] == [0, 1]
    assert library.position(query, story_id("c")) is None
    assert library.next_unread(query, order[0]).id == order[1]
    assert library.next_unread(query, order[1]).id == order[0]
    library.set_read(order, True)
    assert library.next_unread(query, None) is None


def test_a_search_finds_a_bounded_number_the_newest(library, analysed, digest, feed, now, hour, monkeypatch):
    monkeypatch.setattr(query_sql, "FOUND_AT_MOST", 3)
    entries = [analysed(f"g{place}", f"Gold {place}", published=now - place * hour) for place in range(6)]
    library.store(feed("post"), digest(*reversed(entries)), now=now)
    assert sorted(found(library, "gold")) == ["Gold 0", "Gold 1", "Gold 2"]


@pytest.fixture(scope="module")
def one_story(analysed, digest, feed, now):
    library = Library.open(None)
    library.store(feed("post"), digest(analysed("one", "Gold AND silver", "NEAR the (old) col:umn")), now=now)
    yield library
    library.close()


@settings(deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="\"*^():-+{}\\'\0 AND OR NOT NEAR,gold恒", max_size=40))
@example('"')
@example('gold"')
@example("\0")
@example("gold\0silver")
@example("\ud800")
@example("NEAR(gold silver, 5)")
@example("gold OR OR")
@example("{title body}: gold")
@example("(" * 300)
@example("gold " * 300)
@example("𐞁 gold")
@example("in:gold age:>99999w -after:1900-01-01")
def test_no_words_are_an_error(one_story, now, words):
    condition = parse(words, is_typing=True).query.condition
    query = HeadlineQuery(condition=condition and resolve(condition, folders={}, now=now))
    assert one_story.count(query) == len(one_story.headlines(query, offset=0, limit=9))
