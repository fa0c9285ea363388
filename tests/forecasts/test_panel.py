"""The panel: what is in a row on its day, and each trap that looks like skill and is a leak."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from written_cases import case, fact

from cliffhanger import Store, gather, open_store
from cliffhanger.forecast_tables import PANEL
from cliffhanger.forecasts.panel import panel

PREMIERE = dt.date(2023, 8, 3)
AGE = 28
NEW = (
    "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\truntime\tweekly_views\t"
    "cumulative_weeks_in_top_10"
)
OUTCOMES = (
    "series,platform,first_air_date,last_air_date,last_air_date_basis,seasons,episodes,status,s1_outcome,label_quality,"
    "type,section,language,genres,tmdb_genres,tmdb_id,cancel_reported,renewal_reported,source"
)
CASE = case("Tide", "2023-08-03", language=None)


def weekly(folder: Path, copied: str, hours: dict[str, int], label: str = "Season 1") -> Path:
    """A copy of the weekly list: Tide by week, and nine others, a tenth of whom fill the list."""
    rows = []
    for week, mine in hours.items():
        shows = [("Tide", f"Tide: {label}", mine), *((f"Filler {n}", f"Filler {n}: Season 1", 5_000_000 - n * 100_000)
                                                     for n in range(9))]  # fmt: skip
        rows += [
            f"{week}\tTV (English)\t{place}\t{show}\t{season}\t{amount}\t5.0\t{amount // 5}\t1"
            for place, (show, season, amount) in enumerate(sorted(shows, key=lambda row: -row[2]), 1)
        ]
    path = folder / f"all-weeks-global_{copied}.tsv"
    path.write_text("\n".join([NEW, *rows]) + "\n", encoding="utf-8")
    return path


WEEKS = {"2023-08-06": 9_000_000, "2023-08-13": 20_000_000, "2023-08-20": 10_000_000, "2023-08-27": 8_000_000}


@pytest.fixture
def base(tmp_path: Path) -> list[Path]:
    """What was public on 31 August 2023."""
    path = tmp_path / "tide.toml"
    path.write_text(CASE)
    return [path, weekly(tmp_path, "2023-08-30", WEEKS)]


def row(files: list[Path], age: int = AGE) -> dict[str, object]:
    """The season's row at a horizon, seen from long after."""
    with open_store(":memory:") as store:
        gather(store, files)
        found = [r for r in panel(store, as_of=dt.date(2024, 12, 31)).to_pylist()
                 if r["season_id"] == "tide/1" and r["age_days"] == age]  # fmt: skip
    (one,) = found
    return one


@pytest.fixture
def known(base: list[Path]) -> Iterator[dict[str, object]]:
    """The row without anything later."""
    yield row(base)


