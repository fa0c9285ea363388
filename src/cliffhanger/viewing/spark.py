"""The same kernel on Spark: Spark gives out the work, each task packs or reduces, and the sums add up on the driver.

Files that hold whole profiles need no shuffle: a task is a file. Otherwise a first stage packs and deals out, Spark
moves blocks of 16 to 32 bytes a row to the task of their part, and a second stage sorts and reduces.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from cliffhanger import engines
from cliffhanger.viewing import local, ordering, packing
from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import CHECKS, DAY
from cliffhanger.viewing.logs import Logs, Piece, delivered_on
from cliffhanger.viewing.parts import bits_for, dealt
from cliffhanger.viewing.tally import Extras, Rows, Tally, Worker

if TYPE_CHECKING:
    from cliffhanger.engines import SparkSession

_ROWS, _COUNTS = 0, 1
_BLOCKS = pa.schema([("part", pa.int32()), ("kind", pa.int32()), ("data", pa.binary())])
_SUMS = pa.schema([("sums", pa.binary()), ("seen", pa.binary()), ("read", pa.int64()), ("last", pa.int64())])
_SQL_OF = {pa.int32(): "int", pa.int64(): "bigint", pa.binary(): "binary"}

Batches = Iterator[pa.RecordBatch]


def measure_on_spark(
    logs: Logs,
    catalogue: Catalogue,
    *,
    master: str | None = None,
    session: SparkSession | None = None,
    clustered: bool = False,
    small: bool = False,
) -> local.Measured:
    """Measure logs on Spark.

    Parameters
    ----------
    logs : Logs
        Files at an address that every executor reaches.
    catalogue : Catalogue
        Seasons and episodes.
    master : str, optional
        Address of the cluster for a new session.
    session : SparkSession, optional
        A session that is there already.
    clustered : bool
        Whether each file holds whole profiles; it is checked.
    small : bool
        Whether the small set is enough.

    Returns
    -------
    Measured
        The sums, as `measure_logs` gives them.

    Raises
    ------
    EngineError, MissingExtra
        If Spark cannot start or fails, or is not installed.
    CliffhangerError
        If files said to hold whole profiles share one.
    """
    extras = local.extras_of(logs)
    pieces = logs.pieces()
    with engines.spark_session(master, session) as spark:
        cores = spark.sparkContext.defaultParallelism
        if clustered:
            files = sorted({p.path for p in pieces})
            jobs = engines.jobs(spark, files, min(len(files), 4 * cores))
            found = engines.run(jobs, whole_files(logs, catalogue, extras, small), _sql(_SUMS))
        else:
            bits = bits_for(sum(p.rows for p in pieces), large=True)
            names = [f"{p.path}|{','.join(map(str, p.groups))}|{p.rows}" for p in pieces]
            jobs = engines.jobs(spark, names, min(len(names), max(4 * cores, len(names) // 16)))
            blocks = engines.shuffled(jobs, packed(logs, catalogue, bits), _sql(_BLOCKS), "part", max(cores, 1 << bits))
            work = reduced(catalogue, extras, bits, logs.columns.mapped().keys(), small)
            found = engines.run(blocks, work, _sql(_SUMS))
    tally, read, last, seen = Tally(catalogue), 0, -1, []
    for row in found:
        tally.add(Tally.of_arrays(catalogue, loaded(row["sums"])))
        read, last = read + row["read"], max(last, row["last"])
        seen.append(np.frombuffer(row["seen"], np.uint64))
    if clustered:
        local.refuse_shared(seen)
    return local.Measured(tally, read, -1 if last < 0 else (catalogue.base + last) // DAY)


def whole_files(logs: Logs, catalogue: Catalogue, extras: Extras, small: bool) -> Callable[[Batches], Batches]:
    """Work on files that hold whole profiles: measure each, give the sums of all."""

    def work(batches: Batches) -> Batches:
        worker, read, last, seen = Worker(catalogue, extras, small), 0, -1, []
        for path in _words(batches):
            n, latest, who = local.measure_file(logs, catalogue, list(logs.split(path)), worker)
            read, last = read + n, max(last, latest)
            seen.append(who[who & np.uint64(local.SAMPLE) == 0])
        yield _sums(worker, read, last, np.concatenate(seen) if seen else np.empty(0, np.uint64))

    return work


def packed(logs: Logs, catalogue: Catalogue, bits: int) -> Callable[[Batches], Batches]:
    """Work on pieces: pack, deal out, give a block for each part, and the counts."""

    def work(batches: Batches) -> Batches:
        for name in _words(batches):
            path, groups, rows = name.rsplit("|", 2)
            piece = next(logs.split(path)) if not groups else Piece(
                path, tuple(int(g) for g in groups.split(",")), int(rows), delivered_on(path))  # fmt: skip
            counts = np.zeros(len(CHECKS) + 2, np.int64)
            packed_rows, counts[-2] = local.pack_piece(logs, piece, catalogue, counts)
            core = packed_rows[1]
            counts[-1] = int(core.max() >> np.uint64(packing.START_SHIFT)) if core.size else -1
            out, edges = dealt(packed_rows, bits)
            parts = np.nonzero(np.diff(edges))[0]
            blocks = [b"".join(c[edges[p] : edges[p + 1]].tobytes() for c in out if c.size) for p in parts]
            yield pa.record_batch(
                [pa.array([*parts, 0], pa.int32()), pa.array([_ROWS] * len(blocks) + [_COUNTS], pa.int32()),
                 pa.array([*blocks, counts.tobytes()], pa.binary())], schema=_BLOCKS)  # fmt: skip

    return work


def reduced(catalogue: Catalogue, extras: Extras, bits: int, mapped: Any, small: bool) -> Callable[[Batches], Batches]:
    """Work on blocks in order of their parts: sort and reduce each part, give the sums of all."""
    there = (True, True, bool({"country", "is_new_member", "weight"} & set(mapped)),
             bool({"event_id", "device"} & set(mapped)))  # fmt: skip

    def work(batches: Batches) -> Batches:
        worker, read, last, part = Worker(catalogue, extras, small), 0, -1, -1
        held: list[Rows] = []
        for batch in batches:
            for number, kind, data in zip(*(batch.column(i) for i in range(3)), strict=True):
                block = np.frombuffer(data.as_buffer(), np.int64 if kind.as_py() == _COUNTS else np.uint64)
                if kind.as_py() == _COUNTS:
                    worker.tally.checks += block[:-2]
                    read, last = read + int(block[-2]), max(last, int(block[-1]))
                    continue
                if number.as_py() != part:
                    _reduce(worker, held, bits)
                    part, held = number.as_py(), []
                held.append(_rows(block, there))
        _reduce(worker, held, bits)
        yield _sums(worker, read, last, np.empty(0, np.uint64))

    return work


def dumped(tally: Tally) -> bytes:
    """A tally as bytes; most of it is zeros and packs well."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **tally.arrays())
    raw = buffer.getvalue()
    small: bytes = pa.compress(raw, codec="zstd", asbytes=True)
    return len(raw).to_bytes(8, "little") + small


