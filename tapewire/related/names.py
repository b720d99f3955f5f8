"""Names of people, firms and places in a text, by their capital letters alone: no model, no list of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tapewire.related.background import is_usual
from tapewire.related.vocabulary import AFTER_HYPHENS, CORPORATE_ENDINGS, NAME_FORMS, NEVER_NAMES, OFFICES, TAKES_OF
from tapewire.related.words import Token

LONGEST_NAME = 6
"""Words; a longer run of capitals is a heading or a line of shouting."""

_TITLE_CASE_SHARE = 0.7
"""From what share of capitalised words on a line counts as a headline in Title Case, where capitals mean nothing."""

_SHOUTED = 5
"""From how many letters on a word in capitals is a dateline (TOKYO) rather than an abbreviation (HSBC)."""

_LONGEST_SYLLABLE = 6
"""Letters: "zhuang", "cheung"."""

_COUNTRY_LETTERS = frozenset(("us", "uk", "eu", "un"))
"""What may stand before the name of an institution: the US Federal Reserve is the Federal Reserve."""

_NEVER_LAST = NEVER_NAMES - {"index"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place in a line of tokens."""

    first: int
    """Index of its first token."""
    last: int
    """Index of its last token."""
    key: str
    """Lower case, without a firm's legal form."""
    label: str
    """As written, without a firm's legal form."""
    is_certain: bool
    """Its capitals cannot come from the start of a sentence or from Title Case."""


def is_title_case(line: Sequence[Token]) -> bool:
    """Tell whether a headline capitalises all its words, so that capitals tell no names.

    Args:
        line: The tokens of the headline.
    """
    words = [token for token in line if not token.is_number and not token.is_stop and len(token.lower) > 2]
    capitalised = sum(token.is_capitalised for token in words)
    return len(words) >= 3 and capitalised >= _TITLE_CASE_SHARE * len(words)


def find_names(line: Sequence[Token], *, title_case: bool) -> list[Name]:
    """Find the names in a text.

    Args:
        line: Its tokens, in order.
        title_case: It is a headline in Title Case, where capitals tell nothing of where a name begins and ends.

    Returns:
        In order, never overlapping. A single word that opens a sentence, or any word of a headline in Title Case, is
        there if it is no usual word, but it is certain only if it has a capital inside ("DeepSeek", "EU").
    """
    names: list[Name] = []
    at = 0
    while at < len(line):
        if not line[at].is_capitalised:
            at += 1
            continue
        past = at + 1 if title_case else _end_of_run(line, at)
        name = _name(line, at, past, capitals_tell=not title_case)
        if name is not None:
            names.append(name)
        at = past
    return names


def certain_names(names: Iterable[Name]) -> set[str]:
    """Collect the keys of those names that some place in the story makes certain."""
    return {name.key for name in names if name.is_certain}


def plain_words(line: Iterable[Token]) -> set[str]:
    """Collect the words that a text writes without any capital: what is a plain word here is no name there."""
    return {token.lower for token in line if not token.is_capitalised}


def _has_inner_capital(token: Token) -> bool:
    return token.is_capitalised and any(letter.isupper() for letter in token.surface[1:]) and len(token.surface) > 1


def _end_of_run(line: Sequence[Token], first: int) -> int:
    past = first + 1
    while past < len(line) and line[past].joined and not line[past - 1].owns:
        if _continues(line[past]) or _ends_given_name(line, first, past):
            past += 1
        elif (
            line[past].lower == "of"
            and line[past - 1].lower in TAKES_OF
            and past + 1 < len(line)
            and line[past + 1].joined
            and line[past + 1].is_capitalised
        ):
            past += 2
        else:
            break
    return past


def _continues(token: Token) -> bool:
    if token.is_number:
        return token.lower.isdigit() and len(token.lower) < 5
    return token.is_capitalised and not token.opens


def _ends_given_name(line: Sequence[Token], first: int, at: int) -> bool:
    """Whether a small word after a hyphen is the rest of a given name: Lau Chi-ming, but not Hong Kong-based."""
    token = line[at]
    return (
        token.hyphened
        and at - first >= 2
        and not line[at - 1].hyphened
        and token.lower.isalpha()
        and len(token.lower) <= _LONGEST_SYLLABLE
        and not token.is_stop
        and not is_usual(token.stem)
        and token.lower not in AFTER_HYPHENS
    )


def _name(line: Sequence[Token], first: int, past: int, *, capitals_tell: bool) -> Name | None:
    opens = line[first].opens or not capitals_tell
    offices = [at for at in range(first, past - 1) if line[at].lower in OFFICES]
    if offices:
        first, opens = offices[-1] + 1, False
    while first < past and line[first].is_stop and line[first].lower != "new":
        first, opens = first + 1, not capitals_tell
    if past - first > 2 and line[first].lower in _COUNTRY_LETTERS:
        first += 1
    while past - first > 1 and (line[past - 1].is_stop or line[past - 1].lower in _NEVER_LAST):
        past -= 1
    end = past
    while past - first > 1 and line[past - 1].lower in CORPORATE_ENDINGS:
        past -= 1
    run = line[first:past]
    if not run or len(run) > LONGEST_NAME or len(run[0].lower) < 2:
        return None
    single = len(run) == 1
    if single and (run[0].is_stop or run[0].lower in NEVER_NAMES or run[0].lower in OFFICES):
        return None
    if single and opens and end == past and is_usual(run[0].stem) and not _has_inner_capital(run[0]):
        return None
    label = "".join(
        token.surface if at == 0 else f"{'-' if token.hyphened else ' '}{token.surface}" for at, token in enumerate(run)
    )
    if label.isupper() and (not single or len(label) >= _SHOUTED):
        label = label.title()
    label = NAME_FORMS.get(label.lower(), label)
    return Name(
        first, end - 1, label.lower().replace("-", " "), label, not (single and opens) or _has_inner_capital(run[0])
    )
