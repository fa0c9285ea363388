r"""The posteriors of `laplace` for thousands of seasons: the same steps, season by season, compiled.

`laplace` is the definition, in NumPy: many seasons take a step together. Here each season takes its own steps to its
own end, and no array is larger than one season's parameters. Slabs of seasons go to the machine's cores as threads,
which do not wait for one another: the cost is linear in seasons and falls with the cores. A test holds both together.
Of fewer than a hundred seasons NumPy is done before the compiled code is loaded.

.. math:: \log\Phi(z) \approx -\tfrac12 z^2 - \log(-z\sqrt{2\pi}) + \log\big(1 - z^{-2} + 3 z^{-4} - 15 z^{-6}\big)

stands in for the logarithm of `erfc` where that would underflow.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

_LOG_SQRT_2PI = 0.5 * math.log(2 * math.pi)
_SQRT_HALF = math.sqrt(0.5)
_FAR = -25.0
_SLABS_A_CORE = 4
_HALVINGS = 12
_SLACK = 1e-9


@njit(cache=True, nogil=True)
def log_cdf(z):
    """Logarithm of the normal distribution function."""
    if z > 0:
        return math.log1p(-0.5 * math.erfc(z * _SQRT_HALF))
    if z > _FAR:
        return math.log(0.5 * math.erfc(-z * _SQRT_HALF))
    inverse = 1.0 / (z * z)
    return -0.5 * z * z - math.log(-z) - _LOG_SQRT_2PI + math.log1p(-inverse * (1 - inverse * (3 - inverse * 15)))


@njit(cache=True, nogil=True)
def _log_hours(theta, first, last, knot, part, log_weight, lift, gradient):
    """Log-hours of one window, and their gradient: the rows of its nodes, weighted with their share of the hours."""
    k, pulses = theta.size, lift.shape[1]
    top, total = -np.inf, 0.0
    gradient[:] = 0.0
    for node in range(first, last):
        at, f = knot[node], part[node]
        x = (1 - f) * theta[at] + f * theta[at + 1] + log_weight[node]
        for pulse in range(pulses):
            x += theta[k - pulses + pulse] * lift[node, pulse]
        if x > top:
            # What was added so far counts by the new top.
            smaller = math.exp(top - x)
            total *= smaller
            for i in range(k):
                gradient[i] *= smaller
            top = x
        hours = math.exp(x - top)
        total += hours
        gradient[at] += hours * (1 - f)
        gradient[at + 1] += hours * f
        for pulse in range(pulses):
            gradient[k - pulses + pulse] += hours * lift[node, pulse]
    for i in range(k):
        gradient[i] /= total
    return top + math.log(total)


@njit(cache=True, nogil=True)
def _terms(theta, first, last, nodes, knot, part, log_weight, lift, y, below, sd, mean, precision, row, slope, hessian):
    """Negative log posterior of one season, whose windows are those from `first` on; its gradient and Hessian."""
    k = theta.size
    value = 0.0
    for i in range(k):
        slope[i] = 0.0
        for j in range(k):
            slope[i] += precision[i, j] * (theta[j] - mean[j])
            hessian[i, j] = precision[i, j]
        value += 0.5 * slope[i] * (theta[i] - mean[i])
    for w in range(first, last):
        eta = _log_hours(theta, nodes[w], nodes[w + 1], knot, part, log_weight, lift, row)
        z = (y[w] - eta) / sd[w]
        if below[w]:
            cdf = log_cdf(z)
            push = math.exp(-0.5 * z * z - _LOG_SQRT_2PI - cdf)
            value -= cdf
            weight = push * (z + push)
        else:
            push, weight = -z, 1.0
            value += 0.5 * z * z
        push, weight = push / sd[w], weight / sd[w] ** 2
        for i in range(k):
            slope[i] += push * row[i]
            for j in range(k):
                hessian[i, j] += weight * row[i] * row[j]
    return value


@njit(cache=True, nogil=True)
def _lean(mode, first, last, nodes, knot, part, log_weight, lift, y, below, sd, covariance, row):
    """From one season's mode to its mean, as in `laplace`."""
    pull = np.zeros(mode.size)
    for w in range(first, last):
        if not below[w]:
            continue
        eta = _log_hours(mode, nodes[w], nodes[w + 1], knot, part, log_weight, lift, row)
        z = (y[w] - eta) / sd[w]
        hazard = math.exp(-0.5 * z * z - _LOG_SQRT_2PI - log_cdf(z))
        third = (hazard - hazard * (z + hazard) * (z + 2 * hazard)) / sd[w] ** 3
        third *= 0.5 * _variance(row, covariance)
        for i in range(mode.size):
            pull[i] += third * row[i]
    shift, length = np.zeros(mode.size), 0.0
    for i in range(mode.size):
        for j in range(mode.size):
            shift[i] += covariance[i, j] * pull[j]
        length += shift[i] * pull[i]
    for i in range(mode.size):
        shift[i] /= math.sqrt(max(length, 1.0))
    return shift


@njit(cache=True, nogil=True)
def _variance(row, covariance):
    found = 0.0
    for i in range(row.size):
        for j in range(row.size):
            found += row[i] * covariance[i, j] * row[j]
    return found


