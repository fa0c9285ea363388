"""Turn columns of text into typed columns, collecting every cell that does not fit."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import Problem, SourceError
from cliffhanger.evidence.markers import MONTHS
from cliffhanger.measures import MEASURES
from cliffhanger.sources.files import Sheet, SourceFile
from cliffhanger.tables import PRINTED

SHORT_MONTHS = tuple(name[:3].capitalize() for name in MONTHS)
"""'Jan' to 'Dec'; not from the standard library, whose names change with the locale."""

_LATEST = dt.timedelta(days=400)
"""A day further ahead than this is a slip: publishers print premieres to come, and no more."""


class Cells:
    """The columns of one sheet, read with checks.

    Each method returns one typed column and remembers what does not fit; `finish` raises all of it at once.
    Rows with too few or too many cells are remembered from the start.

    Parameters
    ----------
    file : SourceFile
        The file, for the message.
    sheet : Sheet
        The table of text.
    """

    def __init__(self, file: SourceFile, sheet: Sheet) -> None:
        self.file = file
        self.sheet = sheet
        self.problems: list[Problem] = list(sheet.ragged)
        self.finished = False

    def __len__(self) -> int:
        return len(self.sheet.rows)

    @property
    def rows(self) -> pa.Array:
        """Row numbers, int64."""
        return pa.array(self.sheet.rows, pa.int64())

    def has(self, column: str) -> bool:
        """Whether the sheet has that column."""
        return column in self.sheet.columns

    def text(self, column: str, *, required: bool = False, empty: Iterable[str] = ("",)) -> pa.Array:
        """Words; the words in `empty` become null, and are refused where the column is required."""
        plain = pa.array(self._cells(column), pa.string())
        blank = pc.is_in(plain, pa.array(tuple(empty), pa.string()))
        if required:
            for at in pc.indices_nonzero(blank).to_pylist():
                self.refuse(at, column, "a value", "nothing")
        return pc.if_else(blank, None, plain)

    def one_of(self, column: str, allowed: Iterable[str]) -> pa.Array:
        """Words from a closed list."""
        words = {word: word for word in allowed}
        return self.convert(column, pa.string(), words.__getitem__, "one of " + ", ".join(words))

    def number(
        self,
        column: str,
        measure: str,
        *,
        required: bool = True,
        empty: Iterable[str] = ("",),
        scale: float = 1.0,
    ) -> pa.Array:
        """Numbers within the bounds of a measure, multiplied by `scale` to its unit.

        The words in `empty` become null, and are refused where the column is required.
        """
        bounds = MEASURES[measure]
        what = "a whole number" if bounds.whole else "a number"
        expected = f"{what} of {bounds.unit} from {bounds.at_least:,.10g} to {bounds.at_most:,.12g}"
        low, high = bounds.at_least or 0.0, bounds.at_most or math.inf
        plain = pa.array(self._cells(column), pa.string())
        absent = tuple(empty)
        blank = pc.is_in(plain, pa.array(absent, pa.string()))
        if not required or not pc.any(blank).as_py():
            try:
                numbers = pc.multiply(pc.cast(pc.if_else(blank, None, plain), pa.float64()), scale)
            except pa.ArrowInvalid:
                pass
            else:
                fits = pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high))
                if bounds.whole:
                    fits = pc.and_(fits, pc.equal(numbers, pc.floor(numbers)))
                if pc.all(fits).as_py() is not False:
                    return numbers

        def convert(cell: str) -> float:
            number = float(_plain(cell)) * scale
            if not low <= number <= high or (bounds.whole and number != math.floor(number)):
                raise ValueError(cell)
            return number

        return self.convert(column, pa.float64(), convert, expected, required=required, empty=absent)

    def day(self, column: str, *, required: bool = True) -> pa.Array:
        """Days as YYYY-MM-DD, none in a far future."""
        plain = pa.array(self._cells(column), pa.string())
        blank = pc.equal(plain, "")
        latest = dt.date.today() + _LATEST
        if not required or not pc.any(blank).as_py():
            try:
                days = pc.cast(pc.if_else(blank, None, plain), pa.date32())
            except pa.ArrowInvalid:
                pass
            else:
                if pc.all(pc.less_equal(days, latest)).as_py() is not False:
                    return days
        return self.convert(
            column,
            pa.date32(),
            _iso_day,
            "a day that exists, as YYYY-MM-DD, no later than next year",
            required=required,
        )

    def span(self, column: str, *, required: bool = True) -> tuple[pa.Array, pa.Array]:
        """First and last day of a date that says only as much as is known: YYYY-MM-DD, YYYY-MM or YYYY."""
        both = self.convert(
            column,
            pa.struct([("first", pa.date32()), ("last", pa.date32())]),
            span_of,
            "a date that exists, as YYYY-MM-DD, YYYY-MM or YYYY, no later than next year",
            required=required,
        )
        return pc.struct_field(both, "first"), pc.struct_field(both, "last")

    def convert(
        self,
        column: str,
        type: pa.DataType,
        reading: Callable[[str], object],
        expected: str,
        *,
        required: bool = True,
        empty: Iterable[str] = ("",),
    ) -> pa.Array:
        """Any other kind of cell: `reading` raises ValueError or KeyError for one that does not fit."""
        values: list[object] = []
        absent = set(empty)
        known: dict[str, object] = dict.fromkeys(absent)
        for at, cell in enumerate(self._cells(column)):
            if cell not in known:
                try:
                    known[cell] = reading(cell)
                except (ValueError, KeyError, OverflowError):
                    self.refuse(at, column, expected, repr(cell))
                    values.append(None)
                    continue
            elif cell in absent and required:
                self.refuse(at, column, expected, "nothing")
            values.append(known[cell])
        return pa.array(values, type)

    def unique(self, *columns: str) -> None:
        """Refuse a row that repeats another in all of these columns."""
        keys = list(zip(*(self._cells(c) for c in columns), strict=True))
        if len(set(keys)) == len(keys):
            return
        seen: dict[tuple[str, ...], int] = {}
        for at, key in enumerate(keys):
            first = seen.setdefault(key, at)
            if first != at:
                named = ", ".join(f"{c} {k!r}" for c, k in zip(columns, key, strict=True))
                self.refuse(at, columns[0], f"{named} once", f"a repetition of row {self.sheet.rows[first]:,}")

    def refuse(self, at: int, column: str | None, expected: str, found: str) -> None:
        """Remember that the cell in position `at` does not fit; it must be before `finish`, which raises it."""
        assert not self.finished, f"column {column!r} is checked after the sheet was finished"
        self.problems.append(Problem(self.sheet.rows[at], column, expected, found, self.sheet.name))

    def _cells(self, column: str) -> list[str]:
        if column not in self.sheet.columns:
            problem = Problem(
                1 if self.sheet.name is None else None, column, "this column", "none of that name", self.sheet.name
            )
            if problem not in self.problems:
                self.problems.append(problem)
            return [""] * len(self)
        return self.sheet.columns[column]


def finish(
    file: SourceFile, *sheets: Cells, advice: str = "Correct the rows named, or download the file again."
) -> None:
    """Raise what was refused on any of the sheets.

    Raises
    ------
    SourceError
        With every problem of the file, sheet by sheet in row order.
    """
    problems = [p for cells in sheets for p in sorted(cells.problems, key=lambda p: p.row or 0)]
    if not problems and not any(len(cells) for cells in sheets):
        problems.append(Problem(None, None, "at least one row under the header", "none"))
    if problems:
        raise SourceError(file.path, problems, advice)
    for cells in sheets:
        cells.finished = True


def printed(cells: Cells, measure: str, value: pa.Array | None = None, **columns: object) -> pa.Table:
    """Rows of the contract PRINTED for one measure of a sheet.

    Parameters
    ----------
    cells : Cells
        The sheet; gives the row numbers.
    measure : str
        Name of the measure, the same for all rows.
    value : pyarrow.Array or None
        The numbers; rows without one are left out. None for a measure of words, which stand in `text`.
    **columns
        The other columns: an array each, or one value for all rows; what is not named is empty.

    Returns
    -------
    pyarrow.Table
        Of schema `PRINTED.schema`.
    """
    given = {"sheet": cells.sheet.name, "row": cells.rows, "measure": measure, "value": value, **columns}
    number = len(cells)
    arrays = []
    for column in PRINTED.columns:
        content = given.pop(column.name, None)
        if isinstance(content, pa.ChunkedArray):
            content = content.combine_chunks()
        if not isinstance(content, pa.Array):
            content = pa.repeat(pa.scalar(content, column.type), number)
        arrays.append(content)
    if given:
        raise TypeError(f"no such column: {', '.join(given)}")
    table = pa.Table.from_arrays(arrays, schema=PRINTED.schema)
    return table.filter(pc.is_valid(table["text" if MEASURES[measure].text else "value"]))


def joined(*parts: pa.Array) -> pa.Array:
    """Join what is not empty in each row by semicolons; a row without anything is null."""
    # Not Arrow's binary_join_element_wise: with null_handling="skip" it drops rows in which all parts are null (26.0).
    rows = zip(*(part.to_pylist() for part in parts), strict=True)
    return pa.array(["; ".join(filter(None, row)) or None for row in rows], pa.string())


def _plain(cell: str) -> str:
    # Python reads 1_000 and digits of other scripts as numbers; no publisher prints them.
    if "_" in cell or not cell.isascii():
        raise ValueError(cell)
    return cell


def _iso_day(cell: str) -> dt.date:
    # Python reads 20210806 and 2021-W31-5 as well; Arrow does not, and a file must be read one way.
    if len(cell) != 10 or "W" in cell:
        raise ValueError(cell)
    return _not_far(dt.date.fromisoformat(cell))


def _not_far(day: dt.date) -> dt.date:
    if day > dt.date.today() + _LATEST:
        raise ValueError(day)
    return day


def span_of(cell: str) -> dict[str, dt.date]:
    """First and last day of YYYY-MM-DD, YYYY-MM or YYYY; ValueError for anything else."""
    parts = cell.split("-")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(p.isascii() and p.isdigit() for p in parts):
        raise ValueError(cell)
    year, month, day = (int(part) for part in [*parts, "0", "0"][:3])
    if day or len(parts) == 3:
        return dict.fromkeys(("first", "last"), _not_far(dt.date(year, month, day)))
    first = _not_far(dt.date(year, month if len(parts) == 2 else 1, 1))
    end = first.month if len(parts) == 2 else 12
    return {"first": first, "last": dt.date(year, end, calendar.monthrange(year, end)[1])}
