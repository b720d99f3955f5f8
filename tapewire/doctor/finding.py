"""What an examination found."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Area = Literal["terminal", "config", "folders", "locks", "library", "state", "feeds"]
Level = Literal["ok", "note", "fault"]
"""``ok``: it is as it should be; ``note``: it works, but should be known; ``fault``: something does not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    area: Area
    level: Level
    what: str
    """What is so, in a sentence or two for the user."""
    mend: str | None = None
    """A shell command that mends it; None where nothing is to be done, or nothing can."""


def quoted(path: Path) -> str:
    """Write a path as a word of a shell command."""
    return shlex.quote(str(path))
