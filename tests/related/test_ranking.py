from datetime import UTC, datetime, timedelta
from json import loads
from math import log2

from hypothesis import given
from hypothesis import strategies as st

WORDS = ["Meridian", "Northgate", "Xiaomi", "stocks", "rise", "tariffs", "brandy", "Hong", "Kong", "4.9", "quake"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def ids(answers):
    return [answer.story_id for answer in answers]


def test_a_usual_word_alone_relates_nothing(collect):
    found = collect(a="Shares of Meridian rise in Asia", b="Northgate shares rise in Asia on strong sales")
    assert found.related("a") == []


def test_one_shared_firm_is_reason_enough(collect):
    found = collect(a="Meridian opens a plant in Penang", b="Chipmaker Meridian sued over patents", c="Gold eases")
    assert [(answer.story_id, answer.reasons) for answer in found.related("a")] == [("b", ("Meridian",))]


def test_stories_of_the_same_event_come_first_and_say_so(collect):
    found = collect(
        fire="Fire halts Meridian plant in Penang",
        blaze="Meridian plant in Penang halts work after fire",
        sued="Chipmaker Meridian sued over patents",
    )
    assert [(answer.story_id, answer.reasons[0]) for answer in found.related("fire")] == [
        ("blaze", "same event"),
        ("sued", "Meridian"),
    ]


def test_what_was_told_the_day_before_says_so(collect):
    found = collect(apart=timedelta(days=1), a="Chipmaker Meridian sued over patents", b="Meridian opens in Penang")
    assert [found.related(asked)[0].reasons[-1] for asked in "ab"] == ["the day after", "the day before"]


def test_no_two_reasons_say_the_same(collection, given_story, make_move):
    text = "The Hang Seng Index rose.\n\nThe Hang Seng is at a high, the Hang Seng Tech Index too."
    moves = (make_move("Hang Seng Index", "^HSI", 4),)
    stories = [given_story(id=title, title=title, text=text, moves=moves) for title in ("Stocks up", "HK close")]
    (answer,) = collection(stories).related("Stocks up")
    assert answer.reasons[:2] == ("same event", "Hang Seng Index")
    assert "Hang Seng" not in answer.reasons


def test_of_two_alike_the_one_nearer_in_time_is_closer(collection, given_story):
    found = collection(
        [
            given_story(id="a", title="Lantau Electric recalls Kite hatchbacks", published=NOON),
            given_story(id="z", title="Kite recall by Lantau", published=NOON - timedelta(days=7)),
            given_story(id="b", title="Lantau in recall of Kite", published=NOON - timedelta(days=20)),
        ]
    )
    assert ids(found.related("a")) == ["z", "b"]


def test_an_old_story_finds_the_stories_of_its_time_in_a_large_library(collection, given_story):
    many = [
        given_story(id=f"n{number}", title=f"Meridian item {number}", published=NOON + timedelta(days=9, hours=number))
        for number in range(400)
    ]
    old = [
        given_story(id="asked", title="Meridian hires a chef", published=NOON),
        given_story(id="old", title="Meridian sells its canteen", published=NOON + timedelta(hours=30)),
    ]
    assert "old" in collection([*many, *old]).ranked("asked")


def test_of_copies_only_one_is_shown(collect):
    text = "A fire stopped work at a plant of Meridian in Penang today; nobody was hurt, the town's fire brigade said."
    copies = {f"copy{number}": (f"Fire at Meridian plant {number}", text) for number in range(4)}
    found = collect(asked=("Meridian plant in Penang on fire", "Work has stopped."), **copies)
    assert len(found.related("asked")) == 1


def test_a_story_without_a_time_counts_as_published_now(collection, given_story):
    title, text = "Lantau Electric recalls Kite hatchbacks", ""
    found = collection(
        [
            given_story(id="a", title=title, text=text, published=NOON),
            given_story(id="b", title="Lantau Electric sells Kite hatchbacks", text=text, published=None),
        ]
    )
    at_once, later = (found.related("a", now=NOON + timedelta(days=days))[0].score for days in (0, 30))
    assert found.related("a")[0].score == at_once > later


def test_an_unknown_story_has_no_related_ones(collect):
    assert collect(a="Meridian rises").related("nobody") == []


def test_an_event_that_is_tied_to_the_storys_own_lifts_its_stories(collect):
    stories = {
        "asked": "Titan launch day",
        "b": "Titan launch: Respawn servers hold",
        "c": "Titan launch and Respawn servers",
        "far": "Respawn thanks players of its servers",
        "other": "Wheat harvest begins",
    }
    assert "far" in collect(**stories).ranked("asked")


def test_the_labelled_stories_rank_their_own_event_first(labelled, labelled_collection):
    events = {story.id: story.event for story in labelled}
    gained = []
    for story in labelled:
        wanted = sum(event == story.event for event in events.values()) - 1
        if wanted:
            hits = [events[other] == story.event for other in labelled_collection.ranked(story.id)[:5]]
            ideal = sum(1 / log2(place + 2) for place in range(min(5, wanted)))
            gained.append(sum(hit / log2(place + 2) for place, hit in enumerate(hits)) / ideal)
    assert sum(gained) / len(gained) >= 0.95


def test_the_other_wrap_comes_before_a_story_of_one_shared_name(shared, make_move, collection, given_story):
    stories = []
    for path in sorted((shared / "seeds" / "stories").glob("*.json")):
        row = loads(path.read_text(encoding="utf-8"))
        moves = tuple(
            make_move(move["name"], move["symbol"], row["text"].find(move["evidence"])) for move in row["moves"]
        )
        published = datetime.fromisoformat(row["published"])
        stories.append(
            given_story(id=row["id"], title=row["title"], text=row["text"], published=published, moves=moves)
        )
    found = collection(stories)
    wrap, jobs, *_ = found.related("seed-daily8-hong-kong-stocks-advance")
    assert wrap.story_id == "seed-rthk-hk-stocks-end-down"
    assert [reason for reason in wrap.reasons if reason != "same event"][:2] == [
        "Hang Seng Index",
        "Shanghai Composite Index",
    ]
    assert jobs.story_id == "seed-scmp-deepseek-jobs"
    assert jobs.reasons[0] == "DeepSeek"
    assert all(found.related(story.id) for story in stories)


@given(st.lists(TITLES, min_size=2, max_size=12), st.data())
def test_any_ranking_is_sound(collection, given_story, titles, data):
    stories = [given_story(id=f"s{number}", title=title) for number, title in enumerate(titles)]
    asked = data.draw(st.sampled_from([story.id for story in stories]))
    answers = collection(stories).related(asked)
    assert asked not in ids(answers)
    assert len(set(ids(answers))) == len(answers)
    assert all(0 < answer.score <= 1 and answer.reasons and all(answer.reasons) for answer in answers)
    assert [answer.score for answer in answers] == sorted((answer.score for answer in answers), reverse=True)
    assert collection(stories).related(asked) == answers


@given(st.lists(TITLES, min_size=1, max_size=12), TITLES)
def test_an_exact_copy_is_the_top_answer(collection, given_story, titles, title):
    stories = [given_story(id=f"s{number}", title=other) for number, other in enumerate(titles)]
    pair = [given_story(id=name, title=title) for name in ("asked", "copy")]
    found = collection([*stories, *pair])
    best = found.related("asked")[0]
    assert found.events()[best.story_id] == found.events()["asked"]
    assert sorted(found.stories[best.story_id].title.split()) == sorted(title.split())
