"""The index of terms answers as one held in memory does, of whatever time a story is asked for."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.library.library import Library
from tapewire.library.postings import StoredIndex
from tapewire.related.index import Term
from tapewire.related.memory import MemoryIndex

KEYS = ["i:^HSI", "n:deepseek", "w:tariff", "p:rate cut", "d:4.9", "w:tariff rate", "n:électricité", "w:关税", 'w:"*']
KINDS = {"i": "instrument", "n": "name", "w": "word", "p": "pair", "d": "number"}

terms = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 60).map(lambda halves: halves / 2), max_size=6).map(
    lambda weights: tuple(Term(key, KINDS[key[0]], key[2:].title(), weight) for key, weight in weights.items())
)
ages = st.integers(0, 30_000)
stories = st.dictionaries(st.integers(0, 9), st.tuples(terms, ages), max_size=8)


def found(index, looked):
    """Which stories were found, and with which weight, under each term."""
    return {
        key: {(index.ids([number])[number], weight) for number, weight in here.postings}
        for key, here in looked.found.items()
    }


@settings(deadline=None)
@given(first=stories, edited=stories, each_side=st.integers(1, 4))
def test_the_index_is_that_of_memory_after_arrivals_and_edits(
    analysed, digest, feed, now, story_id, first, edited, each_side
):
    library = Library.open(None)
    for round_number, brought in enumerate((first, edited)):
        entries = [
            # A minute and a place apart, as stories of one minute are in the order of their arrival.
            analysed(
                f"s{name}", f"Round {round_number}", published=now - timedelta(minutes=10 * age + name), terms=terms
            )
            for name, (terms, age) in brought.items()
        ]
        library.store(feed("post"), digest(*entries), now=now)
    latest = {**first, **edited}
    memory = MemoryIndex(
        [
            (story_id(f"s{name}"), now - timedelta(minutes=10 * age + name), terms)
            for name, (terms, age) in latest.items()
        ]
    )
    with library._connections.reading() as connection:
        index = StoredIndex(connection)
        assert index.number(story_id("s77")) is None
        for name, (terms, _) in latest.items():
            asked, known = index.number(story_id(f"s{name}")), memory.number(story_id(f"s{name}"))
            assert index.terms(asked) == memory.terms(known) == terms
            assert found(index, index.nearest(KEYS, asked, each_side=each_side)) == found(
                memory, memory.nearest(KEYS, known, each_side=each_side)
            )
    library.close()


def test_what_is_read_of_a_common_term_is_what_is_nearest_in_time(library, analysed, digest, feed, now, hour, story_id):
    term = Term("w:gold", "word", "Gold", 1.5)
    entries = [analysed(f"a{age:02}", published=now - age * hour, terms=(term,)) for age in range(40)]
    library.store(feed("post"), digest(*entries), now=now)
    with library._connections.reading() as connection:
        index = StoredIndex(connection)
        asked = index.number(story_id("a30"))
        near = found(index, index.nearest(["w:gold"], asked, each_side=2))
        newest = found(index, index.around(["w:gold"], asked, within=timedelta(hours=5), most=3))
    assert near == {"w:gold": {(story_id(f"a{age}"), 1.5) for age in (28, 29, 30, 31)}}
    assert newest == {"w:gold": {(story_id(f"a{age}"), 1.5) for age in (25, 26, 27)}}


def test_how_usual_a_term_is_does_not_hang_on_how_much_of_it_is_read(
    library, analysed, digest, feed, now, hour, story_id
):
    everywhere, half = Term("w:gold", "word", "Gold", 1.5), Term("w:tin", "word", "Tin", 1.5)
    entries = [
        analysed(f"a{age:03}", published=now - age * hour, terms=(everywhere, half) if age % 2 else (everywhere,))
        for age in range(480)
    ]
    library.store(feed("post"), digest(*entries), now=now)
    with library._connections.reading() as connection:
        index = StoredIndex(connection)
        asked = index.number(story_id("a240"))
        looked = index.nearest(["w:gold", "w:tin"], asked, each_side=60)
    assert 0.9 < looked.found["w:gold"].share < 1.1
    assert 0.45 < looked.found["w:tin"].share < 0.55
    assert looked.among == 480


def test_a_weight_beyond_all_measure_is_capped_not_confused_with_another_story(
    library, analysed, digest, feed, now, story_id
):
    heavy = Term("w:gold", "word", "Gold", 1e9)
    library.store(feed("post"), digest(analysed("a", terms=(heavy,)), analysed("b", terms=(heavy,))), now=now)
    with library._connections.reading() as connection:
        index = StoredIndex(connection)
        asked = index.number(story_id("a"))
        read = found(index, index.nearest(["w:gold"], asked, each_side=9))
        assert {name for name, _ in read["w:gold"]} == {story_id("a"), story_id("b")}
        assert index.terms(asked) == (heavy,)
