"""Which stories are muted: decided when a story arrives, and anew for the stored ones when the rules have changed.

The library notes by which rules its marks were decided, so that only what a change of the rules can alter is looked at:
a new rule is asked about the stories that are not muted, and those that are muted are asked again when a rule is gone.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from tapewire.analysis import AnalysedEntry, Digest
from tapewire.filters import Candidate, MuteFilter, rule_key
from tapewire.library import meta, search
from tapewire.library.codec import from_us
from tapewire.library.connections import Connections
from tapewire.library.rows import chunks, placeholders
from tapewire.model import Feed, MuteRule, Story, story_time

_AT_ONCE = 1_000
"""Stored stories that are read together; their texts may take some megabytes."""
_DECIDING = "deciding "
"""Stands before the rules' keys while stored stories are being decided on: what is left of a run that was cut short."""

_Verdict = tuple[bool, int, str]
"""Whether muted; a story's number; its fingerprint, by which it is known again."""


class Mutes:
    """The rules in force, and the marks that they make. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._filter = MuteFilter()
        self._notices: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """Which rules were given up since they take too long, in words."""
        with self._lock:
            return tuple(dict.fromkeys((*self._filter.notices, *self._notices)))

    def use(self, rules: tuple[MuteRule, ...]) -> None:
        """Decide by these rules from now on; the stored stories' marks stay as they are until `decide_stored`."""
        with self._lock:
            self._filter, self._notices = MuteFilter(rules), ()

    def decided(self, feed: Feed, digest: Digest, *, now: datetime) -> Digest:
        """Mark the stories that a feed brought.

        Args:
            feed: Whose stories they are.
            digest: What a worker made of its document.
            now: When new stories count as first seen.
        """
        if not self._filter.rules:
            return digest
        return replace(
            digest, fresh=tuple(self._decide(feed.key, feed.name, analysed, now) for analysed in digest.fresh)
        )

    def decided_story(self, story: Story, analysed: AnalysedEntry) -> AnalysedEntry:
        """Mark a story that is put back."""
        return self._decide(story.feed_key, story.source, analysed, story.first_seen)

    def note_arrivals(self, connection: sqlite3.Connection) -> None:
        """Note in a write transaction that stories were marked by the rules in force, if others were so far."""
        noted = meta.mute_keys(connection)
        if noted is not None and noted.removeprefix(_DECIDING) != _keys(self._filter.rules):
            meta.set_mute_keys(connection, None)

    def decide_stored(self, connections: Connections) -> bool:
        """Bring the marks of the stored stories in line with the rules in force.

        Returns:
            Whether any changed.
        """
        rules = self._filter.rules
        keys = _keys(rules)
        with connections.reading() as connection:
            noted = meta.mute_keys(connection)
            has_muted = connection.execute("SELECT 1 FROM stories WHERE is_muted = 1 LIMIT 1").fetchone() is not None
        if noted == keys or (not rules and not has_muted):
            return False
        known = (
            None if noted is None or noted.startswith(_DECIDING) else set(msgspec.json.decode(noted, type=list[str]))
        )
        with connections.writing() as connection:
            meta.set_mute_keys(connection, _DECIDING + keys)
        verdicts: list[_Verdict] = []
        scan = _Scan(connections)
        for rule in rules:
            if known is None or rule_key(rule) not in known:
                verdicts += scan.to_mute(rule)
        if known is None or known - {rule_key(rule) for rule in rules}:
            verdicts += scan.to_unmute(rules)
        with connections.writing() as connection:
            connection.executemany("UPDATE stories SET is_muted = ? WHERE n = ? AND fingerprint = ?", verdicts)
            if meta.mute_keys(connection) == _DECIDING + keys:  # else another process marked by other rules meanwhile
                meta.set_mute_keys(connection, keys)
            if verdicts:
                meta.count_change(connection, "flag_changes")
        with self._lock:
            self._notices = scan.notices
        return bool(verdicts)

    def _decide(self, feed_key: str, source: str, analysed: AnalysedEntry, first_seen: datetime) -> AnalysedEntry:
        entry = analysed.entry
        candidate = Candidate(
            feed_key=feed_key,
            source=source,
            title=entry.title,
            author=entry.author,
            time=story_time(entry.published, first_seen),
            text=entry.body.text,
        )
        with self._lock:
            is_muted = self._filter.mutes(candidate)
        return replace(analysed, is_muted=is_muted) if is_muted != analysed.is_muted else analysed


class _Scan:
    """Looks through the stored stories, some at a time, so that nobody waits for it."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.notices: tuple[str, ...] = ()

    def to_mute(self, rule: MuteRule) -> Iterator[_Verdict]:
        """List the stories that are not muted and that a rule mutes."""
        yield from self._verdicts(MuteFilter((rule,)), self._found(rule), is_muted=False)

    def to_unmute(self, rules: tuple[MuteRule, ...]) -> Iterator[_Verdict]:
        """List the stories that are muted and that no rule mutes."""
        yield from self._verdicts(MuteFilter(rules), None, is_muted=True)

    def _verdicts(self, muting: MuteFilter, numbers: list[int] | None, *, is_muted: bool) -> Iterator[_Verdict]:
        for candidates in self._stored(numbers, is_muted=is_muted, with_text=muting.reads_text):
            for n, fingerprint, candidate in candidates:
                if muting.mutes(candidate) != is_muted:
                    yield not is_muted, n, fingerprint
        self.notices += muting.notices

    def _found(self, rule: MuteRule) -> list[int] | None:
        """Look up in the full-text index which stories may be meant; None: it cannot tell."""
        expression = search.all_words(rule.word)
        if expression is None:
            return None
        columns = "{title body}" if rule.in_text else "{title}"
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT rowid FROM fulltext WHERE fulltext MATCH ?", (f"{columns} : ({expression})",)
            ).fetchall()
        return [n for (n,) in rows]

    def _stored(
        self, numbers: list[int] | None, *, is_muted: bool, with_text: bool
    ) -> Iterator[list[tuple[int, str, Candidate]]]:
        text, join = ("text", "JOIN bodies USING (n)") if with_text else ("''", "")
        rows = f"""
            SELECT n, fingerprint, feeds.key, feeds.name, stories.title, author, time, {text}
            FROM stories JOIN feeds USING (feed) {join} WHERE +is_muted = {is_muted:d} AND
        """
        if numbers is not None:
            for chosen in chunks(numbers):
                yield self._read(f"{rows} n IN ({placeholders(chosen)})", chosen)
            return
        if is_muted:
            with self._connections.reading() as connection:
                found = connection.execute("SELECT n FROM stories WHERE is_muted = 1").fetchall()
            yield from self._stored([n for (n,) in found], is_muted=is_muted, with_text=with_text)
            return
        last = -1
        while some := self._read(f"{rows} n > ? ORDER BY n LIMIT {_AT_ONCE}", (last,)):
            last = some[-1][0]
            yield some

    def _read(self, rows: str, parameters: Sequence[object]) -> list[tuple[int, str, Candidate]]:
        with self._connections.reading() as connection:
            return [
                (
                    n,
                    fingerprint,
                    Candidate(feed_key=key, source=source, title=title, author=author, time=from_us(time), text=text),
                )
                for n, fingerprint, key, source, title, author, time, text in connection.execute(rows, parameters)
            ]


def _keys(rules: tuple[MuteRule, ...]) -> str:
    return msgspec.json.encode(sorted(rule_key(rule) for rule in rules)).decode()
