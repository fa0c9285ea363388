"""Stream a packed table of any length: rows in batches with their line numbers, whatever is wrong with them told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from cliffhanger.errors import Problem, SourceError
from cliffhanger.sources.catalogue_addresses import DUMPS, Dump

BLOCK_BYTES = 8 * 2**20
"""Unpacked bytes in one batch."""

Told = Callable[[int, int, str], None]
"""Told the packed bytes read, how many there are, and the file's name."""

_AGAIN = "Download it again."
_GZIP = b"\x1f\x8b"


def dump_of(path: Path) -> Dump | None:
    """Recognise one of IMDb's dumps by its header; None for anything else, and for what cannot be read."""
    header = header_of(path)
    for dump in DUMPS:
        telling = dump.columns[:2]  # tconst alone is in all of them
        if set(telling) <= set(header):
            return dump
    return None


def header_of(path: Path) -> tuple[str, ...]:
    """Names of the columns in the first line of a file, packed or not; empty where there is none to read."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        if start.startswith(_GZIP):
            start = zlib.decompressobj(31).decompress(start, 4096)
        return tuple(start.partition(b"\n")[0].decode("utf-8").rstrip("\r").split("\t"))
    except (OSError, zlib.error, UnicodeDecodeError):
        return ()


def batches(path: Path, columns: Sequence[str], told: Told | None = None) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Read some columns of a tab-separated file as text, batch by batch.

    Parameters
    ----------
    path : Path
        The file, packed with gzip or not.
    columns : sequence of str
        The columns wanted; others are not kept.
    told : callable or None
        Told of the progress before each batch.

    Yields
    ------
    int, pyarrow.RecordBatch
        The line of the batch's first row, counted from 1 with the header, and its rows.

    Raises
    ------
    SourceError
        If a column is missing, the file is cut off, or rows have too few or too many cells: with their lines.
    """
    header = header_of(path)
    lacking = [Problem(1, column, "this column", "none of that name") for column in columns if column not in header]
    if lacking:
        advice = "The publisher may have changed the layout: look for a newer version of Cliffhanger."
        raise SourceError(path, lacking, advice)
    ragged: list[Problem] = []

    def note(row: Any) -> str:
        ragged.append(Problem(row.number, None, f"{row.expected_columns} cells", f"{row.actual_columns}"))
        return "skip"

    size, line = path.stat().st_size, 2
    try:
        with path.open("rb") as packed, _unpacked(packed) as plain:
            reader = csv.open_csv(
                plain,
                read_options=csv.ReadOptions(block_size=BLOCK_BYTES, use_threads=False),
                # The dumps have no quoting: a title may hold a lone quotation mark.
                parse_options=csv.ParseOptions(
                    delimiter="\t", quote_char=False, ignore_empty_lines=False, invalid_row_handler=note
                ),
                convert_options=csv.ConvertOptions(
                    include_columns=list(columns),
                    column_types=dict.fromkeys(columns, pa.string()),
                    strings_can_be_null=False,
                ),
            )
            for batch in reader:
                if told:
                    told(packed.tell(), size, path.name)
                yield line, batch
                line += batch.num_rows
    except (EOFError, OSError, zlib.error) as problem:
        raise SourceError(path, [Problem(None, None, "a whole gzip file", str(problem))], _AGAIN) from problem
    except pa.ArrowInvalid as problem:
        raise SourceError(path, [Problem(None, None, "rows of tab-separated text", str(problem))], _AGAIN) from problem
    if ragged:
        raise SourceError(path, ragged, _AGAIN)


def _unpacked(packed: Any) -> Any:
    start = packed.peek(2)[:2]
    return gzip.GzipFile(fileobj=packed) if start == _GZIP else pa.PythonFile(packed, mode="r")
