"""Teasers are told from whole stories."""

import pytest

from tapewire.fulltext.teaser import is_teaser

LONG = "The index rose by a point and a half as lenders gained. " * 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shares rose.",
        f"{LONG}and then…",
        f"{LONG}[...]",
        f"{LONG}\n\nContinue reading on The Ledger →",
        f"{LONG}Read more",
    ],
)
def test_what_is_short_or_cut_is_a_teaser(text: str) -> None:
    assert is_teaser(text)


@pytest.mark.parametrize("text", [LONG, f"{LONG}Read more books, said the minister.", "指數收高，銀行股領漲。" * 40])
def test_a_whole_story_is_none(text: str) -> None:
    assert not is_teaser(text)
