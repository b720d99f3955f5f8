"""``tapewire related``: of one story in the library, or of a stream of stories among themselves."""

from __future__ import annotations

import argparse
import sys

from tui.commands.common import newsroom_for, print_json, related_json, say


def related(options: argparse.Namespace) -> int:
    """Rank related stories, the closest first, each with its reasons."""
    if options.jsonl:
        from tapewire.related.stream import rank_stream

        for line in rank_stream(sys.stdin.buffer, limit=options.limit):
            print(line)
        return 0
    with newsroom_for(options) as newsroom:
        ranked = newsroom.related(newsroom.find(options.id), limit=options.limit)
    if options.json:
        print_json([related_json(each) for each in ranked])
    else:
        for each in ranked:
            headline = each.headline
            reasons = ", ".join(each.reasons)
            print(f"{headline.id[:8]}  {each.score:.2f}  {headline.source}: {headline.title}  [{reasons}]")
        if not ranked:
            say("no story in the library has to do with it.")
    return 0
