"""Whom a clause speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tapewire.moves.focus import Ref


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a clause speaks of."""

    refs: tuple[Ref, ...] = ()
    """Empty where nothing traded is known to be spoken of."""
    is_refused: bool = False
    """It is known to be something that is not traded."""
    start: int | None = None
    """Offset where its words begin, if they stand right before the predicate; None for a subject taken over."""
    is_certain: bool = True


NOBODY: Final = Subject()
NOT_TRADED: Final = Subject(is_refused=True)
