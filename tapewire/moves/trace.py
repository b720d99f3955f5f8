"""A record of how a text was read, for ``--explain``."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapewire.moves.items import Item
from tapewire.moves.statements import Statement


@dataclass(slots=True)
class Trace:
    """What was read in each sentence, and what was refused."""

    lines: list[str] = field(default_factory=list)

    def sentence(self, text: str, items: list[Item]) -> None:
        """Begin a sentence."""
        self.lines.append("")
        self.lines.append(f"« {text} »")
        self.lines.append("  items   " + " ".join(str(item) for item in items))

    def fired(self, rule: str, statement: Statement) -> None:
        """Tell which rule read a statement."""
        names = ", ".join(ref.name for ref in statement.refs)
        figures = "; ".join(
            " / ".join(f"{figure.value:g} {figure.unit}" for figure in group) for group in statement.figures
        )
        levels = ", ".join(f"{level.value:g} {level.currency or level.unit}" for level in statement.levels)
        self.lines.append(
            f"  rule    {rule}: {names} {statement.direction or '?'} {figures}" + (f" to {levels}" if levels else "")
        )

    def refused(self, item: Item, reason: str) -> None:
        """Tell why a figure was refused."""
        self.lines.append(f"  refused {item}: {reason}")

    def move(self, line: str) -> None:
        """Tell what came out."""
        self.lines.append(f"  move    {line}")

    def reason(self, words: str) -> None:
        """Tell why the move that came out last was made."""
        self.lines.append(f"  because {words}")
