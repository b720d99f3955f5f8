"""newsboat's urls files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.errors import SubscriptionListError
from tapewire.model import Feed
from tapewire.subscribing.feed_list import read_feed_list

URLS = r"""# mine
https://a.example/feed markets "~The \"A\" Paper" asia
"https://b.example/feed?x=#1" "Hong Kong"   # a remark
https://c.example/feed !
file:///home/reader/saved.xml "~Saved"

"query:Unread Articles:unread = \"yes\" and age < 3" tag
"exec:~/bin/make-feed.sh"
filter:~/bin/filter.sh:https://d.example/feed
https://A.example/feed/ other
just some words
"""


def test_a_urls_file_is_read_with_its_tags_and_what_cannot_be_is_named_by_line() -> None:
    found = read_feed_list(URLS.encode())
    assert found.kind == "newsboat"
    assert [(feed.name, feed.folder, feed.key) for feed in found.feeds] == [
        ('The "A" Paper', "markets", "https://a.example/feed"),
        ("b.example", "Hong Kong", "https://b.example/feed?x=#1"),
        ("c.example", "", "https://c.example/feed"),
        ("Saved", "", "/home/reader/saved.xml"),
    ]
    starts = (
        'line 2: The "A" Paper is put into the folder markets',
        "line 4: https://c.example/feed is hidden",
        'line 7: the query feed Unread Articles was left out, as it is a search and no feed: unread = "yes" an',
        "line 8: exec:~/bin/make-feed.sh was left out: the output of a program",
        "line 9: filter:~/bin/filter.sh:https://d.example/feed was left out",
        'line 10: https://A.example/feed/ was left out: it is listed before, as The "A" Paper in markets.',
        "line 11: just some words was left out",
    )
    assert len(found.remarks) == len(starts)
    for remark, start in zip(found.remarks, starts, strict=True):
        assert remark.startswith(start)


def test_what_is_followed_already_is_left_out_with_a_word() -> None:
    followed = Feed(key="a", url="http://a.example/feed/", name="Mine")
    found = read_feed_list(URLS.encode()).not_in([followed])
    assert len(found.feeds) == 3
    assert found.remarks[-1] == 'The "A" Paper is followed already, as Mine.'


@given(st.text(st.sampled_from('http:/. "\\#~!query\n\tab'), max_size=80))
def test_whatever_stands_in_a_line_it_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_feed_list(f"x{text}".encode())
    except SubscriptionListError:
        return
    assert all(feed.key.startswith(("http://", "https://", "/")) for feed in found.feeds)


@pytest.mark.parametrize(
    "line",
    ['"' * 100_000, "\\" * 100_000, 'https://a.example "' + "\\x" * 50_000],
    ids=("quotes", "backslashes", "escapes"),
)
def test_no_line_takes_long(line: str) -> None:
    read_feed_list(f"https://b.example/f\n{line}".encode())
