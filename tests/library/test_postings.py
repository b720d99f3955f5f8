"""The index of terms answers as one held in memory does."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.library.library import Library
from tapewire.related.index import Posting, Term
from tapewire.related.memory import MemoryIndex

KEYS = ["i:^HSI", "n:deepseek", "w:tariff", "p:rate cut", "d:4.9", "w:tariff rate", "n:électricité", "w:关税", 'w:"*']
KINDS = {"i": "instrument", "n": "name", "w": "word", "p": "pair", "d": "number"}

terms = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 60).map(lambda halves: halves / 2), max_size=6).map(
    lambda weights: tuple(Term(key, KINDS[key[0]], key[2:].title(), weight) for key, weight in weights.items())
)
stories = st.dictionaries(st.integers(0, 9), st.tuples(terms, st.integers(0, 10_000)), max_size=8)


@settings(deadline=None)
@given(first=stories, edited=stories, limit=st.integers(1, 12))
def test_the_index_is_that_of_memory_after_arrivals_and_edits(
    analysed, digest, feed, now, story_id, first, edited, limit
):
    library = Library.open(None)
    for round_number, brought in enumerate((first, edited)):
        entries = [
            analysed(f"s{name}", f"Round {round_number}", published=now - timedelta(minutes=age), terms=terms)
            for name, (terms, age) in brought.items()
        ]
        library.store(feed("post"), digest(*entries), now=now)
    latest = {**first, **edited}
    memory = MemoryIndex(
        [(story_id(f"s{name}"), now - timedelta(minutes=age), terms) for name, (terms, age) in latest.items()]
    )
    ids = [story_id(f"s{name}") for name in range(10)]
    assert library.story_count() == memory.story_count()
    assert library.frequencies(KEYS) == memory.frequencies(KEYS)
    assert library.times(ids) == memory.times(ids)
    assert library.lengths(ids) == pytest.approx(memory.lengths(ids))
    assert library.mean_length() == pytest.approx(memory.mean_length())
    assert all(library.terms_of(each) == memory.terms_of(each) for each in ids)
    if len({age for _, age in latest.values()}) == len(latest):  # else the order of equals is each one's own
        assert library.postings(KEYS, limit=limit) == memory.postings(KEYS, limit=limit)
    library.close()


def test_the_newest_stories_come_first_in_whatever_order_they_arrive(
    library, analysed, digest, feed, now, hour, story_id
):
    term = Term("w:gold", "word", "Gold", 1.5)
    for name, age in (("b", 2), ("a", 1), ("d", 4), ("c", 3)):
        entry = analysed(name, published=now - age * hour, terms=(term,))
        library.store(feed("post"), digest(entry), now=now)
    assert library.postings(["w:gold"], limit=3) == {
        "w:gold": [Posting(story_id(name), 1.5) for name in ("a", "b", "c")]
    }


def test_frequencies_are_those_after_the_last_change(library, analysed, digest, feed, now):
    term = Term("w:gold", "word", "Gold", 1.5)
    for count, name in enumerate("abc", start=1):
        library.store(feed("post"), digest(analysed(name, terms=(term,))), now=now)
        assert library.frequencies(["w:gold", "w:tin"]) == {"w:gold": count}


def test_a_weight_beyond_all_measure_is_capped_not_confused_with_another_story(
    library, analysed, digest, feed, now, story_id
):
    heavy = Term("w:gold", "word", "Gold", 1e9)
    library.store(feed("post"), digest(analysed("a", terms=(heavy,)), analysed("b", terms=(heavy,))), now=now)
    assert [posting.story_id for posting in library.postings(["w:gold"], limit=9)["w:gold"]] == [
        story_id("a"),
        story_id("b"),
    ]
    assert library.terms_of(story_id("a")) == (heavy,)
