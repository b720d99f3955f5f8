import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tapewire.related.events import group
from tapewire.related.memory import MemoryIndex
from tapewire.related.terms import story_terms

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
WORDS = [
    "Meridian",
    "Northgate",
    "Xiaomi",
    "stocks",
    "rise",
    "tariffs",
    "brandy",
    "Hong",
    "Kong",
    "4.9",
    "the",
    "quake",
]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


def b_cubed(found, true):
    mine, theirs = defaultdict(set), defaultdict(set)
    for story_id, event in true.items():
        mine[found[story_id]].add(story_id)
        theirs[event].add(story_id)
    both = {story_id: len(mine[found[story_id]] & theirs[event]) for story_id, event in true.items()}
    precision = sum(count / len(mine[found[story_id]]) for story_id, count in both.items()) / len(true)
    recall = sum(count / len(theirs[true[story_id]]) for story_id, count in both.items()) / len(true)
    return 2 * precision * recall / (precision + recall)


def test_the_labelled_stories_fall_into_their_events(labelled, labelled_index):
    found = group(labelled_index, [story.id for story in labelled])
    assert b_cubed(found, {story.id: story.event for story in labelled}) >= 0.95


def test_wraps_of_two_days_are_two_events_though_they_name_the_same_things(labelled, labelled_index):
    found = group(labelled_index, [story.id for story in labelled])
    wraps = [story for story in labelled if "-close-" in story.event]
    days = {found[story.id]: story.event for story in wraps}
    assert all(days[found[story.id]] == story.event for story in wraps)
    assert len({story.event for story in wraps}) == 8


def test_reports_of_one_time_that_state_other_figures_are_of_two_markets(make_index):
    tokyo = (
        "The Nikkei ended up 0.31 percent at 38,104.22 as traders waited for the Fed. Chip makers rose 2.14 percent."
    )
    again = "Traders who waited for the Fed left the Nikkei 0.31 percent higher, at 38,104.22, at the end in Tokyo."
    seoul = "The Kospi lost 0.87 percent to 2,641.08, with builders off 1.46 percent ahead of word from the Fed."
    index = make_index(
        tokyo=("Tokyo stocks end up before Fed decision", tokyo),
        seoul=("Seoul shares slip as Fed verdict nears", seoul),
        again=("Nikkei edges up as Fed decision nears", again),
    )
    found = group(index, ["tokyo", "seoul", "again"])
    assert found["tokyo"] == found["again"] != found["seoul"]


def test_a_column_that_names_many_events_joins_none_of_them_together(labelled, labelled_index):
    with_columns = group(labelled_index, [story.id for story in labelled])
    plain = [story.id for story in labelled if not story.event.startswith("column")]
    without = group(labelled_index, plain)
    assert {story_id: with_columns[story_id] for story_id in plain} == without


def test_an_event_is_named_for_its_earliest_story(make_index):
    index = make_index(late="Fire at Meridian plant in Penang", early="Meridian plant in Penang on fire")
    assert set(group(index, ["early", "late"]).values()) == {"late"}


def test_the_order_of_the_stories_changes_nothing(labelled):
    rows = [(story.id, story.published, story_terms(story.title, story.text, ())) for story in labelled]
    expected = group(MemoryIndex(rows), [story_id for story_id, _, _ in rows])
    random.Random(3).shuffle(rows)
    assert group(MemoryIndex(rows), [story_id for story_id, _, _ in rows]) == expected


@given(st.lists(TITLES, max_size=10), TITLES)
def test_an_exact_copy_is_the_same_event(titles, title):
    rows = [
        (f"s{number}", NOON + timedelta(hours=number), story_terms(other, "", ()))
        for number, other in enumerate([*titles, title])
    ]
    terms = rows[-1][2]
    index = MemoryIndex([*rows, ("copy", rows[-1][1], terms)])
    found = group(index, [*(story_id for story_id, _, _ in rows), "copy"])
    assert not terms or found["copy"] == found[rows[-1][0]]
