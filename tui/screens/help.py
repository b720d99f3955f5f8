"""The page of keys, made from the list of commands."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import COMMANDS, Command, key_names


class HelpScreen(ModalScreen[None]):
    """Every key and what it does, group by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close"),
        Binding("j,down", "scroll('down')", "Down", show=False),
        Binding("k,up", "scroll('up')", "Up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        with VerticalScroll(id="help") as page:
            page.border_title = "Keys"
            page.border_subtitle = "Esc closes"
            for group in dict.fromkeys(command.group for command in COMMANDS):
                yield Static(group, classes="help-group", markup=False)
                yield Static(help_table([command for command in COMMANDS if command.group == group]))

    def action_scroll(self, direction: str) -> None:
        """Scroll the page by a line."""
        page = self.query_one("#help", VerticalScroll)
        page.scroll_relative(y=1 if direction == "down" else -1, animate=False)


def help_table(commands: list[Command]) -> Content:
    """Set commands in two columns: keys, and what they do."""
    width = max(cell_len(key_names(command)) for command in COMMANDS) + 2
    lines = []
    for command in commands:
        keys = key_names(command)
        lines.append(
            Content.assemble((keys, "$accent"), " " * (width - cell_len(keys)), Content(command.help)),
        )
    return Content("\n").join(lines)
