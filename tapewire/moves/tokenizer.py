"""Pieces → typed tokens: words with the part they can play, numbers with their unit, names with their instrument."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from tapewire.moves import lexicon as lex
from tapewire.moves.ambiguity import guess_part, may_state_move, settle_ambiguous
from tapewire.moves.codes import symbols_of
from tapewire.moves.figures import SPELT, read_figure
from tapewire.moves.gazetteer import Entry, gazetteer
from tapewire.moves.naming import end_of_name, match_name
from tapewire.moves.numerals import read_number
from tapewire.moves.parts import PHRASES, WORDS
from tapewire.moves.periods import Moment, find_moments
from tapewire.moves.pieces import cut_pieces
from tapewire.moves.tokens import Story, Token
from tapewire.moves.words import words

_SIGNS: Final = {
    ",": "COMMA",
    ";": "SEMI",
    ":": "COLON",
    "—": "DASH",
    "–": "DASH",
    "--": "DASH",
    "'": "POSS",
    "'s": "POSS",
    "|": "SEMI",
    "...": "DASH",
    "…": "DASH",
    "&": "CONJ",
}
_BEFORE_NUMBER: Final = frozenset("+-–")
# Those that mean one thing wherever they stand; "" for nothing.
_PLAIN_SIGNS: Final = {
    **{sign: kind for sign, kind in _SIGNS.items() if sign not in _BEFORE_NUMBER},
    **dict.fromkeys('."!?*%', ""),
}
_HEDGED: Final = words("over around about near nearly almost roughly some circa approximately")
_ADVERBIAL_HEDGES: Final = words("nearly almost roughly approximately circa")
_ARTICLED: Final = words("half quarter a an one")
"""Words that begin an amount though they have a part of their own: "half a point", "a cent"."""
_LISTED: Final = words("listed traded quoted based")
_LONGEST_BRACKET: Final = 24
# A time matters beside a figure, or where a sentence sets the scene for the next.
_WORTH_TIMING: Final = re.compile(r"[\d½¼¾]|percent|per cent|cents?\b|basis|previous|prior|earlier|preceding|:$")


@cache
def _not_plain() -> frozenset[str]:
    """Words that may be more than the lexicon says of them even where they are written small."""
    hedges = (word for word, (kind, _) in WORDS.items() if kind == "HEDGE")
    return gazetteer().lower_first.union(lex.NUMBER_WORDS, _HEDGED, _ARTICLED, _LISTED, hedges)


@cache
def _plain_words() -> dict[str, tuple[str, Any, frozenset[str]]]:
    """The others: kind of token, what it says, and the words behind it that may make it the beginning of a phrase."""
    not_plain = _not_plain()
    plain = {}
    for word, (kind, info) in WORDS.items():
        seconds = [phrase.split(" ")[1:2] for phrase, _, _ in PHRASES.get(word, ())]
        if word not in not_plain and "-" not in word and all(second and second[0].isalpha() for second in seconds):
            plain[word] = (kind, info, frozenset(second[0] for second in seconds))
    return plain


@cache
def _known_words() -> frozenset[str]:
    """All words of which something is known; what others are is guessed."""
    return _not_plain().union(WORDS, PHRASES)


def tokenize(story: Story, start: int, end: int) -> list[Token]:
    """Type the words, numbers and names of a sentence."""
    story.sentence_start = start
    return _Tokenizer(story, start, end).run()


class _Tokenizer:
    def __init__(self, story: Story, start: int, end: int) -> None:
        self.plain = story.plain
        self.low = story.low
        self.pieces = cut_pieces(story.plain, story.low, start, end)
        self.moments: list[Moment] = (
            find_moments(self.low, self.pieces)
            if "number" in self.pieces.kinds or _WORTH_TIMING.search(story.low, start, end)
            else []
        )
        self.tokens: list[Token] = []
        self.known_words = _known_words()
        self.plain_words = _plain_words()
        self.lower_first = gazetteer().lower_first

    def run(self) -> list[Token]:
        starts = self.pieces.starts
        i = 0
        for moment in self.moments:
            i = self.read_until(i, moment.start)
            if starts[i] == moment.start:
                self.add(moment.kind, moment.start, moment.end, moment.value)
                while starts[i] < moment.end and i < self.pieces.count:
                    i += 1
        self.read_until(i, self.pieces.end)
        return settle_ambiguous(self.tokens)

    def read_until(self, i: int, end: int) -> int:
        """Read from a piece on up to an offset; gives the number of the next piece."""
        plain, tokens = self.plain, self.tokens
        plain_words, known_words = self.plain_words, self.known_words
        kinds, starts, ends, lows = self.pieces.kinds, self.pieces.starts, self.pieces.ends, self.pieces.lows
        while starts[i] < end:
            low = lows[i]
            if kinds[i] == "sign":
                sign = _PLAIN_SIGNS.get(low)
                if sign is not None:
                    if sign:
                        tokens.append(Token(sign, starts[i], ends[i], low))
                    i += 1
                    continue
            # Most words are written small and are what the lexicon says.
            elif kinds[i] == "word" and plain[starts[i]] == low[0]:
                known = plain_words.get(low)
                if known is not None:
                    kind, info, seconds = known
                    if lows[i + 1] not in seconds:
                        tokens.append(Token(kind, starts[i], ends[i], low, info))
                        i += 1
                        continue
                elif low not in known_words and "-" not in low:
                    kind, info = guess_part(low, capital=False)
                    tokens.append(Token(kind, starts[i], ends[i], low, info))
                    i += 1
                    continue
            i = self.read_one(i)
        return i

    def add(self, kind: str, start: int, end: int, info: Any = None) -> None:
        self.tokens.append(Token(kind, start, end, self.low[start:end], info))

    def add_one(self, kind: str, i: int, info: Any = None) -> int:
        """Add the piece as a token; gives the number of the next."""
        pieces = self.pieces
        self.tokens.append(Token(kind, pieces.starts[i], pieces.ends[i], pieces.lows[i], info))
        return i + 1

    def read_one(self, i: int) -> int:
        kind = self.pieces.kinds[i]
        if kind == "word":
            low = self.pieces.lows[i]
            return self.read_word(i, low, capital=self.plain[self.pieces.starts[i]] != low[0])
        if kind == "sign":
            return self.read_sign(i)
        if kind == "code":
            pieces = self.pieces
            return self.add_one("CODE", i, symbols_of(self.plain[pieces.starts[i] : pieces.ends[i]]) or ())
        found = match_name(self.pieces, i, self.plain, self.low, self.tokens)
        if found is not None and (kind == "number" or found[0] > i):
            return self.add_name(i, *found)
        return read_number(self.pieces, i, self.plain, self.low, self.tokens)

    def read_sign(self, i: int) -> int:
        pieces, tokens = self.pieces, self.tokens
        char = pieces.lows[i]
        if char == "(" or char == "[":
            return self.read_bracket(i)
        if char in _BEFORE_NUMBER:
            figure = read_figure(pieces, i, self.plain)
            if figure is not None:
                self.add("FIG", pieces.starts[i], pieces.ends[figure[1] - 1], figure[0])
                return figure[1]
        if char == "/" and tokens and tokens[-1].kind in ("CODE", "FIG"):
            # Read here: "WYNN MACAU (01128.HK)/ MGM CHINA (02282.HK) climbed 1.9%/ 0.6%"
            tokens.append(Token("CONJ", pieces.starts[i], pieces.ends[i], "and"))
            return i + 1
        sign = _SIGNS.get(char)
        if sign is None and char == "-":
            start, end = pieces.starts[i], pieces.ends[i]
            if self.plain[start - 1 : start] == " " and self.plain[end : end + 1] == " ":
                sign = "DASH"
        return i + 1 if sign is None else self.add_one(sign, i)

    def read_word(self, i: int, low: str, *, capital: bool) -> int:
        pieces = self.pieces
        start, end = pieces.starts[i], pieces.ends[i]
        phrase = self.match_phrase(i, low)
        is_with_number = pieces.kinds[i + 1] == "number" and pieces.starts[i + 1] == end
        may_be_name = capital or is_with_number or low in self.lower_first
        name = match_name(pieces, i, self.plain, self.low, self.tokens) if may_be_name else None
        if name is not None and (phrase is None or name[0] >= phrase[0]):
            return self.add_name(i, *name)
        if phrase is not None:
            return self.add_phrase(start, *phrase)
        known = WORDS.get(low)
        if known is None and capital and is_with_number:
            # "Jet2", "Carbon60"
            self.add("W", start, pieces.ends[i + 1], True)
            return i + 2
        if known is not None and capital and self.is_name_in_capitals(i, known[0], low):
            known = None if low != "it" else ("SECTOR", None)
        if low in SPELT or "-" in low:
            figure = read_figure(pieces, i, self.plain) if known is None or low in _ARTICLED else None
            if figure is not None:
                self.add("FIG", start, pieces.ends[figure[1] - 1], figure[0])
                return figure[1]
        if low in _LISTED and self.low[start - 1 : start] == "-":
            return self.add_one("ADJ", i)
        if known is None:
            kind, info = guess_part(low, capital=capital)
            return self.add_one(kind, i, info)
        if low in _HEDGED and self.is_before_figure(i):
            return self.add_one("HEDGE", i, "about" if low != "over" else "over")
        if known[0] == "HEDGE":
            return self.add_one("ADV" if low in _ADVERBIAL_HEDGES else "PREP", i)
        return self.add_one(known[0], i, known[1])

    def is_name_in_capitals(self, i: int, kind: str, low: str) -> bool:
        """Tell "FAR International", "the IT sector" and "the All Shares index" from the everyday words."""
        pieces = self.pieces
        has_next = i + 1 < pieces.count
        if low == "all":
            return bool(self.tokens) and has_next and self.plain[pieces.starts[i + 1]].isupper()
        if kind == "BOND":
            return True
        written = self.plain[pieces.starts[i] : pieces.ends[i]]
        if len(written) < 2 or not written.isupper():
            return False
        if low == "it":
            return True
        return (
            kind in ("ADV", "V", "PREP")
            and has_next
            and self.plain[pieces.starts[i + 1] : pieces.ends[i + 1]].istitle()
        )

    def match_phrase(self, i: int, low: str) -> tuple[int, str, str] | None:
        """Match the longest turn of phrase that begins here; gives its last piece, its kind and what it says."""
        pieces = self.pieces
        phrases = PHRASES.get(low)
        if phrases is None:
            return None
        start = pieces.starts[i]
        for phrase, kind, info in phrases:
            if self.low.startswith(phrase, start):
                end = start + len(phrase)
                j = i
                while j < pieces.count and pieces.ends[j] < end:
                    j += 1
                if j < pieces.count and pieces.ends[j] == end:
                    return j, kind, info
        return None

    def add_phrase(self, start: int, j: int, kind: str, info: str) -> int:
        end = self.pieces.ends[j]
        if kind == "NOISE":
            if self.tokens and self.tokens[-1].kind == "COMMA":
                self.tokens.pop()
        elif kind in ("DIRV", "LVL"):
            form = "ing" if self.low[start:end].partition(" ")[0].endswith("ing") else "finite"
            self.add(kind, start, end, (info, form))
        else:
            self.add(kind, start, end, info)
        return j + 1

    def is_before_figure(self, i: int) -> bool:
        following = self.pieces.lows[i + 1]
        return (
            self.pieces.kinds[i + 1] in ("number", "money")
            or following in lex.NUMBER_WORDS
            or following in ("a", "half", "the")
        )

    def add_name(self, i: int, j: int, entry: Entry) -> int:
        pieces = self.pieces
        k = end_of_name(pieces, j, self.plain, entry)
        self.add("NAME", pieces.starts[i], pieces.ends[k - 1], entry)
        if entry.kind == "stock" and pieces.kinds[k] == "word":
            code = self.plain[pieces.starts[k] : pieces.ends[k]]
            if code in entry.symbols:
                return self.add_one("CODE", k, (code,))
        return k

    def read_bracket(self, i: int) -> int:
        pieces = self.pieces
        start, inside = pieces.starts[i], pieces.ends[i]
        j = i + 1
        while j < pieces.count and j - i <= _LONGEST_BRACKET and pieces.lows[j] not in (")", "]"):
            j += 1
        if j >= pieces.count or pieces.lows[j] not in (")", "]"):
            return i + 1
        end = pieces.ends[j]
        symbols = symbols_of(self.plain[inside : pieces.starts[j]])
        if symbols is not None:
            self.add("CODE", start, end, symbols)
            return j + 1
        if may_state_move(self.low[inside : pieces.starts[j]]):
            self.add_one("LP", i)
            before = len(self.tokens)
            k = i + 1
            while k < j:
                k = self.read_one(k)
            if any(token.kind == "FIG" for token in self.tokens[before:]):
                self.add_one("RP", j)
                return j + 1
            del self.tokens[before - 1 :]
        self.add("PAREN", start, end)
        return j + 1
