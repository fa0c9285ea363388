"""Review scores in seven collections."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.compute as pc
import pytest

from cliffhanger.sources import reviews, season_reviews
from cliffhanger.sources.files import SourceFile, open_source

LAYOUTS = (*reviews.LAYOUTS, *season_reviews.LAYOUTS)

READERS = {layout.source: layout for layout in LAYOUTS}
GOOD = {
    "justwatch": "Netflix,ts1,Nimbus,2021,1.0,7.1,1000.0,7.4",
    "tmdb_popular": "1,Nimbus,2021-08-06,2021,200,7.4,7.1,1000.0",
    "omdb": "Nimbus,Nimbus,06-Aug-21,7.1,2021–2023,series",
    "reelgood": "0,Nimbus,2021,7.1,75.0,1,0,0,0",
    "metacritic": "Nimbus,tt1,61,7.4,1,7.1,1000.0",
    "season_ratings": "tt1,1,Nimbus,2016-08-06,7.1",
    "rotten_tomatoes": "Nimbus,1,no,8/6/2019,71,75.0",
}


@pytest.fixture
def read(write):
    """Read one or more rows of a collection."""

    def table(source: str, *rows: str, name: str = "scores.csv"):
        return READERS[source].read(written(write, source, *rows, name=name))

    return table


def written(write, source: str, *rows: str, name: str = "scores.csv") -> SourceFile:
    """A file of that collection."""
    return write("\n".join([",".join(READERS[source].columns), *(rows or (GOOD[source],))]) + "\n", name)


@pytest.mark.parametrize(
    ("source", "old", "new", "problem"),
    [
        ("justwatch", "7.1", "71", "2/imdb_score: '71'"),
        ("justwatch", "Nimbus", "", "2/title: nothing"),
        ("justwatch", "2021", "21", "2/release_year: '21'"),
        ("justwatch", "1.0,", "-1,", "2/seasons: '-1'"),
        ("tmdb_popular", "2021-08-06", "2021-08-32", "2/first_air_date: '2021-08-32'"),
        ("tmdb_popular", "7.4", "-7.4", "2/tmdb_vote_average: '-7.4'"),
        ("omdb", "06-Aug-21", "06-Augh-21", "2/released: '06-Augh-21'"),
        ("omdb", "series", "game", "2/type: 'game'"),
        ("omdb", "2021–2023", "then", "2/year: 'then'"),
        ("reelgood", "75.0", "750", "2/rotten_tomatoes: '750'"),
        ("reelgood", "1,0,0,0", "1,0,0,2", "2/disney_plus: '2'"),
        ("metacritic", "61", "610", "2/metascore: '610'"),
        ("metacritic", ",1,7.1", ",9999,7.1", "2/num_seasons: '9999'"),
        ("season_ratings", "tt1,1", "tt1,0", "2/seasonNumber: '0'"),
        ("season_ratings", "2016-08-06", "", "2/date: nothing"),
        ("rotten_tomatoes", "no", "perhaps", "2/renewed: 'perhaps'"),
        ("rotten_tomatoes", "8/6/2019", "13/6/2019", "2/release_date: '13/6/2019'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(write, refusal, source: str, old: str, new: str, problem: str) -> None:
    """Each slip is named by row and column."""
    file = written(write, source, GOOD[source].replace(old, new, 1))
    assert refusal(READERS[source].read, file) == [problem]


@pytest.mark.parametrize("source", ["justwatch", "tmdb_popular", "omdb", "reelgood", "rotten_tomatoes"])
def test_a_repeated_title_is_refused(write, refusal, source: str) -> None:
    """One title has one row where the collection numbers or names it once."""
    file = written(write, source, GOOD[source], GOOD[source])
    assert [p.endswith("a repetition of row 2") for p in refusal(READERS[source].read, file)] == [True]


@pytest.mark.parametrize(
    ("source", "scores", "known"),
    [
        (
            "justwatch",
            {"imdb_rating": 7.1, "imdb_votes": 1000.0, "tmdb_rating": 7.4, "seasons_made": 1.0},
            dt.date(2022, 6, 30),
        ),
        (
            "tmdb_popular",
            {"tmdb_rating": 7.4, "tmdb_votes": 200.0, "imdb_rating": 7.1, "imdb_votes": 1000.0},
            dt.date(2025, 12, 31),
        ),
        ("omdb", {"imdb_rating": 7.1}, dt.date(2025, 5, 31)),
        ("reelgood", {"imdb_rating": 7.1, "critics_pct": 75.0}, dt.date(2021, 3, 31)),
        (
            "metacritic",
            {
                "metascore": 61.0,
                "metacritic_user": 7.4,
                "imdb_rating": 7.1,
                "imdb_votes": 1000.0,
                "seasons_made": 1.0,
            },
            dt.date(2021, 12, 31),
        ),
        ("season_ratings", {"imdb_rating": 7.1}, dt.date(2018, 10, 31)),
        ("rotten_tomatoes", {"critics_pct": 71.0, "audience_pct": 75.0, "outcome": None}, dt.date(2020, 12, 31)),
    ],
)
def test_scores_are_known_when_they_were_collected(read, source: str, scores: dict, known: dt.date) -> None:
    """Never before: a score made years later holds later opinion."""
    rows = read(source).to_pylist()
    assert {r["measure"]: r["value"] for r in rows} == scores
    assert {(r["known_on"], r["snapshot_on"]) for r in rows} == {(known, known)}


def test_a_day_in_the_name_of_the_file_is_the_day_of_the_collection(read) -> None:
    """A newer collection of the same layout counts from its own day."""
    rows = read("reelgood", name="reelgood_2026-03-31.csv").to_pylist()
    assert {r["known_on"] for r in rows} == {dt.date(2026, 3, 31)}


def test_only_the_list_of_netflix_is_dated_by_its_spring(read) -> None:
    """The lists of other platforms are dated by their year alone."""
    rows = read("justwatch", GOOD["justwatch"], GOOD["justwatch"].replace("Netflix,ts1", "Disney+,ts1")).to_pylist()
    assert {(r["platform"], r["known_on"]) for r in rows} == {
        ("Netflix", dt.date(2022, 6, 30)),
        ("Disney+", dt.date(2022, 12, 31)),
    }


def test_a_row_without_a_score_is_left_out(read) -> None:
    """A count of seasons alone is no review; Metacritic's zero is no score."""
    assert read("justwatch", "Netflix,ts1,Nimbus,2021,3.0,,,", GOOD["justwatch"].replace("ts1", "ts2")).num_rows == 4
    found = read("metacritic", "Nimbus,tt1,0,0.0,2019,7.1,1000.0", "Pier,tt2,0,0.0,Unknown,6.1,50.0")
    assert set(found["measure"].to_pylist()) == {"imdb_rating", "imdb_votes"}


