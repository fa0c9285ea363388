"""A person's own outcomes: what is refused, on which season a row stands, and since when it is known."""

from __future__ import annotations

import datetime as dt

import pytest

from cliffhanger.sources.my_outcomes import LAYOUTS, read_my_outcomes
from cliffhanger.tables import PRINTED

HEADER = "series,platform,season,outcome,happened_on,known_on,publication,url,grade,note\n"
ROW = "Nimbus,Netflix,1,cancelled,2021-09-20,2021-09-21,The Reel,https://example.org/a,reported,by phone"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Nimbus", "", "2/series: nothing"),
        ("Netflix", "", "2/platform: nothing"),
        (",1,", ",0,", "2/season: '0'"),
        (",1,", ",one,", "2/season: 'one'"),
        (",1,", ",,", "2/season: nothing"),
        ("cancelled", "axed", "2/outcome: 'axed'"),
        ("cancelled", "limbo", "2/outcome: 'limbo'"),
        ("2021-09-20", "2021-09-31", "2/happened_on: '2021-09-31'"),
        ("2021-09-21", "2021-09-31", "2/known_on: '2021-09-31'"),
        ("2021-09-21", "", "2/known_on: nothing"),
        ("2021-09-21", "2021-09-19", "2/known_on: 2021-09-19"),
        ("2021-09-21", "2021-08", "2/known_on: 2021-08-31"),
        ("The Reel", "", "2/publication: nothing"),
        ("https://example.org/a", "www.example.org", "2/url: 'www.example.org'"),
        ("reported", "certain", "2/grade: 'certain'"),
    ],
)
def test_a_row_that_cannot_be_is_refused(write, refusal, old: str, new: str, problem: str) -> None:
    """Each slip is named by row and column, and nothing is known before it happened."""
    assert refusal(read_my_outcomes, write(HEADER + ROW.replace(old, new) + "\n")) == [problem]


def test_what_nobody_can_know_yet_is_refused(write, refusal) -> None:
    """A day to come is none on which something was known."""
    soon = (dt.date.today() + dt.timedelta(days=3)).isoformat()
    assert refusal(read_my_outcomes, write(HEADER + ROW.replace("2021-09-21", soon) + "\n")) == [f"2/known_on: {soon}"]


def test_all_slips_are_told_at_once(write, refusal) -> None:
    """Of two rows with three slips all three are named."""
    rows = ROW.replace("Nimbus", "").replace("cancelled", "axed") + "\n" + ROW.replace(",1,", ",x,") + "\n"
    assert refusal(read_my_outcomes, write(HEADER + rows)) == [
        "2/series: nothing",
        "2/outcome: 'axed'",
        "3/season: 'x'",
    ]


def test_a_row_that_stands_twice_is_refused(write, refusal) -> None:
    """One claim, one row."""
    assert refusal(read_my_outcomes, write(HEADER + ROW + "\n" + ROW + "\n")) == ["3/series: a repetition of row 2"]


def test_the_columns_that_must_be_there_suffice(write) -> None:
    """Without day, address, grade and note the row is a report of which the day is not known."""
    file = write(",".join(LAYOUTS[0].columns) + "\nNimbus,Netflix,2,renewed,2021-09,The Reel\n")
    table = read_my_outcomes(file)
    assert table.schema.equals(PRINTED.schema)
    (row,) = table.to_pylist()
    assert (row["season_text"], row["text"], row["grade"], row["period_start"]) == (
        "Season 2",
        "renewed",
        "reported",
        None,
    )
    assert row["known_on"] == dt.date(2021, 9, 30)


@pytest.mark.parametrize(
    ("happened", "known", "period"),
    [
        ("2021-09-20", "2021-09-21", (dt.date(2021, 9, 20), dt.date(2021, 9, 20))),
        ("2021-09", "2021-09-21", (dt.date(2021, 9, 1), dt.date(2021, 9, 21))),
        ("2020", "2021-09-21", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("", "2021-09-21", (None, None)),
    ],
)
def test_a_period_ends_when_it_was_known(write, happened: str, known: str, period: tuple) -> None:
    """A month in which it happened and was known ends on the day it was known."""
    row = ROW.replace("2021-09-20", happened).replace("2021-09-21", known)
    (found,) = read_my_outcomes(write(HEADER + row + "\n")).to_pylist()
    assert (found["period_start"], found["period_end"]) == period
    assert (found["url"], found["note"]) == ("https://example.org/a", "by phone")
