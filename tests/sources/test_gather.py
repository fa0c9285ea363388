"""Gathering: by digest, in one transaction, with every refusal told."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.errors import CliffhangerError, SourceError
from cliffhanger.sources.casebook import shipped
from cliffhanger.sources.gather import RefusedFiles
from cliffhanger.tables import STORED

LIST = "\n".join(
    [
        "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10",
        "2022-03-13\tTV (English)\t1\tNimbus\tNimbus: Season 1\t30000000\t2",
        "2022-03-06\tTV (English)\t1\tNimbus\tNimbus: Season 1\t20000000\t1",
        "2022-03-06\tFilms (English)\t1\tNimbus\tN/A\t10000000\t1",
    ]
)


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    """A small weekly list."""
    path = tmp_path / "list" / "all-weeks-global_2022-03-16.tsv"
    path.parent.mkdir()
    path.write_text(LIST + "\n", encoding="utf-8")
    return path


def contents(store: Store) -> dict[str, pa.Table]:
    """Everything in the store."""
    return {contract.name: store.get(contract.name) for contract in STORED}


def test_a_named_file_that_is_broken_refuses_all(weekly: Path, tmp_path: Path) -> None:
    """A page in place of a list, named beside a good list, leaves the store unchanged."""
    page = tmp_path / "page.tsv"
    page.write_text("<html>Moved Permanently</html>")
    with open_store(":memory:") as store:
        with pytest.raises(SourceError, match="web page"):
            gather(store, [weekly, page])
        assert all(table.num_rows == 0 for table in contents(store).values())


def test_all_broken_files_are_told_at_once(tmp_path: Path) -> None:
    """Two named broken files give one refusal that holds both."""
    paths = [tmp_path / "a.tsv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes(b"")
    with open_store(":memory:") as store, pytest.raises(RefusedFiles) as refusal:
        gather(store, paths)
    assert [Path(error.path).name for error in refusal.value.errors] == ["a.tsv", "b.csv"]


def test_a_folder_without_anything_readable_is_refused(tmp_path: Path) -> None:
    """Neither a folder of other files nor one of broken files is taken for done."""
    (tmp_path / "notes.txt").write_text("notes")
    with open_store(":memory:") as store:
        with pytest.raises(SourceError, match="none in this folder"):
            gather(store, [tmp_path])
        (tmp_path / "x.tsv").write_bytes(b"")
        with pytest.raises(SourceError, match="at least one readable file"):
            gather(store, [tmp_path])


def test_unknown_columns_name_the_nearest_layout(tmp_path: Path) -> None:
    """The refusal says which columns the nearest layout has and this file lacks."""
    path = tmp_path / "list.tsv"
    path.write_text(LIST.replace("weekly_hours_viewed", "hours") + "\n")
    with open_store(":memory:") as store, pytest.raises(SourceError) as refusal:
        gather(store, [path])
    assert {problem.column for problem in refusal.value.problems} == {"weekly_hours_viewed"}
    assert "nearest is netflix_top10 by Netflix" in str(refusal.value)


def test_a_folder_keeps_what_is_readable(weekly: Path) -> None:
    """Beside a broken file the good one is stored, and the broken one is in the report with its reason."""
    (weekly.parent / "page.tsv").write_text("<a href='x'>Moved Permanently</a>")
    with open_store(":memory:") as store:
        done = gather(store, [weekly.parent])
        lines = {line["name"]: line for line in done.files.to_pylist()}
        assert lines[weekly.name]["status"] == "stored"
        assert lines["page.tsv"]["status"] == "refused"
        assert "web page" in lines["page.tsv"]["reason"]
        assert (done.rows, done.titles, done.placed, done.films) == (9, 2, 1, 1)


def test_the_same_file_twice_changes_nothing(weekly: Path, tmp_path: Path) -> None:
    """By digest: neither the file again nor a copy of another name adds a row."""
    with open_store(":memory:") as store:
        gather(store, [weekly, "casebook"])
        before = contents(store)
        copy = tmp_path / "renamed.tsv"
        shutil.copy(weekly, copy)
        done = gather(store, [weekly, copy, "casebook"])
        assert done.rows == 0
        assert {line["status"] for line in done.files.to_pylist()} == {"already here"}
        assert contents(store) == before


def test_a_gathering_is_noted(weekly: Path) -> None:
    """The run keeps verb, rows and the digests of what was read."""
    with open_store(":memory:") as store:
        gather(store, [weekly])
        (run,) = store.get("run").to_pylist()
        (file,) = store.get("file").to_pylist()
    assert (run["verb"], run["rows"], run["inputs"]) == ("gather", 9, file["digest"])


def test_every_release_can_be_traced(weekly: Path) -> None:
    """A release leads to its file, its row there, and the day on which it was known."""
    with open_store(":memory:") as store:
        gather(store, [weekly])
        rows = store.query(
            "SELECT f.name, r.row, r.known_on::VARCHAR AS known_on FROM release r JOIN file f USING (file_id) "
            "WHERE measure = 'hours_viewed' AND value = 30000000"
        ).to_pylist()
    assert rows == [{"name": weekly.name, "row": 2, "known_on": "2022-03-15"}]


def test_the_order_of_files_does_not_matter(weekly: Path) -> None:
    """Seasons, links and what is unplaced are the same whatever is read first, alone or together."""
    found = []
    for seed in range(3):
        files: list[Path] = [weekly, *shipped()]
        random.Random(seed).shuffle(files)
        with open_store(":memory:") as store:
            for files_together in (files[:1], files[1:9], files[9:]):
                gather(store, files_together)
            placed = [
                store.query(
                    f"SELECT t.* EXCLUDE (title_id), p.* EXCLUDE (title_id) FROM {table} p "
                    "JOIN title t USING (title_id) ORDER BY ALL"
                )
                for table in ("link", "unplaced")
            ]
            found.append((store.get("season"), placed))
    assert found[0] == found[1] == found[2]


def test_an_override_corrects_a_link_for_good(weekly: Path, tmp_path: Path) -> None:
    """A person's verdict wins, also over files that come later."""
    verdict = tmp_path / "links.csv"
    verdict.write_text(
        "series_text,season_text,platform,series,number,verdict,reason\n"
        "Nimbus,Nimbus: Season 1,Netflix,Nimbus Rising,2,is,renamed after launch\n"
    )
    with open_store(":memory:") as store:
        gather(store, [verdict])
        gather(store, [weekly])
        (link,) = store.get("link").to_pylist()
    assert link["season_id"] == "nimbus-rising/2"
    assert link["reason"].startswith("a person said so")


