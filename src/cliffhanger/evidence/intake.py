"""Take in what readers hand over: files, titles as printed, and releases."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.store import Store
from cliffhanger.tables import RELEASE, TITLE

_SPELLING = ("source", "series_text", "season_text", "platform", "hint_kind", "hint_premiere", "hint_year")


def take_in(store: Store, files: pa.Table, printed: pa.Table) -> int:
    """Keep gathered files: a row each, the titles that are new, and every release.

    Parameters
    ----------
    store : Store
        Open for writing, inside a transaction.
    files : pyarrow.Table
        Contract FILE.
    printed : pyarrow.Table
        Contract PRINTED, with the columns ``file_id`` and ``source`` of the file that each row is from.

    Returns
    -------
    int
        Releases added.

    Raises
    ------
    ContractError
        If the rows break the contract of file, title or release.
    """
    store.put("file", files)
    same = " AND ".join(f"t.{c} IS NOT DISTINCT FROM p.{c}" for c in _SPELLING)
    new = store.query(
        f"""
        WITH p AS (SELECT DISTINCT {", ".join(_SPELLING)} FROM incoming)
        SELECT $next + row_number() OVER (ORDER BY {", ".join("p." + c for c in _SPELLING)}) - 1 AS title_id, p.*
        FROM p LEFT JOIN title t ON {same} WHERE t.title_id IS NULL
        """,
        {"next": store.next_number("title", "title_id")},
        incoming=printed,
    )
    store.put("title", new.select(TITLE.schema.names))
    columns = ", ".join("t.title_id" if c.name == "title_id" else f"p.{c.name}" for c in RELEASE.columns)
    releases = store.query(f"SELECT {columns} FROM incoming p JOIN title t ON {same}", incoming=printed)
    return store.put("release", releases)
