"""Sets of words, written as running text in the tables of this package."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Gather the words of a text that are set apart by white space."""
    return frozenset(text.split())
