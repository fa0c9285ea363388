"""Review scores of seasons: IMDb's means of episodes and Rotten Tomatoes, as two public collections hold them.

Publisher
    IMDb, collected by The Economist (MIT), and Rotten Tomatoes, collected by others without a licence of its own.
Period
    Scores as they stood when each collection was made, see `scores.COLLECTED`; seasons of 1990 to 2020.
Known faults
    A score made years later holds later opinion, so none counts as known before its collection. The collection of
    Rotten Tomatoes says of a season that it was not renewed, not why.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.scores import about_series, collected_on, score_layout, score_tables, scores


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
    found = scores(cells, av_rating="imdb_rating")
    about = about_series(cells, "tv", "*")
    about["season_text"] = cells.convert("seasonNumber", pa.string(), _season, "a season number")
    cells.day("date")
    finish(file, cells)
    about["url"] = pc.binary_join_element_wise("https://www.imdb.com/title", cells.text("titleId"), "/")
    about["note"] = "mean of the season's episodes"
    return score_tables(cells, found, {}, about | {"list_name": "season ratings"}, collected_on(file, "season ratings"))


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
    found = scores(cells, critic_score="critics_pct", audience_score="audience_pct")
    about = about_series(cells, "tv", "Netflix")
    about["season_text"] = cells.convert("season", pa.string(), _season, "a season number")
    about["hint_premiere"] = cells.convert("release_date", pa.date32(), _american_day, "a day that exists, as 8/6/2021")
    renewed = cells.one_of("renewed", ("yes", "no"))
    cells.unique("Show", "season")
    finish(file, cells)
    about |= {"list_name": "rotten tomatoes", "grade": "C"}
    collected = collected_on(file, "rotten tomatoes")
    outcome = printed(
        cells,
        "outcome",
        text=pc.if_else(pc.equal(renewed, "yes"), "renewed", "ended"),
        **about | {"grade": "listed"},
        known_on=collected,
        snapshot_on=collected,
        note=pc.if_else(pc.equal(renewed, "no"), "not renewed; the list does not say why", None),
    )
    return pa.concat_tables([score_tables(cells, found, {}, about, collected), outcome])


def _season(cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or not 0 < int(cell) < 100:
        raise ValueError(cell)
    return f"Season {int(cell)}"


def _american_day(cell: str) -> dt.date:
    month, day, year = (int(part) for part in cell.split("/"))
    return dt.date(year, month, day)


LAYOUTS = (
    score_layout(
        read_season_ratings,
        "season_ratings",
        "IMDb, by The Economist",
        *("titleId", "seasonNumber", "title", "date", "av_rating"),
    ),
    score_layout(
        read_rotten_tomatoes,
        "rotten_tomatoes",
        "Rotten Tomatoes, compiled",
        *("Show", "season", "renewed", "release_date", "critic_score", "audience_score"),
    ),
)
"""Headers of the two collections of seasons."""
