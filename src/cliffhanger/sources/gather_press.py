"""The part of `gather` for the press: texts into documents, their claims, and the outcomes among these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from cliffhanger.errors import CliffhangerError
from cliffhanger.press_tables import DOCUMENT
from cliffhanger.sources.press import SOURCE, Found, find_pages, known_from
from cliffhanger.sources.press_pages import Page
from cliffhanger.store import Store
from cliffhanger.tables import FILE


class RefusedTexts(CliffhangerError):
    """Texts or addresses that the user named cannot be read; nothing was stored."""


def find_press(store: Store, what: Iterable[str | Path], *, private: bool = False) -> Found:
    """Find the texts that the store has not got.

    Raises
    ------
    RefusedTexts, SourceError
        If something that was named cannot be read; with every one.
    """
    from platformdirs import user_cache_path

    known = set(store.query("SELECT digest FROM file")["digest"].to_pylist())
    found = find_pages(what, known, user_cache_path("cliffhanger", appauthor=False) / SOURCE, private=private)
    if found.errors:
        if len(found.errors) == 1:
            raise found.errors[0]
        raise RefusedTexts("\n".join(str(error) for error in found.errors))
    return found


def keep_press(store: Store, pages: list[Page], today: dt.date) -> int:
    """Keep texts as documents, inside a transaction; gives the number of releases."""
    now = dt.datetime.now(dt.UTC)
    first = store.next_number("file", "file_id")
    files = [_file(page, file_id, now, known_from(page, today), 0) for file_id, page in enumerate(pages, first)]
    store.put("file", pa.Table.from_pylist(files, schema=FILE.schema))
    documents = [_document(page, file_id, today) for file_id, page in enumerate(pages, first)]
    store.put("document", pa.Table.from_pylist(documents, schema=DOCUMENT.schema))
    return 0


def _file(page: Page, file_id: int, now: dt.datetime, snapshot: dt.date, rows: int) -> dict[str, object]:
    return {
        "file_id": file_id,
        "digest": page.digest,
        "source": SOURCE,
        "publisher": page.publisher or "the press",
        "name": page.name,
        "size_bytes": page.size_bytes,
        "snapshot_on": snapshot,
        "retrieved_at": now,
        "rows": rows,
    }


def _document(page: Page, file_id: int, today: dt.date) -> dict[str, object]:
    return {
        "file_id": file_id,
        "publisher": page.publisher,
        "title": page.title,
        "url": page.url,
        "published_on": page.published_on,
        "gathered_on": today,
        "text": page.text,
        "names": "\n".join(page.names) or None,
    }
