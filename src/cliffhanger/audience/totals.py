"""Totals of windows: what lists printed of them, and the weeks of the curve that no list showed."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.model import GROUPS, Posterior, Prior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.weekly_curve import QUANTILES, WeeklyCurve
from cliffhanger.audience.windows import as_gaps, expected, split, unseen_days, weeks_of

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

SHARES = (0.1, 0.5, 0.9)
"""Lower end of the 80 % interval, median, upper end."""

FIRST_DAYS = MappingProxyType({"91d": 91.0, "28d": 28.0})
"""Spans from the premiere, the longer one first."""

_MEDIAN = QUANTILES.index(0.50)
_LEAST = 1e-12


class Interval(NamedTuple):
    """Hours of a window of each season.

    Parameters
    ----------
    low, middle, high : array of float, shape (n,)
        Lower end of the 80 % interval, median, upper end.
    """

    low: Reals
    middle: Reals
    high: Reals

    def below(self, whole: Interval, where: NDArray[np.bool_] | bool = True) -> Interval:
        """The same where another window contains this one: not more than that, as far as lists allow."""
        high = np.where(where & np.isfinite(whole.high), np.minimum(self.high, whole.high), self.high)
        return self._replace(high=np.maximum(high, self.middle))

    def above(self, part: Interval, where: NDArray[np.bool_] | bool = True) -> Interval:
        """The same where this window contains another: not less than that."""
        low = np.where(where & np.isfinite(part.low), np.maximum(self.low, part.low), self.low)
        return self._replace(low=np.minimum(low, self.middle))


def nested(span: Interval, days: float, first_end: Reals, first: Interval) -> Interval:
    """Hours of the first days, held by the total of the premiere's half-year, which contains them or lies within.

    Parameters
    ----------
    span : Interval
        Hours of the first days.
    days : float
        How many.
    first_end : array of float
        Days from the premiere to the end of its half-year.
    first : Interval
        Hours of that half-year; not a number where unknown.
    """
    return span.below(first, first_end >= days).above(first, first_end <= days)


def totals(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, weeks: WeeklyCurve, rows: Whole, start: Reals,
    end: Reals,
) -> Interval:  # fmt: skip
    """Hours of a window of each season: the sum of its listed weeks, and of the medians of the others.

    The interval around it is that of the curve for the days off the list, cut where all of them are bounded.

    Parameters
    ----------
    seen : Observations
        What was known.
    curves : Posterior
        Curves of these seasons.
    prior : Prior
        The prior they were fitted under.
    pulses : Pulses
        Their pulses; season 0 is the first of `rows`.
    weeks : WeeklyCurve
        Their weeks, to the end of the window at least.
    rows : array of int, rising, shape (n,)
        Rows of the seasons in the observations.
    start, end : array of float, shape (n,)
        Window in days since the premiere, the end not included.

    Returns
    -------
    Interval
        A window that lists cover whole has no interval; not a number for one that begins before `Observations.since`.
    """
    gaps = []
    for at, (a, b) in enumerate(weeks_of(seen, rows, seen.days_known[rows])):
        mine, _ = split(seen.arrays, a, b)
        gaps.append(unseen_days(mine, float(start[at]), float(end[at]))[1])
    eta, doubt = expected(gaps, curves, prior, pulses)
    of = np.searchsorted(rows, weeks.season)
    share = _shares(weeks, of, start[of], end[of], curves, pulses)
    off = np.isnan(weeks.listed) & (share > 0)

    def added(hours: Reals, chosen: NDArray[np.bool_]) -> Reals:
        return np.asarray(np.bincount(of[chosen], (share * hours)[chosen], len(rows)), dtype=float)

    visible, rest = added(weeks.listed, ~np.isnan(weeks.listed)), added(weeks.hours[:, _MEDIAN], off)
    bound = np.maximum(added(np.where(share > 0, weeks.bound, 0.0), off), rest)
    top = ndtr((np.log(np.maximum(bound, _LEAST)) - eta) / doubt)
    low, middle, high = (ndtri(np.maximum(share_of * top, _LEAST)) for share_of in SHARES)
    told = np.where(start >= seen.since[rows], 0.0, np.nan)
    return Interval(
        visible + rest * np.exp(doubt * (low - middle)) + told,
        visible + rest + told,
        visible + np.minimum(rest * np.exp(doubt * (high - middle)), bound) + told,
    )


def _shares(weeks: WeeklyCurve, of: Whole, start: Reals, end: Reals, curves: Posterior, pulses: Pulses) -> Reals:
    """Share of each week's hours that lies within a window; of a week that is cut, as the curve has it.

    A batch may come within the week, or the week's first days be its largest: days alone would not tell.
    """
    first, last = np.maximum(weeks.start_day, start), np.minimum(weeks.end_day, end)
    share = np.clip((last - first) / (weeks.end_day - weeks.start_day), 0.0, None)
    cut = np.flatnonzero((share > 0) & (share < 1))
    if len(cut):
        inside, whole = (
            curves.windows(as_gaps(of[cut], [[day] for day in days], pulses, GROUPS.index("week")))[0]
            for days in (
                zip(first[cut].tolist(), last[cut].tolist(), strict=True),
                zip(weeks.start_day[cut].tolist(), weeks.end_day[cut].tolist(), strict=True),
            )
        )
        share[cut] = np.minimum(np.exp(inside - whole), 1.0)
    return np.asarray(share)
