"""How fast viewing logs are measured, beside DuckDB, Polars and Spark SQL in the same run.

Every way computes at least the small set: seconds, starters and completers of each season in 7, 28 and 91 days, and who
reached and finished each episode. The kernel, alone in this, looks for bad and duplicate rows as well; it is timed for
the small set and for the full set of measures. All ways must agree on the small set, or the run fails. Seconds differ
between machines; the ratio to merely decoding the five columns (DuckDB, in the same round) travels. Run by
``make bench-viewing``; writes ``benchmarks/results/viewing.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np

from cliffhanger.viewing import local, segments, state
from cliffhanger.viewing.catalogue import Catalogue, read_catalogue
from cliffhanger.viewing.definitions import WINDOWS
from cliffhanger.viewing.kernel import COMPLETERS, FINISHED, REACHED, SECONDS, STARTERS
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.simulate import simulate
from cliffhanger.viewing.tally import Extras, Tally

RESULTS = Path(__file__).resolve().parent / "results" / "viewing.json"
THREADS = 2
DAYS = 548
Small = tuple[list[tuple[int, ...]], list[tuple[int, ...]]]

BY_EPISODE = """
    SELECT profile_id, place, season, runtime_s, season_runtime_s,
           sum(CASE WHEN age < 7 THEN seconds ELSE 0 END) AS s0,
           sum(CASE WHEN age < 28 THEN seconds ELSE 0 END) AS s1, sum(seconds) AS s2
    FROM (SELECT l.profile_id, c.place, c.season, c.runtime_s, c.season_runtime_s, l.seconds,
                 {days} AS age
          FROM log l JOIN catalogue c ON l.season_id = c.season_number AND l.episode = c.episode)
    WHERE age >= 0 AND age < 91 GROUP BY profile_id, place, season, runtime_s, season_runtime_s
"""
OF_SEASON = """
    SELECT season, sum(t0), sum(t1), sum(t2), {flags} FROM (
        SELECT profile_id, season, {sums} FROM by_episode GROUP BY profile_id, season, season_runtime_s) q
    GROUP BY season
""".format(
    sums=", ".join(
        f"sum(s{w}) AS t{w}, CASE WHEN max(s{w}) >= 120 THEN 1 ELSE 0 END AS st{w}, "
        f"CASE WHEN 10 * sum(least(s{w}, runtime_s)) >= 9 * season_runtime_s THEN 1 ELSE 0 END AS co{w}"
        for w in range(3)
    ),
    flags=", ".join(f"sum({name}{w})" for name in ("st", "co") for w in range(3)),
)
OF_EPISODE = """
    SELECT place, sum(CASE WHEN s2 >= 120 THEN 1 ELSE 0 END),
           sum(CASE WHEN 10 * s2 >= 9 * runtime_s THEN 1 ELSE 0 END)
    FROM by_episode GROUP BY place
