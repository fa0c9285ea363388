"""The kernel of the small set: seconds, viewers, starters, completers by season and window, and the episode curve.

It needs no order of time within a profile: rows are grouped and not sorted, and each touches one line of memory. A row
that may be a duplicate sends its profile to be sorted and judged by the full kernel's rule.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import CHECKS, COMPLETER_TENTHS, DAY, STARTER_SECONDS, WINDOWS
from cliffhanger.viewing.kernel import (
    COMPLETERS,
    EPISODE_SECONDS,
    FINISHED,
    KEPT_STARTER,
    REACHED,
    SECONDS,
    STARTERS,
    VIEWERS,
)
from cliffhanger.viewing.ordering import drop_duplicates, sort_rows
from cliffhanger.viewing.packing import EPISODE_BITS, SECONDS_BITS, START_SHIFT

SMALL = {
    "season": ["season", "window", "seconds", "viewers", "starters", "completers"],
    "episode": ["place", "reached", "finished", "seconds"],
}
"""What the small set holds: tables of sums and their columns."""

MOST_ROWS = 16_384
"""Rows of a profile that 32 bits of seconds can hold; more are left to the full kernel."""

SMALL_CHECKS = tuple(c for c in CHECKS if c != "overlap")
"""What is checked and counted: overlaps need the order of time."""

(_S0, _S1, _S2, _NEXT_START, _CHAIN, _PREMIERE, _RUNTIME, _SEASON) = range(8)
"""A line of the board, one an episode: seconds of the profile in hand in each window, the earliest start that the next
row may have, the episode touched before in the same season; and, constant, premiere, runtime and season."""

_E0, _E1, _E2 = (days * DAY for days in WINDOWS)
_AFTER = CHECKS.index("after the windows")


def board(catalogue: Catalogue) -> np.ndarray:
    """Working space of `reduce_small`: a line of 8 numbers an episode, shape (E, 8), that fits a core's cache."""
    made = np.zeros((catalogue.episodes.size, 8), np.int32)
    made[:, _PREMIERE] = catalogue.premiere_days[catalogue.season_of] * DAY - catalogue.base
    made[:, _RUNTIME] = catalogue.runtimes
    made[:, _SEASON] = catalogue.season_of
    return made


@njit(cache=True, nogil=True)
def _add_rows(core, low, high, lines, head, seasons, checked, checks):  # type: ignore[no-untyped-def]
    """Add a profile's rows to the board; give how many seasons they are of, or less than 0 at a doubtful row.

    A row is doubtful that does not start after the last one of its episode: it may be a duplicate.
    """
    n = 0
    after = 0
    for i in range(low, high):
        c = core[i]
        p = np.uint64(c >> np.uint64(SECONDS_BITS)) & np.uint64((1 << EPISODE_BITS) - 1)
        sec = np.int64(c & np.uint64((1 << SECONDS_BITS) - 1))
        since = np.int32(c >> np.uint64(START_SHIFT))
        if sec == KEPT_STARTER:
            continue
        start = lines[p, _NEXT_START]
        if since < start and not checked:
            return -1 - n
        lines[p, _NEXT_START] = since + np.int32(1)
        if start == 0:
            s = np.uint64(lines[p, _SEASON])
            at = head[s]
            if at < 0:
                seasons[n] = s
                n += 1
            lines[p, _CHAIN] = at
            head[s] = np.int32(p)
        d = since - lines[p, _PREMIERE]
        if d >= _E2:
            after += 1
        else:
            lines[p, np.uint64(_S0 + np.int64(d >= _E0) + np.int64(d >= _E1))] += np.int32(sec)
    checks[_AFTER] += after
    return n


@njit(cache=True, nogil=True)
def _clear(n, lines, head, seasons):  # type: ignore[no-untyped-def]
    """Take a profile off the board."""
    for k in range(n):
        p = head[seasons[k]]
        head[seasons[k]] = -1
        while p >= 0:
            lines[p, _S0] = lines[p, _S1] = lines[p, _S2] = lines[p, _NEXT_START] = 0
            p = lines[p, _CHAIN]


