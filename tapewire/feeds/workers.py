"""The worker processes that parse and analyse feeds, each feed under a deadline of its own."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as DeadlineError
from multiprocessing import resource_tracker
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from tapewire.analysis import Digest, digest
from tapewire.errors import FeedParseError, TapewireError
from tapewire.feeds.document import FeedDocument
from tapewire.model import Feed, OwnInstrument
from tapewire.moves.own import own_instruments, use_own

PARSE_DEADLINE_S = 5.0
"""Seconds of CPU. The slowest of 116 real feeds took 1.4 s; crafted ones hold a parser for minutes.

Not of the clock: on a busy machine a worker, which gives way to everything else, may wait longer than it works.
"""
PATIENCE_S = 60.0
"""Seconds of the clock, after which a worker that does nothing at all is given up too."""

WORKERS = min(4, os.cpu_count() or 1)

NICENESS = 10
"""Workers give way to the screen when both want the same core."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Workers:
    """A pool of processes, started when the first feed needs one and ended on leaving the context.

    Processes rather than threads: feedparser holds the interpreter's lock for up to half a second at a time, which
    would freeze the screen, and a process that hangs can be killed.
    """

    def __init__(self, count: int = WORKERS) -> None:
        """Make a pool.

        Args:
            count: How many processes at most.
        """
        self._count = count
        self._pool: Any = None
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pool is not None:
            # Every result that was wanted has been awaited, so what still runs is of a round that was cut short.
            self._pool.stop()
            await asyncio.to_thread(self._pool.join)

    async def digest(self, document: FeedDocument, feed: Feed, known: Mapping[str, str]) -> Digest:
        """Parse and analyse one feed's document in a worker.

        Args:
            document: As fetched.
            feed: Whose document it is.
            known: Fingerprints of its stored stories; see `tapewire.analysis.digest`.

        Raises:
            FeedParseError: It is no feed, took longer than the deadline, ended the worker that read it, or hit a fault
                of ours: none of that may cost the other feeds anything.
        """
        return await self.run(document.url, digest, document, feed, dict(known))

    async def run(self, url: str, work: Callable[_P, _T], *arguments: _P.args, **options: _P.kwargs) -> _T:
        """Do something with a document in a worker.

        Args:
            url: The document's address, for errors.
            work: A function of a module.
            *arguments: What it is given.
            **options: What it is given by name.

        Raises:
            TapewireError: Raised by the work itself.
            FeedParseError: See `digest`.
        """
        pool = await self._started()
        # In a thread, because the first task starts the processes: longer than a frame.
        task = await asyncio.to_thread(
            pool.schedule, _in_time, args=(PARSE_DEADLINE_S, work, arguments, options), timeout=PATIENCE_S
        )
        try:
            made: _T = await asyncio.wrap_future(task)
        except DeadlineError as error:
            raise FeedParseError(
                f"Reading it took longer than {PATIENCE_S:g} s, so it was given up.", url=url
            ) from error
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGPROF:
                raise FeedParseError(
                    f"Reading it took longer than {PARSE_DEADLINE_S:g} s, so it was given up.", url=url
                ) from error
            raise FeedParseError("Reading it ended the process that did so.", url=url) from error
        except TapewireError:
            raise
        except Exception as error:
            raise FeedParseError(
                f"Reading it met a fault in Tapewire ({type(error).__name__}: {error}). Please report it.",
                url=url,
            ) from error
        return made

    async def _started(self) -> Any:
        async with self._starting:
            if self._pool is None:
                await asyncio.to_thread(_start_resource_tracker)
                self._pool = ProcessPool(
                    max_workers=self._count,
                    initializer=_prepare_worker,
                    initargs=[own_instruments()],
                    # The parent has threads, which a forked child would inherit as locks that nobody opens.
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool


def _start_resource_tracker() -> None:
    """Start the helper process that spawning needs, while standard error is a real file.

    It is handed the descriptor of ``sys.stderr``; where a screen has put something without one in its place, the start
    would fail. Once it runs, no later spawn asks again.
    """
    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


def _in_time(seconds: float, work: Callable[..., _T], arguments: Sequence[Any], options: Mapping[str, Any]) -> _T:
    """Do the work, or let the kernel end this process: it does so inside a C library too."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(*arguments, **options)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _prepare_worker(own: tuple[OwnInstrument, ...]) -> None:
    """Make a new process quiet and ready, so that a feed's deadline pays for no import."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    os.nice(NICENESS)
    # Nothing that a library prints may reach the terminal, which the screen owns.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    import tapewire.feeds.parse
    import tapewire.moves
    import tapewire.related.terms  # noqa: F401

    use_own(own)
