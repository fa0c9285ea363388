"""Rows as whole numbers: checked, packed into two to four words, and dealt out by profile. Compiled.

A row is ``who`` (64 bits that stand for the profile), ``core`` (29 bits of seconds since the first premiere, 18 of the
episode's number, 17 of seconds viewed) and, where such columns are mapped, ``extra`` (10 bits of country, 2 of
membership, 32 of weight in millionths) and ``mark`` (event id or device). An integer profile maps to ``who`` one to
one; a text is hashed, so that of 100 million text ids any two collide with a probability of 0.03 %.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from cliffhanger.viewing.definitions import CHECKS, DAY, MOST_SECONDS

SECONDS_BITS, EPISODE_BITS = 17, 18
START_SHIFT = SECONDS_BITS + EPISODE_BITS
RANGE = 1 << 29
"""Seconds from the first premiere that fit, some 17 years."""

COUNTRY_SHIFT, MEMBER_SHIFT = 34, 32
BAD_COUNTRY, BAD_WEIGHT = 1 << 44, 1 << 45
"""Bits of ``extra`` that say what could not be read; counted in packing, and then gone."""
BITS_KEPT = BAD_COUNTRY - 1
EVENT = 1 << 63
"""Bit of ``mark`` that tells an event id from a device."""

_LATE = CHECKS.index("late")
_COUNTRY, _WEIGHT = CHECKS.index("country unreadable"), CHECKS.index("weight unreadable")


@njit(cache=True, nogil=True, inline="always")
def mix(x):  # type: ignore[no-untyped-def]
    """Spread a 64-bit word over 64 bits, one to one (the finaliser of splitmix64, Steele et al. 2014)."""
    x = np.uint64(x)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@njit(cache=True, nogil=True)
def hash_texts(data, offsets, out):  # type: ignore[no-untyped-def]
    """Hash texts as they lie in an Arrow buffer: bytes, where each begins, and where to write 64 bits each."""
    prime = np.uint64(0x9E3779B97F4A7C15)
    for i in range(out.size):
        h = np.uint64(0xCBF29CE484222325)
        low, high = offsets[i], offsets[i + 1]
        j = low
        while j + 8 <= high:
            word = np.uint64(0)
            for k in range(8):
                word |= np.uint64(data[j + k]) << np.uint64(8 * k)
            h = mix(h ^ word) * prime
            j += 8
        word = np.uint64(high - low) << np.uint64(56)
        for k in range(high - j):
            word |= np.uint64(data[j + k]) << np.uint64(8 * k)
        out[i] = mix((h ^ word) + prime)


@njit(cache=True, nogil=True)
def pack(  # type: ignore[no-untyped-def]
    profile, hashed, season, low, lookup, episode, start, per_second, seconds, extra, mark, valid,
    place, premiere_s, base, delivered, who_out, core_out, extra_out, mark_out, counts,
):  # fmt: skip
    """Check rows and pack those that pass.

    Parameters
    ----------
    profile : int64 or uint64, shape (n,)
        Profile as an integer, or its hash where `hashed`.
    season, low, lookup
        Season as an integer; minus `low` it is looked up for its number, -1 for none.
    episode, seconds : integers, shape (n,)
    start, per_second
        Start in units of which a second has `per_second`.
    extra, mark : uint64, shape (n,) or (0,)
    valid : bool, shape (n,) or (0,)
        Whether every needed column has a value.
    place, premiere_s, base
        Of the catalogue.
    delivered : int
        Day of delivery since 1970, or -1.
    who_out, core_out, extra_out, mark_out
        Where packed rows are written.
    counts : int64, shape (len(CHECKS),)
        Added to.

    Returns
    -------
    int
        Rows packed.
    """
    n = 0
    delivered_s = delivered * DAY if delivered >= 0 else -(1 << 62)
    seasons, width = lookup.size, place.shape[1]
    with_extra, with_mark, with_valid = extra.size > 0, mark.size > 0, valid.size > 0
    for i in range(profile.size):
        if with_valid and not valid[i]:
            counts[0] += 1
            continue
        at = np.int64(season[i]) - low
        s = lookup[at] if 0 <= at < seasons else -1
        if s < 0:
            counts[1] += 1
            continue
        e = np.int64(episode[i])
        p = place[s, e] if 0 <= e < width else -1
        if p < 0:
            counts[2] += 1
            continue
        sec = np.int64(seconds[i])
        if sec <= 0:
            counts[3] += 1
            continue
        if sec > MOST_SECONDS:
            counts[4] += 1
            continue
        # Dividing by a number that is known when this is compiled costs a tenth.
        t = np.int64(start[i] // 1_000_000 if per_second == 1_000_000 else start[i] // per_second)
        if t < premiere_s[s]:
            counts[5] += 1
            continue
        since = t - base
        if since >= RANGE:
            counts[6] += 1
            continue
        if t < delivered_s:
            counts[_LATE] += 1
        who_out[n] = np.uint64(profile[i]) if hashed else mix(profile[i])
        core_out[n] = (
            (np.uint64(since) << np.uint64(START_SHIFT)) | (np.uint64(p) << np.uint64(SECONDS_BITS)) | np.uint64(sec)
        )
        if with_extra:
            if extra[i] & np.uint64(BAD_COUNTRY):
                counts[_COUNTRY] += 1
            if extra[i] & np.uint64(BAD_WEIGHT):
                counts[_WEIGHT] += 1
            extra_out[n] = extra[i] & np.uint64(BITS_KEPT)
        if with_mark:
            mark_out[n] = mark[i]
        n += 1
    return n


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
