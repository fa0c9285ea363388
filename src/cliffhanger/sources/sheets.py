"""A table as text: what every file comes down to before its figures are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cliffhanger.errors import Problem, SourceError


@dataclass(frozen=True)
class Sheet:
    """A table as text: one list of cells per column, and where each row stands.

    Parameters
    ----------
    name : str or None
        Sheet of the workbook; None for delimited text.
    header : tuple of str
        Column names as printed.
    columns : dict of str to list of str
        Cells without surrounding blanks; an empty cell is ''.
    rows : list of int
        Line or row number of each entry, counted from 1 with the header.
    ragged : tuple of Problem
        Rows with too few or too many cells; they are not among the columns.
    preamble : str
        What stands above a workbook's header, one line per row; '' for delimited text.
    """

    name: str | None
    header: tuple[str, ...]
    columns: dict[str, list[str]] = field(repr=False)
    rows: list[int] = field(repr=False)
    ragged: tuple[Problem, ...] = ()
    preamble: str = ""


def refuse_twice(path: Path, sheet: str | None, header: tuple[str, ...], row: int) -> None:
    """Refuse a header in which a column stands twice.

    Raises
    ------
    SourceError
        With every such column.
    """
    twice = [
        Problem(row, column, "a column name that stands once", f"{header.count(column)} of them", sheet)
        for column in dict.fromkeys(header)
        if header.count(column) > 1
    ]
    if twice:
        raise SourceError(path, twice, "Rename the columns as the publisher prints them.")


def too_large_unpacked(most: int, found: str) -> Problem:
    """Say that an archive unpacks to more than `most` bytes."""
    return Problem(None, None, f"an archive that unpacks to at most {most // 2**20} MiB", found)
