"""Documents become entries, or one clear sentence."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.errors import FeedParseError
from tapewire.feeds.bounds import MAX_ENTRIES
from tapewire.feeds.document import Entry, FeedDocument, ParsedFeed
from tapewire.feeds.parse import TITLE_FROM_BODY, parse_feed
from tapewire.model import Feed
from tapewire.text import clean

FEED = Feed(key="https://x.example/feed", url="https://x.example/feed", name="X")
ONE_PM = datetime(2025, 7, 4, 13, 0, tzinfo=UTC)


def parse(content: str | bytes, content_type: str | None = None, url: str = FEED.url) -> ParsedFeed:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return parse_feed(FeedDocument(url=url, content=data, content_type=content_type), FEED)


def rss(*items: str, channel: str = "<title>X news</title>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declaration}<rss version="2.0" {NAMESPACES}><channel>{channel}{body}</channel></rss>'


NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:gml="http://www.opengis.net/gml" xmlns:georss="http://www.georss.org/georss"'
)


def only(parsed: ParsedFeed) -> Entry:
    (entry,) = parsed.entries
    return entry


def test_an_rss_item_becomes_an_entry() -> None:
    parsed = parse(
        rss(
            "<title>HSI &lt;b&gt;up&lt;/b&gt; &amp;amp; away</title><link>/story?a=1&amp;b=2</link><guid>urn:1</guid>"
            "<pubDate>Fri, 04 Jul 2025 21:00 HKT</pubDate><author>desk@x.example (Mei Chan)</author>"
            "<description><![CDATA[<p>The <b>index</b> rose.</p><p><a href='more'>More</a></p>]]></description>"
        )
    )
    entry = only(parsed)
    assert parsed.title == "X news"
    assert parsed.warnings == ()
    assert len(entry.id) == 16
    assert entry.title == "HSI up & away"
    assert entry.url == "https://x.example/story?a=1&b=2"
    assert entry.author == "Mei Chan"
    assert entry.published == ONE_PM
    assert entry.body.text == "The index rose.\n\nMore"
    assert [mark.href for mark in entry.body.marks if mark.href] == ["https://x.example/more"]


def test_atom_types_are_respected_and_its_base_resolves_links() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://y.example/blog/"><title>Y</title>
        <entry><id>urn:1</id><title type="html">A &amp;lt;b&amp;gt;</title><link rel="self" href="https://y.example/self"/>
          <link href="one"/><updated>2025-07-04T14:00:00Z</updated><published>2025-07-04T13:00:00Z</published>
          <author><name>Mei Chan</name><email>mei@y.example</email></author>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>
            One <a href="two">two</a></p></div></content>
        </entry>
        <entry><id>urn:2</id><title>Plain</title><updated>2025-07-04T13:00:00Z</updated>
          <content type="text">if a &lt;b&gt; c</content></entry></feed>"""
    one, two = parse(atom).entries
    assert (one.url, one.author, one.published) == ("https://y.example/blog/one", "Mei Chan", ONE_PM)
    assert (one.body.text, one.body.marks[0].href) == ("One two", "https://y.example/blog/two")
    assert (two.url, two.body.text, two.published) == (None, "if a <b> c", ONE_PM)


def test_old_rss_and_rdf_are_read() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="https://x.example/"><title>N</title></channel>
        <item rdf:about="https://x.example/1"><title>Tech slides</title><link>https://x.example/1</link></item></rdf:RDF>"""
    old = '<rss version="0.91"><channel><title>N</title><item><title>Tech slides</title></item></channel></rss>'
    assert [(entry.title, entry.url) for entry in parse(rdf).entries] == [("Tech slides", "https://x.example/1")]
    assert [(entry.title, entry.url) for entry in parse(old).entries] == [("Tech slides", None)]


def test_a_json_feed_becomes_entries() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "authors": [{"name": "The desk"}],
        "items": [
            {"id": 1, "url": "https://x.example/1", "title": "One", "content_html": "<p>A <b>b</b></p>", "summary": "s",
             "date_published": "2025-07-04T21:00:00+08:00", "authors": [{"name": "Mei"}, {"name": "Lee"}]},
            {"id": "2", "external_url": "https://y.example/2", "content_text": "a & <b>\n\nc",
             "author": {"name": "Mo"}},
            {"id": "3", "summary": "Only a summary"},
            "no object",
            {"id": "5"},
        ],
    }  # fmt: skip
    parsed = parse(json.dumps(feed))
    one, two, three = parsed.entries
    assert (one.title, one.url, one.author, one.published) == ("One", "https://x.example/1", "Mei, Lee", ONE_PM)
    assert one.body.text == "A b"
    assert (two.title, two.url, two.author, two.body.text) == ("a & <b> c", "https://y.example/2", "Mo", "a & <b>\n\nc")
    assert (three.author, three.body.text, three.published) == ("The desk", "Only a summary", None)
    assert len(parsed.warnings) == 2
    assert one.id != two.id


