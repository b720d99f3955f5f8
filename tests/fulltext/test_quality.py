"""How much of the story, and of what stands around it, is found in pages made in the manner of real sites."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tapewire.fulltext.article import article

NAMES = sorted(path.stem for path in (Path(__file__).parent / "pages").glob("*.html"))
AROUND = re.compile(
    r"cookie|newsletter|advertis|subscribe|sign up|share this|log in|all rights|privacy|related|read more|most read"
    r"|comments|trending|popular|download our|standards|casino|prize|template words|webmaster|sponsored",
    re.IGNORECASE,
)
ReadPage = Callable[[str], tuple[bytes, str]]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u4e00-\u9fff]|[^\W_]+", text.lower()))


def f1(found: Counter[str], wanted: Counter[str]) -> float:
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


def test_there_are_at_least_twelve_pages() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_story_is_found_whole_and_alone(name: str, read_article_page: ReadPage) -> None:
    page, story = read_article_page(name)

    body = article(page, f"https://news.example/{name}").body

    assert f1(words(body.text), words(story)) >= 0.95
    assert AROUND.findall(body.text) == []


def marked(name: str, read_article_page: ReadPage) -> set[tuple[str, str]]:
    body = article(read_article_page(name)[0], f"https://news.example/{name}").body
    return {(mark.kind, body.text[mark.start : mark.end]) for mark in body.marks}


def test_headings_lists_quotes_and_links_are_kept(read_article_page: ReadPage) -> None:
    assert marked("feature", read_article_page) >= {
        ("heading", "A roof, and then another"),
        ("item", "• If in doubt, buy flour."),
        ("link", "and made a small gain"),
    }
    assert ("item", "• Nobody sold the winners because they had become too large.") in marked("blog", read_article_page)
    quotes = {text for kind, text in marked("blog", read_article_page) if kind == "quote"}
    assert quotes == {"An average that is left alone turns into a portrait of its winners."}


def test_tables_and_captions_are_kept(read_article_page: ReadPage) -> None:
    text = article(read_article_page("tables")[0], None).body.text
    assert "Index | Close | Change | Year to date\nTollmark 200 | 5,118.40 | +1.6% | +12.9%" in text
    assert "The bakers' hall in Eschwald" in article(read_article_page("feature")[0], None).body.text
