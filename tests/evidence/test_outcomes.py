"""What happened to seasons, as known on a date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.evidence.outcomes import decided_seasons

CASE = """
series = "{name}"
platform = "Netflix"
"""
SEASON = """
[[season]]
number = {number}
label = "Season {number}"
premiere = {premiere}
[[season.fact]]
measure = "release_date"
text = "{premiere}"
list = "catalogue"
geography = "world"
known_on = {premiere}
publication = "Netflix"
grade = "A"
"""
OUTCOME = """
[[season.fact]]
measure = "outcome"
text = "{word}"
{period}
list = "outcomes"
geography = "world"
known_on = {known}
publication = "The Trade"
grade = "{grade}"
note = "fictional"
"""


def outcome(word: str, known: str, *, on: str = "", grade: str = "reported") -> str:
    """A claim about the season before it."""
    return OUTCOME.format(word=word, known=known, grade=grade, period=f"period = [{on}, {on}]" if on else "")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Fictional series: proven by a sequel, taken back, said two ways, by a month, guessed, open, and brought back."""
    cases = {
        "Sequel": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("renewed", "2021-03-01", grade="listed")
        + SEASON.format(number=2, premiere="2020-11-20"),
        "Taken Back": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("renewed", "2020-03-01", on="2020-03-01")
        + outcome("un-renewed", "2020-09-01", on="2020-09-01"),
        "Two Ways": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("cancelled", "2020-05-05", on="2020-05-05")
        + outcome("ended", "2022-12-01", grade="listed"),
        "By Month": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("cancelled", "2020-04-30").replace("text =", "period = [2020-04-01, 2020-04-30]\ntext ="),
        "Guessed": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("cancelled", "2020-04-01", grade="inferred")
        + outcome("renewed", "2020-03-01", on="2020-03-01"),
        "Still Open": SEASON.format(number=1, premiere="2020-01-10") + outcome("pending", "2020-04-01"),
        "Wrongly Ended": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("ended", "2020-06-01", grade="listed")
        + SEASON.format(number=2, premiere="2021-02-10"),
        "In Batches": SEASON.format(number=1, premiere="2020-01-10")
        + SEASON.format(number=2, premiere="2021-01-10").replace("Season 2", "Part 2"),
        "Back Again": SEASON.format(number=1, premiere="2020-01-10")
        + outcome("cancelled", "2020-03-01", on="2020-03-01")
        + SEASON.format(number=2, premiere="2022-01-10"),
    }
    for name, seasons in cases.items():
        (tmp_path / f"{name}.toml").write_text(CASE.format(name=name) + seasons, encoding="utf-8")
    opened = open_store(":memory:")
    gather(opened, [tmp_path])
    return opened


def decided(store: Store, day: str) -> dict[str, tuple[str, str, str]]:
    """Outcome, day it was known and grade, by season."""
    rows = decided_seasons(store, dt.date.fromisoformat(day)).to_pylist()
    return {row["season_id"]: (row["outcome"], row["known_on"].isoformat(), row["grade"]) for row in rows}


def test_nothing_is_decided_before_it_was_known(store: Store) -> None:
    """Before the first claim there is none."""
    assert decided(store, "2020-02-29") == {}


def test_a_later_premiere_proves_a_renewal_from_its_day(store: Store) -> None:
    """Not the day before; and a list that says so later does not move the day."""
    assert "sequel/1" not in decided(store, "2020-11-19")
    assert decided(store, "2020-11-20")["sequel/1"] == ("renewed", "2020-11-20", "inferred")
    assert decided(store, "2024-01-01")["sequel/1"] == ("renewed", "2020-11-20", "inferred")


def test_a_renewal_can_be_taken_back(store: Store) -> None:
    """The later claim speaks, from its day."""
    assert decided(store, "2020-08-31")["taken-back/1"][0] == "renewed"
    assert decided(store, "2020-09-01")["taken-back/1"][0] == "un-renewed"


def test_the_press_stands_before_a_list(store: Store) -> None:
    """A list that says 'ended' later does not replace the reported cancellation."""
    assert decided(store, "2024-01-01")["two-ways/1"] == ("cancelled", "2020-05-05", "reported")


def test_a_month_is_no_day(store: Store) -> None:
    """Of a decision dated by its month the day is not known, and it is known at the month's end, not before."""
    assert "by-month/1" not in decided(store, "2020-04-29")
    assert decided(store, "2020-04-30")["by-month/1"] == ("cancelled", "2020-04-30", "reported")
    assert happened(store, "2020-12-31") == {"taken-back/1": dt.date(2020, 9, 1), "two-ways/1": dt.date(2020, 5, 5),
                                             "by-month/1": None, "guessed/1": dt.date(2020, 3, 1), "sequel/1": None,
                                             "wrongly-ended/1": None, "back-again/1": dt.date(2020, 3, 1)}  # fmt: skip


def happened(store: Store, day: str) -> dict[str, dt.date | None]:
    """Day of the decision, by season."""
    rows = decided_seasons(store, dt.date.fromisoformat(day)).to_pylist()
    return {row["season_id"]: row["happened_on"] for row in rows}


def test_a_report_stands_before_an_inference(store: Store) -> None:
    """An inferred refusal, though later, does not replace the reported renewal."""
    assert decided(store, "2024-01-01")["guessed/1"] == ("renewed", "2020-03-01", "reported")


def test_pending_is_no_decision(store: Store) -> None:
    """What is said to be open is not among the decided."""
    assert not any(season.startswith("still-open") for season in decided(store, "2024-01-01"))


def test_a_sequel_does_not_unsay_a_cancellation(store: Store) -> None:
    """A series brought back after it was cancelled keeps what was reported of its season."""
    assert decided(store, "2024-01-01")["back-again/1"] == ("cancelled", "2020-03-01", "reported")


def test_what_proves_a_renewal_is_named(store: Store) -> None:
    """The inferred renewal says which premiere it rests on; a reported one who says it."""
    rows = {row["season_id"]: row for row in decided_seasons(store, dt.date(2024, 1, 1)).to_pylist()}
    assert (rows["sequel/1"]["proof"], rows["sequel/1"]["next_season_id"]) == ("season 2 premiered", "sequel/2")
    assert (rows["two-ways/1"]["proof"], rows["two-ways/1"]["next_season_id"]) == ("The Trade", None)


def test_a_later_premiere_unsays_what_a_list_calls_the_last(store: Store) -> None:
    """Until the premiere the list is believed; from its day on the season was renewed."""
    assert decided(store, "2021-02-09")["wrongly-ended/1"] == ("ended", "2020-06-01", "listed")
    assert decided(store, "2021-02-10")["wrongly-ended/1"] == ("renewed", "2021-02-10", "inferred")


def test_a_part_proves_nothing(store: Store) -> None:
    """The second part may be the second half of one season."""
    assert "in-batches/1" not in decided(store, "2023-01-01")
