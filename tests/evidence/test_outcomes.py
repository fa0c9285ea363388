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
    """Three fictional series: proven by a sequel, taken back, and said two ways."""
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
