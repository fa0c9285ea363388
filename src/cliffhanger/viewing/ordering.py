"""Packed rows in order: dealt out by profile, sorted or only grouped, and found again. Compiled.

The rows are those of `packing`: ``who``, ``core`` and, where there are such columns, ``extra`` and ``mark``.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from cliffhanger.viewing.definitions import CHECKS

_DUPLICATE = CHECKS.index("duplicate")


@njit(cache=True, nogil=True)
def deal(who, core, extra, mark, shift, parts, who_out, core_out, extra_out, mark_out, edges):  # type: ignore[no-untyped-def]
    """Put rows in order of the bits of `who` above `shift`, below `parts` (a power of two); keeps the order within.

    `edges`, shape (parts + 1,), says where each part begins.
    """
    mask = np.uint64(parts - 1)
    move = np.uint64(shift)
    for k in range(parts + 1):
        edges[k] = 0
    for i in range(who.size):
        edges[np.int64((who[i] >> move) & mask) + 1] += 1
    for k in range(parts):
        edges[k + 1] += edges[k]
    at = edges[:-1].copy()
    with_extra, with_mark = extra.size > 0, mark.size > 0
    for i in range(who.size):
        k = np.int64((who[i] >> move) & mask)
        j = at[k]
        at[k] = j + 1
        who_out[j] = who[i]
        core_out[j] = core[i]
        if with_extra:
            extra_out[j] = extra[i]
        if with_mark:
            mark_out[j] = mark[i]


_GAPS = np.array(
    [701_000_003, 119_000_017, 20_000_003, 3_400_003, 580_003, 98_999, 16_843, 2_861, 701, 301, 132, 57, 23, 10, 4, 1]
)


@njit(cache=True, nogil=True)
def sort_rows(who, core, extra, mark, low, high):  # type: ignore[no-untyped-def]
    """Sort rows `low` to `high` by who, core, extra, mark: Shell's sort, gaps of Ciura (2001)."""
    with_extra, with_mark = extra.size > 0, mark.size > 0
    n = high - low
    for gap in _GAPS:
        if gap > n // 2 and gap > 1:
            continue
        for i in range(low + gap, high):
            w, c = who[i], core[i]
            x = extra[i] if with_extra else np.uint64(0)
            m = mark[i] if with_mark else np.uint64(0)
            j = i
            while j - gap >= low:
                k = j - gap
                if who[k] < w or (who[k] == w and core[k] < c):
                    break
                if who[k] == w and core[k] == c:
                    kx = extra[k] if with_extra else np.uint64(0)
                    km = mark[k] if with_mark else np.uint64(0)
                    if kx < x or (kx == x and km <= m):
                        break
                who[j] = who[k]
                core[j] = core[k]
                if with_extra:
                    extra[j] = extra[k]
                if with_mark:
                    mark[j] = mark[k]
                j = k
            if j != i:
                who[j] = w
                core[j] = c
                if with_extra:
                    extra[j] = x
                if with_mark:
                    mark[j] = m
    return n


@njit(cache=True, nogil=True)
def sort_buckets(who, core, extra, mark, edges):  # type: ignore[no-untyped-def]
    """Sort each bucket that `deal` made; buckets stand in order of who already."""
    for k in range(edges.size - 1):
        if edges[k + 1] - edges[k] > 1:
            sort_rows(who, core, extra, mark, edges[k], edges[k + 1])


@njit(cache=True, nogil=True)
def group_rows(who, core, extra, mark, low, high, spare):  # type: ignore[no-untyped-def]
    """Bring rows `low` to `high` of each profile together, in the order in which they stand."""
    with_extra, with_mark = extra.size > 0, mark.size > 0
    while low < high:
        w = who[low]
        to = low + 1
        while to < high and who[to] == w:
            to += 1
        others = 0
        for i in range(to, high):
            if who[i] == w:
                who[to], core[to] = w, core[i]
                if with_extra:
                    extra[to] = extra[i]
                if with_mark:
                    mark[to] = mark[i]
                to += 1
            else:
                spare[0, others], spare[1, others] = who[i], core[i]
                if with_extra:
                    spare[2, others] = extra[i]
                if with_mark:
                    spare[3, others] = mark[i]
                others += 1
        for k in range(others):
            who[to + k], core[to + k] = spare[0, k], spare[1, k]
            if with_extra:
                extra[to + k] = spare[2, k]
            if with_mark:
                mark[to + k] = spare[3, k]
        low = to


