"""Values of the model as columns of the library, and back."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import msgspec

from tapewire.model import Mark, MarkKind, Move
from tapewire.moves.wire import move_from_json, move_to_json
from tapewire.related.index import Term, TermKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_encode = msgspec.json.Encoder().encode
_marks = msgspec.json.Decoder(list[tuple[int, int, str, str | None]])
_moves = msgspec.json.Decoder(list[dict[str, object]])
_terms = msgspec.json.Decoder(tuple[list[str], list[str], list[str], list[float]])


def to_us(time: datetime) -> int:
    """Write an instant as microseconds since 1970: exact, and in order as integers."""
    return (time - _EPOCH) // _MICROSECOND


def from_us(time_us: int) -> datetime:
    """Read what `to_us` wrote."""
    return _EPOCH + timedelta(microseconds=time_us)


def optional_us(time: datetime | None) -> int | None:
    """Write an instant that may be missing."""
    return None if time is None else to_us(time)


def optional_time(time_us: int | None) -> datetime | None:
    """Read what `optional_us` wrote."""
    return None if time_us is None else from_us(time_us)


def pack_marks(marks: Sequence[Mark]) -> bytes:
    """Write a body's marks."""
    return _encode([(mark.start, mark.end, mark.kind, mark.href) for mark in marks])


def unpack_marks(packed: bytes) -> tuple[Mark, ...]:
    """Read what `pack_marks` wrote."""
    return tuple(
        Mark(start=start, end=end, kind=cast(MarkKind, kind), href=href)
        for start, end, kind, href in _marks.decode(packed)
    )


def pack_moves(moves: Sequence[Move]) -> bytes:
    """Write a story's moves."""
    return _encode([move_to_json(move) for move in moves])


def unpack_moves(packed: bytes) -> tuple[Move, ...]:
    """Read what `pack_moves` wrote."""
    return tuple(move_from_json(move) for move in _moves.decode(packed))


def pack_terms(terms: Sequence[Term]) -> bytes:
    """Write what a story speaks of, field by field, in little room: a hundred terms take about a kilobyte."""
    columns = (
        [term.key for term in terms],
        [term.kind for term in terms],
        [term.label for term in terms],
        [term.weight for term in terms],
    )
    return zlib.compress(_encode(columns), level=1)


def unpack_terms(packed: bytes) -> tuple[Term, ...]:
    """Read what `pack_terms` wrote."""
    return tuple(
        Term(key, cast(TermKind, kind), label, weight)
        for key, kind, label, weight in zip(*_terms.decode(zlib.decompress(packed)), strict=True)
    )