def test_the_fuller_of_text_and_summary_is_the_body() -> None:
    both = "<title>t</title><description>{}</description><content:encoded>{}</content:encoded>"
    assert only(parse(rss(both.format("Short.", "The whole long text.")))).body.text == "The whole long text."
    assert only(parse(rss(both.format("The whole long text.", "Short.")))).body.text == "The whole long text."
    teaser = "&lt;p class='a very long class name'&gt;Short.&lt;/p&gt;"
    assert only(parse(rss(both.format(teaser, "The long text.")))).body.text == "The long text."


def test_a_story_without_a_title_is_called_by_its_first_words() -> None:
    words = "The Hang Seng Index rose for a third day as lenders gained and turnover grew to a record high. More."
    entry = only(parse(rss(f"<description>&lt;p&gt;{words}&lt;/p&gt;</description>")))
    assert len(entry.title) <= TITLE_FROM_BODY
    assert words.startswith(entry.title.removesuffix("…"))
    assert entry.title.endswith("…")


def test_an_entry_that_says_nothing_is_left_out_and_told_of() -> None:
    parsed = parse(rss("<title>one</title>", "<guid>urn:2</guid>", "<title>three</title>"))
    assert [entry.title for entry in parsed.entries] == ["one", "three"]
    assert parsed.warnings == ("Entry 2 was left out: it has no title, no text and no link.",)


def test_an_entry_listed_twice_is_read_once_and_entries_that_share_a_guid_stay_apart() -> None:
    twice = rss("<title>a</title><guid>1</guid>", "<title>a</title><guid>1</guid>", "<title>b</title><guid>1</guid>")
    assert [entry.title for entry in parse(twice).entries] == ["a", "b"]


def test_ids_stay_when_a_story_is_edited() -> None:
    before, after = (parse(rss(f"<title>{title}</title><guid>1</guid>")) for title in ("a", "b"))
    assert only(before).id == only(after).id


def test_a_guid_that_is_no_address_is_no_link_and_the_same_wherever_the_feed_moves() -> None:
    document = rss("<title>t</title><guid>11720012345</guid>")
    here, there = (only(parse(document, url=f"https://{host}.example/feed")) for host in ("a", "b"))
    assert (here.id, here.url) == (there.id, None)
    permalink = rss("<title>t</title><guid>https://x.example/1</guid>")
    assert only(parse(permalink)).url == "https://x.example/1"


@pytest.mark.parametrize(
    "link",
    ["mailto:desk@x.example", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "urn:x", "http://"],
)
def test_an_unsafe_link_is_no_link(link: str) -> None:
    assert only(parse(rss(f"<title>t</title><link>{link}</link>"))).url is None


def test_links_of_a_local_file_are_relative_to_the_feeds_own_page() -> None:
    document = rss("<title>t</title><link>/story</link>", channel="<title>X</title><link>https://x.example/</link>")
    assert only(parse(document, url="/home/me/feed.xml")).url == "https://x.example/story"


@pytest.mark.parametrize(
    ("dates", "moment"),
    [
        ("<pubDate>2026-07-14 17:54:56</pubDate>", datetime(2026, 7, 14, 17, 54, 56, tzinfo=UTC)),
        ("<pubDate>soon</pubDate><dc:date>2025-07-04T13:00:00Z</dc:date>", ONE_PM),
        ("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>", None),
        ("", None),
    ],
)
def test_dates_are_read_from_what_the_feed_wrote(dates: str, moment: datetime | None) -> None:
    assert only(parse(rss(f"<title>t</title>{dates}"))).published == moment


def test_a_header_that_names_the_wrong_charset_spoils_nothing() -> None:
    document = rss("<title>Ünï “quotes” 港股</title>")
    assert only(parse(document, "text/xml; charset=ISO-8859-1")).title == "Ünï “quotes” 港股"
    spoilt = document.encode().replace(b"X news", b"X n\xffws")
    assert only(parse(spoilt, "text/xml")).title == "Ünï “quotes” 港股"


