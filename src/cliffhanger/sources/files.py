"""Open a publisher's file safely and hand its cells over as text, whatever it was packed in.

Everything that can be wrong with a file before its figures are looked at is refused here: empty, too large, not
UTF-8, a web page in place of a table, a truncated or exploding archive, ragged rows.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import re
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from cliffhanger.errors import Problem, SourceError
from cliffhanger.sources.documents import read_document
from cliffhanger.sources.sheets import Sheet, refuse_twice, too_large_unpacked
from cliffhanger.sources.workbooks import read_workbook

__all__ = ["MAX_BYTES", "MAX_UNPACKED", "Sheet", "SourceFile", "copied_on", "day_in_name", "open_source"]

MAX_BYTES = 256 * 2**20
"""Largest file read; the largest that any publisher prints is 25 MB."""

MAX_UNPACKED = 512 * 2**20
"""Largest size of what an archive unpacks to."""

_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?=\D*$)")
_QUOTED = re.compile(r'"(?<=[,\n]")(?:[^"]++|"")*+"(?![^,\r\n])')  # begins with the mark, to be found fast
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


@dataclass(frozen=True)
class SourceFile:
    """A file's bytes with its name and digest; the cells are parsed when first asked for."""

    path: Path
    data: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes as they lie on disk, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def is_workbook(self) -> bool:
        """Whether the bytes are a zip archive, as XLSX files are."""
        return self.data.startswith(_ZIP)

    @property
    def is_document(self) -> bool:
        """Whether it is a JSON document, by its name or because it begins like one."""
        return self.path.suffix == ".json" or self.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables in the file.

        Raises
        ------
        SourceError
            With every row that cannot be cut into cells.
        """
        if self.is_workbook:
            return read_workbook(self.path, self.data, MAX_UNPACKED)
        return read_document(self.path, _text(self)) if self.is_document else (_delimited(self),)


def open_source(path: Path) -> SourceFile:
    """Read a file's bytes within bounds.

    Raises
    ------
    SourceError
        If the file is absent, unreadable, empty or larger than `MAX_BYTES`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                path,
                [Problem(None, None, f"a file of at most {MAX_BYTES // 2**20} MiB", f"{size / 2**20:,.0f} MiB")],
                "No publisher prints a file of that size: name the file that holds the published figures.",
            )
        data = path.read_bytes()
    except OSError as problem:
        raise SourceError(path, [Problem(None, None, "a readable file", problem.strerror or str(problem))]) from problem
    if not data.strip():
        raise SourceError(
            path, [Problem(None, None, "a table", "an empty file")], "Download it again; the old copy was not touched."
        )
    return SourceFile(path, data)


