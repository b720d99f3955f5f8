"""HTML to `Body`: one plain string, and marks for what was more than plain words.

Where the HTML comes from is left to others. libxml2's parser reports tags and text one after the other to `_Writer`,
so no tree is built, nothing recurses, and time and memory grow with the input alone, however it is nested.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from lxml import etree

from tapewire.model import Body, Mark, MarkKind
from tapewire.text import clean, clean_line, safe_url, unescape

MAX_HTML: Final = 4 * 1024 * 1024
"""Characters of HTML that are looked at. The longest body of 3,591 real entries has 2.4 million."""
MAX_TEXT: Final = 1024 * 1024
"""Characters of a body's text; what is longer is cut, and ends with an ellipsis."""
MAX_DEPTH: Final = 400
"""Tags open at once. libxml2 looks through all of them for each closing tag; real pages nest some thirty deep."""
MAX_MARKS: Final = 20_000
"""Marks of a body; where there are more, the later ones are plain words."""
_CHUNK: Final = 32 * 1024


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_MARKS: Final[Mapping[str, MarkKind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "pre", "listing", "xmp"), "code"),
    "blockquote": "quote",
    "li": "item",
}
_PARAGRAPHS: Final = _names(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hgroup hr html legend listing main menu nav ol p pre section summary table ul xmp"
)
_LINES: Final = _names("caption dd dt li legend option summary thead tbody tfoot tr")
_LISTS: Final = frozenset(("ul", "ol", "menu", "dir"))
_PREFORMATTED: Final = frozenset(("pre", "listing", "xmp"))
_CELLS: Final = frozenset(("td", "th"))
# Their text is no part of the story: code, controls, pictures, and what stands in for those.
_SKIPPED: Final = _names(
    "annotation applet audio button canvas datalist embed head iframe input math map noembed noframes noscript object"
    " script select style svg template textarea title video"
)
_VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")

_HAS_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*[\s/>]|!--|!\[CDATA\[)")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:a|b|blockquote|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|ul)\b", re.I)
_C1_REFERENCE = re.compile(r"&#(?:0*(?:12[89]|1[34]\d|15\d)|[xX]0*[89][0-9a-fA-F]);?")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|svg|avif)|https?:\S*", re.IGNORECASE)
_IMAGE_WORDS = _names("image photo picture img logo icon avatar thumbnail banner video play figure")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_WRAPPED_AT: Final = range(50, 101)
"""How long the lines of hard-wrapped text are."""

_NONE: Final = 0
_BLANK: Final = 1
_CELL: Final = 2
_LINE: Final = 3
_PARAGRAPH: Final = 4
_GAPS: Final = ("", " ", " | ", "\n", "\n\n")


def to_body(html: str, *, base_url: str | None) -> Body:
    """Turn HTML, or what a feed sends in its place, into text and marks.

    Args:
        html: A fragment or a page. Text without a tag is taken as plain text with character references; HTML that was
            escaped once too often is unescaped.
        base_url: What relative links are resolved against; None if that is not known.

    Returns:
        The text, at most `MAX_TEXT` characters, every mark inside it.
    """
    html = html[:MAX_HTML]
    if not _HAS_TAG.search(html):
        html = unescape(html)
        if not _ESCAPED_TAG.search(html) and not _HAS_TAG.search(html):
            return plain_body(html)
        html = unescape(html) if not _HAS_TAG.search(html) else html
    writer = _Writer(base_url)
    try:
        _feed(html, writer)
    except _TooDeepError:
        return plain_body(unescape(_ANY_TAG.sub("\n\n", html)))
    except _FullError:
        pass
    return writer.body()


def plain_body(text: str) -> Body:
    """Turn plain text into a body: blank lines separate paragraphs, single line breaks stay.

    Text whose lines were all wrapped at one width has its single line breaks folded, since they are the sender's.
    """
    text = clean(text[:MAX_HTML]).strip()
    if "\n" not in text:
        return Body(text=_cut(_fold_blanks(text)))
    paragraphs = []
    for paragraph in _BLANK_LINES.split(text):
        lines = [line for line in (_fold_blanks(line) for line in paragraph.split("\n")) if line]
        is_wrapped = len(lines) > 1 and all(len(line) in _WRAPPED_AT for line in lines[:-1])
        paragraphs.append((" " if is_wrapped else "\n").join(lines))
    return Body(text=_cut("\n\n".join(paragraph for paragraph in paragraphs if paragraph)))


