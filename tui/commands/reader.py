"""``tapewire``: opens the reader."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack, closing

from tapewire.config import load_config
from tapewire.newsroom import open_newsroom
from tapewire.paths import DataFolder
from tui.commands.common import say


def read(options: argparse.Namespace) -> int:
    """Open the reader on the user's feeds, or on the bundled edition."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("the reader needs a terminal; `tapewire list` prints headlines without one.")
        return 2
    if os.environ.get("TERM") == "dumb":
        say("this terminal (TERM=dumb) cannot show the reader; `tapewire list` prints headlines.")
        return 2
    config = load_config(options.config)
    folder = DataFolder.at(options.data)
    with ExitStack() as opened:
        newsroom = opened.enter_context(closing(open_newsroom(config, folder, demo=options.demo)))
        demo = None
        if not options.demo and config.feeds and not newsroom.has_fetched():
            demo = opened.enter_context(closing(open_newsroom(config, folder, demo=True)))
        from tui.app import TapewireApp

        app = TapewireApp(newsroom=newsroom, demo=demo, config=config, config_path=options.config)
        app.run()
        return app.return_code or 0
