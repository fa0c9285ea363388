"""Wikipedia's three lists: what each says of which season, and since when that was known."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from cliffhanger.evidence.reading_days import READ_ON
from cliffhanger.measures import OUTCOMES
from cliffhanger.sources.files import open_source
from cliffhanger.sources.outcomes import LISTS
from cliffhanger.sources.wikipedia import LAYOUTS, read_current, read_ended, read_originals
from cliffhanger.sources.wikipedia_sections import HEADINGS

ORIGINALS = {
    "platform": "Netflix",
    "title": "Nimbus",
    "genre": "Thriller",
    "premiere": "2021-08-06",
    "seasons": "1",
    "episodes": "9",
    "status": "Ended",
    "language": "",
    "runtime_band": "<60 min",
    "previous_networks": "",
}
ENDED = {
    "title": "Nimbus",
    "genre": "Thriller",
    "premiere": "2021-08-06",
    "finale": "2021-08-06",
    "seasons": "1",
    "one_season_flag": "1",
}
CURRENT = {
    "title": "Nimbus",
    "genre": "Thriller",
    "premiere": "August 6, 2021",
    "seasons": "1 season, 9 episodes",
    "runtime": "40–50 min",
    "status": "Pending",
    "language": "",
    "subject": "",
    "previous_networks": "",
    "exclusive_region": "",
    "partner_country": "",
}
HEADING = dict.fromkeys(("title", "genre", "premiere", "seasons", "runtime", "status"), "Awaiting release")
IN_2022, IN_2023, IN_2025 = (READ_ON[name] for name in LISTS)

TWO_RENEWED = (("Season 1", "renewed"), ("Season 2", "renewed"))


def listed(row: dict[str, str], *changes: dict[str, str]) -> str:
    """A list with one series for each of the changes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, row)
    writer.writeheader()
    writer.writerows([row | change for change in changes or ({},)])
    return text.getvalue()


def fates(table) -> list[tuple[str, str]]:
    """Season and outcome of every row that has one."""
    return [(r["season_text"], r["text"]) for r in table.to_pylist() if r["measure"] == "outcome"]


