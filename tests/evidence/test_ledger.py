"""The ledger: which seasons and facts there are on a day, and which copy of a list speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.errors import TitleError, TooLittleEvidence
from cliffhanger.evidence.choice import choose_season, known_seasons
from cliffhanger.evidence.ledger import disagreements, facts, place_titles
from cliffhanger.tables import FACT

HEADER = "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10"
COSTS = (
    "series,season,cost_per_episode_musd,cost_per_season_musd,premiere_year,platform,basis,source_grade,publication,"
    "publication_date,url,note"
)
CASE = """
series = "Nimbus"
platform = "Netflix"
[[season]]
number = 1
label = "Season 1"
premiere = 2022-03-04
[[season.fact]]
measure = "hours_viewed"
value = 19_000_000
list = "global TV (English)"
geography = "world"
period = [2022-02-28, 2022-03-06]
known_on = 2022-03-08
publication = "Netflix"
grade = "A"
"""


def day(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)


def weekly(folder: Path, copied: str, rows: Sequence[tuple[str, str, str, int]], name: str = "all-weeks") -> Path:
    """A weekly list as it stood on a day: week, show, label, hours."""
    lines = [
        f"{week}\tTV (English)\t{place}\t{show}\t{show}: {label}\t{hours}\t1"
        for place, (week, show, label, hours) in enumerate(rows, 1)
    ]
    path = folder / f"{name}_{copied}.tsv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def hours(store: Store, as_of: str, season_id: str = "nimbus/1") -> list[tuple[float, str]]:
    """Hours viewed and the file that says so."""
    rows = facts(store, day(as_of), [season_id], ["hours_viewed"]).to_pylist()
    return [(row["value"], row["file"]) for row in rows]


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Three copies of one list: the hours were corrected once, and the label in the last."""
    return [
        weekly(tmp_path, "2022-03-09", [("2022-03-06", "Nimbus", "Season 1", 20_000_000)]),
        weekly(tmp_path, "2022-06-01", [("2022-03-06", "Nimbus", "Season 1", 21_000_000)]),
        weekly(tmp_path, "2023-06-01", [("2022-03-06", "Nimbus", "Limited Series", 22_000_000)]),
    ]


def test_an_empty_store_says_what_to_do() -> None:
    """Nothing is known on any day, and the refusal names the command that fills the store."""
    with open_store(":memory:") as store, pytest.raises(TooLittleEvidence, match="cliffhanger gather"):
        known_seasons(store, day("2030-01-01"))


def test_before_the_first_fact_nothing_is_known(copies: list[Path]) -> None:
    """On the eve of the first publication the refusal names that day; on the day itself there is a season."""
    with open_store(":memory:") as store:
        gather(store, copies)
        with pytest.raises(TooLittleEvidence, match="nothing before 2022-03-08"):
            known_seasons(store, day("2022-03-07"))
        assert known_seasons(store, day("2022-03-08"))["season_id"].to_pylist() == ["nimbus/1"]
        assert hours(store, "2022-03-07") == []


def test_an_unknown_season_lists_those_known(tmp_path: Path) -> None:
    """Of season 2 nothing was known in March: the refusal names season 1, and in May it is found."""
    path = weekly(
        tmp_path, "2022-06-01", [("2022-03-06", "Nimbus", "Season 1", 2), ("2022-05-01", "Nimbus", "Season 2", 1)]
    )
    with open_store(":memory:") as store:
        gather(store, [path])
        with pytest.raises(TitleError, match=r"no season 2 of 'Nimbus'.*'Season 1'.*as of 2022-03-31"):
            choose_season(store, "Nimbus", day("2022-03-31"), 2)
        assert choose_season(store, "nimbus", day("2022-05-31"), 2)[0]["season_id"] == "nimbus/2"
        latest, whole = choose_season(store, "NIMBUS", day("2022-05-31"))
        assert latest["season_id"] == "nimbus/2"
        assert whole["season_id"].to_pylist() == ["nimbus/1", "nimbus/2"]
        assert choose_season(store, "Nimbus", day("2022-03-31"))[0]["season_id"] == "nimbus/1"


