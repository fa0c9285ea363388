"""Silence: what the ledger of a date tells of the timing of decisions, and of seasons at which somebody looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cliffhanger.forecasts.cases import PLATFORM, is_limited
from cliffhanger.forecasts.timing import Timing, dated, looked

Reals = NDArray[np.float64]

YEAR = 365
_DECISIONS = ("renewed", "cancelled", "ended", "wrap-up")


@dataclass(frozen=True)
class Silence:
    """What silence says on a date.

    Parameters
    ----------
    announced : Timing or None
        Delay of the decisions whose day is known.
    seen : Timing or None
        Delay of renewals as lists show it that tell renewed from pending.
    looks : mapping
        Last day by season_id on which somebody saw a season undecided.
    """

    announced: Timing | None
    seen: Timing | None
    looks: Mapping[str, dt.date]

    def ages(self, seasons: list[str], premieres: NDArray[np.datetime64]) -> Reals:
        """Age in days at the last look at each season; not a number where nobody looked, or nothing is learnt of it."""
        days = [self.looks.get(name) if self.seen else None for name in seasons]
        return np.array(
            [np.nan if day is None else float((np.datetime64(day) - premiere).astype(int))
             for day, premiere in zip(days, premieres, strict=True)]
        )  # fmt: skip

    def lowered(self, p: Reals, ages: Reals) -> Reals:
        """Odds with the silence that somebody saw; as they were where nobody looked since the premiere."""
        at = np.isfinite(ages) & (ages > 0)
        if self.seen is None or not at.any():
            return p
        return np.where(at, self.seen.after_look(p, np.where(at, ages, 0.0)), p)


def silence(ledger: pa.Table, looks: Mapping[str, dt.date]) -> Silence:
    """Learn the timing of decisions from a ledger.

    Parameters
    ----------
    ledger : pyarrow.Table
        Contract OUTCOME, as known on a date.
    looks : mapping
        Of `evidence.looks.last_looks`, on the same date.
    """
    asked = ledger.filter(
        (pc.field("platform") == PLATFORM) & (pc.field("kind") == "season") & pc.field("premiere").is_valid()
    ).select(["season_id", "premiere", "outcome", "happened_on", "known_on", "limited", "limited_before_launch"])
    rows = [row for row in asked.to_pylist() if not is_limited(row)]
    after = [(row["happened_on"] - row["premiere"]).days for row in rows
             if row["outcome"] in _DECISIONS and row["happened_on"]]  # fmt: skip
    days = np.array([one for one in after if one > 0], dtype=float)
    list_day = max(looks.values(), default=None)
    renewed, pending = [], []
    for row in rows:
        age = (list_day - row["premiere"]).days if list_day else 0
        if 0 < age <= YEAR and row["outcome"] == "renewed" and row["known_on"] <= list_day:
            renewed.append(age)
        elif 0 < age <= YEAR and looks.get(row["season_id"]) == list_day:
            pending.append(age)
    return Silence(dated(days), looked(days, np.array(renewed, float), np.array(pending, float)), looks)
