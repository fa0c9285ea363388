"""How far starters go: the share that goes on to each episode, with what may still go on left open. Pure maths."""

from __future__ import annotations

import numpy as np

_Z80 = 1.2815515655446004


def survival(lost: np.ndarray, open_: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of starters who go as far as each episode (Kaplan & Meier 1958), with an 80 % interval.

    ``S(k) = prod over j < k of 1 - lost(j) / at risk(j)``; the interval is that of ``log(-log S)`` with Greenwood's
    variance, so that it stays within 0 and 1.

    Parameters
    ----------
    lost : ndarray, shape (n,)
        Starters whose farthest episode was the k-th and who are taken to have left.
    open_ : ndarray, shape (n,)
        Those who may still go on, or for whom there is no episode after it.

    Returns
    -------
    tuple of three ndarray, shape (n,)
        Share, lower and upper end; 1 for the first episode, NaN where nobody is left to judge by.

    Examples
    --------
    Of 100 starters 20 stop after the first episode, 40 after the second, and 40 see the third.

    >>> share, low, high = survival(np.array([20, 40, 0]), np.array([0, 0, 40]))
    >>> share.round(2).tolist()
    [1.0, 0.8, 0.4]
    """
    at_risk = np.cumsum((lost + open_)[::-1])[::-1].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        stay = 1 - lost / at_risk
        share = np.concatenate([[1.0], np.cumprod(stay)[:-1]])
        spread = np.concatenate([[0.0], np.cumsum(lost / (at_risk * (at_risk - lost)))[:-1]])
        width = _Z80 * np.sqrt(spread) / np.abs(np.log(share))
        low, high = share ** np.exp(width), share ** np.exp(-width)
    sure = (share == 1) | (share == 0)
    return share, np.where(sure, share, low), np.where(sure, share, high)


def quantile_days(counts: np.ndarray, share: float) -> int:
    """The day by which so large a share of what is counted by day has come.

    Examples
    --------
    >>> quantile_days(np.array([1, 2, 1]), 0.5)
    1
    """
    total = np.cumsum(counts)
    return int(np.searchsorted(total, share * total[-1]))
