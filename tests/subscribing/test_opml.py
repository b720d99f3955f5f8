"""OPML: what is read of good, faulty and hostile files, and that what is written is read as the same feeds."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.errors import SubscriptionListError
from tapewire.model import Feed
from tapewire.subscribing.feed_list import read_feed_list
from tapewire.subscribing.opml import FOLDER_SEPARATOR, MAX_DEPTH, write_opml
from tapewire.text import clean_line, unescape

A = '<outline type="rss" text="A" xmlUrl="https://a.example/f"/>'
B = '<outline type="rss" text="B" xmlUrl="https://b.example/f"/>'


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def read(body: str) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    found = read_feed_list(opml(body))
    return [(feed.name, feed.folder, feed.key) for feed in found.feeds], found.remarks


def test_nested_folders_are_joined_and_a_feeds_own_outlines_are_feeds_beside_it() -> None:
    body = f"""{A}<outline text="Asia"><outline title="Hong Kong" text="HK">{B}</outline>
    <outline text="C" xmlUrl="https://c.example/f"><outline text="D" xmlUrl="https://d.example/f"/></outline></outline>
    <outline text="E" xmlUrl="https://e.example/f" category="/Europe/London,/x"/>"""
    assert read(body) == (
        [
            ("A", "", "https://a.example/f"),
            ("B", "Asia / Hong Kong", "https://b.example/f"),
            ("C", "Asia", "https://c.example/f"),
            ("D", "Asia", "https://d.example/f"),
            ("E", "Europe / London", "https://e.example/f"),
        ],
        (),
    )


@pytest.mark.parametrize(
    ("outline", "feeds", "remark"),
    [
        ('<outline text="X" xmlUrl="feed://x.example/f"/>', 1, "feed://x.example/f was read as https://x.example/f"),
        ('<outline text="X" xmlUrl="x.example/f"/>', 1, "x.example/f was read as https://x.example/f"),
        ('<outline text="X" xmlURL=" https://x.example/f "/>', 1, None),
        ('<outline text="X" type="rss" url="https://x.example/f"/>', 1, None),
        ('<outline xmlUrl="https://www.x.example/f"/>', 1, None),
        ('<outline text="X" type="rss"/>', 0, "X was left out: it has no feed's address"),
        ('<outline text="X" htmlUrl="https://x.example/"/>', 0, "`tapewire subscribe https://x.example/` may find it"),
        ('<outline text="X" xmlUrl="javascript:alert(1)"/>', 0, "X was left out: javascript:alert(1) is no http"),
        ('<outline text="X" xmlUrl="/etc/passwd"/>', 0, "/etc/passwd is no http"),
        ('<outline text="X" xmlUrl="../f.xml"/>', 0, "../f.xml is no http"),
        ('<outline text="X" xmlUrl="http://"/>', 0, "X was left out"),
        ('<outline text="X" xmlUrl="|~/bin/x.py"/>', 0, "X was left out: the output of a program"),
        ('<outline text="X" xmlUrl="https://x.example/f" filtercmd="sed 1d"/>', 1, "X was changed by a program"),
        ('<outline text="X" xmlUrl="https://A.example/f/"/>', 0, "X was left out: it is listed before, as A."),
        ('<outline text="Empty"></outline>', 0, "Empty was left out"),
        ('<outline text="S&amp;amp;P &#27;[31m&#x202E;" xmlUrl="https://x.example/f"/>', 1, None),
        ('<outline text="R&D" xmlUrl="https://x.example/f?a=1&b=2"/>', 1, None),
    ],
)
def test_each_fault_is_mended_or_left_out_with_a_word(outline: str, feeds: int, remark: str | None) -> None:
    found, remarks = read(A + outline)
    assert len(found) == 1 + feeds
    assert len(remarks) == (remark is not None)
    assert remark is None or remark in remarks[0]
    assert all(clean_line(name) == name and name for name, _, _ in found)


def test_a_hundred_folders_in_one_another_are_eight() -> None:
    body = "".join(f'<outline text="{n}">' for n in range(100)) + A + "</outline>" * 100
    ((_, folder, _),), remarks = read(body)
    assert folder == FOLDER_SEPARATOR.join(map(str, range(MAX_DEPTH)))
    assert remarks == (f"Folders more than {MAX_DEPTH} deep are put into the one above them.",)


@pytest.mark.parametrize(
    "content",
    [
        opml(A + "<outline text='cut off' xmlUrl='https://")[:-20],
        opml(A + "</outline></nonsense>" + B),
        opml(A + "<outline " * 5_000),
        opml(A + "<outline>" * 5_000),
        b"\xef\xbb\xbf" + opml(A),
        opml(A).decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="windows-1252"?><opml><body>' + A.encode() + b"\x93\xe9</body></opml>",
        b"\n\n<!-- x -->" + opml(A)[21:],
    ],
    ids=range(8),
)
def test_of_a_broken_file_what_can_be_read_is_taken(content: bytes) -> None:
    assert read_feed_list(content).feeds[0].key == "https://a.example/f"


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY l0 "ha">{laughs}]>'
        f'<opml><body><outline text="&x;&l9;" xmlUrl="https://a.example/f">&x;</outline>{B}</body></opml>'
    ).encode()
    tracemalloc.start()
    found = read_feed_list(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [feed.key for feed in found.feeds] == ["https://a.example/f", "https://b.example/f"]
    assert "hidden" not in repr(found)
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html><body>x</body></html>", "an HTML page"),
        (b"<rss><channel/></rss>", "a feed itself: `tapewire subscribe`"),
        (b"<xbel></xbel>", "no OPML"),
        (opml(""), "names no feed"),
        (b"{}", "neither OPML nor a `urls` file"),
        (b"PK\x03\x04zip", "no text"),
        (b"Dear diary,\nnothing to add.", "neither OPML nor a `urls` file"),
        (b"<opml>" + b" " * 11_000_000, "larger than 10 MiB"),
    ],
    ids=range(10),
)
def test_what_is_no_list_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(SubscriptionListError, match=words):
        read_feed_list(content)


characters = st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" <>&\"'/;]#")
names = (
    st.text(characters, min_size=1, max_size=30).map(clean_line).filter(lambda name: name and unescape(name) == name)
)
feeds = st.builds(
    Feed,
    key=st.just(""),
    url=st.integers(0, 10**6).map(lambda n: f"https://{n}.example/feed?a=1&b='{n}'")
    | st.integers(0, 10**6).map(lambda n: f"/home/reader/news {n}/ü#.xml"),
    name=names,
    folder=st.just("")
    | st.lists(names, min_size=1, max_size=3)
    .map(FOLDER_SEPARATOR.join)
    .filter(lambda folder: clean_line(folder) == folder),
    user_agent=st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1).filter(str.strip),
    is_enabled=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(feeds, max_size=12, unique_by=lambda feed: feed.url))
def test_what_is_written_is_read_as_the_same_feeds(followed: list[Feed]) -> None:
    written = write_opml(followed).encode()
    if not followed:
        with pytest.raises(SubscriptionListError, match="names no feed"):
            read_feed_list(written)
        return
    found = read_feed_list(written)
    assert found.remarks == ()

    def told(each: Feed) -> tuple[object, ...]:
        return each.url, each.name, each.folder, each.user_agent, each.is_enabled

    assert {told(feed) for feed in found.feeds} == {told(feed) for feed in followed}
    for folder in {feed.folder for feed in followed}:
        order = [feed.url for feed in followed if feed.folder == folder]
        assert [feed.url for feed in found.feeds if feed.folder == folder] == order
