"""Curves by calendar week: quantiles of each week's hours, below the tenth place where a season was off the list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from cliffhanger.audience.benchmarking import Totals, factors
from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.kin import pulses_of, traits
from cliffhanger.audience.laplace import Windows
from cliffhanger.audience.model import GROUPS, Posterior, Prior, posterior, windows_of
from cliffhanger.audience.observations import BELOW, Observations, observe
from cliffhanger.audience.priors import known_by
from cliffhanger.audience.totals import totals
from cliffhanger.audience.windows import as_windows
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

AHEAD_WEEKS = 26
"""Weeks beyond the as-of date."""

QUANTILES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
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
    listed : array of float, shape (n,)
        Hours that a list printed; not a number where none did.
    ahead : array of bool, shape (n,)
        Whether the week ends after the as-of date.
    """

    season: Whole
    number: Whole
    end: NDArray[np.datetime64]
    hours: Reals
    listed: Reals
    ahead: NDArray[np.bool_]


def weekly_curve(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, totals: Totals, rows: Whole | None = None
) -> WeeklyCurve:
    """The curves of seasons by calendar week, from the premiere to `AHEAD_WEEKS` beyond the date.

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

    Notes
    -----
    Each week is log-normal around the curve, multiplied so that the medians of unlisted weeks and the hours of listed
    ones add up to the totals. Of a week off the list the law is cut at the bound.
    """
    rows = np.arange(seen.seasons.num_rows) if rows is None else rows
    first = _sunday(seen.premieres[rows])
    last = _sunday(np.full(len(rows), np.datetime64(seen.as_of))) + 7 * AHEAD_WEEKS
    counts = ((last - first).astype(int) // 7 + 1).clip(0)
    season = np.repeat(rows, counts)
    number = np.concatenate([np.arange(1, count + 1) for count in counts]) if len(rows) else np.zeros(0, dtype=int)
    end = np.repeat(first, counts) + 7 * (number - 1)
    end_day = (end - seen.premieres[season]).astype(float) + 1.0
    start_day = np.maximum(0.0, end_day - 7.0)
    windows = _windows(season, start_day, end_day, pulses)
    eta, variance = curves.windows(windows)
    sd = np.sqrt(variance + prior.sd[windows.group] ** 2)
    listed, bound = _printed(seen, season, end)
    top = ndtr((np.log(bound) - eta) / sd)
    hours = np.column_stack([np.exp(eta + sd * ndtri(np.maximum(share * top, 1e-12))) for share in QUANTILES])
    hours *= factors(season, start_day, end_day, hours[:, _MEDIAN], listed, bound, totals)[:, None]
    return WeeklyCurve(season, number, end, hours, listed, end > np.datetime64(seen.as_of))


@dataclass(frozen=True)
class SeasonCurve:
    """The curve of one season on one date.

    Parameters
    ----------
    knows : date
        Day up to which the prior was fitted.
    weeks : WeeklyCurve
        Its weeks.
    totals : dict
        Hours of the first 28 and 91 days and of the 26 weeks after the date: lower end of the 80 % interval, median,
        upper end.
    """

    knows: dt.date
    weeks: WeeklyCurve
    totals: dict[str, tuple[float, float, float]]


def season_curve(store: Store, season_id: str, as_of: dt.date, tenths: pa.Table | None = None) -> SeasonCurve | None:
    """The curve of one season on one date, under the shipped prior that was known by then.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_id : str
        The season.
    as_of : date
        Last day of knowledge.
    tenths : pyarrow.Table, optional
        What `weekly.tenth_places` gave for the date, where it is at hand.

    Returns
    -------
    SeasonCurve or None
        None where no figure of the season's audience was known.

    Raises
    ------
    TooLittleEvidence
        If no shipped prior was known by the date.
    """
    seen = observe(store, as_of, season_id.rpartition("/")[0], tenths)
    ids = seen.seasons["season_id"].to_pylist()
    if season_id not in ids:
        return None
    row = ids.index(season_id)
    mine = seen.arrays["season"] == row
    if not (mine & (seen.arrays["kind"] != BELOW)).any():
        return None
    day, prior = known_by(as_of)
    z, stratum, _ = traits(seen)
    everything = np.ones(len(seen.arrays["season"]), dtype=bool)
    pulses = pulses_of(seen)
    curves = posterior(as_windows(seen, everything, pulses), z, stratum, prior)
    rows = np.array([row])
    alone = np.full(len(ids), -1)
    alone[row] = 0
    own_pulses = pulses.renumbered(alone)
    own = Posterior(curves.theta[rows], curves.covariance[rows])
    since = float(seen.days_known[row])
    spans = {"28d": (0.0, 28.0), "91d": (0.0, 91.0), "next 26 weeks": (since, since + 7.0 * AHEAD_WEEKS)}
    found = {
        name: totals(seen, own, prior, own_pulses, rows, np.array([start]), np.array([end]))
        for name, (start, end) in spans.items()
    }
    return SeasonCurve(
        day,
        weekly_curve(seen, curves, prior, pulses, reported_totals(seen), rows),
        {name: (float(low[0]), float(middle[0]), float(high[0])) for name, (low, middle, high) in found.items()},
    )


def reported_totals(seen: Observations) -> Totals:
    """The half-years that a report has told."""
    columns = seen.arrays
    mine = columns["source"] == "half-year"
    return Totals(*(columns[name][mine] for name in ("season", "start_day", "end_day", "hours")))


def _windows(season: Whole, start: Reals, end: Reals, pulses: Pulses) -> Windows:
    group = np.where(start == 0, GROUPS.index("first week"), GROUPS.index("week"))
    ones = np.ones(len(season))
    return windows_of(season, start, end, ones, ones < 0, group.astype(np.int64), 0 * ones, pulses)


def _printed(seen: Observations, season: Whole, end: NDArray[np.datetime64]) -> tuple[Reals, Reals]:
    """Hours that lists printed for weeks, and bounds; nothing and infinity where there are none."""
    columns = seen.arrays
    week = columns["source"] == "week"
    listed, bound = np.full(len(season), np.nan), np.full(len(season), np.inf)
    place = {key: at for at, key in enumerate(zip(season.tolist(), end.astype(int).tolist(), strict=True))}
    for row in np.flatnonzero(week):
        at = place.get((int(columns["season"][row]), int(columns["period_end"][row].astype(int))))
        if at is not None:
            (bound if columns["kind"][row] == BELOW else listed)[at] = columns["hours"][row]
    return listed, bound


def _sunday(days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """The Sunday that ends the week of each day; day 0 of the calendar was a Thursday."""
    return np.asarray(days + (6 - (days.astype(int) + 3) % 7))
