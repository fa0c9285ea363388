"""Review scores of series: IMDb, TMDB, Metacritic and Rotten Tomatoes, as five public collections hold them.

Publisher
    IMDb (personal, non-commercial use), TMDB (attribution), Metacritic and Rotten Tomatoes; collected by others on
    Kaggle and GitHub, without a licence of their own but for The Economist's season ratings (MIT).
Period
    Scores as they stood when each collection was made, years after most premieres; see `scores.COLLECTED`.
Known faults
    A score made years later holds later opinion and later seasons, so none counts as known before its collection. A
    file whose name ends in a day (``..._2026-03-31.csv``) counts from that day instead. Some collections were matched
    by title alone and confuse namesakes; the year and premiere of the match are handed on to tell them apart. A zero
    of Metacritic means that there is no score. IMDb's page prints a year where a daily programme has no seasons.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import SHORT_MONTHS, Cells, finish
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.scores import about_series, collected_on, score_layout, score_tables, scores

_SERVICES = {"netflix": "Netflix", "hulu": "Hulu", "prime_video": "Prime Video", "disney_plus": "Disney+"}
_KINDS = {"movie": "film", "series": "tv"}


def read_justwatch(file: SourceFile) -> pa.Table:
    """Read IMDb and TMDB scores of what three services showed in 2022, as JustWatch lists it.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: imdb_rating, imdb_votes, tmdb_rating, seasons_made, of rows with a score.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every title that stands twice on one platform.
    """
    cells = Cells(file, file.sheets[0])
    found = scores(cells, imdb_score="imdb_rating", imdb_votes="imdb_votes", tmdb_score="tmdb_rating")
    platform = cells.text("platform", required=True)
    about = about_series(cells, "tv", platform, year="release_year")
    seasons = _seasons(cells, "seasons")
    cells.unique("platform", "justwatch_id")
    finish(file, cells)
    # Only the list of Netflix is dated more closely than by its year.
    collected = pc.if_else(
        pc.equal(platform, "Netflix"),
        pa.scalar(collected_on(file, "justwatch")),
        pa.scalar(collected_on(file, "justwatch, other platforms")),
    )
    return score_tables(cells, found, {"seasons_made": seasons}, about | {"list_name": "justwatch"}, collected)


def read_tmdb(file: SourceFile) -> pa.Table:
    """Read TMDB and IMDb scores of popular series of any network.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: tmdb_rating, tmdb_votes, imdb_rating, imdb_votes.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every TMDB number that stands twice.
    """
    cells = Cells(file, file.sheets[0])
    names = {
        "tmdb_vote_average": "tmdb_rating",
        "tmdb_vote_count": "tmdb_votes",
        "imdb_rating": "imdb_rating",
        "imdb_num_votes": "imdb_votes",
    }
    found = scores(cells, **names)
    about = about_series(cells, "tv", "*", year="release_year")
    about["hint_premiere"] = cells.day("first_air_date", required=False)
    cells.unique("tmdb_id")
    finish(file, cells)
    return score_tables(cells, found, {}, about | {"list_name": "tmdb"}, collected_on(file, "tmdb"))


def read_omdb(file: SourceFile) -> pa.Table:
    """Read IMDb ratings of the titles of Netflix's weekly Top 10, matched by title alone.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: imdb_rating; year and premiere are those of the match, which may be a namesake.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every title that stands twice.
    """
    cells = Cells(file, file.sheets[0])
    found = scores(cells, imdb_rating="imdb_rating")
    kind = cells.convert("type", pa.string(), _KINDS.__getitem__, "movie or series", required=False)
    about = about_series(cells, pc.fill_null(kind, "unknown"), "Netflix", year="year")
    year = about["hint_year"]
    about["hint_premiere"] = cells.convert(
        "released", pa.date32(), _released, "a day that exists, as 23-May-25 or 09 Oct 2020", required=False
    )
    cells.unique("title")
    finish(file, cells)
    # Two figures do not tell the century: a day that disagrees with the year printed beside it says nothing.
    agrees = pc.less_equal(pc.abs(pc.subtract(pc.year(about["hint_premiere"]), year)), 2)
    about["hint_premiere"] = pc.if_else(pc.fill_null(agrees, fill_value=False), about["hint_premiere"], None)
    about["note"] = pc.binary_join_element_wise("matched with", cells.text("imdb_title"), " ")
    return score_tables(cells, found, {}, about | {"list_name": "omdb"}, collected_on(file, "omdb"))


def read_reelgood(file: SourceFile) -> pa.Table:
    """Read IMDb ratings and Rotten Tomatoes critics' scores of series on four US services.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: imdb_rating, critics_pct; platform '*' where several services or none are marked.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every row number that stands twice.
    """
    cells = Cells(file, file.sheets[0])
    found = scores(cells, imdb_rating="imdb_rating", rotten_tomatoes="critics_pct")
    flags = [cells.one_of(column, ("0", "1")).to_pylist() for column in _SERVICES]
    marked = [
        [name for name, flag in zip(_SERVICES.values(), row, strict=True) if flag == "1"]
        for row in zip(*flags, strict=True)
    ]
    platform = pa.array([names[0] if len(names) == 1 else "*" for names in marked], pa.string())
    about = about_series(cells, "tv", platform, year="year")
    cells.unique("id")
    finish(file, cells)
    return score_tables(cells, found, {}, about | {"list_name": "reelgood"}, collected_on(file, "reelgood"))


def read_metacritic(file: SourceFile) -> pa.Table:
    """Read Metacritic and IMDb scores of series with a US release.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: metascore, metacritic_user, imdb_rating, imdb_votes, seasons_made.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    names = {
        "metascore": "metascore",
        "userscore": "metacritic_user",
        "imdb_rating": "imdb_rating",
        "imdb_votes": "imdb_votes",
    }
    found = scores(cells, **names)
    about = about_series(cells, "tv", "*")
    seasons = _seasons(cells, "num_seasons")
    finish(file, cells)
    about["url"] = pc.binary_join_element_wise("https://www.imdb.com/title", cells.text("imdb_id"), "/")
    about["list_name"] = "metacritic"
    return score_tables(cells, found, {"seasons_made": seasons}, about, collected_on(file, "metacritic"))


