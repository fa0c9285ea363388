r"""The curve of a season's audience: hours a week as a broken power law of the days since its premiere.

Let :math:`\theta_k` be the logarithm of the rate, in hours a week, at knot :math:`k`, which lies at day
:math:`d_k` (`KNOT_DAYS`). Between knots the log-rate is linear in :math:`u(t) = \log(t + 2)`:

.. math:: x(t) = (1 - f)\,\theta_k + f\,\theta_{k+1}, \qquad f = \frac{u(t) - u(d_k)}{u(d_{k+1}) - u(d_k)}

and beyond the outer knots as their last segment. Pulses come on top: a season in batches jumps up again with each, the
next season brings viewers back to this one, and now and then a season returns to the list after half a year for
another reason,

.. math:: x(t) \mathrel{+}= \sum_p a_p \sum_{d \in D_p} \varphi(t - d), \qquad
          \varphi(u) = e^{-u/21} \; (u \ge 0)

with one height :math:`a_p` for each kind of pulse (`PULSES`), on known days :math:`D_p`. Before its day a batch or a
return lifts nothing; for the next season viewers come back early, :math:`\varphi(u) = e^{u/7} \; (u < 0)`.

On log-log axes that is a polygon: launch, fall and tail each have a slope of their own, so that no phase has to follow
from another (a single exponential or power law has but one slope, and fails on every total). The corners lie where
weekly lists and half-yearly reports can tell them apart.

A window from day :math:`a` to day :math:`b` holds the hours

.. math:: H(a, b) = \int_a^b \tfrac{1}{7} e^{x(t)}\,dt \approx \sum_j \tfrac{w_j}{7}\, e^{x(t_j)}

with nodes :math:`t_j` in the middle of pieces of :math:`w_j` days: a day at first, later pieces that grow with their
distance from the premiere. :math:`x` is linear in :math:`\theta`, so that a window's logarithm is a log-sum-exp of
linear functions: smooth, and with a gradient that is a weighted mean of the nodes' rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

KNOT_DAYS: Reals = np.array([3.0, 10.0, 24.0, 60.0, 240.0, 3_000.0])
"""Days since the premiere at which the curve may bend."""

KNOTS = len(KNOT_DAYS)

PULSES = ("batch", "next season", "return")
"""Kinds of pulses; a return is a relisting after half a year off the list, whatever brought it."""

PARAMETERS = KNOTS + len(PULSES)
"""Log-rates at the knots, then the heights of the pulses."""

_AWAITED = PULSES.index("next season")
_FADE_DAYS = 21.0
_RISE_DAYS = 7.0
AROUND = (-14.0, -7.0, 0.0, 7.0, 14.0, 28.0, 56.0, 84.0)
"""Days from a pulse at which pieces of a window begin anew."""

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


def day_of(knot: Whole, part: Reals) -> Reals:
    """The days that stand at places among the knots: undoes `place`.

    Examples
    --------
    >>> day_of(*place(np.array([0.0, 33.0, 400.0]))).round(6).tolist()
    [0.0, 33.0, 400.0]
    """
    return np.asarray(np.exp((1 - part) * _U[knot] + part * _U[knot + 1]) - _SHIFT)


@dataclass(frozen=True)
class Pulses:
    """Days on which the audience of seasons jumps up again.

    Parameters
    ----------
    season : array of int, rising, shape (n,)
        Season of each pulse.
    kind : array of int, shape (n,)
        Place in `PULSES`.
    day : array of float, shape (n,)
        Days since the premiere.
    """

    season: Whole
    kind: Whole
    day: Reals

    def renumbered(self, new: Whole) -> Pulses:
        """The same with other numbers for the seasons, in rising order; those that get a negative one are left out."""
        season = new[self.season]
        order = np.argsort(season, kind="stable")
        order = order[season[order] >= 0]
        return Pulses(season[order], self.kind[order], self.day[order])

    def lift(self, season: Whole, days: Reals) -> Reals:
        """How much of its height each kind of pulse adds to the log-rate.

        Parameters
        ----------
        season : array of int, not falling, shape (n,)
            Seasons.
        days : array of float, shape (n,)
            Days since their premieres.

        Returns
        -------
        array of float, shape (n, len(PULSES))

        Examples
        --------
        >>> pulses = Pulses(np.array([0]), np.array([1]), np.array([100.0]))
        >>> pulses.lift(np.array([0, 0, 1]), np.array([93.0, 100.0, 100.0])).round(2).tolist()
        [[0.0, 0.37, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
        """
        found = np.zeros((len(days), len(PULSES)))
        for at, (a, b) in enumerate(np.searchsorted(season, np.stack([self.season, self.season + 1], axis=1))):
            since = days[a:b] - self.day[at]
            fade = np.exp(-np.maximum(since, 0.0) / _FADE_DAYS)
            rise = np.exp(np.minimum(since, 0.0) / _RISE_DAYS) if self.kind[at] == _AWAITED else since >= 0
            found[a:b, self.kind[at]] += fade * rise
        return found


NONE = Pulses(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
"""No pulses."""


def _step(day: float) -> float:
    """Length of the piece that begins on a day: where the curve is steep, pieces are short."""
    if day < 7.0:
        return 1.0
    if day < 28.0:
        return 3.5
    return 7.0 if day < _FINE_DAYS else min(_COARSEST_DAYS, max(14.0, day / 8.0))


def pieces(start: float, end: float, pulses: tuple[float, ...] = ()) -> tuple[Reals, Reals]:
    """Cut a window into pieces over which the rate may be taken from their middle.

    Parameters
    ----------
    start, end : float
        First day since the premiere, and the day after the last.
    pulses : tuple of float
        Days of pulses: around them pieces are short.

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
    corners = sorted({day + away for day in pulses for away in AROUND if start < day + away < end})
    edges = [start]
    for corner in (*corners, end):
        while edges[-1] < corner - 1e-9:
            edges.append(min(corner, edges[-1] + _step(edges[-1])))
    bounds = np.array(edges)
    return (bounds[1:] + bounds[:-1]) / 2, np.diff(bounds)


def log_rate(theta: Reals, days: Reals) -> Reals:
    """Logarithm of hours a week on given days, without pulses.

    Parameters
    ----------
    theta : array of float, shape (..., KNOTS or PARAMETERS)
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
    """Hours within a window, without pulses.

    Parameters
    ----------
    theta : array of float, shape (..., KNOTS or PARAMETERS)
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
