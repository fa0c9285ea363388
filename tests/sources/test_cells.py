"""Columns of text become typed columns, and every cell that does not fit is remembered."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from cliffhanger.errors import SourceError
from cliffhanger.sources.cells import Cells, finish, joined, printed, span_of
from cliffhanger.tables import PRINTED


def problems(cells: Cells) -> list[str]:
    """Where something was refused, as 'row/column: found'."""
    return [f"{p.row}/{p.column}: {p.found}" for p in cells.problems]


@pytest.fixture
def cells_of(write):
    """Write a table with the column x (and a second, so that it has commas) and read it as cells."""

    def read(*values: str) -> Cells:
        file = write("x,y\n" + "".join(f"{value},{at}\n" for at, value in enumerate(values)))
        return Cells(file, file.sheets[0])

    return read


@pytest.mark.parametrize("cell", ["-1", "nan", "inf", "abc", "1_000", "１２", "1e12", ""])
def test_a_number_that_is_none_or_out_of_bounds_is_refused(cells_of, cell: str) -> None:
    """Negative, absurd, empty and odd spellings are refused with their row."""
    cells = cells_of("5", cell)
    cells.number("x", "rank")
    assert problems(cells) == [f"3/x: {cell!r}" if cell else "3/x: nothing"]


@pytest.mark.parametrize("cell", ["2021-02-29", "2021-13-01", "20210806", "2021-W31-5", "6 August 2021", ""])
def test_a_day_that_does_not_exist_is_refused(cells_of, cell: str) -> None:
    """Only YYYY-MM-DD of the calendar is a day, whatever else the column holds."""
    cells = cells_of("2021-08-06", cell)
    cells.day("x")
    assert problems(cells) == [f"3/x: {cell!r}" if cell else "3/x: nothing"]


@pytest.mark.parametrize("cell", ["24", "2024-5", "2024-00", "2024-05-00", "2023-02-29", "0000", "2024-05-01-01", ""])
def test_a_span_that_is_no_date_is_refused(cells_of, cell: str) -> None:
    """A day, a month or a year must be one of the calendar."""
    cells = cells_of(cell)
    cells.span("x")
    assert len(cells.problems) == 1


def test_a_word_outside_its_list_and_a_blank_are_refused(cells_of) -> None:
    """A closed list is closed."""
    cells = cells_of("tv", "radio", "")
    cells.one_of("x", ("tv", "film"))
    assert problems(cells) == ["3/x: 'radio'", "4/x: nothing"]
    cells = cells_of("N/A")
    cells.text("x", required=True, empty=("", "N/A"))
    assert problems(cells) == ["2/x: nothing"]


def test_a_repeated_row_is_refused_with_the_row_it_repeats(cells_of) -> None:
    """Both places are named."""
    cells = cells_of("a", "b", "a")
    cells.unique("x")
    assert problems(cells) == ["4/x: a repetition of row 2"]


def test_all_problems_are_raised_at_once_in_row_order(write) -> None:
    """Ragged rows and refused cells come together, by row."""
    file = write("x,y\n1,a\n2\n-3,b\n")
    cells = Cells(file, file.sheets[0])
    cells.number("x", "rank")
    cells.refuse(0, "y", "another word", "'a'")
    with pytest.raises(SourceError, match="3 problems; nothing of this file was stored") as refused:
        finish(file, cells)
    assert [p.row for p in refused.value.problems] == [2, 3, 4]


def test_a_header_without_rows_is_refused(write) -> None:
    """A table without a row says nothing."""
    file = write("x,y\n")
    with pytest.raises(SourceError, match="at least one row under the header"):
        finish(file, Cells(file, file.sheets[0]))


def test_an_unknown_column_of_the_contract_is_a_slip_of_the_reader(cells_of) -> None:
    """A reader cannot print what the contract does not hold."""
    with pytest.raises(TypeError, match="no such column: colour"):
        printed(cells_of("1"), "rank", pa.array([1.0]), colour="red")


def test_numbers_are_scaled_and_blanks_are_null(cells_of) -> None:
    """Hours become minutes; what stands for nothing becomes null, on the fast way and on the slow one."""
    assert cells_of("1.5", "").number("x", "runtime_min", required=False, scale=60).to_pylist() == [90.0, None]
    cells = cells_of("1.5", "", "zero")
    assert cells.number("x", "runtime_min", required=False, scale=60).to_pylist() == [90.0, None, None]
    assert problems(cells) == ["4/x: 'zero'"]


def test_a_span_ends_on_the_last_day_of_what_is_known() -> None:
    """A month ends on its last day, a year on 31 December, a day on itself."""
    first = {text: span_of(text)["first"] for text in ("2024", "2024-02", "2024-02-10")}
    last = {text: span_of(text)["last"] for text in ("2024", "2024-02", "2024-02-10")}
    assert first == {"2024": dt.date(2024, 1, 1), "2024-02": dt.date(2024, 2, 1), "2024-02-10": dt.date(2024, 2, 10)}
    assert last == {"2024": dt.date(2024, 12, 31), "2024-02": dt.date(2024, 2, 29), "2024-02-10": dt.date(2024, 2, 10)}


def test_notes_are_joined_row_by_row_and_empty_ones_are_null() -> None:
    """As many notes come out as rows went in."""
    notes = joined(pa.array(["a", None, None, ""]), pa.array(["b", "c", None, None], pa.string()))
    assert notes.to_pylist() == ["a; b", "c", None, None]


def test_printed_rows_have_the_contract_and_leave_out_what_has_no_value(cells_of) -> None:
    """A row without a number is no release."""
    cells = cells_of("1", "", "3")
    table = printed(cells, "rank", cells.number("x", "rank", required=False), series_text="Nimbus", geography="US")
    assert table.schema.equals(PRINTED.schema)
    assert table["row"].to_pylist() == [2, 4]
    assert table["value"].to_pylist() == [1.0, 3.0]
