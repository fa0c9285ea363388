"""Weekly lists: the tenth place as a bound, and what is compared between seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.audience.weekly import season_features, tenth_places

HEADER = (
    "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\truntime\tweekly_views\t"
    "cumulative_weeks_in_top_10"
)
CASE = """
series = "Kestrel"
platform = "Netflix"
[[season]]
number = 1
label = "Season 1"
premiere = 2022-03-11
[[season.fact]]
measure = "release_date"
text = "2022-03-11"
list = "catalogue"
geography = "world"
known_on = 2022-03-11
publication = "Netflix"
grade = "A"
[[season.fact]]
measure = "kind"
text = "scripted"
list = "catalogue"
geography = "world"
known_on = 2022-03-20
publication = "Netflix"
grade = "A"
[[season.fact]]
measure = "kind"
text = "unscripted"
list = "catalogue"
geography = "world"
known_on = 2023-03-20
publication = "Netflix"
grade = "A"
"""


def weekly(folder: Path, copied: str, rows: Sequence[tuple[str, int, str, int, int | None]]) -> Path:
    """A weekly list as copied on a day: week, place, show, hours, views."""
    lines = [
        f"{week}\tTV (English)\t{place}\t{show}\t{show}: Season 1\t{hours}\t{'5' if views else ''}\t{views or ''}\t1"
        for week, place, show, hours, views in rows
    ]
    path = folder / f"all-weeks-global_{copied}.tsv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Kestrel on five weeks with a gap, and the tenth place of some of them, in two copies."""
    known = [
        ("2022-03-13", 1, "Kestrel", 30_000_000, None),
        ("2022-03-13", 10, "Bake the Week", 6_000_000, None),
        ("2022-03-20", 1, "Kestrel", 15_000_000, None),
        ("2022-04-03", 2, "Kestrel", 4_000_000, None),
    ]
    late = [
        ("2022-03-13", 10, "Bake the Week", 6_500_000, None),
        ("2022-04-10", 3, "Kestrel", 3_000_000, None),
        ("2023-06-25", 10, "Kestrel", 2_500_000, 500_000),
        ("2023-06-25", 9, "Bake the Week", 2_600_000, 520_000),
    ]
    (tmp_path / "kestrel.toml").write_text(CASE)
    files = [weekly(tmp_path, "2022-04-06", known), weekly(tmp_path, "2023-06-28", [*known[:1], *known[2:], *late])]
    with open_store(":memory:") as opened:
        gather(opened, [*files, tmp_path / "kestrel.toml"])
        yield opened


def features(store: Store, day: str) -> dict[str, dict[str, object]]:
    """Rows by season."""
    return {row["season_id"]: row for row in season_features(store, dt.date.fromisoformat(day)).to_pylist()}


def tenths(store: Store, day: str) -> list[tuple[str, float, float | None, str]]:
    """Week, hours, views and file of the tenth places."""
    rows = tenth_places(store, dt.date.fromisoformat(day)).to_pylist()
    return [(row["period_end"].isoformat(), row["hours_viewed"], row["views"], row["file"]) for row in rows]


def test_there_is_no_bound_before_the_list_was_published(store: Store) -> None:
    """The week to 13 March came out on the 15th."""
    assert tenths(store, "2022-03-14") == []
    assert features(store, "2022-03-10") == {}


def test_the_tenth_place_is_that_of_the_copy_that_spoke(store: Store) -> None:
    """In April 2022 the first copy, in July 2023 the second; a week without a tenth place has no bound."""
    first, second = "all-weeks-global_2022-04-06.tsv", "all-weeks-global_2023-06-28.tsv"
    assert tenths(store, "2022-04-30") == [("2022-03-13", 6e6, None, first)]
    assert tenths(store, "2023-07-31") == [
        ("2022-03-13", 6.5e6, None, second),
        ("2023-06-25", 2.5e6, 5e5, second),
    ]


def test_hours_of_four_weeks_are_counted_from_the_premiere(store: Store) -> None:
    """Three of the four weeks on the list; the fifth week, and a return a year later, are not counted."""
    row = features(store, "2023-07-31")["kestrel/1"]
    assert (row["premiere"], row["hours_4_weeks"], row["weeks_4"]) == (dt.date(2022, 3, 11), 49e6, 3)
    assert (row["week2_ratio"], row["list_name"]) == (0.5, "global TV (English)")
    assert (row["series"], row["number"], row["unit"], row["platform"]) == ("Kestrel", 1, "season", "Netflix")


def test_features_grow_with_what_is_known(store: Store) -> None:
    """Premiere, then a first week, then a second; words are the first that were known, a later one changes nothing."""
    on_the_day = features(store, "2022-03-11")["kestrel/1"]
    assert (on_the_day["premiere"], on_the_day["hours_4_weeks"], on_the_day["kind"]) == (
        dt.date(2022, 3, 11),
        None,
        None,
    )
    one_week = features(store, "2022-03-21")["kestrel/1"]
    assert (one_week["hours_4_weeks"], one_week["week2_ratio"], one_week["kind"]) == (30e6, None, "scripted")
    assert features(store, "2022-03-22")["kestrel/1"]["hours_4_weeks"] == 45e6
    assert features(store, "2024-01-01")["kestrel/1"]["kind"] == "scripted"


def test_without_a_premiere_the_first_week_stands_in(store: Store) -> None:
    """Bake the Week has no printed premiere: its weeks count from the first on the list."""
    row = features(store, "2023-07-31")["bake-the-week/1"]
    assert (row["premiere"], row["hours_4_weeks"], row["weeks_4"], row["runtime_min"]) == (None, 6.5e6, 1, None)
