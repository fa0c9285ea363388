r"""The posterior of every season's curve: Newton's method to its mode, and a normal law around its mean.

For one season with parameters :math:`\theta` (log-rates at the knots, heights of the pulses), prior
:math:`N(m, P^{-1})` and windows :math:`i` with log-hours
:math:`\eta_i(\theta) = \log \sum_j w_{ij} e^{x_{ij}(\theta)}`, the negative log posterior is, up to a constant,

.. math::
    \tfrac12 (\theta - m)^\top P (\theta - m)
    + \sum_{\text{seen}} \tfrac12 \left(\frac{y_i - \eta_i}{s_i}\right)^2
    - \sum_{\text{below}} \log \Phi\!\left(\frac{y_i - \eta_i}{s_i}\right)

The gradient of :math:`\eta_i` is the mean of its nodes' rows, weighted with their share of the hours. The Hessian takes
the first-order part of each term (Gauss and Newton), which is positive definite; a season's step is halved until its
posterior improves. The covariance :math:`C` is the inverse of that Hessian at the mode.

A bound pulls on one side alone, so that the posterior leans to lower hours and its mode lies above its mean. The law is
therefore centred at the mean to third order,

.. math:: \hat\theta + \tfrac12 C \sum_{\text{below}} t_i\,(a_i^\top C a_i)\, a_i

with :math:`t_i` the third derivative of :math:`\log\Phi` by :math:`\eta_i`, and :math:`a_i` the gradient of
:math:`\eta_i`.

Seasons are independent given the prior: a few hundred of them take each step together, as arrays, and the cost grows
linearly in their number. Of thousands `newton` takes the same steps in compiled code.

References
----------
Lindley (1980), Approximate Bayesian methods, Trabajos de Estadistica 31(1). Tierney and Kadane (1986), Accurate
approximations for posterior moments and marginal densities, JASA 81(393).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

STEPS = 40
"""Most Newton steps."""

CLOSE = 1e-5
"""A season is done when none of its parameters moves by more."""

MANY = 100
"""From so many seasons on they are fitted by the compiled code of `newton`; fewer are done before it is loaded."""

_TOGETHER = 250
_LOG_SQRT_2PI = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True)
class Windows:
    """Windows of seasons as arrays.

    Parameters
    ----------
    season : array of int, shape (windows,)
        Season of each window, not falling.
    first_node : array of int, shape (windows,)
        Where the nodes of each window begin; they reach to those of the next.
    knot, part, log_weight : arrays, shape (nodes,)
        Place of each node among the knots, and the logarithm of its length in weeks.
    lift : array of float, shape (nodes, pulses)
        How much of its height each pulse adds to the node.
    y : array of float, shape (windows,)
        Log-hours.
    below : array of bool, shape (windows,)
        Whether that is a bound from above.
    group : array of int, shape (windows,)
        Kind of window.
    rounding : array of float, shape (windows,)
        Standard deviation of the logarithm that rounding adds.
    """

    season: Whole
    first_node: Whole
    knot: Whole
    part: Reals
    log_weight: Reals
    lift: Reals
    y: Reals
    below: Flags
    group: Whole
    rounding: Reals

    def between(self, first: int, last: int) -> Windows:
        """The windows of the seasons from `first` on and before `last`, which are counted from 0 again."""
        a, b = (int(at) for at in np.searchsorted(self.season, [first, last]))
        ends = np.append(self.first_node, len(self.knot))
        rows, nodes = slice(a, b), slice(int(ends[a]), int(ends[b]))
        return Windows(
            self.season[rows] - first, self.first_node[rows] - ends[a], self.knot[nodes], self.part[nodes],
            self.log_weight[nodes], self.lift[nodes], self.y[rows], self.below[rows], self.group[rows],
            self.rounding[rows],
        )  # fmt: skip

    def ordered(self, order: Whole) -> Windows:
        """The windows in another order, with their nodes."""
        counts = np.diff(np.append(self.first_node, len(self.knot)))[order]
        first = np.cumsum(counts) - counts
        nodes = np.repeat(self.first_node[order] - first, counts) + np.arange(counts.sum())
        return Windows(
            self.season[order], first, self.knot[nodes], self.part[nodes], self.log_weight[nodes], self.lift[nodes],
            self.y[order], self.below[order], self.group[order], self.rounding[order],
        )  # fmt: skip

    def joined(self, other: Windows) -> Windows:
        """These windows and others of the same seasons, by season."""
        counts = [np.diff(np.append(part.first_node, len(part.knot))) for part in (self, other)]
        first = np.concatenate(counts)
        whole = Windows(first_node=np.cumsum(first) - first, **{
            name: np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("season", "knot", "part", "log_weight", "lift", "y", "below", "group", "rounding")
        })  # fmt: skip
        return whole.ordered(np.argsort(whole.season, kind="stable"))


def log_hours(theta: Reals, windows: Windows) -> tuple[Reals, Reals]:
    """Log-hours of windows and their gradients.

    Parameters
    ----------
    theta : array of float, shape (seasons, k)
        Log-rates at the knots, then heights of the pulses.
    windows : Windows
        The windows.

    Returns
    -------
    array of float, shape (windows,)
        Log-hours.
    array of float, shape (windows, k)
        Their derivatives by the parameters of their season.
    """
    many, k = len(windows.season), theta.shape[1]
    if not many:
        return np.zeros(0), np.zeros((0, k))
    of, lifted, share, log_total = _nodes(theta, windows)
    pulses = windows.lift.shape[1]
    place = of * k + windows.knot
    gradient = np.bincount(place, share * (1 - windows.part), many * k)
    gradient += np.bincount(place + 1, share * windows.part, many * k)
    rows = np.asarray(gradient, dtype=float).reshape(many, k)
    for pulse in range(pulses):
        rows[:, k - pulses + pulse] = np.bincount(of[lifted], share[lifted] * windows.lift[lifted, pulse], many)
    return log_total, rows


def node_shares(theta: Reals, windows: Windows) -> Reals:
    """Share of each node in the hours of its window.

    Parameters
    ----------
    theta : array of float, shape (seasons, k)
        Log-rates at the knots, then heights of the pulses.
    windows : Windows
        The windows.

    Returns
    -------
    array of float, shape (nodes,)
    """
    return _nodes(theta, windows)[2] if len(windows.season) else np.zeros(0)


def _nodes(theta: Reals, windows: Windows) -> tuple[Whole, Whole, Reals, Reals]:
    """Window of each node, nodes that a pulse lifts, share of each in its window, and log-hours of the windows."""
    of = np.repeat(np.arange(len(windows.season)), np.diff(np.append(windows.first_node, len(windows.knot))))
    mine = theta[windows.season[of]]
    at = np.arange(len(of))
    x = (1 - windows.part) * mine[at, windows.knot] + windows.part * mine[at, windows.knot + 1] + windows.log_weight
    lifted = np.flatnonzero(windows.lift.any(axis=1))
    x[lifted] += (mine[lifted, theta.shape[1] - windows.lift.shape[1] :] * windows.lift[lifted]).sum(axis=1)
    top = np.maximum.reduceat(x, windows.first_node)
    share = np.exp(x - top[of])
    total = np.add.reduceat(share, windows.first_node)
    return of, lifted, share / total[of], np.asarray(top + np.log(total))


def posteriors(
    windows: Windows, sd: Reals, means: Reals, precision: Reals, begin: Reals, steps: int = STEPS
) -> tuple[Reals, Reals]:
    """Mean and covariance of every season.

    Parameters
    ----------
    windows : Windows
        What is known of the seasons.
    sd : array of float, shape (windows,)
        Standard deviation of each window's log-hours, more than 0.
    means : array of float, shape (seasons, k)
        Prior mean of each season.
    precision : array of float, shape (seasons, k, k)
        Prior precision of each season.
    begin : array of float, shape (seasons, k)
        Where Newton's method begins.
    steps : int
        Most steps.

    Returns
    -------
    array of float, shape (seasons, k)
        Means.
    array of float, shape (seasons, k, k)
        Covariances.
    """
    if len(begin) >= MANY:
        from cliffhanger.audience import newton

        return newton.posteriors(windows, sd, means, precision, begin, steps, CLOSE)  # type: ignore[no-any-return, no-untyped-call]
    parts = []
    for first in range(0, len(begin), _TOGETHER):
        last = min(first + _TOGETHER, len(begin))
        rows = slice(*np.searchsorted(windows.season, [first, last]))
        mine = slice(first, last)
        own = windows.between(first, last)
        mode, covariance = _newton(own, sd[rows], means[mine], precision[mine], begin[mine].copy(), steps)
        parts.append((mode + _lean(mode, covariance, own, sd[rows]), covariance))
    if not parts:
        return begin.copy(), np.zeros((0, begin.shape[1], begin.shape[1]))
    centres, covariances = zip(*parts, strict=True)
    return np.concatenate(centres), np.concatenate(covariances)


def _newton(windows: Windows, sd: Reals, means: Reals, precision: Reals, at: Reals, steps: int) -> tuple[Reals, Reals]:
    """Mode and covariance of a few hundred seasons: they stop together, and their arrays stay in the cache."""
    value, gradient, hessian = _terms(at, windows, sd, means, precision)
    active = np.ones(len(at), dtype=bool)
    for _ in range(steps):
        step = np.linalg.solve(hessian, gradient[..., None])[..., 0]
        step[~active] = 0.0
        size = np.ones(len(at))
        for _ in range(12):
            there = at - size[:, None] * step
            new = _terms(there, windows, sd, means, precision)
            worse = active & (new[0] > value + 1e-9)
            if not worse.any():
                break
            size[worse] *= 0.5
        else:
            there[worse] = at[worse]
            new = _terms(there, windows, sd, means, precision)
            active &= ~worse
        moved = np.abs(there - at).max(axis=1)
        at, (value, gradient, hessian) = there, new
        active &= moved > CLOSE
        if not active.any():
            break
    return at, np.asarray(np.linalg.inv(hessian), dtype=float)


def _lean(mode: Reals, covariance: Reals, windows: Windows, sd: Reals) -> Reals:
    """From each season's mode to its mean."""
    low = np.flatnonzero(windows.below)
    eta, rows = log_hours(mode, windows)
    eta, rows, season, sd = eta[low], rows[low], windows.season[low], sd[low]
    z = (windows.y[low] - eta) / sd
    hazard = np.exp(-0.5 * z**2 - _LOG_SQRT_2PI - log_ndtr(z))
    third = (hazard - hazard * (z + hazard) * (z + 2 * hazard)) / sd**3
    variance = np.einsum("wi,wij,wj->w", rows, covariance[season], rows)
    pull = np.zeros_like(mode)
    np.add.at(pull, season, 0.5 * (third * variance)[:, None] * rows)
    shift = np.einsum("sij,sj->si", covariance, pull)
    # The expansion holds for less than a standard deviation; beyond, the direction is kept and the length cut.
    length = np.sqrt(np.maximum(np.einsum("si,si->s", pull, shift), 1.0))
    return np.asarray(shift / length[:, None])


