"""Hours that count: a season's curve as launch and tail, each hour at what it brought in on its day, discounted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.season_curve import SeasonCurve
from cliffhanger.audience.weekly_curve import QUANTILES
from cliffhanger.decisions.revenue import Half, rate_on

Reals = NDArray[np.float64]

LAUNCH_DAYS = 28.0
_ENDS = [QUANTILES.index(share) for share in (0.1, 0.5, 0.9)]
_HALF_YEAR = 182.625
_LAST_WEEKS = 26


@dataclass(frozen=True)
class Hours:
    """Hours of a season and what they brought in, each as lower end, median and upper end of the 80 % interval.

    Parameters
    ----------
    launch, quarter : array of float, shape (3,)
        Hours of the first 28 and 91 days.
    tail : array of float, shape (3,)
        Hours after day 28, up to `tail_years`.
    tail_ahead : array of float, shape (3,)
        Those of them that come after the date.
    launch_usd, tail_usd, tail_ahead_usd : array of float, shape (3,)
        The same hours at the platform's revenue an hour, discounted to the premiere; nothing of it attributed yet.
    """

    launch: Reals
    quarter: Reals
    tail: Reals
    tail_ahead: Reals
    launch_usd: Reals
    tail_usd: Reals
    tail_ahead_usd: Reals


def hours_of(
    curve: SeasonCurve, halves: tuple[Half, ...], *, tail_years: float, tail_keep: float, discount_rate: float
) -> Hours:
    """Split a season's curve into launch and tail and value both at the platform's revenue an hour.

    Parameters
    ----------
    curve : SeasonCurve
        The curve, to 26 weeks beyond the date.
    halves : tuple of Half
        Of `revenue.halves`.
    tail_years, tail_keep, discount_rate : float
        The assumptions of those names: beyond the curve each half-year has `tail_keep` of the one before.

    Notes
    -----
    Ends of weeks are added up as if all weeks were low or high together: the interval is rather too wide.
    """
    weeks = curve.weeks
    long = weeks.end_day - weeks.start_day
    after = np.clip((weeks.end_day - np.maximum(weeks.start_day, LAUNCH_DAYS)) / long, 0.0, 1.0)
    after = np.where(weeks.end_day <= 365.25 * tail_years, after, 0.0)
    hours = weeks.hours[:, _ENDS] * after[:, None]
    middle = (weeks.start_day + weeks.end_day) / 2
    rate = rate_on(halves, weeks.end) * (1.0 + discount_rate) ** (-middle / 365.25)
    ahead = weeks.ahead[:, None]
    launch, quarter = (np.array(curve.totals[name]) for name in ("28d", "91d"))
    premiere = np.array([premiere_of(curve)], dtype="datetime64[D]")
    far, far_usd = _beyond(hours, weeks.end_day, rate, tail_years, tail_keep, discount_rate)
    return Hours(
        launch,
        quarter,
        hours.sum(axis=0) + far,
        (hours * ahead).sum(axis=0) + far,
        launch * rate_on(halves, premiere),
        (hours * rate[:, None]).sum(axis=0) + far_usd,
        (hours * rate[:, None] * ahead).sum(axis=0) + far_usd,
    )


def _beyond(
    hours: Reals, end_day: Reals, rate: Reals, tail_years: float, tail_keep: float, discount_rate: float
) -> tuple[Reals, Reals]:
    """Hours after the curve's last week, and their dollars: a geometric tail cut at `tail_years`."""
    left = (365.25 * tail_years - float(end_day[-1])) / _HALF_YEAR
    if left <= 0:
        return np.zeros(3), np.zeros(3)
    last = hours[-_LAST_WEEKS:].sum(axis=0)
    whole = int(left)
    parts = np.append(np.ones(whole), left - whole)
    steps = np.arange(1, whole + 2)
    kept = parts * tail_keep**steps
    worth = kept * (1.0 + discount_rate) ** (-steps / 2)
    return last * kept.sum(), last * float(rate[-1]) * worth.sum()


def premiere_of(curve: SeasonCurve) -> dt.date:
    """The day from which the curve counts."""
    day: dt.date = (curve.weeks.end[0] - np.timedelta64(int(curve.weeks.end_day[0]) - 1, "D")).astype(object)
    return day