def test_what_a_server_prints_before_the_declaration_is_passed_over() -> None:
    junk = "\n\n<!-- cached -->\n<br />\n<b>Notice</b>: deprecated in /srv/x.php<br />\n"
    assert only(parse(junk + rss("<title>é</title>"))).title == "é"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The answer is empty."),
        (b" \r\n\xef\xbb\xbf", "The answer is empty."),
        (b"/etc/passwd", "The answer is text without markup, not a feed."),
        (b"http://127.0.0.1:1/feed", "The answer is text without markup, not a feed."),
        (b"%PDF-1.7 ...", "The answer is a PDF document, not a feed."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "The answer is a binary file, not a feed."),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "The answer is an HTML page, not a feed."),
        (b"<HTML><rss></rss>", "The answer is an HTML page, not a feed."),
        (b"<opml version='2.0'><body/></opml>", "The answer is an OPML list of feeds, not a feed."),
        (b"<error>no</error>", "The answer is an XML document (<error>), not a feed."),
        (b'{"items": [', "The answer is broken JSON:"),
        (b'{"error": "no"}', "The answer is JSON, but not a JSON Feed."),
        (b"[1, 2]", "The answer is JSON, but not a JSON Feed."),
        (b'{"items": ' + b"[" * 200_000, "The answer is JSON that cannot be read: it is nested too deeply."),
        (b'{"items": [' + b"9" * 5_000 + b"]}", "The answer is JSON that cannot be read: a number in it is too long."),
    ],
)
def test_what_is_no_feed_is_said_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(FeedParseError) as raised:
        parse(content)
    assert str(raised.value).startswith(sentence.removesuffix("."))
    assert raised.value.url == FEED.url
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_local_path_as_a_document_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss("<title>secret</title>"))
    with pytest.raises(FeedParseError):
        parse(str(secret))


ENTITY_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
HAZARDS: dict[str, Callable[[], str | bytes]] = {
    "illegal references": lambda: rss("<title>t&#xD800;&#x110000;&#99999999999999999999;&#0;</title>"),
    "undefined encoding": lambda: rss("<title>t</title>").replace("UTF-8", "undefined"),
    "nul in encoding": lambda: rss("<title>t</title>").replace("UTF-8", "U\0TF"),
    "bytes in encoding": lambda: rss("<title>t</title>").encode().replace(b"UTF-8", b"\xff\xfe"),
    "backslash in entity": lambda: rss("<title>t</title>").replace("?><", '?><!DOCTYPE rss [<!ENTITY a "\\x">]><', 1),
    "gml without number": lambda: rss(
        "<title>t</title><georss:where><gml:Point srsName='EPSG:x'><gml:pos>1 2</gml:pos></gml:Point></georss:where>"
    ),
    "comments": lambda: rss("<title>t</title><description><![CDATA[" + "<!--" * 100_000 + "]]></description>"),
    "unclosed tags": lambda: rss("<title>t</title><description><![CDATA[" + "<p><a>" * 700_000 + "]]></description>"),
    "nested tags": lambda: rss("<title>t</title>" + "<a>" * 100_000 + "</a>" * 100_000),
    "attributes": lambda: rss("<title>t</title><a " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>"),
    "entity bomb": lambda: rss("<title>t</title>&e9;").replace(
        "?><", f'?><!DOCTYPE r [<!ENTITY e0 "x">{ENTITY_BOMB}]><', 1
    ),
    "outside entity": lambda: rss("<title>t</title>&f;").replace(
        "?><",
        '?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:1/">%p;]><',
        1,
    ),
    "unfinished": lambda: rss("<title>t</title>")[:-20],
    "undeclared prefix": lambda: rss("<title>t</title><media:group><media:title>x</media:title></media:group>"),
}


@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS.keys())
def test_crafted_documents_give_their_story(hazard: Callable[[], str | bytes]) -> None:
    entry = only(parse(hazard()))
    assert entry.title.startswith("t")
    assert "root:" not in entry.body.text


