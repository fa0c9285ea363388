"""What the kernel adds up: arrays of whole numbers by season, episode, week and country. Tallies of parts add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from cliffhanger.viewing import kernel, ordering
from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import CHECKS, WINDOWS
from cliffhanger.viewing.small import MOST_ROWS, SMALL, SMALL_CHECKS, board, reduce_small

SMALLEST = 1 << 12
_DENSE = ("by_season", "by_episode", "stopped", "took", "by_member", "kept", "checks")
_SMALL = ("by_season", "by_episode", "checks")

Rows = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""who, core, extra, mark: see `packing`."""


@dataclass(frozen=True)
class Extras:
    """Which of the optional columns the logs have."""

    country: bool = False
    member: bool = False
    weight: bool = False


class Tally:
    """Sums over profiles.

    Parameters
    ----------
    catalogue : Catalogue
        Gives the arrays their size.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        seasons, episodes, last = len(catalogue.season_ids), catalogue.episodes.size, WINDOWS[-1]
        self.by_season = np.zeros((seasons, len(WINDOWS), 8), np.int64)
        self.by_episode = np.zeros((episodes, 3), np.int64)
        self.stopped = np.zeros((episodes, last), np.int64)
        self.took = np.zeros((seasons, last), np.int64)
        self.by_member = np.zeros((seasons, len(WINDOWS), 3, 4), np.int64)
        self.kept = np.zeros(seasons, np.int64)
        self.checks = np.zeros(len(CHECKS), np.int64)
        self.keys = np.full(SMALLEST, -1, np.int64)
        self.values = np.zeros((SMALLEST, 4), np.int64)
        self.filled = np.zeros(1, np.int64)

    def grow(self, at_least: int) -> None:
        """Make room for so many more cells."""
        size = self.keys.size * 2
        while size // 2 < self.filled[0] + at_least:
            size *= 2
        keys, values = np.full(size, -1, np.int64), np.zeros((size, 4), np.int64)
        kernel.rehash(self.keys, self.values, keys, values, self.filled)
        self.keys, self.values = keys, values

    def add(self, other: Tally, *, small: bool = False) -> None:
        """Add another tally of the same catalogue; or what of it the small set needs."""
        for name in _SMALL if small else _DENSE:
            getattr(self, name)[...] += getattr(other, name)
        if small:
            return
        self.grow(int(other.filled[0]))
        kernel.rehash(other.keys, other.values, self.keys, self.values, np.zeros(1, np.int64))
        self.filled[0] = int((self.keys != -1).sum())

    def arrays(self) -> dict[str, np.ndarray]:
        """Everything as arrays, to be kept or sent; cells in order of their keys, those of zeros left out."""
        used = (self.keys != -1) & (self.values != 0).any(axis=1)
        order = np.argsort(self.keys[used])
        cells = {"keys": self.keys[used][order], "values": self.values[used][order]}
        return {**{name: getattr(self, name) for name in _DENSE}, **cells}

    @classmethod
    def of_arrays(cls, catalogue: Catalogue, arrays: Mapping[str, np.ndarray]) -> Tally:
        """A tally from what `arrays` gave; the catalogue may have grown at its end."""
        tally = cls(catalogue)
        for name in _DENSE:
            given = arrays[name]
            getattr(tally, name)[: len(given)] = given
        tally.grow(len(arrays["keys"]))
        filled = np.zeros(1, np.int64)
        kernel.rehash(arrays["keys"], arrays["values"], tally.keys, tally.values, filled)
        tally.filled[0] = filled[0]
        return tally


@dataclass
class Worker:
    """One thread's tally and working space.

    Parameters
    ----------
    catalogue : Catalogue
        Seasons and episodes.
    extras : Extras
        Which optional columns there are.
    small : bool
        Whether the small set is enough: then rows need only be grouped by profile.
    """

    catalogue: Catalogue
    extras: Extras
    small: bool = False
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = Tally(self.catalogue)
        seasons, most = len(self.catalogue.season_ids), int(np.diff(self.catalogue.first).max())
        self._slot_of = np.full(seasons, -1, np.int64)
        self._seconds_of = np.zeros(most, np.int64)
        self._seen = np.zeros((3, 1_024), np.int64)
        self._board = board(self.catalogue)
        self._of_seasons = [np.full(seasons, -1, np.int32), np.zeros(seasons + 1, np.int64)]
        self._room(4_096)

    def _room(self, rows: int) -> None:
        """Working space for profiles of so many rows."""
        size = 1 << (rows - 1).bit_length()
        self._copy = np.empty((4, size), np.uint64)
        self._of_rows = [np.empty(size, np.int64), np.empty(size, np.int64), np.empty(4 * size, np.uint64),
                         *(np.empty(size, np.int64) for _ in range(4))]  # fmt: skip

    def reduce(self, rows: Rows, sign: int = 1) -> None:
        """Add whole profiles, the rows of each together and in order of core, extra, mark (sign -1: take them out)."""
        position, end = 0, rows[0].size
        while position < end:
            position = self._reduce_small(rows, position) if self.small else self._reduce_full(rows, position, sign)
            if position < end:
                other = rows[0][position:] != rows[0][position]
                same = int(other.argmax()) or end - position
                if self.small and same > MOST_ROWS:
                    one: Rows = tuple(a[position : position + same] for a in rows)  # type: ignore[assignment]
                    self._reduce_one(ordering.in_order(one, 0), sign)
                    position += same
                    continue
                self._make_room(same)

    def _make_room(self, same: int) -> None:
        """Room for a profile of so many rows."""
        if same > self._of_rows[0].size:
            self._room(same)
        self.tally.grow(8 * same)

    def _reduce_one(self, rows: Rows, sign: int) -> None:
        """A profile with more rows than the small set's kernel can hold."""
        self._make_room(rows[0].size)
        self._reduce_full(rows, 0, sign)

    def _reduce_full(self, rows: Rows, position: int, sign: int) -> int:
        c, t = self.catalogue, self.tally
        done: int = kernel.reduce_rows(
            *rows, position, sign, self.extras.country, self.extras.member,
            c.season_of, c.first, c.runtimes, c.season_runtimes, c.premiere_days, c.next_season, c.base // 86_400,
            t.by_season, t.by_episode, t.stopped, t.took, t.by_member, t.kept, t.checks,
            t.keys, t.values, t.filled, self._slot_of, self._seconds_of, *self._of_rows, *self._seen,
        )  # fmt: skip
        return done

    def _reduce_small(self, rows: Rows, position: int) -> int:
        t, (index, _, table) = self.tally, self._of_rows[:3]
        done: int = reduce_small(
            *rows, position, self.catalogue.season_runtimes, t.by_season, t.by_episode, t.checks,
            self._board, *self._of_seasons, index[:MOST_ROWS], table, self._copy,
        )  # fmt: skip
        return done


