"""The state: fold new files into what is known, without reading old logs; equal to measuring everything anew.

What is kept are the packed rows of seasons that are not over, sorted by profile, and the sums. New rows change the sums
by their profiles alone: each of these is taken out with its old rows and put in with all of them. So days may come
late, in any order, and twice.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from cliffhanger.errors import CliffhangerError
from cliffhanger.viewing import ordering, packing, segments
from cliffhanger.viewing.catalogue import Catalogue, from_rows
from cliffhanger.viewing.compaction import adopt, compact
from cliffhanger.viewing.definitions import CHECKS, DAY
from cliffhanger.viewing.local import (
    Measured,
    Progress,
    cores,
    crew,
    each,
    extras_of,
    gathered,
    pack_piece,
)
from cliffhanger.viewing.logs import Logs, Piece
from cliffhanger.viewing.parts import Parts, bits_for
from cliffhanger.viewing.segments import Manifest, Segment
from cliffhanger.viewing.tally import Extras, Rows, Tally, Worker

_TOO_LATE = CHECKS.index("too late for the state")
SEGMENTS = 12
"""More segments than this are merged."""


@dataclass(frozen=True)
class Folded:
    """What a fold did: the sums of all that was ever folded in, and how many files were new or known."""

    measured: Measured
    catalogue: Catalogue
    new: int
    known: int

    def words(self) -> str:
        """What was done, in a line."""
        return f"State: {self.new:,} new files folded in, {self.known:,} known already."


def fold(
    state: str | Path,
    logs: Logs,
    catalogue: Catalogue,
    *,
    threads: int | None = None,
    memory_gb: float = 1.0,
    progress: Progress | None = None,
) -> Folded:
    """Fold the files that the state does not know into it.

    Parameters
    ----------
    state : str or Path
        Folder of the state, made if need be.
    logs : Logs
        Files; those with a digest that the state knows are left out. A file of the same name, size and time of change
        is taken for the known one without reading it.
    catalogue : Catalogue
        Seasons and episodes as of today; the state takes it over.
    threads, memory_gb, progress
        As for `measure_logs`.

    Returns
    -------
    Folded
        Sums of everything folded in so far.

    Raises
    ------
    StoreError
        If the folder is in use, damaged, or something else.
    CliffhangerError
        If the logs have other columns than before, or the catalogue changes a season that is over.
    """
    folder = Path(state)
    with segments.locked(folder):
        manifest = segments.read_manifest(folder)
        mapped = sorted(logs.columns.mapped())
        if manifest is None:
            manifest = Manifest(mapped)
        if manifest.mapped != mapped:
            raise CliffhangerError(
                f"the state in {folder} was made from logs with the columns {', '.join(manifest.mapped)}, these have "
                f"{', '.join(mapped)}; use a new folder"
            )
        fresh, files = _new_files(logs, manifest)
        stored = _stored(folder, manifest)
        if not fresh and stored is not None and _same(stored[0], catalogue):
            return Folded(_measured(stored[1], manifest), catalogue, 0, len(logs.files))
        extras = extras_of(logs)
        manifest = replace(manifest, generation=manifest.generation + 1, files=files)
        tally = Tally(catalogue) if stored is None else stored[1]
        if stored is not None and not _same(stored[0], catalogue):
            tally = adopt(folder, manifest, stored[0], catalogue, tally, extras)
        if fresh:
            pieces = [piece for path in fresh for piece in logs.split(path)]
            _fold_rows(
                folder, manifest, logs, pieces, catalogue, tally, extras, threads or cores(), memory_gb, progress
            )
        if len(manifest.segments) > SEGMENTS:
            compact(folder, manifest, catalogue, extras)
        _commit(folder, manifest, catalogue, tally)
        return Folded(_measured(tally, manifest), catalogue, len(fresh), len(logs.files) - len(fresh))


def recount(state: str | Path, extras: Extras, *, small: bool = False, threads: int = 1) -> Tally:
    """The sums of the rows that a state keeps, from these rows alone: a check of the state, and a measure of speed.

    While the state has let go of nothing, everything but the counts of rows set aside is as in the state's sums.
    """
    folder = Path(state)
    manifest = segments.read_manifest(folder)
    if manifest is None or not manifest.sums:
        raise CliffhangerError(f"there is no state in {folder}")
    catalogue = from_rows(pq.read_table(folder / manifest.catalogue))
    held = [s.open(folder) for s in manifest.segments]
    bits = bits_for(sum(s.rows for s in manifest.segments))
    with crew(catalogue, extras, threads, small=small) as (pool, workers):

        def one(number: int) -> int:
            found = [segments.of_part(rows, number, bits) for rows in held]
            rows = found[0] if len(found) == 1 else ordering.in_order(segments.joined(found), bits)
            worker = workers.get()
            worker.reduce(rows)
            workers.put(worker)
            return 1

        sum(each(pool, one, range(1 << bits)))
        return gathered(workers)


def _new_files(logs: Logs, manifest: Manifest) -> tuple[list[str], dict[str, dict[str, object]]]:
    """Files whose bytes are new, and all files with what is new added."""
    files = dict(manifest.files)
    seen = {(f["name"], f["size"], f["changed"]) for f in files.values()}
    fresh = []
    for path in logs.files:
        info = logs.filesystem.get_file_info(path)
        mark = (path, info.size, info.mtime_ns)
        if info.mtime_ns is not None and mark in seen:
            continue
        digest = hashlib.sha256()
        with logs.filesystem.open_input_stream(path) as stream:
            while block := stream.read(1 << 22):
                digest.update(block)
        if digest.hexdigest() not in files:
            fresh.append(path)
            files[digest.hexdigest()] = {"name": path, "size": info.size, "changed": info.mtime_ns}
    return fresh, files


def _fold_rows(
    folder: Path, manifest: Manifest, logs: Logs, pieces: Sequence[Piece], catalogue: Catalogue, tally: Tally,
    extras: Extras, threads: int, memory_gb: float, progress: Progress | None,
) -> None:  # fmt: skip
    """Read new rows, change the sums by their profiles, and write them as a segment."""
    bits = bits_for(sum(p.rows for p in pieces))
    held = [s.open(folder) for s in manifest.segments]
    with (
        crew(catalogue, extras, threads) as (pool, workers),
        tempfile.TemporaryDirectory(prefix="cliffhanger-") as spill,
    ):
        parts = Parts(bits, int(memory_gb * 2**30), Path(spill))

        def read(number: int) -> int:
            counts = np.zeros(len(CHECKS), np.int64)
            rows, n = pack_piece(logs, pieces[number], catalogue, counts)
            parts.take(_in_time(rows, manifest, catalogue, counts))
            worker = workers.get()
            worker.tally.checks += counts
            workers.put(worker)
            return n

        for n in each(pool, read, range(len(pieces))):
            manifest.read += n
            if progress:
                progress("reading rows", manifest.read, None)
        sizes = parts.sizes()
        columns = (True, True, bool({"country", "is_new_member", "weight"} & set(manifest.mapped)),
                   bool({"event_id", "device"} & set(manifest.mapped)))  # fmt: skip
        segment = Segment(f"{manifest.generation:08d}.seg", int(sizes.sum()), columns)
        writer = segments.Writer(folder, segment, sizes)

        def turn(number: int) -> int:
            rows = parts.part(number)
            writer.write(number, rows)
            worker = workers.get()
            change(worker, [segments.of_part(h, number, bits) for h in held], rows, bits)
            workers.put(worker)
            return 1

        for done, _ in enumerate(each(pool, turn, range(1 << bits)), 1):
            if progress:
                progress("measuring profiles", done, 1 << bits)
        writer.close()
        tally.add(gathered(workers))
    if segment.rows:
        manifest.segments = [*manifest.segments, segment]
    if parts.last >= 0:
        manifest.last = max(manifest.last, catalogue.base + parts.last)


def change(worker: Worker, held: list[Rows], new: Rows, bits: int) -> None:
    """Take the profiles of the new rows out with what is held of them, and put them in with all of it."""
    if not new[0].size:
        return
    who = new[0][np.concatenate([[True], new[0][1:] != new[0][:-1]])]
    before = [rows for h in held if (rows := segments.of_profiles(h, who))[0].size]
    if not before:
        worker.reduce(new)
        return
    old = before[0] if len(before) == 1 else ordering.in_order(segments.joined(before), bits)
    worker.reduce(old, -1)
    worker.reduce(ordering.in_order(segments.joined([old, new]), bits))


def _in_time(rows: Rows, manifest: Manifest, catalogue: Catalogue, counts: np.ndarray) -> Rows:
    """Rows that are not too late for the state."""
    if manifest.forgotten < 0 or not rows[0].size:
        return rows
    since = (rows[1] >> np.uint64(packing.START_SHIFT)).astype(np.int64)
    late = since + catalogue.base < manifest.forgotten * DAY
    counts[_TOO_LATE] += int(late.sum())
    return tuple(c[~late] if c.size else c for c in rows)  # type: ignore[return-value]


def _stored(folder: Path, manifest: Manifest) -> tuple[Catalogue, Tally] | None:
    if not manifest.sums:
        return None
    catalogue = from_rows(pq.read_table(folder / manifest.catalogue))
    return catalogue, Tally.of_arrays(catalogue, segments.read_sums(folder / manifest.sums))


def _commit(folder: Path, manifest: Manifest, catalogue: Catalogue, tally: Tally) -> None:
    manifest.sums = f"{manifest.generation:08d}.npz"
    manifest.catalogue = f"{manifest.generation:08d}.parquet"
    segments.write_sums(folder / manifest.sums, tally.arrays())
    segments.write_table(folder / manifest.catalogue, catalogue.rows())
    segments.commit(folder, manifest)


def _same(a: Catalogue, b: Catalogue) -> bool:
    return bool(a.rows().equals(b.rows()))


def _measured(tally: Tally, manifest: Manifest) -> Measured:
    return Measured(tally, manifest.read, manifest.last // DAY if manifest.last >= 0 else -1)
