"""Placing titles on seasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.evidence.link import Placement, place
from cliffhanger.evidence.link_report import (
    chart_rows_placed,
    labelled_pairs,
    labelled_precision,
    report_pairs_matched,
    score_labelled,
)
from cliffhanger.evidence.lookup import find_series, nearest_series
from cliffhanger.tables import LINK, OVERRIDE, SEASON, UNPLACED

CHART, REPORT = "netflix_top10", "netflix_engagement"
SCHEMA = pa.schema(
    [("title_id", pa.int64()), ("source", pa.string()), ("series_text", pa.string()), ("season_text", pa.string()),
     ("platform", pa.string()), ("hint_kind", pa.string()), ("hint_premiere", pa.date32()), ("hint_year", pa.int64()),
     ("known_on", pa.date32()), ("period_start", pa.date32()), ("runtime_min", pa.float64())]
)  # fmt: skip


def day(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def title(
    source: str, series: str, season: str | None = None, known: str = "2024-01-02", **more: Any
) -> dict[str, Any]:
    """One title as printed; the title_id is given by `run`."""
    row = {"source": source, "series_text": series, "season_text": season, "platform": "Netflix", "hint_kind": "tv"}
    row |= {"hint_premiere": None, "hint_year": None, "known_on": day(known), "period_start": None, "runtime_min": None}
    row.update(more)
    for name in ("hint_premiere", "period_start"):
        row[name] = day(row[name]) if isinstance(row[name], str) else row[name]
    return row


def run(*rows: dict[str, Any], overrides: list[dict[str, Any]] | None = None) -> Placement:
    """Place titles numbered in the order given."""
    table = pa.Table.from_pylist([{"title_id": n, **row} for n, row in enumerate(rows)], schema=SCHEMA)
    return place(table, pa.Table.from_pylist(overrides or [], schema=OVERRIDE.schema))


def where(placement: Placement) -> dict[int, str]:
    """Season of every placed title."""
    return dict(zip(placement.links["title_id"].to_pylist(), placement.links["season_id"].to_pylist(), strict=True))


def test_a_film_is_left_out_and_counted() -> None:
    """Films have no link and no row among the unplaced."""
    film = title(REPORT, "Hit & Run (2012)", hint_kind="film")
    placement = run(film, title(CHART, "Hit & Run", "Hit & Run: Season 1"))
    assert (placement.films, where(placement), placement.unplaced.num_rows) == (1, {1: "hit-and-run/1"}, 0)


def test_a_mixed_list_alone_founds_nothing() -> None:
    """A title of the first mixed report without a season marker waits, with the reason."""
    texts = ("Tiger King", "Oh My Ghost 2")
    placement = run(*(title(REPORT, text, hint_kind="unknown") for text in texts))
    assert where(placement) == {}
    assert all("mixes series and films" in reason for reason in placement.unplaced["reason"].to_pylist())


def test_a_catalogue_of_reviews_founds_nothing() -> None:
    """Reviews are placed only on series that a chart, report or list knows."""
    placement = run(title("reviews", "Nobody Knows This"), title(CHART, "Hit & Run", "Hit & Run: Season 1"))
    assert placement.unplaced["reason"].to_pylist() == ["no series of that name is known from a chart, report or list"]


def test_a_catalogue_moves_nothing_that_others_placed() -> None:
    """A namesake on another platform, known from an old premiere, waits; the platform's own seasons stay."""
    charts = [
        title(CHART, "Old Law", f"Old Law: Season {n}", known="2023-07-04", period_start="2023-06-26") for n in (1, 2)
    ]
    shows = [
        title("tvmaze", "Old Law", f"Season {n}", known=f"201{n}-06-23", hint_premiere=f"201{n}-06-23", platform="Six")
        for n in (1, 2)
    ]
    alone, beside = run(*charts), run(*charts, *shows)
    assert beside.links == alone.links
    assert beside.seasons == alone.seasons
    assert set(beside.unplaced["reason"].to_pylist()) == {
        "a series of that name is known, on another platform or from other days"
    }


