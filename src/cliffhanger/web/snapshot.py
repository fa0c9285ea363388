"""The store as it last stood whole, while others may write to it.

DuckDB locks a store's file between processes: who reads it keeps writers out, and the other way round. So the desk
never stays on the file. Whenever the file has changed it is copied, under the lock of a reader and for as long as that
takes, and the copy is read; while somebody writes, the copy before speaks.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from cliffhanger.errors import StoreError
from cliffhanger.store import PATIENCE, Store, open_store

RETRY = 1.0
"""Seconds after which a store that was being written to is tried again."""

_Stamp = tuple[int, ...]


class Snapshot:
    """One state of the store's file, read by many at once.

    Parameters
    ----------
    store : Store
        A copy, open for reading.
    version : str
        Twelve hexadecimal digits that differ between states of the file and versions of Cliffhanger.
    stamp : tuple of int
        What the file system said of the file.
    """

    def __init__(self, store: Store, version: str, stamp: _Stamp) -> None:
        self.store = store
        self.version = version
        self.stamp = stamp
        self.readers = 0
        self.left = False


class Snapshots:
    """Hands out the latest state of a store that could be had.

    Parameters
    ----------
    path : Path
        The store's file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writing = False
        """Whether somebody was writing when the file was last tried."""
        self._now: Snapshot | None = None
        self._tried = -RETRY
        self._refused = ""
        self._guard = threading.Lock()
        self._taking = threading.Lock()

    @contextmanager
    def latest(self) -> Iterator[Snapshot]:
        """The latest state; it stays open as long as somebody reads it.

        Raises
        ------
        StoreError
            If there is no store, or it is being written to and no earlier state is at hand.
        """
        self._refresh()
        with self._guard:
            snapshot = self._now
            if snapshot is None:
                raise StoreError(f"there is no store at {self.path}; run `cliffhanger gather` first")
            snapshot.readers += 1
        try:
            yield snapshot
        finally:
            with self._guard:
                snapshot.readers -= 1
                gone = snapshot.left and not snapshot.readers
            if gone:
                snapshot.store.close()

    def settled(self) -> str | None:
        """The version at hand, if the file is still as it was then; None where it would have to be looked into."""
        now = self._now
        return now.version if now is not None and not self.writing and now.stamp == _stamp(self.path) else None

    def close(self) -> None:
        """Leave the state at hand; who reads it still may finish."""
        self._swap(None)

    def _refresh(self) -> None:
        """Take a new state if the file has changed; without one at hand wait for it, else never."""
        now = self._now
        if now is not None and (now.stamp == _stamp(self.path) or time.monotonic() < self._tried + RETRY):
            self.writing = self.writing and now.stamp != _stamp(self.path)
            return
        if not self._taking.acquire(blocking=now is None):
            return
        try:
            if self._now is not now:
                return
            if now is None and self._refused and time.monotonic() < self._tried + RETRY:
                # All who waited with the one that was refused: each waiting anew would add up.
                raise StoreError(self._refused)
            try:
                self._swap(_taken(self.path, 0.0 if now else PATIENCE))
                self.writing, self._refused = False, ""
            except StoreError as problem:
                self.writing, self._refused = "in use by another process" in str(problem), str(problem)
                # A store that was moved away or spoilt must not be answered for from memory.
                if now is None or not self.writing:
                    self._swap(None)
                    raise
            finally:
                self._tried = time.monotonic()
        finally:
            self._taking.release()

    def _swap(self, new: Snapshot | None) -> None:
        with self._guard:
            old, self._now = self._now, new
            if old is not None:
                old.left = True
            gone = old is not None and not old.readers
        if old is not None and gone:
            old.store.close()


def _taken(path: Path, patience: float) -> Snapshot:
    """A copy of the file, open for reading; its folder is gone at once where the system allows, else at the end."""
    with tempfile.TemporaryDirectory(prefix="cliffhanger-desk-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        with open_store(path, read_only=True, patience=patience):
            stamp = _stamp(path)
            for part in (path, _log(path)):
                if part.exists():
                    shutil.copyfile(part, copy.with_name(part.name))
        # In the folder for the moment of opening alone: an open file outlives its name.
        store = open_store(copy, read_only=True)
    said = " ".join(str(part) for part in (version("cliffhanger"), *stamp))
    return Snapshot(store, hashlib.sha256(said.encode()).hexdigest()[:12], stamp)


def _stamp(path: Path) -> _Stamp:
    """Size, time and number of the file and of its log; empty where there is none."""
    found: list[int] = []
    for part in (path, _log(path)):
        try:
            state = part.stat()
        except OSError:
            continue
        found += [state.st_ino, state.st_size, state.st_mtime_ns]
    return tuple(found)


def _log(path: Path) -> Path:
    """The write-ahead log that a writer which was killed leaves behind."""
    return path.with_name(path.name + ".wal")
