"""Curves by calendar week: quantiles of each week's hours, below the tenth place where a season was off the list."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from cliffhanger.audience.benchmarking import Totals, factors
from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.laplace import Windows
from cliffhanger.audience.model import Posterior, Prior, windows_of
from cliffhanger.audience.observations import BELOW, Observations
from cliffhanger.audience.windows import group_of

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

AHEAD_WEEKS = 26
"""Weeks beyond the as-of date."""

QUANTILES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
_PART = 600
_MEDIAN = QUANTILES.index(0.50)


@dataclass(frozen=True)
class WeeklyCurve:
    """Weeks of seasons with the quantiles of their hours.

    Parameters
    ----------
    season : array of int, shape (n,)
        Row of each week's season in the observations.
    number : array of int, shape (n,)
        Week since the premiere, 1 is that of the premiere.
    end : array of datetime64, shape (n,)
        The week's Sunday.
    hours : array of float, shape (n, len(QUANTILES))
        Quantiles of the hours.
    start_day, end_day : array of float, shape (n,)
        The week in days since the premiere, the end not included.
    listed : array of float, shape (n,)
        Hours that a list printed; not a number where none did.
    bound : array of float, shape (n,)
        The tenth place of a week off the list; infinite where there is none.
    ahead : array of bool, shape (n,)
        Whether the week ends after the as-of date.
    """

    season: Whole
    number: Whole
    end: NDArray[np.datetime64]
    hours: Reals
    start_day: Reals
    end_day: Reals
    listed: Reals
    bound: Reals
    ahead: NDArray[np.bool_]

    def taking(self, chosen: NDArray[np.bool_]) -> WeeklyCurve:
        """The weeks chosen."""
        return WeeklyCurve(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})


def all_weeks(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, totals: Totals, ahead_weeks: int = AHEAD_WEEKS
) -> WeeklyCurve:
    """The curves of all seasons by calendar week: `weekly_curve` for some hundred at a time, on all cores.

    Seasons do not touch one another, and the arrays of some hundred stay small.
    """

    def part(first: int) -> WeeklyCurve:
        rows = np.arange(first, min(first + _PART, many))
        own = (totals.season >= first) & (totals.season < first + _PART)
        mine = Totals(totals.season[own], totals.start_day[own], totals.end_day[own], totals.hours[own])
        return weekly_curve(seen, curves, prior, pulses, mine, rows, ahead_weeks)

    many = seen.seasons.num_rows
    if many <= _PART:
        return weekly_curve(seen, curves, prior, pulses, totals, ahead_weeks=ahead_weeks)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(part, range(0, many, _PART)))
    return WeeklyCurve(
        **{field.name: np.concatenate([getattr(one, field.name) for one in parts]) for field in fields(WeeklyCurve)}
    )


def weekly_curve(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, totals: Totals, rows: Whole | None = None,
    ahead_weeks: int = AHEAD_WEEKS,
) -> WeeklyCurve:  # fmt: skip
    """The curves of seasons by calendar week, from the premiere to some weeks beyond the date.

    Of a season that premiered before there were lists the weeks begin with its first figure or bound.

    Parameters
    ----------
    seen : Observations
        What was known.
    curves : Posterior
        Curves of all its seasons.
    prior : Prior
        The prior they were fitted under.
    pulses : Pulses
        Their pulses.
    totals : Totals
        Totals of half-years, which the weeks add up to.
    rows : array of int, rising, optional
        Only these seasons.
    ahead_weeks : int
        Weeks beyond the date.

    Notes
    -----
    Each week is log-normal around the curve, multiplied so that the medians of unlisted weeks and the hours of listed
    ones add up to the totals. Of a week off the list the law is cut at the bound, before the weeks are multiplied and
    after, unless the bounds leave no room for the total.
    """
    rows = np.arange(seen.seasons.num_rows) if rows is None else rows
    first = _sunday(seen.premieres[rows])
    last = _sunday(np.full(len(rows), np.datetime64(seen.as_of))) + 7 * ahead_weeks
    told = np.isfinite(seen.since[rows])
    since = np.where(told, seen.since[rows], 0.0).astype(int)
    before = (_sunday(seen.premieres[rows] + since) - first).astype(int) // 7
    counts = np.where(told, (last - first).astype(int) // 7 + 1 - before, 0).clip(0)
    season = np.repeat(rows, counts)
    number = np.repeat(before + counts + 1 - counts.cumsum(), counts) + np.arange(counts.sum())
    end = np.repeat(first, counts) + 7 * (number - 1)
    end_day = (end - seen.premieres[season]).astype(float) + 1.0
    start_day = np.maximum(0.0, end_day - 7.0)
    windows = _windows(season, start_day, end_day, pulses)
    eta, variance = curves.windows(windows)
    sd = np.sqrt(variance + prior.sd[windows.group] ** 2)
    first_row = np.full(seen.seasons.num_rows, len(season))
    first_row[rows] = counts.cumsum() - counts
    listed, bound = _printed(seen, season, end, first_row)
    hours = np.exp(eta[:, None] + sd[:, None] * ndtri(np.array(QUANTILES)))
    bounded = np.flatnonzero(np.isfinite(bound))
    at, spread = eta[bounded, None], sd[bounded, None]
    top = ndtr((np.log(bound[bounded, None]) - at) / spread)
    hours[bounded] = np.exp(at + spread * ndtri(np.maximum(np.array(QUANTILES) * top, 1e-12)))
    hours *= factors(season, start_day, end_day, hours[:, _MEDIAN], listed, bound, totals)[:, None]
    cut = np.where(hours[:, _MEDIAN] <= bound * (1 + 1e-9), bound, np.inf)
    hours = np.minimum(hours, cut[:, None])
    return WeeklyCurve(season, number, end, hours, start_day, end_day, listed, bound, end > np.datetime64(seen.as_of))


def reported_totals(seen: Observations) -> Totals:
    """Half-years that a report has told and first days that a list has; of those that overlap the shortest first."""
    columns = seen.arrays
    mine = np.flatnonzero(np.isin(columns["source"], ["half-year", "first days"]))
    mine = mine[np.lexsort((columns["end_day"][mine], columns["season"][mine]))]
    return Totals(*(columns[name][mine] for name in ("season", "start_day", "end_day", "hours")))


def _windows(season: Whole, start: Reals, end: Reals, pulses: Pulses) -> Windows:
    ones = np.ones(len(season))
    return windows_of(season, start, end, ones, ones < 0, group_of("week", start), 0 * ones, pulses)


def _printed(seen: Observations, season: Whole, end: NDArray[np.datetime64], first_row: Whole) -> tuple[Reals, Reals]:
    """Hours that lists printed for weeks, and bounds; nothing and infinity where there are none.

    The weeks of a season follow one another from its first row on.
    """
    columns = seen.arrays
    listed, bound = np.full(len(season), np.nan), np.full(len(season), np.inf)
    mine = np.flatnonzero((columns["source"] == "week") & (first_row < len(season))[columns["season"]])
    begin = first_row[columns["season"][mine]]
    place = begin + (columns["period_end"][mine] - end[begin]).astype(int) // 7
    inside = (place >= begin) & (place < len(season))
    mine, place = mine[inside], place[inside]
    same = (season[place] == columns["season"][mine]) & (end[place] == columns["period_end"][mine])
    mine, place = mine[same], place[same]
    below = columns["kind"][mine] == BELOW
    bound[place[below]] = columns["hours"][mine[below]]
    listed[place[~below]] = columns["hours"][mine[~below]]
    return listed, bound


def _sunday(days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """The Sunday that ends the week of each day; day 0 of the calendar was a Thursday."""
    return np.asarray(days + (6 - (days.astype(int) + 3) % 7))