@njit(cache=True, nogil=True)
def _count(n, lines, head, seasons, season_runtimes, by_season, by_episode):  # type: ignore[no-untyped-def]
    """Add what stands on the board to the sums, and clear it."""
    for k in range(n):
        s = np.uint64(seasons[k])
        q = np.int64(head[s])
        head[s] = -1
        t0 = t1 = t2 = c0 = c1 = c2 = m0 = m1 = m2 = np.int64(0)
        while q >= 0:
            p = np.uint64(q)
            a0 = np.int64(lines[p, _S0])
            a1 = a0 + lines[p, _S1]
            a2 = a1 + lines[p, _S2]
            lines[p, _S0] = lines[p, _S1] = lines[p, _S2] = lines[p, _NEXT_START] = 0
            r = np.int64(lines[p, _RUNTIME])
            q = np.int64(lines[p, _CHAIN])
            t0, t1, t2 = t0 + a0, t1 + a1, t2 + a2
            c0, c1, c2 = c0 + min(a0, r), c1 + min(a1, r), c2 + min(a2, r)
            m0, m1, m2 = max(m0, a0), max(m1, a1), max(m2, a2)
            by_episode[p, EPISODE_SECONDS] += a2
            by_episode[p, REACHED] += np.int64(a2 >= STARTER_SECONDS)
            by_episode[p, FINISHED] += np.int64(10 * a2 >= COMPLETER_TENTHS * r) & np.int64(a2 > 0)
        whole = COMPLETER_TENTHS * season_runtimes[s]
        for w, t, c, m in ((0, t0, c0, m0), (1, t1, c1, m1), (2, t2, c2, m2)):
            by_season[s, w, SECONDS] += t
            by_season[s, w, VIEWERS] += np.int64(t > 0)
            by_season[s, w, STARTERS] += np.int64(m >= STARTER_SECONDS)
            by_season[s, w, COMPLETERS] += np.int64(10 * c >= whole) & np.int64(t > 0)


@njit(cache=True, nogil=True)
def _judged(who, core, extra, mark, low, high, copy, index, table, checks):  # type: ignore[no-untyped-def]
    """Rows of a profile sorted and without duplicates at the front of the copy's second line; give how many."""
    n = high - low
    w, c = copy[0, :n], copy[1, :n]
    x, m = copy[2, : n if extra.size else 0], copy[3, : n if mark.size else 0]
    for k in range(n):
        w[k], c[k] = who[low + k], core[low + k]
    for k in range(x.size):
        x[k] = extra[low + k]
    for k in range(m.size):
        m[k] = mark[low + k]
    sort_rows(w, c, x, m, 0, n)
    used = drop_duplicates(c, x, m, 0, n, index, table, 1, checks)
    for k in range(used):
        c[k] = c[index[k]]
    return used


@njit(cache=True, nogil=True)
def reduce_small(  # type: ignore[no-untyped-def]
    who, core, extra, mark, position, season_runtimes, by_season, by_episode, checks, lines, head, seasons,
    index, table, copy,
):  # fmt: skip
    """Add up rows from `position` on; give where it stopped: before the end if a profile is larger than `copy`.

    The rows of a profile stand together, in any order. With marks every profile is judged: the same event may come
    with another start. `head` is -1 on entry and on return, as is `lines` clear.
    """
    low = position
    while low < who.size:
        high = low + 1
        while high < who.size and who[high] == who[low]:
            high += 1
        if high - low > index.size:
            return low
        n = -1
        if mark.size == 0:
            n = _add_rows(core, low, high, lines, head, seasons, False, checks)
            if n < 0:
                _clear(-1 - n, lines, head, seasons)
        if n < 0:
            used = _judged(who, core, extra, mark, low, high, copy, index, table, checks)
            n = _add_rows(copy[1], 0, used, lines, head, seasons, True, checks)
        _count(n, lines, head, seasons, season_runtimes, by_season, by_episode)
        low = high
    return low
