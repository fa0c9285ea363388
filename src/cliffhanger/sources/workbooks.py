"""Read the tables of an XLSX workbook as text."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from cliffhanger.errors import Problem, SourceError
from cliffhanger.sources.sheets import Sheet, refuse_twice, too_large_unpacked

HEADER_WITHIN = 12
"""A workbook's header stands within so many rows of its top."""

# Of the form that Excel and its libraries write; a pattern that begins with plain letters is found fast.
_FAR_CELL = re.compile(rb'\sr\s*=\s*["\'](?:[A-Z]{3}|[B-Z][A-Z]\d|[A-Z]*\d{6})')
_PROPERTIES = "docProps/core.xml"
_SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)")
_PIECE = 2**20
_LONGEST_MARK = 64
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    struct.error,
)
"""What Python raises for archives that are cut or damaged, according to where."""


def read_workbook(path: Path, data: bytes, most: int) -> tuple[Sheet, ...]:
    """Read the tables of a workbook.

    Parameters
    ----------
    path : Path
        The file, for the message.
    data : bytes
        Its bytes.
    most : int
        Largest size, in bytes, of what it may unpack to.

    Raises
    ------
    SourceError
        If it is damaged, unpacks to too much, or holds no table.
    """
    # Late: the import costs more than a small CSV file.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > most:
                raise SourceError(
                    path,
                    [too_large_unpacked(most, f"one that says {unpacked / 2**20:,.0f} MiB")],
                    "That is no engagement report: delete it and download it again.",
                )
            # Reading checks each part's sum; the declared sizes bound what this unpacks.
            far = [entry.filename for entry in archive.infolist() if _has_far_cell(archive, entry)]
        if far:
            # The parser reserves a whole rectangle: one cell in the last corner of a sheet would take all memory.
            raise SourceError(
                path,
                [Problem(None, None, "at most 99,999 rows and 52 columns", f"a cell beyond them in {far[0]}")],
                "Delete what stands far outside the table.",
            )
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (*_BROKEN_ARCHIVE, CalamineError) as problem:
        raise SourceError(
            path,
            [Problem(None, None, "a whole XLSX file", str(problem) or type(problem).__name__)],
            "The file is truncated or no workbook: download it again.",
        ) from problem
    tables = [sheet for name, cells in sheets if (sheet := _table(path, name, cells))]
    if not tables:
        raise SourceError(
            path, [Problem(None, None, f"a header within the first {HEADER_WITHIN} rows", "none on any sheet")]
        )
    return tuple(tables)


def _has_far_cell(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Look for a cell far outside, piece by piece: an archive may unpack to far more than it declares."""
    before = b""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            if _FAR_CELL.search(before + piece):
                return True
            before = piece[-_LONGEST_MARK:]
    return False


def _table(path: Path, name: str, cells: Sequence[Sequence[object]]) -> Sheet | None:
    """Find the table on a worksheet; None where no row near the top has three cells or more."""
    tops = [[_as_text(cell).strip() for cell in row] for row in cells[:HEADER_WITHIN]]
    top = next((i for i, row in enumerate(tops) if sum(map(bool, row)) >= 3), None)
    if top is None:
        return None
    used = [i for i, cell in enumerate(tops[top]) if cell]
    header = tuple(tops[top][i] for i in used)
    preamble = "\n".join(" ".join(filter(None, row)) for row in tops[:top] if any(row))
    body = list(zip(*cells[top + 1 :], strict=True)) or [()] * len(tops[top])
    # By column rather than by cell: a report has half a million cells, and a column is nearly always of one type.
    texts = [_column_as_text(body[i]) for i in used]
    rows = list(range(top + 2, len(cells) + 1))
    if not any(all(column) for column in texts):
        full = [at for at, row in enumerate(zip(*texts, strict=True)) if any(row)]
        texts = [[column[at] for at in full] for column in texts]
        rows = [rows[at] for at in full]
    refuse_twice(path, name, header, top + 1)
    return Sheet(name, header, dict(zip(header, texts, strict=True)), rows, (), preamble)


def _column_as_text(cells: Sequence[object]) -> list[str]:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return list(map(str.strip, cast("Sequence[str]", cells)))
    if kinds == {float}:
        numbers = cast("Sequence[float]", cells)
        return [str(int(number)) if number.is_integer() else str(number) for number in numbers]
    return [_as_text(cell).strip() for cell in cells]


def _as_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.time):
        return f"{cell.hour}:{cell.minute:02d}"
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell)


def saved_on(data: bytes) -> dt.date | None:
    """Tell the day on which a workbook says that it was last saved; None where it does not say.

    Parameters
    ----------
    data : bytes
        A workbook that `read_workbook` could read.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _PROPERTIES not in archive.namelist():
            return None
        found = _SAVED.search(archive.read(_PROPERTIES))
    try:
        return dt.date.fromisoformat(found[1].decode("ascii")) if found else None
    except ValueError:
        return None