def test_the_copy_of_the_time_speaks(copies: list[Path]) -> None:
    """The latest copy made by the day; where none was, the oldest made after it stands in."""
    with open_store(":memory:") as store:
        gather(store, copies)
        assert hours(store, "2022-03-08") == [(20e6, "all-weeks_2022-03-09.tsv")]
        assert hours(store, "2022-05-31") == [(20e6, "all-weeks_2022-03-09.tsv")]
        assert hours(store, "2022-06-01") == [(21e6, "all-weeks_2022-06-01.tsv")]
        assert hours(store, "2024-01-01") == [(22e6, "all-weeks_2023-06-01.tsv")]
    with open_store(":memory:") as store:
        gather(store, copies[1:])
        assert hours(store, "2022-03-08") == [(21e6, "all-weeks_2022-06-01.tsv")]


def test_copies_that_disagree_are_told_once_both_were_known(copies: list[Path]) -> None:
    """With the first copy alone there is nothing to disagree with; later copies add their numbers."""
    with open_store(":memory:") as store:
        gather(store, copies)

        def said(as_of: str) -> list[list[float]]:
            rows = disagreements(store, day(as_of), ["nimbus/1"]).to_pylist()
            return [row["said"] for row in rows if row["measure"] == "hours_viewed"]

        assert said("2022-05-31") == []
        assert said("2022-06-01") == [20e6, 21e6]
        assert said("2024-01-01") == [20e6, 21e6, 22e6]


def test_two_parts_side_by_side_on_one_list_do_not_disagree(tmp_path: Path) -> None:
    """A season that stands on two places of one copy is told as their sum, and one copy has nothing to differ from."""
    rows = [("2022-03-06", "Nimbus", label, 20_000_000) for label in ("Season 1", "Season 1: Part 2")]
    with open_store(":memory:") as store:
        gather(store, [weekly(tmp_path, "2022-03-09", rows)])
        assert sum(number for number, _ in hours(store, "2022-06-01")) == 40e6
        assert disagreements(store, day("2022-06-01"), ["nimbus/1"]).num_rows == 0


def test_a_copy_is_taken_whole(tmp_path: Path) -> None:
    """A place that moves to another series in a later copy counts for one of them on any day, never for both."""
    copies = [
        weekly(tmp_path, copied, [("2022-03-06", show, "Season 1", 20_000_000), ("2022-03-06", "Pier", "Season 1", 1)])
        for copied, show in (("2022-03-09", "Nimbus"), ("2023-06-01", "Harbour Lights"))
    ]
    with open_store(":memory:") as store:
        gather(store, copies)
        both = ("nimbus/1", "harbour-lights/1")
        assert [len(hours(store, "2023-05-31", season)) for season in both] == [1, 0]
        assert [len(hours(store, "2023-06-01", season)) for season in both] == [0, 1]


def test_a_later_label_is_placed_on_its_season_from_its_day(copies: list[Path]) -> None:
    """'Limited Series' in a copy of 2023 is the same season, and the link is known from that copy's day."""
    with open_store(":memory:") as store:
        gather(store, copies)
        links = {row["season_id"]: [] for row in store.get("link").to_pylist()}
        for row in store.get("link").to_pylist():
            links[row["season_id"]].append(row["known_on"].isoformat())
    assert {key: sorted(days) for key, days in links.items()} == {"nimbus/1": ["2022-03-08", "2023-06-01"]}


def test_the_publishers_own_file_stands_before_the_casebook(copies: list[Path], tmp_path: Path) -> None:
    """The casebook's figure speaks only until the list itself is gathered."""
    (tmp_path / "nimbus.toml").write_text(CASE)
    with open_store(":memory:") as store:
        gather(store, [tmp_path / "nimbus.toml"])
        assert hours(store, "2022-05-31") == [(19e6, "nimbus.toml")]
        gather(store, copies)
        assert hours(store, "2022-05-31") == [(20e6, "all-weeks_2022-03-09.tsv")]


