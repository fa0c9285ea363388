"""Nielsen's weekly and yearly lists, as the press printed them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.compute as pc
import pytest

from cliffhanger.sources.files import open_source
from cliffhanger.sources.nielsen import LAYOUTS, read_annual, read_weekly

WEEKLY = ",".join(LAYOUTS[0].columns) + "\n"
ANNUAL = ",".join(LAYOUTS[1].columns) + "\n"
ROW = "2021-08-09,2021-08-15,originals,2,Nimbus,Netflix,9,549,yes,The Daily Reel,2021-09-10,https://example.org"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2021-08-15", "2021-08-16", "2/week_end: 2021-08-09 to 2021-08-16"),
        ("2021-08-09,2021-08-15", "2021-08-10,2021-08-16", "2/week_end: 2021-08-10 to 2021-08-16"),
        ("originals", "original", "2/list: 'original'"),
        (",2,Nimbus", ",0,Nimbus", "2/rank: '0'"),
        ("Nimbus", "", "2/title: nothing"),
        ("549", "-549", "2/minutes_millions: '-549'"),
        ("549", "5490000", "2/minutes_millions: '5490000'"),
        (",9,", ",none,", "2/episodes: 'none'"),
        ("yes", "nearly", "2/list_complete: 'nearly'"),
        ("The Daily Reel", "", "2/publication: nothing"),
        ("2021-09-10", "2021-13", "2/publication_date: '2021-13'"),
        ("2021-09-10", "2021-08-01", "2/publication_date: '2021-08-01'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(write, refusal, old: str, new: str, problem: str) -> None:
    """Each slip is named by row and column; a list cannot be printed before its week is over."""
    assert problem in refusal(read_weekly, write(WEEKLY + ROW.replace(old, new) + "\n"))


def test_a_row_without_a_figure_or_a_repeated_one_is_refused(write, refusal) -> None:
    """A title has a rank or minutes, and stands once on a list."""
    empty = ROW.replace(",2,Nimbus", ",,Nimbus").replace("549", "")
    assert refusal(read_weekly, write(WEEKLY + empty + "\n")) == ["2/minutes_millions: neither"]
    assert refusal(read_weekly, write(WEEKLY + ROW + "\n" + ROW + "\n")) == ["3/week_end: a repetition of row 2"]


@pytest.mark.parametrize("period", ["22", "2022H3", "2022-annual", ""])
def test_a_period_that_is_no_year_or_half_is_refused(write, refusal, period: str) -> None:
    """Yearly lists are of a year or a half."""
    row = f"{period},overall-annual,1,Nimbus,Netflix,9,52000,The Daily Reel,2023-01-26,https://example.org\n"
    assert refusal(read_annual, write(ANNUAL + row))[0].startswith("2/period")


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2021-09-10", dt.date(2021, 9, 10)),
        ("2021-09", dt.date(2021, 9, 12)),
        ("2021-10", dt.date(2021, 10, 1)),
        ("2021", dt.date(2021, 9, 12)),
        ("", dt.date(2021, 9, 12)),
    ],
)
def test_a_list_is_known_when_it_was_printed_or_four_weeks_after_its_week(
    write, published: str, known: dt.date
) -> None:
    """A month alone does not tell the day; Nielsen's lag does, unless the month begins later."""
    table = read_weekly(write(WEEKLY + ROW.replace("2021-09-10", published) + "\n"))
    assert table["known_on"].to_pylist() == [known, known]
    assert table["measure"].to_pylist() == ["rank", "minutes_viewed"]
    assert table["value"].to_pylist() == [2.0, 549e6]
    assert table["note"][0].as_py() == "9 episodes of all seasons; list complete"


@pytest.mark.parametrize(
    ("name", "episodes", "kind"),
    [
        ("movies", "", "film"),
        ("movies", "1", "film"),
        ("overall", "9", "tv"),
        ("overall", "1", "unknown"),
        ("overall", "", "unknown"),
        ("originals", "", "tv"),
        ("originals", "1", "unknown"),
        ("acquired", "", "tv"),
    ],
)
def test_series_and_films_are_told_apart_where_the_list_does(write, name: str, episodes: str, kind: str) -> None:
    """One episode may be a film or a series' first week."""
    row = ROW.replace("originals", name).replace(",9,", f",{episodes},")
    table = read_weekly(write(WEEKLY + row + "\n"))
    assert table["hint_kind"].to_pylist() == [kind, kind]
    assert table["list_name"][0].as_py() == f"Nielsen {name}"


def test_yearly_lists_hold_their_period_and_the_last_day_of_a_month_of_print(write) -> None:
    """A half-year is printed after its end."""
    row = "2025H1,originals-halfyear,1,Nimbus,Netflix,9,15100,The Daily Reel,2025-07,https://example.org\n"
    first = read_annual(write(ANNUAL + row)).to_pylist()[0]
    assert (first["period_start"], first["period_end"]) == (dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    assert (first["known_on"], first["list_name"]) == (dt.date(2025, 7, 31), "Nielsen half-year originals")


def test_the_real_lists_are_read_whole(shared_data: Path) -> None:
    """Hit & Run: 226 and 549 million minutes in its first two weeks."""
    table = read_weekly(open_source(shared_data / "nielsen" / "nielsen_weekly_top10.csv"))
    assert table.num_rows == 929 + 958
    minutes = [
        (r["list_name"], r["value"])
        for r in table.to_pylist()
        if r["series_text"] == "Hit & Run" and r["measure"] == "minutes_viewed"
    ]
    assert minutes == [("Nielsen originals", 226e6), ("Nielsen originals", 549e6)]
    assert pc.all(pc.greater(table["known_on"], table["period_end"])).as_py()
    assert read_annual(open_source(shared_data / "nielsen" / "nielsen_annual_top_titles.csv")).num_rows == 70
