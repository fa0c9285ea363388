"""The base rate of renewal: a Beta posterior of what happened to comparable decided seasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scipy.special import betaincinv

from cliffhanger.errors import TooLittleEvidence

JEFFREYS = 0.5
"""Both parameters of the prior: half a renewal and half a refusal."""


@dataclass(frozen=True)
class Posterior:
    """Posterior of a share: its mean and its 80 % interval, all 0-1."""

    mean: float
    lo80: float
    hi80: float


def beta_posterior(renewed: int, decided: int) -> Posterior:
    """Posterior of the share renewed, under Jeffreys' prior.

    With r of n renewed the posterior is Beta(r + 1/2, n - r + 1/2); the interval has a tenth of it on each side.

    Parameters
    ----------
    renewed, decided : int
        Seasons renewed, and seasons decided; 0 <= renewed <= decided.

    Returns
    -------
    Posterior
        Mean and 80 % interval.

    Raises
    ------
    TooLittleEvidence
        If nothing is decided, or the counts do not fit.

    References
    ----------
    Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16(2).

    Examples
    --------
    >>> p = beta_posterior(7, 20)
    >>> round(p.mean, 3), round(p.lo80, 3), round(p.hi80, 3)
    (0.357, 0.228, 0.493)
    """
    if decided < 1 or not 0 <= renewed <= decided:
        raise TooLittleEvidence("at least one decided season", f"{renewed} renewed of {decided}")
    a, b = renewed + JEFFREYS, decided - renewed + JEFFREYS
    return Posterior(a / (a + b), float(betaincinv(a, b, 0.1)), float(betaincinv(a, b, 0.9)))


STRENGTH = 4.0
"""Seasons that a wider rate counts as, where a narrower one is shrunk towards it."""


def shrunk(renewed: float, decided: float, towards: float) -> float:
    """Share renewed, shrunk to a wider rate.

    Examples
    --------
    >>> shrunk(3, 6, 0.25)
    0.4
    """
    return (renewed + STRENGTH * towards) / (decided + STRENGTH)


ENOUGH = 20
"""Decided seasons that a cohort should have; with fewer, the last trait is given up."""

YEARS_BACK = 5
"""A cohort reaches so far back from the season's premiere, since the rate drifts."""


def since(premiere: dt.date) -> dt.date:
    """First premiere of a cohort for a season that premiered on that day."""
    return premiere - dt.timedelta(days=round(365.25 * YEARS_BACK))
