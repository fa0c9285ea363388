"""The catalogue of the logs: seasons with their premieres, episodes and runtimes, numbered for the kernel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from cliffhanger.errors import Problem, SourceError
from cliffhanger.viewing.definitions import DAY

MOST_EPISODES = 1 << 18
MOST_OF_A_SEASON = 4_096
_EPOCH = dt.date(1970, 1, 1)
NAMES = ("catalogue.parquet", "catalogue.csv")
"""File names under which a catalogue is found beside the logs."""


@dataclass(frozen=True)
class Catalogue:
    """Seasons and episodes as arrays. Seasons are in the order of their identifiers, episodes within them by number.

    Parameters
    ----------
    season_ids, series_ids : tuple of str
        By season.
    series : tuple of str
        Name of the series by season.
    numbers, premiere_days : ndarray, shape (S,)
        Season number, or 0; premiere in days since 1970.
    first : ndarray, shape (S + 1,)
        Where the episodes of each season begin in those of all.
    episodes, runtimes : ndarray, shape (E,)
        Number and runtime in seconds of each episode.
    """

    season_ids: tuple[str, ...]
    series_ids: tuple[str, ...]
    series: tuple[str, ...]
    numbers: np.ndarray
    premiere_days: np.ndarray
    first: np.ndarray
    episodes: np.ndarray
    runtimes: np.ndarray

    @cached_property
    def base(self) -> int:
        """The first premiere in seconds since 1970; the kernel counts from it."""
        return int(self.premiere_days.min()) * DAY

    @cached_property
    def season_of(self) -> np.ndarray:
        """Season of each episode, shape (E,)."""
        return np.repeat(np.arange(len(self.season_ids), dtype=np.int32), np.diff(self.first))

    @cached_property
    def season_runtimes(self) -> np.ndarray:
        """Runtime of each season in seconds, shape (S,)."""
        return np.add.reduceat(self.runtimes, self.first[:-1])

    @cached_property
    def next_season(self) -> np.ndarray:
        """The next season of the same series by number, or -1; shape (S,)."""
        at = {(s, int(n)): i for i, (s, n) in enumerate(zip(self.series_ids, self.numbers, strict=True)) if n > 0}
        following = [
            at.get((s, int(n) + 1), -1) if n > 0 else -1 for s, n in zip(self.series_ids, self.numbers, strict=True)
        ]
        return np.array(following, np.int32)

    @cached_property
    def whole_numbers(self) -> dict[int, int]:
        """Seasons whose identifier is a whole number: that number, and the season's own."""
        return {int(s): i for i, s in enumerate(self.season_ids) if re.fullmatch(r"-?\d{1,18}", s) and str(int(s)) == s}

    @cached_property
    def place(self) -> np.ndarray:
        """Number among all episodes by season and episode number, -1 for none; shape (S, most + 1)."""
        width = int(self.episodes.max()) + 1
        found = np.full((len(self.season_ids), width), -1, np.int32)
        found[self.season_of, self.episodes] = np.arange(self.episodes.size)
        return found

    def rows(self) -> pa.Table:
        """The catalogue as it was read, one row per episode."""
        of = self.season_of
        return pa.table(
            {
                "season_id": pa.array(self.season_ids).take(pa.array(of)),
                "series_id": pa.array(self.series_ids).take(pa.array(of)),
                "series": pa.array(self.series).take(pa.array(of)),
                "number": pa.array(self.numbers[of], pa.int64()),
                "premiere": pa.array(self.premiere_days[of], pa.int32()).cast(pa.date32()),
                "episode": pa.array(self.episodes, pa.int64()),
                "runtime_s": pa.array(self.runtimes, pa.int64()),
            }
        )

    def table(self) -> pa.Table:
        """The catalogue as one row per episode, for SQL."""
        of = self.season_of
        return pa.table(
            {
                "season_id": pa.array(self.season_ids).take(pa.array(of)),
                "season": pa.array(of, pa.int64()),
                "place": pa.array(np.arange(of.size), pa.int64()),
                "episode": pa.array(self.episodes, pa.int64()),
                "runtime_s": pa.array(self.runtimes, pa.int64()),
                "season_runtime_s": pa.array(self.season_runtimes[of], pa.int64()),
                "premiere_s": pa.array(self.premiere_days[of] * DAY, pa.int64()),
                "next_season": pa.array(self.next_season[of], pa.int64()),
            }
        )


