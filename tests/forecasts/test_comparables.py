"""Comparable seasons and the cohort of the base rate."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.forecasts.base_rate import ENOUGH
from cliffhanger.forecasts.comparables import LEAST_COMPARED, WEIGHTS, Row, cohort, likeness, nearest

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
    """Likeness is 1 for the same, symmetric where as much is known, and half for twice the audience alone."""
    a, b = season("a"), season("b", hours_4_weeks=40e6, kind="unscripted", number=3)
    assert likeness(a, a).value == 1
    assert likeness(a, b).value == likeness(b, a).value < 1
    assert likeness({"hours_4_weeks": 1e6}, {"hours_4_weeks": 2e6}).value == pytest.approx(0.5)


def test_charted_and_not_charted_are_not_alike() -> None:
    """Where the lists cover the premiere, being on none is known and counts."""
    charted, silent = season("a"), season("b", hours_4_weeks=None, week2_ratio=None)
    assert "only one of the two was on the weekly list" in likeness(charted, silent).why
    assert likeness(silent, charted).value < likeness({**silent, "lists_known": False}, charted).value


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


SEASONS = st.fixed_dictionaries(
    {
        "hours_4_weeks": st.none() | st.floats(1e4, 1e9),
        "week2_ratio": st.none() | st.floats(0.05, 20),
        "runtime_min": st.none() | st.floats(5, 3_000),
        "kind": st.sampled_from([None, "scripted", "unscripted"]),
        "spoken": st.sampled_from([None, "English", "another language than English"]),
        "number": st.none() | st.integers(1, 30),
        "lists_known": st.booleans(),
    }
)


@settings(deadline=None, derandomize=True)
@given(one=SEASONS, other=SEASONS)
def test_likeness_is_between_nought_and_one_and_less_where_less_is_known(one: Row, other: Row) -> None:
    """Whatever is known of two seasons; and taking a trait from the other never makes it more alike."""
    whole = likeness(one, other).value
    assert 0 <= whole <= 1 + 1e-12
    for name in ("week2_ratio", "runtime_min", "kind", "number"):
        assert likeness(one, {**other, name: None}).value <= whole + 1e-12


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        ({"language": "Korean"}, {"language": "Korean"}, "same language"),
        ({"language": "Korean"}, {"language": "Spanish"}, "other language"),
        ({"language": "Korean"}, {}, ""),
        ({}, {}, ""),
        ({"spoken": "English"}, {"spoken": "English"}, "same language"),
        ({"spoken": "English"}, {}, "other language"),
    ],
)
def test_two_seasons_that_are_not_in_english_need_not_share_a_language(mine: dict, theirs: dict, said: str) -> None:
    """The weekly lists say only English or not."""
    foreign = {"spoken": "another language than English"}
    assert likeness({**foreign, **mine}, {**foreign, **theirs}).why == said


def test_likeness_is_the_weighted_mean() -> None:
    """Worked by hand: half the audience 1/2, other kind 0, the same language 1, season 4 against 1 is 1/3."""
    other = season("b", hours_4_weeks=50e6, kind="unscripted", number=4)
    parts = {"audience": 0.5, "kind": 0.0, "season": 1 / 3, "language": 1.0, "decay": 1.0, "runtime": 1.0}
    wanted = sum(WEIGHTS[name] * part for name, part in parts.items()) / sum(WEIGHTS.values())
    found = likeness(season("a"), other)
    assert found.value == pytest.approx(wanted)
    assert found.why == (
        "50.0 M hours on the list in its first four weeks against 100.0 M; like runtime; other kind; same language; "
        "its season 4"
    )


def test_the_nearest_come_first_and_no_more_than_asked() -> None:
    """Sorted by likeness, ties by id, and cut; what is compared in less than 40 % is no comparable."""
    own = season("own")
    rows: list[Row] = [season(f"s{n}", hours_4_weeks=100e6 / 2**n) for n in (3, 1, 2, 0)] + [season("a0")]
    bare: Row = {"season_id": "bare/1", "series_id": "bare", "kind": "scripted", "number": 1, "outcome": "renewed"}
    known_of_both = WEIGHTS["kind"] + WEIGHTS["season"]
    assert likeness(own, bare).value == pytest.approx(known_of_both / sum(WEIGHTS.values()))
    assert likeness(own, bare).value < LEAST_COMPARED
    assert [row["series_id"] for row, _ in nearest(own, [*rows, bare], 4)] == ["a0", "s0", "s1", "s2"]


def test_traits_are_given_up_one_after_another() -> None:
    """Language first, then kind, then platform; with never enough, the largest cohort speaks and holds them all."""
    own = season("own")
    steps = [
        ({"spoken": "another language than English"}, "on Netflix, scripted"),
        ({"kind": "animation"}, "first seasons on Netflix"),
        ({"platform": "Hulu"}, "first seasons"),
    ]
    rows = [season(f"own{i}") for i in range(2)]
    for nth, (changes, words) in enumerate(steps):
        rows += [season(f"{nth}-{i}", **changes) for i in range(3)]
        group = cohort(own, rows, {str(row["season_id"]): row for row in rows}, DAY)
        assert len(group.decided) == len(rows)
        assert group.words.endswith(words), group.words


_LITTLE = st.fixed_dictionaries(
    {
        "hours_4_weeks": st.sampled_from([None, 0.0, 1e6, 5e7, 3e8]),
        "week2_ratio": st.sampled_from([None, 0.4, 1.2]),
        "runtime_min": st.sampled_from([None, 300.0, 520.0]),
        "number": st.sampled_from([None, 1, 4]),
        "kind": st.sampled_from([None, "scripted", "unscripted"]),
        "language": st.sampled_from([None, "English", "Korean"]),
        "spoken": st.sampled_from([None, "English", "another language than English"]),
        "lists_known": st.booleans(),
    }
)


@settings(max_examples=200, derandomize=True, database=None)
@given(_LITTLE, st.lists(_LITTLE, max_size=6))
def test_the_nearest_are_those_of_the_greatest_likeness(
    own: dict[str, object], others: list[dict[str, object]]
) -> None:
    """All at once or one by one: the order is that of `likeness`, ties by season_id."""
    mine = season("own", **own)
    decided = [season(f"s{n}", **other) for n, other in enumerate(others)]
    found = nearest(mine, decided, number=len(decided))
    values = [like.value for _, like in found]
    assert values == sorted(values, reverse=True)
    assert [like for _, like in found] == [likeness(mine, row) for row, _ in found]
    assert [row["season_id"] for row, _ in found] == [
        row["season_id"] for row, _ in sorted(found, key=lambda one: (-round(one[1].value, 12), one[0]["season_id"]))
    ]