def _terms(theta: Reals, windows: Windows, sd: Reals, means: Reals, precision: Reals) -> tuple[Reals, Reals, Reals]:
    """Negative log posterior of each season, its gradient and its Hessian."""
    seasons, k = theta.shape
    away = theta - means
    slope = np.einsum("sij,sj->si", precision, away)
    value = 0.5 * np.einsum("si,si->s", away, slope)
    eta, rows = log_hours(theta, windows)
    z = (windows.y - eta) / sd
    push, weight, cost = -z, np.ones_like(z), 0.5 * z * z
    low = windows.below
    log_cdf = log_ndtr(z[low])
    hazard = np.exp(-0.5 * z[low] ** 2 - _LOG_SQRT_2PI - log_cdf)
    cost[low], push[low], weight[low] = -log_cdf, hazard, hazard * (z[low] + hazard)
    push, weight = push / sd, weight / sd**2
    value = value + np.bincount(windows.season, cost, seasons)
    gradient, hessian = slope, precision.copy()
    for i in range(k):
        gradient[:, i] += np.bincount(windows.season, push * rows[:, i], seasons)
        weighted = weight * rows[:, i]
        for j in range(i, k):
            both = np.bincount(windows.season, weighted * rows[:, j], seasons)
            hessian[:, i, j] += both
            if i != j:
                hessian[:, j, i] += both
    return value, gradient, hessian
