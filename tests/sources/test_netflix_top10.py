"""Netflix's weekly lists in every format they have had."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.compute as pc
import pytest

from cliffhanger.sources.files import open_source
from cliffhanger.sources.netflix_top10 import LAYOUTS, read_countries, read_global, read_most_popular
from cliffhanger.tables import PRINTED

OLD = [
    *("week", "category", "weekly_rank", "show_title", "season_title"),
    *("weekly_hours_viewed", "cumulative_weeks_in_top_10"),
]
NEW = [*OLD[:6], "runtime", "weekly_views", OLD[6]]


def tsv(header: list[str], *rows: str) -> str:
    """A TSV of rows written with bars."""
    return "\n".join(["\t".join(header), *(row.replace("|", "\t") for row in rows)]) + "\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2021-08-08|TV (Welsh)|1|Nimbus|Nimbus: Season 1|100|1", "2/category: 'TV (Welsh)'"),
        ("2021-08-08|TV (English)|0|Nimbus|Nimbus: Season 1|100|1", "2/weekly_rank: '0'"),
        ("2021-08-08|TV (English)|1|Nimbus|Nimbus: Season 1|-5|1", "2/weekly_hours_viewed: '-5'"),
        ("2021-02-29|TV (English)|1|Nimbus|Nimbus: Season 1|5|1", "2/week: '2021-02-29'"),
        ("2021-08-07|TV (English)|1|Nimbus|Nimbus: Season 1|5|1", "2/week: 2021-08-07"),
        ("2021-08-08|TV (English)|1||Nimbus: Season 1|5|1", "2/show_title: nothing"),
        ("2021-08-08|TV (English)|1|Nimbus|5|1", "2/None: 6"),
        ("2021-08-08|TV (English)|1.5|Nimbus|Nimbus: Season 1|5|1", "2/weekly_rank: '1.5'"),
        ("2099-07-12|TV (English)|1|Nimbus|Nimbus: Season 1|5|1", "2/week: '2099-07-12'"),
        ("9999-12-26|TV (English)|1|Nimbus|Nimbus: Season 1|5|1", "2/week: '9999-12-26'"),
    ],
)
def test_a_row_that_cannot_be_is_refused(write, refusal, row: str, problem: str) -> None:
    """Every cell that does not fit is named by row and column."""
    assert problem in refusal(read_global, write(tsv(OLD, row), "x.tsv"))


@pytest.mark.parametrize(
    ("read", "header", "row", "problem"),
    [
        (
            read_global,
            [*OLD[:6], "runtime", OLD[6]],
            "2023-08-06|TV (English)|1|Nimbus|Nimbus: Season 1|5|7.5|1",
            "1/weekly_views: none of that name",
        ),
        (
            read_countries,
            ["country_iso2", "week", "category", "weekly_rank", "show_title"],
            "IL|2021-08-08|TV|1|Nimbus",
            "1/title: none of that name",
        ),
        (
            read_countries,
            ["country_iso2", "week", "category", "weekly_rank", "show_title", "season_title", "snapshot_date"],
            "IL|2021-08-08|TV|1|Nimbus|Nimbus: Season 1|2024-13-45",
            "2/snapshot_date: '2024-13-45'",
        ),
        (
            read_most_popular,
            ["category", "rank", "show_title", "season_title"],
            "TV (English)|1|Nimbus|Nimbus: Season 1",
            "1/hours_viewed_first_91_days: none of that name",
        ),
    ],
)
def test_a_column_that_only_some_formats_have_is_named_where_it_is_missing_or_wrong(
    write, refusal, read, header: list[str], row: str, problem: str
) -> None:
    """The header suffices to recognise the list, and then the format has to be whole."""
    assert problem in refusal(read, write(tsv(header, row), "x.tsv"))


def test_a_place_or_a_title_that_stands_twice_in_a_week_is_refused(write, refusal) -> None:
    """One place holds one title, and one title one place."""
    row = "2021-08-08|TV (English)|{}|Nimbus|Nimbus: Season {}|5|1"
    assert refusal(read_global, write(tsv(OLD, row.format(1, 1), row.format(1, 2)), "x.tsv")) == [
        "3/week: a repetition of row 2"
    ]
    assert refusal(read_global, write(tsv(OLD, row.format(1, 1), row.format(2, 1)), "x.tsv")) == [
        "3/week: a repetition of row 2"
    ]


def test_a_country_code_that_is_none_is_refused(write, refusal) -> None:
    """Countries stand by two capitals."""
    header = ["country_iso2", "week", "category", "weekly_rank", "show_title", "season_title"]
    file = write(tsv(header, "Israel|2021-08-08|TV|1|Nimbus|Nimbus: Season 1"), "x.tsv")
    assert refusal(read_countries, file) == ["2/country_iso2: 'Israel'"]


def test_earlier_weeks_were_first_published_on_16_november_2021(write) -> None:
    """No rank or hour of an earlier week was known before; later weeks are known on the Tuesday."""
    rows = (
        "2021-08-08|TV (English)|4|Nimbus|Nimbus: Season 1|23570000|1",
        "2022-01-02|Films (English)|1|Pier|N/A|10|1",
    )
    table = read_global(write(tsv(OLD, *rows), "all-weeks-global_2022-02-02.tsv"))
    first = table.filter(pc.equal(table["series_text"], "Nimbus")).to_pylist()
    assert {(r["measure"], r["value"]) for r in first} == {
        ("rank", 4.0),
        ("hours_viewed", 23_570_000.0),
        ("weeks_in_top10", 1.0),
    }
    assert {r["known_on"] for r in first} == {dt.date(2021, 11, 16)}
    assert {(r["period_start"], r["period_end"]) for r in first} == {(dt.date(2021, 8, 2), dt.date(2021, 8, 8))}
    film = table.filter(pc.equal(table["series_text"], "Pier")).to_pylist()
    assert {(r["known_on"], r["season_text"], r["hint_kind"]) for r in film} == {(dt.date(2022, 1, 4), None, "film")}
    assert set(table["snapshot_on"].to_pylist()) == {dt.date(2022, 2, 2)}


def test_runtimes_and_views_were_first_printed_on_20_june_2023(write) -> None:
    """Netflix filled them in backwards, so that they were not known with the week itself."""
    row = "2023-06-11|TV (English)|1|Nimbus|Nimbus: Season 1|90000000|7.5|12000000|2"
    table = read_global(write(tsv(NEW, row), "x.tsv"))
    known = dict(zip(table["measure"].to_pylist(), table["known_on"].to_pylist(), strict=True))
    assert known == {
        "rank": dt.date(2023, 6, 13),
        "hours_viewed": dt.date(2023, 6, 13),
        "weeks_in_top10": dt.date(2023, 6, 13),
        "runtime_min": dt.date(2023, 6, 20),
        "views": dt.date(2023, 6, 20),
    }
    assert pc.max(pc.if_else(pc.equal(table["measure"], "runtime_min"), table["value"], 0)).as_py() == 450


def test_the_most_popular_list_counts_from_the_day_of_its_copy(write) -> None:
    """It does not say when its figures were reached."""
    header = ["category", "rank", "show_title", "season_title", "hours_viewed_first_28_days"]
    file = write(tsv(header, "TV (English)|1|Nimbus|Nimbus: Season 1|1000"), "most-popular_2021-11-17.tsv")
    table = read_most_popular(file)
    assert set(table["known_on"].to_pylist()) == {dt.date(2021, 11, 17)}
    assert set(table["measure"].to_pylist()) == {"rank", "hours_viewed_28d"}


def test_every_real_list_is_read(shared_data: Path) -> None:
    """Every copy at hand but the page of 2023-06-14 is read whole or refused in words."""
    whole = 0
    for path in [*sorted(shared_data.glob("netflix/**/*all-weeks*.tsv")), shared_data / "netflix" / "top10_global.tsv"]:
        if path.stem.endswith(("2023-06-14", "2024-11-20")):
            continue
        file = open_source(path)
        layout = next(layout for layout in LAYOUTS if layout.fits(file.sheets[0]))
        table = layout.read(file)
        assert table.schema.equals(PRINTED.schema)
        assert pc.sum(pc.equal(table["measure"], "rank")).as_py() == len(file.sheets[0].rows)
        whole += 1
    assert whole >= 6
