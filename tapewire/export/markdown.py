"""A bookmark as a Markdown file: CommonMark with a table, and YAML front matter that note programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from tapewire.export.blocks import Block, Line, blocks, plain
from tapewire.export.figures import COLUMNS, move_cells, time_in_words
from tapewire.model import Bookmark
from tapewire.text import safe_url

# Some programs take "$" for a formula, "#" for a tag, "==" for a highlight and "%%" for a comment; a "$" before a digit
# cannot end a formula, so that prices stay as they are.
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)|\$(?!\d)|==|%%")
_LINE_START = re.compile(r"^(?P<words>[0-9]{1,9}(?=[.)](?:\s|$))|(?=[+=-](?:[\s=-]|$)))(?P<sign>[+=.)-])")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def to_markdown(bookmark: Bookmark) -> str:
    """Write a bookmark whole: front matter, title, source and times, link, body with its marks, table of moves."""
    story = bookmark.story
    parts = [_front_matter(bookmark)]
    if story.title:
        parts.append(f"# {_escape(story.title)}")
    about = [f"*{_escape(story.source)}*"] if story.source else []
    if story.author:
        about.append(_escape(story.author))
    if story.published is not None:
        about.append(f"published {time_in_words(story.published)}")
    about.append(f"saved {time_in_words(bookmark.saved_at)}")
    if story.url and (href := safe_url(story.url, None)):
        about.append(f"[story]({_destination(href)})")
    parts.append(" · ".join(about))
    parts.extend(_body(blocks(story.body)))
    if bookmark.moves:
        parts.append("## Moves")
        parts.append(_table([COLUMNS, ("---",) * len(COLUMNS), *map(_escaped, map(move_cells, bookmark.moves))]))
    return "\n\n".join(parts) + "\n"


def _front_matter(bookmark: Bookmark) -> str:
    story = bookmark.story
    fields = {
        "id": _yaml(story.id),
        "title": _yaml(story.title),
        "source": _yaml(story.source),
        "feed": _yaml(story.feed_key),
        "author": _yaml(story.author),
        "url": _yaml(story.url),
        "published": _yaml(story.published),
        "saved": _yaml(bookmark.saved_at),
    }
    return "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items() if value), "---"])


def _yaml(value: str | datetime | None) -> str | None:
    """Write a scalar of YAML. A string of JSON is one, once what YAML holds for unprintable is escaped."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if value is None:
        return None
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _body(parts: Iterable[Block]) -> list[str]:
    """Write blocks, the items of one list and the parts of one quote without a blank line between them."""
    written: list[str] = []
    before: Block | None = None
    for block in parts:
        text = _block(block)
        if block.is_quoted:
            text = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        if before is None or before.is_quoted != block.is_quoted:
            written.append(text)
        elif before.kind == block.kind == "item":
            written[-1] += "\n" + text
        elif block.is_quoted:
            written[-1] += "\n>\n" + text
        else:
            written.append(text)
        before = block
    return written


def _block(block: Block) -> str:
    if block.kind == "code":
        code = [plain(line) for line in block.lines]
        fence = "`" * max(3, 1 + _longest_run_of_backticks("\n".join(code)))
        return "\n".join([fence, *code, fence])
    lines = [_guarded(_inline(line)) for line in block.lines]
    if block.kind == "heading":
        return "## " + " ".join(lines)
    if block.kind == "item":
        indent = "    " * block.level
        return indent + (block.number or "-") + " " + f"\\\n{indent}   ".join(lines)
    return "\\\n".join(lines)


def _inline(line: Line) -> str:
    written = []
    for part in line:
        if isinstance(part, str):
            written.append(_escape(part))
        elif part.kind == "code":
            written.append(_code(plain(part.content)))
        elif part.kind == "link":
            href = part.href and safe_url(part.href, None)
            inner = _inline(part.content)
            written.append(f"[{inner}]({_destination(href)})" if href else inner)
        else:
            sign = "**" if part.kind == "strong" else "*"
            written.append(f"{sign}{_inline(part.content)}{sign}")
    return "".join(written)


def _code(words: str) -> str:
    fence = "`" * (1 + _longest_run_of_backticks(words))
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _longest_run_of_backticks(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _destination(href: str) -> str:
    """An address in a link; in angle brackets, which `safe_url` never leaves in one, where it holds brackets itself."""
    return f"<{href}>" if "(" in href or ")" in href else href


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + "\\".join(match[0]), text)


def _escaped(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(_escape(" ".join(cell.split())) for cell in cells)


def _guarded(line: str) -> str:
    """Keep the first characters of a line from being taken for a list, a rule or the underline of a heading."""
    return _LINE_START.sub(r"\g<words>\\\g<sign>", line)


def _table(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
