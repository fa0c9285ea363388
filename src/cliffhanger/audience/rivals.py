"""The simple methods that the reconstruction is held against in the same run, on the same seasons.

Each learns on the teaching seasons and says the log-hours of the whole window; its doubt is the spread of its errors on
later ones of them, estimated from the earlier (`errors_forward`), as for the reconstruction itself.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.remainder import FEATURES
from cliffhanger.audience.stack import FEWEST, forward
from cliffhanger.audience.tasks import Asked

Reals = NDArray[np.float64]

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


def visible_sum(past: Asked, asked: Asked) -> Reals:
    """What is listed, as if there were no more."""
    return _base(asked)


def constant(past: Asked, asked: Asked) -> Reals:
    """What is listed (or the first total, or the days) times the past's median ratio."""
    ratio = float(np.median(past.truth - _base(past)))
    return _base(asked) + ratio


def log_linear(past: Asked, asked: Asked) -> Reals:
    """Regression of log-hours on the log of what is known early (Szabo and Huberman 2010) and of the weeks left."""

    def columns(of: Asked) -> Reals:
        left = np.nan_to_num(of.rest.x[:, _LEFT])
        return np.column_stack([np.ones(len(left)), _base(of), left])

    slope, *_ = np.linalg.lstsq(columns(past), past.truth, rcond=None)
    return np.asarray(columns(asked) @ slope)


def ridge(past: Asked, asked: Asked) -> Reals:
    """Ridge regression of log (hours / listed) on features of the lists."""
    from sklearn.linear_model import RidgeCV

    x, fill = _lists(past), np.nan_to_num(_median(past))
    mean, sd = _filled(x, fill).mean(axis=0), np.maximum(_filled(x, fill).std(axis=0), 1e-9)
    model = RidgeCV(np.logspace(-2, 4, 30)).fit((_filled(x, fill) - mean) / sd, past.truth - _base(past))
    return np.asarray(_base(asked) + model.predict((_filled(_lists(asked), fill) - mean) / sd))


def boosting(past: Asked, asked: Asked) -> Reals:
    """Boosted trees on absolute errors of log (hours / listed), on features of the lists."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from threadpoolctl import threadpool_limits

    x = np.where(np.isfinite(_lists(past)).any(axis=0), _lists(past), 0.0)
    with threadpool_limits(1):
        model = HistGradientBoostingRegressor(
            loss="absolute_error", learning_rate=0.04, max_iter=150, max_leaf_nodes=7, min_samples_leaf=15,
            early_stopping=False, random_state=0,
        ).fit(x, past.truth - _base(past))  # fmt: skip
        return np.asarray(_base(asked) + model.predict(_lists(asked)))


RIVALS: MappingProxyType[str, Callable[[Asked, Asked], Reals]] = MappingProxyType(
    {f.__name__: f for f in (visible_sum, constant, log_linear, ridge, boosting)}
)
"""The methods by name."""


def errors_forward(method: Callable[[Asked, Asked], Reals], past: Asked, when: NDArray[np.datetime64]) -> Reals:
    """Errors of a method on blocks of the past, each estimated from those before it; of few seasons on themselves.

    Parameters
    ----------
    method : callable
        One of `RIVALS`.
    past : Asked
        Seasons that teach.
    when : array of datetime64
        Their premieres.
    """
    if len(past.truth) < FEWEST:
        return past.truth - method(past, past)
    rows = np.arange(len(past.truth))
    errors = []
    for before, block in forward(when):
        tested = past.taking(np.isin(rows, block))
        errors.append(tested.truth - method(past.taking(np.isin(rows, before)), tested))
    return np.concatenate(errors)


def _lists(asked: Asked) -> Reals:
    return asked.rest.x[:, _OF_LISTS]


def _median(asked: Asked) -> Reals:
    x = _lists(asked)
    return np.array([np.nanmedian(column) if np.isfinite(column).any() else 0.0 for column in x.T])


def _filled(x: Reals, fill: Reals) -> Reals:
    return np.where(np.isfinite(x), x, fill)
