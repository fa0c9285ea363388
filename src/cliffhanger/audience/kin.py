"""Kin: the traits by which one season's curve is like another's, as known on the date."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.observations import BELOW, Observations
from cliffhanger.evidence.netflix_calendar import WEEKS_SINCE

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

TRAITS = (
    "one",
    "later season",
    "log season number",
    "another language than English",
    "language unknown",
    "special",
    "part",
    "runtime known",
    "log runtime",
    "staggered or live",
    "season before reported",
    "log hours a week of the season before",
    "season before listed",
    "log first hours of the season before",
)
"""Names of the columns of `traits`. No genre and no kind: they are known of old seasons more than of new ones, so that
their absence would stand for the year."""

_CENTRE = {"runtime": np.log(360.0), "weekly": np.log(1e6), "first": np.log(4e7)}
_MOST_NUMBER = 20.0


def traits(seen: Observations) -> tuple[Reals, Whole]:
    """Traits of every season, and whether it was on a list in its own time.

    Parameters
    ----------
    seen : Observations
        What was known on the date.

    Returns
    -------
    array of float, shape (seasons, len(TRAITS))
        Traits; logarithms are centred, and 0 where unknown.
    array of int, shape (seasons,)
        Place in `model.STRATA`: 1 for a season that was on a weekly list within half a year of its premiere, 2 for one
        that premiered before the lists began, else 0.
    """
    about = seen.seasons
    number = _reals(about["number"].to_pylist())
    runtime = np.log(_reals(about["listed_runtime_min"].to_pylist()))
    spoken = np.array([word or "" for word in about["spoken"].to_pylist()])
    unit = np.array(about["unit"].to_pylist())
    weekly, first = _before(seen)
    later = np.where(np.isfinite(number), number, 1.0)
    columns = [
        np.ones(len(unit)),
        later >= 2,
        np.log(np.clip(later, 1.0, _MOST_NUMBER)),
        spoken == "other",
        spoken == "",
        unit == "special",
        unit == "part",
        np.isfinite(runtime),
        _centred(runtime, _CENTRE["runtime"]),
        np.array([bool(flag) for flag in about["staggered"].to_pylist()]),
        np.isfinite(weekly),
        _centred(weekly, _CENTRE["weekly"]),
        np.isfinite(first),
        _centred(first, _CENTRE["first"]),
    ]
    return np.column_stack(columns).astype(float), _stratum(seen)


def _stratum(seen: Observations) -> Whole:
    windows = seen.arrays
    mine = (windows["source"] == "week") & (windows["kind"] != BELOW) & (windows["start_day"] < 182)
    found = np.where(seen.premieres < np.datetime64(WEEKS_SINCE), 2, 0).astype(np.int64)
    found[windows["season"][mine]] = 1
    return found


def _before(seen: Observations) -> tuple[Reals, Reals]:
    """Log-hours of the season before: a week, in the last half-year that ended before this premiere; at its start."""
    windows = seen.arrays
    halves: dict[int, list[tuple[object, float]]] = defaultdict(list)
    for i in np.flatnonzero(windows["source"] == "half-year"):
        length = (windows["end_day"][i] - windows["start_day"][i]) / 7.0
        halves[int(windows["season"][i])].append((windows["period_end"][i], windows["hours"][i] / length))
    early = (windows["source"] == "week") & (windows["kind"] != BELOW) & (windows["end_day"] <= 35)
    first_hours = np.bincount(windows["season"][early], windows["hours"][early], seen.seasons.num_rows)
    weekly, first = (np.full(seen.seasons.num_rows, np.nan) for _ in range(2))
    premieres = seen.premieres
    for sisters in _sisters(seen):
        for earlier, later in pairwise(sisters):
            ended = [half for half in halves[earlier] if half[0] < premieres[later]]
            if ended:
                weekly[later] = np.log(max(ended, key=lambda half: half[0])[1])  # type: ignore[arg-type, return-value]
            if first_hours[earlier] > 0 and premieres[earlier] < premieres[later]:
                first[later] = np.log(first_hours[earlier])
    return weekly, first


def _sisters(seen: Observations) -> list[list[int]]:
    """Numbered seasons of each series, in the order of their numbers."""
    by_series: dict[str, list[tuple[int, int]]] = defaultdict(list)
    names = ("series_id", "number")
    for at, (series, number) in enumerate(zip(*(seen.seasons[name].to_pylist() for name in names), strict=True)):
        if number is not None:
            by_series[series].append((number, at))
    return [[at for _, at in sorted(many)] for many in by_series.values() if len(many) > 1]


def _reals(values: list[float | None]) -> Reals:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _centred(values: Reals, centre: float) -> Reals:
    return np.where(np.isfinite(values), values - centre, 0.0)