@pytest.mark.parametrize(
    ("read", "row", "change", "problem"),
    [
        (read_originals, ORIGINALS, {"title": ""}, "2/title: nothing"),
        (read_originals, ORIGINALS, {"platform": "Lantern"}, "2/platform: 'Lantern'"),
        (read_originals, ORIGINALS, {"premiere": "August 2021"}, "2/premiere: 'August 2021'"),
        (read_originals, ORIGINALS, {"premiere": "2024-05-01"}, "2/premiere: 2024-05-01"),
        (read_originals, ORIGINALS, {"seasons": "two"}, "2/seasons: 'two'"),
        (read_originals, ORIGINALS, {"status": "Paused"}, "2/status: 'Paused'"),
        (read_ended, ENDED, {"title": ""}, "2/title: nothing"),
        (read_ended, ENDED, {"finale": "2023-10-01"}, "2/finale: 2023-10-01"),
        (read_ended, ENDED, {"seasons": ""}, "2/seasons: nothing"),
        (read_current, CURRENT, {"title": ""}, "2/title: nothing"),
        (read_current, CURRENT, {"premiere": "6 August 2021"}, "2/premiere: '6 August 2021'"),
        (read_current, CURRENT, {"premiere": "Augus 6, 2021"}, "2/premiere: 'Augus 6, 2021'"),
        (read_current, CURRENT, {"premiere": ""}, "2/premiere: nothing"),
        (read_current, CURRENT, {"seasons": "many"}, "2/seasons: 'many'"),
        (read_current, CURRENT, {"status": "Perhaps"}, "2/status: 'Perhaps'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(write, refusal, read, row, change, problem: str) -> None:
    """Each slip is named by row and column, and so is a day by which the file is not that scrape."""
    assert refusal(read, write(listed(row, change))) == [problem]


@pytest.mark.parametrize(
    ("read", "row", "column"),
    [(read_originals, ORIGINALS, "platform"), (read_ended, ENDED, "title"), (read_current, CURRENT, "title")],
)
def test_a_series_that_stands_twice_is_refused(write, refusal, read, row, column: str) -> None:
    """One series, one row; namesakes differ in their premiere."""
    assert refusal(read, write(listed(row, {}, {}))) == [f"3/{column}: a repetition of row 2"]


def test_all_problems_are_told_at_once(write, refusal) -> None:
    """Not one at a time."""
    rows = ({"premiere": "soon"}, {"title": "Sloe", "status": "Perhaps", "seasons": "many"})
    found = refusal(read_current, write(listed(CURRENT, *rows)))
    assert found == ["2/premiere: 'soon'", "3/seasons: 'many'", "3/status: 'Perhaps'"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [("Season 1", "ended")]),
        ({"genre": "Drama miniseries"}, [("Season 1", "limited")]),
        ({"status": "Miniseries"}, [("Season 1", "limited")]),
        ({"seasons": "3"}, [("Season 1", "renewed"), ("Season 2", "renewed"), ("Season 3", "ended")]),
        ({"seasons": "2", "status": "Continuing"}, [("Season 1", "renewed"), ("Season 2", "pending")]),
        # 'Continuing' covers renewed, airing and awaiting release, so it is no renewal.
        ({"status": "Continuing"}, [("Season 1", "pending")]),
        ({"status": "Season 2 to premiere in 2023"}, [("Season 1", "renewed")]),
        ({"status": "Moved to Lantern"}, []),
        ({"status": ""}, []),
        ({"seasons": "Unknown"}, []),
        # What is not out yet has no fate but that of being one story.
        ({"premiere": "2023-01-01", "status": "Pending"}, []),
        ({"premiere": "2023-01-01", "status": "Miniseries", "seasons": "Unknown"}, [("Season 1", "limited")]),
        # Another broadcaster made the first seasons: which ones are counted is not said.
        ({"seasons": "2", "previous_networks": "Fox"}, []),
    ],
)
def test_what_the_list_of_2022_says_of_seasons(write, change: dict, expected: list) -> None:
    """All but the last season made were renewed; the status is that of the last."""
    table = read_originals(write(listed(ORIGINALS, change)))
    assert fates(table) == expected
    assert {word for _, word in expected} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [("Season 1", "ended")]),
        ({"genre": "Drama miniseries"}, [("Season 1", "limited")]),
        ({"seasons": "2"}, [("Season 1", "renewed"), ("Season 2", "ended")]),
        ({"title": "Nimbus(seasons 2â€“3)", "seasons": "2"}, []),
        # The cell of a row without a finale holds episodes.
        ({"seasons": "4", "finale": ""}, []),
    ],
)
def test_what_the_list_of_2023_says_of_seasons(write, change: dict, expected: list) -> None:
    """Everything in it is over."""
    assert fates(read_ended(write(listed(ENDED, change)))) == expected


