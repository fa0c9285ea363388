"""Connect to the number that was checked: a host's name is looked up once, so that it cannot change in between."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING

from cliffhanger.sources.answers import open_client
from cliffhanger.sources.public_addresses import numbers_of, why_not_public

if TYPE_CHECKING:
    import httpx2


class CheckedHosts:
    """Hosts whose numbers were looked up and found public; each name is looked up once.

    Parameters
    ----------
    resolve : callable
        Gives the numbers of a name; those of the machine's resolver by default.
    why_not : callable
        Says of a name and its numbers why it may not be asked, or None.

    Examples
    --------
    >>> hosts = CheckedHosts(resolve=lambda name: ["93.184.216.34"])
    >>> hosts.refuse("trade.example"), hosts.number("trade.example")
    (None, '93.184.216.34')
    """

    def __init__(
        self,
        resolve: Callable[[str], list[str]] = numbers_of,
        why_not: Callable[[str, Callable[[str], list[str]]], str | None] = why_not_public,
    ) -> None:
        self._resolve = resolve
        self._why_not = why_not
        self._numbers: dict[str, list[str]] = {}

    def refuse(self, host: str) -> str | None:
        """Why a host may not be asked, or None; the rule that `download.fetch` takes."""
        return self._why_not(host, self._looked_up)

    def number(self, host: str) -> str | None:
        """The number to connect to, one of those that were checked; None where the name has none."""
        numbers = self._looked_up(host.strip("[]").rstrip(".").lower())
        return numbers[0] if numbers else None

    def _looked_up(self, name: str) -> list[str]:
        if name not in self._numbers:
            self._numbers[name] = self._resolve(name)
        return self._numbers[name]


def open_checked_client(hosts: CheckedHosts) -> httpx2.Client:
    """Open a client that connects to the numbers that were checked.

    The request still carries the host's name, and a certificate has to be that of the name.

    Parameters
    ----------
    hosts : CheckedHosts
        Numbers by name.

    Returns
    -------
    httpx2.Client
        Where the machine goes through a proxy, one that leaves the look-up to the proxy, which alone reaches the host.

    Raises
    ------
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    import httpx2  # late, so that `import cliffhanger` stays quick

    plain = open_client()
    if set(urllib.request.getproxies()) & {"http", "https", "all"}:
        return plain
    plain.close()

    class Transport(httpx2.HTTPTransport):
        """Sends a request to the number of its host."""

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            host = request.url.host
            if why := hosts.refuse(host):
                raise httpx2.ConnectError(f"{host} {why}", request=request)
            number = hosts.number(host)
            if number is None:
                raise httpx2.ConnectError(f"{host} has no address", request=request)
            extensions = dict(request.extensions) | {"sni_hostname": host}
            sent = httpx2.Request(
                request.method, request.url.copy_with(host=number), headers=request.headers, stream=request.stream,
                extensions=extensions,
            )  # fmt: skip
            return super().handle_request(sent)

    # A connection is not kept, as two names of one number need two certificates.
    return httpx2.Client(transport=Transport(limits=httpx2.Limits(max_keepalive_connections=0)))
