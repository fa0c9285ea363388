"""How fast and how large: gather, assess and import, beside fixed yardsticks measured in the same run.

Every measurement is taken in a fresh process and repeated; a measurement and its yardstick take turns, so that both
meet the same machine. Seconds differ between machines, ratios travel. Run by ``make bench``; writes
``benchmarks/results/foundation.json`` and prints a table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
RESULTS = HERE / "results" / "foundation.json"
AS_OF = dt.date(2025, 7, 31)
SERIES = ("Hit & Run", "Squid Game", "The Lincoln Lawyer")
YARDSTICK_FILE = "engagement_2025H1.xlsx"
RUNS = 5
IMPORT_RUNS = 9
PATIENCE_S = 180
"""How long to wait for a busy machine to come to rest."""


@dataclass
class Measurement:
    """One thing measured, with its yardstick and its goal.

    Parameters
    ----------
    name, unit : str
        What was measured, and in what.
    values : list of float
        One per run.
    yardstick : str
        What it is compared with; empty for none.
    yardstick_values : list of float
        One per run, taken in turn with the values.
    goal : float or None
        Most that is wanted; None where there is no goal.
    of_ratio : bool
        Whether the goal is one for the ratio to the yardstick.
    """

    name: str
    unit: str
    values: list[float]
    yardstick: str = ""
    yardstick_values: list[float] = field(default_factory=list)
    goal: float | None = None
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Median over the runs of value / yardstick."""
        pairs = zip(self.values, self.yardstick_values, strict=False)
        return median(value / other for value, other in pairs) if self.yardstick_values else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met by the median; None where there is no goal."""
        if self.goal is None:
            return None
        reached = self.ratio if self.of_ratio else median(self.values)
        return reached is not None and reached <= self.goal

    def to_json(self) -> dict[str, object]:
        """The measurement as it stands in the results file."""
        return {
            "name": self.name,
            "unit": self.unit,
            "runs": len(self.values),
            "median": _short(median(self.values)),
            "min": _short(min(self.values)),
            "max": _short(max(self.values)),
            "yardstick": self.yardstick or None,
            "yardstick_median": _short(median(self.yardstick_values)) if self.yardstick_values else None,
            "ratio": _short(self.ratio),
            "goal": self.goal,
            "goal_of": None if self.goal is None else ("ratio" if self.of_ratio else "median"),
            "met": None if self.met is None else ("yes" if self.met else "no"),
        }


def gather_into(store: str, folder: str) -> dict[str, float]:
    """Gather a folder into a store; seconds without the import."""
    import cliffhanger
    from cliffhanger.sources.gather import gather

    began = time.perf_counter()
    with cliffhanger.open_store(store) as opened:
        done = gather(opened, [folder])
    return {"seconds": time.perf_counter() - began, "rows": done.rows}


def read_only(folder: str) -> dict[str, float]:
    """Merely read the same files: workbooks by calamine, text by DuckDB to Arrow, nothing kept."""
    import duckdb
    import python_calamine

    texts = [path for path in sorted(Path(folder).rglob("*")) if path.name.endswith((".csv", ".csv.gz", ".tsv"))]
    # One vintage is a web page in place of a table; there is nothing to read in it.
    texts = [path for path in texts if path.suffix == ".gz" or not path.read_bytes().lstrip().startswith(b"<")]
    books = sorted(Path(folder).rglob("*.xlsx"))
    began = time.perf_counter()
    rows = 0
    for path in books:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        rows += sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    connection = duckdb.connect(config={"threads": 2})
    for path in texts:
        # One vintage has more cells in some rows than names in its header; those rows are skipped.
        marks = r"delim='\t', quote=''" if path.name.endswith(".tsv") else "delim=','"
        read = f"SELECT * FROM read_csv($path, all_varchar=true, header=true, ignore_errors=true, {marks})"
        rows += connection.sql(read, params={"path": str(path)}).to_arrow_table().num_rows
    return {"seconds": time.perf_counter() - began, "rows": rows}


def read_one(book: str) -> dict[str, float]:
    """The yardstick of assess: read one workbook, all sheets, by calamine."""
    import python_calamine

    began = time.perf_counter()
    opened = python_calamine.CalamineWorkbook.from_path(book)
    for name in opened.sheet_names:
        opened.get_sheet_by_name(name).to_python()
    return {"seconds": time.perf_counter() - began}


def assess_one(store: str, series: str) -> dict[str, float]:
    """Open the store and assess one series; seconds without the import."""
    import cliffhanger
    from cliffhanger.reports.assess import assess

    began = time.perf_counter()
    with cliffhanger.open_store(store, read_only=True) as opened:
        assess(opened, series, as_of=AS_OF)
    return {"seconds": time.perf_counter() - began}


CHILDREN: dict[str, Callable[..., dict[str, float]]] = {
    "gather": gather_into,
    "read": read_only,
    "read-one": read_one,
    "assess": assess_one,
}


def measure() -> list[Measurement]:
    """Take all measurements.

    Returns
    -------
    list of Measurement
        In the order of the table.
    """
    netflix = str(DATA / "netflix")
    book = str(DATA / "netflix" / YARDSTICK_FILE)
    found: list[Measurement] = []
    with tempfile.TemporaryDirectory() as folder:
        gathered, merely, peaks = [], [], []
        for run in range(RUNS):
            _say(f"gather and read, run {run + 1} of {RUNS}")
            one = _child("gather", f"{folder}/{run}.duckdb", netflix)
            gathered.append(one["seconds"])
            peaks.append(one["peak_mb"])
            merely.append(_child("read", netflix)["seconds"])
        found.append(
            Measurement(
                "gather netflix into a new store", "s", gathered, "merely read its files", merely, 3.0, of_ratio=True
            )
        )
        found.append(Measurement("gather netflix, peak memory", "MB", peaks))
        _say("gather all data, once")
        full = f"{folder}/full.duckdb"
        everything = _child("gather", full, str(DATA))
        found.append(Measurement("gather all data", "s", [everything["seconds"]]))
        found.append(Measurement("gather all data, peak memory", "MB", [everything["peak_mb"]]))
        for series in SERIES:
            _say(f"assess {series}")
            children = [(_child("assess", full, series), _child("read-one", book)) for _ in range(RUNS)]
            found.append(
                Measurement(
                    f"assess {series}",
                    "s",
                    [own["seconds"] for own, _ in children],
                    "read one XLSX by calamine",
                    [other["seconds"] for _, other in children],
                    0.5,
                )
            )
            peak = [own["peak_mb"] for own, _ in children]
            found.append(Measurement(f"assess {series}, peak memory", "MB", peak, goal=400))
    for name in ("cliffhanger", "cliffhanger.cli"):
        _say(f"import {name}")
        pairs = [(_import_time(name), _bare_start()) for _ in range(IMPORT_RUNS)]
        own, bare = [list(values) for values in zip(*pairs, strict=True)]
        found.append(Measurement(f"import {name}", "s", own, "start Python, do nothing", bare, 0.3))
    return found


def machine() -> dict[str, object]:
    """What the figures were taken on, in words that name no place."""
    packages = ("cliffhanger", "duckdb", "pyarrow", "python-calamine", "cyclopts")
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
    }


def table(found: list[Measurement]) -> str:
    """The measurements as an aligned table."""
    head = ("measurement", "runs", "median", "min", "max", "ratio", "to", "goal", "met")
    rows = [head]
    for one in found:
        line = one.to_json()
        goal = "" if one.goal is None else f"{one.goal:g} {'x' if one.of_ratio else one.unit}"
        rows.append(
            (
                one.name,
                str(line["runs"]),
                *(f"{line[key]} {one.unit}" for key in ("median", "min", "max")),
                "" if one.ratio is None else f"{line['ratio']} x",
                one.yardstick,
                goal,
                str(line["met"] or ""),
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    left = {0, 6, 8}
    return "\n".join(
        "  ".join(
            cell.ljust(wide) if at in left else cell.rjust(wide)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def main() -> int:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs="+", help="measure one thing in this process (used by the program itself)")
    arguments = parser.parse_args()
    if arguments.child:
        name, *rest = arguments.child
        result = CHILDREN[name](*rest)
        # On Linux in kilobytes, on macOS in bytes.
        unit = 2**20 if sys.platform == "darwin" else 2**10
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        print(json.dumps(result))
        return 0
    if not DATA.is_dir():
        print("skipped: there is no real data at ../shared/data, and these measurements are about real files")
        return 0
    load = _wait_for_rest()
    found = measure()
    RESULTS.parent.mkdir(exist_ok=True)
    document = {
        "machine": machine(),
        "load_at_start": load,
        "load_at_end": round(os.getloadavg()[0], 2),
        "measurements": [one.to_json() for one in found],
    }
    RESULTS.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print(table(found))
    return 0


def _child(name: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", name, *arguments], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _import_time(name: str) -> float:
    # In a process that has imported nothing else, not even what this program needs.
    code = f"import time; began = time.perf_counter(); import {name}; print(time.perf_counter() - began)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _bare_start() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - began


def _wait_for_rest() -> float:
    """The load once the machine is at rest, or after `PATIENCE_S` as it then is."""
    until = time.monotonic() + PATIENCE_S
    while (load := os.getloadavg()[0]) > 0.75 * (os.cpu_count() or 1) and time.monotonic() < until:
        _say(f"waiting for a machine at rest (load {load:.2f})")
        time.sleep(10)
    return round(load, 2)


def _short(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.3g}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
