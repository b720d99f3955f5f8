"""The full-text index: stories entered into it, and words as its expressions."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tapewire.query.tree import Words

TITLE_WEIGHT = 4.0
"""What a word in the title counts for beside one in the body."""

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


def phrase(words: Words) -> str:
    """Write a word or a phrase as an FTS5 expression that cannot be malformed."""
    column = "title : " if words.in_title else ""
    return f"{column}{_phrase(words.text)}{'*' if words.is_open else ''}"


def all_words(text: str) -> str | None:
    """Write an FTS5 expression that asks for every word of a text, as a whole; None where it has none."""
    phrases = [_phrase(word) for word in text.split() if any(character.isalnum() for character in word)]
    return " ".join(phrases) or None


def _phrase(text: str) -> str:
    # The quote is FTS5's only special character inside quotes, and it reads no further than a NUL.
    plain = text.replace('"', " ").replace("\0", " ")
    return f'"{_indexable(plain)}"'


def _indexable(text: str) -> str:
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)
