r"""One hierarchical model of all seasons' curves: kin set the prior, each season's own windows move it.

The log-rates of season :math:`s` at the knots are :math:`\theta_s \sim N(\Gamma_{c} z_s, \Sigma_{c})` with traits
:math:`z_s` (language, season number, runtime, what the season before had) and one pair :math:`\Gamma_c, \Sigma_c` each
for the seasons that were on a list after their premiere, for those that were not, and for those that premiered before
there were lists: the list selects, and what is true of the ten best of a week is not true of the rest.
The heights of the pulses have a law of their own, the same for all seasons.
:math:`\Gamma`, :math:`\Sigma` and the standard deviations of the windows are set by the data (empirical Bayes):
expectation-maximisation with the moments of `laplace.posteriors` in the place of exact ones, without those of censored
windows. Windows are taken as independent given the curve, also a week and the total that contains it,

.. math:: y_i \sim N\big(\eta_i(\theta_s), \sigma_{g(i)}^2 + \rho_i^2\big)

with one :math:`\sigma_g` for each kind of window and :math:`\rho_i` for the rounding of the printed figure. A week off
the list adds :math:`\Phi((b_i - \eta_i) / \sigma)`: less than the tenth place.

References
----------
Dempster, Laird and Rubin (1977), Maximum likelihood from incomplete data via the EM algorithm, JRSS B 39(1).
Tobin (1958), Estimation of relationships for limited dependent variables, Econometrica 26(1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import AROUND, KNOT_DAYS, KNOTS, NONE, PARAMETERS, PULSES, Pulses, pieces, place
from cliffhanger.audience.laplace import MANY, STEPS, Flags, Reals, Whole, Windows, log_hours, posteriors

GROUPS = ("first week", "week", "late week", "premiere half-year", "later half-year", "first days")
"""Kinds of windows that have a standard deviation of their own."""

WHOLE_SD = -1
"""In the place of a group: a window whose `rounding` is its whole standard deviation."""

STRATA = ("off the list", "on the list", "before the lists")
"""Seasons of which kind have a prior of their own."""

ITERATIONS = 60
"""Rounds of expectation and maximisation from nothing."""

WARM = 4
"""Rounds from an earlier prior, for one more week of data."""

_FIRST_SD = (0.40, 0.20, 0.50, 0.10, 0.30, 0.05)
_LEAST_SD = (0.10, 0.03, 0.10, 0.02, 0.05, 0.02)
"""Floors: with few windows a standard deviation would collapse on the best-fitted of them."""

_FEWEST = 20
_STEPS_A_ROUND = 5  # each round begins where the last one ended
_RIDGE = 1.0
_CLIP = 3.5
_LEAST_TOLD = 1 / 3
_pieces = lru_cache(maxsize=100_000)(pieces)
_FELT = 0.05  # a pulse that lifts no node of a season by more says nothing of its height


@dataclass(frozen=True)
class Prior:
    """What kin say before a season's own figures.

    Parameters
    ----------
    traits : tuple of str
        Names of the traits, in the order of the columns of `gamma`.
    gamma : array of float, shape (strata, PARAMETERS, traits)
        Mean log-rates at the knots by trait; heights of the pulses, which no trait moves.
    sigma : array of float, shape (strata, PARAMETERS, PARAMETERS)
        Covariance of the log-rates among kin; variances of the heights.
    sd : array of float, shape (len(GROUPS),)
        Standard deviation of the log-hours of each kind of window.
    """

    traits: tuple[str, ...]
    gamma: Reals
    sigma: Reals
    sd: Reals


@dataclass(frozen=True)
class Posterior:
    """Curves of seasons.

    Parameters
    ----------
    theta : array of float, shape (seasons, PARAMETERS)
        Means of the log-rates and heights.
    covariance : array of float, shape (seasons, PARAMETERS, PARAMETERS)
        Their covariances.
    """

    theta: Reals
    covariance: Reals

    def windows(self, windows: Windows) -> tuple[Reals, Reals]:
        """Log-hours of windows at the mean, and their variance to first order, without that of the single window."""
        if len(self.theta) >= MANY:
            from cliffhanger.audience import newton

            return newton.moments(windows, self.theta, self.covariance)  # type: ignore[no-any-return, no-untyped-call]
        eta, rows = log_hours(self.theta, windows)
        return eta, np.einsum("wi,wij,wj->w", rows, self.covariance[windows.season], rows)


def windows_of(
    season: Whole, start_day: Reals, end_day: Reals, hours: Reals, below: Flags, group: Whole, rounding_hours: Reals,
    pulses: Pulses = NONE,
) -> Windows:  # fmt: skip
    """Turn a table of windows, sorted by season, into arrays.

    Parameters
    ----------
    season : array of int
        Season of each window, not falling.
    start_day, end_day : array of float
        Days since the premiere, the end not included.
    hours : array of float
        Hours of the window, or the bound; more than 0.
    below : array of bool
        Whether it is a bound.
    group : array of int
        Place in `GROUPS`.
    rounding_hours : array of float
        Half the unit of rounding.
    pulses : Pulses
        Pulses of the seasons.

    Examples
    --------
    >>> one = windows_of(np.array([0]), np.array([0.0]), np.array([14.0]), np.array([7e6]), np.array([False]),
    ...                  np.array([1]), np.array([5e3]))
    >>> len(one.knot)
    9
    """
    first_node, knot, part, log_weight, lift = nodes_of(season, start_day, end_day, pulses)
    rounding = rounding_hours / np.sqrt(3.0) / hours
    return Windows(season, first_node, knot, part, log_weight, lift, np.log(hours), below, group, rounding)


def nodes_of(
    season: Whole, start_day: Reals, end_day: Reals, pulses: Pulses
) -> tuple[Whole, Whole, Reals, Reals, Reals]:
    """Cut windows into nodes.

    Parameters
    ----------
    season : array of int, not falling, shape (windows,)
        Season of each window.
    start_day, end_day : array of float, shape (windows,)
        Days since the premiere, the end not included.
    pulses : Pulses
        Pulses of the seasons.

    Returns
    -------
    array of int, shape (windows,)
        Where the nodes of each window begin.
    arrays, shape (nodes,), and array of float, shape (nodes, len(PULSES))
        Knot, part, log-weight and lift of each node, as in `laplace.Windows`.
    """
    days: dict[int, tuple[float, ...]] = {}
    for at, day in zip(pulses.season.tolist(), pulses.day.tolist(), strict=True):
        days[at] = (*days.get(at, ()), day)
    # Most windows are alike and have no pulse near, which leaves their pieces as they are: each kind is cut but once.
    kind, kinds = _kinds(start_day, end_day)
    jumping = np.flatnonzero(np.isin(season, pulses.season))
    for row, at, start, end in zip(
        jumping.tolist(), *(values[jumping].tolist() for values in (season, start_day, end_day)), strict=True
    ):
        near = tuple(day for day in days[at] if start - AROUND[-1] < day < end - AROUND[0])
        if near:
            kind[row] = kinds.setdefault((start, end, near), len(kinds))
    cut = [_pieces(*window) for window in kinds]
    counts_of = np.array([len(middle) for middle, _ in cut], dtype=np.int64)
    counts = counts_of[kind]
    first = np.cumsum(counts) - counts
    nodes = np.repeat((np.cumsum(counts_of) - counts_of)[kind] - first, counts) + np.arange(counts.sum())
    middle, length = (
        (np.concatenate([np.zeros(0), *parts])[nodes] for parts in zip(*cut, strict=True))
        if cut
        else (np.zeros(0), np.zeros(0))
    )
    knot, part = place(middle)
    lift = pulses.lift(np.repeat(season, counts), middle)
    return first, knot, part, np.log(length / 7.0), lift


def _kinds(start_day: Reals, end_day: Reals) -> tuple[Whole, dict[tuple[float, float, tuple[float, ...]], int]]:
    """Kind of each window by its days, and the place of each kind."""
    order = np.lexsort((end_day, start_day))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(start_day[order]) != 0) | (np.diff(end_day[order]) != 0)
    kind = np.empty(len(order), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    some = order[new]
    days = zip(start_day[some].tolist(), end_day[some].tolist(), strict=True)
    return kind, {(start, end, ()): at for at, (start, end) in enumerate(days)}


def posterior(
    windows: Windows, z: Reals, stratum: Whole, prior: Prior, begin: Reals | None = None, steps: int = STEPS
) -> Posterior:
    """Curves of seasons under a prior.

    Parameters
    ----------
    windows : Windows
        What is known of the seasons.
    z : array of float, shape (seasons, traits)
        Their traits.
    stratum : array of int, shape (seasons,)
        Place of each season in `STRATA`.
    prior : Prior
        The prior.
    begin : array of float, shape (seasons, PARAMETERS), optional
        Where Newton's method begins: an earlier mean; by default the prior's mean.
    steps : int
        Most Newton steps.
    """
    means = np.einsum("skt,st->sk", prior.gamma[stratum], z)
    sd = np.sqrt(np.append(prior.sd, 0.0)[windows.group] ** 2 + windows.rounding**2)
    precision = np.asarray(np.linalg.inv(prior.sigma), dtype=float)[stratum]
    return Posterior(*posteriors(windows, sd, means, precision, means if begin is None else begin, steps))


def fit(
    windows: Windows, z: Reals, stratum: Whole, traits: tuple[str, ...], prior: Prior | None = None,
    iterations: int | None = None,
) -> tuple[Prior, Posterior]:  # fmt: skip
    """Set the prior by the data.

    Parameters
    ----------
    windows : Windows
        What is known of the seasons.
    z : array of float, shape (seasons, traits)
        Their traits; the first column is 1.
    stratum : array of int, shape (seasons,)
        Place of each season in `STRATA`.
    traits : tuple of str
        Names of the columns.
    prior : Prior, optional
        An earlier one to begin from: then few rounds do.
    iterations : int, optional
        Rounds; `ITERATIONS` from nothing and `WARM` from an earlier prior by default.

    Returns
    -------
    Prior, Posterior
        The prior, and the curves under it.
    """
    now = prior or _first_prior(windows, traits)
    found: Posterior | None = None
    for _ in range(iterations or (WARM if prior else ITERATIONS)):
        found = posterior(windows, z, stratum, now, None if found is None else found.theta, _STEPS_A_ROUND)
        now = _maximise(windows, z, stratum, now, found)
    return now, posterior(windows, z, stratum, now, None if found is None else found.theta)


def _first_prior(windows: Windows, traits: tuple[str, ...]) -> Prior:
    seen = windows.y[~windows.below]
    gamma = np.zeros((len(STRATA), PARAMETERS, len(traits)))
    level = np.median(seen) if len(seen) else np.log(1e6)
    gamma[:, :KNOTS, 0] = level - 0.8 * (np.log(KNOT_DAYS + 7) - np.log(15.0))
    sigma = np.broadcast_to(np.eye(PARAMETERS), (len(STRATA), PARAMETERS, PARAMETERS)).copy()
    sigma[:, :KNOTS, :KNOTS] = np.eye(KNOTS) * 0.3 + 1.5
    return Prior(traits, gamma, sigma, np.array(_FIRST_SD))


def _maximise(windows: Windows, z: Reals, stratum: Whole, now: Prior, found: Posterior) -> Prior:
    gamma, sigma = now.gamma.copy(), now.sigma.copy()
    shrink = _RIDGE * np.diag([1e-9] + [1.0] * (z.shape[1] - 1))
    own = slice(0, KNOTS)
    figures = np.bincount(windows.season[~windows.below], minlength=len(stratum)) > 0
    for c in range(len(STRATA)):
        mine = stratum == c
        # Of kin of which hardly one has a figure, bounds and the few that had one would speak for all: they stay vague.
        if mine.sum() < _FEWEST or figures[mine].mean() < _LEAST_TOLD:
            continue
        rows, theta, covariance = z[mine], found.theta[mine, own], found.covariance[mine, own, own]
        gamma[c, own] = np.linalg.solve(rows.T @ rows + shrink, rows.T @ theta).T
        away = theta - rows @ gamma[c, own].T
        sigma[c, own, own] = (away.T @ away + covariance.sum(axis=0)) / mine.sum() + 1e-4 * np.eye(KNOTS)
    node_season = np.repeat(windows.season, np.diff(np.append(windows.first_node, len(windows.knot))))
    for pulse in range(len(PULSES)):
        # Few seasons have a pulse: they share one law of its height, whatever their traits and stratum.
        having, at = np.unique(node_season[windows.lift[:, pulse] > _FELT]), KNOTS + pulse
        if len(having) < _FEWEST:
            continue
        height = found.theta[having, at]
        gamma[:, at, 0] = height.mean()
        sigma[:, at, at] = (height.var() + found.covariance[having, at, at].mean()) + 1e-4
    eta, variance = found.windows(windows)
    sd = now.sd.copy()
    for g in range(len(GROUPS)):
        chosen = (windows.group == g) & ~windows.below
        if chosen.sum() < _FEWEST:
            continue
        rounding = windows.rounding[chosen] ** 2
        # A few shocks would widen the law for all: far residuals count as less far ones.
        bound = _CLIP * np.sqrt(now.sd[g] ** 2 + rounding)
        away_y = np.clip(windows.y[chosen] - eta[chosen], -bound, bound)
        sd[g] = max(_LEAST_SD[g], float(np.sqrt(max(0.0, (away_y**2 + variance[chosen] - rounding).mean()))))
    return Prior(now.traits, gamma, sigma, sd)


def draws(covariance: Reals, number: int, seed: int) -> NDArray[np.float64]:
    """Normal deviates with given covariances.

    Parameters
    ----------
    covariance : array of float, shape (seasons, k, k)
    number : int
        How many for each season.
    seed : int
        Seed; the same gives the same.

    Returns
    -------
    array of float, shape (seasons, number, k)
    """
    factor = np.linalg.cholesky(covariance + 1e-10 * np.eye(covariance.shape[-1]))
    normal = np.random.default_rng(seed).standard_normal((len(covariance), number, covariance.shape[-1]))
    return np.asarray(np.einsum("sij,snj->sni", factor, normal))
