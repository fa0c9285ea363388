"""Where TVmaze, TMDB and IMDb publish, as data.

Publishers: TVmaze (CC BY-SA 4.0, to be credited), TMDB (attribution, non-commercial, a key of one's own), IMDb
(personal and non-commercial use). Period: all that their users have entered; an answer is that
of the day on which it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

TVMAZE = "https://api.tvmaze.com/"
"""TVmaze's API; 20 requests in 10 seconds are allowed, more are answered with 429."""

TVMAZE_PAUSE_S = 0.5
"""Wait between two requests."""

TMDB = "https://api.themoviedb.org/3/"
"""TMDB's API, version 3; some 40 requests a second are allowed."""

TMDB_PAUSE_S = 0.05
"""Wait between two requests."""

TMDB_KEY = "TMDB_API_KEY"
"""Environment variable with the user's key."""

IMDB = "https://datasets.imdbws.com/"
"""Folder of IMDb's dumps, made anew every day."""

ANSWER_BYTES = 32 * 2**20
"""Largest answer taken; that about a daily programme of decades has some 10 MB."""


@dataclass(frozen=True)
class Dump:
    """One of IMDb's dumps.

    Parameters
    ----------
    name : str
        What it holds.
    file : str
        File name, under `IMDB` and on disk.
    columns : tuple of str
        Columns that are read.
    max_bytes : int
        Largest size taken, packed.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    max_bytes: int


DUMPS = (
    Dump(
        "basics",
        "title.basics.tsv.gz",
        ("tconst", "titleType", "primaryTitle", "originalTitle", "startYear", "genres"),
        2**30,
    ),
    Dump("episode", "title.episode.tsv.gz", ("tconst", "parentTconst", "seasonNumber"), 2**29),
    Dump("ratings", "title.ratings.tsv.gz", ("tconst", "averageRating", "numVotes"), 2**28),
)
"""The three that are read: titles, which episode is of which series, and votes."""