def find_catalogue(logs: str) -> Path | None:
    """The catalogue in the folder of the logs or in the one above it."""
    folder = Path(logs)
    for place in (folder, folder.parent):
        for name in NAMES:
            if (place / name).is_file():
                return place / name
    return None


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    path : Path
        Parquet or CSV, one row per episode: season_id, premiere, episode, runtime_s; optionally series_id, series,
        number.

    Raises
    ------
    SourceError
        With every column that is missing and every kind of row that does not fit.
    """
    try:
        found = pacsv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as problem:
        raise SourceError(path, [Problem(None, None, "a catalogue as Parquet or CSV", str(problem))]) from problem
    lacking = [n for n in ("season_id", "premiere", "episode", "runtime_s") if n not in found.column_names]
    if lacking or not found.num_rows:
        raise SourceError(path, [Problem(None, n, "a column of that name", "none") for n in lacking] or
                          [Problem(None, None, "at least one episode", "none")])  # fmt: skip
    try:
        wanted = {"season_id": pa.string(), "premiere": pa.date32(), "episode": pa.int64(), "runtime_s": pa.int64()}
        rows = pa.table({name: found[name].cast(kind) for name, kind in wanted.items()})
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
        raise SourceError(path, [Problem(None, None, "days, and whole numbers of episodes and seconds",
                                         str(problem))]) from problem  # fmt: skip
    for name, kind, instead in (
        ("series_id", pa.string(), rows["season_id"]),
        ("series", pa.string(), None),
        ("number", pa.int64(), pa.nulls(rows.num_rows, pa.int64())),
    ):
        given = found[name].cast(kind) if name in found.column_names else instead
        rows = rows.append_column(name, rows["series_id"] if given is None else given)
    problems = _problems(rows)
    if problems:
        raise SourceError(path, problems)
    return from_rows(rows)


def from_rows(rows: pa.Table) -> Catalogue:
    """Number seasons and episodes; rows as `read_catalogue` checks them."""
    rows = rows.sort_by([("season_id", "ascending"), ("episode", "ascending")])
    ids = rows["season_id"].to_pylist()
    first = [0, *(i for i in range(1, len(ids)) if ids[i] != ids[i - 1]), len(ids)]
    heads = rows.take(pa.array(first[:-1]))
    return Catalogue(
        tuple(heads["season_id"].to_pylist()),
        tuple(heads["series_id"].to_pylist()),
        tuple(heads["series"].to_pylist()),
        heads["number"].fill_null(0).to_numpy(),
        heads["premiere"].cast(pa.int32()).to_numpy().astype(np.int64),
        np.array(first, np.int64),
        rows["episode"].to_numpy(),
        rows["runtime_s"].to_numpy(),
    )


def _problems(rows: pa.Table) -> list[Problem]:
    problems = [
        Problem(None, name, "a value in every row", f"{rows[name].null_count:,} empty")
        for name in ("season_id", "series_id", "premiere", "episode", "runtime_s")
        if rows[name].null_count
    ]
    if problems:
        return problems
    for name, low, high in (("episode", 1, MOST_OF_A_SEASON), ("runtime_s", 1, DAY)):
        outside = pc.sum(pc.or_(pc.less(rows[name], low), pc.greater(rows[name], high))).as_py()
        if outside:
            problems.append(Problem(None, name, f"{low:,} to {high:,}", f"{outside:,} rows outside"))
    if rows.num_rows > MOST_EPISODES:
        problems.append(Problem(None, None, f"at most {MOST_EPISODES:,} episodes", f"{rows.num_rows:,}"))
    keys = list(zip(rows["season_id"].to_pylist(), rows["episode"].to_pylist(), strict=True))
    problems += [Problem(None, "episode", "each episode once", _words(twice)) for twice in [_twice(keys)] if twice]
    of: dict[str, list[object]] = {}
    differing = sorted({s for s, *rest in zip(*(rows[n].to_pylist() for n in (
        "season_id", "premiere", "series_id", "number")), strict=True) if of.setdefault(s, rest) != rest})  # fmt: skip
    if differing:
        problems.append(Problem(None, "season_id", "one premiere, series and number a season", _words(differing)))
    return problems


def _twice(keys: Sequence[tuple[str, int]]) -> list[str]:
    seen: set[tuple[str, int]] = set()
    again = {key for key in keys if key in seen or seen.add(key)}  # type: ignore[func-returns-value]
    return [f"{season} episode {episode}" for season, episode in sorted(again)]


def _words(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")


def day_of(number: int) -> dt.date:
    """A day from its number since 1970."""
    return _EPOCH + dt.timedelta(days=int(number))
