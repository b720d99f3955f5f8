"""Text → moves. See ``docs/moves.md``.

The names below are loaded on first use: importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tapewire.moves.names import short_name
    from tapewire.moves.parse import explain, parse_moves

__all__ = ["explain", "parse_moves", "short_name"]


def __getattr__(name: str) -> Any:
    if name in ("parse_moves", "explain"):
        from tapewire.moves import parse

        return getattr(parse, name)
    if name == "short_name":
        from tapewire.moves.names import short_name

        return short_name
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
