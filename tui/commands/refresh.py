"""``tapewire refresh``."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tapewire.model import FeedResult, RefreshReport
from tui.commands.common import newsroom_for, print_json, say


def refresh(options: argparse.Namespace) -> int:
    """Refresh the feeds that are due, with a progress bar on a terminal and one line for each feed that failed."""
    with newsroom_for(options, is_refreshing=True) as newsroom, _progress(len(newsroom.enabled_feeds)) as advance:
        report = asyncio.run(newsroom.refresh(is_forced=options.force, on_result=advance))
    for result in report.results:
        if result.error is not None:
            say(f"{result.feed.name} ({result.feed.key}): {result.error}")
        for warning in result.warnings:
            say(f"{result.feed.name} ({result.feed.key}): {warning}")
    if options.json:
        print_json(_json(report))
    else:
        print(_summary(report))
    return 1 if report.failed or not report.results else 0


def _summary(report: RefreshReport) -> str:
    failed = len(report.failed)
    deferred = sum(result.outcome == "deferred" for result in report.results)
    changed = sum(result.changed for result in report.results)
    done = len(report.results) - failed - deferred
    words = f"{_plural(done, 'feed')} refreshed: {report.new} new, {changed} edited"
    words += f"; {_plural(failed, 'feed')} failed" if failed else ""
    return words + (f"; {deferred} not due (`tapewire feeds` tells when)" if deferred else "")


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _json(report: RefreshReport) -> dict[str, object]:
    return {
        "new": report.new,
        "failed": len(report.failed),
        "feeds": [
            {
                "feed": result.feed.key,
                "name": result.feed.name,
                "outcome": result.outcome,
                "new": result.new,
                "changed": result.changed,
                "error": result.error,
                "warnings": list(result.warnings),
            }
            for result in report.results
        ],
    }


@contextmanager
def _progress(feeds: int) -> Iterator[Callable[[FeedResult], None]]:
    """Show a bar on standard error while feeds come in, if a person is looking; yields what to call for each feed."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("Refreshing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[feed]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=feeds, feed="")
        yield lambda result: bar.update(task, advance=1, feed=result.feed.name)
