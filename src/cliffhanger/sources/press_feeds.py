"""Read a feed (RSS or Atom) of the press: one text an entry, with its own day and address."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from pathlib import Path

from cliffhanger.sources.press_pages import Page, refused, safe_html

WHOLE = 600
"""Characters from which on an entry counts as the article itself, and its page need not be asked for."""

_BLOCK = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
_ANY = re.compile(r"<[^<>]*>")
_SLANTED = re.compile(r"<(em|i|cite)\b[^<>]*>([^<>]{1,80})</\1\s*>", re.IGNORECASE)


def is_feed(text: str) -> bool:
    """Whether a text is a feed."""
    start = text[:4096].lower()
    return start.lstrip().startswith("<") and any(f"<{tag}" in start for tag in ("rss", "feed", "rdf:rdf"))


def read_feed(path: Path, text: str) -> list[Page]:
    """Cut a feed into its entries.

    Parameters
    ----------
    path : Path
        The file, for messages.
    text : str
        The feed.

    Returns
    -------
    list of Page
        In the order of the feed; an entry without a day is undated.

    Raises
    ------
    SourceError
        If the feed declares entities or a document type of its own (by which files and inner addresses can be drawn
        in), is no feed, or has no entries.
    """
    if re.search(r"<!(?:ENTITY|DOCTYPE)", text, re.IGNORECASE):
        raise refused(
            path, "a feed that declares no entities or document type", "one that does",
            "By such declarations a feed can draw in files of this machine; it is not read.",
        )  # fmt: skip
    import feedparser

    feed = feedparser.parse(text.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.entries:
        why = str(feed.get("bozo_exception", "")) or "none"
        raise refused(path, "a feed with entries", why)
    publisher = _plain(feed.feed.get("title", "")) or None
    return [page for entry in feed.entries if (page := _entry(path, publisher, entry))]


def _entry(path: Path, publisher: str | None, entry) -> Page | None:  # type: ignore[no-untyped-def]
    contents = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    body = safe_html(path, max(contents, key=len))
    title = " ".join(_plain(entry.get("title", "")).split())
    lines = [line for part in _BLOCK.sub("\n", body).split("\n") if (line := " ".join(_plain(part).split()))]
    if not lines and not title:
        return None
    text = "\n".join([title, *lines] if title else lines)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    day = dt.date(*moment[:3]) if moment else None
    url = str(entry.get("link") or "") or None
    names = tuple(dict.fromkeys(" ".join(html.unescape(found[2]).split()) for found in _SLANTED.finditer(body)))
    said = "\n".join([url or "", str(day or ""), text]).encode()
    return Page(
        hashlib.sha256(said).hexdigest(), url or path.name, publisher, title or None, url, day, text, names, len(said)
    )


def _plain(markup: str) -> str:
    return html.unescape(_ANY.sub("", markup))
