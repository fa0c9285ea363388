"""Comparable seasons and the cohort of the base rate."""

from __future__ import annotations

import datetime as dt

import pytest

from cliffhanger.forecasts.base_rate import ENOUGH
from cliffhanger.forecasts.comparables import Row, cohort, likeness, nearest

DAY = dt.date(2023, 1, 1)


def season(name: str, **changes: object) -> dict[str, object]:
    """A first season on Netflix, scripted, in English, with 100 M hours."""
    return {
        "season_id": f"{name}/1",
        "series_id": name,
        "unit": "season",
        "number": 1,
        "premiere": dt.date(2022, 1, 7),
        "hours_4_weeks": 100e6,
        "week2_ratio": 1.2,
        "runtime_min": 400.0,
        "kind": "scripted",
        "spoken": "English",
        "platform": "Netflix",
        "outcome": "renewed",
        "lists_known": True,
    } | changes


def test_a_season_is_most_like_itself() -> None:
    """Likeness is 1 for the same, symmetric, and half for twice the audience where only that is known."""
    a, b = season("a"), season("b", hours_4_weeks=40e6, kind="unscripted", number=3)
    assert likeness(a, a).value == 1
    assert likeness(a, b).value == likeness(b, a).value < 1
    assert likeness({"hours_4_weeks": 1e6}, {"hours_4_weeks": 2e6}).value == pytest.approx(0.5)


def test_charted_and_not_charted_are_not_alike() -> None:
    """Where the lists cover the premiere, being on none is known and counts."""
    charted, silent = season("a"), season("b", hours_4_weeks=None, week2_ratio=None)
    assert likeness(charted, silent).value < likeness({**charted, "lists_known": False}, silent).value


def test_sisters_and_limited_series_are_no_comparables() -> None:
    """The season's own series, limited ones, and seasons of which next to nothing is known are left out."""
    own = season("a")
    others: list[Row] = [
        season("a", season_id="a/2", number=2),
        season("b", outcome="limited"),
        {"season_id": "c/1", "series_id": "c", "kind": "scripted", "outcome": "renewed"},
        season("d", hours_4_weeks=90e6),
        season("e", hours_4_weeks=30e6),
    ]
    assert [row["series_id"] for row, _ in nearest(own, others)] == ["d", "e"]


def test_a_cohort_gives_up_traits_until_it_is_large_enough() -> None:
    """Too few in the same language: the language is given up, and the words say so."""
    own = season("own")
    same = [season(f"s{i}") for i in range(ENOUGH - 1)]
    other = [season(f"o{i}", spoken="another language than English") for i in range(5)]
    outcomes = {str(row["season_id"]): row for row in [*same, *other]}
    group = cohort(own, [*same, *other], outcomes, DAY)
    assert len(group.decided) == ENOUGH + 4
    assert "English" not in group.words
    assert "scripted" in group.words


def test_the_undecided_are_counted_and_not_taken_for_refused() -> None:
    """Open seasons are left out of the decided and counted, those silent for 18 months apart; limited ones neither."""
    own = season("own")
    rows = [
        season("young", premiere=dt.date(2022, 12, 1)),
        season("old", premiere=dt.date(2020, 1, 1)),
        season("limited"),
        season("done"),
        season("later", number=2),
        season("next year", premiere=dt.date(2023, 6, 1)),
    ]
    outcomes = {"limited/1": {"outcome": "limited"}, "done/1": {"outcome": "cancelled"}}
    group = cohort(own, rows, outcomes, DAY)
    assert [row["series_id"] for row in group.decided] == ["done"]
    assert (group.open, group.limbo) == (2, 1)
