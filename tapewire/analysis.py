"""What is worked out about a story once, when it arrives. Pure, and run in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from tapewire.feeds.document import Entry, FeedDocument
from tapewire.model import Badge, Body, Feed, Move
from tapewire.related.index import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedEntry:
    """An entry with everything that lists, panes and rankings look up later."""

    entry: Entry
    moves: tuple[Move, ...]
    badge: Badge | None
    terms: tuple[Term, ...]
    fingerprint: str
    """See `fingerprint`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a worker makes of one feed's document."""

    title: str
    """The feed's own name for itself; may be empty."""
    fresh: tuple[AnalysedEntry, ...]
    """Entries that are new or edited, in the document's order."""
    unchanged: tuple[str, ...]
    """Ids of the entries that are known as they are."""
    warnings: tuple[str, ...]
    """Entries that were left out, each with the reason, in words."""


def digest(document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
    """Parse a feed's document and analyse what is new in it.

    Args:
        document: As fetched.
        feed: Whose document it is.
        known: The fingerprint of each story of the feed that is already stored, by story id.

    Raises:
        FeedParseError: The document is no feed that we can read.
    """
    from tapewire.feeds.parse import parse_feed

    parsed = parse_feed(document, feed)
    fresh: list[AnalysedEntry] = []
    unchanged: list[str] = []
    for entry in parsed.entries:
        if known.get(entry.id) == fingerprint(entry.title, entry.body):
            unchanged.append(entry.id)
        else:
            fresh.append(analyse(entry))
    return Digest(title=parsed.title, fresh=tuple(fresh), unchanged=tuple(unchanged), warnings=parsed.warnings)


def analyse(entry: Entry) -> AnalysedEntry:
    """Work out the moves that an entry states, and what it speaks of."""
    from tapewire.moves import parse_moves
    from tapewire.related.terms import story_terms

    moves = parse_moves(entry.body.text, title=entry.title)
    return AnalysedEntry(
        entry=entry,
        moves=moves,
        badge=strongest(moves),
        terms=story_terms(entry.title, entry.body.text, moves),
        fingerprint=fingerprint(entry.title, entry.body),
    )


def fingerprint(title: str, body: Body) -> str:
    """Tell whether a story was edited: 16 hexadecimal digits that change with its title, text or links."""
    hashed = blake2b(digest_size=8)
    for part in (title, body.text, *(f"{mark.start} {mark.end} {mark.kind} {mark.href}" for mark in body.marks)):
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return hashed.hexdigest()


def strongest(moves: tuple[Move, ...]) -> Badge | None:
    """Choose the move that stands for a story: the session's largest of an index, else of anything.

    A story that states where an index stands is a story about that market, whatever single stocks did in it; moves of
    other periods count only where the session has none.
    """

    def weight(move: Move) -> tuple[bool, bool, float]:
        return (move.period == "session", move.instrument.kind == "index", abs(move.percent or 0.0))

    stated = [move for move in moves if move.percent]
    if not stated:
        return None
    best = max(stated, key=weight)
    from tapewire.moves import short_name

    return Badge(label=short_name(best.instrument), direction=best.direction, percent=best.percent or 0.0)
