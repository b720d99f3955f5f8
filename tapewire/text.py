"""The door: text from outside becomes plain text that no terminal, list or search can be fooled by.

What a terminal would obey (control characters, escape sequences), what hides or reorders words (zero-width, tag and
bidirectional characters) and what cannot be stored (lone surrogates) goes. Words, whatever their script, stay.
HTML bodies are `tapewire.body`'s; only titles, which are one line with stray markup at most, are made plain here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final
from urllib.parse import urljoin, urlsplit

MAX_MARKS: Final = 5
"""Combining marks on one character. Vietnamese, Hebrew and Tibetan need four; forty paint over other lines."""
MAX_URL: Final = 8_192
"""Characters of an address; longer ones are data in disguise."""
MAX_TITLE: Final = 1_000
"""Characters of a title; the longest in 116 real feeds has 376."""
_MAX_RAW_TITLE: Final = 16_384
_MAX_UNESCAPES: Final = 3

# ECMA-48: control sequences; then strings (OSC, DCS, SOS, PM, APC) with their terminator; then the short escapes. A
# string without its terminator on the same line loses its introducer only, so that it cannot swallow the words after
# it; "<" ends the search because whole documents pass here, and a string must not swallow the markup around it.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\x90\x98\x9d-\x9f<\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but tab and the line breaks
    "\xad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # unseen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"  # tags and the like
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks are no word characters to `re`, so any run of them lies in such a run.
_MARK_RUN = re.compile(f"[^\\w\\s\x00-\u02ff]{{{MAX_MARKS + 1},}}")
_WHITESPACE = re.compile(r"\s+")

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s|samp|small|span"
    r"|strike|strong|sub|sup|time|tt|u|var|wbr)(?P<attributes>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:br|div|h[1-6]|hr|li|ol|p|ul)(?P<attributes>\s[^<>]*)?/?>", re.IGNORECASE)
# What a browser encodes in an address before it sends it; a terminal's link escape would end at some of them.
_URL_ENCODED = str.maketrans({character: f"%{ord(character):02X}" for character in ' "<>\\^`{|}'})


def clean(text: str) -> str:
    """Make text from outside safe to show and to store, keeping its lines.

    Removes control characters but line feed and tab, terminal escape sequences as a whole, bidirectional controls, and
    invisible characters; joiners and variation selectors stay where they join emoji or letters of a script that uses
    them. Line breaks of every kind become line feeds, blanks of every width plain blanks, lone surrogates U+FFFD; at
    most `MAX_MARKS` combining marks in a row stay. ``clean(clean(text)) == clean(text)``.
    """
    if text.isascii():
        if text.isprintable():
            return text
    else:
        if _SURROGATE.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _BLANKS.sub(" ", text)
    text = _DROPPED.sub("", strip_escapes(_LINE_BREAKS.sub("\n", text)))
    if not text.isascii():
        text = _MARK_RUN.sub(_cap_marks, _JOINERS.sub(_keep_joining, text))
    return text


def clean_line(text: str) -> str:
    """Make text from outside safe, as `clean` does, and fold it to one line with single blanks and none at its ends."""
    return _WHITESPACE.sub(" ", clean(text)).strip()


def strip_escapes(text: str) -> str:
    """Remove whole terminal escape sequences, in their 7-bit and 8-bit forms, and nothing else."""
    return _ESCAPES.sub("", text)


def shorten(text: str, limit: int) -> str:
    """Cut one line of text at a word's end so that it has at most ``limit`` characters, an ellipsis included."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip() + "…"


def unescape(text: str) -> str:
    """Turn character references that end in a semicolon into characters, once.

    Stricter than `html.unescape`, which also takes "&notin" or "&copy2" for references: text that was unescaped before
    holds plain ampersands ("S&P", "?a=1&copy=2").
    """
    return _ENTITY.sub(_resolve, text) if "&" in text else text


def plain_title(raw: str) -> str:
    """Make a title plain: one clean line without markup or escapes.

    Feeds put HTML into titles, escaped once or twice too often. References are resolved as often as that, and tags of
    HTML's own vocabulary are removed; all else that looks like markup ("a < b", "[Video]", "<3") is words.

    Args:
        raw: The title as the feed's parser gives it.

    Returns:
        At most `MAX_TITLE` characters, cut at a word with an ellipsis; empty if nothing is left.
    """
    title = raw[:_MAX_RAW_TITLE]
    for _ in range(_MAX_UNESCAPES):
        resolved = unescape(title)
        if resolved == title:
            break
        title = resolved
    if "<" in title:
        title = _INLINE_TAG.sub(lambda tag: _unless_words(tag, ""), _COMMENT.sub("", title))
        title = _BLOCK_TAG.sub(lambda tag: _unless_words(tag, " "), title)
    return shorten(clean_line(title), MAX_TITLE)


def safe_url(url: str, base: str | None) -> str | None:
    """Make an address absolute and safe to show, store and open.

    Args:
        url: As found; may be relative.
        base: The http(s) address that it is relative to, or None.

    Returns:
        An absolute http, https or mailto address without blanks or control characters; None where it is none.
    """
    cleaned = clean(url[: MAX_URL * 2]).strip().replace("\n", "").replace("\t", "").translate(_URL_ENCODED)
    if not cleaned or len(cleaned) > MAX_URL:
        return None
    try:
        if base is not None and urlsplit(base).scheme in ("http", "https"):
            cleaned = urljoin(base, cleaned)
        elif cleaned.startswith("//"):
            cleaned = "https:" + cleaned
        parts = urlsplit(cleaned)
        is_web = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    return cleaned if is_web or (parts.scheme == "mailto" and "@" in parts.path) else None


def _resolve(reference: re.Match[str]) -> str:
    # HTML has no control characters, but an escape sequence can only be recognised by its first one.
    return "\x1b" if reference[0].lower() in ("&#27;", "&#x1b;") else html.unescape(reference[0])


def _unless_words(tag: re.Match[str], replacement: str) -> str:
    # "<b and c>" compares; markup's attributes have values.
    attributes = tag["attributes"]
    return tag[0] if attributes and attributes.strip(" /") and "=" not in attributes else replacement


def _keep_joining(run: re.Match[str]) -> str:
    # What a run of joiners may keep: one variation selector of the character before, then one joiner between two
    # characters that can be joined. Latin words are not joined: there a joiner only makes two equal words differ.
    text, (start, end) = run.string, run.span()
    before = unicodedata.category(text[start - 1]) if start else ""
    after = unicodedata.category(text[end]) if end < len(text) else ""
    joiners, kept = run[0], ""
    if joiners[0] not in "\u200c\u200d" and (before in ("So", "Sk", "Sm", "Po", "Nd", "Lo") or before == "Mc"):
        kept = joiners[0]
    joiner = next((character for character in joiners if character in "\u200c\u200d"), "")
    joins_letters = before in ("Lo", "Mn", "Mc") and after in ("Lo", "Mn", "Mc")
    if joins_letters or (joiner == "\u200d" and before in ("So", "Sk") and after in ("So", "Sk")):
        kept += joiner
    return kept


def _cap_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    count = 0
    for character in run[0]:
        if unicodedata.category(character)[0] == "M":
            count += 1
        elif character not in "\u200c\u200d":
            count = 0
        if count <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
