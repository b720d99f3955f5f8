"""The real program in a real pseudo-terminal, its screen read as a terminal emulator draws it."""

from __future__ import annotations

import codecs
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 30.0
"""How long a screen may take to say something, on the slowest machine there is."""

KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "down": "\x1b[B", "ctrl+c": "\x03"}


class Terminal:
    """One run of the program on a terminal of a given size."""

    def __init__(self, arguments: list[str], *, columns: int, rows: int, environment: dict[str, str]) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = b""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "tui.cli", *arguments],
            dimensions=(rows, columns),
            cwd=str(ROOT),
            env=environment,  # type: ignore[arg-type]
            timeout=None,
        )

    def press(self, *keys: str) -> None:
        """Type keys, by name or as they are."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def wait_for(self, condition: str | Callable[[str], bool]) -> str:
        """Read until the screen holds a text, or fulfils a condition; returns the screen."""
        fulfilled = (lambda text: condition in text) if isinstance(condition, str) else condition
        deadline = time.monotonic() + PATIENCE_S
        while not fulfilled(self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited for {condition!r} on:\n{self.text}")
            try:
                self._feed(self.process.read_nonblocking(65_536, timeout=0.5))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                raise AssertionError(f"the program ended while {condition!r} was waited for:\n{self.text}") from None
        return self.text

    def wait_for_end(self) -> int:
        """Read until the program has ended; returns its exit status, or the signal's number negated."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                self._feed(self.process.read_nonblocking(65_536, timeout=0.5))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                self.process.wait()
                return -self.process.signalstatus if self.process.signalstatus else self.process.exitstatus or 0
        raise AssertionError(f"the program did not end:\n{self.text}")

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(self.screen.display)

    def _feed(self, data: bytes) -> None:
        self.raw += data
        self._stream.feed(self._decoder.decode(data))


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of a program that is started: the test's, with a terminal of full colour."""
    return {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Start the reader; every run is ended with the test."""
    started: list[Terminal] = []

    def start_terminal(*arguments: str, columns: int = 120, rows: int = 40) -> Terminal:
        terminal = Terminal(list(arguments), columns=columns, rows=rows, environment=environment)
        started.append(terminal)
        return terminal

    yield start_terminal
    for terminal in started:
        terminal.kill()


@pytest.fixture
def tapewire(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command that opens no screen, and hand back what it printed and its exit status."""

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui.cli", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment,
            timeout=120,
        )

    return run
