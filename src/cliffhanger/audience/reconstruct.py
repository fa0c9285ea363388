"""Reconstruct the audience of every season on a date: its curve week by week, and the totals that people ask for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cliffhanger.audience.curves import KNOTS, PARAMETERS, Pulses, log_rate
from cliffhanger.audience.estimates import Estimate, benchmarks, estimated, joined
from cliffhanger.audience.halves import halves_of
from cliffhanger.audience.kin import TRAITS, pulses_of, traits
from cliffhanger.audience.laplace import Windows
from cliffhanger.audience.model import Posterior, Prior, draws, fit, posterior
from cliffhanger.audience.observations import BELOW, Observations, observe
from cliffhanger.audience.priors import known_by
from cliffhanger.audience.totals import FIRST_DAYS, SHARES, Interval, nested, totals
from cliffhanger.audience.weekly_curve import AHEAD_WEEKS, QUANTILES, WeeklyCurve, all_weeks
from cliffhanger.audience.windows import as_windows
from cliffhanger.audience_tables import RECONSTRUCTED_SEASON, RECONSTRUCTED_WEEK
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Progress = Callable[[str, int, int | None], None]

ENOUGH_LISTED = 200
"""With fewer listed seasons known by the date the shipped prior speaks in place of one fitted here."""

DRAWS = 200
SEED = 20_210_806
_ROUNDS = 8
_FAR_WEEKS = 54  # the half-year after the premiere's ends by then, whatever the date
_LONG_DAYS = 182.0
_PART = 500  # seasons of which the draws are held at a time
_EVERY_DAYS = np.arange(1.0, _LONG_DAYS, 3.0)


def reconstruct(
    store: Store, *, as_of: dt.date | None = None, prior: Prior | None = None, progress: Progress | None = None
) -> pa.Table:
    """Reconstruct every season's audience from what was known by the date, and keep it in the store.

    The prior is fitted on the store's own seasons, or taken from those shipped where the store holds too few.
    Half-years that have ended and are not reported yet are estimated by the trees taught on past ones (tasks T1 and
    T2); the weeks add up to them, and to those that are reported.

    Parameters
    ----------
    store : Store
        Open for writing; tables reconstructed_season and reconstructed_week are replaced.
    as_of : date, optional
        Only what was known by then is used; today by default.
    prior : Prior, optional
        An earlier prior to begin from: with one more week of data a few rounds do.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    pyarrow.Table
        Contract RECONSTRUCTED_SEASON. A season of which nothing was known but its kin has a status and a reason.

    Raises
    ------
    TooLittleEvidence
        If the store holds too few seasons and no shipped prior was known by the date.
    """
    day = as_of or dt.date.today()
    tell = progress or (lambda *_: None)
    tell("reading what was known", 0, 4)
    seen = observe(store, day)
    z, stratum, _ = traits(seen)
    pulses = pulses_of(seen)
    everything = as_windows(seen, np.ones(len(seen.arrays["season"]), dtype=bool), pulses)
    tell("fitting the prior", 1, 4)
    if int((stratum == 1).sum()) >= ENOUGH_LISTED:
        prior = _fitted(everything, z, stratum, day, prior)
    elif prior is None:
        _, prior = known_by(day)
    tell("estimating totals", 2, 4)
    estimates = estimated(seen, prior, stratum)
    curves = posterior(everything, z, stratum, prior)
    if estimates:
        known = joined(everything, estimates, pulses, curves, prior)
        curves = posterior(known, z, stratum, prior, curves.theta)
    tell("adding up the weeks", 3, 4)
    curve = all_weeks(seen, curves, prior, pulses, benchmarks(seen, estimates), _FAR_WEEKS)
    seasons = _seasons(seen, curves, prior, pulses, curve, estimates)
    weeks = _weeks(seen, curve)
    with store.transaction():
        store.replace("reconstructed_season", seasons)
        store.replace("reconstructed_week", weeks)
        store.log_run("reconstruct", seasons.num_rows, [], day)
    return seasons


def _fitted(windows: Windows, z: Reals, stratum: NDArray[np.int64], day: dt.date, earlier: Prior | None) -> Prior:
    """The prior of the store's own seasons, from an earlier one, or from the shipped one that was known by the day."""
    if earlier is not None:
        return fit(windows, z, stratum, TRAITS, earlier)[0]
    try:
        _, shipped = known_by(day)
    except TooLittleEvidence:
        return fit(windows, z, stratum, TRAITS)[0]
    return fit(windows, z, stratum, TRAITS, shipped, _ROUNDS)[0]


