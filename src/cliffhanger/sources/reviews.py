"""Review scores: IMDb, TMDB, Metacritic and Rotten Tomatoes, as seven public collections hold them.

Publisher
    IMDb (personal, non-commercial use), TMDB (attribution), Metacritic and Rotten Tomatoes; collected by others on
    Kaggle and GitHub, without a licence of their own but for The Economist's season ratings (MIT).
Period
    Scores as they stood when each collection was made, years after most premieres; see `COLLECTED`.
Known faults
    A score made years later holds later opinion and later seasons, so none counts as known before its collection. A
    file whose name ends in a day (``..._2026-03-31.csv``) counts from that day instead. Some collections were matched
    by title alone and confuse namesakes; the year and premiere of the match are handed on to tell them apart. A zero
    of Metacritic means that there is no score. IMDb's page prints a year where a daily programme has no seasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import SHORT_MONTHS, Cells, finish, printed
from cliffhanger.sources.files import SourceFile, day_in_name
from cliffhanger.sources.layouts import Layout

COLLECTED = {
    "justwatch": dt.date(2022, 6, 30),
    "justwatch, other platforms": dt.date(2022, 12, 31),
    "tmdb": dt.date(2025, 12, 31),
    "omdb": dt.date(2025, 5, 31),
    "reelgood": dt.date(2021, 3, 31),
    "metacritic": dt.date(2021, 12, 31),
    "season ratings": dt.date(2018, 10, 31),
    "rotten tomatoes": dt.date(2020, 12, 31),
}
"""Last day of the period in which each collection was made: spring 2022, 2022, 2025, May 2025, early 2021 and so on."""

_SERVICES = {"netflix": "Netflix", "hulu": "Hulu", "prime_video": "Prime Video", "disney_plus": "Disney+"}
_KINDS = {"movie": "film", "series": "tv"}
_NO_SCORE = ("", "0", "0.0")
_YEAR = re.compile(r"((?:18|19|20)\d{2})(?:\.0|–\d{0,4}|-\d{0,4})?")


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
    scores = _scores(cells, imdb_score="imdb_rating", imdb_votes="imdb_votes", tmdb_score="tmdb_rating")
    platform = cells.text("platform", required=True)
    about = _about(cells, "tv", platform, year="release_year")
    seasons = _seasons(cells, "seasons")
    cells.unique("platform", "justwatch_id")
    finish(file, cells)
    # Only the list of Netflix is dated more closely than by its year.
    collected = pc.if_else(
        pc.equal(platform, "Netflix"),
        pa.scalar(_collected(file, "justwatch")),
        pa.scalar(_collected(file, "justwatch, other platforms")),
    )
    return _tables(cells, scores, {"seasons_made": seasons}, about | {"list_name": "justwatch"}, collected)


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
    scores = _scores(cells, **names)
    about = _about(cells, "tv", "*", year="release_year")
    about["hint_premiere"] = cells.day("first_air_date", required=False)
    cells.unique("tmdb_id")
    finish(file, cells)
    return _tables(cells, scores, {}, about | {"list_name": "tmdb"}, _collected(file, "tmdb"))


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
    scores = _scores(cells, imdb_rating="imdb_rating")
    kind = cells.convert("type", pa.string(), _KINDS.__getitem__, "movie or series", required=False)
    about = _about(cells, pc.fill_null(kind, "unknown"), "Netflix", year="year")
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
    return _tables(cells, scores, {}, about | {"list_name": "omdb"}, _collected(file, "omdb"))


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
    scores = _scores(cells, imdb_rating="imdb_rating", rotten_tomatoes="critics_pct")
    flags = [cells.one_of(column, ("0", "1")).to_pylist() for column in _SERVICES]
    marked = [
        [name for name, flag in zip(_SERVICES.values(), row, strict=True) if flag == "1"]
        for row in zip(*flags, strict=True)
    ]
    platform = pa.array([names[0] if len(names) == 1 else "*" for names in marked], pa.string())
    about = _about(cells, "tv", platform, year="year")
    cells.unique("id")
    finish(file, cells)
    return _tables(cells, scores, {}, about | {"list_name": "reelgood"}, _collected(file, "reelgood"))


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
    scores = _scores(cells, **names)
    about = _about(cells, "tv", "*")
    seasons = _seasons(cells, "num_seasons")
    finish(file, cells)
    about["url"] = pc.binary_join_element_wise("https://www.imdb.com/title", cells.text("imdb_id"), "/")
    about["list_name"] = "metacritic"
    return _tables(cells, scores, {"seasons_made": seasons}, about, _collected(file, "metacritic"))


def read_season_ratings(file: SourceFile) -> pa.Table:
    """Read IMDb's mean rating of each season of drama series, 1990 to 2018.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: imdb_rating by season.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    scores = _scores(cells, av_rating="imdb_rating")
    about = _about(cells, "tv", "*")
    about["season_text"] = cells.convert("seasonNumber", pa.string(), _season, "a season number")
    cells.day("date")
    finish(file, cells)
    about["url"] = pc.binary_join_element_wise("https://www.imdb.com/title", cells.text("titleId"), "/")
    about["note"] = "mean of the season's episodes"
    return _tables(cells, scores, {}, about | {"list_name": "season ratings"}, _collected(file, "season ratings"))


