"""Keeps requests that feeds lead to out of the local network.

A feed may be fetched from this machine or the local network only if its address in the config names a private host
(`tapewire.feeds.addresses`). For all others a redirect to such a host is not followed, and after a connection is made,
its other end is looked at before a byte is sent: so a name that means something else the second time it is looked up
wins nothing. What that does not cover: the empty connection itself, which is closed at once, and a proxy of the
environment, which looks names up for itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tapewire.errors import FetchError
from tapewire.feeds.addresses import is_private_address, is_private_host

Look = Callable[[str, Mapping[str, Any]], Awaitable[None]]
"""What httpx calls at each step of a request: its "trace" extension."""


def refuse_private(host: str, url: str) -> None:
    """Raise FetchError if a host, as it is written, means the local network.

    Args:
        host: Who is to be asked.
        url: What was asked for.
    """
    if is_private_host(host):
        raise _refusal(host, url)


def guard(host: str, url: str) -> Look:
    """Make what looks at the other end of each connection before it is used.

    Args:
        host: Who is to be asked, as it is looked up: a name of another script in its ASCII form.
        url: What was asked for.

    Returns:
        Raises FetchError at a connection into the local network.
    """
    connecting_to = ""

    async def look(step: str, details: Mapping[str, Any]) -> None:
        nonlocal connecting_to
        if step == "connection.connect_tcp.started":
            connecting_to = details["host"]
        # A proxy is where the user says it is.
        elif step == "connection.connect_tcp.complete" and connecting_to == host:
            stream = details["return_value"]
            address = stream.get_extra_info("server_addr")[0]
            if is_private_address(address):
                await stream.aclose()
                raise _refusal(f"{host} ({address})", url)

    return look


def _refusal(where: str, url: str) -> FetchError:
    return FetchError(
        f"The address leads to {where}, in the local network. Only a feed whose own address in the config names a local"
        " host may be fetched there.",
        url=url,
    )