@pytest.mark.parametrize(
    ("seasons", "status", "expected"),
    [
        ("1 season, 9 episodes", "Pending", [("Season 1", "pending")]),
        ("1 season, 9 episodes", "Renewed[12]", [("Season 1", "renewed")]),
        ("1 season, 9 episodes", "Season 2 due to premiere in 2025[1][15]", [("Season 1", "renewed")]),
        ("2 seasons, 16 episodes", "Renewed for final season[3]", [*TWO_RENEWED, ("Season 3", "ended")]),
        ("2 seasons", "Final season due to premiere in 2025", [*TWO_RENEWED, ("Season 3", "ended")]),
        ("2 seasons", "Season 3 due to premiere in 2025[1] Renewed for season 4 (final)",
         [*TWO_RENEWED, ("Season 4", "ended")]),
        ("2 seasons, 16 episodes", "Pending", [("Season 1", "renewed"), ("Season 2", "pending")]),
        ("2 seasons, 16 episodes", "Season 2 ongoing", [("Season 1", "renewed")]),
        ("1 season, 8 episodes", "Season 1 ongoing Renewed[9]", [("Season 1", "renewed")]),
        ("1 season, 8 episodes", "Renewed through episode 100 (final)[2]", []),
        ("5 episodes", "Miniseries", [("Season 1", "limited")]),
        ("16 episodes", "Miniseries ongoing", [("Season 1", "limited")]),
        ("TBA", "Limited series", [("Season 1", "limited")]),
        # Parts and volumes may be batches of one season.
        ("3 parts, 17 episodes", "Renewed[4]", []),
        ("TBA", "Pending", []),
    ],
)  # fmt: skip
def test_what_the_list_of_2025_says_of_seasons(write, seasons: str, status: str, expected: list) -> None:
    """Marks of references are left out; words on the next season renew the last one made, and a final one is told."""
    assert fates(read_current(write(listed(CURRENT, {"seasons": seasons, "status": status})))) == expected


@pytest.mark.parametrize(
    ("read", "row", "read_on"),
    [(read_originals, ORIGINALS, IN_2022), (read_ended, ENDED, IN_2023), (read_current, CURRENT, IN_2025)],
)
def test_outcomes_are_known_from_the_list_and_what_does_not_change_from_the_premiere(write, read, row, read_on) -> None:
    """No outcome of a list was known before it was read; its kind and genre were true all along."""
    rows = read(write(listed(row))).to_pylist()
    known = {r["measure"]: r["known_on"] for r in rows}
    premiere = dt.date(2021, 8, 6)
    assert known["outcome"] == read_on
    assert {day for measure, day in known.items() if measure != "outcome"} == {premiere}
    assert {"release_date", "genre"} <= set(known)
    assert {(r["snapshot_on"], r["publication"], r["platform"]) for r in rows} == {(read_on, "Wikipedia", "Netflix")}
    assert {r["grade"] for r in rows if r["measure"] == "outcome"} == {"listed"}


def test_a_premiere_to_come_is_known_from_the_list(write) -> None:
    """The list announced it."""
    rows = read_current(write(listed(CURRENT, {"premiere": "April 10, 2025[198]", "seasons": "TBA"}))).to_pylist()
    assert {(r["measure"], r["known_on"]) for r in rows} == {
        (measure, IN_2025) for measure in ("release_date", "kind", "language", "genre")
    }


def test_announced_series_and_headings_say_nothing_yet(write) -> None:
    """Without a day of premiere there is nothing to count from, and the name may change."""
    rows = ({}, HEADING, {"title": "Untitled Sloe series[9]", "premiere": "Late 2025[3]", "seasons": "", "status": ""})
    table = read_current(write(listed(CURRENT, *rows, HEADING)))
    assert set(table["series_text"].to_pylist()) == {"Nimbus"}


def test_a_special_is_no_season(write) -> None:
    """What is out and counts no seasons has traits, and no season 1."""
    rows = read_originals(write(listed(ORIGINALS, {"seasons": "Unknown", "genre": "Making-of"}))).to_pylist()
    assert {r["measure"]: r["text"] for r in rows} == {"kind": "unscripted", "genre": "Making-of"}


def test_the_platform_stands_in_each_row_of_2022(write) -> None:
    """Prime Video goes by its older name there."""
    rows = ({"platform": "Amazon Prime"}, {"title": "Sloe", "platform": "Hulu"})
    table = read_originals(write(listed(ORIGINALS, *rows)))
    assert set(table["platform"].to_pylist()) == {"Prime Video", "Hulu"}


