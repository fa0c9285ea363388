"""Answers that went out before go out again without being asked for, as long as store and day are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cliffhanger.web.answering import has_tag
from cliffhanger.web.snapshot import Snapshots

MOST_BYTES = 64 * 2**20
"""How much is kept; the page of a season is some 70 kilobytes."""

_Head = list[tuple[bytes, bytes]]
_TELLS_APART = (b"hx-request", b"hx-history-restore-request")


class Replay:
    """Keeps whole answers that bear a tag.

    Only while the store's file is the one that was read: with a new state, or while somebody writes, the application
    is asked.

    Parameters
    ----------
    app : ASGI application
        What is asked where nothing is kept.
    snapshots : Snapshots
        Tells which state of the store would answer.
    """

    def __init__(self, app: ASGIApp, snapshots: Snapshots) -> None:
        self._app = app
        self._snapshots = snapshots
        self._kept: LRUCache[Hashable, tuple[_Head, bytes]] = LRUCache(MOST_BYTES, lambda one: len(one[1]) + 1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        version = self._snapshots.settled() if scope["type"] == "http" and scope["method"] == "GET" else None
        if version is None:
            await self._app(scope, receive, send)
            return
        told = tuple(name for name, _ in scope["headers"] if name in _TELLS_APART)
        # An address without a date is about today.
        key = (version, dt.date.today(), scope["raw_path"], scope["query_string"], told)
        kept = self._kept.get(key)
        if kept is None:
            await self._app(scope, receive, self._keeping(key, send))
            return
        head, body = kept
        tag = dict(head)[b"etag"].decode("latin-1")
        if has_tag(Headers(scope=scope).get("if-none-match", ""), tag):
            same = [pair for pair in head if pair[0] not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": 304, "headers": same})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": list(head)})
        await send({"type": "http.response.body", "body": body})

    def _keeping(self, key: Hashable, send: Send) -> Send:
        """Send on what the application sends, and keep it if it is whole and bears a tag."""
        head: _Head = []
        parts: list[bytes] = []

        async def passing(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                # Copied: who sends it on puts headers of his own to it.
                head.extend(message["headers"])
            elif message["type"] == "http.response.body" and head:
                parts.append(message.get("body", b""))
                body = b"".join(parts)
                last = not message.get("more_body", False)
                if last and any(name == b"etag" for name, _ in head) and len(body) < MOST_BYTES // 8:
                    self._kept[key] = (head, body)
            await send(message)

        return passing
