"""Opening a publisher's file: what is refused, and what comes out as text."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cliffhanger.errors import SourceError
from cliffhanger.sources import files
from cliffhanger.sources.files import MAX_BYTES, MAX_UNPACKED, SourceFile, day_in_name, open_source


@pytest.mark.parametrize("data", [b"", b"  \n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file without a word in it is no table."""
    path = tmp_path / "empty.csv"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="an empty file"):
        open_source(path)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", gzip.compress(b"", mtime=0), gzip.compress(b"\n \n", mtime=0)])
def test_a_file_that_unpacks_to_nothing_is_refused(tmp_path: Path, data: bytes) -> None:
    """A byte-order mark alone, or an archive of nothing, is no table either."""
    path = tmp_path / "empty.csv.gz"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="no text"):
        _ = open_source(path).sheets


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    """A path to nothing, or to a folder, is refused with the system's reason."""
    with pytest.raises(SourceError, match="No such file"):
        open_source(tmp_path / "nowhere.csv")
    with pytest.raises(SourceError, match="directory"):
        open_source(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """Two gigabytes are refused by their size alone."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    with pytest.raises(SourceError, match="2,048 MiB"):
        open_source(path)
    assert MAX_BYTES < 2 * 2**30


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html></html>",
        "<html>",
        '<a href="/tudum/top10">Moved Permanently</a>.',
        "<?xml version='1.0'?>",
    ],
)
def test_a_web_page_in_place_of_a_table_is_refused(write, page: str) -> None:
    """Netflix's address answered with a page for some weeks; that is said so."""
    with pytest.raises(SourceError, match="a web page"):
        _ = write(page, "all-weeks-global.tsv").sheets


def test_bytes_that_are_no_utf8_are_named_with_row_and_column(write) -> None:
    """The message says where the first wrong byte stands."""
    file = write("week,title\n2021-08-08,Caf\u00e9\n2021-08-15,".encode() + b"Caf\xe9\n")
    with pytest.raises(SourceError) as refused:
        _ = file.sheets
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "title", "the byte 0xe9")


def test_a_nul_byte_is_refused_with_its_row(write) -> None:
    """A NUL byte means that the download broke."""
    with pytest.raises(SourceError, match="row 2: expected text, found a NUL byte"):
        _ = write("a,b\n1,\x002\n").sheets


@pytest.mark.parametrize("name", ["twice.csv", "twice.tsv"])
def test_a_column_that_stands_twice_is_refused(write, name: str) -> None:
    """Two columns of one name cannot be told apart."""
    separator = "\t" if name.endswith("tsv") else ","
    with pytest.raises(SourceError, match="column 'rank': expected a column name that stands once, found 2 of them"):
        _ = write(separator.join(["rank", "title", "rank"]) + "\n", name).sheets


def test_an_open_quotation_mark_is_refused(write) -> None:
    """A quotation that never ends would swallow the rest of the file."""
    with pytest.raises(SourceError, match="row 3"):
        _ = write('a,b\n1,2\n3,"4\n').sheets


def test_a_truncated_gzip_file_is_refused(tmp_path: Path) -> None:
    """Half a compressed file is no file."""
    path = tmp_path / "half.csv.gz"
    whole = gzip.compress(os.urandom(2000).hex().encode())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="a whole gzip file"):
        _ = open_source(path).sheets


