"""Stories as JSON lines: what makes one, and what is said of a line that is none."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.errors import TapewireError
from tapewire.storylines import StoryLine, read_story_lines

GOOD = '{"id": "a", "title": "Gold rises", "text": null, "published": 7, "section": "metals"}'


def test_a_title_or_a_text_will_do_and_other_keys_are_passed_over() -> None:
    lines = [GOOD, "", " \n", '{"id": 7, "text": "金價上升"}'.encode()]

    assert list(read_story_lines(lines)) == [
        StoryLine(number=1, id="a", title="Gold rises", text="", published=7),
        StoryLine(number=4, id=7, title="", text="金價上升", published=None),
    ]


def test_each_story_is_there_before_the_next_line_is_asked_for() -> None:
    def lines() -> Iterator[str]:
        yield GOOD
        raise AssertionError("the second line was asked for")

    assert next(read_story_lines(lines())).id == "a"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": ', "Line 2 is not JSON: Expecting value at column 8"),
        ("[" * 100_000, "Line 2 is not JSON"),
        ('{"id": 1' + "0" * 5_000 + "}", "Line 2 is not JSON"),
        (b'{"id": "\xff"}', "Line 2 is not UTF-8 text (byte 9 of it)"),
        ("[1]", "Line 2 is not a JSON object"),
        ('{"title": "x"}', 'Line 2 has no "id"'),
        ('{"id": "", "title": "x"}', 'Line 2 has no "id"'),
        ('{"id": true, "title": "x"}', 'Line 2: "id" is true or false, not a string or a whole number'),
        ('{"id": 1.5, "title": "x"}', 'Line 2: "id" is a number, not a string or a whole number'),
        ('{"id": "x", "text": ["y"]}', 'Line 2: "text" is a list, not a string'),
        ('{"id": "x", "title": {}, "text": "y"}', 'Line 2: "title" is an object, not a string'),
        ('{"id": "x", "title": null}', 'Line 2 has neither "title" nor "text"'),
    ],
    ids=range(12),
)
def test_a_line_that_is_no_story_is_named(line: str | bytes, said: str) -> None:
    with pytest.raises(TapewireError) as caught:
        list(read_story_lines([GOOD, line]))
    assert str(caught.value).startswith(said)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "text"]), inner),
)


@given(st.one_of(st.text(), st.binary(), _JSON.map(json.dumps)))
def test_any_line_is_read_or_refused_in_words(line: str | bytes) -> None:
    try:
        stories = list(read_story_lines([line]))
    except TapewireError:
        return
    assert all(isinstance(story.title, str) and isinstance(story.text, str) for story in stories)