def test_a_catalogue_is_linked_no_earlier_than_its_season_is_known() -> None:
    """An old premiere in a catalogue is linked once another source has told of its season, and moves it no earlier."""
    chart = title(CHART, "Nimbus", "Nimbus: Season 1", known="2022-03-08", period_start="2022-02-28")
    show = title("tvmaze", "Nimbus", "Season 1", known="2022-03-01", hint_premiere="2022-03-01")
    placement = run(chart, show)
    assert where(placement) == {0: "nimbus/1", 1: "nimbus/1"}
    assert set(placement.links["known_on"].to_pylist()) == {day("2022-03-08")}
    assert placement.seasons == run(chart).seasons


def test_a_catalogue_founds_what_nobody_else_knows() -> None:
    """A series that is new, and a further season of one that is known, are founded on the day of their premiere."""
    rows = [
        title(CHART, "Nimbus", "Nimbus: Season 1", known="2022-03-08", period_start="2022-02-28"),
        title("tvmaze", "Nimbus", "Season 2", known="2023-03-01", hint_premiere="2023-03-01"),
        title("tmdb", "Lighthouse", "Season 1", known="2021-05-01", hint_premiere="2021-05-01", platform="Apple TV+"),
        title("imdb", "Lighthouse", None, known="2024-01-01", hint_year=2021, platform="*"),
        title("imdb", "Nobody Knows This", None, known="2024-01-01", hint_year=2021, platform="*"),
    ]
    placement = run(*rows)
    assert where(placement) == {0: "nimbus/1", 1: "nimbus/2", 2: "lighthouse/1", 3: "lighthouse/*"}
    known = dict(
        zip(placement.seasons["season_id"].to_pylist(), placement.seasons["known_on"].to_pylist(), strict=True)
    )
    assert (known["nimbus/2"], known["lighthouse/1"]) == (day("2023-03-01"), day("2021-05-01"))


def test_two_fitting_seasons_are_listed_and_none_is_chosen() -> None:
    """A season that could be of two namesakes stays unplaced, with both candidates and their weights."""
    placement = run(
        title(REPORT, "Das Boot (1985): Season 1"),
        title(REPORT, "Das Boot (2018): Season 1"),
        title(REPORT, "Das Boot: Season 1", known="2025-01-01"),
    )
    assert where(placement) == {0: "das-boot/1", 1: "das-boot-2018/1"}
    [candidates] = placement.unplaced["candidates"].to_pylist()
    assert "das-boot-2018/1 (0." in candidates
    assert "das-boot/1 (0." in candidates


def test_the_tables_keep_their_contracts() -> None:
    """Types, names and required columns are those of the contracts, for no titles as well."""
    for placement in (run(), run(title(CHART, "Hit & Run", "Hit & Run: Season 1"), title("reviews", "Nobody"))):
        for table, contract in ((placement.seasons, SEASON), (placement.links, LINK), (placement.unplaced, UNPLACED)):
            assert table.schema == contract.schema
            assert all(not table[c.name].null_count for c in contract.columns if c.required)


def test_chart_report_and_lists_meet_on_one_season() -> None:
    """Many spellings of one season, and lists of series on the series as a whole."""
    placement = run(
        title("netflix_daily", "Hit & Run", known="2021-08-07", hint_premiere="2021-08-06"),
        title("nielsen", "HIT AND RUN", known="2021-09-05"),
        title(CHART, "Hit & Run", "Hit & Run: Season 1", known="2021-11-16", period_start="2021-08-02"),
        title(REPORT, "Hit & Run: Season 1", known="2023-12-12", hint_kind="unknown", hint_premiere="2021-08-06"),
        title("costs", "Hit & Run", "Season 1", known="2024-01-01", hint_year=2021),
        title("reviews", "Hit & Run", known="2024-01-01", hint_year=2021),
    )
    series, season = "hit-and-run/*", "hit-and-run/1"
    assert where(placement) == {0: series, 1: series, 2: season, 3: season, 4: season, 5: series}
    assert "premiere 2 days before the end of its first chart week" in placement.links["reason"].to_pylist()[3]


