"""``tapewire mute`` and ``tapewire unmute``: the mute rules of the config."""

from __future__ import annotations

import argparse

from tapewire.errors import ConfigError
from tapewire.filters import check_regex
from tapewire.model import HeadlineQuery, MuteRule
from tapewire.subscribing.config_file import ConfigFile
from tapewire.text import clean_line
from tui.commands.common import newsroom_for, say


def mute(options: argparse.Namespace) -> int:
    """Write a mute rule to the config and apply it, or list the rules where none is given."""
    rule = MuteRule(
        word=clean_line(options.word or ""),
        regex=options.regex or "",
        source=clean_line(options.source or ""),
        author=clean_line(options.author or ""),
        in_text=options.in_text,
        until=options.until,
    )
    file = ConfigFile(options.config)
    if not (rule.word or rule.regex or rule.source or rule.author):
        if options.until is not None or options.in_text:
            say("a rule needs a word, --regex, --source or --author.")
            return 2
        rules = file.config().mute
        for number, each in enumerate(rules, start=1):
            print(f"{number}. {_in_words(each)}")
        if not rules:
            say("there are no mute rules.")
        return 0
    fault = check_regex(rule.regex)
    if fault:
        raise ConfigError(f"{rule.regex} {fault}.")
    file.mute(rule)
    print(f"Muted: {_in_words(rule)}")
    _tell_muted(options)
    return 0


def unmute(options: argparse.Namespace) -> int:
    """Take a mute rule, named by its number, out of the config; the stories that it muted are back."""
    file = ConfigFile(options.config)
    rules = file.config().mute
    if options.number > len(rules):
        say(f"there is no mute rule {options.number}; `tapewire mute` lists them.")
        return 1
    rule = rules[options.number - 1]
    file.unmute(rule)
    print(f"No longer muted: {_in_words(rule)}")
    _tell_muted(options)
    return 0


def _tell_muted(options: argparse.Namespace) -> None:
    with newsroom_for(options) as newsroom:  # opening it brings the stored stories in line
        muted = newsroom.count(HeadlineQuery(muted=True))
    stories = "1 story is" if muted == 1 else f"{muted} stories are"
    say(f"{stories} muted; `tapewire list --muted` lists them.")


def _in_words(rule: MuteRule) -> str:
    stated = {"": rule.word, "regex ": rule.regex, "source ": rule.source, "author ": rule.author}
    words = ", ".join(f"{kind}{clean_line(value)}" for kind, value in stated.items() if value)
    where = " (in the text too)" if rule.in_text else ""
    return f"{words}{where}" + (f" until {rule.until.isoformat()}" if rule.until else "")
