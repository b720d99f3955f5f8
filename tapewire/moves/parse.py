"""The pipeline: sentences → tokens → items → statements → moves → merged moves."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from tapewire.model import Move
from tapewire.moves.arithmetic import check_move
from tapewire.moves.because import Telling, give_reasons
from tapewire.moves.build import build_moves
from tapewire.moves.carry import Carry
from tapewire.moves.discourse import Setting
from tapewire.moves.focus import Focus
from tapewire.moves.glance import may_hold_figures, may_set_time, may_state
from tapewire.moves.grammar import SentenceReader, may_be_stated
from tapewire.moves.items import Item, gather
from tapewire.moves.merge import merge_moves
from tapewire.moves.pieces import lower, plain
from tapewire.moves.scene import settle_periods
from tapewire.moves.sentences import Sentence, split_sentences
from tapewire.moves.statements import Statement
from tapewire.moves.subjects import SubjectFinder
from tapewire.moves.tables import TableReader
from tapewire.moves.tokenizer import tokenize
from tapewire.moves.tokens import Story
from tapewire.moves.trace import Trace

LONGEST_TEXT: Final = 80_000
"""Characters that are read. The longest market reports have a quarter of it; what is longer is no story."""
LONGEST_TITLE: Final = 500


def parse_moves(text: str, *, title: str = "") -> tuple[Move, ...]:
    """Find the moves that a story states.

    Args:
        text: The story's text; paragraphs separated by a blank line.
            Of a text of more than 80,000 characters the first 80,000 are read.
        title: Its headline. A move that only the headline states has no offsets.

    Returns:
        Moves in the order of their words, each once. ``text[move.start:move.end] == move.evidence`` where the text
        states the move.
    """
    return _parse(text, title, None)


def explain(text: str, title: str = "") -> str:
    """Tell how a text was read.

    Returns:
        For each sentence its items, the rules that fired, and why figures were refused; then the moves, whether their
        figures agree, and the words that say why.
    """
    trace = Trace()
    moves = _parse(text, title, trace)
    for move in moves:
        name = f"{move.instrument.name} ({move.instrument.symbol or move.instrument.kind})"
        figures = f"{move.percent} % · {move.change} · to {move.level} {move.currency or ''}".rstrip()
        checked = {"agrees": " · the figures agree", "conflicts": " · the figures conflict", "unknown": ""}[move.check]
        trace.move(f"{name} {move.direction} {figures} · {move.period}{checked}")
        if move.reason is not None:
            trace.reason(move.reason)
    return "\n".join(trace.lines).strip()


def _parse(text: str, title: str, trace: Trace | None) -> tuple[Move, ...]:
    body = _Passage(text[:LONGEST_TEXT])
    headline = _Passage(title[:LONGEST_TITLE])
    if trace is None and not (body.may_state() or headline.may_state()):
        return ()
    setting = Setting(headline.story.low, body.story.low)
    focus = Focus()
    told_first = [
        replace(move, start=None, end=None, reason_start=None, reason_end=None)
        for move in headline.read(setting, focus, trace, is_title_case=_is_title_case(headline.story.text))
    ]
    told = body.read(setting, focus, trace, is_title_case=False)
    return merge_moves(settle_periods([*told_first, *told], setting))


class _Passage:
    """A headline or a body, read sentence by sentence."""

    def __init__(self, text: str) -> None:
        flat = plain(text)
        self.story = Story(text, flat, lower(flat))
        self.sentences: list[tuple[Sentence, bool]] = []
        """With each, whether it may state a move. Empty where the passage holds no figure at all."""

    def may_state(self) -> bool:
        """Tell whether any sentence may state a move."""
        low = self.story.low
        if not may_hold_figures(low):
            return False
        self._cut()
        return any(may for _, may in self.sentences)

    def _cut(self) -> None:
        low = self.story.low
        self.sentences = [
            (sentence, may_state(low, sentence.start, sentence.end)) for sentence in split_sentences(self.story.text)
        ]

    def read(self, setting: Setting, focus: Focus, trace: Trace | None, *, is_title_case: bool) -> list[Move]:
        """Read the moves of the passage, in order."""
        story = self.story
        if not self.sentences:
            self._cut()
        tellings: list[Telling] = []
        carry = Carry()
        table = TableReader(story)

        def items_of(sentence: Sentence) -> list[Item]:
            return gather(tokenize(story, sentence.start, sentence.end))

        def statements_of(items: list[Item]) -> list[Statement]:
            finder = SubjectFinder(items, focus, story, is_title_case=is_title_case)
            return SentenceReader(items, finder, trace).read()

        def catch_up(sentence: Sentence, items: list[Item] | None) -> None:
            """Take note of whom a sentence speaks of that was put off; asked for in the midst of another."""
            reading = story.sentence_start
            story.sentence_start = sentence.start
            statements_of(items_of(sentence) if items is None else items)
            story.sentence_start = reading

        for sentence, may in self.sentences:
            start, end = sentence.start, sentence.end
            if not may and trace is None and not table.is_open and not may_set_time(story.low, start, end):
                focus.later(partial(catch_up, sentence, None))
                table.skip(start, end)
                carry.over(sentence.paragraph, [], [])
                tellings.append(Telling(sentence, []))
                continue
            row = table.read(start, end)
            if row is not None:
                checked = [[replace(move, check=check_move(move))] for move in row]
                tellings.append(Telling(sentence, checked))
                continue
            items = items_of(sentence)
            statements: list[Statement] = []
            if trace is not None:
                trace.sentence(story.text[start:end], items)
            if trace is not None or may_be_stated(items):
                statements = statements_of(items)
            else:
                focus.later(partial(catch_up, sentence, items))
            carry.over(sentence.paragraph, items, statements)
            told = [build_moves(statement, story, setting, story.low[start:end]) for statement in statements]
            tellings.append(Telling(sentence, [moves for moves in told if moves]))
        return give_reasons(story.text, story.low, tellings)


def _is_title_case(title: str) -> bool:
    words = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
