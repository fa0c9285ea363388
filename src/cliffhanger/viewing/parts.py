"""Packed rows dealt out by profile: how many parts, and where they wait."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from cliffhanger.viewing import ordering, packing
from cliffhanger.viewing.tally import Rows

_NONE = np.empty(0, np.uint64)

PART = 40_000
"""Rows of a part, about: small enough for the cache of a core."""


FINE_PARTS = 1_024
"""More parts than this are not made for the cache's sake alone: dealing out to many costs, too."""


LARGE_PART = 400_000
"""Rows of a part, about, where a part is a task of a cluster or one of very many."""


MOST_PARTS = 4_096


def dealt(rows: Rows, bits: int) -> tuple[Rows, np.ndarray]:
    """Rows in order of their parts, and where each part begins."""
    out: Rows = tuple(np.empty_like(a) for a in rows)  # type: ignore[assignment]
    edges = np.empty((1 << bits) + 1, np.int64)
    ordering.deal(*rows, 64 - bits, 1 << bits, *out, edges)
    return out, edges


class Parts:
    """Packed rows dealt out by profile, in memory up to a budget and on disk beyond it.

    Parameters
    ----------
    bits : int
        Leading bits of ``who`` that name the part: there are 2 ** bits.
    budget : int
        Bytes kept in memory.
    folder : Path
        Where the rest goes.
    """

    def __init__(self, bits: int, budget: int, folder: Path) -> None:
        self.bits, self._budget, self._folder = bits, budget, folder
        self._lock = threading.Lock()
        self._pieces: list[tuple[Rows | Path, np.ndarray, tuple[int, ...]]] = []
        self.last = -1

    def take(self, rows: Rows) -> None:
        """Deal out the rows of a piece."""
        out, edges = dealt(rows, self.bits)
        last = int(out[1].max() >> np.uint64(packing.START_SHIFT)) if out[1].size else -1
        size = sum(a.nbytes for a in out)
        with self._lock:
            self.last = max(self.last, last)
            fits = size <= self._budget
            self._budget -= size if fits else 0
            number = len(self._pieces)
            self._pieces.append((out, edges, tuple(a.size for a in out)))
        if not fits:
            path = self._folder / f"{number}.rows"
            with path.open("wb") as file:
                for a in out:
                    a.tofile(file)
            with self._lock:
                self._pieces[number] = (path, edges, tuple(a.size for a in out))

    def sizes(self) -> np.ndarray:
        """Rows of each part."""
        sizes = np.zeros(1 << self.bits, np.int64)
        for _, edges, _ in self._pieces:
            sizes += np.diff(edges)
        return sizes

    def part(self, number: int, *, grouped: bool = False) -> Rows:
        """All rows of one part, in order of who, core, extra, mark; or only `grouped` by profile."""
        found: list[list[np.ndarray]] = [[], [], [], []]
        for held, edges, sizes in self._pieces:
            low, high = int(edges[number]), int(edges[number + 1])
            if low == high:
                continue
            begin = 0
            for i in range(4):
                if not sizes[i]:
                    continue
                if isinstance(held, Path):
                    found[i].append(np.fromfile(held, np.uint64, high - low, offset=8 * (begin + low)))
                else:
                    found[i].append(held[i][low:high])
                begin += sizes[i]
        rows: Rows = tuple(np.concatenate(f) if f else _NONE for f in found)  # type: ignore[assignment]
        return ordering.in_order(rows, self.bits, grouped=grouped)


def bits_for(rows: int, *, large: bool = False) -> int:
    """Bits of the parts for so many rows: parts that fit the cache, or large ones."""
    fine = 4 if large else min(rows // PART, FINE_PARTS)
    wanted = min(max(fine, rows // LARGE_PART, 4), MOST_PARTS)
    return int(wanted - 1).bit_length()
