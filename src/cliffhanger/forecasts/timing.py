r"""Timing: how long after the premiere decisions are announced, and what silence says once somebody has looked.

The share of decisions still to come at an age is log-logistic,

.. math:: S(t) = \frac{1}{1 + (t / m)^b}

with the median m in days and the shape b. A season of odds p at which somebody looked at age t and saw nothing keeps

.. math:: p' = \frac{p S(t)}{1 - p + p S(t)}

since the renewals that are never coming are silent for ever. Pure.

References
----------
Boag (1949), Maximum likelihood estimates of the proportion of patients cured by cancer therapy, JRSS B 11(1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

FEWEST_DATED = 3
"""With fewer decisions on a known day nothing is said of days."""

FEWEST_SEEN = 40
"""With fewer seasons looked at, or less than `FEWEST_DATED` of a kind, silence says nothing."""

DATED_COUNTS = 0.1
"""Weight of a decision on a known day beside a season of a list: the press dates those that it waits for."""


@dataclass(frozen=True)
class Timing:
    """A log-logistic delay.

    Parameters
    ----------
    median_days : float
        Half of the decisions have come by then.
    shape : float
        The larger, the closer they are together.

    Examples
    --------
    >>> timing = Timing(50.0, 2.0)
    >>> timing.still_to_come(np.array([0.0, 50.0, 150.0])).tolist(), timing.expected(np.array([0.0, 50.0])).tolist()
    ([1.0, 0.5, 0.1], [50.0, 86.60254037844386])
    """

    median_days: float
    shape: float

    def still_to_come(self, days: Reals) -> Reals:
        """Share of decisions later than an age, 0-1."""
        return np.asarray(1.0 / (1.0 + (np.asarray(days, dtype=float) / self.median_days) ** self.shape))

    def expected(self, days: Reals) -> Reals:
        """Age in days by which half of those have come that had not come by an age."""
        left = self.still_to_come(days) / 2
        return np.asarray(self.median_days * (1.0 / left - 1.0) ** (1.0 / self.shape))

    def after_look(self, p: Reals, days: Reals) -> Reals:
        """Odds of renewal, 0-1, of seasons that were still undecided when somebody looked at an age.

        Examples
        --------
        >>> Timing(50.0, 2.0).after_look(np.array([0.5]), np.array([150.0])).round(3).tolist()
        [0.091]
        """
        kept = p * self.still_to_come(days)
        return np.asarray(kept / (1.0 - p + kept))


def dated(days: Reals) -> Timing | None:
    """The timing of decisions whose day is known.

    Parameters
    ----------
    days : array of float, shape (n,)
        Days from the premiere to the decision, above nought.

    Returns
    -------
    Timing or None
        None with fewer than `FEWEST_DATED`.
    """
    return None if len(days) < FEWEST_DATED else _fitted(days, np.empty(0), np.empty(0), 1.0)


def looked(days: Reals, renewed: Reals, pending: Reals) -> Timing | None:
    """The timing of renewals from a list that tells renewed from pending, with the decisions whose day is known.

    Parameters
    ----------
    days : array of float
        As of `dated`; each counts `DATED_COUNTS`.
    renewed, pending : array of float
        Ages on the day of the list, in days, of the seasons up to a year old that it has as renewed and as pending.

    Returns
    -------
    Timing or None
        None with too few seasons to tell.
    """
    enough = len(renewed) + len(pending) >= FEWEST_SEEN and min(len(renewed), len(pending), len(days)) >= FEWEST_DATED
    return _fitted(days, renewed, pending, DATED_COUNTS) if enough else None


def _fitted(days: Reals, renewed: Reals, pending: Reals, weight: float) -> Timing:
    """Maximum likelihood of median, shape, and the share ever renewed (a nuisance)."""
    from scipy.optimize import minimize

    def against(at: Reals) -> float:
        timing, ever = Timing(float(np.exp(at[0])), float(np.exp(at[1]))), 1.0 / (1.0 + np.exp(-at[2]))
        log_ratio = np.log(days / timing.median_days)
        exact = at[1] - np.log(days) + timing.shape * log_ratio - 2 * np.log1p(np.exp(timing.shape * log_ratio))
        come, here = 1.0 - timing.still_to_come(renewed), ever * (1.0 - timing.still_to_come(pending))
        seen = np.log(np.maximum(ever * come, 1e-12)).sum() + np.log1p(-here).sum()
        return -float(weight * exact.sum() + seen) + 0.01 * float(at[1] ** 2 + at[2] ** 2)

    found = minimize(against, np.array([np.log(np.median(days)), 0.0, 0.0]), method="Nelder-Mead",
                     options={"maxiter": 5_000, "xatol": 1e-6, "fatol": 1e-9})  # fmt: skip
    return Timing(float(np.exp(found.x[0])), float(np.exp(found.x[1])))
