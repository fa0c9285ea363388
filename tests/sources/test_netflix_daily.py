"""The daily Top 10 of the United States."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger.sources.files import open_source
from cliffhanger.sources.netflix_daily import LAYOUTS, read_daily

HEADER = (
    "As of,Rank,Year to Date Rank,Last Week Rank,Title,Type,Netflix Exclusive,Netflix Release Date,"
    "Days In Top 10,Viewership Score\n"
)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('2021-02-29,4,5,-,Nimbus,TV Show,Yes,"Aug 6, 2021",3,9', "2/As of: '2021-02-29'"),
        ('2021-08-09,0,5,-,Nimbus,TV Show,Yes,"Aug 6, 2021",3,9', "2/Rank: '0'"),
        ('2021-08-09,4,5,-,,TV Show,Yes,"Aug 6, 2021",3,9', "2/Title: nothing"),
        ('2021-08-09,4,5,-,Nimbus,Radio,Yes,"Aug 6, 2021",3,9', "2/Type: 'Radio'"),
        ('2021-08-09,4,5,-,Nimbus,TV Show,Yes,"Aug 32, 2021",3,9', "2/Netflix Release Date: 'Aug 32, 2021'"),
        ("2021-08-09,4,5,-,Nimbus,TV Show,Yes,2021,3,9", "2/Netflix Release Date: '2021'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(write, refusal, row: str, problem: str) -> None:
    """Each slip is named by row and column."""
    assert refusal(read_daily, write(HEADER + row + "\n")) == [problem]


def test_a_rank_that_stands_twice_on_a_day_is_refused(write, refusal) -> None:
    """One place a day holds one title."""
    row = '2021-08-09,4,5,-,{},TV Show,Yes,"Aug 6, 2021",3,9\n'
    file = write(HEADER + row.format("Nimbus") + row.format("Pier"))
    assert refusal(read_daily, file) == ["3/As of: a repetition of row 2"]


def test_a_rank_is_known_on_its_day(write) -> None:
    """Series, films and specials share the list; a title cut off stays as printed."""
    rows = (
        '2021-08-09,4,5,-,Nimbus,TV Show,Yes,"Aug 6, 2021",3,9\n'
        '2021-08-09,5,5,-,The Pier: A Very…,Movie,,"Aug 1, 2021",3,9\n'
        "2021-08-10,6,5,-,Stand Here,Stand-Up Comedy,Yes,,3,9\n"
    )
    file = write(HEADER + rows)
    assert LAYOUTS[0].fits(file.sheets[0])
    found = [
        (r["series_text"], r["hint_kind"], r["value"], r["known_on"], r["hint_premiere"])
        for r in read_daily(file).to_pylist()
    ]
    assert found == [
        ("Nimbus", "tv", 4.0, dt.date(2021, 8, 9), dt.date(2021, 8, 6)),
        ("The Pier: A Very…", "film", 5.0, dt.date(2021, 8, 9), dt.date(2021, 8, 1)),
        ("Stand Here", "unknown", 6.0, dt.date(2021, 8, 10), None),
    ]


def test_the_real_list_is_read_whole(shared_data: Path) -> None:
    """Hit & Run stood on it for the fourteen days of 7 to 20 August 2021, at best fourth."""
    table = read_daily(open_source(shared_data / "netflix" / "top10_us_daily_2020-04_2022-03.csv"))
    assert table.num_rows == 7100
    days = [(r["known_on"], r["value"]) for r in table.to_pylist() if r["series_text"] == "Hit & Run"]
    assert (len(days), days[0][0], days[-1][0]) == (14, dt.date(2021, 8, 7), dt.date(2021, 8, 20))
    assert min(rank for _, rank in days) == 4
