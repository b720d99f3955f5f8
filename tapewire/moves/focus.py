"""What a noun phrase names, and what a story last spoke of."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Focus:
    """What a story last spoke of, for pronouns and short names."""

    stock: Ref | None = None
    index: Ref | None = None
    sector: Ref | None = None
    latest: Ref | None = None
    group: tuple[Ref, ...] = ()
    currency: Ref | None = None
    recent: tuple[Ref, ...] = ()
    """The last shares spoken of, each once, the latest last."""
    heading: tuple[Ref, ...] = ()
    """Names that head the sentence, before a dash: "Nvidia, AMD — The chip stocks fell"."""
    known: dict[str, Ref] = field(default_factory=dict)
    """Names that the story introduced, by their first word in lower case."""

    def saw(self, ref: Ref) -> None:
        """Remember a reference as the last of its kind."""
        self.latest = ref
        if ref.kind == "index":
            self.index = ref
        elif ref.kind == "sector":
            self.sector = ref
            if ref.name.lower().endswith(("index", "gauge")):
                self.index = ref
        elif ref.kind in ("stock", "fund"):
            self.stock = ref
            self.recent = (*(held for held in self.recent if held.name != ref.name), ref)[-3:]
            self.known.setdefault(ref.name.split(" ", 1)[0].lower(), ref)
        elif ref.kind == "currency":
            self.currency = ref


REFUSED: Final = "refused"
UNKNOWN: Final = "unknown"
Resolved = tuple[Ref, ...] | str
