"""The hierarchical model: derivatives, truth recovery, calibration by simulation, and bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import log_ndtr

from cliffhanger.audience import newton
from cliffhanger.audience.curves import KNOTS, PARAMETERS, Pulses, hours, log_rate
from cliffhanger.audience.laplace import CLOSE, STEPS, Windows, _newton, _terms, log_hours, posteriors
from cliffhanger.audience.model import GROUPS, Posterior, Prior, draws, fit, posterior, windows_of

SEED = 7
SLOPE = np.array([17.0, 16.3, 15.2, 14.0, 12.6, 10.5])
TRAITS = ("one", "later")


BATCH_DAY = 32.0


def slowly(theta: NDArray, start: float, end: float, *, batch: bool) -> float:
    """Hours of a window, day by day in forty steps, with a batch that came on its day."""
    days = np.arange(start, end, 1 / 40) + 1 / 80
    rate = log_rate(theta, days)
    if batch:
        rate = rate + theta[KNOTS] * np.where(days >= BATCH_DAY, np.exp(-(days - BATCH_DAY) / 21.0), 0.0)
    return float(np.exp(rate).sum() / 40 / 7)


def simulated(many: int, rng: np.random.Generator) -> tuple[Windows, NDArray, NDArray, Prior]:
    """Seasons from a known prior: weeks on a list or below its tenth place, and a half-year's total.

    Every second season has a batch on a day of its fifth week.
    """
    loose = np.exp(-np.abs(np.subtract.outer(np.arange(KNOTS), np.arange(KNOTS))) / 3.0)
    sigma = np.broadcast_to(np.eye(PARAMETERS) * 0.25, (2, PARAMETERS, PARAMETERS)).copy()
    sigma[:, :KNOTS, :KNOTS] = 0.5 * loose
    gamma = np.zeros((2, PARAMETERS, 2))
    gamma[:, :KNOTS, 0], gamma[:, :KNOTS, 1], gamma[:, KNOTS, 0] = SLOPE, 0.4, 2.0
    prior = Prior(TRAITS, gamma, sigma, np.array([0.2, 0.1, 0.3, 0.05, 0.1, 0.05]))
    z = np.column_stack([np.ones(many), rng.integers(0, 2, many)]).astype(float)
    theta = z @ gamma[1].T + rng.multivariate_normal(np.zeros(PARAMETERS), sigma[1], many)
    rows: list[tuple[float, ...]] = []
    tenth = 6e6
    for season in range(many):
        batch = season % 2 == 1
        for week in range(8):
            start, end = max(0.0, 7.0 * week - 3), 7.0 * week + 4
            sd = prior.sd[0 if week == 0 else 1]
            seen = slowly(theta[season], start, end, batch=batch) * np.exp(sd * rng.standard_normal())
            below = seen < tenth
            rows.append((season, start, end, tenth if below else seen, below, 0 if week == 0 else 1))
        total = slowly(theta[season], 0, 120, batch=batch) * np.exp(prior.sd[3] * rng.standard_normal())
        rows.append((season, 0.0, 120.0, total, False, 3))
    season, start, end, amount, below, group = (np.array(column) for column in zip(*rows, strict=True))
    odd = np.arange(1, many, 2)
    windows = windows_of(
        season.astype(np.int64), start, end, amount, below.astype(bool), group.astype(np.int64), np.zeros(len(season)),
        Pulses(odd, np.zeros(len(odd), dtype=np.int64), np.full(len(odd), BATCH_DAY)),
    )  # fmt: skip
    return windows, z, theta, prior


def test_the_gradient_is_that_of_the_posterior() -> None:
    """Against differences of the posterior."""
    rng = np.random.default_rng(SEED)
    windows, z, theta, prior = simulated(4, rng)
    sd = prior.sd[windows.group]
    means, precision = z @ prior.gamma[1].T, np.linalg.inv(prior.sigma)[np.ones(4, dtype=int)]
    at = theta + 0.1 * rng.standard_normal(theta.shape)
    _, gradient, _ = _terms(at, windows, sd, means, precision)
    step = 1e-5
    for knot in range(PARAMETERS):
        up, down = at.copy(), at.copy()
        up[:, knot] += step
        down[:, knot] -= step
        slope = (_terms(up, windows, sd, means, precision)[0] - _terms(down, windows, sd, means, precision)[0]) / (
            2 * step
        )
        assert gradient[:, knot] == pytest.approx(slope, rel=1e-4, abs=1e-3)


def test_the_hessian_is_exact_for_weeks_of_one_node() -> None:
    """There the log-hours are linear in the parameters: differences of the gradient give it, for bounds as well."""
    prior = simulated(1, np.random.default_rng(SEED))[3]
    days = np.array([1.0, 5.0, 40.0])
    windows = windows_of(np.zeros(3, dtype=np.int64), days, days + 1, np.array([4e6, 3e6, 1e6]),
                         np.array([False, False, True]), np.ones(3, dtype=np.int64), np.zeros(3))  # fmt: skip
    assert len(windows.knot) == 3
    sd, means, precision = prior.sd[windows.group], prior.gamma[1, :, 0][None], np.linalg.inv(prior.sigma)[1][None]
    at, step = means + 0.1, 1e-5
    hessian = _terms(at, windows, sd, means, precision)[2][0]
    for k in range(PARAMETERS):
        move = step * np.eye(PARAMETERS)[k]
        up, down = (_terms(at + sign * move, windows, sd, means, precision)[1][0] for sign in (1, -1))
        assert hessian[:, k] == pytest.approx((up - down) / (2 * step), rel=1e-4, abs=1e-4)


def test_newton_ends_where_the_gradient_vanishes() -> None:
    """Each season's mode is one, also for seasons of which only bounds are known."""
    rng = np.random.default_rng(SEED)
    windows, z, _, prior = simulated(60, rng)
    stratum = np.ones(60, dtype=np.int64)
    means, precision = z @ prior.gamma[1].T, np.linalg.inv(prior.sigma)[stratum]
    sd = prior.sd[windows.group]
    mode, covariance = _newton(windows, sd, means, precision, means.copy(), STEPS)
    _, gradient, _ = _terms(mode, windows, sd, means, precision)
    assert np.abs(gradient).max() < 0.05
    assert np.linalg.eigvalsh(covariance).min() > 0


