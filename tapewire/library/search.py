"""Searching by words: from what the user typed to the numbers of the stories that match, the best first."""

from __future__ import annotations

import re
import sqlite3

FOUND_AT_MOST = 2_000
"""How many stories a search finds, the newest: so that a keystroke costs the same however many match."""

TITLE_WEIGHT = 4.0
"""What a word in the title counts for beside one in the body."""
NEARLY_EQUAL = 0.5
"""Matches whose BM25 scores differ by less are ordered by time."""

_WORDS_AT_MOST = 16
_CHARACTERS_AT_MOST = 200

# Chinese and Japanese are written without blanks, and the tokenizer takes a whole clause for one word: each character
# is indexed as a word of its own, and a searched word is a phrase of them.
_UNSPACED = re.compile(
    "[\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


def add(connection: sqlite3.Connection, n: int, title: str, text: str) -> None:
    """Make a story's words searchable."""
    connection.execute(
        "INSERT INTO fulltext (rowid, title, body) VALUES (?, ?, ?)", (n, _indexable(title), _indexable(text))
    )


def remove(connection: sqlite3.Connection, n: int, title: str, text: str) -> None:
    """Forget a story's words: title and text must be as they were added."""
    connection.execute(
        "INSERT INTO fulltext (fulltext, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (n, _indexable(title), _indexable(text)),
    )


def match_expression(words: str) -> str | None:
    """Write what the user typed as an FTS5 query that cannot be malformed.

    Args:
        words: Anything. All words must be found; the last may be incomplete unless a blank follows it.

    Returns:
        The query, or None where there is nothing to look for ("%", "—").
    """
    typed = words.encode("utf-8", "replace").decode("utf-8")[:_CHARACTERS_AT_MOST]
    # The quote is FTS5's only special character inside quotes, and it reads no further than a NUL.
    found = [word for word in re.split(r'["\s\0]+', typed) if any(character.isalnum() for character in word)]
    if not found:
        return None
    phrases = [f'"{_indexable(word)}"' for word in found[:_WORDS_AT_MOST]]
    is_complete = typed[-1].isspace() or len(found) > _WORDS_AT_MOST
    return " ".join(phrases) + ("" if is_complete else "*")


def find(connection: sqlite3.Connection, words: str, restriction: str, parameters: tuple[object, ...]) -> list[int]:
    """Find the stories that hold all words.

    Args:
        connection: For reading.
        words: As typed.
        restriction: A query for the numbers of the stories that may be found; empty for all.
        parameters: What it is bound to.

    Returns:
        Numbers of the best matches first, nearly equal ones newest first; of at most `FOUND_AT_MOST`, the newest.
    """
    expression = match_expression(words)
    if expression is None:
        return []
    # The "+" keeps SQLite from looking up each allowed story in the full-text index one by one.
    allowed = f"AND +rowid IN ({restriction})" if restriction else ""
    rows = connection.execute(
        f"""
        SELECT rowid, bm25(fulltext, {TITLE_WEIGHT}, 1.0) FROM fulltext WHERE fulltext MATCH ? {allowed}
        ORDER BY rowid DESC LIMIT {FOUND_AT_MOST}
        """,
        (expression, *parameters),
    ).fetchall()
    rows.sort(key=lambda row: row[1] // NEARLY_EQUAL)  # stable: the order of the numbers is that of time
    return [n for n, _ in rows]


def _indexable(text: str) -> str:
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)
