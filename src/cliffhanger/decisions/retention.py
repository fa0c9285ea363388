"""How much of its audience a season leaves to the next: fitted on pairs of seasons that were both on the weekly lists.

Pure: rows of `audience.weekly.season_features` in, numbers out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Row = Mapping[str, object]

FEWEST = 30
"""With fewer pairs nothing is fitted, and the assumption next_season_audience speaks."""

WINDOW = dt.timedelta(days=35)
"""A pair teaches once the first four weeks of its later season are known."""

_RIDGE = np.array([0.0, 4.0])


@dataclass(frozen=True)
class Retention:
    """The fitted law: log hours of a season's first four weeks on the list less those of the season before.

    Parameters
    ----------
    weights : array of float, shape (2,)
        Level of later seasons, and what a first season adds. (The size of the audience adds nothing out of time.)
    sd : float
        Spread of single seasons around it.
    pairs : int
        Pairs that taught.
    """

    weights: Reals
    sd: float
    pairs: int

    def log_ratio(self, number: int) -> float:
        """Mean log ratio of the next season's hours to those of a season of that number."""
        return float(self.weights @ np.array([1.0, float(number == 1)]))


def pairs(features: Sequence[Row], day: dt.date) -> list[tuple[Row, Row]]:
    """Seasons on the list with the next season of their series, both with hours known by the date."""
    by_number: dict[tuple[object, int], Row] = {}
    for row in features:
        number, premiere = row["number"], row["premiere"]
        if row["unit"] == "season" and isinstance(number, int) and row["hours_4_weeks"] and row["lists_known"]:
            assert isinstance(premiere, dt.date)
            if premiere + WINDOW <= day:
                by_number[row["series_id"], number] = row
    return [(row, by_number[key[0], key[1] + 1]) for key, row in by_number.items() if (key[0], key[1] + 1) in by_number]


def fit(taught: Sequence[tuple[Row, Row]]) -> Retention | None:
    """Fit the law; None with too few pairs.

    Notes
    -----
    A season whose sequel never came onto the list is in no pair: the law flatters series that lose many.
    """
    if len(taught) < FEWEST:
        return None
    x, y = matrix(taught)
    weights = np.linalg.solve(x.T @ x + np.diag(_RIDGE), x.T @ y)
    residual = y - x @ weights
    sd = float(np.sqrt(residual @ residual / (len(y) - x.shape[1])))
    return Retention(np.asarray(weights, dtype=np.float64), sd, len(y))


def matrix(taught: Sequence[tuple[Row, Row]]) -> tuple[Reals, Reals]:
    """Columns of the law and the log ratios, of pairs."""
    hours = np.array([[float(str(row["hours_4_weeks"])) for row in pair] for pair in taught])
    first = np.array([float(pair[0]["number"] == 1) for pair in taught])
    return np.column_stack([np.ones(len(hours)), first]), np.log(hours[:, 1] / hours[:, 0])