def test_broken_accents_and_lost_spaces_are_mended(write) -> None:
    """As the list of 2023 has them; sound ones stay."""
    names = ("La NuÃ©e", "FÃ¡cil(season 2)", "Sloe â€“ A Story", "Fácil", "L'AlcÃ\xa0sser")
    table = read_ended(write(listed(ENDED, *({"title": name} for name in names))))
    assert list(dict.fromkeys(table["series_text"].to_pylist())) == [
        *("La Nuée", "Sloe – A Story", "Fácil", "L'Alcàsser", "Fácil (season 2)")
    ]


def test_sections_that_the_scrape_lost_are_told_from_the_order_of_rows(write) -> None:
    """English series, animation, a table for each language, the other languages, docuseries, and all else."""
    day = "March 1, 2024"
    abroad = []
    for heading in HEADINGS:
        abroad += [{"title": f"{heading} one", "premiere": "May 1, 2023"}, {"title": f"{heading} two", "premiere": day}]
    rows = (
        {"title": "Home"},
        HEADING,
        {"title": "Drawn", "language": "Japanese"},
        *abroad,
        {"title": "Far", "language": "Zulu"},
        {"title": "Seen", "genre": "", "subject": "True crime", "language": "English"},
        {"title": "Dates", "genre": "Dating show", "language": "Korean"},
        {"title": "Shared", "language": "German", "partner_country": "Lantern/Germany"},
        {"title": "Tots", "genre": "Preschool", "language": "English"},
        {"title": "Swapped", "genre": "Lantern/Canada", "language": "English", "partner_country": "Comedy"},
    )
    found: dict[str, dict[str, str]] = {}
    for row in read_current(write(listed(CURRENT, *rows))).to_pylist():
        if row["measure"] in ("kind", "language", "genre"):
            found.setdefault(row["series_text"], {})[row["measure"]] = row["text"]
    assert found["Home"] == {"kind": "scripted", "language": "English", "genre": "Thriller"}
    assert found["Drawn"] == {"kind": "animation", "language": "Japanese", "genre": "Thriller"}
    for heading in HEADINGS:
        assert found[f"{heading} two"] == {"kind": "scripted", "language": heading, "genre": "Thriller"}
    assert found["Far"] == {"kind": "scripted", "language": "Zulu", "genre": "Thriller"}
    assert found["Seen"] == {"kind": "unscripted", "language": "English", "genre": "True crime"}
    assert found["Dates"]["kind"] == "unscripted"
    assert found["Shared"]["kind"] == "scripted"
    assert "kind" not in found["Tots"]
    assert found["Swapped"]["genre"] == "Comedy"


def test_a_list_with_other_tables_names_no_languages(write) -> None:
    """Which table is of which language is known of the page as it was."""
    rows = ({}, {"title": "Drawn", "language": "English"}, {"title": "Far"})
    table = read_current(write(listed(CURRENT, *rows)))
    assert [r["text"] for r in table.to_pylist() if r["measure"] == "language"] == ["English", "English"]
    assert [r["text"] for r in table.to_pylist() if r["measure"] == "kind"] == ["scripted", "animation", "scripted"]


def test_the_three_headers_are_told_apart(write) -> None:
    """Each file is read by one reader, and by no other layout."""
    from cliffhanger.sources.gather import READERS

    for row, read in ((ORIGINALS, read_originals), (ENDED, read_ended), (CURRENT, read_current)):
        sheet = write(listed(row)).sheets[0]
        assert [layout.read for layout in READERS if layout.columns and layout.fits(sheet)] == [read]


def test_the_real_lists_are_read_whole(shared_data: Path) -> None:
    """All rows but headings and announced series."""
    names = ("streaming_originals_2022-12", "netflix_ended_2023", "netflix_current_2025-03")
    counts = []
    for name, layout in zip(names, LAYOUTS, strict=True):
        table = layout.read(open_source(shared_data / "outcomes" / f"wikipedia_{name}.csv.gz"))
        counts.append(len(set(table["row"].to_pylist())))
    assert counts[1:] == [1353, 355]
    assert counts[0] > 2_490
