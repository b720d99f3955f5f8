"""Addresses as people write them: completed, and told whether two mean the same place."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from tapewire.text import safe_url

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST_AND_PORT = re.compile(r"[^\s/:@]+:[0-9]{1,5}(?:[/?#]|\Z)")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def completed(address: str) -> tuple[str, ...]:
    """Turn what a person wrote into the addresses that it may mean, the likeliest first.

    ``feed:`` addresses, which only say that a reader shall open them, lose that; where no scheme is given https is
    tried before http.

    Returns:
        http(s) addresses; none where it cannot be one.
    """
    address = address.strip()
    lowered = address.lower()
    if lowered.startswith("feed:"):
        rest = address[5:]
        address = rest if _SCHEME.match(rest) else f"https:{rest if rest.startswith('//') else '//' + rest}"
    if _SCHEME.match(address) and not _HOST_AND_PORT.match(address):
        scheme, _, rest = address.partition(":")
        tried: tuple[str, ...] = (f"{scheme.lower()}:{rest}",)
    else:
        tried = tuple(f"{scheme}://{address.removeprefix('//')}" for scheme in ("https", "http"))
    safe = (safe_url(each, None) for each in tried)
    return tuple(each for each in safe if each is not None and each.startswith(("http://", "https://")))


def same_place(one: str, other: str) -> bool:
    """Tell whether two addresses mean the same place; see `place_of`."""
    return place_of(one) == place_of(other)


def place_of(address: str) -> tuple[str, ...]:
    """Reduce an address to what tells places apart: not the scheme, the host's letters, a last slash or a fragment."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return (address,)
    if parts.scheme not in ("http", "https"):
        return (address,)
    if port == _DEFAULT_PORTS[parts.scheme]:
        port = None
    return (parts.hostname or "", str(port or ""), parts.path.rstrip("/"), parts.query, parts.username or "")
