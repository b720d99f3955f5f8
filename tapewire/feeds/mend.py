"""XML text as the web sends it, mended so that a strict parser can read it and a lenient one does not stumble.

feedparser raises on some character references and document types, passes control characters through, and falls back to
a slow reading of markup at the first unknown entity; so none of these reach it.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import Final

from tapewire.text import strip_escapes

_PROLOG: Final = b'<?xml version="1.0" encoding="utf-8"?>\n'
_HEAD: Final = 16_384
"""Characters at the start in which a declaration, and whatever a server printed before it, is looked for."""

_DECLARATION = re.compile(r"<\?xml\s[^<>]*\?>")
_ROOT = re.compile(r"<[A-Za-z_]")
_BEFORE_ROOT = re.compile(r"(?:[^<]++|<!--(?:[^-]|-(?!->))*+-->|<\?[^>]*+>)*+")
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*(?:\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*)?>""", re.IGNORECASE
)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_NUMERIC = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
# An ampersand that begins no numeric reference, with the name that follows it, if one does.
_AMPERSAND = re.compile(r"&(?!#[0-9]|#[xX][0-9a-fA-F])([A-Za-z][A-Za-z0-9]{1,31};)?")
_XML_CHARACTERS: Final = frozenset("<>&\"'")
_STRAY_LESS = re.compile(r"<(?!(?:[^\W\d]|[/!?:]))")
# Thousands of attributes; xml.sax looks through all of them for each.
_OVERLONG_TAG = re.compile(r"<([A-Za-z_][\w:.-]{0,100})\s[^<>]{16384,}?(/?)>")
# feedparser takes what follows "EPSG:" for a number (its issue 599); where a story lies on a map is not asked here.
_SRS_NAME = re.compile(r"""\ssrsName\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mended(text: str) -> bytes:
    """Mend an XML document.

    What stands before its declaration goes (blanks, comments, a server's warnings), and so do the declaration and the
    document type, with the entities that they define. References to HTML's named characters become these characters;
    references to characters that XML does not have become nothing, and so do these characters and terminal escapes.
    "&" and "<" that begin nothing stand for themselves ("S&P 500").

    Returns:
        UTF-8, and declared so.
    """
    text = _without_doctype(_from_declaration(text))
    text = "".join(part if is_quoted else _mend_markup(part) for is_quoted, part in parts(text))
    if _SURROGATES.search(text):
        # Two references may have been the halves of one character.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _PROLOG + _ILLEGAL.sub("", strip_escapes(text)).encode("utf-8")


def root_name(text: str) -> str:
    """Name the first element of a document, in lower case and with its prefix; empty if there is none."""
    head = _from_declaration(text)
    start = _BEFORE_ROOT.match(head)
    doctype = _DOCTYPE.match(head, start.end()) if start else None
    start = _BEFORE_ROOT.match(head, doctype.end()) if doctype else start
    tag = _FIRST_TAG.match(head, start.end() if start else 0)
    return tag[1].lower() if tag else ""


def parts(text: str) -> Iterator[tuple[bool, str]]:
    """Give a document in pieces; those that are CDATA sections, where markup means nothing, are marked True."""
    position = 0
    while (start := text.find("<![CDATA[", position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield False, text[position:start]
        position = end + 3
        yield True, text[start:position]
    yield False, text[position:]


def _mend_markup(text: str) -> str:
    text = _STRAY_LESS.sub("&lt;", _OVERLONG_TAG.sub(r"<\1\2>", text))
    if "srsName" in text:
        text = _SRS_NAME.sub("", text)
    if "&" in text:
        text = _NUMERIC.sub(_numeric, _AMPERSAND.sub(_named, text))
    return text


def _from_declaration(text: str) -> str:
    declaration = _DECLARATION.search(text[:_HEAD])
    if declaration is None:
        return text[max(text.find("<"), 0) :]
    before = text[: declaration.start()]
    # A declaration inside an entry is quoted, not meant; tags before it that are no feed's are a server's warning.
    is_first = not re.search(r"<(?:rss|feed|rdf:RDF|channel|html)\b", before, re.IGNORECASE)
    return text[declaration.end() :] if is_first else text


def _without_doctype(text: str) -> str:
    start = _BEFORE_ROOT.match(text)
    doctype = _DOCTYPE.match(text, start.end()) if start else None
    return text[: doctype.start()] + text[doctype.end() :] if doctype else text


def _named(ampersand: re.Match[str]) -> str:
    name = ampersand[1]
    if name is None:
        return "&amp;"
    characters = html.entities.html5.get(name)
    if characters is None:
        return f"&amp;{name}"
    return ampersand[0] if characters in _XML_CHARACTERS else characters


def _numeric(reference: re.Match[str]) -> str:
    figures = reference[1] or reference[2]
    code = int(figures[:12], 16 if reference[1] else 10)
    if code == 0x1B or 0xD800 <= code <= 0xDFFF:
        return chr(code)
    if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
        return ""
    return reference[0]
