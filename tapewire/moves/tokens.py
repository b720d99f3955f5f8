"""Pieces → typed tokens: words with the part they can play, numbers with their unit, names with their instrument."""

from __future__ import annotations

import re
from typing import Any, Final

from tapewire.moves import lexicon as lex
from tapewire.moves.ambiguity import guess_part, may_state_move, settle_ambiguous
from tapewire.moves.codes import symbols_of
from tapewire.moves.figures import Figure, read_figure
from tapewire.moves.gazetteer import Entry, gazetteer
from tapewire.moves.periods import find_moments
from tapewire.moves.pieces import Piece, cut_pieces
from tapewire.moves.words import words


class Token:
    """A typed run of the text.

    Attributes:
        kind: The part it can play; the kinds are listed in ``docs/moves.md``.
        start: Offset of its first character in the text.
        end: Offset past its last.
        low: Its text in lower case.
        info: What the kind asks for: a `Figure`, an `Entry`, a direction, a period.
    """

    __slots__ = ("end", "info", "kind", "low", "start")

    def __init__(self, kind: str, start: int, end: int, low: str, info: Any = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.low = low
        self.info = info

    def __repr__(self) -> str:
        return f"{self.kind}({self.low})"


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
_PHRASES: Final[dict[str, list[tuple[str, str, str]]]] = {}
for _phrase, (_kind, _info) in sorted(lex.PHRASES.items(), key=lambda row: -len(row[0])):
    _PHRASES.setdefault(_phrase.split(" ", 1)[0], []).append((_phrase, _kind, _info))

_SIGNS: Final = {
    ",": "COMMA",
    ";": "SEMI",
    ":": "COLON",
    "—": "DASH",
    "–": "DASH",
    "--": "DASH",
    "'": "POSS",
    "|": "SEMI",
    "...": "DASH",
    "…": "DASH",
}
_LEGAL: Final = words(
    """
    group holding holdings ltd limited inc corp corporation co company plc ag sa se nv a/s ab asa bhd tbk oyj
    spa kgaa industries
    """
)
_INDEX_TAILS: Final = words("index composite average benchmark")
_HEDGED: Final = words("over around about near nearly almost roughly some circa approximately")
_LONGEST_NAME: Final = 10
_LONGEST_BRACKET: Final = 24
# Currencies and metals whose names are everyday words unless "the" or a country stands before them.
# "The benchmark 2035 government bond"
_DEBT: Final = frozenset(
    ("government", "bond", "bonds", "note", "notes", "gilt", "gilts", "maturity", "treasury", "paper")
)
_NEEDS_ARTICLE: Final = frozenset(("won", "real", "sol", "lead", "tin", "pound", "dong"))


# A time matters beside a figure, or where a sentence sets the scene for the next.
_WORTH_TIMING: Final = re.compile(r"[\d½¼¾]|percent|per cent|cents?\b|basis|previous|prior|earlier|preceding|:$")


class Story:
    """A text made ready for reading.

    Attributes:
        text: As given.
        plain: With plain apostrophes, spaces and minus signs; as long as the text.
        low: The same in lower case.
        sentence_start: Offset of the sentence that is being read: a capital there says nothing.
    """

    __slots__ = ("low", "plain", "sentence_start", "text")

    def __init__(self, text: str, plain: str, low: str) -> None:
        self.text = text
        self.plain = plain
        self.low = low
        self.sentence_start = 0


def tokenize(story: Story, start: int, end: int) -> list[Token]:
    """Type the words, numbers and names of a sentence."""
    story.sentence_start = start
    return _Tokenizer(story, start, end).run()


class _Tokenizer:
    def __init__(self, story: Story, start: int, end: int) -> None:
        self.plain = story.plain
        self.low = story.low
        self.pieces = cut_pieces(story.plain, start, end)
        self.moments = find_moments(story.low, start, end) if _WORTH_TIMING.search(story.low, start, end) else []
        self.gazetteer = gazetteer()
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        self.read(0, len(self.pieces))
        return settle_ambiguous(self.tokens)

    def read(self, i: int, stop: int) -> None:
        moments = self.moments
        m = 0
        while i < stop:
            piece = self.pieces[i]
            while m < len(moments) and moments[m].start < piece.start:
                m += 1
            if m < len(moments) and moments[m].start == piece.start:
                moment = moments[m]
                self.add(moment.kind, moment.start, moment.end, moment.value)
                while i < stop and self.pieces[i].start < moment.end:
                    i += 1
                continue
            i = self.read_one(i, piece)

    def add(self, kind: str, start: int, end: int, info: Any = None) -> None:
        self.tokens.append(Token(kind, start, end, self.low[start:end], info))

    def word(self, i: int) -> str:
        if i >= len(self.pieces):
            return ""
        piece = self.pieces[i]
        return self.low[piece.start : piece.end]

    def read_one(self, i: int, piece: Piece) -> int:
        kind = piece.kind
        if kind == "word":
            return self.read_word(i, piece)
        if kind in ("number", "money"):
            found = self.match_name(i, piece)
            is_name = found is not None and (kind == "number" or found[0] > i)
            return self._add_name(i, *found) if found is not None and is_name else self.read_number(i, piece)
        if kind == "code":
            self.add("CODE", piece.start, piece.end, symbols_of(self.plain[piece.start : piece.end]) or ())
            return i + 1
        char = self.low[piece.start : piece.end]
        if char == "(" or char == "[":
            return self.read_bracket(i, piece)
        if char in "+-–":
            figure = read_figure(self.pieces, i, self.plain, self.low)
            if figure is not None:
                self.add("FIG", piece.start, self.pieces[figure[1] - 1].end, figure[0])
                return figure[1]
        if char == "/" and self.tokens and self.tokens[-1].kind in ("CODE", "FIG"):
            # Read here: "WYNN MACAU (01128.HK)/ MGM CHINA (02282.HK) climbed 1.9%/ 0.6%"
            self.tokens.append(Token("CONJ", piece.start, piece.end, "and"))
            return i + 1
        sign = _SIGNS.get(char)
        if (
            sign is None
            and char == "-"
            and self.plain[piece.start - 1 : piece.start] == " "
            and self.plain[piece.end : piece.end + 1] == " "
        ):
            sign = "DASH"
        if sign is None and char == "'s":
            sign = "POSS"
        if sign is not None:
            self.add(sign, piece.start, piece.end)
        elif char == "&":
            self.add("CONJ", piece.start, piece.end)
        return i + 1

    def read_word(self, i: int, piece: Piece) -> int:
        low = self.low[piece.start : piece.end]
        phrase = self._match_phrase(i, piece, low)
        name_end = self.match_name(i, piece)
        if name_end is not None and (phrase is None or name_end[0] >= phrase[0]):
            return self._add_name(i, name_end[0], name_end[1])
        if phrase is not None:
            return self._add_phrase(piece, *phrase)
        known = WORDS.get(low)
        capital = self.plain[piece.start].isupper() or low[0].isdigit()
        following = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if (
            known is None
            and capital
            and following is not None
            and following.kind == "number"
            and following.start == piece.end
        ):
            # "Jet2", "Carbon60"
            self.add("W", piece.start, following.end, True)
            return i + 2
        if known is not None and capital and self._is_name_in_capitals(i, piece, known[0], low):
            known = None if low != "it" else ("SECTOR", None)
        if known is None or low in ("half", "quarter", "a", "an", "one"):
            figure = read_figure(self.pieces, i, self.plain, self.low)
            if figure is not None:
                self.add("FIG", piece.start, self.pieces[figure[1] - 1].end, figure[0])
                return figure[1]
        if self.low[piece.start - 1 : piece.start] == "-" and low in ("listed", "traded", "quoted", "based"):
            self.add("ADJ", piece.start, piece.end)
        elif known is None:
            kind, info = guess_part(low, capital=capital)
            self.add(kind, piece.start, piece.end, info)
        elif low in _HEDGED and self._before_figure(i):
            self.add("HEDGE", piece.start, piece.end, "about" if low != "over" else "over")
        elif known[0] == "HEDGE":
            self.add(
                "ADV" if low in ("nearly", "almost", "roughly", "approximately", "circa") else "PREP",
                piece.start,
                piece.end,
            )
        else:
            self.add(known[0], piece.start, piece.end, known[1])
        return i + 1

    def _is_name_in_capitals(self, i: int, piece: Piece, kind: str, low: str) -> bool:
        """Tell "FAR International", "the IT sector" and "the All Shares index" from the everyday words."""
        following = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if low == "all":
            opens = not self.tokens
            return not opens and following is not None and self.plain[following.start].isupper()
        if kind == "BOND":
            return True
        written = self.plain[piece.start : piece.end]
        if not written.isupper() or len(written) < 2:
            return False
        if low == "it":
            return True
        return (
            kind in ("ADV", "V", "PREP")
            and following is not None
            and self.plain[following.start : following.end].istitle()
        )

    def _match_phrase(self, i: int, piece: Piece, low: str) -> tuple[int, str, str] | None:
        for phrase, kind, info in _PHRASES.get(low, ()):
            if self.low.startswith(phrase, piece.start):
                end = piece.start + len(phrase)
                j = i
                while j < len(self.pieces) and self.pieces[j].end < end:
                    j += 1
                if j < len(self.pieces) and self.pieces[j].end == end:
                    return j, kind, info
        return None

    def _add_phrase(self, piece: Piece, j: int, kind: str, info: str) -> int:
        end = self.pieces[j].end
        if kind == "NOISE":
            if self.tokens and self.tokens[-1].kind == "COMMA":
                self.tokens.pop()
        elif kind in ("DIRV", "LVL"):
            form = "ing" if self.low[piece.start : end].partition(" ")[0].endswith("ing") else "finite"
            self.add(kind, piece.start, end, (info, form))
        else:
            self.add(kind, piece.start, end, info)
        return j + 1

    def _before_figure(self, i: int) -> bool:
        if i + 1 >= len(self.pieces):
            return False
        following = self.pieces[i + 1]
        return (
            following.kind in ("number", "money")
            or self.word(i + 1) in lex.NUMBER_WORDS
            or self.word(i + 1) in ("a", "half", "the")
        )

    def match_name(self, i: int, piece: Piece) -> tuple[int, Entry] | None:
        """Match the longest known name that begins here; gives its last piece and what it names."""
        start = piece.start
        low = self.low[start : piece.end]
        if not (self.plain[start].isupper() or low in self.gazetteer.lower_first or piece.kind != "word"):
            return None
        by_name = self.gazetteer.by_name
        for j in range(min(len(self.pieces), i + _LONGEST_NAME) - 1, i - 1, -1):
            end = self.pieces[j].end
            found = by_name.get(self.low[start:end])
            if found is not None and self._spelt(found[1], start, end, j == i, low):
                return j, found[0]
        if low.endswith(("-w", "-sw", "-s", "-r", "-b")) and self.plain[start : piece.end].isupper():
            found = by_name.get(low.rpartition("-")[0])
            if found is not None:
                return i, found[0]
        return None

    def _spelt(self, name: str, start: int, end: int, single: bool, low: str) -> bool:
        written = self.plain[start:end]
        if name[0] == "=":
            return written == name[1:]
        if single and low in _NEEDS_ARTICLE and written != "Pound":
            before = self.tokens[-1] if self.tokens else None
            if low in ("lead", "tin") and before is not None and before.kind in ("COMMA", "CONJ", "SUB", "SEMI"):
                # Read here: "zinc lost 0.4%, lead was flat and tin dropped 1.1%"
                return any(token.kind == "NAME" and token.info.kind == "commodity" for token in self.tokens)
            return before is not None and (
                before.low == "the"
                or before.kind in ("POSS", "ADJ")
                or (before.kind == "NAME" and before.info.is_place)
            )
        if name[0].isupper() and not written[0].isupper():
            return False
        # A short name in capitals is a name in capitals: "ABC", "AIS", but not "Abc" or "Ais".
        return not (single and len(name) <= 4 and name.isupper() and not written.isupper())

    def _add_name(self, i: int, j: int, entry: Entry) -> int:
        start = self.pieces[i].start
        end = self.pieces[j].end
        k = j + 1
        while k < len(self.pieces):
            word = self.word(k)
            following = self.pieces[k]
            capital = self.plain[following.start].isupper()
            if (
                (entry.kind in ("stock", "fund") and capital and word in _LEGAL)
                or (entry.kind == "index" and not entry.is_place and word in _INDEX_TAILS and self.word(k - 1) != word)
                or (word == "." and self.word(k - 1) in _LEGAL and k + 1 < len(self.pieces))
            ):
                end = following.end
            else:
                break
            k += 1
        self.add("NAME", start, end, entry)
        after = self.pieces[k] if k < len(self.pieces) else None
        if (
            after is not None
            and after.kind == "word"
            and entry.kind == "stock"
            and self.plain[after.start : after.end] in entry.symbols
        ):
            self.add("CODE", after.start, after.end, (self.plain[after.start : after.end],))
            k += 1
        return k

    def read_number(self, i: int, piece: Piece) -> int:
        read = read_figure(self.pieces, i, self.plain, self.low)
        if read is None:
            self.add("W", piece.start, piece.end, False)
            return i + 1
        figure, j = read
        end = self.pieces[j - 1].end
        if figure.unit == "num" and 2026 <= figure.value <= 2070 and not figure.decimals and self.word(j) in _DEBT:
            self.add("TENOR", piece.start, end)
            return j
        previous = self.tokens[-1] if self.tokens else None
        if (
            figure.unit == "num"
            and j < len(self.pieces)
            and self.pieces[j].start == end
            and self.word(j) in ("-", "–", "/")
        ):
            return self._read_compound(i, j, figure)
        if (
            figure.unit == "num"
            and figure.decimals == 0
            and figure.value < 5000
            and j == i + 1
            and previous is not None
        ):
            adjacent = previous.end == piece.start - 1
            is_titled = j < len(self.pieces) and self.plain[self.pieces[j].start].isupper()
            if adjacent and is_titled and previous.kind == "NAME" and "," not in self.low[piece.start : end]:
                self.add("W", piece.start, end, True)
                return j
            if adjacent and previous.kind == "W" and previous.info and "," not in self.low[piece.start : end]:
                self.add("W", piece.start, end, True)
                return j
        if (
            figure.unit == "num"
            and j < len(self.pieces)
            and self.pieces[j].start == end
            and self.pieces[j].kind == "word"
        ):
            # "2330TT", "3rd", "20s": no amount.
            self.add("W", piece.start, self.pieces[j].end, False)
            return j + 1
        self.add("FIG", piece.start, end, figure)
        return self._read_per_unit(j)

    def _read_per_unit(self, j: int) -> int:
        """Read "R18.97/$" and "NIS 3.228/$" as so much to the dollar."""
        if j + 1 >= len(self.pieces) or self.word(j) != "/" or self.pieces[j].start != self.pieces[j - 1].end:
            return j
        unit = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "usd": "dollar"}.get(self.word(j + 1))
        if unit is None:
            return j
        self.add("PREP", self.pieces[j].start, self.pieces[j].end)
        self.tokens[-1].low = "to"
        self.add("NAME", self.pieces[j + 1].start, self.pieces[j + 1].end, self.gazetteer.by_name[unit][0])
        self.tokens[-1].low = unit
        return j + 2

    def _read_compound(self, i: int, j: int, figure: Figure) -> int:
        """Read "12-month", "225-issue", "109.61-63 yen", "2-4 per cent", "a 100-point drop"."""
        start = self.pieces[i].start
        if j + 1 >= len(self.pieces) or self.pieces[j + 1].start != self.pieces[j].end:
            self.add("FIG", start, self.pieces[j - 1].end, figure)
            return j + 1
        following = self.pieces[j + 1]
        if following.kind == "word":
            unit = {"point": "pts", "points": "pts", "percent": "pct", "per": "pct", "pct": "pct", "basis": "bps"}.get(
                self.word(j + 1)
            )
            end = following.end
            k = j + 2
            while k + 1 < len(self.pieces) and self.word(k) == "-" and self.pieces[k].start == end:
                end = self.pieces[k + 1].end
                k += 2
            if unit is not None:
                figure = Figure(unit, figure.value, decimals=figure.decimals)
                self.add("FIG", start, end, figure)
            else:
                self.add("TENOR" if self.word(k - 1) == "year" else "ADJ", start, end)
            return k
        read = read_figure(self.pieces, j + 1, self.plain, self.low)
        if read is None:
            self.add("FIG", start, self.pieces[j - 1].end, figure)
            return j + 1
        second, after = read
        if self._is_quote(figure, second):
            merged = Figure(second.unit, figure.value, second.currency, decimals=figure.decimals)
        elif second.unit == "num" and second.value > 1000 > figure.value:
            self.add("W", start, self.pieces[after - 1].end, False)
            return after
        else:
            merged = Figure(second.unit, figure.value, second.currency, high=second.value, decimals=figure.decimals)
        self.add("FIG", start, self.pieces[after - 1].end, merged)
        return after

    @staticmethod
    def _is_quote(first: Figure, second: Figure) -> bool:
        """Tell a dealer's quote ("109.61-63 yen") from a range ("2-4 per cent")."""
        return first.decimals >= 2 and second.decimals == 0

    def read_bracket(self, i: int, piece: Piece) -> int:
        j = i + 1
        while j < len(self.pieces) and j - i <= _LONGEST_BRACKET and self.word(j) not in (")", "]"):
            j += 1
        if j >= len(self.pieces) or self.word(j) not in (")", "]"):
            return i + 1
        end = self.pieces[j].end
        inner = self.plain[piece.end : self.pieces[j].start]
        symbols = symbols_of(inner)
        if symbols is not None:
            self.add("CODE", piece.start, end, symbols)
            return j + 1
        if may_state_move(self.low[piece.end : self.pieces[j].start]):
            self.add("LP", piece.start, piece.end)
            before = len(self.tokens)
            k = i + 1
            while k < j:
                k = self.read_one(k, self.pieces[k])
            if not any(token.kind == "FIG" for token in self.tokens[before:]):
                del self.tokens[before - 1 :]
                self.add("PAREN", piece.start, end)
            else:
                self.add("RP", self.pieces[j].start, end)
            return j + 1
        self.add("PAREN", piece.start, end)
        return j + 1