def _seasons(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, weeks: WeeklyCurve, estimates: list[Estimate]
) -> pa.Table:
    many = seen.seasons.num_rows
    found = _totals(seen, curves, prior, pulses, weeks, estimates)
    columns: dict[str, object] = {
        "as_of": [seen.as_of] * many,
        **{name: seen.seasons[name] for name in ("season_id", "premiere", "list_name", "runtime_min")},
    }
    runtime = np.array([value or np.nan for value in seen.seasons["runtime_min"].to_pylist()], dtype=float)
    for name, (low, middle, high) in found.items():
        for end, hours in (("", middle), ("_lo80", low), ("_hi80", high)):
            columns[f"hours_{name}{end}"] = _or_null(hours)
        columns[f"views_{name}"] = _or_null(60.0 * middle / runtime)
    columns |= {name: _or_null(values) for name, values in _shape(curves, pulses, seen.since == 0).items()}
    figures = (seen.arrays["kind"] != BELOW) & np.isfinite(seen.arrays["hours"])
    bounds = np.bincount(seen.arrays["season"], minlength=many)
    known_figures = np.bincount(seen.arrays["season"], figures, many)
    status = np.select(
        [(bounds == 0) & (seen.since > 0), seen.since > 0, known_figures > 0, bounds > 0],
        ["unknown", "later weeks alone", "reconstructed", "bounded"],
        "kin alone",
    )
    reasons = {
        "reconstructed": None,
        "later weeks alone": "it premiered before the weekly lists began: nothing tells its weeks before its first "
        "weekly or half-yearly figure or bound",
        "unknown": "it premiered before the weekly lists began, and no figure of its audience was known by the date",
        "bounded": "no figure of it was known by the date, only that it was below the tenth place",
        "kin alone": "nothing of its audience was known by the date: this is what its kin had",
    }
    columns |= {
        "figures": known_figures.astype(np.int64),
        "status": status.tolist(),
        "reason": pa.array([reasons[word] for word in status.tolist()], pa.string()),
    }
    return pa.table(columns).select(RECONSTRUCTED_SEASON.schema.names)


def _totals(
    seen: Observations, curves: Posterior, prior: Prior, pulses: Pulses, weeks: WeeklyCurve, estimates: list[Estimate]
) -> dict[str, Interval]:
    """Totals of every season: as printed, else as estimated, else by the weeks of the curve."""
    many, halves = seen.seasons.num_rows, halves_of(seen)
    nothing = np.zeros(many)
    windows = {
        "first_half": (nothing, halves.first_end, halves.first),
        "next_half": (halves.first_end, halves.next_end, halves.next),
        **{name: (nothing, nothing + days, _first_days(seen, days)) for name, days in FIRST_DAYS.items()},
    }
    found: dict[str, Interval] = {}
    for name, (start, end, printed) in windows.items():
        span = totals(seen, curves, prior, pulses, weeks, np.arange(many), start, end)
        for estimate in estimates:
            if estimate.column == name:
                for mine, theirs in zip(span, estimate.whole, strict=True):
                    mine[estimate.rows] = theirs
        if name in FIRST_DAYS:
            span = nested(span, FIRST_DAYS[name], halves.first_end, found["first_half"])
        if name == "28d":
            span = span.below(found["91d"])
        found[name] = Interval(*(np.where(np.isfinite(printed), printed, mine) for mine in span))
    return found


