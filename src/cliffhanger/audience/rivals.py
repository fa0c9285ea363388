"""The simple methods that the reconstruction is held against in the same run, on the same seasons.

Each learns on the teaching seasons and gives a law of the log-hours of the whole window; its doubt is the spread of its
errors on those.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.remainder import FEATURES
from cliffhanger.audience.tasks import Asked

Reals = NDArray[np.float64]

Estimates = tuple[Reals, Reals]
"""Log-hours of the tested seasons, and the errors on those that taught."""

_OF_LISTS = [n for n, name in enumerate(FEATURES) if "curve" not in name]
_LISTED = FEATURES.index("log listed hours")
_LENGTH = FEATURES.index("log days of the window")
_LEFT = FEATURES.index("log weeks left")
_FIRST_TOTAL = FEATURES.index("log first total")


def _base(asked: Asked) -> Reals:
    """What simple methods multiply: the first total where it is known, else what is listed, else the days."""
    x = asked.rest.x
    if np.isfinite(x[:, _FIRST_TOTAL]).all():
        return x[:, _FIRST_TOTAL]
    return x[:, _LISTED] if np.isfinite(x[:, _LISTED]).all() else x[:, _LENGTH]


def visible_sum(past: Asked, asked: Asked) -> Estimates:
    """What is listed, as if there were no more."""
    return _base(asked), past.truth - _base(past)


def constant(past: Asked, asked: Asked) -> Estimates:
    """What is listed (or the first total, or the days) times the past's median ratio."""
    ratio = float(np.median(past.truth - _base(past)))
    return _base(asked) + ratio, past.truth - _base(past) - ratio


def log_linear(past: Asked, asked: Asked) -> Estimates:
    """Regression of log-hours on the log of what is known early (Szabo and Huberman 2010) and of the weeks left."""

    def columns(of: Asked) -> Reals:
        left = np.nan_to_num(of.rest.x[:, _LEFT])
        return np.column_stack([np.ones(len(left)), _base(of), left])

    slope, *_ = np.linalg.lstsq(columns(past), past.truth, rcond=None)
    return columns(asked) @ slope, past.truth - columns(past) @ slope


def ridge(past: Asked, asked: Asked) -> Estimates:
    """Ridge regression of log (hours / listed) on features of the lists."""
    from sklearn.linear_model import RidgeCV

    x, fill = _lists(past), np.nan_to_num(_median(past))
    mean, sd = _filled(x, fill).mean(axis=0), np.maximum(_filled(x, fill).std(axis=0), 1e-9)
    model = RidgeCV(np.logspace(-2, 4, 30)).fit((_filled(x, fill) - mean) / sd, past.truth - _base(past))
    own = model.predict((_filled(x, fill) - mean) / sd)
    return _base(asked) + model.predict((_filled(_lists(asked), fill) - mean) / sd), past.truth - _base(past) - own


def boosting(past: Asked, asked: Asked) -> Estimates:
    """Boosted trees on absolute errors of log (hours / listed), on features of the lists."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from threadpoolctl import threadpool_limits

    x = np.where(np.isfinite(_lists(past)).any(axis=0), _lists(past), 0.0)
    with threadpool_limits(1):
        model = HistGradientBoostingRegressor(
            loss="absolute_error", learning_rate=0.04, max_iter=150, max_leaf_nodes=7, min_samples_leaf=15,
            early_stopping=False, random_state=0,
        ).fit(x, past.truth - _base(past))  # fmt: skip
        own, theirs = model.predict(x), model.predict(_lists(asked))
    return _base(asked) + theirs, past.truth - _base(past) - own


RIVALS: MappingProxyType[str, Callable[[Asked, Asked], Estimates]] = MappingProxyType(
    {f.__name__: f for f in (visible_sum, constant, log_linear, ridge, boosting)}
)
"""The methods by name."""


def _lists(asked: Asked) -> Reals:
    return asked.rest.x[:, _OF_LISTS]


def _median(asked: Asked) -> Reals:
    x = _lists(asked)
    return np.array([np.nanmedian(column) if np.isfinite(column).any() else 0.0 for column in x.T])


def _filled(x: Reals, fill: Reals) -> Reals:
    return np.where(np.isfinite(x), x, fill)
