"""A line to type an answer into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static


class PromptScreen(ModalScreen[str | None]):
    """Asks for one line: Enter gives it, Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", priority=True)]

    def __init__(self, *, title: str, value: str, hint: str, suggestions: Sequence[str] = ()) -> None:
        """Word the question.

        Args:
            title: What is asked for.
            value: What stands in the line at first.
            hint: What the answer does, in a sentence.
            suggestions: Answers that are completed as they are typed.
        """
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._suggestions = tuple(suggestions)

    def compose(self) -> ComposeResult:
        """Lay the prompt out."""
        with Vertical(classes="prompt") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "Enter accepts · Esc cancels"
            suggester = SuggestFromList(self._suggestions, case_sensitive=False) if self._suggestions else None
            yield Input(self._value, suggester=suggester, classes="prompt-line", select_on_focus=False)
            yield Static(self._hint, classes="prompt-hint", markup=False)

    @on(Input.Submitted)
    def _give(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
