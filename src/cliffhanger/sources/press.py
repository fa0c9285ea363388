"""The trade press: articles, pages, feeds and folders of them, kept as documents with the claims of their sentences.

Publisher
    Any.
Terms
    Texts are their publishers'; they stay in the user's store and are quoted by the sentence.
Period
    Any; a text without a day is kept, and what it claims counts as known from the day of gathering.
Known faults
    A text says when it was published, not when it was changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cliffhanger.errors import DownloadError, SourceError
from cliffhanger.sources.press_download import fetch_entries, fetch_page, is_address
from cliffhanger.sources.press_feeds import WHOLE, is_feed, read_feed
from cliffhanger.sources.press_pages import MOST_BYTES, Page, decoded, read_page, refused

SOURCE = "press"
"""Name of the source."""

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".md")
"""Endings of the files that a folder is searched for."""

MOST_ENTRIES = 60
"""Pages downloaded for one feed."""

Line = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What was found: the texts, and a line of the report for each file or address."""

    pages: list[Page]
    lines: list[Line]
    errors: list[SourceError | DownloadError]
    """What was named and cannot be read."""


def find_pages(what: Iterable[str | Path], known: set[str], cache: Path, *, private: bool = False) -> Found:
    """Read every text that is named, or lies in a named folder, and is not in the store already.

    Parameters
    ----------
    what : iterable of str or Path
        Files, addresses, feeds (files or addresses), folders.
    known : set of str
        Digests of what the store holds; those of the texts found are added.
    cache : Path
        Folder for downloads.
    private : bool
        Whether addresses on a private network may be asked.

    Returns
    -------
    Found
        Of a folder what is readable; the rest is in the report with its reason.

    Raises
    ------
    SourceError
        If a folder holds no text.
    """
    found = Found([], [], [])
    for given in what:
        if is_address(str(given)):
            _from_address(str(given), known, cache, found, private=private)
        elif Path(given).is_dir():
            paths = sorted(p for p in Path(given).rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not paths:
                expected = f"files ending in {', '.join(SUFFIXES)}"
                raise refused(Path(given), expected, "none in this folder", "Name the folder that holds the articles.")
            for path in paths:
                _from_file(path, known, found, must=False)
        else:
            _from_file(Path(given), known, found, must=True)
    return found


def _from_file(path: Path, known: set[str], found: Found, *, must: bool) -> None:
    try:
        pages, known_already = _read(path, _bytes(path), known, None)
    except SourceError as error:
        found.lines.append(_line(path.name, "refused", str(error)))
        if must:
            found.errors.append(error)
        return
    _note(path.name, pages, known_already, found)


def _from_address(url: str, known: set[str], cache: Path, found: Found, *, private: bool) -> None:
    try:
        path = fetch_page(url, cache, private=private)
        pages, known_already = _read(path, _bytes(path), known, url)
    except (DownloadError, SourceError) as error:
        found.lines.append(_line(url, "refused", str(error)))
        found.errors.append(error)
        return
    brief = [page for page in pages if page.url and page.url != url and len(page.text) < WHOLE and is_address(page.url)]
    files, failed = fetch_entries([str(p.url) for p in brief[:MOST_ENTRIES]], cache, private=private)
    whole = {}
    for page in brief:
        if page.url in files:
            try:
                whole[page.digest] = _article(page, files[page.url])
            except SourceError as error:
                failed[str(page.url)] = str(error)
    for address, reason in failed.items():
        # What the feed itself says of it is kept.
        found.lines.append(_line(address, "left out", reason))
    _note(url, [whole.get(page.digest, page) for page in pages], known_already, found)


def _article(page: Page, path: Path) -> Page:
    """The page of a feed's entry, under the entry's digest, so that the next reading of the feed finds it here."""
    article = read_page(path, _bytes(path), url=page.url)
    return replace(
        article, digest=page.digest, title=article.title or page.title, url=page.url,
        published_on=article.published_on or page.published_on, publisher=article.publisher or page.publisher,
    )  # fmt: skip


def _read(path: Path, data: bytes, known: set[str], url: str | None) -> tuple[list[Page], int]:
    """Texts that are new, and how many are here already."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in known:
        return [], 1
    text = decoded(path, data)
    pages = read_feed(path, text) if is_feed(text) else [read_page(path, data, url=url)]
    new = []
    for page in pages:
        if page.digest not in known:
            known.add(page.digest)
            new.append(replace(page, publisher=page.publisher or _host(page.url or url)))
    return new, len(pages) - len(new)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refused(
                path, f"a text of at most {MOST_BYTES // 2**20} MiB", f"{size / 2**20:,.0f} MiB",
                "An article has some kilobytes: name its own page.",
            )  # fmt: skip
        return path.read_bytes()
    except OSError as problem:
        raise refused(path, "a readable file", problem.strerror or str(problem)) from problem


def _note(name: str, pages: Sequence[Page], known_already: int, found: Found) -> None:
    found.pages.extend(pages)
    if not pages:
        found.lines.append(_line(name, "already here"))
        return
    undated = sum(page.published_on is None for page in pages)
    reason = f"{undated:,} of {len(pages):,} undated: known from today on" if undated else ""
    if known_already:
        reason = "; ".join(filter(None, (reason, f"{known_already:,} already here")))
    found.lines.append(_line(name, "stored", reason, pages))


def _line(name: str, status: str, reason: str = "", pages: Sequence[Page] = ()) -> Line:
    return {"name": name, "source": SOURCE if pages else None, "rows": 0, "status": status, "reason": reason,
            "digests": [page.digest for page in pages]}  # fmt: skip


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def known_from(page: Page, today: dt.date) -> dt.date:
    """Day from which a text could be read: its day of publication, or that of its gathering."""
    return min(page.published_on, today) if page.published_on else today
