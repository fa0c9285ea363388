r"""What the curve leaves unsaid of a total: boosted trees or a ridge regression, with intervals tested forward.

For a window of which a part :math:`V` was seen and the curve expects :math:`e^{\eta}` for the rest, boosted trees on
absolute errors learn :math:`\log R - \eta` from past seasons whose rest :math:`R` became known. Of the half-year after,
whose rest is larger and noisier, a forest of extremely randomised trees learns it; where lists tell nothing of a
season, and few features are left, a ridge regression.

The law of the estimate is that of its errors on later seasons: the past is cut into blocks by premiere, each block but
the first ones is estimated from those before it, and the errors, divided by a scale that may grow with the curve's own
doubt, are the law (split conformal prediction, rolling forward, so that drift between years is in the errors; the
prior of the curves beneath is one for all blocks, which on three origins moved coverage by 2 points at most).

References
----------
Friedman (2001), Greedy function approximation: a gradient boosting machine, Annals of Statistics 29(5). Geurts, Ernst
and Wehenkel (2006), Extremely randomized trees, Machine Learning 63(1). Lei, G'Sell, Rinaldo, Tibshirani and Wasserman
(2018), Distribution-free predictive inference for regression, JASA 113(523).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Reals = NDArray[np.float64]

FEWEST = 40
"""With fewer past seasons there is nothing to learn: the curve speaks alone."""

BLOCKS = 6
"""Blocks of the past; the first two only teach."""

_BOOSTED = 4
_PENALTIES = np.logspace(0, 5, 20)
_LEAST_SCALE = 0.02


@dataclass(frozen=True)
class Law:
    """Estimates with their doubt.

    Parameters
    ----------
    middle : array of float, shape (n,)
        Median of log R.
    scale : array of float, shape (n,)
        Scale of its errors.
    quotients : array of float, optional
        Sorted errors over scales; their quantiles times the scale are those of the law. Without, it is normal.
    """

    middle: Reals
    scale: Reals
    quotients: Reals | None = None

    def quantile(self, share: float) -> Reals:
        """Quantile of log R.

        Parameters
        ----------
        share : float
            0-1.
        """
        if self.quotients is None:
            unit = float(ndtri(share))
        else:
            # Of n errors known the next one is beyond the largest in one of n + 1 cases: the ends lie a little further
            # out than those of the sample.
            outward = np.sign(share - 0.5) * max(share, 1 - share) / len(self.quotients)
            unit = float(np.quantile(self.quotients, min(max(share + outward, 0.0), 1.0)))
        return np.asarray(self.middle + self.scale * unit)


class Stack:
    """Learners, fitted, and the law of their errors.

    Parameters
    ----------
    x : array of float, shape (n, features)
        Features; not a number where unknown.
    y : array of float, shape (n,)
        What the curve missed, log R - eta.
    doubt : array of float, shape (n,)
        The curve's own standard deviation of log R.
    when : array of datetime64, shape (n,)
        Premiere of each row.
    learner : str
        What learns, of `LEARNERS`.
    seed : int
        Seed of the trees.
    """

    def __init__(
        self, x: Reals, y: Reals, doubt: Reals, when: NDArray[np.datetime64], learner: str = "boosted", seed: int = 0
    ) -> None:
        self._learner, self._seed = learner, seed
        self._models: list[Any] = []
        if len(y) < FEWEST:
            return
        errors, tested = self._forward(x, y, when)
        self._scaling = _scaling(np.log(doubt[tested]), np.log(np.abs(errors) + 0.01))
        self._quotients = np.sort(errors / self._scale(doubt[tested]))
        self._models = self._grown(x, y)

    def law(self, x: Reals, eta: Reals, doubt: Reals) -> Law:
        """The law of log R for seasons.

        Parameters
        ----------
        x : array of float, shape (n, features)
            Features.
        eta, doubt : array of float, shape (n,)
            What the curve says, and its standard deviation.
        """
        if not self._models:
            return curve_alone(eta, doubt)
        if not len(eta):
            return Law(eta, doubt, self._quotients)
        return Law(eta + self._estimate(self._models, x), self._scale(doubt), self._quotients)

    def _scale(self, doubt: Reals) -> Reals:
        slope, level = self._scaling
        return np.maximum(_LEAST_SCALE, np.exp(level + slope * np.log(doubt)))

    def _grown(self, x: Reals, y: Reals) -> list[Any]:
        from threadpoolctl import threadpool_limits

        # A few hundred rows: more threads would only wait for each other.
        with threadpool_limits(1):
            return LEARNERS[self._learner](x, y, self._seed)

    @staticmethod
    def _estimate(models: list[Any], x: Reals) -> Reals:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            return np.asarray(np.mean([model.predict(x) for model in models], axis=0))

    def _forward(self, x: Reals, y: Reals, when: NDArray[np.datetime64]) -> tuple[Reals, NDArray[np.int64]]:
        """Errors of each block but the first two, estimated from the blocks before it."""
        errors, tested = [], []
        for past, block in forward(when):
            errors.append(y[block] - self._estimate(self._grown(x[past], y[past]), x[block]))
            tested.append(block)
        return np.concatenate(errors), np.concatenate(tested)


def forward(when: NDArray[np.datetime64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Cut seasons into blocks by premiere: rows of the past that teaches, rows of the block estimated from it."""
    blocks = np.array_split(np.argsort(when, kind="stable"), BLOCKS)
    for n in range(2, BLOCKS):
        yield np.concatenate(blocks[:n]), blocks[n]


def _boosted(x: Reals, y: Reals, seed: int) -> list[Any]:
    from sklearn.ensemble import HistGradientBoostingRegressor

    # A feature that is known of no past season tells nothing; the trees take no column of unknowns alone.
    x = np.where(np.isfinite(x).any(axis=0), x, 0.0)
    return [
        HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.08,
            max_iter=60,
            max_leaf_nodes=4,
            min_samples_leaf=12,
            max_features=0.6,
            early_stopping=False,
            random_state=seed + n,
        ).fit(x, y)
        for n in range(_BOOSTED)
    ]


def _forest(x: Reals, y: Reals, seed: int) -> list[Any]:
    from sklearn.ensemble import ExtraTreesRegressor
    from sklearn.pipeline import make_pipeline

    trees = ExtraTreesRegressor(400, min_samples_leaf=4, max_features=0.5, random_state=seed)
    return [make_pipeline(_imputer(), trees).fit(x, y)]


def _ridge(x: Reals, y: Reals, seed: int) -> list[Any]:
    from sklearn.linear_model import RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return [make_pipeline(_imputer(), StandardScaler(), RidgeCV(_PENALTIES)).fit(x, y)]


def _imputer() -> Any:
    from sklearn.impute import SimpleImputer

    return SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)


LEARNERS: Mapping[str, Callable[[Reals, Reals, int], list[Any]]] = MappingProxyType(
    {"boosted": _boosted, "forest": _forest, "ridge": _ridge}
)
"""What learns, by name."""


def _scaling(log_doubt: Reals, log_error: Reals) -> tuple[float, float]:
    """Slope and level of errors against doubt: a season of which the curve doubts more may be missed by more."""
    centred = log_doubt - log_doubt.mean()
    spread = float((centred**2).sum())
    slope = float(np.clip((centred * log_error).sum() / spread, 0.0, 1.5)) if spread > 1e-9 else 0.0
    return slope, float(log_error.mean() - slope * log_doubt.mean())


def curve_alone(eta: Reals, doubt: Reals) -> Law:
    """The law of the curve where nothing more was learned: normal, with the curve's own doubt."""
    return Law(eta, doubt)
