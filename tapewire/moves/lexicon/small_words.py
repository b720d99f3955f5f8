"""Auxiliaries, prepositions, conjunctions, determiners, adverbs, adjectives that are no part of a name, and number words."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Final

from tapewire.moves.words import words

AUXILIARIES: Final = words("was were is are has had have been be being 's did does do having")
PRESENT: Final = words("is are has have remains remain")
MODALS: Final = words(
    """
    could may might would will should can must shall wouldn't won't couldn't can't cannot
    """
)
PREPOSITIONS: Final = words(
    """
    of in on at to by for from with against amid despite versus vs into over under through via between among
    during per within without around near like including across behind toward towards because upon onto beyond
    than following alongside excluding throughout along off-side compared ahead-of out inside outside
    """
)
SUBORDINATORS: Final = words(
    """
    as while after before when since although though because if whereas until once unless whether
    """
)
CONJUNCTIONS: Final = words("and but or yet then plus & nor")
RELATIVES: Final = words("which who that whose whom where")
DETERMINERS: Final = words(
    """
    the a an its their his her this these those each every all both some most several many any no another
    other our either neither half such
    """
)
HEDGES: Final = words(
    """
    about nearly almost around roughly approximately over some circa close-to well-over just-over
    """
)
ADVERBS: Final = words(
    """
    also later again just only still now already recently lately slightly sharply modestly marginally further
    however meanwhile too even back briefly marginally separately earlier elsewhere then respectively together
    instead mostly notably largely steadily quickly strongly heavily broadly initially finally eventually
    currently provisionally indeed once not never ever so far there here likewise similarly another mere much
    rather somewhat well quite last itself themselves today tonight yesterday overnight additionally conversely
    moderately narrowly barely hardly solidly technically officially individually collectively alone
    ultimately comfortably thus therefore nevertheless nonetheless abroad locally regionally mainly sideways
    outright as-is provisional unofficial fractionally tentatively gradually considerably significantly
    substantially dramatically
    """
)
# Adjectives that are not part of a name and stand before one.
ADJECTIVES: Final = words(
    """
    government sovereign benchmark blue-chip broader main key local mainland domestic onshore offshore wider heavyweight tech-heavy
    big top largest biggest leading listed based combined mixed pan-european export-heavy
    export-oriented commodity-heavy resource-heavy market-heavy narrower closely-watched underlying
    front-month nearby active most-active spot international global world regional national own
    hong-kong-listed fellow sister dual-listed us-listed battered troubled embattled beleaguered debt-laden
    online regional cash-strapped state-owned state-run privately unlisted popular smaller larger major fear tech-focused
    technology-heavy rate-sensitive interest-rate-sensitive representative policy-sensitive safe-haven
    risk-sensitive export-reliant
    """
)
ORDINAL_SESSIONS: Final = words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth straight
    """
)

NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
