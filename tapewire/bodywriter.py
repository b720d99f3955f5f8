"""Writes a body's text and marks while an HTML parser calls out the tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tapewire.model import Body, Mark, MarkKind
from tapewire.text import clean, clean_line, safe_url, unescape

MAX_TEXT: Final = 1024 * 1024
"""Characters of a body's text; what is longer is cut, and ends with an ellipsis."""
MAX_DEPTH: Final = 400
"""Tags open at once. libxml2 looks through all of them for each closing tag; real pages nest some thirty deep."""
MAX_MARKS: Final = 20_000
"""Marks of a body; where there are more, the later ones are plain words."""


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

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|svg|avif)|https?:\S*", re.IGNORECASE)
_IMAGE_WORDS = _names("image photo picture img logo icon avatar thumbnail banner video play figure")

_NONE: Final = 0
_BLANK: Final = 1
_CELL: Final = 2
_LINE: Final = 3
_PARAGRAPH: Final = 4
_GAPS: Final = ("", " ", " | ", "\n", "\n\n")


def cut(text: str) -> str:
    """Keep at most `MAX_TEXT` characters, and show with an ellipsis that there were more."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip() + "…"


class TooDeepError(Exception):
    """More tags are open than `MAX_DEPTH`."""


class FullError(Exception):
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

    __slots__ = ("breaks", "mark", "tag")

    def __init__(self, tag: str, mark: _OpenMark | None, breaks: int) -> None:
        self.tag = tag
        self.mark = mark
        self.breaks = breaks
        """How many line breaks the text had before it."""


class _Row:
    """A table row being written."""

    __slots__ = ("cell_is_empty", "has_text", "is_broken")

    def __init__(self) -> None:
        self.has_text = False
        self.cell_is_empty = True
        self.is_broken = False
        """A cell holds several lines, so that cells are set below each other."""


class BodyWriter:
    """Writes a body's text while the parser calls out the tags (an lxml parser target)."""

    def __init__(self, base_url: str | None, title: str) -> None:
        self._base_url = base_url
        self._told = {title}
        self._pieces: list[str] = []
        self._length = 0
        self._gap: int = _NONE
        self._breaks = 0
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

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag."""
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
        """Take a closing tag."""
        self._end_text_node()
        if self._skipping:
            self._skipping -= tag not in _VOID
        elif tag not in _VOID and any(element.tag == tag for element in reversed(self._elements)):
            while self._close() != tag:
                pass

    def data(self, text: str) -> None:
        """Take some of a text; more of the same text may follow."""
        if not self._skipping:
            self._text_node.append(text)

    def close(self) -> None:
        """Take the end of the document."""
        self._end_text_node()

    def body(self) -> Body:
        """What was written, with what is still open closed."""
        while self._elements:
            self._close()
        written = "".join(self._pieces)
        text = cut(written)
        marks = [mark for mark in self._marks if text is written or mark.end < len(text)]
        if clean(text) != text:
            # Characters that are harmless on either side of a tag and are not together: rare enough to lose the marks.
            return Body(text=clean(text))
        return Body(text=text, marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._elements) >= MAX_DEPTH:
            raise TooDeepError
        href = safe_url(attributes.get("href", ""), self._base_url) if tag == "a" else None
        kind: MarkKind | None = "link" if href else _MARKS.get(tag)
        if kind == "code" and self._code:
            kind = None
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
        self._elements.append(_Element(tag, mark, self._breaks))

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
        if tag == "li" and self._breaks <= element.breaks + 1:
            # A paragraph that is all of an item needs no blank line.
            self._gap = _LINE
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
        elif self._prefix:
            gap = min(gap, _LINE)
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
        if words not in self._told and _says_something(words) and not _is_pixel(attributes):
            self._told.add(words)
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
        lines = text.rstrip()
        if lines:
            self._write(lines)
        after = text[len(lines) :]
        if after:
            self._gap = max(self._gap, _LINE if "\n" in after else _BLANK)

    def _write(self, text: str) -> None:
        if self._length:
            self._put(_GAPS[self._gap])
            self._breaks += self._gap >= _LINE
        for row in self._rows:
            row.is_broken = row.is_broken or (row.has_text and self._gap >= _LINE)
            row.has_text = True
            row.cell_is_empty = False
        self._gap = _NONE
        self._after_break = False
        # The bullet belongs to its item, and to what the item is in, but not to the words in it that are marked.
        kinds = [mark.kind for mark in self._waiting]
        in_item = len(kinds) - kinds[::-1].index("item") if self._prefix and "item" in kinds else len(kinds)
        for index, mark in enumerate(self._waiting):
            mark.start = self._length + (len(self._prefix) if index >= in_item else 0)
        self._waiting.clear()
        self._put(self._prefix + text)
        self._prefix = ""
        if self._length > MAX_TEXT:
            raise FullError

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"])))


def _is_pixel(attributes: Mapping[str, str]) -> bool:
    return any(attributes.get(side, "").strip().removesuffix("px") in ("0", "1", "2") for side in ("width", "height"))


def _says_something(alt: str) -> bool:
    words = alt.split()
    return len(words) > 1 and not _FILE_NAME.fullmatch(alt) and not _IMAGE_WORDS.issuperset(alt.lower().split())


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value.strip(), re.ASCII) else otherwise
