"""Find the files of the logs and read them in pieces."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from cliffhanger.errors import CliffhangerError, MissingExtra, Problem, SourceError
from cliffhanger.viewing.catalogue import NAMES
from cliffhanger.viewing.columns import Columns, guess_columns

PIECE = 1_000_000
"""Rows of a piece, about; row groups of a Parquet file are not cut."""
OURS = (*NAMES, "truth.parquet", "dirty.parquet")
_DELIVERED = re.compile(r"=(\d{4}-\d{2}-\d{2})(?:/|$)")
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Piece:
    """Part of a file that is read in one go: the file, its row groups (none for CSV), its rows (0 where not known)."""

    path: str
    groups: tuple[int, ...]
    rows: int
    delivered: int


class Logs:
    """The files of the logs.

    Parameters
    ----------
    address : str
        A file, a folder, or an address such as ``s3://bucket/folder``.
    columns : Columns or None
        Which column is which; None for our own names.

    Raises
    ------
    SourceError
        If there is no Parquet or CSV, or a column is missing.
    MissingExtra
        If the address needs a file system that is not installed.
    """

    def __init__(self, address: str, columns: Columns | None = None) -> None:
        self.address = address
        self.filesystem, root = _filesystem(address)
        self.files = self._find(root)
        self.columns = columns or guess_columns(self.names)
        lacking = [name for name in self.columns.mapped().values() if name not in self.names]
        if lacking:
            here = ", ".join(self.names)
            raise SourceError(self.files[0], [Problem(None, n, "a column of that name", here) for n in lacking],
                              "Say which column is which with --columns; docs/measure.md has an example.")  # fmt: skip

    @cached_property
    def names(self) -> list[str]:
        """Columns of the first file."""
        if self.files[0].endswith(".parquet"):
            return list(pq.read_schema(self.files[0], filesystem=self.filesystem).names)
        return list(self._csv(self.files[0]).column_names)

    def pieces(self) -> list[Piece]:
        """All files in pieces, in order of their paths."""
        return [piece for path in self.files for piece in self.split(path)]

    def read(self, piece: Piece) -> pa.Table:
        """The mapped columns of a piece, under our names."""
        mapped = self.columns.mapped()
        try:
            if not piece.path.endswith(".parquet"):
                table = self._csv(piece.path).select(list(mapped.values()))
            else:
                texts = [n for k, n in mapped.items() if k in ("season_id", "country", "device")]
                with pq.ParquetFile(piece.path, filesystem=self.filesystem, read_dictionary=texts) as file:
                    wanted = file.schema_arrow
                    texts = [n for n in texts if n in wanted.names and pa.types.is_string(wanted.field(n).type)]
                    table = file.read_row_groups(list(piece.groups), list(mapped.values()), use_threads=False)
        except (OSError, pa.ArrowInvalid, KeyError) as problem:
            raise SourceError(piece.path, [Problem(None, None, "rows that can be read", str(problem))]) from problem
        if set(table.column_names) != set(mapped.values()):
            lacking = [n for n in mapped.values() if n not in table.column_names]
            raise SourceError(piece.path, [Problem(None, n, "a column of that name", "none") for n in lacking])
        return table.select(list(mapped.values())).rename_columns(list(mapped))

    def _find(self, root: str) -> list[str]:
        info = self.filesystem.get_file_info(root)
        if info.type == pafs.FileType.NotFound:
            raise SourceError(self.address, [Problem(None, None, "a file or a folder", "nothing")])
        if info.type == pafs.FileType.File:
            return [info.path]
        inner = f"{root.rstrip('/')}/log"
        if self.filesystem.get_file_info(inner).type == pafs.FileType.Directory:
            root = inner
        found = self.filesystem.get_file_info(pafs.FileSelector(root, recursive=True))
        files = sorted(
            f.path
            for f in found
            if f.type == pafs.FileType.File
            and f.path.endswith((".parquet", ".csv", ".csv.gz"))
            and f.base_name not in OURS
            and not f.base_name.startswith((".", "_"))
        )
        if not files:
            raise SourceError(self.address, [Problem(None, None, "at least one Parquet or CSV file", "none")])
        return files

    def split(self, path: str) -> Iterator[Piece]:
        """One file in pieces."""
        delivered = delivered_on(path)
        if not path.endswith(".parquet"):
            yield Piece(path, (), 0, delivered)
            return
        try:
            meta = pq.read_metadata(path, filesystem=self.filesystem)
        except (OSError, pa.ArrowInvalid) as problem:
            raise SourceError(path, [Problem(None, None, "a Parquet file", str(problem))]) from problem
        groups: list[int] = []
        rows = 0
        for g in range(meta.num_row_groups):
            n = meta.row_group(g).num_rows
            if groups and rows + n > PIECE:
                yield Piece(path, tuple(groups), rows, delivered)
                groups, rows = [], 0
            groups.append(g)
            rows += n
        if groups:
            yield Piece(path, tuple(groups), rows, delivered)

    def _csv(self, path: str) -> pa.Table:
        try:
            with self.filesystem.open_input_stream(path) as stream:
                return pacsv.read_csv(stream)
        except (OSError, pa.ArrowInvalid) as problem:
            raise SourceError(path, [Problem(None, None, "CSV with a header", str(problem))]) from problem


def delivered_on(path: str) -> int:
    """Day of delivery since 1970 that a path names (``day=2026-01-31/``), or -1.

    Examples
    --------
    >>> delivered_on("log/day=1970-01-03/part-0.parquet")
    2
    """
    found = _DELIVERED.findall(path)
    try:
        return (dt.date.fromisoformat(found[-1]) - _EPOCH).days if found else -1
    except ValueError:
        return -1


def _filesystem(address: str) -> tuple[pafs.FileSystem, str]:
    if "://" not in address:
        return pafs.LocalFileSystem(), str(Path(address))
    try:
        found: tuple[pafs.FileSystem, str] = pafs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        try:
            import fsspec
        except ImportError as problem:
            raise MissingExtra("fsspec", f"to read {address}: `pip install fsspec` and its driver") from problem
        filesystem, path = fsspec.core.url_to_fs(address)
        return pafs.PyFileSystem(pafs.FSSpecHandler(filesystem)), path
    except OSError as problem:
        raise CliffhangerError(f"{address} cannot be reached: {problem}") from problem
    return found
