"""Windows: which standard deviation is whose, and the doubt of days that no list covers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cliffhanger.audience.curves import KNOT_DAYS, KNOTS, NONE, PARAMETERS, Pulses, day_of, place
from cliffhanger.audience.laplace import Windows
from cliffhanger.audience.model import GROUPS, Posterior
from cliffhanger.audience.totals import _shares
from cliffhanger.audience.weekly_curve import WeeklyCurve
from cliffhanger.audience.windows import as_gaps, group_of, of_weeks


def test_a_window_belongs_to_one_group_everywhere() -> None:
    """A week after the thirteenth has the wide law of late weeks, in the fit as in the curve that is shown."""
    sources = np.array(["week", "week", "week", "half-year", "half-year", "first days"])
    found = group_of(sources, np.array([0.0, 88.0, 91.0, 0.0, 40.0, 0.0]))
    assert [GROUPS[at] for at in found] == list(GROUPS)


def halved(windows: Windows, day: NDArray, length: NDArray) -> Windows:
    """The same windows with each node cut in two."""
    knot, part = place(np.stack([day - length / 4, day + length / 4], axis=1).ravel())
    weight = np.repeat(windows.log_weight - np.log(2), 2)
    return replace(windows, first_node=2 * windows.first_node, knot=knot, part=part, log_weight=weight,
                   lift=np.repeat(windows.lift, 2, axis=0))  # fmt: skip


def test_the_doubt_of_a_rest_does_not_hang_on_how_it_is_cut() -> None:
    """Half as long nodes, the same variance; a year of level weeks adds a fiftieth of that of one."""
    sd = np.array([0.4, 0.1, 0.6, 0.1, 0.3, 0.05])
    level = np.full((1, PARAMETERS), 14.0)
    falling = level - 0.9 * np.append(np.log(KNOT_DAYS), np.zeros(PARAMETERS - KNOTS))
    for gap in ([(14.0, 84.0)], [(21.0, 28.0), (98.0, 180.0)], [(100.0, 464.0)]):
        windows = as_gaps(np.array([0]), [gap], NONE, 1)
        day, length = day_of(windows.knot, windows.part), 7 * np.exp(windows.log_weight)
        for theta in (level, falling):
            once, twice = (of_weeks(cut, theta, sd) for cut in (windows, halved(windows, day, length)))
            assert twice == pytest.approx(once, 0.04)
    year = as_gaps(np.array([0]), [[(100.0, 464.0)]], NONE, 1)
    assert of_weeks(year, level, sd) == pytest.approx(0.36 / 52)


def test_some_days_miss_the_curve_as_a_week_does() -> None:
    """Three days of one have its variance, not twice that."""
    sd = np.array([0.4, 0.1, 0.6, 0.1, 0.3, 0.05])
    days = as_gaps(np.array([0]), [[(30.0, 33.0)]], NONE, 1)
    assert of_weeks(days, np.full((1, PARAMETERS), 14.0), sd) == pytest.approx(0.01)


def test_a_week_that_is_cut_is_shared_out_as_the_curve_has_it() -> None:
    """Three level days before a batch hold less than three sevenths of their week, and whole weeks all of it."""
    pulses = Pulses(np.array([0]), np.array([0]), np.array([31.0]))
    theta = np.full((1, PARAMETERS), 14.0)
    theta[0, KNOTS:] = np.log(9.0)
    nothing = np.full(2, np.nan)
    weeks = WeeklyCurve(
        np.zeros(2, dtype=np.int64), np.array([4, 5]), np.array(["2024-01-07", "2024-01-14"], dtype="datetime64[D]"),
        np.ones((2, 7)), np.array([21.0, 28.0]), np.array([28.0, 35.0]), nothing, nothing + np.inf, nothing > 0,
    )  # fmt: skip
    curves = Posterior(theta, np.zeros((1, PARAMETERS, PARAMETERS)))
    end = np.full(2, 31.0)
    share = _shares(weeks, np.zeros(2, dtype=np.int64), np.zeros(2), end, curves, pulses)
    assert share[0] == 1.0
    assert share[1] < 0.12
    level = _shares(weeks, np.zeros(2, dtype=np.int64), np.zeros(2), end, curves, NONE)
    assert level[1] == pytest.approx(3 / 7)
