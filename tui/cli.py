"""The command line: reads the arguments and hands over to one command.

Results go to standard output, messages and progress to standard error. Exit status 0; 1 where nothing was done or
something failed; 2 for a usage error. Nothing here or in a command that opens no screen imports Textual.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from tapewire.errors import TapewireError

_GUIDE = "guide to searches"

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Without the program's name; None for those of the process.

    Returns:
        The exit status.
    """
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal in another charset, or half a character in a stream of stories, must not end a command.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        module, name = options.run
        run: Run = getattr(import_module(module), name)
        return run(options)
    except TapewireError as error:
        print(f"tapewire: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever reads our output has had enough; keep the interpreter from complaining when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    from tapewire.paths import default_config_file, default_data_folder

    parser = argparse.ArgumentParser(
        prog="tapewire",
        description="A terminal news reader for people who follow markets. Without a command it opens the reader.",
        epilog=f"By default the config is {default_config_file()}, where there is one, and the data folder is "
        f"{default_data_folder()}. config.example.yaml describes every key of the config.",
    )
    parser.add_argument("--version", action="version", version=f"tapewire {_version()}")
    _add_common(parser, default=None)
    parser.set_defaults(run=("tui.commands.reader", "read"), demo=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: str, about: str, *, has_newsroom: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        if has_newsroom:
            _add_common(added, default=argparse.SUPPRESS)
        module, function = run.split(":")
        added.set_defaults(run=(f"tui.commands.{module}", function))
        return added

    def with_json(name: str, run: str, about: str) -> argparse.ArgumentParser:
        added = command(name, run, about)
        added.add_argument("--json", action="store_true", help="print JSON")
        return added

    refresh = with_json("refresh", "refresh:refresh", "Fetch the feeds that are due; one line for each that failed.")
    refresh.add_argument(
        "--force",
        action="store_true",
        help="fetch all feeds, due or not; only a host that asked to be left alone for a while is",
    )
    listing = with_json("list", "stories:list_stories", "List headlines, or those that a search finds.")
    listing.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help="what to search for, as told below; best in single quotes, for the shell's sake (default: all stories)",
    )
    listing.formatter_class = _WithGuide
    listing.epilog = _GUIDE
    listing.add_argument("--muted", action="store_true", help="only those that a mute rule leaves out of lists")
    listing.add_argument(
        "--limit", type=_positive, metavar="N", help="list at most so many (default: 50, and with --json all)"
    )
    show = with_json("show", "stories:show", "Show one story with its moves and related stories.")
    show.add_argument("id", metavar="ID", help="a story's id, or its first digits")
    full_text = with_json("fulltext", "fulltext:full_text", "Fetch a story's page and show the story with its text.")
    full_text.add_argument("id", metavar="ID", help="a story's id, or its first digits")
    moves = command(
        "moves", "moves:moves", "Print the moves that a text, a saved page or a web page states.", has_newsroom=False
    )
    moves.add_argument(
        "source",
        nargs="?",
        type=_source,
        default="-",
        metavar="FILE|URL|-",
        help="what to read (default: -, standard input)",
    )
    moves_form = moves.add_mutually_exclusive_group()
    moves_form.add_argument("--json", action="store_true", help="print a JSON array")
    moves_form.add_argument(
        "--jsonl",
        action="store_true",
        help='read stories, a JSON line each with "id" and "title" or "text", and write a line with the moves of each',
    )
    moves_form.add_argument("--csv", action="store_true", help="print CSV")
    moves_form.add_argument("--explain", action="store_true", help="print how each sentence was read")
    related = with_json("related", "related:related", "Rank the stories that have to do with one, and say why.")
    related_to = related.add_mutually_exclusive_group(required=True)
    related_to.add_argument("id", nargs="?", metavar="ID", help="a story's id, or its first digits")
    related_to.add_argument(
        "--jsonl",
        action="store_true",
        help='rank and group the stories on standard input, a JSON line each with "id", "title" or "text", "published"',
    )
    related.add_argument(
        "--limit",
        type=_positive,
        default=12,
        metavar="N",
        help="name at most so many for a story (default: %(default)s)",
    )
    bookmark = command("bookmark", "bookmarks:bookmark", "Save stories whole, to be read offline.")
    bookmark.add_argument("ids", nargs="+", metavar="ID", help="a story's id, or its first digits")
    with_json("bookmarks", "bookmarks:bookmarks", "List the bookmarked stories, the newest bookmark first.")
    export = command("export", "bookmarks:export", "Write the bookmarked stories, or the feeds, to files.")
    export_form = export.add_mutually_exclusive_group()
    export_form.add_argument(
        "--markdown", dest="form", action="store_const", const="markdown", help="a file a story (the default)"
    )
    export_form.add_argument("--html", dest="form", action="store_const", const="html", help="one page of all stories")
    export_form.add_argument("--json", dest="form", action="store_const", const="json", help="one file, a line a story")
    export_form.add_argument(
        "--opml",
        dest="run",
        action="store_const",
        const=("tui.commands.lists", "export_opml"),
        help="the feeds in place of the stories, for other readers (- writes to standard output)",
    )
    export.set_defaults(form="markdown")
    export.add_argument(
        "target", nargs="?", default=".", metavar="DIR|FILE", help="where to write (default: this folder)"
    )
    with_json("feeds", "feeds:feeds", "List the feeds and how each is doing.")
    doctor = with_json("doctor", "doctor:doctor", "Look for what is wrong, and name the command that mends it.")
    doctor.add_argument("--online", action="store_true", help="also ask every feed now; nothing is stored")
    subscribe = command("subscribe", "subscribe:subscribe", "Find the feeds behind addresses and follow them.")
    subscribe.add_argument("addresses", nargs="+", metavar="URL", help="a feed, a page that has one, or a feed's file")
    subscribe.add_argument("--name", metavar="NAME", help="what stands beside its headlines (default: its own name)")
    subscribe.add_argument("--folder", default="", metavar="FOLDER", help="where it stands among the sections")
    subscribe.add_argument(
        "--user-agent",
        type=_user_agent,
        metavar="TEXT",
        help="what to tell the server we are, if it refuses our own word",
    )
    subscribe.add_argument("--first", action="store_true", help="take the likeliest of several without asking")
    unsubscribe = command("unsubscribe", "subscribe:unsubscribe", "Follow feeds no longer; their stories stay.")
    unsubscribe.add_argument("feeds", nargs="+", metavar="FEED", help="a feed's name or address")
    importing = command("import", "lists:import_list", "Follow the feeds of an OPML file or of newsboat's `urls`.")
    importing.add_argument("file", metavar="FILE", help="the list, or - for standard input")
    importing.add_argument("--dry-run", action="store_true", help="only say what would be added")
    mute = command("mute", "mute:mute", "Leave stories out of lists from now on; without a rule, list the rules.")
    mute.add_argument("word", nargs="?", metavar="WORD", help="words that the headline holds")
    mute.add_argument("--regex", metavar="REGEX", help="a regular expression that is found in the headline")
    mute.add_argument("--source", metavar="NAME", help="the feed's name or address")
    mute.add_argument("--author", metavar="NAME", help="words that the author's name holds")
    mute.add_argument("--in-text", action="store_true", help="look for word and regex in the story's text too")
    mute.add_argument("--until", type=_day, metavar="DATE", help="the last day whose stories are muted: 2026-12-31")
    unmute = command("unmute", "mute:unmute", "Take a mute rule away; the stories that it muted are back.")
    unmute.add_argument("number", type=_positive, metavar="NUMBER", help="its number, as `tapewire mute` lists it")
    return parser


def _add_common(parser: argparse.ArgumentParser, *, default: object) -> None:
    """Options that may stand before the command or behind it."""
    parser.add_argument(
        "--config",
        type=Path,
        default=default,
        metavar="FILE",
        help="the config to use (default: the end of `tapewire --help` tells)",
    )
    parser.add_argument(
        "--data", type=Path, default=default, metavar="DIR", help="the folder of library and state (default: likewise)"
    )
    parser.add_argument(
        "--demo", action="store_true", default=argparse.SUPPRESS, help="use the bundled edition in place of your feeds"
    )


class _WithGuide(argparse.RawDescriptionHelpFormatter):
    """Puts the guide to searches in the place of its name, once it is to be printed: few starts need it."""

    def add_text(self, text: str | None) -> None:
        super().add_text(_guide() if text == _GUIDE else text)


def _guide() -> str:
    from textwrap import fill

    from tapewire.query.guide import GUIDE, GUIDE_NOTES

    rows = "\n".join(f"  {example:27} {meaning}" for example, meaning in GUIDE)
    note = "A search that starts with - stands behind --: tapewire list -- '-is:read gold'"
    return f"what to search for:\n{rows}\n\n{fill(GUIDE_NOTES, 80)}\n\n{note}"


def _positive(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 999999999")
    return int(text)


def _day(text: str) -> date:
    from tapewire.filters import FIRST_YEAR, LAST_YEAR

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-12-31") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is not within {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _user_agent(text: str) -> str:
    if not re.fullmatch(r"[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*", text):
        raise argparse.ArgumentTypeError("a User-Agent is plain ASCII on one line")
    return text


def _source(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError(
            "the name is empty; give a file, a web page's address, or - for standard input"
        )
    return text


def _version() -> str:
    from importlib.metadata import version

    return version("tapewire")


if __name__ == "__main__":
    sys.exit(main())
