"""The part of a window that no list shows: its days, what the curve expects there, and what may tell more of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import pieces, place
from cliffhanger.audience.kin import TRAITS
from cliffhanger.audience.laplace import Flags, Reals, Whole, Windows
from cliffhanger.audience.model import GROUPS, Posterior, Prior, posterior, windows_of
from cliffhanger.audience.observations import BELOW, Observations

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
    "season number",
    "English",
    "a season",
    "staggered or live",
    "time of year, sine",
    "time of year, cosine",
    "log hours a week of the season before",
    "log first hours of the season before",
    "log first total",
    "log curve over last week",
    "log curve over listed",
    "log curve over first total",
    "curve's doubt",
)
"""Names of the columns of `Remainder.x`."""

_LEAST_HOURS = 1e4
_BEFORE = (
    ("season before reported", "log hours a week of the season before"),
    ("season before listed", "log first hours of the season before"),
)


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
    """

    seasons: Whole
    visible: Reals
    eta: Reals
    doubt: Reals
    x: Reals
    curves: Posterior

    def taking(self, chosen: Flags) -> Remainder:
        """The seasons chosen."""
        curves = Posterior(self.curves.theta[chosen], self.curves.covariance[chosen])
        return Remainder(
            self.seasons[chosen], self.visible[chosen], self.eta[chosen], self.doubt[chosen], self.x[chosen], curves
        )


def remainder(
    seen: Observations, prior: Prior, z: Reals, stratum: Whole, seasons: Whole, until: Reals, start: Reals, end: Reals,
    *, with_first_total: bool = False,
) -> Remainder:  # fmt: skip
    """Work out what lists leave unseen of a window of each season.

    Parameters
    ----------
    seen : Observations
        What was known.
    prior : Prior
        The prior of the curves.
    z, stratum : arrays
        Of `kin.traits`, for all seasons.
    seasons : array of int, rising
        Rows of the seasons.
    until : array of float
        Day up to which lists are taken as known, for each of these seasons.
    start, end : array of float
        The window in days since the premiere.
    with_first_total : bool
        Whether the total of the premiere's half-year is known as well. All other totals are not looked at.
    """
    known = _known(seen, seasons, until, with_first_total=with_first_total)
    curves = posterior(known, z[seasons], stratum[seasons], prior)
    weeks = weeks_of(seen, seasons, until)
    rows, visible, gaps = [], np.zeros(len(seasons)), []
    about = {
        name: seen.seasons[name].to_pylist() for name in ("listed_runtime_min", "number", "unit", "staggered", "spoken")
    }
    days_of_year = (seen.premieres - seen.premieres.astype("datetime64[Y]")).astype(float)
    for at, season in enumerate(seasons):
        begin, finish = weeks[at]
        mine, off = split(seen.arrays, begin, finish)
        visible[at], unseen = unseen_days(mine, float(start[at]), float(end[at]))
        gaps.append(unseen)
        mine_about = {name: values[season] for name, values in about.items()}
        traits = (mine_about["listed_runtime_min"], mine_about["number"], mine_about["spoken"] == "English",
                  mine_about["unit"] == "season", bool(mine_about["staggered"]), days_of_year[season])  # fmt: skip
        rows.append(_features(mine, off, float(end[at]), traits))
    eta, doubt = expected(gaps, curves, prior)
    x = np.array(rows).reshape(len(seasons), len(FEATURES) - 7)
    last = x[:, 0] + x[:, 3]  # log of the last listed week
    first_total = _first_totals(seen, seasons) if with_first_total else np.full(len(seasons), np.nan)
    before = [np.where(z[seasons, TRAITS.index(known)] > 0, z[seasons, TRAITS.index(name)], np.nan)
              for known, name in _BEFORE]  # fmt: skip
    own = [*before, first_total, eta - last, eta - x[:, 0], eta - first_total, doubt]
    return Remainder(seasons, visible, eta, doubt, np.column_stack([x, *own]), curves)


def _first_totals(seen: Observations, seasons: Whole) -> Reals:
    columns = seen.arrays
    first = (columns["source"] == "half-year") & (columns["start_day"] == 0)
    found = np.full(seen.seasons.num_rows, np.nan)
    found[columns["season"][first]] = np.log(columns["hours"][first])
    return found[seasons]


Weeks = NDArray[np.float64]
"""Rows of start day, end day and hours of weeks, in their order."""


