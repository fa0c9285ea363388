"""Reported costs and disclosed figures."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from cliffhanger.sources.costs import LAYOUTS, read_costs, read_disclosed
from cliffhanger.sources.files import open_source

HEADER = ",".join(LAYOUTS[0].columns) + "\n"
ROW = "Nimbus,1,4,36,2021,Netflix,reported,B,The Daily Reel,2020-02,https://example.org,9 episodes"
DISCLOSED = ",".join(LAYOUTS[1].columns) + "\n"
LEAK = "Nimbus,{},{},{},{},The Daily Reel,2021-10-18,https://example.org,{}\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Nimbus", "", "2/series: nothing"),
        (",1,4,", ",first,4,", "2/season: 'first'"),
        (",1,4,", ",3-2,4,", "2/season: '3-2'"),
        (",4,36,", ",-4,36,", "2/cost_per_episode_musd: '-4'"),
        (",4,36,", ",4000000,36,", "2/cost_per_episode_musd: '4000000'"),
        (",4,36,", ",4,about 36,", "2/cost_per_season_musd: 'about 36'"),
        (",2021,", ",21,", "2/premiere_year: '21'"),
        (",B,", ",D,", "2/source_grade: 'D'"),
        ("2020-02", "2020-2", "2/publication_date: '2020-2'"),
        ("The Daily Reel", "", "2/publication: nothing"),
        (",4,36,2021,Netflix", ",,,2021,", "2/platform: nothing"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(write, refusal, old: str, new: str, problem: str) -> None:
    """Each slip is named by row and column; a cost in dollars in place of millions is absurd."""
    assert problem in refusal(read_costs, write(HEADER + ROW.replace(old, new) + "\n"))


def test_a_row_that_says_nothing_and_a_repeated_row_are_refused(write, refusal) -> None:
    """A row has a figure or a claim in words, and stands once."""
    empty = ROW.replace(",4,36,", ",,,").replace("9 episodes", "")
    assert refusal(read_costs, write(HEADER + empty + "\n")) == ["2/cost_per_episode_musd: nothing"]
    assert refusal(read_costs, write(HEADER + ROW + "\n" + ROW + "\n")) == ["3/series: a repetition of row 2"]


def test_millions_become_dollars_known_on_the_last_day_of_the_month_of_print(write) -> None:
    """A cost printed in February 2020 was known by the 29th."""
    rows = read_costs(write(HEADER + ROW + "\n")).to_pylist()
    assert [(r["measure"], r["value"]) for r in rows] == [("cost_per_episode_usd", 4e6), ("cost_per_season_usd", 36e6)]
    assert {(r["season_text"], r["hint_year"], r["grade"], r["note"]) for r in rows} == {
        ("Season 1", 2021, "B", "reported; 9 episodes")
    }
    assert {r["known_on"] for r in rows} == {dt.date(2020, 2, 29)}


def test_an_undated_cost_is_known_when_the_latest_dated_one_was(write) -> None:
    """The file was compiled by then; when it was copied says nothing, so the disk's time plays no part."""
    file = write(HEADER + ROW.replace("2020-02", "") + "\n" + ROW.replace("2020-02", "2022") + "\n")
    os.utime(file.path, times=(0, 0))
    assert {(r["row"], r["known_on"]) for r in read_costs(file).to_pylist()} == {
        (2, dt.date(2022, 12, 31)),
        (3, dt.date(2022, 12, 31)),
    }


def test_a_file_without_any_date_is_refused(write, refusal) -> None:
    """Nothing tells when its figures could be known."""
    file = write(HEADER + ROW.replace("2020-02", "") + "\n")
    assert refusal(read_costs, file) == ["2/publication_date: none in the whole file"]


def test_figures_for_several_seasons_stand_on_the_series(write) -> None:
    """The mean per episode is kept; a sum may be of one season or of all, so it is a claim."""
    rows = read_costs(write(HEADER + ROW.replace(",1,4,", ",1-2,4,") + "\n")).to_pylist()
    assert [(r["measure"], r["season_text"], r["value"], r["text"]) for r in rows] == [
        ("cost_per_episode_usd", None, 4e6, None),
        ("claim", None, None, "36 million US dollars, reported for seasons 1-2"),
    ]
    assert rows[0]["note"] == "reported; seasons 1-2 together; 9 episodes"


