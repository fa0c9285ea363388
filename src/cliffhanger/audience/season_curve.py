"""The curve of one season, as the dossier shows it: under the shipped prior that was known on the date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from cliffhanger.audience.halves import halves_of
from cliffhanger.audience.kin import pulses_of, traits
from cliffhanger.audience.model import Posterior, posterior
from cliffhanger.audience.observations import BELOW, observe
from cliffhanger.audience.priors import known_by
from cliffhanger.audience.totals import FIRST_DAYS, Interval, nested, totals
from cliffhanger.audience.weekly_curve import AHEAD_WEEKS, WeeklyCurve, reported_totals, weekly_curve
from cliffhanger.audience.windows import as_windows
from cliffhanger.store import Store


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
    totals: dict[str, tuple[float, ...]]

    @property
    def launch_told(self) -> bool:
        """Whether the hours of the first 28 days can be told; not of a season older than the lists."""
        return "28d" in self.totals


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
        None where no figure of the season's audience was known, or its weeks cannot be told. Of a season older than the
        lists the totals leave out its first days.

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
    if not (mine & (seen.arrays["kind"] != BELOW)).any() or np.isinf(seen.since[row]):
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
    weeks = weekly_curve(seen, curves, prior, pulses, reported_totals(seen), rows)
    spans = {"91d": (0.0, 91.0), "28d": (0.0, 28.0), "next 26 weeks": (since, since + 7.0 * AHEAD_WEEKS)}
    found = {
        name: totals(seen, own, prior, own_pulses, weeks, rows, np.array([start]), np.array([end]))
        for name, (start, end) in spans.items()
    }
    halves = halves_of(seen)
    whole = Interval(*(halves.first[rows],) * 3)
    for name, days in FIRST_DAYS.items():
        found[name] = nested(found[name], days, halves.first_end[rows], whole)
    found["28d"] = found["28d"].below(found["91d"])
    told = {name: tuple(float(end[0]) for end in span) for name, span in found.items()}
    return SeasonCurve(day, weeks, {name: span for name, span in told.items() if np.isfinite(span[1])})
