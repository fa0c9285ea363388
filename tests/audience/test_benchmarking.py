"""Benchmarking: weeks add up to the totals of their half-years."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.audience.benchmarking import Totals, factors

WEEKS = 10
START, END = 7.0 * np.arange(WEEKS), 7.0 * np.arange(WEEKS) + 7
NOWHERE = np.full(WEEKS, np.nan)


def scaled(hours: np.ndarray, listed: np.ndarray, bound: np.ndarray, *totals: tuple[float, float, float]) -> np.ndarray:
    """Hours of one season's weeks once they add up to totals: start, end, hours."""
    start, end, amount = (np.array(column) for column in zip(*totals, strict=True))
    given = Totals(np.zeros(len(totals), dtype=np.int64), start, end, amount)
    found = factors(np.zeros(WEEKS, dtype=np.int64), START, END, hours, listed, bound, given)
    return np.where(np.isfinite(listed), listed, hours * found)


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 50), min_size=WEEKS, max_size=WEEKS), st.floats(1, 500), st.integers(1, WEEKS))
def test_weeks_add_up_to_the_total(hours: list[float], total: float, weeks: int) -> None:
    """Whatever the curve says, and only within the window."""
    found = scaled(np.array(hours), NOWHERE, np.full(WEEKS, np.inf), (0.0, 7.0 * weeks, total))
    assert found[:weeks].sum() == pytest.approx(total)
    assert (found[weeks:] == np.array(hours)[weeks:]).all()


def test_listed_weeks_stay_as_printed() -> None:
    """What is left of the total goes to the others by their shares."""
    listed = NOWHERE.copy()
    listed[0] = 60.0
    found = scaled(np.r_[50.0, np.full(9, 2.0)], listed, np.full(WEEKS, np.inf), (0.0, 70.0, 96.0))
    assert found.tolist() == pytest.approx([60.0] + [4.0] * 9)


def test_no_week_goes_beyond_the_tenth_place_while_others_have_room() -> None:
    """The week that reaches its bound stays there, the rest takes more."""
    bound = np.r_[3.0, np.full(9, np.inf)]
    found = scaled(np.full(WEEKS, 2.0), NOWHERE, bound, (0.0, 70.0, 48.0))
    assert found.tolist() == pytest.approx([3.0] + [5.0] * 9)


def test_a_total_that_the_bounds_have_no_room_for_stands() -> None:
    """It was printed; the bound of a week may lack the runtime."""
    found = scaled(np.full(WEEKS, 2.0), NOWHERE, np.full(WEEKS, 3.0), (0.0, 70.0, 48.0))
    assert found.sum() == pytest.approx(48.0)


def test_a_total_below_what_was_listed_changes_nothing() -> None:
    """Lists and report contradict each other: neither is bent."""
    listed = NOWHERE.copy()
    listed[0] = 60.0
    found = scaled(np.full(WEEKS, 2.0), listed, np.full(WEEKS, np.inf), (0.0, 70.0, 50.0))
    assert found[1:].tolist() == [2.0] * 9


def test_a_week_between_two_half_years_counts_by_its_days() -> None:
    """The total named first has the week; the next one counts its days as they stand."""
    found = scaled(np.full(WEEKS, 7.0), NOWHERE, np.full(WEEKS, np.inf), (0.0, 31.0, 31.0), (31.0, 70.0, 78.0))
    assert found[:4].sum() + found[4] * 3 / 7 == pytest.approx(31.0)
    assert found[4] * 4 / 7 + found[5:].sum() == pytest.approx(78.0)
