"""What is known of the audience on a date, as windows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.audience.kin import TRAITS, traits
from cliffhanger.audience.observations import BELOW, Observations, observe

NEW = (
    "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\truntime\tweekly_views\t"
    "cumulative_weeks_in_top_10"
)
CASE = """
series = "{name}"
platform = "Netflix"
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


def weekly(path: Path, week: str, rows: list[tuple[str, str, int, float, int]]) -> Path:
    """One week's list in the format since 2023: show, label, hours, runtime in hours, views."""
    lines = [
        f"{week}\tTV (English)\t{place}\t{show}\t{show}: {label}\t{hours}\t{runtime}\t{views}\t1"
        for place, (show, label, hours, runtime, views) in enumerate(rows, 1)
    ]
    path.write_text("\n".join([NEW, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Nimbus premiered on a Thursday, was listed for a week and fell below the tenth place in the next."""
    fillers = [(f"Filler {n}", "Season 1", 9_000_000 - n * 100_000, 2.0, 4_500_000 - n * 50_000) for n in range(9)]
    nimbus = ("Nimbus", "Season 1", 20_000_000, 5.0, 4_000_000)
    tenth = ("Tenth", "Season 1", 3_000_000, 1.0, 3_000_000)
    (tmp_path / "nimbus.toml").write_text(CASE.format(name="Nimbus", number=1, premiere="2024-03-07"))
    files = [
        weekly(tmp_path / "all-weeks-global_2024-03-12.tsv", "2024-03-10", [nimbus, *fillers]),
        weekly(tmp_path / "all-weeks-global_2024-03-19.tsv", "2024-03-17", [*fillers, tenth]),
        tmp_path / "nimbus.toml",
    ]
    opened = open_store(":memory:")
    gather(opened, files)
    return opened


def windows(seen: Observations, season_id: str) -> list[tuple[float, float, float, int]]:
    """Start, end, hours and kind of a season's windows."""
    row = seen.seasons["season_id"].to_pylist().index(season_id)
    mine = [w for w in seen.windows.to_pylist() if w["season"] == row]
    return [(w["start_day"], w["end_day"], w["hours"], w["kind"]) for w in mine]


def test_nothing_known_later_is_seen(store: Store) -> None:
    """On the Monday before the list came out there is no season at all but the one whose premiere was public."""
    seen = observe(store, dt.date(2024, 3, 11))
    assert seen.seasons["season_id"].to_pylist() == ["nimbus/1"]
    assert seen.windows.num_rows == 0


def test_the_first_week_begins_on_the_day_of_the_premiere(store: Store) -> None:
    """From Thursday to Sunday are four days."""
    assert windows(observe(store, dt.date(2024, 3, 12)), "nimbus/1") == [(0.0, 4.0, 20_000_000.0, 0)]


def test_a_week_off_the_list_is_below_the_tenth_place_in_views(store: Store) -> None:
    """Three million views of a season of five hours are fifteen million hours."""
    assert windows(observe(store, dt.date(2024, 3, 19)), "nimbus/1")[1] == (4.0, 11.0, 15_000_000.0, BELOW)


def test_a_figure_is_rounded_as_it_was_printed(store: Store) -> None:
    """To a hundred thousand: half of that either way."""
    seen = observe(store, dt.date(2024, 3, 19))
    assert set(
        seen.windows.filter(seen.windows["kind"].cast("int64").to_numpy() == 0)["rounding_hours"].to_pylist()
    ) == {50_000.0}


def test_a_season_without_a_premiere_counts_from_the_monday_of_its_first_week(store: Store) -> None:
    """Licensed titles have none in print."""
    seen = observe(store, dt.date(2024, 3, 19))
    row = seen.seasons["season_id"].to_pylist().index("filler-0/1")
    assert seen.seasons["premiere"][row].as_py() == dt.date(2024, 3, 4)
    assert seen.seasons["premiere_printed"][row].as_py() is False


def test_one_series_alone_is_seen_as_among_all(store: Store) -> None:
    """The windows of a season do not depend on what else is asked for."""
    day = dt.date(2024, 3, 19)
    assert windows(observe(store, day, "nimbus"), "nimbus/1") == windows(observe(store, day), "nimbus/1")


def test_traits_say_what_was_known(store: Store) -> None:
    """Listed, English, a first season, of five hours."""
    seen = observe(store, dt.date(2024, 3, 19))
    z, stratum, _ = traits(seen)
    row = seen.seasons["season_id"].to_pylist().index("nimbus/1")
    known = dict(zip(TRAITS, z[row].tolist(), strict=True))
    assert stratum[row] == 1
    assert known["one"] == 1
    assert known["runtime known"] == 1
    assert known["later season"] == known["another language than English"] == known["season before listed"] == 0
