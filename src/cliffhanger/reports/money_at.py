"""A next season at another audience and another cost, from what a dossier already holds."""

from __future__ import annotations

import math

import numpy as np

from cliffhanger.errors import CliffhangerError
from cliffhanger.reports.money_data import GridPoint, Money

LEAST, MOST = 0.25, 4.0
"""How small and large an audience or a cost may be asked for, over what is expected."""


def money_at(money: Money, audience_times: float, cost_times: float) -> GridPoint | None:
    """Efficiency, probability to pay and odds of a next season whose audience and cost are so many times as expected.

    Value goes with the audience and price with the cost, so that the efficiency is multiplied by their ratio. The
    probability that it exceeds 1 is read off the 101 shares that the dossier holds and its grid; between their points
    it is that of all draws to within half a point. The odds are those of the dossier's grid: a straight line in
    log-odds over the logarithm of the ratio.

    Parameters
    ----------
    money : Money
        Of the dossier.
    audience_times, cost_times : float
        Over what is expected, from `LEAST` to `MOST`.

    Returns
    -------
    GridPoint or None
        None where there is no next season to speak of.

    Raises
    ------
    CliffhangerError
        If an audience or a cost is outside those bounds.

    Examples
    --------
    >>> even = Money("", next_efficiency=tuple(0.5 + i / 100 for i in range(101)))
    >>> money_at(even, 1.0, 1.0).p_pays, money_at(even, 2.0, 1.0).p_pays
    (0.5, 1.0)
    """
    for name, times in (("audience", audience_times), ("cost", cost_times)):
        if not LEAST <= times <= MOST:
            raise CliffhangerError(f"{name} is {times:g} times the expected; ask for {LEAST:g} to {MOST:g}")
    shares = money.next_efficiency
    if not shares:
        return None
    ratio = audience_times / cost_times
    middle = shares[len(shares) // 2]
    return GridPoint(audience_times, cost_times, ratio * middle, _pays(money, 1.0 / ratio), _odds(money, ratio))


def _pays(money: Money, least: float) -> float:
    """The share of draws above a value, through the shares that are held and through the grid's exact points."""
    held = [*zip(money.next_efficiency, np.linspace(0.0, 1.0, len(money.next_efficiency)), strict=True)]
    held += [(one.cost_times / one.audience_times, 1.0 - one.p_pays) for one in money.grid]
    at, below = zip(*sorted(held), strict=True)
    return round(1.0 - float(np.interp(least, at, np.maximum.accumulate(below), left=0.0, right=1.0)), 4)


def _odds(money: Money, ratio: float) -> float | None:
    """The odds at a ratio, on the line through the grid's ends."""
    known = sorted((one.audience_times / one.cost_times, one.p_renew) for one in money.grid if one.p_renew is not None)
    if not known:
        return None
    (low, p_low), (high, p_high) = known[0], known[-1]
    share = math.log(ratio / low) / math.log(high / low)
    logit = _logit(p_low) + share * (_logit(p_high) - _logit(p_low))
    return 1.0 / (1.0 + math.exp(-logit))


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
