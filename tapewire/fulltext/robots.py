"""A site's robots.txt: which of its pages a program may fetch, and how fast (RFC 9309). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

MAX_BYTES: Final = 500 * 1024
"""What is read of a file; the RFC (2.5) asks for as much at least."""
MAX_RULES: Final = 5_000
MAX_STARS: Final = 10
"""A pattern with more asterisks is passed over: it is no rule but a trap."""
OURS: Final = "tapewire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a robots.txt says to us."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns of paths, each with whether they may be fetched."""
    delay_s: float = 0.0
    """Seconds that it wants between two requests; 0 where it does not say."""

    def allows(self, url: str) -> bool:
        """Whether a page may be fetched: the longest pattern that fits decides, and of two as long the kinder."""
        parts = urlsplit(url)
        path = _plain(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING: Final = Robots()
"""What no robots.txt says."""
NOTHING: Final = Robots(rules=(("/", False),))
"""What one says that cannot be fetched as its server has trouble (RFC 9309, 2.3.1.4)."""


def parse_robots(content: bytes) -> Robots:
    """Read a robots.txt: the groups for us, else those for everybody.

    Args:
        content: Of the file; what is no line of such a file is passed over.
    """
    ours, everybodys = _Group(), _Group()
    groups: list[_Group] = []
    is_naming = False
    for name, value in _lines(content):
        if name == "user-agent":
            groups = groups if is_naming else []
            agent = value.split("/")[0].strip().lower()
            groups += [ours] if agent == OURS else [everybodys] if agent == "*" else []
            is_naming = True
            continue
        is_naming = False
        for group in groups:
            group.take(name, value)
    chosen = ours if ours.is_named else everybodys
    return Robots(rules=tuple(chosen.rules), delay_s=chosen.delay_s)


class _Group:
    """The rules for one name, gathered from wherever in the file it is named."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, bool]] = []
        self.delay_s = 0.0
        self.is_named = False

    def take(self, name: str, value: str) -> None:
        self.is_named = True
        if name in ("allow", "disallow") and value and len(self.rules) < MAX_RULES and value.count("*") <= MAX_STARS:
            self.rules.append((_plain(value), name == "allow"))
        elif name == "crawl-delay" and value.replace(".", "", 1).isdecimal():
            self.delay_s = float(value[:9])


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content[:MAX_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _plain(path: str) -> str:
    return unquote(path, errors="replace")


def _fits(pattern: str, path: str) -> bool:
    # Piece by piece, each at the first place behind the one before: that finds a fit if there is one.
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not is_anchored or at == len(path)
    *middle, last = others
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return (path.endswith(last) and len(path) - len(last) >= at) if is_anchored else path.find(last, at) >= 0
