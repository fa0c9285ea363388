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
