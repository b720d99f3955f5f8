"""Bookmarks as files for other programs. What is written is read back by parsers that are not ours."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tapewire.errors import StoreError
from tapewire.export import export_bookmarks, file_name, from_json_line, to_html, to_json_line, to_markdown
from tapewire.export.blocks import blocks, plain
from tapewire.model import Body, Bookmark, Instrument, Mark, MarkKind, Move, Story

MARKDOWN = MarkdownIt("commonmark").enable("table")

TEXT = """Lead *one*

The Hang Seng rose 0.7% to 22,774.46, not HK$5 & [x] #tag.

• first
  • nested a`b
• second

3. third

He said:

- not a list
1. nor this

x = `1`

y = 2"""


def mark(words: str, kind: MarkKind, href: str | None = None) -> Mark:
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), kind=kind, href=href)


MARKS = (
    mark("Lead *one*", "heading"),
    mark("Hang Seng", "strong"),
    mark("Seng", "emphasis"),
    mark("22,774.46", "link", "https://example.com/hsi_(index)"),
    mark("• first\n  • nested a`b", "item"),
    mark("• nested a`b", "item"),
    mark("a`b", "code"),
    mark("• second", "item"),
    mark("3. third", "item"),
    mark("He said:\n\n- not a list\n1. nor this", "quote"),
    mark("x = `1`\n\ny = 2", "code"),
)


def bookmark_of(
    body: Body,
    *,
    title: str = "HK stocks: “up” <b>",
    story_id: str = "0123456789abcdef",
    url: str | None = "https://example.com/1",
    moves: tuple[Move, ...] = (),
) -> Bookmark:
    story = Story(
        id=story_id,
        feed_key="https://example.com/feed",
        source="Example",
        title=title,
        url=url,
        author="A. Writer",
        published=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        first_seen=datetime(2026, 1, 5, 10, tzinfo=UTC),
        body=body,
    )
    return Bookmark(story=story, moves=moves, saved_at=datetime(2026, 1, 5, 11, tzinfo=UTC))


def move(name: str, **fields: object) -> Move:
    stated = {
        "instrument": Instrument(name=name, symbol="^HSI", kind="index"),
        "direction": "up",
        "percent": None,
        "change": None,
        "level": None,
        "currency": None,
        "period": "session",
        "at": None,
        "approx": False,
        "evidence": "rose | fell",
        "start": None,
        "end": None,
    }
    return Move(**(stated | fields))  # type: ignore[arg-type]


WHOLE = bookmark_of(
    Body(text=TEXT, marks=MARKS),
    moves=(
        move("Hang Seng Index", percent=0.7, level=22774.46, at="close"),
        move(
            "10-year yield",
            instrument=Instrument(name="10-year yield", symbol=None, kind="yield"),
            direction="down",
            change=-5.0,
            level=4.2,
        ),
        move("BYD", percent=-12.0, direction="down", change=-1234.5, currency="HKD", approx=True),
        move("Kospi", percent=0.0, direction="flat"),
    ),
)


def parts_of(markdown: str) -> tuple[str, str]:
    _, front_matter, content = markdown.split("---\n", 2)
    return front_matter, content


def test_markdown_is_rendered_as_the_story_was() -> None:
    front_matter, content = parts_of(to_markdown(WHOLE))
    assert yaml.safe_load(front_matter) == {
        "id": "0123456789abcdef",
        "title": "HK stocks: “up” <b>",
        "source": "Example",
        "feed": "https://example.com/feed",
        "author": "A. Writer",
        "url": "https://example.com/1",
        "published": datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        "saved": datetime(2026, 1, 5, 11, tzinfo=UTC),
    }
    page = lxml_html.fromstring(f"<main>{MARKDOWN.render(content)}</main>")
    assert page.findtext("h1") == "HK stocks: “up” <b>"
    assert [each.text_content() for each in page.findall("h2")] == ["Lead *one*", "Moves"]
    about, lead = page.findall("p")[:2]
    assert about.text_content() == (
        "Example · A. Writer · published 2026-01-05 09:30 UTC · saved 2026-01-05 11:00 UTC · story"
    )
    assert lead.text_content() == "The Hang Seng rose 0.7% to 22,774.46, not HK$5 & [x] #tag."
    assert lead.findtext("strong/em") == "Seng"
    assert lead.find("a").get("href") == "https://example.com/hsi_(index)"
    assert page.xpath("string(ul/li/ul/li)").strip() == "nested a`b"
    assert page.findtext("ul/li/ul/li/code") == "a`b"
    assert page.xpath("string(ol[@start='3']/li)") == "third"
    assert [each.text_content() for each in page.findall("blockquote/p")] == ["He said:", "- not a list\n1. nor this"]
    assert page.findtext("pre/code") == "x = `1`\n\ny = 2\n"


