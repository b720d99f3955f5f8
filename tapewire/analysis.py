"""What is worked out about a story once, when it arrives. Pure, and run in a worker process."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from tapewire.feeds.document import Entry, FeedDocument
from tapewire.model import Badge, Body, Comments, Feed, Move
from tapewire.moves.own import own_mark
from tapewire.related.index import Term

ANALYSIS = 4
"""Raised whenever moves or terms come out otherwise than before, so that stored stories are analysed anew."""


DIGEST_S = 3.5
"""Seconds of CPU that one document is worked on before the rest of its stories is put off: well within the workers'
deadline, which would cost the whole feed."""
GONE = ""
"""Stands for the fingerprint of a story that was deleted, which is not looked at however it is edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedEntry:
    """An entry with everything that lists, panes and rankings look up later."""

    entry: Entry
    moves: tuple[Move, ...]
    badge: Badge | None
    terms: tuple[Term, ...]
    fingerprint: str
    """See `fingerprint`."""
    is_muted: bool = False
    """Whether a mute rule leaves it out of lists: not for a worker to say, the library decides it on arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a worker makes of one feed's document."""

    title: str
    """The feed's own name for itself; may be empty."""
    fresh: tuple[AnalysedEntry, ...]
    """Entries that are new or edited, in the document's order."""
    unchanged: tuple[str, ...]
    """Ids of the entries that are known as they are, or as deleted."""
    warnings: tuple[str, ...]
    """Entries that were left out, each with the reason, in words."""
    pace_s: int | None = None
    """How often the document says that it is published anew, in seconds; None where it does not say."""
    comments: tuple[tuple[str, Comments], ...] = ()
    """Where the comments on unchanged entries are, by id: their number grows without the entry being edited."""


def digest(document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
    """Parse a feed's document and analyse what is new in it.

    Args:
        document: As fetched.
        feed: Whose document it is.
        known: The fingerprint of each story of the feed that is already stored, by story id; `GONE` for deleted ones.

    Raises:
        FeedParseError: The document is no feed that we can read.
    """
    from tapewire.feeds.parse import parse_feed

    stop_at = time.process_time() + DIGEST_S
    parsed = parse_feed(document, feed)
    fresh: list[AnalysedEntry] = []
    unchanged: list[str] = []
    comments: list[tuple[str, Comments]] = []
    put_off = 0
    for entry in parsed.entries:
        if known.get(entry.id) in (GONE, fingerprint(entry.title, entry.body)):
            unchanged.append(entry.id)
            if entry.comments is not None:
                comments.append((entry.id, entry.comments))
        elif time.process_time() < stop_at:
            fresh.append(analyse(entry))
        else:
            put_off += 1
            fresh.append(_unanalysed(entry))
    wait = f"{put_off:,} stories have no moves until the feed changes: it brought too many at once."
    return Digest(
        title=parsed.title,
        fresh=tuple(fresh),
        unchanged=tuple(unchanged),
        warnings=(*parsed.warnings, wait) if put_off else parsed.warnings,
        pace_s=parsed.pace_s,
        comments=tuple(comments),
    )


def analyse(entry: Entry) -> AnalysedEntry:
    """Work out the moves that an entry states, and what it speaks of."""
    from tapewire.moves import parse_moves
    from tapewire.related.terms import story_terms

    moves = parse_moves(entry.body.text, title=entry.title)
    return AnalysedEntry(
        entry=entry,
        moves=moves,
        badge=badge_for(moves),
        terms=story_terms(entry.title, entry.body.text, moves),
        fingerprint=fingerprint(entry.title, entry.body),
    )


def _unanalysed(entry: Entry) -> AnalysedEntry:
    # Stored under a number that no analysis has, so that it is analysed when its document is next read.
    _, _, words = fingerprint(entry.title, entry.body).partition("-")
    return AnalysedEntry(entry=entry, moves=(), badge=None, terms=(), fingerprint=f"0-{words}")


def fingerprint(title: str, body: Body) -> str:
    """Tell whether a story was edited since it was analysed, or is to be analysed anew.

    Returns:
        The number of the analysis, the mark of the user's own instruments, a hyphen, and 16 hexadecimal digits that
        change with title, text or links.
    """
    hashed = blake2b(digest_size=8)
    for part in (title, body.text, *(f"{mark.start} {mark.end} {mark.kind} {mark.href}" for mark in body.marks)):
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return f"{ANALYSIS}{own_mark()}-{hashed.hexdigest()}"


def is_edit(before: str, after: str) -> bool:
    """Tell whether two fingerprints of a story differ by what its author wrote, not only by the analysis."""
    return before.partition("-")[2] != after.partition("-")[2]


def badge_for(moves: tuple[Move, ...]) -> Badge | None:
    """Choose the move that stands for a story in a list.

    A story that states where an index stands is a story about that market, whatever single stocks did in it, and it
    names the market's own index first. Otherwise the largest move tells most. Moves of other periods than the session
    count only where the session has none.

    Args:
        moves: In the order in which the story states them.

    Returns:
        None where no move has a percentage other than 0.
    """
    stated = [move for move in moves if move.percent]
    of_session = [move for move in stated if move.period == "session"] or stated
    of_indices = [move for move in of_session if move.instrument.kind == "index"]
    if not of_session:
        return None
    chosen = of_indices[0] if of_indices else max(of_session, key=lambda move: abs(move.percent or 0.0))
    from tapewire.moves import short_name

    return Badge(label=short_name(chosen.instrument), direction=chosen.direction, percent=chosen.percent or 0.0)
