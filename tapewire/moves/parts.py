"""Which part a word or turn of phrase of the lexicon can play: the tables of `tapewire.moves.lexicon`, by word."""

from __future__ import annotations

from typing import Any, Final

from tapewire.moves import lexicon as lex


def _build_words() -> dict[str, tuple[str, Any]]:
    words: dict[str, tuple[str, Any]] = {}

    def put(kind: str, names: Any, info: Any = None) -> None:
        for name in names:
            words[name] = (kind, info)

    put("REFUSE", lex.REFUSED)
    put("SECTOR", lex.SECTOR_WORDS)
    put("ROLE", lex.ROLES)
    for form, (base, kind) in lex.forms(lex.OTHER_VERBS).items():
        if form not in words or kind != "base":
            words[form] = ("V", (base, kind))
    for form, (base, kind) in lex.forms(lex.LEVEL_VERBS).items():
        words[form] = ("LVL", (base, kind))
    for rows, direction in ((lex.NEUTRAL_VERBS, "any"), (lex.UP_VERBS, "up"), (lex.DOWN_VERBS, "down")):
        for form, (_, kind) in lex.forms(rows).items():
            if not (direction == "any" and kind == "base" and form in words) and words.get(form, ("",))[0] != "LVL":
                words[form] = ("DIRV", (direction, kind))
    put("PREP", lex.PREPOSITIONS)
    put("SUB", lex.SUBORDINATORS)
    put("CONJ", lex.CONJUNCTIONS)
    put("DET", lex.DETERMINERS)
    put("BOND", lex.BONDS.split())
    put("PRON", lex.PRONOUNS.split())
    put("REL", lex.RELATIVES)
    put("AUX", lex.AUXILIARIES)
    put("MODAL", lex.MODALS)
    put("SHARE", lex.SHARES.split())
    put("INDEXN", lex.INDEX_NOUNS.split())
    put("FUT", lex.FUTURES.split())
    put("YIELD", lex.YIELDS.split())
    put("PRICE", lex.PRICES.split())
    put("ADJ", lex.ADJECTIVES)
    put("ADJ", lex.ORDINAL_SESSIONS)
    put("HEDGE", lex.HEDGES, "about")
    put("ADV", lex.ADVERBS)
    for names, direction in ((lex.UP_NOUNS, "up"), (lex.DOWN_NOUNS, "down")):
        for name in names.split():
            verb = words.get(name)
            words[name] = (
                ("DIRV", (direction, "noun or verb")) if verb is not None and verb[0] == "DIRV" else ("DIRN", direction)
            )
    put("DIRA", lex.UP_ADJECTIVES.split(), "up")
    put("DIRA", lex.DOWN_ADJECTIVES.split(), "down")
    put("FLAT", lex.FLAT_WORDS.split(), "flat")
    words["unchanged"] = ("FLAT", "none")
    put("ABOVE", ("above",), "up")
    put("ABOVE", ("below",), "down")
    put("NOT", ("not", "n't"))
    words["respectively"] = ("RESP", None)
    words["respective"] = ("RESP", None)
    words["firm"] = words["group"] = words["bank"] = words["unit"] = ("ROLE", None)
    words["record"] = words["high"] = words["low"] = ("ADJ", None)
    words["equity"] = words["market"] = words["markets"] = words["bourse"] = ("MARKET", None)
    words["power"] = ("SECTOR", None)
    words["over"] = ("PREP", None)
    words["'s"] = ("POSS", None)
    return words


WORDS: Final = _build_words()
"""Word in lower case → kind of token, and what it says."""
PHRASES: Final[dict[str, list[tuple[str, str, str]]]] = {}
"""First word → the turns of phrase that begin with it, longest first: words, kind of token, what it says."""
for _phrase, (_kind, _info) in sorted(lex.PHRASES.items(), key=lambda row: -len(row[0])):
    PHRASES.setdefault(_phrase.split(" ", 1)[0], []).append((_phrase, _kind, _info))
