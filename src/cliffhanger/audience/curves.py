r"""The curve of a season's audience: hours a week as a broken power law of the days since its premiere.

Let :math:`\theta_k` be the logarithm of the rate, in hours a week, at knot :math:`k`, which lies at day
:math:`d_k` (`KNOT_DAYS`). Between knots the log-rate is linear in :math:`u(t) = \log(t + 2)`:

.. math:: x(t) = (1 - f)\,\theta_k + f\,\theta_{k+1}, \qquad f = \frac{u(t) - u(d_k)}{u(d_{k+1}) - u(d_k)}

and beyond the outer knots as their last segment. On log-log axes that is a polygon: launch, fall and tail each have a
slope of their own, so that no phase has to follow from another (a single exponential or power law has but one slope,
and fails on every total). The corners lie where weekly lists and half-yearly reports can tell them apart.

A window from day :math:`a` to day :math:`b` holds the hours

.. math:: H(a, b) = \int_a^b \tfrac{1}{7} e^{x(t)}\,dt \approx \sum_j \tfrac{w_j}{7}\, e^{x(t_j)}

with nodes :math:`t_j` in the middle of pieces of :math:`w_j` days: a day at first, later pieces that grow with their
distance from the premiere. :math:`x` is linear in :math:`\theta`, so that a window's logarithm is a log-sum-exp of
linear functions: smooth, and with a gradient that is a weighted mean of the nodes' rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

KNOT_DAYS: Reals = np.array([3.0, 10.0, 24.0, 60.0, 240.0, 3_000.0])
"""Days since the premiere at which the curve may bend."""

KNOTS = len(KNOT_DAYS)

_SHIFT = 2.0
_U: Reals = np.log(KNOT_DAYS + _SHIFT)
_FINE_DAYS = 84.0
_COARSEST_DAYS = 56.0


def place(days: Reals) -> tuple[Whole, Reals]:
    """Where days stand among the knots.

    Parameters
    ----------
    days : array of float, any shape
        Days since the premiere, 0 or more.

    Returns
    -------
    array of int, array of float
        The knot before each day, and how far it is on the way to the next, 0-1 (outside that beyond the outer knots).

    Examples
    --------
    >>> knot, part = place(np.array([10.0, 3000.0]))
    >>> knot.tolist(), part.round(3).tolist()
    ([1, 4], [0.0, 1.0])
    """
    u = np.log(np.asarray(days, dtype=float) + _SHIFT)
    knot = np.clip(np.searchsorted(_U, u, side="right") - 1, 0, KNOTS - 2)
    part = (u - _U[knot]) / (_U[knot + 1] - _U[knot])
    return knot, part


def _step(day: float) -> float:
    """Length of the piece that begins on a day: where the curve is steep, pieces are short."""
    if day < 7.0:
        return 1.0
    if day < 28.0:
        return 3.5
    return 7.0 if day < _FINE_DAYS else min(_COARSEST_DAYS, max(14.0, day / 8.0))


def pieces(start: float, end: float) -> tuple[Reals, Reals]:
    """Cut a window into pieces over which the rate may be taken from their middle.

    Parameters
    ----------
    start, end : float
        First day since the premiere, and the day after the last.

    Returns
    -------
    array of float, array of float
        Middle of each piece in days, and its length in days; the lengths add up to the window.

    Examples
    --------
    >>> middle, length = pieces(28.0, 49.0)
    >>> middle.tolist(), length.tolist()
    ([31.5, 38.5, 45.5], [7.0, 7.0, 7.0])
    """
    edges = [start]
    while edges[-1] < end - 1e-9:
        at = edges[-1]
        step = _step(at)
        edges.append(min(end, at + step))
    bounds = np.array(edges)
    return (bounds[1:] + bounds[:-1]) / 2, np.diff(bounds)


def log_rate(theta: Reals, days: Reals) -> Reals:
    """Logarithm of hours a week on given days.

    Parameters
    ----------
    theta : array of float, shape (..., KNOTS)
        Log-rates at the knots.
    days : array of float, shape (d,)
        Days since the premiere.

    Returns
    -------
    array of float, shape (..., d)
    """
    knot, part = place(days)
    return np.asarray((1 - part) * theta[..., knot] + part * theta[..., knot + 1])


def hours(theta: Reals, start: float, end: float) -> Reals:
    """Hours within a window.

    Parameters
    ----------
    theta : array of float, shape (..., KNOTS)
        Log-rates at the knots.
    start, end : float
        First day since the premiere, and the day after the last.

    Returns
    -------
    array of float, shape (...)

    Examples
    --------
    >>> flat = np.full(KNOTS, np.log(7e6))
    >>> round(float(hours(flat, 0, 28)))
    28000000
    """
    middle, length = pieces(start, end)
    return np.asarray((np.exp(log_rate(theta, middle)) * length / 7.0).sum(axis=-1))