def test_a_verdict_can_be_corrected_and_withdrawn(weekly: Path, tmp_path: Path) -> None:
    """Of two files that judge one title the one gathered later holds; withdrawn, the rules decide again."""
    header = "series_text,season_text,platform,series,number,verdict,reason\n"
    rows = ["Nimbus Rising,2,is,renamed", "Nimbus,3,is,miscounted", ",,withdrawn,right as printed"]
    placed = []
    with open_store(":memory:") as store:
        gather(store, [weekly])
        for nth, row in enumerate(rows):
            verdict = tmp_path / f"links-{nth}.csv"
            verdict.write_text(f"{header}Nimbus,Nimbus: Season 1,Netflix,{row}\n")
            gather(store, [verdict])
            placed += store.get("link")["season_id"].to_pylist()
    assert placed == ["nimbus-rising/2", "nimbus/3", "nimbus/1"]


def test_nothing_to_gather_is_refused() -> None:
    """An empty list of paths is no success."""
    with open_store(":memory:") as store, pytest.raises(CliffhangerError, match="nothing to gather"):
        gather(store, [])


def test_two_files_are_one_gathering(weekly: Path, tmp_path: Path) -> None:
    """Files named together are one run with both digests, and what it says it did adds up."""
    costs = tmp_path / "costs.csv"
    costs.write_text(
        "series,season,cost_per_episode_musd,cost_per_season_musd,premiere_year,platform,basis,source_grade,"
        "publication,publication_date,url,note\n"
        "Nimbus,1,4,,2022,Netflix,reported,B,The Fictional Trade,2022-02,https://example.org,\n"
    )
    told: list[tuple[int, int, str]] = []
    with open_store(":memory:") as store:
        done = gather(store, [weekly, costs], progress=lambda *step: told.append(step))
        (run,) = store.get("run").to_pylist()
        assert run["inputs"].split() == [
            row["digest"] for row in sorted(store.get("file").to_pylist(), key=lambda row: row["file_id"])
        ]
        assert run["rows"] == done.rows == store.get("release").num_rows == sum(done.files["rows"].to_pylist())
        assert (done.titles, done.placed, done.unplaced, done.films) == (3, 2, 0, 1)
    assert told == [(0, 2, weekly.name), (1, 2, "costs.csv"), (2, 2, "placing titles")]


def lasting(store: Store) -> dict[str, pa.Table]:
    """Everything in the store but the times at which it was gathered."""
    kept = contents(store)
    kept["file"] = kept["file"].drop_columns(["retrieved_at"])
    kept["run"] = kept["run"].drop_columns(["ended_at"])
    return kept


KILLED = """
import os, signal, sys, threading, time
import cliffhanger

path, number, delay = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])

def die():
    time.sleep(delay)
    os.kill(os.getpid(), signal.SIGKILL)

def watch(at, of, name):
    if at == number:
        threading.Thread(target=die, daemon=True).start()

with cliffhanger.open_store(path) as store:
    cliffhanger.gather(store, ["casebook"], progress=watch)
    threading.Event().wait()
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, pa.Table]]:
    """A store that holds one file already, and all it holds once the casebook has come to it."""
    folder = tmp_path_factory.mktemp("whole")
    weekly = folder / "all-weeks-global_2022-03-16.tsv"
    weekly.write_text(LIST + "\n", encoding="utf-8")
    with open_store(folder / "before.duckdb") as store:
        gather(store, [weekly])
    shutil.copy(folder / "before.duckdb", folder / "after.duckdb")
    with open_store(folder / "after.duckdb") as store:
        gather(store, ["casebook"])
        return folder / "before.duckdb", lasting(store)


PLACING = len(shipped())
"""Number of the step after the last file: keeping what was read, and placing titles."""


@pytest.mark.parametrize(
    ("step", "delay"),
    [
        (0, 0.0),
        (10, 0.0),
        *((PLACING, delay) for delay in (0.0, 0.02, 0.05, 0.08, 0.11, 0.14)),
        (PLACING, 2.0),
    ],
)
def test_a_killed_gathering_leaves_all_or_none(
    tmp_path: Path, whole: tuple[Path, dict[str, pa.Table]], step: int, delay: float
) -> None:
    """Killed while reading, keeping, placing or after it, the store opens again and holds all of it or nothing."""
    before, after = whole
    path = tmp_path / "s.duckdb"
    shutil.copy(before, path)
    killed = subprocess.run([sys.executable, "-c", KILLED, path, str(step), str(delay)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_store(before, read_only=True) as store:
        nothing = lasting(store)
    with open_store(path) as store:
        found = lasting(store)
    assert found in (nothing, after)
    if step < PLACING:
        assert found == nothing
    if delay > 1:
        assert found == after
    with open_store(path) as store:
        gather(store, ["casebook"])
        assert lasting(store) == after
