"""The head of a story: its title, where it comes from, when, how long it takes to read. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from tapewire.model import OpenedStory
from widgets.ages import ago, exact_time
from widgets.cells import cut
from widgets.headline_row import STAR, UNTITLED
from widgets.wrapping import wrap_words

NO_TEXT = "The feed gives no text for this story."

_WORDS_A_MINUTE = 230
_LETTERS_A_WORD = 6
"""With the blank behind it."""
_WIDE_LETTERS_A_MINUTE = 450
"""Of Chinese and Japanese."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of the head."""

    text: str
    style: str
    """Name of its look: "title", "meta", "link" or "" for none."""
    href: str | None = None
    """Where the whole line leads; None if nowhere."""


def head_lines(opened: OpenedStory, *, width: int, now: datetime) -> tuple[HeadLine, ...]:
    """Set the head of a story.

    Args:
        opened: The story.
        width: Cells to a line.
        now: Aware instant that its age is counted from.

    Returns:
        The title, then source, author, age, exact time and reading time, then the link, then an empty line; a last line
        and another empty one say so if the story has no text.
    """
    story = opened.story
    title = story.title or UNTITLED
    lines = [HeadLine(title[start:end], "title") for start, end in wrap_words(title, 0, len(title), width)]
    facts = [story.source]
    if story.author:
        facts.append(story.author)
    facts += [ago(story.time, now), exact_time(story.time)]
    if story.body.text:
        facts.append(f"{reading_minutes(story.body.text)} min")
    comments = story.comments.count if story.comments else None
    if comments is not None:
        facts.append("1 comment" if comments == 1 else f"{comments:,} comments")
    if opened.other_text is not None:
        facts.append("full text" if opened.is_full else "the feed's text")
    if opened.is_saved:
        facts.append(f"{STAR} saved")
    lines += [HeadLine(line, "meta") for line in _joined(facts, width)]
    if story.url is not None:
        lines.append(HeadLine(cut(story.url, width), "link", story.url))
    lines.append(HeadLine("", ""))
    if not story.body.text:
        lines += [HeadLine(NO_TEXT, "meta"), HeadLine("", "")]
    return tuple(lines)


def reading_minutes(text: str) -> int:
    """Estimate how long a text takes to read.

    Args:
        text: A story's body.

    Returns:
        Minutes, at least 1.
    """
    narrow = len(text.encode("ascii", "ignore"))
    # Accents and curly quotes count as wide letters here; they are few.
    wide = len(text) - narrow
    return max(1, round(narrow / (_WORDS_A_MINUTE * _LETTERS_A_WORD) + wide / _WIDE_LETTERS_A_MINUTE))


def _joined(facts: list[str], width: int) -> list[str]:
    """Set facts on as few lines as they need, broken between facts only."""
    lines: list[str] = []
    for fact in facts:
        shown = cut(fact, width)
        if lines and cell_len(lines[-1]) + cell_len(shown) + 3 <= width:
            lines[-1] = f"{lines[-1]} · {shown}"
        else:
            lines.append(shown)
    return lines