def _known(seen: Observations, seasons: Whole, until: Reals, *, with_first_total: bool) -> Windows:
    columns = seen.arrays
    limit = np.full(seen.seasons.num_rows, -1.0)
    limit[seasons] = until
    week = (columns["source"] == "week") & (columns["end_day"] <= limit[columns["season"]])
    total = (columns["source"] == "half-year") & (columns["start_day"] == 0) & (limit[columns["season"]] >= 0)
    chosen = week | (total if with_first_total else np.zeros_like(week))
    new = np.full(seen.seasons.num_rows, -1)
    new[seasons] = np.arange(len(seasons))
    return as_windows(seen, chosen, new)


def as_windows(seen: Observations, chosen: Flags, new: Whole | None = None) -> Windows:
    """The windows chosen, as arrays for the model.

    Parameters
    ----------
    seen : Observations
        What was known.
    chosen : array of bool, shape (windows,)
        Which windows.
    new : array of int, shape (seasons,), optional
        New row of each season; by default as it is.
    """
    columns = {name: values[chosen] for name, values in seen.arrays.items()}
    start, source = columns["start_day"], columns["source"]
    group = np.select(
        [
            (source == "week") & (start == 0),
            (source == "week") & (start < 91),
            source == "week",
            (source == "half-year") & (start == 0),
            source == "half-year",
        ],
        [GROUPS.index(name) for name in ("first week", "week", "late week", "premiere half-year", "later half-year")],
        GROUPS.index("first days"),
    )
    season = columns["season"]
    return windows_of(
        season if new is None else new[season], start, columns["end_day"], columns["hours"],
        columns["kind"] == BELOW, group.astype(np.int64), columns["rounding_hours"],
    )  # fmt: skip


def weeks_of(seen: Observations, seasons: Whole, until: Reals) -> list[tuple[int, int]]:
    """Where the weeks of each season stand among the windows, up to the day that is known."""
    columns = seen.arrays
    season = columns["season"]
    found = []
    for at, limit in zip(seasons, until, strict=True):
        a, b = np.searchsorted(season, [at, at + 1])
        source = columns["source"][a:b]
        first = a + int(np.searchsorted(source, "week"))
        last = first + int(((source == "week") & (columns["end_day"][a:b] <= limit)).sum())
        found.append((first, last))
    return found


def split(columns: dict[str, NDArray[np.float64]], a: int, b: int) -> tuple[Weeks, Weeks]:
    """Weeks on the list and weeks off it."""
    rows = np.column_stack([columns[name][a:b] for name in ("start_day", "end_day", "hours")]).astype(float)
    below = columns["kind"][a:b] == BELOW
    return rows[~below], rows[below]


def unseen_days(mine: Weeks, start: float, end: float) -> tuple[float, list[tuple[float, float]]]:
    """Hours seen within a window, and the days of it that no listed week covers."""
    visible, at, gaps = 0.0, start, []
    for first, last, hours in mine:
        inside = min(last, end) - max(first, start)
        if inside <= 0:
            continue
        visible += hours * inside / (last - first)
        if first > at:
            gaps.append((at, float(first)))
        at = max(at, float(min(last, end)))
    if at < end:
        gaps.append((at, end))
    return visible, gaps


def _features(mine: Weeks, off: Weeks, end: float, traits: tuple[object, ...]) -> list[float]:
    nan, visible = float("nan"), float(mine[:, 2].sum())
    runtime, number, english, season, staggered, day = traits
    about = [
        np.log(float(runtime)) if isinstance(runtime, float) and runtime > 0 else nan,
        min(float(number), 10.0) if isinstance(number, int) else 0.0,
        float(bool(english)),
        float(bool(season)),
        float(bool(staggered)),
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


def expected(gaps: list[list[tuple[float, float]]], curves: Posterior, prior: Prior) -> tuple[Reals, Reals]:
    """Log-hours that the curves expect in the gaps, and their standard deviation."""
    middles, lengths, counts = [], [], np.zeros(len(gaps), dtype=np.int64)
    for at, gap in enumerate(gaps):
        for window in gap or [(0.0, 0.01)]:
            middle, length = pieces(*window)
            middles.append(middle)
            lengths.append(length)
            counts[at] += len(middle)
    knot, part = place(np.concatenate(middles) if middles else np.zeros(0))
    nothing = np.zeros(len(gaps))
    windows = Windows(
        np.arange(len(gaps)), (np.cumsum(counts) - counts).astype(np.int64), knot, part,
        np.log(np.concatenate(lengths) / 7.0) if lengths else np.zeros(0), nothing, nothing > 0,
        np.zeros(len(gaps), dtype=np.int64), nothing,
    )  # fmt: skip
    eta, variance = curves.windows(windows)
    single = prior.sd[GROUPS.index("week")] ** 2 / np.sqrt(np.maximum(counts, 1))
    return np.maximum(eta, np.log(_LEAST_HOURS) - 5.0), np.sqrt(variance + single)
