"""The local engine: read and pack pieces on all cores, deal them out by profile, sort and reduce part by part.

Memory is bounded: packed rows beyond the budget wait on disk, and one part at a time is in work on each core.
"""

from __future__ import annotations

import os
import queue
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cliffhanger.errors import CliffhangerError
from cliffhanger.viewing import ordering, packing
from cliffhanger.viewing.canonical import canonical
from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import CHECKS, DAY
from cliffhanger.viewing.logs import Logs, Piece
from cliffhanger.viewing.parts import Parts, bits_for
from cliffhanger.viewing.tally import Extras, Rows, Tally, Worker

SAMPLE = 7
"""Profiles whose ``who`` has none of these bits are looked at for files that share a profile: one of eight."""
MEMORY_GB = 1.0
"""Packed rows kept in memory before they go to disk."""
_NONE = np.empty(0, np.uint64)
_BYTES_OF_CSV = 40

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Measured:
    """What an engine hands on: the sums, rows read, and the last day on which a used row started (-1 for none)."""

    tally: Tally
    read: int
    last_day: int


def extras_of(logs: Logs) -> Extras:
    """Which optional columns the logs have."""
    c = logs.columns
    return Extras(c.country is not None, c.is_new_member is not None, c.weight is not None)


def pack_piece(logs: Logs, piece: Piece, catalogue: Catalogue, counts: np.ndarray) -> tuple[Rows, int]:
    """Read and pack one piece; give its rows and how many were read. `counts` is added to, by `CHECKS`."""
    table = logs.read(piece)
    c = canonical(table, catalogue, piece.path)
    n = table.num_rows
    out = [np.empty(n, np.uint64), np.empty(n, np.uint64), np.empty(c.extra.size, np.uint64),
           np.empty(c.mark.size, np.uint64)]  # fmt: skip
    used = packing.pack(
        c.profile, c.hashed, c.season, c.low, c.lookup, c.episode, c.start, c.per_second, c.seconds, c.extra, c.mark,
        c.valid, catalogue.place, catalogue.premiere_days * DAY, catalogue.base, piece.delivered, *out, counts,
    )  # fmt: skip
    return tuple(a[: min(used, a.size)] for a in out), n  # type: ignore[return-value]


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure_logs(
    logs: Logs,
    catalogue: Catalogue,
    *,
    clustered: bool = False,
    small: bool = False,
    threads: int | None = None,
    memory_gb: float = MEMORY_GB,
    progress: Progress | None = None,
) -> Measured:
    """Measure logs on this machine.

    Parameters
    ----------
    logs : Logs
        What is read.
    catalogue : Catalogue
        Seasons and episodes.
    clustered : bool
        Whether each file holds whole profiles: then nothing needs to be dealt out. It is checked.
    small : bool
        Whether the small set is enough: then nothing is sorted.
    threads : int, optional
        All cores by default.
    memory_gb : float
        Packed rows kept in memory; the rest goes to the folder for temporary files.
    progress : callable, optional
        Told of rows read and parts measured.

    Returns
    -------
    Measured
        The sums.
    """
    threads = threads or cores()
    pieces = logs.pieces()
    total = sum(p.rows or _guess(logs, p) for p in pieces)
    with crew(catalogue, extras_of(logs), threads, small=small) as (pool, workers):
        if clustered:
            read, last = _by_file(logs, catalogue, pieces, pool, workers, total, progress)
        else:
            with tempfile.TemporaryDirectory(prefix="cliffhanger-") as folder:
                parts = Parts(bits_for(total), int(memory_gb * 2**30), Path(folder))
                read = _read(logs, catalogue, pieces, parts, pool, workers, total, progress)
                _reduce(parts, pool, workers, progress)
                last = parts.last
        tally = gathered(workers)
    return Measured(tally, read, -1 if last < 0 else (catalogue.base + last) // DAY)


@contextmanager
def crew(
    catalogue: Catalogue, extras: Extras, threads: int, *, small: bool = False
) -> Iterator[tuple[ThreadPoolExecutor, queue.SimpleQueue[Worker]]]:
    """Threads and a worker for each."""
    workers: queue.SimpleQueue[Worker] = queue.SimpleQueue()
    for _ in range(threads):
        workers.put(Worker(catalogue, extras, small))
    with ThreadPoolExecutor(threads) as pool:
        yield pool, workers


def gathered(workers: queue.SimpleQueue[Worker]) -> Tally:
    """The sum of all workers' tallies."""
    tally = workers.get().tally
    while not workers.empty():
        worker = workers.get()
        tally.add(worker.tally, small=worker.small)
    return tally


def each(pool: ThreadPoolExecutor, work: Callable[[int], int], jobs: Sequence[int] | range) -> Iterable[int]:
    """Results of work on jobs as they are done in order; the first failure cancels the rest."""
    futures = [pool.submit(work, job) for job in jobs]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _read(
    logs: Logs, catalogue: Catalogue, pieces: list[Piece], parts: Parts, pool: ThreadPoolExecutor,
    workers: queue.SimpleQueue[Worker], total: int, progress: Progress | None,
) -> int:  # fmt: skip
    def one(number: int) -> int:
        counts = np.zeros(len(CHECKS), np.int64)
        rows, n = pack_piece(logs, pieces[number], catalogue, counts)
        parts.take(rows)
        worker = workers.get()
        worker.tally.checks += counts
        workers.put(worker)
        return n

    read = 0
    for n in each(pool, one, range(len(pieces))):
        read += n
        if progress:
            progress("reading rows", read, max(total, read))
    return read


def _reduce(
    parts: Parts, pool: ThreadPoolExecutor, workers: queue.SimpleQueue[Worker], progress: Progress | None
) -> None:  # fmt: skip
    def one(number: int) -> int:
        worker = workers.get()
        worker.reduce(parts.part(number, grouped=worker.small))
        workers.put(worker)
        return 1

    count = 1 << parts.bits
    for done, _ in enumerate(each(pool, one, range(count)), 1):
        if progress:
            progress("measuring profiles", done, count)


def runs(who: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who stands in each run of equal values, and where the runs begin, with the end."""
    found, begins = np.empty(who.size, np.uint64), np.empty(who.size + 1, np.int64)
    n = ordering.find_runs(who, found, begins)
    return found[:n].copy(), begins[: n + 1].copy()


def measure_file(
    logs: Logs, catalogue: Catalogue, pieces: Sequence[Piece], worker: Worker
) -> tuple[int, int, np.ndarray]:
    """Measure a file that holds whole profiles; give rows read, the last start, and who is in it."""
    found = [pack_piece(logs, piece, catalogue, worker.tally.checks) for piece in pieces]
    rows: Rows = found[0][0] if found else (_NONE, _NONE, _NONE, _NONE)
    if len(found) > 1:
        rows = tuple(np.concatenate([f[0][i] for f in found]) for i in range(4))  # type: ignore[assignment]
    if not rows[0].size:
        return sum(n for _, n in found), -1, _NONE
    who, edges = runs(rows[0])
    if np.unique(who).size == who.size:
        # Each profile's rows stand together already: only they need sorting, and not even they for the small set.
        if not worker.small:
            ordering.sort_buckets(*rows, edges)
    else:
        rows = ordering.in_order(rows, 0, grouped=worker.small)
        who, _ = runs(rows[0])
    worker.reduce(rows)
    last = int(rows[1].max() >> np.uint64(packing.START_SHIFT))
    return sum(n for _, n in found), last, who


def _by_file(
    logs: Logs, catalogue: Catalogue, pieces: list[Piece], pool: ThreadPoolExecutor,
    workers: queue.SimpleQueue[Worker], total: int, progress: Progress | None,
) -> tuple[int, int]:  # fmt: skip
    files: dict[str, list[Piece]] = {}
    for piece in pieces:
        files.setdefault(piece.path, []).append(piece)
    groups = list(files.values())
    seen: list[np.ndarray] = []
    lasts: list[int] = []

    def one(number: int) -> int:
        worker = workers.get()
        try:
            n, last, who = measure_file(logs, catalogue, groups[number], worker)
        finally:
            workers.put(worker)
        seen.append(who[who & np.uint64(SAMPLE) == 0])
        lasts.append(last)
        return n

    read = 0
    for n in each(pool, one, range(len(groups))):
        read += n
        if progress:
            progress("measuring rows", read, max(total, read))
    refuse_shared(seen)
    return read, max(lasts, default=-1)


def refuse_shared(seen: Sequence[np.ndarray]) -> None:
    """Refuse files of which two hold the same profile."""
    who = np.concatenate(seen) if seen else _NONE
    twice = who.size - np.unique(who).size
    if twice:
        raise CliffhangerError(
            f"the files do not hold whole profiles: {twice:,} of {who.size - twice:,} profiles looked at stand in more "
            "than one file; leave out --clustered"
        )


def _guess(logs: Logs, piece: Piece) -> int:
    """Rows of a file that does not say."""
    return int(logs.filesystem.get_file_info(piece.path).size // _BYTES_OF_CSV)
