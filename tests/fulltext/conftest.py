"""Article pages in the manner of real sites, each with the words that are its story."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"
STORY = re.compile(r"<!--story-->(.*?)<!--/story-->", re.DOTALL)


def page_and_story(name: str) -> tuple[bytes, str]:
    """Read a page as a server would send it, and the text between its marks, which are taken out of it."""
    marked = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    story = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)) for part in STORY.findall(marked))
    page = re.sub(r"<!--/?story-->", "", marked)
    return page.encode("cp1252" if "windows-1252" in page else "utf-8"), story


@pytest.fixture
def read_article_page() -> Callable[[str], tuple[bytes, str]]:
    """Gives a page's bytes and its story's text, by name."""
    return page_and_story