def dated(number: int) -> str:
    minutes = timedelta(minutes=number)
    return f"<title>Story {number}</title><pubDate>{ONE_PM + minutes:%a, %d %b %Y %H:%M:%S GMT}</pubDate>"


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_thirty_thousand_entries_the_newest_thousand_are_read(newest_first: bool) -> None:
    numbers = range(29_999, -1, -1) if newest_first else range(30_000)
    parsed = parse(rss(*(dated(number) for number in numbers)))
    kept = [f"Story {number}" for number in numbers if number >= 30_000 - MAX_ENTRIES]
    assert [entry.title for entry in parsed.entries] == kept
    assert parsed.warnings == (
        "29,000 entries were left out: only the newest 1,000 of a document are read.",
    )  # fmt: skip


def test_of_many_entries_without_dates_the_first_are_read_and_quoted_markup_is_no_entry() -> None:
    quoted = "<title>Story {}</title><description><![CDATA[&lt;item> <item><pubDate>x</item>]]></description>"
    parsed = parse(rss(*(quoted.format(number) for number in range(MAX_ENTRIES + 5))))
    assert [entry.title for entry in parsed.entries] == [f"Story {number}" for number in range(MAX_ENTRIES)]
    assert parsed.warnings == ("5 entries were left out: only the newest 1,000 of a document are read.",)


def test_of_a_long_json_feed_the_newest_entries_are_read() -> None:
    items = [
        {"id": number, "title": f"Story {number}", "date_published": (ONE_PM + timedelta(days=number)).isoformat()}
        for number in range(MAX_ENTRIES + 2)
    ]
    parsed = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert [entry.title for entry in parsed.entries] == [f"Story {n}" for n in range(2, MAX_ENTRIES + 2)]
    assert parsed.warnings == ("2 entries were left out: only the newest 1,000 of a document are read.",)