def test_a_gzip_bomb_is_refused(write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks beyond the limit is not unpacked further."""
    monkeypatch.setattr(files, "MAX_UNPACKED", 2**16)
    with pytest.raises(SourceError, match="unpacks to at most"):
        _ = write("a,b\n" + "1,2\n" * 2**16, "bomb.csv.gz").sheets


def test_a_truncated_workbook_is_refused(tmp_path: Path, workbook) -> None:
    """Half a workbook is no workbook."""
    whole = workbook({"TV": [["Title", "Hours", "Views"], ["Nimbus", 1, 2]]}).data
    path = tmp_path / "half.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="a whole XLSX file"):
        _ = open_source(path).sheets


def test_a_zip_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """Any zip file begins like a workbook; this one is none."""
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    with pytest.raises(SourceError, match="a whole XLSX file"):
        _ = open_source(path).sheets


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that says it unpacks to too much is not unpacked."""
    monkeypatch.setattr(files, "MAX_UNPACKED", 2**20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2**22)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(packed.getvalue())
    assert path.stat().st_size < 2**14 < MAX_UNPACKED
    with pytest.raises(SourceError, match="one that says 4 MiB"):
        _ = open_source(path).sheets


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path, workbook) -> None:
    """A part whose checksum is wrong was damaged on its way."""
    whole = bytearray(workbook({"TV": [["Title", "Hours", "Views"], ["Nimbus", 1, 2]]}).data)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    whole[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(whole)
    with pytest.raises(SourceError, match="a whole XLSX file"):
        _ = open_source(path).sheets


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 1), (1, 16_384), (100_000, 53)])
def test_a_workbook_with_a_cell_far_outside_is_refused(tmp_path: Path, row: int, column: int) -> None:
    """One cell in the last corner of a sheet would make the parser take all memory."""
    book = openpyxl.Workbook()
    book.active.append(["Title", "Hours", "Views"])
    book.active.cell(row, column, "far")
    book.save(tmp_path / "far.xlsx")
    book.close()
    with pytest.raises(SourceError, match="at most 99,999 rows and 52 columns"):
        _ = open_source(tmp_path / "far.xlsx").sheets


def test_a_far_cell_is_found_however_the_markup_is_spelled(tmp_path: Path, workbook) -> None:
    """XML allows single quotation marks and blanks around the sign of equality."""
    whole = workbook({"TV": [["Title", "Hours"], ["Nimbus", 1]]}).path
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' r="B2"', b" r = 'XFD1048576'"))
    with pytest.raises(SourceError, match="at most 99,999 rows and 52 columns"):
        _ = open_source(odd).sheets


def test_a_workbook_without_a_table_is_refused(workbook) -> None:
    """A sheet of notes has no header."""
    with pytest.raises(SourceError, match="a header within the first 12 rows"):
        _ = workbook({"Notes": [["Read me"], ["first"]]}).sheets


def test_ragged_rows_are_kept_apart_with_their_row(write) -> None:
    """Rows of another width are problems for the reader to raise, and not among the columns."""
    sheet = write("a,b\n1,2\n3\n4,5,6\n\n7,8\n").sheets[0]
    assert sheet.columns == {"a": ["1", "7"], "b": ["2", "8"]}
    assert sheet.rows == [2, 6]
    assert [(p.row, p.expected, p.found) for p in sheet.ragged] == [(3, "2 cells", "1"), (4, "2 cells", "3")]


def test_rows_are_counted_by_lines_where_a_cell_holds_a_line_break(write) -> None:
    """The row named is the line on which an editor finds it."""
    sheet = write('a,b\n"one\ntwo",2\n3,4\n').sheets[0]
    assert sheet.rows == [2, 4]


def test_a_tsv_title_may_hold_a_lone_quotation_mark(write) -> None:
    """Netflix's TSV knows no quoting."""
    sheet = write('title\trank\nThe 7" Single\t1\n"Quoted"\t2\n', "x.tsv").sheets[0]
    assert sheet.columns["title"] == ['The 7" Single', '"Quoted"']


def test_a_byte_order_mark_and_gzip_change_nothing(write) -> None:
    """The same table comes out of every packing."""
    plain = write("a,b\n1,2\n").sheets
    assert write(b"\xef\xbb\xbfa,b\n1,2\n").sheets == plain
    assert write("a,b\r\n1,2\r\n", "x.csv.gz").sheets == plain