def test_markdown_has_the_moves_as_a_table() -> None:
    table = lxml_html.fromstring(MARKDOWN.render(parts_of(to_markdown(WHOLE))[1])).find("table")
    rows = [[cell.text_content() for cell in row] for row in table.findall("tbody/tr")]
    assert rows == [
        ["▲", "Hang Seng Index", "^HSI", "+0.7%", "", "22,774.46", "session, close", "rose | fell"],
        ["▼", "10-year yield", "", "", "-5 bp", "4.2%", "session", "rose | fell"],
        ["▼", "BYD", "^HSI", "about -12%", "-1,234.5 HKD", "", "session", "rose | fell"],
        ["=", "Kospi", "^HSI", "0%", "", "", "session", "rose | fell"],
    ]


def test_html_is_the_story_as_it_was() -> None:
    page = lxml_html.document_fromstring(to_html([WHOLE]))
    assert page.findtext("head/title") == "HK stocks: “up” <b>"
    article = page.find("body/article")
    assert article.findtext("h2") == "HK stocks: “up” <b>"
    assert [each.text_content() for each in article.findall("ul/li")] == [
        "• first",
        "• nested a`b",
        "• second",
        "3. third",
    ]
    assert article.findtext(".//strong/em") == "Seng"
    assert article.findtext("pre") == "x = `1`\n\ny = 2"
    assert [each.text_content() for each in article.findall("blockquote/p")] == [
        "He said:",
        "- not a list\n1. nor this",
    ]
    assert len(article.findall("table/tr")) == 1 + len(WHOLE.moves)


def test_html_of_several_stories_begins_with_their_list() -> None:
    other = bookmark_of(Body(text="Other."), title="", story_id="f" * 16)
    page = lxml_html.document_fromstring(to_html([WHOLE, other]))
    links = page.findall("body/nav/ol/li/a")
    assert [link.text for link in links] == ["HK stocks: “up” <b>", "Untitled"]
    assert [page.get_element_by_id(link.get("href")[1:]).tag for link in links] == ["article", "article"]


HOSTILE = '</title></style><script>alert(1)</script><img src=x onerror=alert(1)> "&quot; javascript:alert(1)'


def test_html_holds_nothing_that_runs_or_is_fetched() -> None:
    hostile = bookmark_of(
        Body(
            text=HOSTILE,
            marks=(
                Mark(start=0, end=8, kind="link", href="javascript:alert(1)"),
                Mark(start=8, end=16, kind="link", href='https://example.com/"onclick="alert(1)'),
            ),
        ),
        title=HOSTILE,
        url="data:text/html,<script>alert(1)</script>",
        moves=(move(HOSTILE, evidence=HOSTILE),),
    )
    text = to_html([hostile, hostile])
    page = lxml_html.document_fromstring(text)
    assert not {element.tag for element in page.iter()} & {"script", "img", "iframe", "link", "object", "svg"}
    attributes = {name for element in page.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name == "src"]
    assert {link.get("href", "").partition(":")[0] for link in page.iter("a")} == {"#story-1", "#story-2", "https"}
    assert page.find("body/article/h2").text_content() == HOSTILE
    assert "default-src 'none'" in text


def test_markdown_links_to_web_pages_only() -> None:
    body = Body(text="words", marks=(Mark(start=0, end=5, kind="link", href="javascript:alert(1)"),))
    assert "javascript" not in to_markdown(bookmark_of(body, url="javascript:alert(1)")).partition("\n\n")[2]


one_line = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Co", "Cn"]) | st.just(" "),
    min_size=1,
    max_size=30,
)
special = st.text(st.sampled_from("*_`[]()<>#|~\\&!=%$-+.1a \n"), min_size=1, max_size=30)


@given(one_line | special)
def test_no_words_are_taken_for_markdown(words: str) -> None:
    paragraphs = [
        "\n".join(line.strip() for line in part.split("\n") if line.strip()) for part in re.split(r"\n\s*\n", words)
    ]
    page = lxml_html.fromstring(
        f"<main>{MARKDOWN.render(parts_of(to_markdown(bookmark_of(Body(text=words))))[1])}</main>"
    )
    assert [each.text_content() for each in page.findall("p")[1:]] == [part for part in paragraphs if part]


