"""Totals of half-years that have ended and that no report has told yet: what trees and curve make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from cliffhanger.audience.benchmarking import Totals
from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.halves import halves_of
from cliffhanger.audience.laplace import Windows
from cliffhanger.audience.model import GROUPS, Prior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.stack import FEWEST
from cliffhanger.audience.tasks import LISTS_SINCE, TASKS, answer, ask, teach
from cliffhanger.audience.totals import SHARES
from cliffhanger.audience.weekly_curve import reported_totals
from cliffhanger.audience.windows import as_gaps

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

SEED = 721
_LAST_LIST_DAYS = 6.0  # so many days after a half-year's end its last full week is listed
_LEAST_SD = 1e-3


@dataclass(frozen=True)
class Estimate:
    """Estimated totals of one half-year of some seasons.

    Parameters
    ----------
    column : str
        The half-year as in the contract: 'first_half' or 'next_half'.
    group : str
        Its name in `model.GROUPS`.
    rows : array of int, shape (n,)
        Rows of the seasons.
    start_day, end_day : array of float, shape (n,)
        The half-year in days since the premiere.
    whole : tuple of three arrays of float, shape (n,)
        Hours of the half-year: lower end of the 80 % interval, median, upper end.
    gaps : list of lists of (float, float)
        Days of it that no listed week covers.
    log_rest, sd : array of float, shape (n,)
        Log-hours of those days, and their standard deviation.
    """

    column: str
    group: str
    rows: Whole
    start_day: Reals
    end_day: Reals
    whole: tuple[Reals, Reals, Reals]
    gaps: list[list[tuple[float, float]]]
    log_rest: Reals
    sd: Reals


def estimated(seen: Observations, prior: Prior, stratum: Whole) -> list[Estimate]:
    """Estimate the half-years that ended before the date's lists and that no report known by then has told.

    Parameters
    ----------
    seen : Observations
        What was known.
    prior : Prior
        Prior of the curves.
    stratum : array of int, shape (seasons,)
        Of `kin.traits`.
    """
    halves = halves_of(seen)
    listed = (stratum == 1) & (seen.premieres >= LISTS_SINCE)
    found: list[Estimate] = []
    for name, field, column, group, start, end in (
        ("T1", "first", "first_half", "premiere half-year", np.zeros(len(stratum)), halves.first_end),
        ("T2", "next", "next_half", "later half-year", halves.first_end, halves.next_end),
    ):
        task, known = TASKS[name], getattr(halves, field)
        past = ask(task, seen, halves, prior, task.seasons(seen, halves, stratum, teach=True))
        ended = (end + _LAST_LIST_DAYS <= seen.days_known) & (halves.first_end >= task.least_days)
        wanted = ended & ~np.isfinite(known) & listed & (np.isfinite(halves.first) | ~np.array(task.with_first_total))
        if len(past.truth) < FEWEST or not wanted.any():
            continue
        unknown = replace(halves, **{field: np.full(len(known), np.inf)})
        asked = ask(task, seen, unknown, prior, wanted)
        law, rest = answer(asked, teach(task, past, seen, SEED)), asked.rest
        low, middle, high = (law.quantile(share) for share in SHARES)
        found.append(
            Estimate(
                column, group, rest.seasons, start[rest.seasons], end[rest.seasons],
                (np.exp(asked.whole(low)), np.exp(asked.whole(middle)), np.exp(asked.whole(high))),
                rest.gaps, middle, np.maximum((high - low) / (2 * ndtri(SHARES[-1])), _LEAST_SD),
            )
        )  # fmt: skip
    return found


def joined(windows: Windows, estimates: list[Estimate], pulses: Pulses) -> Windows:
    """The windows known, with the estimates of what no list showed among them."""
    for estimate in estimates:
        told = [len(gaps) > 0 for gaps in estimate.gaps]
        rows, gaps = estimate.rows[told], [gaps for gaps in estimate.gaps if gaps]
        made = as_gaps(rows, gaps, pulses, GROUPS.index(estimate.group))
        windows = windows.joined(replace(made, y=estimate.log_rest[told], rounding=estimate.sd[told]))
    return windows


def benchmarks(seen: Observations, estimates: list[Estimate]) -> Totals:
    """The half-years that weeks add up to: those reported, then those estimated."""
    parts = [reported_totals(seen), *(Totals(e.rows, e.start_day, e.end_day, e.whole[1]) for e in estimates)]
    season, start, end, hours = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("season", "start_day", "end_day", "hours")
    )
    return Totals(season, start, end, hours)
