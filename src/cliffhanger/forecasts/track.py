"""The track record: scores of forecast probabilities against what happened, with their doubt.

Pure functions over arrays. What cannot be computed from so few forecasts is None, never a guess.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Figure = float | int | None

MANY = 1_000
"""Resamples behind an interval, and simulated outcomes behind a null value."""

BINS = 5
LEAST_P = 0.01
"""Log loss and slope take no forecast for surer than this, or one certainty that fails would outweigh all others."""


def score(
    y: Reals, p: Reals, base: Reals | float, quarter: NDArray[Any], seed: int, many: int = MANY
) -> dict[str, Figure]:
    r"""Score forecasts of yes or no.

    Brier score :math:`B = \frac1n \sum (p - y)^2`; skill :math:`1 - B / B_{base}`; log loss
    :math:`-\frac1n \sum y \ln p + (1 - y) \ln(1 - p)`; slope of the logistic regression of y on the log-odds of p;
    ECE :math:`\sum_b \frac{n_b}{n} |\bar p_b - \bar y_b|` over five bins of equal count.

    Parameters
    ----------
    y : array of float, shape (n,)
        What happened: 0 or 1. Only seasons whose time is up (the administrative Brier score).
    p : array of float, shape (n,)
        Forecasts, 0-1.
    base : array of float, shape (n,), or float
        Base rate known when each forecast was made, 0-1.
    quarter : array, shape (n,)
        Block of each forecast; those of one quarter share their luck.
    seed, many : int
        Seed and number of resamples and of simulated outcomes.

    Returns
    -------
    dict
        n, base_rate (share of y), auc, auc_lo90, auc_hi90, brier, skill, skill_lo90, skill_hi90, log_loss, slope, ece,
        ece_null95: 95 % point of the ECE of a forecaster whose p are all true. All but n are None without forecasts;
        auc without both outcomes; skill where the base rate makes no error; slope also where p is the same for all or
        parts the outcomes without overlap.

    Notes
    -----
    Intervals resample quarters, then the seasons of each (forecast and base rate together): wider than resampling
    seasons alone, as they should be where quarters differ. With one quarter only its seasons are resampled.

    References
    ----------
    Kvamme and Borgan (2023), The Brier score under administrative censoring, JMLR 24(2). Davison and Hinkley (1997),
    Bootstrap methods and their application, section 3.8. Bröcker and Smith (2007), Increasing the reliability of
    reliability diagrams, Weather and Forecasting 22.

    Examples
    --------
    >>> found = score(np.array([1.0, 0.0]), np.array([0.8, 0.4]), 0.5, np.array(["2024Q1", "2024Q1"]), seed=1)
    >>> round(found["brier"], 3), round(found["skill"], 3), found["auc"]
    (0.1, 0.6, 1.0)
    """
    n = len(y)
    if not n:
        return {"n": 0} | dict.fromkeys(_KEYS)
    rng = np.random.default_rng(seed)
    counts = _resampled(quarter, rng, many)
    own, reference = (p - y) ** 2, (np.broadcast_to(base, (n,)) - y) ** 2
    sure = np.clip(p, LEAST_P, 1.0 - LEAST_P)
    everyone = np.ones((1, n))
    skill_lo90, skill_hi90 = _interval90(_skills(own, reference, counts))
    auc_lo90, auc_hi90 = _interval90(_aucs(y, p, counts))
    bins = _binned(p, BINS)
    simulated = (rng.random((many, n)) < p).astype(float)
    return {
        "n": n,
        "base_rate": float(y.mean()),
        "auc": _figure(_aucs(y, p, everyone)[0]),
        "auc_lo90": auc_lo90,
        "auc_hi90": auc_hi90,
        "brier": float(own.mean()),
        "skill": _figure(_skills(own, reference, everyone)[0]),
        "skill_lo90": skill_lo90,
        "skill_hi90": skill_hi90,
        "log_loss": float(-np.mean(y * np.log(sure) + (1.0 - y) * np.log1p(-sure))),
        "slope": _slope(y, np.log(sure / (1.0 - sure))),
        "ece": float(_eces(y[None, :], p, bins)[0]),
        "ece_null95": float(np.quantile(_eces(simulated, p, bins), 0.95)),
    }


def reliability(y: Reals, p: Reals, bins: int = BINS) -> dict[str, list[float]]:
    """Columns of a reliability diagram: what was forecast against what happened, in bins of equal count.

    Parameters
    ----------
    y, p
        As of `score`.
    bins : int
        At most so many; forecasts that are the same share a bin.

    Returns
    -------
    dict
        For each bin that is not empty, by p: p_mean; share that happened; n; lo90 and hi90 of that share (Clopper and
        Pearson 1934, The use of confidence or fiducial limits, Biometrika 26: never too narrow).

    Examples
    --------
    >>> found = reliability(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.3, 0.6, 0.8]), bins=2)
    >>> [round(value, 2) for value in found["p_mean"]], found["share"], [round(value, 2) for value in found["hi90"]]
    ([0.2, 0.7], [0.0, 1.0], [0.78, 1.0])
    """
    from scipy.special import betaincinv

    columns: dict[str, list[float]] = {key: [] for key in ("p_mean", "share", "n", "lo90", "hi90")}
    which = _binned(p, bins)
    for one in np.unique(which):
        mine = which == one
        n, yes = int(mine.sum()), int(y[mine].sum())
        columns["p_mean"].append(float(p[mine].mean()))
        columns["share"].append(yes / n)
        columns["n"].append(n)
        columns["lo90"].append(float(betaincinv(yes, n - yes + 1, 0.05)) if yes else 0.0)
        columns["hi90"].append(float(betaincinv(yes + 1, n - yes, 0.95)) if yes < n else 1.0)
    return columns


def difference(y: Reals, p: Reals, q: Reals, quarter: NDArray[Any], seed: int, many: int = MANY) -> dict[str, Figure]:
    """How much better one forecast is than another of the same seasons: Brier score of q less that of p.

    Parameters
    ----------
    y, quarter, seed, many
        As of `score`.
    p, q : array of float, shape (n,)
        The two forecasts, 0-1.

    Returns
    -------
    dict
        n; difference, above nought where p is better; lo90 and hi90 of it, paired. None without forecasts.

    Examples
    --------
    >>> y, p, q = np.array([1.0, 0.0]), np.array([0.8, 0.4]), np.array([0.5, 0.5])
    >>> round(difference(y, p, q, np.array([1, 1]), seed=1)["difference"], 3)
    0.15
    """
    if not len(y):
        return {"n": 0, "difference": None, "lo90": None, "hi90": None}
    gain = (q - y) ** 2 - (p - y) ** 2
    counts = _resampled(quarter, np.random.default_rng(seed), many)
    lo90, hi90 = _interval90(counts @ gain / counts.sum(axis=1))
    return {"n": len(y), "difference": float(gain.mean()), "lo90": lo90, "hi90": hi90}


_KEYS = (
    "base_rate",
    "auc",
    "auc_lo90",
    "auc_hi90",
    "brier",
    "skill",
    "skill_lo90",
    "skill_hi90",
    "log_loss",
    "slope",
    "ece",
    "ece_null95",
)


def _resampled(quarter: NDArray[Any], rng: np.random.Generator, many: int) -> Reals:
    """How often each forecast is drawn in each resample, shape (many, n): quarters first, then within quarters."""
    quarters, which, sizes = np.unique(quarter, return_inverse=True, return_counts=True)
    times = rng.multinomial(len(quarters), np.full(len(quarters), 1.0 / len(quarters)), size=many)
    counts = np.zeros((many, len(which)))
    for one, size in enumerate(sizes):
        resample = np.repeat(np.arange(many), times[:, one] * size)
        drawn = resample * size + rng.integers(size, size=len(resample))
        counts[:, which == one] = np.bincount(drawn, minlength=many * size).reshape(many, size)
    return counts


def _skills(own: Reals, reference: Reals, counts: Reals) -> Reals:
    below = counts @ reference
    return np.where(below > 0, 1.0 - counts @ own / np.where(below > 0, below, 1.0), np.nan)


def _aucs(y: Reals, p: Reals, counts: Reals) -> Reals:
    """Share of pairs, one of each outcome, that p orders rightly, ties half; not a number without a pair."""
    order = np.argsort(p, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(p[order]) > 0))
    yes = np.add.reduceat((counts * y)[:, order], starts, axis=1)
    no = np.add.reduceat((counts * (1.0 - y))[:, order], starts, axis=1)
    right = (yes * (np.cumsum(no, axis=1) - no / 2)).sum(axis=1)
    pairs = yes.sum(axis=1) * no.sum(axis=1)
    return np.where(pairs > 0, right / np.where(pairs > 0, pairs, 1.0), np.nan)


def _binned(p: Reals, bins: int) -> NDArray[np.int64]:
    """Bin of each forecast by its rank; equal forecasts share one, so that the order of rows does not matter."""
    from scipy.stats import rankdata

    return np.asarray((rankdata(p) - 0.5) * bins / len(p), dtype=np.int64)


def _eces(outcomes: Reals, p: Reals, bins: NDArray[np.int64]) -> Reals:
    """ECE for each row of outcomes."""
    away = (p - outcomes) @ (bins[:, None] == np.unique(bins))
    return np.asarray(np.abs(away).sum(axis=1) / len(p))


def _slope(y: Reals, log_odds: Reals) -> float | None:
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    yes, no = log_odds[y == 1], log_odds[y == 0]
    if not len(yes) or not len(no) or no.max() <= yes.min() or yes.max() <= no.min():
        return None
    with threadpool_limits(1):  # two numbers to fit: more threads would only wait for each other
        fitted = LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=200).fit(log_odds[:, None], y)
    return float(fitted.coef_[0, 0])


def _interval90(values: Reals) -> tuple[float | None, float | None]:
    known = values[np.isfinite(values)]
    if not len(known):
        return None, None
    low, high = np.quantile(known, [0.05, 0.95])
    return float(low), float(high)


def _figure(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