def test_the_compiled_steps_end_where_those_of_numpy_do() -> None:
    """Means, covariances and moments of windows, with pulses and with bounds that lie far off."""
    rng = np.random.default_rng(SEED)
    windows, z, _, prior = simulated(60, rng)
    far = np.where(windows.below & (rng.random(len(windows.y)) < 0.2), windows.y - 6.0, windows.y)
    windows = replace(windows, y=far)
    stratum = np.ones(60, dtype=np.int64)
    means, precision = z @ prior.gamma[1].T, np.linalg.inv(prior.sigma)[stratum]
    sd = prior.sd[windows.group]
    centre, covariance = posteriors(windows, sd, means, precision, means)
    theirs = newton.posteriors(windows, sd, means, precision, means, STEPS, CLOSE)
    assert theirs[0] == pytest.approx(centre, abs=CLOSE)
    assert theirs[1] == pytest.approx(covariance, abs=CLOSE)
    for mine, compiled in zip(
        Posterior(centre, covariance).windows(windows), newton.moments(windows, centre, covariance), strict=True
    ):
        assert compiled == pytest.approx(mine, abs=1e-10)


def test_the_compiled_tail_of_the_normal_law_is_that_of_scipy() -> None:
    """Also where erfc underflows."""
    z = np.array([-3_000.0, -60.0, -26.0, -25.001, -24.999, -5.0, 0.0, 3.0, 9.0])
    assert [newton.log_cdf(one) for one in z] == pytest.approx(log_ndtr(z).tolist(), rel=1e-9)


def test_a_bound_lets_the_law_lean_to_lower_hours() -> None:
    """Against the mean by summing over a grid: one bound on a level that is normal before."""
    prior = simulated(1, np.random.default_rng(SEED))[3]
    z, stratum = np.array([[1.0, 0.0]]), np.ones(1, dtype=np.int64)
    only = windows_of(np.array([0]), np.array([10.0]), np.array([11.0]), np.array([1.5e6]), np.array([True]),
                      np.array([1]), np.array([0.0]))  # fmt: skip
    found = posterior(only, z, stratum, prior)
    eta, variance = found.windows(only)
    means, precision = z @ prior.gamma[1].T, np.linalg.inv(prior.sigma)[stratum]
    free = Posterior(means, prior.sigma[stratum])
    middle, spread = (float(one[0]) for one in free.windows(only))
    grid = np.linspace(middle - 8, middle + 4, 20_001)
    weight = np.exp(-0.5 * (grid - middle) ** 2 / spread + log_ndtr((only.y[0] - grid) / prior.sd[1]))
    truth = float((grid * weight).sum() / weight.sum())
    mode, _ = _newton(only, prior.sd[only.group], means, precision, means.copy(), STEPS)
    alone = float(Posterior(mode, found.covariance).windows(only)[0][0])
    assert variance[0] > 0
    assert alone > truth
    assert abs(float(eta[0]) - truth) < 0.5 * abs(alone - truth)


def test_no_evidence_leaves_the_prior() -> None:
    """A season without windows has the mean and the covariance of its kin."""
    rng = np.random.default_rng(SEED)
    windows, _, _, prior = simulated(1, rng)
    z = np.ones((2, 2))
    found = posterior(windows, z, np.ones(2, dtype=np.int64), prior)
    assert found.theta[1] == pytest.approx(z[1] @ prior.gamma[1].T)
    assert found.covariance[1] == pytest.approx(prior.sigma[1], abs=1e-6)


def test_a_bound_pulls_down_and_never_up() -> None:
    """One week below the tenth place lowers the curve there; a bound far above it changes nothing."""
    prior = simulated(1, np.random.default_rng(SEED))[3]
    z, stratum = np.array([[1.0, 0.0]]), np.ones(1, dtype=np.int64)

    def mode(bound: float) -> NDArray:
        only = windows_of(np.array([0]), np.array([7.0]), np.array([14.0]), np.array([bound]), np.array([True]),
                          np.array([1]), np.array([0.0]))  # fmt: skip
        return posterior(only, z, stratum, prior).theta[0]

    free = z[0] @ prior.gamma[1].T
    assert mode(1e6)[1] < free[1] - 0.5
    assert mode(1e12) == pytest.approx(free, abs=1e-3)


