"""What a season costs that nobody has told: a hierarchical log-normal law over the claims gathered.

Pure: numbers and words in, numbers out. The logarithm of an episode's cost is a sum of a level, a trend by year and by
season number, an effect of each trait (platform, kind, language, genre) and of the series, all shrunk towards nought,
and noise. The spreads of the effects are those under which the claims are likeliest.

References
----------
Gelman and Hill (2007), Data analysis using regression and multilevel models, chapter 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

from cliffhanger.errors import TooLittleEvidence

Reals = NDArray[np.float64]

TRAITS = ("platform", "kind", "spoken", "genre")
"""Traits by which a season has kin."""

FEWEST = 12
"""With fewer seasons of known cost there is no estimate."""

_SLOPE_SD = (1.0, 0.05, 0.3)
"""Prior spreads of the level around the mean claim, of a year and of the logarithm of the season number."""
_GRID = (0.05, 0.2, 0.4, 0.7, 1.0)
_NOISE = (0.15, 0.25, 0.4)
_YEAR = 2020.0
_UNKNOWN = "not known"
"""An unknown trait is a trait: of such seasons claims were gathered too."""


@dataclass(frozen=True)
class Kin:
    """What is known of a season whose cost is asked: traits in words, None where unknown.

    Parameters
    ----------
    series : str
        Its series.
    number : int
        Season number; 1 where it has none.
    year : int
        Year of its premiere.
    traits : tuple of str or None
        In the order of `TRAITS`.
    """

    series: str
    number: int
    year: int
    traits: tuple[str | None, ...]


@dataclass(frozen=True)
class CostModel:
    """The fitted law.

    Parameters
    ----------
    centre : float
        Mean log cost of the claims.
    columns : dict
        Place of each effect.
    mean, covariance : array
        Posterior of the effects.
    spreads : tuple of float
        Spread of a trait's effect, of a series' effect, and of the noise, in logarithms.
    seasons : int
        Seasons that taught.
    """

    centre: float
    columns: dict[tuple[str, str], int]
    mean: Reals
    covariance: Reals
    spreads: tuple[float, float, float]
    seasons: int

    def predict(self, kin: Kin) -> tuple[float, float]:
        """Mean and standard deviation of the log cost of an episode, in the dollars of the claims."""
        row, missing = _row(kin, self.columns)
        trait, series, noise = self.spreads
        variance = float(row @ self.covariance @ row) + noise**2
        variance += trait**2 * missing + (0.0 if ("series", kin.series) in self.columns else series**2)
        return self.centre + float(row @ self.mean), float(np.sqrt(variance))


def fit(kin: Sequence[Kin], log_cost: Reals, sd: Reals) -> CostModel:
    """Fit the law on seasons whose cost was claimed.

    Parameters
    ----------
    kin : sequence of Kin, n
        The seasons.
    log_cost : array of float, shape (n,)
        Logarithm of an episode's cost, in dollars of one year.
    sd : array of float, shape (n,)
        How far their claims are apart, in logarithms.

    Returns
    -------
    CostModel

    Raises
    ------
    TooLittleEvidence
        With fewer than `FEWEST` seasons.
    """
    if len(kin) < FEWEST:
        raise TooLittleEvidence(f"{FEWEST} seasons of known cost", f"{len(kin)}")
    columns: dict[tuple[str, str], int] = {}
    for one in kin:
        for name, word in (*zip(TRAITS, one.traits, strict=True), ("series", one.series)):
            columns.setdefault((name, word or _UNKNOWN), 3 + len(columns))
    x = np.array([_row(one, columns)[0] for one in kin])
    centre = float(log_cost.mean())
    y = log_cost - centre
    of_series = np.array([name == "series" for name, _ in columns])
    best, spreads = -np.inf, (0.0, 0.0, 0.0)
    for trait in _GRID:
        for series in _GRID:
            known = (x * _prior(of_series, trait, series)) @ x.T
            for noise in _NOISE:
                evidence = _evidence(known + np.diag(noise**2 + sd**2), y)
                if evidence > best:
                    best, spreads = evidence, (trait, series, noise)
    weighted = x * _prior(of_series, *spreads[:2])
    gain = np.linalg.solve(weighted @ x.T + np.diag(spreads[2] ** 2 + sd**2), weighted).T
    covariance = np.diag(_prior(of_series, *spreads[:2])) - gain @ weighted
    return CostModel(centre, columns, gain @ y, covariance, spreads, len(kin))


def _prior(of_series: NDArray[np.bool_], trait: float, series: float) -> Reals:
    return np.concatenate([np.square(_SLOPE_SD), np.where(of_series, series**2, trait**2)])


def _evidence(marginal: Reals, y: Reals) -> float:
    """Log evidence of a linear Gaussian law, less a constant."""
    lower = np.linalg.cholesky(marginal)
    half = solve_triangular(lower, y, lower=True)
    return -0.5 * float(half @ half) - float(np.log(np.diag(lower)).sum())


def _row(kin: Kin, columns: dict[tuple[str, str], int]) -> tuple[Reals, int]:
    """The row of a season, and how many of its traits no claim has."""
    row = np.zeros(3 + len(columns))
    row[:3] = 1.0, (kin.year - _YEAR), np.log(min(max(kin.number, 1), 8))
    keys = list(zip(TRAITS, kin.traits, strict=True))
    missing = 0
    for name, word in keys:
        if (name, word or _UNKNOWN) in columns:
            row[columns[name, word or _UNKNOWN]] = 1.0
        else:
            missing += 1
    if ("series", kin.series) in columns:
        row[columns["series", kin.series]] = 1.0
    return row, missing


def leave_one_series_out(kin: Sequence[Kin], log_cost: Reals, sd: Reals) -> Reals:
    """Ask the cost of every series of a law that never saw it.

    Returns
    -------
    array of float, shape (n, 3)
        Of each season: mean and standard deviation of the law without its series, and what the claims say, all in
        logarithms.
    """
    series = np.array([one.series for one in kin])
    found = np.zeros((len(kin), 3))
    for name in dict.fromkeys(series.tolist()):
        out = series == name
        model = fit([one for one, held in zip(kin, out, strict=True) if not held], log_cost[~out], sd[~out])
        for at in np.flatnonzero(out):
            found[at] = *model.predict(kin[int(at)]), log_cost[at]
    return found
