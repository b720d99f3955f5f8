"""The headlines near the screen, out of a list of any length: which are held, which to ask for, which to forget."""

from __future__ import annotations

from collections.abc import Sequence

from tapewire.model import Headline

LOOK_AHEAD = 60
"""How many rows are asked for beyond either edge of the screen, when half as many are there no more: scrolling then
finds them there."""

KEPT_AROUND = 1_000
"""How many rows are kept beyond either edge of the screen."""


class HeadlineRows:
    """Rows by their position in the list, from 0. Positions in view are given as a range within the list."""

    def __init__(self) -> None:
        self.count = 0
        """How many rows the list has."""
        self.version = 0
        """Which list it is; grows with each."""
        self._held: dict[int, Headline] = {}
        self._outdated: set[int] = set()
        """Positions whose row is of the list as it was before it was rebuilt."""
        self._asked = range(0)

    def at(self, position: int) -> Headline | None:
        """Give the row at a position, which may be one of before the list was rebuilt; None if none is held."""
        return self._held.get(position)

    def is_missing(self, position: int) -> bool:
        """Whether the row at a position is not held as the list now is."""
        return position not in self._held or position in self._outdated

    def positions_of(self, story_id: str) -> list[int]:
        """Find the held rows of a story: none or one, or two while a list is rebuilt."""
        return [position for position, row in self._held.items() if row.id == story_id]

    def reset(self, count: int) -> None:
        """Begin another list of so many rows; none of them is held."""
        self._held.clear()
        self._renew(count)

    def rebuild(self, count: int, shift: int) -> None:
        """Begin the list as it now is: held rows stand in for the new ones until those come.

        Args:
            count: How many rows it has now.
            shift: By how many positions the held rows move down.
        """
        self._held = {at + shift: row for at, row in self._held.items() if 0 <= at + shift < count}
        self._renew(count)

    def to_ask_for(self, view: range) -> range | None:
        """Decide which rows to ask for, and remember that they are asked for.

        Args:
            view: The positions in view.

        Returns:
            The positions, or None if all near the view are held or asked for already.
        """
        near = self._around(view, LOOK_AHEAD // 2)
        if not any(self.is_missing(position) and position not in self._asked for position in near):
            return None
        # All that is missing, even if it was asked for before: whoever answers may have dropped the older request.
        missing = [position for position in self._around(view, LOOK_AHEAD) if self.is_missing(position)]
        self._asked = range(missing[0], missing[-1] + 1)
        return self._asked

    def put(self, start: int, rows: Sequence[Headline]) -> list[int]:
        """Take rows in, and give the positions that hold another row now."""
        changed = []
        for position, row in enumerate(rows[: max(self.count - start, 0)], start):
            self._outdated.discard(position)
            if self._held.get(position) != row:
                self._held[position] = row
                changed.append(position)
        if start <= self._asked.start:
            self._asked = range(0)
        return changed

    def replace(self, headline: Headline) -> list[int]:
        """Put a story's new row in place of the held one, and give its positions."""
        positions = self.positions_of(headline.id)
        self._held.update(dict.fromkeys(positions, headline))
        return positions

    def forget_far(self, view: range, cursor: int) -> None:
        """Drop rows far from the view, but for the one under the cursor."""
        near = self._around(view, KEPT_AROUND)
        if len(self._held) > len(near) + 1:
            self._held = {at: row for at, row in self._held.items() if at in near or at == cursor}
            self._outdated.intersection_update(self._held)

    def _around(self, view: range, beyond: int) -> range:
        return range(max(view.start - beyond, 0), min(view.stop + beyond, self.count))

    def _renew(self, count: int) -> None:
        self.count = count
        self.version += 1
        self._outdated = set(self._held)
        self._asked = range(0)
