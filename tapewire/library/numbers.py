"""How stories are numbered: a number is the minute since 1970, followed by a place within it.

So numbers are in the order of time, to the minute, and every table that is read in their order is read in that of time.
Where a minute is full its stories spill into the next.
"""

from __future__ import annotations

PLACES_BITS = 16
"""How many stories of one minute can be told apart before they spill: 65,536."""

_MINUTE_US = 60_000_000
_LAST_MINUTE = (1 << 31) - 1
"""Leaves eight bits of a row number for `tapewire.library.postings`."""


def first_number(time: int) -> int:
    """Tell the lowest number that a story of a time may have.

    Args:
        time: Microseconds since 1970.
    """
    return min(max(time // _MINUTE_US, 0), _LAST_MINUTE) << PLACES_BITS
