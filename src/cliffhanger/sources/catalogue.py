"""What the readers of catalogues share: which seasons are out, and what a status says of the last of them.

A catalogue read today speaks of today. Its status, its counts and its words count as known from the day of the copy;
only a premiere that has happened is known on its own day, as it was public then
(`docs/decisions/0007-premieres-are-known-on-their-day.md`). A premiere still to come may be moved: it is never printed
as a premiere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import Problem
from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.documents import sheet_of
from cliffhanger.sources.files import SourceFile
from cliffhanger.tables import PRINTED

MOST_SEASONS = 99
"""Daily programmes number their seasons by the year: these are no seasons to decide on."""


@dataclass(frozen=True)
class Status:
    """What a catalogue's word for the state of a series stands for.

    Parameters
    ----------
    outcome : str or None
        Outcome of its last season; None where the word says nothing about one.
    note : str
        What the word leaves open.
    """

    outcome: str | None
    note: str = ""


@dataclass(frozen=True)
class Listed:
    """The seasons that a catalogue lists.

    Parameters
    ----------
    cells : Cells
        Their table.
    numbers : pyarrow.Array
        Season numbers, int64.
    premieres : pyarrow.Array
        Premieres, date32; empty where none is printed.
    copied : date
        Day of the copy.
    """

    cells: Cells
    numbers: pa.Array
    premieres: pa.Array
    copied: dt.date

    @cached_property
    def counted(self) -> pa.Array:
        """Season numbers; empty for specials (0) and for numbers that are years."""
        fits = pc.and_(pc.greater(self.numbers, 0), pc.less_equal(self.numbers, MOST_SEASONS))
        return pc.if_else(fits, self.numbers, None)

    @cached_property
    def out_on(self) -> pa.Array:
        """Premieres of counted seasons that had happened by the day of the copy."""
        happened = pc.and_(pc.less_equal(self.premieres, pa.scalar(self.copied)), pc.is_valid(self.counted))
        return pc.if_else(happened, self.premieres, None)

    @cached_property
    def titles(self) -> pa.Array:
        """'Season 2'; empty where it is not counted."""
        words = [None if number is None else f"Season {number}" for number in self.counted.to_pylist()]
        return pa.array(words, pa.string())

    @property
    def last(self) -> int | None:
        """Number of the last season that was out."""
        return max(self._out(), default=None)

    @property
    def further(self) -> dict[int, dt.date | None]:
        """Seasons after it that are listed, by number, with the premiere to come where one is printed."""
        last = self.last
        both = dict(zip(self.counted.to_pylist(), self.premieres.to_pylist(), strict=True))
        later = sorted(number for number in both if number is not None and last is not None and number > last)
        return {number: both[number] for number in later}

    def _out(self) -> list[int]:
        both = zip(self.counted.to_pylist(), self.out_on.to_pylist(), strict=True)
        return [number for number, day in both if number is not None and day is not None]


def list_of(file: SourceFile, name: str) -> Cells:
    """The list of that name in an answer; an answer without it is refused, one in which it is empty is not."""
    cells = Cells(file, sheet_of(file.sheets, name))
    if all(sheet.name != name for sheet in file.sheets):
        cells.problems.append(Problem(None, name, "this list", "none of that name"))
    return cells


def list_seasons(cells: Cells, number: str, premiere: str, copied: dt.date) -> Listed:
    """Read the seasons of a list; the columns that hold their number and premiere are named."""
    if not len(cells):
        return Listed(cells, pa.array([], pa.int64()), pa.array([], pa.date32()), copied)
    numbers = cells.convert(number, pa.int64(), whole_number, "a season number")
    cells.unique(number)
    return Listed(cells, numbers, any_day(cells, premiere), copied)


def any_day(cells: Cells, column: str) -> pa.Array:
    """Days as YYYY-MM-DD or nothing; a premiere to come may be years ahead."""
    return cells.convert(column, pa.date32(), _day, "a day that exists, as YYYY-MM-DD", required=False)


def whole_number(cell: str) -> int:
    """A number without sign, point or exponent; ValueError for anything else."""
    if not cell.isascii() or not cell.isdigit():
        raise ValueError(cell)
    return int(cell)


def finish_answer(file: SourceFile, publisher: str, *sheets: Cells) -> None:
    """Raise what was refused in any table of an answer; a list without entries is no fault.

    Raises
    ------
    SourceError
        With every problem of the answer.
    """
    advice = f"{publisher} may have changed its answers: look for a newer version of Cliffhanger, or download it again."
    finish(file, *(cells for cells in sheets if len(cells) or cells.problems), advice=advice)


def _day(cell: str) -> dt.date:
    day = dt.date.fromisoformat(cell)
    if day.isoformat() != cell:
        raise ValueError(cell)
    return day


def premieres(listed: Listed, about: Mapping[str, object]) -> pa.Table:
    """Premieres that have happened, each known on its own day."""
    about = {**about, "known_on": listed.out_on}
    return printed(
        listed.cells,
        "release_date",
        text=listed.out_on.cast(pa.string()),
        period_start=listed.out_on,
        period_end=listed.out_on,
        **about,
    )


def what_happened(listed: Listed, status: Status, word: str, publisher: str, about: Mapping[str, object]) -> pa.Table:
    """What the catalogue says became of the last season that was out, as known on the day of the copy.

    A later season with a premiere to come was ordered: the last one is renewed. One that is listed without a day is no
    order and becomes a claim. A series of which nothing is out has nothing to decide.

    Parameters
    ----------
    listed : Listed
        The seasons.
    status : Status
        What the catalogue's word stands for.
    word : str
        The word itself.
    publisher : str
        Who says so.
    about : mapping
        The other columns of PRINTED.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: outcome and claim.
    """
    last, further = listed.last, listed.further
    if last is None:
        return PRINTED.schema.empty_table()
    called = f"{publisher} calls the series {word!r}"
    said: dict[int, tuple[str, str]] = {}
    if status.outcome is not None:
        said[last] = (status.outcome, f"{called}; {status.note}" if status.note else called)
    ahead = {number: day for number, day in further.items() if day is not None}
    if ahead:
        number, day = next(iter(ahead.items()))
        if status.outcome is not None and status.outcome != "pending":
            said[max(ahead)] = said[last]  # a last season that is still to come is the one that ends the series
        said[last] = ("renewed", f"{publisher} lists season {number} with the premiere {day}; {called}")
    silent = [number for number, day in further.items() if day is None]
    claims = {}
    if silent:
        which = ", ".join(map(str, silent))
        claims[last] = f"{publisher} lists season {which} without a premiere, which alone is no order"
    numbers = listed.counted.to_pylist()
    words = pa.array([said[n][0] if n in said else None for n in numbers], pa.string())
    notes = pa.array([said[n][1] if n in said else None for n in numbers], pa.string())
    claimed = pa.array([claims.get(n) for n in numbers], pa.string())
    return pa.concat_tables(
        [
            printed(listed.cells, "outcome", text=words, note=notes, **{**about, "grade": "listed"}),
            printed(listed.cells, "claim", text=claimed, **about),
        ]
    )