def _seasons(cells: Cells, column: str) -> pa.Array:
    # A year, or 'Unknown', stands where IMDb's page has no seasons; no programme has had a hundred and ten.
    def count(cell: str) -> float | None:
        number = float(cell)
        if not 0 < number < 3000:
            raise ValueError(cell)
        return None if number > 100 else number

    return cells.convert(column, pa.float64(), count, "a number of seasons", required=False, empty=("", "0", "Unknown"))


def _released(cell: str) -> dt.date:
    day, month, year = cell.replace("-", " ").split()
    century = 0 if len(year) == 4 else 2000 if int(year) < 40 else 1900
    return dt.date(century + int(year), SHORT_MONTHS.index(month) + 1, int(day))


LAYOUTS = (
    score_layout(
        read_justwatch,
        "justwatch",
        "IMDb and TMDB, by JustWatch",
        *("platform", "justwatch_id", "title", "release_year", "seasons", "imdb_score", "imdb_votes", "tmdb_score"),
    ),
    score_layout(
        read_tmdb,
        "tmdb_popular",
        "TMDB and IMDb",
        *("tmdb_id", "title", "first_air_date", "release_year", "tmdb_vote_count", "tmdb_vote_average"),
        *("imdb_rating", "imdb_num_votes"),
    ),
    score_layout(read_omdb, "omdb", "IMDb, by OMDb", "title", "imdb_title", "released", "imdb_rating", "year", "type"),
    score_layout(
        read_reelgood,
        "reelgood",
        "IMDb and Rotten Tomatoes, by Reelgood",
        *("id", "title", "year", "imdb_rating", "rotten_tomatoes", *_SERVICES),
    ),
    score_layout(
        read_metacritic,
        "metacritic",
        "Metacritic and IMDb",
        *("title", "imdb_id", "metascore", "userscore", "num_seasons", "imdb_rating", "imdb_votes"),
    ),
)
"""Headers of the five collections of series."""
