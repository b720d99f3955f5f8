"""What is offered at the cursor, and what taking it gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.query.completion import MOST_CANDIDATES, Vocabulary, complete
from tapewire.query.parser import parse
from tapewire.text import clean_line

KNOWN = Vocabulary(
    sources=("SCMP Business", "Reuters", "Asia SCMP"),
    folders=("Hong Kong", "Regulators"),
    symbols=("0700.HK", "0005.HK", "^HSI"),
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        ("s", []),
        ("so", ["source:", "sort:"]),
        ("gold (-is", ["is:"]),
        ("is:", ["is:unread", "is:read", "is:saved", "is:muted"]),
        ("is:S", ["is:saved"]),
        ("is:saved", []),
        ("is:saved ", []),
        ("sort:mo", ["sort:move"]),
        ("in:h", ['in:"Hong Kong"']),
        ('in:"hong k', ['in:"Hong Kong"']),
        ('in:"Hong Kong"', []),
        ("source:scmp", ['source:"SCMP Business"', 'source:"Asia SCMP"']),
        ("up:0", ["up:0700.HK", "up:0005.HK"]),
        ("nothing:x", []),
        ('"is', []),
    ],
)
def test_what_is_typed_last_is_completed(typed, offered):
    assert [candidate.text for candidate in complete(typed, len(typed), KNOWN)] == offered


def test_a_candidate_is_put_in_at_the_cursor_and_typing_goes_on_behind_it():
    (candidate,) = complete("gold is:sa silver", 10, KNOWN)
    assert candidate.taken("gold is:sa silver", 10) == ("gold is:saved silver", 14)
    (candidate,) = complete("-titl", 5, KNOWN)
    assert candidate.taken("-titl", 5) == ("-title:", 7)


@given(
    st.sampled_from(["source:", "in:", "sym:"]),
    st.lists(st.text().map(clean_line).filter(bool), max_size=40),
    st.data(),
)
def test_what_is_offered_can_be_read(field, names, data):
    known = Vocabulary(sources=tuple(names), folders=tuple(names), symbols=("0700.HK", "^HSI"))
    typed = data.draw(st.sampled_from(["", "gold ", "-"])) + field
    offered = complete(typed, len(typed), known)
    assert len(offered) <= MOST_CANDIDATES
    for candidate in offered:
        text, cursor = candidate.taken(typed, len(typed))
        assert cursor == len(text)
        assert not parse(text).faults
