"""Cases: rows of the panel with what had happened to them by a date, as the models take them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cliffhanger.forecasts.design import design
from cliffhanger.forecasts.incidence import EDGES_DAYS, ENDED, RENEWED, SILENT

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO = ("cancelled", "ended", "limited", "wrap-up", "un-renewed")
"""Outcomes that count as not renewed; limited only where the label came after the launch."""

KINDS = ("scripted", "animation")
"""What is forecast: the audience of unscripted series and specials is decided otherwise."""

PLATFORM = "Netflix"
"""The platform whose lists are public."""

_DESIGNED = ("kind", "language", "spoken", "genre", "number", "log_audience_relative", "weeks_listed", "log_hold")


@dataclass(frozen=True)
class Cases:
    """Seasons at one horizon.

    Parameters
    ----------
    rows : pyarrow.Table
        Rows of the panel.
    x : array of float, shape (n, len(design.NAMES))
        What the models see.
    event : array of int, shape (n,)
        `hazard.SILENT`, `RENEWED` or `ENDED` by the date.
    days : array of float, shape (n,)
        Days from the premiere to the day on which that could be known; to the date, of the silent.
    premieres : array of datetime64, shape (n,)
        Premieres.
    grade : list of str or None
        How sure the outcome is.
    outcome : list of str
        Word of the ledger.
    basis : list of str or None
        What the outcome rests on: a claim, a label, or a later season (sequel).
    """

    rows: pa.Table
    x: Reals
    event: Whole
    days: Reals
    premieres: NDArray[np.datetime64]
    grade: list[str | None]
    outcome: list[str]
    basis: list[str | None]

    def taking(self, chosen: Flags) -> Cases:
        """The cases chosen."""
        at = np.flatnonzero(chosen)
        return Cases(
            self.rows.take(pa.array(at)), self.x[chosen], self.event[chosen], self.days[chosen],
            self.premieres[chosen], [self.grade[n] for n in at], [self.outcome[n] for n in at],
            [self.basis[n] for n in at],
        )  # fmt: skip

    @property
    def renewed_in_time(self) -> Reals:
        """1 for those whose renewal became known within the 24 months that the odds are about, else 0."""
        return np.asarray((self.event == RENEWED) & (self.days <= EDGES_DAYS[-1]), dtype=float)

    @property
    def series(self) -> list[str]:
        """Series of each case."""
        found: list[str] = self.rows["series_id"].to_pylist()
        return found


def cases(panel: pa.Table, ledger: pa.Table, day: dt.date, age: int) -> Cases:
    """The seasons that are forecast, at one horizon, with what the ledger of a date says of them.

    Of Netflix's scripted and animated seasons those that were not called limited when they came out: of a limited
    series there is nothing to renew. Where no label of the launch is at hand, the one first printed counts.

    Parameters
    ----------
    panel : pyarrow.Table
        Contract PANEL.
    ledger : pyarrow.Table
        Contract OUTCOME, as known on the date.
    day : date
        The date of the ledger.
    age : int
        The horizon; only seasons that had reached it by the date.
    """
    told = {row["season_id"]: row for row in ledger.to_pylist()}
    asked = panel.filter(
        (pc.field("age_days") == age) & (pc.field("asked_on") <= day) & (pc.field("platform") == PLATFORM)
        & pc.field("kind").isin(KINDS) & (pc.field("unit") == "season")
    )  # fmt: skip
    kept = asked.filter(pa.array([not is_limited(told.get(one)) for one in asked["season_id"].to_pylist()], pa.bool_()))
    event, days, grades, words, bases = [], [], [], [], []
    for season_id, premiere in zip(*(kept[name].to_pylist() for name in ("season_id", "premiere")), strict=True):
        said = told.get(season_id)
        word = said["outcome"] if said else "pending"
        decided = word == "renewed" or word in NO
        event.append(RENEWED if word == "renewed" else ENDED if decided else SILENT)
        days.append(max(1.0, float(((said["known_on"] if said and decided else day) - premiere).days)))
        grades.append(said["grade"] if said else None)
        words.append(word)
        bases.append(said["basis"] if said else None)
    x = design({name: kept[name].to_pylist() for name in _DESIGNED})
    premieres = np.array(kept["premiere"].to_pylist(), dtype="datetime64[D]")
    return Cases(kept, x, np.array(event, dtype=np.int64), np.array(days), premieres, grades, words, bases)


def is_limited(said: Mapping[str, object] | None) -> bool:
    """Whether a season was called limited when it came out, as far as its ledger row says."""
    if said is None:
        return False
    launch = said["limited_before_launch"]
    return launch == "yes" or (launch is None and said["limited"] == "yes")
