"""The curve: a broken power law, and the hours of windows under it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.audience.curves import KNOT_DAYS, KNOTS, hours, log_rate, pieces, place


def test_at_a_knot_the_rate_is_that_of_the_knot() -> None:
    """The log-rates at the knots are the parameters themselves."""
    theta = np.linspace(17.0, 11.0, KNOTS)
    assert log_rate(theta, KNOT_DAYS) == pytest.approx(theta)


def test_beyond_the_outer_knots_the_last_segment_goes_on() -> None:
    """On log-log axes a straight line stays one."""
    theta = 17.0 - 1.5 * np.log(KNOT_DAYS + 2.0)
    days = np.array([0.0, 1.0, 5_000.0])
    assert log_rate(theta, days) == pytest.approx(17.0 - 1.5 * np.log(days + 2.0))


@given(start=st.floats(0, 900), length=st.floats(0.5, 900))
def test_pieces_cover_a_window_once(start: float, length: float) -> None:
    """Their lengths add up, and none reaches out of the window."""
    middle, lengths = pieces(start, start + length)
    assert lengths.sum() == pytest.approx(length)
    assert (lengths > 0).all()
    assert middle[0] - lengths[0] / 2 == pytest.approx(start)
    assert middle[-1] + lengths[-1] / 2 == pytest.approx(start + length)


@settings(deadline=None)
@given(slope=st.floats(0.2, 1.6), start=st.floats(0, 300), first=st.floats(1, 200), second=st.floats(1, 200))
def test_hours_of_windows_side_by_side_add_up(slope: float, start: float, first: float, second: float) -> None:
    """To five percent, for falls as steep as seasons have: a piece's rate is taken from its middle."""
    theta = 17.0 - slope * np.log(KNOT_DAYS + 2.0)
    middle = start + first
    apart = hours(theta, start, middle) + hours(theta, middle, middle + second)
    assert float(apart) == pytest.approx(float(hours(theta, start, middle + second)), rel=0.05)


def test_a_smooth_curve_is_summed_to_one_percent() -> None:
    """Against a fine sum of a realistic fall over 26 weeks."""
    theta = np.interp(np.log(KNOT_DAYS), np.log([3, 3000]), [17.5, 10.5])
    days = np.arange(0.05, 182, 0.1)
    fine = (np.exp(log_rate(theta, days)) / 7 * 0.1).sum()
    assert float(hours(theta, 0, 182)) == pytest.approx(fine, rel=0.01)


def test_places_stand_between_their_knots() -> None:
    """The share of the way lies between nought and one inside the outer knots."""
    knot, part = place(np.linspace(KNOT_DAYS[0], KNOT_DAYS[-1], 50))
    assert ((part >= 0) & (part <= 1)).all()
    assert (np.diff(knot) >= 0).all()