@pytest.mark.parametrize(
    ("chart", "report", "season_id"),
    [
        (("Suits", "Suits: Season 1"), "Suits (2011): Season 1", "suits/1"),
        (("My Demon", "My Demon: Season 1"), "My Demon: Limited Series // 마이 데몬: 리미티드 시리즈", "my-demon/1"),
        (("Reborn Rich", None), "Reborn Rich: Limited Series // 재벌집 막내아들", "reborn-rich/1"),
        (("Barbarians", "Barbarians: II"), "Barbarians II // Barbaren II", "barbarians/2"),
        (("Stranger Things", "Stranger Things 4"), "Stranger Things 4", "stranger-things/4"),
        (("Ozark", "Ozark: Season 4 Part 1"), "Ozark: Season 4", "ozark/4"),
        (("Is It Cake?", "Is It Cake?: Is It Cake, Too?"), "Is It Cake, Too?", "is-it-cake/is-it-cake-too"),
        (("Raw: 2025 - June 9, 2025", None), "Raw: June 9, 2025", "raw/2025-06-09"),
        (("DAHMER", "DAHMER: Monster: The Jeffrey Dahmer Story"), "DAHMER: Monster: The Jeffrey Dahmer Story",
         "dahmer/monster-the-jeffrey-dahmer-story"),
        (("Money Heist", "Money Heist: Part 5"), "Money Heist: Part 5 // La casa de papel: Parte 5",
         "money-heist/part-5"),
    ],
)  # fmt: skip
def test_a_report_prints_the_season_of_the_chart(chart: tuple[str, str | None], report: str, season_id: str) -> None:
    """Relabelled, bilingual, dated, batched and soft-numbered titles find the season of the chart."""
    placement = run(title(CHART, *chart), title(REPORT, report, known="2024-05-23"))
    assert where(placement) == {0: season_id, 1: season_id}


def test_namesakes_are_told_apart_by_native_title_and_premiere() -> None:
    """'The Glory: Season 1' is two shows, and a remake far away in time is another."""
    placement = run(
        title(REPORT, "The Glory: Season 1 // 더 글로리: 시즌 1", hint_premiere="2022-12-30"),
        title(REPORT, "The Glory: Season 1 // 雁回時: 第 1 季", known="2025-07-17", period_start="2025-01-01"),
        title(REPORT, "You vs. Wild: Season 1", hint_premiere="2019-04-10"),
        title(REPORT, "You vs. Wild: Season 1", known="2025-07-17", hint_premiere="2025-01-23"),
    )
    assert where(placement) == {0: "the-glory/1", 1: "the-glory-2025/1", 2: "you-vs-wild/1", 3: "you-vs-wild-2025/1"}


def test_words_joined_differently_are_two_shows() -> None:
    """StartUp is not Start-Up, unless the day says so."""
    placement = run(title(CHART, "StartUp", "StartUp: Season 1"), title(CHART, "Start-Up", "Start-Up: Season 1"))
    assert len(set(where(placement).values())) == 2


def test_another_platform_is_another_show_without_a_day() -> None:
    """A name on two platforms is joined only where the days agree."""
    placement = run(
        title("outcomes", "Forever", platform="Prime Video", known="2022-12-15", hint_premiere="2018-09-14"),
        title(CHART, "FOREVER", "FOREVER: Season 1", known="2025-05-13", period_start="2025-05-05"),
    )
    assert where(placement) == {0: "forever/*", 1: "forever-2025/1"}


def test_a_rename_is_followed_by_day_and_likeness() -> None:
    """A season printed under a longer name with the same premiere keeps its place, with less weight."""
    placement = run(
        title(REPORT, "Berlin: Season 1", hint_premiere="2023-12-29", period_start="2023-07-01"),
        title(REPORT, "Berlin and the Jewels of Paris: Season 1", known="2025-07-17", hint_premiere="2023-12-29",
              period_start="2025-01-01"),
        title(REPORT, "Love Is Blind: Season 6", hint_premiere="2024-02-14", period_start="2024-01-01"),
        title(REPORT, "Love Is Blind: Charlotte", known="2025-07-17", hint_premiere="2024-02-14",
              period_start="2025-01-01"),
        title(REPORT, "Making Berlin", known="2025-07-17", hint_premiere="2023-12-29", period_start="2025-01-01"),
    )  # fmt: skip
    places = where(placement)
    assert places[1] == places[0] == "berlin/1"
    assert places[3] == places[2] == "love-is-blind/6"
    assert places[4] != "berlin/1"
    assert placement.links["weight"].to_pylist()[1] < 0.9


