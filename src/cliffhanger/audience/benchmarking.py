"""Make weeks add up to the totals that are known or estimated of their half-years.

The curve says how a total is spread over weeks, a report how large it is. Listed weeks stay as printed; the others are
multiplied by one factor for each half-year (pro rata benchmarking), none beyond the tenth place.

References
----------
Dagum and Cholette (2006), Benchmarking, Temporal Distribution, and Reconciliation Methods for Time Series, Springer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

_ROUNDS = 10


@dataclass(frozen=True)
class Totals:
    """Totals of windows.

    Parameters
    ----------
    season : array of int, shape (n,)
        Season of each.
    start_day, end_day : array of float, shape (n,)
        Days since the premiere, the end not included.
    hours : array of float, shape (n,)
        Hours.
    """

    season: Whole
    start_day: Reals
    end_day: Reals
    hours: Reals


def factors(
    season: Whole, start_day: Reals, end_day: Reals, hours: Reals, listed: Reals, bound: Reals, totals: Totals
) -> Reals:
    """By what the hours of each week are to be multiplied.

    Parameters
    ----------
    season : array of int, not falling, shape (weeks,)
        Season of each week.
    start_day, end_day : array of float, shape (weeks,)
        Days since the premiere, the end not included.
    hours : array of float, shape (weeks,)
        Hours that the curve says, the middle of their law.
    listed : array of float, shape (weeks,)
        Hours as printed; not a number where none are.
    bound : array of float, shape (weeks,)
        The tenth place; infinite where there is none.
    totals : Totals
        Totals; of two that share a week the one named first has it.

    Returns
    -------
    array of float, shape (weeks,)
        1 for weeks that no total covers, that are listed, or of which listed weeks alone exceed the total.

    Examples
    --------
    >>> week = np.arange(3.0)
    >>> total = Totals(np.array([0]), np.array([0.0]), np.array([21.0]), np.array([100.0]))
    >>> factors(np.zeros(3, dtype=int), 7 * week, 7 * week + 7, np.array([70.0, 10.0, 10.0]),
    ...         np.array([80.0, np.nan, np.nan]), np.full(3, np.inf), total).tolist()
    [1.0, 1.0, 1.0]
    >>> factors(np.zeros(3, dtype=int), 7 * week, 7 * week + 7, np.array([70.0, 10.0, 10.0]),
    ...         np.array([60.0, np.nan, np.nan]), np.array([np.inf, 12.0, np.inf]), total).tolist()
    [1.0, 1.2, 2.8]
    """
    found = np.ones(len(season))
    settled = np.isfinite(listed)
    now = np.where(settled, listed, hours)
    first, last = np.searchsorted(season, totals.season), np.searchsorted(season, totals.season, side="right")
    for at, (begin, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        # Weeks are in their order: those that the total covers stand together.
        a = begin + int(np.searchsorted(end_day[begin:end], totals.start_day[at], side="right"))
        b = begin + int(np.searchsorted(start_day[begin:end], totals.end_day[at]))
        inside = np.minimum(end_day[a:b], totals.end_day[at]) - np.maximum(start_day[a:b], totals.start_day[at])
        share = np.clip(inside, 0.0, None) / (end_day[a:b] - start_day[a:b])
        free = (share > 0) & ~settled[a:b]
        fixed = float((share * now[a:b])[~free].sum())
        rest = totals.hours[at] - fixed
        if rest <= 0 or not free.any():
            continue
        factor = _filled(share[free], now[a:b][free], bound[a:b][free], rest)
        found[a:b][free] = factor
        now[a:b][free] *= factor
        settled[a:b] |= free
    return found


def _filled(share: Reals, hours: Reals, bound: Reals, rest: float) -> Reals:
    """Factors that give the weeks together the rest, none more than its bound unless all reach theirs."""
    full = np.zeros(len(hours), dtype=bool)
    for _ in range(_ROUNDS):
        left = rest - float((share * bound)[full].sum())
        ground = float((share * hours)[~full].sum())
        if left <= 0 or ground <= 0:
            break
        factor = left / ground
        over = ~full & (hours * factor > bound * (1 + 1e-9))
        if not over.any():
            return np.asarray(np.where(full, bound / hours, factor))
        full |= over
    # The bounds of all weeks together leave no room for the total, which was printed: it stands.
    return np.full(len(hours), rest / float((share * hours).sum()))