DEEP = 400_000
NESTED = {
    "elements": lambda: rss("<title>t</title>" + "<a>" * DEEP + "</a>" * DEEP, "<title>next</title>"),
    "unclosed elements": lambda: rss("<title>t</title>" + "<a>" * DEEP, "<title>next</title>"),
    "escaped markup": lambda: rss(
        "<title>t</title><description>" + "&lt;div>" * DEEP + "words</description>", "<title>next</title>"
    ),
    "quoted markup": lambda: rss(
        "<title>t</title><description><![CDATA[" + "<div>" * DEEP + "words" + "</div>" * DEEP + "]]></description>",
        "<title>next</title>",
    ),
    "markup in a title": lambda: rss("<title>t" + "<b>" * DEEP + "</b>" * DEEP + "</title>", "<title>next</title>"),
    "xhtml": lambda: (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><content type="xhtml">'
        + "<div>" * DEEP + "words" + "</div>" * DEEP + "</content></entry><entry><title>next</title></entry></feed>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED.keys())
def test_markup_nested_without_end_costs_neither_its_story_nor_the_next(nested: Callable[[], str]) -> None:
    assert [entry.title for entry in parse(nested()).entries] == ["t", "next"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("[Video] Fed cuts", "[Video] Fed cuts"),
        ("stocks up [10%]", "stocks up [10%]"),
        ("[/b] [/] [@click=app.quit]z[/]", "[/b] [/] [@click=app.quit]z[/]"),
        ("stocks up <5%", "stocks up <5%"),
        ("stocks up &lt;5%", "stocks up <5%"),
        ("stocks up &amp;lt;5%", "stocks up <5%"),
        ("AT&amp;T, AT&T and AT&amp;amp;T", "AT&T, AT&T and AT&T"),
        ("It&amp;#8217;s &amp;quot;up&amp;quot;", 'It’s "up"'),
        ("&lt;b&gt;Fed&lt;/b&gt; &amp;lt;i&amp;gt;cuts&amp;lt;/i&amp;gt;", "Fed cuts"),
        ("<![CDATA[Fed <em>cuts</em> &amp; holds]]>", "Fed cuts & holds"),
    ],
)
def test_a_title_is_the_words_that_were_meant(written: str, title: str) -> None:
    assert only(parse(rss(f"<title>{written}</title>"))).title == title


def test_a_pile_of_marks_and_lone_surrogates_do_no_harm() -> None:
    entry = only(parse(rss("<title>Z" + "&#x301;" * 500 + "algo &#xD83D; &#xD83D;&#xDE00;</title>")))
    assert entry.title == "Z" + "\u0301" * 5 + "algo \ufffd 😀"


def test_a_chinese_feed_means_chinas_time_by_cst() -> None:
    item = "<title>t</title><pubDate>Fri, 04 Jul 2025 21:00:00 CST</pubDate>"
    assert only(parse(rss(item, channel="<title>X</title><language>zh-cn</language>"))).published == ONE_PM
    assert only(parse(rss(item), url="https://x.example.cn/feed")).published == ONE_PM
    assert only(parse(rss(item))).published == ONE_PM + timedelta(hours=14)


def test_an_entry_listed_under_two_guids_is_one_story_if_all_else_is_the_same() -> None:
    item = (
        "<title>t</title><link>https://x.example/1</link><pubDate>Fri, 04 Jul 2025 13:00 GMT</pubDate><guid>{}</guid>"
    )
    again, edited = item.format(2), item.format(3) + "<description>Now with words.</description>"
    assert len(parse(rss(item.format(1), again)).entries) == 1
    assert len(parse(rss(item.format(1), edited)).entries) == 2
    undated = "<title>Daily fixing</title><link>https://x.example/fixing</link><guid>{}</guid>"
    assert len(parse(rss(undated.format(1), undated.format(2))).entries) == 2


def test_no_string_of_a_feed_carries_what_a_terminal_obeys() -> None:
    bad = "\x1b[31m&#27;]52;c;QQ==&#7; \x9d0;x\x9c\u202e\u2066\U000e0041&#x90;q&#x9c;"
    parsed = parse(
        rss(
            f"<title>a{bad}b</title><link>http://x.example/{bad}</link><dc:creator>m{bad}n</dc:creator>"
            f"<description>c{bad}&lt;a href='http://x.example/{bad}'&gt;d&lt;/a&gt;</description>",
            channel=f"<title>e{bad}f</title>",
        )
    )
    entry = only(parsed)
    links = [mark.href or "" for mark in entry.body.marks]
    for text in (parsed.title, entry.title, entry.url or "", entry.author or "", entry.body.text, *links):
        assert clean(text) == text
        assert "31m" not in text
    assert (entry.title[0], entry.title[-1]) == ("a", "b")


def test_no_string_of_a_json_feed_does_either() -> None:
    bad = "\x1b]52;c;QQ==\x07\x9b31m\u202e\ud800\x90q\x9c"
    item = {"id": bad, "title": f"a{bad}", "url": f"https://x.example/{bad}", "content_text": f"c{bad}",
            "authors": [{"name": f"m{bad}"}]}  # fmt: skip
    entry = only(parse(json.dumps({"version": "1", "title": bad, "items": [item]})))
    assert (entry.title, entry.author, entry.body.text) == ("a\ufffd", "m\ufffd", "c\ufffd")
    assert entry.url == clean(entry.url or "")


TAGS = (
    "rss version='2.0'",
    "feed xmlns='http://www.w3.org/2005/Atom'",
    "channel",
    "item",
    "entry",
    "title",
    "link href='x'",
    "content type='xhtml'",
    "content type='text/html' mode='base64'",
    "content:encoded",
    "guid isPermaLink='true'",
    "pubDate",
    "media:title",
    "georss:point",
    "source",
    "image",
)
FRAGMENTS = st.sampled_from(
    [
        *(f"<{tag}>" for tag in TAGS),
        *(f"</{tag.split()[0]}>" for tag in TAGS),
        *("<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE r [", "<?xml version='1.0'?>", "&#x1b;", "&amp;lt;"),
        *("{", '"items"', ":", "[", "]", "}", "\x00", "\xff", "\ud800"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=25).map("".join) | st.binary(max_size=60))
def test_no_bytes_raise_anything_but_a_sentence(content: str | bytes) -> None:
    try:
        parsed = parse(content)
    except FeedParseError as error:
        sentence = str(error)
    else:
        sentence = "It is a feed."
        assert all(clean(entry.title) == entry.title for entry in parsed.entries)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_every_document_of_the_corpus_gives_stories_or_one_sentence(shared: Path) -> None:
    documents = [path for folder in ("small", "whole") for path in (shared / "feeds" / folder).rglob("*.*")]
    assert documents
    refused: dict[str, str] = {}
    for path in documents:
        try:
            parsed = parse_feed(FeedDocument(url=str(path), content=path.read_bytes()), FEED)
        except FeedParseError as error:
            refused[path.name] = str(error)
        else:
            assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
            assert all(entry.title or entry.url for entry in parsed.entries)
    assert list(refused) == ["unrecognized.rss"]
