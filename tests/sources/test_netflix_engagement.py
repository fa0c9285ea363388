"""Netflix's half-yearly reports: the mixed sheet of the first, and the two sheets of the later ones."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc
import pytest

from cliffhanger.sources.files import open_source
from cliffhanger.sources.netflix_engagement import LAYOUTS, PARTIAL, read_engagement
from cliffhanger.tables import PRINTED

HEADER = ["Title", "Available Globally?", "Release Date", "Hours Viewed", "Runtime", "Views"]


def sheet(*rows: Sequence[object], period: str = "July to December 2023", header: Sequence[str] = HEADER) -> list[list]:
    """A sheet as published: five rows above the header, the table from the second column on."""
    above = [[], ["", "What We Watched: A Netflix Engagement Report"], ["", f"Views from {period}"], [], []]
    return [*above, ["", *header], *(["", *row] for row in rows)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "Yes", "2023-08-31", 100000, "7:34", 100000], "7/Title: nothing"),
        (["Nimbus", "Maybe", "2023-08-31", 100000, "7:34", 100000], "7/Available Globally?: 'Maybe'"),
        (["Nimbus", "Yes", "2023-02-30", 100000, "7:34", 100000], "7/Release Date: '2023-02-30'"),
        (["Nimbus", "Yes", "soon", 100000, "7:34", 100000], "7/Release Date: 'soon'"),
        (["Nimbus", "Yes", "2023-08-31", -100000, "7:34", 100000], "7/Hours Viewed: '-100000'"),
        (["Nimbus", "Yes", "2023-08-31", 9e10, "7:34", 100000], "7/Hours Viewed: '90000000000'"),
        (["Nimbus", "Yes", "2023-08-31", None, "7:34", 100000], "7/Hours Viewed: nothing"),
        (["Nimbus", "Yes", "2023-08-31", 100000, "7:60", 100000], "7/Runtime: '7:60'"),
        (["Nimbus", "Yes", "2023-08-31", 100000, "0:00", 100000], "7/Runtime: '0:00'"),
        (["Nimbus", "Yes", "2023-08-31", 100000, "7:34", "many"], "7/Views: 'many'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(workbook, refusal, row: list, problem: str) -> None:
    """Each slip is named by sheet, row and column."""
    assert refusal(read_engagement, workbook({"TV": sheet(row)})) == [problem]


def test_a_title_that_stands_twice_with_one_date_is_refused(workbook, refusal) -> None:
    """Two dates make two titles, one date a repetition; sheets are apart."""
    row = ["Nimbus: Season 1", "Yes", "2023-08-31", 100000, "7:34", 100000]
    other = [row[0], "Yes", "2023-09-30", *row[3:]]
    assert read_engagement(workbook({"TV": sheet(row, other), "Film": sheet(row)})).num_rows == 15
    assert refusal(read_engagement, workbook({"TV": sheet(row, other, row)})) == ["9/Title: a repetition of row 7"]


def test_a_report_without_its_period_is_refused(workbook, refusal) -> None:
    """Without the words above the header nobody knows which half it is."""
    row = ["Nimbus: Season 1", "Yes", "2023-08-31", 100000, "7:34", 100000]
    for period in ("July to Decembre 2023", "December to July 2023", "2023"):
        assert len(refusal(read_engagement, workbook({"TV": sheet(row, period=period)}))) == 1
    sheets = {"TV": sheet(row), "Film": sheet(row, period="January to June 2024")}
    assert refusal(read_engagement, workbook(sheets)) == ["None/None: 2 periods"]


def test_a_sheet_that_lacks_a_column_is_refused(workbook, refusal) -> None:
    """The missing column is named."""
    row = ["Nimbus", "Yes", "2023-08-31", 100000]
    sheets = {"TV": sheet(row, header=["Title", "Global?", "Release Date", "Hours Viewed"])}
    assert refusal(read_engagement, workbook(sheets)) == ["None/Available Globally?: none of that name"]


def test_the_mixed_sheet_of_the_first_report_is_read(workbook) -> None:
    """It has real dates, no runtimes, and does not say what is a series."""
    rows = [["Nimbus: Season 1", "Yes", dt.date(2023, 3, 23), 812100000], ["The Pier", "No", None, 100000]]
    file = workbook({"Engagement": sheet(*rows, period="January to June 2023", header=HEADER[:4])})
    assert LAYOUTS[0].fits(file.sheets[0])
    table = read_engagement(file)
    assert table.schema.equals(PRINTED.schema)
    assert set(table["hint_kind"].to_pylist()) == {"unknown"}
    assert set(table["snapshot_on"].to_pylist()) == {dt.date(2023, 12, 12)}
    found = {(r["series_text"], r["measure"]): (r["value"], r["text"], r["known_on"]) for r in table.to_pylist()}
    published = dt.date(2023, 12, 12)
    assert found == {
        ("Nimbus: Season 1", "hours_viewed"): (812_100_000.0, None, published),
        ("The Pier", "hours_viewed"): (100_000.0, None, published),
        ("Nimbus: Season 1", "available_globally"): (None, "yes", published),
        ("The Pier", "available_globally"): (None, "no", published),
        # The premiere was public on its day, the hours only with the report.
        ("Nimbus: Season 1", "release_date"): (None, "2023-03-23", dt.date(2023, 3, 23)),
    }


def test_runtimes_with_an_asterisk_are_kept_and_a_lone_asterisk_is_none(workbook) -> None:
    """Live viewing is said in the note."""
    rows = [
        ["Nimbus: Season 1 // 님버스: 시즌 1", "Yes", "2023-08-31", 541900000, "7:34", 71600000],
        ["Ring Night", "Yes", "2023-09-01", 900000, "4:44*", 200000],
        ["Pier Pups", "No", "", 800000, "*", 100000],
    ]
    table = read_engagement(workbook({"TV": sheet(*rows)}))
    runtimes = table.filter(pc.equal(table["measure"], "runtime_min")).to_pylist()
    assert [(r["series_text"], r["value"], r["note"]) for r in runtimes] == [
        ("Nimbus: Season 1 // 님버스: 시즌 1", 454.0, None),
        ("Ring Night", 284.0, PARTIAL),
    ]
    assert {(r["period_start"], r["period_end"]) for r in runtimes} == {(dt.date(2023, 7, 1), dt.date(2023, 12, 31))}


@pytest.mark.parametrize(("tv", "film"), [("TV", "Film"), ("Shows", "Movies")])
def test_the_sheets_tell_series_from_films(workbook, tv: str, film: str) -> None:
    """Both names that Netflix has given its sheets are known, and the rows that sum up the rest are no titles."""
    row = ["Yes", "2023-08-31", 100000, "1:34", 100000]
    sheets = {
        tv: sheet(["Nimbus: Season 1", *row], ["Other Shows", "No", "", 659000000, "*", 0]),
        film: sheet(["The Pier", *row], ["Other Movies", "No", "", 98200000, "*", 0]),
    }
    table = read_engagement(workbook(sheets))
    kinds = {(r["sheet"], r["series_text"], r["hint_kind"]) for r in table.to_pylist()}
    assert kinds == {(tv, "Nimbus: Season 1", "tv"), (film, "The Pier", "film")}


def test_a_report_that_is_not_in_the_table_counts_from_when_it_was_saved(workbook) -> None:
    """Its day of publication is not known here; Netflix publishes within six days of saving, whatever the disk says."""
    row = ["Nimbus: Season 1", "Yes", "2021-01-31", 100000, "7:34", 100000]
    file = workbook({"Shows": sheet(row, period="January to December 2021")})
    saved = dt.datetime.now(dt.UTC).date()
    os.utime(file.path, times=(0, 0))
    (day,) = set(read_engagement(file)["snapshot_on"].to_pylist())
    assert dt.timedelta(days=6) <= day - saved <= dt.timedelta(days=7)


def test_a_report_that_claims_to_be_saved_before_its_period_ended_counts_from_the_longest_lag(workbook) -> None:
    """A date that cannot be is not believed."""
    year = dt.date.today().year
    row = ["Nimbus: Season 1", "Yes", f"{year}-01-31", 100000, "7:34", 100000]
    file = workbook({"Shows": sheet(row, period=f"January to December {year}")})
    assert set(read_engagement(file)["snapshot_on"].to_pylist()) == {dt.date(year, 12, 31) + dt.timedelta(days=165)}


def test_the_real_reports_are_read_whole(shared_data: Path) -> None:
    """Rows and hours are those of the publisher's own totals."""
    expected = {
        "2023H1": (18_214, 93.46),
        "2023H2": (15_994, 90.02),
        "2024H1": (16_161, 94.00),
        "2024H2": (15_563, 94.12),
        "2025H1": (16_182, 95.19),
    }
    for half, (rows, billions) in expected.items():
        table = read_engagement(open_source(shared_data / "netflix" / f"engagement_{half}.xlsx"))
        hours = table.filter(pc.equal(table["measure"], "hours_viewed"))["value"]
        assert len(hours) == rows
        assert pc.sum(hours).as_py() / 1e9 == pytest.approx(billions, abs=0.02)
        assert pc.all(pc.less_equal(table["known_on"], table["snapshot_on"])).as_py()
