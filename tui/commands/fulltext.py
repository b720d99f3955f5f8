"""``tapewire fulltext``."""

from __future__ import annotations

import argparse
import asyncio

from tui.commands.common import newsroom_for
from tui.commands.stories import show


def full_text(options: argparse.Namespace) -> int:
    """Fetch a story's page, keep its text, and show the story with it."""
    with newsroom_for(options) as newsroom:
        asyncio.run(newsroom.fetch_full_text(newsroom.find(options.id)))
    return show(options)