def test_one_service_is_a_platform_and_several_are_any(read) -> None:
    """What stands on two services belongs to neither."""
    rows = read("reelgood", GOOD["reelgood"], "1,Pier,2020,6.0,,1,1,0,0").to_pylist()
    assert {(r["series_text"], r["platform"]) for r in rows} == {("Nimbus", "Netflix"), ("Pier", "*")}


@pytest.mark.parametrize(
    ("released", "year", "premiere"),
    [
        ("06-Aug-21", "2021–", dt.date(2021, 8, 6)),
        ("22 Apr 1964", "1963", dt.date(1964, 4, 22)),
        ("22-Apr-64", "1963", dt.date(1964, 4, 22)),
        ("22-Apr-34", "1934", None),
        ("22-Apr-21", "", None),
        ("", "2021", None),
    ],
)
def test_a_premiere_is_handed_on_where_the_year_beside_it_agrees(read, released: str, year: str, premiere) -> None:
    """Two figures do not tell the century."""
    (row,) = read("omdb", f"Nimbus,Nimbus II,{released},7.1,{year},movie").to_pylist()
    assert (row["hint_premiere"], row["hint_kind"], row["note"]) == (premiere, "film", "matched with Nimbus II")


@pytest.mark.parametrize(("word", "outcome"), [("yes", "renewed"), ("no", "ended")])
def test_the_list_of_renewals_is_an_outcome(read, word: str, outcome: str) -> None:
    """It does not say whether an end was planned."""
    rows = read("rotten_tomatoes", GOOD["rotten_tomatoes"].replace("no", word)).to_pylist()
    found = [(r["text"], r["season_text"], r["grade"]) for r in rows if r["measure"] == "outcome"]
    assert found == [(outcome, "Season 1", "listed")]


def test_the_real_collections_are_read_whole(shared_data: Path) -> None:
    """All seven, each by one reader."""
    rows = {}
    for path in sorted((shared_data / "reviews").glob("*.csv*")):
        file = open_source(path)
        (layout,) = (layout for layout in LAYOUTS if layout.fits(file.sheets[0]))
        table = layout.read(file)
        assert pc.all(pc.less_equal(table["known_on"], table["snapshot_on"])).as_py()
        rows[layout.source] = table.num_rows
    assert rows == {
        "season_ratings": 2266,
        "justwatch": 11643,
        "metacritic": 10524,
        "rotten_tomatoes": 125,
        "omdb": 2339,
        "reelgood": 5461,
        "tmdb_popular": 11757,
    }
