"""Which hosts and addresses are private: the user's own machine and network, which no feed of others may lead into."""

from __future__ import annotations

import ipaddress
from typing import Final

# What RFC 6761, RFC 6762 (with its appendix G) and RFC 8375 keep for local networks, or name as used so.
_LOCAL_ENDINGS: Final = (
    ".localhost", ".local", ".localdomain", ".lan", ".home", ".home.arpa", ".internal", ".intranet", ".corp", ".private"
)  # fmt: skip
_BENCHMARKS: Final = ipaddress.ip_network("198.18.0.0/15")
"""Nobody's network; local tunnels give such an address to every name in the world, and carry it on by name."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def is_private_host(host: str) -> bool:
    """Tell whether a host, as it is written, means this machine or the local network.

    Args:
        host: A name or an address, without brackets.
    """
    name = host.rstrip(".").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(_LOCAL_ENDINGS)
    return is_private_address(name)


def is_private_address(address: str) -> bool:
    """Tell whether an IP address is not one of the public internet; False for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            return is_private_address(str(inner))
    return (not found.is_global or found.is_multicast) and found not in _BENCHMARKS
