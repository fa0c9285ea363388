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
from cliffhanger.audience.model import WHOLE_SD, Posterior, Prior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.stack import FEWEST
from cliffhanger.audience.tasks import LISTS_SINCE, TASKS, answer, ask, teach
from cliffhanger.audience.totals import SHARES, Interval
from cliffhanger.audience.weekly_curve import reported_totals
from cliffhanger.audience.windows import as_gaps, of_weeks
from cliffhanger.evidence.netflix_calendar import LAST_LIST_DAYS

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

SEED = 721
_LEAST_SD = 1e-3
_LEAST_SHARE = 0.1
_NEARLY = 0.99


@dataclass(frozen=True)
class Estimate:
    """Estimated totals of one half-year of some seasons.

    Parameters
    ----------
    column : str
        The half-year as in the contract: 'first_half' or 'next_half'.
    rows : array of int, shape (n,)
        Rows of the seasons.
    start_day, end_day : array of float, shape (n,)
        The half-year in days since the premiere.
    whole : Interval
        Hours of the half-year.
    gaps : list of lists of (float, float)
        Days of it that no listed week covers.
    log_rest, sd : array of float, shape (n,)
        Log-hours of those days and their standard deviation, of the errors of past estimates.
    """

    column: str
    rows: Whole
    start_day: Reals
    end_day: Reals
    whole: Interval
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
    for name, field, column, start, end in (
        ("T1", "first", "first_half", np.zeros(len(stratum)), halves.first_end),
        ("T2", "next", "next_half", halves.first_end, halves.next_end),
    ):
        task, known = TASKS[name], getattr(halves, field)
        past = ask(task, seen, halves, prior, task.seasons(seen, halves, stratum, teach=True))
        ended = (end + LAST_LIST_DAYS <= seen.days_known) & (halves.first_end >= task.least_days)
        wanted = ended & ~np.isfinite(known) & listed & (np.isfinite(halves.first) | ~np.array(task.with_first_total))
        if len(past.truth) < FEWEST or not wanted.any():
            continue
        unknown = replace(halves, **{field: np.full(len(known), np.inf)})
        asked = ask(task, seen, unknown, prior, wanted)
        law, rest = answer(asked, teach(task, past, seen, SEED)), asked.rest
        low, middle, high = (law.quantile(share) for share in SHARES)
        found.append(
            Estimate(
                column, rest.seasons, start[rest.seasons], end[rest.seasons],
                Interval(*(np.exp(asked.whole(one)) for one in (low, middle, high))),
                rest.gaps, middle, np.maximum((high - low) / (2 * ndtri(SHARES[-1])), _LEAST_SD),
            )
        )  # fmt: skip
    return found


def joined(
    windows: Windows, estimates: list[Estimate], pulses: Pulses, curves: Posterior, prior: Prior
) -> Windows:  # fmt: skip
    r"""The windows known, with pseudo-data by which the curve of an estimated half-year says what the estimate does.

    An estimate is made of the same lists and kin as the curve: taken as one more observation they would count twice.
    Where the curve alone says :math:`N(\eta, v)` of the days no list showed, and the estimate :math:`N(m, u)`, the
    pseudo-datum :math:`y \sim N(\eta(\theta), s^2)` with

    .. math:: \frac{1}{s^2} = \frac{1}{u} - \frac{1}{v}, \qquad
              y = s^2 \left(\frac{m}{u} - \frac{\eta}{v}\right)

    makes the posterior :math:`N(m, u)`. Where the estimate is the less sure of the two nothing is added.

    Parameters
    ----------
    windows : Windows
        What is known.
    estimates : list of Estimate
        Estimates, at most one a season.
    pulses : Pulses
        Pulses of the seasons.
    curves : Posterior
        Curves of all seasons without the estimates.
    prior : Prior
        Their prior.
    """
    for estimate in estimates:
        told = np.array([len(gaps) > 0 for gaps in estimate.gaps])
        rows, gaps = estimate.rows[told], [gaps for gaps in estimate.gaps if gaps]
        made = as_gaps(rows, gaps, pulses, WHOLE_SD)
        eta, variance = curves.windows(made)
        # The weeks' own errors are in the estimate's law and not in the curve's.
        own = of_weeks(made, curves.theta, prior.sd)
        law = np.maximum(estimate.sd[told] ** 2 - own, _LEAST_SHARE * estimate.sd[told] ** 2)
        surer = np.flatnonzero(law < _NEARLY * variance)
        law, variance, eta = law[surer], variance[surer], eta[surer]
        spread = 1.0 / (1.0 / law - 1.0 / variance)
        y = spread * (estimate.log_rest[told][surer] / law - eta / variance)
        windows = windows.joined(replace(made.ordered(surer), y=y, rounding=np.sqrt(spread)))
    return windows


def benchmarks(seen: Observations, estimates: list[Estimate]) -> Totals:
    """The half-years that weeks add up to: those reported, then those estimated."""
    parts = [reported_totals(seen), *(Totals(e.rows, e.start_day, e.end_day, e.whole.middle) for e in estimates)]
    season, start, end, hours = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("season", "start_day", "end_day", "hours")
    )
    return Totals(season, start, end, hours)