@njit(cache=True, nogil=True)
def _solve(matrix, lower, right):
    """Solve for a positive definite matrix by its Cholesky factor, which is left in `lower`; `right` is overwritten."""
    k = right.size
    for i in range(k):
        for j in range(i + 1):
            rest = matrix[i, j]
            for m in range(j):
                rest -= lower[i, m] * lower[j, m]
            lower[i, j] = math.sqrt(rest) if i == j else rest / lower[j, j]
    _substitute(lower, right)


@njit(cache=True, nogil=True)
def _substitute(lower, right):
    k = right.size
    for i in range(k):
        for j in range(i):
            right[i] -= lower[i, j] * right[j]
        right[i] /= lower[i, i]
    for i in range(k - 1, -1, -1):
        for j in range(i + 1, k):
            right[i] -= lower[j, i] * right[j]
        right[i] /= lower[i, i]


@njit(cache=True, nogil=True)
def _invert(matrix, lower, inverse):
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[0]):
            inverse[i, j] = 1.0 if i == j else 0.0
        if i:
            _substitute(lower, inverse[i])
        else:
            _solve(matrix, lower, inverse[i])


@njit(cache=True, nogil=True)
def _slab(
    begin, end, first, nodes, knot, part, log_weight, lift, y, below, sd, means, precision, centre, covariance, steps,
    close,
):  # fmt: skip
    """Newton's method for the seasons from `begin` on and before `end`: from `centre`, which becomes their means."""
    k = means.shape[1]
    row, gradient, new_gradient = np.empty(k), np.empty(k), np.empty(k)
    hessian, new_hessian, lower = np.empty((k, k)), np.empty((k, k)), np.empty((k, k))
    step, there = np.empty(k), np.empty(k)
    for s in range(begin, end):
        at, a, b = centre[s].copy(), first[s], first[s + 1]
        value = _terms(at, a, b, nodes, knot, part, log_weight, lift, y, below, sd, means[s], precision[s], row,
                       gradient, hessian)  # fmt: skip
        for _ in range(steps):
            step[:] = gradient
            _solve(hessian, lower, step)
            worse, moved = True, 0.0
            for _ in range(_HALVINGS):
                for i in range(k):
                    there[i] = at[i] - step[i]
                new = _terms(there, a, b, nodes, knot, part, log_weight, lift, y, below, sd, means[s], precision[s],
                             row, new_gradient, new_hessian)  # fmt: skip
                worse = new > value + _SLACK
                if not worse:
                    break
                for i in range(k):
                    step[i] *= 0.5
            if worse:
                break
            for i in range(k):
                moved = max(moved, abs(step[i]))
                at[i] = there[i]
            value = new
            gradient, new_gradient = new_gradient, gradient
            hessian, new_hessian = new_hessian, hessian
            if moved <= close:
                break
        _invert(hessian, lower, covariance[s])
        shift = _lean(at, a, b, nodes, knot, part, log_weight, lift, y, below, sd, covariance[s], row)
        for i in range(k):
            centre[s, i] = at[i] + shift[i]


@njit(cache=True, nogil=True)
def _moments(begin, end, season, nodes, knot, part, log_weight, lift, theta, covariance, eta, variance):
    """Log-hours of the windows from `begin` on and before `end`, and their variance to first order."""
    row = np.empty(theta.shape[1])
    for w in range(begin, end):
        s = season[w]
        eta[w] = _log_hours(theta[s], nodes[w], nodes[w + 1], knot, part, log_weight, lift, row)
        variance[w] = _variance(row, covariance[s])


def in_slabs(work, many):
    """Do the work for slabs of many rows, on all cores: `work(first, last)` each."""
    cores = os.cpu_count() or 1
    edges = np.linspace(0, many, cores * _SLABS_A_CORE + 1).astype(int).tolist()
    with ThreadPoolExecutor(cores) as threads:
        list(threads.map(work, edges[:-1], edges[1:]))


def posteriors(windows, sd, means, precision, begin, steps, close):
    """Mean and covariance of every season: what `laplace.posteriors` gives.

    Parameters
    ----------
    windows : laplace.Windows
        What is known of the seasons.
    sd, means, precision, begin, steps
        As there.
    close : float
        A season is done when none of its parameters moves by more.

    Returns
    -------
    array of float, shape (seasons, k), and array of float, shape (seasons, k, k)
    """
    seasons, k = means.shape
    first = np.searchsorted(windows.season, np.arange(seasons + 1))
    nodes = np.append(windows.first_node, len(windows.knot))
    centre, covariance = np.array(begin, dtype=float, order="C"), np.empty((seasons, k, k))
    arrays = (first, nodes, *_arrays(windows), windows.y, windows.below, sd, np.ascontiguousarray(means),
              np.ascontiguousarray(precision), centre, covariance, steps, close)  # fmt: skip
    in_slabs(lambda a, b: _slab(a, b, *arrays), seasons)
    return centre, covariance


def moments(windows, theta, covariance):
    """Log-hours of windows at curves, and their variance to first order: what `model.Posterior.windows` gives."""
    many = len(windows.season)
    eta, variance = np.empty(many), np.empty(many)
    nodes = np.append(windows.first_node, len(windows.knot))
    arrays = (windows.season, nodes, *_arrays(windows), np.ascontiguousarray(theta), np.ascontiguousarray(covariance),
              eta, variance)  # fmt: skip
    in_slabs(lambda a, b: _moments(a, b, *arrays), many)
    return eta, variance


def _arrays(windows):
    return tuple(np.ascontiguousarray(a) for a in (windows.knot, windows.part, windows.log_weight, windows.lift))
