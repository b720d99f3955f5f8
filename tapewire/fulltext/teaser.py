"""Whether what a feed gives of a story is a teaser. Pure."""

from __future__ import annotations

import re
from typing import Final

from tapewire.fulltext.barriers import word_count

FEW_WORDS: Final = 120
"""A text with fewer is taken for a teaser: whole stories as short as that lose nothing by being fetched."""
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]"
    r"|(?:continue reading|read (?:more|the (?:full|rest)|on)|more)\b[^.!?\n]{0,80}[»›→…]*)\Z",
    re.IGNORECASE,
)


def is_teaser(text: str) -> bool:
    """Tell whether a feed's text is the beginning, or the gist, of a longer one."""
    return word_count(text) < FEW_WORDS or bool(_CUT.search(text.rstrip()[-160:]))
