"""Texts → fingerprints that tell exact copies and, by MinHash, near ones: a wire's story that several print."""

from __future__ import annotations

import re
from hashlib import blake2b
from operator import eq
from zlib import crc32

SLOTS = 64
"""Bytes of a sketch: the likeness of two texts is known to about ±0.06."""
COPY = 0.55
"""From which likeness on two texts are one, printed twice: a dateline and a missing last sentence are allowed for."""
RUN = 3
"""Words that are looked at together."""
LEAST_WORDS = 15
"""Shorter texts have no sketch: their likeness says too little."""
READ_CHARACTERS = 6000

_WORD = re.compile(r"\w+")


def digest(title: str, text: str) -> int:
    """Fingerprint a story so that exact copies have the same, but for blanks and capitals.

    Returns:
        Above 0, below 2⁶³; 0 for a story without words.
    """
    words = f"{title}\n{text}".casefold().split()
    if not words:
        return 0
    return int.from_bytes(blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()) >> 1 or 1


def sketch(text: str) -> bytes:
    """Fingerprint a text so that the fingerprints of like texts are alike.

    Returns:
        `SLOTS` bytes for `likeness`; empty for a text that is too short.
    """
    words = _WORD.findall(text[:READ_CHARACTERS].casefold())
    if len(words) < LEAST_WORDS:
        return b""
    least = [1 << 32] * SLOTS
    for at in range(len(words) - RUN + 1):
        hashed = crc32(" ".join(words[at : at + RUN]).encode("utf-8", "replace"))
        slot, value = hashed % SLOTS, hashed // SLOTS
        if value < least[slot]:
            least[slot] = value
    # Of each slot's least value a byte is kept: two other values meet in one of 255 cases. 0 is an empty slot.
    return bytes(0 if value == 1 << 32 else value % 255 + 1 for value in least)


def likeness(one: bytes, other: bytes) -> float:
    """Estimate which share of the runs of words of two texts is common to both; 0 where either has no sketch."""
    if not one or not other:
        return 0.0
    same, empty = sum(map(eq, one, other)), 0
    if 0 in one and 0 in other:
        empty = sum(a == b == 0 for a, b in zip(one, other, strict=True))
    return float(same - empty) / (SLOTS - empty)
