"""Fetch one publisher's address into one file: bounded, checked before hand-over, whole or not at all.

A file that stands under its name has passed its check and was written to disk in full; any failure leaves the copy
that was there before as it was.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cliffhanger.sources import receipts
from cliffhanger.sources.answers import (
    FetchError,
    Hosts,
    Limits,
    PassingError,
    answer_of,
    date_of,
    open_client,
    too_slow,
)
from cliffhanger.sources.receipts import Receipt
from cliffhanger.sources.secrets import NO_SECRET, Secret

if TYPE_CHECKING:
    import httpx2

# Not hishel, although it speaks httpx2: its cache stores an answer before anybody can look at it. Measured with 2.0.0,
# a "Moved Permanently" page with `Cache-Control: max-age=600` was then served again without a request. It would also
# keep every file a second time, in SQLite. The file itself is our cache; a receipt beside it carries its ETag.

Check = Callable[[Path, str], str | None]
"""Says what is wrong with a received file, given its path and Content-Type; None where nothing is."""

Progress = Callable[[int, int | None], None]
"""Is told the bytes received so far and, where the server says so, how many there will be."""


@dataclass(frozen=True)
class Fetched:
    """A file that is in place.

    Parameters
    ----------
    url : str
        The address asked for.
    path : Path
        Where the file is.
    changed : bool
        Whether it holds other bytes than before.
    sha256 : str
        Digest, hexadecimal.
    bytes : int
        Size.
    status : int
        200, or 304 where the copy on disk is still the publisher's.
    modified : datetime or None
        The publisher's Last-Modified, UTC.
    """

    url: str
    path: Path
    changed: bool
    sha256: str
    bytes: int
    status: int
    modified: dt.datetime | None


def fetch(
    url: str,
    target: Path,
    *,
    check: Check,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    hosts: Hosts = frozenset(),
    progress: Progress | None = None,
    client: httpx2.Client | None = None,
    secret: Secret = NO_SECRET,
    sleep: Callable[[float], None] = time.sleep,
    draw: Callable[[], float] = random.random,
) -> Fetched:
    """Download one address to one file, unless the copy on disk is still the publisher's.

    Timeouts, broken connections, truncated bodies and the statuses 408, 425, 429 and 5xx are tried again after
    ``pause_s * 2**k * (0.5 + 0.5 u)`` seconds, u uniform on 0-1, or after Retry-After if that is longer.

    Parameters
    ----------
    url : str
        An https address; http is taken from this machine only.
    target : Path
        The file; its folder is made if need be, and holds a hidden receipt beside it.
    check : callable
        Looks at the received file before it is put in place.
    limits : Limits
        How much, how long and how often.
    hosts : frozenset of str or callable
        Hosts that may be redirected to, beside the address's own; or a rule that every host has to pass.
    progress : callable or None
        Told the bytes received and the total or None; starts again with each try.
    client : httpx2.Client or None
        Connections to share; closed by whoever opened it.
    secret : Secret
        A key to send along; it is in no message and not in the receipt.
    sleep, draw : callable
        How to wait, and where the u above comes from.

    Returns
    -------
    Fetched
        Where the file is and whether it changed.

    Raises
    ------
    FetchError
        If the file cannot be had, is not what it should be, or cannot be written. Nothing is left behind.
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.

    Notes
    -----
    A body cut short is noticed by its Content-Length or its chunks; a server that sends neither is taken at its word.
    """
    with contextlib.nullcontext(client) if client else open_client() as connections:
        transfer = _Transfer(
            url, target, check, limits, hosts, progress, connections, time.monotonic() + limits.total_s, secret
        )
        attempt = 1
        while True:
            try:
                return transfer.attempt()
            except PassingError as problem:
                pause = max(limits.pause_s * 2 ** (attempt - 1) * (0.5 + 0.5 * draw()), problem.wait_s)
                late = time.monotonic() + pause > transfer.deadline
                if attempt == limits.tries or problem.wait_s > limits.pause_most_s or late:
                    raise _given_up(url, problem, attempt) from problem
            except OSError as problem:
                reason = f"{target} cannot be written: {problem.strerror or problem}"
                raise FetchError(url, reason, "Make room, or name another folder") from problem
            sleep(pause)
            attempt += 1


def _given_up(url: str, problem: PassingError, attempts: int) -> FetchError:
    tried = f"{problem.what} ({attempts} tries)" if attempts > 1 else problem.what
    if problem.unreachable:
        advice = "Check that this machine is online (and its proxy settings) and run the same command again"
    else:
        advice = "Run the same command again later"
    return FetchError(url, tried, advice, unreachable=problem.unreachable)


@dataclass(frozen=True)
class _Transfer:
    url: str
    target: Path
    check: Check
    limits: Limits
    hosts: Hosts
    progress: Progress | None
    client: httpx2.Client
    deadline: float
    secret: Secret

    def attempt(self) -> Fetched:
        """Try once; on any failure nothing has changed on disk."""
        known = receipts.read(self.target, self.url)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        # In the target's folder, as a file can be put in place atomically within one file system only.
        part = self.target.with_name(f".{self.target.name}.{secrets.token_hex(4)}.part")
        try:
            with answer_of(
                self.url,
                client=self.client,
                headers=known.conditions() if known else {},
                hosts=self.hosts,
                limits=self.limits,
                deadline=self.deadline,
                secret=self.secret,
            ) as response:
                if response.status_code == 304 and known:
                    return self._in_place(known, changed=False, status=304)
                receipt = self._receive(response, part)
                kind = response.headers.get("content-type", "")
            wrong = self.check(part, kind) if receipt.bytes else "an empty file"
            if wrong:
                raise FetchError(self.url, f"answered with {wrong}", "Run the same command again later")
            changed = receipts.digest(self.target) != receipt.sha256
            part.replace(self.target)
            receipts.write(self.target, receipt)
            return self._in_place(receipt, changed=changed, status=200)
        finally:
            part.unlink(missing_ok=True)

    def _receive(self, response: httpx2.Response, part: Path) -> Receipt:
        """Write the body to a file on disk."""
        most = self.limits.max_bytes
        too_large = FetchError(self.url, f"sends more than the {most:,} bytes that such a file may have")
        length = response.headers.get("content-length", "")
        total = int(length) if length.isdecimal() else None
        if total is not None and total > most:
            raise too_large
        digest, size = hashlib.sha256(), 0
        with part.open("xb") as out:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > most:
                    raise too_large
                if time.monotonic() > self.deadline:
                    raise too_slow(self.url, self.limits)
                out.write(chunk)
                digest.update(chunk)
                if self.progress:
                    # As sent, not unpacked, to be of one kind with the total.
                    self.progress(response.num_bytes_downloaded, total)
            out.flush()
            os.fsync(out.fileno())  # before it gets its name, lest a power cut leave an empty file under it
        etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
        return Receipt(url=self.url, sha256=digest.hexdigest(), bytes=size, etag=etag, modified=modified)

    def _in_place(self, receipt: Receipt, *, changed: bool, status: int) -> Fetched:
        return Fetched(
            url=self.url,
            path=self.target,
            changed=changed,
            sha256=receipt.sha256,
            bytes=receipt.bytes,
            status=status,
            modified=date_of(receipt.modified or ""),
        )
