"""The part of a window that no list shows: its days, what the curve expects there, and what may tell more of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.kin import TRAITS, next_season, pulses_of, traits
from cliffhanger.audience.laplace import Flags, Reals, Whole, Windows
from cliffhanger.audience.model import Posterior, Prior, posterior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.windows import Weeks, as_windows, expected, split, unseen_days, weeks_of

FEATURES = (
    "log listed hours",
    "listed weeks",
    "last listed week",
    "log last week over listed",
    "weeks left",
    "log weeks left",
    "log bound over last week, 1 week on",
    "log bound over last week, 2 weeks on",
    "log bound over last week, 3 weeks on",
    "mean log bound over last week",
    "log last week over the one before",
    "days of the first week",
    "log days of the window",
    "share of week 1",
    "share of week 2",
    "share of week 3",
    "log week 2 over week 1, by days",
    "log runtime",
    "log runtime over that of the first listed week",
    "log runtime over that of the week before",
    "season number",
    "English",
    "a season",
    "staggered",
    "event",
    "time of year, sine",
    "time of year, cosine",
    "log hours a week of the season before",
    "log first hours of the season before",
    "log hours a week of the season before over listed",
    "log first total over first hours of the season before",
    "log next total over first total of the season before",
    "next season's premiere within the window",
    "log listed in the window over first total",
    "log first total",
    "log curve over last week",
    "log curve over listed",
    "log curve over first total",
    "curve's doubt",
)
"""Names of the columns of `Remainder.x`."""

_OF_WEEKS = FEATURES.index("log hours a week of the season before")


@dataclass(frozen=True)
class Remainder:
    """The unseen part of one window a season.

    Parameters
    ----------
    seasons : array of int
        Row of each season in the observations.
    visible : array of float
        Hours of the listed weeks within the window; a week that reaches beyond it counts by its days.
    eta, doubt : array of float
        Log-hours that the curve expects in the unseen part, and their standard deviation.
    x : array of float, shape (n, len(FEATURES))
        Features; not a number where unknown.
    curves : Posterior
        The curves of these seasons, from what was taken as known.
    gaps : list of lists of (float, float)
        Days of the unseen part.
    """

    seasons: Whole
    visible: Reals
    eta: Reals
    doubt: Reals
    x: Reals
    curves: Posterior
    gaps: list[list[tuple[float, float]]]

    def taking(self, chosen: Flags) -> Remainder:
        """The seasons chosen."""
        curves = Posterior(self.curves.theta[chosen], self.curves.covariance[chosen])
        gaps = [self.gaps[at] for at in np.flatnonzero(chosen)]
        return Remainder(
            self.seasons[chosen], self.visible[chosen], self.eta[chosen], self.doubt[chosen], self.x[chosen], curves,
            gaps,
        )  # fmt: skip


def remainder(
    seen: Observations, prior: Prior, seasons: Whole, until: Reals, start: Reals, end: Reals,
    *, with_first_total: bool = False,
) -> Remainder:  # fmt: skip
    """Work out what lists leave unseen of a window of each season.

    Parameters
    ----------
    seen : Observations
        What was known.
    prior : Prior
        The prior of the curves.
    seasons : array of int, rising
        Rows of the seasons.
    until : array of float
        Day of the question for each of these seasons: lists and reports that came later are not looked at.
    start, end : array of float
        The window in days since the premiere.
    with_first_total : bool
        Whether the total of the premiere's half-year is known as well. All other totals are not looked at.
    """
    limit = np.full(seen.seasons.num_rows, -1.0)
    limit[seasons] = until
    z, stratum, before = traits(seen, limit)
    new = np.full(len(limit), -1)
    new[seasons] = np.arange(len(seasons))
    pulses = pulses_of(seen, limit).renumbered(new)
    known = _known(seen, limit, new, pulses, with_first_total=with_first_total)
    curves = posterior(known, z[seasons], stratum[seasons], prior)
    weeks = weeks_of(seen, seasons, until)
    rows, visible, gaps = [], np.zeros(len(seasons)), []
    about = {
        name: seen.seasons[name].to_pylist() for name in ("listed_runtime_min", "number", "unit", "spoken", "event")
    }
    stagger = z[:, TRAITS.index("staggered")]
    days_of_year = (seen.premieres - seen.premieres.astype("datetime64[Y]")).astype(float)
    for at, season in enumerate(seasons):
        begin, finish = weeks[at]
        mine, off = split(seen.arrays, begin, finish)
        visible[at], unseen = unseen_days(mine, float(start[at]), float(end[at]))
        gaps.append(unseen)
        mine_about = {name: values[season] for name, values in about.items()}
        own = (mine_about["listed_runtime_min"], mine_about["number"], mine_about["spoken"] == "English",
               mine_about["unit"] == "season", stagger[season], mine_about["event"], days_of_year[season])  # fmt: skip
        rows.append(_features(mine, off, float(end[at]), own))
    eta, doubt = expected(gaps, curves, prior, pulses)
    x = np.array(rows).reshape(len(seasons), _OF_WEEKS)
    listed, last = x[:, 0], x[:, 0] + x[:, 3]  # logs of what was listed, and of the last week of it
    first_total = _first_totals(seen, seasons) if with_first_total else np.full(len(seasons), np.nan)
    coming = (next_season(seen, limit)[seasons] - start) / (end - start)
    within = np.log(np.where(visible > 0, visible, np.nan)) - first_total
    further = [before.weekly[seasons], before.first[seasons], before.weekly[seasons] - listed, before.unseen[seasons],
               before.tail[seasons], np.where(coming < 1, coming, np.nan), within, first_total,
               eta - last, eta - listed, eta - first_total, doubt]  # fmt: skip
    return Remainder(seasons, visible, eta, doubt, np.column_stack([x, *further]), curves, gaps)


def _first_totals(seen: Observations, seasons: Whole) -> Reals:
    columns = seen.arrays
    first = (columns["source"] == "half-year") & (columns["start_day"] == 0)
    found = np.full(seen.seasons.num_rows, np.nan)
    found[columns["season"][first]] = np.log(columns["hours"][first])
    return found[seasons]


def _known(seen: Observations, limit: Reals, new: Whole, pulses: Pulses, *, with_first_total: bool) -> Windows:
    columns = seen.arrays
    week = (columns["source"] == "week") & (columns["end_day"] <= limit[columns["season"]])
    total = (columns["source"] == "half-year") & (columns["start_day"] == 0) & (limit[columns["season"]] >= 0)
    return as_windows(seen, week | (total if with_first_total else np.zeros_like(week)), pulses, new)


def _features(mine: Weeks, off: Weeks, end: float, about_it: tuple[object, ...]) -> list[float]:
    nan, visible = float("nan"), float(mine[:, 2].sum())
    runtime, number, english, season, staggered, event, day = about_it
    told = mine[np.isfinite(mine[:, 3]), 3]
    length = told[-1] if len(told) else runtime
    about = [
        np.log(float(length)) if isinstance(length, float) and length > 0 else nan,
        np.log(told[-1] / told[0]) if len(told) else 0.0,
        np.log(told[-1] / told[-2]) if len(told) > 1 else nan,
        min(float(number), 10.0) if isinstance(number, int) else 0.0,
        float(bool(english)),
        float(bool(season)),
        float(bool(staggered)),
        float(bool(event)),
        np.sin(2 * np.pi * float(str(day)) / 365.25),
        np.cos(2 * np.pi * float(str(day)) / 365.25),
    ]
    if not len(mine):
        return [nan] * 12 + [np.log(end)] + [nan] * 4 + about
    last = mine[-1]
    after = off[off[:, 0] >= last[1]]
    after = after[after[:, 1] <= end]
    over = np.log(after[:, 2] / last[2]) if len(after) else np.zeros(0)
    left = max(end - last[1], 0.0) / 7.0
    share = [np.log(week[2] / visible) if week is not None else nan for week in (_nth(mine, n) for n in range(3))]
    first, second = _nth(mine, 0), _nth(mine, 1)
    days = first[1] - first[0] if first is not None else nan
    before = mine[-2] if len(mine) > 1 and mine[-2][1] == last[0] else None
    return [
        np.log(visible),
        float(len(mine)),
        np.ceil(last[0] / 7.0),
        np.log(last[2] / visible),
        left,
        np.log(max(left, 0.3)),
        *[over[n] if len(over) > n else nan for n in range(3)],
        float(over.mean()) if len(over) else nan,
        np.log(last[2] / before[2]) if before is not None else nan,
        days,
        np.log(end),
        *share,
        np.log(second[2] / first[2] * days / 7.0) if first is not None and second is not None else nan,
        *about,
    ]


def _nth(mine: Weeks, n: int) -> NDArray[np.float64] | None:
    """The week in which the season was n weeks old, if it was on the list then."""
    found = mine[np.ceil(mine[:, 0] / 7.0) == n]
    return found[0] if len(found) else None