def test_every_claim_is_kept(tmp_path: Path) -> None:
    """Costs that differ, even of one publication, are all facts; one row gathered twice from two files is one."""
    rows = [
        "Nimbus,1,4,,2022,Netflix,reported,B,The Fictional Trade,2022-02-10,https://example.org/1,",
        "Nimbus,1,5,,2022,Netflix,reported,B,The Fictional Trade,2022-02-20,https://example.org/2,",
        "Nimbus,1,6,,2022,Netflix,filings,A,Register of Nowhere,2022-09-01,https://example.org/3,",
    ]
    for name, lines in (("costs.csv", rows), ("more_costs.csv", rows[:1])):
        (tmp_path / name).write_text("\n".join([COSTS, *lines]) + "\n")
    with open_store(":memory:") as store:
        gather(store, [tmp_path / "costs.csv", tmp_path / "more_costs.csv"])

        def claimed(as_of: str) -> list[float]:
            return sorted(facts(store, day(as_of), ["nimbus/1"], ["cost_per_episode_usd"])["value"].to_pylist())

        assert claimed("2022-02-09") == []
        assert claimed("2022-03-01") == [4e6, 5e6]
        assert claimed("2022-12-31") == [4e6, 5e6, 6e6]


def test_facts_keep_the_contract_and_can_be_traced(copies: list[Path]) -> None:
    """Columns are those of FACT; every row names file, digest, row, publisher and the title as printed."""
    with open_store(":memory:") as store:
        gather(store, copies)
        rows = facts(store, day("2022-05-31"), ["nimbus/1"])
        files = {row["digest"]: row["name"] for row in store.get("file").to_pylist()}
        assert store.check(FACT, rows).num_rows == rows.num_rows == 3
    for row in rows.to_pylist():
        assert (row["file"], row["row"], row["publisher"]) == (files[row["digest"]], 2, "Netflix")
        assert (row["series_text"], row["season_text"]) == ("Nimbus", "Nimbus: Season 1")


def test_placing_anew_changes_nothing(copies: list[Path]) -> None:
    """Seasons, links and what is unplaced are derived: placing again gives the same."""
    tables = ("season", "link", "unplaced")
    with open_store(":memory:") as store:
        gather(store, copies)
        before = [store.get(name) for name in tables]
        assert place_titles(store) == 0
        assert [store.get(name) for name in tables] == before


def test_a_spelling_that_a_later_copy_spreads_stays_where_it_was(tmp_path: Path) -> None:
    """A later copy that gives an older show this spelling does not change where the title stood before.

    In 2021 'Nimbus Nights' charted; in 2022 'Nimbus' premiered. A copy of 2023 calls both 'Nimbus: Season 1', so that
    the title's first week lies before its premiere; as of 2022 it was not known to.
    """
    weeks = ("2022-03-06", "Nimbus", "Season 1", 20), ("2021-12-05", "Nimbus Nights", "Season 1", 9)
    case = tmp_path / "nimbus.toml"
    case.write_text(CASE.replace('measure = "hours_viewed"', 'measure = "release_date"')
        .replace("value = 19_000_000", 'text = "2022-03-04"').replace('"global TV (English)"', '"catalogue"')
        .replace("period = [2022-02-28, 2022-03-06]\n", "").replace("2022-03-08", "2022-03-04"))  # fmt: skip
    early = weekly(tmp_path, "2022-04-01", weeks)
    late = weekly(tmp_path, "2023-06-01", [weeks[0], ("2021-12-05", "Nimbus", "Season 1", 9)])
    found = []
    for files in ([case, early], [case, early, late]):
        with open_store(":memory:") as store:
            gather(store, files)
            found.append(
                store.query(
                    "SELECT t.source, t.season_text, l.season_id, l.reason, l.known_on FROM link l JOIN title t "
                    "USING (title_id) WHERE l.known_on < DATE '2022-04-01' ORDER BY ALL"
                )
            )
            assert choose_season(store, "Nimbus", day("2022-05-31"))[0]["season_id"] == "nimbus/1"
            assert (20.0, early.name) in hours(store, "2022-05-31")
    assert found[0] == found[1]
