"""The instruments that the user added: what the tables of the gazetteer do not know, or should know by another name."""

from __future__ import annotations

from hashlib import blake2b

from tapewire.model import OwnInstrument

_OWN: list[tuple[OwnInstrument, ...]] = [()]
"""What was put in use so far, the present ones last."""


def use_own(instruments: tuple[OwnInstrument, ...]) -> None:
    """Put instruments in use, for every text that this process reads from now on; they go before the tables."""
    if instruments != _OWN[-1]:
        _OWN.append(instruments)


def own_instruments() -> tuple[OwnInstrument, ...]:
    """List those in use, in the user's order."""
    return _OWN[-1]


def own_version() -> int:
    """Tell whether others are in use than before: the number changes with each change."""
    return len(_OWN)


def own_mark() -> str:
    """Tell in which terms a story was read.

    Returns:
        Empty where the user added nothing; else a point and 8 hexadecimal digits that change with what was added.
    """
    if not _OWN[-1]:
        return ""
    hashed = blake2b(digest_size=4)
    for own in _OWN[-1]:
        for part in (own.name, own.symbol or "", own.kind, *own.aliases):
            hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
        hashed.update(b"\1")
    return f".{hashed.hexdigest()}"
