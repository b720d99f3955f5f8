"""The language of searches told in a page: for the help of the reader and of the command line, and for the docs."""

from __future__ import annotations

from tapewire.query.fields import FIELDS

GUIDE: tuple[tuple[str, str], ...] = (
    ("gold silver", "holds both words, in headline or text"),
    ('"gold price"', "holds these words one after the other"),
    ("semi*", "holds a word that starts so"),
    ("gold or silver", "holds one of the two, or both"),
    ("gold -silver", "holds the one and not the other; - can stand before anything"),
    ("(gold or oil) -fund", "parentheses keep together what belongs together"),
    *((field.example, field.meaning) for field in FIELDS.values()),
)
"""An example, and what it finds."""

GUIDE_NOTES = (
    "Conditions are put side by side, and all must hold. Those on moves that stand together are about one move: "
    "sym:0700.HK move:<-3 finds falls of Tencent by more than 3 per cent. A search finds muted stories too; -is:muted "
    "leaves them out. It lists the newest 2,000 that it finds, the best match first if it asks for words."
)
"""What the examples do not tell."""
