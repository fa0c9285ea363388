"""The commands on viewing logs: measure them, or simulate some."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cliffhanger.terminal import bar


def measure(
    logs: Annotated[str, Parameter(help="A file, a folder, or an address such as s3://bucket/folder.")],
    /,
    *,
    catalogue: Annotated[Path | None, Parameter(help="Seasons and episodes; found beside the logs by default.")] = None,
    columns: Annotated[Path | None, Parameter(help="TOML that says which column is which.")] = None,
    engine: Annotated[
        Literal["duckdb", "spark", "sql"], Parameter(help="This machine, a cluster, or plain SQL to check them.")
    ] = "duckdb",
    master: Annotated[str | None, Parameter(help="Address of the Spark cluster; local[*] by default.")] = None,
    clustered: Annotated[bool, Parameter(negative="", help="Each file holds whole profiles.")] = False,
    measures: Annotated[
        Literal["full", "small"], Parameter(help="Everything, or hours, starters, completers and episodes alone.")
    ] = "full",
    state: Annotated[Path | None, Parameter(help="Folder that keeps open seasons: only new files are read.")] = None,
    out: Annotated[Path | None, Parameter(help="Folder for the tables, as Parquet.")] = None,
    store: Annotated[str | None, Parameter(help="Put the facts into this store; 'default' for the user's.")] = None,
    platform: Annotated[str, Parameter(help="Platform that the facts are about.")] = "first-party",
    fewest: Annotated[int, Parameter(help="Figures of fewer profiles are suppressed.")] = 50,
    approximate: Annotated[bool, Parameter(negative="", help="Estimate reach by a sketch, and nothing else.")] = False,
    threads: Annotated[int | None, Parameter(help="Cores to use; all by default.")] = None,
    memory_gb: Annotated[float, Parameter(help="Packed rows kept in memory before they go to disk.")] = 1.0,
) -> None:
    """Measure first-party viewing logs: starters, completers, drop-off, reach, hours."""
    from contextlib import nullcontext

    from cliffhanger.store import open_store
    from cliffhanger.viewing.measure import measure as run
    from cliffhanger.viewing.words import to_text

    held = nullcontext(None) if store is None else open_store(None if store == "default" else store)
    with bar() as step, held as opened:
        found = run(
            logs, catalogue=catalogue, columns=columns, engine=engine, master=master, clustered=clustered,
            measures=measures, state=state, out=out, store=opened, platform=platform, fewest=fewest,
            approximate=approximate, threads=threads, memory_gb=memory_gb,
            progress=step,
        )  # fmt: skip
    sys.stdout.write(to_text(found))
    if out is not None:
        print(f"tables written to {out}", file=sys.stderr)


def simulate(
    what: Annotated[Literal["viewing"], Parameter(help="What to simulate.")],
    /,
    *,
    out: Annotated[Path, Parameter(help="Folder for logs, catalogue and truth; new or empty.")],
    rows: Annotated[int, Parameter(help="Rows of the logs without the dirty ones.")] = 1_000_000,
    seasons: Annotated[int | None, Parameter(help="How many seasons.")] = None,
    days: Annotated[int, Parameter(help="Days that the logs cover.")] = 182,
    dirty: Annotated[float, Parameter(help="Dirty rows of each kind as a share of the rows, 0 to 0.1.")] = 0.0,
    layout: Annotated[
        Literal["days", "clustered"], Parameter(help="Folders by day, or files that hold whole profiles.")
    ] = "days",
    narrow: Annotated[bool, Parameter(negative="", help="The five needed columns alone.")] = False,
    seed: Annotated[int, Parameter(help="The same seed gives the same rows.")] = 1,
) -> None:
    """Write viewing logs with a known truth, for trial."""
    from cliffhanger.viewing.simulate import simulate as run

    with bar() as step:
        done = run(what, out, rows=rows, seasons=seasons, days=days, dirty=dirty, layout=layout, narrow=narrow,
                   seed=seed, progress=step)  # fmt: skip
    print(f"{done.rows:,} rows written to {done.out}, with catalogue.parquet and truth.parquet beside them.")
    for kind, number in done.dirty.items():
        print(f"  {number:,} of them {kind}")
