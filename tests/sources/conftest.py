"""Write small fictional publishers' files."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from cliffhanger.errors import SourceError
from cliffhanger.sources.files import SourceFile, open_source

Write = Callable[..., SourceFile]
Grid = dict[str, Sequence[Sequence[object]]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of text (gzip-compressed where its name ends in .gz) and open it."""

    def written(text: str | bytes, name: str = "made_up.csv") -> SourceFile:
        data = text.encode() if isinstance(text, str) else text
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return open_source(path)

    return written


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., SourceFile]:
    """Write a workbook, one grid of cells per sheet, and open it."""

    def written(sheets: Grid, name: str = "made_up.xlsx") -> SourceFile:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        book.close()
        return open_source(path)

    return written


@pytest.fixture
def refusal() -> Callable[..., list[str]]:
    """Read what must be refused, and give the problems as 'row/column: found'."""

    def problems(read: Callable[[SourceFile], object], file: SourceFile) -> list[str]:
        with pytest.raises(SourceError) as refused:
            read(file)
        return [f"{p.row}/{p.column}: {p.found}" for p in refused.value.problems]

    return problems
