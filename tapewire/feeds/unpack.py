"""The body of an answer, unpacked under a bound: a small answer can unpack to gigabytes.

httpx would unpack by itself, but gives out what one read unpacks to in one piece, however large that is. Brotli is
bounded from 1.2 on. On public feeds it saves 5 to 11% beside gzip, and some servers send it unasked.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import brotli
import httpx

from tapewire.errors import FetchError
from tapewire.text import clean_line

MAX_BODY: Final = 15 * 1024 * 1024
"""Bytes of one answer, counted as they are unpacked."""
ENCODINGS: Final = "gzip, deflate, br"
"""What can be unpacked, as a server is told."""
_SKIMMED: Final = 64 * 1024
"""Bytes; reading more than that costs more than a new connection."""
_UNPACKED_AT_ONCE: Final = 256 * 1024


async def unpacked(response: httpx.Response, url: str) -> bytes:
    """Read the body of an answer that is being streamed, at most `MAX_BODY` bytes.

    Args:
        response: Its body is as yet unread.
        url: What was asked for, to be named in errors.

    Raises:
        FetchError: It is too large, or not packed as its headers say.
        httpx.HTTPError: The connection failed.
    """
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit():
        check_size(int(length[:18]), url)
    unpack = _unpacker(response.headers.get("content-encoding", "identity").strip().lower(), url)
    pieces: list[bytes] = []
    size = packed_size = 0
    try:
        async for packed in response.aiter_raw():
            # Also what came: empty packets without end unpack to nothing.
            packed_size += len(packed)
            check_size(packed_size, url)
            for piece in filter(None, unpack(packed)):
                size += len(piece)
                check_size(size, url)
                pieces.append(piece)
    except (zlib.error, brotli.error) as error:
        raise FetchError("The answer is not packed as the server says, and cannot be unpacked.", url=url) from error
    return b"".join(pieces)


async def skim(response: httpx.Response) -> None:
    """Read past the body of an answer whose headers say all, if it is small: the connection can then be used again.

    Args:
        response: Its body is as yet unread.

    Raises:
        httpx.HTTPError: The connection failed.
    """
    # Only a body whose end is known: another may drip for as long as we listen.
    length = "0" if response.status_code == 304 else response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:18]) <= _SKIMMED:
        async for _ in response.aiter_raw():
            pass


def check_size(size: int, url: str) -> None:
    """Raise FetchError if a document of that many bytes is larger than `MAX_BODY`."""
    if size > MAX_BODY:
        raise FetchError(f"The answer is larger than {MAX_BODY // 1024**2} MiB.", url=url)


def _unpacker(encoding: str, url: str) -> Callable[[bytes], Iterable[bytes]]:
    if encoding in ("identity", ""):
        return lambda packed: (packed,)
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Inflater(is_gzip="gzip" in encoding).unpack
    if encoding == "br":
        return _Unbrotli().unpack
    raise FetchError(f"The answer is packed as '{clean_line(encoding)[:40]}', which we did not ask for.", url=url)


class _Inflater:
    """Unpacks gzip or deflate in small pieces, so that a bomb is noticed before it has gone off."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS) if is_gzip else None

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._stream is None:
                # "deflate" is zlib's format (RFC 9110, 8.4.1.2), but some servers send it without zlib's header.
                has_header = packed[0] & 0x0F == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
                self._stream = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
            yield self._stream.decompress(packed, _UNPACKED_AT_ONCE)
            packed = self._stream.unconsumed_tail
            if self._stream.eof:
                packed = self._stream.unused_data if self._is_gzip else b""
                if packed[:2] != b"\x1f\x8b":
                    return
                self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)


class _Unbrotli:
    """Unpacks Brotli in small pieces (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        while not self._stream.is_finished():
            yield self._stream.process(packed, output_buffer_limit=_UNPACKED_AT_ONCE)
            packed = b""
            if self._stream.can_accept_more_data():
                return
