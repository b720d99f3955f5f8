"""How long an answer is good for, by its headers (RFC 9111, 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from tapewire.feeds.dates import parse_date

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
_NEVER: Final = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s])", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Read ``Cache-Control``, or ``Expires`` where that says nothing.

    Args:
        headers: Of the answer, looked up without regard to case.
        now: What ``Expires`` is counted from where the answer does not say what time it is at the server.

    Returns:
        Zero where the answer is not to be kept; None where it does not say.
    """
    control = headers.get("cache-control", "")
    if _NEVER.search(control):
        return timedelta()
    stated = _MAX_AGE.search(control)
    if stated:
        # How long a cache on the way has had it already.
        age = headers.get("age", "").strip()
        return max(
            timedelta(), timedelta(seconds=int(stated[1]) - int(age[:9] if age.isascii() and age.isdigit() else 0))
        )
    expires = headers.get("expires")
    if expires is None:
        return None
    until = parse_date(expires)
    if until is None:  # "0" and the like: already past (RFC 9111, 5.3)
        return timedelta()
    return max(timedelta(), until - (parse_date(headers.get("date", "")) or now))
