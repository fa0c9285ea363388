"""What is known, as windows for the model: weeks, totals, and the days of a window that no list covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import Pulses, day_of
from cliffhanger.audience.laplace import Flags, Reals, Whole, Windows, node_shares
from cliffhanger.audience.model import GROUPS, Posterior, Prior, nodes_of, windows_of
from cliffhanger.audience.observations import BELOW, Observations

_LEAST_HOURS = 1e4
_LATE_DAYS = 91.0
_NOTHING = (0.0, 0.01)

Weeks = NDArray[np.float64]
"""Rows of start day, end day, hours and printed runtime of weeks, in their order."""


def as_windows(seen: Observations, chosen: Flags, pulses: Pulses, new: Whole | None = None) -> Windows:
    """The windows chosen, as arrays for the model.

    Parameters
    ----------
    seen : Observations
        What was known.
    chosen : array of bool, shape (windows,)
        Which windows.
    pulses : Pulses
        Pulses of the seasons, by new row.
    new : array of int, shape (seasons,), optional
        New row of each season; by default as it is.
    """
    columns = {name: values[chosen] for name, values in seen.arrays.items()}
    start, season = columns["start_day"], columns["season"]
    return windows_of(
        season if new is None else new[season], start, columns["end_day"], columns["hours"],
        columns["kind"] == BELOW, group_of(columns["source"], start), columns["rounding_hours"], pulses,
    )  # fmt: skip


def group_of(source: NDArray[np.str_] | str, start: Reals) -> Whole:
    """Place in `GROUPS` of windows, by their source and the day on which they begin.

    Examples
    --------
    >>> [GROUPS[at] for at in group_of("week", np.array([0.0, 4.0, 95.0]))]
    ['first week', 'week', 'late week']
    """
    week, half = np.asarray(source) == "week", np.asarray(source) == "half-year"
    found = np.select(
        [week & (start == 0), week & (start < _LATE_DAYS), week & (start > 0), half & (start == 0), half & (start > 0)],
        [GROUPS.index(name) for name in ("first week", "week", "late week", "premiere half-year", "later half-year")],
        GROUPS.index("first days"),
    )
    return np.asarray(found, dtype=np.int64)


def as_gaps(seasons: Whole, gaps: list[list[tuple[float, float]]], pulses: Pulses, group: int) -> Windows:
    """One window a season, which may have holes.

    Parameters
    ----------
    seasons : array of int, rising, shape (n,)
        Rows of the seasons.
    gaps : list of lists of (float, float)
        Its days, for each season: at least one stretch, with its start and end.
    pulses : Pulses
        Pulses of the seasons.
    group : int
        Place in `GROUPS`.
    """
    starts, ends = np.array([window for gap in gaps for window in gap]).reshape(-1, 2).T
    many = np.array([len(gap) for gap in gaps], dtype=np.int64)
    first, knot, part, log_weight, lift = nodes_of(np.repeat(seasons, many), starts, ends, pulses)
    nothing = np.zeros(len(gaps))
    return Windows(
        seasons, first[np.cumsum(many) - many], knot, part, log_weight, lift, nothing, nothing > 0,
        np.full(len(gaps), group), nothing,
    )  # fmt: skip


def weeks_of(seen: Observations, seasons: Whole, until: Reals) -> list[tuple[int, int]]:
    """Where the weeks of each season stand among the windows, up to the day that is known."""
    columns = seen.arrays
    first, last = (np.searchsorted(columns["season"], seasons, side=side) for side in ("left", "right"))
    # Sources stand in the order of the alphabet, and within each the windows in that of their days.
    week, earlier = (
        np.append(0, np.cumsum(chosen)) for chosen in (columns["source"] == "week", columns["source"] < "week")
    )
    begin = first + earlier[last] - earlier[first]
    ends, stop = columns["end_day"], begin + week[last] - week[first]
    found = []
    for a, b, limit in zip(begin.tolist(), stop.tolist(), until.tolist(), strict=True):
        found.append((a, a + int(np.searchsorted(ends[a:b], limit, side="right"))))
    return found


def split(columns: dict[str, NDArray[np.float64]], a: int, b: int) -> tuple[Weeks, Weeks]:
    """Weeks on the list and weeks off it."""
    rows = np.empty((b - a, 4))
    for at, name in enumerate(("start_day", "end_day", "hours", "runtime_min")):
        rows[:, at] = columns[name][a:b]
    below = columns["kind"][a:b] == BELOW
    return rows[~below], rows[below]


def unseen_days(mine: Weeks, start: float, end: float) -> tuple[float, list[tuple[float, float]]]:
    """Hours seen within a window, and the days of it that no listed week covers."""
    visible, at, gaps = 0.0, start, []
    for first, last, hours, _ in mine:
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


def expected(
    gaps: list[list[tuple[float, float]]], curves: Posterior, prior: Prior, pulses: Pulses
) -> tuple[Reals, Reals]:
    """Log-hours that the curves expect in the gaps of each season, and their standard deviation.

    Weeks miss the curve by errors of their own: of the log of a sum the variance is that of each week times the square
    of its share, added up, and so falls with the number of weeks.
    """
    windows = as_gaps(np.arange(len(gaps)), [gap or [_NOTHING] for gap in gaps], pulses, GROUPS.index("week"))
    eta, variance = curves.windows(windows)
    own = of_weeks(windows, curves.theta, prior.sd)
    return np.maximum(eta, np.log(_LEAST_HOURS) - 5.0), np.sqrt(variance + own)


def of_weeks(windows: Windows, theta: Reals, sd: Reals) -> Reals:
    """Variance that the weeks of windows add to the log of their sum, whatever the nodes into which they are cut.

    Parameters
    ----------
    windows : Windows
        The windows.
    theta : array of float, shape (seasons, PARAMETERS)
        Curves.
    sd : array of float, shape (len(GROUPS),)
        Standard deviation of each kind of window.
    """
    of = np.repeat(np.arange(len(windows.season)), np.diff(np.append(windows.first_node, len(windows.knot))))
    share = node_shares(theta, windows)
    # A node of several weeks holds each with its part of the share; one of some days holds them for its week.
    squares = share**2 * np.exp(-windows.log_weight)
    group = group_of("week", 7.0 * np.floor(day_of(windows.knot, windows.part) / 7.0))
    many = len(windows.season)
    # Less than a week misses the curve as a week does.
    return np.asarray(np.bincount(of, squares * sd[group] ** 2, many) / np.maximum(np.bincount(of, squares, many), 1.0))
