"""Absence from a list of all current originals: whom it ends, whom it does not, and since when."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store, outcomes

LIST_DAY = dt.date(2025, 3, 24)
CURRENT = (
    "title,genre,premiere,seasons,runtime,status,language,subject,previous_networks,exclusive_region,partner_country\n"
)
BEFORE = "platform,title,genre,premiere,seasons,episodes,status,language,runtime_band,previous_networks\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two originals of the list of 2022, of which the list of 2025 has one, and a series of another platform."""
    before, current = tmp_path / "originals_2022.csv", tmp_path / "current_2025.csv"
    row = "{},{},Animated comedy,2022-03-0{},1,10,Continuing,English,,\n"
    shows = (("Netflix", "Gone", 1), ("Netflix", "Here", 2), ("Hulu", "Away", 3))
    before.write_text(BEFORE + "".join(row.format(*show) for show in shows), encoding="utf-8")
    here = 'Here,Animated comedy,"March 2, 2022","1 season, 10 episodes",25 min,Pending,English,,,,\n'
    current.write_text(CURRENT + here, encoding="utf-8")
    opened = open_store(":memory:")
    gather(opened, [before, current])
    return opened


def _words(store: Store, day: dt.date) -> dict[str, str]:
    return {row["season_id"]: row["outcome"] for row in outcomes(store, as_of=day).to_pylist()}


def test_absence_says_nothing_before_the_list(store: Store) -> None:
    """The day before it was read nobody could know that a series would be missing from it."""
    assert _words(store, LIST_DAY - dt.timedelta(days=1)) == {
        "away/1": "limbo", "gone/1": "limbo", "here/1": "limbo"
    }  # fmt: skip


def test_an_original_left_out_has_ended_and_another_platforms_series_has_not(store: Store) -> None:
    """The list is of one platform; whom it names is undecided as before."""
    assert _words(store, LIST_DAY) == {"away/1": "limbo", "gone/1": "ended", "here/1": "limbo"}
    row = next(row for row in outcomes(store, as_of=LIST_DAY).to_pylist() if row["season_id"] == "gone/1")
    assert (row["known_on"], row["grade"], row["trust"]) == (LIST_DAY, "inferred", "inferred")


def test_a_season_that_came_out_after_the_list_is_not_ended_by_it(store: Store, tmp_path: Path) -> None:
    """A later season proves the list wrong of the one before, and is not in its reach itself."""
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10\n"
        "2025-06-01\tTV (English)\t1\tGone\tGone: Season 2\t9000000\t1\n",
        encoding="utf-8",
    )
    path = mine.rename(tmp_path / "all-weeks-global_2025-06-03.tsv")
    gather(store, [path])
    found = _words(store, dt.date(2025, 6, 30))
    assert (found["gone/1"], found["gone/2"]) == ("renewed", "pending")
