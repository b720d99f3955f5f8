"""HTML to `Body`: one plain string, and marks for what was more than plain words.

Where the HTML comes from is left to others, and what becomes of each tag to `tapewire.bodywriter`. libxml2's parser
reports tags and text one after the other, so no tree is built, nothing recurses, and time and memory grow with the
input alone, however it is nested.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

from lxml import etree

from tapewire.bodywriter import BodyWriter, FullError, TooDeepError, cut
from tapewire.model import Body
from tapewire.text import clean, unescape

MAX_HTML: Final = 4 * 1024 * 1024
"""Characters of HTML that are looked at. The longest body of 3,591 real entries has 2.4 million."""
_CHUNK: Final = 32 * 1024

_HAS_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*[\s/>]|!--|!\[CDATA\[)")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:a|b|blockquote|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|ul)\b", re.I)
# References to C1 characters mean Windows-1252 (HTML, 13.2.5.80), which libxml2 does not know.
_C1_REFERENCE = re.compile(r"&#(?:0*(?:12[89]|1[345][0-9])(?![0-9])|[xX]0*[89][0-9a-fA-F](?![0-9a-fA-F]));?")
_ANY_TAG = re.compile(r"<[^<>]*>")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_WRAPPED_AT: Final = range(50, 101)
"""How long the lines of hard-wrapped text are."""


def to_body(html: str, *, base_url: str | None, title: str = "") -> Body:
    """Turn HTML, or what a feed sends in its place, into text and marks.

    Args:
        html: A fragment or a page. Text without a tag is taken as plain text with character references; HTML that was
            escaped once too often is unescaped.
        base_url: What relative links are resolved against; None if that is not known.
        title: The story's title: pictures are often described by it, and it need not be told again.

    Returns:
        The text, at most `tapewire.bodywriter.MAX_TEXT` characters, every mark inside it.
    """
    html = html[:MAX_HTML]
    if not _HAS_TAG.search(html):
        html = unescape(html)
        if not _ESCAPED_TAG.search(html) and not _HAS_TAG.search(html):
            return plain_body(html)
        html = unescape(html) if not _HAS_TAG.search(html) else html
    writer = BodyWriter(base_url, title)
    try:
        _feed(html, writer)
    except TooDeepError:
        return plain_body(unescape(_ANY_TAG.sub("\n\n", html)))
    except FullError:
        pass
    return writer.body()


def plain_body(text: str) -> Body:
    """Turn plain text into a body: blank lines separate paragraphs, single line breaks stay.

    Text whose lines were all wrapped at one width has its single line breaks folded, since they are the sender's.
    """
    text = clean(text[:MAX_HTML]).strip()
    if "\n" not in text:
        return Body(text=cut(_fold_blanks(text)))
    paragraphs = []
    for paragraph in _BLANK_LINES.split(text):
        lines = [line for line in (_fold_blanks(line) for line in paragraph.split("\n")) if line]
        is_wrapped = len(lines) > 1 and all(len(line) in _WRAPPED_AT for line in lines[:-1])
        paragraphs.append((" " if is_wrapped else "\n").join(lines))
    return Body(text=cut("\n\n".join(paragraph for paragraph in paragraphs if paragraph)))


def _feed(html: str, writer: BodyWriter) -> None:
    # In chunks, because an exception of the target is raised only when a chunk has been parsed to its end.
    # The stubs ask of a target for more methods than lxml calls.
    parser = etree.HTMLParser(target=cast(Any, writer), encoding="utf-8", no_network=True, huge_tree=True)
    content = _C1_REFERENCE.sub(lambda reference: unescape(reference[0].rstrip(";") + ";"), html).replace("\0", "")
    data = content.encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    parser.close()


def _fold_blanks(line: str) -> str:
    return " ".join(line.split())