@given(
    special | one_line,
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from(get_args(MarkKind))), max_size=6),
)
def test_no_words_of_a_body_are_lost_whatever_its_marks(words: str, places: list[tuple[int, int, MarkKind]]) -> None:
    marks = tuple(
        Mark(start=start, end=min(start + length, len(words)), kind=kind, href="https://example.com/")
        for start, length, kind in places
        if start < len(words)
    )
    body = Body(text=words, marks=marks)
    kept = "".join(f"{block.number}{plain(line)}" for block in blocks(body) for line in block.lines)
    bullets = r"[•‣◦▪●–*\s-]"
    assert re.sub(bullets, "", kept) == re.sub(bullets, "", words)
    to_html([bookmark_of(body)])
    to_markdown(bookmark_of(body))


def test_a_json_line_holds_the_whole_bookmark_on_one_line() -> None:
    awkward = bookmark_of(Body(text="one\u2028two\x85three\nfour 股"), title="\u2029")
    for bookmark in (WHOLE, awkward):
        line = to_json_line(bookmark)
        assert len(line.splitlines()) == 1
        assert from_json_line(line) == bookmark
    assert json.loads(to_json_line(WHOLE))["moves"][0]["name"] == "Hang Seng Index"


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"id": 1}', "not json"])
def test_a_line_that_is_no_bookmark_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"Expect|missing"):
        from_json_line(line)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("HK stocks: up 0.7%/week", "HK-stocks-up-0-7-week-0123456789abcdef.md"),
        ("港股上升 📈", "港股上升-0123456789abcdef.md"),
        ("../../etc/passwd", "etc-passwd-0123456789abcdef.md"),
        ("CON", "CON-0123456789abcdef.md"),
        (" .hidden. ", "hidden-0123456789abcdef.md"),
        ("", "story-0123456789abcdef.md"),
        ("\ud83d\x1b[2J\u202e", "2J-0123456789abcdef.md"),
        ("股" * 200, "股" * 36 + "-0123456789abcdef.md"),
    ],
)
def test_a_file_is_named_after_the_title_and_the_id(title: str, name: str) -> None:
    assert file_name(bookmark_of(Body(), title=title)) == name


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=20))
def test_a_file_name_is_safe_on_every_system(title: str, story_id: str) -> None:
    name = file_name(bookmark_of(Body(), title=title, story_id=story_id))
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert not re.search(r'[\x00-\x20\x7f-\x9f<>:"/\\|?*]', name)
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= 143


def test_markdown_is_exported_as_a_folder_of_files(tmp_path: Path) -> None:
    other = bookmark_of(Body(text="Other."), story_id="f" * 16)
    written = export_bookmarks([WHOLE, other], tmp_path / "new" / "notes", "markdown")
    assert [path.name for path in written] == [file_name(WHOLE), file_name(other)]
    assert written[0].read_text(encoding="utf-8") == to_markdown(WHOLE)
    assert sorted((tmp_path / "new" / "notes").iterdir()) == sorted(written), "nothing unfinished is left"


@pytest.mark.parametrize(("form", "default"), [("html", "bookmarks.html"), ("json", "bookmarks.jsonl")])
def test_a_page_and_json_lines_are_exported_to_a_file_or_into_a_folder(tmp_path: Path, form: str, default: str) -> None:
    assert export_bookmarks([WHOLE], tmp_path, form) == [tmp_path / default]
    assert export_bookmarks([WHOLE], tmp_path / "my.file", form) == [tmp_path / "my.file"]
    assert (tmp_path / default).read_bytes() == (tmp_path / "my.file").read_bytes()


def test_exported_json_lines_are_the_bookmarks(tmp_path: Path) -> None:
    other = bookmark_of(Body(text="Other."), story_id="f" * 16)
    (path,) = export_bookmarks([WHOLE, other], tmp_path, "json")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [from_json_line(line) for line in lines[:-1]] == [WHOLE, other]
    assert lines[-1] == ""


def test_what_is_in_the_way_of_an_export_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for target, form in (("file", "markdown"), ("file/inside", "html")):
        with pytest.raises(StoreError) as refused:
            export_bookmarks([WHOLE], tmp_path / target, form)
        assert str(refused.value) == (
            f"{tmp_path / 'file'} is a file, but would have to be a folder. Name another place."
        )
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
