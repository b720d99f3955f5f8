"""What a noun phrase names, and what a story last spoke of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from tapewire.model import Kind
from tapewire.moves.gazetteer import Entry


@dataclass(slots=True)
class Ref:
    """What a noun phrase names."""

    name: str
    kind: Kind
    start: int
    end: int
    entry: Entry | None = None
    symbols: tuple[str, ...] = ()
    """From a code printed beside the name; they go before the gazetteer's."""
    markets: tuple[str, ...] = ()
    """Markets named in the phrase: "Hong Kong-listed", "Shenzhen shares"."""
    is_adr: bool = False
    is_future: bool = False
    is_yield: bool = False
    is_certain: bool = True
    """False for a bare capitalised name that no table knows."""


_REMEMBERED: Final = 6


class Focus:
    """What a story last spoke of, for pronouns and short names.

    Most sentences of most stories state nothing, and what they speak of matters only if a later one points back.
    Reading them is therefore put off (`later`) until somebody asks; whatever is noted meanwhile waits behind them, so
    that the answer is the same as if all had been read in order.
    """

    __slots__ = (
        "_currency",
        "_group",
        "_heading",
        "_index",
        "_known",
        "_latest",
        "_put_off",
        "_recent",
        "_sector",
        "_stock",
    )

    def __init__(self) -> None:
        self._stock: Ref | None = None
        self._index: Ref | None = None
        self._sector: Ref | None = None
        self._latest: Ref | None = None
        self._currency: Ref | None = None
        self._group: tuple[Ref, ...] = ()
        self._recent: tuple[Ref, ...] = ()
        self._heading: tuple[Ref, ...] = ()
        self._known: dict[str, Ref] = {}
        self._put_off: list[Callable[[], object]] = []

    @property
    def stock(self) -> Ref | None:
        """The last share or fund."""
        self._catch_up()
        return self._stock

    @property
    def index(self) -> Ref | None:
        """The last index."""
        self._catch_up()
        return self._index

    @property
    def sector(self) -> Ref | None:
        """The last sector."""
        self._catch_up()
        return self._sector

    @property
    def currency(self) -> Ref | None:
        """The last currency."""
        self._catch_up()
        return self._currency

    @property
    def latest(self) -> Ref | None:
        """The last of any kind."""
        self._catch_up()
        return self._latest

    @property
    def recent(self) -> tuple[Ref, ...]:
        """What was last spoken of, each once, the latest last."""
        self._catch_up()
        return self._recent

    def last(self, size: int, *kinds: Kind) -> tuple[Ref, ...]:
        """Find the last so many instruments of some kinds; nothing where fewer were spoken of."""
        found = tuple(ref for ref in self.recent if ref.kind in kinds)
        return found[-size:] if len(found) >= size else ()

    @property
    def known(self) -> dict[str, Ref]:
        """Names that the story introduced, by their first word in lower case."""
        self._catch_up()
        return self._known

    @property
    def group(self) -> tuple[Ref, ...]:
        """What was last spoken of together; empty for nothing."""
        self._catch_up()
        return self._group

    @group.setter
    def group(self, refs: tuple[Ref, ...]) -> None:
        if self._put_off:
            self._put_off.append(partial(setattr, self, "_group", refs))
        else:
            self._group = refs

    def leave_group(self, ref: Ref) -> None:
        """Forget what was spoken of together once another share is spoken of alone: "the shares" are now its own."""
        if self._put_off:
            self._put_off.append(partial(self._leave_group, ref))
        else:
            self._leave_group(ref)

    def _leave_group(self, ref: Ref) -> None:
        if all(held.name != ref.name for held in self._group):
            self._group = ()

    @property
    def heading(self) -> tuple[Ref, ...]:
        """Names that head the sentence, before a dash: "Nvidia, AMD — The chip stocks fell"."""
        return self._heading

    @heading.setter
    def heading(self, refs: tuple[Ref, ...]) -> None:
        self._heading = refs

    def later(self, read: Callable[[], object]) -> None:
        """Put off the reading of a sentence that states nothing until it is asked what it spoke of."""
        self._put_off.append(read)

    def saw(self, ref: Ref) -> None:
        """Remember a reference as the last of its kind."""
        if self._put_off:
            self._put_off.append(partial(self._note, ref))
        else:
            self._note(ref)

    def _catch_up(self) -> None:
        if self._put_off:
            heading = self._heading
            waiting, self._put_off = self._put_off, []
            for step in waiting:
                step()
            self._heading = heading

    def _note(self, ref: Ref) -> None:
        self._latest = ref
        recent = [held for held in self._recent if held.name != ref.name]
        self._recent = (*recent, ref)[-_REMEMBERED:]
        if ref.kind == "index":
            self._index = ref
        elif ref.kind == "sector":
            self._sector = ref
            if ref.name.lower().endswith(("index", "gauge")):
                self._index = ref
        elif ref.kind in ("stock", "fund"):
            self._stock = ref
            self._known.setdefault(ref.name.split(" ", 1)[0].lower(), ref)
        elif ref.kind == "currency":
            self._currency = ref


REFUSED: Final = "refused"
UNKNOWN: Final = "unknown"
Resolved = tuple[Ref, ...] | str
