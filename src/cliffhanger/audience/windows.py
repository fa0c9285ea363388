"""What is known, as windows for the model: weeks, totals, and the days of a window that no list covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import Pulses
from cliffhanger.audience.laplace import Flags, Reals, Whole, Windows
from cliffhanger.audience.model import GROUPS, Posterior, Prior, nodes_of, windows_of
from cliffhanger.audience.observations import BELOW, Observations

_LEAST_HOURS = 1e4
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
        columns["kind"] == BELOW, group.astype(np.int64), columns["rounding_hours"], pulses,
    )  # fmt: skip


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
    rows = np.column_stack([columns[name][a:b] for name in ("start_day", "end_day", "hours", "runtime_min")])
    rows = rows.astype(float)
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
    """Log-hours that the curves expect in the gaps of each season, and their standard deviation."""
    group = GROUPS.index("week")
    windows = as_gaps(np.arange(len(gaps)), [gap or [_NOTHING] for gap in gaps], pulses, group)
    eta, variance = curves.windows(windows)
    counts = np.diff(np.append(windows.first_node, len(windows.knot)))
    single = prior.sd[group] ** 2 / np.sqrt(np.maximum(counts, 1))
    return np.maximum(eta, np.log(_LEAST_HOURS) - 5.0), np.sqrt(variance + single)
