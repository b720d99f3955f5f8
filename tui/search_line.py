"""The line to search with: what is typed, what it can become, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

if TYPE_CHECKING:  # a start needs no search: the language is loaded when one is typed
    from tapewire.query.completion import Candidate, Vocabulary
    from tapewire.query.parser import Parsed
    from tapewire.query.tree import Query

_NOTHING_TYPED = 'words  "a phrase"  source:  is:unread  age:<2d  sym:0700.HK  move:>3  -  or'
_GAP = "  "


class SearchLine(Input):
    """A line to search with, which completes what is typed. What it says of it is shown by `SearchHint`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "To the list"),
        Binding("escape", "screen.leave", "End the search"),
        Binding("tab", "complete", "Complete", show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, placeholder="What to search for", select_on_focus=False, suggester=_Continuation(self))
        self.vocabulary: Vocabulary | None = None
        """The names that can be completed; None while they are not known."""

    @property
    def query_typed(self) -> Query | None:
        """What is asked for, as far as it can be read; None where nothing is typed."""
        return self.parsed.query if self.value.strip() else None

    @property
    def parsed(self) -> Parsed:
        """What is typed, read."""
        from tapewire.query.parser import parse

        return parse(self.value, is_typing=self._is_at_end)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What can be put in place of what stands before the cursor, the first by the key that completes."""
        from tapewire.query.completion import Vocabulary, complete

        return complete(self.value, self.cursor_position, self.vocabulary or Vocabulary())

    def action_complete(self) -> None:
        """Put in the first candidate."""
        candidates = self.candidates
        if candidates:
            self.value, self.cursor_position = candidates[0].taken(self.value, self.cursor_position)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the cursor; from the end, complete."""
        if self._is_at_end and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)

    @property
    def _is_at_end(self) -> bool:
        return self.cursor_position >= len(self.value)


class SearchHint(Static):
    """The line below: what is wrong, else what can be completed, told quietly."""

    DEFAULT_CSS = """
    SearchHint {
        display: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground 60%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    SearchHint.-open { display: block; }
    SearchHint.-fault { color: $text-warning; }
    """

    def show(self, line: SearchLine) -> None:
        """Tell of what is typed in a line."""
        faults = line.parsed.faults
        fault = next((each for each in faults if not each.is_unfinished), None)
        self.set_class(fault is not None, "-fault")
        if fault is not None:
            hint = fault.message
        elif candidates := line.candidates:
            hint = f"Tab: {_GAP.join(candidate.text for candidate in candidates)}"
        elif faults:
            hint = faults[0].message
        else:
            hint = "" if line.value.strip() else _NOTHING_TYPED
        self.update(Content(hint))


class _Continuation(Suggester):
    """Shows behind the cursor what the first candidate adds, where it goes on from what is typed."""

    def __init__(self, line: SearchLine) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = line

    async def get_suggestion(self, value: str) -> str | None:
        """See `Suggester`."""
        candidates = self._line.candidates
        if not candidates or value != self._line.value:
            return None
        whole = value[: candidates[0].start] + candidates[0].text
        return value + whole[len(value) :] if whole.casefold().startswith(value.casefold()) else None
