"""Times that one statement lends to the next: in a list, in a paragraph, in a run of sentences told alike."""

from __future__ import annotations

from tapewire.moves.items import Item
from tapewire.moves.statements import Statement
from tapewire.moves.tails import MOMENTS

_WINDOWS = frozenset(["ytd", "year", "half", "quarter", "month", "week", "since"])


class Carry:
    """Follows the sentences of a story and completes the statements that name no time of their own."""

    def __init__(self) -> None:
        self._paragraph = -1
        self._scene: list[Item] = []
        self._heading: list[Item] = []
        self._last: Statement | None = None

    def over(self, paragraph: int, items: list[Item], statements: list[Statement]) -> None:
        """Complete the statements of the next sentence.

        Args:
            paragraph: Number of the paragraph that the sentence stands in.
            items: Of the sentence.
            statements: Read from it, in order; their ``moments`` are extended in place.
        """
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._scene = []
            self._last = None
        if not statements:
            self._set_scene(items)
            self._heading = [item for item in items if item.kind in MOMENTS] if _is_heading(items) else []
            return
        self._share_extended(statements)
        previous = self._last
        for n, statement in enumerate(statements):
            if statement.moments and any(item.info == "same" and item.kind == "PERIOD" for item in statement.moments):
                windows = [item for item in previous.moments if item.kind == "PERIOD"] if previous is not None else []
                statement.moments = windows or statement.moments
            if not statement.moments:
                if statement.leans and n == 0:
                    statement.moments = _main_clause_days(items, statement)
                elif (
                    statement.leans
                    and previous is not None
                    and n
                    and (previous.leans or previous.refs == statement.refs)
                    and not _has_verb_between(items, previous, statement)
                ) or (
                    statement.is_present
                    and previous is not None
                    and (previous.is_present or n)
                    and _has_window(previous)
                ):
                    statement.moments = list(previous.moments)
                elif self._heading:
                    statement.moments = list(self._heading)
                elif self._scene and not statement.is_present:
                    statement.moments = list(self._scene)
            previous = statement
        self._last = previous

    def _set_scene(self, items: list[Item]) -> None:
        """Remember "In the previous session on Monday, both had ended higher" for the sentences that follow."""
        opening = []
        for item in items[:6]:
            if item.kind in MOMENTS:
                opening.append(item)
            elif item.kind not in ("PREP", "ADV", "COMMA"):
                break
        if any(item.kind == "PERIOD" and item.info == "earlier" for item in opening):
            self._scene = opening

    @staticmethod
    def _share_extended(statements: list[Statement]) -> None:
        """Extend "in premarket trading" at the end of a list to the whole of it."""
        stated = (item for statement in statements for item in statement.moments)
        late = next((item for item in stated if item.kind == "PERIOD" and item.info == "extended"), None)
        if late is not None:
            bearer = next(statement for statement in statements if late in statement.moments)
            told = {ref.name for ref in bearer.refs}
            for statement in statements:
                # "fell 2.5% and was another 3% lower after hours": the first was before.
                if not statement.moments and not told.intersection(ref.name for ref in statement.refs):
                    statement.moments = [late]


def _is_heading(items: list[Item]) -> bool:
    """Tell a line that only names a time, as "For the week:" over a list."""
    return bool(items) and items[-1].kind == "COLON" and all(item.kind in (*MOMENTS, "ADV", "COLON") for item in items)


def _has_verb_between(items: list[Item], previous: Statement, statement: Statement) -> bool:
    """Tell "which fell 3.9% on Monday, took back some of that, firming 1.9%" from "fell 3.9% on Monday, losing 3p"."""
    for n, item in enumerate(items):
        # Behind a preposition or an article it is a noun: "on hopes of a truce".
        is_verb = item.kind == "V" and item.info[1] == "finite" and items[n - 1].kind not in ("PREP", "DET")
        if is_verb and previous.end <= item.start < statement.end:
            return True
    return False


def _has_window(statement: Statement) -> bool:
    return any(item.kind == "PERIOD" and item.info in _WINDOWS for item in statement.moments)


def _main_clause_days(items: list[Item], statement: Statement) -> list[Item]:
    """Find the day of the clause that a "with X falling 2%" hangs on."""
    found = []
    for item in items:
        if item.start >= statement.start:
            break
        if item.kind == "FIG":
            return []
        if item.kind == "DAY":
            found.append(item)
    return found[-1:]
