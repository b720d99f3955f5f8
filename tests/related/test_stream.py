import json

import pytest

from tapewire.errors import TapewireError
from tapewire.related.stream import rank_stream

LINES = [
    '{"id": "a", "title": "Fire halts Meridian plant in Penang", "published": 1742364900}',
    '{"id": "b", "title": "Meridian plant in Penang on fire", "text": null, "published": "2025-03-19T07:50:00+00:00"}',
    "",
    '{"id": "c", "title": "Gold tops $3,000", "text": "Bullion rose.", "published": null}',
]


def test_each_story_is_answered_in_order_with_its_event_and_its_related():
    answers = [json.loads(line) for line in rank_stream(LINES, limit=5)]
    assert [(answer["id"], answer["event"]) for answer in answers] == [("a", "a"), ("b", "a"), ("c", "c")]
    assert [[other for other, _ in answer["related"]] for answer in answers] == [["b"], ["a"], []]


def test_the_limit_bounds_what_is_named_and_not_the_events():
    answers = [json.loads(line) for line in rank_stream(LINES, limit=0)]
    assert [answer["related"] for answer in answers] == [[], [], []]
    assert answers[0]["event"] == answers[1]["event"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 2 is not JSON"),
        ('{"id": "x", "title": "", "published": "yesterday"}', 'Line 2: "published" is no time'),
        ('{"id": "x", "title": "", "published": 1e300}', 'Line 2: "published" is no time'),
        ('{"id": "x", "title": "", "published": NaN}', 'Line 2: "published" is no time'),
        ('{"id": "x", "title": "", "published": true}', 'Line 2: "published" is neither'),
        (LINES[0], 'Line 2: the id "a" was there before'),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line, said):
    with pytest.raises(TapewireError, match="Line 2") as caught:
        list(rank_stream([LINES[0], line], limit=5))
    assert str(caught.value).startswith(said)


def test_an_id_may_be_a_number_and_comes_back_as_one():
    lines = [LINES[0].replace('"a"', "7"), LINES[1].replace('"b"', '"7"')]
    answers = [json.loads(line) for line in rank_stream(lines, limit=5)]
    assert [(answer["id"], answer["event"]) for answer in answers] == [(7, 7), ("7", 7)]
    assert [[other for other, _ in answer["related"]] for answer in answers] == [["7"], [7]]


def test_no_stories_give_no_answers():
    assert list(rank_stream([], limit=5)) == []
