"""What a round costs: 200 feeds of 50 stories on loopback, cold and then with nothing new, beside bare feedparser.

Run as a script: ``python tests/bench/bench_refresh.py [--feeds 200] [--stories 50] [--keep DIR]``. The server is a
process of its own, whose work is not counted. Memory is that of all processes of the program together, where pages that
they share count once (the kernel's proportional set size), sampled fifty times a second. The first figure, feedparser
alone on the same bytes in one process, says how fast the machine is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path
from typing import Any

SAMPLE_S = 0.02
ALONE = """
import feedparser, pathlib, sys
for file in pathlib.Path(sys.argv[1]).iterdir():
    feedparser.parse(file.read_bytes())
"""
SEED = 20
NAMES = ("Tencent", "Toyota", "Nestle", "Infosys", "BHP", "Siemens", "Apple", "Meituan", "HSBC", "Petrobras", "Vale")
INDICES = ("Hang Seng Index", "Nikkei 225", "FTSE 100", "Sensex", "Kospi", "S&P 500", "DAX", "Straits Times Index")
VERBS = (("rose", 1), ("gained", 1), ("climbed", 1), ("fell", -1), ("slid", -1), ("dropped", -1))


class Desk:
    """Writes stories: one in four states moves, and the words of all are as unevenly common as those of a language."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        weights = [1 / (place + 2) for place in range(len(letters))]
        self._words = [
            "".join(self._random.choices(letters, weights, k=self._random.randint(2, 9))) for _ in range(30_000)
        ]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def sentence(self, length: int) -> str:
        words = self._random.choices(self._words, cum_weights=self._weights, k=length)
        return " ".join(words).capitalize() + "."

    def move(self) -> str:
        verb, _ = self._random.choice(VERBS)
        percent, level = self._random.uniform(0.1, 6), self._random.uniform(10, 40_000)
        if self._random.random() < 0.4:
            return f"The {self._random.choice(INDICES)} {verb} {percent:.2f}% to {level:,.2f} on hopes of stimulus."
        return f"{self._random.choice(NAMES)} shares {verb} {percent:.1f} per cent after it reported results."

    def paragraphs(self) -> list[str]:
        """Some 60 words as most feeds give, every third story of some 300."""
        count = 12 if self._random.random() < 0.34 else 3
        states = self._random.random() < 0.25
        return [self.sentence(20) + (" " + self.move() if states else "") for _ in range(count)]

    def feed(self, number: int, stories: int, end: datetime) -> bytes:
        items = []
        for n in range(stories):
            published = end - timedelta(minutes=self._random.randint(0, 60 * 24 * 14))
            body = "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs())
            items.append(
                f"<item><title>{self.sentence(9)}</title><link>http://127.0.0.1/{number}/{n}</link>"
                f"<guid>{number}-{n}</guid><pubDate>{format_datetime(published)}</pubDate>"
                f"<description><![CDATA[{body}]]></description></item>"
            )
        return (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed {number}</title>'
            f"<link>http://127.0.0.1/{number}</link><description/>{''.join(items)}</channel></rss>"
        ).encode()


def serve(folder: Path, ready: Any) -> None:
    """Answer with the files of a folder, and with 304 who has them."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            etag = f'"{self.path}"'
            is_known = self.headers.get("if-none-match") == etag
            body = b"" if is_known else (folder / self.path.lstrip("/")).read_bytes()
            self.send_response(304 if is_known else 200)
            self.send_header("etag", etag)
            self.send_header("content-type", "application/rss+xml")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    ready.put(server.server_address[1])
    server.serve_forever()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    ready: Any = multiprocessing.Queue()
    process = multiprocessing.Process(target=serve, args=(folder, ready), daemon=True)
    process.start()
    try:
        yield ready.get()
    finally:
        process.kill()


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def proportional_kib(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(match.group(1)) if match else 0


def run(arguments: list[str]) -> tuple[float, float, float]:
    """Run a command; gives wall and CPU seconds of all its processes, and their memory at most in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    most = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(SAMPLE_S):
            most = max(most, sum(map(proportional_kib, family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    over.set()
    watcher.join()
    if process.returncode:
        sys.exit(errors)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, most / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--stories", type=int, default=50)
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary)
        documents = root / "feeds"
        documents.mkdir(parents=True, exist_ok=True)
        desk, now = Desk(), datetime.now(UTC)
        for number in range(options.feeds):
            (documents / f"{number}.xml").write_bytes(desk.feed(number, options.stories, now))
        size = sum(file.stat().st_size for file in documents.iterdir())
        print(f"{options.feeds} feeds of {options.stories} stories, {size / 1e6:.1f} MB")

        show("feedparser alone", *run([sys.executable, "-c", ALONE, str(documents)]))
        with serving(documents) as port:
            config = root / "config.yaml"
            rows = "".join(f"  - url: http://127.0.0.1:{port}/{n}.xml\n" for n in range(options.feeds))
            config.write_text("feeds:\n" + rows, "utf-8")
            command = [
                sys.executable,
                "-m",
                "tui.cli",
                "refresh",
                "--config",
                str(config),
                "--data",
                str(root / "data"),
            ]
            show("first round", *run(command))
            show("second round, all 304", *run([*command, "--force"]))


def show(name: str, wall: float, cpu: float, memory: float) -> None:
    print(f"{name:24} {wall:6.2f} s wall {cpu:6.2f} s CPU {memory:6.0f} MiB at most")


if __name__ == "__main__":
    main()
