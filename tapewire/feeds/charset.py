"""Bytes to text: which charset a document is in, whatever its server and its first line say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Final

from tapewire.feeds.detect import guess

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A document begins with "<" or "{"; how many NULs stand about it tells the width (XML 1.0, appendix F).
_WIDE = re.compile(rb"(?:[<{]\0\0\0(?P<le32>)|\0\0\0[<{](?P<be32>)|[<{]\0[^\0](?P<le16>)|\0[<{]\0[^\0](?P<be16>))")
_WIDTHS: Final[Mapping[str, str]] = {"le32": "utf-32-le", "be32": "utf-32-be", "le16": "utf-16-le", "be16": "utf-16-be"}
_PROLOG = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,40})["']""")
_META = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_LOOKED_AT: Final = 2_048
"""Bytes at the start in which a declaration is looked for."""
_LOOKED_INTO: Final = 65_536
"""Bytes at the start that are tried in a declared charset."""

# What senders call a charset, and the larger one that they mean by it (WHATWG Encoding).
_MEANT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_DEFAULT: Final = "cp1252"
_MULTIBYTE: Final = frozenset(("big5hkscs", "gb18030", "cp932", "euc_jp", "cp949"))
_LATIN: Final = frozenset(
    f"{family}{number}"
    for family, numbers in (("cp125", (0, 2, 4, 7, 8)), ("iso8859-", (2, 3, 4, 10, 13, 14, 15, 16)))
    for number in numbers
)
_MISFITS: Final = 0.02
"""Of the bytes above ASCII, the share that may not fit a charset that is declared."""
# Codecs of Python that are no charsets of documents, and UTF-7, in which markup hides.
_REFUSED: Final = frozenset(("utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
_STATEFUL: Final = ("iso2022", "hz")
_STRAY: Final = "tapewire-stray-byte"


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    # A single byte amid UTF-8 was mostly pasted from a Windows program; a broken sequence is lost.
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.end]
    return (byte.decode("cp1252", "replace") if len(byte) == 1 else "\ufffd"), error.end


codecs.register_error(_STRAY, _stray_byte)


def decode(content: bytes, content_type: str | None) -> str:
    """Turn a document's bytes into text. Never fails: what cannot be read becomes U+FFFD.

    Bytes that are UTF-8 for the most part are UTF-8, whatever is declared: other charsets' text hardly ever is by
    chance. Else the document's own declaration counts before the header's, which servers put there without looking;
    neither counts where the bytes plainly contradict it, and where there is none the bytes decide.

    Args:
        content: As fetched.
        content_type: The ``Content-Type`` header, or None.
    """
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(codec, "replace")
    wide = _WIDE.match(content)
    if wide and wide.lastgroup:
        return content.decode(_WIDTHS[wide.lastgroup], "replace")
    declared = list(_declared(content, content_type))
    if declared and declared[0].startswith(_STATEFUL):
        return content.decode(declared[0], "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = content.decode("utf-8", "replace")
    faults = lenient.count("\ufffd")
    valid = len(lenient) - len(lenient.encode("ascii", "ignore")) - faults
    if valid >= faults:
        return content.decode("utf-8", _STRAY)
    return content.decode(_chosen(content, [codec for codec in declared if codec != "utf-8"]), "replace")


def _chosen(content: bytes, declared: list[str]) -> str:
    guessed = guess(content)
    believed = next((codec for codec in declared if _fits(content, codec)), None)
    if guessed is None:
        return believed or _DEFAULT
    if believed is None:
        return guessed.codec
    # Every byte fits a single-byte charset: that it is of the wrong script shows only by how the bytes stand.
    is_plausible = believed in _MULTIBYTE or guessed.is_latin == (believed in _LATIN)
    is_overruled = guessed.is_sure and (believed == _DEFAULT or not guessed.is_latin)
    return guessed.codec if is_overruled or not is_plausible else believed


def _fits(content: bytes, codec: str) -> bool:
    part = content[:_LOOKED_INTO]
    high = len(_HIGH.findall(part))
    return part.decode(codec, "replace").count("\ufffd") <= 1 + _MISFITS * high


def _declared(content: bytes, content_type: str | None) -> Iterator[str]:
    head = content[:_LOOKED_AT]
    names = [match[1].decode("ascii", "replace") for match in (_PROLOG.search(head), _META.search(head)) if match]
    header = _HEADER.search(content_type or "")
    for name in (*names, *((header[1],) if header else ())):
        try:
            codec = codecs.lookup(name).name
            "".encode(codec)  # refuses codecs that are not of text, such as hex
        except (LookupError, ValueError):
            continue
        codec = _MEANT.get(codec, codec)
        # What says "UTF-16" in bytes that can be read singly is wrong.
        if codec not in _REFUSED and not codec.startswith(("utf-16", "utf-32")):
            yield codec
