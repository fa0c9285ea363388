"""Gather IMDb's dumps: too large to be kept whole, they are read together, for the series that the store knows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cliffhanger.errors import Problem, SourceError
from cliffhanger.evidence.known_series import known_series
from cliffhanger.sources.catalogue_addresses import DUMPS
from cliffhanger.sources.dumps import Told, dump_of
from cliffhanger.sources.files import SourceFile, copied_on
from cliffhanger.sources.imdb import LAYOUT, read_imdb
from cliffhanger.sources.keeping import Read
from cliffhanger.store import Store

Line = dict[str, object]


def pick_dumps(paths: Sequence[Path]) -> dict[str, Path]:
    """The dumps among the files, by name.

    Raises
    ------
    SourceError
        If a dump is there twice, or what they belong to is not there.
    """
    picked: dict[str, Path] = {}
    for path in paths:
        dump = dump_of(path)
        if dump is None or picked.get(dump.name) == path:
            continue
        if dump.name in picked:
            problem = Problem(None, None, f"one copy of {dump.file} at a time", f"another in {picked[dump.name]}")
            raise SourceError(path, [problem], "Gather the copies of one day together, the older ones first.")
        picked[dump.name] = path
    if picked and (len(picked) < 2 or "basics" not in picked):
        needed = "title.basics.tsv.gz, and title.episode.tsv.gz or title.ratings.tsv.gz, named together with it"
        found = ", ".join(dump.file for dump in DUMPS if dump.name in picked) + " alone"
        raise SourceError(
            next(iter(picked.values())),
            [Problem(None, None, needed, found)],
            "Name the dumps in one command, or the folder that holds them.",
        )
    return picked


def read_dumps(store: Store, dumps: dict[str, Path], known: set[str], told: Told | None) -> tuple[Read | None, Line]:
    """Read the dumps for the series of the store, placed as they are now.

    Parameters
    ----------
    store : Store
        With the titles of all other files placed.
    dumps : dict of str to Path
        As `pick_dumps` found them.
    known : set of str
        Digests of what the store holds.
    told : callable or None
        Told of the progress.

    Returns
    -------
    Read or None, dict
        What to keep, if there is anything new; and the line for the user. The digest is that of the figures taken, not
        of the dumps: the same dumps hold more once the store knows more series.
    """
    files = [SourceFile(path, b"") for path in dumps.values()]
    line: Line = {"name": "IMDb: " + ", ".join(path.name for path in dumps.values()), "source": None, "rows": 0}
    series = known_series(store)
    if not series.by_key:
        return None, line | {"status": "left out", "reason": "the store knows no series yet: gather others first"}
    printed, unclear = read_imdb(dumps, series, max(copied_on(file) for file in files), told)
    reason = f"{len(unclear):,} names left out, which several series bear" if unclear else ""
    if not printed.num_rows:
        return None, line | {
            "status": "left out",
            "reason": "; ".join(filter(None, ("no series of the store", reason))),
        }
    # The day of a copy is no figure: the same dump fetched again changes nothing.
    figures = printed.drop_columns(["known_on", "snapshot_on"])
    digest = hashlib.sha256(repr(figures.to_pylist()).encode()).hexdigest()
    if digest in known:
        return None, line | {"status": "already here", "reason": reason}
    size = sum(path.stat().st_size for path in dumps.values())
    read = Read(digest, ", ".join(path.name for path in dumps.values()), size, LAYOUT, printed)
    return read, line | {"source": "imdb", "rows": printed.num_rows, "status": "stored", "reason": reason}
