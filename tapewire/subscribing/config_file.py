"""The user's config, changed for them: a change touches the lines that it is about, and can be taken back.

A change is made on the text, and only written if the text then says what was meant and nothing else has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from tapewire.config import Config, parse_config
from tapewire.defaults import STARTING_FEEDS
from tapewire.errors import ConfigError
from tapewire.model import Feed, MuteRule
from tapewire.subscribing.addresses import place_of
from tapewire.subscribing.text_file import TextFile
from tapewire.subscribing.yaml_edit import Item, StrangeYamlError, append_items, drop_value, remove_item, set_value
from tapewire.subscribing.yaml_tree import Value, read_tree
from tapewire.text import clean_line

_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigEdit:
    """A change that was made, with what is needed to take it back."""

    path: Path
    before: str | None
    """The whole file as it was; None where there was none."""
    after: str | None
    """The whole file as it was left; None where it was taken away again."""
    config: Config
    """What the config says now."""


class ConfigFile:
    """The user's config as a file that is read anew for each change. May be used from any thread and process."""

    def __init__(self, path: Path | None) -> None:
        """Name the file, which need not be there yet.

        Args:
            path: None for the default place.
        """
        if path is None:
            from tapewire.paths import default_config_file

            path = default_config_file()
        self.path = path
        self._file = TextFile(path)

    def config(self) -> Config:
        """Read the config; a missing file means all defaults.

        Raises:
            ConfigError: It cannot be read, or has a fault.
        """
        text = self._file.read()
        return Config() if text is None else self._parse(text)

    def subscribe(self, feeds: Sequence[Feed]) -> ConfigEdit:
        """Put feeds at the end of the list. A missing file is made from the example, with the starting set in it.

        Args:
            feeds: Their keys are written as addresses; a relative path starts from the config's folder.

        Raises:
            ConfigError: One of them is followed already, the config has a fault, or it cannot be written.
        """

        def change(text: str, config: Config) -> str:
            _refuse_followed(feeds, config)
            return append_items(_written_out(text), "feeds", [_item(feed) for feed in feeds])

        def expected(config: Config) -> Config:
            added = (replace(feed, keep_days=config.keep_days, keep_stories=config.keep_stories) for feed in feeds)
            return replace(config, feeds=(*config.feeds, *added))

        return self._change(change, expected)

    def unsubscribe(self, feed_keys: Sequence[str]) -> ConfigEdit:
        """Take feeds out of the list; what they brought stays in the library.

        Raises:
            ConfigError: One of them is not in the config, the config has a fault, or it cannot be written.
        """

        def change(text: str, config: Config) -> str:
            text = _written_out(text)
            for place in sorted((_place(config, key) for key in feed_keys), reverse=True):
                text = remove_item(text, "feeds", place)
            return text

        def expected(config: Config) -> Config:
            return replace(config, feeds=tuple(feed for feed in config.feeds if feed.key not in feed_keys))

        return self._change(change, expected)

    def rename(self, feed_key: str, name: str) -> ConfigEdit:
        """Give a feed another name.

        Raises:
            ConfigError: The name is blank; as for `unsubscribe`.
        """
        name = clean_line(name)
        if not name:
            raise ConfigError("The name is blank. Give the feed one.")
        return self._set(feed_key, "name", name, lambda feed: replace(feed, name=name))

    def move(self, feed_key: str, folder: str) -> ConfigEdit:
        """Put a feed into another folder; an empty one means none.

        Raises:
            ConfigError: As for `unsubscribe`.
        """
        folder = clean_line(folder)
        return self._set(feed_key, "folder", folder, lambda feed: replace(feed, folder=folder), default="")

    def enable(self, feed_key: str, *, enabled: bool = True) -> ConfigEdit:
        """Have a feed refreshed, or no more.

        Raises:
            ConfigError: As for `unsubscribe`.
        """
        return self._set(feed_key, "enabled", enabled, lambda feed: replace(feed, is_enabled=enabled), default=True)

    def mute(self, rule: MuteRule) -> ConfigEdit:
        """Put a mute rule at the end of the list.

        Raises:
            ConfigError: There is such a rule, the config has a fault, or it cannot be written.
        """

        def change(text: str, config: Config) -> str:
            if rule in config.mute:
                raise ConfigError("There is such a mute rule already.")
            return append_items(text, "mute", [_rule_item(rule)])

        return self._change(change, lambda config: replace(config, mute=(*config.mute, rule)))

    def unmute(self, rule: MuteRule) -> ConfigEdit:
        """Take a mute rule out of the list.

        Raises:
            ConfigError: There is no such rule, the config has a fault, or it cannot be written.
        """

        def change(text: str, config: Config) -> str:
            if rule not in config.mute:
                raise ConfigError("There is no such mute rule.")
            return remove_item(text, "mute", config.mute.index(rule))

        return self._change(
            change, lambda config: replace(config, mute=tuple(each for each in config.mute if each != rule))
        )

    def undo(self, edit: ConfigEdit) -> ConfigEdit:
        """Take a change back, if the file is still as it was left.

        Returns:
            The change that takes this one back in turn.

        Raises:
            ConfigError: The file was changed since, or cannot be written.
        """
        with self._file.locked():
            if self._file.read() != edit.after:
                raise ConfigError(f"{self.path} has been changed since. Take the change back by hand.")
            if edit.before is None:
                self._file.delete()
                config = Config()
            else:
                config = self._parse(edit.before)
                self._file.write(edit.before)
        return ConfigEdit(path=self.path, before=edit.after, after=edit.before, config=config)

    def _set(
        self,
        feed_key: str,
        name: str,
        value: str | bool,
        changed: Callable[[Feed], Feed],
        *,
        default: str | bool | None = None,
    ) -> ConfigEdit:
        def change(text: str, config: Config) -> str:
            text, place = _written_out(text), _place(config, feed_key)
            if value == default:
                return drop_value(text, "feeds", place, name, value)
            return set_value(text, "feeds", place, name, value)

        def expected(config: Config) -> Config:
            return replace(
                config, feeds=tuple(changed(feed) if feed.key == feed_key else feed for feed in config.feeds)
            )

        return self._change(change, expected)

    def _change(self, change: Callable[[str, Config], str], expected: Callable[[Config], Config]) -> ConfigEdit:
        with self._file.locked():
            before = self._file.read()
            text = example_text() if before is None else before.removeprefix(_BOM)
            config = self._parse(text)
            try:
                changed = change(text, config)
                made = parse_config(changed, path=self.path)
            except (StrangeYamlError, IndexError, ConfigError) as error:
                if isinstance(error, ConfigError) and not str(error).startswith(str(self.path)):
                    raise
                raise ConfigError(f"{self.path} is written in a way that only you can change. Edit it.") from error
            if _told(made) != _told(expected(config)):
                raise ConfigError(f"{self.path} is written in a way that only you can change. Edit it.")
            after = (_BOM if before and before.startswith(_BOM) else "") + changed
            self._file.write(after)
        return ConfigEdit(path=self.path, before=before, after=after, config=made)

    def _parse(self, text: str) -> Config:
        return parse_config(text.removeprefix(_BOM), path=self.path)