def test_a_workbook_gives_its_preamble_and_every_kind_of_cell_as_text(workbook) -> None:
    """Dates, times, numbers and words come out as they read on the sheet; blank rows are skipped."""
    rows = [
        ["", "What We Watched"],
        ["", "Views from July to December 2023"],
        [],
        ["", "Title", "Release Date", "Hours", "Runtime", "Share"],
        ["", " Nimbus ", dt.date(2023, 8, 31), 541900000, dt.time(7, 34), 0.5],
        [],
        ["", "Pier", "2023-09-07", 100000, "7:05*", 2],
    ]
    (sheet,) = workbook({"TV": rows, "Notes": [["only words"]]}).sheets
    assert sheet.preamble == "What We Watched\nViews from July to December 2023"
    assert sheet.name == "TV"
    assert sheet.header == ("Title", "Release Date", "Hours", "Runtime", "Share")
    assert sheet.rows == [5, 7]
    assert sheet.columns == {
        "Title": ["Nimbus", "Pier"],
        "Release Date": ["2023-08-31", "2023-09-07"],
        "Hours": ["541900000", "100000"],
        "Runtime": ["7:34", "7:05*"],
        "Share": ["0.5", "2"],
    }


def test_the_day_of_a_copy_is_read_from_the_end_of_its_name(write) -> None:
    """Only a day that exists, at the end of the name, counts."""
    names = {"x_2022-02-02.csv": dt.date(2022, 2, 2), "x_2022-02-30.csv": None, "x_2022.csv": None}
    assert {name: day_in_name(write("a,b\n", name)) for name in names} == names


def test_the_digest_is_of_the_bytes_on_disk(write) -> None:
    """A compressed copy is another file."""
    assert write("a,b\n").digest == hashlib.sha256(b"a,b\n").hexdigest()
    assert write("a,b\n", "x.csv.gz").digest != write("a,b\n").digest


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(st.lists(st.text(alphabet='ab1,"\t\r\n\x00é<\ufeff'), max_size=5).map(",".join)).map("\n".join),
    ).map(str.encode)
    | st.binary()
    | st.binary().map(lambda data: b"PK\x03\x04" + data)
    | st.binary().map(lambda data: b"\x1f\x8b" + data)
    | st.binary().map(gzip.compress)
)
def test_no_bytes_raise_anything_but_a_source_error(data: bytes) -> None:
    """Whatever a file holds, it is read or refused in words."""
    try:
        sheets = SourceFile(Path("fuzz.csv"), data).sheets
    except SourceError as refused:
        assert refused.problems
    else:
        for sheet in sheets:
            assert all(len(cells) == len(sheet.rows) for cells in sheet.columns.values())


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet='ab1 "\r\n\u00a0é,', max_size=4), min_size=1, max_size=3), min_size=1, max_size=5
    ),
    st.sampled_from(",\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_fast_way_and_the_thorough_way_read_the_same(rows: list[list[str]], separator: str, end: str) -> None:
    """Whether Arrow or Python cuts a table into cells makes no difference."""

    def outcome() -> object:
        try:
            (sheet,) = SourceFile(Path("x.csv"), end.join(map(separator.join, [["x", "y"], *rows])).encode()).sheets
        except SourceError as refused:
            return [(p.row, p.column) for p in refused.problems]
        return sheet.header, sheet.columns, sheet.rows, sheet.ragged

    fast = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_smooth", lambda *_: None)
        assert fast == outcome()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.floats(0.01, 1) | st.just(1.0),
)
def test_no_damage_to_a_workbook_raises_anything_but_a_source_error(
    workbook, changes: list[tuple[float, int]], cut: float
) -> None:
    """A workbook with bytes changed or cut is read or refused in words."""
    whole = bytearray(workbook({"TV": [["Title", "Hours", "Views"], ["Nimbus", 1, 2]]}).data)
    # Places are shares of the length, which differs a little from one workbook to the next.
    for place, byte in changes:
        whole[4 + int(place * (len(whole) - 5))] = byte
    try:
        _ = SourceFile(Path("fuzz.xlsx"), bytes(whole[: int(cut * len(whole))])).sheets
    except SourceError as refused:
        assert refused.problems
