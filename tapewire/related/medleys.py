"""Stories that are about many things at once, or about what others report: columns, live pages, lists of briefs."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^(?:opinion|column|comment|commentary|editorial|lex|podcast|newsletter|diary|live(?: updates| blog)?|"
    r"(?:stock |stocks )?markets? live|business live|(?:morning|evening|daily|weekend|weekly) (?:brief(?:ing)?|"
    r"bid|note|read|wrap|digest|update)|briefs?|news briefs?|what to watch|week ahead|day ahead|calendar|corrections?)"
    r"\s*[:|–—-]",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:business|news|companies|markets|world|company|corporate|asia|china|tech) (?:in brief|briefs|digest)\b|"
    r"\bin brief\b|\bat a glance\b|\b(?:three|five|six|seven|ten|\d+) things\b|\bthings to (?:know|watch)\b|"
    r"\bin (?:three|five|six|seven|ten|\d+) (?:lines|charts|numbers|points)\b|\bthe week in\b|"
    r"\b(?:week|day) ahead\b|\bas it happened\b|\blive (?:blog|updates)\b|^what to (?:expect|watch)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:^|[\s(])(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?! (?:per|points|dollars|yuan|yen|euros|pence)\b)")
_STAMPS = 4
_READ_CHARACTERS = 1500


def is_medley(title: str, text: str) -> bool:
    """Tell whether a story reports no event of its own, so that it must not tie other stories together.

    Args:
        title: Its headline.
        text: Its text.

    Returns:
        Whether the headline says so (a column, a live page, a list of briefs, a preview), or the text is a list of
        entries with the time of each.
    """
    if _LABEL.search(title) or _WITHIN.search(title):
        return True
    opening = text[:_READ_CHARACTERS]
    return "live" in f"{title} {opening[:200]}".casefold() and len(_STAMP.findall(opening)) >= _STAMPS