@pytest.mark.parametrize("season", ["", "all", "per season", "special"])
def test_a_figure_without_a_season_stands_on_the_series(write, season: str) -> None:
    """No season is made up."""
    rows = read_costs(write(HEADER + ROW.replace(",1,4,", f",{season},4,") + "\n")).to_pylist()
    assert {(r["season_text"], r["hint_kind"]) for r in rows} == {(None, "unknown" if season == "special" else "tv")}


def test_a_report_without_a_figure_is_a_claim_and_a_general_figure_is_left_out(write) -> None:
    """What a report says in words is kept; what is about no series is not."""
    words = ROW.replace(",4,36,", ",,,").replace("9 episodes", "as dear as two seasons of Pier")
    general = ROW.replace("Nimbus,1", "Drama (typical),").replace("Netflix", "broadcast")
    rows = read_costs(write(HEADER + words + "\n" + general + "\n")).to_pylist()
    assert [(r["measure"], r["text"]) for r in rows] == [("claim", "as dear as two seasons of Pier")]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("efficiency", "many", "ratio", "", ""), "2/value: 'many'"),
        (("efficiency", "-1", "ratio", "", ""), "2/value: '-1'"),
        (("share of starters who finished", "660", "percent", "", ""), "2/value: 6.6"),
        (("", "1", "ratio", "", ""), "2/metric: nothing"),
        (("efficiency", "1", "", "", ""), "2/unit: nothing"),
    ],
)
def test_a_disclosed_figure_that_cannot_be_is_refused(write, refusal, cells: tuple[str, ...], problem: str) -> None:
    """Each slip is named by row and column."""
    assert refusal(read_disclosed, write(DISCLOSED + LEAK.format(*cells))) == [problem]


@pytest.mark.parametrize(
    ("cells", "measure", "found"),
    [
        (("production cost", "21.4", "million USD", "season 1", ""), "cost_per_season_usd", 21.4e6),
        (("impact value", "891.1", "million USD", "first weeks", ""), "impact_value_usd", 891.1e6),
        (("efficiency", "41.7", "ratio", "", ""), "efficiency", 41.7),
        (("share of starters who finished", "66", "percent", "first 23 days", ""), "share_completed", 0.66),
        (("hours viewed", "1650", "million hours", "first 28 days", ""), "hours_viewed_28d", 1.65e9),
        (("hours viewed", "1400", "million hours", "first 23 days", ""), "claim", None),
        (("efficiency", "41.7", "percent", "", ""), "claim", None),
        (("share past 75 minutes", "89", "percent", "first 23 days", ""), "claim", None),
    ],
)
def test_a_disclosed_figure_is_a_measure_where_one_is_meant(write, cells: tuple, measure: str, found) -> None:
    """Anything else, another window or another unit, is a claim in words."""
    (row,) = read_disclosed(write(DISCLOSED + LEAK.format(*cells))).to_pylist()
    assert (row["measure"], row["known_on"]) == (measure, dt.date(2021, 10, 18))
    assert row["value"] == (pytest.approx(found) if found else None)
    assert (row["text"] is None) == (measure != "claim")


def test_the_real_costs_are_read_whole(shared_data: Path) -> None:
    """Hit & Run: four million an episode, known in February 2020."""
    table = read_costs(open_source(shared_data / "costs" / "production_costs.csv"))
    found = [(r["measure"], r["value"], r["known_on"]) for r in table.to_pylist() if r["series_text"] == "Hit & Run"]
    assert found == [
        ("cost_per_episode_usd", 4e6, dt.date(2020, 2, 29)),
        ("claim", None, dt.date(2021, 9, 21)),
    ]
    assert read_disclosed(open_source(shared_data / "costs" / "netflix_disclosed_metrics.csv")).num_rows == 12
