"""Make realistic viewing logs with a known truth: for trial, for tests, and for benchmarks.

A few seasons are watched by many (Zipf), each season keeps its viewers with one probability from episode to episode,
some come out whole and some weekly, profiles live in countries. The logs are made in pieces of whole profiles, so that
memory does not grow with the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from cliffhanger.errors import CliffhangerError
from cliffhanger.viewing.definitions import DAY
from cliffhanger.viewing.dirt import KINDS, soil
from cliffhanger.viewing.names import name

FIRST_DAY = dt.date(2025, 1, 6)
COUNTRIES = ("US", "BR", "IN", "GB", "DE", "FR", "MX", "JP", "KR", "ES", "IT", "PL", "NL", "SE", "IL", "NZ")
DEVICES = ("tv", "phone", "tablet", "computer")
PIECE = 1_000_000
ROWS_A_PROFILE = 9.5
"""Fewer than most draws give, so that one piece suffices where one should."""
"""Rows of a piece, about."""

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class World:
    """The seasons of a simulation and their truth.

    Parameters
    ----------
    catalogue : pyarrow.Table
        One row per episode, as `measure` reads it.
    truth : pyarrow.Table
        season_id, release (whole or weekly), share_of_starts, p_go_on: the probability of going on to the next episode.
    premiere, episodes : ndarray, shape (S,)
        Day since `FIRST_DAY`, number of episodes.
    runtime : ndarray, shape (S, most + 1)
        Seconds by episode number.
    next_season : ndarray, shape (S,)
        Next season of the series, or -1.
    """

    catalogue: pa.Table
    truth: pa.Table
    premiere: np.ndarray
    episodes: np.ndarray
    runtime: np.ndarray
    next_season: np.ndarray


@dataclass(frozen=True)
class Simulated:
    """What was written: folder, rows of the logs, and of them dirty ones by kind."""

    out: Path
    rows: int
    dirty: dict[str, int]


def simulate(
    what: Literal["viewing"],
    out: str | Path,
    *,
    rows: int = 1_000_000,
    seasons: int | None = None,
    days: int = 182,
    dirty: float = 0.0,
    layout: Literal["days", "clustered"] = "days",
    narrow: bool = False,
    seed: int = 1,
    progress: Progress | None = None,
) -> Simulated:
    """Write logs, their catalogue and their truth.

    Parameters
    ----------
    what : "viewing"
        What is simulated.
    out : str or Path
        Folder, made if need be; it must be empty.
    rows : int
        Rows of the logs without the dirty ones.
    seasons : int, optional
        How many seasons; by default one for 2,500 rows, 8 to 2,000.
    days : int
        Days that the logs cover.
    dirty : float
        Dirty rows of each kind as a share of the rows, 0 to 0.1.
    layout : "days" or "clustered"
        Folders by day of delivery, or files that hold whole profiles.
    narrow : bool
        The five needed columns alone.
    seed : int
        Of all that is drawn; the same seed and choices give the same rows.
    progress : callable, optional
        Told of rows done.

    Returns
    -------
    Simulated
        What was written.

    Raises
    ------
    CliffhangerError
        If a choice is out of bounds or the folder holds something.

    Examples
    --------
    >>> import tempfile
    >>> done = simulate("viewing", tempfile.mkdtemp(), rows=1_000)
    >>> done.rows
    1000
    """
    if what != "viewing":
        raise CliffhangerError(f"only 'viewing' can be simulated, not {what!r}")
    for choice, value, low, high in (("rows", rows, 1, 10**12), ("days", days, 1, 3_650), ("dirty", dirty, 0, 0.1),
                                   ("seasons", seasons or 1, 1, 20_000)):  # fmt: skip
        if not low <= value <= high:
            raise CliffhangerError(f"{choice} must be {low:,} to {high:,}, not {value:,}")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CliffhangerError(f"{folder} is not empty; name a new folder")
    world = make_world(seasons or min(max(rows // 2_500, 8), 2_000), days, seed)
    pq.write_table(world.catalogue, folder / "catalogue.parquet")
    pq.write_table(world.truth, folder / "truth.parquet")
    (folder / "log").mkdir()
    counts = dict.fromkeys(KINDS, 0)
    written = 0
    for number, piece in enumerate(pieces(world, rows, days, seed, narrow=narrow)):
        delivered = (piece["started_at"].cast(pa.int64()).to_numpy() // (DAY * 10**6)).astype(np.int64)
        if dirty:
            rng = np.random.default_rng([seed, number, 99])
            soiled, delivered = soil(piece, delivered, dirty, rng, counts)
        else:
            soiled = piece
        _write(soiled, delivered, folder / "log", number, layout)
        written += soiled.num_rows
        if progress:
            progress("rows", min(written, rows), rows)
    if dirty:
        found = pa.table({"kind": list(counts), "rows": list(counts.values())})
        pq.write_table(found, folder / "dirty.parquet")
    return Simulated(folder, written, {k: n for k, n in counts.items() if n})


def make_world(seasons: int, days: int, seed: int) -> World:
    """Draw the seasons: two of three belong to a series of two, the second at least 60 days after the first."""
    rng = np.random.default_rng([seed, 1])
    n = rng.integers(4, 13, seasons)
    base = rng.integers(20, 61, seasons) * 60
    runtime = np.zeros((seasons, 14), np.int64)
    for k in range(1, 14):
        runtime[:, k] = np.where(k <= n, (base * rng.uniform(0.9, 1.15, seasons)).astype(np.int64), 0)
    premiere = rng.integers(0, max(1, days * 5 // 6), seasons)
    paired = seasons // 3
    late = np.minimum(premiere[:paired] + rng.integers(60, 120, paired), max(0, days - 1))
    premiere[paired : 2 * paired] = np.maximum(late, premiere[:paired])
    following = np.full(seasons, -1)
    following[:paired] = np.arange(paired, 2 * paired)
    weekly = rng.random(seasons) < 0.3
    popularity = 1 / np.arange(1, seasons + 1) ** 0.9
    rng.shuffle(popularity)
    series = np.where((np.arange(seasons) >= paired) & (np.arange(seasons) < 2 * paired), np.arange(seasons) - paired,
                      np.arange(seasons))  # fmt: skip
    of = np.repeat(np.arange(seasons), n)
    number = np.arange(of.size) - np.repeat(np.cumsum(n) - n, n) + 1
    start = np.datetime64(FIRST_DAY)
    catalogue = pa.table(
        {
            "season_id": pa.array(of + 1, pa.int32()),
            "series_id": pa.array([f"series-{s + 1}" for s in series[of]]),
            "series": pa.array([name(int(s)) for s in series[of]]),
            "number": pa.array(np.where(series == np.arange(seasons), 1, 2)[of], pa.int32()),
            "premiere": pa.array((start + premiere[of]).astype("datetime64[D]")),
            "episode": pa.array(number, pa.int16()),
            "runtime_s": pa.array(runtime[of, number], pa.int32()),
            "released_on": pa.array((start + premiere[of] + np.where(weekly[of], 7 * (number - 1), 0)).astype(
                "datetime64[D]")),
        }
    )  # fmt: skip
    truth = pa.table(
        {
            "season_id": pa.array(np.arange(1, seasons + 1), pa.int32()),
            "release": pa.array(np.where(weekly, "weekly", "whole")),
            "share_of_starts": popularity / popularity.sum(),
            "p_go_on": np.clip(rng.beta(12, 3, seasons), 0.05, 0.98),
        }
    )
    return World(catalogue, truth, premiere, n, runtime, following)


def pieces(world: World, rows: int, days: int, seed: int, *, narrow: bool) -> Iterator[pa.Table]:
    """The logs as tables of whole profiles, about `PIECE` rows each and `rows` in all."""
    done, number, profile = 0, 0, 1
    while done < rows:
        rng = np.random.default_rng([seed, 2, number])
        want = min(PIECE, rows - done)
        table, profile = _piece(world, want, days, rng, profile, narrow=narrow)
        table = table.slice(0, rows - done)
        done += table.num_rows
        number += 1
        if table.num_rows:
            yield table


def _piece(
    world: World, want: int, days: int, rng: np.random.Generator, profile: int, *, narrow: bool
) -> tuple[pa.Table, int]:
    """Whole profiles with about so many rows, in order of profile and time; and the next free profile."""
    share = world.truth["share_of_starts"].to_numpy()
    go_on = world.truth["p_go_on"].to_numpy()
    weekly = np.array(world.truth["release"].to_pylist()) == "weekly"
    count = max(1, int(want * 1.02 / ROWS_A_PROFILE) + 5)
    activity = np.maximum(1, rng.gamma(1.2, 3.2, count)).astype(np.int64)
    who = np.repeat(np.arange(profile, profile + count), activity)
    season = rng.choice(share.size, who.size, p=share)
    # Whoever took up the first season of a pair comes to the second with probability 0.6.
    more = (world.next_season[season] >= 0) & (rng.random(season.size) < 0.6)
    who, season = np.concatenate([who, who[more]]), np.concatenate([season, world.next_season[season[more]]])
    _, first = np.unique(who * share.size + season, return_index=True)
    who, season = who[first], season[first]
    delay = np.minimum(rng.exponential(14.0, who.size), 400).astype(np.int64)
    depth = np.minimum(rng.geometric(1 - go_on[season]), world.episodes[season])
    rep = np.repeat(np.arange(who.size), depth)
    episode = np.arange(rep.size) - np.repeat(np.cumsum(depth) - depth, depth) + 1
    pace = rng.integers(0, 4, who.size)
    day = world.premiere[season[rep]] + delay[rep] + (episode - 1) * pace[rep] // 2
    released = world.premiere[season[rep]] + np.where(weekly[season[rep]], 7 * (episode - 1), 0)
    day = np.maximum(day, released)
    runtime = world.runtime[season[rep], episode]
    part = (episode == depth[rep]) & (rng.random(rep.size) < 0.35)
    seconds = (runtime * np.where(part, rng.uniform(0.15, 0.8, rep.size), rng.uniform(0.9, 1.0, rep.size))).astype(int)
    clock = rng.integers(0, DAY // 2, who.size)[rep] + episode * 3_600 % (DAY // 2)
    begin = day * DAY + clock + rng.integers(0, 900, rep.size)
    paused = rng.random(rep.size) < 0.2
    before = np.where(paused, (seconds * rng.uniform(0.1, 0.9, rep.size)).astype(int), seconds)
    again = np.nonzero(paused)[0]
    at = np.concatenate([np.arange(rep.size), again])
    begin = np.concatenate([begin, begin[again] + before[again] + rng.integers(60, DAY, again.size)])
    seconds = np.concatenate([before, (seconds - before)[again]])
    keep = (begin < days * DAY) & (seconds > 0)
    at, begin, seconds = at[keep], begin[keep], seconds[keep]
    order = np.lexsort((begin, who[rep[at]]))
    at, begin, seconds = at[order], begin[order], seconds[order]
    return _table(who[rep[at]], season[rep[at]], episode[at], begin, seconds, rng, profile, count, narrow=narrow)


def _table(
    who: np.ndarray, season: np.ndarray, episode: np.ndarray, begin: np.ndarray, seconds: np.ndarray,
    rng: np.random.Generator, profile: int, count: int, *, narrow: bool,
) -> tuple[pa.Table, int]:  # fmt: skip
    micro = (np.datetime64(FIRST_DAY, "us").astype(np.int64) + begin * 10**6).astype("datetime64[us]")
    columns = {
        "profile_id": pa.array(who),
        "season_id": pa.array(season + 1, pa.int32()),
        "episode": pa.array(episode, pa.int16()),
        "started_at": pa.array(micro),
        "seconds": pa.array(seconds, pa.int32()),
    }
    if not narrow:
        weights = 1 / np.arange(1, len(COUNTRIES) + 1)
        country = rng.choice(len(COUNTRIES), count, p=weights / weights.sum())[who - profile]
        columns["country"] = pa.DictionaryArray.from_arrays(country.astype(np.int8), list(COUNTRIES))
        device = rng.integers(0, len(DEVICES), who.size)
        columns["device"] = pa.DictionaryArray.from_arrays(device.astype(np.int8), list(DEVICES))
        columns["is_new_member"] = pa.array((rng.random(count) < 0.15)[who - profile])
        columns["weight"] = pa.array(np.round(rng.lognormal(0, 0.4, count), 3)[who - profile])
    return pa.table(columns), profile + count


def _write(piece: pa.Table, delivered: np.ndarray, folder: Path, number: int, layout: str) -> None:
    if layout == "clustered":
        pq.write_table(piece, folder / f"profiles-{number:05d}.parquet", compression="zstd", row_group_size=250_000)
        return
    micro = piece["started_at"].cast(pa.int64()).to_numpy()
    order = np.lexsort((micro, delivered))
    piece, delivered = piece.take(pa.array(order)), delivered[order]
    edges = np.concatenate([[0], np.nonzero(np.diff(delivered))[0] + 1, [delivered.size]])
    for low, high in pairwise(edges.tolist()):
        day = np.datetime64(int(delivered[low]), "D")
        place = folder / f"day={day}"
        place.mkdir(exist_ok=True)
        pq.write_table(piece.slice(low, high - low), place / f"part-{number:05d}.parquet", compression="zstd",
                       row_group_size=250_000)  # fmt: skip
