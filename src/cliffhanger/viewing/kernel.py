"""The measuring kernel: one pass over rows sorted by profile and time, adding whole numbers. Compiled.

What a profile adds depends on its own rows alone, so results of parts add up, and a profile that gets new rows can be
taken out (sign -1) and put in again (sign +1).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from cliffhanger.viewing.definitions import (
    CHECKS,
    COMPLETER_TENTHS,
    DAY,
    MONDAY,
    STARTER_SECONDS,
    WATCHER_TENTHS,
    WEEK,
    WINDOWS,
)
from cliffhanger.viewing.ordering import drop_duplicates
from cliffhanger.viewing.packing import COUNTRY_SHIFT, EPISODE_BITS, MEMBER_SHIFT, SECONDS_BITS, START_SHIFT, mix

(SECONDS, VIEWERS, STARTERS, WATCHERS, COMPLETERS, ONLY_FIRST, WEIGHTED, DAYS_ON) = range(8)
"""What is added by season and window; days on are the days on which completers viewed the season."""

REACHED, FINISHED, EPISODE_SECONDS = range(3)
"""What is added by episode, within the last window."""

WORLD = 1_023
"""Stands for all countries in the key of a cell."""

KEPT_STARTER = (1 << SECONDS_BITS) - 1
"""Seconds that no row has: such a row says that the profile started the season, whose rows are no longer kept."""

IN_WEEK, IN_COUNTRY = 0, 1
"""Kinds of cells: a season's week in a country; a season's window in a country."""

_W0, _W1, _W2 = WINDOWS
_OVERLAP, _AFTER = CHECKS.index("overlap"), CHECKS.index("after the windows")


@njit(cache=True, nogil=True, inline="always")
def cell_key(kind, season, period, country):  # type: ignore[no-untyped-def]
    """Key of a cell: 2 bits of kind, 18 of season, 14 of week or window, 10 of country."""
    return (np.int64(kind) << 42) | (np.int64(season) << 24) | (np.int64(period) << 10) | np.int64(country)


@njit(cache=True, nogil=True)
def cell(keys, filled, key):  # type: ignore[no-untyped-def]
    """Place of a key in the open table of cells, taken if free."""
    mask = keys.size - 1
    at = np.int64(mix(np.uint64(key)) & np.uint64(mask))
    while keys[at] != key:
        if keys[at] == -1:
            keys[at] = key
            filled[0] += 1
            return at
        at = (at + 1) & mask
    return at


@njit(cache=True, nogil=True)
def rehash(keys, values, new_keys, new_values, filled):  # type: ignore[no-untyped-def]
    """Move all cells to a larger table."""
    filled[0] = 0
    for i in range(keys.size):
        if keys[i] != -1:
            at = cell(new_keys, filled, keys[i])
            for j in range(values.shape[1]):
                new_values[at, j] += values[i, j]


@njit(cache=True, nogil=True)
def reduce_rows(  # type: ignore[no-untyped-def]
    who, core, extra, mark, position, sign, with_country, with_member,
    season_of, first, runtimes, season_runtimes, premiere_days, next_season, base_day,
    by_season, by_episode, stopped, took, by_member, kept, checks,
    keys, values, filled, slot_of, seconds_of, index, following, table, list_season, head, tail, started,
    seen_country, seen_seconds, seen_weighted,
):  # fmt: skip
    """Add up rows from `position` on; give where it stopped: before the end if the cells run full.

    The rows of a profile stand together, in order of core, extra, mark. The arrays of the third line are of the
    catalogue, those of the fourth are added to, those of the last two are working space: `slot_of` is -1 and
    `seconds_of` 0 on entry and on return.
    """
    n_rows = who.size
    low = position
    day_bits, ep_mask = np.uint64(START_SHIFT), np.uint64((1 << EPISODE_BITS) - 1)
    sec_mask = np.uint64((1 << SECONDS_BITS) - 1)
    base_s = base_day * DAY
    while low < n_rows:
        high = low + 1
        while high < n_rows and who[high] == who[low]:
            high += 1
        if filled[0] + 8 * (high - low) > keys.size // 2 or high - low > index.size:
            return low
        m = drop_duplicates(core, extra, mark, low, high, index, table, sign, checks)
        # The rows of each season as a chain, in time; and rows that begin before an earlier one has ended.
        n_seasons = 0
        until = np.int64(-1)
        for k in range(m):
            c = core[index[k]]
            s = season_of[np.int64((c >> np.uint64(SECONDS_BITS)) & ep_mask)]
            slot = slot_of[s]
            if slot < 0:
                slot = n_seasons
                slot_of[s] = slot
                list_season[slot] = s
                head[slot] = k
                started[slot] = 0
                n_seasons += 1
            else:
                following[tail[slot]] = k
            tail[slot] = k
            following[k] = -1
            if c & sec_mask != sec_mask:
                begin = np.int64(c >> day_bits)
                if begin < until:
                    checks[_OVERLAP] += sign
                until = max(until, begin + np.int64(c & sec_mask))
        for slot in range(n_seasons):
            s = list_season[slot]
            premiere = premiere_days[s]
            ep0, ep1 = first[s], first[s + 1]
            total = np.int64(0)
            heavy = np.int64(0)
            capped = np.int64(0)
            n_reached = 0
            furthest = -1
            watcher = False
            complete = False
            rows_in = 0
            days_on = 0
            last_day = np.int64(-1)
            first_day = np.int64(-1)
            window = 0
            week = np.int64(-1)
            week_seconds = np.int64(0)
            week_heavy = np.int64(0)
            n_countries = 0
            member = 2
            home = np.int64(0)
            k = head[slot]
            while True:
                ended = k < 0
                if not ended:
                    i = index[k]
                    c = core[i]
                    sec = np.int64(c & sec_mask)
                    if sec == KEPT_STARTER:
                        started[slot] = 1
                        k = following[k]
                        continue
                    t = base_s + np.int64(c >> day_bits)
                    day = t // DAY
                    age = day - premiere
                    w = 0 if age < _W0 else (1 if age < _W1 else (2 if age < _W2 else 3))
                    country = np.int64(0)
                    weight = np.int64(0)
                    if extra.size:
                        x = extra[i]
                        country = np.int64((x >> np.uint64(COUNTRY_SHIFT)) & np.uint64(1023))
                        weight = np.int64(x & np.uint64(0xFFFFFFFF))
                    if rows_in == 0 and w < 3:
                        first_day = day
                        home = country
                        if extra.size:
                            member = np.int64((x >> np.uint64(MEMBER_SHIFT)) & np.uint64(3))
                    this_week = (t + MONDAY) // WEEK
                else:
                    w = 3
                    this_week = np.int64(-2)
                # Close the windows that ended before this row.
                while window < w:
                    if rows_in > 0:
                        by_season[s, window, SECONDS] += sign * total
                        by_season[s, window, VIEWERS] += sign
                        by_season[s, window, WEIGHTED] += sign * heavy
                        if n_reached > 0:
                            by_season[s, window, STARTERS] += sign
                        if watcher:
                            by_season[s, window, WATCHERS] += sign
                        if complete:
                            by_season[s, window, COMPLETERS] += sign
                            by_season[s, window, DAYS_ON] += sign * days_on
                        if n_reached == 1 and furthest == ep0:
                            by_season[s, window, ONLY_FIRST] += sign
                        if with_member:
                            by_member[s, window, member, 0] += sign * total
                            by_member[s, window, member, 1] += sign
                            by_member[s, window, member, 2] += sign if n_reached > 0 else 0
                            by_member[s, window, member, 3] += sign if complete else 0
                        if with_country:
                            at = cell(keys, filled, cell_key(IN_COUNTRY, s, window, home))
                            values[at, 0] += sign * total
                            values[at, 1] += sign
                            values[at, 2] += sign if n_reached > 0 else 0
                            values[at, 3] += sign if complete else 0
                    window += 1
                # Write the week that ended before this row.
                if week >= 0 and this_week != week:
                    at = cell(keys, filled, cell_key(IN_WEEK, s, week, WORLD))
                    values[at, 0] += sign * week_seconds
                    values[at, 1] += sign
                    values[at, 2] += sign * week_heavy
                    for q in range(n_countries):
                        at = cell(keys, filled, cell_key(IN_WEEK, s, week, seen_country[q]))
                        values[at, 0] += sign * seen_seconds[q]
                        values[at, 1] += sign
                        values[at, 2] += sign * seen_weighted[q]
                    week_seconds = 0
                    week_heavy = 0
                    n_countries = 0
                if ended:
                    break
                week = this_week
                week_seconds += sec
                week_heavy += sec * weight
                if with_country:
                    q = 0
                    while q < n_countries and seen_country[q] != country:
                        q += 1
                    if q == n_countries:
                        seen_country[q] = country
                        seen_seconds[q] = 0
                        seen_weighted[q] = 0
                        n_countries += 1
                    seen_seconds[q] += sec
                    seen_weighted[q] += sec * weight
                if w == 3:
                    checks[_AFTER] += sign
                    k = following[k]
                    continue
                rows_in += 1
                total += sec
                heavy += sec * weight
                if day != last_day:
                    days_on += 1
                    last_day = day
                e = np.int64((c >> np.uint64(SECONDS_BITS)) & ep_mask)
                r = runtimes[e]
                old = seconds_of[e - ep0]
                new = old + sec
                seconds_of[e - ep0] = new
                capped += min(new, r) - min(old, r)
                if old < STARTER_SECONDS <= new:
                    n_reached += 1
                    furthest = max(furthest, e)
                if 10 * new >= WATCHER_TENTHS * r:
                    watcher = True
                if not complete and 10 * capped >= COMPLETER_TENTHS * season_runtimes[s]:
                    complete = True
                    took[s, day - first_day] += sign
                k = following[k]
            if rows_in > 0:
                for e in range(ep0, ep1):
                    spent = seconds_of[e - ep0]
                    if spent:
                        by_episode[e, EPISODE_SECONDS] += sign * spent
                        if spent >= STARTER_SECONDS:
                            by_episode[e, REACHED] += sign
                        if 10 * spent >= COMPLETER_TENTHS * runtimes[e]:
                            by_episode[e, FINISHED] += sign
                        seconds_of[e - ep0] = 0
                if n_reached > 0:
                    started[slot] = 1
                    stopped[furthest, last_day - premiere] += sign
        for slot in range(n_seasons):
            nxt = next_season[list_season[slot]]
            if started[slot] and nxt >= 0 and slot_of[nxt] >= 0 and started[slot_of[nxt]]:
                kept[list_season[slot]] += sign
        for slot in range(n_seasons):
            slot_of[list_season[slot]] = -1
        low = high
    return low
