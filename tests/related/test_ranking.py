from datetime import UTC, datetime, timedelta
from math import log2

from hypothesis import given
from hypothesis import strategies as st

from tapewire.related.memory import MemoryIndex
from tapewire.related.ranking import Ranker, related
from tapewire.related.terms import story_terms

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
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def ids(answers):
    return [answer.story_id for answer in answers]


def test_a_usual_word_alone_relates_nothing(make_index):
    index = make_index(a="Shares of Meridian rise in Asia", b="Northgate shares rise in Asia on strong sales")
    assert related("a", index) == []


def test_one_shared_firm_is_reason_enough(make_index):
    index = make_index(a="Meridian opens a plant in Penang", b="Chipmaker Meridian sued over patents", c="Gold eases")
    assert [(answer.story_id, answer.reasons) for answer in related("a", index)] == [("b", ("Meridian",))]


def test_no_two_reasons_say_the_same(make_index, make_move):
    title, text = "Stocks up", "The Hang Seng Index rose.\n\nThe Hang Seng is at a high, the Hang Seng Tech Index too."
    moves = (make_move("Hang Seng Index", "^HSI", 4),)
    terms = story_terms(title, text, moves)
    other = story_terms("HK close", text, moves)
    (answer,) = related("a", MemoryIndex([("a", NOON, terms), ("b", NOON, other)]))
    assert answer.reasons[0] == "Hang Seng Index"
    assert "Hang Seng" not in answer.reasons


def test_of_two_alike_the_one_nearer_in_time_is_closer():
    terms = story_terms("Lantau Electric recalls Kite hatchbacks", "", ())
    near, far = story_terms("Kite recall by Lantau", "", ()), story_terms("Lantau in recall of Kite", "", ())
    index = MemoryIndex([("a", NOON, terms), ("z", NOON, near), ("b", NOON - timedelta(days=9), far)])
    assert ids(related("a", index)) == ["z", "b"]


def test_a_story_without_a_time_counts_as_published_now():
    terms = story_terms("Lantau Electric recalls Kite hatchbacks", "", ())
    index = MemoryIndex([("a", NOON, terms), ("b", None, terms)])
    at_once, later = (related("a", index, now=NOON + timedelta(days=days))[0].score for days in (0, 30))
    assert related("a", index)[0].score == at_once == 1.0
    assert later < 0.6


def test_an_unknown_story_has_no_related_ones(make_index):
    assert related("nobody", make_index(a="Meridian rises")) == []


def test_the_best_answers_bring_in_what_only_they_share(make_index):
    stories = {
        "asked": "Titan launch day",
        "b": "Titan launch: Respawn servers hold",
        "c": "Titan launch and Respawn servers",
        "far": "Respawn thanks players of its servers",
        "other": "Wheat harvest begins",
    }
    assert "far" in [scored.story_id for scored in Ranker(make_index(**stories)).rank("asked", limit=10)]


def test_the_labelled_stories_rank_their_own_event_first(labelled, labelled_index):
    ranker = Ranker(labelled_index)
    events = {story.id: story.event for story in labelled}
    gained = []
    for story in labelled:
        wanted = sum(event == story.event for event in events.values()) - 1
        if wanted:
            hits = [events[answer.story_id] == story.event for answer in ranker.related(story.id, limit=5)]
            ideal = sum(1 / log2(place + 2) for place in range(min(5, wanted)))
            gained.append(sum(hit / log2(place + 2) for place, hit in enumerate(hits)) / ideal)
    assert sum(gained) / len(gained) >= 0.95


def test_the_other_wrap_comes_before_a_story_of_one_shared_name(shared, make_move):
    from json import loads

    rows = []
    for path in sorted((shared / "seeds" / "stories").glob("*.json")):
        story = loads(path.read_text(encoding="utf-8"))
        moves = tuple(
            make_move(move["name"], move["symbol"], story["text"].find(move["evidence"])) for move in story["moves"]
        )
        published = datetime.fromisoformat(story["published"])
        rows.append((story["id"], published, story_terms(story["title"], story["text"], moves)))
    index = MemoryIndex(rows)
    wrap, jobs, *_ = related("seed-daily8-hong-kong-stocks-advance", index)
    assert wrap.story_id == "seed-rthk-hk-stocks-end-down"
    assert wrap.reasons[:2] == ("Hang Seng Index", "Shanghai Composite Index")
    assert jobs.story_id == "seed-scmp-deepseek-jobs"
    assert jobs.reasons[0] == "DeepSeek"
    assert all(related(story_id, index) for story_id, _, _ in rows)


@given(st.lists(TITLES, min_size=2, max_size=12), st.data())
def test_any_ranking_is_sound(titles, data):
    rows = [(f"s{number}", NOON, story_terms(title, "", ())) for number, title in enumerate(titles)]
    asked = data.draw(st.sampled_from([story_id for story_id, _, _ in rows]))
    answers = related(asked, MemoryIndex(rows))
    assert asked not in ids(answers)
    assert len(set(ids(answers))) == len(answers)
    assert all(0 < answer.score <= 1 and answer.reasons and all(answer.reasons) for answer in answers)
    assert [answer.score for answer in answers] == sorted((answer.score for answer in answers), reverse=True)
    assert related(asked, MemoryIndex(rows)) == answers


@given(st.lists(TITLES, min_size=1, max_size=12), TITLES.filter(lambda title: story_terms(title, "", ())))
def test_an_exact_copy_is_the_top_answer(titles, title):
    rows = [(f"s{number}", NOON, story_terms(other, "", ())) for number, other in enumerate(titles)]
    terms = story_terms(title, "", ())
    index = MemoryIndex([*rows, ("asked", NOON, terms), ("copy", NOON, terms)])
    answers = related("asked", index, limit=len(rows) + 1)
    best = {answer.story_id for answer in answers if answer.score == answers[0].score}
    assert "copy" in best
    assert all(set(index.terms_of(story_id)) == set(terms) for story_id in best)
