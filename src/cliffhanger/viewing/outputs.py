"""From sums to the tables that `measure` writes: shares, views, ranks, and what is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from cliffhanger.contracts import Contract
from cliffhanger.viewing.canonical import country_text
from cliffhanger.viewing.catalogue import Catalogue, day_of
from cliffhanger.viewing.definitions import CENSOR_DAYS, CHECKS, FEWEST_PROFILES, MICRO, MONDAY, RULES, TOP, WINDOWS
from cliffhanger.viewing.kernel import WORLD
from cliffhanger.viewing.survival import quantile_days, survival
from cliffhanger.viewing.tally import Extras
from cliffhanger.viewing_tables import (
    VIEWING_CHECK,
    VIEWING_COUNTRY,
    VIEWING_EPISODE,
    VIEWING_MEMBER,
    VIEWING_RETENTION,
    VIEWING_SEASON,
    VIEWING_WEEK,
)

Row = dict[str, Any]
_MEMBERS = ("unknown", "long-standing", "new")


class Outputs:
    """Makes the tables of one measurement.

    Parameters
    ----------
    sums : mapping of str to pyarrow.Table
        What `tally.tables` or `reference.measure_in_sql` gave, or the small set of it.
    catalogue : Catalogue
        Seasons and episodes.
    last_day : int
        Last day of the logs since 1970.
    extras : Extras
        Which optional columns there were.
    fewest : int
        Figures of fewer profiles are suppressed.
    """

    def __init__(
        self, sums: Mapping[str, pa.Table], catalogue: Catalogue, last_day: int, extras: Extras,
        fewest: int = FEWEST_PROFILES,
    ) -> None:  # fmt: skip
        self.sums, self.catalogue, self.last_day, self.extras, self.fewest = sums, catalogue, last_day, extras, fewest
        self.small = "took" not in sums
        self.starters = {
            r["season"]: r["starters"] for r in sums["season"].to_pylist() if r["window"] == len(WINDOWS) - 1
        }

    def tables(self) -> dict[str, pa.Table]:
        """All tables by name; those for which the logs have no column are empty. Of the small set: those it holds."""
        made: tuple[tuple[Contract, Callable[[], Iterable[Row]]], ...] = (
            (VIEWING_SEASON, self._seasons),
            (VIEWING_EPISODE, self._episodes),
            (VIEWING_WEEK, self._weeks),
            (VIEWING_COUNTRY, self._countries),
            (VIEWING_MEMBER, self._members),
            (VIEWING_RETENTION, self._retention),
            (VIEWING_CHECK, self._checks),
        )
        return {
            contract.name: pa.Table.from_pylist(
                list(rows()), schema=pa.schema([pa.field(c.name, c.type) for c in contract.columns])
            )
            for contract, rows in made
            if not self.small or contract in (VIEWING_SEASON, VIEWING_EPISODE, VIEWING_CHECK)
        }

    def _seasons(self) -> Iterable[Row]:
        took: dict[int, np.ndarray] = {}
        heavy = dict.fromkeys(range(len(WINDOWS)), 0)
        if not self.small:
            for r in self.sums["took"].to_pylist():
                took.setdefault(r["season"], np.zeros(WINDOWS[-1], np.int64))[r["days"]] = r["completers"]
            for r in self.sums["season"].to_pylist():
                heavy[r["window"]] += r["weighted"]
        for r in self.sums["season"].to_pylist():
            row = self._of(r["season"], r["window"])
            counted = {n: self._shown(r[n]) for n in ("viewers", "starters", "watchers", "completers") if n in r}
            if counted["viewers"] is not None:
                row["hours_viewed"] = r["seconds"] / 3_600
                row["views"] = r["seconds"] / int(self.catalogue.season_runtimes[r["season"]])
            if counted["starters"] is not None:
                row["hours_per_starter"] = r["seconds"] / 3_600 / r["starters"]
            if counted["completers"] is not None:
                row["share_completed"] = r["completers"] / r["starters"]
            if not self.small:
                row |= self._further(r, counted, heavy[r["window"]], took.get(r["season"]))
            yield self._said(row | counted, counted, self._open(r["season"], r["window"]))

    def _further(self, r: Row, counted: Mapping[str, int | None], heavy: int, took: np.ndarray | None) -> Row:
        """What the full set says of a season and window beyond the small one."""
        row: Row = {}
        if counted["viewers"] is not None and self.extras.weight:
            row["hours_weighted"] = r["weighted"] / MICRO / 3_600
            row["share_weighted"] = r["weighted"] / heavy if heavy else None
        if counted["starters"] is not None:
            only = self._shown(r["only_first"])
            row["share_only_first"] = None if only is None else only / r["starters"]
        if counted["completers"] is not None:
            episodes = int(self.catalogue.first[r["season"] + 1] - self.catalogue.first[r["season"]])
            row["episodes_per_day"] = episodes * r["completers"] / r["days_on"]
            if r["window"] == len(WINDOWS) - 1 and took is not None:
                for q in (25, 50, 75):
                    row[f"days_to_complete_q{q}"] = quantile_days(took, q / 100)
        return row

    def _episodes(self) -> Iterable[Row]:
        c, last = self.catalogue, WINDOWS[-1]
        stopped = np.zeros((c.episodes.size, last), np.int64)
        for r in [] if self.small else self.sums["stopped"].to_pylist():
            stopped[r["place"], r["age"]] = r["profiles"]
        sums = {r["place"]: r for r in self.sums["episode"].to_pylist()}
        for s, season_id in enumerate(c.season_ids):
            if s not in self.starters:
                continue
            low, high = int(c.first[s]), int(c.first[s + 1])
            # Whoever viewed near the end of the logs may still go on; after the last episode nobody can.
            ages = np.arange(last) + int(c.premiere_days[s])
            may_go_on = (ages > self.last_day - CENSOR_DAYS)[None, :] | (np.arange(low, high) == high - 1)[:, None]
            of = stopped[low:high]
            share, below, above = survival((of * ~may_go_on).sum(1), (of * may_go_on).sum(1))
            before = None
            for k, place in enumerate(range(low, high)):
                r = sums.get(place, {"reached": 0, "finished": 0, "seconds": 0})
                counted = {n: self._shown(r[n]) for n in ("reached", "finished")}
                row: Row = {"season_id": season_id, "episode": int(c.episodes[place])}
                if counted["reached"] is not None:
                    row |= {"hours_viewed": r["seconds"] / 3_600, "share_reached": r["reached"] / self.starters[s]}
                    row["drop_off"] = 1 - r["reached"] / before if before else None
                    if not self.small and np.isfinite(below[k]):
                        row |= {"survival": float(share[k]), "survival_lo80": float(below[k]),
                                "survival_hi80": float(above[k])}  # fmt: skip
                before = counted["reached"]
                yield self._said(row | counted, counted, self._open(s, len(WINDOWS) - 1))

    def _weeks(self) -> Iterable[Row]:
        lists: dict[tuple[int, int], list[Row]] = {}
        for r in self.sums["week"].to_pylist():
            r["views"] = r["seconds"] / int(self.catalogue.season_runtimes[r["season"]])
            lists.setdefault((r["week"], r["country"]), []).append(r)
        so_far: dict[tuple[int, int], int] = {}
        for (week, country), rows in sorted(lists.items()):
            end = (week * 7) - MONDAY // 86_400 + 6
            place = 0
            for r in sorted(rows, key=lambda r: (-r["views"], r["season"])):
                row = {"week_end": day_of(end), "country": country_word(country),
                       "season_id": self.catalogue.season_ids[r["season"]]}  # fmt: skip
                viewers = self._shown(r["profiles"])
                if viewers is not None:
                    place += 1
                    weeks = so_far[country, r["season"]] = so_far.get((country, r["season"]), 0) + 1
                    row |= {"rank": place, "hours_viewed": r["seconds"] / 3_600, "views": r["views"],
                            "viewers": viewers, "weeks_in_top10": weeks}  # fmt: skip
                ends = f"the week ends on {day_of(end)}" if end > self.last_day else None
                yield self._said(row, {"viewers": viewers}, ends)
                if place == TOP:
                    break

    def _countries(self) -> Iterable[Row]:
        for r in self.sums["country"].to_pylist():
            row = self._of(r["season"], r["window"]) | {"country": country_word(r["country"])}
            yield self._group(row, r, self._open(r["season"], r["window"]))

    def _members(self) -> Iterable[Row]:
        if not self.extras.member:
            return
        rows = self.sums["member"].to_pylist()
        # Of two groups one could be had from the other and the season's total: they are suppressed together.
        small = {(r["season"], r["window"]) for r in rows if r["viewers"] < self.fewest}
        for r in rows:
            row = self._of(r["season"], r["window"]) | {"member": _MEMBERS[r["member"]]}
            hidden = {"viewers": 0, "starters": 0, "completers": 0} if (r["season"], r["window"]) in small else {}
            yield self._group(row, r | hidden, self._open(r["season"], r["window"]))

    def _group(self, row: Row, r: Row, open_: str | None) -> Row:
        counted = {n: self._shown(r[n]) for n in ("viewers", "starters", "completers")}
        if counted["viewers"] is not None:
            row["hours_viewed"] = r["seconds"] / 3_600
        if counted["completers"] is not None:
            row["share_completed"] = r["completers"] / r["starters"]
        return self._said(row | counted, counted, open_)

    def _retention(self) -> Iterable[Row]:
        kept = {r["season"]: r["profiles"] for r in self.sums["kept"].to_pylist()}
        for s, following in enumerate(self.catalogue.next_season.tolist()):
            if following < 0 or s not in self.starters:
                continue
            counted = {"starters": self._shown(self.starters[s]), "returned": self._shown(kept.get(s, 0))}
            row = {"season_id": self.catalogue.season_ids[s], "next_season_id": self.catalogue.season_ids[following]}
            if counted["returned"] is not None:
                row["share_returned"] = kept[s] / self.starters[s]
            yield self._said(row | counted, counted, self._open(following, len(WINDOWS) - 1))

    def _checks(self) -> Iterable[Row]:
        found = {r["check"]: r["rows"] for r in self.sums["check"].to_pylist()}
        aside = sum(found[name] for name, (treatment, _) in RULES.items() if treatment == "set aside")
        yield {"check": "read", "rows": found["read"], "treatment": "read", "rule": "All rows of the logs."}
        yield {
            "check": "used",
            "rows": found["read"] - aside,
            "treatment": "used",
            "rule": "All that are not set aside.",
        }
        for name in CHECKS:
            if name in found:
                yield {"check": name, "rows": found[name], "treatment": RULES[name][0], "rule": RULES[name][1]}

    def _of(self, season: int, window: int) -> Row:
        return {"season_id": self.catalogue.season_ids[season], "window_days": WINDOWS[window]}

    def _open(self, season: int, window: int) -> str | None:
        ends = int(self.catalogue.premiere_days[season]) + WINDOWS[window] - 1
        return f"the {WINDOWS[window]} days end on {day_of(ends)}" if ends > self.last_day else None

    def _shown(self, count: int) -> int | None:
        return count if count >= self.fewest else None

    def _said(self, row: Row, counted: Mapping[str, int | None], open_: str | None) -> Row:
        """The row with its status; what is suppressed goes before what is open."""
        hidden = [name for name, count in counted.items() if count is None]
        reason = f"fewer than {self.fewest:,} profiles: {', '.join(hidden)}" if hidden else open_
        return row | {"status": "suppressed" if hidden else "open" if open_ else "measured", "reason": reason}


def country_word(code: int) -> str:
    """A country's two letters, 'world' or 'none'."""
    return "world" if code == WORLD else "none" if code == 0 else country_text(code)
