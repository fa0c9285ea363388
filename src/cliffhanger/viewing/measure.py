"""Measure first-party viewing logs: check the rows, add them up on one machine or many, write one table a measure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from cliffhanger.errors import CliffhangerError, StoreError
from cliffhanger.store import Store, open_store
from cliffhanger.viewing import facts, local
from cliffhanger.viewing.catalogue import Catalogue, day_of, find_catalogue, read_catalogue
from cliffhanger.viewing.columns import read_columns
from cliffhanger.viewing.definitions import FEWEST_PROFILES
from cliffhanger.viewing.local import Progress, extras_of, measure_logs
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.outputs import Outputs
from cliffhanger.viewing.tally import small_set, tables
from cliffhanger.viewing_tables import VIEWING

if TYPE_CHECKING:
    from cliffhanger.engines import SparkSession

Engine = Literal["duckdb", "spark", "sql"]
COLUMNS = "columns.toml"


@dataclass(frozen=True)
class Measures:
    """What a measurement found.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        By name; the contracts are in `viewing_tables`.
    logs : str
        What was measured.
    last_day : date or None
        Last day of the logs; None for none.
    facts : int
        Facts put into the store.
    note : str
        What else there is to say.
    """

    tables: Mapping[str, pa.Table]
    logs: str
    last_day: object
    facts: int = 0
    note: str = ""


def measure(
    logs: str | Path,
    *,
    catalogue: str | Path | None = None,
    columns: str | Path | None = None,
    engine: Engine = "duckdb",
    master: str | None = None,
    session: SparkSession | None = None,
    clustered: bool = False,
    measures: Literal["full", "small"] = "full",
    state: str | Path | None = None,
    out: str | Path | None = None,
    store: Store | None = None,
    platform: str = facts.PLATFORM,
    fewest: int = FEWEST_PROFILES,
    approximate: bool = False,
    threads: int | None = None,
    memory_gb: float = local.MEMORY_GB,
    progress: Progress | None = None,
) -> Measures:
    """Measure viewing logs.

    Parameters
    ----------
    logs : str or Path
        Parquet or CSV: a file, a folder, or an address such as ``s3://bucket/folder``.
    catalogue : str or Path, optional
        Seasons and episodes; by default ``catalogue.parquet`` or ``.csv`` in the folder or beside it.
    columns : str or Path, optional
        TOML that says which column is which; by default ``columns.toml`` beside the catalogue, or our own names.
    engine : "duckdb", "spark" or "sql"
        This machine, a Spark cluster, or plain SQL, which is slow and judges the others. All give the same numbers.
    master : str, optional
        Address of the cluster for Spark; ``local[*]`` by default.
    session : SparkSession, optional
        A session that is there already; it is left open.
    clustered : bool
        Whether each file holds whole profiles; saves the dealing out, and is checked.
    measures : "full" or "small"
        Everything, or the small set alone, which costs a fraction: hours, views, viewers, starters and completers by
        season and window, and who reached and finished each episode. The figures are the same.
    state : str or Path, optional
        Folder that keeps what open seasons need: files that it has seen are left out, new ones are folded in.
    out : str or Path, optional
        Folder for the tables as Parquet.
    store : Store, optional
        Open for writing: gets completion, starters, completers and hours as facts.
    platform : str
        Platform that the facts are about.
    fewest : int
        Figures of fewer profiles are suppressed; at least 1.
    approximate : bool
        Estimate reach by a sketch and measure nothing else: the table `viewing_reach`, with its error.
    threads : int, optional
        All cores by default.
    memory_gb : float
        Packed rows kept in memory before they go to disk.
    progress : callable, optional
        Told of a name, what is done, and how much there is.

    Returns
    -------
    Measures
        The tables.

    Raises
    ------
    SourceError
        If logs, catalogue or mapping cannot be read, with every problem.
    CliffhangerError
        If choices do not go together.
    EngineError, MissingExtra
        If Spark fails or is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from cliffhanger.viewing.simulate import simulate
    >>> folder = simulate("viewing", tempfile.mkdtemp(), rows=2_000).out
    >>> measure(folder).tables["viewing_check"].to_pylist()[0]["rows"]
    2000
    """
    if fewest < 1:
        raise CliffhangerError(f"fewest must be 1 or more, not {fewest}")
    if state is not None and engine != "duckdb":
        raise CliffhangerError("a state is kept by the engine duckdb alone")
    small = measures == "small"
    if small and (state is not None or approximate):
        raise CliffhangerError("the small set is measured from the logs: leave out --state and --approximate")
    found, rows = open_logs(logs, catalogue, columns)
    note = ""
    if approximate:
        from cliffhanger.viewing.approximate import approximate_reach

        reach = {"viewing_reach": approximate_reach(found, rows, fewest=fewest, threads=threads or local.cores())}
        if out is not None:
            _write(reach, Path(out))
        return Measures(reach, found.address, None)
    if state is not None:
        from cliffhanger.viewing.state import fold

        folded = fold(state, found, rows, threads=threads, memory_gb=memory_gb, progress=progress)
        rows, measured, note = folded.catalogue, folded.measured, folded.words()
    elif engine == "spark":
        from cliffhanger.viewing.spark import measure_on_spark

        measured = measure_on_spark(found, rows, master=master, session=session, clustered=clustered, small=small)
    elif engine == "sql":
        from cliffhanger.viewing.reference import measure_in_sql

        sums, last_day = measure_in_sql(found, rows, threads=threads or local.cores())
        sums = small_set(sums) if small else sums
        return _finish(sums, last_day, found, rows, out, store, platform, fewest, note)
    else:
        measured = measure_logs(
            found, rows, clustered=clustered, small=small, threads=threads, memory_gb=memory_gb, progress=progress
        )
    sums = tables(measured.tally, measured.read)
    sums = small_set(sums) if small else sums
    return _finish(sums, measured.last_day, found, rows, out, store, platform, fewest, note)


def open_logs(
    logs: str | Path, catalogue: str | Path | None = None, columns: str | Path | None = None
) -> tuple[Logs, Catalogue]:
    """The logs with their mapping, and their catalogue.

    Raises
    ------
    SourceError
        If one cannot be read.
    CliffhangerError
        If there is no catalogue.
    """
    place = Path(catalogue) if catalogue is not None else find_catalogue(str(logs))
    if place is None:
        raise CliffhangerError(
            f"no catalogue is in {logs} or beside it; name one with --catalogue (docs/measure.md says what it holds)"
        )
    beside = place.parent / COLUMNS
    mapping = Path(columns) if columns is not None else beside if beside.is_file() else None
    return Logs(str(logs), read_columns(mapping) if mapping else None), read_catalogue(place)


def _finish(
    sums: Mapping[str, pa.Table], last_day: int, logs: Logs, catalogue: Catalogue, out: str | Path | None,
    store: Store | None, platform: str, fewest: int, note: str,
) -> Measures:  # fmt: skip
    made = Outputs(sums, catalogue, last_day, extras_of(logs), fewest).tables()
    with open_store(":memory:") as checker:
        for contract in VIEWING:
            if contract.name in made:
                made[contract.name] = checker.check(contract, made[contract.name])
    if out is not None:
        _write(made, Path(out))
    added = 0
    if store is not None:
        rows = facts.printed(made["viewing_season"], catalogue, last_day, platform)
        digest = hashlib.sha256(repr((platform, rows.to_pylist())).encode()).hexdigest()
        added = facts.put_facts(store, rows, f"viewing logs {logs.address}", digest)
    return Measures(made, logs.address, None if last_day < 0 else day_of(last_day), added, note)


def _write(made: Mapping[str, pa.Table], folder: Path) -> None:
    """Write every table; a file is replaced whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in made.items():
            part = folder / f".{name}.part"
            pq.write_table(table, part)
            part.replace(folder / f"{name}.parquet")
    except OSError as problem:
        raise StoreError(f"cannot write to {folder}: {problem.strerror}") from problem
