"""The files of a state: packed rows sorted by profile, sums, and a manifest that names what counts.

A fold writes new files under new names and then puts a new manifest in the place of the old one, in one step of the
file system. A process killed at any moment leaves the old manifest with all that it names, or the new one.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from cliffhanger.errors import StoreError
from cliffhanger.viewing.ordering import find_ranges, gather
from cliffhanger.viewing.tally import Rows

FORMAT = 1
MANIFEST = "manifest.json"
_NONE = np.empty(0, np.uint64)


@dataclass(frozen=True)
class Segment:
    """A file of rows sorted by who, core, extra, mark: one column after the other, 8 bytes each."""

    name: str
    rows: int
    columns: tuple[bool, bool, bool, bool]

    def open(self, folder: Path) -> Rows:
        """The columns, mapped from the file; absent ones are empty."""
        if not self.rows:
            return _NONE, _NONE, _NONE, _NONE
        found, at = [], 0
        for there in self.columns:
            offset = at * 8 * self.rows
            found.append(np.memmap(folder / self.name, np.uint64, "r", offset, (self.rows,)) if there else _NONE)
            at += there
        return tuple(found)  # type: ignore[return-value]


@dataclass
class Manifest:
    """What a state holds.

    Parameters
    ----------
    mapped : list of str
        Columns of ours that the logs had.
    files : dict
        By digest: name, size, when it was last changed, rows.
    segments : list of Segment
        Rows of open seasons.
    sums, catalogue : str
        Files with the sums and the catalogue.
    read, last : int
        Rows read; last start of a used row in seconds since 1970, or -1.
    forgotten : int
        Day since 1970 before which rows are too late, or -1.
    generation : int
        Counts folds.
    """

    mapped: list[str]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    sums: str = ""
    catalogue: str = ""
    read: int = 0
    last: int = -1
    forgotten: int = -1
    generation: int = 0
    format: int = FORMAT

    def names(self) -> set[str]:
        """Files that belong to the state."""
        return {MANIFEST, "lock", self.sums, self.catalogue, *(s.name for s in self.segments)}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the state for writing; a second process is refused.

    Raises
    ------
    StoreError
        If another process folds into it, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as problem:
        raise StoreError(f"cannot keep a state in {folder}: {problem.strerror}") from problem
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise StoreError(f"another process is folding into {folder}; wait until it has finished") from problem
        yield


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, or None for a new state; what a killed fold left is removed.

    Raises
    ------
    StoreError
        If the folder is no state, is damaged, or was written by a newer version.
    """
    path = folder / MANIFEST
    if not path.exists():
        if any(p.name != "lock" and p.suffix not in (".seg", ".npz", ".parquet", ".part") for p in folder.iterdir()):
            raise StoreError(f"{folder} holds other things and no state; name a new folder with --state")
        return None
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        if given["format"] > FORMAT:
            raise StoreError(f"{folder} was written by a newer version of Cliffhanger; upgrade it")
        segments = [Segment(s["name"], s["rows"], tuple(s["columns"])) for s in given.pop("segments")]
        manifest = Manifest(**given, segments=segments)
    except (ValueError, KeyError, TypeError) as problem:
        raise StoreError(f"{path} is damaged ({problem}); measure all logs into a new folder") from problem
    lacking = sorted(name for name in manifest.names() - {"lock"} if not (folder / name).exists())
    if lacking:
        raise StoreError(f"{folder} lacks {', '.join(lacking)}; measure all logs into a new folder")
    clean(folder, manifest)
    return manifest


def clean(folder: Path, manifest: Manifest) -> None:
    """Remove files of ours that the manifest does not name."""
    for path in folder.iterdir():
        if path.suffix in (".seg", ".npz", ".parquet", ".part") and path.name not in manifest.names():
            path.unlink()


def commit(folder: Path, manifest: Manifest) -> None:
    """Make the new manifest count; everything that it names must be on disk."""
    sync(folder)
    part = folder / f"{MANIFEST}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)
    sync(folder)
    clean(folder, manifest)


def sync(folder: Path) -> None:
    """Have the folder's names written to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_sums(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write sums and wait until they are on disk."""
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())


def read_sums(path: Path) -> dict[str, np.ndarray]:
    """Read sums."""
    with np.load(path) as found:
        return {name: found[name] for name in found.files}


def write_table(path: Path, table: pa.Table) -> None:
    """Write a small table and wait until it is on disk."""
    with path.open("wb") as file:
        pq.write_table(table, file)
        file.flush()
        os.fsync(file.fileno())


class Writer:
    """Writes a segment part by part, in any order of the parts.

    Parameters
    ----------
    folder : Path
        The state.
    segment : Segment
        What is written.
    sizes : sequence of int
        Rows of each part, in order of who.
    """

    def __init__(self, folder: Path, segment: Segment, sizes: np.ndarray) -> None:
        self._path, self._segment = folder / segment.name, segment
        self._begin = np.concatenate([[0], np.cumsum(sizes)])
        self._file = self._path.open("wb")

    def write(self, number: int, rows: Rows) -> None:
        """Write one part."""
        at = 0
        for there, column in zip(self._segment.columns, rows, strict=True):
            if there:
                place = 8 * (at * self._segment.rows + int(self._begin[number]))
                data = np.ascontiguousarray(column).data.cast("B")
                while data:
                    done = os.pwrite(self._file.fileno(), data, place)
                    place, data = place + done, data[done:]
                at += 1

    def close(self) -> None:
        """Wait until all is on disk."""
        os.fsync(self._file.fileno())
        self._file.close()


def of_part(rows: Rows, number: int, bits: int) -> Rows:
    """The rows of a part, which stand together."""
    if not rows[0].size or not bits:
        return rows
    ends = [np.uint64(number << (64 - bits)), np.uint64(((number + 1) << (64 - bits)) - 1)]
    low = int(np.searchsorted(rows[0], ends[0], side="left"))
    high = int(np.searchsorted(rows[0], ends[1], side="right"))
    return tuple(c[low:high] if c.size else c for c in rows)  # type: ignore[return-value]


def of_profiles(rows: Rows, wanted: np.ndarray) -> Rows:
    """The rows of the wanted profiles, sorted as they are."""
    begins, ends = np.empty(wanted.size, np.int64), np.empty(wanted.size, np.int64)
    find_ranges(rows[0], wanted, begins, ends)
    total = int((ends - begins).sum())
    out = []
    for column in rows:
        copy = np.empty(total if column.size else 0, np.uint64)
        if copy.size:
            gather(column, begins, ends, copy)
        out.append(copy)
    return tuple(out)  # type: ignore[return-value]


def joined(several: list[Rows]) -> Rows:
    """Rows one after the other."""
    if len(several) == 1:
        return several[0]
    return tuple(np.concatenate([r[i] for r in several]) if several else _NONE for i in range(4))  # type: ignore[return-value]
