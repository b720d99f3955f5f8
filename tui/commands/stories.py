"""``tapewire list`` and ``tapewire show``."""

from __future__ import annotations

import argparse
import textwrap
from dataclasses import replace

from rich.cells import cell_len

from tapewire.errors import QueryError
from tapewire.model import OpenedStory, Section
from tapewire.moves.wire import move_to_json
from tapewire.query.parser import Fault, parse
from tapewire.query.tree import Query
from tui.commands.common import headline_json, iso, move_line, newsroom_for, print_json, related_json, say
from widgets.ages import age, exact_time

HEADLINES = 50
"""How many headlines are printed for a person who names no number."""
ALL = Section(kind="all", name="All")
LINE = 80
"""Columns that a story's text is set to."""


def list_stories(options: argparse.Namespace) -> int:
    """List headlines, the newest first; with a search, those that it finds. JSON has no usual limit."""
    words = " ".join(options.query)
    search = _search(words)
    with newsroom_for(options) as newsroom:
        query = replace(newsroom.query(ALL, search), muted=True if options.muted else None)
        total = newsroom.count(query)
        limit = options.limit or (total if options.json else HEADLINES)
        headlines = newsroom.headlines(query, limit=limit)
        is_empty = newsroom.story_count() == 0
        now = newsroom.clock()
    if options.json:
        print_json([headline_json(headline) for headline in headlines])
    else:
        for headline in headlines:
            flags = ("★" if headline.is_saved else " ") + (" " if headline.is_read else "●")
            muted = "(muted) " if headline.is_muted and not options.muted else ""
            print(f"{headline.id[:8]} {flags} {age(headline.time, now):>6}  {muted}{headline.source}: {headline.title}")
    if is_empty:
        say("the library is empty; `tapewire refresh` fills it.")
    elif not headlines:
        say(f"no story holds “{words}”." if words else "no story is muted." if options.muted else "no story is listed.")
    elif len(headlines) < total and not options.json:
        say(f"{total - len(headlines)} more; `--limit {total}` lists them all.")
    return 0


def _search(text: str) -> Query:
    parsed = parse(text)
    if parsed.faults:
        raise QueryError(_marked(text, parsed.faults[0]))
    return parsed.query


def _marked(text: str, fault: Fault) -> str:
    """Show a fault under the text that it is in: ``gold mvoe:>3``, carets, what is wrong and what to do."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    first = max(0, fault.start - LINE // 2)
    shown = plain[first : first + LINE]
    before, marked = cell_len(plain[first : fault.start]), cell_len(shown[fault.start - first : fault.end - first])
    return f"the search cannot be read.\n  {shown}\n  {' ' * before}{'^' * max(marked, 1)}\n{fault.message}"


def show(options: argparse.Namespace) -> int:
    """Show one story with its moves and related stories."""
    with newsroom_for(options) as newsroom:
        opened = newsroom.open(newsroom.find(options.id))
    if options.json:
        print_json(_story_json(opened))
    else:
        _print_story(opened)
    return 0


def _story_json(opened: OpenedStory) -> dict[str, object]:
    story = opened.story
    return {
        "id": story.id,
        "title": story.title,
        "source": story.source,
        "feed": story.feed_key,
        "url": story.url,
        "published": iso(story.published),
        "first_seen": iso(story.first_seen),
        "read": opened.is_read,
        "bookmarked": opened.is_saved,
        "text": story.body.text,
        "moves": [move_to_json(move) for move in opened.moves],
        "related": [related_json(related) for related in opened.related],
    }


def _print_story(opened: OpenedStory) -> None:
    story = opened.story
    print(textwrap.fill(story.title, LINE))
    print(" · ".join(part for part in (story.source, story.author, exact_time(story.time), story.url) if part))
    for paragraph in story.body.text.split("\n\n"):
        print()
        for line in paragraph.split("\n"):
            print(textwrap.fill(line, LINE))
    if opened.moves:
        print(f"\nMoves ({len(opened.moves)})")
        for move in opened.moves:
            print(f"  {move_line(move)}")
    if opened.related:
        print(f"\nRelated ({len(opened.related)})")
        for related in opened.related:
            reasons = ", ".join(related.reasons)
            print(f"  {related.headline.id[:8]}  {related.headline.source}: {related.headline.title}  [{reasons}]")
