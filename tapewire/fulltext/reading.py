"""A fetched page to a story's full text, analysed: what a worker process does."""

from __future__ import annotations

from dataclasses import replace

from tapewire.analysis import AnalysedEntry, analyse
from tapewire.errors import FullTextError, TapewireError
from tapewire.feeds.charset import decode
from tapewire.feeds.document import Entry, FeedDocument
from tapewire.fulltext.article import article
from tapewire.fulltext.barriers import barrier, word_count
from tapewire.model import Body

MORE = 1.1
"""How many times as many words as the feed gives a page must have to be worth keeping."""


def read_page(document: FeedDocument, entry: Entry) -> AnalysedEntry:
    """Find a story in its page, and work out what it states.

    Args:
        document: The page as fetched.
        entry: The story as its feed gives it, with the address that was asked for.

    Returns:
        The same entry with the page's text for its body.

    Raises:
        FullTextError: The page does not hold the story, or no more of it than the feed.
    """
    page = decode(document.content, document.content_type)
    try:
        body = article(document.content, document.url, document.content_type).body
        fault = None
    except TapewireError as error:
        body, fault = Body(), str(error)
    in_the_way = barrier(page, body.text, asked=entry.url or document.url, answered=document.url)
    if in_the_way is not None:
        raise FullTextError(f"{in_the_way}. The feed's text stays; o opens the page in a browser.")
    if fault is not None:
        raise FullTextError(fault)
    if word_count(body.text) < MORE * word_count(entry.body.text):
        raise FullTextError("The page has no more text than the feed gives.")
    return analyse(replace(entry, body=body))
