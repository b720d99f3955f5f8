"""Mute rules: which stories the user wants left out of lists. Pure: where rules and flags are kept is left to others.

A rule says nothing about the present moment: one with an end date mutes the stories of the days up to it, so that a
story is decided on once, and those of a past event do not come back as news when the rule has run out.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any, Final

from tapewire.model import MuteRule
from tapewire.text import clean_line

SEARCH_S: Final = 0.05
"""How long one regular expression may look at one story. A title takes microseconds, unless it backtracks for ever."""
MAX_OVERRUNS: Final = 3
"""How often a regular expression may take longer before it is not asked any more."""
MAX_PATTERN: Final = 500
"""Characters of a regular expression."""
MAX_REPEATS: Final = 10_000
"""What the counts of a regular expression (``{1,100}``) may multiply to, a repeated group counting double: repeats are
laid out in memory, and a hundred groups with ``+`` in one another would take more of it than there is."""
FIRST_YEAR: Final = 1971
LAST_YEAR: Final = 9998
"""Which years an end date may lie in: what clocks of every kind can count to."""
TEXT_READ: Final = 50_000
"""Characters of a story's text that are looked at: some 8,000 words."""

# Chinese and Japanese are written without blanks, so that a word of them stands among letters, and others among theirs.
_UNSPACED = "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_SPACED = rf"[^\W{_UNSPACED}]"
_BEGINS_SPACED, _ENDS_SPACED = re.compile(_SPACED), re.compile(rf"{_SPACED}\Z")
_COUNT = re.compile(r"\{([0-9]*),?([0-9]*)\}")
_REPEATED_GROUP = re.compile(r"\)[+*?{]")

Search = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What rules look at of a story."""

    feed_key: str
    source: str
    """The name of its feed."""
    title: str
    author: str | None
    time: datetime
    """When it counts as published; see `tapewire.model.Story.time`."""
    text: str = ""
    """Its body's text; may be left empty where no rule reads it, see `MuteFilter.reads_text`."""


def rule_key(rule: MuteRule) -> str:
    """Name a rule: 16 hexadecimal digits that are the same for equal rules only, in every run."""
    parts = (rule.word, rule.regex, rule.source, rule.author, str(rule.in_text), str(rule.until))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def check_regex(pattern: str) -> str | None:
    """Say why a regular expression cannot be a mute rule; None if it can.

    Args:
        pattern: In Python's notation.
    """
    if len(pattern) > MAX_PATTERN:
        return f"is longer than {MAX_PATTERN} characters"
    repeats = 2 ** len(_REPEATED_GROUP.findall(pattern))
    for count in _COUNT.finditer(pattern):
        repeats *= max(1, *(int(figures[:9] or "1") for figures in count.groups()))
    if repeats > MAX_REPEATS:
        return f"has too many repeats in one another (over {MAX_REPEATS:,} in all)"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a later Python may read otherwise is no fault
            re.compile(pattern)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        return f"is no regular expression: {error.msg}{place}"
    except (RecursionError, OverflowError):
        return "is nested too deeply"
    return None


class MuteFilter:
    """Rules made ready. Not to be used by two threads at once."""

    def __init__(self, rules: tuple[MuteRule, ...] = ()) -> None:
        """Make rules ready.

        Args:
            rules: Each was let through by the config; a story is muted if any one of them wants it so.
        """
        self.rules = rules
        self.reads_text = any(rule.in_text for rule in rules)
        """Whether any rule reads more of a story than its headline."""
        self._readied = tuple(_Readied(rule) for rule in rules)

    @property
    def notices(self) -> tuple[str, ...]:
        """Which rules are not asked any more since they take too long, in words."""
        return tuple(
            f"The mute rule `regex: {clean_line(readied.rule.regex)}` takes too long and was given up. Write it more "
            "simply: a repeat within a repeat, such as (a+)+, is what mostly makes one slow."
            for readied in self._readied
            if readied.is_given_up
        )

    def mutes(self, candidate: Candidate) -> bool:
        """Tell whether a story is muted."""
        return any(readied.wants(candidate) for readied in self._readied)


class _Readied:
    """One rule: all that it states must hold."""

    def __init__(self, rule: MuteRule) -> None:
        self.rule = rule
        self._overruns = 0
        self._ends_at = _end_of(rule)
        self._word = word_search(rule.word) if rule.word else None
        self._author = word_search(rule.author) if rule.author else None
        self._source = rule.source.casefold()
        self._regex: Any = None

    @property
    def is_given_up(self) -> bool:
        return self._overruns > MAX_OVERRUNS

    def wants(self, candidate: Candidate) -> bool:
        if self._ends_at is not None and candidate.time >= self._ends_at:
            return False
        if self._source and self._source not in (candidate.source.casefold(), candidate.feed_key.casefold()):
            return False
        if self._author is not None and not self._author(candidate.author or ""):
            return False
        if self._word is not None and not self._anywhere(candidate, self._word):
            return False
        return not self.rule.regex or self._anywhere(candidate, self._searched)

    def _anywhere(self, candidate: Candidate, search: Search) -> bool:
        return search(candidate.title) or (self.rule.in_text and search(candidate.text[:TEXT_READ]))

    def _searched(self, words: str) -> bool:
        if self.is_given_up:
            return False
        # Not the standard library's: this one can be stopped, and lets other threads run meanwhile. Only loaded where
        # there is such a rule, since that takes 20 ms.
        import regex

        try:
            if self._regex is None:
                self._regex = regex.compile(self.rule.regex, regex.IGNORECASE)
            return self._regex.search(words, timeout=SEARCH_S) is not None
        except (regex.error, RecursionError):  # the two read a few rare notations differently
            self._overruns = MAX_OVERRUNS + 1
            return False
        except TimeoutError:
            self._overruns += 1
            return False


def word_search(words: str) -> Search:
    """Make a search for words as whole words, in upper or lower case, with any blanks between them.

    Chinese and Japanese words are found within others, and other words between them, as these are not spaced.
    """
    inner = r"\s+".join(re.escape(word) for word in words.split())
    before = f"(?<!{_SPACED})" if _BEGINS_SPACED.match(words) else ""
    after = f"(?!{_SPACED})" if _ENDS_SPACED.search(words) else ""
    pattern = re.compile(before + inner + after, re.IGNORECASE)
    return lambda text: pattern.search(text) is not None


def _end_of(rule: MuteRule) -> datetime | None:
    # The end of the day where the user is.
    return None if rule.until is None else datetime.combine(rule.until + timedelta(days=1), time()).astimezone()
