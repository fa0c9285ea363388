"""Announcements and the merged list: on which season an outcome stands, and when it was known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.compute as pc
import pytest

from cliffhanger.measures import OUTCOMES
from cliffhanger.sources.files import open_source
from cliffhanger.sources.outcomes import AHEAD, LAYOUTS, read_announcements, read_outcomes

HEADER = ",".join(LAYOUTS[0].columns) + "\n"
CANCELLED = "Nimbus,Netflix,cancelled,2021-09-20,1,The Daily Reel,2021-09,https://example.org,9 episodes"
MERGED = LAYOUTS[1].columns
SERIES = {
    "series": "Nimbus",
    "platform": "Netflix",
    "first_air_date": "2021-08-06",
    "seasons": "1",
    "status": "ended",
    "s1_outcome": "not renewed",
    "label_quality": "listed",
    "type": "scripted",
    "language": "en",
    "genres": "Thriller",
    "tmdb_genres": "Drama",
    "cancel_reported": "",
    "renewal_reported": "",
    "source": "wikipedia-2022-12+wikipedia-ended-2023",
}


def merged(**changes: str) -> str:
    """The merged list with one series."""
    return ",".join(MERGED) + "\n" + ",".join(f'"{(SERIES | changes)[column]}"' for column in MERGED) + "\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Nimbus", "", "2/series: nothing"),
        ("cancelled", "paused", "2/event: 'paused'"),
        ("2021-09-20", "2021-09-31", "2/date: '2021-09-31'"),
        ("2021-09-20", "", "2/date: nothing"),
        (",1,", ",one,", "2/season: 'one'"),
        (",1,", ",3-2,", "2/season: '3-2'"),
        (",1,", ",2-5,", "2/season: '2-5'"),
        (",1,", ",1-2,", "2/season: 1-2"),
        ("2021-09,", "2021-08,", "2/publication_date: 2021-08-31"),
        ("The Daily Reel", "", "2/publication: nothing"),
        ("cancelled,2021-09-20,1", "renewed,2021-09-20,1", "2/season: 1"),
    ],
)
def test_an_announcement_that_cannot_be_is_refused(write, refusal, old: str, new: str, problem: str) -> None:
    """Each slip is named by row and column; no page reports what is yet to come, no order is for season 1."""
    assert problem in refusal(read_announcements, write(HEADER + CANCELLED.replace(old, new) + "\n"))


def test_an_announcement_that_stands_twice_is_refused(write, refusal) -> None:
    """One event, one row."""
    file = write(HEADER + CANCELLED + "\n" + CANCELLED + "\n")
    assert refusal(read_announcements, file) == ["3/series: a repetition of row 2"]


@pytest.mark.parametrize(
    ("event", "season", "placed"),
    [
        ("renewed", "2", [("Season 1", "renewed", "announcements")]),
        ("renewed", "5-6", [("Season 4", "renewed", "announcements"), ("Season 5", "renewed", AHEAD)]),
        ("cancelled", "2", [("Season 2", "cancelled", "announcements")]),
        ("un-renewed", "1", [("Season 1", "un-renewed", "announcements")]),
        ("not renewed", "1", [("Season 1", "ended", "announcements")]),
        ("cancelled before premiere", "0", [("Season 1", "cancelled", "announcements")]),
    ],
)
def test_the_outcome_stands_on_the_season_that_was_decided_upon(write, event: str, season: str, placed: list) -> None:
    """An order for season 2 is the outcome of season 1; a cancellation names the last season made."""
    file = write(HEADER + CANCELLED.replace("cancelled,2021-09-20,1", f"{event},2021-09-20,{season}") + "\n")
    rows = read_announcements(file).to_pylist()
    assert [(r["season_text"], r["text"], r["list_name"]) for r in rows] == placed
    assert {r["text"] for r in rows} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("happened", "published", "known", "noted"),
    [
        ("2021-09-20", "2021-09", dt.date(2021, 9, 20), True),
        ("2021-09", "2021-09-21", dt.date(2021, 9, 21), True),
        ("2021-09", "2021", dt.date(2021, 9, 30), True),
        ("2021", "2021-10-07", dt.date(2021, 10, 7), True),
        ("2021", "2021", dt.date(2021, 12, 31), True),
        ("2021-02", "2021-08-21", dt.date(2021, 2, 28), False),
    ],
)
def test_an_announcement_is_known_when_it_or_its_report_was_out(
    write, happened: str, published: str, known: dt.date, noted: bool
) -> None:
    """The first of the two last days counts; what a page of a later month adds is left out as later knowledge."""
    row = CANCELLED.replace("Reel,2021-09,", f"Reel,{published},").replace("2021-09-20", happened)
    (found,) = read_announcements(write(HEADER + row + "\n")).to_pylist()
    assert found["known_on"] == known
    assert (found["note"] == "9 episodes") is noted


def test_a_reversal_is_known_after_what_it_reverses(shared_data: Path) -> None:
    """The Peripheral was renewed in February 2023 and un-renewed in August."""
    table = read_announcements(open_source(shared_data / "outcomes" / "announcements.csv"))
    assert table.num_rows == 106
    rows = sorted(
        (r["known_on"], r["text"], r["note"]) for r in table.to_pylist() if r["series_text"] == "The Peripheral"
    )
    assert [(day, word) for day, word, _ in rows] == [
        (dt.date(2023, 2, 28), "renewed"),
        (dt.date(2023, 8, 18), "un-renewed"),
    ]
    assert rows[0][2] is None  # 'later reversed' was not known in February


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"series": ""}, "2/series: nothing"),
        ({"first_air_date": "2021"}, "2/first_air_date: '2021'"),
        ({"s1_outcome": "maybe"}, "2/s1_outcome: 'maybe'"),
        ({"label_quality": ""}, "2/label_quality: nothing"),
        ({"type": "play"}, "2/type: 'play'"),
        ({"seasons": "-1"}, "2/seasons: '-1'"),
        ({"source": "hearsay"}, "2/source: 'hearsay'"),
        ({"cancel_reported": "soon"}, "2/cancel_reported: 'soon'"),
        ({"renewal_reported": "2022-06"}, "2/renewal_reported: '2022-06'"),
    ],
)
def test_a_series_that_cannot_be_is_refused(write, refusal, changes: dict[str, str], problem: str) -> None:
    """Each slip of the merged list is named by row and column."""
    assert refusal(read_outcomes, write(merged(**changes))) == [problem]


@pytest.mark.parametrize(
    ("changes", "word", "known"),
    [
        ({}, "ended", dt.date(2023, 9, 30)),
        # TMDB gave names and genres, no label: it dates one only where nothing else is named.
        ({"source": "wikipedia-2022-12+tmdb-2026-01"}, "ended", dt.date(2022, 12, 1)),
        ({"source": "tmdb-2026-01"}, "ended", dt.date(2026, 1, 31)),
        ({"label_quality": "inferred"}, "ended", dt.date(2025, 7, 17)),
        ({"status": "cancelled", "cancel_reported": "2021-09-20"}, "cancelled", dt.date(2021, 9, 20)),
        ({"status": "cancelled", "cancel_reported": "2021"}, "cancelled", dt.date(2021, 12, 31)),
        ({"s1_outcome": "renewed"}, "renewed", dt.date(2023, 9, 30)),
        ({"s1_outcome": "renewed", "renewal_reported": "2022-06 (season 2)"}, "renewed", dt.date(2022, 6, 30)),
        ({"s1_outcome": "renewed", "renewal_reported": "2022-06 (season 3)"}, "renewed", dt.date(2023, 9, 30)),
        # A cancellation after a later season says nothing of the first.
        (
            {"s1_outcome": "renewed", "status": "cancelled", "cancel_reported": "2021-09-20"},
            "renewed",
            dt.date(2023, 9, 30),
        ),
        # A cancellation reported after the inputs were read may be of a season that they did not know.
        ({"status": "cancelled", "cancel_reported": "2023-10-01"}, None, None),
        ({"status": "cancelled", "cancel_reported": "2024"}, None, None),
        ({"s1_outcome": "limited"}, "limited", dt.date(2023, 9, 30)),
        ({"s1_outcome": "pending"}, "pending", dt.date(2023, 9, 30)),
        ({"s1_outcome": "unknown"}, None, None),
        ({"s1_outcome": "not applicable (special)"}, None, None),
    ],
)
def test_a_label_is_known_when_the_latest_of_its_inputs_was_read(write, changes: dict, word, known) -> None:
    """Unless the press reported the fate of the first season earlier."""
    table = read_outcomes(write(merged(**changes)))
    found = [r for r in table.to_pylist() if r["measure"] == "outcome"]
    assert [(r["text"], r["known_on"], r["season_text"]) for r in found] == (
        [(word, known, "Season 1")] if word else []
    )


def test_a_series_of_several_seasons_that_is_over_ended_with_its_last(write) -> None:
    """Without that, every later season with an outcome would be a renewed one."""
    changes = {"s1_outcome": "renewed", "status": "ended", "seasons": "3"}
    found = [r for r in read_outcomes(write(merged(**changes))).to_pylist() if r["measure"] == "outcome"]
    assert [(r["season_text"], r["text"], r["list_name"]) for r in found] == [
        ("Season 1", "renewed", "outcomes"),
        ("Season 3", "ended", "outcomes, last season"),
    ]


def test_a_status_is_not_told_beside_a_label_that_was_known_earlier(write) -> None:
    """The status is as of the lists, and would be later knowledge."""
    later = read_outcomes(write(merged())).to_pylist()[0]
    assert later["note"] == "not renewed after one season; the lists do not say why; status ended"
    table = read_outcomes(write(merged(status="cancelled", cancel_reported="2021-09-20")))
    assert table.to_pylist()[0]["note"] is None


def test_what_does_not_change_is_known_from_the_premiere(write) -> None:
    """Kind, language and genre with the premiere, the count of seasons with the lists."""
    rows = read_outcomes(write(merged())).to_pylist()
    known = {r["measure"]: (r["text"] or r["value"], r["known_on"], r["season_text"]) for r in rows}
    premiere, lists = dt.date(2021, 8, 6), dt.date(2023, 9, 30)
    assert known == {
        "outcome": ("ended", lists, "Season 1"),
        "release_date": ("2021-08-06", premiere, "Season 1"),
        "seasons_made": (1.0, lists, None),
        "kind": ("scripted", premiere, None),
        "language": ("English", premiere, None),
        "genre": ("Thriller", premiere, None),
    }
    undated = read_outcomes(write(merged(first_air_date=""))).to_pylist()
    assert {r["known_on"] for r in undated} == {lists}


def test_the_real_list_is_read_whole(shared_data: Path) -> None:
    """Every series with a label has one, and Hit & Run was cancelled on 2021-09-20."""
    table = read_outcomes(open_source(shared_data / "outcomes" / "outcomes.csv.gz"))
    every = table.filter(pc.equal(table["measure"], "outcome"))
    outcomes = every.filter(pc.equal(every["list_name"], "outcomes"))
    assert every.num_rows > outcomes.num_rows
    # Of twelve the cancellation was reported after the list had been made: the announcements place it.
    assert outcomes.num_rows == 3026 - 291 - 181 - 50 - 12
    assert set(outcomes["text"].to_pylist()) == {"renewed", "cancelled", "ended", "limited", "pending"}
    found = [(r["text"], r["known_on"]) for r in outcomes.to_pylist() if r["series_text"] == "Hit & Run"]
    assert found == [("cancelled", dt.date(2021, 9, 20))]
    assert pc.all(pc.less_equal(table["known_on"], table["snapshot_on"])).as_py()
