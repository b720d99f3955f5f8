"""What becomes of a fetched page in a worker."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from tapewire.errors import FullTextError
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.fulltext.reading import read_page
from tapewire.model import Body

URL = "https://news.example/story"
ENTRY = Entry(
    id="0" * 16,
    title="Lenders lead rally",
    url=URL,
    author=None,
    published=None,
    body=Body(text="Bank shares climbed."),
)


def document(content: str) -> FeedDocument:
    return FeedDocument(url=URL, content=content.encode(), content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<p>Bank shares climbed.</p><p>Subscribe to continue reading", "paying readers"),
        ('<script>{"@type":"LiveBlogPosting"}</script><article><p>Live.', "live blog"),
        ("<title>Just a moment...</title><p>Enable JavaScript and cookies to continue", "browser"),
        ("<p>Before you continue, accept all cookies.", "consent"),
        ("<p>Bank shares climbed", "no more text"),
        ("<script>render()</script>", "no text"),
        ("%PDF-1.7", "PDF"),
    ],
)
def test_a_page_that_is_not_the_story_is_an_error_that_says_so_and_comes_out_of_a_worker(
    content: str, words: str
) -> None:
    with pytest.raises(FullTextError, match=words) as raised:
        read_page(document(content), ENTRY)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_moves_are_worked_out_from_the_pages_text(read_article_page: Callable[[str], tuple[bytes, str]]) -> None:
    page, _ = read_article_page("broadsheet")

    analysed = read_page(FeedDocument(url=URL, content=page), ENTRY)

    assert {"Northgate Bank", "Harbour Savings"} <= {move.instrument.name for move in analysed.moves}
    move = next(move for move in analysed.moves if move.instrument.name == "Northgate Bank")
    assert analysed.entry.body.text[move.start : move.end] == move.evidence
    assert analysed.entry.title == ENTRY.title