def test_the_row_holds_what_its_day_knew(known: dict[str, object]) -> None:
    """Four weeks, the first whole one, its hold, and views as printed; nothing that nobody said."""
    assert known["asked_on"] == PREMIERE + dt.timedelta(days=AGE)
    assert (known["weeks_listed"], known["rank_best"]) == (4, 1)
    assert known["hours_first_full_week"] == 20_000_000
    assert known["views_28d"] == sum(hours // 5 for hours in WEEKS.values())
    assert known["log_hold"] == pytest.approx(-0.458, abs=0.001)
    assert known["kind"] == "scripted"
    for name in ("episodes", "critics_pct", "share_completed", "countries", "cost_per_episode_usd"):
        assert known[name] is None, name


def test_a_week_is_known_on_the_tuesday_after(base: list[Path]) -> None:
    """On day 7, a Thursday, the list of the first four days is out; the whole week is not."""
    early = row(base, 7)
    assert (early["weeks_listed"], early["hours_first_full_week"], early["log_hold"]) == (1, None, None)


@pytest.mark.parametrize(
    ("measure", "value", "listed"),
    [
        ("episodes", 24, "catalogue"),
        ("critics_pct", 95, "Rotten Tomatoes"),
        ("audience_pct", 95, "Rotten Tomatoes"),
        ("share_completed", 0.8, "panel"),
        ("cost_per_episode_usd", 4_000_000, "press"),
        ("genre", "Kids", "catalogue"),
        ("language", "Korean", "catalogue"),
    ],
)
def test_what_was_told_later_is_not_in_the_row(
    base: list[Path], known: dict[str, object], measure: str, value: object, listed: str
) -> None:
    """Trap: ratings, episodes, completion, cost and traits that a source printed after the day."""
    base[0].write_text(CASE + fact(measure, value, "2023-12-01", listed, 'note = "of starters"'))
    assert row(base) == known


def test_a_list_corrected_later_changes_nothing(base: list[Path], known: dict[str, object], tmp_path: Path) -> None:
    """Trap: Netflix rewrites its own past rows."""
    folder = tmp_path / "later"
    folder.mkdir()
    corrected = weekly(folder, "2024-02-07", {week: 2 * hours for week, hours in WEEKS.items()})
    assert row([*base, corrected]) == known


def test_limited_said_later_does_not_limit(base: list[Path], known: dict[str, object], tmp_path: Path) -> None:
    """Trap: "Limited Series" put in the place of "Season 1" after the fact."""
    folder = tmp_path / "later"
    folder.mkdir()
    assert row([*base, weekly(folder, "2024-02-07", WEEKS, "Limited Series")]) == known


def test_seasons_and_episodes_of_the_whole_series_and_its_end_are_nowhere(
    base: list[Path], known: dict[str, object], tmp_path: Path
) -> None:
    """Traps: the series' episodes, its seasons, the year of its end, and the list on which its title was found."""
    merged = tmp_path / "outcomes.csv"
    merged.write_text(
        OUTCOMES + "\nTide,Netflix,2023-08-03,2026-01-01,finale,5,50,ended,renewed,listed,scripted,ended scripted,"
        ",,,,,,wikipedia-ended-2023\n"
    )
    found = row([*base, merged])
    assert {name: found[name] for name in known} == known
    columns = {column.name for column in PANEL.columns}
    assert not columns & {"seasons_made", "episodes_of_series", "ended_on", "section", "label_quality", "source"}


def test_a_season_off_the_list_is_known_to_be_off_it(base: list[Path], tmp_path: Path) -> None:
    """Nought weeks where lists were known, null where none were."""
    other = tmp_path / "quiet.toml"
    other.write_text(CASE.replace("Tide", "Quiet"))
    with open_store(":memory:") as store:
        gather(store, [*base, other])
        rows = {r["season_id"]: r for r in panel(store, as_of=dt.date(2024, 12, 31), ages=[AGE]).to_pylist()}
    assert rows["quiet/1"]["weeks_listed"] == 0
    with open_store(":memory:") as store:
        gather(store, [other])
        (alone,) = panel(store, as_of=dt.date(2024, 12, 31), ages=[AGE]).to_pylist()
    assert alone["weeks_listed"] is None


def test_the_row_of_a_day_does_not_change_with_the_date_from_which_it_is_seen(base: list[Path]) -> None:
    """As of the day of the question and as of a year later it is the same."""
    with open_store(":memory:") as store:
        gather(store, base)
        then, now = (rows_of(store, day) for day in (PREMIERE + dt.timedelta(days=AGE), dt.date(2024, 12, 31)))
    assert then == {key: now[key] for key in then}
    assert len(now) > len(then)


def rows_of(store: Store, day: dt.date) -> dict[tuple[str, int], dict[str, object]]:
    """Rows of the panel by season and horizon."""
    return {(r["season_id"], r["age_days"]): r for r in panel(store, as_of=day).to_pylist()}


MERGED_GENRE = (
    "Tide,Netflix,2023-08-03,,,1,8,pending (as of 2025-03),pending,listed,scripted,,,Teen drama,,,,,"
    "wikipedia-current-2025-03"
)
CURRENT = (
    "title,genre,premiere,seasons,runtime,status,language,subject,previous_networks,exclusive_region,partner_country\n"
    'Tide,Teen drama,"August 3, 2023","1 season, 8 episodes",40 min,Renewed,,,,,\n'
)
ENDED = "title,genre,premiere,finale,seasons,one_season_flag\nTide,Teen drama,2023-08-03,2023-08-03,1,1\n"


@pytest.mark.parametrize("text", [f"{OUTCOMES}\n{MERGED_GENRE}\n", CURRENT, ENDED])
def test_a_genre_from_a_list_of_survivors_or_of_the_ended_is_not_in_the_row(
    base: list[Path], known: dict[str, object], tmp_path: Path, text: str
) -> None:
    """Trap: that a list of current series has a genre tells that it went on, of ended ones that it did not."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert row([*base, path])["genre"] == known["genre"]


def test_a_genre_from_the_list_of_all_is_in_the_row(base: list[Path], tmp_path: Path) -> None:
    """The list of December 2022 names ended and current series alike."""
    path = tmp_path / "list.csv"
    path.write_text(
        "platform,title,genre,premiere,seasons,episodes,status,language,runtime_band,previous_networks\n"
        "Netflix,Tide,Teen drama,2023-08-03,Unknown,,Coming soon,,,\n",
        encoding="utf-8",
    )
    assert row([*base, path])["genre"] == "Teen drama"
