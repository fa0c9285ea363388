"""Totals of windows: what lists printed of them, and the curve for the days that no list covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.model import Posterior, Prior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.windows import expected, split, unseen_days, weeks_of

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

SHARES = (0.1, 0.5, 0.9)
"""Lower end of the 80 % interval, median, upper end."""


def totals(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, rows: Whole, start: Reals, end: Reals
) -> tuple[Reals, Reals, Reals]:
    """Hours of a window of each season.

    Parameters
    ----------
    seen : Observations
        What was known.
    curves : Posterior
        Curves of these seasons.
    prior : Prior
        The prior they were fitted under.
    pulses : Pulses
        Their pulses; season 0 is the first of `rows`.
    rows : array of int, shape (n,)
        Rows of the seasons in the observations.
    start, end : array of float, shape (n,)
        Window in days since the premiere, the end not included.

    Returns
    -------
    array of float, shape (n,), three times
        Lower end of the 80 % interval, median, and upper end. A window that lists cover whole has no interval.
    """
    visible, gaps = np.zeros(len(rows)), []
    for at, (a, b) in enumerate(weeks_of(seen, rows, seen.days_known[rows])):
        mine, _ = split(seen.arrays, a, b)
        visible[at], gap = unseen_days(mine, float(start[at]), float(end[at]))
        gaps.append(gap)
    eta, doubt = expected(gaps, curves, prior, pulses)
    nothing = np.array([not gap for gap in gaps], dtype=bool)
    low, middle, high = (visible + np.where(nothing, 0.0, np.exp(eta + doubt * ndtri(share))) for share in SHARES)
    return low, middle, high