class _TooDeepError(Exception):
    """More tags are open than `MAX_DEPTH`."""


class _FullError(Exception):
    """The text has reached `MAX_TEXT`."""


class _OpenMark:
    """A mark whose end, and perhaps whose start, has not come yet."""

    __slots__ = ("href", "kind", "start")

    def __init__(self, kind: MarkKind, href: str | None) -> None:
        self.kind = kind
        self.href = href
        self.start: int | None = None


class _Element:
    """An open tag and what its closing has to undo."""

    __slots__ = ("mark", "tag")

    def __init__(self, tag: str, mark: _OpenMark | None) -> None:
        self.tag = tag
        self.mark = mark


class _Row:
    """A table row being written."""

    __slots__ = ("cell_is_empty", "has_text", "is_broken")

    def __init__(self) -> None:
        self.has_text = False
        self.cell_is_empty = True
        self.is_broken = False
        """A cell holds several lines, so that cells are set below each other."""


class _Writer:
    """Writes a body's text while the parser calls out the tags (an lxml parser target)."""

    def __init__(self, base_url: str | None) -> None:
        self._base_url = base_url
        self._pieces: list[str] = []
        self._length = 0
        self._gap: int = _NONE
        self._prefix = ""
        self._marks: list[Mark] = []
        self._waiting: list[_OpenMark] = []
        self._elements: list[_Element] = []
        self._lists: list[int | None] = []
        self._rows: list[_Row] = []
        self._text_node: list[str] = []
        self._skipping = 0
        self._preformatted = 0
        self._code = 0
        self._after_break = False

    # The parser's calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_text_node()
        if self._skipping:
            self._skipping += tag not in _VOID
            return
        if tag in _SKIPPED or _is_hidden(attributes):
            self._skipping = int(tag not in _VOID)
            return
        if tag == "br":
            self._break_line()
        elif tag == "img":
            self._write_image(attributes)
        elif tag in _VOID:
            self._separate(_PARAGRAPH if tag == "hr" else _NONE)
        else:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        self._end_text_node()
        if self._skipping:
            self._skipping -= tag not in _VOID
        elif tag not in _VOID and any(element.tag == tag for element in reversed(self._elements)):
            while self._close() != tag:
                pass

    def data(self, text: str) -> None:
        if not self._skipping:
            self._text_node.append(text)

    def close(self) -> None:
        self._end_text_node()

    # What comes of them

    def body(self) -> Body:
        """What was written, with what is still open closed."""
        while self._elements:
            self._close()
        text = "".join(self._pieces)
        if (cut := _cut(text)) != text or clean(text) != text:
            # Characters that are harmless on either side of a tag and are not together: rare enough to lose the marks.
            whole = clean(cut)
            marks = [mark for mark in self._marks if mark.end < len(cut)] if whole == cut else []
            return Body(text=whole, marks=tuple(marks))
        return Body(text=text, marks=tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end))))

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._elements) >= MAX_DEPTH:
            raise _TooDeepError
        href = safe_url(attributes.get("href", ""), self._base_url) if tag == "a" else None
        kind: MarkKind | None = "link" if href else _MARKS.get(tag)
        mark = _OpenMark(kind, href) if kind else None
        self._separate(self._gap_around(tag))
        if tag == "tr":
            self._rows.append(_Row())
        elif tag in _CELLS:
            self._open_cell()
        elif tag in _LISTS:
            self._lists.append(_number(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._prefix = self._bullet(attributes)
        elif tag == "q":
            self._write("“")
        self._preformatted += tag in _PREFORMATTED
        self._code += kind == "code"
        if mark:
            self._waiting.append(mark)
        self._elements.append(_Element(tag, mark))

    def _close(self) -> str:
        element = self._elements.pop()
        tag, mark = element.tag, element.mark
        if tag == "q":
            self._write("”")
        if mark and mark.start is None:
            self._waiting.remove(mark)
        elif mark and mark.start is not None and len(self._marks) < MAX_MARKS:
            self._marks.append(Mark(start=mark.start, end=self._length, kind=mark.kind, href=mark.href))
        if tag == "tr" and self._rows:
            self._rows.pop()
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._prefix = ""
        self._preformatted -= tag in _PREFORMATTED
        self._code -= bool(mark and mark.kind == "code")
        self._separate(self._gap_around(tag))
        return tag

    def _gap_around(self, tag: str) -> int:
        if tag in _LINES or (tag in _LISTS and self._lists):
            return _LINE
        return _PARAGRAPH if tag in _PARAGRAPHS else _NONE

    def _separate(self, gap: int) -> None:
        self._after_break = False
        if self._rows and self._rows[-1].cell_is_empty:
            gap = min(gap, _BLANK)
        self._gap = max(self._gap, gap)

    def _break_line(self) -> None:
        second = self._after_break
        self._separate(_PARAGRAPH if second else _LINE)
        self._after_break = True

    def _open_cell(self) -> None:
        row = self._rows[-1] if self._rows else None
        if row is None:
            self._separate(_BLANK)
            return
        if row.has_text:
            self._gap = _LINE if row.is_broken else _CELL
        row.cell_is_empty = True

    def _bullet(self, attributes: Mapping[str, str]) -> str:
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return indent + "• "
        number = _number(attributes.get("value"), self._lists[-1])
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _write_image(self, attributes: Mapping[str, str]) -> None:
        words = clean_line(attributes.get("alt", ""))
        if _says_something(words) and not _is_pixel(attributes):
            self._separate(_LINE)
            self._write(f"[Image: {words}]")
            self._separate(_LINE)

    def _end_text_node(self) -> None:
        if not self._text_node:
            return
        text = "".join(self._text_node)
        self._text_node.clear()
        if not self._code:
            text = unescape(text)
        text = clean(text)
        if self._preformatted:
            self._write_lines(text)
            return
        words = text.split()
        if not words or text[0].isspace():
            self._gap = max(self._gap, _BLANK)
        if words:
            self._write(" ".join(words))
            if text[-1].isspace():
                self._gap = max(self._gap, _BLANK)

    def _write_lines(self, text: str) -> None:
        text = text.replace("\t", "    ")
        if self._gap >= _LINE or not self._length:
            text = text.lstrip("\n")
        body = text.rstrip("\n")
        if body.strip():
            self._write(body)
            if len(text) > len(body):
                self._gap = max(self._gap, _LINE)
        elif text:
            self._gap = max(self._gap, _LINE if "\n" in text else _BLANK)

    def _write(self, text: str) -> None:
        if self._length:
            self._put(_GAPS[self._gap])
        if self._rows:
            row = self._rows[-1]
            row.is_broken = row.is_broken or (row.has_text and self._gap >= _LINE)
            row.has_text = True
            row.cell_is_empty = False
        self._gap = _NONE
        self._after_break = False
        for mark in self._waiting:
            mark.start = self._length
        self._waiting.clear()
        self._put(self._prefix + text)
        self._prefix = ""
        if self._length > MAX_TEXT:
            raise _FullError

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _feed(html: str, writer: _Writer) -> None:
    # In chunks, because an exception of the target is raised only when a chunk has been parsed to its end.
    # The stubs ask of a target for more methods than lxml calls.
    parser = etree.HTMLParser(target=cast(Any, writer), encoding="utf-8", no_network=True, huge_tree=True)
    content = _C1_REFERENCE.sub(lambda reference: unescape(reference[0].rstrip(";") + ";"), html).replace("\0", "")
    data = content.encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    parser.close()


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"])))


def _is_pixel(attributes: Mapping[str, str]) -> bool:
    return any(attributes.get(side, "").strip().removesuffix("px") in ("0", "1", "2") for side in ("width", "height"))


def _says_something(alt: str) -> bool:
    words = alt.split()
    return len(words) > 1 and not _FILE_NAME.fullmatch(alt) and not _IMAGE_WORDS.issuperset(alt.lower().split())


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value.strip(), re.ASCII) else otherwise


def _fold_blanks(line: str) -> str:
    return " ".join(line.split())


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip() + "…"