def _text(file: SourceFile) -> str:
    data = _gunzip(file) if file.data.startswith(_GZIP) else file.data
    data = data.removeprefix(b"\xef\xbb\xbf")
    start = data[:2048].lstrip().lower()
    # `<a href=` is what Netflix's address answered for some weeks in place of the TSV.
    if start.startswith((b"<!doctype", b"<html", b"<a ", b"<?xml", b"<head")):
        raise SourceError(
            file.path,
            [Problem(1, None, "a table", f"a web page: {start[:60].decode('ascii', 'replace')!r}")],
            "The publisher answered with a page in place of the file: download it again.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        line = data[data.rfind(b"\n", 0, problem.start) + 1 : problem.start]
        separator = b"\t" if b"\t" in data[:4096] else b","
        names = data.split(b"\n", 1)[0].split(separator)
        at = line.count(separator)
        column = names[at].decode("ascii", "replace").strip() if at < len(names) else None
        raise SourceError(
            file.path,
            [Problem(row, column, "UTF-8 text", f"the byte 0x{data[problem.start]:02x}")],
            "Save the file as UTF-8.",
        ) from problem


def _gunzip(file: SourceFile) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as packed:
            data = packed.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise SourceError(
            file.path, [Problem(None, None, "a whole gzip file", str(problem))], "Download it again."
        ) from problem
    if len(data) > MAX_UNPACKED:
        raise SourceError(file.path, [too_large_unpacked(MAX_UNPACKED, f"more than {MAX_UNPACKED // 2**20} MiB")])
    return data


def _delimited(file: SourceFile) -> Sheet:
    text = _text(file)
    if not text.strip():
        raise SourceError(file.path, [Problem(None, None, "a table", "no text")], "Download it again.")
    first = text.split("\n", 1)[0].rstrip("\r")
    if not first.strip():
        raise SourceError(
            file.path, [Problem(1, None, "column names", "an empty line")], "Delete the lines above them."
        )
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise SourceError(file.path, [Problem(row, None, "text", "a NUL byte")], "Download it again.")
    smooth = _smooth(text, "\t" if "\t" in first else ",")
    if smooth:
        return smooth
    if "\t" in first:
        # Netflix's TSV has no quoting: a title may hold a lone quotation mark.
        lines = text.split("\n")
        if lines and not lines[-1].rstrip("\r"):
            lines.pop()
        records = [line.rstrip("\r").split("\t") for line in lines]
        rows = list(range(1, len(records) + 1))
    else:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            records = list(reader)
        except csv.Error as problem:
            raise SourceError(
                file.path,
                [Problem(reader.line_num, None, "a row of comma-separated cells", str(problem))],
                "Close the quotation marks.",
            ) from problem
        rows = _lines(records)
    return _sheet(file, None, records, rows)


def _smooth(text: str, delimiter: str) -> Sheet | None:
    """The table, read by Arrow at ten times the speed, if each line is one row of as many cells as the header has.

    None for anything else: the thorough way then says which row is wrong, or reads cells that hold line breaks.
    """
    from pyarrow import ArrowInvalid, compute, string
    from pyarrow import csv as arrow

    if "\n\n" in text or "\n\r" in text or text.count("\r") != text.count("\r\n"):
        return None  # Arrow makes a row of an empty line, and a line of a lone carriage return
    if delimiter == "," and '"' in text and '"' in _QUOTED.sub("", "\n" + text):
        return None  # Arrow closes open quotations and reads `""1` as a cell; the thorough way refuses both
    lines = text.count("\n") + (not text.endswith("\n"))
    options = arrow.ParseOptions(
        delimiter=delimiter, quote_char='"' if delimiter == "," else False, ignore_empty_lines=False
    )
    try:
        names = next(csv.reader([text.split("\n", 1)[0].rstrip("\r")], delimiter=delimiter))
        table = arrow.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow.ReadOptions(use_threads=False),
            parse_options=options,
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except (ArrowInvalid, csv.Error):
        return None
    header = tuple(name.strip() for name in table.column_names)
    if table.num_rows != lines - 1 or len(set(header)) < len(header) or any(t != string() for t in table.schema.types):
        return None
    columns = {
        name: compute.utf8_trim_whitespace(cells).to_pylist() for name, cells in zip(header, table.columns, strict=True)
    }
    return Sheet(None, header, columns, list(range(2, lines + 1)))


def _lines(records: list[list[str]]) -> list[int]:
    """Line on which each record begins; a quoted cell may hold line breaks."""
    breaks = [
        sum(cell.count("\n") for cell in record) if any("\n" in cell for cell in record) else 0 for record in records
    ]
    return [at + before for at, before in enumerate(accumulate(breaks[:-1], initial=0), 1)]


def _sheet(file: SourceFile, name: str | None, records: list[list[str]], rows: list[int]) -> Sheet:
    header = tuple(cell.strip() for cell in records[0])
    refuse_twice(file.path, name, header, rows[0])
    width = len(header)
    body, places, ragged = [], [], []
    whole = set(map(len, records)) == {width}
    if whole:
        body, places = records[1:], rows[1:]
    for record, row in zip(records[1:], rows[1:], strict=True) if not whole else ():
        if len(record) == width:
            body.append(record)
            places.append(row)
        elif record and any(record):
            ragged.append(Problem(row, None, f"{width} cells", f"{len(record)}", name))
    columns = {
        column: [cell.strip() for cell in cells]
        for column, cells in zip(header, zip(*body, strict=True) if body else [()] * width, strict=True)
    }
    return Sheet(name, header, columns, places, tuple(ragged))


def day_in_name(file: SourceFile) -> dt.date | None:
    """Read the day at the end of a file's name, as in ``scores_2026-03-31.csv.gz``, if there is one that exists."""
    found = _DAY_IN_NAME.search(file.path.name)
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def copied_on(file: SourceFile) -> dt.date:
    """Tell the day of a copy: that in the file's name, else the day on which the file was last written.

    A file is written after its contents were published, so that neither is too early.
    """
    return day_in_name(file) or dt.date.fromtimestamp(file.path.stat().st_mtime)