def tables(tally: Tally, read: int) -> dict[str, pa.Table]:
    """The tally as tables of whole numbers, in order of their keys: what `reference` computes in SQL.

    Parameters
    ----------
    tally : Tally
        The sums.
    read : int
        Rows read in all.
    """
    a = tally.arrays()
    kind, season = a["keys"] >> 42, (a["keys"] >> 24) & 0x3FFFF
    period, country = (a["keys"] >> 10) & 0x3FFF, a["keys"] & 1_023
    week, place = kind == kernel.IN_WEEK, kind == kernel.IN_COUNTRY
    return {
        "season": _dense(a["by_season"], ("season", "window"), ("seconds", "viewers", "starters", "watchers",
                         "completers", "only_first", "weighted", "days_on")),
        "episode": _dense(a["by_episode"], ("place",), ("reached", "finished", "seconds")),
        "stopped": _dense(a["stopped"][..., None], ("place", "age"), ("profiles",)),
        "took": _dense(a["took"][..., None], ("season", "days"), ("completers",)),
        "member": _dense(a["by_member"], ("season", "window", "member"), ("seconds", "viewers", "starters",
                         "completers")),
        "kept": _dense(a["kept"][..., None], ("season",), ("profiles",)),
        "week": _columns(season=season[week], week=period[week], country=country[week], seconds=a["values"][week, 0],
                         profiles=a["values"][week, 1], weighted=a["values"][week, 2]),
        "country": _columns(season=season[place], window=period[place], country=country[place],
                            seconds=a["values"][place, 0], viewers=a["values"][place, 1],
                            starters=a["values"][place, 2], completers=a["values"][place, 3]),
        "check": pa.table({"check": ["read", *CHECKS], "rows": [read, *a["checks"].tolist()]}),
    }  # fmt: skip


def small_set(sums: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """What of the tables of `tables` the small set holds, and every engine gives for it."""
    check = sums["check"]
    known = np.array([name in ("read", *SMALL_CHECKS) for name in check["check"].to_pylist()])
    return {**{name: sums[name].select(columns) for name, columns in SMALL.items()}, "check": check.filter(known)}


def _dense(array: np.ndarray, keys: tuple[str, ...], names: tuple[str, ...]) -> pa.Table:
    at = np.nonzero((array != 0).any(axis=-1))
    sums = array[at]
    return _columns(**dict(zip(keys, at, strict=True)), **{name: sums[:, i] for i, name in enumerate(names)})


def _columns(**columns: np.ndarray) -> pa.Table:
    return pa.table({name: pa.array(np.asarray(v, np.int64)) for name, v in columns.items()})
