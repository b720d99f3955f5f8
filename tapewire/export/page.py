"""Bookmarks as one HTML page that needs nothing but itself: no script, no picture, no style sheet from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from tapewire.export.blocks import Block, Line, blocks, plain
from tapewire.export.figures import COLUMNS, move_cells, time_in_words
from tapewire.model import Bookmark
from tapewire.text import safe_url

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, "Noto Serif", serif; }
h1, h2, h3, nav, .about, table { font-family: system-ui, sans-serif; line-height: 1.3; }
.about { opacity: .75; }
article { margin-top: 4rem; overflow-wrap: anywhere; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #8888; }
ul { list-style: none; padding-left: 1.4rem; }
ul li { text-indent: -1.2rem; }
li.level1 { margin-left: 1.4rem; }
li.level2 { margin-left: 2.8rem; }
pre { overflow-x: auto; padding: .5rem; background: #8882; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
.up { color: #18794e; }
.down { color: #c62a2f; }
@media print {
  body { max-width: none; margin: 0; font-size: 11pt; }
  nav { display: none; }
  article { margin-top: 0; }
  article + article { break-before: page; }
  h2, h3 { break-after: avoid; }
  tr, blockquote, li { break-inside: avoid; }
  .story::after { content: " (" attr(href) ")"; }
}
"""
_DEEPEST_LEVEL = 2
_TAGS = {"code": "code", "emphasis": "em", "strong": "strong"}


def to_html(bookmarks: Sequence[Bookmark]) -> str:
    """Write bookmarks as a page, in the order given, with a list of contents where there are several."""
    title = bookmarks[0].story.title if len(bookmarks) == 1 else "Bookmarks"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{escape(title or 'Bookmark')}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            *(_contents(bookmarks) if len(bookmarks) > 1 else ()),
            *(line for place, bookmark in enumerate(bookmarks, 1) for line in _article(bookmark, place)),
            "</body>",
            "</html>\n",
        ]
    )


def _contents(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    yield "<h1>Bookmarks</h1>"
    yield "<nav><ol>"
    for place, bookmark in enumerate(bookmarks, 1):
        story = bookmark.story
        yield f'<li><a href="#story-{place}" dir="auto">{escape(_title(bookmark))}</a> {escape(story.source)}</li>'
    yield "</ol></nav>"


def _article(bookmark: Bookmark, place: int) -> Iterator[str]:
    story = bookmark.story
    yield f'<article id="story-{place}">'
    yield f'<h2 dir="auto">{escape(_title(bookmark))}</h2>'
    about = [escape(part) for part in (story.source, story.author) if part]
    if story.published is not None:
        about.append(f"published {time_in_words(story.published)}")
    about.append(f"saved {time_in_words(bookmark.saved_at)}")
    if story.url and (href := safe_url(story.url, None)):
        about.append(f'<a class="story" href="{escape(href)}" rel="noreferrer">story</a>')
    yield f'<p class="about">{" · ".join(about)}</p>'
    for is_quoted, quoted in groupby(blocks(story.body), key=lambda block: block.is_quoted):
        if is_quoted:
            yield "<blockquote>"
        for kind, parts in groupby(quoted, key=lambda block: block.kind):
            if kind == "item":
                yield "<ul>"
            yield from map(_block, parts)
            if kind == "item":
                yield "</ul>"
        if is_quoted:
            yield "</blockquote>"
    if bookmark.moves:
        yield "<h3>Moves</h3>"
        yield "<table>"
        yield f"<tr>{''.join(f'<th>{column}</th>' for column in COLUMNS)}</tr>"
        for move in bookmark.moves:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in move_cells(move)[1:])
            yield f'<tr><td class="{move.direction}">{move_cells(move)[0]}</td>{cells}</tr>'
        yield "</table>"
    yield "</article>"


def _block(block: Block) -> str:
    if block.kind == "code":
        return f"<pre>{escape(chr(10).join(map(plain, block.lines)))}</pre>"
    content = "<br>\n".join(map(_inline, block.lines))
    if block.kind == "heading":
        return f'<h3 dir="auto">{content}</h3>'
    if block.kind == "item":
        level = min(block.level, _DEEPEST_LEVEL)
        return f'<li class="level{level}" dir="auto">{block.number or "•"} {content}</li>'
    return f'<p dir="auto">{content}</p>'


def _inline(line: Line) -> str:
    written = []
    for part in line:
        if isinstance(part, str):
            written.append(escape(part))
        elif part.kind == "link":
            href = part.href and safe_url(part.href, None)
            inner = _inline(part.content)
            written.append(f'<a href="{escape(href)}" rel="noreferrer">{inner}</a>' if href else inner)
        else:
            tag = _TAGS[part.kind]
            written.append(f"<{tag}>{_inline(part.content)}</{tag}>")
    return "".join(written)


def _title(bookmark: Bookmark) -> str:
    return bookmark.story.title or "Untitled"
