"""How late the reader's event loop is while 200 feeds are refreshed in it, cold: how long a key would wait then.

Run as a script: ``python tests/bench/bench_reader.py [--feeds 200] [--stories 50]``. The reader runs as it does on a
terminal, but for the terminal. A task asks to be woken every few milliseconds; how much later it is woken is what a key
would have waited. Beside the round, the same is measured while nothing happens, which is the machine's own noise.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench_refresh import Desk, serving

from tapewire.config import load_config
from tapewire.newsroom import open_newsroom
from tapewire.paths import DataFolder
from tui.app import TapewireApp

if TYPE_CHECKING:
    from tui.refresher import Refresher

BEAT_S = 0.004
QUIET_S = 5.0
LONGEST_S = 240.0


async def lateness_ms(over: Callable[[], bool]) -> list[float]:
    """How much later than asked for a task was woken, again and again until something is over."""
    late = []
    while not over():
        start = time.perf_counter()
        await asyncio.sleep(BEAT_S)
        late.append((time.perf_counter() - start - BEAT_S) * 1000)
    return sorted(late)


async def measure(app: TapewireApp, newsroom_size: Callable[[], int], wanted: int) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()  # until it is painted: a start is measured elsewhere
        refresher: Refresher = app.screen.query_one("Refresher")  # type: ignore[assignment]
        end = time.monotonic() + LONGEST_S
        before = time.process_time()

        def is_over() -> bool:
            return time.monotonic() > end or (newsroom_size() >= wanted and refresher.progress is None)

        show("while feeds are refreshed", await lateness_ms(is_over))
        print(f"{'':28} {time.process_time() - before:6.1f} s of CPU in the reader's process")
        quiet = time.monotonic() + QUIET_S
        show("events in the background", await lateness_ms(lambda: time.monotonic() > quiet))
        await pilot.press("j", "j")


def show(name: str, late: list[float]) -> None:
    print(
        f"{name:28} median {late[len(late) // 2]:5.1f} ms   95 % {late[int(len(late) * 0.95)]:5.1f} ms   "
        f"99 % {late[int(len(late) * 0.99)]:5.1f} ms   worst {late[-1]:6.1f} ms   ({len(late):,} beats)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--stories", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        documents = root / "feeds"
        documents.mkdir()
        desk, now = Desk(), datetime.now(UTC)
        for number in range(options.feeds):
            (documents / f"{number}.xml").write_bytes(desk.feed(number, options.stories, now))
        with serving(documents) as port:
            rows = "".join(f"  - url: http://127.0.0.1:{port}/{n}.xml\n" for n in range(options.feeds))
            (root / "config.yaml").write_text("feeds:\n" + rows, "utf-8")
            config = load_config(root / "config.yaml")
            with closing(open_newsroom(config, DataFolder.at(root / "data"))) as newsroom:
                app = TapewireApp(newsroom=newsroom, demo=None, config=config)
                wanted = options.feeds * options.stories
                asyncio.run(measure(app, lambda: newsroom.sections()[0].total, wanted))
    print(
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB resident at most in the reader's process"
    )


if __name__ == "__main__":
    main()
