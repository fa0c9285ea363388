"""The verb: what it refuses, what it writes, hides, and hands to the store; and whether the truth comes back."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import cliffhanger
from cliffhanger import viewing_tables
from cliffhanger.errors import CliffhangerError, SourceError
from cliffhanger.evidence.ledger import facts
from cliffhanger.viewing.catalogue import read_catalogue
from cliffhanger.viewing.columns import Columns, read_columns
from cliffhanger.viewing.measure import measure
from cliffhanger.viewing.simulate import simulate
from cliffhanger.viewing.survival import survival


def test_logs_without_a_catalogue_are_refused(tmp_path: Path) -> None:
    """It says where a catalogue is looked for."""
    with pytest.raises(CliffhangerError, match="--catalogue"):
        measure(tmp_path)


def test_a_mapping_is_refused_with_every_problem(tmp_path: Path) -> None:
    """Unknown names and values that are no names."""
    path = tmp_path / "columns.toml"
    path.write_text('[columns]\nuser = "x"\nseconds = 3\n')
    with pytest.raises(SourceError) as caught:
        read_columns(path)
    assert {p.column for p in caught.value.problems} == {"user", "seconds"}
    path.write_text('[columns]\nprofile_id = "user"\nevent_id = "uuid"\n')
    assert read_columns(path) == Columns(profile_id="user", event_id="uuid")


def test_a_small_set_has_no_state_and_no_sketch(tmp_path: Path, logs: Path) -> None:
    """A state keeps the full set, a sketch is something else."""
    with pytest.raises(CliffhangerError, match="small set"):
        measure(logs, measures="small", state=tmp_path / "state")
    with pytest.raises(CliffhangerError, match="small set"):
        measure(logs, measures="small", approximate=True)


def test_the_small_set_is_the_same_columns_of_the_full_set(logs: Path) -> None:
    """By the kernel and by SQL; what it leaves out is empty."""
    full = measure(logs).tables
    for engine in ("duckdb", "sql"):
        small = measure(logs, measures="small", engine=engine).tables  # type: ignore[arg-type]
        assert sorted(small) == ["viewing_check", "viewing_episode", "viewing_season"]
        for name, columns in (
            ("viewing_season", ["season_id", "window_days", "hours_viewed", "views", "viewers", "starters",
                                "completers", "hours_per_starter", "share_completed"]),
            ("viewing_episode", ["season_id", "episode", "reached", "finished", "hours_viewed", "share_reached",
                                 "drop_off"]),
        ):  # fmt: skip
            assert small[name].select(columns).equals(full[name].select(columns))
        assert small["viewing_season"]["watchers"].null_count == small["viewing_season"].num_rows
        assert small["viewing_episode"]["survival"].null_count == small["viewing_episode"].num_rows
        checks = {r["check"]: r["rows"] for r in full["viewing_check"].to_pylist() if r["check"] != "overlap"}
        assert {r["check"]: r["rows"] for r in small["viewing_check"].to_pylist()} == checks


def test_a_missing_column_is_named(tmp_path: Path, logs: Path) -> None:
    """With what is there instead."""
    path = tmp_path / "columns.toml"
    path.write_text('[columns]\nprofile_id = "user"\n')
    with pytest.raises(SourceError, match="user"):
        measure(logs, columns=path)


def test_a_catalogue_is_refused_with_every_problem(tmp_path: Path) -> None:
    """Episodes twice, two premieres, no runtime."""
    path = tmp_path / "catalogue.csv"
    path.write_text("season_id,premiere,episode,runtime_s\na,2025-01-01,1,0\na,2025-01-02,1,60\n")
    with pytest.raises(SourceError) as caught:
        read_catalogue(path)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    "choice", [{"rows": 0}, {"days": 0}, {"dirty": 0.5}, {"seasons": 30_000}], ids=lambda choice: next(iter(choice))
)
def test_choices_out_of_bounds_are_refused(tmp_path: Path, choice: dict[str, int]) -> None:
    """Each by its name."""
    with pytest.raises(CliffhangerError, match=next(iter(choice))):
        simulate("viewing", tmp_path / "x", **choice)  # type: ignore[arg-type]


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "mine").write_text("")
    with pytest.raises(CliffhangerError, match="not empty"):
        simulate("viewing", tmp_path)


def test_the_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    """Byte for byte in their values."""
    for name in ("a", "b"):
        simulate("viewing", tmp_path / name, rows=2_000, layout="clustered", dirty=0.01)
    one, two = (pq.read_table(next((tmp_path / name / "log").iterdir())) for name in ("a", "b"))
    assert one.equals(two)


def test_tables_are_written_by_contract(tmp_path: Path, logs: Path) -> None:
    """One file a measure, with the columns of the data dictionary."""
    found = measure(logs, out=tmp_path)
    for contract in viewing_tables.VIEWING:
        assert pq.read_table(tmp_path / f"{contract.name}.parquet").equals(found.tables[contract.name])
        assert found.tables[contract.name].schema.names == contract.schema.names


def test_small_counts_are_hidden_everywhere(logs: Path) -> None:
    """No count of profiles below the least number is given, nor what is computed from it; the reason says so."""
    counts = {"viewers", "starters", "watchers", "completers", "reached", "finished", "returned"}
    for name, table in measure(logs, fewest=40).tables.items():
        for row in table.to_pylist() if name != "viewing_check" else []:
            shown = {n: row[n] for n in counts & row.keys()}
            assert all(v is None or v >= 40 for v in shown.values())
            if None in shown.values():
                assert row["status"] == "suppressed"
                assert "fewer than 40 profiles" in row["reason"]
            if row.get("viewers", 0) is None:
                assert row["hours_viewed"] is None
            if row.get("completers", 0) is None:
                assert row["share_completed"] is None
    everything = measure(logs, fewest=1).tables["viewing_season"].to_pylist()
    assert any(row["viewers"] < 40 for row in everything)


def test_both_groups_of_members_are_hidden_together(logs: Path) -> None:
    """One could be had from the other and the total."""
    rows = measure(logs).tables["viewing_member"].to_pylist()
    hidden = {(r["season_id"], r["window_days"]) for r in rows if r["viewers"] is None}
    assert hidden
    assert all(r["viewers"] is None for r in rows if (r["season_id"], r["window_days"]) in hidden)


def test_no_profile_leaves(logs: Path) -> None:
    """No output has a column of profiles, or values as many as there are profiles."""
    for table in measure(logs, fewest=1).tables.values():
        assert "profile_id" not in table.column_names


def test_the_truth_comes_back(tmp_path: Path) -> None:
    """The survival curve finds the probability of going on that was put in, within its interval as often as it says."""
    simulate("viewing", tmp_path / "t", rows=150_000, seasons=30, days=250, narrow=True, seed=6)
    truth = {str(r["season_id"]): r for r in pq.read_table(tmp_path / "t" / "truth.parquet").to_pylist()}
    inside, errors = [], []
    for row in measure(tmp_path / "t").tables["viewing_episode"].to_pylist():
        if row["episode"] not in (2, 3, 4) or row["survival"] is None or row["status"] != "measured":
            continue
        wanted = truth[row["season_id"]]["p_go_on"] ** (row["episode"] - 1)
        inside.append(row["survival_lo80"] <= wanted <= row["survival_hi80"])
        errors.append(abs(row["survival"] - wanted))
    assert len(inside) > 25
    assert 0.6 <= np.mean(inside) <= 0.95
    assert np.median(errors) < 0.02


def test_survival_lets_go_who_may_still_go_on() -> None:
    """Who may go on counts as at risk and not as lost; where nobody is left nothing is said."""
    share, low, high = survival(np.array([10, 0, 0]), np.array([50, 40, 0]))
    assert share[:2].tolist() == [1.0, 0.9]
    assert low[1] < 0.9 < high[1]


def test_top_ten_ranks_by_views(logs: Path) -> None:
    """Ten places at most, in order of views, weeks from Monday to Sunday; an unfinished week is open."""
    rows = measure(logs, fewest=5).tables["viewing_week"].to_pylist()
    lists: dict[tuple[dt.date, str], list[dict[str, float]]] = {}
    for row in rows:
        assert row["week_end"].isoweekday() == 7
        if row["rank"] is not None:
            lists.setdefault((row["week_end"], row["country"]), []).append(row)
    for ranked in lists.values():
        ranked.sort(key=lambda row: row["rank"])
        assert [row["rank"] for row in ranked] == list(range(1, len(ranked) + 1))
        assert len(ranked) <= 10
        assert all(a["views"] >= b["views"] for a, b in pairwise(ranked))


def test_facts_reach_the_dossier(tmp_path: Path, logs: Path) -> None:
    """Completion of a window that is over is a fact of its season, known the day after; again changes nothing."""
    with cliffhanger.open_store(":memory:") as store:
        cliffhanger.gather(store, ["casebook"])
        first = measure(logs, store=store, platform="Our Platform", fewest=5)
        assert first.facts > 0
        assert measure(logs, store=store, platform="Our Platform", fewest=5).facts == 0
        changed = measure(logs, store=store, platform="Our Platform", fewest=20)
        assert 0 < changed.facts < first.facts
        assert store.query("SELECT count(*) AS n FROM file WHERE source = 'first_party'")["n"][0].as_py() == 1
        season = next(r for r in changed.tables["viewing_season"].to_pylist()
                      if r["share_completed"] is not None and r["window_days"] == 91
                      and r["status"] == "measured")  # fmt: skip
        rows = {str(r["season_id"]): r for r in pq.read_table(logs / "catalogue.parquet").to_pylist()}
        row = rows[season["season_id"]]
        placed = store.query("SELECT season_id FROM season WHERE series = $s AND number = $n",
                             {"s": row["series"], "n": row["number"]})["season_id"][0].as_py()  # fmt: skip
        over = row["premiere"] + dt.timedelta(days=91)
        said = facts(store, over, [placed], ["share_completed"]).to_pylist()
        assert season["share_completed"] in [f["value"] for f in said if f["period_end"] == over - dt.timedelta(days=1)]
        before = facts(store, over - dt.timedelta(days=1), [placed], ["share_completed"]).to_pylist()
        assert all(f["period_end"] < over - dt.timedelta(days=1) for f in before)
        dossier = cliffhanger.assess(store, row["series"], season=row["number"], as_of=over)
        assert any("ompletion" in str(claim) for claim in dossier.claims)


def test_csv_with_other_names(tmp_path: Path, logs: Path) -> None:
    """A mapped CSV gives what the Parquet gives."""
    whole = pa.concat_tables([pq.read_table(p) for p in sorted((logs / "log").rglob("*.parquet"))])
    narrow = whole.select(["profile_id", "season_id", "episode", "started_at", "seconds"])
    (tmp_path / "log").mkdir()
    pq.write_table(narrow, tmp_path / "log" / "a.parquet")
    pq.write_table(pq.read_table(logs / "catalogue.parquet"), tmp_path / "catalogue.parquet")
    expected = measure(tmp_path)
    (tmp_path / "log" / "a.parquet").unlink()
    import pyarrow.csv as pacsv

    pacsv.write_csv(narrow.rename_columns(["user", "s", "e", "t", "sec"]), tmp_path / "log" / "a.csv")
    (tmp_path / "columns.toml").write_text(
        '[columns]\nprofile_id = "user"\nseason_id = "s"\nepisode = "e"\nstarted_at = "t"\nseconds = "sec"\n'
    )
    assert measure(tmp_path).tables == expected.tables
    assert measure(tmp_path, engine="sql").tables == expected.tables


def test_approximate_reach_keeps_its_stated_error(tmp_path: Path, logs: Path) -> None:
    """Nearly all estimates are within the error that stands beside them; small ones are hidden."""
    exact = {
        (r["season_id"], r["window_days"]): r["viewers"]
        for r in measure(logs, fewest=1).tables["viewing_season"].to_pylist()
    }
    found = measure(logs, approximate=True, fewest=40, out=tmp_path).tables
    rows = found["viewing_reach"].to_pylist()
    assert pq.read_table(tmp_path / "viewing_reach.parquet").equals(found["viewing_reach"])
    shown = [r for r in rows if r["country"] == "world" and r["viewers"] is not None]
    wrong = [abs(r["viewers"] / exact[r["season_id"], r["window_days"]] - 1) > r["relative_error"] for r in shown]
    assert len(shown) > 10
    assert np.mean(wrong) <= 0.06
    assert all(r["viewers"] is None or r["viewers"] >= 40 for r in rows)
