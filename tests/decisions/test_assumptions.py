"""Assumptions and rates: what is refused, what changes, what holds on which day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger.decisions.assumptions import BOUNDS, assumptions
from cliffhanger.decisions.rates import RateError, price_level, rows, to_usd
from cliffhanger.errors import SourceError

DAY = dt.date(2025, 6, 30)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[cost_plus]\nvalue = 0.3\n", "unknown assumption"),
        ("cost_plus_premium = 0.3\n", "a table [cost_plus_premium]"),
        ("[cost_plus_premium]\nvalue = -1\n", "'cost_plus_premium.value': expected a number from 0 to 3, found -1"),
        ("[cost_plus_premium]\nvalue = '30 %'\n", "found '30 %'"),
        ("[cost_plus_premium]\nvalue = nan\n", "found nan"),
        ("[cost_plus_premium]\nlow = 0.1\n", "'cost_plus_premium.value': expected a value, found nothing"),
        ("[cost_plus_premium]\nvalue = 0.1\nlow = 0.2\nhigh = 0.3\n", "low <= value <= high"),
        ("[cost_plus_premium]\nvalue = 0.1\nwidth = 0.2\n", "'cost_plus_premium.width'"),
        ("[cost_plus_premium\n", "TOML"),
    ],
)
def test_a_file_of_assumptions_that_does_not_fit_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    """Each slip is named with its file and key."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        assumptions(DAY, path)
    assert problem in str(refusal.value)
    assert str(path) in str(refusal.value)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(SourceError, match=r"nowhere\.toml"):
        assumptions(DAY, tmp_path / "nowhere.toml")


def test_every_shipped_assumption_has_bounds_a_range_and_a_source() -> None:
    """The value lies in its range, the range in its bounds, and the source is said."""
    for name, one in assumptions(DAY).all.items():
        low, high = BOUNDS[name]
        assert low <= one.low <= one.value <= one.high <= high, name
        assert one.source, name
        assert one.meaning.endswith("."), name
    assert set(assumptions(DAY).all) == set(BOUNDS)


def test_a_change_is_remembered_with_what_was_shipped(tmp_path: Path) -> None:
    """The range moves along where the file gives none; nothing else changes."""
    path = tmp_path / "mine.toml"
    path.write_text("[cost_plus_premium]\nvalue = 0.15\nsource = 'our own deals'\n", encoding="utf-8")
    found = assumptions(DAY, path)
    changed = found["cost_plus_premium"]
    assert (changed.value, changed.shipped, changed.source) == (0.15, 0.30, "our own deals")
    assert (round(changed.low, 3), round(changed.high, 3)) == (0.05, 0.25)
    assert [one.name for one in found.changed] == ["cost_plus_premium"]


def test_what_was_published_later_is_not_assumed_before() -> None:
    """The weight of launch hours rests on a leak of 18 October 2021."""
    before, after = (assumptions(day)["launch_weight"] for day in (dt.date(2021, 10, 17), dt.date(2021, 10, 18)))
    assert before.value == 1.0
    assert after.value == 2.8


def test_unknown_currencies_and_years_are_refused() -> None:
    """The message says which are known."""
    with pytest.raises(RateError, match="EUR, GBP, JPY, USD"):
        to_usd(1.0, "XXX", 2021)
    with pytest.raises(RateError, match="2015 to 2024"):
        to_usd(1.0, "EUR", 1990)


def test_pounds_go_through_the_euro() -> None:
    """Reference rates are quoted for one euro: a pound of 2021 was 1.1827 / 0.8596 dollars."""
    assert to_usd(1.0, "GBP", 2021) == pytest.approx(1.1827 / 0.85960)


def test_prices_use_no_index_that_was_not_known() -> None:
    """In June 2022 the index of 2021 was the latest: a dollar of 2021 stays one, and grows a year later."""
    assert price_level(2021, dt.date(2022, 6, 30)) == 1.0
    assert price_level(2021, dt.date(2023, 6, 30)) == pytest.approx(292.655 / 270.970)
    assert price_level(1978, dt.date(1970, 1, 1)) == 1.0


def test_the_shipped_facts_are_whole() -> None:
    """Half-years follow one another, and hours have the day on which they were published."""
    halves = rows("netflix.csv")
    assert [row["period_start"] for row in halves] == sorted(row["period_start"] for row in halves)
    assert all(bool(row["hours_m"]) == bool(row["hours_known_on"]) for row in halves)
    assert all(row["period_end"] < row["revenue_known_on"] for row in halves)
