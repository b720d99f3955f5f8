"""The config's own instruments: what a user may say of one, and what is wrong with it in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, NoReturn, cast, get_args

import msgspec
import yaml

from tapewire.config_faults import Place, line_of, place_name
from tapewire.errors import ConfigError
from tapewire.model import OwnInstrument, OwnKind
from tapewire.text import clean_line

_LONGEST_NAME: Final = 80
_SYMBOL: Final = re.compile(r"[A-Z0-9^][A-Z0-9^.=&-]{0,23}")


class InstrumentEntry(msgspec.Struct, forbid_unknown_fields=True):
    """An instrument as the file states it."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    symbol: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    kind: str = "stock"
    aliases: list[Annotated[str, msgspec.Meta(min_length=1)]] = []


def read_instruments(entries: list[InstrumentEntry], root: yaml.Node | None, path: Path) -> tuple[OwnInstrument, ...]:
    """Read the instruments that the user added.

    Args:
        entries: In the file's order.
        root: The file's nodes, to tell lines from.
        path: The file, named in errors.

    Raises:
        ConfigError: One cannot be used, or two have one name.
    """
    lines: dict[str, int] = {}
    instruments = []
    for number, entry in enumerate(entries):

        def refuse(why: str, *steps: str | int, number: int = number) -> NoReturn:
            place: Place = ("instruments", number, *steps)
            raise ConfigError(f"{path}, line {line_of(root, place)}: {place_name(place)}: {why}.")

        if entry.kind not in get_args(OwnKind):
            refuse(f"is none of {', '.join(get_args(OwnKind))}", "kind")
        if entry.symbol is not None and not _SYMBOL.fullmatch(entry.symbol):
            refuse(f"{clean_line(entry.symbol)} is no symbol such as 0700.HK, ^HSI or BTC-USD", "symbol")
        places: list[tuple[str | int, ...]] = [("name",), *(("aliases", n) for n in range(len(entry.aliases)))]
        names = [
            _name(text, lambda why, place=place: refuse(why, *place))  # type: ignore[misc]
            for text, place in zip((entry.name, *entry.aliases), places, strict=True)
        ]
        for name, place in zip(names, places, strict=True):
            first = lines.get(name.lower())
            if first is not None:
                refuse(f"{name} is named twice, first on line {first}. Remove one of the two", *place)
            lines[name.lower()] = line_of(root, ("instruments", number, *place))
        kind = cast("OwnKind", entry.kind)
        instruments.append(OwnInstrument(name=names[0], symbol=entry.symbol, kind=kind, aliases=tuple(names[1:])))
    return tuple(instruments)


def _name(text: str, refuse: Callable[[str], NoReturn]) -> str:
    name = clean_line(text)
    if not any(char.isalpha() for char in name):
        refuse("has no letter in it")
    if len(name) > _LONGEST_NAME:
        refuse(f"has more than {_LONGEST_NAME} characters")
    return name