def test_a_title_cut_off_waits_for_its_series() -> None:
    """A cut-off title is placed on the day on which a series that begins like it is known, not before."""
    placement = run(
        title("netflix_daily", "Crime Scene: The Vanishing …", known="2021-02-11", hint_premiere="2021-02-10"),
        title("outcomes", "Crime Scene: The Vanishing at the Cecil Hotel", known="2022-12-15",
              hint_premiere="2021-02-10"),
    )  # fmt: skip
    assert where(placement)[0] == "crime-scene-the-vanishing-at-the-cecil-hotel/*"
    assert placement.links["known_on"].to_pylist()[0] == day("2022-12-15")


def test_a_mixed_title_is_placed_when_a_list_of_series_prints_it() -> None:
    """The same string on a later TV sheet shows that it is a series; on a film sheet it does not."""
    tiger = title(REPORT, "Tiger King", hint_kind="unknown", known="2023-12-12")
    placement = run(tiger, title(REPORT, "Tiger King", known="2024-05-23"))
    assert where(placement) == {0: "tiger-king/1", 1: "tiger-king/1"}
    assert placement.links["known_on"].to_pylist() == [day("2024-05-23")] * 2
    film = title(REPORT, "Tiger King", hint_kind="film", known="2024-05-23")
    assert 0 not in where(run(tiger, title(REPORT, "Tiger King", known="2024-05-23"), film))


def test_a_person_is_believed() -> None:
    """Overrides win over everything, with weight 1 and the person's reason."""
    overrides = [
        {"series_text": "Cunk on Earth", "season_text": "", "platform": "*", "series": "Cunk", "number": 2,
         "verdict": "is", "reason": "same host"},
        {"series_text": "Sporting Event", "season_text": "", "platform": "Netflix", "series": None, "number": None,
         "verdict": "no", "reason": "not a series"},
    ]  # fmt: skip
    placement = run(title(CHART, "Cunk on Earth"), title(CHART, "Sporting Event"), overrides=overrides)
    assert where(placement) == {0: "cunk/2"}
    assert placement.links.to_pylist()[0]["reason"] == "a person said so: same host"
    assert placement.unplaced.to_pylist()[0]["reason"] == "a person said so: not a series"


def test_names_are_found_and_suggested() -> None:
    """A year in brackets chooses between namesakes, and slips of the pen find the nearest name."""
    seasons = run(
        title(CHART, "Hit & Run", "Hit & Run: Season 1"),
        title(CHART, "Squid Game", "Squid Game: Season 1"),
        title(REPORT, "Ghosts (2019): Season 1"),
        title(REPORT, "Ghosts (2021): Season 1", known="2025-01-01"),
    ).seasons
    assert find_series("hit&run", seasons) == find_series("Hit and Run", seasons) == ["hit-and-run"]
    assert find_series("Ghosts", seasons) == ["ghosts", "ghosts-2021"]
    assert find_series("Ghosts (2021)", seasons) == ["ghosts-2021"]
    assert find_series("Sqid Game", seasons) == []
    assert nearest_series("Sqid Game", seasons)[0] == "Squid Game"
    assert nearest_series("Hit n Run", seasons)[0] == "Hit & Run"


NAMES = ["Hit & Run", "Suits", "Suits (2011)", "Tiger King", "Tiger King 2", "The Glory // 더 글로리",
         "The Glory // 雁回時"]  # fmt: skip
