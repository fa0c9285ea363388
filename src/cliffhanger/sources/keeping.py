"""Keep what readers handed over: files with their digests, titles and releases, verdicts in a table of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.intake import take_in
from cliffhanger.sources.layouts import Layout
from cliffhanger.store import Store
from cliffhanger.tables import FILE, PRINTED


@dataclass(frozen=True)
class Read:
    """What is kept of a file that was read; not its cells, which would fill the memory."""

    digest: str
    name: str
    size_bytes: int
    layout: Layout
    printed: pa.Table

    @property
    def is_override(self) -> bool:
        """Whether it holds a person's verdicts."""
        return "verdict" in self.printed.column_names


def keep(store: Store, read: Sequence[Read]) -> int:
    """Store what was read, inside a transaction: verdicts in their table, all else as titles and releases."""
    now = dt.datetime.now(dt.UTC)
    files = []
    rows = [
        PRINTED.schema.append(pa.field("file_id", pa.int64())).append(pa.field("source", pa.string())).empty_table()
    ]
    for file_id, file in enumerate(read, store.next_number("file", "file_id")):
        number = file.printed.num_rows
        snapshot = None if file.is_override else pc.max(file.printed["snapshot_on"]).as_py()
        files.append(
            {
                "file_id": file_id,
                "digest": file.digest,
                "source": file.layout.source,
                "publisher": file.layout.publisher,
                "name": file.name,
                "size_bytes": file.size_bytes,
                "snapshot_on": snapshot or now.date(),
                "retrieved_at": now,
                "rows": number,
            }
        )
        if file.is_override:
            store.put_again("override", file.printed)
        else:
            ids = pa.repeat(pa.scalar(file_id, pa.int64()), number)
            sources = pa.repeat(file.layout.source, number)
            rows.append(file.printed.append_column("file_id", ids).append_column("source", sources))
    return take_in(store, pa.Table.from_pylist(files, schema=FILE.schema), pa.concat_tables(rows))
