"""The models that the hazard is held against in the same run: base rate, kin, ridge, boosted trees, and their stack.

They take a yes or no for each season, so silence must be called one: a season of which nothing is known a year after
its premiere counts as not renewed; one that is younger and silent teaches nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cliffhanger.forecasts.base_rate import shrunk
from cliffhanger.forecasts.design import NAMES

Reals = NDArray[np.float64]
Model = Callable[[Reals, Reals, Reals, Reals], Reals]
"""From features, answers and weights of the past, and features of the tested, to probabilities."""

LEAST, MOST = 0.01, 0.99
_PRIOR = 0.4
_PENALTY = 0.03
_KIN = [NAMES.index(name) for name in ("animation", "for children", "English", "later season")]


def base_rate(x: Reals, y: Reals, weight: Reals, tested: Reals) -> Reals:
    """Share renewed among the past, shrunk."""
    return np.full(len(tested), shrunk(float((weight * y).sum()), float(weight.sum()), _PRIOR))


def kin(x: Reals, y: Reals, weight: Reals, tested: Reals) -> Reals:
    """Share renewed among seasons of the same kind, language and place in the series, shrunk to the base rate."""
    whole = shrunk(float((weight * y).sum()), float(weight.sum()), _PRIOR)
    mine, theirs = np.nan_to_num(x[:, _KIN]), np.nan_to_num(tested[:, _KIN])
    like = (mine[None, :, :] == theirs[:, None, :]).all(axis=2) * weight
    return np.array([shrunk(float((row * y).sum()), float(row.sum()), whole) for row in like])


def ridge(x: Reals, y: Reals, weight: Reals, tested: Reals) -> Reals:
    """Logistic regression with a ridge."""
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(
        SimpleImputer(keep_empty_features=True), StandardScaler(), LogisticRegression(C=_PENALTY, max_iter=1_000)
    )
    model.fit(x, y, logisticregression__sample_weight=weight)
    return np.asarray(model.predict_proba(tested)[:, 1])


def boosting(x: Reals, y: Reals, weight: Reals, tested: Reals) -> Reals:
    """Small boosted trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    told = np.isfinite(x).any(axis=0)
    with threadpool_limits(1):
        model = HistGradientBoostingClassifier(
            learning_rate=0.04, max_iter=120, max_leaf_nodes=4, min_samples_leaf=15, max_features=0.5,
            early_stopping=False, random_state=0,
        ).fit(np.where(told, x, 0.0), y, sample_weight=weight)  # fmt: skip
        return np.asarray(model.predict_proba(np.where(told, tested, 0.0))[:, 1])


def stack(x: Reals, y: Reals, weight: Reals, tested: Reals) -> Reals:
    """Mean of the log-odds of ridge and trees."""
    both = [np.clip(model(x, y, weight, tested), LEAST, MOST) for model in (ridge, boosting)]
    odds = np.mean([np.log(p / (1 - p)) for p in both], axis=0)
    return np.asarray(1 / (1 + np.exp(-odds)))


RIVALS: MappingProxyType[str, Model] = MappingProxyType({f.__name__: f for f in (kin, ridge, boosting, stack)})
"""The models by name; the base rate is what all are scored against."""
