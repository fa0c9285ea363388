"""Tell addresses of the public network from those inside a house or firm, which no text may make the program call."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
"""Endings of names that no public server has."""

ADVICE = "is on a private network, which is not called from here (--private allows it)"


def why_not_public(host: str, resolve: Callable[[str], list[str]] | None = None) -> str | None:
    """Say why a host may not be asked, or None where it may.

    Parameters
    ----------
    host : str
        Name or number of the host.
    resolve : callable, optional
        Gives the numbers of a name; those of the machine's resolver by default.

    Returns
    -------
    str or None
        A name without a number is let through: the connection fails by itself, or a proxy knows it.

    Notes
    -----
    The connection must be made to the numbers that were looked up here (`checked_hosts`): a name that changes its
    number in between would lead inside.

    Examples
    --------
    >>> why_not_public("169.254.169.254")
    'is on a private network, which is not called from here (--private allows it)'
    >>> why_not_public("trade.example", resolve=lambda name: ["93.184.216.34"])
    """
    name = host.strip("[]").rstrip(".").lower()
    if not name or name == "localhost" or name.endswith(INSIDE):
        return ADVICE
    try:
        numbers = [str(ipaddress.ip_address(name))]
    except ValueError:
        numbers = (resolve or numbers_of)(name)
    return ADVICE if any(not _is_public(number) for number in numbers) else None


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None and not inner.is_global:
            return False
    return address.is_global and not address.is_multicast


def numbers_of(name: str) -> list[str]:
    """Numbers of a name, by the machine's resolver; none where it knows none."""
    # A number in another spelling ('0x7f.1', '2130706433') is resolved like a name, to what would be called.
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        return []
