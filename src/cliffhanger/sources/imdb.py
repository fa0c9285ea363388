"""IMDb's public dumps: ratings, votes and counts of episodes, of those series that the store knows.

Publisher
    IMDb, https://datasets.imdbws.com/, described at https://developer.imdb.com/non-commercial-datasets/. Terms:
    personal and non-commercial use; "Information courtesy of IMDb (https://www.imdb.com). Used with permission."
Period
    All titles, as on the day of the dump.
Known faults
    A rating holds all votes up to the day of the dump, so none counts as known before it. The dumps name no platform
    and no premiere: a series is found by name and by the year in which it began. IMDb counts seasons as first shown.
    End years and the type of a mini-series are given afterwards and do not say why a series ended: they are not read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import Problem, SourceError
from cliffhanger.evidence.known_series import KnownSeries
from cliffhanger.evidence.titles import series_key
from cliffhanger.measures import MEASURES
from cliffhanger.sources.catalogue import MOST_SEASONS
from cliffhanger.sources.dumps import Told, batches
from cliffhanger.sources.layouts import Layout
from cliffhanger.tables import PRINTED

PUBLISHER = "IMDb"
SERIES_TYPES = ("tvSeries", "tvMiniSeries")
NONE = "\\N"
"""How the dumps print that there is nothing."""

LAYOUT = Layout(
    "imdb",
    PUBLISHER,
    (),
    lambda _: PRINTED.schema.empty_table(),
    terms="Information courtesy of IMDb (https://www.imdb.com). Used with permission. Non-commercial use only.",
)
"""IMDb as a source; its dumps are no file that is read whole (see `read_imdb`)."""


@dataclass
class _Series:
    """A series of the dumps that the store knows."""

    row: int
    name: str
    year: int | None
    genres: str | None
    seasons: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))


def read_imdb(
    dumps: Mapping[str, Path], known: KnownSeries, copied: dt.date, told: Told | None = None
) -> tuple[pa.Table, list[str]]:
    """Read the dumps for the series known, one pass each, in little memory.

    A season's rating is the mean of its episodes' ratings weighted by their votes, sum(rating * votes) / sum(votes).

    Parameters
    ----------
    dumps : mapping
        Paths by name: basics, and episode, ratings or both.
    known : KnownSeries
        Series of the store.
    copied : date
        Day of the dumps.
    told : callable or None
        Told of the progress.

    Returns
    -------
    pyarrow.Table, list of str
        Contract PRINTED: imdb_rating, imdb_votes and genre of series; imdb_rating, imdb_votes and episodes of seasons.
        And the names left out, as several series of the dumps bear them in the same years.

    Raises
    ------
    SourceError
        If a dump is damaged, with its rows that do not fit.
    """
    series, unclear = _known_titles(dumps["basics"], known, told)
    votes: dict[str, tuple[int, float, float]] = {}
    if "episode" in dumps:
        _episodes(dumps["episode"], series, told)
    if "ratings" in dumps:
        episodes = {e for one in series.values() for of_one in one.seasons.values() for e, _ in of_one}
        votes = _ratings(dumps["ratings"], episodes | series.keys(), told)
    rows = [row for tconst, one in series.items() for row in _printed(tconst, one, votes, copied)]
    return pa.Table.from_pylist(rows, schema=PRINTED.schema), unclear


def _known_titles(path: Path, known: KnownSeries, told: Told | None) -> tuple[dict[str, _Series], list[str]]:
    """The series of the dump that are of the name and year of one known; and the names that several bear."""
    fits: defaultdict[str, list[tuple[bool, str]]] = defaultdict(list)
    found: dict[str, _Series] = {}
    columns = ("tconst", "titleType", "primaryTitle", "originalTitle", "startYear", "genres")
    for first, batch in batches(path, columns, told):
        wanted = pc.indices_nonzero(pc.is_in(batch["titleType"], pa.array(SERIES_TYPES)))
        kept = batch.take(wanted)
        for at, row in zip(wanted.to_pylist(), kept.to_pylist(), strict=True):
            year = _year(row["startYear"])
            for name in dict.fromkeys((row["primaryTitle"], row["originalTitle"])):
                for series_id in sorted(known.by_key.get(series_key(name), ())):
                    began = known.began.get(series_id)
                    if began is not None and year is not None and abs(began - year) > 1:
                        continue
                    genres = None if row["genres"] == NONE else row["genres"].replace(",", ", ")
                    found.setdefault(row["tconst"], _Series(first + at, name, year, genres))
                    fits[series_id].append((began is not None and began == year, row["tconst"]))
    chosen: dict[str, str] = {}
    unclear: list[str] = []
    for series_id, many in fits.items():
        exact = {tconst for same, tconst in many if same} or {tconst for _, tconst in many}
        if len(exact) == 1:
            chosen[series_id] = next(iter(exact))
        else:
            unclear.append(found[min(exact)].name)
    times = Counter(chosen.values())
    # One title for two series of the store says that its name does not tell them apart.
    unclear += sorted({found[tconst].name for tconst, n in times.items() if n > 1})
    return {tconst: one for tconst, one in found.items() if times[tconst] == 1}, sorted(set(unclear))


def _year(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) == 4 else None


def _episodes(path: Path, series: Mapping[str, _Series], told: Told | None) -> None:
    """Note the episodes of each season."""
    wanted = pa.array(list(series), pa.string())
    for first, batch in batches(path, ("tconst", "parentTconst", "seasonNumber"), told):
        places = pc.indices_nonzero(pc.is_in(batch["parentTconst"], wanted))
        for at, row in zip(places.to_pylist(), batch.take(places).to_pylist(), strict=True):
            number = row["seasonNumber"]
            if number.isascii() and number.isdigit() and 0 < int(number) <= MOST_SEASONS:
                series[row["parentTconst"]].seasons[int(number)].append((row["tconst"], first + at))


def _ratings(path: Path, titles: set[str], told: Told | None) -> dict[str, tuple[int, float, float]]:
    """Line, rating and votes of the titles."""
    wanted = pa.array(sorted(titles), pa.string())
    found: dict[str, tuple[int, float, float]] = {}
    problems: list[Problem] = []
    for first, batch in batches(path, ("tconst", "averageRating", "numVotes"), told):
        places = pc.indices_nonzero(pc.is_in(batch["tconst"], wanted))
        for at, row in zip(places.to_pylist(), batch.take(places).to_pylist(), strict=True):
            rating = _number(row["averageRating"], "averageRating", "imdb_rating", first + at, problems)
            votes = _number(row["numVotes"], "numVotes", "imdb_votes", first + at, problems)
            if rating is not None and votes:
                found[row["tconst"]] = (first + at, rating, votes)
    if problems:
        raise SourceError(path, problems, "Download it again.")
    return found


def _number(cell: str, column: str, measure: str, row: int, problems: list[Problem]) -> float | None:
    bounds = MEASURES[measure]
    low, high = bounds.at_least or 0.0, bounds.at_most or 0.0
    try:
        number = float(cell)
    except ValueError:
        number = -1.0
    if low <= number <= high:
        return number
    problems.append(Problem(row, column, f"a number of {bounds.unit} from {low:g} to {high:,.0f}", repr(cell)))
    return None


def _printed(
    tconst: str, series: _Series, votes: Mapping[str, tuple[int, float, float]], copied: dt.date
) -> list[dict[str, object]]:
    """Rows of the contract PRINTED about one series and its seasons."""
    about: dict[str, object] = {
        "series_text": series.name,
        "platform": "*",
        "hint_kind": "tv",
        "hint_year": series.year,
        "list_name": "titles and ratings",
        "geography": "world",
        "known_on": copied,
        "snapshot_on": copied,
        "publication": PUBLISHER,
        "url": f"https://www.imdb.com/title/{tconst}/",
        "grade": "C",
    }
    rows = []
    if series.genres:
        place = {"sheet": "title.basics", "row": series.row}
        rows.append(about | place | {"measure": "genre", "text": series.genres})
    if tconst in votes:
        row, rating, number = votes[tconst]
        about["sheet"], about["row"] = "title.ratings", row
        rows += [
            about | {"measure": "imdb_rating", "value": rating},
            about | {"measure": "imdb_votes", "value": number},
        ]
    for number_of_season, episodes in sorted(series.seasons.items()):
        # The year is that of the first season, so that it would contradict the premiere of any later one.
        year = series.year if number_of_season == 1 else None
        own = about | {"season_text": f"Season {number_of_season}", "hint_year": year, "sheet": "title.episode"}
        own["row"] = min(row for _, row in episodes)
        rows.append(own | {"measure": "episodes", "value": float(len(episodes)), "note": "episodes listed"})
        rated = [votes[episode] for episode, _ in episodes if episode in votes]
        if rated:
            total = sum(number for _, _, number in rated)
            mean = sum(rating * number for _, rating, number in rated) / total
            own["note"] = f"mean of {len(rated)} of {len(episodes)} episodes, weighted by votes"
            rows += [own | {"measure": "imdb_rating", "value": mean}, own | {"measure": "imdb_votes", "value": total}]
    return rows
