"""How often a feed says of itself that it is published anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_PERIODS_S: Final[Mapping[str, int]] = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}


def pace_s(*, ttl: str, period: str, frequency: str) -> int | None:
    """Read the pace of a feed's document; the slower one where it states two.

    Args:
        ttl: RSS ``ttl``, in minutes (https://www.rssboard.org/rss-specification); empty for none.
        period: ``sy:updatePeriod`` (https://web.resource.org/rss/1.0/modules/syndication/); empty for none.
        frequency: ``sy:updateFrequency``, how often in a period; empty for once.

    Returns:
        Seconds; None where it says nothing that can be read.
    """
    stated = []
    minutes = _whole(ttl)
    if minutes:
        stated.append(minutes * 60)
    # A frequency without a period means times a day, by the specification.
    whole_s = _PERIODS_S.get(period.strip().lower() or ("daily" if frequency.strip() else ""))
    if whole_s is not None:
        stated.append(whole_s // (_whole(frequency) or 1))
    return max(stated, default=None)


def _whole(text: str) -> int | None:
    # At most seven digits: more is noise, and need not become a number of any size.
    found = re.fullmatch(r"\s*([0-9]{1,7})(?:\.[0-9]+)?\s*", text)
    return int(found[1]) if found else None
