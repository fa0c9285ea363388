"""The state: equal to measuring anew, whatever comes in which order, and whatever kills it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cliffhanger.errors import CliffhangerError, StoreError
from cliffhanger.viewing import compaction, state
from cliffhanger.viewing.catalogue import Catalogue, from_rows, read_catalogue
from cliffhanger.viewing.definitions import CHECKS
from cliffhanger.viewing.local import extras_of, measure_logs
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.state import Folded, fold, recount
from cliffhanger.viewing.tally import tables


def said(found: Folded) -> dict[str, pa.Table]:
    """The tables of a fold."""
    return tables(found.measured.tally, found.measured.read)


def anew(folder: Path) -> dict[str, pa.Table]:
    """The tables of measuring everything."""
    found = measure_logs(Logs(str(folder)), catalogue_of(folder), threads=1)
    return tables(found.tally, found.read)


def catalogue_of(folder: Path) -> Catalogue:
    """The catalogue beside the logs."""
    return read_catalogue(folder / "catalogue.parquet")


def days(folder: Path) -> list[Path]:
    """The folders of the days."""
    return sorted((folder / "log").iterdir())


def fold_days(place: Path, logs: Path, chosen: list[Path]) -> Folded:
    """Fold days one call each; give the last result."""
    catalogue = catalogue_of(logs)
    for day in chosen:
        found = fold(place, Logs(str(day)), catalogue, threads=1)
    return found


def test_other_things_are_no_state(tmp_path: Path, logs: Path) -> None:
    """A folder that holds something else is left alone."""
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="no state"):
        fold(tmp_path, Logs(str(logs)), catalogue_of(logs))


def test_two_at_once_are_refused(tmp_path: Path, logs: Path) -> None:
    """While one folds, a second is told to wait."""
    with state.segments.locked(tmp_path), pytest.raises(StoreError, match="another process"):
        fold(tmp_path, Logs(str(logs)), catalogue_of(logs))


def test_a_damaged_manifest_is_refused(tmp_path: Path, logs: Path) -> None:
    """No guess is made at what a broken manifest meant."""
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        fold(tmp_path, Logs(str(logs)), catalogue_of(logs))


def test_other_columns_are_refused(tmp_path: Path, logs: Path) -> None:
    """A state knows which columns it was made from."""
    fold(tmp_path / "s", Logs(str(days(logs)[0])), catalogue_of(logs))
    narrow = pq.read_table(next(days(logs)[1].iterdir())).drop_columns(["weight"])
    pq.write_table(narrow, tmp_path / "narrow.parquet")
    with pytest.raises(CliffhangerError, match="columns"):
        fold(tmp_path / "s", Logs(str(tmp_path / "narrow.parquet")), catalogue_of(logs))


@pytest.mark.parametrize("seed", [0, 1])
def test_any_order_of_days_gives_the_same(tmp_path: Path, logs: Path, seed: int) -> None:
    """Days folded in any order equal measuring all at once; and the sums of a state are those of its rows."""
    order = list(np.random.default_rng(seed).permutation(np.array(days(logs), object))) if seed else days(logs)
    fold_days(tmp_path, logs, order[:45])
    found = fold(tmp_path, Logs(str(logs)), catalogue_of(logs))
    assert said(found) == anew(logs)
    again = recount(tmp_path, extras_of(Logs(str(logs))))
    mine, theirs = again.arrays(), found.measured.tally.arrays()
    from_rows_alone = [CHECKS.index(name) for name in ("duplicate", "overlap", "after the windows")]
    assert (mine["checks"][from_rows_alone] == theirs["checks"][from_rows_alone]).all()
    assert all((mine[name] == theirs[name]).all() for name in mine if name != "checks")


def test_a_day_twice_changes_nothing(tmp_path: Path, logs: Path) -> None:
    """The same bytes under the same or another name are known."""
    first = fold(tmp_path / "s", Logs(str(logs)), catalogue_of(logs))
    before = said(first)
    copy = tmp_path / "copy" / days(logs)[3].name
    shutil.copytree(days(logs)[3], copy)
    for again in (logs, copy):
        found = fold(tmp_path / "s", Logs(str(again)), catalogue_of(logs))
        assert found.new == 0
        assert said(found) == before


def test_a_day_with_more_rows_adds_them_once(tmp_path: Path, logs: Path) -> None:
    """A day delivered anew with further rows: what was there counts as duplicate, what is new as new."""
    day = next(days(logs)[40].iterdir())
    whole = pq.read_table(day)
    part = tmp_path / "part"
    shutil.copytree(logs, part)
    target = part / day.relative_to(logs)
    pq.write_table(whole.slice(0, whole.num_rows // 2), target)
    fold(tmp_path / "s", Logs(str(part)), catalogue_of(logs))
    pq.write_table(whole, target)
    found = said(fold(tmp_path / "s", Logs(str(part)), catalogue_of(logs)))
    full = anew(logs)
    assert all(found[name] == full[name] for name in found if name != "check")


def test_growing_catalogue_is_taken_over(tmp_path: Path, logs: Path) -> None:
    """New seasons renumber the state, other runtimes of open ones are applied to its rows."""
    catalogue = catalogue_of(logs)
    rows = catalogue.rows()
    fold(tmp_path, Logs(str(logs)), catalogue)
    new = pa.table({**{n: rows[n] for n in rows.column_names}, "season_id": pa.array(["0"] * rows.num_rows)}).slice(
        0, 3
    )
    longer = rows.set_column(6, "runtime_s", pa.array(rows["runtime_s"].to_numpy() + 30))
    grown = from_rows(pa.concat_tables([longer, new]))
    found = fold(tmp_path, Logs(str(logs)), grown)
    full = measure_logs(Logs(str(logs)), grown)
    assert said(found) == tables(full.tally, full.read)
    with pytest.raises(CliffhangerError, match="no longer has"):
        fold(tmp_path, Logs(str(logs)), catalogue)


@pytest.mark.parametrize("lets_go", [False, True])
def test_merged_segments_and_seasons_let_go(
    tmp_path: Path, logs: Path, monkeypatch: pytest.MonkeyPatch, lets_go: bool
) -> None:
    """Merging changes nothing; nor does letting go of seasons that are over, while days come in order."""
    monkeypatch.setattr(state, "SEGMENTS", 3)
    if lets_go:
        monkeypatch.setattr(compaction, "FEWEST_ROWS", 0)
        monkeypatch.setattr(compaction, "KEPT_DAYS", 3)
        monkeypatch.setattr(compaction, "WORTH", 0)
    fold(tmp_path, Logs(str(days(logs)[0])), catalogue_of(logs))
    found = fold_days(tmp_path, logs, days(logs)[1:] if lets_go else days(logs)[1:30])
    found = fold(tmp_path, Logs(str(logs)), catalogue_of(logs))
    assert said(found) == anew(logs)
    manifest = state.segments.read_manifest(tmp_path)
    assert manifest is not None
    assert (manifest.forgotten >= 0) == lets_go
    if lets_go:
        assert sum(s.rows for s in manifest.segments) < found.measured.read


FOLDER = """
import sys, pathlib
from cliffhanger.viewing.state import fold
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.catalogue import read_catalogue
from cliffhanger.viewing import state
state.SEGMENTS = 2
place, logs, days = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
catalogue = read_catalogue(logs / "catalogue.parquet")
print("ready", flush=True)
for day in days:
    fold(place, Logs(day), catalogue, threads=2)
    print(day, flush=True)
"""


def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path, logs: Path) -> None:
    """SIGKILL again and again while days are folded in: what was kept is whole, and in the end all is there."""
    rng = np.random.default_rng(5)
    chosen = [str(day) for day in days(logs)[:25]]
    place = tmp_path / "s"
    for kill in range(4):
        job = subprocess.Popen([sys.executable, "-c", FOLDER, str(place), str(logs), *chosen], stdout=subprocess.PIPE,
                               text=True)  # fmt: skip
        assert job.stdout
        assert job.stdout.readline() == "ready\n"
        for _ in range(5 * kill):
            assert job.stdout.readline()
        if kill < 3:
            # In the midst of one of the next folds.
            time.sleep(rng.uniform(0, 0.1))
            os.kill(job.pid, signal.SIGKILL)
            assert job.wait() == -signal.SIGKILL
        job.communicate()
    assert job.returncode == 0
    found = fold_days(place, logs, [Path(day) for day in chosen])
    assert found.new == 0
    part = tmp_path / "part"
    (part / "log").mkdir(parents=True)
    for day in chosen:
        shutil.copytree(day, part / "log" / Path(day).name)
    shutil.copy(logs / "catalogue.parquet", part)
    assert said(found) == anew(part)
