"""Read one text of the press: plain text or a web page, in whatever encoding, into its title, day and paragraphs.

Publisher
    Any: trade press, newspapers, the platforms' own press rooms.
Terms
    The text stays in the user's store; nothing of it is shipped.
Known faults
    The main text of a page is trafilatura's choice. A page that says no day is undated, and is never given one.
"""

from __future__ import annotations

import codecs
import contextlib
import datetime as dt
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.errors import Problem, SourceError

MOST_BYTES = 8 * 2**20
"""Largest text read; an article has some 5 kB, its page with all scripts hardly ever more than 2 MB."""

MOST_DEEP = 2_000
"""Deepest nesting of tags taken; a page of the press has some 40."""

HEADLINE = 200
"""A first paragraph of plain text that is one sentence of at most so many characters is its headline."""

_DATED = re.compile(r"\ufeff?\s*date (\d{4}-\d{2}-\d{2})\b[ \t]*\n?")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_DROPPED = re.compile(r"<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SLANTED = re.compile(r"<(em|i|cite)\b[^<>]*>([^<>]{1,80})</\1\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^<>]*\[", re.IGNORECASE)
_SINGLE = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
    ]
)


@dataclass(frozen=True)
class Page:
    """One text of the press.

    Parameters
    ----------
    digest : str
        SHA-256 of its bytes, hexadecimal; of an entry of a feed, of what it says.
    name : str
        File name or address.
    publisher, title, url : str or None
        As the page says.
    published_on : date or None
        Day of publication; None where it is not said.
    text : str
        The title in the first line, then the paragraphs, one a line.
    names : tuple of str
        What stood in slanted letters: titles of series, for the most part.
    size_bytes : int
        Size of the file.
    """

    digest: str
    name: str
    publisher: str | None
    title: str | None
    url: str | None
    published_on: dt.date | None
    text: str
    names: tuple[str, ...]
    size_bytes: int


def read_page(path: Path, data: bytes, *, url: str | None = None) -> Page:
    """Read the bytes of one text or page.

    Parameters
    ----------
    path : Path
        The file, for messages.
    data : bytes
        Its bytes.
    url : str, optional
        Where it was downloaded.

    Returns
    -------
    Page
        What it says.

    Raises
    ------
    SourceError
        If it is too large, not text, nested without end, declares entities of its own, or holds no article.
    """
    text = decoded(path, data)
    digest = hashlib.sha256(data).hexdigest()
    return _of_html(path, text, digest, len(data), url) if is_html(text) else _plain(path, text, digest, len(data), url)


def refused(path: Path, expected: str, found: str, advice: str = "") -> SourceError:
    """Make the refusal of a text of the press."""
    return SourceError(path, [Problem(None, None, expected, found)], advice)


def decoded(path: Path, data: bytes) -> str:
    """Decode a text: by its byte order mark, as UTF-8, by what it declares, or as Windows wrote it.

    Raises
    ------
    SourceError
        If it is too large, empty, or no text.
    """
    if len(data) > MOST_BYTES:
        found = f"{len(data) / 2**20:,.1f} MiB"
        raise refused(path, f"a text of at most {MOST_BYTES // 2**20} MiB", found, "Name the article's own page.")
    if not data.strip():
        raise refused(path, "a text", "an empty file")
    text = _marked(data) or _unmarked(path, data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if any(sign in text for sign in ("â€", "Ã©", "Ã¨")):
        # UTF-8 that somebody read as Windows-1252 and wrote again.
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return text


def is_html(text: str) -> bool:
    """Whether a text is a web page."""
    start = text[:4096].lstrip().lower()
    return start.startswith("<") and any(f"<{tag}" in start for tag in ("!doctype html", "html", "head", "body", "div",
                                                                        "article", "p", "h1", "meta"))  # fmt: skip


def _marked(data: bytes) -> str | None:
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    return None


def _unmarked(path: Path, data: bytes) -> str:
    start = data[:4096]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in start)
    if odd > len(start) // 100:
        raise refused(path, "a text of the press", f"a binary file: {start[:8]!r}", "Save the article as text or HTML.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(start)
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # it lies, or nobody knows that encoding
    return data.decode("cp1252", "replace")


def _plain(path: Path, text: str, digest: str, size: int, url: str | None) -> Page:
    day = None
    if found := _DATED.match(text):
        try:
            day = dt.date.fromisoformat(found[1])
        except ValueError as problem:
            raise SourceError(
                path, [Problem(1, None, "a day that exists, as in date 2021-09-21", found[1])]
            ) from problem
        text = text[found.end() :]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        raise refused(path, "a text", "nothing but a date")
    first = lines[0]
    headed = len(lines) > 1 and len(first) <= HEADLINE and not re.search(r"[.!?]\W*\s+[A-Z“‘\"]", first)
    return Page(digest, path.name, None, first if headed else None, url, day, "\n".join(lines), (), size)


def _of_html(path: Path, text: str, digest: str, size: int, url: str | None) -> Page:
    text = safe_html(path, text)
    found = main_text(text, url)
    if found is None or not found.text or len(found.text) < 80:
        raise refused(
            path, "a page with an article in it", "a page without one (a notice, a list, or text that scripts fill in)",
            "Save the article's text into a .txt file whose first line is `date YYYY-MM-DD`.",
        )  # fmt: skip
    lines = [line.strip() for line in found.text.split("\n") if line.strip()]
    title = " ".join(found.title.split()) if found.title else None
    if title and lines[0] != title:
        lines.insert(0, title)
    day = dt.date.fromisoformat(found.date) if found.date else None
    names = tuple(dict.fromkeys(" ".join(html.unescape(match[2]).split()) for match in _SLANTED.finditer(text)))
    return Page(digest, path.name, found.sitename, title, found.url or url, day, "\n".join(lines), names, size)


def safe_html(path: Path, text: str) -> str:
    """Take scripts out of a page, and refuse one that is made to do harm."""
    if _ENTITY.search(text[:65_536]):
        raise refused(path, "a page that declares no entities of its own", "a page that does", "It is not read.")
    text = _DROPPED.sub(" ", text)
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag[3] or tag[2].lower() in _SINGLE:
            continue
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > MOST_DEEP:
        raise refused(path, f"tags nested at most {MOST_DEEP:,} deep", f"{deepest:,} deep", "It is not read.")
    return text


def main_text(text: str, url: str | None):  # type: ignore[no-untyped-def]  # trafilatura has no types
    """Find a page's article with its title, day, site and address."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what cannot be read is said once, by us
    return trafilatura.bare_extraction(
        text, url=url, with_metadata=True, include_comments=False, include_tables=False, fast=True,
        # A day is what the page itself calls its day; one guessed from its prose would be a leak.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )  # fmt: skip
