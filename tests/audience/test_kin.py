"""Kin: what the lists and reports up to a day tell of a season and of the one before."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from cliffhanger.audience.curves import PULSES
from cliffhanger.audience.kin import TRAITS, next_season, pulses_of, season_before, staggered, traits
from cliffhanger.audience.observations import BELOW, SEEN, Observations

FIRST, SECOND = dt.date(2023, 7, 3), dt.date(2024, 2, 5)


def observed(windows: list[tuple], as_of: dt.date = dt.date(2024, 12, 31)) -> Observations:
    """Two seasons of one series with windows: season, source, start, end, hours, kind, runtime, ends on, known on."""
    seasons = pa.table(
        {
            "season_id": ["tide/1", "tide/2"],
            "series_id": ["tide", "tide"],
            "number": [1, 2],
            "unit": ["season", "season"],
            "premiere": pa.array([FIRST, SECOND], pa.date32()),
            "listed_runtime_min": [300.0, 300.0],
            "event": [False, False],
            "spoken": ["English", "English"],
        }
    )
    names = ("season", "source", "start_day", "end_day", "hours", "kind", "runtime_min", "period_end", "known_on")
    columns = dict(zip(names, zip(*windows, strict=True), strict=True)) if windows else {name: [] for name in names}
    types = (pa.int64(), pa.string(), *(pa.float64(),) * 3, pa.int64(), pa.float64(), pa.date32(), pa.date32())
    table = pa.table({name: pa.array(columns[name], kind) for name, kind in zip(names, types, strict=True)})
    return Observations(seasons, table, as_of)


def week(season: int, number: int, hours: float, kind: int = SEEN, runtime: float | None = 300.0) -> tuple:
    """A week of a season, which begins on its premiere's Monday."""
    premiere = (FIRST, SECOND)[season]
    end = premiere + dt.timedelta(days=7 * number - 1)
    return (season, "week", 7.0 * number - 7, 7.0 * number, hours, kind, runtime, end, end + dt.timedelta(days=2))


EVER = np.full(2, np.inf)


def test_a_runtime_that_grows_is_that_of_a_season_which_still_comes_out() -> None:
    """Seen from the day on which the second list shows it; a runtime that stays tells of a whole season."""
    seen = observed([week(0, 1, 9e6, runtime=100.0), week(0, 2, 8e6, runtime=150.0), week(1, 1, 9e6), week(1, 2, 5e6)])
    assert staggered(seen, EVER).tolist() == [True, False]
    assert staggered(seen, np.array([7.0, 14.0])).tolist() == [False, False]


def test_without_a_runtime_on_the_lists_episodes_still_come_out() -> None:
    """Netflix prints none then; of a season that was on no list nothing is said."""
    assert staggered(observed([week(0, 1, 9e6, runtime=None)]), EVER).tolist() == [True, False]


def test_a_report_that_is_not_out_on_the_day_tells_nothing_of_the_season_before() -> None:
    """The half-year to December 2023 was reported on 2024-05-23: day 108 of the second season."""
    report = (0, "half-year", 0.0, 182.0, 52e6, SEEN, None, dt.date(2023, 12, 31), dt.date(2024, 5, 23))
    seen = observed([week(0, 1, 20e6), report])
    early, late = (season_before(seen, np.full(2, day)) for day in (107.0, 108.0))
    assert np.isnan([early.weekly[1], early.unseen[1]]).all()
    assert late.weekly[1] == pytest.approx(np.log(2e6))
    assert late.first[1] == early.first[1] == pytest.approx(np.log(20e6))
    assert late.unseen[1] == pytest.approx(np.log(52e6 / 20e6))
    assert np.isnan(late.weekly[0])


def test_the_next_season_is_known_from_its_premiere() -> None:
    """217 days after that of the first, and not a day before."""
    seen = observed([])
    assert next_season(seen, np.full(2, 217.0))[0] == 217.0
    assert np.isnan(next_season(seen, np.full(2, 216.0))).all()


def test_a_week_with_half_as_much_again_is_a_batch() -> None:
    """In the fifth week, from below the tenth place; in the second it is the launch, and a day before it is unknown."""
    weeks = [week(0, 1, 5e6), week(0, 2, 9e6), week(0, 3, 4e6), week(0, 4, 3e6, BELOW, None), week(0, 5, 20e6)]
    seen = observed(weeks)
    found = pulses_of(seen, np.array([35.0, 0.0]))
    assert [(s, PULSES[k], d) for s, k, d in zip(found.season, found.kind, found.day, strict=True)] == [
        (0, "batch", 31.0)
    ]
    assert not len(pulses_of(seen, np.array([34.0, 0.0])).season)


def test_weeks_that_rise_on_end_are_one_batch() -> None:
    """The first of them; a fall and another rise are two."""
    rising = [9e6, 5e6, 3e6, 2e6, 6e6, 10e6, 5e6, 9e6]
    found = pulses_of(observed([week(0, n + 1, hours) for n, hours in enumerate(rising)]))
    mine = found.season == 0
    assert {PULSES[kind] for kind in found.kind[mine]} == {"batch", "next season"}
    assert found.day[mine & (found.kind == PULSES.index("batch"))].tolist() == [31.0, 52.0]


def test_a_relisting_after_half_a_year_is_a_return() -> None:
    """One for its weeks on end, however they go."""
    weeks = [week(1, 1, 9e6), week(1, 40, 3e6), week(1, 41, 8e6)]
    found = pulses_of(observed(weeks))
    assert [PULSES[kind] for kind in found.kind[found.season == 1]] == ["return"]
    assert found.day[found.season == 1].tolist() == [276.0]


def test_the_first_half_year_of_the_season_before_is_not_less_than_what_was_listed() -> None:
    """Its unseen part is the log of total over listed: never below 0 where the lists are right."""
    report = (0, "half-year", 0.0, 182.0, 20e6, SEEN, None, dt.date(2023, 12, 31), dt.date(2024, 1, 23))
    seen = observed([week(0, 1, 20e6), report])
    assert season_before(seen, EVER).unseen[1] == pytest.approx(0.0)


def test_what_the_next_season_brings_is_no_batch() -> None:
    """A return to the list in the week of its premiere belongs to it."""
    weeks = [week(0, 1, 9e6), week(0, 32, 8e6)]
    found = pulses_of(observed(weeks))
    assert [PULSES[kind] for kind in found.kind] == ["next season"]


def test_traits_of_a_day_do_not_see_further() -> None:
    """Asked on day 7, the growing runtime of the second list is not there."""
    seen = observed([week(0, 1, 9e6, runtime=100.0), week(0, 2, 8e6, runtime=150.0)])
    at = TRAITS.index("staggered")
    assert traits(seen, np.array([7.0, 0.0]))[0][0, at] == 0
    assert traits(seen)[0][0, at] == 1
