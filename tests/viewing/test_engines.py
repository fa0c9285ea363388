"""Every engine gives the rows of plain SQL, whatever is wrong with the logs and however they are written."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cliffhanger.errors import CliffhangerError, SourceError
from cliffhanger.viewing.catalogue import Catalogue, from_rows, read_catalogue
from cliffhanger.viewing.columns import Columns
from cliffhanger.viewing.local import Measured, measure_logs
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.parts import bits_for
from cliffhanger.viewing.reference import measure_in_sql
from cliffhanger.viewing.tally import small_set, tables

PREMIERE = dt.datetime(2025, 3, 3)
COLUMNS = Columns(event_id="event", country="country", device="device", is_new_member="new", weight="weight")


def small_catalogue(text: bool) -> Catalogue:
    """Two series: one of two seasons, one of a single one with other episode numbers."""
    rows = [("10", "a", 1, 0, 1, 900), ("10", "a", 1, 0, 2, 1_200), ("10", "a", 1, 0, 3, 100),
            ("11", "a", 2, 20, 1, 600), ("11", "a", 2, 20, 2, 700), ("7", "b", None, 5, 3, 3_000)]  # fmt: skip
    return from_rows(
        pa.table(
            {
                "season_id": [f"s{r[0]}" if text else r[0] for r in rows],
                "series_id": [r[1] for r in rows],
                "series": [r[1] for r in rows],
                "number": pa.array([r[2] for r in rows], pa.int64()),
                "premiere": [(PREMIERE + dt.timedelta(r[3])).date() for r in rows],
                "episode": pa.array([r[4] for r in rows], pa.int64()),
                "runtime_s": pa.array([r[5] for r in rows], pa.int64()),
            }
        )
    )


row = st.fixed_dictionaries(
    {
        "profile_id": st.one_of(st.none(), st.integers(1, 4)),
        "season_id": st.sampled_from([10, 10, 11, 11, 7, 99, None]),
        "episode": st.sampled_from([1, 1, 2, 2, 3, 3, 4, -1, None]),
        "at": st.one_of(
            st.sampled_from([0, 1, 60, 500_000, 7 * 86_400 - 1, 7 * 86_400, 91 * 86_400 - 1, 91 * 86_400]),
            st.integers(-86_400, 120 * 86_400),
            st.just(18 * 365 * 86_400),
        ),
        "seconds": st.one_of(
            st.sampled_from([0, -5, 1, 60, 119, 120, 540, 630, 900, 1_080, 86_400, 86_401, None]), st.integers(1, 2_000)
        ),
        "event": st.sampled_from([None, None, None, "e1", "e2"]),
        "country": st.sampled_from(["US", "us", "DE", "Deutschland", "", None]),
        "device": st.sampled_from(["tv", "phone", None]),
        "new": st.sampled_from([True, False, None]),
        "weight": st.sampled_from([1.0, 0.3333333, 2.5, -1.0, float("nan"), 5_000.0, None]),
    }
)


def written(rows: list[dict[str, Any]], text: bool, folder: Path) -> Path:
    """Rows as two files in folders by day, some of them twice."""
    twice = rows + rows[:2]
    names = {i: str(uuid.UUID(int=i)) if text else i for i in range(5)}
    table = pa.table(
        {
            "profile_id": pa.array([names.get(r["profile_id"]) for r in twice], pa.string() if text else pa.int64()),
            "season_id": pa.array([r["season_id"] for r in twice], pa.int32()),
            "episode": pa.array([r["episode"] for r in twice], pa.int16()),
            "started_at": pa.array([PREMIERE + dt.timedelta(seconds=r["at"]) for r in twice], pa.timestamp("us")),
            "seconds": pa.array([r["seconds"] for r in twice], pa.int32()),
            **{n: pa.array([r[n] for r in twice], t) for n, t in (("event", pa.string()), ("country", pa.string()),
               ("device", pa.string()), ("new", pa.bool_()), ("weight", pa.float64()))},
        }
    )  # fmt: skip
    if text:
        season = pa.array([None if s is None else f"s{s}" for s in table["season_id"].to_pylist()], pa.string())
        table = table.set_column(1, "season_id", season)
    for number, part in enumerate((table.slice(0, len(twice) // 2), table.slice(len(twice) // 2))):
        place = folder / f"day=2025-03-{5 + number:02d}"
        place.mkdir(parents=True, exist_ok=True)
        pq.write_table(part, place / "part.parquet")
    return folder


def agree(found: Measured, logs: Logs, catalogue: Catalogue) -> None:
    """The engine's tables are those of SQL, row for row."""
    mine, (theirs, last_day) = tables(found.tally, found.read), measure_in_sql(logs, catalogue)
    for name, table in theirs.items():
        assert mine[name].to_pylist() == table.to_pylist(), name
    assert found.last_day == last_day