def read_rotten_tomatoes(file: SourceFile) -> pa.Table:
    """Read Rotten Tomatoes scores of seasons on Netflix, with whether another season followed.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: critics_pct, audience_pct, outcome ('ended' where the list says not renewed: it does not say
        whether that was planned).

    Raises
    ------
    SourceError
        With every cell that does not fit, and every season that stands twice.
    """
    cells = Cells(file, file.sheets[0])
    scores = _scores(cells, critic_score="critics_pct", audience_score="audience_pct")
    about = _about(cells, "tv", "Netflix")
    about["season_text"] = cells.convert("season", pa.string(), _season, "a season number")
    about["hint_premiere"] = cells.convert("release_date", pa.date32(), _american_day, "a day that exists, as 8/6/2021")
    renewed = cells.one_of("renewed", ("yes", "no"))
    cells.unique("Show", "season")
    finish(file, cells)
    about |= {"list_name": "rotten tomatoes", "grade": "C"}
    collected = _collected(file, "rotten tomatoes")
    outcome = printed(
        cells,
        "outcome",
        text=pc.if_else(pc.equal(renewed, "yes"), "renewed", "ended"),
        **about | {"grade": "listed"},
        known_on=collected,
        snapshot_on=collected,
        note=pc.if_else(pc.equal(renewed, "no"), "not renewed; the list does not say why", None),
    )
    return pa.concat_tables([_tables(cells, scores, {}, about, collected), outcome])


def _about(cells: Cells, kind: object, platform: object, year: str | None = None) -> dict[str, object]:
    about = {
        "series_text": cells.text("Show" if cells.has("Show") else "title", required=True),
        "platform": platform,
        "hint_kind": kind,
        "geography": "world",
        "grade": "C",
    }
    if year:
        about["hint_year"] = cells.convert(
            year, pa.int64(), _first_year, "a year, as 2021 or 2019–2021", required=False
        )
    return about


def _scores(cells: Cells, **columns: str) -> dict[str, pa.Array]:
    """Read the columns, each under the name of its measure; a zero is no score."""
    return {
        measure: cells.number(column, measure, required=False, empty=_NO_SCORE) for column, measure in columns.items()
    }


def _tables(
    cells: Cells,
    scores: dict[str, pa.Array],
    further: dict[str, pa.Array],
    about: dict[str, object],
    collected: object,
) -> pa.Table:
    """Print the scores, and the further measures of rows that have any score."""
    scored = pc.is_valid(pc.coalesce(*scores.values()))
    kept = {measure: pc.if_else(scored, value, None) for measure, value in further.items()}
    return pa.concat_tables(
        printed(cells, measure, value, **about, known_on=collected, snapshot_on=collected)
        for measure, value in (scores | kept).items()
    )


def _collected(file: SourceFile, name: str) -> dt.date:
    return day_in_name(file) or COLLECTED[name]


def _seasons(cells: Cells, column: str) -> pa.Array:
    # A year, or 'Unknown', stands where IMDb's page has no seasons; no programme has had a hundred and ten.
    def count(cell: str) -> float | None:
        number = float(cell)
        if not 0 < number < 3000:
            raise ValueError(cell)
        return None if number > 100 else number

    return cells.convert(column, pa.float64(), count, "a number of seasons", required=False, empty=("", "0", "Unknown"))


def _first_year(cell: str) -> int:
    found = _YEAR.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    return int(found[1])


def _season(cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or not 0 < int(cell) < 100:
        raise ValueError(cell)
    return f"Season {int(cell)}"


def _american_day(cell: str) -> dt.date:
    month, day, year = (int(part) for part in cell.split("/"))
    return dt.date(year, month, day)


def _released(cell: str) -> dt.date:
    day, month, year = cell.replace("-", " ").split()
    century = 0 if len(year) == 4 else 2000 if int(year) < 40 else 1900
    return dt.date(century + int(year), SHORT_MONTHS.index(month) + 1, int(day))


def _layout(read: Callable[[SourceFile], pa.Table], source: str, publisher: str, *columns: str) -> Layout:
    return Layout(source, publisher, columns, read)


LAYOUTS = (
    _layout(
        read_justwatch,
        "justwatch",
        "IMDb and TMDB, by JustWatch",
        *("platform", "justwatch_id", "title", "release_year", "seasons", "imdb_score", "imdb_votes", "tmdb_score"),
    ),
    _layout(
        read_tmdb,
        "tmdb_popular",
        "TMDB and IMDb",
        *("tmdb_id", "title", "first_air_date", "release_year", "tmdb_vote_count", "tmdb_vote_average"),
        *("imdb_rating", "imdb_num_votes"),
    ),
    _layout(read_omdb, "omdb", "IMDb, by OMDb", "title", "imdb_title", "released", "imdb_rating", "year", "type"),
    _layout(
        read_reelgood,
        "reelgood",
        "IMDb and Rotten Tomatoes, by Reelgood",
        *("id", "title", "year", "imdb_rating", "rotten_tomatoes", *_SERVICES),
    ),
    _layout(
        read_metacritic,
        "metacritic",
        "Metacritic and IMDb",
        *("title", "imdb_id", "metascore", "userscore", "num_seasons", "imdb_rating", "imdb_votes"),
    ),
    _layout(
        read_season_ratings,
        "season_ratings",
        "IMDb, by The Economist",
        *("titleId", "seasonNumber", "title", "date", "av_rating"),
    ),
    _layout(
        read_rotten_tomatoes,
        "rotten_tomatoes",
        "Rotten Tomatoes, compiled",
        *("Show", "season", "renewed", "release_date", "critic_score", "audience_score"),
    ),
)
"""Headers of the seven collections."""