"""
_DAYS = {
    "duckdb": "CAST(l.started_at AS DATE) - DATE '1970-01-01' - c.premiere_day",
    "spark": "datediff(CAST(l.started_at AS DATE), DATE '1970-01-01') - c.premiere_day",
}


def small(tally: Tally) -> Small:
    """The small set of a tally."""
    s = tally.by_season
    rows = [
        (i, *s[i, :, SECONDS].tolist(), *s[i, :, STARTERS].tolist(), *s[i, :, COMPLETERS].tolist())
        for i in np.nonzero(s[:, -1, SECONDS])[0].tolist()
    ]
    e = tally.by_episode[:, [REACHED, FINISHED]]
    return rows, [(i, *e[i].tolist()) for i in np.nonzero(e.any(axis=1))[0].tolist()]


def _small(seasons: list[Any], episodes: list[Any]) -> Small:
    return (
        sorted(tuple(int(x) for x in row) for row in seasons),
        sorted(row for row in (tuple(int(x) for x in row) for row in episodes) if row[1] or row[2]),
    )


def catalogue_table(catalogue: Catalogue) -> Any:
    """The catalogue for the rivals."""
    table = catalogue.table()
    day = table["premiere_s"].to_numpy() // 86_400
    number = [int(s) for s in table["season_id"].to_pylist()]
    return table.append_column("premiere_day", [day]).append_column("season_number", [number])


class Ways:
    """The ways to be timed, over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = read_catalogue(folder / "catalogue.parquet")
        self.table = catalogue_table(self.catalogue)
        self._session: Any = None

    def duck(self, layout: str) -> duckdb.DuckDBPyConnection:
        """A connection that sees log and catalogue."""
        db = duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False})
        db.register("catalogue_rows", self.table)
        db.execute("CREATE TABLE catalogue AS FROM catalogue_rows")
        db.execute(f"CREATE VIEW log AS FROM '{self.folder}/{layout}/*.parquet'")
        return db

    def floor(self, layout: str = "log") -> None:
        """Decode the five columns and do nothing with them."""
        self.duck(layout).sql(
            "SELECT sum(profile_id), sum(season_id), sum(episode), max(started_at), sum(seconds) FROM log"
        ).fetchall()

    def kernel(self, layout: str = "log", clustered: bool = False, full: bool = False) -> Small:
        """The small or the full set by the kernel."""
        logs = Logs(str(self.folder / layout))
        found = local.measure_logs(logs, self.catalogue, clustered=clustered, small=not full, threads=THREADS)
        return small(found.tally)

    def packed(self, full: bool = False) -> Small:
        """The small or the full set from the rows that a state keeps."""
        return small(state.recount(self.folder / "state", Extras(), small=not full, threads=THREADS))

    def duckdb_sql(self) -> Small:
        """The small set in DuckDB: episodes once, then seasons."""
        db = self.duck("log")
        db.execute(f"CREATE TEMP TABLE by_episode AS {BY_EPISODE.format(days=_DAYS['duckdb'])}")
        return _small(db.sql(OF_SEASON).fetchall(), db.sql(OF_EPISODE).fetchall())

    def polars(self) -> Small:
        """The small set in Polars, streaming."""
        import polars as pl

        catalogue = pl.from_arrow(self.table).lazy()  # type: ignore[union-attr]
        age = (pl.col("started_at").dt.epoch("s") // 86_400 - pl.col("premiere_day")).alias("age")
        log = pl.scan_parquet(f"{self.folder}/log/*.parquet").with_columns(
            pl.col("season_id").cast(pl.Int64), pl.col("episode").cast(pl.Int64), pl.col("seconds").cast(pl.Int64)
        )
        rows = log.join(catalogue, left_on=["season_id", "episode"], right_on=["season_number", "episode"])
        rows = rows.with_columns(age).filter((pl.col("age") >= 0) & (pl.col("age") < 91))
        episodes = (
            rows.group_by("profile_id", "place", "season", "runtime_s", "season_runtime_s")
            .agg(*(pl.col("seconds").filter(pl.col("age") < w).sum().alias(f"s{i}") for i, w in enumerate(WINDOWS)))
            .collect(engine="streaming")
            .lazy()
        )
        by_profile = episodes.group_by("profile_id", "season", "season_runtime_s").agg(
            *(pl.col(f"s{i}").sum().alias(f"t{i}") for i in range(3)),
            *((pl.col(f"s{i}").max() >= 120).alias(f"st{i}") for i in range(3)),
            *(
                (10 * pl.min_horizontal(f"s{i}", "runtime_s").sum() >= 9 * pl.col("season_runtime_s").first()).alias(
                    f"co{i}"
                )
                for i in range(3)
            ),
        )
        seasons = by_profile.group_by("season").agg(
            pl.col(f"{n}{i}").sum() for n in ("t", "st", "co") for i in range(3)
        )
        reached = episodes.group_by("place").agg(
            (pl.col("s2") >= 120).sum().alias("reached"),
            (10 * pl.col("s2") >= 9 * pl.col("runtime_s")).sum().alias("finished"),
        )
        return _small(seasons.collect(engine="streaming").rows(), reached.collect(engine="streaming").rows())

    def session(self) -> Any:
        """Spark on this machine's cores, started once."""
        if self._session is None:
            os.environ["PYSPARK_PYTHON"] = sys.executable
            from pyspark.sql import SparkSession

            builder = SparkSession.builder.master(f"local[{THREADS}]").config("spark.ui.enabled", "false")
            builder = builder.config("spark.driver.memory", "8g").config("spark.sql.shuffle.partitions", "16")
            self._session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
        return self._session

    def spark_sql(self) -> Small:
        """The small set in Spark SQL."""
        spark = self.session()
        spark.read.parquet(f"{self.folder}/log").createOrReplaceTempView("log")
        spark.createDataFrame(self.table.to_pandas()).createOrReplaceTempView("catalogue")
        spark.sql(BY_EPISODE.format(days=_DAYS["spark"])).cache().createOrReplaceTempView("by_episode")
        found = _small(spark.sql(OF_SEASON).collect(), spark.sql(OF_EPISODE).collect())
        spark.catalog.clearCache()
        return found

    def spark_kernel(self) -> Small:
        """The small set by the kernel in Spark, files of whole profiles."""
        from cliffhanger.viewing.spark import measure_on_spark

        logs = Logs(str(self.folder / "clustered"))
        return small(measure_on_spark(logs, self.catalogue, session=self.session(), clustered=True, small=True).tally)


def prepare(folder: Path, rows: int) -> None:
    """Logs of whole profiles, the same in order of arrival, a state of them, and a day that is not in it."""
    made = simulate("viewing", folder / "made", rows=rows, seasons=2_000, days=DAYS, layout="clustered", narrow=True)
    shutil.copy(made.out / "catalogue.parquet", folder / "catalogue.parquet")
    (made.out / "log").rename(folder / "clustered")
    (folder / "log").mkdir()
    db = duckdb.connect(str(folder / "sort.duckdb"), config={"threads": THREADS, "memory_limit": "6GB"})
    db.execute(f"CREATE TABLE t AS FROM '{folder}/clustered/*.parquet' ORDER BY started_at")
    step = -(-rows // 16)
    for number, low in enumerate(range(0, rows, step)):
        part = folder / "log" / f"part-{number:02d}.parquet"
        db.execute(
            f"COPY (FROM t WHERE rowid >= {low} AND rowid < {low + step}) TO '{part}' "
            "(COMPRESSION zstd, ROW_GROUP_SIZE 250000)"
        )
    db.close()
    (folder / "sort.duckdb").unlink()
    catalogue = read_catalogue(folder / "catalogue.parquet")
    state.fold(folder / "state", Logs(str(folder / "clustered")), catalogue, threads=THREADS)


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds on the clock and of the processor (children of Spark left out), and the result."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - wall, time.process_time() - cpu, found


def one_day(folder: Path, runs: int) -> dict[str, Any]:
    """Fold one new day into the state: rows of one day of the logs, given to other profiles by a shift of ids."""
    logs = sorted((folder / "log").iterdir())
    catalogue = read_catalogue(folder / "catalogue.parquet")
    db = duckdb.connect(config={"threads": THREADS})
    times, rows = [], 0
    for run in range(runs + 1):
        day = folder / f"day-{run}.parquet"
        # Moved by a second a run, so that no day is known or a duplicate.
        db.execute(
            f"COPY (SELECT * REPLACE (started_at + INTERVAL {run + 1} SECOND AS started_at) FROM '{logs[-1]}' WHERE "
            f"CAST(started_at AS DATE) = (SELECT CAST(min(started_at) AS DATE) + 1 FROM '{logs[-1]}')) TO '{day}'"
        )
        wall, _, found = timed(lambda day=day: state.fold(folder / "state", Logs(str(day)), catalogue, threads=THREADS))
        rows = db.sql(f"SELECT count(*) FROM '{day}'").fetchall()[0][0]
        times.append(wall)
        assert found.new == 1
    manifest = segments.read_manifest(folder / "state")
    held = sum(s.rows for s in manifest.segments) if manifest else 0
    return {"seconds": median(times[1:]), "runs": times[1:], "rows_of_day": rows, "rows_of_state": held}


def peak(folder: Path) -> float:
    """Peak memory of measuring the full set in a process of its own, GB."""
    # Not ru_maxrss, which a new process inherits from the one that started it.
    code = (
        f"import cliffhanger, pathlib; cliffhanger.measure({str(folder / 'log')!r}, threads={THREADS}); "
        "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout) / 2**20


def main() -> None:
    """Time all ways in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scratch", type=Path, help="folder for logs; a temporary one by default")
    parser.add_argument("--prepared", type=Path, help="folder of an earlier run's logs; made there if it is not yet")
    parser.add_argument("--without", default="", help="ways to leave out, joined by commas")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.scratch, prefix="viewing-") as place:
        folder = asked.prepared or Path(place)
        if not (folder / "state" / segments.MANIFEST).exists():
            folder.mkdir(parents=True, exist_ok=True)
            prepare(folder, asked.rows)
        ways = Ways(folder)
        work: dict[str, Callable[[], Small]] = {
            "kernel, order of arrival": ways.kernel,
            "kernel, whole profiles": lambda: ways.kernel("clustered", clustered=True),
            "kernel, packed rows of a state": ways.packed,
            "full set, order of arrival": lambda: ways.kernel(full=True),
            "full set, whole profiles": lambda: ways.kernel("clustered", clustered=True, full=True),
            "full set, packed rows of a state": lambda: ways.packed(full=True),
            "DuckDB SQL": ways.duckdb_sql,
            "Polars": ways.polars,
            "Spark, the kernel, whole profiles": ways.spark_kernel,
            "Spark SQL": ways.spark_sql,
        }
        work = {name: way for name, way in work.items() if name not in asked.without.split(",")}
        load = os.getloadavg()[0]
        took: dict[str, list[float]] = {name: [] for name in work}
        cpus: dict[str, list[float]] = {name: [] for name in work}
        ratios: dict[str, list[float]] = {name: [] for name in work}
        cpu_ratios: dict[str, list[float]] = {name: [] for name in work}
        floors: list[float] = []
        reference = None
        for run in range(asked.runs + 1):
            for name, way in work.items():
                floor, floor_cpu, _ = timed(ways.floor)
                wall, cpu, found = timed(way)
                reference = reference or found
                assert found == reference, f"{name} disagrees"
                print(f"{run} {name}: {wall:.2f} s, floor {floor:.2f} s", flush=True)
                if run:  # the first warms up
                    floors.append(floor)
                    took[name].append(wall)
                    cpus[name].append(cpu)
                    ratios[name].append(wall / floor)
                    cpu_ratios[name].append(cpu / floor_cpu)
        result = {
            "rows": asked.rows, "runs": asked.runs, "threads": THREADS, "floor_s": median(floors),
            "ways": {n: {"seconds": median(took[n]), "cpu_s": median(cpus[n]), "ratio": median(ratios[n]),
                         "cpu_ratio": median(cpu_ratios[n]), "all_s": took[n]} for n in work},
            "one_day": one_day(folder, asked.runs), "peak_gb": peak(folder),
            "load_at_start": load, "load_at_end": os.getloadavg()[0],
            "machine": platform.processor() or platform.machine(), "cores": os.cpu_count(),
            "python": platform.python_version(),
            "versions": {p: version(p) for p in ("duckdb", "numba", "polars", "pyarrow", "pyspark")},
        }  # fmt: skip
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"\nfloor: {result['floor_s']:.2f} s; load {load:.1f}")
    for name, row in result["ways"].items():  # type: ignore[attr-defined]
        print(f"{name:36} {row['seconds']:8.2f} s  {row['ratio']:6.1f} x floor   processor {row['cpu_ratio']:5.1f} x")
    print("one day:", result["one_day"])
    print(f"peak memory: {result['peak_gb']:.2f} GB")


if __name__ == "__main__":
    main()
