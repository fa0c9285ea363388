"""TMDB, The Movie Database: status, seasons and votes of a series, as its API answers.

Publisher
    TMDB, written by its users; https://api.themoviedb.org/3/tv/ID, with a key of one's own. Terms: attribution ("This
    product uses the TMDB API but is not endorsed or certified by TMDB"), non-commercial without an agreement.
Period
    Any; the answer is that of the day of the copy, which stands in the file's name.
Known faults
    'Returning Series' is also said of series of which nothing was decided, so it is read as 'pending'. A season is
    often listed before it is ordered, without a day. 'Canceled' does not say after which season, so that it stands on
    the last one that is out, nor when. Votes are those of the day of the copy. A vote of 0 means that there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.catalogue import (
    Status,
    any_day,
    finish_answer,
    list_of,
    list_seasons,
    premieres,
    what_happened,
)
from cliffhanger.sources.cells import Cells, printed
from cliffhanger.sources.documents import sheet_of
from cliffhanger.sources.files import SourceFile, copied_on
from cliffhanger.sources.languages import language_name
from cliffhanger.sources.layouts import Layout

PUBLISHER = "TMDB"

STATUSES: Mapping[str, Status] = {
    "Canceled": Status("cancelled", "it does not say when"),
    "Ended": Status("ended", "it does not say why"),
    "Returning Series": Status("pending", "which is no order"),
    "In Production": Status("pending", "which is no order"),
    "Planned": Status("pending"),
    "Pilot": Status(None),
}
"""TMDB's words for the state of a series."""

KINDS = {
    **dict.fromkeys(("Scripted", "Miniseries"), "scripted"),
    **dict.fromkeys(("Reality", "Documentary", "News", "Talk Show"), "unscripted"),
    "Video": None,
}
"""TMDB's types, and the kind that each stands for."""

_NO_VOTE = ("", "0", "0.0")


def read_tmdb_series(file: SourceFile) -> pa.Table:
    """Read one series.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: release_date of seasons that are out, known on that day; and, known on the day of the copy,
        outcome of the last of them, episodes by season, tmdb_rating by season and of the series with its tmdb_votes,
        kind, language, genre and seasons_made.

    Raises
    ------
    SourceError
        With every value that is missing or does not fit, and if the answer is older than what it tells.
    """
    copied = copied_on(file)
    show, seasons = Cells(file, file.sheets[0]), list_of(file, "seasons")
    name, status = show.text("name", required=True), show.one_of("status", STATUSES)
    type_ = show.one_of("type", KINDS)
    began = any_day(show, "first_air_date")
    rating = show.number("vote_average", "tmdb_rating", required=False, empty=_NO_VOTE)
    votes = show.number("vote_count", "tmdb_votes", required=False)
    _check_day(show, copied)
    listed = list_seasons(seasons, "season_number", "air_date", copied)
    episodes, liked = _counts(seasons)
    finish_answer(file, PUBLISHER, show, seasons)
    genres = _names(file, "genres")
    about = {
        "series_text": name[0].as_py(),
        "platform": next(iter(_names(file, "networks")), "*"),
        "hint_kind": "tv",
        "list_name": "series and seasons",
        "geography": "world",
        "known_on": copied,
        "snapshot_on": copied,
        "publication": PUBLISHER,
        "url": f"https://www.themoviedb.org/tv/{show.text('id')[0].as_py()}",
        "grade": "C",
    }
    whole = {**about, "hint_year": pc.year(began)}
    each = {**about, "season_text": listed.titles, "hint_premiere": listed.out_on}
    word = status[0].as_py()
    said = STATUSES[word]
    if word == "Ended" and type_[0].as_py() == "Miniseries":
        said = Status("limited", "and a miniseries")
    made = pa.array([sum(day is not None for day in listed.out_on.to_pylist()) or None], pa.float64())
    spoken = language_name(show.text("original_language")[0].as_py() or "")
    counted = pc.is_valid(listed.counted)
    return pa.concat_tables(
        [
            premieres(listed, each),
            what_happened(listed, said, word, PUBLISHER, each),
            printed(seasons, "episodes", pc.if_else(counted, episodes, None), **each),
            printed(seasons, "tmdb_rating", pc.if_else(counted, liked, None), **each),
            printed(show, "tmdb_rating", rating, **whole),
            printed(show, "tmdb_votes", pc.if_else(pc.is_valid(rating), votes, None), **whole),
            printed(show, "kind", text=pa.array([_kind(type_[0].as_py(), genres)], pa.string()), **whole),
            printed(show, "language", text=pa.array([spoken], pa.string()), **whole),
            printed(show, "genre", text=pa.array([", ".join(genres) or None], pa.string()), **whole),
            printed(show, "seasons_made", made, **whole, note="seasons that were out"),
        ]
    )


def _kind(type_: str, genres: list[str]) -> str | None:
    kind = KINDS[type_]
    return "animation" if kind == "scripted" and "Animation" in genres else kind


def _names(file: SourceFile, place: str) -> list[str]:
    return [name for name in sheet_of(file.sheets, place).columns.get("name", ()) if name]


def _check_day(show: Cells, copied: dt.date) -> None:
    """Refuse a file whose name or time is older than the last episode that it calls shown."""
    column = "last_episode_to_air.air_date"
    day = any_day(show, column)[0].as_py() if show.has(column) else None
    if day is not None and day - dt.timedelta(days=1) > copied:  # a copy's day is local, as is that of a showing
        show.refuse(0, column, f"a day not after that of the copy, {copied}", str(day))


def _counts(seasons: Cells) -> tuple[pa.Array, pa.Array]:
    """Episodes and mean vote of each season."""
    if not len(seasons):
        return pa.array([], pa.float64()), pa.array([], pa.float64())
    episodes = seasons.number("episode_count", "episodes", required=False, empty=("", "0"))
    return episodes, seasons.number("vote_average", "tmdb_rating", required=False, empty=_NO_VOTE)


LAYOUTS = (
    Layout(
        "tmdb",
        PUBLISHER,
        ("id", "name", "original_name", "status", "first_air_date", "in_production"),
        read_tmdb_series,
        terms="This product uses the TMDB API but is not endorsed or certified by TMDB. Non-commercial use only.",
    ),
)
"""An answer about one series."""
