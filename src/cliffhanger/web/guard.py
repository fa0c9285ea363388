"""Who may ask, and what browsers are told to refuse: the host, the token, and the headers of every response."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cliffhanger.web.problems import refusal

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
"""Sent with every response. No script and no style within a page runs, whatever a title may hold."""

COOKIE = "cliffhanger_desk"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine alone.

    Examples
    --------
    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Lets through who may ask, and puts the headers on what goes out.

    Without a token only requests for a loopback name are answered: else a page elsewhere could have its own name lead
    here and read along. With one, a request needs it as ``Authorization: Bearer``, or once as ``?token=``, which leaves
    a cookie behind.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    token : str or None
        The token; None for loopback alone.
    hosts : sequence of str
        Names that are answered without a token.
    """

    def __init__(self, app: ASGIApp, token: str | None = None, hosts: Sequence[str] = LOOPBACK) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        instead = self._instead(scope)
        await (instead or self._app)(scope, receive, with_headers)

    def _instead(self, scope: Scope) -> Response | None:
        """What is answered in place of the page: a refusal, or the way on from an address with the token."""
        headers = Headers(scope=scope)
        path = str(scope["path"])
        if self._token is None:
            if _name(headers.get("host", "")) in self._hosts:
                return None
            return refusal(path, 400, "The desk answers to this machine's own name alone.")
        if scope["path"].startswith("/static/"):
            return None  # the look of the refusal, and nothing of the store
        given = headers.get("authorization", "").removeprefix("Bearer ")
        if self._same(given, self._token) or self._same(_cookie(headers.get("cookie", "")), self._seal):
            return None
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and any(key == "token" and self._same(value, self._token) for key, value in asked):
            rest = urlencode([(key, value) for key, value in asked if key != "token"])
            on = RedirectResponse(f"/{path.lstrip('/')}" + (f"?{rest}" if rest else ""), 303)
            on.set_cookie(COOKIE, self._seal, httponly=True, samesite="strict", secure=scope.get("scheme") == "https")
            return on
        asks = {"WWW-Authenticate": "Bearer"}
        return refusal(path, 401, "Open the address that `cliffhanger serve` printed: it ends in a token.", asks)

    @property
    def _seal(self) -> str:
        """What the cookie holds: proof of the token without the token."""
        return hmac.new(str(self._token).encode(), b"cliffhanger desk", hashlib.sha256).hexdigest()

    @staticmethod
    def _same(given: str, wanted: str) -> bool:
        return hmac.compare_digest(given.encode(), wanted.encode())


def _name(host: str) -> str:
    """The name of a Host header without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