MARKS = ["", ": Season 1", ": Season 2", ": Limited Series", ": Part 1", ": S2: Charlotte"]
TITLES = st.builds(
    lambda source, name, mark, kind, known, premiere, start: title(
        source,
        name.partition(" // ")[0] + mark + name.removeprefix(name.partition(" // ")[0]) if source == REPORT else name,
        name.partition(" // ")[0] + mark if source == CHART and mark else None,
        known=(date(2022, 1, 1) + timedelta(30 * known)).isoformat(),
        hint_kind=kind if source == REPORT else "tv",
        hint_premiere=None if premiere is None or source == CHART else date(2019, 1, 1) + timedelta(200 * premiere),
        period_start=date(2021, 12, 27) + timedelta(28 * start),
    ),
    st.sampled_from([CHART, REPORT, "outcomes", "nielsen", "netflix_daily", "reviews", "casebook"]),
    st.sampled_from(NAMES),
    st.sampled_from(MARKS),
    st.sampled_from(["tv", "tv", "unknown", "film"]),
    st.integers(0, 5),
    st.none() | st.integers(0, 8),
    st.integers(0, 5),
)


def spelled(row: dict[str, Any]) -> tuple[Any, ...]:
    """What makes a title one and the same."""
    names = ("source", "series_text", "season_text", "platform", "hint_kind", "hint_premiere", "hint_year")
    return tuple(row[name] for name in names)


@settings(max_examples=150, deadline=None)
@given(st.lists(TITLES, max_size=25, unique_by=lambda row: str(spelled(row))), st.integers(0, 5), st.randoms())
def test_no_leak(rows: list[dict[str, Any]], cut: int, random: Any) -> None:
    """Titles known later, and the numbers and order of titles in the store, change nothing that was placed before."""
    last = date(2022, 1, 1) + timedelta(30 * cut)
    known = [row for row in rows if row["known_on"] <= last]
    before = run(*known)
    later = [row for row in rows if row["known_on"] > last]
    shuffled = [*known]
    random.shuffle(shuffled)
    after = run(*later, *shuffled)
    number = {len(later) + n: known.index(row) for n, row in enumerate(shuffled)}
    placed = [row | {"title_id": number[row["title_id"]]} for row in after.links.to_pylist() if row["known_on"] <= last]
    assert sorted(placed, key=lambda row: row["title_id"]) == before.links.to_pylist()
    seasons = [row for row in after.seasons.to_pylist() if row["known_on"] <= last]
    assert seasons == before.seasons.to_pylist()


def test_the_three_figures_are_counted() -> None:
    """Shares of chart rows placed and of charted seasons that the report of the same half-year prints."""
    placement = run(
        title(CHART, "Hit & Run", "Hit & Run: Season 1"),
        title(CHART, "Suits", "Suits: Season 1"),
        title(REPORT, "Hit & Run: Season 1", known="2024-05-23"),
    )
    rows = [(0, "global TV (English)", "2023-12-18", 1), (1, "global TV (English)", "2023-12-18", 2),
            (9, "global TV (English)", "2023-12-18", 3), (2, "engagement", "2023-07-01", 1)]  # fmt: skip
    releases = pa.table({
        "file_id": [1] * 4, "title_id": [r[0] for r in rows], "list_name": [r[1] for r in rows],
        "row": [r[3] for r in rows], "period_start": [day(r[2]) for r in rows],
        "period_end": [day("2023-12-24")] * 3 + [day("2023-12-31")],
    })  # fmt: skip
    assert str(chart_rows_placed(placement.links, releases)) == "66.7% (2 of 3)"
    assert str(report_pairs_matched(placement.links, releases)) == "50.0% (1 of 2)"


def test_the_labelled_pairs_are_met() -> None:
    """The pairs that a person judged, placed by themselves: few wrong links, and most right ones.

    Without chart weeks, films and the lists that found a series this is harder than in a full store, where
    `test_real_data` holds them to the bar.
    """
    pairs = labelled_pairs()
    assert len(pairs) >= 300
    assert sum(not pair.same for pair in pairs) >= 100
    score = score_labelled()
    assert score.precision.value >= 0.94, score.wrong
    assert score.recall.value >= 0.8, score.missed


def test_labelled_pairs_without_both_titles_are_not_counted() -> None:
    """A store that holds only some of the labelled titles is scored on those alone."""
    table = pa.Table.from_pylist([{"title_id": 1, **title(CHART, "Hit & Run", "Hit & Run: Season 1")}], schema=SCHEMA)
    assert labelled_precision(table, place(table).links).precision.of == 0
