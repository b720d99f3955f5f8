"""Take the picture of the README from the running program: the bundled edition, opened and read by keys.

    .venv/bin/python tools/picture.py docs/reader.png

Needs CairoSVG and a monospaced font beside the development tools.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tapewire.config import Config
from tapewire.model import HeadlineQuery
from tapewire.newsroom import open_newsroom
from tapewire.paths import DataFolder
from tui.app import TapewireApp

SIZE = (152, 42)
FONT = "DejaVu Sans Mono"


async def take(keys: Sequence[str]) -> str:
    """Open the bundled edition's story of most moves, press keys, and hand back the screen as SVG."""
    with TemporaryDirectory() as folder:
        newsroom = open_newsroom(Config(), DataFolder.at(Path(folder)), demo=True)
        await newsroom.refresh()
        headlines = newsroom.headlines(HeadlineQuery(), limit=100)
        newsroom.mark_read([headline.id for headline in headlines[5::3]])
        newsroom.save(headlines[4].id)
        chosen = max(range(20), key=lambda at: headlines[at].moves)
        app = TapewireApp(newsroom=newsroom, demo=None, config=Config(refresh_minutes=0))
        async with app.run_test(size=SIZE) as pilot:
            for key in ["j"] * chosen + ["enter", *keys]:
                await pilot.press(key)
                await app.workers.wait_for_complete(
                    [worker for worker in app.workers if worker.group != "round" and not worker.is_finished]
                )
            await app.workers.wait_for_complete()
            await pilot.pause()
            picture = app.export_screenshot(title="Tapewire")
        newsroom.close()
    return picture


def main() -> None:
    """Take the picture and write it as PNG."""
    import cairosvg

    picture = asyncio.run(take(["tab", "j"]))
    picture = re.sub(r"@font-face\s*{[^}]*}", "", picture)
    picture = re.sub(r"font-family:[^;]*;", f"font-family: {FONT};", picture)
    cairosvg.svg2png(bytestring=picture.encode(), write_to=sys.argv[1], scale=1.0)


if __name__ == "__main__":
    main()
