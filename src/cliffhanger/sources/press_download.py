"""Download texts of the press: any public host, no host inside a house or firm, a few hops, a few seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from cliffhanger.errors import DownloadError
from cliffhanger.sources.answers import Limits
from cliffhanger.sources.checked_hosts import CheckedHosts, open_checked_client
from cliffhanger.sources.download import fetch
from cliffhanger.sources.press_pages import MOST_BYTES

BRIEF = Limits(max_bytes=MOST_BYTES, tries=2, total_s=60.0, pause_s=1.0, pause_most_s=10.0)
"""An article is small: what takes longer than a minute is left alone."""


def is_address(words: str) -> bool:
    """Whether words name an address rather than a file."""
    return words.lower().startswith(("http://", "https://"))


def fetch_page(url: str, folder: Path, *, private: bool = False, limits: Limits = BRIEF) -> Path:
    """Download one text into a folder, unless the copy there is still the publisher's.

    Parameters
    ----------
    url : str
        An https address.
    folder : Path
        Where it goes, under a name made from the address.
    private : bool
        Whether addresses on a private network may be asked.
    limits : Limits
        How much, how long and how often.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FetchError
        If the address, or one that it redirects to, is on a private network; if it redirects without end, is too large,
        or does not answer.
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    name = f"{(urlsplit(url).hostname or 'page')[:60]}-{hashlib.sha256(url.encode()).hexdigest()[:16]}.html"
    target = folder / name
    if private:
        fetch(url, target, check=_wrong, limits=limits, hosts=lambda host: None)
        return target
    hosts = CheckedHosts()
    with open_checked_client(hosts) as client:
        fetch(url, target, check=_wrong, limits=limits, hosts=hosts.refuse, client=client)
    return target


def fetch_entries(
    urls: Sequence[str], folder: Path, *, private: bool = False, limits: Limits = BRIEF
) -> tuple[dict[str, Path], dict[str, str]]:
    """Download the pages that a feed names; a feed may name any address, so those inside are refused here, too.

    Returns
    -------
    tuple of dict
        The files by address, and by address why one could not be had.
    """
    done: dict[str, Path] = {}
    failed: dict[str, str] = {}
    for url in urls:
        try:
            done[url] = fetch_page(url, folder, private=private, limits=limits)
        except DownloadError as problem:
            failed[url] = str(problem)
    return done, failed


def _wrong(path: Path, kind: str) -> str | None:
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8", b"GIF8")):
        return f"a file of another kind ({kind or start[:4]!r}) in place of a page"
    return None