def example_text() -> str:
    """Write the config that a user begins with: the example, with the starting set in place of its feeds."""
    # Its first lines say what to do with the example.
    text = "# Tapewire's settings.\n\n" + _example().read_text(encoding="utf-8").partition("\n\n")[2]
    shown = len(parse_config(text, path=Path("example")).feeds)
    text = append_items(text, "feeds", [_item(feed) for feed in STARTING_FEEDS])
    for _ in range(shown):
        text = remove_item(text, "feeds", 0)
    return text


def _example() -> Path:
    # Beside the package where it is installed, at the top of the tree where it is run from its sources.
    installed = Path(str(files("tapewire"))) / "config.example.yaml"
    return installed if installed.exists() else installed.parent.parent / installed.name


def _written_out(text: str) -> str:
    """Write the starting set into a config that follows it without saying so, as it would be lost to a list of one."""
    root = read_tree(text)
    stated = root.pair("feeds") if root is not None else None
    if stated is not None and text[stated[1].start : stated[1].end].lower() not in ("", "~", "null"):
        return text
    return append_items(text, "feeds", [_item(feed) for feed in STARTING_FEEDS])


def _refuse_followed(feeds: Sequence[Feed], config: Config) -> None:
    names = {place_of(feed.url): feed.name for feed in config.feeds}
    for feed in feeds:
        place = place_of(feed.url)
        if place in names:
            raise ConfigError(f"{feed.key} is followed already, as {names[place]}.")
        names[place] = feed.name


def _place(config: Config, feed_key: str) -> int:
    for place, feed in enumerate(config.feeds):
        if feed.key == feed_key:
            return place
    raise ConfigError(f"{feed_key} is not in the config.")


def _item(feed: Feed) -> Item:
    item: dict[str, Value] = {"url": feed.key, "name": feed.name}
    if feed.folder:
        item["folder"] = feed.folder
    if feed.user_agent is not None:
        item["user_agent"] = feed.user_agent
    if not feed.is_enabled:
        item["enabled"] = False
    return item


def _rule_item(rule: MuteRule) -> Item:
    item: dict[str, Value] = {
        name: value for name in ("word", "regex", "source", "author") if (value := getattr(rule, name))
    }
    if rule.in_text:
        item["in"] = "text"
    if rule.until is not None:
        item["until"] = rule.until
    return item


def _told(config: Config) -> Config:
    """What a config says, but for the places in the file system that its relative paths lead to."""
    return replace(config, feeds=tuple(replace(feed, url=feed.key) for feed in config.feeds))