def agree_small(found: Measured, logs: Logs, catalogue: Catalogue) -> None:
    """The small set is what SQL gives for it, row for row."""
    theirs, last_day = measure_in_sql(logs, catalogue)
    mine = tables(found.tally, found.read)
    for name, table in small_set(theirs).items():
        assert small_set(mine)[name].to_pylist() == table.to_pylist(), name
    assert found.last_day == last_day


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(row, min_size=3, max_size=60), text=st.booleans(), mapped=st.booleans())
def test_dirty_rows_give_what_sql_gives(
    rows: list[dict[str, Any]], text: bool, mapped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Rows of every kind, integer and text ids, five columns or all: the kernel equals plain SQL."""
    folder = written(rows, text, tmp_path_factory.mktemp("logs"))
    logs, catalogue = Logs(str(folder), COLUMNS if mapped else Columns()), small_catalogue(text)
    agree(measure_logs(logs, catalogue, threads=1), logs, catalogue)
    agree_small(measure_logs(logs, catalogue, threads=1, small=True), logs, catalogue)


def test_simulated_logs_and_each_kind_of_dirt(logs: Path) -> None:
    """The simulated dirt is found, kind by kind, and the sums are those of SQL."""
    opened, catalogue = Logs(str(logs)), read_catalogue(logs / "catalogue.parquet")
    found = measure_logs(opened, catalogue)
    agree(found, opened, catalogue)
    agree_small(measure_logs(opened, catalogue, small=True), opened, catalogue)
    met = {r["check"]: r["rows"] for r in tables(found.tally, found.read)["check"].to_pylist()}
    for made in pq.read_table(logs / "dirty.parquet").to_pylist():
        assert met[made["kind"]] >= made["rows"] if made["kind"] == "overlap" else met[made["kind"]] == made["rows"]


def test_memory_bound_and_many_threads_change_nothing(logs: Path) -> None:
    """Everything on disk, three threads: the same sums."""
    opened, catalogue = Logs(str(logs)), read_catalogue(logs / "catalogue.parquet")
    agree(measure_logs(opened, catalogue, memory_gb=0, threads=3), opened, catalogue)
    agree_small(measure_logs(opened, catalogue, memory_gb=0, threads=3, small=True), opened, catalogue)


def test_a_profile_with_very_many_rows(tmp_path: Path) -> None:
    """One profile with 20,000 rows and thousands of cells: working space grows, sums stay."""
    rng = random.Random(2)
    rows = [{"profile_id": 1, "season_id": rng.choice([10, 11]), "episode": rng.randint(1, 2),
             "at": rng.randint(0, 10**8), "seconds": rng.randint(1, 3_000), "event": None, "device": None,
             "country": chr(65 + rng.randrange(26)) + chr(65 + rng.randrange(26)), "new": None, "weight": 1.0}
            for _ in range(20_000)]  # fmt: skip
    opened, catalogue = Logs(str(written(rows, False, tmp_path)), COLUMNS), small_catalogue(False)
    agree(measure_logs(opened, catalogue), opened, catalogue)
    agree_small(measure_logs(opened, catalogue, small=True), opened, catalogue)


def test_files_of_whole_profiles(clustered: Path) -> None:
    """Without dealing out the sums are the same."""
    opened, catalogue = Logs(str(clustered)), read_catalogue(clustered / "catalogue.parquet")
    agree(measure_logs(opened, catalogue, clustered=True), opened, catalogue)
    agree_small(measure_logs(opened, catalogue, clustered=True, small=True), opened, catalogue)


def test_files_that_share_profiles_are_refused(logs: Path) -> None:
    """Who says that files hold whole profiles is not believed."""
    with pytest.raises(CliffhangerError, match="more than one file"):
        measure_logs(Logs(str(logs)), read_catalogue(logs / "catalogue.parquet"), clustered=True)


def test_types_are_read_whatever_they_are(tmp_path: Path) -> None:
    """Unsigned, floating, dictionary, large text, other time units, CSV: the same sums as in plain types."""
    rng = np.random.default_rng(1)
    n = 400
    base = {
        "profile_id": pa.array(rng.integers(1, 30, n)),
        "season_id": pa.array(rng.choice([7, 10, 11], n)),
        "episode": pa.array(rng.integers(1, 4, n)),
        "started_at": pa.array([PREMIERE + dt.timedelta(seconds=int(s)) for s in rng.integers(0, 10**7, n)]).cast(
            pa.timestamp("us")
        ),
        "seconds": pa.array(rng.integers(1, 2_000, n)),
    }
    catalogue = small_catalogue(False)
    plain = _measured(base, tmp_path / "plain.parquet", catalogue)
    for name, kind in (("profile_id", pa.uint64()), ("profile_id", pa.int16()), ("season_id", pa.string()),
                       ("season_id", pa.dictionary(pa.int8(), pa.string())), ("season_id", pa.int8()),
                       ("episode", pa.float64()), ("episode", pa.uint32()), ("seconds", pa.float32()),
                       ("started_at", pa.timestamp("ns")), ("started_at", pa.timestamp("s", "UTC")),
                       ("started_at", pa.string())):  # fmt: skip
        column = base[name].cast(pa.string()) if pa.types.is_dictionary(kind) else base[name]
        other = base | {name: column.dictionary_encode() if pa.types.is_dictionary(kind) else column.cast(kind)}
        assert _measured(other, tmp_path / "other.parquet", catalogue) == plain, (name, kind)
    texts = base | {"profile_id": base["profile_id"].cast(pa.string())}
    for kind in (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        column = (
            texts["profile_id"].dictionary_encode() if pa.types.is_dictionary(kind) else texts["profile_id"].cast(kind)
        )
        assert _measured(texts | {"profile_id": column}, tmp_path / "other.parquet", catalogue) == plain
    pacsv.write_csv(pa.table(base), tmp_path / "log.csv")
    found = measure_logs(Logs(str(tmp_path / "log.csv")), catalogue)
    assert tables(found.tally, found.read) == plain


def test_types_that_make_no_sense_are_refused_together(tmp_path: Path) -> None:
    """All problems of a file are told at once."""
    pq.write_table(
        pa.table({"profile_id": [1.5], "season_id": [True], "episode": ["one"], "started_at": [5], "seconds": ["x"]}),
        tmp_path / "x.parquet",
    )
    with pytest.raises(SourceError) as caught:
        measure_logs(Logs(str(tmp_path / "x.parquet")), small_catalogue(False))
    assert {p.column for p in caught.value.problems} >= {"profile_id", "episode", "started_at", "seconds"}


def test_an_empty_log_gives_empty_tables(tmp_path: Path) -> None:
    """No rows are no fault."""
    kinds = (("profile_id", pa.int64()), ("season_id", pa.int64()), ("episode", pa.int64()),
             ("started_at", pa.timestamp("us")), ("seconds", pa.int64()))  # fmt: skip
    found = _measured({n: pa.array([], k) for n, k in kinds}, tmp_path / "e.parquet", small_catalogue(False))
    assert found["season"].num_rows == 0


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session from outside, on two local cores."""
    pyspark = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    import os
    import shutil
    import sys

    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        pyspark.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.adaptive.enabled", "false")
        .getOrCreate()
    )
    yield made
    made.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same(session: Any, logs: Path, clustered: Path) -> None:
    """With and without a shuffle, in a session given from outside, which stays open."""
    from cliffhanger.viewing.spark import measure_on_spark

    for folder, whole in ((logs, False), (clustered, True)):
        opened, catalogue = Logs(str(folder)), read_catalogue(folder / "catalogue.parquet")
        found, here = (
            measure_on_spark(opened, catalogue, session=session, clustered=whole),
            measure_logs(opened, catalogue),
        )
        assert tables(found.tally, found.read) == tables(here.tally, here.read)
        assert found.last_day == here.last_day
        small = measure_on_spark(opened, catalogue, session=session, clustered=whole, small=True)
        assert small_set(tables(small.tally, small.read)) == small_set(tables(here.tally, here.read))
    assert session.range(3).count() == 3


def test_parts_are_many_for_many_rows() -> None:
    """Parts stay small enough for the memory of a core."""
    assert 1 << bits_for(10**9) >= 2_500
    assert bits_for(0) >= 2


def _measured(columns: dict[str, pa.Array], path: Path, catalogue: Catalogue) -> dict[str, pa.Table]:
    pq.write_table(pa.table(columns), path)
    found = measure_logs(Logs(str(path)), catalogue, threads=1)
    return tables(found.tally, found.read)