def test_the_truth_is_recovered_and_the_intervals_cover_it() -> None:
    """Simulation-based calibration: of known totals of unseen weeks, 80 % lie within the 80 % interval."""
    errors, ranks = [], []
    for seed in range(1, 5):
        windows, z, theta, prior = simulated(400, np.random.default_rng(seed))
        known = windows.ordered(np.flatnonzero(windows.group != 3))
        found = posterior(known, z, np.ones(400, dtype=np.int64), prior)
        away = draws(found.covariance, 200, 1)
        many = np.array([hours(found.theta[s] + one, 60, 120) for s, one in enumerate(away)])
        truth = np.array([float(hours(one, 60, 120)) for one in theta])
        errors.append(np.log(np.median(many, axis=1) / truth))
        ranks.append((many < truth[:, None]).mean(axis=1))
    rank = np.concatenate(ranks)
    for level in (0.5, 0.8, 0.95):
        inside = ((rank > (1 - level) / 2) & (rank < (1 + level) / 2)).mean()
        assert inside == pytest.approx(level, abs=0.04), level
    # The mode alone lies 0.04 too high: bounds fall off on one side.
    assert abs(np.concatenate(errors).mean()) < 0.03


def test_the_prior_is_found_from_the_seasons() -> None:
    """Fitted from nothing, the mean curve and the spread of totals come near those that made the data."""
    rng = np.random.default_rng(SEED)
    windows, z, _, made = simulated(500, rng)
    stratum = np.ones(500, dtype=np.int64)
    prior, _ = fit(windows, z, stratum, TRAITS)
    early = slice(0, 4)  # later knots are seen by nothing here
    assert prior.gamma[1, early, 0] == pytest.approx(made.gamma[1, early, 0], abs=0.35)
    assert np.sqrt(np.diag(prior.sigma[1]))[:3] == pytest.approx(np.sqrt(np.diag(made.sigma[1]))[:3], abs=0.25)
    assert prior.sd[1] == pytest.approx(made.sd[1], abs=0.05)
    assert prior.gamma[1, KNOTS, 0] == pytest.approx(made.gamma[1, KNOTS, 0], abs=0.2)
    assert np.sqrt(prior.sigma[1, KNOTS, KNOTS]) == pytest.approx(0.5, abs=0.15)


def test_the_height_of_a_batch_is_recovered() -> None:
    """Of seasons that jump up again, 80 % of the true heights lie within the 80 % interval; others keep the prior's."""
    windows, z, theta, prior = simulated(300, np.random.default_rng(SEED))
    found = posterior(windows, z, np.ones(300, dtype=np.int64), prior)
    odd, sd = np.arange(1, 300, 2), np.sqrt(found.covariance[:, KNOTS, KNOTS])
    away = (found.theta[odd, KNOTS] - theta[odd, KNOTS]) / sd[odd]
    assert (np.abs(away) < 1.2816).mean() == pytest.approx(0.8, abs=0.08)
    assert sd[odd].max() < 0.5
    assert found.theta[::2, KNOTS] == pytest.approx(2.0, abs=1e-6)


def test_the_same_data_gives_the_same_prior() -> None:
    """No chance in the fit; from its own end a fit moves no further than a little."""
    windows, z, _, _ = simulated(120, np.random.default_rng(SEED))
    stratum = np.ones(120, dtype=np.int64)
    first, _ = fit(windows, z, stratum, TRAITS)
    again, _ = fit(windows, z, stratum, TRAITS)
    assert (first.gamma == again.gamma).all()
    warm, _ = fit(windows, z, stratum, TRAITS, first)
    assert np.abs(warm.gamma[1, :4] - first.gamma[1, :4]).max() < 0.05


def test_windows_keep_their_nodes_in_another_order() -> None:
    """Sorting windows is sorting what they say."""
    windows, _, theta, _ = simulated(5, np.random.default_rng(SEED))
    order = np.random.default_rng(1).permutation(len(windows.y))
    eta, _ = log_hours(theta, windows)
    again, _ = log_hours(theta, windows.ordered(order))
    assert again == pytest.approx(eta[order])
    assert len(GROUPS) == 6


def test_one_season_alone_is_as_among_others() -> None:
    """Given the prior, seasons do not touch each other."""
    windows, z, _, prior = simulated(20, np.random.default_rng(SEED))
    stratum = np.ones(20, dtype=np.int64)
    all_of_them = posterior(windows, z, stratum, prior).theta[:1]
    first = windows.ordered(np.flatnonzero(windows.season == 0))
    sd = prior.sd[first.group]
    alone, _ = posteriors(first, sd, (z @ prior.gamma[1].T)[:1], np.linalg.inv(prior.sigma)[stratum][:1],
                          (z @ prior.gamma[1].T)[:1])  # fmt: skip
    assert alone == pytest.approx(all_of_them, abs=1e-3)
