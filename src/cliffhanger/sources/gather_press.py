"""The part of `gather` for the press: texts into documents, their claims, and the outcomes among these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cliffhanger.errors import CliffhangerError
from cliffhanger.evidence.intake import take_in
from cliffhanger.press.names import index_of
from cliffhanger.press.records import Claim
from cliffhanger.press.worker import read_all
from cliffhanger.press_tables import DOCUMENT, PRESS_CLAIM
from cliffhanger.sources.press import SOURCE, Found, find_pages, known_from
from cliffhanger.sources.press_pages import Page
from cliffhanger.sources.press_reader import Answer, Reader, read_by
from cliffhanger.sources.press_releases import claim_row, releases_of
from cliffhanger.store import Store
from cliffhanger.tables import FILE, PRINTED

Progress = Callable[[int, int, str], None]
"""Told the number of a text, how many there are, and its name."""


@dataclass(frozen=True)
class Second:
    """What a second reader made of texts.

    Parameters
    ----------
    name : str
        The reader.
    answers : mapping
        Its answers by the digest of the text.
    """

    name: str
    answers: Mapping[str, Answer]

    def beyond(self, found: Sequence[Claim], page: Page) -> list[tuple[Claim, str]]:
        """Its claims on a text that the grammar has not got, each with the reader's name."""
        answer = self.answers.get(page.digest)
        if answer is None:
            return []
        known = {claim.key for claim in found}
        return [(claim, self.name) for claim in answer.claims if claim.key not in known]

    def in_words(self, digests: Iterable[str]) -> str:
        """How many claims it made of some texts, and how many did not stand up to the check."""
        some = [self.answers[digest] for digest in digests if digest in self.answers]
        kept, dropped = sum(len(one.claims) for one in some), sum(one.dropped for one in some)
        unread = sum(one.unread for one in some)
        said = f"reader: {kept:,} claims, {dropped:,} dropped"
        return f"{said}, {unread:,} answers unreadable" if unread else said


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


def ask_second(
    reader: Reader, pages: Sequence[Page], *, private: bool = False, progress: Progress | None = None
) -> Second:
    """Have a second reader read texts, before anything is stored.

    Raises
    ------
    DownloadError
        If it cannot be asked.
    """
    answers = {}
    for number, (page, answer) in enumerate(zip(pages, read_by(reader, pages, private=private), strict=True)):
        if progress:
            progress(number, len(pages), f"{reader.model} reads {page.name}")
        answers[page.digest] = answer
    return Second(reader.model, answers)


def keep_press(
    store: Store,
    pages: Sequence[Page],
    today: dt.date,
    progress: Progress | None = None,
    second: Second | None = None,
) -> dict[str, int]:
    """Keep texts as documents with their claims, inside a transaction.

    What is stated of a decision, or of a cost in US dollars, becomes a release as well, and so reaches the ledger.

    Parameters
    ----------
    store : Store
        Open for writing, inside a transaction.
    pages : sequence of Page
        The texts.
    today : date
        Day of gathering: of an undated text, the day from which it counts as known.
    progress : callable, optional
        Told before the texts are read.
    second : Second, optional
        What a second reader made of the same texts.

    Returns
    -------
    dict of str to int
        Releases added, by the digest of the text.
    """
    now, first = dt.datetime.now(dt.UTC), store.next_number("file", "file_id")
    names = index_of(store.query("SELECT DISTINCT series FROM season")["series"].to_pylist())
    files, claims, rows = [], [], []
    if progress:
        progress(0, len(pages), "reading what the press claims")
    read = read_all(
        [{"text": p.text, "title": p.title, "day": p.published_on, "slanted": p.names, "known": names} for p in pages]
    )
    for file_id, (page, found) in enumerate(zip(pages, read, strict=True), first):
        known = known_from(page, today)
        told = [(claim, "grammar") for claim in found]
        if second:
            told += second.beyond(found, page)
        printed = [
            row for number, (claim, who) in enumerate(told, 1) for row in releases_of(claim, number, page, known, who)
        ]
        claims += [claim_row(claim, number, file_id, known, who) for number, (claim, who) in enumerate(told, 1)]
        rows += [{**row, "file_id": file_id, "source": SOURCE} for row in printed]
        files.append(_file(page, file_id, now, known, len(printed)))
    schema = PRINTED.schema.append(pa.field("file_id", pa.int64())).append(pa.field("source", pa.string()))
    take_in(store, pa.Table.from_pylist(files, schema=FILE.schema), pa.Table.from_pylist(rows, schema=schema))
    documents = [_document(page, file_id, today) for file_id, page in enumerate(pages, first)]
    store.put("document", pa.Table.from_pylist(documents, schema=DOCUMENT.schema))
    store.put("press_claim", pa.Table.from_pylist(claims, schema=PRESS_CLAIM.schema))
    return {str(file["digest"]): int(str(file["rows"])) for file in files}


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
