"""The app: sets the look and shows the reader's screen; everything else is a screen's or the engine's."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tapewire.config import Config
from tapewire.newsroom import Newsroom
from tui.palette import Commands
from tui.screens.reader import ReaderScreen
from tui.subscriptions import Subscriptions
from tui.themes import DARK, LIGHT


class TapewireApp(App[None]):
    """The reader on the terminal."""

    TITLE = "Tapewire"
    CSS_PATH = "reader.tcss"
    COMMANDS = App.COMMANDS | {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", "Quit", show=False, priority=True)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self, *, newsroom: Newsroom, demo: Newsroom | None, config: Config, config_path: Path | None = None
    ) -> None:
        """Make the app; the newsrooms are closed by whoever opened them.

        Args:
            newsroom: What to read.
            demo: What to show while ``newsroom`` is empty and the network is gone; None for nothing.
            config: Theme, colours and the pace of refreshing.
            config_path: Where feeds are changed; None for the default place.
        """
        super().__init__()
        self._newsroom = newsroom
        self._demo = demo
        self._config = config
        self._subscriptions = Subscriptions(newsroom, config_path)
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own commands: ours cover them, or they would not be kept."""
        del screen
        return ()

    def on_mount(self) -> None:
        """Set the look and show the screen."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Their default would leave the terminal as the screen has set it, and the stores open.
            asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)
        is_known = self._config.theme in self.available_themes
        self.theme = self._config.theme if is_known else DARK.name
        self.set_class(self._config.red_is_up, "-red-up")
        self.push_screen(
            ReaderScreen(
                newsroom=self._newsroom,
                demo=self._demo,
                subscriptions=self._subscriptions,
                refresh_minutes=self._config.refresh_minutes,
            )
        )
        if not is_known:
            self.notify(
                f"There is no theme {self._config.theme}. There are: {', '.join(sorted(self.available_themes))}.",
                title="Config",
                severity="warning",
                markup=False,
                timeout=15,
            )
