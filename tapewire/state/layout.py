"""The state file's bytes: TinyDB's own form of JSON, one document to a line, with a format number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

FORMAT = 2
"""Raised when an older Tapewire would misread the file or spoil it; new tables and new keys in documents do not need
that. 2: the first document tells how many documents each table has, which whoever writes the file must keep true."""

ABOUT = "tapewire"
"""The table that holds the format number, in its first document."""

Document = dict[str, object]
Tables = dict[str, dict[str, Document]]
"""Documents by number, by table: what a TinyDB storage reads and writes."""

_BYTES_AT_ONCE = 64 * 1024
"""How much is decoded in one call, which takes a third of a millisecond."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


def with_about(tables: Tables, *, serial: int) -> Tables:
    """Give tables the document that tells what the file holds. It stands first, where a file that was cut still has it.

    Args:
        tables: All others.
        serial: The number of this content; every write's is greater than that of the write before.
    """
    counts = {name: len(documents) for name, documents in tables.items() if name != ABOUT}
    about: Document = {"format": FORMAT, "serial": serial, "counts": counts}
    return {ABOUT: {"1": about}} | {name: documents for name, documents in tables.items() if name != ABOUT}


def about(tables: Tables) -> Document:
    """The document that tells what the file holds; empty where there is none."""
    return tables.get(ABOUT, {}).get("1", {})


def serial_of(tables: Tables | None) -> int:
    """The number of a file's content; 0 where it has none."""
    number = about(tables or {}).get("serial")
    return number if isinstance(number, int) else 0


def _count_documents(tables: Tables) -> Tables:
    """Format 1 into 2."""
    return with_about(tables, serial=0)


_MIGRATIONS: tuple[Callable[[Tables], Tables], ...] = (_count_documents,)
"""Each makes tables of one format into those of the next; the first is for format 1. Only ever added to."""


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
    number = format_of(tables)
    for name, documents in tables.items():
        if not isinstance(documents, dict) or not all(
            key.isdecimal() and key.isascii() and (key[0] != "0" or key == "0") and isinstance(document, dict)
            for key, document in documents.items()
        ):
            raise DamagedError(f"holds something other than numbered documents in its table {name!r}")
    for migrate in _MIGRATIONS[number - 1 :]:
        tables = migrate(tables)
    return tables


def _decode_whole(content: bytes) -> object:
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if not content.strip(b" \t\r\n\0"):
            raise DamagedError("holds nothing" if b"\0" not in content else "holds nothing but NUL bytes") from error
        raise DamagedError(f"is not whole ({str(error) or 'nested too deeply'})") from error


def _decode_lines(content: bytes) -> Tables:
    """Read what `encode` wrote, a part at a time, so that other threads run in between.

    Raises:
        ValueError, msgspec.DecodeError: `encode` did not write this.
    """
    if not content.startswith(b"{\n") or not content.endswith(b"\n}\n"):
        raise ValueError
    tables: Tables = {}
    place, last = 2, len(content) - 2
    while place < last:
        header_end = content.index(b"\n", place)
        if not content.endswith(b": {", place, header_end):
            raise ValueError
        (name,) = _decode(b"{" + content[place:header_end] + b"}}")
        end = content.index(b"\n}", header_end)
        documents: dict[str, Document] = {}
        tables[name] = documents
        start = header_end
        while start < end:
            stop = content.find(b"\n", start + _BYTES_AT_ONCE, end)
            if stop < 0:
                stop = end
            comma = stop < end and content.endswith(b",", start, stop)
            documents |= _decode(b"{" + content[start : stop - comma] + b"}")
            start = stop
        place = content.index(b"\n", end + 1) + 1
        if content[end + 1 : place] != (b"}\n" if place == last else b"},\n"):
            raise ValueError
    return tables


def format_of(tables: dict[str, Any]) -> int:
    """The format number; a file that lost it is taken for one of the first format.

    Raises:
        DamagedError: It is no such number.
        NewerFormatError: We do not know it.
    """
    about = tables.get(ABOUT)
    first = about.get("1") if isinstance(about, dict) else None
    number = first.get("format", 1) if isinstance(first, dict) else 1
    if not isinstance(number, int) or number < 1:
        raise DamagedError("has a format number that is no number")
    if number > FORMAT:
        raise NewerFormatError(number)
    return number
