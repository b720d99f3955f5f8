"""The page of keys and of searches, made from the list of commands and the guide to the language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tui.keys import COMMANDS, Group, key_names


class HelpScreen(ModalScreen[None]):
    """Every key and what it does, group by group; behind the keys that find, what can be searched for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close"),
        Binding("j,down", "scroll('down')", "Down", show=False),
        Binding("k,up", "scroll('up')", "Up", show=False),
    ]

    def __init__(self, first: Group | None = None) -> None:
        """Make the page.

        Args:
            first: The group that stands on top; None for the usual order.
        """
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        with VerticalScroll(id="help") as page:
            page.border_title = "Keys"
            page.border_subtitle = "Esc closes"
            for group in sorted({command.group: None for command in COMMANDS}, key=lambda group: group != self._first):
                yield Static(group, classes="help-group", markup=False)
                with Grid(classes="help-keys"):
                    for command in COMMANDS:
                        if command.group == group:
                            yield Static(key_names(command), classes="help-key", markup=False)
                            yield Static(command.help, markup=False)
                if group == "Finding":
                    yield from _searches()

    def action_scroll(self, direction: str) -> None:
        """Scroll the page by a line."""
        page = self.query_one("#help", VerticalScroll)
        page.scroll_relative(y=1 if direction == "down" else -1, animate=False)


def _searches() -> Iterator[Widget]:
    from tapewire.query.guide import GUIDE, GUIDE_NOTES  # a start needs no search

    yield Static("What to search for", classes="help-group", markup=False)
    with Grid(classes="help-keys help-searches"):
        for example, meaning in GUIDE:
            yield Static(example, classes="help-key", markup=False)
            yield Static(meaning, markup=False)
    yield Static(GUIDE_NOTES, classes="help-note", markup=False)
