"""Scores of estimated totals: error, bias, continuous ranked probability score and coverage, all on the log scale.

Pure functions over arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

Quantile = Callable[[float], Reals]
"""From a share, 0-1, to the estimate's quantile for each season."""

INTERVALS = (50, 80, 95)
_QUANTILES = np.linspace(0.005, 0.995, 100)


def score(truth: Reals, quantile: Quantile) -> dict[str, float | int]:
    """Score estimates against what came to be known.

    Parameters
    ----------
    truth : array of float, shape (n,)
        Log-hours.
    quantile : callable
        From a share, 0-1, to the estimate's quantile for each season.

    Returns
    -------
    dict
        n; median_error: median of ``|estimate / truth - 1|``; rmse_log and bias_log (estimate less truth) of the
        logarithms; crps_log: continuous ranked probability score of the log-hours; cover50, cover80, cover95: share of
        truths within the central interval; width80: mean width of that interval in logarithms.

    References
    ----------
    Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102(477).

    Examples
    --------
    >>> found = score(np.log(np.array([10.0, 20.0])), lambda share: np.log(np.array([11.0, 20.0])))
    >>> found["n"], round(found["median_error"], 3), round(found["crps_log"], 3)
    (2, 0.05, 0.048)
    """
    import scoringrules

    middle = quantile(0.5)
    away = middle - truth
    ensemble = np.column_stack([quantile(share) for share in _QUANTILES])
    found: dict[str, float | int] = {
        "n": len(truth),
        "median_error": float(np.median(np.abs(np.expm1(away)))),
        "rmse_log": float(np.sqrt((away**2).mean())),
        "bias_log": float(away.mean()),
        "crps_log": float(np.mean(scoringrules.crps_ensemble(truth, ensemble))),
    }
    for percent in INTERVALS:
        tail = (1 - percent / 100) / 2
        low, high = quantile(tail), quantile(1 - tail)
        found[f"cover{percent}"] = float(((truth >= low) & (truth <= high)).mean())
        if percent == 80:
            found["width80"] = float((high - low).mean())
    return found


def interval_error(low: Reals, high: Reals, middle: Reals) -> dict[str, float | int]:
    """Score estimates of what is only known to lie between two ends: 0 within them, the distance to the nearer beyond.

    Parameters
    ----------
    low, high : array of float, shape (n,)
        Log-hours between which the truth lies; equal where it is known.
    middle : array of float, shape (n,)
        Estimates.
    """
    away = np.maximum(low - middle, 0.0) - np.maximum(middle - high, 0.0)
    return {
        "n": len(middle),
        "median_error": float(np.median(np.abs(np.expm1(-away)))),
        "rmse_log": float(np.sqrt((away**2).mean())),
        "bias_log": float(-away.mean()),
    }


def around(middle: Reals, errors: Reals) -> Quantile:
    """The law of a method that only says a middle: its past errors, centred, around it.

    Parameters
    ----------
    middle : array of float, shape (n,)
        Estimates.
    errors : array of float, shape (m,)
        Truth less estimate on the seasons that taught.

    Examples
    --------
    >>> around(np.array([5.0]), np.array([0.0, 1.0, 2.0]))(1.0).tolist()
    [6.0]
    """
    centred = errors - np.median(errors)
    return lambda share: middle + float(np.quantile(centred, share))


def joined(laws: Sequence[Quantile], chosen: Sequence[NDArray[np.bool_]]) -> Quantile:
    """The laws of several origins as one, of the seasons chosen from each.

    Parameters
    ----------
    laws : sequence of callable
        One for each origin.
    chosen : sequence of array of bool
        Which of the origin's seasons.
    """
    return lambda share: np.concatenate([law(share)[mine] for law, mine in zip(laws, chosen, strict=True)])