@njit(cache=True, nogil=True)
def group_buckets(who, core, extra, mark, edges):  # type: ignore[no-untyped-def]
    """Group the rows of each bucket that `deal` made."""
    most = 0
    for k in range(edges.size - 1):
        most = max(most, edges[k + 1] - edges[k])
    spare = np.empty((4, most), np.uint64)
    for k in range(edges.size - 1):
        if edges[k + 1] - edges[k] > 1:
            group_rows(who, core, extra, mark, edges[k], edges[k + 1], spare)


@njit(cache=True, nogil=True)
def find_runs(who, found, begins):  # type: ignore[no-untyped-def]
    """Write who stands in each run of equal values and where it begins, with the end; give how many runs."""
    n = 0
    for i in range(who.size):
        if i == 0 or who[i] != who[i - 1]:
            found[n] = who[i]
            begins[n] = i
            n += 1
    begins[n] = who.size
    return n


@njit(cache=True, nogil=True)
def find_ranges(who, wanted, begins, ends):  # type: ignore[no-untyped-def]
    """Where the rows of each wanted profile begin and end; both are sorted. Hashes are even: a guess is near."""
    n = who.size
    if n == 0:
        begins[:] = 0
        ends[:] = 0
        return
    first = np.float64(who[0])
    scale = n / max(np.float64(who[n - 1]) - first, 1.0)
    for k in range(wanted.size):
        w = wanted[k]
        guess = np.int64((np.float64(w) - first) * scale)
        at = min(max(guess, 0), n - 1)
        step = 64
        if who[at] < w:
            low, high = at, at + step
            while high < n and who[high] < w:
                low, high, step = high, high + 2 * step, 2 * step
            high = min(high, n)
        else:
            low, high = at - step, at
            while low >= 0 and who[low] >= w:
                high, low, step = low, low - 2 * step, 2 * step
            low = max(low, -1)
        while high - low > 1:
            middle = (low + high) // 2
            if who[middle] < w:
                low = middle
            else:
                high = middle
        begins[k] = high
        while high < n and who[high] == w:
            high += 1
        ends[k] = high


@njit(cache=True, nogil=True)
def gather(source, begins, ends, out):  # type: ignore[no-untyped-def]
    """Copy ranges one after the other."""
    at = 0
    for k in range(begins.size):
        for i in range(begins[k], ends[k]):
            out[at] = source[i]
            at += 1


def in_order(
    rows: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], used_bits: int, *, grouped: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows of one partition sorted by who, core, extra, mark; or only those of a profile together.

    Parameters
    ----------
    rows : tuple of four ndarray
        who, core, extra, mark; the last two may be empty.
    used_bits : int
        Leading bits of ``who`` that all rows share, 0 to 24.
    grouped : bool
        Whether it is enough that the rows of a profile stand together, in the order in which they stood.
    """
    n = rows[0].size
    bits = min(max(int(n // 12).bit_length(), 1), 20)
    out = tuple(np.empty_like(a) for a in rows)
    edges = np.empty((1 << bits) + 1, np.int64)
    deal(*rows, 64 - used_bits - bits, 1 << bits, *out, edges)
    (group_buckets if grouped else sort_buckets)(*out, edges)
    return out  # type: ignore[return-value]


@njit(cache=True, nogil=True)
def drop_duplicates(core, extra, mark, low, high, index, table, sign, checks):  # type: ignore[no-untyped-def]
    """Write the places of the rows that are used to `index`; count the others."""
    n = 0
    with_extra, with_mark = extra.size > 0, mark.size > 0
    mask = np.uint64(table.size - 1)
    if with_mark:
        size = 1
        while size < 2 * (high - low):
            size <<= 1
        mask = np.uint64(size - 1)
        for k in range(size):
            table[k] = np.uint64(0)
    last = -1
    for i in range(low, high):
        if with_mark and mark[i] >> np.uint64(63):
            at = np.int64(mark[i] & mask)
            while table[at] != 0 and table[at] != mark[i]:
                at = (at + 1) & np.int64(mask)
            if table[at] == mark[i]:
                checks[_DUPLICATE] += sign
                continue
            table[at] = mark[i]
        else:
            if (
                last >= 0
                and core[last] == core[i]
                and (not with_extra or extra[last] == extra[i])
                and (not with_mark or mark[last] == mark[i])
            ):
                checks[_DUPLICATE] += sign
                continue
            last = i
        index[n] = i
        n += 1
    return n