def loaded(data: bytes) -> dict[str, np.ndarray]:
    """The arrays of a tally from `dumped`."""
    raw = pa.decompress(data[8:], int.from_bytes(data[:8], "little"), codec="zstd", asbytes=True)
    with np.load(io.BytesIO(raw)) as found:
        return {name: found[name] for name in found.files}


def _reduce(worker: Worker, held: list[Rows], bits: int) -> None:
    if held:
        rows: Rows = tuple(np.concatenate([h[i] for h in held]) for i in range(4))  # type: ignore[assignment]
        worker.reduce(ordering.in_order(rows, bits, grouped=worker.small))


def _rows(block: np.ndarray, there: tuple[bool, ...]) -> Rows:
    n = block.size // sum(there)
    columns = iter(block[i * n : (i + 1) * n] for i in range(sum(there)))
    return tuple(next(columns) if t else block[:0] for t in there)  # type: ignore[return-value]


def _sums(worker: Worker, read: int, last: int, seen: np.ndarray) -> pa.RecordBatch:
    cells = [[dumped(worker.tally)], [seen.tobytes()], [read], [last]]
    return pa.record_batch([pa.array(c, f.type) for c, f in zip(cells, _SUMS, strict=True)], schema=_SUMS)


def _words(batches: Batches) -> Iterator[str]:
    for batch in batches:
        yield from batch.column(0).to_pylist()


def _sql(schema: pa.Schema) -> str:
    return ", ".join(f"{f.name} {_SQL_OF[f.type]}" for f in schema)