def _first_days(seen: Observations, days: float) -> Reals:
    """Hours of the first days as the most-popular lists printed them; not a number where they did not."""
    columns = seen.arrays
    mine = (columns["source"] == "first days") & (columns["end_day"] == days)
    found = np.full(seen.seasons.num_rows, np.nan)
    found[columns["season"][mine]] = columns["hours"][mine]
    return found


def _shape(curves: Posterior, pulses: Pulses, told: NDArray[np.bool_]) -> dict[str, Reals]:
    """Share of the first half-year after day 28, half-life and weekly decay, with 80 % intervals from draws.

    Of the seasons told; not a number for the others.
    """
    many = len(curves.theta)
    shares, lives, decays = (np.full((many, DRAWS), np.nan) for _ in range(3))
    week = [int(np.abs(_EVERY_DAYS - day).argmin()) for day in (10.5, 31.5)]
    launch = int(np.searchsorted(_EVERY_DAYS, 28, side="right")) - 1
    # What each knot adds to the log-rate of each day: the curve is linear in them.
    base = log_rate(np.eye(KNOTS), _EVERY_DAYS)

    def part(a: int) -> None:
        mine = a + np.flatnonzero(told[a : a + _PART])
        drawn = draws(curves.covariance[a : a + _PART], DRAWS, SEED + a)[mine - a]
        lift = pulses.lift(np.repeat(mine, len(_EVERY_DAYS)), np.tile(_EVERY_DAYS, len(mine)))
        rows = np.empty((len(mine), PARAMETERS, len(_EVERY_DAYS)))
        rows[:, :KNOTS] = base
        rows[:, KNOTS:] = lift.reshape(len(mine), len(_EVERY_DAYS), -1).transpose(0, 2, 1)
        rate = (curves.theta[mine, None, :] + drawn) @ rows
        np.exp(rate, out=rate)
        decays[mine] = (rate[..., week[1]] / rate[..., week[0]]) ** (1 / 3)
        so_far = np.cumsum(rate, axis=-1, out=rate)
        whole = so_far[..., -1]
        shares[mine] = 1.0 - so_far[..., launch] / whole
        # Days from the premiere until half of the half-year's hours have been watched.
        lives[mine] = _EVERY_DAYS[(so_far >= 0.5 * whole[..., None]).argmax(axis=-1)]

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(part, range(0, many, _PART)))
    found: dict[str, Reals] = {}
    for name, values in (("share_after_28d", shares), ("half_life_days", lives), ("weekly_decay", decays)):
        low, middle, high = np.full((3, many), np.nan)
        low[told], middle[told], high[told] = np.quantile(values[told], SHARES, axis=1)
        found |= {name: middle, f"{name}_lo80": low, f"{name}_hi80": high}
    return found


def _weeks(seen: Observations, weeks: WeeklyCurve) -> pa.Table:
    last = np.datetime64(seen.as_of) + 7 * AHEAD_WEEKS
    weeks = weeks.taking(weeks.end < last + 7)
    ids = seen.seasons["season_id"]
    names = [f"hours_q{round(1000 * share):03d}" for share in QUANTILES]
    return pa.table(
        {
            "as_of": pa.repeat(pa.scalar(seen.as_of, pa.date32()), len(weeks.season)),
            "season_id": ids.take(pa.array(weeks.season)),
            "week": weeks.number,
            "period_end": pa.array(weeks.end, pa.date32()),
            **{name: weeks.hours[:, at] for at, name in enumerate(names)},
            "hours_listed": _or_null(weeks.listed),
            "ahead": pc.if_else(pa.array(weeks.ahead), "yes", "no"),
        }
    ).select(RECONSTRUCTED_WEEK.schema.names)


def _or_null(values: Reals) -> pa.Array:
    return pa.array(values, pa.float64(), mask=~np.isfinite(values))
