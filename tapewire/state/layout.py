"""The state file's bytes: TinyDB's own form of JSON, one document to a line, with a format number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

FORMAT = 1
"""Raised when an older Tapewire would misread the file; new tables and new keys in documents do not need that."""

ABOUT = "tapewire"
"""The table that holds the format number, in its first document."""

Document = dict[str, object]
Tables = dict[str, dict[str, Document]]
"""Documents by number, by table: what a TinyDB storage reads and writes."""

_AT_ONCE = 256
"""Documents that are decoded in one call: 0.3 ms of read marks, 3 ms of bookmarks with full text."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class DamagedError(ValueError):
    """The bytes are not a state file. The text says why, in words that fit after "it"."""


class NewerFormatError(ValueError):
    """The file has a format that this program does not know.

    Attributes:
        number: Its format number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def encode(tables: Tables) -> Iterator[bytes]:
    """Put tables into bytes, a document at a time.

    In pieces because one call for 50,000 documents keeps every other thread from running for longer than a frame.
    """
    yield b"{"
    for place, (name, documents) in enumerate(tables.items()):
        yield b"%s\n%s: {" % (b"," if place else b"", _encode(name))
        separator = b"\n"
        for number, document in documents.items():
            yield b'%s"%s": %s' % (separator, str(number).encode(), _encode(document))
            separator = b",\n"
        yield b"\n}"
    yield b"\n}\n"


def decode(content: bytes) -> Tables:
    """Read tables from bytes.

    Raises:
        DamagedError: They are no state file.
        NewerFormatError: They are one of a format that we do not know.
    """
    tables: object
    try:
        tables = _decode_lines(content)
    except (ValueError, msgspec.DecodeError):
        tables = _decode_whole(content)  # edited by hand, written by another program, or damaged
    if not isinstance(tables, dict):
        raise DamagedError("holds no tables")
    number = _format_of(tables)
    if number > FORMAT:
        raise NewerFormatError(number)
    for name, documents in tables.items():
        if not isinstance(documents, dict) or not all(
            key.isdecimal() and key.isascii() and (key[0] != "0" or key == "0") and isinstance(document, dict)
            for key, document in documents.items()
        ):
            raise DamagedError(f"holds something other than numbered documents in its table {name!r}")
    return tables


def _decode_whole(content: bytes) -> object:
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if not content.strip(b" \t\r\n\0"):
            raise DamagedError("holds nothing" if b"\0" not in content else "holds nothing but NUL bytes") from error
        raise DamagedError(f"is not whole ({str(error) or 'nested too deeply'})") from error


def _decode_lines(content: bytes) -> Tables:
    """Read what `encode` wrote, a few hundred documents at a time, so that other threads run in between.

    Raises:
        ValueError, msgspec.DecodeError: `encode` did not write this.
    """
    lines = content.split(b"\n")
    if lines[0] != b"{" or lines[-2:] != [b"}", b""]:
        raise ValueError
    tables: Tables = {}
    place = 1
    while place < len(lines) - 2:
        if not lines[place].endswith(b": {"):
            raise ValueError
        (name,) = _decode(b"{" + lines[place] + b"}}")
        end = place + 1
        while not lines[end].startswith(b"}"):
            end += 1
        if lines[end] != (b"}" if end == len(lines) - 3 else b"},"):
            raise ValueError
        tables[name] = {}
        for first in range(place + 1, end, _AT_ONCE):
            documents = b"\n".join(lines[first : min(first + _AT_ONCE, end)]).removesuffix(b",")
            tables[name] |= _decode(b"{" + documents + b"}")
        place = end + 1
    return tables


def _format_of(tables: Tables) -> int:
    """The format number; a file that lost it is taken for one of the first format."""
    about = tables.get(ABOUT)
    first = about.get("1") if isinstance(about, dict) else None
    number = first.get("format", 1) if isinstance(first, dict) else 1
    if not isinstance(number, int):
        raise DamagedError("has a format number that is no number")
    return number
