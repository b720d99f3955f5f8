import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
WORDS = ["Meridian", "Northgate", "Xiaomi", "stocks", "rise", "tariffs", "brandy", "Hong", "Kong", "4.9", "quake"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
TEXT = (
    "A fire stopped work at a packaging plant of Meridian in Penang on Wednesday. Nobody was hurt, the fire department "
    "said. The plant handles about a tenth of the output of the company, which makes chips for cars and for phones."
)


def b_cubed(found, true):
    mine, theirs = defaultdict(set), defaultdict(set)
    for story_id, event in true.items():
        mine[found[story_id]].add(story_id)
        theirs[event].add(story_id)
    both = {story_id: len(mine[found[story_id]] & theirs[event]) for story_id, event in true.items()}
    precision = sum(count / len(mine[found[story_id]]) for story_id, count in both.items()) / len(true)
    recall = sum(count / len(theirs[true[story_id]]) for story_id, count in both.items()) / len(true)
    return 2 * precision * recall / (precision + recall)


def test_the_labelled_stories_fall_into_their_events(labelled, labelled_collection):
    assert len(labelled) >= 120
    assert b_cubed(labelled_collection.events(), {story.id: story.event for story in labelled}) >= 0.95


def test_no_story_of_another_day_or_market_is_in_the_event_of_a_wrap(labelled, labelled_collection):
    found = labelled_collection.events()
    wraps = [story for story in labelled if "-close-" in story.event]
    days = {found[story.id]: story.event for story in wraps}
    assert all(days[found[story.id]] == story.event for story in wraps)
    assert len({story.event for story in wraps}) == 8


def test_reports_of_one_time_that_state_other_figures_are_of_two_markets(collect):
    tokyo = (
        "The Nikkei ended up 0.31 percent at 38,104.22 as traders waited for the Fed. Chip makers rose 2.14 percent."
    )
    again = "Traders who waited for the Fed left the Nikkei 0.31 percent higher, at 38,104.22, at the end in Tokyo."
    seoul = "The Kospi lost 0.87 percent to 2,641.08, with builders off 1.46 percent ahead of word from the Fed."
    found = collect(
        tokyo=("Tokyo stocks end up before Fed decision", tokyo),
        seoul=("Seoul shares slip as Fed verdict nears", seoul),
        again=("Nikkei edges up as Fed decision nears", again),
    ).events()
    assert found["tokyo"] == found["again"] != found["seoul"]


def test_columns_live_pages_and_briefs_change_nothing_for_other_stories(labelled, collection):
    plain = [story for story in labelled if not story.event.startswith(("column", "live", "brief", "preview"))]
    with_all, without = collection(labelled).events(), collection(plain).events()

    def parted(events):
        groups = defaultdict(set)
        for story in plain:
            groups[events[story.id]].add(story.id)
        return {frozenset(members) for members in groups.values()}

    assert len(plain) < len(labelled)
    assert parted(with_all) == parted(without)


def test_a_wire_story_that_several_print_is_one_event_whatever_its_headline(collect):
    printed = "PENANG (Wire) - " + TEXT.partition(" The plant")[0] + " The plant handles about a tenth of the output."
    found = collect(wire=("Blaze halts chip plant", TEXT), paper=("Nobody hurt, says department", printed)).events()
    assert found["wire"] == found["paper"]


def test_the_same_short_headline_on_another_day_is_another_event(collect):
    found = collect(apart=timedelta(days=1), first="Stocks to watch", second="Stocks to watch").events()
    assert found["first"] != found["second"]


def test_the_order_of_the_stories_given_changes_nothing(labelled, collection):
    shuffled = list(labelled)
    random.Random(3).shuffle(shuffled)
    assert collection(shuffled).events() == collection(labelled).events()


@given(st.lists(TITLES, max_size=10), TITLES)
def test_an_exact_copy_is_the_same_event(collection, given_story, titles, title):
    stories = [
        given_story(id=f"s{number}", title=other, published=NOON + timedelta(hours=number))
        for number, other in enumerate([*titles, title])
    ]
    copy = given_story(id="copy", title=title, published=stories[-1].published)
    found = collection([*stories, copy]).events()
    assert found["copy"] == found[stories[-1].id]
